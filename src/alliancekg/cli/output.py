"""Print rows.

Tables for people, CSV, TSV, JSON and JSON lines for programs. Data goes to stdout or to ``-o FILE``.
"""

from __future__ import annotations

import csv
import io
import sys
import textwrap
from dataclasses import asdict, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import click

from alliancekg.footnotes import Footnotes
from alliancekg.plain import counted as counted  # noqa: PLC0414 - the commands take these two from here
from alliancekg.plain import no_formula, to_json
from alliancekg.plain import safe as safe  # noqa: PLC0414

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Citation, Coverage

FORMATS = ("table", "csv", "tsv", "json", "jsonl")
_WIDTH = 64
#: Cells whose writing is remembered: a column of a long table has the same few over and over.
_CELLS = 4096


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return aligned columns; long cells are wrapped. The header is there also without rows."""
    cells = [
        [textwrap.wrap(safe(cell), _WIDTH, break_on_hyphens=False) or [""] for cell in row] for row in rows
    ]
    heads = [[[name] for name in columns], [["-" * len(name)] for name in columns]]
    widths = [max(len(line) for row in (*heads, *cells) for line in row[at]) for at in range(len(columns))]
    lines = []
    for row in (*heads, *cells):
        for at in range(max((len(cell) for cell in row), default=0)):
            parts = (cell[at] if at < len(cell) else "" for cell in row)
            lines.append(
                "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
            )
    return "\n".join(lines) + "\n"


def cited_table(
    columns: Sequence[str],
    rows: Iterable[tuple[Sequence[str], Sequence[Citation]]],
    homes: Sequence[str] = (),
    sentences: Mapping[str, str] | None = None,
) -> str:
    """Return a table whose last column marks footnotes, and the footnotes under it.

    ``homes`` says, row by row, what to print where there is no source; UNSOURCED otherwise. ``sentences``
    are the words of passages from a text at hand, by CURIE.
    """
    marks = Footnotes()
    said = [
        (*cells, marks.marks(sources, homes[at] if homes else "")) for at, (cells, sources) in enumerate(rows)
    ]
    body = table((*columns, "says who"), said)
    return body + footnotes(marks, sentences)


def footnotes(marks: Footnotes, sentences: Mapping[str, str] | None = None) -> str:
    """Return the footnotes, a block each; below it the words of its passage, where ``sentences`` has them."""
    lines = []
    for number, (line, passage) in enumerate(zip(marks.lines(), marks.passages(), strict=True), 1):
        wrapped = textwrap.wrap(
            safe(line), 100, initial_indent=f"[{number}] ", subsequent_indent="    ", break_on_hyphens=False
        )
        lines += wrapped
        if sentences and passage in sentences:
            told = f"> {safe(sentences[passage])}"
            lines += textwrap.wrap(
                told, 100, initial_indent="    ", subsequent_indent="    > ", break_on_hyphens=False
            )
    for source in marks.sources():
        lines += ["", *textwrap.wrap(safe(source), 100, subsequent_indent="    ", break_on_hyphens=False)]
    return "\n" + "\n".join(lines) + "\n" if lines else ""


def delimited(columns: Sequence[str], rows: Iterable[Sequence[str]], form: str) -> str:
    """Return CSV or TSV with a header.

    Cells that a spreadsheet would run as a formula get a quote in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter="," if form == "csv" else "\t", lineterminator="\n")
    writer.writerow(columns)
    quoted = csv.writer(out, delimiter=writer.dialect.delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL)
    written = lru_cache(maxsize=_CELLS)(no_formula)
    for row in rows:
        cells = list(map(written, row))
        # A bare carriage return ends a line for every reader, yet the writer leaves it unquoted.
        (quoted if "\r" in "".join(cells) else writer).writerow(cells)
    return out.getvalue()


def flat(table: Flat, form: str) -> str:
    """Return a flat table of an answer as CSV or TSV; what is not stated is empty."""
    columns, rows = table
    return delimited(columns, ([_flat_cell(cell) for cell in row] for row in rows), form)


def _flat_cell(cell: object) -> str:
    return "" if cell is None else f"{cell:.12g}" if isinstance(cell, float) else str(cell)


def envelope(rows: Iterable[Any], coverage: Coverage, **more: Any) -> str:  # noqa: ANN401 - any row
    """Return the JSON of a list-like answer.

    ``as_of``, ``coverage``, then ``rows`` with their ``sources``.
    """
    body = {
        "as_of": coverage.as_of or None,
        "coverage": covered(coverage),
        **more,
        "rows": [plain(row) for row in rows],
    }
    return to_json(body, default=plain, indent=1) + "\n"


def plain_json(body: dict[str, Any]) -> str:
    """Return one JSON object, laid out."""
    return to_json(body, indent=1) + "\n"


def json_lines(rows: Iterable[Any]) -> str:
    """Return one JSON object a line."""
    return "".join(to_json(plain(row)) + "\n" for row in rows)


def plain_sources(sources: Iterable[Citation]) -> list[dict[str, str]]:
    """Return citations as JSON holds them."""
    return [asdict(one) for one in sources]


def covered(coverage: Coverage) -> dict[str, Any]:
    """Return coverage as JSON holds it."""
    about = [{"id": term.id, "label": term.label} for term in coverage.subjects]
    told = {"sources": coverage.sources, "from": coverage.start, "to": coverage.end, "subjects": about}
    views = {name: getattr(coverage, name) for name in ("known_by", "undated", "possible", "outside")}
    return told | {name: value for name, value in views.items() if value}


def plain(row: Any) -> Any:  # noqa: ANN401 - any row
    """Return a row as JSON holds it: how it stands on a day is told only where a day was asked about."""
    if not is_dataclass(row) or isinstance(row, type):
        return row
    told = asdict(row)
    timing = told.pop("timing", None)
    return told | timing if timing and timing["holds"] else told


def emit(text: str | bytes, path: Path | None) -> None:
    """Write data to ``path``, or to stdout when there is none."""
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    if path is None or str(path) == "-":
        sys.stdout.buffer.write(data)  # looked up here: an import-time default would escape redirection
        sys.stdout.buffer.flush()
        return
    from alliancekg.files import write_bytes

    write_bytes(path, data)


def say(text: str) -> None:
    """Tell the user something that is not data."""
    click.echo(safe(text), err=True, file=sys.stderr)

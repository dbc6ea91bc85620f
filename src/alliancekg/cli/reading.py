"""The command ``sources``, and the option that shows the words of passages from a text at hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.api import KnowledgeGraph
    from alliancekg.model import Citation, SourceRow, Verification


text_option = click.option(
    "--text",
    "text_",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Show the words of each passage that this text of the source has; for your own use.",
)


@click.command("sources")
@click.argument("action", metavar="[list|verify", type=click.Choice(["list", "verify"]), default="list")
@click.argument("source", metavar="SOURCE]", required=False)
@click.option(
    "--text",
    "text_",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Text of the source to verify: plain, HTML or PDF.",
)
@graph_options
@format_option(*output.FORMATS)
@output_option
@click.pass_context
def sources_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    settings: Settings,
    action: str,
    source: str | None,
    text_: Path | None,
    form: str,
    output_: Path | None,
) -> None:
    """List the sources, or verify that the passages of one stand in a text of it.

    `sources verify SOURCE --text FILE` looks for each passage by its digest: verified (found once, in its
    paragraph), moved (once, elsewhere or in an unknown paragraph), ambiguous (more than once), missing, or
    unverifiable (it has no digest). Exit status: 0 each passage with a digest is verified or moved, 1 not so.

    \b
    alliancekg sources list
    alliancekg sources list -f csv > sources.csv
    """
    if action == "list":
        if source or text_:
            message = "`sources list` takes neither SOURCE nor --text."
            raise click.UsageError(message)
        _list(settings.load(), form, output_)
    elif source is None or text_ is None:
        message = "say `sources verify SOURCE --text FILE`."
        raise click.UsageError(message)
    else:
        rows = _verify(settings._replace(sources=(source,)).load(), (source, text_), form, output_)
        if not all(row.holds for row in rows):
            ctx.exit(1)


def _list(kg: KnowledgeGraph, form: str, output_: Path | None) -> None:
    """Print the sources."""
    from alliancekg.model import SourceRow  # --help imports this file, and no row

    rows, coverage = kg.sources(), kg.coverage()
    if form == "table":
        columns = ("id", "title", "publisher", "published", "kind", "reliability", "coverage", "passages")
        text = output.table(columns, map(_told, rows))
    elif form == "json":
        text = output.envelope(rows, coverage)
    elif form == "jsonl":
        text = output.json_lines(rows)
    else:
        cells = [[str(value) for value in asdict(row).values()] for row in rows]
        text = output.delimited([field.name for field in fields(SourceRow)], cells, form)
    output.emit(text, output_)
    output.say(f"{coverage}")


def _told(row: SourceRow) -> tuple[str, ...]:
    """Return a source as people read it."""
    first = f" (first: {row.original_publisher})" if row.original_publisher else ""
    period = f"{row.covers_from or 'not stated'}..{row.covers_to or 'not stated'}"
    dated = row.published or "undated"
    return (
        row.id,
        row.title,
        row.publisher + first,
        dated,
        row.kind,
        row.reliability,
        period if row.covers_from or row.covers_to else "not stated",
        str(row.passages),
    )


def _verify(
    kg: KnowledgeGraph, asked: tuple[str, Path], form: str, output_: Path | None
) -> tuple[Verification, ...]:
    """Print what becomes of each passage of a source in a text, and return it."""
    from alliancekg.model import Verification

    source, path = asked
    rows = kg.verify(source, path)
    columns = [field.name for field in fields(Verification) if field.name != "has_digest"]
    held = [{name: getattr(row, name) for name in columns} for row in rows]
    cells = [[str(value) for value in one.values()] for one in held]
    if form == "table":
        text = output.table(columns, cells)
    elif form == "json":
        text = output.envelope(held, kg.coverage(), source=kg.sources()[0].id, text=str(path))
    elif form == "jsonl":
        text = output.json_lines(held)
    else:
        text = output.delimited(columns, cells, form)
    output.emit(text, output_)
    counts = Counter(row.outcome for row in rows)
    outcomes = ("verified", "moved", "ambiguous", "missing", "unverifiable")
    told = ", ".join(f"{counts[one]} {one}" for one in outcomes if counts[one])
    output.say(f"{path}: {output.counted(len(rows), 'passage')}{': ' * bool(told)}{told}; {kg.coverage()}")
    return rows


def words(kg: KnowledgeGraph, path: Path | None, form: str, rows: Iterable[Any]) -> dict[str, str] | None:
    """Return the words of the passages that ``rows`` cite, by CURIE, from the text at ``path``; None without.

    Raises:
        UsageError: When ``form`` has no place for them.
    """
    if path is None:
        return None
    if form not in {"table", "json"}:
        message = f"--text has no place in {form}: use -f table or -f json."
        raise click.UsageError(message)
    cited: set[str] = {one.passage for row in rows for one in _sources(row)}
    found = kg.sentences(path, cited)
    output.say(f"{path}: {len(found)} of {output.counted(len(cited), 'passage')} found once")
    return found


def _sources(row: Any) -> tuple[Citation, ...]:  # noqa: ANN401 - a row of any answer
    """Return the citations of a row."""
    return tuple(row.sources)

"""From a file to quads: every row is kept, or refused with a reason, and all of it is told."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.errors import InputError
from alliancekg.files import write_text
from alliancekg.imports.mapping import mapping
from alliancekg.imports.polities import shipped
from alliancekg.imports.reading import Read, Reader, RefusedError
from alliancekg.imports.rules import RULES
from alliancekg.imports.statements import Statements
from alliancekg.imports.table import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from os import PathLike

    from alliancekg.imports.form import DatasetMapping
    from alliancekg.imports.polities import Codes
    from alliancekg.imports.table import Line, Table

    #: Hands rows on one by one.
    Watch = Callable[[list[Line]], Iterable[Line]]

FORMS = ("nq", "trig")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out, and why."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: quads as lines of N-Quads, and how many rows were read, kept and refused.

    ``unmatched`` are the rows of each code of a system that stands for no state we know; each of these codes
    is an actor of its own. ``remarks`` are what to know of the file before trusting it.
    """

    slug: str
    citation: str
    terms: str
    columns: tuple[str, ...]
    lines: tuple[str, ...]
    read: int
    kept: int
    refused: tuple[Refusal, ...]
    unmatched: tuple[tuple[str, str, int], ...]
    remarks: tuple[str, ...]

    def text(self, form: str = "nq") -> str:
        """Return the quads as N-Quads (``nq``) or TriG (``trig``)."""
        return "".join(self.lines if form == "nq" else _trig(self.lines))

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the quads to ``path`` (.nq or .trig), whole or not at all, and return where they are.

        Raises:
            InputError: When the ending is neither.
            OutputError: When the file cannot be written.
        """
        path = Path(path)
        form = path.suffix.removeprefix(".")
        if form not in FORMS:
            raise InputError(path, f"the ending {path.suffix!r} is of no form we write", "Use .nq or .trig.")
        return write_text(path, self.text(form))

    def refusals(self) -> str:
        """Return the refused rows as CSV: number, line, reason, and the row as it stood."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("row", "line", "reason", *self.columns))
        for one in self.refused:
            cells = (one.line.texts.get(name, "") for name in self.columns)
            writer.writerow((one.line.number, one.line.line, one.reason, *cells))
        return out.getvalue()


def convert(
    dataset: str,
    path: str | PathLike[str],
    codes: Codes | None = None,
    watch: Watch = iter,
) -> Imported:
    """Return what a file of a dataset says, as quads.

    Args:
        dataset: A name that ships (``alliancekg.imports.names()``), or a mapping file that ends in ``.toml``.
        path: The user's own download.
        codes: Who a code stands for; by default the shipped registry of states.
        watch: Hands on the rows one by one, for whoever wants to show how far it is.

    Raises:
        UnknownTermError: When no such dataset ships.
        RecipeError: When the mapping is none; it carries file and line.
        InputError: When the file cannot be read, is damaged, cut off, or laid out otherwise.
    """
    plan, known = mapping(dataset), shipped() if codes is None else codes
    table = read(Path(path), plan.layout)
    refused = {one.number: Refusal(one, _uneven(one, table)) for one in table.uneven}
    reader = Reader(plan, known)
    rows = _read(plan, table, reader, refused, watch)
    made = Statements(plan, known)
    made.describe(table.digest)
    for row in rows:
        made.row(row)
    return Imported(
        plan.origin.slug,
        plan.origin.citation,
        plan.origin.terms,
        table.columns,
        (*made.source, *made.registry, *made.said),
        len(table.rows) + len(table.uneven),
        len(rows),
        tuple(refused[number] for number in sorted(refused)),
        tuple((*key, count) for key, count in sorted(reader.unmatched.items())),
        table.remarks,
    )


def _read(
    plan: DatasetMapping, table: Table, reader: Reader, refused: dict[int, Refusal], watch: Watch
) -> list[Read]:
    """Return the rows that can be used, and add the others to ``refused``."""
    by_rule = _ruled(plan, table)
    columns = (*plan.layout.needed, *plan.layout.optional)
    rows: list[Read] = []
    for line in watch(list(table.rows)):
        reason = by_rule.get(line.number, "")
        try:
            rows += [] if reason else [reader.row(line, columns)]
        except RefusedError as error:
            reason = str(error)
        if reason:
            refused[line.number] = Refusal(line, reason)
    reader.together(rows)
    return rows


def _uneven(line: Line, table: Table) -> str:
    count, wanted = len(line.texts), len(table.columns)
    return f"it has {count} columns of {wanted}" if count < wanted else f"it has more than {wanted} columns"


def _ruled(plan: DatasetMapping, table: Table) -> dict[int, str]:
    """Return why rows are refused by the rules of the mapping; the first that refuses a row tells."""
    found: dict[int, str] = {}
    for rule in plan.rules:
        rows = [(one.number, one.texts) for one in table.rows if one.number not in found]
        found |= RULES[rule.name](rows, rule.columns)
    return found


def _trig(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines of N-Quads as TriG: one block for each run of lines of one graph."""
    open_graph = ""
    for line in lines:
        said, _, graph = line.removesuffix(" .\n").rpartition(" ")
        if graph != open_graph:
            yield f"{'}' * bool(open_graph)}\n{graph} {{\n" if open_graph else f"{graph} {{\n"
            open_graph = graph
        yield f"{said} .\n"
    if open_graph:
        yield "}\n"

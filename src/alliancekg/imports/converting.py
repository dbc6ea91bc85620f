"""From a file to quads: every row is kept, or refused with a reason, and all of it is told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.imports.imported import Imported, Refusal
from alliancekg.imports.mapping import mapping
from alliancekg.imports.polities import shipped
from alliancekg.imports.reading import Read, Reader, RefusedError
from alliancekg.imports.rules import RULES
from alliancekg.imports.statements import Statements
from alliancekg.imports.table import read, uneven

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

    from alliancekg.imports.form import DatasetMapping
    from alliancekg.imports.polities import Codes
    from alliancekg.imports.table import Line, Table

    #: Hands rows on one by one.
    Watch = Callable[[list[Line]], Iterable[Line]]


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
    refused = {one.number: Refusal(one, uneven(one, table)) for one in table.uneven}
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


def _ruled(plan: DatasetMapping, table: Table) -> dict[int, str]:
    """Return why rows are refused by the rules of the mapping; the first that refuses a row tells."""
    found: dict[int, str] = {}
    for rule in plan.rules:
        rows = [(one.number, one.texts) for one in table.rows if one.number not in found]
        found |= RULES[rule.name](rows, rule.columns)
    return found

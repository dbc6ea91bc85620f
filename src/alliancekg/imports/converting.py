"""From files to quads: every row is kept, or refused with a reason, and all of it is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.imports.imported import Account, Imported, Refusal, RefusedError, Stranger
from alliancekg.imports.layouts import apart, fitting
from alliancekg.imports.mapping import mappings
from alliancekg.imports.polities import shipped
from alliancekg.imports.reading import Read, Reader
from alliancekg.imports.remarks import clashes, outside
from alliancekg.imports.rules import AMONG_KEPT, RULES
from alliancekg.imports.statements import Statements
from alliancekg.imports.table import read, uneven

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
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
        path: The user's own download. Where the dataset has several files, its columns tell which it is.
        codes: Who a code stands for; by default the shipped registry of states.
        watch: Hands on the rows one by one, for whoever wants to show how far it is.

    Raises:
        UnknownTermError: When no such dataset ships.
        RecipeError: When the mapping is none; it carries file and line.
        InputError: When the file cannot be read, is damaged, cut off, or laid out otherwise.
    """
    return convert_all(dataset, (path,), codes, watch)


def convert_all(
    dataset: str,
    paths: Sequence[str | PathLike[str]],
    codes: Codes | None = None,
    watch: Watch = iter,
) -> Imported:
    """Return what several files of one dataset say, as quads: one of each layout, in any order.

    Each file is a source of its own, and each of its rows a passage. What two of them say of one thing is
    one statement with two passages, or two statements.

    Args:
        dataset: As for ``convert``.
        paths: The user's own downloads, at least one.
        codes: As for ``convert``.
        watch: As for ``convert``; asked once for each file.

    Raises:
        UnknownTermError: When no such dataset ships.
        RecipeError: When a mapping is none; it carries file and line.
        InputError: When a file cannot be read, is damaged, cut off, or laid out otherwise; or two of them
            are the same file of the dataset.
    """
    plans, known = mappings(dataset), shipped() if codes is None else codes
    fits = [(Path(path), fitting(Path(path), plans)) for path in paths]
    apart(fits)
    fits.sort(key=lambda fit: plans.index(fit[1]))  # so that the order of the files changes nothing
    made = [_convert(plan, path, known, watch) for path, plan in fits]
    origins = [plan.origin for _, plan in fits]
    return Imported(
        origins[0].slug,
        " ".join(dict.fromkeys(one.citation for one in origins)),
        " ".join(dict.fromkeys(one.terms for one in origins)),
        tuple(dict.fromkeys(line for lines, _ in made for line in lines)),
        tuple(account for _, account in made),
        clashes((account.name, lines) for lines, account in made),
    )


def _convert(plan: DatasetMapping, path: Path, known: Codes, watch: Watch) -> tuple[list[str], Account]:
    """Return the quads of one file, and what came of its rows."""
    table = read(path, plan.layout)
    refused = {one.number: Refusal(one, uneven(one, table)) for one in table.uneven}
    reader = Reader(plan, known)
    rows = _read(plan, table, reader, refused, watch)
    made = Statements(plan, known)
    made.describe(table.digest)
    for row in rows:
        made.row(row)
    account = Account(
        path.name,
        table.columns,
        len(table.rows) + len(table.uneven),
        len(rows),
        tuple(refused[number] for number in sorted(refused)),
        _strangers(rows, known),
        (*table.remarks, *outside(plan.origin.covers, rows)),
    )
    return [*made.source, *made.registry, *made.said], account


def _read(
    plan: DatasetMapping, table: Table, reader: Reader, refused: dict[int, Refusal], watch: Watch
) -> list[Read]:
    """Return the rows that can be used, and add the others to ``refused``."""
    by_rule = _ruled(plan, table.rows, among_kept=False)
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
    again = _ruled(plan, [row.line for row in rows], among_kept=True)
    refused |= {
        row.line.number: Refusal(row.line, again[row.line.number]) for row in rows if row.line.number in again
    }
    kept = [row for row in rows if row.line.number not in again]
    reader.together(kept)
    return kept


def _ruled(plan: DatasetMapping, lines: Sequence[Line], *, among_kept: bool) -> dict[int, str]:
    """Return why rows are refused by the rules of the mapping; the first that refuses a row tells."""
    found: dict[int, str] = {}
    for rule in (rule for rule in plan.rules if (rule.name in AMONG_KEPT) == among_kept):
        rows = [(one.number, one.texts) for one in lines if one.number not in found]
        found |= RULES[rule.name](rows, rule.columns)
    return found


def _strangers(rows: Iterable[Read], codes: Codes) -> tuple[Stranger, ...]:
    """Return the codes of nobody known, each with the number of its rows, sorted."""
    found = Counter(key for row in rows for key in dict.fromkeys(row.strangers))
    return tuple(Stranger(*key, count, codes.near(*key)) for key, count in sorted(found.items()))

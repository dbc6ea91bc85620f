"""What to know of an import before trusting it that no row shows by itself; nothing is left out for it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from alliancekg.imports.nquads import term
from alliancekg.terms import REGISTRY, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from alliancekg.imports.reading import Read

_SHOWN = 5
_CODE = f" {term('code')} "
_IN_REGISTRY = f" <{REGISTRY}> .\n"


def outside(covers: tuple[str, str], rows: Iterable[Read]) -> tuple[str, ...]:
    """Return a remark on dates of which no day lies in the coverage that the mapping declares."""
    first, last = (date.fromisoformat(day) for day in covers)
    found = [
        f"row {row.line.number} (line {row.line.line}) {name} {row.texts[name]}"
        for row in rows
        for name, span in row.spans.items()
        if span.last < first or span.first > last
    ]
    if not found:
        return ()
    dates = f"{len(found):,} dates" if len(found) > 1 else "1 date"
    return (f"kept, though outside {covers[0]}..{covers[1]}, the years covered: {dates}, {_listed(found)}",)


def clashes(files: Iterable[tuple[str, Iterable[str]]]) -> tuple[str, ...]:
    """Return a remark on codes that are told in two ways: the registry has no passages that say by whom.

    Args:
        files: The name of each file, and its lines of N-Quads.
    """
    told: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name, lines in files:
        for line in lines:
            if _CODE in line and line.endswith(_IN_REGISTRY):
                subject, _, code = line.removesuffix(_IN_REGISTRY).partition(_CODE)
                told[subject][code].append(name)
    found = [
        f"{compress(subject[1:-1])} is "
        + " and ".join(f"{code} in {_listed(names)}" for code, names in codes.items())
        for subject, codes in sorted(told.items())
        if len(codes) > 1
    ]
    return (
        (f"codes that differ, all kept, and no passage says which row has which: {_listed(found)}",)
        if found
        else ()
    )


def _listed(found: Sequence[str]) -> str:
    """Return the first of a list."""
    more = f" and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
    return ", ".join(found[:_SHOWN]) + more

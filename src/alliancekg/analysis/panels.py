"""From stretches of days to years: which pairs of states were tied in which year, and what they owed.

Pure. A year counts by one of ``YEAR_RULES``; a pair is tied on the days on which both are parties of one
agreement (phases are agreements of their own).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, permutations
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from datetime import date

    from alliancekg.store.spells import Owed, Party, Spells

    Days = tuple[date, date]
    Pair = tuple[str, str]
    #: What a row tells; None is what nobody knows.
    Cells = tuple[int | bool | None, ...]

_Key = TypeVar("_Key")
_FIRST, _LAST = (1, 1), (12, 31)


def _any_day(first: date, last: date) -> range:
    return range(first.year, last.year + 1)


def _first_day(first: date, last: date) -> range:
    return range(first.year + ((first.month, first.day) != _FIRST), last.year + 1)


def _last_day(first: date, last: date) -> range:
    return range(first.year, last.year + ((last.month, last.day) == _LAST))


def _whole_year(first: date, last: date) -> range:
    return range(_first_day(first, last).start, _last_day(first, last).stop)


#: Which years a stretch of days counts for: those that it touches, those whose first or last day it holds,
#: those that it fills.
YEAR_RULES: Mapping[str, Callable[[date, date], range]] = {
    "any-day": _any_day,
    "first-day": _first_day,
    "last-day": _last_day,
    "whole-year": _whole_year,
}


class Panel:
    """The years of one set of spells by one rule, within ``start`` to ``end`` (both inclusive).

    ``tied`` has the agreements of each pair, smaller name first, by year; ``owed`` has the kinds of what the
    first of a pair owes the second, by year; ``parties`` has the agreements of each state, by year.
    """

    def __init__(self, spells: Spells, year_rule: str, start: int, end: int) -> None:
        self._years = YEAR_RULES[year_rule]
        self._limits = range(start, end + 1)
        inside: dict[str, list[Party]] = defaultdict(list)
        for one in spells.parties:
            inside[one.agreement].append(one)
        self.kinds = tuple(sorted({one.kind for one in spells.owed}))
        self.parties: dict[str, dict[int, set[str]]] = {}
        for party in spells.parties:
            self._add(self.parties, party.state, party.days, party.agreement)
        self.tied: dict[Pair, dict[int, set[str]]] = {}
        for agreement, members in sorted(inside.items()):
            for one, other in combinations(members, 2):
                days = shared(one.days, other.days)
                if days and one.state != other.state:
                    self._add(self.tied, _sorted(one.state, other.state), days, agreement)
        self.owed: dict[Pair, dict[int, set[str]]] = {}
        for duty in spells.owed:
            for creditor, days in _creditors(duty, inside):
                self._add(self.owed, (duty.state, creditor), days, duty.kind)

    def _add(self, found: dict[_Key, dict[int, set[str]]], key: _Key, days: Days, what: str) -> None:
        years = self._years(*days)
        for year in range(max(years.start, self._limits.start), min(years.stop, self._limits.stop)):
            found.setdefault(key, {}).setdefault(year, set()).add(what)


def shared(one: Days, other: Days) -> Days | None:
    """Return the days that two stretches have in common, None when there are none.

    Example:
        >>> from datetime import date
        >>> shared((date(1990, 1, 1), date(1990, 6, 30)), (date(1990, 6, 30), date(1995, 1, 1)))
        (datetime.date(1990, 6, 30), datetime.date(1990, 6, 30))
    """
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def _sorted(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _creditors(duty: Owed, inside: Mapping[str, Iterable[Party]]) -> Iterator[tuple[str, Days]]:
    """Yield to whom something is owed, and on which days."""
    if not duty.among:
        yield duty.to, duty.days
        return
    members = list(inside.get(duty.among, ()))
    for debtor in members:
        mine = shared(debtor.days, duty.days) if debtor.state == duty.state else None
        for creditor in members:
            days = shared(mine, creditor.days) if mine and creditor.state != duty.state else None
            if days:
                yield creditor.state, days


def dyad_rows(  # noqa: PLR0913 - one for each choice
    panel: Panel, years: range, covered: Container[int], *, directed: bool, obligation: str, complete: bool
) -> Iterator[tuple[Pair, Cells]]:
    """Yield pair and cells (year, tied, agreements, then each kind) by pair and year; None is missing.

    With an ``obligation`` only rows in which it is owed, with ``complete`` also those of pairs not tied.
    """
    pairs = [two for pair in panel.tied for two in (permutations(pair) if directed else (pair,))]
    for one, other in sorted(pairs):
        tied = panel.tied[_sorted(one, other)]
        sides = [panel.owed.get((one, other), {})]
        sides += [] if directed else [panel.owed.get((other, one), {})]
        kinds = {year: set().union(*(side.get(year, set()) for side in sides)) for year in tied}
        counted = {year for year in tied if not obligation or obligation in kinds[year]}
        for year in _shown(years, counted, covered, complete=complete):
            owed = kinds.get(year, set())
            told = (len(tied.get(year, ())), *(kind in owed for kind in panel.kinds))
            yield (one, other), _cells(year, told, is_tied=year in tied, is_known=year in covered)


def state_rows(
    panel: Panel, years: range, covered: Container[int], *, complete: bool
) -> Iterator[tuple[str, Cells]]:
    """Yield state and cells (year, tied, agreements, partners, then each kind) by state and year."""
    partners: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    owed: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for pair, by_year in panel.tied.items():
        for state in pair:
            for year in by_year:
                partners[state][year] += 1
    for (one, _), kinds in panel.owed.items():
        for year, told in kinds.items():
            owed[one][year] |= told
    for state, tied in sorted(panel.parties.items()):
        for year in _shown(years, set(tied), covered, complete=complete):
            kinds_owed = owed[state][year]
            count = (len(tied.get(year, ())), partners[state][year])
            cells = (*count, *(kind in kinds_owed for kind in panel.kinds))
            yield state, _cells(year, cells, is_tied=year in tied, is_known=year in covered)


def _shown(years: range, tied: set[int], covered: Container[int], *, complete: bool) -> Iterator[int]:
    """Yield the years that have a row, for what has one: those of which nobody knows are among them."""
    if tied:
        yield from (year for year in years if complete or year in tied or year not in covered)


def _cells(year: int, told: tuple[int | bool, ...], *, is_tied: bool, is_known: bool) -> Cells:
    return (year, is_tied, *told) if is_known else (year, *(None for _ in range(len(told) + 1)))

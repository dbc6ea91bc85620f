"""From stretches of days to years: which pairs of states were tied in which year, and what they owed.

Pure. A year counts by one of ``YEAR_RULES``; a pair is tied on the days on which both are parties of one
agreement (phases are agreements of their own).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from alliancekg.store.spells import Owed, Party, Spells

    Days = tuple[date, date]
    #: What a row tells: the year, then what is known of it; None is what nobody knows.
    Cells = tuple[int, *tuple[int | bool | None, ...]]

Pair = tuple[str, str]
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


class _Found(Generic[_Key]):
    """What there was of each key by year: ``known``, and ``beyond`` what its sources speak of.

    ``spoken`` are the years of which the sources of a key speak.
    """

    def __init__(self) -> None:
        self.known: dict[_Key, dict[int, set[str]]] = {}
        self.beyond: dict[_Key, dict[int, set[str]]] = {}
        self.spoken: dict[_Key, frozenset[int]] = {}

    def named(self) -> list[_Key]:
        """Return the keys of which anything is found, known or not."""
        return list(dict.fromkeys((*self.known, *self.beyond)))


class Panel:
    """The years of one set of spells by one rule, within ``start`` to ``end`` (both inclusive).

    ``tied`` has the agreements of each pair, smaller name first, by year; ``owed`` has the kinds of what the
    first of a pair owes the second, by year; ``parties`` has the agreements of each state, by year. Where the
    sources of an agreement do not speak of a year, nobody knows whether it was still there. ``listed`` says
    on which days the lists of states have a state; one that is missing there is taken to be there always.
    """

    def __init__(
        self, spells: Spells, year_rule: str, years: range, listed: Mapping[str, Iterable[Days]]
    ) -> None:
        self._years = YEAR_RULES[year_rule]
        self._limits = years
        self._listed = listed
        inside: dict[str, list[Party]] = defaultdict(list)
        for one in spells.parties:
            inside[one.agreement].append(one)
        self.kinds = tuple(sorted({one.kind for one in spells.owed}))
        self.parties, self.tied, self.owed = _Found[str](), _Found[Pair](), _Found[Pair]()
        for party in spells.parties:
            self._add(self.parties, party.state, party.days, party.agreement, party.years)
        for agreement, members in sorted(inside.items()):
            for one, other in combinations(members, 2):
                days = shared(one.days, other.days)
                if days and one.state != other.state:
                    spoken = one.years if one.years is other.years else one.years & other.years
                    self._add(self.tied, _sorted(one.state, other.state), days, agreement, spoken)
        for duty in spells.owed:
            for creditor, days, spoken in _creditors(duty, inside, spells.years):
                self._add(self.owed, (duty.state, creditor), days, duty.kind, spoken)

    def there(self, *states: str) -> Callable[[int], bool]:
        """Return how to tell whether some states were all there in a year, on days that count for it."""
        stretches: list[Days] = [(date.min, date.max)]
        for state in states:
            if state in self._listed:
                both = (shared(one, other) for one in stretches for other in self._listed[state])
                stretches = [days for days in both if days]
        counted = [self._years(*days) for days in stretches]
        return lambda year: any(year in years for years in counted)

    def _add(self, found: _Found[_Key], key: _Key, days: Days, what: str, spoken: frozenset[int]) -> None:
        before = found.spoken.get(key, frozenset())
        found.spoken[key] = before if spoken <= before else before | spoken
        years = self._years(*days)
        for year in range(max(years.start, self._limits.start), min(years.stop, self._limits.stop)):
            by_key = found.known if year in spoken else found.beyond
            by_year = by_key.get(key)
            if by_year is None:
                by_key[key] = {year: {what}}
            elif year in by_year:
                by_year[year].add(what)
            else:
                by_year[year] = {what}


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


def _creditors(
    duty: Owed, inside: Mapping[str, Iterable[Party]], covered: frozenset[int]
) -> Iterator[tuple[str, Days, frozenset[int]]]:
    """Yield to whom something is owed, on which days, and the years of which those who tell it speak."""
    if not duty.among:
        yield duty.to, duty.days, covered
        return
    members = list(inside.get(duty.among, ()))
    for debtor in members:
        mine = shared(debtor.days, duty.days) if debtor.state == duty.state else None
        for creditor in members:
            days = shared(mine, creditor.days) if mine and creditor.state != duty.state else None
            if days:
                same = debtor.years is creditor.years
                yield creditor.state, days, debtor.years if same else debtor.years & creditor.years


def dyad_rows(
    panel: Panel, years: range, *, directed: bool, obligation: str, complete: bool
) -> Iterator[tuple[Pair, Cells]]:
    """Yield pair and cells (year, tied, agreements, then each kind) by pair and year; None is missing.

    With an ``obligation`` only rows in which it is owed, with ``complete`` also those of pairs not tied: of
    years in which both are there at once.
    """
    tied = panel.tied
    pairs = [two for pair in tied.named() for two in (permutations(pair) if directed else (pair,))]
    for one, other in sorted(pairs):
        pair = _sorted(one, other)
        sides = [(one, other)] if directed else [(one, other), (other, one)]
        known, beyond = tied.known.get(pair, {}), tied.beyond.get(pair, {})
        kinds = _together(panel.owed.known, sides, known)
        counted = {year for year in known if not obligation or obligation in kinds[year]}
        open_kinds = _together(panel.owed.beyond, sides, beyond)
        maybe = {year for year in beyond if not obligation or obligation in open_kinds[year]}
        shown, only_ties = counted | maybe, tied.spoken[pair]
        if complete:
            shown, only_ties = shown and {*known, *beyond}, frozenset()
        for year in _shown(years, shown, only_ties, panel.there(*pair)):
            owed = kinds.get(year, set())
            told = (len(known.get(year, ())), *(kind in owed for kind in panel.kinds))
            yield (one, other), _cells(year, told, tied, pair)


def _together(
    owed: Mapping[Pair, Mapping[int, set[str]]], sides: Iterable[Pair], years: Iterable[int]
) -> dict[int, set[str]]:
    """Return the kinds that are owed in any of some directions, by year."""
    told = [owed.get(side, {}) for side in sides]
    return {year: set().union(*(side.get(year, set()) for side in told)) for year in years}


def state_rows(panel: Panel, years: range, *, complete: bool) -> Iterator[tuple[str, Cells]]:
    """Yield state and cells (year, tied, agreements, partners, then each kind) by state and year."""
    partners: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    owed: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for pair, by_year in panel.tied.known.items():
        for state in pair:
            for year in by_year:
                partners[state][year] += 1
    for (one, _), kinds in panel.owed.known.items():
        for year, told in kinds.items():
            owed[one][year] |= told
    parties = panel.parties
    for state in sorted(parties.named()):
        known, beyond = parties.known.get(state, {}), parties.beyond.get(state, {})
        only_ties = frozenset[int]() if complete else parties.spoken[state]
        for year in _shown(years, {*known, *beyond}, only_ties, panel.there(state)):
            kinds_owed = owed[state][year]
            count = (len(known.get(year, ())), partners[state][year])
            cells = (*count, *(kind in kinds_owed for kind in panel.kinds))
            yield state, _cells(year, cells, parties, state)


def _shown(
    years: range, tied: set[int], only_ties: Container[int], there: Callable[[int], bool]
) -> Iterator[int]:
    """Yield the years that have a row, for what has one: those of a tie, known or possible, always.

    Others but those of ``only_ties`` have one too, where the states were there to be tied.
    """
    if tied:
        yield from (year for year in years if year in tied or (year not in only_ties and there(year)))


def _cells(year: int, told: tuple[int | bool, ...], found: _Found[_Key], key: _Key) -> Cells:
    """Return the cells of a year: none is known, or all, or what is sure of some agreements."""
    is_tied, is_open = (year in side.get(key, ()) for side in (found.known, found.beyond))
    if not is_tied and (is_open or year not in found.spoken[key]):
        return (year, *(None,) * (len(told) + 1))
    sure = (None if is_open and cell is not True else cell for cell in told)
    known: tuple[int | bool | None, ...] = (is_tied, *sure)
    return (year, *known)

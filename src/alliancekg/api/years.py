"""What a frame of years is asked with: the choices, what stands where none is made, and which there are."""

from __future__ import annotations

from dataclasses import dataclass
from operator import index
from typing import TYPE_CHECKING, TypedDict

from alliancekg.errors import InputError, UnknownChoiceError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The first and the last year that there are.
_YEARS = (1, 9999)
#: The systems of codes for which a frame can have columns.
CODES = ("cow", "gw", "iso2", "iso3")


class StateRules(TypedDict, total=False):
    """The choices of ``state_years``."""

    complete: bool
    date_rule: str
    year_rule: str
    system: str
    codes: str | Iterable[str]


class DyadRules(StateRules, total=False):
    """The choices of ``dyad_years``."""

    directed: bool
    obligation: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question for a frame, every choice made; what there is not is refused.

    Raises:
        InputError: When a year is none, or the first is after the last.
        UnknownChoiceError: When there is no such rule, list of states or system of codes.
    """

    start: int | None
    end: int | None
    complete: bool = False
    date_rule: str = "possible"
    year_rule: str = "any-day"
    system: str = "any"
    codes: str | Iterable[str] = ()
    directed: bool = False
    obligation: str = ""

    def __post_init__(self) -> None:
        """Refuse what there is not."""
        from alliancekg.analysis.panels import YEAR_RULES
        from alliancekg.store.identifiers import LISTS
        from alliancekg.store.spells import DATE_RULES

        codes = (self.codes,) if isinstance(self.codes, str) else tuple(self.codes)
        object.__setattr__(self, "codes", tuple(dict.fromkeys(codes)))  # an iterable is walked once
        for told, known, what in (
            ((self.date_rule,), DATE_RULES, "date rule"),
            ((self.year_rule,), YEAR_RULES, "year rule"),
            ((self.system,), LISTS, "list of states"),
            (self.codes, CODES, "system of codes"),
        ):
            for one in told:
                if one not in known:
                    raise UnknownChoiceError(one, known, what)
        for name, year in (("start", self.start), ("end", self.end)):
            _check(name, year)

    def years(self, covered: frozenset[int]) -> range:
        """Return the years that are asked about; those that sources cover stand in for what is not said."""
        first = min(covered, default=1) if self.start is None else self.start
        last = max(covered, default=0) if self.end is None else self.end
        if first > last and not (self.start is None and self.end is None):
            raise InputError(
                first, f"the first year is after the last, {last}", "Give the earlier one first."
            )
        return range(first, last + 1)


def _check(name: str, year: int | None) -> None:
    """Refuse what is no year."""
    fix = f"Write {name}=1914, or leave it out for what the sources cover."
    try:
        told = _YEARS[0] if year is None else index(year)  # NumPy has whole numbers of its own
    except TypeError as error:
        raise InputError(repr(year), f"{name} is a year, a whole number", fix) from error
    if not _YEARS[0] <= told <= _YEARS[1]:
        raise InputError(told, f"{name} is a year from {_YEARS[0]} to {_YEARS[1]}", fix)

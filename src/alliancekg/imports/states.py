"""The registry of states: which state a number or a country code means, on which day.

A bare number is no identifier: 970 is Nauru to the Correlates of War project and Kiribati to Gleditsch and
Ward, and their 260 is West Germany first and Germany later. So a code is a system, a number and a period. The
tables are in ``graph/states``, one row a code; they are read when an import asks, and with no question.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from alliancekg import resources
from alliancekg.dates import FIRST_DAY, LAST_DAY, period
from alliancekg.errors import UnknownTermError
from alliancekg.store.identifiers import SYSTEMS
from alliancekg.terms import AKD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_STATE = AKD + "state_"
#: What codes of a system look like, with capitals and without leading zeros, and what that is called.
_LOOKS: dict[str, tuple[re.Pattern[str], str]] = {
    "cow": (re.compile(r"[0-9]{1,6}"), "a number"),
    "gw": (re.compile(r"[0-9]{1,6}"), "a number"),
    "iso2": (re.compile(r"[A-Z]{2}"), "two letters"),
    "iso3": (re.compile(r"[A-Z]{3}"), "three letters"),
    "iso3166-3": (re.compile(r"[A-Z]{4}"), "four letters"),
}


def code_of(system: str, text: str) -> str:
    """Return the code that a text is in a system, as the system writes it; "" when it is none.

    Example:
        >>> code_of("iso3", "jpn"), code_of("cow", "002"), code_of("iso2", "Japan")
        ('JPN', '2', '')
    """
    code = text.upper() if text.isascii() else ""
    code = code.lstrip("0") if code.isdigit() else code
    return code if _LOOKS[system][0].fullmatch(code) else ""


def looks_of(system: str) -> str:
    """Return what codes of a system are: a number, or so many letters."""
    return _LOOKS[system][1]


@dataclass(frozen=True, slots=True)
class StateCode:
    """A code that ``system`` gives to a state, with the first and last day that are stated ("" for neither).

    ``state`` is the IRI; a day may be a year alone.
    """

    state: str
    system: str
    code: str
    start: str
    end: str

    @property
    def slug(self) -> str:
        """Return the name of the state in its IRI."""
        return self.state.removeprefix(_STATE)

    def stands_on(self, day: date) -> bool:
        """Return whether ``day`` may lie between the two days."""
        first = period(self.start).first if self.start else FIRST_DAY
        last = period(self.end).last if self.end else LAST_DAY
        return first <= day <= last


@dataclass(frozen=True, slots=True)
class StateName:
    """A state and what it is called: one name that leads, others in any order."""

    state: str
    name: str
    others: tuple[str, ...]


class StateCodes:
    """The states of one folder of tables, by their codes.

    Example:
        >>> states = state_codes()
        >>> states.find("cow", 970), states.find("gw", 970)
        ('https://w3id.org/alliancekg/id/state_nauru', 'https://w3id.org/alliancekg/id/state_kiribati')
        >>> states.find("gw", 260, 1980), states.find("gw", 260, date(1990, 10, 3))
        ('https://w3id.org/alliancekg/id/state_west-germany', 'https://w3id.org/alliancekg/id/state_germany')
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._names = {
            state_iri(row["state"]): StateName(
                state_iri(row["state"]), row["name"], tuple(part for part in row["also"].split(";") if part)
            )
            for row in table(folder / "states.csv")
        }
        self._codes: dict[str, list[StateCode]] = {}
        self._by_state: dict[str, list[StateCode]] = {}
        for row in (*table(folder / "codes.csv"), *table(folder / "gleditsch-ward.csv")):
            code = StateCode(state_iri(row["state"]), row["system"], row["code"], row["from"], row["to"])
            self._codes.setdefault(code.system, []).append(code)
            self._by_state.setdefault(code.state, []).append(code)
        self._by_code: dict[tuple[str, str], list[StateCode]] = {}
        for name, systems in SYSTEMS.items():
            for code in (one for system in systems for one in self._codes.get(system, ())):
                self._by_code.setdefault((name, code.code), []).append(code)

    def find(self, system: str, code: str | int, when: date | int | None = None) -> str | None:
        """Return the IRI of the state that ``code`` means, or None when that is not certain.

        A code that only ever meant one state means it on any day: datasets use numbers before and after the
        spells that a list gives them. Only where a code passed from one state to another does the day decide.

        Args:
            system: A key of ``SYSTEMS``.
            code: As the system writes it (``code_of`` has it so); a number may be an integer.
            when: A day, or a year, which stands for its last day.

        Raises:
            UnknownTermError: When there is no such system.
        """
        if system not in SYSTEMS:
            raise UnknownTermError(system, SYSTEMS, what="code system")
        held = self._by_code.get((system, str(code)), ())
        states = {one.state for one in held}
        if len(states) > 1 and when is not None:
            day = date(when, 12, 31) if isinstance(when, int) else when
            states = {one.state for one in held if one.stands_on(day)}
        return states.pop() if len(states) == 1 else None

    def near(self, system: str, code: str) -> StateCode | None:
        """Return the code that one of letters may be a misspelling of, if any; a number is near to none."""
        known = {held: codes[0] for (of, held), codes in self._by_code.items() if of == system}
        close = get_close_matches(code, sorted(known), n=1) if code.isalpha() else ()
        return known[close[0]] if close else None

    def spells(self, system: str) -> tuple[StateCode, ...]:
        """Return the codes of one system, in the order of the tables.

        Raises:
            UnknownTermError: When there is no such system.
        """
        if system not in SYSTEMS:
            raise UnknownTermError(system, SYSTEMS, what="code system")
        return tuple(code for name in SYSTEMS[system] for code in self._codes.get(name, ()))

    def codes_of(self, state: str) -> tuple[StateCode, ...]:
        """Return every code of one state, sorted by system and period."""
        held = self._by_state.get(state, ())
        return tuple(sorted(held, key=lambda code: (code.system, code.start, code.code)))

    def name(self, state: str) -> StateName:
        """Return what a state is called.

        Raises:
            UnknownTermError: When the registry has no such state.
        """
        if state not in self._names:
            raise UnknownTermError(state, self._names, what="state")
        return self._names[state]

    def __iter__(self) -> Iterator[str]:
        """Walk the IRIs of all states, sorted."""
        return iter(sorted(self._names))


@cache
def state_codes() -> StateCodes:
    """Return the shipped registry of states, read once."""
    return StateCodes(resources.states_folder())


def state_iri(slug: str) -> str:
    """Return the IRI of a state by the name that tables of the registry give it."""
    return _STATE + slug


def table(path: Path) -> Iterable[dict[str, str]]:
    """Return the rows of one of our own tables."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

"""Who a code of a dataset stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from alliancekg.imports.identity import identity
from alliancekg.imports.states import state_codes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from alliancekg.imports.states import StateCodes


class Codes(Protocol):
    """States under the numbers of several systems, each number for a time."""

    def find(self, system: str, code: str, day: date) -> str | None:
        """Return the IRI of the state that had a code of a system on a day, None when none had."""

    def near(self, system: str, code: str) -> str:
        """Return a code that may be meant by one that stands for nobody known, and whose it is, or ""."""

    def label(self, iri: str) -> str:
        """Return the name of a state."""

    def identity(self, iri: str) -> Iterable[str]:
        """Return the registry entries of a state and of its codes, as lines of N-Quads."""


class Registry:
    """The registry of states, as an import asks it.

    Example:
        >>> from datetime import date
        >>> japan = shipped().find("cow", "740", date(1960, 1, 19))
        >>> shipped().label(japan)
        'Japan'
    """

    def __init__(self, states: StateCodes) -> None:
        self._states = states

    def find(self, system: str, code: str, day: date) -> str | None:
        """Return the IRI of the state that a code means on a day, None when that is not certain."""
        return self._states.find(system, code, day)

    def near(self, system: str, code: str) -> str:
        """Return the code that one of letters may be a misspelling of, with the state's name, or ""."""
        found = self._states.near(system, code)
        return f"{found.code}, {self.label(found.state)}" if found else ""

    def label(self, iri: str) -> str:
        """Return the name that leads."""
        return self._states.name(iri).name

    def identity(self, iri: str) -> Iterable[str]:
        """Return class, names, and codes with their periods."""
        return identity(self._states, [iri])


def shipped() -> Codes:
    """Return the registry of states that ships."""
    return Registry(state_codes())

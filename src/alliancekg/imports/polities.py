"""Who a code of a dataset stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

#: What an entry of the registry says of a thing: property and value, both as N-Triples terms.
Said = tuple[str, str]


class Codes(Protocol):
    """States under the numbers of several systems, each number for a time."""

    def find(self, system: str, code: str, day: date) -> str | None:
        """Return the IRI of the state that had a code of a system on a day, None when none had."""

    def label(self, iri: str) -> str:
        """Return the name of a state."""

    def identity(self, iri: str) -> tuple[tuple[str, str, str], ...]:
        """Return the registry entries of a state and of its codes, as N-Triples terms."""


class NoCodes:
    """A registry that knows nobody: every code is an actor of its own."""

    def find(self, system: str, code: str, day: date) -> str | None:  # noqa: ARG002 - the interface
        """Return None."""
        return None

    def label(self, iri: str) -> str:
        """Return the IRI: there is no better name."""
        return iri

    def identity(self, iri: str) -> tuple[tuple[str, str, str], ...]:  # noqa: ARG002 - the interface
        """Return nothing."""
        return ()


def shipped() -> Codes:
    """Return the registry of states that ships."""
    return NoCodes()

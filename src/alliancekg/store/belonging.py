"""What the time of a thing can depend on: the texts that set it out, what it is part of, who takes part."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from alliancekg.store.histories import turned

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliancekg.store.histories import Histories


class Belonging:
    """The ties between the things of one graph along which time is lent; ``way`` as in ``store.courses``.

    Each of ``belongs``, ``texts``, ``owners`` and ``under`` leads from a thing to those that lend it time,
    ``sides`` from a norm to the actors it binds or protects, and ``parties`` from a text and an actor to the
    participations of the one in the other.
    """

    def __init__(self, told: Histories, way: Callable[[str], str]) -> None:
        self._way = way
        self.belongs = told.ties("participationIn", "exceptionTo", "nameOf", "identifies")
        self.texts = turned(told.ties("contains", "setsOut"))
        self.owners = turned(told.ties("hasMeasure"))
        self.under = told.ties("underAgreement", "foundedBy")
        self.sides = told.ties("boundActor", "owedTo")
        self.parties = told.parties()
        self.homes = cache(self._homes)

    def _homes(self, iri: str) -> set[str]:
        """Return the texts that set out a norm, a provision standing for the texts that contain it."""
        found, layer = set[str](), {iri}
        while layer:
            above = {text for one in layer for text in self.texts.get(one, ())} - found
            found |= above
            layer = {text for text in above if self._way(text) == "Provision"}
        return {text for text in found if self._way(text) != "Provision" or text not in self.texts}

    def rests_on(self, iri: str) -> set[str]:
        """Return a thing and all the others that its time can depend on."""
        found, layer = {iri}, {iri}
        while layer:
            every = (self.belongs, self.texts, self.owners, self.under)
            told = {up for one in layer for ties in every for up in ties.get(one, ())}
            told |= {
                part
                for one in layer
                if one in self.sides
                for text in self.homes(one)
                for side in self.sides[one]
                for part in self.parties.get((text, side), ())
            }
            layer = told - found
            found |= layer
        return found

"""Links between two things, as a projection draws or counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliancekg.model.rows import Relation, Timing


@dataclass(frozen=True, slots=True)
class Link:
    """A relation on its way into a network.

    ``inverse`` is what its object is to its subject, for an edge that is read the other way round;
    ``carries`` are texts that the edge keeps, by name. A link to a shared thing, its object, says in
    ``shared`` in which list that is told.
    """

    row: Relation
    inverse: str = ""
    carries: tuple[tuple[str, str], ...] = ()
    shared: str = ""

    @property
    def timing(self) -> Timing:
        """Return how it stands on the day asked about."""
        return self.row.timing

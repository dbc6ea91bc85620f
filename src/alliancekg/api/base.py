"""What every part of a knowledge graph stands on: its store, and what its sources cover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.store import catalog

if TYPE_CHECKING:
    from alliancekg.answers import Info
    from alliancekg.model import Coverage
    from alliancekg.store.graph import GraphStore


class Held:
    """A graph store and what it says of itself."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph

    def info(self) -> Info:
        """Return what graph this is: files, counts, coverage, versions."""
        return catalog.info(self._graph)

    def coverage(self) -> Coverage:
        """Return what the sources cover together."""
        return catalog.coverage(self._graph)

"""What every part of a knowledge graph stands on: its store, and what its sources cover."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from alliancekg.store import catalog, views

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

    from alliancekg.answers import Info
    from alliancekg.model import Coverage, Entity, Evidence, QuestionRow, Relation
    from alliancekg.model.links import Link
    from alliancekg.store.graph import GraphStore

    #: Rows that say how they stand on a day.
    Timed = TypeVar("Timed", Entity, Evidence, Link, QuestionRow, Relation)


class Held:
    """A graph store and what it says of itself."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph

    def info(self) -> Info:
        """Return what graph this is: files, counts, coverage, versions."""
        return catalog.info(self._graph)

    def coverage(self) -> Coverage:
        """Return what the sources cover together."""
        return self._coverage

    @cached_property
    def _coverage(self) -> Coverage:
        return catalog.coverage(self._graph)  # every answer tells it, and a graph does not change

    @property
    def _whole(self) -> GraphStore:
        """Return the graph store before any cut to a day."""
        return self._graph.whole if isinstance(self._graph, views.View) else self._graph

    @property
    def _certain(self) -> Store:
        """Return the store of what is certain on the day asked about; without a day, of everything."""
        return self._graph.certain if isinstance(self._graph, views.View) else self._graph.engine

    def _shown(self, rows: Iterable[Timed]) -> tuple[Timed, ...]:
        """Return the rows that the reader wants to see: with ``possible="only"``, what is not certain."""
        if self._graph.possible != "only":
            return tuple(rows)
        return tuple(row for row in rows if row.timing.holds == "possibly")

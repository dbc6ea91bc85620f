"""Measure the graph as networks: paths, ranks, communities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.answers.networks import Communities, Dependents, Paths, Ranking, Removal
from alliancekg.api.drawing import Drawing
from alliancekg.errors import InputError, UnknownTermError
from alliancekg.model import Term
from alliancekg.terms import compress

if TYPE_CHECKING:
    from collections.abc import Iterable


class Networks(Drawing):
    """What the shape of the graph tells."""

    def path(self, start: str, end: str, *, without: Iterable[str] = (), most: int = 1) -> Paths:
        """Return how two things are connected: up to ``most`` shortest paths, each hop with its evidence.

        Relations are followed both ways. ``without`` names classes that nothing on the way may be of.

        Raises:
            UnknownTermError: When nothing bears a name, or there is no such class.
            AmbiguousTermError: When several things bear it.
            InputError: When both names are of one thing, or one is of what is drawn as no node.

        Example:
            >>> import alliancekg
            >>> kg = alliancekg.load()
            >>> [hop.end.label for hop in kg.path("SOSA", "Japan").rows[0].hops]
            ['Japanese Ministry of Defense', 'Japan']
        """
        from alliancekg.analysis.paths import routes

        one, other = self.entity(start), self.entity(end)
        if one.id == other.id:
            raise InputError(start, f"{end} is the same thing", "Name two things.")
        graph = self.project("entities")
        for thing in (one, other):
            if thing.id not in graph:
                reason = f"it is drawn as no node here ({thing.kind or 'no class'}), so no path leads to it"
                raise InputError(thing.label, reason, "`alliancekg show` tells what it is tied to.")
        names, schema = self._graph.names, self._graph.schema
        kinds = [names.resolve_class(name) for name in without]
        barred = {compress(below) for kind in kinds for below in schema.subclasses(kind)}
        found = routes(graph, one.id, other.id, barred=barred, most=most)
        return Paths(
            found,
            Term(one.id, one.label),
            Term(other.id, other.label),
            tuple(names.label(kind) for kind in kinds),
            graph.number_of_nodes(),
            graph.number_of_edges(),
            self.coverage(),
        )

    def depends(self, term: str) -> Dependents:
        """Return what rests on a thing, itself or through others, each link with its evidence.

        A program rests on its licensors, a transfer on the norm that permits it and on the program whose
        output it hands on, and so on: the ways are files in ``alliancekg/dependence/library``.

        Raises:
            UnknownTermError: When nothing bears the name.
            AmbiguousTermError: When several things do.
        """
        from alliancekg.analysis.dependence import depends
        from alliancekg.store.dependence import rests

        thing, links = self.entity(term), rests(self._graph)
        return Dependents(depends(links, thing.id), Term(thing.id, thing.label), len(links), self.coverage())

    def without(self, *terms: str) -> Removal:
        """Return what stops when things are taken away, and what has an alternative, each link cited.

        Raises:
            UnknownTermError: When nothing bears a name.
            AmbiguousTermError: When several things do.
        """
        from alliancekg.analysis.dependence import without
        from alliancekg.store.dependence import rests

        gone = [self.entity(term) for term in terms]
        links = rests(self._graph)
        found = without(links, {one.id for one in gone})
        return Removal(found, tuple(Term(one.id, one.label) for one in gone), len(links), self.coverage())

    def rank(self, measure: str, view: str = "entities") -> Ranking:
        """Return the nodes of a projection under a measure, highest first, with what it does not tell.

        Raises:
            UnknownTermError: When there is no such measure or projection.
        """
        from alliancekg.analysis.measures import MEASURES, scores

        if measure not in MEASURES:
            raise UnknownTermError(measure, MEASURES, what="measure")
        graph = self.project(view)
        told = MEASURES[measure]
        return Ranking(scores(graph, measure), measure, view, told.tells, told.caveat, self.coverage())

    def communities(self, view: str = "entities") -> Communities:
        """Return groups of nodes that are tied more among each other than by chance (Leiden), largest first.

        Raises:
            UnknownTermError: When there is no such projection.
        """
        from alliancekg.analysis.measures import communities

        return Communities(communities(self.project(view)), view, self.coverage())

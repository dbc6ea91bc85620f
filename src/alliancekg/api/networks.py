"""Measure the graph as networks: paths, ranks, communities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.answers.networks import Communities, Dependents, Paths, Ranking, Removal
from alliancekg.answers.points import Points
from alliancekg.answers.structure import Alike, Bridges
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

        A program rests on its licensors, a transfer on its supplier, on the norm that permits it and on the
        program whose output it hands on, and so on: the ways are files in ``alliancekg/dependence/library``.

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

    def needs(self, *terms: str, classes: Iterable[str] = ()) -> Points:
        """Return the single points of failure of things: each thing whose loss alone stops them, cited.

        What may stop them, because a link is only possible or others may stand in that nobody tells of, is
        told apart. An actor is asked about by what it and its bodies take part in or receive, and is no
        single point of its own. ``classes`` ask about all things of a class.

        Raises:
            UnknownTermError: When nothing bears a name, or there is no such class.
            AmbiguousTermError: When several things bear a name.

        Example:
            >>> import alliancekg
            >>> kg = alliancekg.load(sources=["zephyrnet-2024-02-japan-us-defense-industry"])
            >>> rows = kg.needs("akd:program_patriot-licensed-production")
            >>> [row.basis.label for row in rows]
            ['United States as licensor for Patriot', 'United States']
        """
        from alliancekg.analysis.dependence import points
        from alliancekg.store.dependence import rests
        from alliancekg.store.stakes import stakes

        kinds = [classes] if isinstance(classes, str) else classes
        found = [self.entity(term) for term in terms] + [row for kind in kinds for row in self.list(kind)]
        things = dict.fromkeys(Term(one.id, one.label) for one in found)
        links = rests(self._graph)
        rows = [row for thing in things for row in points(links, thing.id, stakes(self._graph, thing.id))]
        return Points(tuple(rows), tuple(things), len(links), self.coverage())

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

    def communities(self, view: str = "entities", *, by: str = "leiden") -> Communities:
        """Return the nodes of a projection in groups, largest first.

        By ``leiden`` a group is tied more within than chance would tie it; by ``components`` it is a piece of
        the network: within it some way leads from each to each, between two none does.

        Raises:
            UnknownTermError: When there is no such projection, or no such way to group.

        Example:
            >>> import alliancekg
            >>> kg = alliancekg.load(sources=["zephyrnet-2024-02-japan-us-defense-industry"])
            >>> [len(group) for group in kg.communities("states", by="components")]
            [2]
        """
        from alliancekg.analysis.groups import GROUPINGS, groups

        if by not in GROUPINGS:
            raise UnknownTermError(by, GROUPINGS, what="way to group")
        way = GROUPINGS[by]
        return Communities(groups(self.project(view), by), by, view, way.tells, way.caveat, self.coverage())

    def bridges(self, view: str = "entities") -> Bridges:
        """Return the neighbours whose ties hold a projection in one piece, most cut off first, with evidence.

        All ties between the two go together; direction does not matter.

        Raises:
            UnknownTermError: When there is no such projection.
        """
        from alliancekg.analysis.groups import BRIDGES_CAVEAT, bridges

        graph = self.project(view)
        size = graph.number_of_nodes(), graph.number_of_edges()
        return Bridges(bridges(graph), view, BRIDGES_CAVEAT, *size, self.coverage())

    def twins(self, view: str = "states") -> Alike:
        """Return the pairs of a projection that share partners, most alike first, with evidence.

        Likeness is the share of common partners among all partners of either (Jaccard), 1 for exact twins; a
        tie between the two themselves does not count. Pairs without a common partner have no row.

        Raises:
            UnknownTermError: When there is no such projection.
        """
        from alliancekg.analysis.groups import TWINS_CAVEAT, twins

        graph = self.project(view)
        return Alike(twins(graph), view, TWINS_CAVEAT, graph.number_of_nodes(), self.coverage())

"""Gather the nodes and ties of a recipe from a whole graph, so that they need not be asked for again."""

from __future__ import annotations

from dataclasses import astuple
from functools import cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds
from alliancekg.store.covered import Covered
from alliancekg.store.engine import matching
from alliancekg.store.incidence import Incidence
from alliancekg.store.spans import spans
from alliancekg.store.ties import Asked
from alliancekg.store.tying import tying
from alliancekg.terms import AKG, CONFLICTS, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pyoxigraph import Triple

    from alliancekg.model import Citation, Entity, Term
    from alliancekg.recipes import Recipe, Shared
    from alliancekg.store.calendar import Numbers
    from alliancekg.store.graph import GraphStore

_BOTH = 2
_EVENT, _EXCEPTION, _STATED_STATUS = AKG + "Event", AKG + "Exception", AKG + "statedStatus"
#: What else the answer of a view tells: whom its sources are about.
_COVERS = ("coversFrom", "coversTo", "coversSubject")


class _UnfitError(Exception):
    """The graph tells something of the ties that a mask over things does not."""


def gather(graph: GraphStore, recipe: Recipe) -> Incidence | None:
    """Return what a recipe asks of a whole graph, None for what has to be asked on each day anew.

    Fit are recipes that count what is shared by carriers, over ties that no rule derived.

    Raises:
        RecipeError: When the recipe names what the ontology lacks.
    """
    if recipe.edges or any(one.properties for one in recipe.shared):
        return None
    try:
        return _Gathered(graph, recipe).incidence()
    except _UnfitError:
        return None


class _Gathered:
    """What is gathered of one recipe: places of things, statements, supports and names, as they come up."""

    def __init__(self, graph: GraphStore, recipe: Recipe) -> None:
        self._graph = graph
        self._recipe = recipe
        self._asked = Asked(graph, recipe)
        self._events = frozenset(graph.instances([_EVENT]))
        self._notes = {
            quad.subject
            for quad in graph.engine.quads_for_pattern(
                None, NamedNode(AKG + "conflictOn"), None, NamedNode(CONFLICTS)
            )
        }
        self._things: dict[str, int] = {}
        self._statements: dict[Triple, int] = {}
        self._ends: list[tuple[int, int, bool]] = []
        self._supports: dict[Triple, int] = {}
        self._supported: dict[tuple[tuple[Citation, ...], bool, bool], int] = {}
        self._covered = Covered(graph)
        self._windows: dict[int, Bounds] = {}
        self._names: dict[str, int] = {}
        self._checked: set[object] = set()

    def incidence(self) -> Incidence:
        """Return it as arrays and texts.

        Raises:
            _UnfitError: When a mask over things would not do.
        """
        ties = [tie for at, shared in enumerate(self._recipe.shared) for tie in self._ties(at, shared)]
        mentions = list(self._mentions())
        nodes = self._nodes()
        for prop in _COVERS:
            for triple in matching(self._graph.engine, p=NamedNode(AKG + prop)):
                self._statement(triple)
        cited = {one for told, _, _ in self._supported for one in told} | {one for _, _, one in mentions}
        passages = sorted(cited)
        ranks = {one.passage: rank for rank, one in enumerate(passages)}
        supports = [-1] * len(self._statements)
        for triple, at in self._supports.items():
            supports[self._statements[triple]] = at
        numbers = {
            "subjects": _numbers([subject for subject, _, _ in self._ends]),
            "objects": _numbers([value for _, value, _ in self._ends]),
            "events": _flags(ends[2] for ends in self._ends),
            "supports": _numbers(supports),
            "windows": self._days(),
            **_lists("cited", [[ranks[one.passage] for one in told] for told, _, _ in self._supported]),
            "contested": _flags(contested for _, contested, _ in self._supported),
            "unsourced": _flags(unsourced for _, _, unsourced in self._supported),
            "ends": _numbers([ends for ends, _, _ in ties]).reshape(-1, 3),
            **_lists("needs", [needed for _, needed, _ in ties]),
            **_lists("rests", [told for _, _, told in ties]),
            "mentions": _numbers([(*told, ranks[one.passage]) for *told, one in mentions]).reshape(-1, 3),
            "exceptions": _flags(map(self._is_exception, self._things)),
        }
        texts = {
            "things": list(self._things),
            "nodes": nodes,
            "groups": len(self._asked.groups),
            "passages": list(map(astuple, passages)),
            "names": list(self._names),
            "lists": [shared.list for shared in self._recipe.shared],
        }
        return Incidence(numbers, texts)

    def _ties(self, at: int, shared: Shared) -> Iterator[tuple[tuple[int, int, int], list[int], list[int]]]:
        """Yield of each tie its ends with the list it is told in, what it needs, and what it rests on."""
        through, wanted = self._asked.through(shared), self._asked.wanted(shared.place, shared.kinds)
        for row, node, thing, way in self._asked.handed_on(shared):
            self._check_way(way[0].subject if way else NamedNode(_full(node.id)), through)
            tied = tying(self._graph, row, wanted)
            if tied is None or len(tied.ends) != _BOTH or len(tied.kinds) != bool(wanted):
                raise _UnfitError  # of several kinds any one would do
            needed, told = [*tied.ends, *tied.kinds, *way], [*tied.told, *way]
            if any(self._end(end) < 0 for one in needed for end in (one.subject, one.object)):
                raise _UnfitError  # what has no class is never cut, and may have a time all the same
            for triple in told:
                self._support(triple)
            for triple in way:
                self._cover(triple)
            yield (self._name(node), self._name(thing), at), self._places(needed), self._places(told)

    def _check_way(self, actor: object, through: Iterable[str]) -> None:
        """Refuse an actor from which two ways lead to the same node: on a day it may be either."""
        if actor in self._checked:
            return
        self._checked.add(actor)
        seen, waiting = {actor}, [actor]
        while waiting:
            one = waiting.pop()
            above = [triple.object for prop in through for triple in self._stated(one, prop)]
            if len({*above} - seen) < len(above):
                raise _UnfitError
            seen.update(above)
            waiting += above

    def _stated(self, node: object, prop: str) -> list[Triple]:
        """Return the statements of a property about a node; nothing is said of a text."""
        return [] if isinstance(node, Literal) else matching(self._graph.engine, node, NamedNode(prop))

    def _mentions(self) -> Iterator[tuple[int, int, Citation]]:
        """Yield node, statement and passage for all that accepted passages say of a node."""
        citations, passages = self._graph.citations, self._graph.passages
        places: dict[object, int] = {NamedNode(_full(node.id)): at for at, node in enumerate(self._all)}
        accepted = cache(lambda graph: graph in passages and bool(citations.mode(graph)))
        for triple, graphs in citations.stated():
            for node in places.keys() & {triple.subject, triple.object}:
                for graph in filter(accepted, graphs):
                    yield places[node], self._statement(triple), citations.citation(graph)

    def _nodes(self) -> list[tuple[Any, ...]]:
        """Return group, thing, span and what is told of each node, group by group."""
        days = spans(self._graph)
        return [
            (
                group,
                self._thing(_full(node.id)),
                days.get(node.id, ("", "")),
                *(node.id, node.label, node.kind, node.class_id, node.aliases),
            )
            for group, nodes in enumerate(self._asked.groups)
            for node in nodes
        ]

    @property
    def _all(self) -> list[Entity]:
        return [node for group in self._asked.groups for node in group]

    def _support(self, triple: Triple) -> None:
        """Note what stands behind a statement."""
        found = self._graph.citations.support(triple)
        if found.derived:
            raise _UnfitError  # on another day it may be derived from other premises, or not at all
        told = (found.sources, found.contested, found.unsourced)
        self._supports[triple] = self._supported.setdefault(told, len(self._supported))

    def _cover(self, triple: Triple) -> None:
        """Note of which days those speak who make a statement: these count where its ends have no time."""
        at = self._statement(triple)
        if at not in self._windows:
            subject, prop, value = (node.value for node in triple)
            self._windows[at] = self._covered.of_statement(subject, prop, value)

    def _days(self) -> Numbers:
        """Return the first and the last day that are covered of each statement, as ordinals."""
        always = Bounds(FIRST_DAY, LAST_DAY)
        told = (self._windows.get(at, always) for at in range(len(self._statements)))
        return _numbers([(one.first.toordinal(), one.last.toordinal()) for one in told]).reshape(-1, 2)

    def _places(self, triples: Iterable[Triple]) -> list[int]:
        return [self._statement(triple) for triple in dict.fromkeys(triples)]

    def _statement(self, triple: Triple) -> int:
        """Return the place of a statement."""
        at = self._statements.get(triple)
        if at is None:
            prop, subject = triple.predicate.value, getattr(triple.subject, "value", "")
            ruled = prop in self._graph.schema.derived_by or prop == _STATED_STATUS
            if ruled or triple.subject in self._notes:
                raise _UnfitError  # these go by rules of their own
            at = self._statements[triple] = len(self._statements)
            self._ends.append((self._end(triple.subject), self._end(triple.object), subject in self._events))
        return at

    def _end(self, node: object) -> int:
        """Return the place of the thing at an end of a statement."""
        return self._thing(getattr(node, "value", ""))

    def _thing(self, iri: str) -> int:
        """Return the place of a thing, -1 for what has no class: no time takes it away."""
        if "#" in iri or not self._graph.names.kind(iri):
            return -1
        return self._things.setdefault(iri, len(self._things))

    def _name(self, term: Term) -> int:
        return self._names.setdefault(term.id, len(self._names))

    def _is_exception(self, iri: str) -> bool:
        return _EXCEPTION in self._graph.schema.ancestors(self._graph.names.kind(iri))


def _numbers(told: Sequence[Any]) -> Numbers:
    import numpy as np

    return np.array(told, dtype=np.int32)


def _flags(told: Iterable[bool]) -> Numbers:
    import numpy as np

    return np.fromiter(told, dtype=bool)


def _lists(name: str, told: Sequence[Sequence[int]]) -> dict[str, Numbers]:
    """Return a list of lists as ``Incidence`` has it."""
    import numpy as np

    first = np.cumsum([0, *map(len, told)], dtype=np.int32)
    return {name: _numbers([one for inner in told for one in inner]), f"{name}_at": first}


def _full(curie: str) -> str:
    return expand(curie) or curie

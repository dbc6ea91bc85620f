"""What a recipe asks of a graph: the things that become nodes, and the links between them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.model import Entity, Relation, Term
from alliancekg.model.links import Link
from alliancekg.store import catalog
from alliancekg.store.conditions import meeting
from alliancekg.store.dependence import needs
from alliancekg.store.engine import matching
from alliancekg.store.facts import iri_of
from alliancekg.store.lookup import LookUp
from alliancekg.store.tying import standing
from alliancekg.terms import AKG, AKV, compress, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from alliancekg.recipes import Edges, Nodes, Place, Recipe, Shared
    from alliancekg.store.dependence import Need
    from alliancekg.store.graph import GraphStore

_STAGE, _IN_FORCE = NamedNode(AKG + "stage"), NamedNode(AKV + "status_in-force")


class Asked:
    """The parts of one recipe over one graph; a name that the ontology lacks is told with its line.

    Raises:
        RecipeError: From any method, when the recipe names a class, property or concept that there is not.
    """

    def __init__(self, graph: GraphStore, recipe: Recipe) -> None:
        self._graph = graph
        self._recipe = recipe
        self._look = LookUp(graph)
        graph.foresee()
        self.groups = tuple(tuple(self._things(nodes)) for nodes in recipe.nodes)
        self._nodes = {thing.id for group in self.groups for thing in group}

    def links(self) -> tuple[Link, ...]:
        """Return the links that the recipe draws or counts; some lead to what is no node."""
        found = [link for edges in self._recipe.edges for link in self._drawn(edges)]
        found += [link for shared in self._recipe.shared for link in self._shared(shared)]
        return tuple(found)

    def _things(self, nodes: Nodes) -> Iterator[Entity]:
        """Yield the things of some classes, those apart of which only hedged passages speak."""
        graph = self._graph
        kinds = self._look.nodes(nodes.place, nodes.classes, nodes.without)
        for iri in graph.instances(sorted(kinds)):
            if graph.names.kind(iri) in kinds and graph.is_thing(iri) and not graph.is_hedged(iri):
                yield catalog.entity(graph, iri)

    def _drawn(self, edges: Edges) -> Iterator[Link]:
        graph = self._graph
        if edges.ways:
            yield from self._needed(edges)
            return
        carriers = self._look.carriers(edges.place, edges.carriers, edges.without)
        properties = self._look.properties(edges.place, edges.properties)
        carry = [(name, self._look.property(edges.place, "carry", told)) for name, told in edges.carry]
        rows = list(graph.relations.edges(carriers, properties))
        members = [self._look.property(edges.place, "members", one) for one in edges.members]
        for circle in edges.among:
            among = self._look.property(edges.place, "among", circle)
            rows += graph.relations.mutual(carriers, among, members)
        off = self._taken_off(edges)
        said = cache(self._told)  # a carrier of several pairs says it once
        for row in self._of_kinds(edges.place, edges.kinds, rows):
            if (row.id, row.subject.id, row.object.id) not in off:
                yield Link(row, self._inverse(row), tuple((name, said(row.id, of)) for name, of in carry))

    def _shared(self, shared: Shared) -> Iterator[Link]:
        """Yield the links of nodes to shared things, also those that lie behind who is tied to them."""
        wanted = self.wanted(shared.place, shared.kinds)
        for row, node, thing, way in self.handed_on(shared):
            timing = standing(self._graph, row, way, wanted)
            yield Link(replace(self._handed_on(row, node, thing, way), timing=timing), shared=shared.list)

    def handed_on(self, shared: Shared) -> Iterator[tuple[Relation, Term, Term, list[Triple]]]:
        """Yield each tie to a shared thing, the node it is handed on to, the thing, and the way there."""
        things = self._look.classes(shared.place, "things", shared.things)
        counted = meeting(self._graph, self._look, shared)
        carriers = self._look.carriers(shared.place, shared.carriers)
        properties = self._look.properties(shared.place, shared.properties)
        through = self.through(shared)
        told = [
            triple
            for prop in sorted(properties)
            for triple in matching(self._graph.engine, p=NamedNode(prop))
            if isinstance(triple.subject, NamedNode) and self._is_of(triple, things)
        ]
        self._graph.foresee({triple.predicate.value for triple in told})
        rows = [self._unworded(triple) for triple in told]
        rows += self._graph.relations.edges(carriers, ())
        behind = cache(lambda actor: self._behind(actor, through))  # a state is in many treaties
        for row in self._of_kinds(shared.place, shared.kinds, rows):
            ends = [end for end in (row.object, row.subject) if self._kind(end) in things]
            for thing in ends[:1]:
                if counted is not None and _iri(thing) not in counted:
                    continue
                actor = row.subject if thing == row.object else row.object
                for node, way in behind(actor).items():
                    yield row, node, thing, way

    def through(self, shared: Shared) -> list[str]:
        """Return the properties (IRIs) by which who is tied hands the tie on."""
        return [self._look.property(shared.place, "through", one) for one in shared.through]

    def wanted(self, place: Place, kinds: Iterable[str]) -> set[NamedNode]:
        """Return the concepts that some kinds mean."""
        return {NamedNode(one) for name in kinds for one in self._look.concepts(place, name)}

    def _is_of(self, triple: Triple, things: set[str]) -> bool:
        """Return whether a statement is about a thing of some classes, and about no blank node."""
        ends = [iri_of(triple.subject), iri_of(triple.object)]
        return None not in ends and any(self._graph.names.kind(end or "") in things for end in ends)

    def _unworded(self, triple: Triple) -> Relation:
        """Return a statement with its evidence alone: what is shared is counted, and needs no words."""
        names, support = self._graph.names, self._graph.citations.support(triple)
        return Relation(
            id=compress(iri_of(triple.subject) or ""),
            subject=names.term(triple.subject),
            relation="",
            property=compress(triple.predicate.value),
            object=names.term(triple.object),
            derived=support.derived,
            contested=support.contested,
            unsourced=support.unsourced,
            sources=support.sources,
            timing=self._graph.timing([triple]),
        )

    def _handed_on(self, row: Relation, node: Term, thing: Term, way: list[Triple]) -> Relation:
        """Return a tie as one of what stands behind who is tied; the sources cover the way there too."""
        if not way:
            return replace(row, subject=node, object=thing)
        support = self._graph.citations.of(way)
        return replace(
            row,
            subject=node,
            object=thing,
            contested=row.contested or support.contested,
            unsourced=row.unsourced or support.unsourced,
            sources=tuple(sorted({*row.sources, *support.sources})),
        )

    def _behind(self, actor: Term, through: Iterable[str]) -> dict[Term, list[Triple]]:
        """Return each node that an actor is or stands for, with the statements of the way there."""
        ways: dict[Term, list[Triple]] = {actor: []}
        waiting = [actor]
        while waiting:
            one = waiting.pop()
            for prop in through:
                for triple in matching(self._graph.engine, NamedNode(_iri(one)), NamedNode(prop)):
                    term = self._graph.names.term(triple.object)
                    if term.id and term not in ways:
                        ways[term] = [*ways[one], triple]
                        waiting.append(term)
        return {one: way for one, way in ways.items() if one.id in self._nodes}

    def _needed(self, edges: Edges) -> Iterator[Link]:
        """Yield what rests on what; what is no node is passed through, and carries the link."""
        rests: dict[str, list[Need]] = defaultdict(list)
        for need in needs(self._graph, edges.ways):
            if not all(isinstance(end, NamedNode) for end in (need.thing, need.basis)):
                continue  # a blank node cannot be asked about, so it is no node here
            rests[need.thing.value].append(need)
        for thing in sorted(rests):
            if compress(thing) in self._nodes:
                for need in rests[thing]:
                    yield from self._followed(need, [], rests)

    def _followed(self, need: Need, before: list[Need], rests: dict[str, list[Need]]) -> Iterator[Link]:
        chain = [*before, need]
        if compress(need.basis.value) in self._nodes:
            if need.basis != chain[0].thing:
                yield self._chained(chain)
        elif need.basis not in {one.thing for one in chain}:
            for further in rests[need.basis.value]:
                yield from self._followed(further, chain, rests)

    def _chained(self, chain: list[Need]) -> Link:
        graph, first, last = self._graph, chain[0], chain[-1]
        held = [triple for need in chain for triple in need.held]
        support = graph.citations.of(held)
        carrier = "" if first is last else first.basis.value
        thing, basis = graph.names.term(first.thing), graph.names.term(last.basis)
        row = Relation(
            id=compress(carrier) or f"{thing.id} {first.way.name} {basis.id}",
            subject=thing,
            relation=first.way.says,
            property=first.way.name,
            object=basis,
            date=graph.relations.when(carrier) if carrier else "",
            derived=support.derived,
            contested=support.contested,
            unsourced=support.unsourced,
            sources=support.sources,
            timing=graph.timing(held, carrier),
        )
        return Link(row, first.way.gives)

    def _of_kinds(self, place: Place, kinds: Iterable[str], rows: Iterable[Relation]) -> Iterator[Relation]:
        """Yield those rows whose carrier is of one of some kinds; no kinds ask for all."""
        wanted = self.wanted(place, kinds)
        for row in rows:
            edge = self._graph.schema.edge_class(_full(row.property)) if wanted else None
            kind = edge.kind if edge else None
            told = self._graph.relations.facts(_full(row.id)) if kind else []
            found = (triple.object for triple, _ in told if triple.predicate.value == kind)
            if not wanted or not wanted.isdisjoint(found):
                yield row

    def _told(self, carrier_id: str, prop: str) -> str:
        """Return what a carrier says by a property, or what says it of the carrier, in words."""
        carrier, names = NamedNode(_full(carrier_id)), self._graph.names
        said = [triple.object for triple in matching(self._graph.engine, carrier, NamedNode(prop))]
        said += [triple.subject for triple in matching(self._graph.engine, None, NamedNode(prop), carrier)]
        return "; ".join(sorted({names.term(node).label for node in said}))

    def _taken_off(self, edges: Edges) -> set[tuple[str, str, str]]:
        """Return carrier, tail and head of each pair that an exception takes off on the day asked about."""
        if not edges.exceptions:
            return set()
        found = set()
        prop = NamedNode(self._look.property(edges.place, "exceptions", edges.exceptions))
        for triple in matching(self._graph.engine, p=prop):
            carrier = iri_of(triple.object) or ""
            edge = self._graph.schema.edge_class(self._graph.names.kind(carrier))
            if edge and matching(self._graph.engine, triple.subject, _STAGE, _IN_FORCE):
                tails = self._ends(triple.subject, edge.source)
                heads = self._ends(triple.subject, edge.target)
                found |= {(compress(carrier), tail, head) for tail in tails for head in heads}
        return found

    def _ends(self, subject: object, prop: str) -> list[str]:
        found = matching(self._graph.engine, subject, NamedNode(prop))
        return [compress(iri) for triple in found if (iri := iri_of(triple.object))]

    def _inverse(self, row: Relation) -> str:
        """Return what the object of a row is to its subject, in words."""
        if self._recipe.direction == "as told":
            return ""
        schema, prop = self._graph.schema, _full(row.property)
        if prop in schema.classes:
            return f"has {row.relation}"
        return schema.inverse_labels.get(prop) or f"{self._graph.names.label(prop)} of"

    def _kind(self, term: Term) -> str:
        return self._graph.names.kind(_iri(term)) if term.id else ""


def _iri(term: Term) -> str:
    return _full(term.id)


def _full(curie: str) -> str:
    return expand(curie) or curie

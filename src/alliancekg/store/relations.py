"""Tell relations whole: a participation, event or amount together with what hangs on it.

The ontology says in data (``akg:toldWithin``, ``akg:edgeSource`` ...) which things *carry* a relation rather
than being an entry of their own. The same rows serve ``show``, the projections and the page, so their
evidence cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from alliancekg.model import Detail, Relation, Term
from alliancekg.store.engine import matching
from alliancekg.store.facts import DATES, EVENT, QUALIFIER, Facts, iri_of
from alliancekg.terms import AKG, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.store.schema import EdgeClass

_EVENT_KIND, _ROLE = AKG + "eventKind", AKG + "role"
_PARTICIPATION, _PHASE_OF = "akg:Participation", AKG + "phaseOf"
#: Short cuts over participations: each says less than the participation of the same two things.
_RESTATED = frozenset(("akg:hasParty", "akg:stateParty", "akg:takesPartIn"))
_ACTOR, _MEASURE = AKG + "Actor", AKG + "Measure"


@dataclass(slots=True)
class _Told:
    """A carrier in the telling: its words, the statements used, and those that the words already say."""

    word: str
    end: Term
    date: str = ""
    details: list[Detail] = field(default_factory=list)
    triples: list[Triple] = field(default_factory=list)
    spoken: frozenset[Triple] = frozenset()


class Relations(Facts):
    """Relations of one graph store, as rows."""

    def about(self, iri: str) -> tuple[Relation, ...]:
        """Return the relations of one thing: sourced before derived, dated first, then by words.

        A short cut that rules take over a participation is left out where the participation itself is told.
        """
        depth = 2 if self._is_a(iri, _ACTOR) else 3
        rows: dict[str, Relation] = {}
        for triple, other in self.facts(iri):
            if other is None or not self._carries(other):
                row = self.plain(triple, iri)
                rows[row.id] = row
            elif compress(other) not in rows:
                told = self._tell(other, triple, iri, (iri,), depth)
                rows[compress(other)] = self._row(iri, other, told)
        parts = {row.object.id for row in rows.values() if row.property == _PARTICIPATION}
        kept = [row for row in rows.values() if row.property not in _RESTATED or row.object.id not in parts]
        return tuple(sorted(kept, key=_order))

    def with_phases(self, iri: str) -> tuple[Relation, ...]:
        """Return the relations of one thing, and of a text in phases who took part in which.

        That the phase is one of this text is told, and cited, in a row of its own.
        """
        rows = list(self.about(iri))
        for link, phase in self.facts(iri):
            if phase is None or link.predicate.value != _PHASE_OF or iri_of(link.object) != iri:
                continue
            named = Detail(compress(_PHASE_OF), "in phase", self._names.term(link.subject))
            for triple, part in self.facts(phase):
                if part is None or compress(self._names.kind(part)) != _PARTICIPATION:
                    continue
                told = self._tell(part, triple, phase, (phase,), 1)
                told.details.insert(0, named)
                rows.append(self._row(iri, part, told))
        return tuple(sorted(rows, key=_order))

    def edges(self, classes: Iterable[str], properties: Iterable[str]) -> tuple[Relation, ...]:
        """Return edges: instances of edge ``classes`` and statements of ``properties`` (all IRIs).

        An instance gives one edge for each pair of tail and head; one that lacks an end gives none. Read an
        edge as "subject is relation of object": Japan is partner of GPI.
        """
        told = sorted(properties)
        self._graph.foresee(told)
        rows = [
            self.plain(triple, triple.subject.value)
            for prop in told
            for triple in matching(self._graph.engine, p=NamedNode(prop))
            if isinstance(triple.subject, NamedNode)
        ]
        rows += [row for iri in self._graph.instances(classes) for row in self._edges_of(iri)]
        return tuple(sorted(rows, key=lambda row: (row.subject.id, row.object.id, row.id)))

    def _edges_of(self, iri: str) -> Iterator[Relation]:
        edge = self._schema.edge_class(self._names.kind(iri))
        if edge is None:
            return
        facts = [triple for triple, _ in self.facts(iri) if isinstance(triple.object, NamedNode)]
        for head in (triple for triple in facts if triple.predicate.value == edge.target):
            end = iri_of(head.object) or ""
            told = self._tell(iri, head, end, (end,), 1)
            for tail in (triple for triple in facts if triple.predicate.value == edge.source):
                yield self._row(iri_of(tail.object) or "", iri, told, self._names.term(head.object))

    def mutual(self, classes: Iterable[str], among: str, members: Iterable[str]) -> Iterator[Relation]:
        """Yield what each of a circle owes each other: two relations a pair, for each carrier of ``classes``.

        A carrier names its circle by the property ``among``; the circle has its members by any of
        ``members`` (all IRIs). One that has a tail of its own ties that one alone to each other member. The
        sources cover the membership of both.
        """
        wanted = [NamedNode(one) for one in members]
        self._graph.foresee({one.value for one in wanted})
        for iri in self._graph.instances(classes):
            for link in matching(self._graph.engine, NamedNode(iri), NamedNode(among)):
                circle = iri_of(link.object) or ""
                told = self._tell(iri, link, circle, (circle,), 1)
                own, edge = told.triples, self._schema.edge_class(self._names.kind(iri))
                if edge is not None:
                    told.word = self._role(edge, self._kinds(own, edge.kind), at_head=True, alone=False)
                found = [one for prop in wanted for one in matching(self._graph.engine, link.object, prop)]
                bound = {triple.object for triple in own if edge and triple.predicate.value == edge.source}
                for one, other in permutations(sorted(found, key=str), 2):
                    tail, head = iri_of(one.object), iri_of(other.object)
                    if bound and one.object not in bound:
                        continue
                    if tail is not None and head is not None and tail != head:
                        told.triples = [*own, one, other]
                        rule = self._graph.citations.of([one, other]).derived
                        row = self._row(tail, iri, told, self._names.term(other.object))
                        yield replace(row, derived=rule)

    def plain(self, triple: Triple, root: str) -> Relation:
        """Return one statement as a row, read from the side of ``root``."""
        other = self._other(triple, root)
        support, told = self._graph.citations.support(triple), text(triple)
        return Relation(
            id=" ".join(told),
            subject=self._names.term(NamedNode(root)),
            relation=self._word(triple, root),
            property=compress(triple.predicate.value),
            object=self._names.term(other),
            date=self._date_of(triple),
            derived=support.derived,
            contested=support.contested,
            unsourced=support.unsourced,
            sources=support.sources,
            timing=self._graph.timing([triple], self._staged(triple, root)),
            statements=(told,),
        )

    def _staged(self, triple: Triple, root: str) -> str:
        """Return the thing whose stage a statement is told with: its event, or the far end."""
        event = iri_of(triple.subject)
        if event is not None and self._is_a(event, EVENT):
            return event
        return iri_of(self._other(triple, root)) or ""

    def _row(self, root: str, carrier: str, told: _Told, end: Term | None = None) -> Relation:
        """Return what is told of a carrier as a row; ``end`` is its object where it is not as told."""
        support = self._graph.citations.of(told.triples)
        return Relation(
            id=compress(carrier),
            subject=self._names.term(NamedNode(root)),
            relation=told.word,
            property=compress(self._names.kind(carrier)),
            object=end or told.end,
            date=told.date,
            details=tuple(told.details),
            contested=support.contested,
            unsourced=support.unsourced,
            sources=support.sources,
            timing=self._graph.timing(
                [triple for triple in told.triples if iri_of(triple.subject) == carrier], carrier
            ),
            statements=tuple(sorted({text(triple) for triple in told.triples})),
        )

    def _tell(self, carrier: str, link: Triple, root: str, path: tuple[str, ...], depth: int) -> _Told:
        """Tell ``carrier`` from the side of ``root``, to which ``link`` ties it.

        At most ``depth`` carriers nest.
        """
        facts = [
            fact for fact in self.facts(carrier) if fact[0].predicate.value not in self._schema.derived_by
        ]
        told = self._head(carrier, link, root, [triple for triple, _ in facts])
        for triple, other in facts:
            if other is not None and other in path and other != root:
                continue
            if other != root and _same_tie(triple, link, carrier):
                continue  # what else an event changes is told there: else each of n would tell n
            told.triples.append(triple)
            if other == root or triple in told.spoken:
                continue
            prop = compress(triple.predicate.value)
            if other is not None and depth > 1 and self._carries(other):
                inner = self._tell(other, triple, carrier, (*path, carrier), depth - 1)
                told.triples += inner.triples
                told.details.append(Detail(prop, inner.word, inner.end, inner.date, tuple(inner.details)))
            else:
                value = self._names.term(self._other(triple, carrier))
                word = self._word(triple, carrier).removeprefix("has ")
                told.details.append(Detail(prop, word, value))
        told.details.sort(key=lambda detail: (detail.label, detail.value, detail.date))
        return told

    def _head(self, carrier: str, link: Triple, root: str, facts: list[Triple]) -> _Told:
        """Return the words that open the telling: what relation, to what, when."""
        own = [triple for triple in facts if getattr(triple.subject, "value", "") == carrier]
        dates = [triple for triple in own if triple.predicate.value in (*DATES, QUALIFIER)]
        told = _Told(self._word(link, root), Term(compress(carrier), ""), self._when(dates))
        told.spoken = frozenset(dates)
        edge = self._schema.edge_class(self._names.kind(carrier))
        if self._is_a(carrier, _MEASURE):
            told.end = Term(told.end.id, self._names.measure(carrier))
            told.spoken = frozenset(own)
        elif edge is not None and link.predicate.value in (edge.source, edge.target):
            kind = self._kinds(own, edge.kind)
            at_head = link.predicate.value == edge.target
            far = edge.source if at_head else edge.target
            ends = [triple for triple in own if triple.predicate.value == far]
            told.word = self._role(edge, kind, at_head=at_head, alone=not ends)
            if ends:
                terms = [self._names.term(triple.object) for triple in ends]
                told.end = Term(terms[0].id, ", ".join(term.label for term in terms))
            told.spoken |= {*kind, *ends}
        elif self._is_a(carrier, EVENT):
            kind = self._kinds(own, _EVENT_KIND)
            words = ", ".join(self._names.term(triple.object).label for triple in kind)
            told.word = words or told.word
            told.spoken |= frozenset(kind)
        if not told.end.label:
            told.end = self._names.term(NamedNode(carrier))
        return told

    def _role(self, edge: EdgeClass, kind: list[Triple], *, at_head: bool, alone: bool) -> str:
        """Return what the far end of an edge is to the near one: "party", "party in", "sale: supplier".

        A role names the tail; any other kind (of transfer, of obligation) names the edge, and the far
        property says who stands there. ``alone``: there is no far end, and the near property speaks.
        """
        words = ", ".join(self._names.term(triple.object).label for triple in kind)
        if words and edge.kind == _ROLE:
            return words if at_head else f"{words} in"
        far = edge.source if at_head != alone else edge.target
        return ": ".join(part for part in (words, self._names.label(far).removeprefix("has ")) if part)

    def _kinds(self, own: list[Triple], prop: str | None) -> list[Triple]:
        return [
            triple
            for triple in own
            if triple.predicate.value == prop and isinstance(triple.object, NamedNode)
        ]


def _same_tie(triple: Triple, link: Triple, carrier: str) -> bool:
    """Return whether a statement ties the carrier to something in the very way in which ``link`` does."""
    outward = getattr(triple.subject, "value", "") == carrier
    return triple.predicate == link.predicate and outward == (getattr(link.subject, "value", "") == carrier)


def text(triple: Triple) -> tuple[str, str, str]:
    """Return a statement as texts: CURIEs, and literals in N-Triples form."""
    subject, prop, value = triple
    return _short(subject), _short(prop), _short(value)


def _short(node: object) -> str:
    return compress(node.value) if isinstance(node, NamedNode) else str(node)


def _order(row: Relation) -> tuple[bool, bool, str, str, str, str]:
    return (
        bool(row.derived),
        not row.date,
        row.date.removeprefix("from "),
        row.relation,
        row.object.label,
        row.id,
    )

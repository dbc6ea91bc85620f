"""What the default graph tells about a thing: its statements, and the words and dates to tell them in."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from alliancekg.dates import Bounds, bounds
from alliancekg.errors import DateError
from alliancekg.store.bounds import preferred_passages
from alliancekg.store.engine import matching
from alliancekg.terms import AKG, CONFLICTS, PREFIXES, RDF

if TYPE_CHECKING:
    from alliancekg.store.graph import GraphStore

_SKOS = PREFIXES["skos"]
#: Identity and bookkeeping: told by other means than relations.
_SILENT = frozenset(
    (
        RDF + "type",
        _SKOS + "prefLabel",
        _SKOS + "altLabel",
        AKG + "ambiguousLabel",
        AKG + "namedInSourceAs",
        AKG + "identifies",
    )
)
DATES = (AKG + "date", AKG + "startDate", AKG + "endDate")
QUALIFIER, _STATED_STATUS = AKG + "dateQualifier", AKG + "statedStatus"
EVENT = AKG + "Event"
_SEVERAL = 2

#: A statement about or toward a thing, and the thing at its other end (None: a literal).
Fact = tuple[Triple, str | None]


class Facts:
    """The statements of one graph store, thing by thing."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._schema = graph.schema
        self._names = graph.names
        self.facts = cache(self._facts)
        self.when = cache(self._dated)
        self._is_told = cache(self._is_telling)

    def _facts(self, iri: str) -> list[Fact]:
        """Return what the default graph tells about or toward a thing, sorted."""
        node, engine = NamedNode(iri), self._graph.engine
        about = [triple for triple in matching(engine, node) if self._is_told(triple.predicate.value)]
        toward = [
            (triple, triple.subject.value)
            for triple in matching(engine, o=node)
            if isinstance(triple.subject, NamedNode)
            and triple.subject != node
            and self._is_told(triple.predicate.value)
            and self._graph.is_thing(triple.subject.value)
        ]
        both = {
            (triple.predicate, iri_of(triple.object)) for triple in about
        }  # a tie that runs both ways is told once
        both = {tie for tie in both if tie[0].value in self._schema.symmetric}
        toward = [fact for fact in toward if (fact[0].predicate, fact[1]) not in both]
        found: list[Fact] = [(triple, iri_of(triple.object)) for triple in about] + list(toward)
        return sorted(found, key=lambda fact: str(fact[0]))

    def _is_telling(self, prop: str) -> bool:
        """Return whether a statement is told: identity is not, nor are the bounds that steps write."""
        return prop not in _SILENT and not self._schema.derived_by.get(prop, "").startswith("step ")

    def _is_a(self, iri: str, kind: str) -> bool:
        return kind in self._schema.ancestors(self._names.kind(iri))

    def _carries(self, iri: str) -> bool:
        return self._schema.is_told_within(self._names.kind(iri))

    def _date_of(self, triple: Triple) -> str:
        """Return the date to tell beside a statement, or "".

        It is the date that is stated, or that of the event; a status is stated for no longer than its thing
        lasts, so beside it stands the end of the thing.
        """
        prop = triple.predicate.value
        if prop in DATES:
            return self._when([triple])
        if prop != _STATED_STATUS:
            return self._event_date(triple)
        ends = matching(self._graph.engine, triple.subject, NamedNode(AKG + "endDate"))
        return self._when([one for one in ends if _span(one.object) is not None])

    def _event_date(self, triple: Triple) -> str:
        """Return the date of the event that a statement is about: when it announced or changed something."""
        event = iri_of(triple.subject)
        return self.when(event) if event is not None and self._is_a(event, EVENT) else ""

    def _dated(self, iri: str) -> str:
        """Return the dates of a thing as stated, with their qualifiers, or ""."""
        told = matching(self._graph.engine, NamedNode(iri))
        return self._when([triple for triple in told if triple.predicate.value in DATES])

    def _word(self, triple: Triple, root: str) -> str:
        """Return the word for a statement read from the side of ``root``."""
        prop = triple.predicate.value
        word = self._names.label(prop)
        if getattr(triple.subject, "value", "") == root:
            return word
        return self._schema.inverse_labels.get(prop) or f"{word} of"

    def _other(self, triple: Triple, root: str) -> object:
        return triple.object if getattr(triple.subject, "value", "") == root else triple.subject

    def _when(self, dates: list[Triple]) -> str:
        """Return dates with their qualifiers: "2023 (early)", "2021 to 2024-10-01", "from 2021".

        Of several dates those that are followed: no date that another one narrows or that a note sets aside.
        """
        if not dates:
            return ""
        values: dict[str, list[str]] = {}
        followed: list[Triple] = []
        for prop in DATES:
            told = self._followed([triple for triple in dates if triple.predicate.value == prop])
            values[prop] = [self._names.term(triple.object).label for triple in told]
            followed += told
        point, start, end = (" or ".join(sorted(values[prop])) for prop in DATES)
        stretch = (
            f"{start} to {end}" if start and end else (start and f"from {start}") or (end and f"until {end}")
        )
        qualifier = ", ".join(sorted({one for triple in followed for one in self._qualifiers(triple)}))
        when = point or stretch or ""
        return f"{when} ({qualifier})" if when and qualifier else when

    def _followed(self, dates: list[Triple]) -> list[Triple]:
        """Return those of the dates of one thing and property that decide its bounds."""
        if len(dates) < _SEVERAL:
            return dates
        key = (getattr(dates[0].subject, "value", ""), dates[0].predicate.value)
        preferred, homes = self._preferred.get(key, frozenset()), self._graph.citations.graphs
        chosen = [one for one in dates if not preferred.isdisjoint(homes(one))] or dates
        spans = {one: span for one in chosen if (span := _span(one.object)) is not None}
        return [one for one in chosen if not any(_within(other, spans.get(one)) for other in spans.values())]

    def _qualifiers(self, date: Triple) -> list[str]:
        """Return the qualifiers that stand with a date in the passages that state it."""
        found = matching(self._graph.engine, date.subject, NamedNode(QUALIFIER))
        homes = set(self._graph.citations.graphs(date)) if found else set()
        return [
            self._names.term(triple.object).label
            for triple in found
            if not homes.isdisjoint(self._graph.citations.graphs(triple))
        ]

    @cached_property
    def _preferred(self) -> dict[tuple[str, str], frozenset[str]]:
        """Return the passages that conflict notes prefer."""
        notes = self._graph.engine.quads_for_pattern(None, None, None, NamedNode(CONFLICTS))
        return preferred_passages(notes)


def iri_of(node: object) -> str | None:
    """Return the IRI of a node, None for anything else."""
    return node.value if isinstance(node, NamedNode) else None


def _span(node: object) -> Bounds | None:
    """Return the days of a date, None for an open end."""
    try:
        return bounds(node.value, node.datatype.value) if isinstance(node, Literal) else None
    except DateError:
        return None


def _within(inner: Bounds, outer: Bounds | None) -> bool:
    """Return whether a span lies within another and is not that span."""
    return outer not in (None, inner) and outer.first <= inner.first and inner.last <= outer.last

"""Who says so: the passages behind a statement, and whether another passage denies it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from alliancekg.model import Citation
from alliancekg.store.premises import premises
from alliancekg.terms import AKG, AKV, DERIVED, PREFIXES, compress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

_MODE = NamedNode(AKG + "assertionMode")
_WITHDRAWN = NamedNode(AKV + "review_withdrawn")
_DCTERMS, _SCHEMA = PREFIXES["dcterms"], PREFIXES["schema"]
_NOTE = PREFIXES["skos"] + "editorialNote"


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind a statement: citations, the rule that derived it, a denial.

    ``derived`` is "" when no rule did.
    """

    sources: tuple[Citation, ...]
    derived: str
    contested: bool


class Citations:
    """The evidence of one store. ``passages`` are the IRIs of the passages that the default graph took in."""

    def __init__(self, store: Store, passages: frozenset[str]) -> None:
        self._store = store
        self.passages = passages
        self.citation = cache(self._citation)
        self.support = cache(self._support)

    def of(self, triples: Iterable[Triple]) -> Support:
        """Return the support of several statements taken together."""
        found = [self.support(triple) for triple in triples]
        sources = {one for support in found for one in support.sources}
        derived = next((support.derived for support in found if support.derived), "")
        return Support(tuple(sorted(sources)), derived, any(support.contested for support in found))

    def graphs(self, triple: Triple) -> list[str]:
        """Return the IRIs of the named graphs that hold a statement, sorted."""
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return sorted(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))

    def mode(self, passage: str) -> str:
        """Return the assertion mode of a passage ("reported"), "" when it is no passage."""
        for quad in self._store.quads_for_pattern(NamedNode(passage), _MODE, None, None):
            return _local(quad.object)
        return ""

    def passages_about(self, iri: str) -> list[str]:
        """Return the passages, of any mode, that have the thing as subject or object, sorted."""
        node = NamedNode(iri)
        found: set[str] = set()
        for quads in (
            self._store.quads_for_pattern(node, None, None, None),
            self._store.quads_for_pattern(None, None, node, None),
        ):
            found.update(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))
        return sorted(graph for graph in found if self.mode(graph))

    def _support(self, triple: Triple) -> Support:
        graphs = self.graphs(triple)
        stated = [graph for graph in graphs if graph in self.passages]
        contested = any(NamedNode(graph) for graph in graphs if self._denies(graph))
        if stated:
            return Support(tuple(sorted(self.citation(graph) for graph in stated)), "", contested)
        rule = next((graph for graph in graphs if graph.startswith(DERIVED)), None)
        if rule is None:
            return Support((), "", contested)
        behind = self.of(premises(self._store, rule, triple, self.passages))
        return Support(behind.sources, rule.removeprefix(DERIVED), contested or behind.contested)

    def _denies(self, graph: str) -> bool:
        """Return whether ``graph`` is a passage that denies, not taken back by anybody."""
        if self.mode(graph) != "denied":
            return False
        taken_back = (NamedNode(AKG + "retractedOn"), None), (NamedNode(AKG + "reviewStatus"), _WITHDRAWN)
        return not any(
            next(iter(self._store.quads_for_pattern(NamedNode(graph), prop, value, None)), None)
            for prop, value in taken_back
        )

    def _citation(self, passage: str) -> Citation:
        source = self._value(passage, AKG + "passageOf")
        return Citation(
            source=compress(source),
            passage=compress(passage),
            locator=self._value(passage, AKG + "locator"),
            mode=self.mode(passage),
            title=self._value(source, _DCTERMS + "title"),
            publisher=self._publisher(source),
            published=self._value(source, _DCTERMS + "issued"),
            url=self._value(source, _SCHEMA + "url"),
            gist=self._value(passage, AKG + "gist"),
            confidence=self._value(passage, AKG + "confidence").rpartition("_")[2],
            note=self._value(passage, _NOTE),
            reliability=self._value(source, AKG + "sourceReliability").rpartition("_")[2],
        )

    def _publisher(self, source: str) -> str:
        """Return the publisher; of a copy also who published the work first."""
        publisher = self._value(source, _DCTERMS + "publisher")
        first = self._value(source, AKG + "originalPublisher")
        return f"{publisher} (first: {first})" if first else publisher

    def _value(self, subject: str, prop: str) -> str:
        """Return the first value by text, "" when there is none."""
        if not subject:
            return ""
        quads = self._store.quads_for_pattern(NamedNode(subject), NamedNode(prop), None, DefaultGraph())
        return min(
            (quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)), default=""
        )


def _local(concept: object) -> str:
    """Return the name of a concept: ``akv:mode_reported`` is "reported"."""
    return concept.value.rpartition("_")[2] if isinstance(concept, NamedNode) else ""

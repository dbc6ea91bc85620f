"""Who says so: the passages behind a statement, and whether another passage denies it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from alliancekg.model import Citation
from alliancekg.store.passages import Passages
from alliancekg.store.premises import all_premises, premises
from alliancekg.store.rules import rules
from alliancekg.terms import AKG, CONFLICTS, DERIVED, ONTOLOGY, PREFIXES, REGISTRY, compress

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

_DCTERMS, _SCHEMA = PREFIXES["dcterms"], PREFIXES["schema"]
_NOTE = PREFIXES["skos"] + "editorialNote"


@dataclass(frozen=True, slots=True)
class Support:
    """What stands behind a statement: citations, the rule that derived it, a denial, a gap.

    ``derived`` is "" when no rule did; ``unsourced`` is true where nobody vouches for the statement or, taken
    together or derived, for some part of it.
    """

    sources: tuple[Citation, ...]
    derived: str
    contested: bool
    unsourced: bool


class Citations:
    """The evidence of one store. ``passages`` are the IRIs of the passages that the default graph took in."""

    def __init__(self, store: Store, passages: frozenset[str]) -> None:
        self._store = store
        self._described = Passages(store)
        self.passages = passages
        self.mode = self._described.mode
        self._foreseen: dict[str, dict[Triple, frozenset[Triple]]] = {}
        self.citation = cache(self._citation)
        self.graphs_about = lru_cache(maxsize=64)(self._graphs_about)  # asked about a thing again and again
        self.support = cache(self._support)

    def of(self, triples: Iterable[Triple]) -> Support:
        """Return the support of several statements taken together."""
        found = [self.support(triple) for triple in triples]
        sources = {one for support in found for one in support.sources}
        derived = ", ".join(sorted({support.derived for support in found if support.derived}))
        contested = any(support.contested for support in found)
        return Support(
            tuple(sorted(sources)), derived, contested, any(support.unsourced for support in found)
        )

    def graphs(self, triple: Triple) -> list[str]:
        """Return the IRIs of the named graphs that hold a statement, sorted."""
        quads = self._store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
        return sorted(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))

    def is_described(self, graph: str) -> bool:
        """Return whether a graph is a passage of a source here, also one that was taken back."""
        return bool(self._described.home(graph))

    def is_source(self, graph: str) -> bool:
        """Return whether a graph is a source that describes itself."""
        return self._described.is_source(graph)

    def passages_about(self, iri: str) -> list[str]:
        """Return the passages, of any mode, that have the thing as subject or object, sorted."""
        return [graph for graph in self.graphs_about(iri) if self.mode(graph)]

    def _graphs_about(self, iri: str) -> list[str]:
        """Return the named graphs that have the thing as subject or object, sorted."""
        node = NamedNode(iri)
        found: set[str] = set()
        for quads in (
            self._store.quads_for_pattern(node, None, None, None),
            self._store.quads_for_pattern(None, None, node, None),
        ):
            found.update(quad.graph_name.value for quad in quads if isinstance(quad.graph_name, NamedNode))
        return sorted(found)

    def _support(self, triple: Triple) -> Support:
        graphs = self.graphs(triple)
        stated = [graph for graph in graphs if graph in self.passages]
        contested = any(self.mode(graph) == "denied" for graph in graphs)
        if stated:
            return Support(tuple(sorted(map(self.citation, stated))), "", contested, unsourced=False)
        derived = [graph for graph in graphs if graph.startswith(DERIVED)]
        if not derived:
            return Support((), "", contested, unsourced=not self._has_home(graphs))
        behind = self.of({one for rule in derived for one in self._premises(rule, triple)})
        names = ", ".join(rule.removeprefix(DERIVED) for rule in derived)
        return Support(behind.sources, names, contested or behind.contested, behind.unsourced)

    def foresee(self, properties: Iterable[str]) -> None:
        """Look up at once what is behind all derived statements of some properties (IRIs)."""
        for rule in rules():
            graph = NamedNode(rule.graph)
            made = (self._store.quads_for_pattern(None, NamedNode(one), None, graph) for one in properties)
            if rule.graph not in self._foreseen and any(next(iter(quads), None) for quads in made):
                self._foreseen[rule.graph] = all_premises(self._store, rule.graph)

    def _premises(self, rule: str, triple: Triple) -> frozenset[Triple]:
        known = self._foreseen.get(rule, {})
        return known[triple] if triple in known else premises(self._store, rule, triple, self.passages)

    def _has_home(self, graphs: list[str]) -> bool:
        """Return whether a statement stands where no passage is asked for: identity, note, term."""
        return any(graph in (REGISTRY, CONFLICTS, ONTOLOGY) or self.is_source(graph) for graph in graphs)

    def _citation(self, passage: str) -> Citation:
        of, about = self._described.value, self._described.source_value
        source = self._described.home(passage)
        publisher, first = about(source, _DCTERMS + "publisher"), about(source, AKG + "originalPublisher")
        return Citation(
            source=compress(source),
            passage=compress(passage),
            locator=of(passage, AKG + "locator"),
            mode=self.mode(passage),
            title=about(source, _DCTERMS + "title"),
            publisher=f"{publisher} (first: {first})" if first else publisher,
            published=about(source, _DCTERMS + "issued"),
            url=about(source, _SCHEMA + "url"),
            gist=of(passage, AKG + "gist"),
            confidence=of(passage, AKG + "confidence").rpartition("_")[2],
            note=of(passage, _NOTE),
            reliability=about(source, AKG + "sourceReliability").rpartition("_")[2],
        )

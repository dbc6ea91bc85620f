"""Who says so: the passages behind a statement, and whether another passage denies it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from alliancekg.model import Citation, together
from alliancekg.store.index import Index
from alliancekg.store.passages import Passages
from alliancekg.store.premises import all_premises, premises
from alliancekg.store.rules import rules
from alliancekg.terms import AKG, CONFLICTS, DERIVED, ONTOLOGY, PREFIXES, REGISTRY, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

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
    """The evidence of one store. ``passages`` are the IRIs of the passages that the default graph took in.

    It is looked up statement by statement; whoever is to ask about all of them calls ``foresee`` first.
    """

    def __init__(self, store: Store, passages: Set[str]) -> None:
        self._store = store
        self._described = Passages(store)
        self.passages = passages
        self.mode = self._described.mode
        self._premised: dict[str, dict[Triple, frozenset[Triple]]] = {}
        self._index: Index | None = None
        self.citation = cache(self._citation)
        self.graphs_about = lru_cache(maxsize=64)(self._graphs_about)  # asked about a thing again and again
        self.support = cache(self._support)
        self._vouched = cache(self._stated)

    def of(self, triples: Iterable[Triple]) -> Support:
        """Return the support of several statements taken together."""
        found = list({id(one): one for one in map(self.support, triples)}.values())
        if len(found) == 1:
            return found[0]
        return Support(
            together(support.sources for support in found),
            ", ".join(sorted({support.derived for support in found if support.derived})),
            any(support.contested for support in found),
            any(support.unsourced for support in found),
        )

    def foresee(self, properties: Iterable[str] = ()) -> None:
        """Read at once what passages state, and premises of derived statements of ``properties`` (IRIs)."""
        if self._index is None:
            graphs = {graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode)}
            described = {*self.passages, *filter(self.is_described, graphs)}
            self._index = Index(self._store, described)
        for rule in rules():
            graph = NamedNode(rule.graph)
            made = (self._store.quads_for_pattern(None, NamedNode(one), None, graph) for one in properties)
            if rule.graph not in self._premised and any(next(iter(quads), None) for quads in made):
                found = self._premised[rule.graph] = all_premises(self._store, rule.graph)
                behind = {one for triples in found.values() for one in triples}
                self.foresee({one.predicate.value for one in (*self._index.add(rule.graph), *behind)})

    def stated(self) -> Iterable[tuple[Triple, tuple[str, ...]]]:
        """Return each statement that a passage makes, with the graphs that do; all are read at once."""
        self.foresee()
        return () if self._index is None else self._index.statements()

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
        return [graph for graph in self.described_about(iri) if self.mode(graph)]

    def described_about(self, iri: str) -> list[str]:
        """Return the passages that have the thing as subject or object, also those taken back, sorted."""
        if self._index is not None:
            return self._index.about(iri)
        return [graph for graph in self.graphs_about(iri) if self.is_described(graph)]

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
        graphs = self._index.holding(triple) if self._index is not None else ()
        if not any(graph in self.passages or graph.startswith(DERIVED) for graph in graphs):
            graphs = tuple(self.graphs(triple))  # the index leaves out what no passage says
        stated = self._vouched(graphs)
        return stated if stated.sources else self._unstated(triple, graphs, contested=stated.contested)

    def _stated(self, graphs: tuple[str, ...]) -> Support:
        """Return the support of what these graphs state: one and the same for the same graphs."""
        cited = sorted(self.citation(graph) for graph in graphs if graph in self.passages)
        denied = any(self.mode(graph) == "denied" for graph in graphs)
        return Support(tuple(cited), "", contested=denied, unsourced=False)

    def _unstated(self, triple: Triple, graphs: tuple[str, ...], *, contested: bool) -> Support:
        """Return the support of a statement that no accepted passage makes."""
        derived = sorted(graph for graph in graphs if graph.startswith(DERIVED))
        if not derived:
            return Support((), "", contested, unsourced=not self._has_home(graphs))
        behind = self.of({one for rule in derived for one in self._premises(rule, triple)})
        names = ", ".join(rule.removeprefix(DERIVED) for rule in derived)
        return Support(behind.sources, names, contested or behind.contested, behind.unsourced)

    def _premises(self, rule: str, triple: Triple) -> frozenset[Triple]:
        known = self._premised.get(rule, {})
        return known[triple] if triple in known else premises(self._store, rule, triple, self.passages)

    def _has_home(self, graphs: Iterable[str]) -> bool:
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

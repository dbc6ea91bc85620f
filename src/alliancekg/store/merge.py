"""The default graph: the merge of what accepted passages report or announce, once each.

Source files write named graphs only. A passage counts when it is described in the graph of its own source, in
one of the chosen assertion modes, and is neither withdrawn by the curators nor retracted by the publisher.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad

from alliancekg.errors import UnknownTermError
from alliancekg.store.engine import select
from alliancekg.store.reading import MODE, PASSAGE_OF, RETRACTED, STATUS, TYPE, Reading
from alliancekg.terms import AKG, AKV, CONFLICTS, ONTOLOGY, PREFIXES, RDF, REGISTRY, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

#: The modes that the default graph holds unless more are asked for.
ACCEPTED_MODES = ("reported", "announced")

#: Every assertion mode, strongest first: a derived statement is as weak as its weakest premise.
MODES = (
    "reported",
    "announced",
    "expected",
    "possible",
    "proposed",
    "advised",
    "judged",
    "attributed",
    "denied",
)

#: What the registry may say: identity and codes. Anything else needs a passage that says so.
IDENTITY = (
    RDF + "type",
    *(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "editorialNote")),
    *(AKG + name for name in ("ambiguousLabel", "identifies", "code", "codeSystem", "startDate", "endDate")),
)
#: Graphs of ours, which no source can call a passage of its own.
RESERVED = (REGISTRY, CONFLICTS, ONTOLOGY)
_PREFIXES = f"PREFIX akg: <{AKG}> "
_COPY = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
#: What a source says of what is not named after it, and what the registry says beyond identity.
_STRANGE = """GRAPH ?g { ?g a akg:Source } GRAPH ?g { ?s ?p ?o }
    FILTER (?s != ?g && (ISBLANK(?s) || !STRSTARTS(STR(?s), CONCAT(STR(?g), "_"))))"""
_UNIDENTIFYING = f"""VALUES ?g {{ <{REGISTRY}> }} GRAPH ?g {{ ?s ?p ?o }}
    FILTER (?p NOT IN ({", ".join(f"<{prop}>" for prop in IDENTITY)}))"""
_SOURCE, _CONFLICT, _WITHDRAWN = AKG + "Source", AKG + "Conflict", AKV + "review_withdrawn"


def check_modes(modes: Iterable[str]) -> tuple[str, ...]:
    """Return ``modes`` with the accepted ones first, in the order of ``MODES``.

    Denials never enter: a denied statement is kept in its passage and shown as contested.

    Raises:
        UnknownTermError: When a mode is none of ours, or is ``denied``.
    """
    asked = set(modes) | set(ACCEPTED_MODES)
    for mode in sorted(asked):
        if mode not in MODES or mode == "denied":
            raise UnknownTermError(mode, MODES[:-1], what="assertion mode that can be read as support")
    return tuple(mode for mode in MODES if mode in asked)


class Merge:
    """What the default graph holds of the files in a store.

    ``passages`` tells the source (IRI) of each passage that counts in the ``modes``. Beside the passages the
    default graph holds the ontology, the identities of the registry, the conflict notes, the source
    descriptions and what users' files state outside any graph. Graphs that nothing describes stay out;
    ``info`` counts them.
    """

    def __init__(self, store: Store, modes: tuple[str, ...]) -> None:
        self.reading = Reading(store)
        self._store = store
        self._sources = sources(self.reading)
        self.passages = _accepted(self.reading, modes, self._sources)
        self._withdrawn = {(quad.subject.value, graph) for graph, quad in _withdrawn(self.reading)}
        conflicts = self.reading.stated(TYPE, _CONFLICT)
        self._notes = {quad.subject for graph, quad in conflicts if graph == CONFLICTS}

    def write(self, derived: Iterable[Quad] = ()) -> None:
        """Write the default graph, and ``derived`` quads into graphs of their own and the default graph.

        What does not count steps aside while everything is copied.
        """
        rest = self._rest()
        for quad in rest:
            self._store.remove(quad)
        self._store.extend(derived)
        self._store.update(_COPY)
        self._store.extend(rest)

    def counts(self, graph: str, quad: Quad) -> bool:
        """Return whether the default graph holds a quad of a graph."""
        if self._counts_whole(graph):
            return True
        if graph == REGISTRY and quad.predicate.value in IDENTITY:
            return True
        if graph == CONFLICTS and quad.subject in self._notes:
            return True
        subject = getattr(quad.subject, "value", "")
        is_own = subject == graph or subject.startswith(graph + "_")
        return is_own and graph in self._sources and (subject, graph) not in self._withdrawn

    def _counts_whole(self, graph: str) -> bool:
        return graph in self.passages or graph == ONTOLOGY or graph.startswith(UNATTRIBUTED)

    def _rest(self) -> list[Quad]:
        """Return the quads that do not count; most do, so the engine is asked for the exceptions."""
        doubtful = [*self._quads(_STRANGE), *self._quads(_UNIDENTIFYING)]
        for _, quad in _withdrawn(self.reading):
            doubtful += self._store.quads_for_pattern(quad.subject, None, None, quad.graph_name)
        for graph in self._store.named_graphs():
            name = graph.value
            if name == CONFLICTS or not (
                self._counts_whole(name) or name == REGISTRY or name in self._sources
            ):
                doubtful += self._store.quads_for_pattern(None, None, None, graph)
        return [quad for quad in dict.fromkeys(doubtful) if not self.counts(_name(quad), quad)]

    def _quads(self, pattern: str) -> list[Quad]:
        return [
            Quad(row["s"], row["p"], row["o"], row["g"])
            for row in select(self._store, f"{_PREFIXES} SELECT ?s ?p ?o ?g WHERE {{ {pattern} }}")
        ]


def sources(reading: Reading) -> frozenset[str]:
    """Return the IRIs of the graphs that say of themselves that they are sources, and are no other's passage.

    A passage is named after its source (``aks:x_p03`` of ``aks:x``), so no two graphs can each call the other
    a passage, and nobody can silence a source by calling it one.
    """
    found = {graph for graph, quad in reading.stated(TYPE, _SOURCE) if quad.subject == quad.graph_name}
    return frozenset(found - {passage for passage, _ in _claims(reading)})


def accepted(store: Store, modes: tuple[str, ...]) -> frozenset[str]:
    """Return the IRIs of the passages that count in ``modes``."""
    reading = Reading(store)
    return frozenset(_accepted(reading, modes, sources(reading)))


def _accepted(reading: Reading, modes: tuple[str, ...], described: frozenset[str]) -> dict[str, str]:
    """Return the IRIs of the passages that count in ``modes``, each with its source's."""
    weights = {NamedNode(f"{AKV}mode_{mode}") for mode in modes}
    spoken = {(quad.subject.value, graph) for graph, quad in reading.stated(MODE) if quad.object in weights}
    for graph, quad in (*reading.stated(RETRACTED), *_withdrawn(reading)):
        spoken.discard((quad.subject.value, graph))
    return {
        passage: source
        for passage, source in _claims(reading)
        if source in described and (passage, source) in spoken and passage not in RESERVED
    }


def _claims(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield each passage that a graph calls its own, with the graph."""
    for graph, quad in reading.stated(PASSAGE_OF):
        passage = quad.subject
        if (
            quad.object == quad.graph_name
            and isinstance(passage, NamedNode)
            and passage.value.startswith(graph + "_")
        ):
            yield passage.value, graph


def _withdrawn(reading: Reading) -> list[tuple[str, Any]]:
    """Return graph and quad of what curators withdrew."""
    return reading.stated(STATUS, _WITHDRAWN)


def _name(quad: Quad) -> str:
    return getattr(quad.graph_name, "value", "")

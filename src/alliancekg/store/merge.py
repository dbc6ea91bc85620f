"""The default graph: the merge of what accepted passages report or announce, once each.

Source files write named graphs only. A passage counts when it is described in the graph of its own source, in
one of the chosen assertion modes, and is neither withdrawn by the curators nor retracted by the publisher.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.errors import UnknownTermError
from alliancekg.store.reading import MODE, PASSAGE_OF, RETRACTED, STATUS, TYPE
from alliancekg.terms import AKG, AKV, CONFLICTS, ONTOLOGY, PREFIXES, RDF, REGISTRY, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Quad, Store

    from alliancekg.store.reading import Reading

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
_IDENTITY = frozenset(IDENTITY)
#: Graphs of ours, which no source can call a passage of its own.
RESERVED = (REGISTRY, CONFLICTS, ONTOLOGY)
#: What a store is filled with first is copied as a whole, which the engine does without us.
_COPY = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_SOURCE, _WITHDRAWN = NamedNode(AKG + "Source"), NamedNode(AKV + "review_withdrawn")
_CONFLICT = NamedNode(AKG + "Conflict")


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
    """What was read, sorted by whether the default graph holds it.

    ``passages`` tells the source (IRI) of each passage that counts in the ``modes``; ``counted`` are the
    quads that the default graph holds, ``rest`` the others. Beside the passages it takes the identities of
    the registry, the conflict notes, the source descriptions and what users' files state outside any graph.
    Graphs that nothing describes stay out; ``info`` counts them.
    """

    def __init__(self, reading: Reading, modes: tuple[str, ...]) -> None:
        self.reading = reading
        described = sources(reading)
        self.passages = _accepted(reading, modes, described)
        self.counted: list[Quad] = []
        self.rest: list[Quad] = []
        self._test = cache(_test(reading, described))
        for graph, quads in reading.graphs.items():
            if self._counts_whole(graph):
                self.counted += quads
            else:
                self._sort(quads, self._test(graph))

    def stated(self, prop: str) -> Iterator[tuple[str, Quad]]:
        """Return graph and quad of what counts, by one property (IRI) of those that a reading has at hand."""
        return ((graph, quad) for graph, quad in self.reading.stated(prop) if self.counts(graph, quad))

    def counts(self, graph: str, quad: Quad) -> bool:
        """Return whether the default graph holds a quad of a graph."""
        if self._counts_whole(graph):
            return True
        test = self._test(graph)
        return test is not None and test(quad)

    def _counts_whole(self, graph: str) -> bool:
        return graph in self.passages or graph.startswith(UNATTRIBUTED)

    def _sort(self, quads: list[Quad], counts: Callable[[Quad], bool] | None) -> None:
        if counts is None:
            self.rest += quads
            return
        for quad in quads:
            (self.counted if counts(quad) else self.rest).append(quad)

    def fill(self, store: Store, derived: Iterable[Quad] = ()) -> None:
        """Put everything into a store that holds the ontology alone, and write its default graph.

        ``derived`` are quads of derived graphs, which the default graph holds too. What was read is forgotten
        as soon as the store has it.
        """
        store.extend(self.counted)
        store.extend(derived)
        self.counted.clear()
        self.reading.forget()
        store.update(_COPY)
        store.extend(self.rest)
        self.rest.clear()


def _test(reading: Reading, described: frozenset[str]) -> Callable[[str], Callable[[Quad], bool] | None]:
    """Return what tells, of a graph that is no passage, which quads the default graph holds (None: none)."""
    notes = {
        quad.subject
        for graph, quad in reading.stated(TYPE)
        if quad.object == _CONFLICT and graph == CONFLICTS
    }
    withdrawn = _withdrawn(reading)

    def test(graph: str) -> Callable[[Quad], bool] | None:
        if graph == REGISTRY:
            return lambda quad: quad.predicate.value in _IDENTITY
        if graph == CONFLICTS:
            return lambda quad: quad.subject in notes
        if graph not in described:
            return None
        own = graph + "_"

        def is_told(quad: Quad) -> bool:
            subject = quad.subject.value  # type: ignore[union-attr]
            return (subject.startswith(own) or subject == graph) and (subject, graph) not in withdrawn

        return is_told

    return test


def sources(reading: Reading) -> frozenset[str]:
    """Return the IRIs of the graphs that say of themselves that they are sources, and are no other's passage.

    A passage is named after its source (``aks:x_p03`` of ``aks:x``), so no two graphs can each call the other
    a passage, and nobody can silence a source by calling it one.
    """
    found = {
        graph
        for graph, quad in reading.stated(TYPE)
        if quad.object == _SOURCE and quad.subject == quad.graph_name
    }
    return frozenset(found - {passage for passage, _ in _claims(reading)})


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


def accepted(reading: Reading, modes: tuple[str, ...]) -> frozenset[str]:
    """Return the IRIs of the passages that count in ``modes``."""
    return frozenset(_accepted(reading, modes, sources(reading)))


def _accepted(reading: Reading, modes: tuple[str, ...], described: frozenset[str]) -> dict[str, str]:
    """Return the IRIs of the passages that count in ``modes``, each with its source's."""
    weights = {NamedNode(f"{AKV}mode_{mode}") for mode in modes}
    spoken = {(quad.subject.value, graph) for graph, quad in reading.stated(MODE) if quad.object in weights}
    spoken -= {(quad.subject.value, graph) for graph, quad in reading.stated(RETRACTED)}
    spoken -= _withdrawn(reading)
    return {
        passage: source
        for passage, source in _claims(reading)
        if source in described and (passage, source) in spoken and passage not in RESERVED
    }


def _withdrawn(reading: Reading) -> set[tuple[str, str]]:
    """Return what curators withdrew, each thing with the graph that says so."""
    return {
        (quad.subject.value, graph) for graph, quad in reading.stated(STATUS) if quad.object == _WITHDRAWN
    }

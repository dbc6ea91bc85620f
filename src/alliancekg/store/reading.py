"""What was read, in memory: quads by named graph, and at hand what the merge and the bounds ask of them.

The engine takes some microseconds to give a quad back. Whatever asks about most of them asks here, before
they go into the engine, and passes over them once.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from alliancekg.terms import AKG, PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad, Store

TYPE, PASSAGE_OF, MODE = RDF + "type", AKG + "passageOf", AKG + "assertionMode"
STATUS, RETRACTED = AKG + "reviewStatus", AKG + "retractedOn"
DATE, START, END, AT_DATE = AKG + "date", AKG + "startDate", AKG + "endDate", AKG + "atDate"
COVERS_FROM, COVERS_TO, ISSUED = AKG + "coversFrom", AKG + "coversTo", PREFIXES["dcterms"] + "issued"
#: What an event tells of when it gives a thing a step of its life.
STEPS = tuple(AKG + name for name in ("changes", "announces", "introduces", "repeals"))
#: What tells sources, and the passages that count.
ABOUT_PASSAGES = (TYPE, PASSAGE_OF, MODE, STATUS, RETRACTED)
_AT_HAND = (*ABOUT_PASSAGES, DATE, START, END, AT_DATE, COVERS_FROM, COVERS_TO, ISSUED, *STEPS)


class Reading:
    """Quads of named graphs as they were read.

    ``graphs`` holds them by the IRI of their graph (or the label of a blank one), in the order of reading.
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self.graphs: dict[str, list[Quad]] = {}
        self._stated: dict[str, list[tuple[str, Any]]] = {prop: [] for prop in _AT_HAND}
        self._values: dict[str, dict[tuple[str, str], list[Any]]] = {}
        self.add(quads)

    def add(self, quads: Iterable[Quad]) -> None:
        """Take more quads, before anything is asked."""
        stated = self._stated
        for name, block in groupby(quads, attrgetter("graph_name")):
            graph, held = name.value, list(block)
            self.graphs.setdefault(graph, []).extend(held)
            for quad in held:
                found = stated.get(quad.predicate.value)
                if found is not None:
                    found.append((graph, quad))

    def forget(self) -> None:
        """Let go of everything: a million quads take several hundred megabytes."""
        for held in (self.graphs, self._stated, self._values):
            held.clear()

    @classmethod
    def about_passages(cls, store: Store) -> Reading:
        """Return only what a store holds about sources and passages."""
        kinds = {TYPE: NamedNode(AKG + "Source")}
        found = (
            quad
            for prop in ABOUT_PASSAGES
            for quad in store.quads_for_pattern(None, NamedNode(prop), kinds.get(prop))
            if isinstance(quad.graph_name, NamedNode)
        )
        return cls(found)

    def __iter__(self) -> Iterator[Quad]:
        """Return all quads."""
        return (quad for block in self.graphs.values() for quad in block)

    def stated(self, prop: str) -> list[tuple[str, Any]]:
        """Return graph and quad of all that is stated by one property (IRI) of those at hand."""
        return self._stated[prop]

    def values(self, subject: str, prop: str, graph: str) -> list[Any]:
        """Return what one graph says of a subject by one property of those at hand."""
        if prop not in self._values:
            found: dict[tuple[str, str], list[Any]] = {}
            for place, quad in self._stated[prop]:
                found.setdefault((getattr(quad.subject, "value", ""), place), []).append(quad.object)
            self._values[prop] = found
        return self._values[prop].get((subject, graph), [])

    def literal(self, subject: str, prop: str, graph: str) -> Literal | None:
        """Return the first literal by text that one graph gives a subject, or None."""
        return min(
            (node for node in self.values(subject, prop, graph) if isinstance(node, Literal)),
            key=lambda literal: (literal.value, literal.datatype.value),
            default=None,
        )

"""What a store of files states by the properties that the merge and the bounds ask of all things at once.

Each property is read once, when it is first asked for: a look-up for every passage would cost more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode

from alliancekg.terms import AKG, PREFIXES, RDF

if TYPE_CHECKING:
    from pyoxigraph import Store

TYPE, PASSAGE_OF, MODE = RDF + "type", AKG + "passageOf", AKG + "assertionMode"
STATUS, RETRACTED = AKG + "reviewStatus", AKG + "retractedOn"
DATE, START, END, AT_DATE = AKG + "date", AKG + "startDate", AKG + "endDate", AKG + "atDate"
COVERS_FROM, COVERS_TO, ISSUED = AKG + "coversFrom", AKG + "coversTo", PREFIXES["dcterms"] + "issued"
#: What an event tells of when it gives a thing a step of its life.
STEPS = tuple(AKG + name for name in ("changes", "announces", "introduces", "repeals"))


class Reading:
    """The statements of the named graphs of a store, by property (IRI)."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._stated: dict[tuple[str, str], list[tuple[str, Any]]] = {}
        self._values: dict[str, dict[tuple[str, str], list[Any]]] = {}

    def stated(self, prop: str, value: str = "") -> list[tuple[str, Any]]:
        """Return graph and quad of all that is stated by one property, of one ``value`` (IRI) where given."""
        found = self._stated.get((prop, value))
        if found is None:
            node = NamedNode(value) if value else None
            quads = self.store.quads_for_pattern(None, NamedNode(prop), node, None)
            named = ((quad.graph_name, quad) for quad in quads)
            found = self._stated[prop, value] = [
                (graph.value, quad) for graph, quad in named if not isinstance(graph, DefaultGraph)
            ]
        return found

    def values(self, subject: str, prop: str, graph: str) -> list[Any]:
        """Return what one graph says of a subject by one property."""
        if prop not in self._values:
            found: dict[tuple[str, str], list[Any]] = {}
            for place, quad in self.stated(prop):
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

    def subjects(self, graph: str) -> set[str]:
        """Return the IRIs of the things that one graph tells of."""
        nodes = {quad.subject for quad in self.store.quads_for_pattern(None, None, None, NamedNode(graph))}
        return {node.value for node in nodes if isinstance(node, NamedNode)}

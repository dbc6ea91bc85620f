"""Which graphs hold which statements and speak of which things: one pass over all that passages say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterable

    from pyoxigraph import Store, Triple


class Index:
    """What ``passages`` (IRIs of graphs) of one store say, read once; derived graphs are added by name."""

    def __init__(self, store: Store, passages: Iterable[str]) -> None:
        self._store = store
        self._holding: dict[Triple, tuple[str, ...]] = {}
        self._about: dict[str, list[str]] = {}
        for passage in sorted(passages):
            nodes = {node for triple in self.add(passage) for node in (triple.subject, triple.object)}
            for node in nodes:
                if isinstance(node, NamedNode):
                    self._about.setdefault(node.value, []).append(passage)

    def add(self, graph: str) -> list[Triple]:
        """Note and return the statements of a graph."""
        quads = self._store.quads_for_pattern(None, None, None, NamedNode(graph))
        found = [quad.triple for quad in quads]
        for triple in found:
            self._holding[triple] = (*self._holding.get(triple, ()), graph)
        return found

    def statements(self) -> ItemsView[Triple, tuple[str, ...]]:
        """Return each statement with the graphs here that hold it."""
        return self._holding.items()

    def holding(self, triple: Triple) -> tuple[str, ...]:
        """Return the IRIs of the graphs here that hold a statement: passages, sorted, then what was added."""
        return self._holding.get(triple, ())

    def about(self, iri: str) -> list[str]:
        """Return the IRIs of the passages that have the thing as subject or object, sorted."""
        return self._about.get(iri, [])

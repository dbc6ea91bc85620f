"""Of which days the sources speak: all of them together, and those that tell of one thing or statement.

A dataset tells of the years that it covers who was tied and who was not, and nothing of other years; so what
datasets alone tell of is covered as far as they go, whatever else is loaded. Other sources tell of one matter
each, and what one leaves unsaid another would say: what they cover is taken together.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds
from alliancekg.lives import day_after
from alliancekg.store.catalog import covering
from alliancekg.store.passages import Passages
from alliancekg.terms import AKG, AKV

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from alliancekg.store.graph import GraphStore

_KIND, _DATASET = NamedNode(AKG + "sourceKind"), NamedNode(AKV + "source-kind_dataset")


class Covered:
    """The days that the sources of a graph cover: ``together``, and of what each part of them alone tells.

    ``windows`` are all the answers there can be, but for those that span several of them.
    """

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._home = Passages(graph.engine).home
        self._starts = [(source, span.first) for source, span, _ in covering(graph, "coversFrom")]
        self._ends = [(source, span.last) for source, span, _ in covering(graph, "coversTo")]
        self._datasets = datasets(graph)
        self._others = frozenset(graph.sources) - self._datasets
        self._window = cache(self._spanned)
        self.of = cache(self._of)  # asked of a thing for one day after another
        self.together = self._window(frozenset(graph.sources))
        parts = [frozenset((one,)) for one in self._datasets] + ([self._others] if self._others else [])
        self.windows = frozenset((self.together, *map(self._window, parts)))

    @property
    def edges(self) -> frozenset[date]:
        """Return the first day of each window and the day after it."""
        return frozenset(day for one in self.windows for day in (one.first, day_after(one.last)))

    def _of(self, iri: str) -> Bounds:
        """Return the days covered by those who speak of a thing."""
        if len(self.windows) == 1:
            return self.together
        return self._by(self._graph.citations.described_about(iri))

    def of_statement(self, subject: str, prop: str, value: str) -> Bounds:
        """Return the days covered by those who state something (IRIs), "" for any value."""
        if len(self.windows) == 1:
            return self.together
        node, wanted = NamedNode(subject), NamedNode(value) if value else None
        quads = self._graph.engine.quads_for_pattern(node, NamedNode(prop), wanted, None)
        return self._by(getattr(quad.graph_name, "value", "") for quad in quads)

    def _by(self, graphs: Iterable[str]) -> Bounds:
        """Return the days that the sources of some graphs cover; all do where no accepted passage speaks."""
        speakers = frozenset(self._home(one) for one in graphs if one in self._graph.passages)
        if not speakers:
            return self.together
        return self._window(speakers if speakers <= self._datasets else speakers | self._others)

    def _spanned(self, sources: frozenset[str]) -> Bounds:
        """Return the days from the first to the last that sources cover; a side that none states is open."""
        starts = [day for source, day in self._starts if source in sources]
        ends = [day for source, day in self._ends if source in sources]
        return Bounds(min(starts, default=FIRST_DAY), max(ends, default=LAST_DAY))


def datasets(graph: GraphStore) -> frozenset[str]:
    """Return the sources of a graph that call themselves datasets."""
    quads = graph.engine.quads_for_pattern(None, _KIND, _DATASET, None)
    found = {getattr(quad.subject, "value", "") for quad in quads if quad.subject == quad.graph_name}
    return frozenset(found.intersection(graph.sources))


def is_beyond(asked: Bounds, window: Bounds) -> bool:
    """Return whether no day of a period lies in a window."""
    return asked.last < window.first or asked.first > window.last

"""Which part of a graph a page shows, and how much a page can hold: a drawing of everything shows nothing."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from alliancekg.errors import TooLargeError
from alliancekg.explore.style import styles_of

if TYPE_CHECKING:
    import networkx as nx

#: The most things that a page shows, and the most that it is worth while to narrow down to a page.
MOST, MOST_TO_NARROW = 1_000, 5_000


def part(
    graph: "nx.MultiDiGraph[str]", focus: Collection[str], hops: int, classes: Collection[str]
) -> "nx.MultiDiGraph[str]":
    """Return the things within ``hops`` ties of any of ``focus``, with all ties among them.

    Without ``focus`` everything is kept; ``classes`` (CURIEs; none: all) say what is kept and walked through,
    but what is in focus always is.

    Example:
        >>> import networkx as nx
        >>> chain = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")])
        >>> sorted(part(chain, ["b"], 1, []))
        ['a', 'b', 'c']
    """
    kept = [
        node
        for node, about in graph.nodes(data=True)
        if not classes or about.get("class") in classes or node in focus
    ]
    found = graph.subgraph(kept)
    return found.subgraph(_within(found, focus, hops)).copy() if focus else found.copy()


def main_things(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """Return who acts, what ties them and what they build: not the events, people, places and clauses."""
    styles = styles_of(str(kind) for _, kind in graph.nodes(data="class"))
    kept = [node for node, kind in graph.nodes(data="class") if styles[str(kind)].rank != "minor"]
    return graph.subgraph(kept).copy()


def check_size(things: int) -> None:
    """Refuse more things than a reader can make out.

    Raises:
        TooLargeError: When there are more than ``MOST``.
    """
    if things > MOST:
        raise TooLargeError(things, MOST, is_narrowable=things <= MOST_TO_NARROW)


def _within(graph: "nx.MultiDiGraph[str]", focus: Iterable[str], hops: int) -> set[str]:
    found = {node for node in focus if node in graph}
    layer = set(found)
    for _ in range(hops):
        layer = {other for node in layer for other in (*graph.succ[node], *graph.pred[node])} - found
        found |= layer
    return found

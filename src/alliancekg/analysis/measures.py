"""Measures of the nodes of a projection, in igraph; every value agrees with networkx's own.

Source:
    Brandes (2001), J. Math. Sociol. 25(2), for betweenness; Brin and Page (1998) for PageRank, damping 0.85;
    Bonacich (1987), AJS 92(5), for eigenvector centrality; Seidman (1983), Social Networks 5(3), for cores;
    Watts and Strogatz (1998), Nature 393, for clustering; Traag, Waltman and van Eck (2019), Sci. Rep. 9,
    for communities.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.model import Score, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import igraph
    import networkx as nx


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it tells, what it does not, and how it is computed (one value a node, in order)."""

    tells: str
    caveat: str
    values: Callable[[igraph.Graph], list[float]]


def _degree(graph: igraph.Graph) -> list[float]:
    return [float(value) for value in graph.degree()]


def _strength(graph: igraph.Graph) -> list[float]:
    return [float(value) for value in graph.strength(weights="weight")]


def _betweenness(graph: igraph.Graph) -> list[float]:
    """Return the share of the shortest paths between other nodes that run through each (0 to 1)."""
    pairs = (graph.vcount() - 1) * (graph.vcount() - 2) / 2
    return [value / pairs if pairs > 0 else 0.0 for value in graph.betweenness(directed=False)]


def _closeness(graph: igraph.Graph) -> list[float]:
    """Return closeness within the component, scaled by its share of the graph (Wasserman and Faust)."""
    found = []
    for at in range(graph.vcount()):
        reached = [one for one in graph.distances(at)[0] if 0 < one < float("inf")]
        share = len(reached) / (graph.vcount() - 1) if graph.vcount() > 1 else 0.0
        found.append(len(reached) / sum(reached) * share if reached else 0.0)
    return found


def _pagerank(graph: igraph.Graph, damping: float = 0.85) -> list[float]:
    """Return PageRank by power iteration; a walk in a node without a tie goes on anywhere.

    Not igraph's own: from run to run its values differ in their last digits. Here every sum has one order.
    """
    import numpy as np

    count = graph.vcount()
    ends = np.array(graph.get_edgelist(), dtype=np.intp).reshape(-1, 2)
    tails, heads = np.concatenate((ends, ends[:, ::-1])).T
    weights = np.tile(np.array(graph.es["weight"], dtype=float), 2)
    strength = np.bincount(tails, weights, count)
    shares = damping * weights / strength[tails]
    found = np.full(count, 1 / max(count, 1))
    for _ in range(_ROUNDS):
        rest = 1 - damping + damping * found[strength == 0].sum()
        before, found = found, np.bincount(heads, shares * found[tails], count) + rest / max(count, 1)
        if np.abs(found - before).sum() < _NEAR:
            break
    return [float(value) for value in found]


def _eigenvector(graph: igraph.Graph) -> list[float]:
    """Return eigenvector centrality within the component, of length 1 there, by its share of the nodes.

    In one connected piece that is networkx's value. Of a graph in pieces the leading eigenvector would leave
    all but one piece at 0, and which one is chance where two are equal; so each piece has its own.
    """
    seed()  # the search for the vector starts near the degrees, a little off by chance
    found = [0.0] * graph.vcount()
    for piece in graph.connected_components():
        if len(piece) > 1:
            values = graph.induced_subgraph(piece).eigenvector_centrality(weights="weight")
            scale = len(piece) / graph.vcount() / math.hypot(*values)
            for at, value in zip(piece, values, strict=True):
                found[at] = value * scale
    return found


def _core(graph: igraph.Graph) -> list[float]:
    return [float(value) for value in graph.coreness()]


def _clustering(graph: igraph.Graph) -> list[float]:
    return list(graph.transitivity_local_undirected(mode="zero"))


def _cut(graph: igraph.Graph) -> list[float]:
    points = set(graph.articulation_points())
    return [float(at in points) for at in range(graph.vcount())]


#: PageRank stops after so many rounds, or once all values together move by less than this: each round moves
#: them by at most 0.85 of the round before, so 300 leave nothing that a float could hold.
_ROUNDS, _NEAR = 300, 1e-15
_SILENT = "It counts what sources say: a tie that none tells of is missing, and much-told actors lead."
#: The measures by name.
MEASURES: Mapping[str, Measure] = {
    "betweenness": Measure(
        "share of the shortest paths between others that run through the node",
        f"Ties count alike, whatever they bind to. {_SILENT}",
        _betweenness,
    ),
    "closeness": Measure("how few hops the others are away", _SILENT, _closeness),
    "clustering": Measure(
        "share of the pairs of neighbours that are tied too",
        "In a two-mode or sparse network it is low by construction.",
        _clustering,
    ),
    "core": Measure("the largest k such that the node is in a k-core", _SILENT, _core),
    "cut": Measure("1 where the network falls apart without the node", _SILENT, _cut),
    "degree": Measure("number of neighbours", _SILENT, _degree),
    "eigenvector": Measure(
        "how well tied the neighbours are in their turn, by weight",
        "Each component counts by itself, by its share of the nodes; a node without a tie has 0. " + _SILENT,
        _eigenvector,
    ),
    "pagerank": Measure(
        "share of a random walk that is spent at the node, by weight",
        f"It rewards neighbours of the well tied. {_SILENT}",
        _pagerank,
    ),
    "strength": Measure(
        "sum of the weights of the node's ties",
        f"A weight counts shared agreements and programs, large and small alike. {_SILENT}",
        _strength,
    ),
}


def scores(graph: nx.Graph[str], measure: str) -> tuple[Score, ...]:
    """Return the nodes of a projection under a measure, highest first, then by label.

    Direction and parallel ties are dropped: two nodes are tied or not. A tie weighs what its edge says, 1
    where it says nothing; parallel weights add up.

    Raises:
        KeyError: When there is no such measure.
    """
    nodes = sorted(graph)
    values = MEASURES[measure].values(simple(graph))
    order = sorted(
        zip(nodes, values, strict=True),
        key=lambda one: (-round(one[1], _DIGITS), str(graph.nodes[one[0]]["label"]), one[0]),
    )
    found: list[Score] = []
    for place, (node, value) in enumerate(order, 1):
        rank = found[-1].rank if found and abs(found[-1].value - value) <= _SAME else place
        data = graph.nodes[node]
        found.append(Score(Term(node, str(data["label"])), str(data["kind"]), value, rank))
    return tuple(found)


#: Values closer than this are the same, and ordered by label: sums of fractions differ in their last digits.
_DIGITS = 12
_SAME = 10**-_DIGITS


def seed(number: int = 7) -> None:
    """Make what igraph leaves to chance come out the same each time."""
    import random

    import igraph

    igraph.set_random_number_generator(random.Random(number))  # noqa: S311 - repeatable, not secret


def simple(graph: nx.Graph[str]) -> igraph.Graph:
    """Return a projection as an undirected igraph graph without loops; nodes in the order of their names."""
    import igraph

    place = {node: at for at, node in enumerate(sorted(graph))}
    directed = graph.is_directed()
    weights: dict[tuple[int, int], float] = {}
    for tail, head, weight in _placed(graph, place):
        if tail < head:
            weights[tail, head] = weights.get((tail, head), 0.0) + weight
        elif directed and tail > head:  # else it is the same edge, seen from its other end
            weights[head, tail] = weights.get((head, tail), 0.0) + weight
    pairs = sorted(weights)
    made = igraph.Graph(n=len(place), edges=pairs)
    made.es["weight"] = [weights[pair] for pair in pairs]
    return made


def _placed(graph: nx.Graph[str], place: Mapping[str, int]) -> Iterator[tuple[int, int, float]]:
    """Yield each edge as the places of its ends and its weight; without a direction, from either end.

    Not by ``graph.edges``: that view alone takes longer than many a measure.
    """
    if graph.is_multigraph():
        return (
            (place[one], place[other], float(data.get("weight", 1)))
            for one, near in graph.adjacency()
            for other, edges in near.items()
            for data in edges.values()
        )
    return (
        (place[one], place[other], float(data.get("weight", 1)))
        for one, near in graph.adjacency()
        for other, data in near.items()
    )

"""W7: measures of the actors and their agreements: ours from the networkx graph on, conversion included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import igraph
import networkx as nx

from alliancekg.analysis.groups import groups
from alliancekg.analysis.measures import scores
from suite.peers import NOT_INSTALLED, has
from suite.race import FLOOR, NAIVE, OURS, Aim, Heat, Way, race

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from suite.ground import Ground

    #: Nodes in the order of their names, with values to nine places.
    Values = list[tuple[str, float]]

_MOST_FOR_NETWORKX, _SEED, _PLACES, _NEAR = 100_000, 7, 9, 0.97


def measure(ground: Ground) -> Iterator[Heat]:
    """Race betweenness, PageRank, k-cores and communities; values are compared to nine places."""
    graph = ground.kg.project("actors-agreements")
    order = sorted(graph)
    naive: Mapping[str, Callable[[], Mapping[str, float]]] = {
        "betweenness": lambda: nx.betweenness_centrality(graph),
        "pagerank": lambda: nx.pagerank(graph, tol=1e-13, max_iter=1000, weight=None),
        "core": lambda: nx.core_number(graph),
    }
    floor: Mapping[str, Callable[[igraph.Graph], list[float]]] = {
        "betweenness": _shares,
        "pagerank": lambda own: own.pagerank(),
        "core": lambda own: own.coreness(),
    }
    for name in naive:
        ways = [
            Way(OURS, lambda name=name: {row.node.id: row.value for row in scores(graph, name)}, _values),  # type: ignore[misc]
            Way(FLOOR, lambda name=name: dict(zip(order, floor[name](_plain(graph)), strict=True)), _values),  # type: ignore[misc]
        ]
        lacks = name == "pagerank" and not has("scipy")
        if ground.size <= _MOST_FOR_NETWORKX and not lacks:
            ways.append(Way(NAIVE, naive[name], _values))
        aims = (Aim(NAIVE, 12, faster=True),) if name == "betweenness" else ()
        absent = {NAIVE: f"scipy {NOT_INSTALLED}"} if lacks else {}
        yield Heat("W7", name, ground.size, race(name, ways, ground.rounds), aims, absent=absent)
    yield _communities(ground, graph)


def _communities(ground: Ground, graph: nx.Graph[str]) -> Heat:
    """Race our Leiden with networkx's Louvain. There is no one answer: each is to come near to the best."""
    best = 0.0

    def ours() -> list[set[str]]:
        return [{term.id for term in group} for group in groups(graph, "leiden")]

    def naive() -> list[set[str]]:
        return [set(one) for one in nx.community.louvain_communities(graph, weight=None, seed=_SEED)]

    def near_the_best(found: list[set[str]]) -> bool:
        nonlocal best
        reached = nx.community.modularity(graph, found, weight=None)
        best = max(best, reached)
        return nx.community.is_partition(graph, found) and reached >= _NEAR * best

    ways = [Way(OURS, ours, near_the_best)]
    if ground.size <= _MOST_FOR_NETWORKX:
        ways.insert(0, Way(NAIVE, naive, near_the_best))
    aims = (Aim(NAIVE, 12, faster=True),)
    seconds = race("communities", ways, ground.rounds)
    return Heat("W7", "communities (Leiden, Louvain)", ground.size, seconds, aims)


def _plain(graph: nx.Graph[str]) -> igraph.Graph:
    """Return the bare igraph graph, by the shortest way there is."""
    place = {node: at for at, node in enumerate(sorted(graph))}
    return igraph.Graph(len(place), [(place[one], place[other]) for one, other in graph.edges()])


def _shares(graph: igraph.Graph) -> list[float]:
    pairs = (graph.vcount() - 1) * (graph.vcount() - 2) / 2
    return [value / pairs for value in graph.betweenness()]


def _values(found: Mapping[str, float]) -> Values:
    return [(node, round(found[node], _PLACES)) for node in sorted(found)]

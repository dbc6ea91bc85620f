"""What our measures cost beside networkx's own: CPU seconds, interleaved, medians and ratios.

Run it with ``python benchmarks/measures.py [EDGES…]``; 5,000 edges unless told, 50,000 on demand (networkx's
betweenness alone then takes minutes). Ours is timed from the networkx projection to the last value, the
conversion to igraph included. Answers are compared before any time counts: values to nine places. Communities
have no one answer; ours must be of no lower modularity than networkx's Louvain, which is timed beside it, for
networkx has no Leiden of its own.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from alliancekg.analysis.groups import groups
from alliancekg.analysis.measures import scores

if TYPE_CHECKING:
    from collections.abc import Callable

    #: Whatever an answer is: values of nodes, or groups of them.
    Answer = object

_EDGES_A_NODE, _SEED, _ROUNDS, _SLACK = 10, 7, 3, 1e-9


@dataclass(frozen=True)
class Race:
    """Two ways to one answer, how they are compared, and by how much ours is to be faster (0: no aim)."""

    name: str
    ours: Callable[[nx.Graph[str]], Answer]
    theirs: Callable[[nx.Graph[str]], Answer]
    agree: Callable[[nx.Graph[str], Any, Any], bool]
    aim: float = 0


def main() -> None:
    """Print one line for each measure and size."""
    print("edges   measure        networkx s  ours s   ratio  aim")
    for edges in map(int, sys.argv[1:] or ["5000"]):
        graph = _made_up(edges)
        for race in RACES:
            theirs, ours = _run(race, graph)
            aim = f">= {race.aim:g}" if race.aim else "-"
            size = f"{graph.number_of_edges():<7} {race.name:<13}"
            print(f"{size} {theirs:11.4f}  {ours:6.4f}  {theirs / ours:6.1f}  {aim}")


def _made_up(edges: int) -> nx.Graph[str]:
    """Return a network in which few have many ties, with labels and weights as a projection has them."""
    chance = random.Random(_SEED)
    drawn = nx.barabasi_albert_graph(edges // _EDGES_A_NODE, _EDGES_A_NODE, seed=_SEED)
    graph = nx.relabel_nodes(drawn, lambda number: f"akd:state_s{number:06}")
    for _, _, data in graph.edges(data=True):
        data["weight"] = chance.randint(1, 5)
    for node, data in graph.nodes(data=True):
        data |= {"label": node, "kind": "state"}
    return graph


def _run(race: Race, graph: nx.Graph[str]) -> tuple[float, float]:
    """Return the median CPU seconds of networkx and of ours, run in turn; answers that differ end the run."""
    taken: dict[str, list[float]] = {"theirs": [], "ours": []}
    answers: dict[str, Answer] = {}
    for _ in range(_ROUNDS):
        for name, way in (("theirs", race.theirs), ("ours", race.ours)):
            started = time.process_time()
            answers[name] = way(graph)
            taken[name].append(time.process_time() - started)
    if not race.agree(graph, answers["ours"], answers["theirs"]):
        message = f"{race.name}: the answers differ"
        raise SystemExit(message)
    return statistics.median(taken["theirs"]), statistics.median(taken["ours"])


def _ranked(measure: str) -> Callable[[nx.Graph[str]], dict[str, float]]:
    return lambda graph: {row.node.id: row.value for row in scores(graph, measure)}


def _equal(_: nx.Graph[str], ours: dict[str, float], theirs: dict[str, float]) -> bool:
    """Return whether every node has the same value both ways."""
    return ours.keys() == theirs.keys() and all(abs(ours[node] - theirs[node]) <= _SLACK for node in ours)


def _grouped(by: str) -> Callable[[nx.Graph[str]], list[set[str]]]:
    return lambda graph: [{term.id for term in group} for group in groups(graph, by)]


def _no_worse(graph: nx.Graph[str], ours: list[set[str]], theirs: list[set[str]]) -> bool:
    """Return whether our groups are of no lower modularity."""
    one, other = (nx.community.modularity(graph, found, weight="weight") for found in (ours, theirs))
    print(f"        modularity: Leiden {one:.4f}, networkx's Louvain {other:.4f}")
    return one >= other - _SLACK


def _same_pieces(_: nx.Graph[str], ours: list[set[str]], theirs: list[set[str]]) -> bool:
    return sorted(map(sorted, ours)) == sorted(map(sorted, theirs))


RACES = (
    Race("betweenness", _ranked("betweenness"), nx.betweenness_centrality, _equal, 12),
    Race(
        "leiden",
        _grouped("leiden"),
        lambda graph: nx.community.louvain_communities(graph, weight="weight", seed=_SEED),
        _no_worse,
        12,
    ),
    Race("core", _ranked("core"), nx.core_number, _equal),
    Race("clustering", _ranked("clustering"), nx.clustering, _equal),
    Race("closeness", _ranked("closeness"), nx.closeness_centrality, _equal),
    Race(
        "eigenvector",
        _ranked("eigenvector"),
        lambda graph: nx.eigenvector_centrality(graph, max_iter=10_000, tol=1e-13, weight="weight"),
        _equal,
    ),
    Race(
        "components",
        _grouped("components"),
        lambda graph: [set(piece) for piece in nx.connected_components(graph)],
        _same_pieces,
    ),
)


if __name__ == "__main__":
    main()

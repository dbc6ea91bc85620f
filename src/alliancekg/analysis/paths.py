"""How two things are connected: shortest paths over the graph of all things, with the ties of each hop."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

import networkx as nx

from alliancekg.model import Hop, Route, Term, Tie

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


def routes(
    graph: nx.Graph[str], start: str, end: str, *, barred: Collection[str] = (), most: int = 1
) -> tuple[Route, ...]:
    """Return up to ``most`` shortest paths between two nodes, shortest first, then by the names on the way.

    Relations are followed both ways. ``barred`` are classes (CURIEs) of which no node may stand between the
    ends: else everything runs through one state. No path gives no rows.

    Raises:
        KeyError: When an end is no node of the graph.
    """
    for node in (start, end):
        if node not in graph:
            raise KeyError(node)
    way: nx.Graph[str] = nx.Graph()
    way.add_nodes_from(sorted(graph))
    way.add_edges_from(sorted((min(pair), max(pair)) for pair in graph.edges() if pair[0] != pair[1]))
    shut = [node for node, data in graph.nodes(data=True) if data["class"] in barred]
    way.remove_nodes_from(node for node in shut if node not in {start, end})
    try:
        found = list(islice(_shortest(way, start, end), most))
    except nx.NetworkXNoPath:
        return ()
    return tuple(_route(graph, path) for path in found)


def _shortest(way: nx.Graph[str], start: str, end: str) -> Iterator[list[str]]:
    """Yield simple paths by length; those of one length in the order of their names."""
    same: list[list[str]] = []
    for path in nx.shortest_simple_paths(way, start, end):
        if same and len(path) > len(same[0]):
            yield from sorted(same)
            same = []
        same.append(path)
    yield from sorted(same)


def _route(graph: nx.Graph[str], path: list[str]) -> Route:
    return Route(
        tuple(
            Hop(_term(graph, one), _term(graph, other), _ties(graph, one, other))
            for one, other in pairwise(path)
        )
    )


def _ties(graph: nx.Graph[str], one: str, other: str) -> tuple[Tie, ...]:
    """Return the relations between two neighbours, forward ones first."""
    found = [
        _tie(data, forward=forward)
        for forward, (tail, head) in ((True, (one, other)), (False, (other, one)))
        for data in (graph.get_edge_data(tail, head) or {}).values()
    ]
    return tuple(sorted(found, key=lambda tie: (not tie.forward, tie.relation, tie.date)))


def _tie(data: Mapping[str, object], *, forward: bool) -> Tie:
    return Tie(
        relation=str(data["relation"]),
        kind=str(data["property"]),
        forward=forward,
        date=str(data["date"]),
        derived=str(data["derived"]),
        contested=bool(data["contested"]),
        holds=str(data.get("holds", "")),
        sources=data["sources"],  # type: ignore[arg-type]
    )


def _term(graph: nx.Graph[str], node: str) -> Term:
    return Term(node, str(graph.nodes[node]["label"]))

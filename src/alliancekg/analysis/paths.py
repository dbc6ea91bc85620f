"""How two things are connected: shortest paths over the graph of all things, with the ties of each hop."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

import networkx as nx

from alliancekg.model import Hop, Route, Term, Tie

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

#: How an edge is read that names no relation: of two that have things in common.
_SHARES = "shares"


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
    place = places(graph)
    return tuple(_route(graph, path, place) for path in found)


def _shortest(way: nx.Graph[str], start: str, end: str) -> Iterator[list[str]]:
    """Yield simple paths by length; those of one length in the order of their names."""
    same: list[list[str]] = []
    for path in nx.shortest_simple_paths(way, start, end):
        if same and len(path) > len(same[0]):
            yield from sorted(same)
            same = []
        same.append(path)
    yield from sorted(same)


def _route(graph: nx.Graph[str], path: list[str], place: Mapping[str, int]) -> Route:
    return Route(
        tuple(
            Hop(_term(graph, one), _term(graph, other), ties(graph, one, other, place))
            for one, other in pairwise(path)
        )
    )


def places(graph: nx.Graph[str]) -> dict[str, int]:
    """Return the place of each node of a projection, as ``ties`` asks for them."""
    return {node: at for at, node in enumerate(graph)}


def ties(graph: nx.Graph[str], one: str, other: str, place: Mapping[str, int]) -> tuple[Tie, ...]:
    """Return the relations between two neighbours of any projection, forward ones first.

    The words of an edge without a direction fit its reading from the node that comes first (``place``).
    """
    ways = ((one, other), (other, one)) if graph.is_directed() else ((one, other),)
    found = []
    for tail, head in ways:
        told = graph.get_edge_data(tail, head) or {}
        forward = tail == one if graph.is_directed() else place[one] <= place[other]
        edges = told.values() if graph.is_multigraph() else [told] * bool(told)
        found += [_tie(data, forward=forward) for data in edges]
    return tuple(sorted(found, key=lambda tie: (not tie.forward, tie.relation, tie.date)))


def _tie(data: Mapping[str, object], *, forward: bool) -> Tie:
    return Tie(
        relation=str(data.get("relation", _SHARES)),
        kind=str(data.get("property", "")),
        forward=forward or "relation" not in data,  # what two things share reads alike from either end
        date=str(data.get("date", "")),
        derived=str(data.get("derived", "")),
        contested=bool(data.get("contested", False)),
        holds=str(data.get("holds", "")),
        sources=data.get("sources", ()),  # type: ignore[arg-type]
    )


def _term(graph: nx.Graph[str], node: str) -> Term:
    return Term(node, str(graph.nodes[node]["label"]))

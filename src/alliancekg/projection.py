"""Project relations onto plain networkx graphs.

The dataset says who reported what, and where. A projection drops structure on purpose so that graph
algorithms can run, and keeps the evidence on every edge. Projections are pure: rows in, graph out; they never
query a store.
"""

from __future__ import annotations

from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliancekg.model import Entity, Relation

    #: The first and the last day on which something can have happened or held, ISO; "" where open.
    Span = tuple[str, str]

#: The projections that ``project`` offers.
VIEWS = ("entities", "states", "actors-agreements")
_STATE_PARTY = "akg:stateParty"
_UNDATED: Mapping[str, Span] = MappingProxyType({})


def entities(
    nodes: Iterable[Entity], edges: Iterable[Relation], spans: Mapping[str, Span] = _UNDATED
) -> nx.MultiDiGraph[str]:
    """Return the typed multigraph of all things: it drops nothing but literals, concepts and amounts.

    Nodes are CURIEs with ``label``, ``kind`` (label of the class), ``class`` (its CURIE), ``aliases`` and
    ``sources`` (citations). Edges are keyed by the CURIE of what carries them (or "subject property object"),
    read "tail is relation of head", and carry ``relation``, ``property``, ``date`` (as stated), ``derived``,
    ``contested`` and ``sources``. ``start`` and ``end`` of both are the first and the last day (ISO) that
    ``spans`` give, by CURIE: of the node itself, and of what dates the edge; "" where open. Parallel ties
    survive. An edge to something that is not among ``nodes`` is left out.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entities")
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, **_about(node, spans))
    for row in edges:
        if row.subject.id in graph and row.object.id in graph:
            graph.add_edge(row.subject.id, row.object.id, key=row.id, **_evidence(row, spans))
    return graph


def states(
    nodes: Iterable[Entity], shared: Iterable[Relation], spans: Mapping[str, Span] = _UNDATED
) -> nx.Graph[str]:
    """Return states, linked where they share agreements or programs.

    ``shared`` are ties of a state to an agreement or program, one or more for each. An undirected edge joins
    two states; ``weight`` counts the things they share (1 or more), ``agreements`` and ``programs`` list them
    (CURIEs, sorted), ``sources`` hold the citations of both ties to each, and ``derived``, ``contested`` and
    ``unsourced`` what is true of any of them. A state without a partner stays, alone. Nodes are as in
    ``entities``; what two states share has no dates of its own here.
    """
    graph: nx.Graph[str] = nx.Graph(name="states")
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, **_about(node, spans))
    for thing, ties in sorted(_by_object(shared).items()):
        by_state: dict[str, list[Relation]] = {}
        for tie in ties:
            by_state.setdefault(tie.subject.id, []).append(tie)
        for one, other in combinations(sorted(by_state), 2):
            if one in graph and other in graph:
                _share(graph, one, other, thing, [*by_state[one], *by_state[other]])
    return graph


def actors_agreements(
    actors: Iterable[Entity],
    agreements: Iterable[Entity],
    parties: Iterable[Relation],
    spans: Mapping[str, Span] = _UNDATED,
) -> nx.Graph[str]:
    """Return the two-mode graph of actors (``mode`` 0) and agreements (``mode`` 1).

    An edge joins an actor to an agreement that it is party to. The actor is the side as the text names
    it, state or body; actors that are party to nothing are left out. Edges carry the same dates and
    evidence as in ``entities``.
    """
    graph: nx.Graph[str] = nx.Graph(name="actors-agreements")
    known = {node.id: node for node in actors}
    texts = {node.id: node for node in agreements}
    ties = [row for row in parties if row.subject.id in known and row.object.id in texts]
    for actor in sorted({row.subject.id for row in ties}):  # actors first: an edge then reads from its actor
        graph.add_node(actor, mode=0, **_about(known[actor], spans))
    for text in sorted(texts):
        graph.add_node(text, mode=1, **_about(texts[text], spans))
    for row in sorted(ties, key=lambda row: (row.subject.id, row.object.id, row.id)):
        graph.add_edge(row.subject.id, row.object.id, key=row.id, **_evidence(row, spans))
    return graph


def _share(graph: nx.Graph[str], one: str, other: str, thing: str, ties: list[Relation]) -> None:
    """Add one shared thing to the tie of two states; ``ties`` are those of both states to it."""
    found = graph.get_edge_data(one, other, {})
    kind = "agreements" if ties[0].property == _STATE_PARTY else "programs"
    lists = {name: found.get(name, ()) for name in ("agreements", "programs")}
    lists[kind] = tuple(sorted({*lists[kind], thing}))
    rules = {*found.get("derived", "").split(", "), *(tie.derived for tie in ties)} - {""}
    graph.add_edge(
        one,
        other,
        weight=len(lists["agreements"]) + len(lists["programs"]),
        derived=", ".join(sorted(rules)),
        contested=found.get("contested", False) or any(tie.contested for tie in ties),
        unsourced=found.get("unsourced", False) or any(tie.unsourced for tie in ties),
        sources=tuple(sorted({*found.get("sources", ()), *(one for tie in ties for one in tie.sources)})),
        **lists,
    )


def _by_object(rows: Iterable[Relation]) -> Mapping[str, list[Relation]]:
    found: dict[str, list[Relation]] = {}
    for row in rows:
        found.setdefault(row.object.id, []).append(row)
    return found


def _about(node: Entity, spans: Mapping[str, Span]) -> dict[str, object]:
    start, end = spans.get(node.id, ("", ""))
    return {
        "label": node.label,
        "kind": node.kind,
        "class": node.class_id,
        "aliases": node.aliases,
        "start": start,
        "end": end,
        "sources": node.sources,
        **_timing(node),
    }


def _evidence(row: Relation, spans: Mapping[str, Span]) -> dict[str, object]:
    start, end = _span(row, spans)
    return {
        "relation": row.relation,
        "property": row.property,
        "date": row.date,
        "start": start,
        "end": end,
        "derived": row.derived,
        "contested": row.contested,
        "unsourced": row.unsourced,
        "sources": row.sources,
        **_timing(row),
    }


def _timing(row: Entity | Relation) -> dict[str, object]:
    """Return how a node or edge stands on the day asked about; nothing when no day was."""
    return {"holds": row.timing.holds, "stage": row.timing.stage} if row.timing.holds else {}


def _span(row: Relation, spans: Mapping[str, Span]) -> Span:
    """Return the days of a dated relation: those of what carries it, or of the event that a statement tells.

    A relation without a stated date has none, although its carrier may be bounded by who confirms it.
    """
    if not row.date:
        return "", ""
    carrier = row.id.partition(" ")[0]  # of a plain statement, "subject property object": its subject
    return spans.get(carrier, ("", ""))

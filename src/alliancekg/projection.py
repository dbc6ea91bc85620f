"""Project relations onto plain networkx graphs.

The dataset says who reported what, and where. A projection drops structure on purpose so that graph
algorithms can run, and keeps the evidence on every edge. Projections are pure: rows in, graph out; they never
query a store.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliancekg.model import Citation, Entity, Relation

#: The projections that ``project`` offers.
VIEWS = ("entities", "states", "actors-agreements")


def entities(nodes: Iterable[Entity], edges: Iterable[Relation]) -> nx.MultiDiGraph[str]:
    """Return the typed multigraph of all things: it drops nothing but literals, concepts and amounts.

    Nodes are CURIEs with ``label``, ``kind`` (label of the class), ``class`` (its CURIE) and ``aliases``.
    Edges are keyed by the CURIE of what carries them (or "subject property object"), read "tail is relation
    of head", and carry ``relation``, ``property``, ``date`` (as stated), ``derived``, ``contested`` and
    ``sources`` (citations). Parallel ties survive. An edge to something that is not among ``nodes`` is left
    out.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="entities")
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, **_about(node))
    for row in edges:
        if row.subject.id in graph and row.object.id in graph:
            graph.add_edge(row.subject.id, row.object.id, key=row.id, **_evidence(row))
    return graph


def states(nodes: Iterable[Entity], shared: Iterable[Relation]) -> nx.Graph[str]:
    """Return states, linked where they share agreements or programs.

    ``shared`` are ties of a state to an agreement or program, one or more for each. An undirected edge joins
    two states; ``weight`` counts the things they share (1 or more), ``agreements`` and ``programs`` list them
    (CURIEs, sorted) and ``sources`` hold the citations of both ties to each. A state without a partner stays,
    alone.
    """
    graph: nx.Graph[str] = nx.Graph(name="states")
    for node in sorted(nodes, key=lambda node: node.id):
        graph.add_node(node.id, **_about(node))
    for thing, ties in sorted(_by_object(shared).items()):
        kind = "agreements" if ties[0].property.endswith("stateParty") else "programs"
        by_state: dict[str, set[Citation]] = {}
        for tie in ties:
            by_state.setdefault(tie.subject.id, set()).update(tie.sources)
        for one, other in combinations(sorted(by_state), 2):
            if one in graph and other in graph:
                _share(graph, one, other, kind, thing, by_state[one] | by_state[other])
    return graph


def actors_agreements(
    actors: Iterable[Entity], agreements: Iterable[Entity], parties: Iterable[Relation]
) -> nx.Graph[str]:
    """Return the two-mode graph of actors (``mode`` 0) and agreements (``mode`` 1).

    An edge joins an actor to an agreement that it is party to. The actor is the side as the text names
    it, state or body; actors that are party to nothing are left out. Edges carry the same evidence as in
    ``entities``.
    """
    graph: nx.Graph[str] = nx.Graph(name="actors-agreements")
    known = {node.id: node for node in actors}
    texts = {node.id: node for node in agreements}
    ties = [row for row in parties if row.subject.id in known and row.object.id in texts]
    for actor in sorted({row.subject.id for row in ties}):  # actors first: an edge then reads from its actor
        graph.add_node(actor, mode=0, **_about(known[actor]))
    for text in sorted(texts):
        graph.add_node(text, mode=1, **_about(texts[text]))
    for row in sorted(ties, key=lambda row: (row.subject.id, row.object.id, row.id)):
        graph.add_edge(row.subject.id, row.object.id, key=row.id, **_evidence(row))
    return graph


def _share(  # noqa: PLR0913, PLR0917 - a tie has two ends
    graph: nx.Graph[str], one: str, other: str, kind: str, thing: str, sources: set[Citation]
) -> None:
    """Add one shared thing to the tie of two states."""
    found = graph.get_edge_data(one, other, {"agreements": (), "programs": (), "sources": ()})
    lists = {name: found[name] for name in ("agreements", "programs")}
    lists[kind] = tuple(sorted({*lists[kind], thing}))
    graph.add_edge(
        one,
        other,
        weight=len(lists["agreements"]) + len(lists["programs"]),
        sources=tuple(sorted({*found["sources"], *sources})),
        **lists,
    )


def _by_object(rows: Iterable[Relation]) -> Mapping[str, list[Relation]]:
    found: dict[str, list[Relation]] = {}
    for row in rows:
        found.setdefault(row.object.id, []).append(row)
    return found


def _about(node: Entity) -> dict[str, object]:
    return {"label": node.label, "kind": node.kind, "class": node.class_id, "aliases": node.aliases}


def _evidence(row: Relation) -> dict[str, object]:
    return {
        "relation": row.relation,
        "property": row.property,
        "date": row.date,
        "derived": row.derived,
        "contested": row.contested,
        "sources": row.sources,
    }

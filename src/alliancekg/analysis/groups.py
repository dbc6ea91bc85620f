"""How a projection hangs together: communities, components, the ties that hold it, and who stands alike.

Source:
    Traag, Waltman and van Eck (2019), Sci. Rep. 9, for communities; Tarjan (1974), Inf. Process. Lett. 2(6),
    for bridges; Lorrain and White (1971), J. Math. Sociol. 1(1), for structural equivalence, here by the
    index of Jaccard (1912).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from alliancekg.analysis import measures
from alliancekg.analysis.paths import places, ties
from alliancekg.model import Bridge, Term, Twins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    import igraph
    import networkx as nx

    from alliancekg.model import Citation

_SILENT = "A tie that no source tells of is missing: with it, the picture may be another."
BRIDGES_CAVEAT = f"All ties of two things go together, whatever they bind to. {_SILENT}"
TWINS_CAVEAT = f"Alike are partners alone, not what the ties are or weigh. {_SILENT}"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to group nodes: what a group is, what it does not tell, and the places of each group's nodes."""

    tells: str
    caveat: str
    places: Callable[[igraph.Graph, int], Iterable[list[int]]]


def _leiden(graph: igraph.Graph, seed: int) -> Iterable[list[int]]:
    """Return the clusters of Leiden over modularity, weights counted, after igraph's usual two rounds."""
    measures.seed(seed)
    return graph.community_leiden(  # type: ignore[no-any-return]
        objective_function="modularity", weights="weight", n_iterations=2
    )


def _components(graph: igraph.Graph, seed: int) -> Iterable[list[int]]:  # noqa: ARG001 - nothing is left to chance
    return graph.connected_components()  # type: ignore[no-any-return]


#: The ways to group, by name.
GROUPINGS: Mapping[str, Grouping] = {
    "components": Grouping(
        "things between which some way leads, whatever its direction", _SILENT, _components
    ),
    "leiden": Grouping(
        "things tied more among each other than chance would tie them (modularity)",
        f"Groups are a way to look, no statement of a source; near ones may fall otherwise. {_SILENT}",
        _leiden,
    ),
}


def groups(graph: nx.Graph[str], by: str = "leiden", *, seed: int = 7) -> tuple[tuple[Term, ...], ...]:
    """Return the nodes of a projection in groups, largest first, then by label.

    The seed makes two runs equal; other seeds may give other communities.

    Raises:
        KeyError: When there is no such way to group.
    """
    nodes = sorted(graph)
    if not nodes:
        return ()
    terms = [_term(graph, node) for node in nodes]
    found = [
        tuple(sorted((terms[at] for at in places), key=_by_label))
        for places in GROUPINGS[by].places(measures.simple(graph), seed)
    ]
    return tuple(sorted(found, key=lambda group: (-len(group), _by_label(group[0]))))


def bridges(graph: nx.Graph[str]) -> tuple[Bridge, ...]:
    """Return the neighbours whose ties, taken together, part the network if they go; most cut off first.

    ``one`` is the end on the larger side.
    """
    whole, nodes, place = measures.simple(graph), sorted(graph), places(graph)
    held = {(min(ends), max(ends)) for ends in (whole.es[edge].tuple for edge in whole.bridges())}
    found = []
    for piece in whole.connected_components():
        order, parent, under = _tree(whole, piece[0])
        for at in order[1:]:
            if (min(at, parent[at]), max(at, parent[at])) in held:
                size = under[at]
                near, far = (parent[at], at) if size * 2 <= len(piece) else (at, parent[at])
                one, other = nodes[near], nodes[far]
                cut_off = min(size, len(piece) - size)
                told = ties(graph, one, other, place)
                found.append(Bridge(_term(graph, one), _term(graph, other), cut_off, told))
    return tuple(sorted(found, key=lambda row: (-row.cut_off, _by_label(row.one), _by_label(row.other))))


def _tree(graph: igraph.Graph, root: int) -> tuple[list[int], list[int], Counter[int]]:
    """Return a component as a tree: its nodes from the root, their parents, how many hang under each.

    Every bridge is an edge of every such tree, so what hangs under its lower end is one of its sides.
    """
    order, _, parent = graph.bfs(root)
    under: Counter[int] = Counter()
    for at in reversed(order):
        under[at] += 1
        if at != root:
            under[parent[at]] += under[at]
    return order, parent, under


def twins(graph: nx.Graph[str]) -> tuple[Twins, ...]:
    """Return the pairs of nodes that share partners, most alike first: exact twins have a likeness of 1."""
    near = {node: sorted(set(graph.to_undirected(as_view=True).adj[node]) - {node}) for node in sorted(graph)}
    counted = Counter(pair for partners in near.values() for pair in combinations(partners, 2))
    place = places(graph)
    rows = [_pair(graph, near, place, *pair) for pair in counted]
    return tuple(sorted(rows, key=lambda row: (-row.likeness, -len(row.shared), *map(_by_label, _ends(row)))))


def _pair(
    graph: nx.Graph[str], near: Mapping[str, list[str]], place: Mapping[str, int], one: str, other: str
) -> Twins:
    """Return how alike two nodes are; they share a partner."""
    ends = {one, other}
    either = {*near[one], *near[other]} - ends
    shared = sorted(set(near[one]) & set(near[other]))
    cited: set[Citation] = set()
    for partner in shared:
        for end in (one, other):
            cited.update(source for tie in ties(graph, end, partner, place) for source in tie.sources)
    partners = tuple(sorted((_term(graph, node) for node in shared), key=_by_label))
    likeness = len(shared) / len(either)
    return Twins(_term(graph, one), _term(graph, other), likeness, partners, tuple(sorted(cited)))


def _ends(row: Twins) -> tuple[Term, Term]:
    return row.one, row.other


def _term(graph: nx.Graph[str], node: str) -> Term:
    return Term(node, str(graph.nodes[node]["label"]))


def _by_label(term: Term) -> tuple[str, str]:
    return term.label, term.id

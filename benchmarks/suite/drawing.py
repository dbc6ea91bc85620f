"""W8: the page, from a networkx graph to HTML text; layout apart, for pyvis leaves it to the browser."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import networkx as nx

from alliancekg.explore import page_data, render
from alliancekg.model import Coverage
from suite.race import FLOOR, NAIVE, OURS, Aim, Heat, Way, race

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suite.ground import Ground

    #: The names of the nodes, and the two ends of each edge.
    Drawn = tuple[list[str], list[tuple[str, str]]]

#: Our commands draw 1,000 things at most; what makes the page is raced beyond that.
SIZES = (500, 5_000)
_TIES_A_NODE, _SEED = 3, 7
#: Where the nodes and the edges stand in a page of ours, and in one of pyvis.
_OURS = tuple(
    rf'<script type="application/json" id="graph-{name}">(.*?)</script>' for name in ("nodes", "edges")
)
_PYVIS = tuple(rf"\b{name} = new vis\.DataSet\((\[.*?\])\);" for name in ("nodes", "edges"))


def draw(ground: Ground) -> Iterator[Heat]:
    """Race the writing of a page of as many nodes as the ground has; compared is what stands in the text."""
    nodes = ground.size
    graph = _made_up(nodes)
    data = page_data(graph, {}, Coverage(0, "", "", ()))

    def by_pyvis() -> str:
        from pyvis.network import Network

        network = Network(directed=True, cdn_resources="remote")
        network.from_nx(nx.MultiDiGraph(graph))
        return str(network.generate_html())

    ways = [
        Way(OURS, lambda: render(data), partial(_in_page, _OURS)),
        Way(FLOOR, lambda: json.dumps(data, ensure_ascii=False), _in_json),
        Way(NAIVE, by_pyvis, partial(_in_page, _PYVIS)),
    ]
    seconds = race("page", ways, ground.rounds)
    yield Heat(
        "W8",
        "a page of so many nodes",
        nodes,
        seconds,
        (Aim(FLOOR, 3, since=1_000), Aim(NAIVE, 1, faster=True)),
    )


def _made_up(nodes: int) -> nx.MultiDiGraph[str]:
    drawn = nx.barabasi_albert_graph(nodes, _TIES_A_NODE, seed=_SEED)
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in drawn:
        attributes = {"label": f"Thing {node}", "kind": "system", "class": "akg:System", "aliases": ()}
        found.add_node(f"akd:system_y{node}", **attributes)
    for tie, (one, other) in enumerate(drawn.edges()):
        ends = f"akd:system_y{one}", f"akd:system_y{other}"
        found.add_edge(*ends, key=f"akd:tie_{tie}", relation="part of", sources=())
    return found


def _in_page(patterns: tuple[str, ...], text: str) -> Drawn:
    found = (re.search(pattern, text, re.DOTALL) for pattern in patterns)
    return _drawn(*(json.loads(one[1]) if one else [] for one in found))


def _in_json(text: str) -> Drawn:
    found = json.loads(text)
    return _drawn(found["nodes"], found["edges"])


def _drawn(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> Drawn:
    return sorted(str(node["id"]) for node in nodes), sorted(
        (str(edge["from"]), str(edge["to"])) for edge in edges
    )

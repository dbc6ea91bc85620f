"""Projections as GraphML, node-link JSON and rows of edges, with the evidence on every edge.

Attributes that GraphML cannot hold are written as text: lists joined by " | ", citations as JSON. Control
characters that XML forbids are replaced by U+FFFD.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import networkx as nx

from alliancekg.model import Citation

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: The columns of the edge rows; ``weight`` is empty where the view has none, ``shared`` lists what weighs.
EDGE_COLUMNS = (
    "source",
    "source_label",
    "relation",
    "target",
    "target_label",
    "date",
    "derived",
    "contested",
    "weight",
    "shared",
)


def graphml(graph: nx.Graph[str]) -> str:
    """Return a projection as GraphML 1.0.

    It reads back in networkx with the same nodes, edges and attributes.
    """
    flat = graph.__class__(name=graph.name)
    flat.add_nodes_from((node, _flat(data)) for node, data in graph.nodes(data=True))
    if isinstance(graph, nx.MultiGraph):
        for tail, head, key, data in graph.edges(keys=True, data=True):
            flat.add_edge(tail, head, key=key, **_flat(data))
    else:
        flat.add_edges_from((u, v, _flat(data)) for u, v, data in graph.edges(data=True))
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def node_link(graph: nx.Graph[str]) -> str:
    """Return a projection as node-link JSON, as ``networkx.node_link_graph(..., edges="edges")`` reads it."""
    data = nx.node_link_data(graph, edges="edges")
    return json.dumps(data, default=_plain, ensure_ascii=False, indent=1) + "\n"


def edge_rows(graph: nx.Graph[str]) -> list[tuple[tuple[str, ...], tuple[Citation, ...]]]:
    """Return one row an edge, in the order of ``EDGE_COLUMNS``, with its citations beside."""
    rows = []
    for tail, head, data in graph.edges(data=True):
        shared = (*data.get("agreements", ()), *data.get("programs", ()))
        cells = (
            tail,
            str(graph.nodes[tail].get("label", "")),
            str(data.get("relation", "shares")),
            head,
            str(graph.nodes[head].get("label", "")),
            str(data.get("date", "")),
            str(data.get("derived", "")),
            "true" if data.get("contested") else "",
            str(data.get("weight", "")),
            " ".join(shared),
        )
        rows.append((cells, data["sources"]))
    return sorted(rows)


def _flat(data: Mapping[str, object]) -> dict[str, object]:
    return {name: _scalar(value) for name, value in data.items()}


def _scalar(value: object) -> object:
    """Return a value as GraphML holds it."""
    if isinstance(value, tuple):
        if any(isinstance(one, Citation) for one in value):
            return _clean(json.dumps([_plain(one) for one in value], ensure_ascii=False))
        return _clean(" | ".join(map(str, value)))
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)


def _plain(value: object) -> object:
    if isinstance(value, Citation):
        return asdict(value)
    message = f"{type(value).__name__} is not written to JSON"
    raise TypeError(message)

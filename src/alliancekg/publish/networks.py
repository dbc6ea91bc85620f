"""Projections as GraphML, GEXF, node-link JSON and rows, with the evidence on every node and edge.

Attributes that XML cannot hold are written as text: lists joined by " | ", citations as JSON. Control
characters that XML forbids are replaced by U+FFFD.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

import networkx as nx

from alliancekg.model import Citation
from alliancekg.plain import in_xml, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LIST = " | "
_META = "<meta>\n    <creator>alliancekg</creator>\n  </meta>"

#: What joins two states, where a view names no relation.
SHARES = "shares"
#: The columns of the edge rows; ``weight`` is empty where the view has none, ``shared`` lists what weighs.
EDGE_COLUMNS = (
    "source",
    "source_label",
    "relation",
    "target",
    "target_label",
    "date",
    "start",
    "end",
    "derived",
    "contested",
    "weight",
    "shared",
)
#: The columns of the node rows; ``aliases`` are joined by " | ".
NODE_COLUMNS = ("id", "label", "kind", "class", "aliases", "start", "end")


def graphml(graph: nx.Graph[str]) -> str:
    """Return a projection as GraphML 1.0.

    It reads back in networkx with the same nodes, edges and attributes.
    """
    out = io.BytesIO()
    nx.write_graphml_xml(_flattened(graph), out)
    # A reader of XML takes a bare carriage return for a line end, and networkx writes it as it is.
    return out.getvalue().decode().replace("\r", "&#13;") + "\n"


def gexf(graph: nx.Graph[str]) -> str:
    """Return a projection as GEXF 1.2, dynamic where it has dates: Gephi shows them on its timeline.

    It reads back in networkx with the same nodes, edges and attributes, but for a ``start`` or ``end`` that
    is open, which is left out. An edge has its ``relation`` as its ``label`` too, and its key, which networkx
    keeps of parallel edges alone, is its ``carrier``.
    """
    flat = _flattened(graph)
    for *_, data in flat.edges(data=True):
        data["label"] = data.get("relation", SHARES)
    if isinstance(flat, nx.MultiGraph):
        keys = Counter(key for *_, key in flat.edges(keys=True))
        for tail, head, key, data in flat.edges(keys=True, data=True):
            data["carrier"] = key
            if keys[key] > 1:  # what carries several edges: programs take an edge of the same id for the same
                data["id"] = f"{key} {tail} {head}"
    else:
        for *_, data in flat.edges(data=True):
            data.update({"carrier": data.pop("key")} if "key" in data else {})
    for data in (*(data for _, data in flat.nodes(data=True)), *(data for *_, data in flat.edges(data=True))):
        for side in ("start", "end"):
            if not data.get(side):
                data.pop(side, None)
    text = "\n".join(nx.generate_gexf(flat))
    text = re.sub(r"<meta .*?</meta>", _META, text, count=1, flags=re.DOTALL)  # networkx writes today's date
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def node_link(graph: nx.Graph[str]) -> str:
    """Return a projection as node-link JSON, as ``networkx.node_link_graph(..., edges="edges")`` reads it."""
    data = nx.node_link_data(graph, edges="edges")
    return to_json(data, default=_plain, indent=1) + "\n"


def edge_rows(
    graph: nx.Graph[str], carried: Sequence[str] = ()
) -> list[tuple[tuple[str, ...], tuple[Citation, ...]]]:
    """Return one row an edge, in the order of ``EDGE_COLUMNS``, with its citations beside.

    What edges keep beyond these follows by the names ``carried``.
    """
    rows = []
    for tail, head, data in graph.edges(data=True):
        lists = [value for name, value in data.items() if isinstance(value, tuple) and name != "sources"]
        cells = (
            tail,
            str(graph.nodes[tail].get("label", "")),
            str(data.get("relation", SHARES)),
            head,
            str(graph.nodes[head].get("label", "")),
            str(data.get("date", "")),
            str(data.get("start", "")),
            str(data.get("end", "")),
            str(data.get("derived", "")),
            "true" if data.get("contested") else "",
            str(data.get("weight", "")),
            " ".join(thing for things in lists for thing in things),
            *(str(data.get(name, "")) for name in carried),
        )
        rows.append((cells, data["sources"]))
    return sorted(rows)


def node_rows(
    graph: nx.Graph[str], carried: Sequence[str] = ()
) -> list[tuple[tuple[str, ...], tuple[Citation, ...]]]:
    """Return one row a node, in the order of ``NODE_COLUMNS`` and ``carried``, with its citations beside."""
    rows = []
    for node, data in graph.nodes(data=True):
        told = {**data, "id": node, "aliases": _LIST.join(data.get("aliases", ()))}
        cells = tuple(str(told.get(column, "")) for column in (*NODE_COLUMNS, *carried))
        rows.append((cells, data.get("sources", ())))
    return sorted(rows)


def _flattened(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return a copy whose attributes are what XML can hold."""
    flat = graph.__class__(name=graph.name)
    flat.add_nodes_from((node, _flat(data)) for node, data in graph.nodes(data=True))
    if isinstance(graph, nx.MultiGraph):
        for tail, head, key, data in graph.edges(keys=True, data=True):
            flat.add_edge(tail, head, key=key, **_flat(data))
    else:
        flat.add_edges_from((u, v, _flat(data)) for u, v, data in graph.edges(data=True))
    return flat


def _flat(data: Mapping[str, object]) -> dict[str, object]:
    return {name: _scalar(value) for name, value in data.items()}


def _scalar(value: object) -> object:
    """Return a value as XML holds it."""
    if isinstance(value, tuple):
        if any(isinstance(one, Citation) for one in value):
            return in_xml(to_json([_plain(one) for one in value]))
        return in_xml(_LIST.join(map(str, value)))
    return in_xml(value) if isinstance(value, str) else value


def _plain(value: object) -> object:
    if isinstance(value, Citation):
        return asdict(value)
    message = f"{type(value).__name__} is not written to JSON"
    raise TypeError(message)

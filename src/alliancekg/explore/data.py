"""What the page knows: plain data that JSON can hold, gathered from rows.

Each citation, source and relation is stored once and referred to by its place in a list. Relations stand in
the order in which they are read: by date as stated, those without one last.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from alliancekg.explore.groups import by_alliance, by_class, framed
from alliancekg.explore.labels import short, wrap
from alliancekg.explore.layout import Box, positions
from alliancekg.explore.records import (
    ClassData,
    CoverageData,
    DetailData,
    EdgeData,
    FrameData,
    NodeData,
    PageData,
    Pool,
    RelationData,
    TermData,
)
from alliancekg.explore.style import FONT_SIZE, SHAPE_SIZE, Style, styles_of
from alliancekg.explore.times import Lifetimes, Tables
from alliancekg.model import Coverage, Detail, Relation, Term

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PageData", "page_data"]

_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}")
_BEND = 0.22


def page_data(  # noqa: PLR0913 - what one page is made of
    projection: "nx.MultiDiGraph[str]",
    relations: Mapping[str, Iterable[Relation]],
    coverage: Coverage,
    *,
    notices: Mapping[str, Iterable[str]] | None = None,
    lifetimes: Lifetimes | None = None,
    names: Mapping[str, Mapping[str, str]] | None = None,
    start: str = "",
    title: str = "alliancekg",
    version: str = "",
    read: str = "",
) -> PageData:
    """Gather everything that the page shows.

    Args:
        projection: The ``entities`` projection. Nodes are CURIEs with ``label``, ``kind`` (the label of the
            class), ``class`` (its CURIE) and ``aliases``; edges are keyed by relation id and have
            ``relation``, ``property``, ``date``, ``derived``, ``contested`` and ``sources`` (citations).
        relations: For each node, what the panel tells of it. Nodes may be missing: they have nothing to tell.
        coverage: What the sources cover; the page names it beside its counts.
        notices: For each node, what a reader must know before its relations: that sources differ, for one.
        lifetimes: How nodes, edges and relations stood on each date.
        names: For each node, its names in other languages, by language tag. Nodes may be missing.
        start: The node that the page opens with, "" for none.
        title: The heading of the page.
        version: The version of the graph, for the footer.
        read: The day on which a source was last read, "" when unknown.

    Returns:
        The nodes with positions, the edges, the relations, the citations, and the classes in legend order.
    """
    pool, tables, held = Pool(), Tables(), lifetimes or Lifetimes()
    told = {node: tuple(relations.get(node, ())) for node in sorted(projection)}
    facts = sorted({relation for rows in told.values() for relation in rows}, key=_reading_order)
    place = {relation: index for index, relation in enumerate(facts)}
    told_at = {node: sorted({place[row] for row in rows}) for node, rows in told.items()}
    styles = styles_of(_class(attributes) for _, attributes in projection.nodes(data=True))
    nodes = _nodes(projection, styles, told_at, notices or {})
    edges = _edges(projection, facts, pool)
    rows = [_relation(relation, pool) for relation in facts]
    for node in nodes:
        others = (names or {}).get(node["id"], {})
        if others:
            node["names"] = {tag: {"label": wrap(name), "name": name} for tag, name in sorted(others.items())}
        node["held"] = tables.drawn(held.nodes.get(node["id"]))
    for edge in edges:
        edge["held"] = tables.drawn(held.edges.get((edge["from"], edge["to"], edge["key"])))
    for row, relation in zip(rows, facts, strict=True):
        row["held"] = tables.place(held.relations.get(relation))
    return {
        "title": title,
        "version": version,
        "read": read,
        "quotes": 0,
        "left_out": 0,
        "as_of": coverage.as_of,
        "start": start,
        "coverage": _coverage(coverage),
        "times": tables.data(coverage.end),
        "groupings": _groupings(nodes, _classes(projection, styles), edges),
        "classes": _classes(projection, styles),
        "nodes": nodes,
        "edges": edges,
        "relations": rows,
        "citations": pool.citations,
        "sources": pool.sources,
    }


def quote(data: PageData, sentences: Mapping[str, str]) -> None:
    """Put the words of passages, by CURIE, beside their citations: such a page is not to be passed on."""
    for citation in data["citations"]:
        if citation["passage"] in sentences:
            citation["sentence"] = sentences[citation["passage"]]
            data["quotes"] += 1


def _class(attributes: Mapping[str, object]) -> str:
    return str(attributes.get("class", ""))


def _reading_order(relation: Relation) -> tuple[bool, str, str, str, str, str, str]:
    """Order by the first date in the text as stated, undated last; then by all the rest, for one order."""
    found = _DATE.search(relation.date)
    date = found[0] if found else ""
    ends = relation.subject.label, relation.object.label
    return not found, date, relation.relation, *ends, relation.id, repr(relation)


def _classes(projection: "nx.MultiDiGraph[str]", styles: Mapping[str, Style]) -> list[ClassData]:
    things = [attributes for _, attributes in projection.nodes(data=True)]
    counts = Counter(map(_class, things))
    kinds = {_class(attributes): str(attributes.get("kind", "")) for attributes in things}
    return [
        {
            "id": name,
            "kind": kinds[name] or name or "no class",
            "family": style.family,
            "colour": style.colour,
            "shape": style.shape,
            "rank": style.rank,
            "size": SHAPE_SIZE[style.rank],
            "font_size": FONT_SIZE[style.rank],
            "count": counts[name],
        }
        for name, style in styles.items()
    ]


def _groupings(
    nodes: Sequence[NodeData], classes: Sequence[ClassData], edges: Sequence[EdgeData]
) -> dict[str, list[FrameData]]:
    names = {node["id"]: node["name"] for node in nodes}
    looks = {one["id"]: one for one in classes}
    kinds = {node["id"]: node["class"] for node in nodes}
    ranks = {node: looks[kind]["rank"] for node, kind in kinds.items()}
    boxes = {
        node["id"]: Box.around(node["label"], look["font_size"], look["size"])
        for node in nodes
        for look in [looks[node["class"]]]
    }
    links = [(edge["from"], edge["to"]) for edge in edges]
    return {
        "class": framed(by_class([(one["id"], one["kind"]) for one in classes], names, kinds), boxes),
        "alliance": framed(by_alliance(ranks, names, links), boxes),
    }


def _nodes(
    projection: "nx.MultiDiGraph[str]",
    styles: Mapping[str, Style],
    told: Mapping[str, list[int]],
    notices: Mapping[str, Iterable[str]],
) -> list[NodeData]:
    names = {node: str(projection.nodes[node].get("label") or node) for node in sorted(projection)}
    ranks = {node: styles[_class(projection.nodes[node])].rank for node in names}
    labels = {node: wrap(name) for node, name in names.items()}
    boxes = {
        node: Box.around("" if rank == "minor" else labels[node], FONT_SIZE[rank], SHAPE_SIZE[rank])
        for node, rank in ranks.items()
    }
    places = positions(boxes, projection.edges())
    return [
        {
            "id": node,
            "label": labels[node],
            "short": short(name, map(str, projection.nodes[node].get("aliases", ()))),
            "name": name,
            "aliases": [str(alias) for alias in projection.nodes[node].get("aliases", ())],
            "class": _class(projection.nodes[node]),
            "x": places[node][0],
            "y": places[node][1],
            "relations": told[node],
            "notices": list(notices.get(node, ())),
            "held": 0,
        }
        for node, name in names.items()
    ]


def _edges(projection: "nx.MultiDiGraph[str]", facts: Iterable[Relation], pool: Pool) -> list[EdgeData]:
    rows = sorted(projection.edges(keys=True, data=True), key=lambda row: row[:3])
    parallel = Counter(frozenset(row[:2]) for row in rows)
    drawn: Counter[frozenset[str]] = Counter()
    known = {(fact.id, fact.subject.id, fact.object.id): index for index, fact in enumerate(facts)}
    edges: list[EdgeData] = []
    for index, (tail, head, key, attributes) in enumerate(rows):
        pair = frozenset((tail, head))
        offset = drawn[pair] - (parallel[pair] - 1) / 2
        drawn[pair] += 1
        edges.append(
            {
                "id": f"e{index}",
                "from": tail,
                "to": head,
                "key": str(key),
                "relation": str(attributes.get("relation", "")),
                "date": str(attributes.get("date", "")),
                "derived": str(attributes.get("derived", "")),
                "contested": bool(attributes.get("contested", False)),
                "sources": pool.places(attributes.get("sources", ())),
                "bend": round(offset * _BEND * (1 if tail <= head else -1), 3),
                "fact": known.get((key, tail, head), known.get((key, head, tail), -1)),
                "held": 0,
            }
        )
    return edges


def _relation(relation: Relation, pool: Pool) -> RelationData:
    return {
        "id": relation.id,
        "subject": _term(relation.subject),
        "relation": relation.relation,
        "property": relation.property,
        "object": _term(relation.object),
        "date": relation.date,
        "details": [_detail(detail) for detail in relation.details],
        "derived": relation.derived,
        "contested": relation.contested,
        "sources": pool.places(relation.sources),
        "held": 0,
    }


def _detail(detail: Detail) -> DetailData:
    return {
        "label": detail.label,
        "property": detail.property,
        "value": _term(detail.value),
        "date": detail.date,
        "details": [_detail(inner) for inner in detail.details],
    }


def _term(term: Term) -> TermData:
    return {"id": term.id, "label": term.label or term.id}


def _coverage(coverage: Coverage) -> CoverageData:
    return {
        "text": str(coverage),
        "sources": coverage.sources,
        "start": coverage.start,
        "end": coverage.end,
        "subjects": [_term(subject) for subject in coverage.subjects],
    }

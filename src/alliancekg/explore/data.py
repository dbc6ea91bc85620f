"""What the page knows: plain data that JSON can hold, gathered from rows.

Each citation, source and relation is stored once and referred to by its place in a list. Relations stand in
the order in which they are read: by date as stated, those without one last.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from alliancekg.explore.labels import wrap
from alliancekg.explore.layout import Box, positions
from alliancekg.explore.records import (
    ClassData,
    CoverageData,
    DetailData,
    EdgeData,
    NodeData,
    PageData,
    Pool,
    RelationData,
    TermData,
)
from alliancekg.explore.style import FONT_SIZE, SHAPE_SIZE, Style, styles_of
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
    title: str = "alliancekg",
    version: str = "",
) -> PageData:
    """Gather everything that the page shows.

    Args:
        projection: The ``entities`` projection. Nodes are CURIEs with ``label``, ``kind`` (the label of the
            class), ``class`` (its CURIE) and ``aliases``; edges are keyed by relation id and have
            ``relation``, ``property``, ``date``, ``derived``, ``contested`` and ``sources`` (citations).
        relations: For each node, what the panel tells of it. Nodes may be missing: they have nothing to tell.
        coverage: What the sources cover; the page names it beside its counts.
        notices: For each node, what a reader must know before its relations: that sources differ, for one.
        title: The heading of the page.
        version: The version of the graph, for the footer.

    Returns:
        The nodes with positions, the edges, the relations, the citations, and the classes in legend order.
    """
    pool = Pool()
    told = {node: tuple(relations.get(node, ())) for node in sorted(projection)}
    facts = sorted({relation for rows in told.values() for relation in rows}, key=_reading_order)
    place = {relation: index for index, relation in enumerate(facts)}
    told_at = {node: sorted({place[row] for row in rows}) for node, rows in told.items()}
    styles = styles_of(_class(attributes) for _, attributes in projection.nodes(data=True))
    return {
        "title": title,
        "version": version,
        "coverage": _coverage(coverage),
        "classes": _classes(projection, styles),
        "nodes": _nodes(projection, styles, told_at, notices or {}),
        "edges": _edges(projection, facts, pool),
        "relations": [_relation(relation, pool) for relation in facts],
        "citations": pool.citations,
        "sources": pool.sources,
    }


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
            "count": counts[name],
        }
        for name, style in styles.items()
    ]


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
            "name": name,
            "aliases": [str(alias) for alias in projection.nodes[node].get("aliases", ())],
            "kind": str(projection.nodes[node].get("kind", "")),
            "class": _class(projection.nodes[node]),
            "rank": ranks[node],
            "shape": styles[_class(projection.nodes[node])].shape,
            "size": SHAPE_SIZE[ranks[node]],
            "font_size": FONT_SIZE[ranks[node]],
            "x": places[node][0],
            "y": places[node][1],
            "relations": told[node],
            "notices": list(notices.get(node, ())),
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
                "property": str(attributes.get("property", "")),
                "date": str(attributes.get("date", "")),
                "derived": str(attributes.get("derived", "")),
                "contested": bool(attributes.get("contested", False)),
                "sources": pool.places(attributes.get("sources", ())),
                "bend": round(offset * _BEND * (1 if tail <= head else -1), 3),
                "fact": known.get((key, tail, head), known.get((key, head, tail), -1)),
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

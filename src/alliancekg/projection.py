"""Draw a recipe: links onto a plain networkx graph, with the evidence on every edge.

The dataset says who reported what, and where. A projection drops structure on purpose so that graph
algorithms can run, and keeps the evidence on every edge. Projections are pure: rows in, graph out; they never
query a store.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

import networkx as nx

from alliancekg.model import together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from alliancekg.model import Entity, Relation
    from alliancekg.model.links import Link
    from alliancekg.recipes import Recipe

    #: The first and the last day on which something can have happened or held, ISO; "" where open.
    Span = tuple[str, str]

_UNDATED: Mapping[str, Span] = MappingProxyType({})
_LIST, _BESIDE = " | ", "; "
#: How ties can stand on a day, surest first: an edge that tells of several stands as the surest of them.
_SUREST = ("yes", "possibly", "unknown", "no", "")


def project(
    recipe: Recipe,
    groups: Iterable[Iterable[Entity]],
    links: Iterable[Link],
    spans: Mapping[str, Span] = _UNDATED,
    *,
    standing: str = "",
) -> nx.Graph[str]:
    """Return the network that a recipe declares.

    Nodes are CURIEs with ``label``, ``kind`` (label of the class), ``class`` (its CURIE), ``aliases`` and
    ``sources`` (citations), in a network of several modes also ``mode``. Edges are keyed by the CURIE of
    what carries them (or "subject property object"), read "tail is relation of head", and carry
    ``relation``, ``property``, ``date`` (as stated), ``derived``, ``contested``, ``unsourced``, ``sources``
    and what the recipe names. ``start`` and ``end`` of both are the first and the last day (ISO) that
    ``spans`` give, by CURIE: of the node itself, and of what dates the edge; "" where open. An edge to
    something that is no node is left out, and in a network of several modes one within a mode.

    Where the recipe folds parallel ties, an edge tells of all of them: words and dates side by side, every
    carrier in its ``key``, its days from the first to the last. Where it counts what is shared, ``weight``
    is how many things (1 or more), the lists name them (CURIEs, sorted), ``derived``, ``contested`` and
    ``unsourced`` say what is true of any link to them, and ``sources`` stand behind all of these.

    Of a day that was asked about, nodes and edges have ``holds`` and ``stage``. What is counted has stages of
    its own, so the edge has none; it ``holds`` as the surest of what the two share, and each of these as
    the less sure of the two ties to it.

    Args:
        recipe: What is drawn, and how.
        groups: The things of each of ``recipe.nodes``, in that order; the first that has a thing counts.
        links: In any order.
        spans: The days of dated things.
        standing: Only ties that stand so on the day asked about, such as "possibly"; "" for all.
    """
    graph = _empty(recipe)
    lonely: set[str] = set()
    for nodes, things in zip(recipe.nodes, groups, strict=True):
        mode = {} if nodes.mode is None else {"mode": nodes.mode}
        for thing in sorted(things, key=lambda one: one.id):
            if thing.id not in graph:
                graph.add_node(thing.id, **mode, **_about(thing, spans))
                lonely |= set() if nodes.alone else {thing.id}
    if recipe.shared:
        _count(graph, recipe, links, standing)
    else:
        shown = (link for link in links if standing in {"", link.timing.holds})
        _draw(graph, recipe, shown, spans)
    graph.remove_nodes_from([node for node in lonely if not graph.degree(node)])
    return graph


def _empty(recipe: Recipe) -> nx.Graph[str]:
    """Return a graph of the kind that a recipe makes."""
    one_way, kept = recipe.direction != "undirected", recipe.parallel == "kept"
    kinds: dict[tuple[bool, bool], type[nx.Graph[str]]] = {
        (True, True): nx.MultiDiGraph,
        (True, False): nx.DiGraph,
        (False, True): nx.MultiGraph,
        (False, False): nx.Graph,
    }
    return kinds[one_way, kept](name=recipe.name)


def _draw(graph: nx.Graph[str], recipe: Recipe, links: Iterable[Link], spans: Mapping[str, Span]) -> None:
    """Add an edge for each link between two nodes, or for each pair where parallel ones are folded."""
    place = {node: at for at, node in enumerate(graph)}
    modes = {node: data.get("mode") for node, data in graph.nodes(data=True)}
    kept = recipe.parallel == "kept"
    found: dict[tuple[str, str, str], list[Link]] = {}
    for link in links:
        tail, head = link.row.subject.id, link.row.object.id
        if tail not in place or head not in place or (modes[tail] is not None and modes[tail] == modes[head]):
            continue
        # networkx hands an undirected edge back from its earlier node: the words are to fit that reading
        if recipe.direction == "reversed" or (recipe.direction == "undirected" and place[tail] > place[head]):
            link = _turned(link)  # noqa: PLW2901 - the same link from its other end
        ends = (link.row.subject.id, link.row.object.id)
        found.setdefault((*ends, link.row.id if kept else ""), []).append(link)
    for (tail, head, key), ties in sorted(found.items()):
        told = _folded(sorted(ties, key=lambda tie: tie.row.id), recipe, spans)
        graph.add_edge(tail, head, key=key or _LIST.join(sorted({tie.row.id for tie in ties})), **told)


def _turned(link: Link) -> Link:
    """Return a link as it is told from the other end."""
    row = link.row
    turned = replace(row, subject=row.object, object=row.subject, relation=link.inverse)
    return replace(link, row=turned, inverse=row.relation)


def _folded(ties: Sequence[Link], recipe: Recipe, spans: Mapping[str, Span]) -> dict[str, object]:
    """Return what one edge tells of one or more ties."""
    told = [_evidence(tie, spans, timed=recipe.time == "stated") for tie in ties]
    if len(told) == 1:
        return told[0]
    edge = {name: _beside(one.get(name, "") for one in told) for name in told[0]}
    starts, ends = ([str(one[side]) for one in told] for side in ("start", "end"))
    return {
        **edge,
        "start": min(starts) if all(starts) else "",
        "end": max(ends) if all(ends) else "",
        "derived": _joined(tie.row.derived for tie in ties),
        **_doubts(tie.row for tie in ties),
        **({"holds": min((str(one["holds"]) for one in told), key=_SUREST.index)} if "holds" in edge else {}),
    }


def _beside(values: Iterable[object]) -> str:
    """Return different texts side by side."""
    return _BESIDE.join(sorted({str(value) for value in values} - {""}))


def _joined(rules: Iterable[str]) -> str:
    return ", ".join(sorted({rule for told in rules for rule in told.split(", ")} - {""}))


def _doubts(rows: Iterable[Relation]) -> dict[str, object]:
    """Return whether any of several relations is contested or unsourced, and what stands behind all."""
    told = list(rows)
    return {
        "contested": any(row.contested for row in told),
        "unsourced": any(row.unsourced for row in told),
        "sources": together(row.sources for row in told),
    }


def _count(graph: nx.Graph[str], recipe: Recipe, links: Iterable[Link], standing: str) -> None:
    """Join every two nodes that are linked to the same thing, all or those for whom that stands so."""
    things: dict[tuple[str, str], dict[str, list[Relation]]] = {}
    for link in links:
        if link.row.subject.id in graph:
            by_node = things.setdefault((link.row.object.id, link.shared), {})
            by_node.setdefault(link.row.subject.id, []).append(link.row)
    found: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for thing, by_node in sorted(things.items()):
        sure = {node: min(_SUREST.index(row.timing.holds) for row in rows) for node, rows in by_node.items()}
        for one, other in combinations(sorted(by_node), 2):
            least = max(sure[one], sure[other])
            if standing in {"", _SUREST[least]}:
                found.setdefault((one, other), {})[thing] = least
    names = tuple(one.list for one in recipe.shared)
    for (one, other), shared in found.items():
        ties = [row for thing in shared for node in (one, other) for row in things[thing][node]]
        holds = _SUREST[min(shared.values())]
        lists = {name: tuple(sorted({iri for iri, of in shared if of == name})) for name in names}
        weight = {"weight": sum(map(len, lists.values()))} if recipe.weight == "shared" else {}
        told = {**weight, "derived": _joined(tie.derived for tie in ties), **_doubts(ties)}
        graph.add_edge(one, other, **told, **({"holds": holds} if holds else {}), **lists)


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


def _evidence(link: Link, spans: Mapping[str, Span], *, timed: bool) -> dict[str, object]:
    row = link.row
    start, end = _span(row, spans) if timed else ("", "")
    return {
        "relation": row.relation,
        "property": row.property,
        "date": row.date if timed else "",
        "start": start,
        "end": end,
        "derived": row.derived,
        "contested": row.contested,
        "unsourced": row.unsourced,
        "sources": row.sources,
        **_timing(row),
        **dict(link.carries),
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

"""Statements with the passages behind them, and what hedged passages say beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from alliancekg.errors import UnknownTermError
from alliancekg.model import Citation, Evidence, Hedged, Term
from alliancekg.store.engine import in_default, matching
from alliancekg.terms import AKG, CONFLICTS, ONTOLOGY, REGISTRY, compress, expand

if TYPE_CHECKING:
    from alliancekg.store.graph import GraphStore


def evidence(
    graph: GraphStore,
    subject: str,
    prop: str | None = None,
    value: str | None = None,
    *,
    toward: bool = False,
) -> tuple[tuple[Evidence, ...], tuple[Citation, ...]]:
    """Return the matching statements of the default graph, and the passages outside it that hold a match.

    ``subject``, ``prop`` and ``value`` are IRIs, CURIEs or labels; a ``value`` that names nothing is taken
    for the text of a literal. ``toward`` gives the statements of which ``subject`` is the object. Rows are
    sorted: sourced before derived, then by property and value.

    Raises:
        UnknownTermError: When a name is in no graph.
    """
    node = NamedNode(graph.names.resolve(subject))
    predicate = NamedNode(graph.names.resolve_property(prop)) if prop else None
    rows: list[Evidence] = []
    outside: set[Citation] = set()
    found = _toward(graph, node, predicate) if toward else _matching(graph, node, predicate, value)
    for triple in found:
        if in_default(graph.engine, triple):
            support = graph.citations.support(triple)
            subject_term, property_term, object_term = map(graph.names.term, triple)
            rows.append(
                Evidence(
                    subject_term,
                    property_term,
                    object_term,
                    support.derived,
                    support.contested,
                    support.unsourced,
                    support.sources,
                    "" if support.sources else home(graph, triple),
                    graph.timing([triple]),
                )
            )
        else:
            passages = [one for one in graph.citations.graphs(triple) if graph.citations.mode(one)]
            outside.update(map(graph.citations.citation, passages))
    rows.sort(key=lambda row: (row.derived, row.property.label, row.object.label, row.object.id, row.subject))
    return tuple(rows), tuple(sorted(outside))


def hedged(graph: GraphStore, iri: str) -> tuple[Hedged, ...]:
    """Return, mode by mode, how many passages outside the default graph speak of a thing."""
    counts: dict[str, int] = {}
    for passage in graph.citations.passages_about(iri):
        if passage not in graph.passages:
            mode = graph.citations.mode(passage)
            counts[mode] = counts.get(mode, 0) + 1
    return tuple(Hedged(mode, count) for mode, count in sorted(counts.items()))


def conflicts(graph: GraphStore, iri: str) -> tuple[Term, ...]:
    """Return the conflict notes about a thing or what carries its relations: the CURIE and what it says."""
    carriers = {row.id for row in graph.relations.about(iri) if " " not in row.id}
    found = set()
    for thing in {iri, *(expand(one) or one for one in carriers)}:
        for note in matching(graph.engine, p=NamedNode(AKG + "conflictOn"), o=NamedNode(thing)):
            for gist in matching(graph.engine, note.subject, NamedNode(AKG + "gist")):
                found.add(Term(graph.names.term(note.subject).id, graph.names.term(gist.object).label))
    return tuple(sorted(found))


def elsewhere(graph: GraphStore, subject: str, prop: str) -> tuple[Term, ...]:
    """Return the things that carry relations of ``subject`` and have ``prop``: its signing has the date."""
    iri, asked = graph.names.resolve(subject), compress(graph.names.resolve_property(prop))
    found = {
        graph.names.term(NamedNode(expand(statement[0]) or statement[0]))
        for row in graph.relations.about(iri)
        for statement in row.statements
        if statement[1] == asked and statement[0] != compress(iri)
    }
    return tuple(sorted(found))


def only_announced(graph: GraphStore, iri: str) -> bool:
    """Return whether a thing is an event that passages announce and none reports."""
    return bool(matching(graph.engine, NamedNode(iri), NamedNode(AKG + "onlyAnnounced")))


def home(graph: GraphStore, triple: Triple) -> str:
    """Return where a statement stands that no passage makes, "" when nobody vouches for it."""
    homes = {REGISTRY: "registry", ONTOLOGY: "ontology", CONFLICTS: "conflict note"}
    sources = graph.sources
    found = (
        homes.get(one) or ("source description" if one in sources else "")
        for one in graph.citations.graphs(triple)
    )
    return next(filter(None, found), "")


def _matching(
    graph: GraphStore, node: NamedNode, predicate: NamedNode | None, value: str | None
) -> list[Triple]:
    """Return the distinct statements about ``node`` in any graph that match, sorted."""
    quads = graph.engine.quads_for_pattern(node, predicate, None, None)
    found = {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    if value is not None:
        if not found:
            thing(graph, value)  # a name that nothing bears is a slip of the pen, not an empty answer
        texts = {
            triple for triple in found if isinstance(triple.object, Literal) and triple.object.value == value
        }
        found = texts or {triple for triple in found if triple.object == thing(graph, value)}
    return sorted(found, key=str)


def _toward(graph: GraphStore, node: NamedNode, predicate: NamedNode | None) -> list[Triple]:
    """Return the distinct statements of which ``node`` is the object in any graph, sorted."""
    quads = graph.engine.quads_for_pattern(None, predicate, node, None)
    return sorted({quad.triple for quad in quads}, key=str)


def thing(graph: GraphStore, value: str) -> NamedNode:
    """Return the thing or concept that ``value`` names."""
    try:
        return NamedNode(graph.names.resolve(value))
    except UnknownTermError:
        for iri, label in sorted(graph.schema.labels.items()):
            if label.casefold() == value.casefold() and "#" not in iri:
                return NamedNode(iri)
        raise

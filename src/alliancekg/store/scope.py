"""Narrow a dataset to what named sources say, or to what was published by a day, before anything is merged.

Kept are these sources, their passages, the registry entries of things that the passages mention, the codes
of these things, and the conflict notes all of whose passages are kept. What stands outside any source is
nobody's, and goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from alliancekg.dates import bounds
from alliancekg.errors import UnknownTermError
from alliancekg.terms import AKG, AKS, CONFLICTS, ONTOLOGY, PREFIXES, RDF, REGISTRY, compress, expand

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from pyoxigraph import Store

_IDENTIFIES, _BETWEEN = NamedNode(AKG + "identifies"), NamedNode(AKG + "conflictBetween")
_ISSUED, _RETRACTED = NamedNode(PREFIXES["dcterms"] + "issued"), NamedNode(AKG + "retractedOn")
_PASSAGE_OF, _TYPE, _SOURCE = NamedNode(AKG + "passageOf"), NamedNode(RDF + "type"), NamedNode(AKG + "Source")


def keep_sources(store: Store, asked: Iterable[str]) -> None:
    """Remove from ``store`` all that does not belong to the sources ``asked`` for, as slugs, CURIEs or IRIs.

    Raises:
        UnknownTermError: When a name is of no source here; close ones are suggested.
    """
    known = _sources(store)
    _keep(store, {_resolved(text, known) for text in asked})


def keep_known(store: Store, day: date) -> int:
    """Remove what was not surely published by ``day``, or was retracted by then.

    A source that gives no date of issue cannot be shown to have been there, and goes: return how many these
    were. A retraction that came later is not known yet: the passage counts again.

    Raises:
        DateError: When a source states an impossible date.
    """
    issued = {source: _issued(store, source) for source in _sources(store)}
    _keep(store, {source for source, last in issued.items() if last and last <= day})
    for quad in list(store.quads_for_pattern(None, _RETRACTED, None, None)):
        if bounds(*_literal(quad.object)).first > day:
            store.remove(quad)
    return sum(last is None for last in issued.values())


def _sources(store: Store) -> set[str]:
    """Return the IRIs of the sources."""
    return {quad.subject.value for quad in store.quads_for_pattern(None, _TYPE, _SOURCE, None)}  # type: ignore[union-attr]


def _issued(store: Store, source: str) -> date | None:
    """Return the last day on which a source can have come out, by its own word; None where it has none."""
    node = NamedNode(source)
    told = store.quads_for_pattern(node, _ISSUED, None, node)
    return max((bounds(*_literal(quad.object)).last for quad in told), default=None)


def _literal(node: object) -> tuple[str, str]:
    """Return text and datatype of a literal."""
    return (node.value, node.datatype.value) if isinstance(node, Literal) else (str(node), "")


def _keep(store: Store, kept: set[str]) -> None:
    """Remove what does not belong to these sources (IRIs)."""
    passages = {
        quad.subject.value  # type: ignore[union-attr]
        for source in kept
        for quad in store.quads_for_pattern(None, _PASSAGE_OF, NamedNode(source), NamedNode(source))
    }
    stays = {*kept, *passages, REGISTRY, CONFLICTS, ONTOLOGY}
    for graph in list(store.named_graphs()):
        if getattr(graph, "value", "") not in stays:
            store.remove_graph(graph)
    _keep_conflicts(store, passages)
    _keep_entries(store, passages)


def _resolved(text: str, known: set[str]) -> str:
    """Return the IRI of the source that ``text`` names."""
    iri = expand(text) or AKS + text
    if iri not in known:
        raise UnknownTermError(text, {compress(one).removeprefix("aks:") for one in known}, what="source")
    return iri


def _keep_conflicts(store: Store, passages: set[str]) -> None:
    """Drop each conflict note that names a passage which is gone."""
    graph = NamedNode(CONFLICTS)
    gone = {
        quad.subject
        for quad in store.quads_for_pattern(None, _BETWEEN, None, graph)
        if getattr(quad.object, "value", "") not in passages
    }
    for quad in list(store.quads_for_pattern(None, None, None, graph)):
        if quad.subject in gone:
            store.remove(quad)


def _keep_entries(store: Store, passages: set[str]) -> None:
    """Drop each registry entry of a thing that no kept passage mentions, codes of kept things excepted."""
    graph = NamedNode(REGISTRY)
    mentioned = {
        node
        for passage in passages
        for quad in store.quads_for_pattern(None, None, None, NamedNode(passage))
        for node in (quad.subject, quad.object)
        if isinstance(node, NamedNode)
    }
    codes = {
        quad.subject
        for quad in store.quads_for_pattern(None, _IDENTIFIES, None, graph)
        if quad.object in mentioned
    }
    for quad in list(store.quads_for_pattern(None, None, None, graph)):
        if quad.subject not in mentioned and quad.subject not in codes:
            store.remove(quad)

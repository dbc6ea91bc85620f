"""Narrow a dataset to what named sources say, before anything is merged or derived.

Kept are these sources, their passages, the registry entries of things that the passages mention, the codes
of these things, and the conflict notes all of whose passages are kept. What stands outside any source is
nobody's, and goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.errors import UnknownTermError
from alliancekg.terms import AKG, AKS, CONFLICTS, ONTOLOGY, RDF, REGISTRY, compress, expand

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Store

_IDENTIFIES, _BETWEEN = NamedNode(AKG + "identifies"), NamedNode(AKG + "conflictBetween")
_PASSAGE_OF, _TYPE, _SOURCE = NamedNode(AKG + "passageOf"), NamedNode(RDF + "type"), NamedNode(AKG + "Source")


def keep_sources(store: Store, asked: Iterable[str]) -> None:
    """Remove from ``store`` all that does not belong to the sources ``asked`` for, as slugs, CURIEs or IRIs.

    Raises:
        UnknownTermError: When a name is of no source here; close ones are suggested.
    """
    known = {quad.subject.value for quad in store.quads_for_pattern(None, _TYPE, _SOURCE, None)}  # type: ignore[union-attr]
    kept = {_resolved(text, known) for text in asked}
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

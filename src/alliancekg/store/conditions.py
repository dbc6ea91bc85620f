"""Which things count for a recipe: those that meet one of the conditions it sets.

What a text is, it is at all times: conditions are asked of the whole graph, also as of a day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.store.engine import matching
from alliancekg.store.views import View

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.recipes import Shared
    from alliancekg.store.graph import GraphStore
    from alliancekg.store.lookup import LookUp


def meeting(graph: GraphStore, look: LookUp, shared: Shared) -> frozenset[str] | None:
    """Return the IRIs of what meets one of the conditions of a table, None where it sets none.

    Raises:
        RecipeError: When a condition names what the ontology lacks.
    """
    if not shared.where:
        return None
    whole = graph.whole if isinstance(graph, View) else graph
    parts = [look.property(shared.place, "parts", one) for one in shared.parts]
    found = set[str]()
    for condition in shared.where:
        told = [
            _with_wholes(whole, _saying(whole, look, shared, name, kinds), parts) for name, kinds in condition
        ]
        found |= set.intersection(*told)
    return frozenset(found)


def _saying(graph: GraphStore, look: LookUp, shared: Shared, name: str, kinds: Iterable[str]) -> set[str]:
    """Return what has one of some concepts by a property."""
    prop = NamedNode(look.property(shared.place, "where", name))
    concepts = {one for kind in kinds for one in look.concepts(shared.place, kind, "where")}
    told = (triple for one in concepts for triple in matching(graph.engine, p=prop, o=NamedNode(one)))
    return {triple.subject.value for triple in told if isinstance(triple.subject, NamedNode)}


def _with_wholes(graph: GraphStore, things: set[str], parts: Iterable[str]) -> set[str]:
    """Return things and whatever they are a part of, itself or through others."""
    found, layer = set(things), things
    while layer:
        layer = {
            triple.subject.value
            for one in layer
            for part in parts
            for triple in matching(graph.engine, p=NamedNode(part), o=NamedNode(one))
            if isinstance(triple.subject, NamedNode)
        } - found
        found |= layer
    return found

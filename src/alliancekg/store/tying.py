"""What ties a node to a shared thing, and how the tie stands: as the least of what it needs.

A carrier tells more than it needs to tie two things (a date, a capacity); what of that is open leaves the tie
as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

from alliancekg.lives import Holds
from alliancekg.model import UNTIMED, Timing
from alliancekg.store.relations import text
from alliancekg.store.views import View
from alliancekg.terms import expand

if TYPE_CHECKING:
    from collections.abc import Set

    from pyoxigraph import Triple

    from alliancekg.model import Relation
    from alliancekg.store.graph import GraphStore


class Tying(NamedTuple):
    """The statements that a row of a carrier tells, by which it has the two ends, and by which a kind.

    Of several kinds that are wanted any one is enough; where none is asked for there are none.
    """

    told: list[Triple]
    ends: list[Triple]
    kinds: list[Triple]


def tying(graph: GraphStore, row: Relation, wanted: Set[NamedNode]) -> Tying | None:
    """Return how a row ties its two ends, None when nothing carries it; ``wanted`` are concepts."""
    edge = graph.schema.edge_class(_full(row.property))
    if edge is None:
        return None
    facts = {text(triple): triple for triple, _ in graph.relations.facts(_full(row.id))}
    told = [facts[one] for one in row.statements]
    sides = ((edge.source, row.subject), (edge.target, row.object))
    ends = [
        triple
        for triple in told
        for prop, end in sides
        if triple.predicate.value == prop and triple.object == NamedNode(_full(end.id))
    ]
    kinds = [one for one in told if one.predicate.value == edge.kind and one.object in wanted]
    return Tying(told, ends, kinds)


def standing(graph: GraphStore, row: Relation, way: list[Triple], wanted: Set[NamedNode]) -> Timing:
    """Return how a tie stands on the day asked about: a row, and the way on which it is handed on."""
    if not isinstance(graph, View):
        return UNTIMED
    found = Holds[row.timing.holds.upper()]
    tied = tying(graph, row, wanted) if found is not Holds.YES else None
    if tied is not None:
        kinds = max((graph.holds([one]) for one in tied.kinds), default=Holds.YES)
        found = min(graph.holds(tied.ends), kinds)
    return Timing(str(min(found, graph.holds(way))))


def _full(curie: str) -> str:
    return expand(curie) or curie

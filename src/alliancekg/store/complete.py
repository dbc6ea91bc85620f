"""A sourced no: what a list that its source calls complete has not, and memberships that a passage denies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, Triple

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds, bounds, period
from alliancekg.lives import Holds
from alliancekg.model import WholeList
from alliancekg.store.engine import in_default, matching
from alliancekg.store.lives import Lives
from alliancekg.store.statements import thing
from alliancekg.terms import AKG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.model import Citation
    from alliancekg.store.graph import GraphStore

_FOR, _PROPERTY, _DAY, _GROUP_MEMBER, _MEMBER, _MEMBER_OF, _PARTICIPANT = (
    NamedNode(AKG + name)
    for name in (
        "completeFor",
        "completeProperty",
        "atDate",
        "groupMember",
        "member",
        "memberOf",
        "participant",
    )
)
_EVER = Bounds(FIRST_DAY, LAST_DAY)
#: A list, the day it speaks of as stated ("" for none), and the accepted passages that call it complete.
_List = tuple[NamedNode, Literal | None, list[str]]


def lacking(
    graph: GraphStore, whole: GraphStore, subject: str, prop: str, value: str
) -> tuple[WholeList, ...]:
    """Return the complete lists of the values of ``prop`` of ``subject`` that have not ``value``, by day.

    All three are names that resolve. A membership stands on a thing of its own, so "member" of a group and
    "member of" of an actor are taken for "group member". A source that names the value as a member of, or
    party to, anything on the day of its list is not taken to leave it out; nor does a list count against what
    ``graph`` states, which may be a view of ``whole``. Of lists after the period asked about none is given,
    one before it has ``in_period`` false.
    """
    node, predicate, lacked = _asked(graph, subject, prop, value)
    if in_default(graph.engine, Triple(node, predicate, lacked)):
        return ()
    asked = period(graph.as_of) if graph.as_of else None
    found = []
    for listed, day, passages in _lists(whole, node, predicate):
        days = bounds(day.value, day.datatype.value) if day is not None else _EVER
        sources = {whole.citations.citation(one).source for one in passages}
        late = asked is not None and day is not None and days.first > asked.last
        if late or any(_names(whole, one, lacked, days) for one in sources):
            continue
        within = asked is None or (day is not None and days.last >= asked.first)
        cited = tuple(sorted(map(whole.citations.citation, passages)))
        found.append(WholeList(graph.names.term(listed), day.value if day else "", cited, within))
    return tuple(sorted(found, key=lambda one: (one.date, one.list.id)))


def denials(graph: GraphStore, subject: str, prop: str, value: str) -> tuple[Citation, ...]:
    """Return the passages that deny that an actor is a member of a group, named as in ``lacking``."""
    group, predicate, actor = _asked(graph, subject, prop, value)
    if predicate != _GROUP_MEMBER:
        return ()
    denied = {
        quad.graph_name.value
        for quad in graph.engine.quads_for_pattern(None, _MEMBER, actor, None)
        if isinstance(quad.graph_name, NamedNode)
        and graph.citations.mode(quad.graph_name.value) == "denied"
        and Quad(quad.subject, _MEMBER_OF, group, quad.graph_name) in graph.engine
    }
    return tuple(sorted(map(graph.citations.citation, denied)))


def _asked(graph: GraphStore, subject: str, prop: str, value: str) -> tuple[NamedNode, NamedNode, NamedNode]:
    """Return whose list is asked for, of which property, and what it may lack."""
    one, other = NamedNode(graph.names.resolve(subject)), thing(graph, value)
    predicate = NamedNode(graph.names.resolve_property(prop))
    if predicate == _MEMBER_OF:
        return other, _GROUP_MEMBER, one
    return one, _GROUP_MEMBER if predicate == _MEMBER else predicate, other


def _lists(graph: GraphStore, subject: NamedNode, predicate: NamedNode) -> Iterable[_List]:
    """Yield the lists that accepted passages call complete for a property of a subject."""
    for triple in matching(graph.engine, p=_FOR, o=subject):
        if isinstance(triple.subject, NamedNode) and matching(
            graph.engine, triple.subject, _PROPERTY, predicate
        ):
            told = (one.object for one in matching(graph.engine, triple.subject, _DAY))
            days = [one for one in told if isinstance(one, Literal)]
            passages = [one for one in graph.citations.graphs(triple) if one in graph.citations.passages]
            yield triple.subject, min(days, key=str, default=None), passages


def _names(graph: GraphStore, source: str, value: NamedNode, days: Bounds) -> bool:
    """Return whether a source has a value as a member or party of anything that may hold on these days."""
    carriers = {
        quad.subject.value
        for predicate in (_MEMBER, _PARTICIPANT, _GROUP_MEMBER)
        for quad in graph.engine.quads_for_pattern(None, predicate, value, None)
        if (passage := getattr(quad.graph_name, "value", "")) in graph.citations.passages
        and graph.citations.citation(passage).source == source
        and isinstance(quad.subject, NamedNode)
    }
    if not carriers:
        return False
    lives = Lives(graph.engine, graph.schema, days)
    return any(lives.holds(one) is not Holds.NO for one in carriers)

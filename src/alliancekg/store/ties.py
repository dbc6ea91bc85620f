"""Ties of states: what a state is party to or takes part in, itself or through its bodies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from alliancekg.store.engine import matching
from alliancekg.store.relations import text
from alliancekg.terms import AKG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Relation
    from alliancekg.store.graph import GraphStore

_STATE_PARTY, _TAKES_PART = NamedNode(AKG + "stateParty"), NamedNode(AKG + "takesPartIn")
_BODY_OF = NamedNode(AKG + "bodyOf")


def state_ties(graph: GraphStore) -> tuple[Relation, ...]:
    """Return the ties of states to agreements (as parties) and to programs (taking part), sorted.

    The subject is the state, the object the agreement or program. A body is rolled up to the states behind
    it; the sources then cover the way there too.
    """
    rows = [
        graph.relations.plain(triple, triple.object.value)
        for triple in matching(graph.engine, p=_STATE_PARTY)
        if isinstance(triple.object, NamedNode)
    ]
    rows += [row for triple in matching(graph.engine, p=_TAKES_PART) for row in _program_ties(graph, triple)]
    return tuple(sorted(rows, key=lambda row: (row.subject.id, row.object.id, row.id)))


def _program_ties(graph: GraphStore, triple: Triple) -> Iterator[Relation]:
    actor, program = triple.subject, triple.object
    if not isinstance(actor, NamedNode) or not isinstance(program, NamedNode):
        return
    if AKG + "Program" not in graph.schema.ancestors(graph.names.kind(program.value)):
        return
    row = graph.relations.plain(triple, actor.value)
    for state, way in _states_behind(graph, actor.value).items():
        support = graph.citations.of([triple, *way])
        yield replace(
            row,
            subject=graph.names.term(NamedNode(state)),
            contested=support.contested,
            unsourced=support.unsourced,
            sources=support.sources,
            statements=(*row.statements, *map(text, way)),
        )


def _states_behind(graph: GraphStore, actor: str) -> dict[str, list[Triple]]:
    """Return each state that an actor is or belongs to, with the statements of the way there."""
    ways: dict[str, list[Triple]] = {actor: []}
    waiting = [actor]
    while waiting:
        one = waiting.pop()
        for triple in matching(graph.engine, NamedNode(one), _BODY_OF):
            if isinstance(triple.object, NamedNode) and triple.object.value not in ways:
                ways[triple.object.value] = [*ways[one], triple]
                waiting.append(triple.object.value)
    state = AKG + "State"
    return {one: way for one, way in ways.items() if state in graph.schema.ancestors(graph.names.kind(one))}

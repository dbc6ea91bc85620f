"""Where sources disagree: what conflict notes tell, and what one passage asserts and another denies."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from alliancekg.model import Conflict, Position, Term
from alliancekg.store.engine import matching
from alliancekg.terms import AKG

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.store.graph import GraphStore

_BETWEEN, _PREFERRED = NamedNode(AKG + "conflictBetween"), NamedNode(AKG + "preferredPassage")
_ON, _PROPERTY, _GIST = (NamedNode(AKG + name) for name in ("conflictOn", "conflictProperty", "gist"))


def conflicts(graph: GraphStore) -> tuple[Conflict, ...]:
    """Return every disagreement, sorted by thing, property and note.

    One row a conflict note, and one for each statement that an accepted passage asserts and another denies
    where no note speaks of the two.
    """
    notes = {quad.subject for quad in matching(graph.engine, p=_BETWEEN)}
    found = [row for note in sorted(notes, key=str) for row in _told(graph, note)]
    found += _contested(graph, found)
    return tuple(sorted(found, key=lambda row: (row.thing, row.property, row.id, str(row.positions))))


def _told(graph: GraphStore, note: object) -> list[Conflict]:
    """Return what a note tells: one row, more only where it names several things or properties."""

    def of(prop: NamedNode) -> list[object]:
        return sorted((triple.object for triple in matching(graph.engine, note, prop)), key=str)

    preferred = {one.value for one in of(_PREFERRED) if isinstance(one, NamedNode)}
    passages = preferred | {one.value for one in of(_BETWEEN) if isinstance(one, NamedNode)}
    name, gist = graph.names.term(note).id, " ".join(graph.names.term(one).label for one in of(_GIST))
    rows = []
    for thing, prop in product(of(_ON) or [None], of(_PROPERTY) or [None]):
        positions = [
            _position(graph, passage, _values(graph, passage, thing, prop), preferred=passage in preferred)
            for passage in sorted(passages)
        ]
        rows.append(_row(graph, name, gist, (thing, prop), positions))
    return rows


def _contested(graph: GraphStore, told: list[Conflict]) -> list[Conflict]:
    """Return a row for each statement with passages for and against it that share no note about it."""
    noted = {
        (row.thing, row.property, one.passage.passage, other.passage.passage)
        for row in told
        for one, other in product(row.positions, repeat=2)
    }
    rows = []
    for triple in _denied(graph):
        graphs = graph.citations.graphs(triple)
        thing, prop, value = map(graph.names.term, triple)
        asserting = [_position(graph, one, [value]) for one in graphs if one in graph.passages]
        denying = [_position(graph, one, [value]) for one in graphs if graph.citations.mode(one) == "denied"]
        open_pairs = [
            pair
            for pair in product(asserting, denying)
            if (thing, prop, pair[0].passage.passage, pair[1].passage.passage) not in noted
        ]
        shown = [one for one in (*asserting, *denying) if any(one in pair for pair in open_pairs)]
        if shown:
            rows.append(_row(graph, "", "", (triple.subject, triple.predicate), shown))
    return rows


def _denied(graph: GraphStore) -> list[Triple]:
    """Return the statements that a passage denies, sorted."""
    found = {
        Triple(quad.subject, quad.predicate, quad.object)
        for name in graph.engine.named_graphs()
        if isinstance(name, NamedNode) and graph.citations.mode(name.value) == "denied"
        for quad in graph.engine.quads_for_pattern(None, None, None, name)
    }
    return sorted(found, key=str)


def _values(graph: GraphStore, passage: str, thing: object, prop: object) -> list[Term]:
    """Return what a passage gives for a property of a thing, sorted."""
    if not isinstance(prop, NamedNode) or thing is None:
        return []
    quads = graph.engine.quads_for_pattern(thing, prop, None, NamedNode(passage))  # type: ignore[arg-type]
    return sorted(graph.names.term(quad.object) for quad in quads)


def _position(
    graph: GraphStore, passage: str, values: Iterable[Term], *, preferred: bool = False
) -> Position:
    """Return where a passage stands."""
    given = tuple(values)
    mode = graph.citations.mode(passage)
    if not mode:
        stance = "withdrawn" if graph.citations.is_described(passage) else "missing"
    elif not given:
        stance = "silent"
    elif mode == "denied":
        stance = "denies"
    else:
        stance = "asserts" if passage in graph.passages else "hedges"
    return Position(stance, given, graph.citations.citation(passage), preferred)


def _row(
    graph: GraphStore, name: str, gist: str, about: tuple[object, object], positions: list[Position]
) -> Conflict:
    """Return one row; the sides that assert stand first, then by passage."""
    thing, prop = (graph.names.term(node) if node is not None else Term("", "") for node in about)
    order = sorted(positions, key=lambda one: (one.stance != "asserts", one.passage.passage))
    asserted = {value for one in order if one.stance == "asserts" for value in one.values}
    contested = any(one.stance == "denies" and not asserted.isdisjoint(one.values) for one in order)
    support = tuple(sorted(one.passage for one in order if one.stance == "asserts"))
    return Conflict(name, thing, prop, gist, tuple(order), contested, support)

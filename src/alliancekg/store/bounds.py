"""Derive what dates mean: bounds of events and stretches, last confirmations, mere announcements.

Written to ``derived/bounds`` and ``derived/support`` and to the default graph, before the rules run. A date
that several accepted passages give differently has the hull of them all as its bounds, unless a conflict note
prefers one passage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds, bounds
from alliancekg.errors import DateError
from alliancekg.store.engine import select
from alliancekg.terms import AKG, CONFLICTS, DERIVED, EDTF, PREFIXES, UNATTRIBUTED, XSD, compress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from pyoxigraph import Store

    from alliancekg.store.schema import Schema

_DATE, _START, _END = AKG + "date", AKG + "startDate", AKG + "endDate"
_XSD_DATE, _BOOLEAN = NamedNode(XSD + "date"), NamedNode(XSD + "boolean")
_OPEN = Bounds(LAST_DAY, LAST_DAY)
_REPORTED = NamedNode("https://w3id.org/alliancekg/vocab/mode_reported")
#: The graphs that the steps write.
BOUNDS_GRAPH, SUPPORT_GRAPH = DERIVED + "bounds", DERIVED + "support"


def derive_bounds(store: Store, schema: Schema, passages: frozenset[str]) -> None:
    """Write the bounds and the support of every dated or reported happening.

    Raises:
        DateError: When a stated date is impossible; the message names the thing and the property.
    """
    stated = _stated(store, passages)
    reported = _reported(store, passages)
    confirmed = _confirmations(store, reported)
    events = _instances(store, schema, AKG + "Event")
    stretches = {thing for thing, prop in stated if prop != _DATE} - events
    written: list[Quad] = []
    for event in sorted(events):
        span = stated.get((event, _DATE))
        days = confirmed.get(event)
        if span is None and days:
            span = Bounds(FIRST_DAY, min(day.last for day in days))
        if span is not None:
            written += _quads(event, BOUNDS_GRAPH, earliest=span.first, latest=span.last)
    for thing in sorted(stretches):
        written += _stretch(thing, stated, confirmed)
    for thing in sorted(_instances(store, schema, AKG + "Situation") | stretches):
        certain = max((day.first for day in confirmed.get(thing, ())), default=FIRST_DAY)
        if certain > FIRST_DAY:
            written += _quads(thing, BOUNDS_GRAPH, lastConfirmed=certain)
    written += _only_announced(store, events, passages, reported)
    store.extend(written)
    store.extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in written)


def _stated(store: Store, passages: frozenset[str]) -> dict[tuple[str, str], Bounds]:
    """Return the bounds of each (thing, property) over the accepted passages that date it."""
    preferred = _preferred(store)
    found: dict[tuple[str, str], list[tuple[str, Bounds]]] = {}
    for prop in (_DATE, _START, _END):
        for quad in store.quads_for_pattern(None, NamedNode(prop), None, None):
            graph = getattr(quad.graph_name, "value", "")
            if graph not in passages and not graph.startswith(UNATTRIBUTED):
                continue
            thing = quad.subject.value  # type: ignore[union-attr]
            found.setdefault((thing, prop), []).append((graph, _read(quad)))
    result = {}
    for key, spans in found.items():
        chosen = [span for graph, span in spans if graph in preferred.get(key, ())] or [
            span for _, span in spans
        ]
        result[key] = Bounds(min(span.first for span in chosen), max(span.last for span in chosen))
    return result


def _read(quad: Quad) -> Bounds:
    """Return the bounds of one stated date; ``".."`` as an end is open."""
    value = quad.object
    where = f"{compress(quad.subject.value)} {compress(quad.predicate.value)}"  # type: ignore[union-attr]
    if not isinstance(value, Literal):
        raise DateError(getattr(value, "value", str(value)), "a date is a literal", where)
    if value.value == ".." and value.datatype.value == EDTF and quad.predicate.value == _END:
        return _OPEN
    try:
        return bounds(value.value, value.datatype.value)
    except DateError as error:
        raise DateError(error.value, error.reason, where) from error


def _preferred(store: Store) -> dict[tuple[str, str], frozenset[str]]:
    """Return the passages that conflict notes prefer, by (thing, property)."""
    text = f"""PREFIX akg: <{AKG}>
        SELECT ?thing ?property ?passage WHERE {{ GRAPH <{CONFLICTS}> {{
          ?note akg:conflictOn ?thing ; akg:conflictProperty ?property ;
                akg:preferredPassage ?passage }} }}"""
    found: dict[tuple[str, str], frozenset[str]] = {}
    for row in select(store, text):
        key = (row["thing"].value, row["property"].value)
        found[key] = found.get(key, frozenset()) | {row["passage"].value}
    return found


def _reported(store: Store, passages: frozenset[str]) -> frozenset[str]:
    """Return those accepted passages that report."""
    found = store.quads_for_pattern(None, NamedNode(AKG + "assertionMode"), _REPORTED, None)
    return frozenset(quad.subject.value for quad in found) & passages  # type: ignore[union-attr]


def _confirmations(store: Store, reported: frozenset[str]) -> dict[str, list[Bounds]]:
    """Return, for each subject of a reported passage, the days for which those passages speak.

    The first bound is the last day that they confirm for certain, the second the last that they can mean.
    """
    days: dict[str, list[Bounds]] = {}
    for passage in sorted(reported):
        span = _speaks_of(store, passage)
        if span is None:
            continue
        for subject in {
            quad.subject for quad in store.quads_for_pattern(None, None, None, NamedNode(passage))
        }:
            days.setdefault(subject.value, []).append(span)  # type: ignore[union-attr]
    return days


def _speaks_of(store: Store, passage: str) -> Bounds | None:
    """Return the passage's own day, else the end of its source's coverage, else its last day of issue.

    A source means to speak up to the end of what it covers. A passage that speaks of some day within a year
    confirms the year's first day only: its subject may have ended on the second.
    """
    own = _first_literal(store, passage, AKG + "atDate")
    if own is not None:
        return bounds(own.value, own.datatype.value)
    of = NamedNode(AKG + "passageOf")
    source = next(iter(store.quads_for_pattern(NamedNode(passage), of, None, None)), None)
    for literal in _source_days(store, source):
        if literal is not None:
            last = bounds(literal.value, literal.datatype.value).last
            return Bounds(last, last)
    return None


def _source_days(store: Store, described: Quad | None) -> Iterator[Literal | None]:
    if described is not None:
        source = described.object.value  # type: ignore[union-attr]
        yield _first_literal(store, source, AKG + "coversTo")
        yield _first_literal(store, source, PREFIXES["dcterms"] + "issued")


def _first_literal(store: Store, subject: str, prop: str) -> Literal | None:
    for quad in store.quads_for_pattern(NamedNode(subject), NamedNode(prop), None, DefaultGraph()):
        if isinstance(quad.object, Literal):
            return quad.object
    return None


def _instances(store: Store, schema: Schema, kind: str) -> frozenset[str]:
    rdf_type = NamedNode(PREFIXES["rdf"] + "type")
    found: set[str] = set()
    for one in schema.subclasses(kind):
        for quad in store.quads_for_pattern(None, rdf_type, NamedNode(one), DefaultGraph()):
            found.add(quad.subject.value)  # type: ignore[union-attr]
    return frozenset(found)


def _stretch(
    thing: str, stated: dict[tuple[str, str], Bounds], confirmed: dict[str, list[Bounds]]
) -> list[Quad]:
    """Return the four bounds of a thing that has a stated start or end."""
    end = stated.get((thing, _END), _OPEN)
    start = stated.get((thing, _START))
    if start is None:
        start = Bounds(FIRST_DAY, min([*(day.last for day in confirmed.get(thing, ())), end.last]))
    return _quads(
        thing,
        BOUNDS_GRAPH,
        startEarliest=start.first,
        startLatest=start.last,
        endEarliest=end.first,
        endLatest=end.last,
    )


def _only_announced(
    store: Store, events: frozenset[str], passages: frozenset[str], reported: frozenset[str]
) -> list[Quad]:
    """Return ``onlyAnnounced true`` for each event that accepted passages tell, none of them as a report."""
    told: dict[str, set[str]] = {}
    for event in events:
        for quad in store.quads_for_pattern(NamedNode(event), None, None, None):
            graph = getattr(quad.graph_name, "value", "")
            if graph in passages:
                told.setdefault(event, set()).add(graph)
    true, prop = Literal("true", datatype=_BOOLEAN), NamedNode(AKG + "onlyAnnounced")
    return [
        Quad(NamedNode(event), prop, true, NamedNode(SUPPORT_GRAPH))
        for event, graphs in sorted(told.items())
        if graphs.isdisjoint(reported)
    ]


def _quads(thing: str, graph: str, **days: date) -> list[Quad]:
    return [
        Quad(
            NamedNode(thing),
            NamedNode(AKG + name),
            Literal(day.isoformat(), datatype=_XSD_DATE),
            NamedNode(graph),
        )
        for name, day in days.items()
    ]

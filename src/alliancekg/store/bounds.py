"""Derive what dates mean: bounds of events and stretches, last confirmations, mere announcements.

Written to ``derived/bounds`` and ``derived/support`` and to the default graph, before the rules run. Of
several dates of which each lies within the next ("2023", "January 2023", "12 January 2023") the narrowest
counts: these sources agree. Dates that several accepted passages give otherwise have the hull of them all as
their bounds, unless a conflict note prefers one passage.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds, bounds
from alliancekg.errors import DateError
from alliancekg.store.engine import select
from alliancekg.store.passages import Passages
from alliancekg.terms import AKG, AKV, CONFLICTS, DERIVED, EDTF, PREFIXES, UNATTRIBUTED, XSD, compress

if TYPE_CHECKING:
    from datetime import date

    from pyoxigraph import Store

    from alliancekg.store.schema import Schema

_DATE, _START, _END = AKG + "date", AKG + "startDate", AKG + "endDate"
_XSD_DATE, _BOOLEAN = NamedNode(XSD + "date"), NamedNode(XSD + "boolean")
_OPEN = Bounds(LAST_DAY, LAST_DAY)
#: What lasts, and so began and is confirmed some day; what takes its time from what it belongs to; and what
#: an event tells of when it gives a thing a step of its life.
_LASTING = ("Situation", "Agreement", "Program", "Transfer", "Alliance")
_LENT = ("Participation", "Exception", "Identifier")
_STEPS = ("changes", "announces", "introduces", "repeals")
#: The graphs that the steps write.
BOUNDS_GRAPH, SUPPORT_GRAPH = DERIVED + "bounds", DERIVED + "support"


def derive_bounds(store: Store, schema: Schema, passages: frozenset[str]) -> None:
    """Write the bounds and the support of every dated or reported happening.

    Raises:
        DateError: When a stated date is impossible; the message names the thing and the property.
    """
    described = Passages(store)
    described.foresee()
    _read_sources(store)
    stated = _stated(store, passages)
    reported = _in_mode(described, passages, "reported")
    confirmed = _confirmations(store, described, reported)
    events = _instances(store, schema, AKG + "Event")
    lasting = frozenset[str]().union(*(_instances(store, schema, AKG + kind) for kind in _LASTING))
    dated = {thing for thing, prop in stated if prop != _DATE} - events
    lent = frozenset[str]().union(*(_instances(store, schema, AKG + kind) for kind in _LENT))
    stretches = dated | (lasting - lent - _stepped(store)).intersection(confirmed)
    written: list[Quad] = []
    for event in sorted(events):
        span = stated.get((event, _DATE))
        days = confirmed.get(event)
        if span is None and days:
            span = Bounds(FIRST_DAY, min(day.last for day in days))
        if span is not None:
            written += _quads(event, BOUNDS_GRAPH, earliest=span.first, latest=span.last)
    for thing in sorted(stretches):
        # What is lent its time begins with what it belongs to, whenever it is first spoken of.
        first = (
            FIRST_DAY if thing in lent else min([LAST_DAY, *(day.last for day in confirmed.get(thing, ()))])
        )
        written += _stretch(thing, stated, first)
    for thing in sorted(lasting | stretches):
        certain = max((day.first for day in confirmed.get(thing, ())), default=FIRST_DAY)
        if certain > FIRST_DAY:
            written += _quads(thing, BOUNDS_GRAPH, lastConfirmed=certain)
    announced = _in_mode(described, passages, "announced")
    written += _only_announced(store, events, announced, reported)
    store.extend(written)


def _read_sources(store: Store) -> None:
    """Read every date that sources and passages carry: an impossible one is told at once, with its place."""
    for prop in (AKG + "coversFrom", AKG + "coversTo", AKG + "atDate"):
        for quad in store.quads_for_pattern(None, NamedNode(prop), None, DefaultGraph()):
            _read(quad)


def _stated(store: Store, passages: frozenset[str]) -> dict[tuple[str, str], Bounds]:
    """Return the bounds of each (thing, property) over the accepted passages that date it."""
    preferred = preferred_passages(store)
    found: dict[tuple[str, str], list[tuple[str, Bounds]]] = {}
    for prop in (_DATE, _START, _END):
        for quad in store.quads_for_pattern(None, NamedNode(prop), None, None):
            graph = getattr(quad.graph_name, "value", "")
            accepted = graph in passages or graph.startswith(UNATTRIBUTED)
            if accepted and isinstance(quad.subject, NamedNode):
                found.setdefault((quad.subject.value, prop), []).append((graph, _read(quad)))
    result = {}
    for key, spans in found.items():
        followed = [span for graph, span in spans if graph in preferred.get(key, ())]
        result[key] = _agreed(followed or [span for _, span in spans])
    return result


def _agreed(spans: list[Bounds]) -> Bounds:
    """Return the narrowest of spans that lie within each other, else the hull of them all."""
    inner = Bounds(max(span.first for span in spans), min(span.last for span in spans))
    if inner in spans:
        return inner
    return Bounds(min(span.first for span in spans), max(span.last for span in spans))


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


def preferred_passages(store: Store) -> dict[tuple[str, str], frozenset[str]]:
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


def _in_mode(described: Passages, passages: frozenset[str], mode: str) -> frozenset[str]:
    """Return those accepted passages, none of them taken back, that are in one mode."""
    weight = f"{AKV}mode_{mode}"
    return frozenset(one for one in passages if described.value(one, AKG + "assertionMode") == weight)


def _confirmations(store: Store, described: Passages, reported: frozenset[str]) -> dict[str, list[Bounds]]:
    """Return, for each subject of a reported passage, the days for which those passages speak.

    The first bound is the last day that they confirm for certain, the second the last that they can mean.
    """
    days: dict[str, list[Bounds]] = {}
    for passage in sorted(reported):
        span = speaks_of(described, passage)
        if span is None:
            continue
        subjects = {quad.subject for quad in store.quads_for_pattern(None, None, None, NamedNode(passage))}
        for subject in subjects:
            if isinstance(subject, NamedNode):
                days.setdefault(subject.value, []).append(span)
    return days


def speaks_of(described: Passages, passage: str) -> Bounds | None:
    """Return the passage's own day, else the earlier of its source's end of coverage and last day of issue.

    A source means to speak up to the end of what it covers, and confirms nothing that comes after it is out,
    be it about a plan of years to come. A passage that speaks of some day within a year
    confirms the year's first day only: its subject may have ended on the second.
    """
    own = described.literal(passage, AKG + "atDate")
    if own is not None:
        return bounds(own.value, own.datatype.value)
    source = described.home(passage)
    days = [
        bounds(literal.value, literal.datatype.value).last
        for prop in (AKG + "coversTo", PREFIXES["dcterms"] + "issued")
        if (literal := described.of_source(source, prop, source)) is not None
    ]
    return Bounds(min(days), min(days)) if days else None


def _instances(store: Store, schema: Schema, kind: str) -> frozenset[str]:
    rdf_type = NamedNode(PREFIXES["rdf"] + "type")
    found: set[str] = set()
    for one in schema.subclasses(kind):
        for quad in store.quads_for_pattern(None, rdf_type, NamedNode(one), DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                found.add(quad.subject.value)
    return frozenset(found)


def _stepped(store: Store) -> frozenset[str]:
    """Return the things whose life events tell."""
    found = (store.quads_for_pattern(None, NamedNode(AKG + name), None, DefaultGraph()) for name in _STEPS)
    return frozenset(
        quad.object.value for quads in found for quad in quads if isinstance(quad.object, NamedNode)
    )


def _stretch(thing: str, stated: dict[tuple[str, str], Bounds], spoken_of: date) -> list[Quad]:
    """Return the four bounds of a thing; without a stated start it began by the day it is ``spoken_of``."""
    end = stated.get((thing, _END), _OPEN)
    start = stated.get((thing, _START))
    if start is None:
        start = Bounds(FIRST_DAY, min(spoken_of, end.last))
    return _quads(
        thing,
        BOUNDS_GRAPH,
        startEarliest=start.first,
        startLatest=start.last,
        endEarliest=end.first,
        endLatest=end.last,
    )


def _only_announced(
    store: Store, events: frozenset[str], announced: frozenset[str], reported: frozenset[str]
) -> list[Quad]:
    """Return ``onlyAnnounced true`` for each event that a passage announces and none reports."""
    if not announced:
        return []
    told = {
        event: {
            getattr(quad.graph_name, "value", "")
            for quad in store.quads_for_pattern(NamedNode(event), None, None, None)
        }
        for event in events
    }
    true, prop = Literal("true", datatype=_BOOLEAN), NamedNode(AKG + "onlyAnnounced")
    return [
        Quad(NamedNode(event), prop, true, place)
        for event, graphs in sorted(told.items())
        if graphs & announced and graphs.isdisjoint(reported)
        for place in (NamedNode(SUPPORT_GRAPH), DefaultGraph())
    ]


def _quads(thing: str, graph: str, **days: date) -> list[Quad]:
    """Return what is written of a thing: its days by property, in the graph of a step and the default one."""
    node, places = NamedNode(thing), (NamedNode(graph), DefaultGraph())
    return [
        Quad(node, _property(name), _literal(day), place) for name, day in days.items() for place in places
    ]


@cache
def _property(name: str) -> NamedNode:
    return NamedNode(AKG + name)


@lru_cache(maxsize=1 << 14)
def _literal(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=_XSD_DATE)

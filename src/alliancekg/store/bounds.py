"""Derive what dates mean: bounds of events and stretches, last confirmations, mere announcements.

Written to ``derived/bounds`` and ``derived/support`` and to the default graph, before the rules run. Of
several dates of which each lies within the next ("2023", "January 2023", "12 January 2023") the narrowest
counts: these sources agree. Dates that several accepted passages give otherwise have the hull of them all as
their bounds, unless a conflict note prefers one passage.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import chain, product
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds, bounds
from alliancekg.errors import DateError
from alliancekg.store.reading import (
    AT_DATE,
    COVERS_FROM,
    COVERS_TO,
    DATE,
    END,
    ISSUED,
    MODE,
    START,
    STEPS,
    TYPE,
)
from alliancekg.terms import AKG, AKV, CONFLICTS, DERIVED, EDTF, UNATTRIBUTED, XSD, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from alliancekg.store.merge import Merge
    from alliancekg.store.reading import Reading
    from alliancekg.store.schema import Schema

_ON, _PROPERTY, _PREFERRED = (AKG + name for name in ("conflictOn", "conflictProperty", "preferredPassage"))
_XSD_DATE, _TRUE = NamedNode(XSD + "date"), Literal("true", datatype=NamedNode(XSD + "boolean"))
_ONLY_ANNOUNCED = NamedNode(AKG + "onlyAnnounced")
_OPEN = Bounds(LAST_DAY, LAST_DAY)
_NEVER = Bounds(FIRST_DAY, LAST_DAY)
#: What lasts, and so began and is confirmed some day; what takes its time from what it belongs to.
_EVENTS = ("Event",)
_LASTING = ("Situation", "Agreement", "Program", "Transfer", "Alliance")
_LENT = ("Participation", "Exception", "Identifier")
#: The graphs that the steps write.
BOUNDS_GRAPH, SUPPORT_GRAPH = DERIVED + "bounds", DERIVED + "support"
_BOUNDS, _SUPPORT = NamedNode(BOUNDS_GRAPH), NamedNode(SUPPORT_GRAPH)


def bounds_of(merged: Merge, schema: Schema) -> list[Quad]:
    """Return the bounds and the support of every dated or reported happening, as quads of their graphs.

    Raises:
        DateError: When a stated date is impossible; the message names the thing and the property.
    """
    _read_sources(merged)
    stated = _stated(merged)
    announced, reported = (_subjects(merged, mode) for mode in ("announced", "reported"))
    confirmed = _confirmations(merged, reported)
    events, lasting, lent = (_instances(merged, schema, *names) for names in (_EVENTS, _LASTING, _LENT))
    dated = {thing for thing, prop in stated if prop != DATE} - events
    stretches = dated | (lasting - lent - _stepped(merged)).intersection(confirmed)
    written = [quad for event in sorted(events) for quad in _event(event, stated, confirmed)]
    for thing in sorted(stretches):
        days = confirmed.get(thing, _NEVER)
        # What is lent its time begins with what it belongs to, whenever it is first spoken of.
        written += _stretch(thing, stated, FIRST_DAY if thing in lent else days.last)
    for thing in sorted((lasting | stretches) & confirmed.keys()):
        # A source of 2018 that tells of an end in 1990 confirms the thing up to 1990, and no day longer.
        day = min(confirmed[thing].first, stated.get((thing, END), _OPEN).last)
        if day > FIRST_DAY:
            written += _quads(thing, lastConfirmed=day)
    return written + _only_announced(events, announced, reported)


def _read_sources(merged: Merge) -> None:
    """Read every date that sources and passages carry: an impossible one is told at once, with its place."""
    for prop in (COVERS_FROM, COVERS_TO, AT_DATE):
        for _, quad in _counted(merged, prop):
            _read(quad)


def _stated(merged: Merge) -> dict[tuple[str, str], Bounds]:
    """Return the bounds of each (thing, property) over the accepted passages that date it."""
    found: dict[tuple[str, str], list[tuple[str, Bounds]]] = {}
    for prop in (DATE, START, END):
        for graph, quad in merged.reading.stated(prop):
            accepted = graph in merged.passages or graph.startswith(UNATTRIBUTED)
            if accepted and isinstance(quad.subject, NamedNode):
                found.setdefault((quad.subject.value, prop), []).append((graph, _read(quad)))
    notes = merged.reading.store.quads_for_pattern(None, None, None, NamedNode(CONFLICTS))
    preferred = preferred_passages(notes)
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
    if value.value == ".." and value.datatype.value == EDTF and quad.predicate.value == END:
        return _OPEN
    try:
        return bounds(value.value, value.datatype.value)
    except DateError as error:
        raise DateError(error.value, error.reason, where) from error


def preferred_passages(notes: Iterable[Quad]) -> dict[tuple[str, str], frozenset[str]]:
    """Return the passages that conflict notes prefer, by (thing, property).

    ``notes`` are the quads of the graph of conflict notes.
    """
    told: dict[object, dict[str, list[str]]] = {}
    for quad in notes:
        told.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object.value)  # type: ignore[union-attr]
    found: dict[tuple[str, str], frozenset[str]] = {}
    for note in told.values():
        passages = frozenset(note.get(_PREFERRED, ()))
        for key in product(note.get(_ON, ()), note.get(_PROPERTY, ())):
            if passages:
                found[key] = found.get(key, frozenset()) | passages
    return found


def _subjects(merged: Merge, mode: str) -> dict[str, set[str]]:
    """Return the things of which each accepted passage in one mode tells, by passage."""
    weight = f"{AKV}mode_{mode}"
    return {
        passage: merged.reading.subjects(passage)
        for passage, source in merged.passages.items()
        if weight == min(node.value for node in merged.reading.values(passage, MODE, source))
    }


def _confirmations(merged: Merge, reported: dict[str, set[str]]) -> dict[str, Bounds]:
    """Return what the reported passages confirm of each of their subjects.

    The first bound is the last day that they confirm for certain, the last the first that they can mean.
    """
    days: dict[str, Bounds] = {}
    for passage, subjects in reported.items():
        span = speaks_of(merged.reading, passage, merged.passages[passage])
        if span is None:
            continue
        for subject in subjects:
            known = days.get(subject)
            if known is None:
                days[subject] = span
            elif span.first > known.first or span.last < known.last:
                days[subject] = Bounds(max(span.first, known.first), min(span.last, known.last))
    return days


def speaks_of(reading: Reading, passage: str, source: str) -> Bounds | None:
    """Return the passage's own day, else the earlier of its source's end of coverage and last day of issue.

    A source means to speak up to the end of what it covers, and confirms nothing that comes after it is out,
    be it about a plan of years to come. A passage that speaks of some day within a year
    confirms the year's first day only: its subject may have ended on the second.
    """
    own = reading.literal(passage, AT_DATE, source)
    if own is not None:
        return bounds(own.value, own.datatype.value)
    days = [
        bounds(literal.value, literal.datatype.value).last
        for prop in (COVERS_TO, ISSUED)
        if (literal := reading.literal(source, prop, source)) is not None
    ]
    return Bounds(min(days), min(days)) if days else None


def _instances(merged: Merge, schema: Schema, *names: str) -> frozenset[str]:
    """Return the things of any of the classes of ours, or below them."""
    kinds = {one for name in names for one in schema.subclasses(AKG + name)}
    found = (quad.subject for kind in kinds for _, quad in _counted(merged, TYPE, kind))
    return frozenset(node.value for node in found if isinstance(node, NamedNode))


def _counted(merged: Merge, prop: str, value: str = "") -> Iterator[tuple[str, Quad]]:
    """Yield graph and quad of what the default graph holds by one property."""
    stated = merged.reading.stated(prop, value)
    return ((graph, quad) for graph, quad in stated if merged.counts(graph, quad))


def _stepped(merged: Merge) -> frozenset[str]:
    """Return the things whose life events tell."""
    found = (quad.object for prop in STEPS for _, quad in _counted(merged, prop))
    return frozenset(node.value for node in found if isinstance(node, NamedNode))


def _event(event: str, stated: dict[tuple[str, str], Bounds], confirmed: dict[str, Bounds]) -> list[Quad]:
    """Return the bounds of an event; one without a stated date was over by the day it was reported."""
    span, days = stated.get((event, DATE)), confirmed.get(event)
    if span is None and days:
        span = Bounds(FIRST_DAY, days.last)
    return _quads(event, earliest=span.first, latest=span.last) if span else []


def _stretch(thing: str, stated: dict[tuple[str, str], Bounds], spoken_of: date) -> list[Quad]:
    """Return the four bounds of a thing; without a stated start it began by the day it is ``spoken_of``."""
    end = stated.get((thing, END), _OPEN)
    start = stated.get((thing, START))
    if start is None:
        start = Bounds(FIRST_DAY, min(spoken_of, end.last))
    return _quads(
        thing,
        startEarliest=start.first,
        startLatest=start.last,
        endEarliest=end.first,
        endLatest=end.last,
    )


def _only_announced(
    events: frozenset[str], announced: dict[str, set[str]], reported: dict[str, set[str]]
) -> list[Quad]:
    """Return ``onlyAnnounced true`` for each event that a passage announces and none reports."""
    found = events.intersection(chain.from_iterable(announced.values())).difference(*reported.values())
    return [Quad(NamedNode(event), _ONLY_ANNOUNCED, _TRUE, _SUPPORT) for event in sorted(found)]


def _quads(thing: str, **days: date) -> list[Quad]:
    """Return what is written of a thing: its days by property."""
    node = NamedNode(thing)
    return [Quad(node, _property(name), _literal(day), _BOUNDS) for name, day in days.items()]


@cache
def _property(name: str) -> NamedNode:
    return NamedNode(AKG + name)


@lru_cache(maxsize=1 << 14)
def _literal(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=_XSD_DATE)

"""Check dates: impossible ones, and what ends before it starts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from alliancekg.check.case import finding
from alliancekg.check.places import Place, key
from alliancekg.dates import LAST_DAY, Bounds, bounds
from alliancekg.errors import DateError
from alliancekg.terms import AKG, DERIVED, EDTF, ONTOLOGY, PREFIXES, XSD, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from alliancekg.check.case import Case
    from alliancekg.model import Finding

_START, _END, _RETRACTED = AKG + "startDate", AKG + "endDate", AKG + "retractedOn"
_DATES = (
    AKG + "date",
    _START,
    _END,
    AKG + "atDate",
    AKG + "coversFrom",
    AKG + "coversTo",
    PREFIXES["dcterms"] + "issued",
    _RETRACTED,
)
_PAIRS = ((_START, _END), (AKG + "coversFrom", AKG + "coversTo"))
#: Each dated statement of a thing and property: the graph, the text, its bounds.
_Spans = dict[tuple[str, str], list[tuple[str, str, Bounds]]]


def date_faults(case: Case) -> Iterator[Finding]:
    """Yield impossible dates and reversed stretches; the former are noted in ``case.misdated``."""
    spans: _Spans = defaultdict(list)
    for quad in _dated(case):
        subject, value = key(quad.subject), key(quad.object)
        try:
            span = _bounds(quad)
        except DateError as error:
            case.misdated.add(quad)
            place = Place((key(quad.graph_name),), (subject,), (quad.predicate.value,), (value,))
            fields = {
                "thing": case.name(subject),
                "property": case.name(quad.predicate.value),
                "value": case.name(value),
                "reason": error.reason,
            }
            for path, line in case.where([place]):
                yield finding(path, line, "date-impossible", fields)
        else:
            spans[subject, quad.predicate.value].append((key(quad.graph_name), value, span))
    yield from _reversed(case, spans)


def _dated(case: Case) -> list[Quad]:
    """Return the dated statements of files and context, in a stable order."""
    found = [
        quad
        for prop in _DATES
        for quad in case.engine.quads_for_pattern(None, NamedNode(prop), None, None)
        if not isinstance(quad.graph_name, DefaultGraph)
        and quad.graph_name.value != ONTOLOGY
        and not quad.graph_name.value.startswith(DERIVED)
    ]
    return sorted(found, key=str)


def _bounds(quad: Quad) -> Bounds:
    """Return the bounds of a date; an open end has the last day of all."""
    value, prop = quad.object, quad.predicate.value
    if not isinstance(value, Literal):
        raise DateError(key(value), "a date is a literal")
    if value.value == ".." and value.datatype.value == EDTF and prop == _END:
        return Bounds(LAST_DAY, LAST_DAY)
    if prop == _RETRACTED and value.datatype.value != XSD + "date":
        return Bounds(LAST_DAY, LAST_DAY)  # the shapes ask for a whole day
    return bounds(value.value, value.datatype.value)


def _reversed(case: Case, spans: _Spans) -> Iterator[Finding]:
    """Yield the things that certainly end before they start: by one graph, else by all accepted."""
    for start_prop, end_prop in _PAIRS:
        for thing in sorted(subject for subject, prop in spans if prop == end_prop):
            starts, ends = spans.get((thing, start_prop), []), spans[thing, end_prop]
            both = sorted({graph for graph, *_ in starts} & {graph for graph, *_ in ends})
            wrong = [graph for graph in both if _is_reversed(starts, ends, {graph})]
            accepted = case.passages
            if not wrong and accepted and _is_reversed(starts, ends, accepted):
                wrong = sorted(accepted)
            if wrong:
                within = frozenset(wrong)
                places = [Place(subject=(thing,), predicate=(prop,)) for prop in (end_prop, start_prop)]
                told = {
                    "thing": case.name(thing),
                    "start_property": compress(start_prop),
                    "start": _told(starts, within),
                    "end_property": compress(end_prop),
                    "end": _told(ends, within),
                }
                for path, line in case.where(places, within):
                    yield finding(path, line, "date-reversed", told)


def _is_reversed(
    starts: list[tuple[str, str, Bounds]], ends: list[tuple[str, str, Bounds]], graphs: Iterable[str]
) -> bool:
    firsts = [span.first for graph, _, span in starts if graph in graphs]
    lasts = [span.last for graph, _, span in ends if graph in graphs]
    return bool(firsts and lasts) and min(firsts) > max(lasts)


def _told(dates: list[tuple[str, str, Bounds]], graphs: frozenset[str]) -> str:
    """Return the dates as they are written in the graphs."""
    return ", ".join(sorted({text[1:] for graph, text, _ in dates if graph in graphs}))

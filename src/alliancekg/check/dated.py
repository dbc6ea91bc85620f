"""Check dates: impossible ones, what ends before it starts, and what a source reports before it happens."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from alliancekg.check.case import finding
from alliancekg.check.places import Place, key
from alliancekg.dates import LAST_DAY, Bounds, bounds
from alliancekg.errors import DateError
from alliancekg.terms import AKG, AKV, DERIVED, EDTF, ONTOLOGY, PREFIXES, XSD, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Quad

    from alliancekg.check.case import Case
    from alliancekg.model import Finding

_DATE, _START, _END, _RETRACTED = (AKG + name for name in ("date", "startDate", "endDate", "retractedOn"))
_COVERED = AKG + "coversTo"
_ISSUED = PREFIXES["dcterms"] + "issued"
_DATES = (
    _DATE,
    _START,
    _END,
    AKG + "atDate",
    AKG + "coversFrom",
    _COVERED,
    _ISSUED,
    _RETRACTED,
)
_MODE, _REPORTED = NamedNode(AKG + "assertionMode"), NamedNode(AKV + "mode_reported")
_PAIRS = ((_START, _END), (AKG + "coversFrom", _COVERED))
#: Each dated statement of a thing and property: the graph, the text, its bounds.
_Spans = dict[tuple[str, str], list[tuple[str, str, Bounds]]]


def date_faults(case: Case) -> Iterator[Finding]:
    """Yield the faults of all dates; the quads of impossible ones are noted in ``case.misdated``."""
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
    yield from _ahead(case, spans)
    yield from _covered_ahead(case, spans)


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


def _ahead(case: Case, spans: _Spans) -> Iterator[Finding]:
    """Yield what accepted passages report as having happened or begun after their source was issued."""
    homes = {
        key(quad.subject): key(quad.graph_name)
        for quad in case.engine.quads_for_pattern(None, _MODE, _REPORTED, None)
        if key(quad.subject) in case.passages and not isinstance(quad.graph_name, DefaultGraph)
    }
    for thing, prop in sorted(spans):
        for passage, text, span in spans[thing, prop] if prop in (_DATE, _START) else ():
            source = homes.get(passage, "")
            issued = [one for one in spans.get((source, _ISSUED), ()) if one[0] == source]
            if issued and span.first > max(day.last for *_, day in issued):
                told = {
                    "passage": case.name(passage),
                    "thing": case.name(thing),
                    "property": case.name(prop),
                    "value": case.name(text),
                    "issued": _told(issued, frozenset({source})),
                }
                for path, line in case.where([Place((passage,), (thing,), (prop,), (text,))]):
                    yield finding(path, line, "date-ahead", told)


def _covered_ahead(case: Case, spans: _Spans) -> Iterator[Finding]:
    """Yield the sources that are said to cover days after the one on which they were issued."""
    for source in sorted(subject for subject, prop in spans if prop == _COVERED):
        issued = spans.get((source, _ISSUED), ())
        for graph, text, span in spans[source, _COVERED] if issued else ():
            if span.first > max(day.last for *_, day in issued):
                told = {
                    "source": case.name(source),
                    "covered": case.name(text),
                    "issued": ", ".join(case.name(when) for _, when, _ in issued),
                }
                for path, line in case.where([Place((graph,), (source,), (_COVERED,), (text,))]):
                    yield finding(path, line, "coverage-ahead", told)


def _is_reversed(
    starts: list[tuple[str, str, Bounds]], ends: list[tuple[str, str, Bounds]], graphs: Iterable[str]
) -> bool:
    firsts = [span.first for graph, _, span in starts if graph in graphs]
    lasts = [span.last for graph, _, span in ends if graph in graphs]
    return bool(firsts and lasts) and min(firsts) > max(lasts)


def _told(dates: list[tuple[str, str, Bounds]], graphs: frozenset[str]) -> str:
    """Return the dates as they are written in the graphs."""
    return ", ".join(sorted({text[1:] for graph, text, _ in dates if graph in graphs}))

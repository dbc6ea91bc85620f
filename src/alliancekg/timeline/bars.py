"""Lives as bars: the days between which each thing began and ended, as the as-of views have it.

A bar says of each day what ``--as-of`` says of it: possibly from the first bound, for certain from the second
to the third, possibly up to the fourth. What ended and began again has a bar for each time.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds
from alliancekg.lives import Holds
from alliancekg.model import Bar
from alliancekg.store import catalog
from alliancekg.store.engine import matching
from alliancekg.store.lives import Lives
from alliancekg.store.views import View
from alliancekg.terms import AKG

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from alliancekg.model import Citation
    from alliancekg.store.graph import GraphStore

#: What a timeline shows unless classes are named.
CLASSES = ("Agreement", "Program", "Transfer")
_EVER = Bounds(FIRST_DAY, LAST_DAY)
_ACTOR, _LAST_CONFIRMED = AKG + "Actor", NamedNode(AKG + "lastConfirmed")
_DATING = frozenset(AKG + name for name in ("startDate", "endDate", "statedStatus"))
_STEPS = frozenset(AKG + name for name in ("date", "eventKind", "resultStatus"))
_STEPPED = frozenset(AKG + name for name in ("changes", "announces", "introduces", "repeals"))


def bars(graph: GraphStore, terms: Iterable[str] = (), classes: Iterable[str] = ()) -> tuple[Bar, ...]:
    """Return the bars of things, by start; those that nobody dates come last.

    ``terms`` (IRIs) are things; an actor among them stands for what it takes part in. Without terms all the
    things of ``classes`` (IRIs) have a bar. In an as-of view only what held has one, drawn whole.
    """
    whole = graph.whole if isinstance(graph, View) else graph
    lives = Lives(whole.engine, whole.schema, _EVER)
    chosen = [iri for iri in _chosen(graph, tuple(terms), tuple(classes)) if not graph.is_hedged(iri)]
    if isinstance(graph, View):
        chosen = [iri for iri in chosen if _stands(graph, iri)]
    return tuple(sorted((bar for iri in chosen for bar in _bars(whole, lives, iri)), key=_order))


def _chosen(graph: GraphStore, terms: tuple[str, ...], classes: tuple[str, ...]) -> list[str]:
    among = graph.instances(classes)
    if not terms:
        return [iri for iri in among if graph.is_thing(iri)]
    found = set()
    for term in terms:
        if _ACTOR not in graph.schema.ancestors(graph.names.kind(term)):
            found.add(term)
            continue
        node = NamedNode(term)
        tied = {triple.object for triple in matching(graph.engine, node)}
        tied |= {triple.subject for triple in matching(graph.engine, o=node)}
        found |= {getattr(one, "value", "") for one in tied}.intersection(among)
    return sorted(found)


def _stands(view: View, iri: str) -> bool:
    """Return whether a thing is to be shown as of the day asked about."""
    held = view.lives.holds(iri)
    if view.possible == "include":
        return held is not Holds.NO
    return (held is Holds.POSSIBLY) == (view.possible == "only") and held is not Holds.NO


def _bars(graph: GraphStore, lives: Lives, iri: str) -> list[Bar]:
    """Return the bars of one thing: more than one where it ended and began again."""
    last = [
        getattr(one.object, "value", "") for one in matching(graph.engine, NamedNode(iri), _LAST_CONFIRMED)
    ]
    kind = graph.names.kind(iri)
    sources = _sources(graph, lives, iri)
    found = []
    for bounds in _bounds(lives, iri):
        within = [step for step in lives.steps(iri) if step.first <= bounds[3] and bounds[0] <= step.last]
        steps = [
            (_written(step.first), _written(step.last), graph.names.label(step.status)) for step in within
        ]
        goes_on = bounds[3] == LAST_DAY
        found.append(
            Bar(
                thing=graph.names.term(NamedNode(iri)),
                kind=graph.names.label(kind) if kind else "",
                start_earliest=_written(bounds[0]),
                start_latest=_written(bounds[1]),
                end_earliest=_written(bounds[2]),
                end_latest=_written(bounds[3]),
                confirmed=max(last, default="") if goes_on else "",
                steps=tuple(steps),
                sources=sources,
            )
        )
    return found


def _bounds(lives: Lives, iri: str) -> list[tuple[date, date, date, date]]:
    """Return, for each time without a gap, its first possible and certain day and its last of either.

    Of an event both ends are the day it was on. What never holds for certain begins, surely, on no day: its
    second and third bounds are the ends of time.
    """
    turns = sorted(lives.turns(iri))
    # What a turn says stays so until the day before the next.
    until = [day.fromordinal(max(day.toordinal() - 1, 1)) for day in turns[1:]] + [LAST_DAY]
    held = [
        (day, end, lives.during(Bounds(day, day)).holds(iri)) for day, end in zip(turns, until, strict=True)
    ]
    found = []
    for there, group in groupby(held, key=lambda one: one[2] is not Holds.NO):
        run = list(group)
        sure = [(day, end) for day, end, one in run if one is Holds.YES]
        begun, ended = (sure[0][0], sure[-1][1]) if sure else (LAST_DAY, FIRST_DAY)
        first, last = run[0][0], run[-1][1]
        if there:
            found.append((first, begun, first, begun) if lives.is_event(iri) else (first, begun, ended, last))
    return found


def _written(day: date) -> str:
    """Return a day, "" for either end of time: nobody says."""
    return "" if day in {FIRST_DAY, LAST_DAY} else day.isoformat()


def _sources(graph: GraphStore, lives: Lives, iri: str) -> tuple[Citation, ...]:
    """Return the passages that date a thing or its steps; where none does, those that speak of it."""
    own = [triple for triple in matching(graph.engine, NamedNode(iri)) if triple.predicate.value in _DATING]
    reached = {step.status for step in lives.steps(iri)}
    for event in sorted({event for event, status in lives.events_of(iri) if status in reached}):
        own += [
            triple
            for triple in matching(graph.engine, NamedNode(event))
            if triple.predicate.value in _STEPS
            or (triple.predicate.value in _STEPPED and getattr(triple.object, "value", "") == iri)
        ]
    if lives.is_event(iri):
        own += [
            triple for triple in matching(graph.engine, NamedNode(iri)) if triple.predicate.value in _STEPS
        ]
    return graph.citations.of(own).sources or catalog.entity(graph, iri).sources


def _order(row: Bar) -> tuple[bool, str, str, str, str]:
    start = row.start_earliest or row.start_latest or row.end_earliest or row.end_latest
    return (not row.is_dated, start, row.start_latest, row.thing.label.casefold(), row.thing.id)

"""What changed in the world between two days: the net change of each thing, and the events on the way.

The net change compares what held, and which stage was reached, on the first day and on the last. It composes:
what changed from a to b and from b to c gives what changed from a to c. What the sources cover is left to the
reader of the answer; dates alone decide here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from alliancekg.dates import Bounds, period
from alliancekg.errors import DateError
from alliancekg.lives import Holds
from alliancekg.model import Change, Happening, Term
from alliancekg.store.engine import in_default, matching
from alliancekg.store.lives import Lives
from alliancekg.terms import AKG, compress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Citation, Relation
    from alliancekg.store.graph import GraphStore

_STATED_STATUS = AKG + "statedStatus"
_DATED = frozenset((AKG + "date", AKG + "eventKind", AKG + "changes", AKG + "resultStatus"))
#: What begins and what ends, by class, nearest first: the words for it, and where who and what stand.
_WORDS = {
    "Tenure": ("took office", "left office", "holder", "office"),
    "Membership": ("joined", "left", "member", "memberOf"),
    "Participation": ("joined", "left", "participant", "participationIn"),
    "NameUse": ("renamed", "name given up", "nameOf", "name"),
    "Holding": ("took a share", "gave up a share", "owner", "owned"),
    "Exception": ("suspended", "suspension ended", "boundActor", "exceptionTo"),
    "Norm": ("introduced", "repealed", "", ""),
    "Organization": ("established", "dissolved", "", ""),
}
_TELLING = frozenset(_WORDS)


def changes(graph: GraphStore, start: str, end: str) -> tuple[Change, ...]:
    """Return the net change of every thing between two dates, first things first.

    A date that is no single day stands for its last day.

    Raises:
        DateError: When a date is impossible, or ``start`` is after ``end``.
    """
    first, last = _days(start, end)
    before, after = (Lives(graph.engine, graph.schema, day) for day in (first, last))
    told = [
        _change(graph, before, after, iri)
        for iri in sorted(before.things)
        if graph.is_thing(iri) and not before.is_event(iri) and _state(before, iri) != _state(after, iri)
    ]
    shown = [row for row in told if row is not None]
    return tuple(sorted(shown, key=lambda row: (row.date or "~", row.sentence, row.thing.id)))


def happenings(graph: GraphStore, start: str, end: str) -> tuple[Happening, ...]:
    """Return the events after ``start`` and up to ``end``; one that may have been then is *possibly*.

    Raises:
        DateError: When a date is impossible, or ``start`` is after ``end``.
    """
    first, last = _days(start, end)
    before, after = (Lives(graph.engine, graph.schema, day) for day in (first, last))
    rows = []
    for iri in sorted(after.things):
        if not after.is_event(iri) or not graph.is_thing(iri):
            continue
        was, now = before.holds(iri), after.holds(iri)
        if was is now or was is Holds.YES:
            continue
        surely = was is Holds.NO and now is Holds.YES
        rows.append(_happening(graph, iri, Holds.YES if surely else Holds.POSSIBLY))
    return tuple(sorted(rows, key=lambda row: (row.date or "~", row.event.label, row.event.id)))


def _days(start: str, end: str) -> tuple[Bounds, Bounds]:
    first, last = period(start).last, period(end).last
    if first > last:
        raise DateError(f"{start} to {end}", "the first day is after the last")
    return Bounds(first, first), Bounds(last, last)


def _state(lives: Lives, iri: str) -> tuple[Holds, str]:
    """Return what is compared; a party's stage is that of its text unless it has steps of its own."""
    holds = lives.holds(iri)
    return holds, "" if holds is Holds.NO or lives.follows(iri) else lives.stage(iri)


def _change(graph: GraphStore, before: Lives, after: Lives, iri: str) -> Change | None:
    """Return one change told; None for what only follows from another (a party that shares a text's life)."""
    if before.follows(iri):
        return None  # told with what it belongs to
    (was, stage_was), (now, stage_now) = _state(before, iri), _state(after, iri)
    reached = after.stage(iri) if after.stage(iri) != before.stage(iri) else ""
    kind = _kind(graph, iri, was, now, reached)
    rows = _behind(graph, before, after, iri, reached)
    date = " or ".join(dict.fromkeys(row.date for row in rows if row.date))
    citations = {one for row in rows for one in row.sources} or set(_own(graph, iri, reached))
    label = graph.names.label
    return Change(
        kind=kind,
        thing=Term(compress(iri), label(iri)),
        sentence=_sentence(graph, iri, kind, now, date),
        date=date,
        before=str(was),
        after=str(now),
        stage_before=label(stage_was) if stage_was else "",
        stage_after=label(stage_now) if stage_now else "",
        sources=tuple(sorted(citations)),
    )


def _kind(graph: GraphStore, iri: str, was: Holds, now: Holds, stage: str) -> str:
    """Return in a word what happened to a thing; ``stage`` is the one it reached, "" for none."""
    begun, over, _, _ = _words(graph, iri)
    label = graph.names.label(stage) if stage else ""
    if now is Holds.NO:
        return over or label or "ended"
    if was is Holds.NO:
        return begun or label or "begun"
    return label or ("certain" if now is Holds.YES else "in doubt")


def _way(graph: GraphStore, iri: str) -> str:
    ancestors = graph.schema.ancestors(graph.names.kind(iri))
    return next((one.removeprefix(AKG) for one in ancestors if one.removeprefix(AKG) in _TELLING), "")


def _words(graph: GraphStore, iri: str) -> tuple[str, str, str, str]:
    return _WORDS.get(_way(graph, iri), ("", "", "", ""))


def _sentence(graph: GraphStore, iri: str, kind: str, now: Holds, date: str) -> str:
    """Return a change in words: who, what, when, and whether it is certain."""
    _, _, who, what = _words(graph, iri)
    subject = _ends(graph, iri, who) or graph.names.label(iri)
    rest = _ends(graph, iri, what)
    doubt = ", possibly" if now is Holds.POSSIBLY else ""
    when = f" ({date})" if date else ""
    told = f"{subject}: {kind}, {rest}" if rest else f"{subject}: {kind}"
    return told + doubt + when


def _ends(graph: GraphStore, iri: str, name: str) -> str:
    """Return the labels of what a property of a thing leads to."""
    if not name:
        return ""
    found = matching(graph.engine, NamedNode(iri), NamedNode(AKG + name))
    return " and ".join(sorted(graph.names.term(triple.object).label for triple in found))


def _behind(graph: GraphStore, before: Lives, after: Lives, iri: str, reached: str) -> list[Relation]:
    """Return the relations that tell of the change: the steps on the way to a stage, else the own dates."""
    moved = [one for one in after.events_of(iri) if before.holds(one[0]) is not after.holds(one[0])]
    decisive = [one for one in moved if one[1] == reached]
    if not decisive and not _is_stated(graph, iri, reached):
        decisive = moved  # an undated status came on a day that nobody tells, not on that of a step before it
    events = {compress(event) for event, _ in decisive}
    rows = graph.relations.about(iri)
    told = [row for row in rows if row.id in events or row.id.partition(" ")[0] in events]
    own = "akg:endDate" if after.holds(iri) is Holds.NO else "akg:startDate"
    return told or [row for row in rows if row.property == own]


def _is_stated(graph: GraphStore, iri: str, status: str) -> bool:
    """Return whether a source states a status of a thing without a date."""
    return bool(status) and in_default(
        graph.engine, Triple(NamedNode(iri), NamedNode(_STATED_STATUS), NamedNode(status))
    )


def _own(graph: GraphStore, iri: str, reached: str) -> Iterator[Citation]:
    """Yield the passages that state the status a thing reached, or else all that tell of the thing."""
    told = matching(graph.engine, NamedNode(iri))
    stated = [one for one in told if one.predicate.value == _STATED_STATUS] if reached else []
    yield from graph.citations.of(stated or told).sources


def _happening(graph: GraphStore, iri: str, holds: Holds) -> Happening:
    own = matching(graph.engine, NamedNode(iri))
    kinds = [triple for triple in own if triple.predicate.value == AKG + "eventKind"]
    support = graph.citations.of(triple for triple in own if triple.predicate.value in _DATED)
    return Happening(
        event=graph.names.term(NamedNode(iri)),
        kind=", ".join(sorted(graph.names.term(triple.object).label for triple in kinds)),
        date=graph.relations.when(iri),
        holds=str(holds),
        sources=support.sources or graph.citations.of(own).sources,
    )

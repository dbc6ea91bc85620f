"""Whether each thing held in a period, and the stage it had reached: the rules of ``docs/model.md``, Time.

Own dates come first: they say yes, possibly or no. Where they leave a side open, what the sources cover
decides whether silence means anything: beyond it the answer is unknown.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds
from alliancekg.lives import ALWAYS, Holds, Step, Stretch, alive, day_after, running, stage
from alliancekg.store.histories import Histories, turned
from alliancekg.terms import AKG, AKV

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from pyoxigraph import Store

    from alliancekg.store.schema import Schema

_STATUS = AKV + "status_"
_IN_FORCE, _TOOK_PLACE, _ANNOUNCED = (_STATUS + name for name in ("in-force", "took-place", "announced"))
#: A party whose first step is one of these joined by it, and has a life of its own.
_JOINING = frozenset(
    _STATUS + name
    for name in ("invited", "signed", "provisionally-applied", "in-force", "contracted", "under-way")
)
#: The phases that settle whether a thing runs.
_SETTLED = frozenset(("running", "paused", "over"))
_STEPPED = ("Agreement", "Program", "Transfer", "Alliance", "Organization", "PolicyInstrument")
#: What a stated start and a stated end are as steps; of anything else, under way and completed.
_PLAIN = {"Agreement": ("in-force", "terminated"), "Alliance": ("in-force", "terminated")}
#: How the time of a thing is told, nearest class first; anything else is there always.
_WAYS = ("Event", "Participation", "Exception", "Norm", "Provision", "Measure", "Situation", *_STEPPED)


class Lives:
    """The answers for one period and one default graph; ``covered`` are the days its sources speak of."""

    def __init__(self, store: Store, schema: Schema, asked: Bounds, covered: Bounds) -> None:
        self.asked = asked
        self.covered = covered
        self.outside = asked.last < covered.first or asked.first > covered.last
        self._schema = schema
        self._told = told = Histories(store)
        self._belongs = told.ties("participationIn", "exceptionTo", "nameOf", "identifies")
        self._texts = turned(told.ties("contains", "setsOut"))
        self._owners = turned(told.ties("hasMeasure"))
        self._sides = told.ties("boundActor", "owedTo")
        self._under = told.ties("underAgreement", "foundedBy")
        self._stated = told.ties("statedStatus")
        self._parties = told.parties()
        self._ties = (self._belongs, self._texts, self._owners, self._under)
        self.holds = cache(self._holds)
        self._life = cache(self._steps_of)

    def during(self, asked: Bounds) -> Lives:
        """Return the answers for another period; what the graph tells is not read again."""
        other = copy(self)
        other.asked = asked
        other.outside = asked.last < self.covered.first or asked.first > self.covered.last
        other.holds = cache(other._holds)  # noqa: SLF001 - of this very class
        return other

    @property
    def things(self) -> Iterable[str]:
        """Return the things that have a class."""
        return self._told.kinds

    def is_lasting(self, iri: str) -> bool:
        """Return whether a thing is there always, as far as anyone says: no date of its own can end it."""
        return self._way(iri) == "" and iri not in self._told.stretches and not self._told.steps.get(iri)

    def is_event(self, iri: str) -> bool:
        """Return whether a thing happens and is over."""
        return self._way(iri) == "Event"

    def ends(self, iri: str) -> bool:
        """Return whether anybody says when a thing ended, or it is an event, over as it happens."""
        return self._way(iri) == "Event" or self._is_dated(iri, after=True)

    def follows(self, iri: str) -> bool:
        """Return whether a thing changes only as what it belongs to does: a name, a code, a mere party."""
        way = self._way(iri)
        if way == "Participation":
            return not self._told.steps.get(iri) and iri not in self._told.stretches
        return way in {"Provision", "Measure"} or (way == "Norm" and not self._told.steps.get(iri))

    def events_of(self, iri: str) -> tuple[tuple[str, str], ...]:
        """Return the events, each with the status it reached, that give a thing its steps, sorted.

        Those of what the thing is made under or belongs to are among them.
        """
        lenders = (iri, *self._under.get(iri, ()), *self._belongs.get(iri, ()))
        return tuple(sorted({event for one in lenders for event in self._told.events.get(one, ())}))

    def steps(self, iri: str) -> tuple[Step, ...]:
        """Return the dated steps of a thing in order, those lent by what it belongs to included."""
        return tuple(sorted(self._life(iri), key=lambda step: (step.first, step.last, step.rank)))

    def turns(self, iri: str) -> frozenset[date]:
        """Return the days on which what holds of a thing can change: from one to the next it stays."""
        found = {FIRST_DAY}
        for one in self._rests_on(iri):
            span, stretch = self._told.spans.get(one), self._told.stretches.get(one)
            found.update((span.first, span.last) if span else ())
            if stretch:
                found.update((stretch.start_earliest, stretch.start_latest))
                found.update(day_after(day) for day in (stretch.end_earliest, stretch.end_latest))
            days = {day for step in self._life(one) for day in (step.first, step.last)}
            found.update(days, map(day_after, days))
        return frozenset(found)

    def _rests_on(self, iri: str) -> set[str]:
        """Return a thing and all the others that its time can depend on."""
        found, layer = {iri}, {iri}
        while layer:
            told = {up for one in layer for ties in self._ties for up in ties.get(one, ())}
            told |= {
                part
                for one in layer
                for text in self._texts.get(one, ())
                for side in self._sides.get(one, ())
                for part in self._parties.get((text, side), ())
            }
            layer = told - found
            found |= layer
        return found

    def stage(self, iri: str) -> str:
        """Return the IRI of the status that a thing had reached by the last day of the period, or ""."""
        way = self._way(iri)
        if way == "Event":
            happened = self._told.span(iri).last <= self.asked.last
            changed = stage(self._told.steps.get(iri, ()), self.asked.last)
            only = _ANNOUNCED if iri in self._told.announced else ""
            return changed.status if changed else only or (_TOOK_PLACE if happened else "")
        if way == "Exception":
            return _IN_FORCE if self.holds(iri) in {Holds.YES, Holds.UNKNOWN} else ""
        if way not in {*_STEPPED, "Participation", "Norm"}:
            return ""
        return self._stated_stage(iri) or getattr(stage(self._life(iri), self.asked.last), "status", "")

    def _stated_stage(self, iri: str) -> str:
        """Return the status that a source states without a date, where no dated step says more."""
        stated, steps = min(self._stated.get(iri, ("",))), self._life(iri)
        if not stated or self.holds(iri) is Holds.NO:
            return ""
        runs = self._told.step(self.asked, stated).phase == "running"
        silent = not any(step.phase in _SETTLED for step in steps) if runs else not steps
        return stated if silent else ""

    def _holds(self, iri: str) -> Holds:
        found = self._by_dates(iri)
        if found is Holds.NO or not self.outside:
            return found
        after = self.asked.first > self.covered.last
        return found if self._is_dated(iri, after=after) else Holds.UNKNOWN

    def _by_dates(self, iri: str) -> Holds:
        way = self._way(iri)
        special = {"Event": self._event, "Participation": self._participation, "Norm": self._norm}
        if way in special:
            return special[way](iri)
        if way == "Provision":
            return max((self._text(text) for text in self._texts.get(iri, ())), default=Holds.YES)
        if way == "Measure":
            return max((self._by_dates(owner) for owner in self._owners.get(iri, ())), default=Holds.YES)
        if way in _STEPPED and self._life(iri):
            return alive(self._life(iri), self.asked)
        return min(self._stretch(iri).on(self.asked), self._of(iri))

    def _way(self, iri: str) -> str:
        """Return the nearest class that settles how the time of a thing is told, "" for none."""
        kind = self._told.kinds.get(iri)
        if kind is None:
            return ""
        return next((one for one in _WAYS if AKG + one in self._schema.ancestors(kind)), "")

    def _is_dated(self, iri: str, *, after: bool) -> bool:
        """Return whether anybody says when a thing began or, ``after`` what is covered, when it ended."""
        if self._way(iri) == "Event":
            return after or self._told.span(iri).first > FIRST_DAY
        steps = self._life(iri) if self._way(iri) in {*_STEPPED, "Participation", "Norm"} else ()
        stretch = self._stretch(iri)
        if after:
            return stretch.end_known or any(step.over and step.last < LAST_DAY for step in steps)
        return stretch.start_known or any(step.first > FIRST_DAY for step in steps)

    def _stretch(self, iri: str) -> Stretch:
        return self._told.stretches.get(iri, ALWAYS)

    def _of(self, iri: str) -> Holds:
        """Return the answer for what a thing belongs to; a name, code or exception does not outlive it."""
        return max((self._by_dates(one) for one in self._belongs.get(iri, ())), default=Holds.YES)

    def _event(self, iri: str) -> Holds:
        span = self._told.span(iri)
        return Stretch(span.first, span.last, LAST_DAY, LAST_DAY).on(self.asked)

    def _steps_of(self, iri: str) -> list[Step]:
        """Return the steps of a thing, those told as plain dates and those lent by its agreements included.

        A transfer is contracted when the agreement that it is made under is signed; an alliance lives as the
        agreements that found it; a party that has no joining of its own shares the steps of its agreement.
        """
        told, way = self._told, self._way(iri)
        steps = [*told.steps.get(iri, ()), *self._plain_dates(iri, way)]
        if way == "Transfer":
            signed = [
                step
                for one in self._under.get(iri, ())
                for step in self._life(one)
                if step.status == _STATUS + "signed"
            ]
            steps += [told.step(Bounds(step.first, step.last), "contracted") for step in signed]
        elif way == "Alliance":
            steps += [step for one in self._under.get(iri, ()) for step in self._life(one)]
        elif way == "Participation" and not self._joined(iri):
            steps += [step for one in self._belongs.get(iri, ()) for step in self._life(one)]
        return steps

    def _plain_dates(self, iri: str, way: str) -> Iterator[Step]:
        """Yield the steps that a stated start and a stated end of a thing stand for."""
        stretch = self._told.stretches.get(iri)
        if stretch is None or way not in _STEPPED:
            return
        begun, over = _PLAIN.get(way, ("under-way", "completed"))
        if iri in self._told.started:
            yield self._told.step(Bounds(stretch.start_earliest, stretch.start_latest), begun)
        if stretch.end_known:
            yield self._told.step(Bounds(stretch.end_earliest, stretch.end_latest), over)

    def _joined(self, iri: str) -> bool:
        """Return whether a participation begins with a step of its own."""
        own = self._told.steps.get(iri, ())
        return bool(own) and min(own, key=lambda step: (step.first, step.rank)).status in _JOINING

    def _participation(self, iri: str) -> Holds:
        """Return whether somebody took part: in an event that happened, in a text while it runs for them."""
        whole = self._of(iri)
        own = self._stretch(iri).on(self.asked)
        if not self._told.steps.get(iri):
            return min(whole, own)
        texts = self._belongs.get(iri, ())
        runs = max((running(self._life(text), self.asked) for text in texts), default=Holds.NO)
        if runs is Holds.YES:
            joined = running(self._life(iri), self.asked)
        elif runs is Holds.NO:
            joined = self._no_earlier(iri, texts)
        else:
            both = {running(self._life(iri), self.asked), self._no_earlier(iri, texts)}
            joined = both.pop() if len(both) == 1 else Holds.POSSIBLY
        return min(whole, own, joined)

    def _no_earlier(self, iri: str, texts: Iterable[str]) -> Holds:
        """Return whether a party's stage is no earlier than that of its text, which is not in force."""
        day = self.asked.last
        mine = stage(self._life(iri), day)
        theirs = [reached for text in texts if (reached := stage(self._life(text), day))]
        needed = max((reached.rank for reached in theirs), default=0)
        lives = alive(self._life(iri), self.asked)
        if mine is None:
            return min(lives, Holds.POSSIBLY)
        return lives if mine.rank >= needed else Holds.NO

    def _norm(self, iri: str) -> Holds:
        """Return whether a norm stood: introduced, not repealed, its text and its sides in force."""
        own = alive(self._life(iri), self.asked) if self._life(iri) else self._stretch(iri).on(self.asked)
        texts = self._texts.get(iri, ())
        runs = max((self._text(text) for text in texts), default=Holds.YES)
        sides = [
            self._participation(place)
            for text in texts
            for side in self._sides.get(iri, ())
            for place in self._parties.get((text, side), ())
        ]
        return min([own, runs, *sides])

    def _text(self, iri: str) -> Holds:
        """Return whether a text was in force; where no source tells of its force, at most possibly."""
        if self._way(iri) != "Agreement":
            return self._by_dates(iri)
        steps = self._life(iri)
        if any(step.phase in _SETTLED for step in steps):
            return running(steps, self.asked)
        if _IN_FORCE in self._stated.get(iri, ()):
            return self._by_dates(iri)
        return min(self._by_dates(iri), Holds.POSSIBLY)

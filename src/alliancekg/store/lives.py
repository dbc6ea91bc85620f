"""Whether each thing held in a period, and the stage it had reached: the rules of ``docs/model.md``, Time.

Own dates come first: they say yes, possibly or no. Where they leave a side open, what those who speak of the
thing cover decides whether silence means anything: beyond it the answer is unknown.
"""

from __future__ import annotations

from copy import copy
from functools import cache
from typing import TYPE_CHECKING

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds
from alliancekg.lives import ALWAYS, Holds, Step, Stretch, alive, day_after, running, stage
from alliancekg.store.belonging import Belonging
from alliancekg.store.courses import STEPPED, Courses
from alliancekg.store.covered import is_beyond
from alliancekg.store.histories import Histories
from alliancekg.terms import AKG, AKV

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from pyoxigraph import Store

    from alliancekg.store.covered import Covered
    from alliancekg.store.schema import Schema

_STATUS = AKV + "status_"
_IN_FORCE, _TOOK_PLACE, _ANNOUNCED = (_STATUS + name for name in ("in-force", "took-place", "announced"))
#: The phases that settle whether a thing runs.
_SETTLED = frozenset(("running", "paused", "over"))
#: How the time of a thing is told, nearest class first; anything else is there always.
_WAYS = ("Event", "Participation", "Exception", "Norm", "Provision", "Measure", "Situation", *STEPPED)
#: What has steps; events may tell the time of an exception, a name or an office too.
_STEPPED = frozenset((*STEPPED, "Participation", "Norm", "Exception", "Situation"))


class Lives:
    """The answers for one period and one default graph.

    ``covered`` are the days that its sources speak of; without it dates alone decide. The period is
    ``outside`` when together they speak of none of its days, ``parted`` when that is not so of each alike.
    """

    def __init__(self, store: Store, schema: Schema, asked: Bounds, covered: Covered | None = None) -> None:
        self.covered = covered
        self._ask(asked)
        self._schema = schema
        self._told = told = Histories(store)
        self._way = cache(self._nearest)
        self._tied = Belonging(told, self._way)
        self._belongs, self._texts = self._tied.belongs, self._tied.texts
        self._stated = told.ties("statedStatus")
        self._courses = Courses(told, self._way)
        self._life = self._courses.steps

    def during(self, asked: Bounds) -> Lives:
        """Return the answers for another period; what the graph tells is not read again."""
        other = copy(self)
        other._ask(asked)  # noqa: SLF001 - of this very class
        return other

    def _ask(self, asked: Bounds) -> None:
        """Take a period; answers are kept for it alone: the parts of a treaty all ask about the treaty."""
        self.asked = asked
        self.outside = self.covered is not None and is_beyond(asked, self.covered.together)
        windows = self.covered.windows if self.covered else frozenset()
        self._beyond = any(is_beyond(asked, one) for one in windows)
        self.parted = self._beyond and len(windows) > 1
        self.holds = cache(self._holds)
        self._by_dates = cache(self._dated)
        self._alive = cache(self._is_alive)
        self._running = cache(self._is_running)

    @property
    def things(self) -> Collection[str]:
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
        lenders = (iri, *self._tied.under.get(iri, ()), *self._belongs.get(iri, ()))
        return tuple(sorted({event for one in lenders for event in self._told.events.get(one, ())}))

    def steps(self, iri: str) -> tuple[Step, ...]:
        """Return the dated steps of a thing in order, those lent by what it belongs to included."""
        return tuple(sorted(self._life(iri), key=lambda step: (step.first, step.last, step.rank)))

    def turns(self, iri: str) -> frozenset[date]:
        """Return the days on which what holds of a thing can change: from one to the next it stays."""
        found = {FIRST_DAY}
        for one in self._tied.rests_on(iri):
            span, stretch = self._told.spans.get(one), self._told.stretches.get(one)
            found.update((span.first, span.last) if span else ())
            if stretch:
                found.update((stretch.start_earliest, stretch.start_latest))
                found.update(day_after(day) for day in (stretch.end_earliest, stretch.end_latest))
            days = {day for step in self._life(one) for day in (step.first, step.last)}
            found.update(days, map(day_after, days))
            found.update([day_after(self._told.confirmed[one])] if one in self._told.confirmed else [])
        return frozenset(found)

    def stage(self, iri: str) -> str:
        """Return the IRI of the status that a thing had reached by the last day of the period, or ""."""
        way = self._way(iri)
        if way == "Event":
            happened = self._told.span(iri).last <= self.asked.last
            changed = self._reached(iri)
            only = _ANNOUNCED if iri in self._told.announced else ""
            return changed.status if changed else only or (_TOOK_PLACE if happened else "")
        if way == "Exception":
            return _IN_FORCE if self.holds(iri) in {Holds.YES, Holds.UNKNOWN} else ""
        if way not in _STEPPED or way == "Situation":
            return ""
        return self._stated_stage(iri) or getattr(self._reached(iri), "status", "")

    def phase(self, status: str) -> str:
        """Return the phase of a life that a status stands for: before, running, paused, over, no-change."""
        return self._told.step(self.asked, status).phase

    def _reached(self, iri: str) -> Step | None:
        """Return the step that gives the stage of a thing on the last day of the period."""
        return stage(self.asked.last, *self._courses.of(iri))

    def _is_alive(self, iri: str) -> Holds:
        return alive(self.asked, *self._courses.of(iri))

    def _is_running(self, iri: str) -> Holds:
        return running(self.asked, *self._courses.of(iri))

    def _stated_stage(self, iri: str) -> str:
        """Return the status that a source states without a date, where no dated step says more."""
        stated, steps = min(self._stated.get(iri, ("",))), self._life(iri)
        if not stated or self.holds(iri) is Holds.NO:
            return ""
        runs = self.phase(stated) == "running"
        silent = not any(step.phase in _SETTLED for step in steps) if runs else not steps
        return stated if silent else ""

    def _holds(self, iri: str) -> Holds:
        found = self._by_dates(iri)
        if found is Holds.NO:
            return found
        if self._is_tenure(iri) and self.asked.last > self._told.confirmed.get(iri, LAST_DAY):
            return found if self._is_dated(iri, after=True) else Holds.UNKNOWN
        if self.covered is None or not self._beyond:
            return found
        window = self.covered.of(iri)
        if not is_beyond(self.asked, window) or self._is_dated(iri, after=self.asked.first > window.last):
            return found
        return Holds.UNKNOWN

    def of_statement(self, subject: str, prop: str, value: str) -> Holds:
        """Return how a statement (IRIs, "" for a literal) that is not gone stands: as what it is about."""
        about = [one for one in (subject, value) if one]
        if self.is_event(subject):
            about = [subject]  # what an event did stays true when the thing it did it to is gone
        dated = [one for one in about if not self.is_lasting(one)]
        if dated or prop in self._schema.ruled:
            return min(map(self.holds, dated or about))
        if self.covered is None or not self._beyond:
            return Holds.YES
        window = self.covered.of_statement(subject, prop, value)
        return Holds.UNKNOWN if is_beyond(self.asked, window) else Holds.YES

    def _is_tenure(self, iri: str) -> bool:
        """Return whether somebody holds an office by it: nobody tells of every end, and it always comes."""
        return self._told.kinds.get(iri) == AKG + "Tenure"

    def _dated(self, iri: str) -> Holds:
        way = self._way(iri)
        special = {"Event": self._event, "Participation": self._participation, "Norm": self._norm}
        if way in special:
            return special[way](iri)
        if way == "Provision":
            return max((self._text(text) for text in self._texts.get(iri, ())), default=Holds.YES)
        if way == "Measure":
            return max((self._by_dates(owner) for owner in self._tied.owners.get(iri, ())), default=Holds.YES)
        if way in STEPPED and self._life(iri):
            return self._alive(iri)
        stepped = self._alive(iri) if way in _STEPPED and self._life(iri) else Holds.YES
        return min(stepped, self._stretch(iri).on(self.asked), self._of(iri))

    def _nearest(self, iri: str) -> str:
        """Return the nearest class that settles how the time of a thing is told, "" for none."""
        kind = self._told.kinds.get(iri)
        if kind is None:
            return ""
        return next((one for one in _WAYS if AKG + one in self._schema.ancestors(kind)), "")

    def _is_dated(self, iri: str, *, after: bool) -> bool:
        """Return whether anybody says when a thing began or, ``after`` what is covered, when it ended."""
        if self._way(iri) == "Event":
            return after or self._told.span(iri).first > FIRST_DAY
        steps = self._life(iri) if self._way(iri) in _STEPPED else ()
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

    def _participation(self, iri: str) -> Holds:
        """Return whether somebody took part: in an event that happened, in a text while it runs for them."""
        whole = self._of(iri)
        own = self._stretch(iri).on(self.asked)
        if not self._told.steps.get(iri):
            return min(whole, own)
        texts = self._belongs.get(iri, ())
        runs = max(map(self._running, texts), default=Holds.NO)
        if runs is Holds.YES:
            joined = self._running(iri)
        elif runs is Holds.NO:
            joined = self._no_earlier(iri, texts)
        else:
            both = {self._running(iri), self._no_earlier(iri, texts)}
            joined = both.pop() if len(both) == 1 else Holds.POSSIBLY
        return min(whole, own, joined)

    def _no_earlier(self, iri: str, texts: Iterable[str]) -> Holds:
        """Return whether a party has come as far as its text, which is not in force.

        A text that is suspended, or over, had come into force: so must its party.
        """
        mine = self._reached(iri)
        theirs = [reached for text in texts if (reached := self._reached(text))]
        if mine is None:
            return min(self._alive(iri), Holds.POSSIBLY)
        if any(reached.phase != "before" for reached in theirs):
            far = mine.phase != "before"
        else:
            far = mine.rank >= max((reached.rank for reached in theirs), default=0)
        return self._alive(iri) if far else Holds.NO

    def _norm(self, iri: str) -> Holds:
        """Return whether a norm stood: introduced, not repealed, a text of it and its sides in force."""
        own = self._alive(iri) if self._life(iri) else self._stretch(iri).on(self.asked)
        stood = [
            min([self._text(text), *(self._took_part(text, side) for side in self._tied.sides.get(iri, ()))])
            for text in self._tied.homes(iri)
        ]
        return min(own, max(stood, default=Holds.YES))

    def _took_part(self, text: str, side: str) -> Holds:
        """Return whether a side was in a text, in any of its spells; yes for one that is no party."""
        return max(map(self._participation, self._tied.parties.get((text, side), ())), default=Holds.YES)

    def _text(self, iri: str) -> Holds:
        """Return whether a text was in force; where no source tells of its force, at most possibly."""
        if self._way(iri) != "Agreement":
            return self._by_dates(iri)
        steps = self._life(iri)
        if any(step.phase in _SETTLED for step in steps):
            return self._running(iri)
        if any(self.phase(one) == "running" for one in self._stated.get(iri, ())):
            return self._by_dates(iri)
        return min(self._by_dates(iri), Holds.POSSIBLY)

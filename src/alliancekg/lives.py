"""What held on a day: three-valued truth, stretches of time, and the life of a thing from its dated steps.

Pure: days in, truth out. A period that is asked for is a pair of days, both inclusive. Truth speaks of dates
alone; what the sources cover is weighed by whoever asks (``store.lives``).

Source:
    Allen, J. F. (1983), Maintaining knowledge about temporal intervals, CACM 26(11); the reading of bounds
    as "for certain" and "at most" is that of ``docs/model.md``, Time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_DAY = timedelta(days=1)


class Holds(IntEnum):
    """Whether something held: ordered so that ``min`` is "and" and ``max`` is "or"."""

    NO = 0
    UNKNOWN = 1
    POSSIBLY = 2
    YES = 3

    def __str__(self) -> str:
        """Return the word that answers print."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time with a start and an end that are each known to lie between two days.

    Example:
        >>> august = Stretch(date(2023, 8, 1), date(2023, 8, 31), LAST_DAY, LAST_DAY)
        >>> [str(august.on(Bounds(day, day))) for day in (date(2023, 7, 31), date(2023, 8, 15))]
        ['no', 'possibly']
    """

    start_earliest: date
    start_latest: date
    end_earliest: date
    end_latest: date

    def on(self, asked: Bounds) -> Holds:
        """Return *yes* when it held throughout the period, *no* when on none of its days."""
        if self.start_latest <= asked.first and asked.last <= self.end_earliest:
            return Holds.YES
        reached = self.start_earliest <= asked.last and asked.first <= self.end_latest
        return Holds.POSSIBLY if reached else Holds.NO

    @property
    def start_known(self) -> bool:
        """Return whether anybody says when it began, be it only "before"."""
        return self.start_earliest > FIRST_DAY

    @property
    def end_known(self) -> bool:
        """Return whether anybody says when it ended."""
        return self.end_latest < LAST_DAY


ALWAYS = Stretch(FIRST_DAY, FIRST_DAY, LAST_DAY, LAST_DAY)


#: Statuses and kinds of events that can only befall what was there before, though they end nothing.
_AMENDED, _CANCELLED, _POSTPONED = "_amended", "_cancelled", "_postponed"
_GOING_ON = frozenset(("renewal", "extension", "resumption"))


@dataclass(frozen=True, slots=True)
class Step:
    """One dated change of a thing: the status it reached, some day between ``first`` and ``last``.

    ``phase`` is that of the status (before, running, paused, over, no-change), ``rank`` its ``lifeRank``,
    ``kind`` the last word of the kind of event, "" for none.
    A step that is only announced has no last day: nobody says that it was taken.
    """

    first: date
    last: date
    status: str
    phase: str
    rank: int
    kind: str = ""

    @property
    def presupposes(self) -> bool:
        """Return whether the step can only be taken by what was there before it: an end, a renewal."""
        return not self.begins or self.kind in _GOING_ON

    @property
    def begins(self) -> bool:
        """Return whether the step can make a thing begin, or begin again."""
        return not self.over and self.phase != "paused" and not self.status.endswith(_AMENDED)

    @property
    def halts(self) -> bool:
        """Return whether what ran no longer does after the step."""
        return self.over or self.phase == "paused" or self.status.endswith(_POSTPONED)

    @property
    def over(self) -> bool:
        """Return whether the step ends the thing."""
        return self.phase == "over"


def stage(day: date, *courses: Iterable[Step]) -> Step | None:
    """Return the step that gives the stage on ``day``, None when none was surely taken by then.

    Of the steps whose last day has come, those surely earlier than another are past; of the rest the one of
    the highest rank counts. A notice or a new name changes no stage. Of several courses (an alliance by two
    treaties) the one that runs, else the one that is not over, tells.
    """
    found = [_current([step for step in _changing(course) if step.last <= day]) for course in courses]
    order = ("over", "before", "paused", "running")
    return max(
        (step for step in found if step is not None),
        key=lambda step: (order.index(step.phase), step.rank, step.status),
        default=None,
    )


def running(asked: Bounds, *courses: Iterable[Step]) -> Holds:
    """Return whether a thing was in force, or under way, in a period; the day of its end still counts.

    A thing of several courses runs while one of them does.
    """
    known = [_changing(course) for course in courses]
    return throughout(lambda day: max((_runs(one, day) for one in known), default=Holds.NO), known, asked)


def alive(asked: Bounds, *courses: Iterable[Step]) -> Holds:
    """Return whether a thing was between its first step and its end; the day of its end still counts.

    A thing of several courses lives while one of them does.
    """
    known = [_changing(course) for course in courses]
    return throughout(lambda day: max((_lives(one, day) for one in known), default=Holds.NO), known, asked)


def throughout(on: Callable[[date], Holds], courses: Iterable[Iterable[Step]], asked: Bounds) -> Holds:
    """Return *yes* when ``on`` says so for each day of a period, *no* when for none, else *possibly*.

    What holds can change only where a step begins or ends, so only these days are looked at.
    """
    if asked.first == asked.last:
        return on(asked.first)
    turns = {day for course in courses for step in course for day in (step.first, step.last)}
    days = {asked.first, asked.last, *turns, *(day_after(day) for day in turns)}
    found = {on(day) for day in days if asked.first <= day <= asked.last}
    return found.pop() if len(found) == 1 else Holds.POSSIBLY


def _changing(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that change a stage."""
    return [step for step in steps if step.phase != "no-change"]


def _runs(steps: list[Step], day: date) -> Holds:
    """Return *yes* when the stage runs and no step that may have come ends or halts it."""
    now, maybe = _current(_taken(steps, day)), _maybes(steps, day)
    if now is not None and now.phase == "running":
        return Holds.POSSIBLY if any(step.halts for step in maybe) else Holds.YES
    begun = any(step.phase == "running" and step.begins for step in maybe)
    if now is None or now.phase == "before":
        to_come = [step for step in steps if step.phase != "before" and not _is_taken(step, day)]
        begun = begun or _presuppose([step for step in to_come if not step.status.endswith(_CANCELLED)])
    return min(Holds.POSSIBLY, _lives(steps, day)) if begun else Holds.NO


def _lives(steps: list[Step], day: date) -> Holds:
    """Return whether a thing with steps exists on a day."""
    now, maybe = _current(_taken(steps, day)), _maybes(steps, day)
    if now is None:
        begun = any(not step.presupposes for step in maybe)
        return Holds.POSSIBLY if begun or _presuppose(steps) else Holds.NO
    if now.over:
        return Holds.POSSIBLY if any(step.begins for step in maybe) else Holds.NO
    return Holds.POSSIBLY if any(step.over for step in maybe) else Holds.YES


def _presuppose(to_come: list[Step]) -> bool:
    """Return whether steps to come tell of a beginning that nobody dates: no dated one need precede them."""
    begins = min((step.first for step in to_come if not step.presupposes), default=None)
    return any(step.presupposes and (begins is None or step.last < begins) for step in to_come)


def _is_taken(step: Step, day: date) -> bool:
    """Return whether a step was surely taken by a day, and tells on it: an end tells from the next day on."""
    return step.last < day if step.over else step.last <= day


def _taken(steps: list[Step], day: date) -> list[Step]:
    return [step for step in steps if _is_taken(step, day)]


def _maybes(steps: list[Step], day: date) -> list[Step]:
    """Return the steps that may tell on a day, and may not."""
    return [
        step
        for step in steps
        if not _is_taken(step, day) and (step.first < day if step.over else step.first <= day)
    ]


def _current(taken: list[Step]) -> Step | None:
    """Return the step of the highest rank among those that are not past."""
    current = [step for step in taken if not any(_is_past(step, other) for other in taken)]
    return max(current, key=lambda step: (step.rank, step.status), default=None)


def _is_past(step: Step, other: Step) -> bool:
    """Return whether the other step was surely taken after this one, and leaves nothing of it.

    What runs is not undone by a later step towards running: a ratification while a treaty is applied
    provisionally, an approval of what is in force. Only a postponement takes it back.
    """
    kept = step.phase == "running" and other.phase == "before" and not other.halts
    return step.last < other.first and not kept


def day_after(day: date) -> date:
    """Return the next day; the last of all has none."""
    return day if day == LAST_DAY else day + _DAY

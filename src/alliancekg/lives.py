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


@dataclass(frozen=True, slots=True)
class Step:
    """One dated change of a thing: the status it reached, some day between ``first`` and ``last``.

    ``phase`` is that of the status (before, running, paused, over, no-change), ``rank`` its ``lifeRank``.
    A step that is only announced has no last day: nobody says that it was taken.
    """

    first: date
    last: date
    status: str
    phase: str
    rank: int

    @property
    def presupposes(self) -> bool:
        """Return whether the step can only be taken by what was there before it: an end, an amendment."""
        return self.over or self.phase == "paused" or self.status.endswith("_amended")

    @property
    def over(self) -> bool:
        """Return whether the step ends the thing."""
        return self.phase == "over"


def stage(steps: Iterable[Step], day: date) -> Step | None:
    """Return the step that gives the stage on ``day``, None when none was surely taken by then.

    Of the steps whose last day has come, those surely earlier than another are past; of the rest the one of
    the highest rank counts. A notice or a new name changes no stage.
    """
    taken = [step for step in steps if step.last <= day and step.phase != "no-change"]
    current = [step for step in taken if not _is_past(step, taken)]
    return max(current, key=lambda step: (step.rank, step.status), default=None)


def running(steps: Iterable[Step], asked: Bounds) -> Holds:
    """Return whether a thing was in force, or under way, in a period; the day of its end still counts."""
    known = [_ending(step) if step.over else step for step in steps if step.phase != "no-change"]
    return throughout(lambda day: _runs(known, day), known, asked)


def alive(steps: Iterable[Step], asked: Bounds) -> Holds:
    """Return whether a thing was between its first step and its end; the day of its end still counts."""
    known = [_ending(step) if step.over else step for step in steps if step.phase != "no-change"]
    return throughout(lambda day: _lives(known, day), known, asked)


def throughout(on: Callable[[date], Holds], steps: Iterable[Step], asked: Bounds) -> Holds:
    """Return *yes* when ``on`` says so for each day of a period, *no* when for none, else *possibly*.

    What holds can change only where a step begins or ends, so only these days are looked at.
    """
    turns = {day for step in steps for day in (step.first, step.last)}
    days = {asked.first, asked.last, *turns, *(day_after(day) for day in turns)}
    found = {on(day) for day in days if asked.first <= day <= asked.last}
    return found.pop() if len(found) == 1 else Holds.POSSIBLY


def _runs(steps: list[Step], day: date) -> Holds:
    """Return *yes* when the stage runs and no step that may have come ends or halts it."""
    now, maybe = stage(steps, day), _maybes(steps, day)
    if now is not None and now.phase == "running":
        halted = any(step.phase in {"over", "paused"} for step in maybe)
        return Holds.POSSIBLY if halted else Holds.YES
    begun = any(step.phase == "running" for step in maybe)
    return Holds.POSSIBLY if begun else Holds.NO


def _lives(steps: list[Step], day: date) -> Holds:
    """Return whether a thing with steps exists on a day."""
    now, maybe = stage(steps, day), _maybes(steps, day)
    if now is None:
        if any(not step.over for step in maybe):
            return Holds.POSSIBLY
        first = min(steps, key=lambda step: (step.first, step.rank), default=None)
        return Holds.NO if first is None or not first.presupposes else Holds.POSSIBLY
    if now.over:
        return Holds.POSSIBLY if any(not step.over for step in maybe) else Holds.NO
    return Holds.POSSIBLY if any(step.over for step in maybe) else Holds.YES


def _maybes(steps: list[Step], day: date) -> list[Step]:
    """Return the steps that may have been taken by a day, and may not."""
    return [step for step in steps if step.first <= day < step.last]


def _is_past(step: Step, taken: list[Step]) -> bool:
    """Return whether another step was surely taken after this one."""
    return any(step.last < other.first for other in taken)


def _ending(step: Step) -> Step:
    """Return a step that ends a thing as it tells: from the next day on."""
    return Step(day_after(step.first), day_after(step.last), step.status, step.phase, step.rank)


def day_after(day: date) -> date:
    """Return the next day; the last of all has none."""
    return day if day == LAST_DAY else day + _DAY

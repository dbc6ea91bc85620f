"""Put together the dated steps of a thing: its own, those told as plain dates, and those it is lent.

A course is one run of steps. A thing has one, but an alliance by two treaties has two, one for each, and with
it whoever takes part in it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from alliancekg.dates import Bounds
from alliancekg.terms import AKV

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from alliancekg.lives import Step
    from alliancekg.store.histories import Histories

    #: One run of steps.
    Course = tuple[Step, ...]

_STATUS = AKV + "status_"
_SIGNED = _STATUS + "signed"
#: A party whose first step is one of these, or an accession, joined by it, and has a life of its own.
_JOINING = frozenset(
    _STATUS + name
    for name in ("invited", "signed", "provisionally-applied", "in-force", "contracted", "under-way")
)
#: The things whose stated start and end are steps: of an agreement in force and terminated, of others these.
STEPPED = ("Agreement", "Program", "Transfer", "Alliance", "Organization", "PolicyInstrument")
_PLAIN = {"Agreement": ("in-force", "terminated"), "Alliance": ("in-force", "terminated")}


class Courses:
    """The courses of things: ``way`` gives the class that settles how the time of a thing is told."""

    def __init__(self, told: Histories, way: Callable[[str], str]) -> None:
        self._told = told
        self._way = way
        self._under = told.ties("underAgreement", "foundedBy")
        self._in = told.ties("participationIn")
        self.of = cache(self._of)

    def steps(self, iri: str) -> Course:
        """Return the steps of all the courses of a thing, each once."""
        return tuple(dict.fromkeys(step for course in self.of(iri) for step in course))

    def _of(self, iri: str) -> tuple[Course, ...]:
        """Return the courses of a thing.

        A transfer is contracted when the agreement that it is made under is signed; an alliance lives as the
        agreements that found it; a party shares the steps of what it takes part in as ``_shared`` tells.
        """
        told, way = self._told, self._way(iri)
        own = (*told.steps.get(iri, ()), *self._plain_dates(iri, way))
        lent: list[Course] = []
        if way == "Transfer":
            signed = [step for one in self._under.get(iri, ()) for step in self.steps(one)]
            own += tuple(
                told.step(Bounds(step.first, step.last), "contracted")
                for step in signed
                if step.status == _SIGNED
            )
        elif way == "Alliance":
            lent = [course for one in self._under.get(iri, ()) for course in self.of(one)]
        elif way == "Participation":
            lent = [_shared(own, course) for one in self._in.get(iri, ()) for course in self.of(one)]
        return tuple(dict.fromkeys((*own, *course) for course in lent)) or (own,)

    def _plain_dates(self, iri: str, way: str) -> Iterator[Step]:
        """Yield the steps that a stated start and a stated end of a thing stand for."""
        stretch = self._told.stretches.get(iri)
        if stretch is None or way not in STEPPED:
            return
        begun, over = _PLAIN.get(way, ("under-way", "completed"))
        if iri in self._told.started:
            yield self._told.step(Bounds(stretch.start_earliest, stretch.start_latest), begun)
        if stretch.end_known:
            yield self._told.step(Bounds(stretch.end_earliest, stretch.end_latest), over)


def _shared(own: Course, text: Course) -> Course:
    """Return the steps of a text that are those of a party too, ``own`` being the party's.

    A party that joined by a step of its own has its own life, unless it signed (or acceded to) what was not
    in force yet: the text comes into force for it as well. Who has left, or is suspended, is not brought back
    by what the others do.
    """
    first = min(own, key=lambda step: (step.first, step.rank), default=None)
    if first is None:
        return text
    if first.status in _JOINING or first.kind == "accession":
        signed = any(step.status == _SIGNED or step.kind == "accession" for step in own)
        late = any(step.phase == "running" and step.last < first.first for step in text)
        if not signed or late or any(step.phase == "running" for step in own):
            return ()
        text = tuple(step for step in text if step.last >= first.first)
    return tuple(step for step in text if not _is_barred(own, step))


def _is_barred(own: Course, step: Step) -> bool:
    """Return whether a party had left before a step, or was suspended and the step ends nothing."""
    before = [one for one in own if one.last < step.first]
    latest = max(before, key=lambda one: (one.first, one.last, one.rank), default=None)
    return latest is not None and (latest.over or (latest.phase == "paused" and not step.over))

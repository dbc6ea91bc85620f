"""Read what the default graph tells of times: the steps, the stretch and the ties of each thing.

Only dates and the words of the vocabulary are read here; what they mean on a day is told in
``alliancekg.lives`` and, thing by thing, in ``store.lives``.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds
from alliancekg.lives import Step, Stretch
from alliancekg.terms import AKG, AKV, ONTOLOGY, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

_STATUS = AKV + "status_"
#: What an event does to a thing without naming a status of its own.
_IMPLIED = {"announces": "announced", "introduces": "in-force", "repeals": "repealed"}
_MADE, _UNMADE = AKG + "resultingOrganization", AKG + "originalOrganization"
_ENDINGS = frozenset(AKV + "event-kind_" + kind for kind in ("merger", "dissolution"))


class Histories:
    """The dates and ties of the things of one default graph, as plain dictionaries of IRIs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.kinds = {thing: kind for thing, kind in self.pairs(RDF + "type") if "#" not in thing}
        self.spans = self._spans()
        self.announced = frozenset(thing for thing, _ in self.pairs(AKG + "onlyAnnounced"))
        self.stretches = self._stretches()
        self.confirmed = self._days("lastConfirmed")
        self.started = frozenset(thing for thing, _ in self.pairs(AKG + "startDate"))
        self._phases = self._words("lifePhase")
        self._ranks = self._words("lifeRank")
        self.steps = self._steps()

    def pairs(self, prop: str) -> Iterator[tuple[str, str]]:
        """Return subject and object of each statement of a property (an IRI)."""
        return pairs(self._store, prop)

    def ties(self, *names: str) -> dict[str, list[str]]:
        """Return subject to objects over properties of ours."""
        return ties(self._store, *names)

    def parties(self) -> dict[tuple[str, str], list[str]]:
        """Return the participations by (what they are in, who takes part)."""
        found: dict[tuple[str, str], list[str]] = {}
        who = self.ties("participant")
        for part, things in self.ties("participationIn").items():
            for thing in things:
                for actor in who.get(part, ()):
                    found.setdefault((thing, actor), []).append(part)
        return found

    def step(self, span: Bounds, status: str, kind: str = "") -> Step:
        """Return a step that reached a status (an IRI, or its last word) within a span."""
        iri = status if status.startswith(AKV) else _STATUS + status
        phase = self._phases.get(iri, "").rpartition("_")[2] or "no-change"
        return Step(span.first, span.last, iri, phase, int(self._ranks.get(iri, "0")), kind)

    def span(self, event: str) -> Bounds:
        """Return the days an event can have been on; one that is only announced may never have been."""
        known = self.spans.get(event, Bounds(FIRST_DAY, LAST_DAY))
        return Bounds(known.first, LAST_DAY) if event in self.announced else known

    def _spans(self) -> dict[str, Bounds]:
        ends = self._days("latest")
        return {event: Bounds(day, ends[event]) for event, day in self._days("earliest").items()}

    def _stretches(self) -> dict[str, Stretch]:
        starts, ends = self._days("startLatest"), self._days("endEarliest")
        last = self._days("endLatest")
        return {
            thing: Stretch(day, starts[thing], ends[thing], last[thing])
            for thing, day in self._days("startEarliest").items()
        }

    def _days(self, name: str) -> dict[str, date]:
        return {thing: date.fromisoformat(text) for thing, text in self.pairs(AKG + name)}

    def _words(self, name: str) -> dict[str, str]:
        """Return what the vocabulary says of each status."""
        found = self._store.quads_for_pattern(None, NamedNode(AKG + name), None, NamedNode(ONTOLOGY))
        return {quad.subject.value: quad.object.value for quad in found}  # type: ignore[union-attr]

    def _steps(self) -> dict[str, list[Step]]:
        """Return the steps of each thing that events change, announce, introduce, repeal, make or end.

        A notice or a new name is none: it leaves the thing as it was.
        """
        found: dict[str, list[Step]] = {}
        self.events: dict[str, list[tuple[str, str]]] = {}
        kinds = dict(self.pairs(AKG + "eventKind"))
        for event, thing, status in self._changes(kinds):
            kind = kinds.get(event, "").rpartition("_")[2]
            found.setdefault(thing, []).append(self.step(self.span(event), status, kind))
            iri = status if status.startswith(AKV) else _STATUS + status
            self.events.setdefault(thing, []).append((event, iri))
        changing = {
            thing: [one for one in steps if one.phase != "no-change"] for thing, steps in found.items()
        }
        return {thing: steps for thing, steps in changing.items() if steps}

    def _changes(self, kinds: dict[str, str]) -> Iterator[tuple[str, str, str]]:
        """Yield event, thing and the status that it reached."""
        reached = self.ties("resultStatus")
        for event, thing in self.pairs(AKG + "changes"):
            for status in reached.get(event, ()):
                yield event, thing, status
        for name, status in _IMPLIED.items():
            for event, thing in self.pairs(AKG + name):
                yield event, thing, status
        made, unmade = set(self.pairs(_MADE)), set(self.pairs(_UNMADE))
        for event, thing in sorted(made ^ unmade):  # who comes out of a change as who went in was there
            if (event, thing) in made:
                yield event, thing, "under-way"
            elif kinds.get(event) in _ENDINGS:
                yield event, thing, "terminated"


def pairs(store: Store, prop: str) -> Iterator[tuple[str, str]]:
    """Yield subject and object of each statement of a property (an IRI) between things, or to a text."""
    for quad in store.quads_for_pattern(None, NamedNode(prop), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value, getattr(quad.object, "value", "")


def ties(store: Store, *names: str) -> dict[str, list[str]]:
    """Return subject to objects over properties of ours, sorted."""
    found: dict[str, set[str]] = {}
    for name in names:
        for subject, value in pairs(store, AKG + name):
            found.setdefault(subject, set()).add(value)
    return {subject: sorted(values) for subject, values in found.items()}


def turned(tied: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return object to subjects."""
    found: dict[str, list[str]] = {}
    for subject, values in tied.items():
        for value in values:
            found.setdefault(value, []).append(subject)
    return found

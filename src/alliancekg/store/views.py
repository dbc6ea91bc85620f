"""As-of views: a dataset of its own that holds what held in a period, with the rules run after the cut.

Things whose own dates exclude the period go, with their statements and those that point at them; an event
that did something to them stays, for it is history. What is left open is kept in the view and left out of its
``certain`` twin: a row that stands in both is certain. Exceptions count the other way round: one that is only
possible takes nothing off in the view, and takes a duty off in the twin.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from alliancekg.dates import FIRST_DAY, period
from alliancekg.lives import Holds
from alliancekg.model import NOT_STATED, Timing
from alliancekg.store.covered import Covered, is_beyond
from alliancekg.store.engine import in_default
from alliancekg.store.graph import GraphStore
from alliancekg.store.lives import Lives
from alliancekg.store.rules import rules, run_rules
from alliancekg.terms import AKG, AKV, CONFLICTS, DERIVED, ONTOLOGY, REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from alliancekg.store.calendar import Calendar, Standing

#: Whether what is only possible counts.
POSSIBLE = ("include", "exclude", "only")
STAGE_GRAPH = DERIVED + "stage"
#: What is cut out: of a view, of its twin that tells what is certain, and of a view of what is known.
GOES = {
    "view": frozenset((Holds.NO,)),
    "twin": frozenset((Holds.NO, Holds.POSSIBLY)),
    "exclude": frozenset((Holds.NO, Holds.POSSIBLY, Holds.UNKNOWN)),
}
_STAGE, _CONFLICT_ON = NamedNode(AKG + "stage"), NamedNode(AKG + "conflictOn")
_STATED_STATUS = NamedNode(AKG + "statedStatus")
_STATUSES = frozenset((_STAGE, _STATED_STATUS))
_IN_FORCE = NamedNode(AKV + "status_in-force")
_EXCEPTION, _EVENT = AKG + "Exception", AKG + "Event"
_LAST_CONFIRMED = NamedNode(AKG + "lastConfirmed")


class View(GraphStore):
    """What held in a period, ``as_of`` as the user wrote it.

    ``possible`` says what counts that is only possible: it is in the view ("include"), left out ("exclude"),
    or in it to be shown alone ("only"). ``lives`` has the answer for each thing of ``whole``, the graph that
    the view was cut from.
    """

    def __init__(self, whole: GraphStore, as_of: str, possible: str = "include") -> None:
        self.whole = whole
        self.as_of = as_of
        self.possible = possible
        self.out = GOES["exclude" if possible == "exclude" else "view"]
        self.asked, self._covered = period(as_of), Covered(whole)
        self.outside = is_beyond(self.asked, self._covered.together)
        self.files, self.modes, self.passages = whole.files, whole.modes, whole.passages
        self.known_by, self.undated = whole.known_by, whole.undated
        self._known: dict[str, bool] = {}
        self._on = cache(lambda day: self.lives.during(period(day)))
        self.__dict__["schema"] = whole.schema
        self.__dict__["names"] = whole.names  # what is gone keeps its name: history points at it
        self.__dict__["sources"] = whole.sources  # what they say of themselves stays

    @cached_property
    def lives(self) -> Lives:
        """Return the answer for each thing of the whole."""
        return Lives(self.whole.engine, self.whole.schema, self.asked, self._covered)

    @cached_property
    def engine(self) -> Store:  # type: ignore[override]
        """Return what is left, cut and derived when the first statement is asked for."""
        return _cut(self.whole, self.lives, self.out)

    def standing(self, calendar: Calendar) -> Standing:
        """Return how the things of a calendar of the whole stand."""
        return calendar.during(self.asked, lambda: self.lives)

    def learn(self, gone: Iterable[tuple[str, bool]]) -> None:
        """Take note of whether things (IRIs) are gone, for those who ask before anything is cut."""
        self._known.update(gone)

    def declared(self, name: str) -> Iterable[Quad]:
        """Return the statements of the default graph by a property of ours that no rule writes."""
        if "engine" in self.__dict__:
            return super().declared(name)
        told = self.whole.declared(name)
        return (quad for quad in told if not (self._is_gone(quad.subject) or self._is_gone(quad.object)))

    def _is_gone(self, node: object) -> bool:
        iri = getattr(node, "value", "")
        if ":" not in iri:
            return False  # a date names nothing: no need to look
        if iri not in self._known:
            self._known[iri] = _goes(self.whole, self.lives, iri, self.out)
        return self._known[iri]

    def timing(self, triples: Iterable[Triple], thing: str = "") -> Timing:
        """Return how statements, taken together, stand in the period; ``thing`` has the stage."""
        told = list(triples)
        found = self.lives.holds(thing) if thing and not told else self.holds(told)
        confirmed = "" if found is Holds.NO else self._last_confirmed(told, thing)
        status = self.lives.stage(thing) if thing else ""
        return Timing(str(found), self.names.label(status) if status else "", confirmed)

    def life(self, thing: str) -> Timing:
        """Return how a thing stands in the period, as is said of it.

        Where no date changes anything, it is in every view: that it was there then is not stated.
        """
        found = self.timing((), thing)
        if found.holds != str(Holds.YES) or found.stage or self.lives.turns(thing) != {FIRST_DAY}:
            return found
        return replace(found, holds=NOT_STATED)

    def holds(self, triples: Iterable[Triple]) -> Holds:
        """Return how statements, taken together, stand: as the least of them, *yes* without any."""
        return min(map(self._holds, triples), default=Holds.YES)

    def is_hedged(self, iri: str) -> bool:
        """Return whether only hedged passages speak of a thing: at any time, for a date hedges nothing."""
        return self.whole.is_hedged(iri)

    def _last_confirmed(self, triples: Iterable[Triple], thing: str) -> str:
        """Return the earliest of the days up to which the open-ended things in statements are confirmed.

        None is told where something in them had ended by then: a membership of 1954 to 1990 is not confirmed
        for 2018 by an alliance that was.
        """
        nodes = {node for triple in triples for node in (triple.subject, triple.object)}
        things = {node.value for node in nodes if isinstance(node, NamedNode)} | ({thing} if thing else set())
        found = [
            getattr(quad.object, "value", "")
            for iri in things
            if not self.lives.ends(iri)
            for quad in self.engine.quads_for_pattern(NamedNode(iri), _LAST_CONFIRMED, None, DefaultGraph())
        ]
        day = min(found, default="")
        if day <= self.lives.asked.last.isoformat():
            return day
        then = self._on(day)
        return "" if any(then.holds(iri) is Holds.NO for iri in things) else day

    def _holds(self, triple: Triple) -> Holds:
        if self.possible != "exclude" and not self._is_certain(triple):
            return Holds.POSSIBLY
        subject, prop, value = (node.value if isinstance(node, NamedNode) else "" for node in triple)
        if self.lives.parted and prop in self.schema.ruled and not in_default(self.known, triple):
            return Holds.UNKNOWN
        return self.lives.of_statement(subject, prop, value)

    def _is_certain(self, triple: Triple) -> bool:
        """Return whether a statement of the view is in its twin; what rules wrote is looked up there."""
        if self._is_cut_apart(triple) or "certain" in self.__dict__:
            return in_default(self.certain, triple)
        subject, value = (getattr(node, "value", "") for node in (triple.subject, triple.object))
        if _goes(self.whole, self.lives, subject, GOES["twin"]):
            return False
        stays = subject in self._events or not _goes(self.whole, self.lives, value, GOES["twin"])
        return stays and in_default(self.engine, triple)

    def _is_cut_apart(self, triple: Triple) -> bool:
        """Return whether the cut looks at more of a statement than at its ends, or rules write its like."""
        prop = triple.predicate
        return prop in _STATUSES or prop.value in self.schema.derived_by or triple.subject in self._notes

    @cached_property
    def _events(self) -> frozenset[str]:
        return frozenset(self.whole.instances([_EVENT]))

    @cached_property
    def _notes(self) -> frozenset[object]:
        found = self.whole.engine.quads_for_pattern(None, _CONFLICT_ON, None, NamedNode(CONFLICTS))
        return frozenset(quad.subject for quad in found)

    @cached_property
    def certain(self) -> Store:
        """Return the twin that holds only what held for certain, built when the first row is asked about."""
        return _cut(self.whole, self.lives, GOES["twin"])

    @cached_property
    def known(self) -> Store:
        """Return the twin that holds only what is known: what rules derive in it rests on nothing else."""
        kept = frozenset(filter(self.lives.is_lasting, self.lives.things))
        return _cut(self.whole, self.lives, GOES["exclude"], kept)


def _cut(whole: GraphStore, lives: Lives, out: frozenset[Holds], kept: frozenset[str] = frozenset()) -> Store:
    """Return a new engine without what is ``out``, with the stages, and what the rules derive from both.

    What is ``kept`` stays while it is only unknown.
    """
    certain = Holds.POSSIBLY in out
    milder = out - {Holds.UNKNOWN}
    gone = frozenset(iri for iri in lives.things if _goes(whole, lives, iri, milder if iri in kept else out))
    events = frozenset(whole.instances([_EVENT]))
    stages = [(iri, lives.stage(iri)) for iri in sorted(lives.things) if iri not in gone]
    early = frozenset(iri for iri, status in stages if status and lives.phase(status) == "before")
    engine = Store()
    engine.extend(
        quad
        for quad in _kept(whole, gone, events)
        if not (quad.predicate == _STATED_STATUS and _is_ahead(quad, lives, early))
    )
    written = [(NamedNode(iri), _STAGE, NamedNode(status)) for iri, status in stages if status]
    if certain:
        exceptions = [iri for iri in whole.instances([_EXCEPTION]) if iri not in gone]
        written += [(NamedNode(iri), _STAGE, _IN_FORCE) for iri in exceptions]
    for graph in (NamedNode(STAGE_GRAPH), DefaultGraph()):
        engine.extend(Quad(*triple, graph) for triple in written)
    run_rules(engine)
    return engine


def _goes(whole: GraphStore, lives: Lives, iri: str, out: frozenset[Holds]) -> bool:
    """Return whether what an IRI names is cut out; what has no class is not, a text is none."""
    if iri not in lives.things:
        return False
    found = lives.holds(iri)
    is_exception = _EXCEPTION in whole.schema.ancestors(whole.names.kind(iri))
    return found is Holds.NO if is_exception else found in out


def _is_ahead(quad: Quad, lives: Lives, early: frozenset[str]) -> bool:
    """Return whether an undated status is one that the dated steps of its thing reach only later."""
    return quad.subject.value in early and lives.phase(quad.object.value) != "before"  # type: ignore[union-attr]


def _kept(whole: GraphStore, gone: frozenset[str], events: frozenset[str]) -> Iterable[Quad]:
    """Yield the quads of a loaded graph, less those of things that are gone and those that rules made."""
    derived = {rule.graph for rule in rules()}
    made = {
        quad.predicate
        for graph in derived
        for quad in whole.engine.quads_for_pattern(None, None, None, NamedNode(graph))
    }
    notes = {
        quad.subject
        for quad in whole.engine.quads_for_pattern(None, _CONFLICT_ON, None, NamedNode(CONFLICTS))
        if getattr(quad.object, "value", "") in gone
    }
    untouched = {REGISTRY, ONTOLOGY, *whole.sources}
    for quad in whole.engine:
        graph = getattr(quad.graph_name, "value", "")
        if graph in untouched:
            yield quad
        elif graph in derived or quad.predicate in made or quad.subject in notes:
            continue
        else:
            subject = getattr(quad.subject, "value", "")
            if subject in gone:
                continue
            if getattr(quad.object, "value", "") not in gone or subject in events:
                yield quad

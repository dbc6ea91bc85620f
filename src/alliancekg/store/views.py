"""As-of views: a dataset of its own that holds what held in a period, with the rules run after the cut.

Things whose own dates exclude the period go, with their statements and those that point at them; an event
that did something to them stays, for it is history. What is left open is kept in the view and left out of its
``certain`` twin: a row that stands in both is certain. Exceptions count the other way round: one that is only
possible takes nothing off in the view, and takes a duty off in the twin.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from alliancekg.dates import period
from alliancekg.lives import Holds
from alliancekg.model import Timing
from alliancekg.store.engine import in_default
from alliancekg.store.graph import GraphStore
from alliancekg.store.lives import Lives
from alliancekg.store.rules import rules, run_rules
from alliancekg.terms import AKG, AKV, CONFLICTS, DERIVED, ONTOLOGY, REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from alliancekg.dates import Bounds

#: Whether what is only possible counts.
POSSIBLE = ("include", "exclude", "only")
STAGE_GRAPH = DERIVED + "stage"
#: What is cut out: of a view, of its twin that tells what is certain, and of a view of that alone.
_GOES = {
    "view": frozenset((Holds.NO,)),
    "twin": frozenset((Holds.NO, Holds.POSSIBLY)),
    "exclude": frozenset((Holds.NO, Holds.POSSIBLY, Holds.UNKNOWN)),
}
_STAGE, _CONFLICT_ON = NamedNode(AKG + "stage"), NamedNode(AKG + "conflictOn")
_STATED_STATUS = NamedNode(AKG + "statedStatus")
_IN_FORCE = NamedNode(AKV + "status_in-force")
_EXCEPTION, _EVENT = AKG + "Exception", AKG + "Event"
_LAST_CONFIRMED = NamedNode(AKG + "lastConfirmed")


class View(GraphStore):
    """What held in a period, ``as_of`` as the user wrote it.

    ``possible`` says what counts that is only possible: it is in the view ("include"), left out ("exclude"),
    or in it to be shown alone ("only"). ``lives`` has the answer for each thing of ``whole``, the graph that
    the view was cut from.
    """

    def __init__(self, whole: GraphStore, as_of: str, covered: Bounds, possible: str = "include") -> None:
        self.whole = whole
        self.as_of = as_of
        self.possible = possible
        self.lives = Lives(whole.engine, whole.schema, period(as_of), covered)
        self._on = cache(lambda day: self.lives.during(period(day)))
        self.outside = self.lives.outside
        engine = _cut(whole, self.lives, _GOES["exclude" if possible == "exclude" else "view"])
        super().__init__(engine, whole.files, whole.modes, whole.passages, whole.known_by)
        self.__dict__["schema"] = whole.schema
        self.__dict__["names"] = whole.names  # what is gone keeps its name: history points at it

    def timing(self, triples: Iterable[Triple], thing: str = "") -> Timing:
        """Return how statements, taken together, stand in the period; ``thing`` has the stage."""
        told = list(triples)
        found = min(map(self._holds, told), default=Holds.YES)
        if thing and not told:
            found = self.lives.holds(thing)
        confirmed = "" if found is Holds.NO else self._last_confirmed(told, thing)
        status = self.lives.stage(thing) if thing else ""
        return Timing(str(found), self.names.label(status) if status else "", confirmed)

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
        if self.possible != "exclude" and not in_default(self.certain, triple):
            return Holds.POSSIBLY
        ends = [node.value for node in (triple.subject, triple.object) if isinstance(node, NamedNode)]
        if ends and self.lives.is_event(ends[0]):
            ends = ends[:1]  # what an event did stays true when the thing it did it to is gone
        dated = [self.lives.holds(iri) for iri in ends if not self.lives.is_lasting(iri)]
        if dated:
            return min(dated)
        return Holds.UNKNOWN if self.lives.outside else Holds.YES

    @cached_property
    def certain(self) -> Store:
        """Return the twin that holds only what held for certain, built when the first row is asked about."""
        return _cut(self.whole, self.lives, _GOES["twin"])


def _cut(whole: GraphStore, lives: Lives, out: frozenset[Holds]) -> Store:
    """Return a new engine without what is ``out``, with the stages, and what the rules derive from both."""
    certain = Holds.POSSIBLY in out
    gone = frozenset(iri for iri in lives.things if _goes(whole, lives, iri, out))
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

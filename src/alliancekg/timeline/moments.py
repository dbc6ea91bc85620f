"""What as-of views say of each row, for every date at once: the states of a row between its turns.

A view is cut for one date; the page needs them all. The same rules are asked here row by row, on the days on
which a row can change and for the months and years around them. That both agree is tested.
"""

from __future__ import annotations

from functools import cache
from itertools import chain, groupby
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds, period
from alliancekg.lives import Holds
from alliancekg.model import Held, State
from alliancekg.store.covered import Covered
from alliancekg.store.engine import matching
from alliancekg.store.lives import Lives
from alliancekg.store.views import GOES
from alliancekg.terms import AKG, AKV, ONTOLOGY, compress, expand
from alliancekg.timeline.worlds import Worlds, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from alliancekg.model import Relation
    from alliancekg.store.graph import GraphStore
    from alliancekg.timeline.worlds import Statement


_NO = State(str(Holds.NO))
_STAGE, _IN_FORCE = NamedNode(AKG + "stage"), NamedNode(AKV + "status_in-force")
_TOOK_PLACE = AKV + "status_took-place"
_EVENT, _PHASE_OF = AKG + "Event", AKG + "phaseOf"
#: What is gone from the view, from its twin of what is certain, and from that of what is known.
_PERHAPS, _SURELY, _KNOWN = (GOES[name] for name in ("view", "twin", "exclude"))


class Moments:
    """The states of the rows of a whole graph."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        covered = Covered(graph)
        self._lives = Lives(graph.engine, graph.schema, Bounds(FIRST_DAY, FIRST_DAY), covered)
        self._limits = covered.edges
        self._rules = Worlds(graph)
        self._at = cache(lambda asked: _Moment(self._lives.during(asked), self._rules))
        self._turns = cache(self._lives.turns)
        found = graph.engine.quads_for_pattern(None, NamedNode(AKG + "lifePhase"), None, NamedNode(ONTOLOGY))
        self._phases = {
            getattr(quad.subject, "value", ""): getattr(quad.object, "value", "").rpartition("_")[2]
            for quad in found
        }

    def thing(self, iri: str) -> Held:
        """Return how a thing stood."""
        return self._held({iri}, lambda moment: moment.thing(iri), iri)

    def edge(self, row: Relation) -> Held:
        """Return how an edge stood, as ``GraphStore.relations.edges`` tells it: it needs both its ends."""
        return self._row(row, (_iri(row.subject.id), _iri(row.object.id)))

    def relation(self, row: Relation) -> Held:
        """Return how a relation stood that is told of a thing, its subject, or of a phase of it."""
        subject = _iri(row.subject.id)
        phases = [_iri(one.value.id) for one in row.details if one.property == compress(_PHASE_OF)]
        within = [[(phase, _PHASE_OF, subject)] for phase in phases]
        return self._row(row, (*phases, subject) if within else (subject,), within)

    def _row(self, row: Relation, ends: tuple[str, ...], within: Iterable[list[Statement]] = ()) -> Held:
        statements = [(_iri(s), _iri(p), _iri(o)) for s, p, o in row.statements]
        carrier = "" if " " in row.id else _iri(row.id)
        if not carrier:
            things = {statements[0][0], statements[0][2]} | self._rules.behind(statements[0])
            staged = self._staged(statements[0], _iri(row.subject.id))
            return self._held(things, lambda moment: moment.statements(statements, [], ends), staged)
        own = [one for one in statements if one[0] == carrier]
        within = list(within)
        near = ends[: len(within)] or ends  # who took part in a phase is not tied to the whole
        links = within + [
            [one for one in statements if {one[0], one[2]} == {carrier, end}] or self._ruled(carrier, end)
            for end in near
        ]
        linking = list(chain.from_iterable(links))
        things = {node for one in [*own, *linking] for node in (one[0], one[2])}
        things = things.union(*map(self._rules.behind, linking))
        return self._held(things, lambda moment: moment.statements(own, links, ends), carrier)

    def _ruled(self, carrier: str, end: str) -> list[Statement]:
        """Return the derived statements that tie a carrier to a thing: a row does not list them."""
        one, other = NamedNode(carrier), NamedNode(end)
        found = [*matching(self._graph.engine, one, o=other), *matching(self._graph.engine, other, o=one)]
        return [plain(triple) for triple in found if triple.predicate.value in self._rules.made]

    def _staged(self, statement: Statement, root: str) -> str:
        """Return the thing whose stage a plain statement is told with: its event, or the far end."""
        subject, _, value = statement
        if _EVENT in self._graph.schema.ancestors(self._graph.names.kind(subject)):
            return subject
        return value if subject == root else subject

    def _held(self, things: Iterable[str], on: Callable[[_Moment], Holds], staged: str) -> Held:
        """Return what ``on`` says between the turns of ``things``, with the stages of ``staged``."""
        turns = {day for thing in {*things, staged} - {""} for day in self._turns(thing)} | self._limits
        turns -= {LAST_DAY}  # no day follows it

        def state(asked: Bounds) -> State:
            moment = self._at(asked)
            return self._state(on(moment), moment.lives.stage(staged) if staged else "")

        told = [(day, state(Bounds(day, day))) for day in sorted({FIRST_DAY, *turns})]
        days = [next(group) for _, group in groupby(told, key=lambda one: one[1])]
        whole = {name: state(period(name)) for name in _around(turns)}
        spans = [(name, found) for name, found in whole.items() if found != _on(days, period(name).first)]
        return Held(tuple((_day(day), found) for day, found in days), tuple(sorted(spans)), _ever(days))

    def _state(self, holds: Holds, status: str) -> State:
        if holds is Holds.NO:
            return _NO
        phase = "" if status == _TOOK_PLACE else self._phases.get(status, "")  # what happened has not ended
        return State(str(holds), self._graph.names.label(status) if status else "", phase)


class _Moment:
    """One date: which statements an as-of view of it has, and which of them are certain."""

    def __init__(self, lives: Lives, rules: Worlds) -> None:
        self.lives = lives
        self._rules = rules
        self._things = frozenset(lives.things)
        self._events = rules.events
        self._exceptions = rules.exceptions
        # Rows share most of what they rest on: a state's pledges to thirty allies rest on one treaty.
        self._stage = cache(lives.stage)
        self._goes = cache(self._is_gone)
        self._stands = cache(self._is_standing)
        self._derived = cache(self._is_derived)

    def thing(self, iri: str) -> Holds:
        """Return whether a thing is in the view."""
        return self.lives.holds(iri)

    def statements(
        self, told: Iterable[Statement], links: Iterable[list[Statement]], ends: Iterable[str]
    ) -> Holds:
        """Return whether statements, taken together, stand.

        Of each of ``links`` there must be one, and the things at the ``ends`` must be there.
        """
        if any(self._goes(end, _PERHAPS) for end in ends):
            return Holds.NO
        kept = [one for one in told if self._stands(one, _PERHAPS)]
        if not all(any(self._stands(one, _PERHAPS) for one in link) for link in links):
            return Holds.NO
        return min(map(self._holds, kept), default=Holds.NO)

    def _holds(self, statement: Statement) -> Holds:
        if not self._stands(statement, _SURELY):
            return Holds.POSSIBLY
        derived = statement[1] in self._rules.made
        if self.lives.parted and derived and not self._stands(statement, _KNOWN):
            return Holds.UNKNOWN
        return self.lives.of_statement(*statement)

    def _is_standing(self, statement: Statement, out: frozenset[Holds]) -> bool:
        """Return whether a statement is in the view, or in a twin of it, less what is ``out``."""
        subject, prop, value = statement
        if self._goes(subject, out):
            return False
        if prop in self._rules.made:
            return self._derived(statement, out)
        return subject in self._events or not self._goes(value, out)

    def _is_gone(self, iri: str, out: frozenset[Holds]) -> bool:
        if iri not in self._things:
            return False
        found = self.lives.holds(iri)
        if found is Holds.NO or iri in self._exceptions:
            return found is Holds.NO
        return found in out and not (found is Holds.UNKNOWN and self.lives.is_lasting(iri))

    def _is_derived(self, statement: Statement, out: frozenset[Holds]) -> bool:
        """Return whether the rules derive a statement from what stands on this date."""
        return statement in self._rules.derived(self._read(statement, out))

    def _read(self, statement: Statement, out: frozenset[Holds]) -> frozenset[Triple]:
        """Return what the rules read for a statement on this date: what stands, and the stages reached."""
        world = self._rules.world(statement)
        kept = {one for one, plain in world.read if self._stands(plain, out)}
        for iri in world.things:
            status = "" if self._goes(iri, out) else self._stage(iri)
            if status:
                kept.add(Triple(NamedNode(iri), _STAGE, NamedNode(status)))
            if Holds.POSSIBLY in out and iri in self._exceptions and not self._goes(iri, out):
                kept.add(Triple(NamedNode(iri), _STAGE, _IN_FORCE))
        return frozenset(kept)


def _iri(text: str) -> str:
    """Return the IRI that a row writes as ``text``, "" for a literal or a blank node."""
    return "" if text.startswith(('"', "_:")) else expand(text) or text


def _around(turns: Iterable[date]) -> list[str]:
    """Return the months and years within which, and not only as they begin, there is one of ``turns``."""
    found = set()
    for day in turns:
        if day.year in {FIRST_DAY.year, LAST_DAY.year}:
            continue
        found.add(f"{day.year:04}")
        found.add(f"{day.year:04}-{day.month:02}")
    return sorted(found)


def _on(days: list[tuple[date, State]], day: date) -> State:
    return [state for first, state in days if first <= day][-1]


def _ever(days: list[tuple[date, State]]) -> State:
    """Return the best that is reached on any day, with the last stage."""
    order = [str(one) for one in (Holds.NO, Holds.UNKNOWN, Holds.POSSIBLY, Holds.YES)]
    best = max((state.holds for _, state in days), key=order.index)
    last = [state for _, state in days if state.holds != _NO.holds]
    if not last:
        return _NO
    return State(best, last[-1].stage, "over" if days[-1][1] == _NO else last[-1].phase)


def _day(day: date) -> str:
    return day.isoformat()

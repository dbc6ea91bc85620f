"""From which day to which states were parties of agreements, and what they owed each other.

Read off the whole graph by the rules of time that as-of views follow; pairs are made in
``alliancekg.analysis.panels``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds, bounds
from alliancekg.lives import Holds
from alliancekg.store.covered import datasets
from alliancekg.store.histories import pairs, ties
from alliancekg.store.lives import Lives
from alliancekg.store.passages import Passages
from alliancekg.terms import AKG, AKV, PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from alliancekg.store.graph import GraphStore

    #: A first and a last day, both inclusive.
    Days = tuple[date, date]

_PARTY, _OBLIGATION = AKV + "role_party", AKV + "obligation_"
#: Which days count: those on which something can have held, or those on which it held for certain.
DATE_RULES = {"possible": Holds.POSSIBLY, "certain": Holds.YES}


@dataclass(frozen=True, slots=True)
class Party:
    """A state in an agreement (IRIs) for a stretch of days; its sources speak of ``years``."""

    agreement: str
    state: str
    days: Days
    years: frozenset[int]


@dataclass(frozen=True, slots=True)
class Owed:
    """What a state owes for a stretch of days: to the state ``to``, or to each other party of ``among``."""

    kind: str
    state: str
    to: str
    among: str
    days: Days


@dataclass(frozen=True, slots=True)
class Spells:
    """Who was a party, who owed what, and the years that the sources cover.

    ``sources`` are the IRIs of the sources that tell of the parties.
    """

    parties: tuple[Party, ...]
    owed: tuple[Owed, ...]
    years: frozenset[int]
    sources: tuple[str, ...]


class _Told:
    """One graph and the days that count."""

    def __init__(self, graph: GraphStore, date_rule: str) -> None:
        self._graph = graph
        self._lives = Lives(graph.engine, graph.schema, Bounds(FIRST_DAY, FIRST_DAY))
        self._least = DATE_RULES[date_rule]
        self._moments: dict[date, Lives] = {}
        self._bodies = self._ties("bodyOf")
        self._classes = dict(pairs(graph.engine, RDF + "type"))

    def stretches(self, iri: str) -> list[Days]:
        """Return the stretches of days on which a thing held, as surely as the rule asks."""
        turns = sorted(self._lives.turns(iri) - {LAST_DAY})
        ends = [*(day.toordinal() for day in turns[1:]), LAST_DAY.toordinal() + 1]
        held = [
            (day, end, self._at(day).holds(iri) >= self._least) for day, end in zip(turns, ends, strict=True)
        ]
        found = []
        for counts, run in groupby(held, key=lambda one: one[2]):
            stretch = list(run)
            if counts:
                found.append((stretch[0][0], type(stretch[0][0]).fromordinal(stretch[-1][1] - 1)))
        return found

    def _at(self, day: date) -> Lives:
        if day not in self._moments:
            self._moments[day] = self._lives.during(Bounds(day, day))
        return self._moments[day]

    def _ties(self, name: str) -> dict[str, list[str]]:
        return ties(self._graph.engine, name)

    def states(self, actor: str) -> set[str]:
        """Return the state that an actor is, or the one behind a body."""
        found, waiting = set[str](), [actor]
        seen = set[str]()
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            if AKG + "State" in self._graph.schema.ancestors(self._classes.get(one, "")):
                found.add(one)
            waiting += self._bodies.get(one, ())
        return found

    def parts(self) -> list[tuple[str, str, str]]:
        """Return participation, agreement and actor of each party of an agreement, sorted."""
        role, thing, who = (self._ties(name) for name in ("role", "participationIn", "participant"))
        return [
            (part, agreement, actor)
            for part in sorted(role)
            if _PARTY in role[part]
            for agreement in thing.get(part, ())
            if AKG + "Agreement" in self._graph.schema.ancestors(self._classes.get(agreement, ""))
            for actor in who.get(part, ())
        ]

    def commitments(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield commitment, kind, debtor, creditor and circle, each "" where none is named."""
        names = ("obligationType", "boundActor", "owedTo", "owedToPartiesOf", "mutualAmong")
        kind, bound, owed, one_sided, mutual = (self._ties(name) for name in names)
        for iri in sorted(kind):
            for word in kind[iri]:
                for debtor in bound.get(iri, ()):
                    yield from ((iri, word, debtor, creditor, "") for creditor in owed.get(iri, ()))
                    yield from ((iri, word, debtor, "", circle) for circle in one_sided.get(iri, ()))
                yield from ((iri, word, "", "", circle) for circle in mutual.get(iri, ()))


def spells(graph: GraphStore, date_rule: str) -> Spells:
    """Return the stretches of parties and of what they owe, over the whole graph.

    ``date_rule`` is one of ``DATE_RULES``. Groups and forums are left out: their members are no parties.
    """
    told = _Told(graph, date_rule)
    parties: list[Party] = []
    parts = told.parts()
    graph.citations.foresee()
    by_part = sources_of(graph, {part for part, _, _ in parts})
    sources = tuple(sorted(set().union(*by_part.values())))
    spoken = _spoken(graph, sources)
    for part, agreement, actor in parts:
        states, stretches, years = sorted(told.states(actor)), told.stretches(part), spoken(by_part[part])
        parties += [Party(agreement, state, days, years) for state in states for days in stretches]
    inside: dict[str, list[Party]] = defaultdict(list)
    for party in parties:
        inside[party.agreement].append(party)
    owed: list[Owed] = []
    for iri, word, debtor, creditor, circle in told.commitments():
        if not word.startswith(_OBLIGATION) or (circle and circle not in inside):
            continue
        kind, stretches = word.removeprefix(_OBLIGATION), told.stretches(iri)
        debtors = sorted(told.states(debtor)) if debtor else sorted({one.state for one in inside[circle]})
        creditors = sorted(told.states(creditor)) if creditor else [""]
        owed += [
            Owed(kind, one, other, circle, days)
            for one in debtors
            for other in creditors
            for days in stretches
        ]
    return Spells(tuple(parties), tuple(owed), _covered(graph, sources), sources)


def cited(graph: GraphStore, sources: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return how some sources are to be cited, each text once: datasets, then the others."""
    told = set(sources)
    sets = told & datasets(graph)
    of_sets, others = ({_citation(graph, one) for one in some} for some in (sets, told - sets))
    return tuple(sorted(of_sets)), tuple(sorted(others - of_sets))


def _citation(graph: GraphStore, source: str) -> str:
    """Return how a source asks to be cited, else its title, publisher and address."""
    described = Passages(graph.engine)
    asked = described.source_value(source, PREFIXES["dcterms"] + "bibliographicCitation")
    version = described.source_value(source, PREFIXES["schema"] + "version")
    if asked:
        return f"{asked} Version {version}." if version else asked
    names = (PREFIXES["dcterms"] + "title", PREFIXES["dcterms"] + "publisher", PREFIXES["schema"] + "url")
    return ". ".join(text for name in names if (text := described.source_value(source, name)))


def sources_of(graph: GraphStore, parts: Iterable[str]) -> dict[str, frozenset[str]]:
    """Return the sources of the passages that tell of each part."""
    home = Passages(graph.engine).home
    return {
        part: frozenset(
            source
            for passage in graph.citations.described_about(part)
            if passage in graph.passages and (source := home(passage))
        )
        for part in parts
    }


def _spoken(graph: GraphStore, sources: Iterable[str]) -> Callable[[frozenset[str]], frozenset[int]]:
    """Return how to tell of which years some of the ``sources`` speak.

    A dataset says of the years it covers who was tied and who was not, and nothing of others. Other sources
    tell of one matter each: what they cover is taken together, as in any answer.
    """
    sets = datasets(graph)
    others = _covered(graph, (one for one in sources if one not in sets))

    @cache
    def spoken(some: frozenset[str]) -> frozenset[int]:
        return _covered(graph, some & sets) | (frozenset() if some and some <= sets else others)

    return spoken


def _covered(graph: GraphStore, sources: Iterable[str]) -> frozenset[int]:
    """Return the years of which any of the sources speaks."""
    described = Passages(graph.engine)
    found: set[int] = set()
    for source in sources:
        ends = [described.of_source(source, AKG + name, source) for name in ("coversFrom", "coversTo")]
        days = [bounds(one.value, one.datatype.value) for one in ends if one is not None]
        if len(days) == len(ends):
            found.update(range(days[0].first.year, days[1].last.year + 1))
    return frozenset(found)

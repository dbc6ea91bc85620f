"""What a derived statement can rest on, on any date: all that has to be looked at to know whether it stands.

The rules only add to what they read, but for two things: a norm's own legal force, and exceptions in force.
So whatever derives a statement on some date derives it from the whole graph too, where no exception has a
stage; the statements read there, with all that is said of the same things, are the *world* of the statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store, Triple

from alliancekg.store.engine import matching
from alliancekg.store.premises import all_premises
from alliancekg.store.rules import rules, run_rules
from alliancekg.terms import AKG, PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.store.graph import GraphStore

#: A statement as rows have it: IRIs; "" for a literal.
Statement = tuple[str, str, str]

_STAGE, _EXCEPTION_TO = AKG + "stage", AKG + "exceptionTo"
#: What rules follow as paths: another way than the one found may stand on another date.
_FOLLOWED = frozenset(AKG + name for name in ("bodyOf", "contains", "setsOut"))


@dataclass(frozen=True, slots=True)
class World:
    """Statements that rules read, as the engine has them and plainly, and the things among their nodes."""

    read: tuple[tuple[Triple, Statement], ...]
    things: frozenset[str]


class Worlds:
    """The worlds of the derived statements of a graph."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self.events = frozenset(graph.instances([AKG + "Event"]))
        self.exceptions = frozenset(graph.instances([AKG + "Exception"]))
        self.made = graph.schema.ruled
        self._all = frozenset(graph.instances(graph.schema.classes))
        self.derived = cache(self._derived)
        self.world = cache(self._world)

    def behind(self, statement: Statement) -> frozenset[str]:
        """Return the things that it depends on whether rules derive a statement; none for others."""
        return self.world(statement).things if statement[1] in self.made else frozenset()

    @cached_property
    def _read(self) -> dict[str, list[tuple[Triple, Statement]]]:
        """What the rules read, by subject."""
        names = {name for rule in rules() for name in re.findall(r"\bakg:\w+", rule.text)}
        props = {RDF + "type", *(PREFIXES["akg"] + name.removeprefix("akg:") for name in names)}
        found: dict[str, list[tuple[Triple, Statement]]] = {}
        for prop in sorted(props - self.made - {_STAGE}):
            for one in matching(self._graph.engine, p=NamedNode(prop)):
                told = plain(one)
                found.setdefault(told[0], []).append((one, told))
        return found

    @cached_property
    def _premises(self) -> dict[Statement, set[Statement]]:
        """For each derived statement, what was read or derived before it, by any rule."""
        found: dict[Statement, set[Statement]] = {}
        for rule in rules():
            for made, behind in all_premises(self._graph.engine, rule.graph).items():
                found.setdefault(plain(made), set()).update(map(plain, behind))
        return found

    @cached_property
    def _ties(self) -> dict[str, set[str]]:
        """For each thing, those that come with it: along followed properties, and its exceptions."""
        found: dict[str, set[str]] = {}
        for told in self._read.values():
            for _, (subject, prop, value) in told:
                if prop in _FOLLOWED:
                    found.setdefault(subject, set()).add(value)
                if prop in _FOLLOWED - {AKG + "bodyOf"} or prop == _EXCEPTION_TO:
                    found.setdefault(value, set()).add(subject)
        return found

    def _world(self, statement: Statement) -> World:
        subjects = {one for told in self._leading_to(statement) for one in (told[0], told[2]) if one}
        layer = set(subjects)
        while layer:
            layer = {one for near in layer for one in self._ties.get(near, ())} - subjects
            subjects |= layer
        read = [pair for one in sorted(subjects) for pair in self._read.get(one, ())]
        nodes = {node for _, told in read for node in (told[0], told[2])}
        return World(tuple(read), frozenset(nodes) & self._all)

    def _leading_to(self, statement: Statement) -> set[Statement]:
        """Return all that a statement was derived from, step by step back to what was read."""
        found: set[Statement] = set()
        layer: Iterable[Statement] = {statement}
        while layer:
            layer = {one for told in layer for one in self._premises.get(told, ())} - found
            found |= layer
        return found

    def _derived(self, told: frozenset[Triple]) -> frozenset[Statement]:
        engine = Store()
        engine.extend(Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in told)
        run_rules(engine)
        return frozenset(plain(one) for prop in self.made for one in matching(engine, p=NamedNode(prop)))


def plain(triple: Triple) -> Statement:
    """Return a statement as rows have it."""
    subject, prop, value = triple
    iri = value.value if isinstance(value, NamedNode) else ""
    return getattr(subject, "value", ""), prop.value, iri

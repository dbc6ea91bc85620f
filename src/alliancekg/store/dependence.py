"""Read what rests on what from a graph store: each link with the passages behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from alliancekg.dependence import ways
from alliancekg.model import Rest
from alliancekg.store.ask import filled
from alliancekg.store.engine import in_default, select
from alliancekg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import NamedNode, Triple

    from alliancekg.dependence import Way
    from alliancekg.store.graph import GraphStore


class Need(NamedTuple):
    """One solution of a way: thing and basis, and the statements of the default graph behind it."""

    way: Way
    thing: NamedNode
    basis: NamedNode
    held: list[Triple]


def needs(graph: GraphStore, names: Iterable[str] | None = None) -> Iterator[Need]:
    """Yield what rests on what, solution by solution, in the ways of these ``names`` (None: in all)."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    wanted = {way.name for way in ways()} if names is None else set(names)
    for way in (way for way in ways() if way.name in wanted):
        for solution in select(graph.engine, prefixes + way.query):
            triples = [one for pattern in way.evidence if (one := filled(pattern, solution)) is not None]
            held = [one for one in triples if in_default(graph.engine, one)]
            yield Need(way, solution["thing"], solution["basis"], held)


def rests(graph: GraphStore) -> tuple[Rest, ...]:
    """Return every link "thing rests on basis" of the default graph, sorted."""
    found: set[Rest] = set()
    for way, thing, basis, held in needs(graph):
        support = graph.citations.of(held)
        found.add(
            Rest(
                thing=graph.names.term(thing),
                says=way.says,
                basis=graph.names.term(basis),
                way=way.name,
                alternatives=way.alternatives,
                open=way.open,
                derived=support.derived,
                contested=support.contested,
                holds=graph.timing(held).holds,
                sources=support.sources,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.thing.id, one.way, one.basis.id)))

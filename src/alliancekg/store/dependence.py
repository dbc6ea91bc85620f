"""Read what rests on what from a graph store: each link with the passages behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.dependence import ways
from alliancekg.model import Rest
from alliancekg.store.ask import filled
from alliancekg.store.engine import in_default, select
from alliancekg.terms import PREFIXES

if TYPE_CHECKING:
    from alliancekg.store.graph import GraphStore


def rests(graph: GraphStore) -> tuple[Rest, ...]:
    """Return every link "thing rests on basis" of the default graph, sorted."""
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    found: set[Rest] = set()
    for way in ways():
        for solution in select(graph.engine, prefixes + way.query):
            triples = [one for pattern in way.evidence if (one := filled(pattern, solution)) is not None]
            held = [one for one in triples if in_default(graph.engine, one)]
            support = graph.citations.of(held)
            found.add(
                Rest(
                    thing=graph.names.term(solution["thing"]),
                    says=way.says,
                    basis=graph.names.term(solution["basis"]),
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

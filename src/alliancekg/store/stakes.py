"""Read what an actor has a stake in from a graph store: what it takes part in, what it is to receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.model import Rest
from alliancekg.store.ask import filled
from alliancekg.store.engine import in_default, select
from alliancekg.terms import PREFIXES, expand

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from alliancekg.store.graph import GraphStore

_QUERY = """SELECT ?thing ?says ?part ?side WHERE {{
  ?side akg:bodyOf* <{actor}> .
  {{ ?part akg:participant ?side ; akg:participationIn ?thing ; akg:role/akg:takesPart true .
     BIND ("takes part in" AS ?says) }}
  UNION {{ ?thing akg:recipient ?side . BIND ("is to receive" AS ?says) }}
  FILTER NOT EXISTS {{ ?thing akg:eventKind ?any }}
}}"""
_EVIDENCE = (
    ("?part", "akg:participant", "?side"),
    ("?part", "akg:participationIn", "?thing"),
    ("?thing", "akg:recipient", "?side"),
)


def stakes(graph: GraphStore, actor: str) -> tuple[Rest, ...]:
    """Return what an actor (CURIE), its bodies included, takes part in or receives, sorted; events apart.

    A thing that is no actor has no stakes.
    """
    iri = expand(actor) or actor
    prefixes = "".join(f"PREFIX {prefix}: <{of}>\n" for prefix, of in PREFIXES.items())
    found: dict[tuple[str, str], set[Triple]] = {}
    for solution in select(graph.engine, prefixes + _QUERY.format(actor=iri)):
        told = (filled(pattern, solution) for pattern in _EVIDENCE)
        held = {triple for triple in told if triple is not None and in_default(graph.engine, triple)}
        found.setdefault((solution["thing"].value, solution["says"].value), set()).update(held)
    return tuple(
        _stake(graph, iri, thing, says, sorted(held, key=str))
        for (thing, says), held in sorted(found.items())
    )


def _stake(graph: GraphStore, actor: str, thing: str, says: str, held: list[Triple]) -> Rest:
    support = graph.citations.of(held)
    return Rest(
        thing=graph.names.term(NamedNode(actor)),
        says=says,
        basis=graph.names.term(NamedNode(thing)),
        way="stake",
        alternatives=False,
        derived=support.derived,
        contested=support.contested,
        holds=graph.timing(held).holds,
        sources=support.sources,
    )

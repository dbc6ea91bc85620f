"""W6: the states that share agreements and programs, and the transfers between them, as networkx graphs.

Ours has the passages behind every node and edge, dates and what disagrees; the others have names alone.
``projections.py`` has ways that cite.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from alliancekg.terms import PREFIXES, compress
from suite.race import FLOOR, NAIVE, OURS, Heat, Way, race

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from suite.ground import Ground

_MOST_FOR_RDFLIB = 100_000
_TRANSFERS = str(Path(__file__).with_name("transfers.toml"))
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_SHARED = f"""{_PREFIXES} SELECT DISTINCT ?thing ?state {{
    {{ ?thing akg:stateParty ?state }} UNION {{
      ?actor akg:takesPartIn ?thing . ?thing a akg:Program .
      ?actor akg:bodyOf* ?state . ?state a akg:State }} }}"""
_SENT = f"""{_PREFIXES} SELECT ?transfer ?supplier ?recipient {{
    ?transfer a akg:Transfer ; akg:supplier ?supplier ; akg:recipient ?recipient }}"""


def project(ground: Ground) -> Iterator[Heat]:
    """Race two projections: compared are the edges, with weights and with names of transfers."""
    size, engine = ground.size, ground.graph.engine

    def bare(text: str) -> list[tuple[str, ...]]:
        solutions: Any = engine.query(text)
        return [tuple(node.value for node in row) for row in solutions]

    def by_rdflib(text: str) -> list[tuple[str, ...]]:
        rows: Any = ground.dataset.query(text)
        return [tuple(map(str, row)) for row in rows]

    selects = {FLOOR: bare}
    if size <= _MOST_FOR_RDFLIB:
        _ = ground.dataset  # loaded before anything is timed
        selects[NAIVE] = by_rdflib
    for what, view, text, drawn, told in (
        ("states by what they share", "states", _SHARED, _shared, _weights),
        ("transfers, one edge each", _TRANSFERS, _SENT, _sent, _ends),
    ):
        ways = [Way(OURS, _ours(ground, view), told)]
        ways += [Way(name, _theirs(select, text, drawn), told) for name, select in selects.items()]
        yield Heat("W6", what, size, race(what, ways, ground.rounds))


def _ours(ground: Ground, view: str) -> Callable[[], nx.Graph[str]]:
    return lambda: ground.kg.project(view)


def _theirs(
    select: Callable[[str], list[tuple[str, ...]]],
    text: str,
    drawn: Callable[[Iterable[tuple[str, ...]]], nx.Graph[str]],
) -> Callable[[], nx.Graph[str]]:
    return lambda: drawn(select(text))


def _shared(rows: Iterable[tuple[str, ...]]) -> nx.Graph[str]:
    by_thing: dict[str, list[str]] = {}
    for thing, state in rows:
        by_thing.setdefault(thing, []).append(state)
    found: nx.Graph[str] = nx.Graph()
    for states in by_thing.values():
        for one, other in combinations(states, 2):
            weight = found.edges[one, other]["weight"] if found.has_edge(one, other) else 0
            found.add_edge(one, other, weight=weight + 1)
    return found


def _sent(rows: Iterable[tuple[str, ...]]) -> nx.Graph[str]:
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for transfer, supplier, recipient in rows:
        found.add_edge(supplier, recipient, key=transfer)
    return found


def _weights(graph: nx.Graph[str]) -> list[tuple[object, ...]]:
    return sorted(
        (*sorted((compress(one), compress(other))), data["weight"])
        for one, other, data in graph.edges(data=True)
    )


def _ends(graph: nx.Graph[str]) -> list[tuple[str, ...]]:
    edges = graph.edges(keys=True)  # type: ignore[call-overload]
    return sorted(tuple(map(compress, edge)) for edge in edges)

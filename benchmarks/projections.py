"""What a projection costs beside what people write by hand: CPU seconds, interleaved, medians and ratios.

Run it with ``python benchmarks/projections.py [QUADS…]``; it makes graphs of 100,000 quads, or of the sizes
that you name (1000000 takes long). The answer is the same each time, edge by edge: whom it joins, by
what, and the passages behind it; it is compared before any time counts. The peers are

- (a) rdflib: one SPARQL self-join over its dataset, into networkx. It is slow, so it runs on 5,000 and 10,000
  quads, which tells how it grows, and is compared with ours at these sizes;
- (b) the bare engine: pyoxigraph's SELECT of the same statements and passages, into networkx.

Ours gives more than both: whole citations in place of the names of passages, dates, denials, gaps, and the
passages behind every node. The aims are 100 times (a), and at most twice (b).
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import rdflib
from synthetic import write

import alliancekg
from alliancekg.store.graph import GraphStore
from alliancekg.store.schema import Schema
from alliancekg.terms import PREFIXES, compress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    #: Two ends, what joins them, and the passages that say so.
    Edges = set[tuple[str, str, str, frozenset[str]]]

_ROUNDS, _FOR_RDFLIB, _FASTER, _SLOWER = 5, (5_000, 10_000), 100, 2
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_PARTY = "akg:participationIn ?thing ; akg:role akv:role_party ; akg:participant"
_SELF_JOIN = f"""{_PREFIXES} SELECT ?one ?other ?thing ?g {{
    GRAPH ?g {{ ?a {_PARTY} ?one . ?b {_PARTY} ?other . FILTER (STR(?one) < STR(?other)) }} }}"""
_PARTIES = f"{_PREFIXES} SELECT ?thing ?state ?g {{ GRAPH ?g {{ ?part {_PARTY} ?state }} }}"
_CARRIED = f"""{_PREFIXES} SELECT ?key ?tail ?head ?g {{
    GRAPH ?g {{ ?key akg:participant ?tail ; akg:participationIn ?head }} }}"""
_STATED = "SELECT ?s ?p ?o ?g { VALUES ?p { %s } GRAPH ?g { ?s ?p ?o } }"
_THINGS = f"{_PREFIXES} SELECT ?s ?class ?label {{ ?s a ?class . OPTIONAL {{ ?s skos:prefLabel ?label }} }}"


def main() -> None:
    """Print one line for each projection, size and peer."""
    print("recipe    peer     quads     peer s   ours s   ratio  aim")
    for quads in map(int, sys.argv[1:] or ["100000"]):
        for small in (size for size in _FOR_RDFLIB if size < quads):
            _lines(small, with_rdflib=True)
        _lines(quads, with_rdflib=quads <= max(_FOR_RDFLIB))


def _lines(quads: int, *, with_rdflib: bool) -> None:
    """Compare answers and print the times at one size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made-up.trig"
        write(path, quads)
        graph = GraphStore.load([path])
        dataset = rdflib.Dataset()
        if with_rdflib:
            dataset.parse(path, format="trig")
    peers: list[tuple[str, str, Callable[[], nx.Graph[str]], Callable[[nx.Graph[str]], Edges]]] = [
        ("states", "(b) bare", lambda: _bare_states(graph), _pairs),
        ("entities", "(b) bare", lambda: _bare_entities(graph), _ties),
    ]
    if with_rdflib:
        peers.append(("states", "(a) rdflib", lambda: _by_rdflib(dataset), _pairs))
    for recipe, name, peer, told in peers:
        times = [(_timed(peer), _timed(lambda view=recipe: _ours(graph, view))) for _ in range(_ROUNDS)]
        (theirs, their_time), (ours, our_time) = (_median(one) for one in zip(*times, strict=True))
        if told(theirs) != told(ours):
            message = f"{recipe}: {name} gives another answer: {len(told(theirs) ^ told(ours))} edges differ"
            raise SystemExit(message)
        slow = name.startswith("(a)")
        ratio = their_time / our_time if slow else our_time / their_time
        aim = f">= {_FASTER} times faster" if slow else f"<= {_SLOWER} times as long"
        print(f"{recipe:<9} {name:<10} {quads:<8} {their_time:8.3f} {our_time:8.3f} {ratio:7.2f}  {aim}")


def _ours(graph: GraphStore, view: str) -> nx.Graph[str]:
    """Project afresh: what the last round looked up does not count."""
    fresh = GraphStore(graph.engine, graph.files, graph.modes, graph.passages)
    return alliancekg.KnowledgeGraph(fresh).project(view)


def _by_rdflib(dataset: rdflib.Dataset) -> nx.Graph[str]:
    found: nx.Graph[str] = nx.Graph()
    for one, other, thing, passage in dataset.query(_SELF_JOIN):  # type: ignore[misc]
        _join(found, str(one), str(other), str(thing), {str(passage)})
    return found


def _bare_states(graph: GraphStore) -> nx.Graph[str]:
    by_thing: dict[str, dict[str, set[str]]] = {}
    for row in _rows(graph, _PARTIES):
        by_thing.setdefault(row[0], {}).setdefault(row[1], set()).add(row[2])
    found: nx.Graph[str] = nx.Graph()
    for thing, states in by_thing.items():
        for one, other in combinations(sorted(states), 2):
            _join(found, one, other, thing, states[one] | states[other])
    return found


def _join(found: nx.Graph[str], one: str, other: str, thing: str, passages: Iterable[str]) -> None:
    if not found.has_edge(one, other):
        found.add_edge(one, other, weight=0, agreements=set(), sources=set())
    data = found.edges[one, other]
    data["agreements"].add(thing)
    data["sources"].update(passages)
    data["weight"] = len(data["agreements"])


def _bare_entities(graph: GraphStore) -> nx.MultiDiGraph[str]:
    schema = Schema(graph.engine)
    drawn = " ".join(f"<{one}>" for one in sorted(schema.drawn_properties))
    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing, kind, label in _rows(graph, _THINGS):
        if schema.is_node(kind):
            found.add_node(thing, kind=kind, label=label)
    carried = [(key, tail, head, g) for key, tail, head, g in _rows(graph, _CARRIED)]
    stated = [(f"{s} {p} {o}", s, o, g) for s, p, o, g in _rows(graph, _STATED % drawn)]
    for key, tail, head, passage in (*carried, *stated):
        if tail in found and head in found:
            if not found.has_edge(tail, head, key):
                found.add_edge(tail, head, key=key, sources=set())
            found.edges[tail, head, key]["sources"].add(passage)
    return found


def _rows(graph: GraphStore, text: str) -> list[tuple[str, ...]]:
    solutions: Any = graph.engine.query(text)
    return [tuple(getattr(node, "value", "") for node in row) for row in solutions]


def _pairs(graph: nx.Graph[str]) -> Edges:
    return {
        (
            *sorted((_short(one), _short(other))),
            " ".join(sorted(map(_short, data["agreements"]))),
            _cited(data),
        )
        for one, other, data in graph.edges(data=True)
    }  # type: ignore[return-value]


def _ties(graph: nx.Graph[str]) -> Edges:
    return {
        (_short(tail), _short(head), " ".join(map(_short, str(key).split())), _cited(data))
        for tail, head, key, data in graph.edges(keys=True, data=True)  # type: ignore[call-arg]
    }


def _cited(data: dict[str, Any]) -> frozenset[str]:
    return frozenset(_short(getattr(one, "passage", one)) for one in data["sources"])


def _short(iri: str) -> str:
    return compress(iri)


def _timed(make: Callable[[], nx.Graph[str]]) -> tuple[nx.Graph[str], float]:
    gc.collect()
    gc.disable()  # what else is in memory is not to be paid for
    started = time.process_time()
    made = make()
    spent = time.process_time() - started
    gc.enable()
    return made, spent


def _median(times: Iterable[tuple[nx.Graph[str], float]]) -> tuple[nx.Graph[str], float]:
    told = list(times)
    return told[-1][0], statistics.median(seconds for _, seconds in told)


if __name__ == "__main__":
    main()

"""What a projection costs beside what people write by hand: CPU seconds, interleaved, medians and ratios.

Run it with ``python benchmarks/projections.py [QUADS…]``; it makes graphs of 10,000 and 100,000 quads, or of
the sizes that you name (1000000 takes long). The answers are compared before any time counts: whom each edge
joins, by what, and the passages behind it. The peers are

- "rdflib": a SPARQL self-join over its dataset, each party with a passage of its own, into networkx. It is
  slow, so it runs on 2,500 and 5,000 quads, which tells how it grows.
- "rdflib, near": the same where both parties are told by one passage. A cheaper question, which gives the
  same answer on this data alone.
- "bare": pyoxigraph's SELECT of the same statements into networkx, with the names of passages. It holds that
  one passage tells all of a tie, counts what a passage denies or took back, and knows no bodies of states.
- "bare, cited": the same engine asked for what we give: each statement with its own passage, accepted ones
  only, bodies rolled up to their states, dates, whole citations, and passages behind every node.

Ours gives more than all: denials, gaps, aliases, codes, days, premises of any rule. The aims are 100 times
"rdflib", and at most twice "bare". At the end stand the exponents of growth: 1 is linear.
"""

from __future__ import annotations

import gc
import math
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
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

_ROUNDS, _FOR_RDFLIB = 5, (2_500, 5_000)
_FASTER, _SLOWER = ">= 100 times faster", "<= 2 times as long"
_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
_PARTY = "akg:participationIn ?thing ; akg:role akv:role_party ; akg:participant"
_SELF_JOIN = f"""{_PREFIXES} SELECT ?one ?other ?thing ?g ?h {{
    GRAPH ?g {{ ?a {_PARTY} ?one }} GRAPH ?h {{ ?b {_PARTY} ?other }} FILTER (STR(?one) < STR(?other)) }}"""
_NEAR_JOIN = f"""{_PREFIXES} SELECT ?one ?other ?thing ?g {{
    GRAPH ?g {{ ?a {_PARTY} ?one . ?b {_PARTY} ?other . FILTER (STR(?one) < STR(?other)) }} }}"""
_PARTIES = f"{_PREFIXES} SELECT ?thing ?state ?g {{ GRAPH ?g {{ ?part {_PARTY} ?state }} }}"
_CITED_PARTIES = f"""{_PREFIXES} SELECT ?thing ?state ?in ?as ?who {{
    GRAPH ?in {{ ?part akg:participationIn ?thing }} GRAPH ?as {{ ?part akg:role akv:role_party }}
    GRAPH ?who {{ ?part akg:participant ?party }}
    {{ SELECT ?party ?state {{ ?party akg:bodyOf* ?state . ?state a akg:State }} }} }}"""
_CARRIED = f"""{_PREFIXES} SELECT ?key ?tail ?head ?g {{
    GRAPH ?g {{ ?key akg:participant ?tail ; akg:participationIn ?head }} }}"""
_STATED = "SELECT ?s ?p ?o ?g { VALUES ?p { %s } GRAPH ?g { ?s ?p ?o } }"
_THINGS = f"{_PREFIXES} SELECT ?s ?class ?label {{ ?s a ?class . OPTIONAL {{ ?s skos:prefLabel ?label }} }}"
_STATES = f"{_PREFIXES} SELECT ?state {{ ?state a akg:State }}"
_DATES = f"{_PREFIXES} SELECT ?thing ?date {{ ?thing akg:date ?date }}"
_ABOUT = """SELECT DISTINCT ?thing ?g {
    { GRAPH ?g { ?thing ?p ?o } } UNION { GRAPH ?g { ?s ?p ?thing } FILTER (isIRI(?thing)) } }"""
_PASSAGES = f"""{_PREFIXES} SELECT ?g ?source ?mode ?locator ?gist ?confidence ?title ?issued {{
    GRAPH ?source {{
      ?g akg:passageOf ?source ; akg:assertionMode ?mode ; akg:locator ?locator ; akg:gist ?gist ;
         akg:confidence ?confidence . ?source dcterms:title ?title ; dcterms:issued ?issued .
      VALUES ?mode {{ akv:mode_reported akv:mode_announced }}
      FILTER NOT EXISTS {{ ?g akg:reviewStatus akv:review_withdrawn }}
      FILTER NOT EXISTS {{ ?g akg:retractedOn ?day }} }} }}"""


@dataclass(frozen=True, slots=True)
class _Peer:
    """Somebody else's way to a projection: how to make it, how to read its edges, and what we aim at."""

    recipe: str
    name: str
    make: Callable[[], nx.Graph[str]]
    told: Callable[[nx.Graph[str]], Edges]
    aim: str = ""


def main() -> None:
    """Print one line for each projection, peer and size, and how each of them grows."""
    print("recipe    peer          quads     peer s   ours s  ours/peer  aim")
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000]
    spent: dict[tuple[str, str], dict[int, float]] = defaultdict(dict)
    for quads in sorted({*_FOR_RDFLIB, *sizes}):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made-up.trig"
            write(path, quads)
            graph = GraphStore.load([path])
            peers = _by_rdflib(path) if quads in _FOR_RDFLIB else _by_engine(graph)
        for peer in peers:
            theirs, ours = _race(peer, graph)
            spent[peer.recipe, peer.name][quads] = theirs
            spent[peer.recipe, f"ours/{peer.name}"][quads] = ours
            figures = f"{theirs:8.3f} {ours:8.3f} {ours / theirs:10.4f}"
            print(f"{peer.recipe:<9} {peer.name:<13} {quads:<8} {figures}  {peer.aim}".rstrip())
    print("growth    of            from      to       exponent")
    for (recipe, name), seconds in spent.items():
        for (small, before), (large, after) in pairwise(seconds.items()):
            exponent = math.log(after / before) / math.log(large / small)
            print(f"{recipe:<9} {name:<20} {small:<9} {large:<9} {exponent:7.2f}")


def _race(peer: _Peer, graph: GraphStore) -> tuple[float, float]:
    """Return the median seconds of a peer and of ours, taken by turns; their answers are to be the same."""
    times = [(_timed(peer.make), _timed(lambda: _ours(graph, peer.recipe))) for _ in range(_ROUNDS)]
    theirs, ours = peer.told(times[-1][0][0]), peer.told(times[-1][1][0])
    if theirs != ours:
        raise SystemExit(
            f"{peer.recipe}: {peer.name} gives another answer: {len(theirs ^ ours)} edges differ"
        )
    return statistics.median(one[1] for one, _ in times), statistics.median(one[1] for _, one in times)


def _by_rdflib(path: Path) -> list[_Peer]:
    dataset = rdflib.Dataset()
    dataset.parse(path, format="trig")

    def joined(text: str) -> nx.Graph[str]:
        found: nx.Graph[str] = nx.Graph()
        for one, other, thing, *passages in dataset.query(text):  # type: ignore[misc]
            _join(found, str(one), str(other), str(thing), map(str, passages))
        return found

    return [
        _Peer("states", "rdflib", lambda: joined(_SELF_JOIN), _pairs, _FASTER),
        _Peer("states", "rdflib, near", lambda: joined(_NEAR_JOIN), _pairs),
    ]


def _by_engine(graph: GraphStore) -> list[_Peer]:
    return [
        _Peer("states", "bare", lambda: _bare_states(graph), _pairs, _SLOWER),
        _Peer("states", "bare, cited", lambda: _cited_states(graph), _pairs),
        _Peer("entities", "bare", lambda: _bare_entities(graph), _ties, _SLOWER),
        _Peer("entities", "bare, cited", lambda: _cited_entities(graph), _ties),
    ]


def _ours(graph: GraphStore, view: str) -> nx.Graph[str]:
    """Project afresh: what the last round looked up does not count."""
    fresh = GraphStore(graph.engine, graph.files, graph.modes, graph.passages)
    return alliancekg.KnowledgeGraph(fresh).project(view)


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


def _cited_states(graph: GraphStore) -> nx.Graph[str]:
    citations = _citations(graph)
    by_thing: dict[str, dict[str, set[str]]] = {}
    for thing, state, *passages in _rows(graph, _CITED_PARTIES):
        if citations.keys() >= set(passages):
            by_thing.setdefault(thing, {}).setdefault(state, set()).update(passages)
    found: nx.Graph[str] = nx.Graph()
    about = _about(graph, citations)
    for (state,) in _rows(graph, _STATES):
        found.add_node(state, sources=_whole(about.get(state, ()), citations))
    for thing, states in by_thing.items():
        for one, other in combinations(sorted(states), 2):
            _join(found, one, other, thing, states[one] | states[other])
    for _, _, data in found.edges(data=True):
        data["sources"] = _whole(data["sources"], citations)
    return found


def _cited_entities(graph: GraphStore) -> nx.MultiDiGraph[str]:
    citations, found = _citations(graph), _bare_entities(graph)
    about, dates = _about(graph, citations), dict(_rows(graph, _DATES))
    for node, data in found.nodes(data=True):
        data["sources"] = _whole(about.get(node, ()), citations)
    for _, _, key, data in found.edges(keys=True, data=True):  # type: ignore[call-arg]
        carrier = str(key).partition(" ")[0]
        own = data["sources"] if " " in str(key) else about[carrier]
        data.update(date=dates.get(carrier, ""), sources=_whole(own, citations))
    return found


def _citations(graph: GraphStore) -> dict[str, tuple[str, ...]]:
    """Return the accepted passages, each with all that a citation tells."""
    return {row[0]: row for row in _rows(graph, _PASSAGES)}


def _about(graph: GraphStore, citations: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Return the accepted passages that speak of each thing."""
    found: dict[str, list[str]] = defaultdict(list)
    for thing, passage in _rows(graph, _ABOUT):
        if passage in citations:
            found[thing].append(passage)
    return found


def _whole(passages: Iterable[str], citations: dict[str, tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted(citations[one] for one in passages if one in citations))


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
    """Return the CURIEs of the passages of an edge: names, rows that begin with one, or our citations."""
    rows = (one[0] if isinstance(one, tuple) else getattr(one, "passage", one) for one in data["sources"])
    return frozenset(map(_short, rows))


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


if __name__ == "__main__":
    main()

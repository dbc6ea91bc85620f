"""W3: reading a TriG file, ours with merge, bounds and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, RdfFormat, Store

from alliancekg.store.graph import GraphStore
from alliancekg.terms import DERIVED, ONTOLOGY
from suite.race import FLOOR, NAIVE, OURS, Aim, Heat, Way, race

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import rdflib

    from suite.ground import Ground

    #: The number of quads, and a sum over their hashes: it does not depend on their order.
    Told = tuple[int, int]

_MOST_FOR_RDFLIB, _LARGE, _ONCE = 100_000, 100_000, 500_000


def load(ground: Ground) -> Iterator[Heat]:
    """Race a load; compared are the named graphs, which every way keeps as they were written."""
    path = ground.path

    def by_rdflib() -> rdflib.Dataset:
        import rdflib

        dataset = rdflib.Dataset()
        dataset.parse(path, format="trig")
        return dataset

    def bare() -> Store:
        store = Store()
        store.load(path=path, format=RdfFormat.TRIG)
        return store

    ways = [
        Way(OURS, lambda: GraphStore.load([path]).engine, _quads),
        Way(FLOOR, bare, _quads),
    ]
    if ground.size <= _MOST_FOR_RDFLIB:
        ways.append(Way(NAIVE, by_rdflib, _rdflib_quads))
    seconds = race("load", ways, min(2, ground.rounds) if ground.size >= _ONCE else ground.rounds)
    absent = {"kglab": "reads no named graphs"}
    yield Heat(
        "W3", "load TriG", ground.size, seconds, (Aim(FLOOR, 2.3, since=_LARGE),), growth=1.2, absent=absent
    )


def _quads(store: Store) -> Told:
    own = (
        (quad.subject.value, quad.predicate.value, _value(quad.object), quad.graph_name.value)
        for quad in store
        if quad.graph_name != DefaultGraph() and not quad.graph_name.value.startswith((DERIVED, ONTOLOGY))
    )
    return _sum(own)


def _value(term: Any) -> tuple[str, ...]:  # noqa: ANN401 - a term of the engine
    literal = (term.language or "", term.datatype.value) if hasattr(term, "datatype") else ()
    return (term.value, *literal)


def _rdflib_quads(dataset: rdflib.Dataset) -> Told:
    import rdflib

    lang_string = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    plain = "http://www.w3.org/2001/XMLSchema#string"

    def value(term: rdflib.term.Node) -> tuple[str, ...]:
        if not isinstance(term, rdflib.Literal):
            return (str(term),)
        return str(term), term.language or "", str(term.datatype or (lang_string if term.language else plain))

    return _sum((str(s), str(p), value(o), str(g)) for s, p, o, g in dataset.quads())


def _sum(quads: Iterable[tuple[object, ...]]) -> Told:
    count = total = 0
    for quad in quads:
        count += 1
        total += hash(quad)
    return count, total

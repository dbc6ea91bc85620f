"""W5: eleven questions in SPARQL. Every way reads every cell of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryBoolean, QueryTriples

from suite.peers import NOT_INSTALLED, has
from suite.questions import QUESTIONS
from suite.race import FLOOR, NAIVE, OURS, Aim, Heat, Way, geometric_mean, race

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import alliancekg
    from suite.ground import Ground

    #: Rows of texts, "" where unbound; in any order.
    Rows = list[tuple[str, ...]]

_MOST_FOR_RDFLIB, _FASTER_FROM = 100_000, 100_000
_KGLAB = "kglab"


def ask(ground: Ground) -> Iterator[Heat]:
    """Race each question and give the geometric means: what ours takes of the floor's, and others of ours."""
    kg, store = ground.kg, ground.graph.engine
    others: dict[str, Callable[[str], Rows]] = {}
    absent = {} if has(_KGLAB) else {_KGLAB: NOT_INSTALLED}
    if ground.size <= _MOST_FOR_RDFLIB:
        dataset = ground.dataset
        others[NAIVE] = lambda text: _by_rdflib(dataset, text)
        if has(_KGLAB):
            others[_KGLAB] = _by_kglab(ground)
    taken: dict[str, dict[str, float]] = {}
    for what, text in QUESTIONS.items():
        ways = [
            Way(OURS, lambda text=text: _ours(kg, text), sorted),  # type: ignore[misc]
            Way(FLOOR, lambda text=text: _native(store, text), sorted),  # type: ignore[misc]
        ]
        for name, way in others.items():
            if name != _KGLAB or "GRAPH" not in text:  # kglab keeps one graph
                ways.append(Way(name, lambda way=way, text=text: way(text), sorted))  # type: ignore[misc]
        taken[what] = race(what, ways, ground.rounds)
        yield Heat("W5", what, ground.size, taken[what])
    yield _mean(ground.size, taken, absent)


def _mean(size: int, taken: dict[str, dict[str, float]], absent: dict[str, str]) -> Heat:
    """Return the geometric means; a way that cannot answer all is measured by what it can."""
    ours = geometric_mean(one[OURS] for one in taken.values())
    means = {OURS: ours}
    for name in {name for one in taken.values() for name in one} - {OURS}:
        means[name] = ours * geometric_mean(one[name] / one[OURS] for one in taken.values() if name in one)
    aims = (Aim(FLOOR, 1.1), Aim(NAIVE, 22, faster=True, since=_FASTER_FROM))
    return Heat("W5", "the eleven, geometric mean", size, means, aims, absent=absent)


def _ours(kg: alliancekg.KnowledgeGraph, text: str) -> Rows:
    return [tuple("" if value is None else value.text for value in row) for row in kg.query(text).rows]


def _native(store: Any, text: str) -> Rows:  # noqa: ANN401 - the engine's three kinds of answer
    found = store.query(text)
    if isinstance(found, QueryBoolean):
        return [("true" if found else "false",)]
    if isinstance(found, QueryTriples):
        return [(one.subject.value, one.predicate.value, one.object.value) for one in found]
    return [tuple("" if node is None else node.value for node in row) for row in found]


def _by_rdflib(graph: Any, text: str) -> Rows:  # noqa: ANN401 - graph or dataset
    found = graph.query(text)
    if found.type == "ASK":
        return [("true" if found.askAnswer else "false",)]
    return [tuple("" if node is None else str(node) for node in row) for row in found]


def _by_kglab(ground: Ground) -> Callable[[str], Rows]:
    """Return how kglab answers, over the default graph alone."""
    import kglab  # type: ignore[import-not-found]
    from pyoxigraph import DefaultGraph, RdfFormat

    file = ground.folder / f"default-{ground.size}.nt"
    ground.graph.engine.dump(file, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    kg = kglab.KnowledgeGraph()
    kg.load_rdf(str(file), format="nt")

    def asked(text: str) -> Rows:
        found = list(kg.query(text))
        if found and isinstance(found[0], bool):
            return [("true" if found[0] else "false",)]
        return [tuple("" if node is None else str(node) for node in row) for row in found]

    return asked

"""Who stands behind the rows of a query that somebody wrote.

The patterns of the query are filled in with the solutions that a row sums up; the passages behind the
statements that come out are its footnotes. What stands in a FILTER, a MINUS or a bracket without a name is no
statement of the row. rdflib parses the query and is imported only here, when somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Triple

from alliancekg.model import Backing
from alliancekg.store.engine import node_of
from alliancekg.store.premises import engine_term, walked
from alliancekg.store.query import select
from alliancekg.store.statements import home
from alliancekg.store.widening import form_of, widened
from alliancekg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from alliancekg.answers import SelectResult, Value
    from alliancekg.store.graph import GraphStore
    from alliancekg.store.query import Limits

    #: A pattern, and the graph that it is asked of: a term of rdflib, None for the default graph.
    Pattern = tuple[Any, tuple[Any, Any, Any]]
    Row = tuple[Value | None, ...]

UNTRACED = Backing(home="not traced")
_NOTHING = Backing(home="not stated")  # of an ASK that found nothing, or a count of nothing


def backing(graph: GraphStore, text: str, result: SelectResult, limits: Limits) -> tuple[Backing, ...]:
    """Return what stands behind each row of ``result``, which the query ``text`` gave.

    A row that counts solutions rests on all that agree with it; a row of CONSTRUCT or DESCRIBE is a statement
    itself. What cannot be traced says so: a query over FROM, one that only the engine can read, a row of
    which nothing is left but what a bracket without a name, or a SELECT within the query, keeps to itself.

    Raises:
        QueryTimeoutError: When it takes longer than ``limits`` allow.
    """
    if form_of(text) in {"CONSTRUCT", "DESCRIBE"}:
        stated = (Triple(*map(node_of, row)) for row in result.rows)
        return tuple(_Trace(graph).add(one, DefaultGraph()).told() for one in stated)
    inner = widened(text, result)
    patterns = _patterns(text) if inner and result.rows else ()
    if not patterns:
        return (UNTRACED,) * len(result.rows)
    found = select(graph.engine, inner, limits)
    kept_in = any(_is_kept_in(pattern, found.columns) for pattern in patterns)
    shared = [name for name in result.columns if name in found.columns]
    places = [found.columns.index(name) for name in shared]
    agreeing: dict[Row, list[Row]] = defaultdict(list)
    for solution in found.rows:
        agreeing[tuple(solution[at] for at in places)].append(solution)
    places = [result.columns.index(name) for name in shared]
    behind = []
    for row in result.rows:
        trace, solutions = _Trace(graph), agreeing[tuple(row[at] for at in places)]
        for solution in solutions:
            bound = {name: node_of(value) for name, value in zip(found.columns, solution, strict=True)}
            for pattern in patterns:
                trace.fill(pattern, bound)
        told = trace.told() if solutions else _NOTHING
        behind.append(UNTRACED if solutions and kept_in and not told.sources else told)
    return tuple(behind)


def _is_kept_in(pattern: Pattern, columns: Collection[str]) -> bool:
    """Return whether no solution can fill a pattern, for a node of it has no name, or is not handed on."""
    from rdflib import BNode, Variable

    nodes = (pattern[0], *pattern[1])
    return any(
        isinstance(node, BNode) or (isinstance(node, Variable) and str(node) not in columns) for node in nodes
    )


class _Trace:
    """The statements behind one row, and the passages that were asked by name."""

    def __init__(self, graph: GraphStore) -> None:
        self._graph = graph
        self._statements: set[Triple] = set()
        self._passages: set[str] = set()

    def fill(self, pattern: Pattern, bound: dict[str, Any]) -> None:
        """Add what a pattern stands for under a solution: nothing where a variable of it is unbound."""
        name, *nodes = (_filled(part, bound) for part in (pattern[0], *pattern[1]))
        subject, prop, value = nodes
        home = DefaultGraph() if pattern[0] is None else name
        if None in {home, subject, prop, value} or isinstance(subject, Literal):
            return
        if isinstance(prop, NamedNode):
            self.add(Triple(subject, prop, value), home)
        elif pattern[0] is None:
            self._statements |= walked(self._graph.engine, subject, prop, value)
        elif self._graph.citations.is_described(name.value):
            self._passages.add(name.value)

    def add(self, statement: Triple, where: NamedNode | DefaultGraph) -> _Trace:
        """Add a statement, if it stands in that graph."""
        if Quad(statement.subject, statement.predicate, statement.object, where) in self._graph.engine:
            if isinstance(where, NamedNode) and self._graph.citations.is_described(where.value):
                self._passages.add(where.value)
            else:
                self._statements.add(statement)
        return self

    def told(self) -> Backing:
        """Return what stands behind the row."""
        if not self._statements and not self._passages:
            return UNTRACED
        support = self._graph.citations.of(self._statements)
        sources = {*support.sources, *map(self._graph.citations.citation, self._passages)}
        homes = {home(self._graph, one) for one in self._statements} - {""} if not sources else set()
        return Backing(
            tuple(sorted(sources)),
            support.derived,
            support.contested,
            support.unsourced,
            ", ".join(sorted(homes)),
        )


def _patterns(text: str) -> tuple[Pattern, ...]:
    """Return the patterns of a query; none where rdflib cannot read what the engine can."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        algebra = translateQuery(parseQuery(text), initNs=PREFIXES).algebra
    except Exception:  # noqa: BLE001 - its parser raises many kinds; the engine has taken the query
        return ()
    return tuple(_within(algebra, None))


def _within(part: Any, graph: Any) -> Iterator[Pattern]:  # noqa: ANN401 - rdflib's algebra is untyped
    """Yield the patterns of an algebra tree with the graph that each is asked of."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if not isinstance(part, CompValue):
        return
    if part.name == "BGP":
        yield from ((graph, triple) for triple in part.triples)
    inside = part.term if part.name == "Graph" else graph
    for key, value in part.items():
        if key not in {"expr", "triples"} and (part.name, key) != ("Minus", "p2"):
            yield from _within(value, inside)


def _filled(part: Any, bound: dict[str, Any]) -> Any:  # noqa: ANN401 - a term of rdflib, or a path
    """Return the engine's term for a part of a pattern, None where it is unbound; a path as it is."""
    from rdflib import BNode, Variable

    if isinstance(part, Variable):
        return bound.get(str(part))
    return None if part is None or isinstance(part, BNode) else engine_term(part)

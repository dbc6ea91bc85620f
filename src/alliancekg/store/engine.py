"""The engine's calls with one result type each: it types a query's result as one of three."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QuerySolutions, Store

    from alliancekg.answers import Value

#: One solution of a query: variable name to term, None where unbound.
Solution = dict[str, Any]


class Engine(Protocol):
    """What a graph is asked through: a store in memory, one on disk opened to be read, or one elsewhere.

    All that answers questions keeps to these calls; only what loads, merges and derives writes.
    """

    def query(self, query: str, *, prefixes: dict[str, str] | None = None) -> Any:  # noqa: ANN401 - one of three
        """Return the solutions, the truth or the triples that a query gives."""

    def quads_for_pattern(
        self,
        subject: Any,  # noqa: ANN401 - terms of the engine, here and below
        predicate: Any,  # noqa: ANN401
        object: Any,  # noqa: A002, ANN401
        graph_name: Any = None,  # noqa: ANN401
    ) -> Iterator[Quad]:
        """Return the quads that match; None matches anything."""

    def named_graphs(self) -> Iterator[NamedNode | BlankNode]:
        """Return the names of the graphs."""

    def __contains__(self, quad: object) -> bool:
        """Return whether a quad is held."""

    def __iter__(self) -> Iterator[Quad]:
        """Return all quads."""


def select(store: Store, text: str) -> list[Solution]:
    """Return the solutions of a SELECT query of ours."""
    solutions = cast("QuerySolutions", store.query(text))
    names = [variable.value for variable in solutions.variables]
    return [{name: solution[name] for name in names} for solution in solutions]


def matching(store: Store, s: Any = None, p: Any = None, o: Any = None) -> list[Triple]:  # noqa: ANN401
    """Return the statements of the default graph that match; None matches anything."""
    quads = store.quads_for_pattern(s, p, o, DefaultGraph())
    return [quad.triple for quad in quads]


def count(store: Store, pattern: str) -> int:
    """Return in how many ways a pattern of SPARQL matches in the default graph."""
    (row,) = select(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(row["n"].value)


def in_default(store: Store, triple: Triple) -> bool:
    """Return whether a statement stands in the default graph."""
    return Quad(triple.subject, triple.predicate, triple.object) in store


def node_of(value: Value | None) -> Any:  # noqa: ANN401 - a term of the engine
    """Return a value of a result as the engine's term, None for what is unbound."""
    if value is None:
        return None
    if value.kind == "iri":
        return NamedNode(value.text)
    if value.kind == "bnode":
        return BlankNode(value.text)
    if value.language:
        return Literal(value.text, language=value.language)
    return Literal(value.text, datatype=NamedNode(value.datatype))

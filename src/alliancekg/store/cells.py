"""Read what the engine gives as rows of values.

The engine hands over TSV or N-Triples, many rows at a time, much sooner than terms one by one: a large result
is read from text. The first rows, and what a bound may cut short, are read one by one: few come as soon so,
and the engine looks for none that nobody wants.
"""

from __future__ import annotations

from itertools import islice
from typing import IO, TYPE_CHECKING, Any, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    parse_query_results,
)
from pyoxigraph import serialize as serialize_rdf

from alliancekg.answers import SelectResult, Value
from alliancekg.terms import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable

_TRUTH = {
    truth: SelectResult(("ask",), ((Value("literal", text, datatype="xsd:boolean"),),))
    for truth, text in ((True, "true"), (False, "false"))
}
_STRING, _LANG_STRING, _INTEGER = XSD + "string", RDF + "langString", XSD + "integer"
_new = tuple.__new__  # half the price of calling the class, which is paid for every cell
_FEW = 48  # rows that are as soon read one by one
_KEPT = 100_000  # terms that are known again when they come again


def rows_of(result: Any, most: int | None) -> SelectResult:  # noqa: ANN401 - one of the engine's three kinds
    """Return a result of the engine as rows of values, at most so many.

    Solutions keep the order the engine gave, triples are sorted as N-Triples are.
    """
    if isinstance(result, QueryBoolean):
        return _TRUTH[bool(result)]
    if not isinstance(result, QuerySolutions):
        return _triples(result, most)
    columns = tuple([variable.value for variable in result.variables])
    if most is None:
        rows = [tuple(map(_value, solution)) for solution in islice(result, _FEW)]
        if len(rows) == _FEW:
            rows += _others(result, columns)
        return SelectResult(columns, tuple(rows))
    rows = [tuple(map(_value, solution)) for solution in islice(result, most + 1)]
    return SelectResult(columns, tuple(rows[:most]), truncated=len(rows) > most)


def _others(result: QuerySolutions, columns: tuple[str, ...]) -> list[tuple[Value | None, ...]]:
    """Return the rows that are left."""
    rows: list[tuple[Value | None, ...]] = []
    terms = _Terms.fromkeys(("", *(f"?{name}" for name in columns)))  # the names stand in the first line

    def take(text: str) -> None:
        if columns:
            cells = map(terms.__getitem__, text.replace("\n", "\t").split("\t"))
            rows.extend(zip(*[cells] * len(columns), strict=True))
        else:
            rows.extend([()] * (text.count("\n") + 1))

    result.serialize(_file(take), format=QueryResultsFormat.TSV)
    return rows[1:]


def _triples(result: Any, most: int | None) -> SelectResult:  # noqa: ANN401 - from here or from a server
    lines: list[str] = []
    output = _file(lambda text: lines.extend(text.split("\n")))
    if most is None and isinstance(result, QueryTriples):
        result.serialize(output, format=RdfFormat.N_TRIPLES)
    else:
        bound = None if most is None else most + 1
        serialize_rdf(islice(result, bound), output, format=RdfFormat.N_TRIPLES)
    term_of = _Terms().__getitem__
    parts = [line[:-2].split(" ", 2) for line in sorted(lines[:most])]
    rows = [(term_of(s), term_of(p), term_of(o)) for s, p, o in parts]
    truncated = most is not None and len(lines) > most
    return SelectResult(("subject", "predicate", "object"), tuple(rows), truncated)


def _file(take: Callable[[str], None]) -> IO[bytes]:
    """Return a file to which the engine writes what ``take`` gets."""
    return cast("IO[bytes]", _Lines(take))  # it does what the engine asks of one


class _Lines:
    """What is written, handed on in whole lines, without the end of the last.

    Between two pieces of some kilobytes Python has its turn: Ctrl-C is heeded, and no more than a piece held.
    """

    __slots__ = ("_begun", "_take")

    def __init__(self, take: Callable[[str], None]) -> None:
        self._take = take
        self._begun = bytearray()

    def write(self, data: bytes) -> int:
        """Take a piece, which may end within a line."""
        end = data.rfind(b"\n")
        if end < 0:
            self._begun += data
        else:
            whole = self._begun + data[:end] if self._begun else data[:end]
            self._begun = bytearray(data[end + 1 :])
            self._take(whole.decode())
        return len(data)

    def flush(self) -> None:
        """Do nothing: whole lines are handed on at once."""


class _Terms(dict[str, "Value | None"]):
    """Values by how TSV or N-Triples writes them: what comes again is the same value."""

    __slots__ = ()

    def __missing__(self, token: str) -> Value | None:
        if len(self) > _KEPT:
            self.clear()
            self[""] = None
        plain = token[0] == "<" and token[1] != "<"
        value = self[token] = _new(Value, ("iri", token[1:-1], "", "")) if plain else _read(token)
        return value


def _read(token: str) -> Value | None:
    """Return what is no IRI as TSV or N-Triples writes it; the engine reads what is not of the plainest."""
    if token[0] == '"' and "\\" not in token:
        text, _, kind = token[1:].rpartition('"')
        if not kind:
            return Value("literal", text, _STRING)
        if kind[0] == "^":
            return Value("literal", text, kind[3:-1])
        if "--" not in kind:  # no direction of writing
            return Value("literal", text, _LANG_STRING, kind[1:])
    if token.isdecimal():
        return Value("literal", token, _INTEGER)
    if token.startswith("_:"):
        return Value("bnode", token[2:])
    table = parse_query_results(f"?x\n{token}\n".encode(), format=QueryResultsFormat.TSV)
    return _value(next(cast("QuerySolutions", table))[0])


def _value(node: object) -> Value | None:
    """Return a term of the engine."""
    if isinstance(node, NamedNode):
        return _new(Value, ("iri", node.value, "", ""))
    if isinstance(node, Literal):
        return _new(Value, ("literal", node.value, node.datatype.value, node.language or ""))
    if isinstance(node, BlankNode):
        return Value("bnode", node.value)
    return None if node is None else Value("literal", str(node))

"""Slices of a dataset: what a pattern is widened to before it is fetched, and the query that fetches it."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from alliancekg.store.paging import Solutions

#: Subject, property, object and graph; None is any, in the place of a graph also the default one.
Pattern = tuple[Any, Any, Any, Any]
ALL: Pattern = (None, None, None, None)
DEFAULT = DefaultGraph()

#: A graph named by its IRI, or by a variable; strings, other IRIs and comments are passed over.
_NAMED = re.compile(
    r"""\"(?:[^"\\\n]|\\.)*\" | '(?:[^'\\\n]|\\.)*' | \#[^\n]*
      | \bGRAPH\s*(<[^<>\s]*> | [\w-]*:[\w.-]*\w) | \bGRAPH\s*([?$]\w+)\s*\{ | <[^<>\s]*>""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMES = ("s", "p", "o")
#: Graphs that Virtuoso brings along.
_HOUSEKEEPING = ("http://www.openlinksw.com/", "http://localuriqaserver/", "http://www.w3.org/ns/ldp#")


def widened(pattern: Pattern) -> Pattern:
    """Return the slice that a pattern is a part of.

    That is all about its subject, else all with its property and object, else all with either, else its
    graph. A blank node has no name to ask for: its slice is everything.
    """
    s, p, o, graph = pattern
    if any(isinstance(part, BlankNode) for part in pattern):
        return ALL
    if s is not None:
        return (s, None, None, graph if graph == DEFAULT else None)
    return (None, p, o, graph if o is None or graph == DEFAULT else None)


class Slices:
    """The queries for slices of one server; graphs of the names ``apart`` are none of the dataset."""

    def __init__(self, apart: Iterable[str]) -> None:
        self._apart = frozenset(apart)
        shut = ", ".join(f"<{name}>" for name in sorted(self._apart))
        self._filter = f" FILTER (?g NOT IN ({shut}))" if shut else ""

    def named(self, pattern: str = "?s ?p ?o") -> str:
        """Return a group for a pattern in any named graph, ``?g``."""
        return f"{{ GRAPH ?g {{ {pattern} }}{self._filter} }}"

    def text(self, patterns: Sequence[Pattern]) -> str:
        """Return the query for slices of one kind: the same parts are given, in the same graph.

        Where no part is given they are whole named graphs.
        """
        graph = patterns[0][3]
        given = [at for at in range(3) if patterns[0][at] is not None]
        ends, values = [f"?{name}" for name in _NAMES], ""
        if len(patterns) == 1:
            for at in given:
                ends[at] = str(patterns[0][at])
        elif given:
            rows = " ".join(f"({' '.join(str(one[at]) for at in given)})" for one in patterns)
            values = f"VALUES ({' '.join(ends[at] for at in given)}) {{ {rows} }} "
        if not given and len(patterns) > 1:
            names = " ".join(str(one[3]) for one in patterns)
            return f"SELECT ?s ?p ?o ?g WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
        told = " ".join(ends)
        wanted = " ".join(end for end in ends if end.startswith("?"))
        default, named = f"{{ {values}{told} }}", self.named(values + told)
        if graph is None:
            return f"SELECT {wanted} ?g WHERE {{ {default} UNION {named} }}"
        where = default if graph == DEFAULT else f"{{ {values}GRAPH {graph} {{ {told} }} }}"
        return f"SELECT {wanted or '*'} WHERE {where}"

    def opened(self, text: str) -> str:
        """Return a query as it is to be put where the default graph is one of the named ones (Virtuoso).

        Such a server finds nothing in a graph that is named by its IRI, and the default graph in any other.
        """
        if not self._apart:
            return text
        numbers = count(1)

        def put(found: re.Match[str]) -> str:
            if found[2] is not None:
                return f"GRAPH {found[2]} {{{self._filter.replace('?g', found[2])} "
            if found[1] is None:
                return found[0]
            name = f"?named_graph_{next(numbers)}"
            return f"VALUES {name} {{ {found[1]} }} GRAPH {name}"

        return _NAMED.sub(put, text)

    def quads(self, found: Solutions, pattern: Pattern) -> Iterator[Quad]:
        """Yield the quads of an answer; what was no variable stands in ``pattern``."""
        places = {name: at for at, name in enumerate(found.columns)}
        *ends, graph = (places.get(name) for name in (*_NAMES, "g"))
        for row in found.rows:
            s, p, o = (part if at is None else row[at] for at, part in zip(ends, pattern[:3], strict=True))
            where = pattern[3] if graph is None else row[graph] or DEFAULT
            if where == DEFAULT or self.is_ours(where):
                yield Quad(s, p, o, where)

    def is_ours(self, graph: object) -> bool:
        """Return whether a named graph is one of the dataset."""
        name = graph.value if isinstance(graph, NamedNode) else ""
        return name not in self._apart and not name.startswith(_HOUSEKEEPING)

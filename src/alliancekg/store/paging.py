"""Rows and triples from a SPARQL server, whole: what a server cuts off is noticed and fetched page by page.

Some servers end every answer after a number of rows and do not say so (Virtuoso: 10,000). An answer that
could be cut is counted by a second query; where rows are missing the query becomes a part of a larger one
that sorts and skips.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from alliancekg.store.protocol import LOOK as _LOOK
from alliancekg.store.protocol import ROWS, TRIPLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QuerySolution, Triple

    from alliancekg.errors import EndpointError
    from alliancekg.store.protocol import Reply, Server

#: No server that we know of cuts off shorter answers than this.
_SHORT = 500
#: So many rows are asked for to see whether a server gives them.
_LOOKED_FOR = 100_000
_JSON = ("application/sparql-results+json", "application/json")
_RDF = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
}
_PROLOGUE = re.compile(
    r"(?:\s+|\#[^\n]*(?:\n|$)|PREFIX\s+[^\s:]*:\s*<[^<>\s]*>|BASE\s*<[^<>\s]*>)*", re.IGNORECASE
)
# Virtuoso writes what no specification has. A text in JSON escapes its quotation marks: none matches.
_ODD_TYPE = re.compile(rb'"type"\s*:\s*"typed-literal"')
_ODD_TRUTH = re.compile(rb'(XMLSchema#boolean"\s*,\s*"value"\s*:\s*)"([01])"')
_CUT = "Add a LIMIT, or let the server give more rows."


class Solutions(NamedTuple):
    """The rows of a SELECT query, and the W3C's JSON that they were read from."""

    columns: list[str]
    rows: list[QuerySolution]
    body: bytes

    def again(self) -> QuerySolutions:
        """Return the rows as the engine gives those of its own queries."""
        return cast("QuerySolutions", parse_query_results(self.body, format=QueryResultsFormat.JSON))


class Asked(NamedTuple):
    """A query in two parts: its prefixes, and all that follows them."""

    prologue: str
    body: str

    @classmethod
    def of(cls, text: str, prefixes: Mapping[str, str]) -> Asked:
        """Return a query with those of ``prefixes`` declared that it uses and does not declare."""
        prologue = _PROLOGUE.match(text)
        own, body = (prologue[0], text[prologue.end() :]) if prologue else ("", text)
        added = "".join(
            f"PREFIX {name}: <{iri}>\n"
            for name, iri in prefixes.items()
            if f"{name}:" in body and not re.search(rf"\b{name}:\s*<", own)
        )
        return cls(f"{added}{own}\n", body)

    def __str__(self) -> str:
        """Return the text of the query."""
        return self.prologue + self.body


def truth(server: Server, text: str) -> QueryBoolean:
    """Return the answer to an ASK query; some servers give it as a row with a number."""
    body, _ = _answer(server, text)
    found = _read(server, body)
    if isinstance(found, QueryBoolean):
        return found
    rows = [solution[0] for solution in found]
    yes = [getattr(node, "value", "") for node in rows] in (["1"], ["true"])
    return _truth(b'{"head":{},"boolean":%s}' % (b"true" if yes else b"false"))


def triples(server: Server, text: str) -> list[Triple]:
    """Return what a CONSTRUCT or DESCRIBE query gives, each statement once."""
    found = _page(server, text)
    if len(found) < _SHORT or len(found) <= server.longest:
        return found
    most = _measured(server)
    if most is None:
        return found
    if not _is_query(f"{text}\nLIMIT 1 OFFSET 1"):
        raise server.fault(f"cuts every answer at {most:,} rows, maybe this one", _CUT)
    pages = dict.fromkeys(found)
    skipped = most
    while page := _page(server, f"{text}\nLIMIT {most} OFFSET {skipped}"):  # unsorted: Virtuoso refuses else
        pages.update(dict.fromkeys(page))
        skipped += most
    return list(pages)


def _page(server: Server, text: str) -> list[Triple]:
    """Return the triples of one answer."""
    reply = server.ask(text, TRIPLES)
    _cap(server, reply)
    if reply.media not in _RDF:
        raise _unlike(server, reply, "RDF")
    try:
        return [quad.triple for quad in parse(reply.body, format=_RDF[reply.media])]
    except (SyntaxError, ValueError) as error:
        raise _broken(server, error) from error


def _measured(server: Server) -> int | None:
    """Return after how many rows the server ends every answer, None where it gives as many as we look for."""
    asked = Asked("", f"SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT {_LOOKED_FOR}")
    body, most = _answer(server, str(asked))
    rows = len(_parsed(server, body).rows)
    return rows if _whole(server, asked, rows, most) > rows else None


def solutions(server: Server, asked: Asked) -> Solutions:
    """Return all rows of a SELECT query."""
    body, most = _answer(server, str(asked))
    found = _parsed(server, body)
    rows = len(found.rows)
    whole = _whole(server, asked, rows, most)
    if whole == rows:
        return found
    paged = _sorted(asked, found.columns)
    bindings: list[object] = []
    while len(bindings) < whole:
        page, _ = _answer(server, f"{paged}\nLIMIT {rows} OFFSET {len(bindings)}")
        if not _parsed(server, page).rows:
            break
        bindings += json.loads(page)["results"]["bindings"]
    if len(bindings) != whole:
        raise server.fault(f"gives {len(bindings):,} of {whole:,} rows", _CUT)
    merged = {"head": {"vars": found.columns}, "results": {"bindings": bindings}}
    return _parsed(server, json.dumps(merged).encode())


def _whole(server: Server, asked: Asked, rows: int, most: int | None) -> int:
    """Return how many rows a query has, of which ``rows`` came and at most ``most`` would have."""
    if rows < (most or _SHORT) or (most is None and rows <= server.longest):
        return rows
    query = f"{asked.prologue}SELECT (COUNT(*) AS ?n) WHERE {{ {{ {asked.body}\n }} }}"
    if not _is_query(query):
        if most is None:
            return rows
        raise server.fault(f"cuts the answer at {most:,} rows", _CUT)
    body, _ = _answer(server, query)
    counted = [getattr(solution[0], "value", "") for solution in _parsed(server, body).rows]
    if len(counted) != 1 or not counted[0].isdigit():
        raise server.fault("does not count the rows of an answer", _CUT)
    whole = int(counted[0])
    if whole == rows:
        server.longest = max(server.longest, rows)
    return whole


def _sorted(asked: Asked, columns: list[str]) -> str:
    """Return a query for the same rows in a fixed order, to which a page is added.

    Virtuoso refuses to skip far in a sorted query, but not in one around it.
    """
    names = " ".join(f"?{name}" for name in columns)
    ordered = f"{asked.body}\nORDER BY {names}"
    inner = ordered if _is_query(asked.prologue + ordered) else asked.body
    return f"{asked.prologue}SELECT {names} WHERE {{ {{ {inner}\n }} }}"


def _is_query(text: str) -> bool:
    """Return whether the grammar has such a query."""
    try:
        Store().query(text)
    except SyntaxError:
        return False
    return True


def _answer(server: Server, text: str) -> tuple[bytes, int | None]:
    """Return an answer in the W3C's JSON, and after how many rows the server says that it ends any answer."""
    reply = server.ask(text, ROWS)
    if reply.media not in _JSON:
        raise _unlike(server, reply, "SPARQL results")
    plain = _ODD_TYPE.sub(b'"type":"literal"', reply.body)
    body = _ODD_TRUTH.sub(lambda odd: odd[1] + (b'"true"' if odd[2] == b"1" else b'"false"'), plain)
    return body, _cap(server, reply)


def _cap(server: Server, reply: Reply) -> int | None:
    """Return after how many rows the server ends any answer, where it says so."""
    if reply.headers.get("X-SQL-State"):  # Virtuoso, when the time that it allows itself is up
        raise server.fault("stopped early and sent a part of the answer", "Narrow it, or let it take longer.")
    told = reply.headers.get("X-SPARQL-MaxRows", "")
    return int(told) if told.isdigit() else None


def _read(server: Server, body: bytes) -> QuerySolutions | QueryBoolean:
    """Return an answer parsed; its rows are parsed as they are taken."""
    try:
        return parse_query_results(body, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise _broken(server, error) from error


def _parsed(server: Server, body: bytes) -> Solutions:
    """Return the rows of an answer, each of which could be read."""
    found = _read(server, body)
    if isinstance(found, QueryBoolean):
        raise server.fault("answers yes or no where rows were asked for", _LOOK)
    try:
        return Solutions([variable.value for variable in found.variables], list(found), body)
    except (SyntaxError, ValueError) as error:
        del found  # it may not end in another thread: no traceback is to keep it
        raise _broken(server, error) from error


def _truth(body: bytes) -> QueryBoolean:
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    return cast("QueryBoolean", found)


def _broken(server: Server, error: Exception) -> EndpointError:
    reason = " ".join(str(error).split())[:200]
    return server.fault(f"sends an answer that breaks off or cannot be read ({reason})", "Try again.")


def _unlike(server: Server, reply: Reply, wanted: str) -> EndpointError:
    page = "a web page" if "html" in reply.media else reply.media
    return server.fault(f"answers with {page}, not with {wanted}", _LOOK)

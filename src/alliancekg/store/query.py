"""Run SPARQL: our prefixes known, the network refused, time and rows bounded, errors in one line."""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat
from pyoxigraph import serialize as serialize_rdf

from alliancekg.errors import QueryError
from alliancekg.plain import in_xml
from alliancekg.store.cells import rows_of
from alliancekg.store.patience import bounded
from alliancekg.terms import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Store

    from alliancekg.answers import SelectResult

#: W3C result formats of SELECT and ASK, and RDF formats of CONSTRUCT and DESCRIBE, by the names users type.
RESULT_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "xml": QueryResultsFormat.XML,
}
RDF_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "nq": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}
#: What is no keyword and no bracket of a query.
QUIET = re.compile(
    r"""<(?:[^<>"{}|^`\\\s]|\\[uU][0-9a-fA-F]+)*>  # IRIs
      | \"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
      | \#[^\n\r]*                              # comments
      | [?$]\w+                                 # variables
      | :(?:[\w:%][\w.:%-]*)?                   # what follows the prefix of a name
    """,
    re.VERBOSE | re.DOTALL,
)
_DECLARED = re.compile(r"(?:\s*PREFIX \w*:\s*<[^<>\s]*>)*", re.IGNORECASE)
_STRINGS = re.compile(r"""<[^<>\s]*> | "[^"\n]*" | '[^'\n]*' | \#[^\n]*""", re.VERBOSE)
_TOKENS = 6  # of what the parser could have taken next, so many are told
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")
# The grammar asks for no white space around a keyword: "1SERVICE" and "SERVICESILENT" are read as two words.
_REMOTE = re.compile(r"(SERVICE|\bLOAD\b)", re.IGNORECASE)
_DEEPEST = 200  # brackets within brackets: the engine's parser recurses, and a deep query ends the process
_LONGEST = 200_000  # characters
_UPDATE = re.compile(r"\b(INSERT|DELETE|CLEAR|DROP|CREATE|COPY|MOVE|ADD)\b", re.IGNORECASE)
_SUSPECT = ("service", "load", "insert", "delete", "clear", "drop", "create", "copy", "move", "add")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one query: ``seconds`` of wall time and ``rows`` of result (None: no bound)."""

    seconds: float | None = None
    rows: int | None = None


def select(store: Store, text: str, limits: Limits = Limits()) -> SelectResult:
    """Run a SELECT or ASK query and return its solutions in the order the engine gave.

    An ASK gives one column ``ask`` with ``true`` or ``false``. A CONSTRUCT or DESCRIBE gives the columns
    ``subject``, ``predicate`` and ``object``, sorted.

    Raises:
        QueryError: When the text is no query, or asks for the network.
        QueryTimeoutError: When the time is up.
    """
    return bounded(text, lambda: rows_of(_run(store, text), limits.rows), limits.seconds)


def without(found: SelectResult, certain: SelectResult) -> SelectResult:
    """Return the rows of one result that another has not, each as often as it is there too often."""
    left = Counter(certain.rows)
    rows = []
    for row in found.rows:
        if left[row]:
            left[row] -= 1
        else:
            rows.append(row)
    return replace(found, rows=tuple(rows))


def serialize(store: Store, text: str, form: str, limits: Limits = Limits()) -> bytes:
    """Run a query and return its result in a W3C format.

    ``form`` is a key of ``RESULT_FORMATS`` for rows, of ``RDF_FORMATS`` for triples.

    Raises:
        QueryError: When the text is no query, asks for the network, or its result has no such format.
        QueryTimeoutError: When the time is up.
    """

    def run() -> bytes:
        result = _run(store, text)
        if isinstance(result, QueryBoolean | QuerySolutions):
            return _solutions(result, form, limits.rows)
        if form not in RDF_FORMATS:
            raise QueryError(f"a CONSTRUCT or DESCRIBE gives triples; choose one of {', '.join(RDF_FORMATS)}")
        triples = islice(result, limits.rows)
        prefixes = PREFIXES if form in ("ttl", "trig") else None
        return serialize_rdf(sorted(triples, key=str), format=RDF_FORMATS[form], prefixes=prefixes) or b""

    return bounded(text, run, limits.seconds)


def _solutions(result: QueryBoolean | QuerySolutions, form: str, rows: int | None) -> bytes:
    if form not in RESULT_FORMATS:
        raise QueryError(f"a SELECT or ASK gives rows; choose one of table, {', '.join(RESULT_FORMATS)}")
    if isinstance(result, QueryBoolean) and form in ("csv", "tsv"):
        return f"{'ask' if form == 'csv' else '?ask'}\n{'true' if result else 'false'}\n".encode()
    if rows is None or isinstance(result, QueryBoolean):
        data = result.serialize(format=RESULT_FORMATS[form]) or b""
        valid = in_xml(data.decode()).replace("\r", "&#13;").encode() if form == "xml" else data
        return valid.rstrip(b"\n") + b"\n"
    raise QueryError("--max-rows bounds tables; give the query a LIMIT for the W3C formats")


def _run(store: Store, text: str) -> Any:  # noqa: ANN401 - one of three result types
    text, prefixes = _allowed(text)
    try:
        return store.query(text, prefixes=prefixes)
    except SyntaxError as error:
        raise QueryError(_explain(str(error))) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(" ".join(str(error).split())) from error


@lru_cache(maxsize=64)  # to look at a small query costs as much as to answer it, and many are asked again
def _allowed(text: str) -> tuple[str, dict[str, str]]:
    """Return a query as the engine takes it, with those of our prefixes that it uses and does not declare.

    Raises:
        QueryError: When it leaves this machine or changes the graph.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # both end a comment for the engine, one for others
    _refuse(text)
    found = _DECLARED.match(text)
    declared = found[0] if found else ""
    ours = ((name, iri) for name, iri in PREFIXES.items() if f"{name}:" in text)
    return text, {name: iri for name, iri in ours if f" {name}:" not in declared}


def names_in(text: str) -> tuple[str, ...]:
    """Return the CURIEs of our four namespaces in a query, strings, IRIs and comments apart, sorted."""
    quiet = re.sub(_STRINGS, " ", text)
    return tuple(sorted(set(re.findall(r"(?<![\w:])(ak[dgsv]:[A-Za-z0-9][\w.-]*\w)", quiet))))


def _refuse(text: str) -> None:
    """Refuse what leaves this machine or changes the graph.

    Words in strings, IRIs and comments are no keywords.
    """
    if len(text) > _LONGEST:
        raise QueryError(f"it is longer than {_LONGEST:,} characters")
    if _is_plain(text):
        return
    decoded = _ESCAPE.sub(_decoded, text)
    bare = QUIET.sub(" ", text)
    # Engines differ in whether an escape can be a letter of a keyword or end a string: read it both ways.
    for spelling in (text, decoded, _ESCAPE.sub("x", text)) if "\\" in text else (text,):
        remote = _REMOTE.search(bare if spelling is text else QUIET.sub(" ", spelling))
        if remote or ("service" in decoded.lower() and _calls_service(spelling)):
            named = remote[1].upper() if remote else "SERVICE"
            raise QueryError(f"{named} would reach the network, which alliancekg never does")
    if sum(map(bare.count, "({[")) > _DEEPEST and _depth(bare) > _DEEPEST:
        raise QueryError(f"it nests brackets more than {_DEEPEST} deep")
    if _UPDATE.search(bare) and not re.search(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", bare, re.IGNORECASE):
        raise QueryError("it would change the graph; edit the files and run `alliancekg check` instead")


def _is_plain(text: str) -> bool:
    """Return whether nothing can be wrong with a query, whatever of it is string, IRI or comment."""
    if not text.isascii() or "\\" in text:  # a letter may be written in more ways than two
        return False
    lower = text.lower()
    return not any(word in lower for word in _SUSPECT) and sum(map(text.count, "({[")) <= _DEEPEST


def _calls_service(text: str) -> bool:
    """Return whether a query that names a service calls one, or cannot be read by a second parser.

    A pattern cannot tell the sign "less than" from the start of an IRI; a parser can. Only queries with the
    word in them pay for it.
    """
    from pyparsing.exceptions import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        found = parseQuery(text)
    except (ParseBaseException, ValueError, RecursionError):
        return True
    return "ServiceGraphPattern" in repr(found)


def _depth(bare: str) -> int:
    """Return how deep brackets nest."""
    depth = deepest = 0
    for sign in bare:
        if sign in "({[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")}]":
            depth -= 1
    return deepest


def _decoded(escape: re.Match[str]) -> str:
    """Return the character of a codepoint escape, which may stand anywhere (SPARQL 1.1, section 19.2)."""
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= sys.maxunicode else escape[0]


def _explain(reason: str) -> str:
    """Return the parser's reason in one line: where, and the first few tokens it wanted."""
    place, _, wanted = " ".join(reason.split()).partition(": expected ")
    match = re.search(r"(\d+):(\d+)", place)
    where = f"line {match[1]}, column {match[2]}" if match else place
    if "Prefix not found" in reason:
        return f"it stops at {where}: a prefix is not declared; ours are {', '.join(PREFIXES)}"
    if not wanted:
        return f"{reason.strip().splitlines()[0]}"[:300]
    tokens = [token.strip() for token in wanted.removeprefix("one of ").split(", ")]
    plain = [token for token in tokens if token and not token.startswith("[")]
    if not plain:
        return f"it stops at {where}: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE"
    more = " ..." if len(plain) > _TOKENS else ""
    return f"it stops at {where}: expected {' or '.join(plain[:_TOKENS])}{more}"

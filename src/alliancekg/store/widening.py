"""From a query that sums solutions up to the query for the solutions themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliancekg.store.engine import node_of
from alliancekg.store.query import QUIET

if TYPE_CHECKING:
    from alliancekg.answers import SelectResult

# A prefix may be called as a keyword is: it is no more of one than the rest of the name.
_QUIET = re.compile(rf"{QUIET.pattern} | [A-Za-z][\w.-]*(?=:)", QUIET.flags)
_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_VALUES = re.compile(r"\bVALUES\b", re.IGNORECASE)
_NAMED = re.compile(r"\bAS\s*\)$", re.IGNORECASE)
#: What a single solution does not give again: a sum over several, or chance.
_ONCE = re.compile(
    r"\b(COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|RAND|NOW|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE
)
_VARIABLE = re.compile(r"[?$](\w+)")
_MOST = 500  # rows: so many are asked for by their values; for more the query runs without its LIMIT


def form_of(text: str) -> str:
    """Return SELECT, ASK, CONSTRUCT or DESCRIBE, whichever a query is; "" for none.

    Example:
        >>> form_of("PREFIX ask: <urn:describe> select * {}")
        'SELECT'
    """
    found = _FORM.search(_masked(text))
    return found[0].upper() if found else ""


def widened(text: str, result: SelectResult) -> str:
    """Return the query for every solution behind the rows that a SELECT or ASK gave, with all its variables.

    Grouping, order and bounds go; what a column makes of one solution stays, so that the two can be compared.
    "" for a query over graphs of its own choice (FROM).

    Example:
        >>> from alliancekg.answers import SelectResult
        >>> widened("SELECT (COUNT(?s) AS ?n) { ?s a akg:State } LIMIT 1", SelectResult(("n",), ()))
        'SELECT * { { ?s a akg:State } }'
    """
    quiet = _masked(text)
    form = _FORM.search(quiet)
    start = _opening(quiet, form.end()) if form else -1
    end = _closing(quiet, start)
    if form is None or start < 0 or end < 0 or _FROM.search(quiet, form.end(), start):
        return ""
    values = _VALUES.search(quiet, end)
    given = text[values.start() :] if values else ""
    named = _named(text, quiet, form.end(), start) + _named(text, quiet, end, len(text))
    wanted = _wanted(_masked(text, variables=True)[start:end], result)
    parts = (text[start : end + 1], *_made(named), given, wanted)
    return f"{text[: form.start()]}SELECT * {{ {' '.join(part for part in parts if part)} }}"


def _named(text: str, quiet: str, start: int, end: int) -> list[tuple[str, str]]:
    """Return what stands in round brackets with a name, ``(... AS ?name)``: as written, and the name."""
    found, depth, opened = [], 0, start
    for at in range(start, end):
        opened = at if quiet[at] == "(" and not depth else opened
        depth += (quiet[at] == "(") - (quiet[at] == ")")
        if quiet[at] == ")" and not depth and _NAMED.search(quiet[opened : at + 1]):
            whole = text[opened : at + 1]
            found.append((whole, _VARIABLE.findall(whole)[-1]))
    return found


def _made(named: list[tuple[str, str]]) -> list[str]:
    """Return a BIND for each named expression that a single solution gives again."""
    lost: set[str] = set()
    kept = []
    for whole, name in named:
        used = set(_VARIABLE.findall(_masked(whole, variables=True))[:-1])
        if _ONCE.search(_masked(whole)) or used & lost:
            lost.add(name)
        else:
            kept.append(f"BIND {whole}")
    return kept


def _wanted(pattern: str, result: SelectResult) -> str:
    """Return a VALUES clause for the rows at hand, "" where they are many or nothing names them."""
    at = [
        place
        for place, name in enumerate(result.columns)
        if re.search(rf"[?$]{re.escape(name)}(?!\w)", pattern)
    ]
    rows = {tuple(row[place] for place in at) for row in result.rows}
    if not at or len(rows) > _MOST or any(one and one.kind == "bnode" for row in rows for one in row):
        return ""
    names = " ".join(f"?{result.columns[place]}" for place in at)
    told = sorted(" ".join("UNDEF" if one is None else str(node_of(one)) for one in row) for row in rows)
    return f"VALUES ({names}) {{ {' '.join(f'({one})' for one in told)} }}"


def _masked(text: str, *, variables: bool = False) -> str:
    """Return a query with blanks, as many, for strings, IRIs, comments and, unless kept, variables."""
    return _QUIET.sub(
        lambda found: found[0] if variables and found[0][0] in "?$" else " " * len(found[0]), text
    )


def _opening(quiet: str, start: int) -> int:
    """Return where the first curly bracket opens that no round one holds; -1 for none."""
    depth = 0
    for at in range(start, len(quiet)):
        depth += (quiet[at] == "(") - (quiet[at] == ")")
        if quiet[at] == "{" and not depth:
            return at
    return -1


def _closing(quiet: str, start: int) -> int:
    """Return where the curly bracket at ``start`` closes; -1 for never."""
    depth = 0
    for at in range(max(start, 0), len(quiet)):
        depth += (quiet[at] == "{") - (quiet[at] == "}")
        if quiet[at] == "}" and not depth:
            return at
    return -1

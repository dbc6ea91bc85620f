"""What rests on what, as data: one small query for each way in which a thing can depend on another.

A way is a file ``library/<name>.rq``. Its header says in comments how it reads (``# says:``, from the other
end ``# gives:``), whether several things of that kind stand in for each other (``# alternatives:`` yes or
no), whether there may well be others that no source tells of (``# open: yes``: who else makes a system, what
is in store) and which statements stand behind a row (``# evidence:``); the query gives ``?thing`` and
``?basis``. Whoever adds a way adds a file, no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LIBRARY = Path(__file__).parent / "library"
_HEADER = re.compile(r"# (says|gives|alternatives|open|evidence): (.+)")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to depend; with ``alternatives``, a thing falls only when all it rests on that way falls.

    Where the way is ``open``, even that is no certain end: others may stand in, and nobody tells of them.
    """

    name: str
    says: str
    gives: str
    alternatives: bool
    open: bool
    evidence: tuple[tuple[str, str, str], ...]
    query: str


@cache
def ways() -> tuple[Way, ...]:
    """Return the ways, by name."""
    return tuple(_read(path) for path in sorted(_LIBRARY.glob("*.rq")))


def _read(path: Path) -> Way:
    text = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        header.setdefault(key, []).append(value.strip())
    triples = [value.split() for value in header["evidence"]]
    return Way(
        name=path.stem,
        says=header["says"][0],
        gives=header["gives"][0],
        alternatives=header["alternatives"][0] == "yes",
        open=header.get("open") == ["yes"],
        evidence=tuple((triple[0], triple[1], triple[2]) for triple in triples),
        query=text,
    )

"""The library of named questions: SPARQL with a header, parameters by label, answers with footnotes.

A question is a file ``library/<id>.rq``. Its header says in comments what it asks (``# question:``), what it
takes (``# parameter: name Class "default"``), which columns people read (``# columns:``), which of these tell
of the search and make no answer another (``# aside:``), in which order rows come (``# order:``) and which
statements stand behind a row (``# evidence:``, a triple with variables of the
query); a variable ``says`` names the passage itself. Whoever adds a question adds a file, no code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from alliancekg.errors import UnknownTermError

_LIBRARY = Path(__file__).parent / "library"
_HEADER = re.compile(r"# (question|parameter|columns|aside|order|evidence): (.+)")
_PARAMETER = re.compile(r'(\w+) ([\w-]+) "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question takes: a thing of the class ``kind``; ``default`` (a label) when none is given.

    A ``kind`` in small letters is a concept scheme ("agreement-kind"), and the parameter one of its concepts;
    "date" is a day, month or year.
    """

    name: str
    kind: str
    default: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the library; ``evidence`` are triples of CURIEs and ``?variables`` of the query."""

    id: str
    text: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    aside: frozenset[str]
    order: str
    evidence: tuple[tuple[str, str, str], ...]
    query: str


@cache
def questions() -> tuple[Question, ...]:
    """Return the library, by id."""
    return tuple(_read(path) for path in sorted(_LIBRARY.glob("*.rq")))


def question(name: str) -> Question:
    """Return one question by its id.

    Raises:
        UnknownTermError: When the library has no such question; close ones are suggested.
    """
    for found in questions():
        if found.id == name:
            return found
    raise UnknownTermError(name, [found.id for found in questions()], what="question")


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {}
    for key, value in _HEADER.findall(text):
        header.setdefault(key, []).append(value.strip())
    parameters = [_PARAMETER.fullmatch(value) for value in header.get("parameter", ())]
    triples = [value.split() for value in header.get("evidence", ())]
    return Question(
        id=path.stem,
        text=header["question"][0],
        parameters=tuple(Parameter(*match.groups()) for match in parameters if match),
        columns=tuple(header["columns"][0].split(", ")),
        aside=frozenset(header.get("aside", ())),
        order=header["order"][0],
        evidence=tuple((triple[0], triple[1], triple[2]) for triple in triples),
        query=text,
    )

"""Terms as N-Triples writes them, made from text: an object for each would cost more than all else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from alliancekg.terms import AKD, expand

if TYPE_CHECKING:
    from alliancekg.dates import Bounds

_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}
_ESCAPE = re.compile(r'[\\"\n\r]')


def iri(curie: str) -> str:
    """Return the term of a CURIE, or of an IRI.

    Example:
        >>> iri("akg:role")
        '<https://w3id.org/alliancekg/ns#role>'
    """
    return f"<{expand(curie) or curie}>"


def text(value: str, language: str = "") -> str:
    """Return the term of a text.

    Example:
        >>> text("a word", "en")
        '"a word"@en'
    """
    written = _ESCAPE.sub(lambda found: _ESCAPED[found[0]], value)
    return f'"{written}"@{language}' if language else f'"{written}"'


def typed(value: str, datatype: str) -> str:
    """Return the term of a literal of a datatype (a CURIE)."""
    return f'"{value}"^^{iri(datatype)}'


def thing(name: str) -> str:
    """Return the term of a thing by its local name.

    Example:
        >>> thing("agreement_atop-3375")
        '<https://w3id.org/alliancekg/id/agreement_atop-3375>'
    """
    return f"<{AKD}{name}>"


def written(date: str) -> str:
    """Return the term of a date as precise as it is written: a year, a month or a day."""
    return typed(date, ("xsd:gYear", "xsd:gYearMonth", "xsd:date")[date.count("-")])


def key(span: Bounds) -> tuple[str, str]:
    """Return what dates are put in order by."""
    return span.first.isoformat(), span.last.isoformat()

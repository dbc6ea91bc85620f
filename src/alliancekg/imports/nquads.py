"""Lines of N-Quads, made from text: an object for each term would cost more than all else."""

from __future__ import annotations

import re

from alliancekg.terms import AKG, EDTF, PREFIXES, RDF, XSD, expand

_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
#: How many parts a date has tells how precisely it is known.
_DATE_TYPES = (XSD + "gYear", XSD + "gYearMonth", XSD + "date")

TYPE = f"<{RDF}type>"
LABEL, ALIAS, NOTE = (f"<{PREFIXES['skos']}{name}>" for name in ("prefLabel", "altLabel", "editorialNote"))


def node(curie: str) -> str:
    """Return the term of a CURIE, or of an IRI.

    Example:
        >>> node("akd:state_japan")
        '<https://w3id.org/alliancekg/id/state_japan>'
    """
    return f"<{expand(curie) or curie}>"


def term(name: str) -> str:
    """Return a term of the ontology by its local name."""
    return f"<{AKG}{name}>"


def text(value: str, language: str = "") -> str:
    """Return a string, in a ``language`` if one is named.

    Example:
        >>> text("Burma", "en")
        '"Burma"@en'
    """
    plain = f'"{_ESCAPED.sub(_escape, value)}"'
    return f"{plain}@{language}" if language else plain


def typed(value: str, datatype: str) -> str:
    """Return a literal of a datatype (a CURIE or an IRI)."""
    return f'"{value}"^^{node(datatype)}'


def dated(value: str) -> str:
    """Return a date with the datatype that its precision asks for: a year, a month, a day, else EDTF.

    Example:
        >>> dated("1990-10")
        '"1990-10"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'
    """
    plain = re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value, re.ASCII)
    return typed(value, _DATE_TYPES[value.count("-")] if plain else EDTF)


def line(subject: str, predicate: str, value: str, graph: str) -> str:
    """Return one statement, its four parts already written."""
    return f"{subject} {predicate} {value} {graph} .\n"


def _escape(sign: re.Match[str]) -> str:
    return _SHORT.get(sign[0]) or f"\\u{ord(sign[0]):04X}"

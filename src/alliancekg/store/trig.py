"""Write quads as canonical TriG: equal quads give equal bytes, so a change in a file is one in the graph.

Prefixes (only those used), graphs, subjects and predicates (``a`` first) are sorted by what is written,
objects too, one a line. Lexical forms are kept as they came. There are no comments and no blank nodes: what
has no stable name can be neither cited nor compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from alliancekg.errors import InputError
from alliancekg.terms import PREFIXES, RDF, XSD

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}

_Tree = dict[str, dict[str, set[str]]]


def canonical_trig(quads: Iterable[ox.Quad], prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return ``quads`` as canonical TriG; statements of the default graph stand first, outside any block.

    A quad that comes twice is written once. Writing what was read from the result gives the result again.

    Args:
        quads: In any order; none gives the empty text.
        prefixes: Prefix to namespace; an IRI is cut at the longest namespace that leaves a plain local name.

    Raises:
        InputError: When a quad holds a blank node or what RDF 1.1 lacks; the message shows the quad.

    Example:
        >>> thing = ox.NamedNode("https://w3id.org/alliancekg/id/state_japan")
        >>> kind = ox.NamedNode("https://w3id.org/alliancekg/ns#State")
        >>> print(canonical_trig([ox.Quad(thing, ox.NamedNode(RDF + "type"), kind)]), end="")
        @prefix akd: <https://w3id.org/alliancekg/id/> .
        @prefix akg: <https://w3id.org/alliancekg/ns#> .
        <BLANKLINE>
        akd:state_japan
            a akg:State .
    """
    writer = _Writer(prefixes)
    graphs: dict[str, _Tree] = defaultdict(lambda: defaultdict(lambda: defaultdict(set)))
    for quad in quads:
        name, subject, predicate, value = writer.quad(quad)
        graphs[name][subject][predicate].add(value)
    blocks = [_graph(name, graphs[name]) for name in sorted(graphs)]
    if not blocks:
        return ""
    header = "".join(f"@prefix {prefix}: <{prefixes[prefix]}> .\n" for prefix in sorted(writer.used))
    return "\n".join([header, *blocks] if header else blocks)


class _Writer:
    """Terms as text, with a note of the prefixes used on the way."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.used: set[str] = set()
        self._namespaces = sorted(prefixes.items(), key=lambda item: (-len(item[1]), item[0]))

    def quad(self, quad: ox.Quad) -> tuple[str, str, str, str]:
        """Return graph name ("" for the default graph), subject, predicate and object as they are written."""
        named = not isinstance(quad.graph_name, ox.DefaultGraph)
        name = self._term(quad.graph_name, quad) if named else ""
        predicate = "a" if quad.predicate.value == RDF + "type" else self._iri(quad.predicate.value)
        return name, self._term(quad.subject, quad), predicate, self._term(quad.object, quad)

    def _term(self, term: object, quad: ox.Quad) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.Literal) and term.direction is None:
            return self._literal(term)
        raise _refusal(term, quad)

    def _iri(self, iri: str) -> str:
        for prefix, namespace in self._namespaces:
            if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
                self.used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        return f"<{iri}>"

    def _literal(self, literal: ox.Literal) -> str:
        if literal.datatype.value == XSD + "integer" and _INTEGER.fullmatch(literal.value):
            return literal.value
        text = f'"{_ESCAPED.sub(_escape, literal.value)}"'
        if literal.language:
            return f"{text}@{literal.language}"
        if literal.datatype.value == XSD + "string":
            return text
        return f"{text}^^{self._iri(literal.datatype.value)}"


def _refusal(term: object, quad: ox.Quad) -> InputError:
    """Return the error for a quad with a term that the canonical form has no place for."""
    strange = "a string with a direction" if isinstance(term, ox.Literal) else "a quoted triple"
    what = "a blank node" if isinstance(term, ox.BlankNode) else strange
    place = f"graph {quad.graph_name}, statement {quad.subject} {quad.predicate} {quad.object}"
    fix = "Give every thing an IRI, such as akd:part_x, and keep to RDF 1.1."
    return InputError(place, f"{what} cannot be written in the canonical form", fix)


def _escape(sign: re.Match[str]) -> str:
    """Return one sign of a string as TriG escapes it."""
    return _SHORT.get(sign[0]) or f"\\u{ord(sign[0]):04X}"


def _graph(name: str, subjects: _Tree) -> str:
    """Return one graph block, or for the default graph ("") its statements at the margin."""
    margin = "    " if name else ""
    body = "\n".join(_subject(subject, subjects[subject], margin) for subject in sorted(subjects))
    return f"{name} {{\n{body}}}\n" if name else body


def _subject(subject: str, predicates: dict[str, set[str]], margin: str) -> str:
    """Return the statements of one subject; ``a`` comes first, the objects one a line."""
    order = sorted(predicates, key=lambda predicate: (predicate != "a", predicate))
    joint = f" ,\n{margin}        "
    lines = [f"{margin}    {predicate} {joint.join(sorted(predicates[predicate]))}" for predicate in order]
    return f"{margin}{subject}\n" + " ;\n".join(lines) + " .\n"

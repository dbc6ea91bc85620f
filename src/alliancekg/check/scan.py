"""Find the line of every statement in the text of a TriG, Turtle, N-Quads or N-Triples file.

The RDF engine decides what a file says and whether it is valid; this reader only adds lines, so it is
lenient: where it loses its way it keeps what it found so far.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from alliancekg.terms import AKD, AKS, PREFIXES, RDF

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How a blank node is written in a :class:`Spot`: it has no name of its own.
BLANK = "_:"

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\n]*)
      | (?P<iri><(?:[^<>"{}|^`\\\s]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
      | (?P<string>\"{3}(?:[^\\]|\\.)*?\"{3} | '{3}(?:[^\\]|\\.)*?'{3}
          | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
      | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<type>\^\^)
      | (?P<blank>_:(?:[\w-]|\.+(?=[\w-]))+)
      | (?P<name>(?:[^\W\d_](?:[\w-]|\.+(?=[\w-]))*)?:(?:[\w:·-]|%[0-9A-Fa-f]{2}|\\[^\w\s]|\.+(?=[\w:%\\-]))*)
      | (?P<number>[+-]?(?:\d*\.\d+(?:[eE][+-]?\d+)?|\d+(?:\.\d*)?[eE][+-]?\d+|\d+))
      | (?P<word>[A-Za-z]+)
      | (?P<mark>[{}\[\]();,.])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_CONTROLS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_PREFIX = re.compile(r"prefix\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_ENDS = (".", "]", "}", "")


class Spot(NamedTuple):
    """A statement and the lines of its parts (from 1; the graph's line is 0 outside any graph).

    IRIs stand for themselves, a blank node is ``_:``, and a literal is its text after a quotation mark.
    """

    graph: str
    subject: str
    predicate: str
    object: str
    graph_line: int
    subject_line: int
    predicate_line: int
    object_line: int


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


class _LostError(Exception):
    """The text is not what we expect here."""


def scan(text: str, base: str, *, by_line: bool = False) -> list[Spot]:
    r"""Return the statements of ``text`` with their lines, in the order of the text.

    Args:
        text: A TriG or Turtle document.
        base: The IRI that relative IRIs are resolved against.
        by_line: The text is N-Quads or N-Triples: the graph comes last.

    Example:
        >>> spots = scan("@prefix e: <http://e/> .\ne:g { e:a e:b 'c' ,\n  'd' . }", "")
        >>> [(spot.object, spot.subject_line, spot.object_line) for spot in spots]
        [('"c', 2, 2), ('"d', 2, 3)]
    """
    reader = _Reader(text, base)
    with suppress(_LostError, RecursionError):  # the caller asks the engine what else there is
        reader.quads() if by_line else reader.document()
    return reader.spots


def mentions(text: str) -> frozenset[str]:
    """Return the things and passages of ours that a text speaks of, valid RDF or not."""
    prefixes = {"akd": PREFIXES["akd"], "aks": PREFIXES["aks"], **dict(_PREFIX.findall(text))}
    found = set(re.findall(rf"(?:{re.escape(AKD)}|{re.escape(AKS)})[^\s<>\"']+", text))
    for prefix, namespace in prefixes.items():
        if namespace in (AKD, AKS):
            names = re.findall(rf"(?<![\w.-]){re.escape(prefix)}:([\w-](?:[\w.-]*[\w-])?)", text)
            found.update(namespace + name for name in names)
    return frozenset(found)


def comment_line(text: str) -> int:
    r"""Return the line (from 1) of the first comment of a TriG or Turtle text, 0 when it has none.

    Example:
        >>> comment_line("<http://e/#a> <http://e/b> '#c' .\n# a word")
        2
    """
    found = next((match for match in _TOKEN.finditer(text) if match[0].startswith("#")), None)
    return text.count("\n", 0, found.start()) + 1 if found else 0


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for match in _TOKEN.finditer(text):
        if match.lastgroup != "space":
            yield _Token(match.lastgroup or "", match[0], line)
        line += match[0].count("\n")


def _unescape(text: str) -> str:
    return _ESCAPE.sub(
        lambda match: (
            chr(int(match[1] or match[2], 16)) if match[3] is None else _CONTROLS.get(match[3], match[3])
        ),
        text,
    )


def _resolved(base: str, iri: str) -> str:
    """Return an IRI made whole; one that is whole already is left as it is, to the last sign."""
    return iri if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", iri) else urljoin(base, iri)


class _Reader:
    """Walks the tokens of one document."""

    def __init__(self, text: str, base: str) -> None:
        self.spots: list[Spot] = []
        self._tokens = [*_tokens(text), _Token("", "", text.count("\n") + 1)]
        self._at = 0
        self._base = base
        self._prefixes: dict[str, str] = {}
        self._graph = ("", 0)

    def document(self) -> None:
        """Read TriG or Turtle to its end."""
        while self._next.kind:
            token = self._next
            if token.text in ("@prefix", "@base") or token.text.upper() in ("PREFIX", "BASE"):
                self._declaration()
            elif token.text in ("{", "}", "."):
                self._take()
                self._graph = ("", 0) if token.text != "." else self._graph
            elif token.kind == "word" and token.text.upper() == "GRAPH":
                self._take()
            else:
                self._block(token.line)

    def quads(self) -> None:
        """Read N-Quads or N-Triples to its end."""
        while self._next.kind:
            line = self._next.line
            nodes = []
            while self._next.text not in _ENDS:
                nodes.append(self._node())
            self._take()
            subject, predicate, value, graph, *more = [*nodes, "", "", "", ""][: max(4, len(nodes))]
            if more or not value:
                raise _LostError
            spot = Spot(graph, subject, predicate, value, line if graph else 0, line, line, line)
            self.spots.append(spot)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        if not token.kind:
            raise _LostError
        self._at += 1
        return token

    def _declaration(self) -> None:
        directive = self._take().text.casefold().removeprefix("@")
        prefix = self._take().text if directive == "prefix" else ""
        iri = self._node()
        if prefix:
            self._prefixes[prefix.removesuffix(":")] = iri
        else:
            self._base = iri

    def _block(self, line: int) -> None:
        """Read what follows a node: the graph it names, or the statements about it."""
        node = self._node()
        if self._next.text == "{":
            self._take()
            self._graph = (node, line)
        else:
            self._about(node, line)

    def _about(self, subject: str, line: int) -> None:
        """Read predicates and objects until the statement ends."""
        while self._next.text not in _ENDS:
            if self._next.text == ";":
                self._take()
                continue
            predicate_line = self._next.line
            predicate = self._node()
            while True:
                object_line = self._next.line
                value = self._node()
                graph, graph_line = self._graph
                self.spots.append(
                    Spot(graph, subject, predicate, value, graph_line, line, predicate_line, object_line)
                )
                if self._next.text != ",":
                    break
                self._take()

    def _node(self) -> str:
        """Read one node and return it as a :class:`Spot` writes it."""
        token = self._take()
        if token.kind == "iri":
            node = _resolved(self._base, _unescape(token.text[1:-1]))
        elif token.kind == "name":
            prefix, _, local = token.text.partition(":")
            node = self._prefixes.get(prefix, prefix + ":") + _unescape(local)
        elif token.kind == "string":
            node = self._string(token.text)
        elif token.kind == "number" or token.text in ("true", "false"):
            node = f'"{token.text}'
        elif token.kind == "blank":
            node = BLANK
        elif token.text == "a":
            node = RDF + "type"
        else:
            node = self._group(token)
        return node

    def _group(self, token: _Token) -> str:
        if token.text == "[":
            return self._nested(token.line)
        if token.text == "(":
            return self._collection(token.line)
        raise _LostError

    def _string(self, quoted: str) -> str:
        marks = 3 if quoted.startswith(('"""', "'''")) else 1
        if self._next.kind == "at":
            self._take()
        elif self._next.kind == "type":
            self._take()
            self._node()
        return f'"{_unescape(quoted[marks:-marks])}'

    def _nested(self, line: int) -> str:
        self._about(BLANK, line)
        self._close("]")
        return BLANK

    def _collection(self, line: int) -> str:
        empty = self._next.text == ")"
        while self._next.text != ")":
            member_line = self._next.line
            member = self._node()
            graph, graph_line = self._graph
            self.spots.append(
                Spot(graph, BLANK, RDF + "first", member, graph_line, line, member_line, member_line)
            )
        self._close(")")
        return RDF + "nil" if empty else BLANK

    def _close(self, mark: str) -> None:
        if self._take().text != mark:
            raise _LostError

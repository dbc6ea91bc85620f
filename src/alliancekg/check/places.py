"""Where things stand: a file as the statements it holds, each with its lines."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from alliancekg.check.scan import BLANK, Spot, scan
from alliancekg.store.files import read_file
from alliancekg.terms import UNATTRIBUTED, compress

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from pyoxigraph import Quad

_PLAIN = (".trig", ".ttl", ".nq", ".nt")
_POSITIONS = ("object", "predicate", "subject", "graph")


@dataclass(frozen=True, slots=True)
class Place:
    """What to look for: the parts that are known, each as one or several nodes in the spelling of a Spot.

    The line of a place is that of its most telling part: object, predicate, subject, graph, in this order.
    ``anywhere`` is a node that may stand as subject, predicate or object.
    """

    graph: Collection[str] = ()
    subject: Collection[str] = ()
    predicate: Collection[str] = ()
    object: Collection[str] = ()
    anywhere: str = ""


class Sheet:
    """One file that was read: its path, its statements as the engine read them, and where they stand."""

    def __init__(self, path: Path) -> None:
        """Read a file.

        Raises:
            InputError: When it cannot be read, is empty or is no text.
            ParseError: When it is not valid RDF.
        """
        self.path = path
        self.quads: tuple[Quad, ...] = tuple(dict.fromkeys(read_file(path)))
        text = path.read_bytes().decode("utf-8-sig", "replace")
        self.spots = tuple(sorted(_spots(path, text, self.quads), key=lambda spot: (spot.subject_line, spot)))
        self._by_node: dict[str, list[Spot]] = defaultdict(list)
        for spot in self.spots:
            for node in {spot.graph, spot.subject, spot.predicate, spot.object}:
                self._by_node[node].append(spot)

    def find(self, place: Place) -> list[tuple[int, Spot]]:
        """Return line and statement of all that fits, first line first."""
        if place.anywhere:
            return sorted(
                (getattr(spot, f"{position}_line"), spot)
                for spot in self._by_node.get(place.anywhere, ())
                for position in _POSITIONS[:3]
                if getattr(spot, position) == place.anywhere
                and (not place.graph or spot.graph in place.graph)
            )
        known = {name: getattr(place, name) for name in _POSITIONS if getattr(place, name)}
        rarest = next((name for name in ("subject", "object", "graph", "predicate") if name in known), "")
        telling = next(iter(known), "")
        spots = {spot for node in known.get(rarest, ()) for spot in self._by_node.get(node, ())}
        return sorted(
            (getattr(spot, f"{telling}_line"), spot)
            for spot in spots
            if all(getattr(spot, name) in nodes for name, nodes in known.items())
        )


def key(node: object) -> str:
    """Return a node of the engine as a Spot writes it."""
    if isinstance(node, NamedNode):
        return node.value
    if isinstance(node, Literal):
        return f'"{node.value}'
    return "" if isinstance(node, DefaultGraph) else BLANK


def _spots(path: Path, text: str, quads: Iterable[Quad]) -> Iterable[Spot]:
    """Give every statement of the engine the lines of the scanned statement that is most like it."""
    scanned = (
        scan(text, path.resolve().as_uri(), by_line=path.suffix in (".nq", ".nt"))
        if path.suffix in _PLAIN
        else []
    )
    index: dict[tuple[str, ...], Spot] = {}
    for spot in scanned:
        whole = (_inside(spot.graph), *spot[1:4])
        for parts in range(4, 1, -1):
            index.setdefault(whole[:parts], spot)
    finder = _Finder(text)
    for quad in quads:
        graph, subject, predicate, value = map(
            key, (quad.graph_name, quad.subject, quad.predicate, quad.object)
        )
        full = (_inside(graph), subject, predicate, value)
        near = next((index[full[:parts]] for parts in range(4, 1, -1) if full[:parts] in index), None)
        lines = near[4:] if near else finder.lines(graph, subject, predicate, value)
        yield Spot(graph, subject, predicate, value, *lines)


def _inside(graph: str) -> str:
    """Return the graph as the text has it: what stands outside any graph got its name when it was read."""
    return "" if graph.startswith(UNATTRIBUTED) else graph


class _Finder:
    """Looks nodes up in a text of any format, as words."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[tuple[str, int], int] = {}
        self._absent: set[str] = set()

    def lines(self, graph: str, subject: str, predicate: str, value: str) -> tuple[int, int, int, int]:
        """Return the lines of the parts: each after the one it belongs to, line 1 where nothing is found."""
        block = self._find(graph, 0)
        start = self._find(subject, block)
        told = self._find(predicate, start)
        return (self._line(block), self._line(start), self._line(told), self._line(self._find(value, told)))

    def _find(self, node: str, after: int) -> int:
        """Return the offset of the node after ``after``; there itself when the text does not write it."""
        if not node or node == BLANK:
            return after
        asked = (node, after)
        if asked not in self._known:
            spellings = (
                [node[1:]] if node.startswith('"') else [node, compress(node), re.split(r"[/#]", node)[-1]]
            )
            found = next(
                (at for at in (self._word(one, after) for one in spellings if one) if at is not None), after
            )
            self._known[asked] = found
        return self._known[asked]

    def _word(self, word: str, after: int) -> int | None:
        if word in self._absent or word not in self._text:
            self._absent.add(word)
            return None
        match = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])").search(self._text, after)
        return None if match is None else match.start()

    def _line(self, offset: int) -> int:
        return self._text.count("\n", 0, offset) + 1

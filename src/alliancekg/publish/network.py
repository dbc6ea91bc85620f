"""A projection as one static SVG file: signs by class, ties as lines, everything with its name.

Things stand where the interactive page would put them, with room for every label; a position means nothing.
"""

from __future__ import annotations

from collections import Counter
from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from alliancekg.explore.labels import extent, wrap
from alliancekg.explore.layout import Box, positions
from alliancekg.explore.style import FONT_SIZE, SHAPE_SIZE, Style, styles_of
from alliancekg.footnotes import Footnotes
from alliancekg.publish import svg
from alliancekg.publish.sheet import LEFT, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

    from alliancekg.model import Coverage

_LEAST, _LEADING, _PAD = 760, 1.1, 24
_TIE, _OUTLINE, _CONTESTED = "#8a94a3", "#3f4652", "#c24400"
_ARROW = (
    '<defs><marker id="akg-arrow" viewBox="0 0 8 6" refX="8" refY="3" markerWidth="8" markerHeight="6" '
    f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 3 0 6z" fill="{_TIE}"/></marker></defs>'
)
_BEND = 0.16
_OPEN = frozenset(("possibly", "unknown"))
#: How a line is broken, by whether a rule derived the tie and whether it is open on the date.
_DASHES = {(False, False): "", (True, False): "7 4", (False, True): "2 3", (True, True): "7 3 2 3"}
#: What the lines mean, each with a tie that is drawn so.
_SAMPLES: Mapping[str, Mapping[str, object]] = {
    "stated": {},
    "derived by a rule": {"derived": "rule"},
    "not certain on the date": {"holds": "possibly"},
    "derived, not certain on the date": {"derived": "rule", "holds": "possibly"},
    "contested": {"contested": True},
}


class _Sign(NamedTuple):
    """A thing as it is drawn: where, how large, and its label in lines."""

    x: float
    y: float
    size: int
    font: float
    label: str
    style: Style


def figure(graph: nx.Graph[str], coverage: Coverage, title: str = "") -> str:
    """Return a projection as SVG, ``title`` on top; without one it names the view."""
    counts = f"{len(graph)} things, {graph.number_of_edges()} ties"
    signs, width, height = _placed(graph)
    sheet = Sheet(title or f"Network: {graph.name}", f"{counts}; {coverage}", max(_LEAST, width + 2 * LEFT))
    sheet.key(_key(graph, signs))
    sheet.y += _PAD
    sheet.drawn.append(f'<g transform="translate({(sheet.width - width) / 2:.1f} {sheet.y:.1f})">')
    notes = Footnotes()
    sheet.drawn += _ties(graph, signs, notes)
    sheet.drawn += [_thing(node, signs[node], graph) for node in sorted(signs)]
    sheet.drawn.append("</g>")
    sheet.y += height
    sheet.rule()
    sheet.sources(notes)
    return sheet.finish("Each tie has what it says and its passages as its title.", _ARROW)


def _placed(graph: nx.Graph[str]) -> tuple[dict[str, _Sign], float, float]:
    """Return the signs, with their upper left corner at the origin, and how wide and high they are."""
    classes = {node: str(kind or "") for node, kind in graph.nodes(data="class")}
    styles = styles_of(classes.values())
    labels = {node: wrap(str(label or node)) for node, label in graph.nodes(data="label")}
    ranks = {node: styles[kind].rank for node, kind in classes.items()}
    boxes = {
        node: Box.around(labels[node], FONT_SIZE[rank], SHAPE_SIZE[rank]) for node, rank in ranks.items()
    }
    places = positions(boxes, [(one, other) for one, other, *_ in graph.edges])
    left = min((x - boxes[node].half_width for node, (x, _) in places.items()), default=0)
    top = min((y - boxes[node].up for node, (_, y) in places.items()), default=0)
    signs = {
        node: _Sign(
            x - left,
            y - top,
            SHAPE_SIZE[ranks[node]],
            FONT_SIZE[ranks[node]],
            labels[node],
            styles[classes[node]],
        )
        for node, (x, y) in places.items()
    }
    width = max((sign.x + boxes[node].half_width for node, sign in signs.items()), default=0)
    height = max((sign.y + boxes[node].down for node, sign in signs.items()), default=0)
    return signs, width, height + _PAD


def _key(graph: nx.Graph[str], signs: Mapping[str, _Sign]) -> list[tuple[str, str]]:
    """Return what signs and lines mean, those that are used."""
    kinds = {signs[node].style: str(kind or "no class") for node, kind in graph.nodes(data="kind")}
    counts = Counter(sign.style for sign in signs.values())
    order = styles_of(str(kind or "") for _, kind in graph.nodes(data="class")).values()
    items = [(_shape(style, 0, 0, 7), f"{kinds[style]} ({counts[style]})") for style in order]
    used = {_look(data) for *_, data in graph.edges(data=True)}
    line = '<path d="M-11 0H11" fill="none" {}/>'
    lines = [(_look(sample), words) for words, sample in _SAMPLES.items()]
    return items + [(line.format(look), words) for look, words in lines if look in used]


def _look(tie: Mapping[str, object]) -> str:
    """Return the look of a line: dashed when a rule derived it, dotted when it is not certain, or both."""
    dashes = _DASHES[bool(tie.get("derived")), tie.get("holds") in _OPEN]
    colour = _CONTESTED if tie.get("contested") else _TIE
    return f'stroke="{colour}"' + (f' stroke-dasharray="{dashes}"' if dashes else "")


def _ties(graph: nx.Graph[str], signs: Mapping[str, _Sign], notes: Footnotes) -> Iterator[str]:
    """Yield the lines, those between the same two things bent apart."""
    drawn: Counter[frozenset[str]] = Counter()
    pairs = Counter(frozenset(edge[:2]) for edge in graph.edges)
    arrow = ' marker-end="url(#akg-arrow)"' if graph.is_directed() else ""
    for one, other, data in sorted(graph.edges(data=True), key=lambda row: (row[0], row[1], repr(row[2]))):
        pair = frozenset((one, other))
        bend = (drawn[pair] - (pairs[pair] - 1) / 2) * _BEND * (1 if one <= other else -1)
        drawn[pair] += 1
        notes.marks(data.get("sources", ()))
        story = _told(graph, one, other, data)
        path = _path(signs[one], signs[other], bend)
        yield f'<path d="{path}" fill="none" {_look(data)}{arrow}><title>{svg.clean(story)}</title></path>'


def _told(graph: nx.Graph[str], one: str, other: str, data: Mapping[str, object]) -> str:
    """Return a tie in words, with its passages."""
    ends = [str(graph.nodes[node].get("label") or node) for node in (one, other)]
    relation = str(data.get("relation") or "shares with")
    doubts = [word for word in ("derived", "contested") if data.get(word)]
    doubts += [str(data["holds"])] if data.get("holds") in _OPEN else []
    passages = " ".join(citation.passage for citation in data.get("sources", ()))  # type: ignore[attr-defined]
    said = (
        f"{ends[0]}: {relation}, {ends[1]}",
        str(data.get("date") or ""),
        *doubts,
        passages or "UNSOURCED",
    )
    return "; ".join(part for part in said if part)


def _path(one: _Sign, other: _Sign, bend: float) -> str:
    """Return a line from the middle of one sign to the rim of another."""
    dx, dy = other.x - one.x, other.y - one.y
    length = hypot(dx, dy) or 1
    x, y = one.x + dx / 2 - bend * dy, one.y + dy / 2 + bend * dx
    reach = hypot(other.x - x, other.y - y) or length
    share = min((other.size + 2) / reach, 1)
    end_x, end_y = other.x - (other.x - x) * share, other.y - (other.y - y) * share
    return f"M{one.x:.1f} {one.y:.1f}Q{x:.1f} {y:.1f} {end_x:.1f} {end_y:.1f}"


def _thing(node: str, sign: _Sign, graph: nx.Graph[str]) -> str:
    """Return a sign with its label below."""
    about = graph.nodes[node]
    story = svg.clean(f"{about.get('label') or node} ({about.get('kind') or 'no class'})")
    lines = sign.label.split("\n")
    halo = (
        'text-anchor="middle" stroke="#ffffff" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    )
    weight = ' font-weight="bold"' if sign.style.rank == "state" else ""
    _, high = extent(sign.label, sign.font)
    first = sign.y + sign.size + high / len(lines) * 0.85
    words = [
        svg.text(sign.x, first + at * sign.font * _LEADING, line, sign.font, halo + weight)
        for at, line in enumerate(lines)
    ]
    return f"<g><title>{story}</title>{_shape(sign.style, sign.x, sign.y, sign.size)}{''.join(words)}</g>"


def _shape(style: Style, x: float, y: float, size: float) -> str:
    """Return the sign of a class about a place."""
    paint = f'fill="{style.colour}" stroke="{_OUTLINE}" stroke-width="1.5"'
    if style.shape == "dot":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" {paint}/>'
    points = " ".join(
        f"{x + size * reach * cos(turn):.1f},{y + size * (reach * sin(turn) + drop):.1f}"
        for reach, turn, drop in _CORNERS[style.shape]
    )
    return f'<polygon points="{points}" {paint}/>'


def _ring(
    count: int, first: float, reach: float = 1.0, drop: float = 0.0
) -> list[tuple[float, float, float]]:
    return [(reach, first + 2 * pi * at / count, drop) for at in range(count)]


#: For each shape its corners: how far from the middle, in which direction, and how much lower all stand.
_CORNERS = {
    "square": _ring(4, pi / 4, 2**0.5),
    "diamond": _ring(4, 0),
    "triangle": _ring(3, -pi / 2, 1.15, 0.27),
    "triangleDown": _ring(3, pi / 2, 1.15, -0.27),
    "hexagon": _ring(6, 0),
    "star": [(reach, -pi / 2 + pi * at / 5, 0.1) for at in range(10) for reach in ((1.07, 0.41)[at % 2],)],
}

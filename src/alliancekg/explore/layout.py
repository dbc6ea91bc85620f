"""Where each thing stands: computed here once, with a fixed seed, so that the same graph is the same bytes.

igraph places each connected part (Kamada-Kawai: ties become distances, hubs move to the middle), the drawing
is turned to lie flat and stretched to the shape of a screen, and boxes that overlap are pushed apart. Smaller
parts stand in rows below the largest. A position means nothing beyond "near what it is tied to".
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancekg.explore.labels import extent

Points = NDArray[np.float64]
Places = NDArray[np.intp]
Pairs = Sequence[tuple[int, int]]

SEED = 2026
ASPECT = 1.15
_GAP = 12.0
_FILL = 0.9
_EVEN = 0.8
_ROUNDS = 150
_PUSH = 0.3
_NUDGE = 0.1
_GROWTH = 1.06
_MOST_FOR_KAMADA_KAWAI = 400


class Box(NamedTuple):
    """The room of one node, in pixels, as seen from the centre of its shape."""

    half_width: float
    up: float
    down: float

    @classmethod
    def around(cls, label: str, font_size: float, shape_size: int) -> "Box":
        """Return the box around a shape and the ``label`` (in lines) below it; "" when the label may wait."""
        width, height = extent(label, font_size)
        return cls(max(width / 2, shape_size), shape_size, shape_size + height)


def positions(boxes: Mapping[str, Box], links: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Return a place in whole pixels for each key of ``boxes``, so that no two boxes overlap.

    Args:
        boxes: The room that each node needs. Order does not matter.
        links: Pairs of nodes to be drawn near each other; direction and number of links count for nothing.

    Example:
        >>> positions({"a": Box(half_width=10, up=5, down=20)}, [])
        {'a': (0, 0)}
    """
    names = sorted(boxes)
    place = {name: index for index, name in enumerate(names)}
    pairs = sorted({(min(ends), max(ends)) for a, b in links if a != b for ends in [(place[a], place[b])]})
    room = np.array([boxes[name] for name in names], dtype=float).reshape(-1, 3)
    points = np.zeros((len(names), 2))
    parts = _parts(len(names), pairs)
    for part in parts:
        points[part] = _without_overlaps(_filling(_drawn(part, pairs), room[part]), room[part])
    _stack(points, room, parts)
    return {name: (round(x), round(y)) for name, (x, y) in zip(names, points.tolist(), strict=True)}


def _parts(size: int, pairs: Pairs) -> list[list[int]]:
    """Return the connected parts, the largest first, each sorted."""
    import igraph

    parts = igraph.Graph(n=size, edges=pairs).connected_components()
    return sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))


def _drawn(part: Sequence[int], pairs: Pairs) -> Points:
    """Return igraph's drawing of one part, in no particular unit."""
    import igraph

    inner = {index: position for position, index in enumerate(part)}
    edges = [(inner[a], inner[b]) for a, b in pairs if a in inner]
    graph = igraph.Graph(n=len(part), edges=edges)
    igraph.set_random_number_generator(random.Random(SEED))  # noqa: S311 - a drawing, not a secret
    try:
        if len(part) <= _MOST_FOR_KAMADA_KAWAI:
            layout = graph.layout_kamada_kawai(maxiter=200 * len(part))
        else:
            layout = graph.layout_fruchterman_reingold(niter=500)
    finally:
        igraph.set_random_number_generator(random)
    return np.array(layout.coords, dtype=float)


def _filling(points: Points, room: Points) -> Points:
    """Lay the drawing flat and stretch it to the shape of a screen, crowded regions more than empty ones."""
    if len(points) == 1:
        return np.zeros((1, 2))
    points = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(points, full_matrices=False)
    points = points @ axes.T
    points *= np.where((points**3).sum(axis=0) < 0, -1.0, 1.0)
    area = float(((2 * room[:, 0] + _GAP) * (room[:, 1] + room[:, 2] + _GAP)).sum()) / _FILL
    size = np.array([np.sqrt(area * ASPECT), np.sqrt(area / ASPECT)])
    reach = np.abs(points).max(axis=0)
    level = points / np.where(reach > 0, reach, 1.0) / 2
    ranks = points.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (len(points) - 1) - 0.5
    return np.asarray(((1 - _EVEN) * level + _EVEN * ranks) * size)


def _without_overlaps(points: Points, room: Points) -> Points:
    """Push overlapping boxes apart, along the axis that needs less; grow the drawing when that fails."""
    half = np.column_stack((room[:, 0], (room[:, 1] + room[:, 2]) / 2)) + _GAP / 2
    shift = np.column_stack((np.zeros(len(room)), (room[:, 2] - room[:, 1]) / 2))
    centres = points + shift
    while True:
        for _ in range(_ROUNDS):
            first, second = _abreast(centres[:, 0], half[:, 0])
            apart = centres[second] - centres[first]
            lack = half[first] + half[second] - np.abs(apart)
            hit = (lack > 0).all(axis=1)
            if not hit.any():
                return np.asarray(centres - shift)
            first, second, apart, lack = first[hit], second[hit], apart[hit], lack[hit]
            shorter = lack.argmin(axis=1)
            rows = np.arange(len(shorter))
            way = np.where(apart[rows, shorter] < 0, -1.0, 1.0)
            push = (_PUSH * lack[rows, shorter] + _NUDGE) * way
            np.add.at(centres, (first, shorter), -push)
            np.add.at(centres, (second, shorter), push)
        centres = centres * _GROWTH


def _abreast(middle: Points, half: Points) -> tuple[Places, Places]:
    """Return the pairs of boxes that overlap on one axis, as two lists of places; each pair once."""
    order = np.argsort(middle - half, kind="stable")
    left, right = (middle - half)[order], (middle + half)[order]
    ends = np.searchsorted(left, right)
    counts = ends - np.arange(len(order)) - 1
    first = np.repeat(np.arange(len(order)), counts)
    second = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts) + first + 1
    return order[first], order[second]


def _stack(points: Points, room: Points, parts: Sequence[Sequence[int]]) -> None:
    """Move the parts, in place: the largest on top, the others in rows below, the whole about the origin."""
    frames = {part[0]: _frame(points[part], room[part]) for part in parts}
    areas = [float(np.prod(high - low + _GAP)) for low, high in frames.values()]
    widest = max([float(high[0] - low[0]) for low, high in frames.values()], default=0.0)
    width = max(widest, (sum(areas) * ASPECT) ** 0.5)
    x = y = tallest = 0.0
    for part in parts:
        low, high = frames[part[0]]
        extent_x, extent_y = (high - low).tolist()
        if x and x + extent_x > width:
            x, y, tallest = 0.0, y + tallest + 2 * _GAP, 0.0
        points[part] += np.array([x, y]) - low
        x, tallest = x + extent_x + 2 * _GAP, max(tallest, extent_y)
    if parts:
        low, high = _frame(points, room)
        points -= (low + high) / 2 if len(points) > 1 else points[0]


def _frame(points: Points, room: Points) -> tuple[Points, Points]:
    """Return the upper left and the lower right corner of the boxes."""
    low = np.column_stack((points[:, 0] - room[:, 0], points[:, 1] - room[:, 1])).min(axis=0)
    high = np.column_stack((points[:, 0] + room[:, 0], points[:, 1] + room[:, 2])).max(axis=0)
    return low, high

"""Other ways for the things to stand: in one frame for each class, or around each agreement and program.

Within a frame things stand in rows, by name; frames stand in rows too. Every label has room here.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt

from alliancekg.explore.layout import ASPECT, Box
from alliancekg.explore.records import FrameData, GroupingData

_GAP, _APART, _TITLE = 14, 40, 30
_WIDE = 1.6
STATES, ALONE = "States", "Tied to none of these"


def grouping(groups: Mapping[str, Sequence[str]], boxes: Mapping[str, Box]) -> GroupingData:
    """Return where each thing and the frame of each group stands, about the origin.

    Args:
        groups: The name of each group and what is in it, both in the order in which they are to stand.
        boxes: The room of each thing, with its label.
    """
    blocks = {name: _block([(one, boxes[one]) for one in members]) for name, members in groups.items()}
    area = sum((width + _APART) * (height + _APART) for _, width, height in blocks.values())
    widest = max((width for _, width, _ in blocks.values()), default=0.0)
    limit = max(widest, sqrt(area * ASPECT))
    places: dict[str, tuple[float, float]] = {}
    frames: list[FrameData] = []
    x = y = tallest = 0.0
    for name, (inner, width, height) in blocks.items():
        if x and x + width > limit:
            x, y, tallest = 0.0, y + tallest + _APART, 0.0
        places |= {one: (x + dx, y + dy) for one, (dx, dy) in inner.items()}
        frames.append(
            {"name": name, "x": round(x), "y": round(y), "width": round(width), "height": round(height)}
        )
        x, tallest = x + width + _APART, max(tallest, height)
    return {
        "places": {one: [round(px), round(py)] for one, (px, py) in sorted(places.items())},
        "frames": frames,
    }


def by_class(
    classes: Iterable[tuple[str, str]], names: Mapping[str, str], kinds: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return the things of each class, by name.

    Args:
        classes: CURIE and label of each class, in the order of the legend.
        names: The name of each thing.
        kinds: The class (CURIE) of each thing.
    """
    groups: dict[str, list[str]] = {}
    for kind, label in classes:
        members = (one for one in names if kinds[one] == kind)
        groups[_unused(label, kind, groups)] = sorted(members, key=lambda one: (names[one].casefold(), one))
    return groups


def by_alliance(
    ranks: Mapping[str, str], names: Mapping[str, str], links: Iterable[tuple[str, str]]
) -> dict[str, list[str]]:
    """Return what stands nearest to each alliance, agreement and program (rank "tie"), itself first.

    A thing that is as near to two goes to the one whose name comes first. States are in a group of their own:
    they are near to everything, and nothing is reached through them.
    """
    near: dict[str, set[str]] = {one: set() for one in names}
    for one, other in links:
        near[one].add(other)
        near[other].add(one)
    order = sorted(names, key=lambda one: (names[one].casefold(), one))
    centre = {one: one for one in order if ranks[one] == "tie"}
    waiting = deque(centre)
    while waiting:
        one = waiting.popleft()
        for other in sorted(near[one], key=lambda each: (names[each].casefold(), each)):
            if other not in centre and ranks[other] != "state":
                centre[other] = centre[one]
                waiting.append(other)
    groups: dict[str, list[str]] = {STATES: [one for one in order if ranks[one] == "state"]}
    for middle in order:
        if ranks[middle] == "tie":
            around = [one for one in order if centre.get(one) == middle and one != middle]
            groups[_unused(names[middle], middle, groups)] = [middle, *around]
    groups[_unused(ALONE, ALONE, groups)] = [
        one for one in order if one not in centre and ranks[one] != "state"
    ]
    return {name: members for name, members in groups.items() if members}


def _unused(name: str, other: str, taken: Iterable[str]) -> str:
    """Return the name of a group; of two things of one name the second stands under its CURIE."""
    return f"{name} ({other})" if name in taken else name


def _block(members: Sequence[tuple[str, Box]]) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Return places within a frame, from its upper left corner, and the width and height of it."""
    columns = max(1, ceil(sqrt(len(members) / _WIDE)))
    rows = [members[at : at + columns] for at in range(0, len(members), columns)]
    wide = [
        max(row[at][1].half_width for row in rows if at < len(row))
        for at in range(min(columns, len(members)))
    ]
    lefts = [_GAP + sum(2 * half + _GAP for half in wide[:at]) for at in range(len(wide))]
    places: dict[str, tuple[float, float]] = {}
    y = float(_TITLE + _GAP)
    for row in rows:
        up, down = max(box.up for _, box in row), max(box.down for _, box in row)
        for at, (one, _) in enumerate(row):
            places[one] = lefts[at] + wide[at], y + up
        y += up + down + _GAP
    return places, _GAP + sum(2 * half + _GAP for half in wide), y

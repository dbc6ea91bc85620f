"""Other ways for the things to stand: in one frame for each class, or around each agreement and program.

Within a frame things stand in rows, by name; frames stand in rows too. Every label has room here.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt
from typing import NamedTuple

from alliancekg.explore.layout import ASPECT, Box
from alliancekg.explore.records import FrameData

_GAP, _APART, _TITLE = 14, 40, 30
_WIDE = 1.6
STATES, ALONE = "States", "Tied to none of these"


class Group(NamedTuple):
    """Things that stand together: ``members`` in the order in which they are to stand, by CURIE."""

    id: str
    name: str
    members: Sequence[str]


def framed(groups: Iterable[Group], boxes: Mapping[str, Box]) -> list[FrameData]:
    """Return the frame of each group, and where in it each thing stands, about the origin.

    Args:
        groups: In the order in which they are to stand.
        boxes: The room of each thing, with its label.
    """
    blocks = [(group, *_block([(one, boxes[one]) for one in group.members])) for group in groups]
    area = sum((width + _APART) * (height + _APART) for *_, width, height in blocks)
    widest = max((width for *_, width, _ in blocks), default=0.0)
    limit = max(widest, sqrt(area * ASPECT))
    at = {one: place for place, one in enumerate(sorted(boxes))}
    frames: list[FrameData] = []
    x = y = tallest = 0.0
    for group, inner, width, height in blocks:
        if x and x + width > limit:
            x, y, tallest = 0.0, y + tallest + _APART, 0.0
        frames.append(
            {
                "id": group.id,
                "name": group.name,
                "x": round(x),
                "y": round(y),
                "width": round(width),
                "height": round(height),
                "members": [[at[one], round(x + dx), round(y + dy)] for one, (dx, dy) in inner.items()],
            }
        )
        x, tallest = x + width + _APART, max(tallest, height)
    return frames


def by_class(
    classes: Iterable[tuple[str, str]], names: Mapping[str, str], kinds: Mapping[str, str]
) -> list[Group]:
    """Return the things of each class, by name.

    Args:
        classes: CURIE and label of each class, in the order of the legend.
        names: The name of each thing.
        kinds: The class (CURIE) of each thing.
    """
    order = _in_order(names)
    return _told_apart(
        Group(kind, label, [one for one in order if kinds[one] == kind]) for kind, label in classes
    )


def by_alliance(
    ranks: Mapping[str, str], names: Mapping[str, str], links: Iterable[tuple[str, str]]
) -> list[Group]:
    """Return what stands nearest to each alliance, agreement and program (rank "tie"), itself first.

    A thing that is as near to two goes to the one whose name comes first. States are in a group of their own:
    they are near to everything, and nothing is reached through them.
    """
    near: dict[str, set[str]] = {one: set() for one in names}
    for one, other in links:
        near[one].add(other)
        near[other].add(one)
    order = _in_order(names)
    centre = {one: one for one in order if ranks[one] == "tie"}
    waiting = deque(centre)
    while waiting:
        one = waiting.popleft()
        for other in sorted(near[one], key=lambda each: (names[each].casefold(), each)):
            if other not in centre and ranks[other] != "state":
                centre[other] = centre[one]
                waiting.append(other)
    around: dict[str, list[str]] = {one: [one] for one in centre if ranks[one] == "tie"}
    for one in order:
        if one in centre and centre[one] != one:
            around[centre[one]].append(one)
    alone = [one for one in order if one not in centre and ranks[one] != "state"]
    groups = [
        Group("states", STATES, [one for one in order if ranks[one] == "state"]),
        *(Group(middle, names[middle], members) for middle, members in around.items()),
        Group("alone", ALONE, alone),
    ]
    return _told_apart(group for group in groups if group.members)


def _in_order(names: Mapping[str, str]) -> list[str]:
    """Return things by name."""
    return sorted(names, key=lambda one: (names[one].casefold(), one))


def _told_apart(groups: Iterable[Group]) -> list[Group]:
    """Return groups of which no two bear one name: the second stands under its CURIE as well."""
    found: dict[str, Group] = {}
    for group in groups:
        name = f"{group.name} ({group.id})" if group.name in found else group.name
        found[name] = group._replace(name=name)
    return list(found.values())


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

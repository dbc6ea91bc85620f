"""What rests on a thing, and what stops when things are taken away.

A thing stops when one of the things that it needs stops, or all of those that can stand in for each other.
What surely keeps at least one of these has an alternative. Only what a source tells counts: a thing that
nobody ties to anything goes on, as far as anyone says.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from alliancekg.model import Fall, Point, Reliance

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from alliancekg.model import Rest, Term

#: What becomes of a thing that keeps one of those that can stand in for each other.
SPARED = "has an alternative"
_OPEN = frozenset(("possibly", "unknown"))


def depends(links: Iterable[Rest], on: str) -> tuple[Reliance, ...]:
    """Return all that rests on a thing, itself or through others, nearest first; each thing by its links.

    Shortest ways only: a thing that rests on two of one distance has a row for each.
    """
    by_basis: dict[str, list[Rest]] = {}
    for link in links:
        by_basis.setdefault(link.basis.id, []).append(link)
    rows: list[Reliance] = []
    seen, layer, depth = {on}, [on], 0
    while layer:
        depth += 1
        steps = [link for one in layer for link in by_basis.get(one, ()) if link.thing.id not in seen]
        rows += [Reliance(depth, link) for link in steps]
        layer = sorted({link.thing.id for link in steps})
        seen |= set(layer)
    return tuple(
        sorted(rows, key=lambda row: (row.distance, row.link.thing.label, row.link.way, row.link.basis.label))
    )


def without(links: Iterable[Rest], gone: Collection[str]) -> tuple[Fall, ...]:
    """Return what happens to the rest when things are taken away.

    First what stops, in the order in which things fall; then what may stop, because a link is only possible,
    or all that could stand in is, or what is lost may have stand-ins that nobody tells of, or is itself only
    perhaps lost; last what has an alternative.
    """
    needs: dict[str, dict[str, list[Rest]]] = {}
    for link in links:
        needs.setdefault(link.thing.id, {}).setdefault(link.way, []).append(link)
    lost = set(gone)
    stopped = _falls(needs, lost, "stops", _sure)
    doubtful = _falls(needs, lost, "may stop", _possible)
    kept = [
        fall
        for thing, by_way in sorted(needs.items())
        if thing not in lost and (fall := _spared(by_way, lost)) is not None
    ]
    return (*stopped, *doubtful, *kept)


def points(links: Iterable[Rest], asked: str, stakes: Iterable[Rest] = ()) -> tuple[Point, ...]:
    """Return each thing whose loss alone stops what is asked about, or may stop it, with the links between.

    ``stakes`` tie an actor to what it has a part in: then these things are asked about for it, and the actor
    itself is no single point of them. What surely stops stands first, then what is nearest.
    """
    whole = tuple(links)
    rows = [
        replace(row, actor=stake.thing, links=(stake, *row.links))
        for stake in stakes
        for row in _points(whole, stake.basis.id)
        if row.basis.id != asked
    ]
    rows += _points(whole, asked)
    return tuple(sorted(rows, key=_by_certainty))


def _by_certainty(row: Point) -> tuple[bool, int, str, str, str]:
    return (row.outcome != "stops", len(row.links), row.thing.label, row.basis.label, row.basis.id)


def _points(links: Iterable[Rest], thing: str) -> Iterator[Point]:
    """Yield the single points of one thing, by the CURIE of what is lost."""
    below = _below(links, thing)
    for basis in sorted({link.basis for link in below if link.basis.id != thing}):
        falls = {row.thing.id: row for row in without(below, {basis.id}) if row.outcome != SPARED}
        if thing in falls:
            fall = falls[thing]
            yield Point(fall.thing, fall.thing, basis, fall.outcome, _chain(falls, thing))


def _falls(
    needs: Mapping[str, Mapping[str, list[Rest]]],
    lost: set[str],
    outcome: str,
    broken: Callable[[list[Rest], Collection[str]], list[Rest]],
) -> list[Fall]:
    """Return what falls by the links that ``broken`` names, round by round; ``lost`` grows by it."""
    rows: list[Fall] = []
    while True:
        found = [
            Fall(links[0].thing, outcome, tuple(links), _left(by_way, links, lost))
            for thing, by_way in sorted(needs.items())
            if thing not in lost
            and (links := [link for way in by_way.values() for link in broken(way, lost)])
        ]
        if not found:
            return rows
        rows += found
        lost |= {fall.thing.id for fall in found}


def _possible(way: list[Rest], lost: Collection[str]) -> list[Rest]:
    """Return the links of one way that break and may end what rests on them."""
    found = [link for link in way if link.basis.id in lost]
    left = [link for link in way if link.basis.id not in lost and link.holds not in _OPEN]
    return [] if way[0].alternatives and left else found


def _sure(way: list[Rest], lost: Collection[str]) -> list[Rest]:
    """Return the links of one way that break and surely end what rests on them."""
    found = [link for link in way if link.basis.id in lost and not link.open and link.holds not in _OPEN]
    return [] if way[0].alternatives and any(link.basis.id not in lost for link in way) else found


def _left(by_way: Mapping[str, list[Rest]], broken: list[Rest], lost: Collection[str]) -> tuple[Term, ...]:
    """Return what can still stand in for what broke."""
    ways = {link.way for link in broken if link.alternatives}
    return tuple(sorted({link.basis for way in ways for link in by_way[way] if link.basis.id not in lost}))


def _spared(by_way: Mapping[str, list[Rest]], gone: Collection[str]) -> Fall | None:
    """Return a thing that lost some of what can stand in for each other, None when it lost nothing."""
    lost = [link for links in by_way.values() for link in links if link.basis.id in gone]
    if not lost:
        return None
    return Fall(lost[0].thing, SPARED, tuple(lost), _left(by_way, lost, gone))


def _below(links: Iterable[Rest], thing: str) -> list[Rest]:
    """Return the links by which a thing rests on others, itself or through them."""
    by_thing: dict[str, list[Rest]] = {}
    for link in links:
        by_thing.setdefault(link.thing.id, []).append(link)
    found: list[Rest] = []
    seen, ahead = {thing}, [thing]
    while ahead:
        steps = by_thing.get(ahead.pop(), [])
        found += steps
        new = {link.basis.id for link in steps} - seen
        seen |= new
        ahead += sorted(new)
    return found


def _chain(falls: Mapping[str, Fall], thing: str) -> tuple[Rest, ...]:
    """Return the links that break on the way from a thing down to what was lost, nearest first."""
    found: list[Rest] = []
    seen, ahead = {thing}, [thing]
    for one in ahead:  # grows as it goes
        for link in falls[one].because if one in falls else ():
            found.append(link)
            if link.basis.id not in seen:
                seen.add(link.basis.id)
                ahead.append(link.basis.id)
    return tuple(found)

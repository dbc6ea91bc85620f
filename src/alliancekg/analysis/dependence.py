"""What rests on a thing, and what stops when things are taken away.

A thing stops when one of the things that it needs stops, or all of those that can stand in for each other.
What keeps at least one of these has an alternative. Only what a source tells counts: a thing that nobody ties
to anything goes on, as far as anyone says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.model import Fall, Reliance

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from alliancekg.model import Rest, Term

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
    """Return what happens to the rest when things are taken away: what stops, what has an alternative.

    In the order in which things fall. Where a link is only possible, or others may stand in for what is lost
    that nobody tells of, the fall is only possible too.
    """
    needs: dict[str, dict[str, list[Rest]]] = {}
    for link in links:
        needs.setdefault(link.thing.id, {}).setdefault(link.way, []).append(link)
    doubtful: dict[str, bool] = dict.fromkeys(gone, False)
    rows: list[Fall] = []
    while True:
        round_ = [
            fall
            for thing, by_way in sorted(needs.items())
            if thing not in doubtful and (fall := _fall(by_way, doubtful)) is not None
        ]
        if not round_:
            break
        rows += round_
        doubtful |= {fall.thing.id: fall.outcome == "may stop" for fall in round_}
    kept = [
        fall
        for thing, by_way in sorted(needs.items())
        if thing not in doubtful and (fall := _spared(by_way, doubtful)) is not None
    ]
    return (*rows, *kept)


def _fall(by_way: Mapping[str, list[Rest]], doubtful: Mapping[str, bool]) -> Fall | None:
    """Return how a thing falls by what is gone, None while it stands."""
    fatal: list[Rest] = []
    for links in by_way.values():
        lost = [link for link in links if link.basis.id in doubtful]
        if lost and (not links[0].alternatives or len(lost) == len(links)):
            fatal += lost
    if not fatal:
        return None
    sure = any(_is_sure(link) and not doubtful[link.basis.id] for link in fatal)
    return Fall(fatal[0].thing, "stops" if sure else "may stop", tuple(fatal), ())


def _spared(by_way: Mapping[str, list[Rest]], gone: Mapping[str, bool]) -> Fall | None:
    """Return a thing that lost some of what can stand in for each other, None when it lost nothing."""
    lost = [link for links in by_way.values() for link in links if link.basis.id in gone]
    if not lost:
        return None
    ways = {link.way for link in lost}
    left: set[Term] = {link.basis for way in ways for link in by_way[way] if link.basis.id not in gone}
    return Fall(lost[0].thing, "has an alternative", tuple(lost), tuple(sorted(left)))


def _is_sure(link: Rest) -> bool:
    """Return whether a link that breaks surely ends what rests on it."""
    return not link.open and link.holds not in _OPEN

"""Who was a party, and who owed what, from day to day: of a directory store worked out once and kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from alliancekg.store import spells as told
from alliancekg.store.arrays import keep, place_for, read
from alliancekg.store.spells import Owed, Party, Spells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.store.arrays import Arrays
    from alliancekg.store.graph import GraphStore


def spells(graph: GraphStore, date_rule: str) -> Spells:
    """Return what ``alliancekg.store.spells`` does, as it was kept where it was; else it is kept now."""
    key = ("spells", date_rule)
    found: Spells | None = graph.worked_out.get(key)
    if found is None:
        place = place_for(graph, *key)
        if (kept := read(place)) is not None:
            found = _read(*kept)
        else:
            found = told.spells(graph, date_rule)
            keep(place, *_written(found))
        graph.worked_out[key] = found
    return found


def _written(found: Spells) -> tuple[Arrays, dict[str, Any]]:
    """Return spells as numbers, rows of places in lists of names and years, and days; and these lists."""
    import numpy as np

    names: dict[str, int] = {}
    years: dict[frozenset[int], int] = {}

    def places(*told: str) -> list[int]:
        return [names.setdefault(one, len(names)) for one in told]

    parties = [
        (*places(one.agreement, one.state), *_ordinals(one.days), years.setdefault(one.years, len(years)))
        for one in found.parties
    ]
    owed = [(*places(one.kind, one.state, one.to, one.among), *_ordinals(one.days)) for one in found.owed]
    numbers = {
        "parties": np.array(parties, dtype=np.int32).reshape(-1, 5),
        "owed": np.array(owed, dtype=np.int32).reshape(-1, 6),
    }
    texts = {
        "names": list(names),
        "spoken": [sorted(one) for one in years],
        "years": sorted(found.years),
        "sources": found.sources,
    }
    return numbers, texts


def _read(numbers: Arrays, texts: dict[str, Any]) -> Spells:
    """Return the spells that were written so."""
    names, spoken = texts["names"], [frozenset(one) for one in texts["spoken"]]
    day = {one: date.fromordinal(one) for one in _days(numbers)}
    parties = (
        Party(names[agreement], names[state], (day[first], day[last]), spoken[years])
        for agreement, state, first, last, years in numbers["parties"].tolist()
    )
    owed = (
        Owed(names[kind], names[state], names[to], names[among], (day[first], day[last]))
        for kind, state, to, among, first, last in numbers["owed"].tolist()
    )
    return Spells(tuple(parties), tuple(owed), frozenset(texts["years"]), tuple(texts["sources"]))


def _ordinals(days: tuple[date, date]) -> tuple[int, int]:
    return days[0].toordinal(), days[1].toordinal()


def _days(numbers: Arrays) -> Iterable[int]:
    """Return the days that occur, each once."""
    return {*numbers["parties"][:, 2:4].ravel().tolist(), *numbers["owed"][:, 4:6].ravel().tolist()}

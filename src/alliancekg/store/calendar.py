"""How things stand on every day at once: whether each holds, and its stage, from one turn to the next.

``Lives`` tells it thing by thing for one period. Here it is asked once for the days on which anything
changes; after that any day is read off arrays of numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from alliancekg.dates import FIRST_DAY, LAST_DAY, Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    import numpy as np

    from alliancekg.store.arrays import Arrays
    from alliancekg.store.lives import Lives

    Numbers = np.ndarray[Any, np.dtype[Any]]

#: More than the ordinal of the last day: thing and day make one number.
_STRIDE = 2**22


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stood in the period ``asked``: a ``Holds`` for each, and its stage by place in ``statuses``.

    Those that are ``lasting`` have no time of their own.
    """

    asked: Bounds
    holds: Numbers
    stages: Numbers
    statuses: tuple[str, ...]
    lasting: Numbers


@dataclass(frozen=True, slots=True)
class Calendar:
    """The turns of ``things`` (IRIs): ``turns`` are thing and day, sorted, with what is true from then on.

    ``statuses`` are the IRIs of stages, the first of them "" for none; a stage have the things of ``staged``.
    ``lasting`` says of each thing whether it has no time of its own.
    """

    things: tuple[str, ...]
    staged: frozenset[str]
    statuses: tuple[str, ...]
    turns: Numbers
    holds: Numbers
    stages: Numbers
    lasting: Numbers

    @classmethod
    def of(cls, lives: Lives, things: Iterable[str], staged: frozenset[str]) -> Calendar:
        """Ask about each of some things on each of its turns, and where what the sources cover ends."""
        import numpy as np

        limits = {FIRST_DAY, *(lives.covered.edges if lives.covered else ())}
        moments: dict[date, Lives] = {}
        statuses = {"": 0}
        found: list[tuple[int, int, int]] = []
        named = tuple(things)
        for at, iri in enumerate(named):
            before = None
            for day in sorted((lives.turns(iri) | limits) - {LAST_DAY}):  # no day follows the last
                moment = moments.get(day) or moments.setdefault(day, lives.during(Bounds(day, day)))
                status = moment.stage(iri) if iri in staged else ""
                now = int(moment.holds(iri)), statuses.setdefault(status, len(statuses))
                if now != before:
                    found.append((at * _STRIDE + day.toordinal(), *now))
                before = now
        turns, holds, stages = np.array(found, dtype=np.int64).reshape(-1, 3).T
        lasting = np.fromiter(map(lives.is_lasting, named), dtype=bool)
        numbers = turns, holds.astype(np.int8), stages.astype(np.int32), lasting
        return cls(named, staged, tuple(statuses), *numbers)

    @classmethod
    def kept(cls, arrays: Arrays, texts: dict[str, Any]) -> Calendar:
        """Return a calendar from what ``arrays`` and ``texts`` of it gave."""
        numbers = (arrays[name] for name in ("turns", "holds", "stages", "lasting"))
        return cls(tuple(texts["things"]), frozenset(texts["staged"]), tuple(texts["statuses"]), *numbers)

    @property
    def arrays(self) -> dict[str, Numbers]:
        """Return the numbers, by name."""
        return {"turns": self.turns, "holds": self.holds, "stages": self.stages, "lasting": self.lasting}

    @property
    def texts(self) -> dict[str, list[str]]:
        """Return the texts, by name."""
        return {
            "things": list(self.things),
            "staged": sorted(self.staged),
            "statuses": list(self.statuses),
        }

    def during(self, asked: Bounds, lives: Callable[[], Lives]) -> Standing:
        """Return how everything stood in a period; ``lives`` are asked about one that is more than a day.

        So they are about the last of all days, on which no turn begins.
        """
        import numpy as np

        if asked.first == asked.last < LAST_DAY:
            days = np.arange(len(self.things), dtype=np.int64) * _STRIDE + asked.first.toordinal()
            at = np.searchsorted(self.turns, days, side="right") - 1
            return Standing(asked, self.holds[at], self.stages[at], self.statuses, self.lasting)
        told, statuses = lives(), {"": 0}
        holds = [int(told.holds(iri)) for iri in self.things]
        reached = (told.stage(iri) if iri in self.staged else "" for iri in self.things)
        stages = [statuses.setdefault(status, len(statuses)) for status in reached]
        numbers = np.array(holds, np.int8), np.array(stages, np.int32)
        return Standing(asked, *numbers, tuple(statuses), self.lasting)

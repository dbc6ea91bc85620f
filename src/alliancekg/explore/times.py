"""The times of the page: how each thing, tie and relation stood, each table of states kept once.

The page compares dates as text and does nothing else with them: what a date means was decided by the store.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alliancekg.dates import FIRST_DAY, LAST_DAY
from alliancekg.explore.records import StateData, TableData, TimesData
from alliancekg.model import UNTIMED, Held, Relation, State, Timing

_ALWAYS = FIRST_DAY.isoformat()
_YEAR, _MONTH = 4, 7


@dataclass(frozen=True)
class Lifetimes:
    """How the rows of a page stood: nodes by CURIE, edges by tail, head and key, relations by themselves.

    What is missing stands always.
    """

    nodes: Mapping[str, Held] = field(default_factory=dict)
    edges: Mapping[tuple[str, str, str], Held] = field(default_factory=dict)
    relations: Mapping[Relation, Held] = field(default_factory=dict)


def standing(timing: Timing = UNTIMED) -> Held:
    """Return how a row stands that has one state only: in an as-of view the one that the view says."""
    state = State(timing.holds or "yes", timing.stage)
    return Held(((_ALWAYS, state),), (), state)


class Tables:
    """The tables of states of a page, each kept once, in the order in which they are first asked for."""

    def __init__(self) -> None:
        self._tables: dict[Held, int] = {}
        self._states: dict[State, int] = {}
        self._drawn: set[str] = set()

    def place(self, held: Held | None) -> int:
        """Return the place of a table in the list, adding it when it is new."""
        return self._tables.setdefault(held or standing(), len(self._tables))

    def drawn(self, held: Held | None) -> int:
        """Return the place of the table of something that is drawn: the slider stops where it changes."""
        if held is not None:
            self._drawn.update(day for day, _ in held.days)
        return self.place(held)

    def data(self, last: str = "") -> TimesData:
        """Return what the page holds; ``last`` is the last date that the sources cover, "" where open."""
        tables = [self._table(held) for held in self._tables]
        years = {FIRST_DAY.isoformat()[:_YEAR], LAST_DAY.isoformat()[:_YEAR]}
        stops = sorted({day[:_MONTH] for day in self._drawn if day[:_YEAR] not in years})
        covered = [month for month in stops if not last or month <= _last_month(last)]
        return {"stops": covered or stops, "states": self._state_rows(), "tables": tables}

    def _table(self, held: Held) -> TableData:
        return {
            "days": self._rows(held.days),
            "spans": dict(self._rows(held.spans)),
            "ever": self._state(held.ever),
        }

    def _rows(self, rows: Iterable[tuple[str, State]]) -> list[tuple[str, int]]:
        return [(name, self._state(state)) for name, state in rows]

    def _state(self, state: State) -> int:
        return self._states.setdefault(state, len(self._states))

    def _state_rows(self) -> list[StateData]:
        return [{"holds": one.holds, "stage": one.stage, "phase": one.phase} for one in self._states]


def _last_month(date: str) -> str:
    return date[:_MONTH] if len(date) >= _MONTH else f"{date[:_YEAR]}-12"

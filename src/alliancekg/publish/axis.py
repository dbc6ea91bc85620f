"""A time axis: days to places, and where its ticks stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MONTHS = (1, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST_TICKS = 9
_LAST_YEAR = 9999
_LEAST_DAYS = 180  # a shorter time is shown with some time around it


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from ``first`` to ``last``, drawn from ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    @classmethod
    def around(cls, days: Iterable[str], left: float, right: float) -> Axis:
        """Return the axis that holds all ``days`` (ISO) with room on either side; without any, one year."""
        known = sorted(date.fromisoformat(day) for day in days) or [date(2000, 1, 1), date(2000, 12, 31)]
        length = known[-1].toordinal() - known[0].toordinal()
        room = max(length // 16, (_LEAST_DAYS - length) // 2, 15)
        first = max(known[0].toordinal() - room, 1)
        last = min(known[-1].toordinal() + room, date.max.toordinal())
        return cls(date.fromordinal(first), date.fromordinal(last), left, right)

    def at(self, day: str) -> float:
        """Return the place of a day (ISO)."""
        whole = self.last.toordinal() - self.first.toordinal()
        share = (date.fromisoformat(day).toordinal() - self.first.toordinal()) / whole
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[tuple[str, str]]:
        """Return day and words of each tick: years, or months where the axis is short."""
        for step in (*_MONTHS, *(12 * years for years in _YEARS)):
            found = [day for day in self._each(step) if self.first <= day <= self.last]
            if len(found) <= _MOST_TICKS:
                break
        short = step < _MONTHS[-1] * 2
        return [(day.isoformat(), day.isoformat()[: 7 if short else 4].lstrip("0")) for day in found]

    def _each(self, months: int) -> Iterator[date]:
        """Yield the first day of every so many months, from before the axis begins."""
        at = self.first.year * 12 // months * months
        while at // 12 <= min(self.last.year, _LAST_YEAR):
            if at >= 12:  # noqa: PLR2004 - there is no year 0
                yield date(at // 12, at % 12 + 1, 1)
            at += months

"""How long things lasted, and what was searched for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, cited, flattened, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Bar, Coverage

#: What a table shows of a bar, its sources apart.
BAR_COLUMNS = ("thing", "kind", "start", "end", "last confirmed", "steps")
_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


@dataclass(frozen=True, slots=True)
class Timeline(Tabular):
    """Bars, first things first; things that nobody dates stand last. ``subject`` says in words of what."""

    rows: tuple[Bar, ...]
    subject: str
    coverage: Coverage

    def __iter__(self) -> Iterator[Bar]:
        """Yield the bars."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of bars."""
        return len(self.rows)

    def flat(self) -> Flat:
        """Return columns and rows: a bar each, its bounds as ISO days, its steps in one text."""
        rows = [
            (
                row.thing.id,
                row.thing.label,
                row.kind,
                *(getattr(row, bound) for bound in _BOUNDS),
                row.confirmed,
                "; ".join(f"{stage} {first}..{last}" for first, last, stage in row.steps),
                passages(row.sources),
            )
            for row in self.rows
        ]
        return flattened(("id", "thing", "kind", *_BOUNDS, "confirmed", "steps", "sources"), rows)

    def _repr_html_(self) -> str:
        rows = ((bar_cells(row), row.sources) for row in self.rows)
        return cited(BAR_COLUMNS, rows, f"{self.subject}; {self.coverage}")


def bar_cells(row: Bar) -> tuple[str, ...]:
    """Return what a table shows of a bar, in the order of ``BAR_COLUMNS``."""
    steps = "; ".join(f"{stage} {between(first, last)}".strip() for first, last, stage in row.steps)
    start, end = between(row.start_earliest, row.start_latest), between(row.end_earliest, row.end_latest)
    start = start or ("not stated" if row.is_dated else "no date stated")
    return (row.thing.label, row.kind, start, end, row.confirmed, steps)


def between(first: str, last: str) -> str:
    """Return two bounds in words.

    Example:
        >>> between("", "2023-08-18"), between("2023-08-01", "2023-08-31")
        ('by 2023-08-18', '2023-08-01 to 2023-08-31')
    """
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"by {last}" if last else f"from {first}, if ever" if first else ""

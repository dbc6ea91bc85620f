"""How long things lasted, and what was searched for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.footnotes import Footnotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Bar, Coverage

#: What a table shows of a bar, its sources apart.
BAR_COLUMNS = ("thing", "kind", "start", "end", "last confirmed", "steps")


@dataclass(frozen=True, slots=True)
class Timeline:
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

    def _repr_html_(self) -> str:
        marks = Footnotes()
        cells = [(*bar_cells(row), marks.marks(row.sources)) for row in self.rows]
        table = html.table((*BAR_COLUMNS, "says who"), cells, f"{self.subject}; {self.coverage}")
        return table + html.notes(marks.lines(), marks.sources())


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

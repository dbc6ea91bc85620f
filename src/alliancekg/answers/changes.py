"""What changed between two days, and what was searched for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.footnotes import Footnotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Change, Coverage, Happening


@dataclass(frozen=True, slots=True)
class Diff:
    """The net changes from one day to another, and beside them the events on the way.

    ``start`` and ``end`` are the days as written; a date that is no single day stands for its last day.
    """

    rows: tuple[Change, ...]
    events: tuple[Happening, ...]
    start: str
    end: str
    coverage: Coverage

    def __iter__(self) -> Iterator[Change]:
        """Yield the changes."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of changes."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        marks = Footnotes()
        rows = [(row.date, row.kind, row.sentence, marks.marks(row.sources)) for row in self.rows]
        caption = f"{self.start} to {self.end}; {self.coverage}"
        told = html.table(("date", "change", "what", "says who"), rows, caption)
        return told + html.notes(marks.lines(), marks.sources())

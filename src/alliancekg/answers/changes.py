"""What changed between two days, and what was searched for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, cited, flattened, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Change, Coverage, Happening

_COLUMNS = ("date", "change", "thing", "sentence", "before", "after", "stage_before", "stage_after")


@dataclass(frozen=True, slots=True)
class Diff(Tabular):
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

    def flat(self) -> Flat:
        """Return columns and rows: a net change each, of the world or of how sure we are."""
        rows = [
            (
                row.date,
                row.kind,
                row.thing.id,
                row.sentence,
                row.before,
                row.after,
                row.stage_before,
                row.stage_after,
                passages(row.sources),
            )
            for row in self.rows
        ]
        return flattened((*_COLUMNS, "sources"), rows)

    def _repr_html_(self) -> str:
        rows = (((row.date, row.kind, row.sentence), row.sources) for row in self.rows)
        return cited(("date", "change", "what"), rows, f"{self.start} to {self.end}; {self.coverage}")

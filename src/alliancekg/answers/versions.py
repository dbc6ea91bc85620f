"""What differs between two versions of the data, and what the newer one covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.footnotes import Footnotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Coverage, DataChange


@dataclass(frozen=True, slots=True)
class Versions:
    """The differences since another version, ``since`` as the user wrote it.

    ``unnamed`` counts the statements of either version about things without a name (blank nodes): they cannot
    be told from one another, and are left out.
    """

    rows: tuple[DataChange, ...]
    since: str
    coverage: Coverage
    unnamed: int = 0

    def __iter__(self) -> Iterator[DataChange]:
        """Yield the differences."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of differences."""
        return len(self.rows)

    def counts(self) -> dict[str, int]:
        """Return kind to number of differences, in the order of the rows."""
        found: dict[str, int] = {}
        for row in self.rows:
            found[row.kind] = found.get(row.kind, 0) + 1
        return found

    def _repr_html_(self) -> str:
        marks = Footnotes()
        rows = [
            (
                row.kind,
                row.thing.label,
                row.property.label,
                row.value.label,
                marks.marks(row.sources, row.home),
            )
            for row in self.rows
        ]
        columns = ("change", "thing", "property", "value", "says who")
        told = html.table(columns, rows, f"the data since {self.since}; {self.coverage}")
        return told + html.notes(marks.lines(), marks.sources())

"""What differs between two versions of the data, and what the newer one covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, cited, flattened, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Coverage, DataChange

_COLUMNS = ("change", "thing", "thing_label", "property", "value", "home")


@dataclass(frozen=True, slots=True)
class Versions(Tabular):
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

    def flat(self) -> Flat:
        """Return columns and rows: a difference each."""
        rows = [
            (
                row.kind,
                row.thing.id,
                row.thing.label,
                row.property.id,
                row.value.id or row.value.label,
                row.home,
                passages(row.sources),
            )
            for row in self.rows
        ]
        return flattened((*_COLUMNS, "sources"), rows)

    def _repr_html_(self) -> str:
        rows = (
            ((row.kind, row.thing.label, row.property.label, row.value.label), row.sources)
            for row in self.rows
        )
        caption = f"the data since {self.since}; {self.coverage}"
        return cited(("change", "thing", "property", "value"), rows, caption, [row.home for row in self.rows])

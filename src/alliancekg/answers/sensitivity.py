"""Which answers hang on what is only possible, with what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, cited, flattened, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Coverage, Flip

FLIP_COLUMNS = ("question", "change", "row")


@dataclass(frozen=True, slots=True)
class Sensitivity(Tabular):
    """The rows of the question library that change when "possibly" counts as no.

    ``asked`` counts the questions that were asked, with their defaults; ``skipped`` names those whose
    defaults this graph does not know.
    """

    rows: tuple[Flip, ...]
    asked: int
    skipped: tuple[str, ...]
    coverage: Coverage

    def __iter__(self) -> Iterator[Flip]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    @property
    def searched(self) -> str:
        """Return what was asked, in a phrase."""
        skipped = f", not {', '.join(self.skipped)}: no such thing here" if self.skipped else ""
        return f"{self.asked} questions asked{skipped}; {self.coverage}"

    def _repr_html_(self) -> str:
        rows = ((flip_cells(one), one.row.sources) for one in self.rows)
        return cited(FLIP_COLUMNS, rows, f"if what is only possible counts as no; {self.searched}")

    def flat(self) -> Flat:
        """Return columns and rows: a row that is lost or gained each."""
        return flattened(
            (*FLIP_COLUMNS, "sources"),
            [(*flip_cells(one), passages(one.row.sources)) for one in self.rows],
        )


def flip_cells(one: Flip) -> tuple[str, ...]:
    """Return what a table shows of a row that changes, its sources apart."""
    told = zip(one.row.columns, one.row.cells, strict=True)
    return (one.id, one.change, "; ".join(f"{column}: {cell.label}" for column, cell in told if cell.label))

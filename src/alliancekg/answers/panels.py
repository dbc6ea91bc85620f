"""Panels: a row for each pair of states, or each state, and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, uncited

if TYPE_CHECKING:
    import pandas as pd

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Coverage

    #: A cell of a panel; None is what nobody knows.
    Cell = str | int | bool | None

#: Columns of words and of whole numbers; any other is yes or no.
_WORDS = frozenset(("one", "one_label", "other", "other_label", "state", "label"))
_NUMBERS = frozenset(("agreements", "partners"))


@dataclass(frozen=True, slots=True)
class Years(Tabular):
    """A panel: columns and rows, None where nobody knows.

    ``citations`` are of the sources that tell of the parties, ``covered`` are the first and the last year of
    which they speak ("1815..2018"; "" where none says); ``date_rule`` and ``year_rule`` say what counts.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    citations: tuple[str, ...]
    covered: str
    date_rule: str
    year_rule: str
    coverage: Coverage

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def flat(self) -> Flat:
        """Return columns and rows: yes is 1, no is 0, and what nobody knows is None."""
        rows = [tuple(int(cell) if isinstance(cell, bool) else cell for cell in row) for row in self.rows]
        return self.columns, rows

    def to_pandas(self) -> pd.DataFrame:
        """Return the panel as a pandas data frame with typed columns; what nobody knows is ``NA``.

        ``attrs`` has ``citations``, ``covered``, ``date_rule`` and ``year_rule``.

        Raises:
            InputError: When pandas is not installed.
        """
        frame = Tabular.to_pandas(self)
        frame = frame.astype({name: _type(name) for name in self.columns})
        frame.attrs = {
            "citations": list(self.citations),
            "covered": self.covered,
            "date_rule": self.date_rule,
            "year_rule": self.year_rule,
        }
        return frame

    def _repr_html_(self) -> str:
        rows = ([("" if cell is None else str(cell)) for cell in row] for row in self.flat()[1])
        return uncited(self.columns, rows, f"{len(self):,} rows; years covered: {self.covered}")


def _type(name: str) -> str:
    if name in _WORDS:
        return "string"
    return "int64" if name == "year" else "Int64" if name in _NUMBERS else "boolean"

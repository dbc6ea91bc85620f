"""Panels: a row for each pair of states, or each state, and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, uncited

if TYPE_CHECKING:
    import pandas as pd

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Coverage, Term

    #: A cell of a panel; None is what nobody knows.
    Cell = str | int | bool | None

#: The systems of which a code is a whole number, in a column that ends in its name; others are words.
NUMBERED = ("cow", "gw")
#: What stands before the name of a column that tells of one of two states.
_SIDES = ("", "one_", "other_")
#: Columns of words and of whole numbers; any other is yes or no.
_WORDS = frozenset(
    ("one", "other", "state", *(s + name for s in _SIDES for name in ("label", "iso2", "iso3")))
)
_NUMBERS = frozenset(("agreements", "partners", *(s + name for s in _SIDES for name in NUMBERED)))


@dataclass(frozen=True, slots=True)
class Years(Tabular):
    """A panel: columns and rows, None where nobody knows.

    ``citations`` are of the sources that tell of the parties, and in a complete panel of when states were
    there: first those of ``datasets`` (how many), then others. ``covered`` are the first and the last year of
    which they speak ("1815..2018"; "" where none says). ``date_rule`` and ``year_rule`` say what counts,
    ``system`` which list of states; ``unlisted`` are those that a complete panel takes to be there always.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    citations: tuple[str, ...]
    datasets: int
    covered: str
    date_rule: str
    year_rule: str
    system: str
    unlisted: tuple[Term, ...]
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

        ``attrs`` has ``citations``, ``covered``, ``date_rule``, ``year_rule``, ``system`` and ``unlisted``.

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
            "system": self.system,
            "unlisted": [state.id for state in self.unlisted],
        }
        return frame

    def _repr_html_(self) -> str:
        rows = ([("" if cell is None else str(cell)) for cell in row] for row in self.flat()[1])
        return uncited(self.columns, rows, f"{len(self):,} rows; years covered: {self.covered}")


def column_of(kind: str) -> str:
    """Return the column of a kind of obligation, which no other column is called.

    Example:
        >>> column_of("defense"), column_of("other")
        ('defense', 'obligation_other')
    """
    return f"obligation_{kind}" if _type(kind) != "boolean" or kind == "tied" else kind


def _type(name: str) -> str:
    if name in _WORDS:
        return "string"
    return "int64" if name == "year" else "Int64" if name in _NUMBERS else "boolean"

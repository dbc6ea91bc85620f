"""Panels: a row for each pair of states, or each state, and year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.errors import InputError

if TYPE_CHECKING:
    import pandas as pd

#: Columns that hold words, by panel; the others hold whole numbers, or yes and no.
_WORDS = frozenset(("one", "one_label", "other", "other_label", "state", "label"))
_NUMBERS = frozenset(("agreements", "partners"))


@dataclass(frozen=True, slots=True)
class Years:
    """A panel: columns and rows, None where nobody knows.

    ``citations`` are of the sources that tell of the parties, ``covered`` are the first and the last year of
    which they speak, "" where none says; ``date_rule`` and ``year_rule`` say what counts.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | bool | None, ...], ...]
    citations: tuple[str, ...]
    covered: str
    date_rule: str
    year_rule: str

    def frame(self) -> pd.DataFrame:
        """Return the panel as a pandas frame, with the rest in ``attrs``; what nobody knows is ``NA``.

        Raises:
            InputError: When pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            fix = "Install alliancekg[pandas], or write CSV: alliancekg dyad-years."
            raise InputError("pandas", "it is not installed, and a frame is of pandas", fix) from error
        columns = list(zip(*self.rows, strict=True)) or [()] * len(self.columns)
        told = {
            name: pd.array(list(values), dtype=_type(name))
            for name, values in zip(self.columns, columns, strict=True)
        }
        frame = pd.DataFrame(told)
        frame.attrs = {
            "citations": list(self.citations),
            "covered": self.covered,
            "date_rule": self.date_rule,
            "year_rule": self.year_rule,
        }
        return frame


def _type(name: str) -> str:
    if name in _WORDS:
        return "string"
    return "int64" if name == "year" else "Int64" if name in _NUMBERS else "boolean"

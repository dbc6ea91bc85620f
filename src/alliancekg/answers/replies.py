"""Answers to named questions, and where passages disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.answers.tables import (
    Tabular,
    cited,
    flattened,
    passages,
    timing_cells,
    timing_columns,
    yes,
)
from alliancekg.plain import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Conflict, Coverage, Position, QuestionRow

POSITION_COLUMNS = ("stance", "value", "mode", "locator")
_FLAT = ("id", "thing", "property", "stance", "value", "mode", "preferred", "passage", "note")


@dataclass(frozen=True, slots=True, repr=False)
class Reply(Tabular):
    """The answer to a question of the library; ``text`` is the question with its parameters filled in."""

    id: str
    text: str
    rows: tuple[QuestionRow, ...]
    columns: tuple[str, ...]
    coverage: Coverage

    def __repr__(self) -> str:
        """Return what was asked and how big the answer is."""
        return f"<Reply to {self.id}: {counted(len(self), 'row')}>"

    def __iter__(self) -> Iterator[QuestionRow]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        rows = (((*row.shown, *timing_cells(row.timing, self.coverage)), row.sources) for row in self.rows)
        state = f"{self.coverage}" if self.rows else f"not stated; {self.coverage}"
        return cited((*self.columns, *timing_columns(self.coverage)), rows, f"{self.text} {state}")

    def flat(self) -> Flat:
        """Return columns and rows: CURIEs where there are any."""
        rows = [
            (
                *(cell.id or cell.label for cell in row.cells),
                *timing_cells(row.timing, self.coverage),
                passages(row.sources),
            )
            for row in self.rows
        ]
        return flattened((*self.columns, *timing_columns(self.coverage), "sources"), rows)


@dataclass(frozen=True, slots=True)
class Conflicts(Tabular):
    """Where passages disagree, and what was searched for it."""

    rows: tuple[Conflict, ...]
    coverage: Coverage

    def __iter__(self) -> Iterator[Conflict]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        rows = (
            ((row.thing.label, row.property.label, *position_cells(one)), [one.passage])
            for row in self.rows
            for one in row.positions
        )
        caption = f"{self.coverage}" if self.rows else f"no disagreement; {self.coverage}"
        told = "".join(html.paragraph(f"{row.thing.label}: {row.gist}") for row in self.rows if row.gist)
        return cited(("thing", "property", *POSITION_COLUMNS), rows, caption) + told

    def flat(self) -> Flat:
        """Return columns and rows: a side of a disagreement each."""
        rows = [
            (
                row.id,
                row.thing.id,
                row.property.id,
                one.stance,
                " ".join(value.id or value.label for value in one.values),
                one.passage.mode,
                yes(one.preferred),
                one.passage.passage,
                row.gist,
            )
            for row in self.rows
            for one in row.positions
        ]
        return flattened(_FLAT, rows)


def position_cells(position: Position) -> tuple[str, ...]:
    """Return what a table shows of one side of a disagreement, its source apart."""
    values = "; ".join(value.label for value in position.values)
    stance = f"{position.stance}, preferred" if position.preferred else position.stance
    return (stance, values, position.passage.mode, position.passage.locator)

"""Answers to named questions, and where passages disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.footnotes import Footnotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Conflict, Coverage, Position, QuestionRow

POSITION_COLUMNS = ("stance", "value", "mode", "locator")


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a question of the library; ``text`` is the question with its parameters filled in."""

    id: str
    text: str
    rows: tuple[QuestionRow, ...]
    columns: tuple[str, ...]
    coverage: Coverage

    def __iter__(self) -> Iterator[QuestionRow]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        marks = Footnotes()
        cells = [(*row.shown, marks.marks(row.sources)) for row in self.rows]
        state = f"{self.coverage}" if self.rows else f"not stated; {self.coverage}"
        body = html.table((*self.columns, "says who"), cells, f"{self.text} {state}")
        return body + html.notes(marks.lines(), marks.sources())


@dataclass(frozen=True, slots=True)
class Conflicts:
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
        marks = Footnotes()
        cells = [
            (row.thing.label, row.property.label, *position_cells(one), marks.marks([one.passage]))
            for row in self.rows
            for one in row.positions
        ]
        caption = f"{self.coverage}" if self.rows else f"no disagreement; {self.coverage}"
        told = "".join(html.paragraph(f"{row.thing.label}: {row.gist}") for row in self.rows if row.gist)
        columns = ("thing", "property", *POSITION_COLUMNS, "says who")
        return html.table(columns, cells, caption) + told + html.notes(marks.lines(), marks.sources())


def position_cells(position: Position) -> tuple[str, ...]:
    """Return what a table shows of one side of a disagreement, its source apart."""
    values = "; ".join(value.label for value in position.values)
    stance = f"{position.stance}, preferred" if position.preferred else position.stance
    return (stance, values, position.passage.mode, position.passage.locator)

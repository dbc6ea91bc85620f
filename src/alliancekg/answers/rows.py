"""Rows of things and of statements, together with what was searched for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from alliancekg import html
from alliancekg.footnotes import Footnotes
from alliancekg.model import Citation, Coverage, Entity, Evidence, Relation, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = TypeVar("Row", bound=Entity | Evidence)

ENTITY_COLUMNS = ("id", "label", "kind")
EVIDENCE_COLUMNS = ("subject", "property", "object", "note")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Row]):
    """Rows and what was searched for them: an empty answer still names its coverage.

    ``columns`` name what a table shows, the sources apart. ``hidden`` counts things left out because only
    hedged passages speak of them; ``outside`` are passages that hold a match in a mode that does not count.
    Where an object was asked for and others are stated, these are ``instead``; where the property stands on
    what carries a relation of the subject (its signing, a participation), those carriers are ``elsewhere``;
    what is stated, but not of the day asked about, is in ``other_times``.
    """

    rows: tuple[Row, ...]
    coverage: Coverage
    hidden: int = 0
    outside: tuple[Citation, ...] = ()
    instead: tuple[Row, ...] = ()
    elsewhere: tuple[Term, ...] = ()
    other_times: tuple[Row, ...] = ()
    columns: tuple[str, ...] = ENTITY_COLUMNS

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        marks = Footnotes()
        rows: tuple[Entity | Evidence, ...] = self.rows
        cells = [(*cells_of(row), marks.marks(row.sources, getattr(row, "home", ""))) for row in rows]
        caption = f"{self.coverage}" if rows else f"not stated; {self.coverage}"
        return html.table((*self.columns, "says who"), cells, caption) + html.notes(
            marks.lines(), marks.sources()
        )


def cells_of(row: Entity | Evidence) -> tuple[str, ...]:
    """Return what a table shows of a row, its sources apart."""
    if isinstance(row, Entity):
        return (row.id, row.label, row.kind)
    return (row.subject.label, row.property.label, row.object.label, noted(row))


def noted(row: Evidence | Relation) -> str:
    """Return what a reader must know beside a row: that a rule derived it, that it is contested."""
    said = [f"derived: {row.derived}, from all of these"] if row.derived else []
    said += ["contested"] if row.contested else []
    return ", ".join([*said, "partly UNSOURCED"] if row.unsourced and row.sources else said)

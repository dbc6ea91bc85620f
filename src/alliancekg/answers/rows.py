"""Rows of things and of statements, together with what was searched for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

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
from alliancekg.model import Backing, Citation, Coverage, Entity, Evidence, Relation, Term, WholeList
from alliancekg.plain import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat

Row = TypeVar("Row", bound=Entity | Evidence)

ENTITY_COLUMNS = ("id", "label", "kind")
EVIDENCE_COLUMNS = ("subject", "property", "object", "note")
_FLAT_EVIDENCE = ("subject", "property", "object", "derived", "contested")


@dataclass(frozen=True, slots=True, repr=False)
class Answer(Tabular, Generic[Row]):
    """Rows and what was searched for them: an empty answer still names its coverage.

    ``columns`` name what a table shows, the sources apart. ``hidden`` counts things left out because only
    hedged passages speak of them; ``outside`` are passages that hold a match in a mode that does not count.
    Where an object was asked for and others are stated, these are ``instead``; where the property stands on
    what carries a relation of the subject (its signing, a participation), those carriers are ``elsewhere``;
    what is stated, but not of the day asked about, is in ``other_times``. Lists that their sources call
    complete and that have not what was asked for are ``lacking``: a no with its source, not "not stated".
    """

    rows: tuple[Row, ...]
    coverage: Coverage
    hidden: int = 0
    outside: tuple[Citation, ...] = ()
    instead: tuple[Row, ...] = ()
    elsewhere: tuple[Term, ...] = ()
    other_times: tuple[Row, ...] = ()
    lacking: tuple[WholeList, ...] = ()
    columns: tuple[str, ...] = ENTITY_COLUMNS

    def __repr__(self) -> str:
        """Return what it is and how big."""
        return f"<Answer: {counted(len(self), 'row')}>"

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def flat(self) -> Flat:
        """Return columns and rows: a thing or a statement each."""
        rows = [
            (*_flat(row), *timing_cells(row.timing, self.coverage), passages(row.sources))
            for row in self.rows
        ]
        columns = _FLAT_EVIDENCE if self.columns == EVIDENCE_COLUMNS else ENTITY_COLUMNS
        return flattened((*columns, *timing_columns(self.coverage), "sources"), rows)

    def _repr_html_(self) -> str:
        rows = (
            ((*cells_of(row), *timing_cells(row.timing, self.coverage)), row.sources) for row in self.rows
        )
        caption = f"{self.coverage}" if self.rows else f"not stated; {self.coverage}"
        columns = (*self.columns, *timing_columns(self.coverage))
        table = cited(columns, rows, caption, [row.home for row in self.rows])
        return table + "".join(html.paragraph(told_lacking(one)) for one in self.lacking)


def cells_of(row: Entity | Evidence) -> tuple[str, ...]:
    """Return what a table shows of a row, its sources apart."""
    if isinstance(row, Entity):
        return (row.id, row.label, row.kind)
    return (row.subject.label, row.property.label, row.object.label, noted(row))


def _flat(row: Entity | Evidence) -> tuple[str, ...]:
    """Return the cells of a row in a flat table, its timing and sources apart."""
    if isinstance(row, Entity):
        return cells_of(row)
    value = row.object.id or row.object.label
    return (row.subject.id, row.property.id, value, row.derived, yes(row.contested))


def told_lacking(one: WholeList) -> str:
    """Return in words which complete list has not what was asked for."""
    answer = "no" if one.in_period else "no at an earlier day"
    day = f", {one.date}" if one.date else ""
    return f"{answer}: {one.list.label}{day}, is a complete list and has it not"


def noted(row: Evidence | Relation | Backing) -> str:
    """Return what a reader must know beside a row: that a rule derived it, that it is contested."""
    said = [f"derived: {row.derived}, from all of these"] if row.derived else []
    said += ["contested"] if row.contested else []
    return ", ".join([*said, "partly UNSOURCED"] if row.unsourced and row.sources else said)

"""One thing told with its relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.answers.rows import noted
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
    from alliancekg.answers.tables import Flat
    from alliancekg.model import Coverage, Detail, Entity, Hedged, Relation, Term


@dataclass(frozen=True, slots=True, repr=False)
class Description(Tabular):
    """One entity with its relations.

    ``hedged`` counts passages that speak of it without counting as support.
    """

    entity: Entity
    relations: tuple[Relation, ...]
    hedged: tuple[Hedged, ...]
    coverage: Coverage
    conflicts: tuple[Term, ...] = ()
    only_announced: bool = False

    def __repr__(self) -> str:
        """Return what it is and how big."""
        return f"<Description of {self.entity.id}: {counted(len(self.relations), 'relation')}>"

    def flat(self) -> Flat:
        """Return columns and rows: a relation each."""
        rows = [
            (
                row.relation,
                told(row),
                row.date,
                row.derived,
                yes(row.contested),
                *timing_cells(row.timing, self.coverage),
                passages(row.sources),
            )
            for row in self.relations
        ]
        columns = ("relation", "to", "date", "derived", "contested", *timing_columns(self.coverage))
        return flattened((*columns, "sources"), rows)

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what a reader must know before the relations."""
        said = [f"as of {self.coverage.as_of}: {self._now}"] if self.coverage.as_of else []
        said += (
            ["only announced: no passage in this graph reports that it happened"]
            if self.only_announced
            else []
        )
        said += [f"sources differ: {conflict.label} ({conflict.id})" for conflict in self.conflicts]
        if self.hedged:
            modes = ", ".join(f"{one.mode} ({one.passages})" for one in self.hedged)
            said.append(f"passages that do not count as support also speak of it: {modes}")
        return tuple(said)

    @property
    def _now(self) -> str:
        """Return how the thing stands on the day asked about."""
        timing = self.entity.timing
        return f"{timing.told}; stage: {timing.stage}" if timing.stage else timing.told

    def _repr_html_(self) -> str:
        rows = (
            (
                (row.relation, told(row), row.date, *timing_cells(row.timing, self.coverage), noted(row)),
                row.sources,
            )
            for row in self.relations
        )
        columns = ("relation", "to", "date", *timing_columns(self.coverage), "note")
        caption = f"{self.entity.label} ({self.entity.kind}) {self.entity.id}"
        note = "".join(map(html.paragraph, (*self.notices, str(self.coverage))))
        return cited(columns, rows, caption) + note


def told(row: Relation) -> str:
    """Return the other end of a relation with its details in brackets."""
    inner = "; ".join(told_detail(detail) for detail in row.details)
    return f"{row.object.label} ({inner})" if inner else row.object.label


def told_detail(detail: Detail) -> str:
    """Return one detail in words, nested ones in brackets."""
    text = f"{detail.label}: {detail.value.label}" + (f" {detail.date}" if detail.date else "")
    inner = "; ".join(told_detail(one) for one in detail.details)
    return f"{text} ({inner})" if inner else text

"""Who takes part in what: actors against agreements and programs, and what was searched for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Coverage, Entity, Relation

#: What a table shows of a tie, its sources apart.
TIE_COLUMNS = ("actor", "relation", "thing", "date", "note")
_FLAT = ("actor", "actor_label", "relation", "thing", "thing_label", "date", "derived", "contested")
_STATE = "akg:State"


@dataclass(frozen=True, slots=True)
class Matrix(Tabular):
    """Ties of actors (subjects) to agreements and programs (objects), as the sources name the sides.

    ``actors`` and ``things`` are the lines and columns, in order; each has a tie at least. ``subject`` says
    in words what the columns are.
    """

    rows: tuple[Relation, ...]
    actors: tuple[Entity, ...]
    things: tuple[Entity, ...]
    subject: str
    coverage: Coverage

    @classmethod
    def of(
        cls, ties: Iterable[Relation], things: Mapping[str, Entity], subject: str, coverage: Coverage
    ) -> Matrix:
        """Return the matrix of ``ties``; ``things`` are both their ends, by CURIE.

        States come first, then the actors that take part in most; columns stand by class, then by label.
        """
        rows = list(ties)
        parts = Counter(actor for actor, _ in {(row.subject.id, row.object.id) for row in rows})
        actors = sorted(
            (things[one] for one in parts),
            key=lambda one: (one.class_id != _STATE, -parts[one.id], one.label.casefold(), one.id),
        )
        columns = sorted(
            (things[one] for one in {row.object.id for row in rows}),
            key=lambda one: (one.kind, one.label.casefold(), one.id),
        )
        line = {one.id: at for at, one in enumerate(actors)}
        column = {one.id: at for at, one in enumerate(columns)}
        rows.sort(key=lambda row: (line[row.subject.id], column[row.object.id], row.relation, row.id))
        return cls(tuple(rows), tuple(actors), tuple(columns), subject, coverage)

    def __iter__(self) -> Iterator[Relation]:
        """Yield the ties."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of ties."""
        return len(self.rows)

    def at(self, actor: str, thing: str) -> tuple[Relation, ...]:
        """Return the ties of an actor to a thing, by CURIE."""
        return tuple(row for row in self.rows if (row.subject.id, row.object.id) == (actor, thing))

    def flat(self) -> Flat:
        """Return columns and rows: a tie each."""
        rows = [
            (
                row.subject.id,
                row.subject.label,
                row.relation,
                row.object.id,
                row.object.label,
                row.date,
                row.derived,
                yes(row.contested),
                *timing_cells(row.timing, self.coverage),
                passages(row.sources),
            )
            for row in self.rows
        ]
        return flattened((*_FLAT, *timing_columns(self.coverage), "sources"), rows)

    def _repr_html_(self) -> str:
        rows = (
            ((*tie_cells(row), *timing_cells(row.timing, self.coverage)), row.sources) for row in self.rows
        )
        caption = f"Who takes part in what ({self.subject}); {self.coverage}"
        return cited((*TIE_COLUMNS, *timing_columns(self.coverage)), rows, caption)


def tie_cells(row: Relation) -> tuple[str, ...]:
    """Return what a table shows of a tie, in the order of ``TIE_COLUMNS``."""
    return (row.subject.label, row.relation, row.object.label, row.date, noted(row))

"""Single points of failure, with what was searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, cited, flattened, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Citation, Coverage, Point, Rest, Term

POINT_COLUMNS = ("for", "outcome", "thing", "without", "because")
#: How a link is told of which there may be others, untold; and what is told of one that is itself in doubt.
_OPEN, _DOUBTFUL = "others may do so, untold", ("possibly", "unknown")


@dataclass(frozen=True, slots=True)
class Points(Tabular):
    """What the things ``asked`` about cannot go on without; ``links`` counts what was searched."""

    rows: tuple[Point, ...]
    asked: tuple[Term, ...]
    links: int
    coverage: Coverage

    def __iter__(self) -> Iterator[Point]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        rows = ((point_cells(row), point_sources(row)) for row in self.rows)
        names = ", ".join(term.label for term in self.asked)
        caption = f"what alone would stop {names}; {self.links:,} links searched; {self.coverage}"
        return cited(POINT_COLUMNS, rows, caption)

    def flat(self) -> Flat:
        """Return columns and rows: a thing and what it cannot go on without each."""
        rows = [
            (
                row.actor.label,
                *point_cells(row)[1:],
                row.actor.id,
                row.thing.id,
                row.basis.id,
                passages(point_sources(row)),
            )
            for row in self.rows
        ]
        return flattened((*POINT_COLUMNS, "for_id", "thing_id", "without_id", "sources"), rows)


def point_cells(row: Point) -> tuple[str, ...]:
    """Return what a table shows of a single point of failure, its sources apart; a thing stands once."""
    because = "; ".join(map(_told, row.links))
    return (
        "" if row.actor == row.thing else row.actor.label,
        row.outcome,
        row.thing.label,
        row.basis.label,
        because,
    )


def point_sources(row: Point) -> list[Citation]:
    """Return the passages behind the links of a row, each once, sorted."""
    return sorted({one for link in row.links for one in link.sources})


def _told(link: Rest) -> str:
    """Return a link as people read it, with what makes its loss no certain end."""
    doubts = [_OPEN] * link.open + [link.holds] * (link.holds in _DOUBTFUL)
    aside = f" ({', '.join(doubts)})" if doubts else ""
    return f"{link.thing.label} {link.says} {link.basis.label}{aside}"

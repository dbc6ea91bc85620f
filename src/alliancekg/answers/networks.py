"""Paths and measures, with what was searched and what they do not tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.footnotes import Footnotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Coverage, Fall, Hop, Reliance, Route, Score, Term


@dataclass(frozen=True, slots=True)
class Paths:
    """How two things are connected; ``barred`` are the classes that nothing on the way may be of.

    ``nodes`` and ``edges`` count what was searched: no path means none there.
    """

    rows: tuple[Route, ...]
    start: Term
    end: Term
    barred: tuple[str, ...]
    nodes: int
    edges: int
    coverage: Coverage

    def __iter__(self) -> Iterator[Route]:
        """Yield the paths, shortest first."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of paths."""
        return len(self.rows)

    @property
    def searched(self) -> str:
        """Return what was searched, in a phrase."""
        barred = f", none on the way of {', '.join(self.barred)}" if self.barred else ""
        return f"{self.nodes:,} things and {self.edges:,} relations searched{barred}; {self.coverage}"

    def _repr_html_(self) -> str:
        marks = Footnotes()
        cells = [
            (
                str(number),
                *hop_cells(hop),
                marks.marks(sorted({one for tie in hop.ties for one in tie.sources})),
            )
            for number, route in enumerate(self.rows, 1)
            for hop in route.hops
        ]
        caption = f"{self.start.label} to {self.end.label}: {len(self.rows)} found; {self.searched}"
        columns = ("path", *HOP_COLUMNS, "says who")
        return html.table(columns, cells, caption) + html.notes(marks.lines(), marks.sources())


HOP_COLUMNS = ("from", "relation", "to", "date")


def hop_cells(hop: Hop) -> tuple[str, ...]:
    """Return what a table shows of a hop, its sources apart."""
    told = dict.fromkeys(tie.told for tie in hop.ties)
    dates = dict.fromkeys(tie.date for tie in hop.ties if tie.date)
    return (hop.start.label, "; ".join(told), hop.end.label, "; ".join(dates))


@dataclass(frozen=True, slots=True)
class Ranking:
    """The nodes of a projection under a measure, with what it tells and what it does not."""

    rows: tuple[Score, ...]
    measure: str
    view: str
    tells: str
    caveat: str
    coverage: Coverage

    def __iter__(self) -> Iterator[Score]:
        """Yield the nodes, highest first."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        cells = [(str(row.rank), row.node.label, row.kind, f"{row.value:.6g}") for row in self.rows]
        caption = f"{self.measure} in {self.view}: {self.tells}. {self.caveat} {self.coverage}"
        return html.table(("rank", "node", "kind", self.measure), cells, caption)


@dataclass(frozen=True, slots=True)
class Communities:
    """Groups of nodes of a projection, largest first."""

    rows: tuple[tuple[Term, ...], ...]
    view: str
    coverage: Coverage

    def __iter__(self) -> Iterator[tuple[Term, ...]]:
        """Yield the groups."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of groups."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        cells = [
            (str(number), str(len(group)), ", ".join(term.label for term in group))
            for number, group in enumerate(self.rows, 1)
        ]
        return html.table(("group", "size", "nodes"), cells, f"communities in {self.view}; {self.coverage}")


@dataclass(frozen=True, slots=True)
class Dependents:
    """What rests on ``basis``, nearest first; ``links`` counts what was searched."""

    rows: tuple[Reliance, ...]
    basis: Term
    links: int
    coverage: Coverage

    def __iter__(self) -> Iterator[Reliance]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        marks = Footnotes()
        cells = [(*reliance_cells(row), marks.marks(row.link.sources)) for row in self.rows]
        caption = f"what rests on {self.basis.label}; {self.links:,} links searched; {self.coverage}"
        told = html.table((*RELIANCE_COLUMNS, "says who"), cells, caption)
        return told + html.notes(marks.lines(), marks.sources())


RELIANCE_COLUMNS = ("distance", "thing", "rests", "on")
FALL_COLUMNS = ("outcome", "thing", "because", "left")


def reliance_cells(row: Reliance) -> tuple[str, ...]:
    """Return what a table shows of a thing that rests on another."""
    return (str(row.distance), row.link.thing.label, row.link.says, row.link.basis.label)


@dataclass(frozen=True, slots=True)
class Removal:
    """What becomes of the rest without some things: what stops, in order, then what has an alternative."""

    rows: tuple[Fall, ...]
    gone: tuple[Term, ...]
    links: int
    coverage: Coverage

    def __iter__(self) -> Iterator[Fall]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        marks = Footnotes()
        cells = [
            (*fall_cells(row), marks.marks(sorted({one for link in row.because for one in link.sources})))
            for row in self.rows
        ]
        names = ", ".join(term.label for term in self.gone)
        caption = f"without {names}; {self.links:,} links searched; {self.coverage}"
        told = html.table((*FALL_COLUMNS, "says who"), cells, caption)
        return told + html.notes(marks.lines(), marks.sources())


def fall_cells(row: Fall) -> tuple[str, ...]:
    """Return what a table shows of a thing that falls or is spared."""
    because = "; ".join(dict.fromkeys(f"{link.says} {link.basis.label}" for link in row.because))
    return (row.outcome, row.thing.label, because, "; ".join(term.label for term in row.left))

"""Paths and measures, with what was searched and what they do not tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, cited, flattened, passages, uncited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Citation, Coverage, Fall, Hop, Reliance, Rest, Route, Score, Term, Tie


@dataclass(frozen=True, slots=True)
class Paths(Tabular):
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
        rows = (((str(number), *hop_cells(hop)), said(hop.ties)) for number, hop in self._hops())
        caption = f"{self.start.label} to {self.end.label}: {len(self.rows)} found; {self.searched}"
        return cited(("path", *HOP_COLUMNS), rows, caption)

    def flat(self) -> Flat:
        """Return columns and rows: a hop each, paths numbered from 1."""
        rows = [
            (number, *hop_cells(hop), hop.start.id, hop.end.id, passages(said(hop.ties)))
            for number, hop in self._hops()
        ]
        return flattened(("path", *HOP_COLUMNS, "from_id", "to_id", "sources"), rows)

    def _hops(self) -> Iterator[tuple[int, Hop]]:
        return ((number, hop) for number, route in enumerate(self.rows, 1) for hop in route.hops)


HOP_COLUMNS = ("from", "relation", "to", "date")


def hop_cells(hop: Hop) -> tuple[str, ...]:
    """Return what a table shows of a hop, its sources apart."""
    told = dict.fromkeys(tie.told for tie in hop.ties)
    dates = dict.fromkeys(tie.date for tie in hop.ties if tie.date)
    return (hop.start.label, "; ".join(told), hop.end.label, "; ".join(dates))


@dataclass(frozen=True, slots=True)
class Ranking(Tabular):
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
        cells = ((str(row.rank), row.node.label, row.kind, f"{row.value:.6g}") for row in self.rows)
        caption = f"{self.measure} in {self.view}: {self.tells}. {self.caveat} {self.coverage}"
        return uncited(("rank", "node", "kind", self.measure), cells, caption)

    def flat(self) -> Flat:
        """Return columns and rows: a node each, its value under the name of the measure."""
        rows = [(row.rank, row.node.id, row.node.label, row.kind, row.value) for row in self.rows]
        return flattened(("rank", "id", "label", "kind", self.measure), rows)


@dataclass(frozen=True, slots=True)
class Communities(Tabular):
    """Groups of nodes of a projection, largest first: ``by`` which way, what a group tells and what not."""

    rows: tuple[tuple[Term, ...], ...]
    by: str
    view: str
    tells: str
    caveat: str
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
        caption = f"{self.by} in {self.view}: {self.tells}. {self.caveat} {self.coverage}"
        return uncited(("group", "size", "nodes"), cells, caption)

    def flat(self) -> Flat:
        """Return columns and rows: a node each, groups numbered from 1."""
        rows = [(number, term.id, term.label) for number, group in enumerate(self.rows, 1) for term in group]
        return flattened(("group", "id", "label"), rows)


@dataclass(frozen=True, slots=True)
class Dependents(Tabular):
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
        rows = ((reliance_cells(row), row.link.sources) for row in self.rows)
        caption = f"what rests on {self.basis.label}; {self.links:,} links searched; {self.coverage}"
        return cited(RELIANCE_COLUMNS, rows, caption)

    def flat(self) -> Flat:
        """Return columns and rows: a link each."""
        rows = [
            (
                row.distance,
                *reliance_cells(row)[1:],
                row.link.thing.id,
                row.link.basis.id,
                passages(row.link.sources),
            )
            for row in self.rows
        ]
        return flattened((*RELIANCE_COLUMNS, "thing_id", "on_id", "sources"), rows)


RELIANCE_COLUMNS = ("distance", "thing", "rests", "on")
FALL_COLUMNS = ("outcome", "thing", "because", "left")


def reliance_cells(row: Reliance) -> tuple[str, ...]:
    """Return what a table shows of a thing that rests on another."""
    return (str(row.distance), row.link.thing.label, row.link.says, row.link.basis.label)


@dataclass(frozen=True, slots=True)
class Removal(Tabular):
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
        rows = ((fall_cells(row), said(row.because)) for row in self.rows)
        names = ", ".join(term.label for term in self.gone)
        caption = f"without {names}; {self.links:,} links searched; {self.coverage}"
        return cited(FALL_COLUMNS, rows, caption)

    def flat(self) -> Flat:
        """Return columns and rows: a thing that stops, may stop or has an alternative each."""
        rows = [(*fall_cells(row), row.thing.id, passages(said(row.because))) for row in self.rows]
        return flattened((*FALL_COLUMNS, "thing_id", "sources"), rows)


def fall_cells(row: Fall) -> tuple[str, ...]:
    """Return what a table shows of a thing that falls or is spared."""
    because = "; ".join(dict.fromkeys(f"{link.says} {link.basis.label}" for link in row.because))
    return (row.outcome, row.thing.label, because, "; ".join(term.label for term in row.left))


def said(links: Iterable[Tie | Rest]) -> list[Citation]:
    """Return the passages behind any of several links, each once, sorted."""
    return sorted({one for link in links for one in link.sources})

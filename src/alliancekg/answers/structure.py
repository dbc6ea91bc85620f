"""How a network hangs together: the ties that hold it in one piece, and who stands alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg.answers.tables import Tabular, cited, flattened, passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Bridge, Citation, Coverage, Twins

BRIDGE_COLUMNS = ("cut_off", "from", "relation", "to")
TWIN_COLUMNS = ("likeness", "one", "other", "shared")


@dataclass(frozen=True, slots=True)
class Bridges(Tabular):
    """The neighbours in a projection whose ties hold it in one piece, most cut off first.

    ``nodes`` and ``edges`` count what was searched.
    """

    rows: tuple[Bridge, ...]
    view: str
    caveat: str
    nodes: int
    edges: int
    coverage: Coverage

    def __iter__(self) -> Iterator[Bridge]:
        """Yield the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        rows = ((bridge_cells(row), bridge_sources(row)) for row in self.rows)
        caption = f"bridges of {self.view}: {self.nodes:,} nodes, {self.edges:,} edges. {self.caveat}"
        return cited(BRIDGE_COLUMNS, rows, f"{caption} {self.coverage}")

    def flat(self) -> Flat:
        """Return columns and rows: two neighbours each."""
        rows = [
            (row.cut_off, *bridge_cells(row)[1:], row.one.id, row.other.id, passages(bridge_sources(row)))
            for row in self.rows
        ]
        return flattened((*BRIDGE_COLUMNS, "from_id", "to_id", "sources"), rows)


def bridge_cells(row: Bridge) -> tuple[str, ...]:
    """Return what a table shows of two neighbours that hold a network together, the sources apart."""
    told = "; ".join(dict.fromkeys(tie.told for tie in row.ties))
    return (str(row.cut_off), row.one.label, told, row.other.label)


def bridge_sources(row: Bridge) -> list[Citation]:
    """Return the passages behind the ties of two neighbours, each once, sorted."""
    return sorted({source for tie in row.ties for source in tie.sources})


@dataclass(frozen=True, slots=True)
class Alike(Tabular):
    """The pairs of nodes of a projection that share partners, most alike first; ``nodes`` were compared."""

    rows: tuple[Twins, ...]
    view: str
    caveat: str
    nodes: int
    coverage: Coverage

    def __iter__(self) -> Iterator[Twins]:
        """Yield the pairs."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        rows = ((twin_cells(row), row.sources) for row in self.rows)
        caption = f"who has the same partners in {self.view}: {self.nodes:,} nodes compared. {self.caveat}"
        return cited(TWIN_COLUMNS, rows, f"{caption} {self.coverage}")

    def flat(self) -> Flat:
        """Return columns and rows: a pair each."""
        rows = [
            (row.likeness, *twin_cells(row)[1:], row.one.id, row.other.id, passages(row.sources))
            for row in self.rows
        ]
        return flattened((*TWIN_COLUMNS, "one_id", "other_id", "sources"), rows)


def twin_cells(row: Twins) -> tuple[str, ...]:
    """Return what a table shows of two nodes with partners in common, the sources apart."""
    shared = "; ".join(term.label for term in row.shared)
    return (f"{row.likeness:.4g}", row.one.label, row.other.label, shared)

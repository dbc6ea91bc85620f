"""What a query gives, and what a graph says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import html
from alliancekg.terms import compress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.model import Coverage


@dataclass(frozen=True, slots=True)
class Value:
    """One RDF term of a query result, kept whole: ``kind`` is "iri", "literal" or "bnode".

    ``text`` its IRI or text.
    """

    kind: str
    text: str
    datatype: str = ""
    language: str = ""

    def __str__(self) -> str:
        """Return what a table shows: a CURIE, or the text of a literal."""
        return compress(self.text) if self.kind == "iri" else self.text


@dataclass(frozen=True, slots=True)
class SelectResult:
    """The rows of a query, unbound values as None.

    ``truncated`` where more rows were there than asked for.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    truncated: bool = False

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield each row as column to text ("" where unbound)."""
        for row in self.rows:
            yield {
                name: "" if value is None else str(value)
                for name, value in zip(self.columns, row, strict=True)
            }

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def _repr_html_(self) -> str:
        rows = [["" if value is None else str(value) for value in row] for row in self.rows]
        return html.table(
            self.columns, rows, f"{len(self.rows)} rows{', cut there' if self.truncated else ''}"
        )


@dataclass(frozen=True, slots=True)
class Info:
    """What graph this is: counts of quads (``statements`` as read, ``default_graph`` as merged and derived).

    ``unsourced`` statements stand in no graph of the user's files; ``undescribed_statements`` stand in named
    graphs that no source describes, and are left out of the default graph.
    """

    files: tuple[tuple[str, int], ...]
    sources: int
    passages: int
    accepted_passages: int
    named_graphs: int
    statements: int
    default_graph: int
    unsourced: int
    undescribed_graphs: tuple[str, ...]
    undescribed_statements: int
    modes: tuple[str, ...]
    coverage: Coverage
    ontology: str
    version: str
    engine: str

    def lines(self) -> list[tuple[str, str]]:
        """Return what people read: name and value, in reading order."""
        count = f"{self.statements:,} statements in {self.named_graphs:,} named graphs"
        return [
            ("files", "; ".join(f"{path} ({quads:,} quads)" for path, quads in self.files)),
            ("sources", str(self.sources)),
            ("passages", f"{self.passages} ({self.accepted_passages} in the default graph)"),
            ("modes", ", ".join(self.modes)),
            ("statements", count),
            ("default graph", f"{self.default_graph:,} statements, ontology and derived ones included"),
            ("unsourced", f"{self.unsourced:,} statements outside any named graph of their file"),
            ("left out", f"{self.undescribed_statements:,} statements in graphs that no source describes"),
            ("coverage", f"{self.coverage}"),
            ("about", ", ".join(term.label for term in self.coverage.subjects) or "not stated"),
            ("ontology", self.ontology),
            ("version", f"alliancekg {self.version}, {self.engine}"),
        ]

    def _repr_html_(self) -> str:
        return html.table(("what", "value"), self.lines(), "this graph")

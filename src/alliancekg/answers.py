"""Answers: rows together with what was searched, shown as text, as tables and in notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from alliancekg import html
from alliancekg.footnotes import Footnotes
from alliancekg.model import (
    Citation,
    Conflict,
    Coverage,
    Detail,
    Entity,
    Evidence,
    Hedged,
    Position,
    QuestionRow,
    Relation,
    Term,
)
from alliancekg.terms import compress

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = TypeVar("Row", bound=Entity | Evidence)


ENTITY_COLUMNS = ("id", "label", "kind")
POSITION_COLUMNS = ("stance", "value", "mode", "locator")
EVIDENCE_COLUMNS = ("subject", "property", "object", "note")


@dataclass(frozen=True, slots=True)
class Answer(Generic[Row]):
    """Rows and what was searched for them: an empty answer still names its coverage.

    ``columns`` name what a table shows, the sources apart. ``hidden`` counts things left out because only
    hedged passages speak of them; ``outside`` are passages that hold a match in a mode that does not count.
    Where an object was asked for and others are stated, these are ``instead``; where the property stands on
    what carries a relation of the subject (its signing, a participation), those carriers are ``elsewhere``.
    """

    rows: tuple[Row, ...]
    coverage: Coverage
    hidden: int = 0
    outside: tuple[Citation, ...] = ()
    instead: tuple[Row, ...] = ()
    elsewhere: tuple[Term, ...] = ()
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


@dataclass(frozen=True, slots=True)
class Description:
    """One entity with its relations.

    ``hedged`` counts passages that speak of it without counting as support.
    """

    entity: Entity
    relations: tuple[Relation, ...]
    hedged: tuple[Hedged, ...]
    coverage: Coverage
    conflicts: tuple[Term, ...] = ()
    only_announced: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        """Return what a reader must know before the relations."""
        said = (
            ["only announced: no passage in this graph reports that it happened"]
            if self.only_announced
            else []
        )
        said += [f"sources differ: {conflict.label} ({conflict.id})" for conflict in self.conflicts]
        if self.hedged:
            modes = ", ".join(f"{one.mode} ({one.passages})" for one in self.hedged)
            said.append(f"passages that do not count as support also speak of it: {modes}")
        return tuple(said)

    def _repr_html_(self) -> str:
        marks = Footnotes()
        rows = [
            (row.relation, told(row), row.date, noted(row), marks.marks(row.sources))
            for row in self.relations
        ]
        columns = ("relation", "to", "date", "note", "says who")
        caption = f"{self.entity.label} ({self.entity.kind}) {self.entity.id}"
        note = "".join(map(html.paragraph, (*self.notices, str(self.coverage))))
        return html.table(columns, rows, caption) + html.notes(marks.lines(), marks.sources()) + note


def told(row: Relation) -> str:
    """Return the other end of a relation with its details in brackets."""
    inner = "; ".join(told_detail(detail) for detail in row.details)
    return f"{row.object.label} ({inner})" if inner else row.object.label


def told_detail(detail: Detail) -> str:
    """Return one detail in words, nested ones in brackets."""
    text = f"{detail.label}: {detail.value.label}" + (f" {detail.date}" if detail.date else "")
    inner = "; ".join(told_detail(one) for one in detail.details)
    return f"{text} ({inner})" if inner else text


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

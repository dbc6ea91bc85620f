"""What a query gives, and what a graph says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from alliancekg import html
from alliancekg.answers.rows import noted
from alliancekg.answers.tables import Tabular, cited, flattened, passages, uncited
from alliancekg.plain import counted
from alliancekg.terms import compress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from alliancekg.answers.tables import Flat
    from alliancekg.model import Backing, Coverage

#: How many files of one folder, or subjects, are told one by one.
_LISTED = 12


class Value(NamedTuple):
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
class SelectResult(Tabular):
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
        return uncited(self.columns, (_shown(row) for row in self.rows), _counted(self))

    def flat(self) -> Flat:
        """Return columns and rows: IRIs as CURIEs, what is unbound as None."""
        return self.columns, [tuple(map(_text, row)) for row in self.rows]


@dataclass(frozen=True, slots=True, repr=False)
class CitedResult(Tabular):
    """The rows of a query, and behind each the passages that say what its patterns matched.

    ``backing`` has one entry a row. ``notices`` are what a reader must know: names that nothing bears, an
    answer that is no denial.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value | None, ...], ...]
    backing: tuple[Backing, ...]
    coverage: Coverage
    truncated: bool = False
    notices: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[dict[str, str]]:
        """Yield each row as column to text ("" where unbound), without its sources."""
        return iter(SelectResult(self.columns, self.rows))

    def __repr__(self) -> str:
        """Return what it is and how big."""
        cited = {one for behind in self.backing for one in behind.sources}
        return f"<CitedResult: {_counted(self)}, {len(cited)} passages>"

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def flat(self) -> Flat:
        """Return columns and rows as of a query without footnotes, and the passages behind each row."""
        says = "sources" if "sources" not in self.columns else "says who"
        rows = [
            (*map(_text, row), passages(behind.sources) or None)
            for row, behind in zip(self.rows, self.backing, strict=True)
        ]
        return (*self.columns, says), rows

    def _repr_html_(self) -> str:
        notes = [noted(behind) for behind in self.backing]
        rows = (
            ((*_shown(row), *([note] if any(notes) else [])), behind.sources)
            for row, note, behind in zip(self.rows, notes, self.backing, strict=True)
        )
        columns = (*self.columns, *(["note"] if any(notes) else []))
        table = cited(columns, rows, f"{_counted(self)}; {self.coverage}", [one.home for one in self.backing])
        return "".join(map(html.paragraph, self.notices)) + table


def _text(value: Value | None) -> str | None:
    """Return what a table shows of a value, None where it is unbound."""
    return None if value is None else str(value)


def _shown(row: tuple[Value | None, ...]) -> list[str]:
    """Return what people see of a row."""
    return [_text(value) or "" for value in row]


def _counted(result: SelectResult | CitedResult) -> str:
    """Return how many rows there are, in words."""
    return counted(len(result.rows), "row") + (", cut there" if result.truncated else "")


def _at_most(labels: list[str]) -> str:
    """Return the first labels, and how many more there are."""
    more = len(labels) - _LISTED
    return ", ".join(labels[:_LISTED]) + (f" and {more:,} more" if more > 0 else "")


@dataclass(frozen=True, slots=True)
class Info(Tabular):
    """What graph this is: counts of quads (``statements`` as read, ``default_graph`` as merged and derived).

    ``unsourced`` statements stand in no graph of the user's files; ``undescribed_statements`` stand in named
    graphs that no source describes, and are left out of the default graph. ``store`` is the directory that
    answers, "" in memory.
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
    store: str = ""

    def lines(self) -> list[tuple[str, str]]:
        """Return what people read: name and value, in reading order."""
        count = f"{self.statements:,} statements in {self.named_graphs:,} named graphs"
        return [
            ("files", "; ".join(self._read())),
            ("sources", str(self.sources)),
            ("passages", f"{self.passages} ({self.accepted_passages} in the default graph)"),
            ("modes", ", ".join(self.modes)),
            ("statements", count),
            ("default graph", f"{self.default_graph:,} statements, ontology and derived ones included"),
            ("unsourced", f"{self.unsourced:,} statements outside any named graph of their file"),
            ("left out", f"{self.undescribed_statements:,} statements in graphs that no source describes"),
            ("coverage", f"{self.coverage}"),
            ("about", _at_most([term.label for term in self.coverage.subjects]) or "not stated"),
            ("ontology", self.ontology),
            ("version", f"alliancekg {self.version}, {self.engine}"),
            *([("store", self.store)] if self.store else []),
        ]

    def _read(self) -> list[str]:
        """Return what was read, in words: each file, or of a folder that holds many of them the folder."""
        folders: dict[str, list[int]] = {}
        for path, quads in self.files:
            folders.setdefault(str(PurePath(path).parent), []).append(quads)
        many = {folder: counts for folder, counts in folders.items() if len(counts) > _LISTED}
        alone = [
            f"{path} ({quads:,} quads)"
            for path, quads in self.files
            if str(PurePath(path).parent) not in many
        ]
        held = [f"{folder}: {len(counts):,} files ({sum(counts):,} quads)" for folder, counts in many.items()]
        return alone + held

    def flat(self) -> Flat:
        """Return two columns: what, and its value, as people read them."""
        return flattened(("what", "value"), self.lines())

    def _repr_html_(self) -> str:
        return html.table(("what", "value"), self.lines(), "this graph")

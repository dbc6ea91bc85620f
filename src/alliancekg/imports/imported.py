"""What an import makes of a file: quads, and what was read, kept and refused."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.errors import InputError
from alliancekg.files import write_text
from alliancekg.plain import no_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from os import PathLike

    from alliancekg.imports.table import Line

FORMS = ("nq", "trig")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


class RefusedError(Exception):
    """A row that cannot be used, and why; it never leaves this package."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out, and why."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """A code of a system that stands for no state we know, in how many rows, and what may be meant, or ""."""

    system: str
    code: str
    rows: int
    near: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What came of the rows of one file, by the name of the file: how many were read, kept and refused.

    ``unmatched`` are codes that stand for no state we know; each is an actor of its own. ``remarks`` are what
    to know of the file before trusting it.
    """

    name: str
    columns: tuple[str, ...]
    read: int
    kept: int
    refused: tuple[Refusal, ...]
    unmatched: tuple[Stranger, ...]
    remarks: tuple[str, ...]

    @property
    def is_mostly_refused(self) -> bool:
        """Whether more than half of the rows were left out: then the mapping may be wrong, or the file."""
        return 2 * len(self.refused) > self.read


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file, or of several of one dataset: quads as lines of N-Quads, and an account of each.

    ``slug`` is that of the first source; counts and refused rows are those of all files together. ``clashes``
    are remarks on what goes into the registry in two ways.
    """

    slug: str
    citation: str
    terms: str
    lines: tuple[str, ...]
    files: tuple[Account, ...]
    clashes: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """How many rows were read."""
        return sum(one.read for one in self.files)

    @property
    def kept(self) -> int:
        """How many rows became statements."""
        return sum(one.kept for one in self.files)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The rows that were left out, file by file."""
        return tuple(one for file in self.files for one in file.refused)

    @property
    def unmatched(self) -> tuple[Stranger, ...]:
        """The codes that stand for no state we know, file by file."""
        return tuple(one for file in self.files for one in file.unmatched)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know before trusting it, file by file, and then of all."""
        return (*(one for file in self.files for one in file.remarks), *self.clashes)

    def text(self, form: str = "nq") -> str:
        """Return the quads as N-Quads (``nq``) or TriG (``trig``)."""
        return "".join(self.lines if form == "nq" else _trig(self.lines))

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the quads to ``path`` (.nq or .trig), whole or not at all, and return where they are.

        Raises:
            InputError: When the ending is neither.
            OutputError: When the file cannot be written.
        """
        path = Path(path)
        form = path.suffix.removeprefix(".")
        if form not in FORMS:
            raise InputError(path, f"the ending {path.suffix!r} is of no form we write", "Use .nq or .trig.")
        return write_text(path, self.text(form))

    def refusals(self) -> str:
        """Return the refused rows as CSV: number, line, reason, and the row as it stood.

        Of several files the name of each comes first, and the columns are those of all. Cells for which a
        file has no column stand at the end. A cell that a spreadsheet would run as a formula gets a quote in
        front; a number is none.
        """
        named = len(self.files) > 1
        columns = tuple(dict.fromkeys(name for file in self.files for name in file.columns))
        most = max((len(one.line.beyond) for one in self.refused), default=0)
        beyond = (f"beyond {number}" for number in range(1, most + 1))
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow((*("file",) * named, "row", "line", "reason", *map(_cell, columns), *beyond))
        for file in self.files:
            for one in file.refused:
                cells = (*(one.line.texts.get(name, "") for name in columns), *one.line.beyond)
                begin = (*(_cell(file.name),) * named, one.line.number, one.line.line, _cell(one.reason))
                padding = ("",) * (most - len(one.line.beyond))
                writer.writerow((*begin, *map(_cell, cells), *padding))
        return out.getvalue()


def _cell(text: str) -> str:
    return text if _NUMBER.fullmatch(text) else no_formula(text)


def _trig(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines of N-Quads as TriG: one block for each run of lines of one graph."""
    open_graph = ""
    for line in lines:
        said, _, graph = line.removesuffix(" .\n").rpartition(" ")
        if graph != open_graph:
            yield f"{'}' * bool(open_graph)}\n{graph} {{\n" if open_graph else f"{graph} {{\n"
            open_graph = graph
        yield f"{said} .\n"
    if open_graph:
        yield "}\n"

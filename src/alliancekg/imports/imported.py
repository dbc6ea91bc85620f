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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was left out, and why."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file: quads as lines of N-Quads, and how many rows were read, kept and refused.

    ``unmatched`` are the rows of each code of a system that stands for no state we know; each of these codes
    is an actor of its own. ``remarks`` are what to know of the file before trusting it.
    """

    slug: str
    citation: str
    terms: str
    columns: tuple[str, ...]
    lines: tuple[str, ...]
    read: int
    kept: int
    refused: tuple[Refusal, ...]
    unmatched: tuple[tuple[str, str, int], ...]
    remarks: tuple[str, ...]

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

        A cell that a spreadsheet would run as a formula gets a quote in front; a number is none.
        """
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("row", "line", "reason", *map(_cell, self.columns)))
        for one in self.refused:
            cells = (_cell(one.line.texts.get(name, "")) for name in self.columns)
            writer.writerow((one.line.number, one.line.line, _cell(one.reason), *cells))
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

"""Read the table of a dataset: every row as it stands, or one line that says what is wrong with the file."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from typing import TYPE_CHECKING

from alliancekg.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.imports.form import Layout

_WHOLE = re.compile(r"(-?\d+)\.0+")
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its number from 1, the line of the file on which it ends, and its texts by column.

    ``beyond`` are the cells for which there is no column.
    """

    number: int
    line: int
    texts: dict[str, str]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, those that lack or exceed the columns, and the sha256 of the file."""

    columns: tuple[str, ...]
    rows: tuple[Line, ...]
    uneven: tuple[Line, ...]
    digest: str
    remarks: tuple[str, ...]


def read(path: Path, layout: Layout) -> Table:
    """Return the rows of a file of a dataset; what stands for "missing" is empty, 2.0 is 2.

    Raises:
        InputError: When it cannot be read, is not in the declared encoding, lacks a column, or is cut off.
    """
    data = _bytes(path)
    text = _decoded(path, data, layout)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=layout.separator, strict=True)
    rows: list[Line] = []
    uneven: list[Line] = []
    columns: tuple[str, ...] = ()
    ended = text.endswith(("\n", "\r"))
    begins = 1
    try:
        columns = _names(next(reader))
        _check_header(path, columns, layout)
        begins = reader.line_num + 1
        for cells in reader:
            begins = reader.line_num + 1
            if not cells:
                continue
            number = len(rows) + len(uneven) + 1
            texts = {name: _clean(cell, layout) for name, cell in zip(columns, cells, strict=False)}
            beyond = tuple(_clean(cell, layout) for cell in cells[len(columns) :])
            found = Line(number, reader.line_num, texts, beyond)
            (rows if len(cells) == len(columns) else uneven).append(found)
    except csv.Error as error:
        reason = f"what begins in line {begins} is no row of a table ({error})"
        raise InputError(path, reason, f"A quotation mark may be missing. {_again(layout)}") from error
    last = max((*rows, *uneven), key=lambda one: one.number, default=None)
    if last is None:
        raise InputError(path, "it has a header and no row", _again(layout))
    if uneven and uneven[-1] is last and len(last.texts) < len(columns) and not ended:
        reason = f"it is cut off: line {last.line} ends after {len(last.texts)} of {len(columns)} columns"
        raise InputError(path, reason, _again(layout))
    _check_only(path, rows, layout)
    remarks = _remarks(columns, len(rows) + len(uneven), layout)
    return Table(columns, tuple(rows), tuple(uneven), sha256(data).hexdigest(), remarks)


def uneven(line: Line, table: Table) -> str:
    """Return why a row that lacks or exceeds the columns is refused."""
    return f"it has {len(line.texts) + len(line.beyond)} cells for {len(table.columns)} columns"


def header(path: Path, layout: Layout) -> tuple[str, ...]:
    """Return the columns of a file as a layout separates them; none where its first line is no header.

    Raises:
        InputError: When it cannot be read, or is not in the declared encoding.
    """
    text = _decoded(path, _bytes(path), layout)
    try:
        return _names(
            next(csv.reader(io.StringIO(text, newline=""), delimiter=layout.separator, strict=True))
        )
    except (csv.Error, StopIteration):
        return ()


def _names(cells: list[str]) -> tuple[str, ...]:
    return tuple(name.strip() for name in cells)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "Check the path.") from error


def _again(layout: Layout) -> str:
    """Return what to do about a damaged file: one's own table comes from nowhere else."""
    return "Mend it, or save it again." if layout.own else "Download it again."


def _decoded(path: Path, data: bytes, layout: Layout) -> str:
    """Return the text of a file, without a byte order mark."""
    encoding = layout.encoding
    if not data.strip():
        raise InputError(path, "the file is empty", _again(layout))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(path, "it is written in UTF-16", f"Save it as {encoding.upper()}.")
    if b"\0" in data:
        line = data[: data.index(b"\0")].count(b"\n") + 1
        raise InputError(path, f"line {line} holds a NUL byte: it is damaged, or no text", _again(layout))
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        reason = f"line {line} holds the byte 0x{data[error.start]:02x}, which is no {encoding.upper()}"
        fix = f"Save it as {encoding.upper()} (it may be Latin-1)"
        fix += ', or write encoding = "latin-1" under [file] in the mapping.' if layout.own else "."
        raise InputError(path, reason, fix) from error


def _clean(cell: str, layout: Layout) -> str:
    text = cell.strip()
    if text in layout.missing:
        return ""
    whole = _WHOLE.fullmatch(text)
    return whole[1] if whole else text


def _check_header(path: Path, header: tuple[str, ...], layout: Layout) -> None:
    """Refuse a file without the columns that are needed, and say what may be meant."""
    if len(header) == 1:
        found = [one for one in _SEPARATORS if one != layout.separator and one in header[0]]
        if found:
            reason = f"its columns are separated by {found[0]!r} and not by {layout.separator!r}"
            sign = found[0].replace("\t", "\\t")
            fix = f"Save it again with {layout.separator!r}"
            fix += f', or write separator = "{sign}" under [file] in the mapping.' if layout.own else "."
            raise InputError(path, reason, fix)
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise InputError(path, f"two columns are called {twice[0]!r}", "Rename one.")
    missing = [name for name in layout.needed if name not in header]
    if missing:
        strange = [name for name in header if name not in {*layout.needed, *layout.optional, *layout.unread}]
        close = get_close_matches(missing[0], strange, n=1)
        hint = f"Is it the one called {close[0]!r}?" if close else "Is it the right file?"
        listed = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")  # noqa: PLR2004 - a short line
        raise InputError(path, f"it lacks the column{'s' * (len(missing) > 1)} {listed}", hint)


def _check_only(path: Path, rows: list[Line], layout: Layout) -> None:
    """Refuse a file of another version."""
    for column, value in layout.only.items():
        for row in rows:
            if row.texts[column] != value:
                reason = f"line {row.line} has {column} {row.texts[column]!r} and not {value!r}"
                raise InputError(path, reason, "The mapping is for another file, or this one is damaged.")


def _remarks(header: tuple[str, ...], count: int, layout: Layout) -> tuple[str, ...]:
    """Return what the reader of a file should know before trusting it."""
    found = []
    if layout.rows and count != layout.rows:
        found.append(f"the file has {count} rows and the dataset {layout.rows}: it may be cut off, or a part")
    known = {*layout.needed, *layout.optional, *layout.unread}
    strange = [name for name in header if name not in known]
    if strange:
        found.append(f"not read, because the mapping does not know them: {', '.join(strange)}")
    absent = [name for name in layout.optional if name not in header]
    if absent:
        found.append(f"the file lacks {', '.join(absent)}: what they tell is left out")
    return tuple(found)

"""The two lists of states as sources: who was a member when, each spell a passage.

The list of Gleditsch and Ward ships with the registry. That of the Correlates of War project has no licence
text, so it is read from the user's own copy, which has the layout of ``states2016.csv``: one row a spell,
``ccode`` with the parts of a first and a last day.
A spell that ends on the last day of the list's version is not over.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from alliancekg.errors import InputError
from alliancekg.imports.identity import former_names, identifier, identity, spell, successions
from alliancekg.imports.passages import Passage, Source, passage, source
from alliancekg.imports.states import StateCode

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from alliancekg.imports.states import StateCodes

_COLUMNS = ("ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version")
_TERMS = (
    "Correlates of War Project. 2017. State System Membership List, v2016. "
    "Free for research with citation; read from the user's own copy."
)


_GLEDITSCH_WARD = Source(
    "gleditsch-ward-2017-independent-states",
    "List of Independent States, with microstates",
    "Kristian Skrede Gleditsch and Michael D. Ward",
    "",
    "1816-01-01",
    "2017-12-31",
    "http://www.ksgleditsch.com/data-4.html",
    "Gleditsch, K. S., and M. D. Ward. 1999. Interstate System Membership. International Interactions 25: "
    "393-413. Spells by way of the R package states, MIT licence, Copyright (c) 2017 Andreas Beger.",
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken over: its number (from 1, without the heading), its words, and why."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatesImport:
    """The registry as lines of N-Quads; how many rows of the user's list were read, and those refused."""

    quads: tuple[str, ...]
    read: int = 0
    refused: tuple[Refusal, ...] = ()

    @property
    def kept(self) -> int:
        """Return how many rows were taken over."""
        return self.read - len(self.refused)


def import_states(states: StateCodes, cow: Path | None = None) -> StatesImport:
    """Return the whole registry, with the Correlates of War spells where their list is given.

    Args:
        states: The registry that numbers are looked up in.
        cow: The user's copy of the list, ``states2016.csv``.

    Raises:
        InputError: When the list cannot be read, is no UTF-8 text, or lacks a column.
    """
    quads = [*identity(states, states), *gleditsch_ward(states), *former_names(states), *successions(states)]
    if cow is None:
        return StatesImport(tuple(quads))
    rows = _rows(cow)
    spells, refused = _spells(states, rows)
    version = _version(cow, rows)
    listed = _source(version, min((code.start for code in spells.values()), default=""))
    quads += source(listed)
    for row, code in spells.items():
        name = states.name(code.state).name
        until = f"to {code.end}" if code.end else f"on, and still so at the end of {version}"
        gist = f"{name}, number {code.code}, belongs to the system of states from {code.start} {until}."
        said = passage(listed, Passage(f"row{row}", gist))
        quads += [*identifier(states, code), *said.described, *spell(code, said.graph)]
    return StatesImport(tuple(quads), len(rows), tuple(refused))


def gleditsch_ward(states: StateCodes) -> list[str]:
    """Return the spells of Gleditsch and Ward, each a passage.

    One spell can have several identifiers: where the number goes on and the state, as we tell states apart,
    does not (260 is West Germany to 2 October 1990, then Germany), the registry has it in parts.
    """
    whole: dict[str, list[list[StateCode]]] = {}
    for code in sorted(states.spells("gw"), key=lambda code: (code.code, code.start)):
        known = whole.setdefault(code.code, [])
        if known and known[-1][-1].end and _follows(known[-1][-1].end, code.start):
            known[-1].append(code)
        else:
            known.append([code])
    quads = list(source(_GLEDITSCH_WARD))
    for parts in (parts for known in whole.values() for parts in known):
        names = " and then ".join(states.name(part.state).name for part in parts)
        until = f"to {parts[-1].end}" if parts[-1].end else "on"
        gist = f"{names}, number {parts[0].code}, is independent from {parts[0].start} {until}."
        said = passage(_GLEDITSCH_WARD, Passage(f"x-{parts[0].code}-{parts[0].start}", gist))
        quads += said.described
        quads += [quad for part in parts for quad in spell(part, said.graph)]
    return quads


def _follows(end: str, start: str) -> bool:
    """Return whether ``start`` is the day after ``end``."""
    return date.fromisoformat(start) - date.fromisoformat(end) == timedelta(days=1)


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of the list, every column of ours with a text."""
    try:
        data = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "Check the path.") from error
    except UnicodeDecodeError as error:
        reason = f"it is no UTF-8 text (byte {error.start + 1})"
        raise InputError(path, reason, "Save it as CSV in UTF-8, as it was downloaded.") from error
    try:
        reader = csv.DictReader(io.StringIO(data, newline=""), strict=True)
        lost = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
        if lost:
            fix = "Name the Correlates of War list of states, states2016.csv, with commas between columns."
            raise InputError(path, f"it lacks the columns {', '.join(lost)}", fix)
        rows = list(reader)
    except csv.Error as error:
        raise InputError(path, f"it is no CSV ({error})", "Save it anew, as it was downloaded.") from error
    if not rows:
        raise InputError(path, "it has a heading and no row", "Name the whole list.")
    for number, row in enumerate(rows, 1):  # the reader files what is too much under None, and lacks as None
        if None in row or None in row.values():
            reason = f"row {number} has not the columns of the heading"
            raise InputError(path, reason, "The file may be cut off: download it again.")
    return rows


def _version(path: Path, rows: list[dict[str, str]]) -> str:
    """Return the year of the list's version, which is the last that it covers."""
    (version, *others) = sorted({row["version"].strip() for row in rows})
    if others or not (version.isascii() and version.isdecimal() and len(version) == len("2016")):
        told = ", ".join((version, *others))[:60]
        fix = "Every row of one version of the list has its year there, such as 2016."
        raise InputError(path, f"its column version holds {told!r}", fix)
    return version


def _spells(states: StateCodes, rows: list[dict[str, str]]) -> tuple[dict[int, StateCode], list[Refusal]]:
    """Return the spells by number of their row, and the rows that make none."""
    spells: dict[int, StateCode] = {}
    refused: list[Refusal] = []
    starts: set[tuple[str, str]] = set()
    for number, row in enumerate(rows, 1):
        found = _spell(states, row)
        if isinstance(found, StateCode) and (found.state, found.start) in starts:
            found = "an earlier row has a spell from that day"
        if isinstance(found, StateCode):
            spells[number] = found
            starts.add((found.state, found.start))
        else:
            refused.append(Refusal(number, ",".join(map(str, row.values())), found))
    return spells, refused


def _spell(states: StateCodes, row: Mapping[str, str]) -> StateCode | str:
    """Return the spell of one row, or why it makes none."""
    try:
        start, end = (
            date(*(int(row[part + name]) for name in ("year", "month", "day"))) for part in ("st", "end")
        )
    except ValueError:
        return "its first or last day is none"
    code = row["ccode"].strip()
    state = states.find("cow", code)
    if state is None:
        return f"the registry has no state with the number {code!r}"
    if end < start:
        return "it ends before it starts"
    is_open = end.isoformat() == f"{row['version'].strip()}-12-31"
    return StateCode(state, "cow", code, start.isoformat(), "" if is_open else end.isoformat())


def _source(version: str, first: str) -> Source:
    """Return the list as a source."""
    title = f"State System Membership List, v{version}"
    slug = f"cow-{version}-state-system-membership"
    url = "https://correlatesofwar.org/data-sets/state-system-membership/"
    publisher = "Correlates of War Project"
    return Source(slug, title, publisher, "", first, f"{version}-12-31", url, _TERMS)

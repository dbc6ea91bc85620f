"""The two lists of states as sources: who was a member when, each spell a passage.

The list of Gleditsch and Ward ships with the registry. That of the Correlates of War project has no licence
text, so it is read from the user's own copy, ``states2016.csv``: one row a spell, ``ccode`` with the parts of
a first and a last day.
A spell that ends on the last day of the list is not over.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg.imports.form import Layout, Origin
from alliancekg.imports.identity import former_names, identifier, identity, spell, successions
from alliancekg.imports.imported import Account, Imported, Refusal
from alliancekg.imports.passages import SourceGraph
from alliancekg.imports.states import StateCode, state_codes
from alliancekg.imports.table import read, uneven

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from alliancekg.imports.states import StateCodes
    from alliancekg.imports.table import Table

_COW_LAST = "2016-12-31"
_COW = Origin(
    "cow-2016-state-system-membership",
    "State System Membership List, v2016",
    "Correlates of War Project",
    ("1816-01-01", _COW_LAST),
    "2026-11-23",
    version="2016",
    url="https://correlatesofwar.org/data-sets/state-system-membership/",
    citation="Correlates of War Project. 2017. State System Membership List, v2016.",
    terms="Free for research; its authors ask to be cited. No licence is stated: do not publish it again.",
)
_COW_FILE = Layout(
    encoding="utf-8",
    separator=",",
    missing=frozenset(("",)),
    rows=243,
    only={"version": "2016"},
    shapes={},
    needed=("ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version"),
    optional=(),
    unread=("stateabb", "statenme"),
)
_WITHOUT = "without the spells of the Correlates of War: name your states2016.csv to have them"
_GLEDITSCH_WARD = Origin(
    "gleditsch-ward-2017-independent-states",
    "List of Independent States, with microstates",
    "Kristian Skrede Gleditsch and Michael D. Ward",
    ("1816-01-01", "2017-12-31"),
    "2026-11-23",
    url="http://www.ksgleditsch.com/data-4.html",
    citation="Gleditsch, K. S., and M. D. Ward. 1999. Interstate System Membership: A Revised List of the "
    "Independent States since 1816. International Interactions 25: 393-413.",
    terms="Spells by way of the R package states: MIT licence, Copyright (c) 2017 Andreas Beger.",
)


def import_states(path: str | PathLike[str] | None = None, states: StateCodes | None = None) -> Imported:
    """Return the whole registry, with the Correlates of War spells where their list is given.

    Args:
        path: The user's copy of the list, ``states2016.csv``.
        states: The registry that numbers are looked up in; by default the one that ships.

    Raises:
        InputError: When the list cannot be read, is damaged, cut off, or laid out otherwise.
    """
    known = state_codes() if states is None else states
    quads = [*identity(known, known), *gleditsch_ward(known), *former_names(known), *successions(known)]
    if path is None:
        return _imported(quads, (_GLEDITSCH_WARD,))
    table = read(Path(path), _COW_FILE)
    spells, refused = _spells(known, table)
    listed = SourceGraph(_COW)
    quads += listed.source(table.digest)
    for row, code in spells.items():
        name = known.name(code.state).name
        until = f"to {code.end}" if code.end else f"on, and still so on {_COW_LAST}"
        gist = f"{name}, number {code.code}, belongs to the system of states from {code.start} {until}."
        said = listed.passage(f"row{row}", gist)
        quads += [*identifier(known, code), *said.described, *spell(code, said.graph)]
    return _imported(quads, (_COW, _GLEDITSCH_WARD), Path(path).name, table, refused)


def _imported(
    quads: list[str],
    origins: tuple[Origin, ...],
    name: str = "",
    table: Table | None = None,
    refused: tuple[Refusal, ...] = (),
) -> Imported:
    """Return an import, its lines put together by graph, and of how many rows."""
    account = Account("", (), 0, 0, (), (), (_WITHOUT,))
    if table:
        count = len(table.rows) + len(table.uneven)
        account = Account(name, table.columns, count, count - len(refused), refused, (), table.remarks)
    return Imported(
        "states",
        " ".join(one.citation for one in origins),
        " ".join(f"{one.title}: {one.terms}" for one in origins),
        tuple(sorted(dict.fromkeys(quads), key=lambda quad: quad.rpartition(" <")[2])),
        (account,),
    )


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
    listed = SourceGraph(_GLEDITSCH_WARD)
    quads = listed.source()
    for parts in (parts for known in whole.values() for parts in known):
        names = " and then ".join(states.name(part.state).name for part in parts)
        until = f"to {parts[-1].end}" if parts[-1].end else "on"
        gist = f"{names}, number {parts[0].code}, is independent from {parts[0].start} {until}."
        said = listed.passage(f"x-{parts[0].code}-{parts[0].start}", gist)
        quads += said.described
        quads += [quad for part in parts for quad in spell(part, said.graph)]
    return quads


def _follows(end: str, start: str) -> bool:
    """Return whether ``start`` is the day after ``end``."""
    return date.fromisoformat(start) - date.fromisoformat(end) == timedelta(days=1)


def _spells(states: StateCodes, table: Table) -> tuple[dict[int, StateCode], tuple[Refusal, ...]]:
    """Return the spells by number of their row, and the rows that make none."""
    spells: dict[int, StateCode] = {}
    refused = [Refusal(one, uneven(one, table)) for one in table.uneven]
    starts: set[tuple[str, str]] = set()
    for row in table.rows:
        found = _spell(states, row.texts)
        if isinstance(found, StateCode) and (found.state, found.start) in starts:
            found = "an earlier row has a spell from that day"
        if isinstance(found, StateCode):
            spells[row.number] = found
            starts.add((found.state, found.start))
        else:
            refused.append(Refusal(row, found))
    return spells, tuple(sorted(refused, key=lambda one: one.line.number))


def _spell(states: StateCodes, row: Mapping[str, str]) -> StateCode | str:
    """Return the spell of one row, or why it makes none."""
    try:
        start, end = (
            date(*(int(row[part + name]) for name in ("year", "month", "day"))) for part in ("st", "end")
        )
    except (ValueError, OverflowError):
        return "its first or last day is none"
    code = row["ccode"]
    state = states.find("cow", code)
    if state is None:
        return f"the registry has no state with the number {code!r}"
    if end < start:
        return "it ends before it starts"
    is_open = end.isoformat() == _COW_LAST
    return StateCode(state, "cow", code, start.isoformat(), "" if is_open else end.isoformat())

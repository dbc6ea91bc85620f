"""Read the fields of a row: dates with their precision, who a code is, what a group of rows says."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from alliancekg.dates import Bounds, period
from alliancekg.errors import DateError
from alliancekg.imports.days import written
from alliancekg.imports.form import OF_EACH
from alliancekg.imports.imported import RefusedError
from alliancekg.imports.nquads import dated, node
from alliancekg.imports.states import code_of, looks_of
from alliancekg.imports.used import names_in
from alliancekg.terms import AKD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from alliancekg.imports.form import DatasetMapping, Field
    from alliancekg.imports.polities import Codes
    from alliancekg.imports.table import Line

_LONGEST = 60  # of a part of a name
_NAME = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")


@dataclass(slots=True)
class Read:
    """A row on its way: its texts by column and field, and the terms of what is no mere text.

    ``lists`` are the fields that hold several texts; ``actors`` are who it names (IRIs), with a label for
    those of no registry; ``strangers`` the codes (system, code) of those; ``notes`` are to be told.
    """

    line: Line
    texts: dict[str, str]
    terms: dict[str, str] = field(default_factory=dict)
    spans: dict[str, Bounds] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    strangers: list[tuple[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Reader:
    """The fields of one mapping, read off its rows."""

    def __init__(self, mapping: DatasetMapping, codes: Codes) -> None:
        self._codes = codes
        self._each = [one for one in mapping.fields if one.kind in OF_EACH]
        self._then = [one for one in mapping.fields if one.kind not in OF_EACH]
        self._shapes = mapping.layout.shapes
        self._in_names, self._in_parts = _naming(mapping)
        self._systems = {column: one.system for one in mapping.fields if one.system for column in one.names}

    def row(self, line: Line, columns: Iterable[str]) -> Read:
        """Return what a row says by itself; ``columns`` that the file lacks are empty.

        Raises:
            RefusedError: When a value is not what it must be.
        """
        row = Read(line, {**dict.fromkeys(columns, ""), **line.texts})
        for column, shape in self._shapes.items():
            if not shape.fullmatch(row.texts[column]):
                reason = f"{column} is {row.texts[column]!r}, which is none"
                raise RefusedError(reason)
        for column in (*self._in_names, *self._in_parts):
            if row.texts[column] or column in self._in_names:
                self._check_name(row, column)
        for one in self._each:
            if not one.test.holds(row.texts):
                row.texts[one.name] = ""
            elif one.kind == "date":
                self._date(row, one)
            elif one.kind == "actor":
                self._actor(row, one)
            elif one.kind == "called":
                self._called(row, one)
            else:
                _column(row, one)
        return row

    def together(self, rows: list[Read]) -> None:
        """Add what a row says among the others: which of several, which is the first or the last."""
        for one in self._then:
            if one.kind == "nth":
                _nth(rows, one)
            elif one.kind in {"first", "last"}:
                _outer(rows, one)
            elif one.kind == "joined":
                _joined(rows, one)
            else:
                for row in rows:
                    _word(row, one)

    def _check_name(self, row: Read, column: str) -> None:
        """Refuse what nothing can be named by; of a column of codes it is more to say that it is none."""
        value = row.texts[column]
        if len(value) > _LONGEST or not _NAME.fullmatch(value):
            if column in self._systems:
                _code(row, column, self._systems[column])
            reason = f"{column} is {value[:_LONGEST]!r}, and nothing can be named by that"
            raise RefusedError(reason)

    @staticmethod
    def _date(row: Read, one: Field) -> None:
        told, is_whole = written([row.texts[name] for name in one.names], one)
        if not is_whole:
            row.notes.append(
                f"A part of {', '.join(one.names)} stands without the one before it, and is left out."
            )
        row.texts[one.name] = told
        if not told:
            if one.needed:
                reason = f"{one.names[0]} is empty"
                raise RefusedError(reason)
            return
        try:
            span = period(told)
        except DateError as error:
            reason = f"{', '.join(one.names)}: there is no such day as {told}"
            raise RefusedError(reason) from error
        earlier = row.spans.get(one.day)
        if earlier and span.last < earlier.first:
            reason = f"{one.name} {told} is before {one.day} {row.texts[one.day]}"
            raise RefusedError(reason)
        row.spans[one.name] = span
        row.terms[one.name] = dated(told)

    def _actor(self, row: Read, one: Field) -> None:
        """Find whom a code stands for on a day; a code of nobody known is an actor of its own."""
        code, found = self._find(row, one, one.names[0])
        if found is None:
            row.strangers.append((one.system, code))
            found = f"{AKD}state_{one.system}-{code.lower()}"
            row.texts[one.name] = row.actors[found] = _unknown(one, code)
        else:
            row.texts[one.name] = self._codes.label(found)
            row.actors[found] = ""
        row.terms[one.name] = f"<{found}>"

    def _called(self, row: Read, one: Field) -> None:
        """List what those are called whose codes stand in several columns, and say nothing of them."""
        names = []
        for column in (column for column in one.names if row.texts[column]):
            code, found = self._find(row, one, column)
            names.append(_unknown(one, code) if found is None else self._codes.label(found))
        row.lists[one.name] = tuple(names)
        row.texts[one.name] = ", ".join(names)

    def _find(self, row: Read, one: Field, column: str) -> tuple[str, str | None]:
        """Return the code in a column, and the IRI of whom it stands for, None where no registry knows."""
        span = row.spans.get(one.day)
        if span is None:
            reason = f"{one.day} is empty: whose code it was"
            raise RefusedError(reason)
        code = _code(row, column, one.system)
        return code, self._codes.find(one.system, code, span.first)


def _code(row: Read, column: str, system: str) -> str:
    """Return the code in a column, as the system writes it."""
    value = row.texts[column]
    code = code_of(system, value)
    if not code:
        reason = f"{column} is {value[:_LONGEST]!r}, no {system} code ({looks_of(system)})"
        raise RefusedError(reason)
    return code


def _unknown(one: Field, code: str) -> str:
    return f"{one.system.upper()} {code}"


def _naming(mapping: DatasetMapping) -> tuple[list[str], list[str]]:
    """Return the columns that names of things are made of, and those that may add a part to them, sorted."""
    columns = {*mapping.layout.needed, *mapping.layout.optional}
    named = names_in([thing.iri for thing in mapping.things])
    parts = {one.name: {*one.names, *names_in([one.text])} for one in mapping.fields}
    behind = {name for used in named & parts.keys() for name in parts[used]}
    return sorted(named & columns), sorted((behind & columns) - named)


def _column(row: Read, one: Field) -> None:
    """Take a column in words of our own, or a part of it."""
    value = row.texts[one.names[0]]
    if one.pattern is not None:
        match = one.pattern.search(value)
        if match is None:
            reason = f"{one.names[0]} is {value!r}, which has no {one.name}"
            raise RefusedError(reason)
        value = match[1]
    if one.words:
        if value not in one.words:
            reason = f"{one.names[0]} is {value!r}, none of {', '.join(one.words)}"
            raise RefusedError(reason)
        value = one.words[value]
    row.texts[one.name] = value
    if ":" in value:
        row.terms[one.name] = node(value)


def _word(row: Read, one: Field) -> None:
    """Take a text, or what another field has, where the condition of the field holds."""
    value = ""
    if one.test.holds(row.texts):
        if one.kind == "text":
            value = one.text.format_map(row.texts)
        elif one.kind == "copy":
            value = row.texts[one.names[0]]
            if value and one.names[0] in row.terms:
                row.terms[one.name] = row.terms[one.names[0]]
        elif one.kind == "same":
            value = "yes" if len({row.texts[name] for name in one.names}) == 1 else ""
        else:
            first, second = (row.spans.get(name) for name in one.names)
            value = "yes" if first and second and first.last < second.first else ""
    row.texts[one.name] = value


def _nth(rows: list[Read], one: Field) -> None:
    """Number the rows that agree in some columns; one that stands alone has no number."""
    groups: dict[tuple[str, ...], list[Read]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.texts[name] for name in one.names)].append(row)
    for group in groups.values():
        for at, row in enumerate(group, 1):
            alone = len(group) == 1
            row.texts[one.name] = "" if alone else one.text.format_map({**row.texts, "nth": str(at)})


def _joined(rows: list[Read], one: Field) -> None:
    """List what the rows of a group have in a field, sorted; of more than ``most`` nothing is said."""
    source = one.names[0]
    groups: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in rows:
        mine = row.lists.get(source, (row.texts[source],))
        groups[tuple(row.texts[name] for name in one.by)].update(filter(None, mine))
    for row in rows:
        found = sorted(groups[tuple(row.texts[name] for name in one.by)])
        told = {**row.texts, "all": ", ".join(found)}
        row.texts[one.name] = one.text.format_map(told) if 0 < len(found) <= one.most else ""


def _outer(rows: list[Read], one: Field) -> None:
    """Give the first start, or the last end, of a group to the rows that state it; open is the last."""
    source = one.names[0]
    groups: dict[tuple[str, ...], list[Read]] = defaultdict(list)
    for row in rows:
        groups[tuple(row.texts[name] for name in one.by)].append(row)
    for group in groups.values():
        stating = [row for row in group if source in row.spans]
        is_open = len(stating) < len(group)
        if one.kind == "first":
            found = min((_order(row.spans[source]) for row in stating), default=None)
        else:
            found = None if is_open else max((row.spans[source].last.isoformat(), "") for row in stating)
        for row in group:
            span = row.spans.get(source)
            mine = span and (_order(span) if one.kind == "first" else (span.last.isoformat(), ""))
            stated = found is not None and mine == found
            row.texts[one.name] = row.texts[source] if stated else ""
            if stated:
                row.terms[one.name] = row.terms[source]


def _order(span: Bounds) -> tuple[str, str]:
    """Return what dates are put in order by."""
    return span.first.isoformat(), span.last.isoformat()

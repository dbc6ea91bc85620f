"""Whether the values of a mapping can be used: as many as each kind takes, and each in a shape that holds."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from alliancekg.dates import period
from alliancekg.errors import DateError
from alliancekg.imports.days import trouble
from alliancekg.recipes import Place

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from alliancekg.imports.form import DatasetMapping, Field, Layout, Origin, RowRule, Thing
    from alliancekg.recipes import Place as At

#: How many columns or fields each kind of field is read from, at least and at most.
_COUNTS: Mapping[str, tuple[int, int]] = {
    "date": (1, 3),
    "actor": (1, 1),
    "called": (1, 99),
    "column": (1, 1),
    "copy": (1, 1),
    "nth": (1, 99),
    "first": (1, 1),
    "last": (1, 1),
    "earlier": (2, 2),
    "joined": (1, 1),
    "same": (2, 99),
}
#: Fields that hold names, days or lists, by which nothing can be called.
_WORDY = frozenset(("actor", "called", "joined"))
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WEB = re.compile(r"https?://[!-;=?-Z_a-z~\[\]]+", re.ASCII)
_LOCAL = re.compile(r"[A-Za-z0-9._:-]+", re.ASCII)


def check_sound(top: At, found: DatasetMapping) -> None:
    """Refuse a mapping with a value that could not be used, or would make what nobody can read.

    Raises:
        RecipeError: With the line, as near as it can be told.
    """
    _check_origin(Place(top.path, top.text, "source"), found.origin)
    _check_layout(Place(top.path, top.text, "file"), found.layout)
    if found.confidence not in {"high", "medium", "low"}:
        place = Place(top.path, top.text, "passage")
        raise place.error(
            "confidence",
            found.confidence,
            f"confidence is {found.confidence!r}",
            "Write high, medium or low.",
        )
    for rule in found.rules:
        _check_rule(rule)
    for one in found.fields:
        _check_field(one)
    kinds = {one.name: one.kind for one in found.fields}
    later = {thing.name for thing in found.things}
    earlier: set[str] = set()
    for thing in found.things:
        _check_thing(thing, kinds, earlier)
        _check_order(thing, later)
        later.discard(thing.name)
        earlier.add(thing.name)
    _check_text(Place(top.path, top.text, "passage"), "gist", found.gist)
    for note in found.notes:
        _check_text(note.place, "text", note.text)
    for one in found.fields:
        _check_text(one.place, "text", one.text)


def _check_origin(place: At, origin: Origin) -> None:
    for key, days in (("covers", origin.covers), ("mapped", (origin.mapped,))):
        for day in days:
            if not _DAY.fullmatch(day) or not _is_date(day):
                raise place.error(key, day, f"{key} has {day!r}, which is no day", "Write 2018-12-31.")
    if origin.covers[0] > origin.covers[1]:
        raise place.error(
            "covers", origin.covers[0], "covers ends before it starts", "Give the first day first."
        )
    if not _WEB.fullmatch(origin.url):
        raise place.error("url", origin.url, f"{origin.url!r} is no address", "Write https://...")


def _is_date(text: str) -> bool:
    try:
        period(text)
    except DateError:
        return False
    return True


def _check_layout(place: At, layout: Layout) -> None:
    try:
        is_plain = "a,\n".encode(layout.encoding) == b"a,\n"
    except LookupError:
        is_plain = False
    if not is_plain:
        fix = "Write utf-8, latin-1 or another that has ASCII in it."
        raise place.error("encoding", layout.encoding, f"{layout.encoding!r} is no encoding we read", fix)
    if len(layout.separator) != 1 or layout.separator in '"\r\n\0':
        raise place.error(
            "separator", layout.separator, f"{layout.separator!r} separates no columns", "Write one sign."
        )
    for key, columns in (("only", layout.only), ("form", layout.shapes)):
        for column in columns:
            if column not in layout.needed:
                raise place.error(
                    key, column, f"{column!r} is no needed column", "Name it under [file] needed."
                )


def _check_rule(rule: RowRule) -> None:
    count = len(rule.columns)
    fits = {"unlike": count == 2, "one-code-per-name": count > 0 and count % 2 == 0}  # noqa: PLR2004 - two sides
    if not fits.get(rule.name, count > 0):
        reason = f"the rule {rule.name!r} cannot look at {count} column{'s' * (count != 1)}"
        raise rule.place.error("columns", "", reason, "See docs/datasets.md.")


def _check_field(one: Field) -> None:
    least, most = _COUNTS.get(one.kind, (0, 0))
    if not least <= len(one.names) <= most:
        wanted = str(least) if least == most else f"{least} to {most}" if most < 99 else f"{least} or more"  # noqa: PLR2004 - as good as any
        raise one.place.error(
            one.kind, "", f"{one.kind} has {len(one.names)} names and takes {wanted}", "Mend it."
        )
    if one.kind in {"actor", "called"} and not one.day:
        raise one.place.error(
            one.kind, "", f"nobody says on which day {one.names[0]!r} is looked up", 'Write on = "...".'
        )
    wrong = trouble(one.formats)
    if one.formats and len(one.names) > 1:
        wrong = f"format says how a date in one column is written, and here are {len(one.names)}"
    if wrong:
        raise one.place.error("format", one.formats[0], wrong, 'Write format = "%d/%m/%Y", say.')
    if one.pattern is not None and one.pattern.groups < 1:
        fix = "Put ( ) around what is wanted."
        raise one.place.error("part", one.pattern.pattern, "the pattern of a part has no group", fix)


def _check_thing(thing: Thing, kinds: Mapping[str, str], earlier: Container[str]) -> None:
    for key, text in (("iri", thing.iri), ("label", thing.label)):
        _check_text(thing.place, key, text)
    if thing.of and thing.of not in earlier:
        raise thing.place.error(
            "of", thing.of, f"no thing above is called {thing.of!r}", "Mend the name, or move it up."
        )
    parts = list(Formatter().parse(thing.iri))
    wordy = [name for _, name, _, _ in parts if name and kinds.get(name) in _WORDY]
    if wordy or not all(_LOCAL.fullmatch(literal) for literal, *_ in parts if literal):
        at = wordy[0] if wordy else thing.iri
        raise thing.place.error(
            "iri", at, f"nothing can be named by {at!r}", "Use letters, digits, - and columns."
        )
    for name in (thing.kind, *(prop for prop, _ in thing.says)):
        if not _LOCAL.fullmatch(name):
            raise thing.place.error("says", name, f"{name!r} is no term", "Write a name such as startDate.")
    for value in (value for _, told in thing.says for value in told if not value.startswith("@")):
        _check_text(thing.place, "says", value)


def _check_order(thing: Thing, later: Container[str]) -> None:
    """Refuse a thing that speaks of itself, or of one that stands below it."""
    values = [value for _, told in thing.says for value in told if value.startswith("@")]
    for name in (name for value in values for name in value[1:].split("|")):
        if name in later:
            raise thing.place.error("says", name, f"no thing above is called {name!r}", "Move it up.")


def _check_text(place: At, key: str, text: str) -> None:
    """Refuse a text whose curly brackets are not in pairs, or hold more than a name."""
    try:
        plain = all(
            not spec and not turn for _, name, spec, turn in Formatter().parse(text) if name is not None
        )
    except ValueError:
        plain = False
    if not plain:
        raise place.error(key, text, f"{text!r} has curly brackets that hold no name", "Write {name}.")

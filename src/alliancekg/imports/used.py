"""Whether each name that a mapping uses is of something: of a column, a field or a thing."""

from __future__ import annotations

from difflib import get_close_matches
from string import Formatter
from typing import TYPE_CHECKING

from alliancekg.imports.form import OF_EACH
from alliancekg.recipes import Place
from alliancekg.terms import expand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from alliancekg.imports.form import Condition, DatasetMapping, Field, Thing
    from alliancekg.recipes import Place as At

    #: Names that are used, each with the key under which it stands.
    Used = Iterable[tuple[str, str]]

_FIX = "Mend the name."


def check_names(top: Place, found: DatasetMapping) -> None:
    """Refuse a mapping that uses a name which nothing bears.

    Raises:
        RecipeError: With the line, as near as it can be told.
    """
    known = {*found.layout.needed, *found.layout.optional}
    things = {one.name for one in found.things}
    for one in sorted(found.fields, key=lambda field: field.kind not in OF_EACH):  # the order of reading
        _check(one.place, _of_field(one), known | {"nth", "all"})
        known.add(one.name)
    for thing in found.things:
        _check(thing.place, _of_thing(thing), known | things)
        _check(thing.place, _asked(thing.test), known)
        for value in (value for _, told in thing.says for value in told):
            if not value.startswith("@") and ":" in value and " " not in value and not expand(value):
                raise thing.place.error("says", value, f"{value!r} has an unknown prefix", "Mend the prefix.")
    _check(Place(top.path, top.text, "passage"), _in("gist", found.gist), known)
    for note in found.notes:
        _check(note.place, (*_in("text", note.text), *_asked(note.test)), known)


def _check(place: At, used: Used, known: Collection[str]) -> None:
    for key, name in used:
        if name not in known:
            reason = f"no column, field or thing is called {name!r}"
            close = get_close_matches(name, sorted(known), n=1)
            raise place.error(key, name, reason, f"Did you mean {close[0]}?" if close else _FIX)


def _of_field(one: Field) -> Iterator[tuple[str, str]]:
    yield from ((one.kind, name) for name in one.names)
    yield from (("by", name) for name in one.by)
    if one.day:
        yield ("not_before" if one.kind == "date" else "on"), one.day
    yield from _asked(one.test)
    yield from _in("text", one.text)


def _of_thing(thing: Thing) -> Iterator[tuple[str, str]]:
    yield from (*_in("iri", thing.iri), *_in("label", thing.label))
    if thing.of:
        yield "of", thing.of
    for prop, values in thing.says:
        key = prop.removeprefix("akg:")
        for value in values:
            yield from ((key, name) for name in (value[1:].split("|") if value.startswith("@") else ()))
            yield from _in(key, value)


def _asked(test: Condition) -> Iterator[tuple[str, str]]:
    for key, side in (("when", test.when), ("unless", test.unless)):
        yield from ((key, name) for name, _ in side)


def _in(key: str, text: str) -> list[tuple[str, str]]:
    return [(key, name) for name in _named(text)]


def names_in(texts: Iterable[str]) -> set[str]:
    """Return the names in curly brackets of some texts.

    Example:
        >>> sorted(names_in(["part_{one}-{other}", "@text"]))
        ['one', 'other']
    """
    return {name for text in texts for name in _named(text)}


def _named(text: str) -> list[str]:
    """Return the names in curly brackets of a text."""
    if text.startswith("@") or "{" not in text:
        return []
    return [name for _, name, _, _ in Formatter().parse(text) if name]

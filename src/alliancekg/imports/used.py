"""Whether each name that a mapping uses is of something: of a column, a field or a thing."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from alliancekg.imports.form import OF_EACH
from alliancekg.terms import expand

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from alliancekg.imports.form import DatasetMapping, Field, Thing
    from alliancekg.recipes import Place

_FIX = "Mend the name."


def check_names(top: Place, found: DatasetMapping) -> None:
    """Refuse a mapping that uses a name which nothing bears.

    Raises:
        RecipeError: With the line, as near as it can be told.
    """
    known = {*found.layout.needed, *found.layout.optional}
    things = {one.name for one in found.things}
    for one in sorted(found.fields, key=lambda field: field.kind not in OF_EACH):  # the order of reading
        _check(one.place, one.kind, _of_field(one), known | {"nth", "all"})
        known.add(one.name)
    for thing in found.things:
        _check(thing.place, "says", _of_thing(thing), known | things)
        for value in (value for _, told in thing.says for value in told):
            if not value.startswith("@") and ":" in value and " " not in value and not expand(value):
                raise thing.place.error("says", value, f"{value!r} has an unknown prefix", "Mend the prefix.")
    texts = [found.gist, *(note.text for note in found.notes)]
    _check(top, "", [name for text in texts for name in _named(text)], known)
    tests = [one.test for one in found.things] + [one.test for one in found.notes]
    _check(top, "", [name for test in tests for name, _ in (*test.when, *test.unless)], known)


def _check(place: Place, key: str, names: Iterable[str], known: Container[str]) -> None:
    for name in names:
        if name not in known:
            reason = f"no column, field or thing is called {name!r}"
            raise place.error(key, name, reason, _FIX)


def _of_field(one: Field) -> list[str]:
    asked = [name for name, _ in (*one.test.when, *one.test.unless)]
    return [*one.names, *one.by, *([one.day] if one.day else []), *asked, *_named(one.text)]


def _of_thing(thing: Thing) -> list[str]:
    values = [value for _, told in thing.says for value in told]
    meant = [name for value in values if value.startswith("@") for name in value[1:].split("|")]
    used = [name for value in (thing.iri, thing.label, *values) for name in _named(value)]
    return [*meant, *used, *([thing.of] if thing.of else [])]


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

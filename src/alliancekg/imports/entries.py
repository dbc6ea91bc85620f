"""Take values out of a mapping file: each of the type that it must have, or an error with its line."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliancekg.recipes import Place

    Table = Mapping[str, Any]


def check_keys(place: Place, table: Table, known: Iterable[str]) -> None:
    """Refuse a key that there is not."""
    for key in table:
        if key not in known:
            where = f"[{place.table}]" if place.table else "a mapping"
            close = get_close_matches(key, sorted(known), n=1)
            fix = f"Did you mean {close[0]}?" if close else f"Choose from {', '.join(sorted(known))}."
            raise place.error(key, "", f"{where} has no key {key!r}", fix)


def table_of(top: Place, told: Table, key: str) -> Table:
    """Return the one table of a name."""
    found = told.get(key)
    if not isinstance(found, dict):
        raise top.error(key, "", f"a mapping needs a table [{key}]", "Add it.")
    return found


def tables_of(top: Place, told: Table, key: str) -> list[tuple[Place, Table]]:
    """Return the tables of a name, each with its place."""
    from alliancekg.recipes import Place as At

    found = told.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise top.error(key, "", f"{key} is no list of tables", f"Write [[{key}]] above each.")
    return [(At(top.path, top.text, key, at), one) for at, one in enumerate(found)]


def text_of(place: Place, table: Table, key: str) -> str:
    """Return a text that must be there."""
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        where = f"[{place.table}]" if place.table else "a mapping"
        raise place.error(key, str(value or ""), f"{where} needs a text {key}", f'Write {key} = "...".')
    return value


def texts_of(place: Place, table: Table, key: str) -> tuple[str, ...]:
    """Return a list of texts, empty where there is none; one text alone is a list of one."""
    value = table.get(key, [])
    told = [value] if isinstance(value, str) else value
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise place.error(key, "", f"{key} is {value!r}, no list of texts", 'Write ["one", "other"].')
    return tuple(told)


def pairs_of(place: Place, table: Table, key: str) -> dict[str, str]:
    """Return texts by name, empty where there are none."""
    value = table.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise place.error(key, "", f"{key} gives a text to each name", f'Write {key} = {{ name = "text" }}.')
    return dict(value)


def lists_of(place: Place, table: Table, key: str) -> dict[str, tuple[str, ...]]:
    """Return lists of texts by name, empty where there are none; one text alone is a list of one."""
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise place.error(key, "", f"{key} gives texts to each name", f'Write {key} = {{ name = "text" }}.')
    return {name: texts_of(place, value, name) for name in value}


def pattern_of(place: Place, key: str, text: str) -> re.Pattern[str]:
    """Return a pattern."""
    try:
        return re.compile(text)
    except re.error as error:
        raise place.error(key, text, f"{text!r} is no pattern: {error}", "Mend it.") from error

"""Read a recipe: TOML in, a ``Recipe`` out, and for what is wrong in it one line that says where."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from alliancekg.dependence import ways
from alliancekg.errors import RecipeError
from alliancekg.recipes import DRAWN, Edges, Nodes, Place, Recipe, Shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliancekg.recipes import Condition

#: What each of the four settings can say; the first is what a recipe means that does not say it.
RULES: Mapping[str, tuple[str, ...]] = {
    "direction": ("as told", "reversed", "undirected"),
    "parallel": ("kept", "folded"),
    "weight": ("none", "shared"),
    "time": ("stated", "none"),
}
_TABLES: Mapping[str, tuple[str, ...]] = {
    "nodes": ("classes", "without", "mode", "alone"),
    "edges": (
        "carriers", "properties", "ways", "without", "kinds", "among", "members", "exceptions", "carry",
    ),
    "shared": ("list", "things", "where", "parts", "carriers", "properties", "kinds", "through"),
}  # fmt: skip
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
#: Names that an edge uses for its own attributes.
_TAKEN = frozenset(
    """key relation property date start end derived contested unsourced sources holds stage weight id source
    target label carrier type kind viz slices spells""".split()  # noqa: SIM905 - a list of so many is longer to read
)
_NAME = re.compile(r"[a-z][a-z_]*")


def parse(path: str, name: str, text: str) -> Recipe:
    """Return the recipe that a text holds; ``path`` and ``name`` are what it is called.

    Raises:
        RecipeError: When it is no TOML, or has a key, a value or a combination that no recipe has.
    """
    top = Place(path, text)
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _PLACE.search(str(error))
        line = int(at[1]) if at and at[1] else len(text.splitlines()) or 1
        reason = _PLACE.sub("", str(error))
        raise RecipeError(path, line, f"it is no TOML: {reason}", "Mend the file there.") from error
    _check_keys(top, told, ("tells", *RULES, *_TABLES))
    tables = {key: _tables(top, told, key) for key in _TABLES}
    rules = {key: _rule(top, told, key) for key in RULES}
    found = Recipe(
        name,
        _text(top, told, "tells"),
        **rules,
        nodes=tuple(_nodes(place, table) for place, table in tables["nodes"]),
        edges=tuple(_edges(place, table) for place, table in tables["edges"]),
        shared=tuple(_shared(place, table) for place, table in tables["shared"]),
    )
    _check_whole(top, found)
    return found


def _check_whole(top: Place, found: Recipe) -> None:
    """Refuse what has no meaning together, or does not say what it is."""
    if not found.tells.strip() or len(found.tells.splitlines()) > 1:
        raise top.error("tells", "", "tells is to say in one line what the network shows", "Write that line.")
    if not found.nodes:
        raise top.error("nodes", "", "it names no class of nodes", "Add [[nodes]] with classes.")
    if bool(found.edges) == bool(found.shared):
        reason = "it needs [[edges]], ties to draw, or [[shared]], things to count, and not both"
        raise top.error("edges", "", reason, "Add one, or make two recipes of it.")
    if found.weight == "shared" and not found.shared:
        reason = "the weight counts what is shared, and nothing says what that is"
        raise top.error("weight", "shared", reason, 'Add [[shared]], or write weight = "none".')
    for key, value in (("direction", "undirected"), ("parallel", "folded"), ("time", "none")):
        if found.shared and getattr(found, key) != value:
            reason = f"what two nodes share has {key} = {value!r}, not {getattr(found, key)!r}"
            raise top.error(key, getattr(found, key), reason, f'Write {key} = "{value}".')


def _nodes(place: Place, table: Mapping[str, Any]) -> Nodes:
    mode, alone = table.get("mode"), table.get("alone", True)
    if mode is not None and (isinstance(mode, bool) or not isinstance(mode, int)):
        raise place.error("mode", str(mode), f"mode is {mode!r}, no whole number", "Write 0, 1 and so on.")
    if not isinstance(alone, bool):
        raise place.error("alone", str(alone), f"alone is {alone!r}", "Write true or false.")
    return Nodes(
        place, _texts(place, table, "classes", needed=True), _texts(place, table, "without"), mode, alone
    )


def _edges(place: Place, table: Mapping[str, Any]) -> Edges:
    sort = _one_of(place, table, ("carriers", "properties", "ways"))
    for key in ("without", "kinds", "among", "members", "exceptions", "carry"):
        if key in table and sort != "carriers":
            raise place.error(key, "", f"{key} is said of carriers, and here are {sort}", "Leave it out.")
    if ("among" in table) != ("members" in table):
        raise place.error("among", "", "among and members say one thing together", "Give both or neither.")
    for name in _texts(place, table, "ways"):
        _known(place, "ways", name, [way.name for way in ways()], "way to depend")
    return Edges(
        place,
        carriers=_texts(place, table, "carriers"),
        properties=_texts(place, table, "properties"),
        ways=_texts(place, table, "ways"),
        without=_texts(place, table, "without"),
        kinds=_texts(place, table, "kinds"),
        among=_texts(place, table, "among"),
        members=_texts(place, table, "members"),
        exceptions=_text(place, table, "exceptions"),
        carry=_carried(place, table),
    )


def _shared(place: Place, table: Mapping[str, Any]) -> Shared:
    sort = _one_of(place, table, ("carriers", "properties"))
    if "kinds" in table and sort != "carriers":
        raise place.error("kinds", "", "kinds is said of carriers, and here are properties", "Leave it out.")
    if "parts" in table and "where" not in table:
        raise place.error("parts", "", "parts is said of conditions, and here are none", "Add where.")
    name = _text(place, table, "list")
    _check_name(place, "list", name)
    return Shared(
        place,
        list=name,
        things=_texts(place, table, "things", needed=True),
        where=_conditions(place, table),
        parts=_texts(place, table, "parts"),
        carriers=_texts(place, table, "carriers"),
        properties=_texts(place, table, "properties"),
        kinds=_texts(place, table, "kinds"),
        through=_texts(place, table, "through"),
    )


def _tables(top: Place, told: Mapping[str, Any], key: str) -> list[tuple[Place, Mapping[str, Any]]]:
    """Return the tables of a name, each with its place, their keys checked."""
    found = told.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise top.error(key, "", f"{key} is no list of tables", f"Write [[{key}]] above each.")
    places = [Place(top.path, top.text, key, at) for at in range(len(found))]
    for place, table in zip(places, found, strict=True):
        _check_keys(place, table, _TABLES[key])
    return list(zip(places, found, strict=True))


def _check_keys(place: Place, table: Mapping[str, Any], known: Iterable[str]) -> None:
    for key in table:
        if key not in known:
            where = f"[[{place.table}]]" if place.table else "a recipe"
            raise place.error(key, "", f"{where} has no key {key!r}", _close(key, known))


def _known(place: Place, key: str, value: str, known: Iterable[str], what: str) -> None:
    if value not in known:
        raise place.error(key, value, f"no {what} is called {value!r}", _close(value, known))


def _rule(top: Place, told: Mapping[str, Any], key: str) -> str:
    value = told.get(key, RULES[key][0])
    if value not in RULES[key]:
        choices = " or ".join(f'"{one}"' for one in RULES[key])
        raise top.error(key, str(value), f"{key} is {value!r}", f"Write {choices}.")
    return str(value)


def _one_of(place: Place, table: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    given = [key for key in keys if key in table]
    if len(given) != 1:
        reason = f"a [[{place.table}]] has one of {', '.join(keys)}, and here are {len(given)}"
        raise place.error(given[1] if given else "", "", reason, "Write one table for each sort of tie.")
    _texts(place, table, given[0], needed=True)
    return given[0]


def _text(place: Place, table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise place.error(key, str(value), f"{key} is {value!r}, no text", "Put it between quotation marks.")
    return value


def _texts(place: Place, table: Mapping[str, Any], key: str, *, needed: bool = False) -> tuple[str, ...]:
    """Return a list of texts; one text alone is a list of one."""
    value = table.get(key, [])
    told = [value] if isinstance(value, str) else value
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise place.error(key, "", f"{key} is {value!r}, no list of names", 'Write ["one", "other"].')
    if needed and not told:
        raise place.error(key, "", f"[[{place.table}]] needs {key}", f'Write {key} = ["name"].')
    if DRAWN in told and (len(told) > 1 or key not in {"classes", "carriers", "properties"}):
        raise place.error(
            key, DRAWN, f"{DRAWN!r} stands alone, for classes, carriers or properties", "Mend it."
        )
    return tuple(told)


def _conditions(place: Place, table: Mapping[str, Any]) -> tuple[Condition, ...]:
    """Return the conditions of which one is to be met; one alone is a list of one."""
    value = table.get("where", [])
    told = [value] if isinstance(value, dict) else value
    if not isinstance(told, list) or not all(isinstance(one, dict) and one for one in told):
        reason = "where gives concepts to properties"
        raise place.error(
            "where", "", reason, 'Write where = { property = ["concept"] }, or a list of these.'
        )
    return tuple(
        tuple((name, _texts(place, {"where": kinds}, "where", needed=True)) for name, kinds in one.items())
        for one in told
    )


def _carried(place: Place, table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    value = table.get("carry", {})
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        reason = "carry gives names to properties"
        raise place.error("carry", "", reason, 'Write carry = { name = "property" }.')
    for name in value:
        _check_name(place, "carry", name)
    return tuple(value.items())


def _check_name(place: Place, key: str, name: str) -> None:
    if name in _TAKEN or not _NAME.fullmatch(name):
        reason = f"{name!r} is no name for what an edge keeps: it is taken, or not of small letters"
        raise place.error(key, name, reason, "Choose another.")


def _close(name: str, known: Iterable[str]) -> str:
    """Return what was meant, or what there is."""
    close = get_close_matches(name, sorted(known), n=1)
    return f"Did you mean {close[0]}?" if close else f"Choose from {', '.join(sorted(known))}."

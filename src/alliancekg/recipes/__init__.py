"""How a graph becomes a network, as data: one small TOML file for each projection.

A recipe says which things are nodes, which ties become edges, how they are read, folded, weighed and dated.
It names classes, properties and concepts and knows no graph; ``alliancekg.store.ties`` looks them up,
``alliancekg.projection`` draws. Those that ship are ``library/<name>.toml``; a user's own is any file whose
name ends in ``.toml``. Whoever adds a recipe adds a file, no code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from alliancekg.errors import InputError, RecipeError, UnknownTermError

_LIBRARY = Path(__file__).parent / "library"
_ENDING = ".toml"

#: Properties, each with the concepts of which there is to be one.
Condition = tuple[tuple[str, tuple[str, ...]], ...]

#: What ``classes``, ``carriers`` and ``properties`` say for all that the ontology draws.
DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Place:
    """A table of a recipe file, for messages: the file, its text, and which table of which name."""

    path: str
    text: str = field(repr=False)
    table: str = ""
    at: int = 0

    def error(self, key: str, value: str, reason: str, fix: str) -> RecipeError:
        """Return the error about a value under a key of this table, with its line."""
        from alliancekg.recipes.lines import line_of

        return RecipeError(self.path, line_of(self.text, self.table, self.at, key, value), reason, fix)


@dataclass(frozen=True, slots=True)
class Nodes:
    """Things that become nodes: those of ``classes`` but ``without`` some.

    ``mode`` sorts them for a network of several modes, in which no edge joins two of one mode. Where
    ``alone`` is false, a thing without an edge is left out.
    """

    place: Place
    classes: tuple[str, ...]
    without: tuple[str, ...]
    mode: int | None
    alone: bool


@dataclass(frozen=True, slots=True)
class Edges:
    """Ties that become edges: of one sort, ``carriers`` or ``properties`` or ``ways``.

    ``carriers`` are classes whose things tie two others (a participation, a tenure), but ``without`` some and
    only of these ``kinds`` (concepts); ``ways`` are those of ``alliancekg.dependence``. A carrier that binds
    each of a circle to each other names the circle by one of ``among``, which has its ``members`` by these
    properties; one pair of it is taken off where an exception stands that points at it by ``exceptions``.
    ``carry`` are properties of the carrier that the edge keeps, each under a name.
    """

    place: Place
    carriers: tuple[str, ...]
    properties: tuple[str, ...]
    ways: tuple[str, ...]
    without: tuple[str, ...]
    kinds: tuple[str, ...]
    among: tuple[str, ...]
    members: tuple[str, ...]
    exceptions: str
    carry: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """Things that join the nodes tied to them: those of the classes ``things``, told in the list ``list``.

    Of these only such as meet one of the conditions ``where``, if there are any: by each property of it the
    thing, or what it has by the properties ``parts``, has one of some concepts. Ties are of ``carriers`` (of
    these ``kinds``) or ``properties``. By the properties ``through`` whoever is tied hands the tie on to what
    stands behind it.
    """

    place: Place
    list: str
    things: tuple[str, ...]
    where: tuple[Condition, ...]
    parts: tuple[str, ...]
    carriers: tuple[str, ...]
    properties: tuple[str, ...]
    kinds: tuple[str, ...]
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """One projection, declared; either ``edges`` or ``shared``."""

    name: str
    tells: str
    direction: str
    parallel: str
    weight: str
    time: str
    nodes: tuple[Nodes, ...]
    edges: tuple[Edges, ...]
    shared: tuple[Shared, ...]

    @property
    def carried(self) -> tuple[str, ...]:
        """Return the names of what edges keep of their carriers, as the recipe orders them."""
        return tuple(dict.fromkeys(name for edges in self.edges for name, _ in edges.carry))


def names() -> tuple[str, ...]:
    """Return the names of the recipes that ship, sorted; no file is read."""
    return tuple(sorted(path.stem for path in _LIBRARY.glob(f"*{_ENDING}")))


@cache
def recipes() -> tuple[Recipe, ...]:
    """Return the recipes that ship, by name."""
    return tuple(recipe(name) for name in names())


def is_file(view: str) -> bool:
    """Return whether ``view`` names a file rather than a recipe that ships."""
    return view.endswith(_ENDING)


def recipe(view: str) -> Recipe:
    """Return the recipe of a name that ships, or of a file whose name ends in ``.toml``.

    Raises:
        UnknownTermError: When no recipe ships under that name.
        InputError: When the file cannot be read.
        RecipeError: When it is no recipe; the message names file and line.
    """
    from alliancekg.recipes.reading import parse

    if not is_file(view) and view not in names():
        raise UnknownTermError(view, names(), what="projection")
    path = Path(view) if is_file(view) else _LIBRARY / f"{view}{_ENDING}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        shipped = ", ".join(names())
        raise InputError(path, str(reason), f"Name a recipe file, or one that ships: {shipped}.") from error
    return parse(str(path), path.stem, text)

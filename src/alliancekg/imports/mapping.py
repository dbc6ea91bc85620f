"""Read mappings: the files that say how a dataset is laid out and what becomes of it, with plain errors."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alliancekg.errors import InputError, RecipeError, UnknownTermError
from alliancekg.imports.entries import (
    check_keys,
    lists_of,
    pairs_of,
    pattern_of,
    table_of,
    tables_of,
    text_of,
    texts_of,
)
from alliancekg.imports.form import (
    Condition,
    DatasetMapping,
    Field,
    Layout,
    Note,
    Origin,
    RowRule,
    Thing,
)
from alliancekg.imports.known import check_terms
from alliancekg.imports.rules import RULES
from alliancekg.imports.sound import check_sound
from alliancekg.imports.used import check_names
from alliancekg.recipes import Place
from alliancekg.store.identifiers import SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Mapping

    Table = Mapping[str, Any]

_LIBRARY = Path(__file__).parent / "mappings"
_ENDING = ".toml"
#: Each kind of field: the key that makes it one, and the others that it may have.
KINDS: Mapping[str, tuple[str, ...]] = {
    "date": ("open", "needed", "not_before", "format"),
    "actor": ("system", "on"),
    "called": ("system", "on"),
    "column": ("map", "part"),
    "text": (),
    "copy": (),
    "nth": ("text",),
    "first": ("by",),
    "last": ("by",),
    "earlier": (),
    "joined": ("by", "text", "most"),
    "same": (),
}
_TOP = ("tells", "source", "file", "passage", "rule", "field", "note", "thing")
_SOURCE = ("slug", "title", "publisher", "version", "url", "citation", "terms", "covers", "mapped", "notes")
_FILE = ("encoding", "separator", "missing", "rows", "only", "form", "needed", "optional", "unread")
_THING = ("name", "iri", "class", "label", "of", "registry", "when", "unless", "says")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def names() -> tuple[str, ...]:
    """Return the names of the datasets whose mappings ship, sorted.

    Example:
        >>> names()
        ('atop', 'dcad')
    """
    return tuple(sorted({_short(path) for path in _LIBRARY.glob(f"*{_ENDING}")}))


def _short(path: Path) -> str:
    return path.stem.partition("-")[0]


def mapping(dataset: str) -> DatasetMapping:
    """Return the mapping of a dataset that ships, or of a file whose name ends in ``.toml``.

    Of a dataset of several files it is that of the first; ``mappings`` has them all.

    Raises:
        UnknownTermError: When no mapping ships under that name.
        InputError: When the file cannot be read.
        RecipeError: When it is no mapping; the message names file and line.

    Example:
        >>> mapping("atop").origin.covers
        ('1815-01-01', '2018-12-31')
    """
    return mappings(dataset)[0]


def mappings(dataset: str) -> tuple[DatasetMapping, ...]:
    """Return the mappings of a dataset, one for each layout of its files; of a file ``.toml`` there is one.

    Raises:
        As ``mapping``.

    Example:
        >>> [one.origin.slug for one in mappings("atop")]
        ['atop-5-1', 'atop-5-1-alliances', 'atop-5-1-phases']
    """
    if dataset.endswith(_ENDING):
        return (_read(Path(dataset)),)
    if dataset not in names():
        raise UnknownTermError(dataset, names(), what="dataset")
    shipped = sorted(_LIBRARY.glob(f"*{_ENDING}"), key=lambda path: path.stem)
    return tuple(_read(path) for path in shipped if _short(path) == dataset)


def _read(path: Path) -> DatasetMapping:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text in UTF-8"
        raise InputError(
            path, str(reason), f"Name a mapping file, or one of {', '.join(names())}."
        ) from error
    return parse(str(path), path.stem, text)


def parse(path: str, name: str, text: str) -> DatasetMapping:
    """Return the mapping that a text holds; ``path`` and ``name`` are what it is called.

    Raises:
        RecipeError: When it is no TOML, or says what no mapping does.
    """
    top = Place(path, text)
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = int(at[1]) if at else len(text.splitlines()) or 1
        raise RecipeError(path, line, f"it is no TOML: {error}", "Mend the file there.") from error
    check_keys(top, told, _TOP)
    layout = _layout(Place(path, text, "file"), table_of(top, told, "file"))
    tables = {key: tables_of(top, told, key) for key in ("rule", "field", "note", "thing")}
    passage = table_of(top, told, "passage")
    check_keys(Place(path, text, "passage"), passage, ("confidence", "gist"))
    found = DatasetMapping(
        name,
        text_of(top, told, "tells"),
        _origin(Place(path, text, "source"), table_of(top, told, "source")),
        layout,
        tuple(_rule(place, one, layout) for place, one in tables["rule"]),
        tuple(_field(place, one) for place, one in tables["field"]),
        tuple(_thing(place, one) for place, one in tables["thing"]),
        tuple(Note(place, text_of(place, one, "text"), _test(place, one)) for place, one in tables["note"]),
        str(passage.get("confidence", "high")),
        text_of(Place(path, text, "passage"), passage, "gist"),
    )
    check_sound(top, found)
    check_names(top, found)
    check_terms(found)
    return found


def _origin(place: Place, table: Table) -> Origin:
    check_keys(place, table, _SOURCE)
    told = {key: text_of(place, table, key) for key in _SOURCE if key not in {"covers", "notes"}}
    if not _SLUG.fullmatch(told["slug"]):
        raise place.error(
            "slug", told["slug"], f"{told['slug']!r} is no slug", "Write small letters, as a-5-1."
        )
    covers = texts_of(place, table, "covers")
    if len(covers) != 2:  # noqa: PLR2004 - a first and a last day
        raise place.error(
            "covers", "", "covers is a first and a last day", 'Write ["1815-01-01", "2018-12-31"].'
        )
    return Origin(**told, covers=(covers[0], covers[1]), notes=texts_of(place, table, "notes"))


def _layout(place: Place, table: Table) -> Layout:
    check_keys(place, table, _FILE)
    rows = table.get("rows", 0)
    if isinstance(rows, bool) or not isinstance(rows, int):
        raise place.error(
            "rows", str(rows), f"rows is {rows!r}, no whole number", "Write how many there are."
        )
    forms = {key: pattern_of(place, "form", value) for key, value in pairs_of(place, table, "form").items()}
    return Layout(
        encoding=str(table.get("encoding", "utf-8")),
        separator=str(table.get("separator", ",")),
        missing=frozenset(texts_of(place, table, "missing") or ("",)),
        rows=rows,
        only=pairs_of(place, table, "only"),
        shapes=forms,
        needed=texts_of(place, table, "needed"),
        optional=texts_of(place, table, "optional"),
        unread=texts_of(place, table, "unread"),
        own=Path(place.path).parent != _LIBRARY,
    )


def _rule(place: Place, table: Table, layout: Layout) -> RowRule:
    check_keys(place, table, ("name", "columns"))
    found = RowRule(place, text_of(place, table, "name"), texts_of(place, table, "columns"))
    if found.name not in RULES:
        raise place.error(
            "name", found.name, f"no rule is called {found.name!r}", f"There are {', '.join(RULES)}."
        )
    for column in found.columns:
        if column not in layout.needed:
            raise place.error(
                "columns", column, f"{column!r} is no needed column", "Name it under [file] needed."
            )
    return found


def _field(place: Place, table: Table) -> Field:
    kinds = [
        key for key in KINDS if key in table and not (key == "text" and {"nth", "joined"} & table.keys())
    ]
    if len(kinds) != 1:
        raise place.error("name", "", f"a field has one of {', '.join(KINDS)}", "Say how it is read.")
    kind = kinds[0]
    check_keys(place, table, ("name", kind, *KINDS[kind], "when", "unless"))
    system = str(table.get("system", ""))
    if "system" in KINDS[kind] and system not in SYSTEMS:
        fix = f"There are {', '.join(SYSTEMS)}."
        raise place.error("system", system, f"no code system is called {system!r}", fix)
    pattern = table.get("part")
    return Field(
        place,
        text_of(place, table, "name"),
        kind,
        () if kind == "text" else texts_of(place, table, kind),
        _test(place, table),
        text=str(table.get("text", "")),
        system=system,
        day=str(table.get("on", table.get("not_before", ""))),
        needed=bool(table.get("needed", False)),
        formats=texts_of(place, table, "format"),
        words=pairs_of(place, table, "map"),
        pattern=pattern_of(place, "part", str(pattern)) if pattern is not None else None,
        by=texts_of(place, table, "by"),
        most=_most(place, table),
        open=frozenset(texts_of(place, table, "open")),
    )


def _most(place: Place, table: Table) -> int:
    value = table.get("most", 0)
    if isinstance(value, bool) or not isinstance(value, int):
        raise place.error(
            "most", str(value), f"most is {value!r}, no whole number", "Write how many at most."
        )
    return value


def _thing(place: Place, table: Table) -> Thing:
    check_keys(place, table, _THING)
    says = lists_of(place, table, "says")
    registry = table.get("registry", False)
    return Thing(
        place,
        text_of(place, table, "name"),
        text_of(place, table, "iri"),
        f"akg:{text_of(place, table, 'class')}",
        text_of(place, table, "label"),
        str(table.get("of", "")),
        bool(registry),
        _test(place, table),
        tuple((key if ":" in key else f"akg:{key}", values) for key, values in says.items()),
    )


def _test(place: Place, table: Table) -> Condition:
    sides = [
        tuple((key, frozenset(values)) for key, values in lists_of(place, table, side).items())
        for side in ("when", "unless")
    ]
    return Condition(*sides)

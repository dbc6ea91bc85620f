"""Whether the ontology has the terms that a mapping names: a misspelt one would make what nobody finds."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from alliancekg.store.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from alliancekg.imports.form import DatasetMapping
    from alliancekg.recipes import Place

_OURS = ("akg:", "akv:")


def check_terms(found: DatasetMapping) -> None:
    """Refuse a mapping that names a class, a property or a concept of ours which the ontology lacks.

    Raises:
        RecipeError: With the line, and the term that may be meant.
    """
    known = lexicon()
    for thing in found.things:
        _check(thing.place, "class", thing.kind, known.classes, "class")
        for prop, values in thing.says:
            key = prop.removeprefix("akg:")
            _check(thing.place, key, prop, known.properties, "property")
            for value in values:
                _check(thing.place, key, value, known.concepts | known.classes, "concept")
    for one in found.fields:
        for word in one.words.values():
            _check(one.place, "map", word, known.concepts | known.classes, "concept")


def _check(place: Place, key: str, term: str, known: Collection[str], what: str) -> None:
    if not term.startswith(_OURS) or " " in term or "{" in term or term in known:
        return
    close = _near(term, known)
    written, *meant = (one if what == "concept" else one.removeprefix("akg:") for one in (term, *close))
    fix = f"Did you mean {meant[0]}?" if meant else "docs/ontology.md lists what there is."
    at = "" if what == "property" else written
    raise place.error(key, at, f"the ontology has no {what} {written!r}", fix)


def _near(term: str, known: Iterable[str]) -> list[str]:
    """Return the term that may be meant, if any; of a scheme that there is, one of its concepts.

    What is alike in all of a scheme tells nothing, and a word may stand for the long one that it begins.
    """
    scheme, _, word = term.rpartition("_")
    inside = {one.removeprefix(f"{scheme}_"): one for one in sorted(known) if one.startswith(f"{scheme}_")}
    if not inside:
        return get_close_matches(term, sorted(known), n=1)
    begun = {name[: len(word) + 1]: one for name, one in inside.items()}
    words = begun | inside
    return [words[name] for name in get_close_matches(word, words, n=1)]

"""The names that a recipe uses, looked up in the ontology; one that it lacks is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.errors import UnknownTermError
from alliancekg.recipes import DRAWN
from alliancekg.store.labels import fold
from alliancekg.terms import AKV, compress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from alliancekg.recipes import Place
    from alliancekg.store.graph import GraphStore


class LookUp:
    """The terms of one graph's ontology, by CURIE, label or name.

    Raises:
        RecipeError: From any method, when the ontology has no such term.
    """

    def __init__(self, graph: GraphStore) -> None:
        self._names, self._schema = graph.names, graph.schema

    def classes(self, place: Place, key: str, told: Iterable[str]) -> set[str]:
        """Return the IRIs of some classes and of those below them."""
        kinds = [self._found(place, key, name, "class", self._names.resolve_class) for name in told]
        return {below for kind in kinds for below in self._schema.subclasses(kind)}

    def nodes(self, place: Place, told: tuple[str, ...], without: Iterable[str]) -> set[str]:
        """Return the IRIs of the classes of which things become nodes."""
        drawn = {kind for kind in self._schema.classes if self._schema.is_node(kind)}
        found = drawn if told == (DRAWN,) else self.classes(place, "classes", told)
        return found - self.classes(place, "without", without)

    def carriers(self, place: Place, told: tuple[str, ...], without: Iterable[str] = ()) -> set[str]:
        """Return the IRIs of classes whose things tie two others."""
        known = {kind for kind in self._schema.classes if self._schema.edge_class(kind)}
        found = known if told == (DRAWN,) else self.classes(place, "carriers", told)
        for name in () if told == (DRAWN,) else told:
            if known.isdisjoint(self.classes(place, "carriers", [name])):
                reason = f"a thing of the class {name!r} ties no two others"
                fix = f"Carriers are {', '.join(sorted(map(compress, known)))}."
                raise place.error("carriers", name, reason, fix)
        return found - self.classes(place, "without", without)

    def properties(self, place: Place, told: tuple[str, ...]) -> set[str]:
        """Return the IRIs of properties whose statements become edges."""
        if told == (DRAWN,):
            return set(self._schema.drawn_properties)
        return {self.property(place, "properties", name) for name in told}

    def property(self, place: Place, key: str, name: str) -> str:
        """Return the IRI of a property."""
        return self._found(place, key, name, "property", self._names.resolve_property)

    def concepts(self, place: Place, name: str, key: str = "kinds") -> frozenset[str]:
        """Return the IRIs of the concepts that a name means: a CURIE one, a label all that bear it."""
        labels = {iri: label for iri, label in self._schema.labels.items() if iri.startswith(AKV)}
        wanted = fold(name)
        found = frozenset(
            iri for iri, label in labels.items() if wanted in {fold(label), fold(iri), fold(compress(iri))}
        )
        if not found:
            error = UnknownTermError(name, {*labels.values(), *map(compress, labels)}, what="concept")
            raise self._lost(place, key, name, "concept", error) from None
        return found

    def _found(self, place: Place, key: str, name: str, what: str, resolve: Callable[[str], str]) -> str:
        try:
            return resolve(name)
        except UnknownTermError as error:
            raise self._lost(place, key, name, what, error) from error

    @staticmethod
    def _lost(place: Place, key: str, name: str, what: str, error: UnknownTermError) -> Exception:
        close = " or ".join(error.suggestions)
        fix = f"Did you mean {close}?" if close else "docs/ontology.md lists what there is."
        return place.error(key, name, f"the ontology has no {what} {name!r}", fix)

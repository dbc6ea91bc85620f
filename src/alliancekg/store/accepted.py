"""The passages that count in a store that is merged already: told one by one, all listed only when wanted."""

from __future__ import annotations

from collections.abc import Set
from functools import cache, cached_property
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from alliancekg.store.merge import RESERVED, accepted
from alliancekg.store.passages import Passages
from alliancekg.store.reading import Reading
from alliancekg.terms import AKG, AKV

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Store

_PASSAGE_OF, _MODE = NamedNode(AKG + "passageOf"), NamedNode(AKG + "assertionMode")
_STATUS, _WITHDRAWN = NamedNode(AKG + "reviewStatus"), NamedNode(AKV + "review_withdrawn")
_RETRACTED = NamedNode(AKG + "retractedOn")


class Accepted(Set[str]):
    """What ``merge`` gave for these ``modes``, asked for piece by piece: to open a store costs nothing."""

    def __init__(self, store: Store, modes: tuple[str, ...]) -> None:
        self._store = store
        self._modes = modes
        self._weights = tuple(NamedNode(f"{AKV}mode_{mode}") for mode in modes)
        self._told = Passages(store)
        self._counts = cache(self._is_accepted)

    def __contains__(self, iri: object) -> bool:
        """Return whether a passage counts."""
        if "_all" in self.__dict__:  # somebody had them all read
            return iri in self._all
        return isinstance(iri, str) and self._counts(iri)

    def __iter__(self) -> Iterator[str]:
        """Return the passages, read at once."""
        return iter(self._all)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all)

    @classmethod
    def _from_iterable(cls, found: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        """Return what ``&``, ``|`` and ``-`` give: they are no longer what a store holds."""
        return frozenset(found)

    @cached_property
    def _all(self) -> frozenset[str]:
        return accepted(Reading.about_passages(self._store), self._modes)

    def _is_accepted(self, iri: str) -> bool:
        if iri in RESERVED or ":" not in iri:  # the name of a blank node is no IRI
            return False
        claims = self._store.quads_for_pattern(NamedNode(iri), _PASSAGE_OF, None, None)
        homes = [claim.object for claim in claims if claim.graph_name == claim.object]
        return any(self._speaks(iri, home) for home in homes if isinstance(home, NamedNode))

    def _speaks(self, iri: str, home: NamedNode) -> bool:
        """Return whether a source has a passage in one of the modes, and it was not taken back."""
        if not iri.startswith(home.value + "_") or not self._told.is_source(home.value):
            return False
        passage = NamedNode(iri)
        if self._says(passage, _STATUS, _WITHDRAWN, home) or self._says(passage, _RETRACTED, None, home):
            return False
        return any(self._says(passage, _MODE, weight, home) for weight in self._weights)

    def _says(self, passage: NamedNode, prop: NamedNode, value: NamedNode | None, home: NamedNode) -> bool:
        return next(self._store.quads_for_pattern(passage, prop, value, home), None) is not None

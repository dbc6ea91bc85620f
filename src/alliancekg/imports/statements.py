"""What becomes of a row: things with their identity, and statements in the graph of its passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.imports.nquads import LABEL, TYPE, line, node, term, text
from alliancekg.imports.passages import SourceGraph
from alliancekg.terms import REGISTRY, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.imports.form import DatasetMapping, Thing
    from alliancekg.imports.passages import Said
    from alliancekg.imports.polities import Codes
    from alliancekg.imports.reading import Read

_STATE, _SET_OUT = node("akg:State"), term("setsOut")
_REGISTRY = f"<{REGISTRY}>"
_GIST = 240


class Statements:
    """The lines of one dataset: ``source``, ``registry`` and ``said`` are of the three sorts of graphs."""

    def __init__(self, mapping: DatasetMapping, codes: Codes) -> None:
        self._mapping = mapping
        self._codes = codes
        self._of_source = SourceGraph(mapping.origin, mapping.confidence)
        self._known: set[str] = set()
        self._actors: set[str] = set()
        self.source: list[str] = []
        self.registry: list[str] = []
        self.said: list[str] = []
        self._plan = [(thing, _planned(thing)) for thing in mapping.things]

    def describe(self, digest: str) -> None:
        """Add what the dataset is, as a source."""
        self.source += self._of_source.source(digest)

    def row(self, row: Read) -> None:
        """Add what a row says."""
        passage = self._passage(row)
        said: list[str] = []
        identity: list[str] = []
        for thing, says in self._plan:
            if not thing.test.holds(row.texts):
                row.texts[thing.name] = ""
                continue
            me, label = _named(thing, row), thing.label.format_map(row.texts)
            row.terms[thing.name], row.texts[thing.name] = me, label
            told = [(me, prop, value) for prop, values in says for value in _terms(values, row)]
            if thing.of:
                told.append((row.terms[thing.of], _SET_OUT, me))
            known = [(me, TYPE, node(thing.kind)), (me, LABEL, text(label, "en"))]
            identity += [line(*one, _REGISTRY) for one in known]
            graph, lines = (_REGISTRY, identity) if thing.registry else (passage.graph, said)
            lines += [line(*one, graph) for one in told]
        self.said += dict.fromkeys(said)
        self.source += passage.described
        self._register(identity)
        for actor, label in row.actors.items():
            if actor not in self._actors:
                self._actors.add(actor)
                self._register(self._actor(actor, label))

    def _register(self, lines: Iterable[str]) -> None:
        """Add what is identity, each line once."""
        new = [one for one in dict.fromkeys(lines) if one not in self._known]
        self._known.update(new)
        self.registry += new

    def _actor(self, iri: str, label: str) -> Iterable[str]:
        """Return the identity of an actor; one that no registry knows is a state of its own name."""
        if not label:
            return self._codes.identity(iri)
        me = f"<{iri}>"
        return [line(me, TYPE, _STATE, _REGISTRY), line(me, LABEL, text(label, "en"), _REGISTRY)]

    def _passage(self, row: Read) -> Said:
        notes = [
            note.text.format_map(row.texts) for note in self._mapping.notes if note.test.holds(row.texts)
        ]
        gist = self._mapping.gist.format_map(row.texts)[:_GIST]
        return self._of_source.passage(f"row{row.line.number}", gist, (*row.notes, *notes))


def _planned(thing: Thing) -> list[tuple[str, tuple[str | tuple[str, ...], ...]]]:
    """Return what a thing says, ready to be filled in: a term, the names of fields, or a text with a mark."""
    return [(node(prop), tuple(_ready(value) for value in values)) for prop, values in thing.says]


def _ready(value: str) -> str | tuple[str, ...]:
    if value.startswith("@"):
        return tuple(value[1:].split("|"))
    if expand(value) and " " not in value:
        return node(value)
    return f"={value}"


def _terms(values: Iterable[str | tuple[str, ...]], row: Read) -> Iterator[str]:
    """Yield the terms of what a thing says by one property; what a row leaves empty is not said."""
    for value in values:
        if isinstance(value, tuple):
            name = next((one for one in value if row.texts[one]), "")
            if name:
                yield row.terms.get(name) or text(row.texts[name], "en")
        elif value.startswith("="):
            filled = value[1:].format_map(row.texts)
            if filled:
                yield text(filled)
        else:
            yield value


def _named(thing: Thing, row: Read) -> str:
    """Return the term of a thing of a row."""
    return node(f"akd:{thing.iri.format_map(row.texts).lower()}")

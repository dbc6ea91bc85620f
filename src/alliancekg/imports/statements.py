"""What becomes of a row: things with their identity, and statements in the graph of its passage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.imports import ntriples
from alliancekg.terms import AKS, REGISTRY, expand

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from alliancekg.imports.form import DatasetMapping, Thing
    from alliancekg.imports.polities import Codes
    from alliancekg.imports.reading import Read

_TYPE, _LABEL = ntriples.iri("rdf:type"), ntriples.iri("skos:prefLabel")
_STATE = ntriples.iri("akg:State")
_SET_OUT = ntriples.iri("akg:setsOut")
_LOCATOR, _GIST_OF, _NOTE = (ntriples.iri(one) for one in ("akg:locator", "akg:gist", "skos:editorialNote"))
_GIST = 240


class Statements:
    """The lines of one dataset: ``source``, ``registry`` and ``said`` are of the three sorts of graphs."""

    def __init__(self, mapping: DatasetMapping, codes: Codes) -> None:
        self._mapping = mapping
        self._codes = codes
        self._iri = f"{AKS}{mapping.origin.slug}"
        self._known: set[str] = set()
        self._fixed = self._of_every_passage()
        self.source: list[str] = []
        self.registry: list[str] = []
        self.said: list[str] = []
        self._plan = [(thing, _planned(thing)) for thing in mapping.things]

    def describe(self, digest: str) -> None:
        """Add what the dataset is, as a source."""
        origin, me = self._mapping.origin, f"<{self._iri}>"
        said = [
            ("rdf:type", ntriples.iri("akg:Source")),
            ("dcterms:title", ntriples.text(origin.title, "en")),
            ("dcterms:publisher", ntriples.text(origin.publisher)),
            ("dcterms:bibliographicCitation", ntriples.text(origin.citation)),
            ("dcterms:rights", ntriples.text(origin.terms, "en")),
            ("dcterms:language", ntriples.text("en")),
            ("schema:url", f"<{origin.url}>"),
            ("schema:version", ntriples.text(origin.version)),
            ("schema:sha256", ntriples.text(digest)),
            ("akg:coversFrom", ntriples.written(origin.covers[0])),
            ("akg:coversTo", ntriples.written(origin.covers[1])),
            ("akg:sourceKind", ntriples.iri("akv:source-kind_dataset")),
            ("akg:sourceReliability", ntriples.iri("akv:reliability_high")),
            *(("skos:editorialNote", ntriples.text(note, "en")) for note in origin.notes),
        ]
        curation = [
            ("rdf:type", ntriples.iri("akg:Curation")),
            ("prov:endedAtTime", ntriples.typed(f"{origin.mapped}T00:00:00Z", "xsd:dateTime")),
            ("prov:used", me),
            ("prov:wasAssociatedWith", ntriples.iri("aks:alliancekg-authors")),
        ]
        for who, told in ((me, said), (f"<{self._iri}_curation>", curation)):
            self.source += [f"{who} {ntriples.iri(prop)} {value} {me} .\n" for prop, value in told]

    def row(self, row: Read) -> None:
        """Add what a row says."""
        passage = f"{self._iri}_row{row.line.number}"
        said: list[str] = []
        identity: list[str] = []
        for thing, says in self._plan:
            if not thing.test.holds(row.texts):
                row.texts[thing.name] = ""
                continue
            me, label = _named(thing, row), thing.label.format_map(row.texts)
            row.terms[thing.name], row.texts[thing.name] = me, label
            told = [f"{me} {prop} {term}" for prop, values in says for term in _terms(values, row)]
            if thing.of:
                told.append(f"{row.terms[thing.of]} {_SET_OUT} {me}")
            identity += (
                f"{me} {_TYPE} {ntriples.iri(thing.kind)}",
                f"{me} {_LABEL} {ntriples.text(label, 'en')}",
            )
            (identity if thing.registry else said).extend(told)
        graph = f" <{passage}> .\n"
        self.said += [one + graph for one in dict.fromkeys(said)]
        self._register(identity)
        for actor, label in row.actors.items():
            self._register(self._actor(actor, label))
        self._describe_passage(f"<{passage}>", row)

    def _register(self, lines: Iterable[str]) -> None:
        """Add what is identity, each line once."""
        for line in lines:
            if line not in self._known:
                self._known.add(line)
                self.registry.append(f"{line} <{REGISTRY}> .\n")

    def _actor(self, iri: str, label: str) -> list[str]:
        """Return the identity of an actor; one that no registry knows is a state of its own name."""
        if not label:
            return [" ".join(one) for one in self._codes.identity(iri)]
        return [f"<{iri}> {_TYPE} {_STATE}", f"<{iri}> {_LABEL} {ntriples.text(label, 'en')}"]

    def _describe_passage(self, me: str, row: Read) -> None:
        graph = f" <{self._iri}> .\n"
        gist = self._mapping.gist.format_map(row.texts)[:_GIST]
        notes = [
            note.text.format_map(row.texts) for note in self._mapping.notes if note.test.holds(row.texts)
        ]
        told = [
            *self._fixed,
            f"{_LOCATOR} {ntriples.text(f'row{row.line.number}')}",
            f"{_GIST_OF} {ntriples.text(gist, 'en')}",
            *(f"{_NOTE} {ntriples.text(note, 'en')}" for note in (*row.notes, *notes)),
        ]
        self.source += [f"{me} {one}{graph}" for one in told]

    def _of_every_passage(self) -> tuple[str, ...]:
        """Return what is said of each passage alike: no person read it, and its words are not kept."""
        told = {
            "rdf:type": "akg:Passage",
            "akg:assertionMode": "akv:mode_reported",
            "akg:confidence": f"akv:confidence_{self._mapping.confidence}",
            "akg:digestStatus": "akv:digest-status_dataset-row",
            "akg:locatorKind": "akv:locator-kind_row",
            "akg:reviewStatus": "akv:review_draft",
            "akg:passageOf": self._iri,
            "prov:wasGeneratedBy": f"{self._iri}_curation",
        }
        return tuple(f"{ntriples.iri(prop)} {ntriples.iri(value)}" for prop, value in told.items())


def _planned(thing: Thing) -> list[tuple[str, tuple[str | tuple[str, ...], ...]]]:
    """Return what a thing says, ready to be filled in: a term, the names of fields, or a text with a mark."""
    return [(ntriples.iri(prop), tuple(_ready(value) for value in values)) for prop, values in thing.says]


def _ready(value: str) -> str | tuple[str, ...]:
    if value.startswith("@"):
        return tuple(value[1:].split("|"))
    if expand(value) and " " not in value:
        return ntriples.iri(value)
    return f"={value}"


def _terms(values: Iterable[str | tuple[str, ...]], row: Read) -> Iterator[str]:
    """Yield the terms of what a thing says by one property; what a row leaves empty is not said."""
    for value in values:
        if isinstance(value, tuple):
            name = next((one for one in value if row.texts[one]), "")
            if name:
                yield row.terms.get(name) or ntriples.text(row.texts[name], "en")
        elif value.startswith("="):
            text = value[1:].format_map(row.texts)
            if text:
                yield ntriples.text(text)
        else:
            yield value


def _named(thing: Thing, row: Read) -> str:
    """Return the term of a thing of a row."""
    return ntriples.thing(thing.iri.format_map(row.texts).lower())

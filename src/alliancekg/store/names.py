"""Names of things: labels to read, and the one thing that a label, alias or CURIE means."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from alliancekg.errors import AmbiguousTermError, UnknownTermError
from alliancekg.model import Term
from alliancekg.store import codes
from alliancekg.store.engine import matching
from alliancekg.store.labels import ALT, IN_SOURCE, PREF, LabelsRead, fold
from alliancekg.terms import AKD, AKG, AKS, PREFIXES, RDF, compress, expand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pyoxigraph import Store

    from alliancekg.store.labels import Labels
    from alliancekg.store.schema import Schema

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


class Names:
    """The labels of one store, read as they are asked for.

    ``beyond`` gives the names of the whole graph where the store is a part of it: what the part is silent
    about still has a name to be asked for. ``labels`` say who bears a name; by default they are read.
    """

    def __init__(
        self,
        store: Store,
        schema: Schema,
        beyond: Callable[[], Names] | None = None,
        labels: Labels | None = None,
    ) -> None:
        self._store = store
        self._schema = schema
        self._beyond = beyond
        self._labels: Labels = labels or LabelsRead(store)
        self._foreseen: dict[str, dict[str, list[object]]] = {}
        self.label = cache(self._label)
        self.kind = cache(self._kind)

    def foresee(self) -> None:
        """Read at once what is asked of every thing: its class and its names."""
        for prop in () if self._foreseen else (RDF + "type", PREF, ALT, IN_SOURCE):
            found = self._foreseen.setdefault(prop, {})
            for quad in self._store.quads_for_pattern(None, NamedNode(prop), None, DefaultGraph()):
                if isinstance(quad.subject, NamedNode):
                    found.setdefault(quad.subject.value, []).append(quad.object)

    def term(self, node: object) -> Term:
        """Return any RDF term as people read it: a literal has no id."""
        if isinstance(node, NamedNode):
            return Term(compress(node.value), self.label(node.value))
        if isinstance(node, BlankNode):
            return Term(str(node), str(node))
        return Term("", node.value if isinstance(node, Literal) else str(node))

    def aliases(self, iri: str) -> tuple[str, ...]:
        """Return the other names of a thing, sorted."""
        return tuple(sorted({*self._texts(iri, ALT), *self._texts(iri, IN_SOURCE)}))

    def in_other_languages(self, iri: str) -> dict[str, str]:
        """Return the names of a thing in languages other than English, by tag; the preferred one first."""
        found: dict[str, str] = {}
        for prop in (PREF, ALT):
            literals = (node for node in self._objects(iri, prop) if isinstance(node, Literal))
            for node in sorted(literals, key=lambda node: node.value):
                if node.language and not node.language.startswith("en"):
                    found.setdefault(node.language, node.value)
        return found

    def codes(self, iri: str) -> tuple[str, ...]:
        """Return the codes of a thing with the system that gives each and its period, sorted, each once."""
        found: set[str] = set()
        for code in self._identified_by(iri):
            systems = [self.term(node).label for node in self._objects(code, AKG + "codeSystem")]
            start = [f"from {day}" for day in self._texts(code, AKG + "startDate")]
            end = [f"to {day}" for day in self._texts(code, AKG + "endDate")]
            told = ", ".join((*systems, *([" ".join((*start, *end))] if start or end else [])))
            found.update(f"{text} ({told})" for text in self._texts(code, AKG + "code"))
        return tuple(sorted(found))

    def resolve(self, text: str) -> str:
        """Return the IRI that ``text`` means: an IRI, a CURIE, a label or alias in any case, a source's slug.

        Where nothing bears it as a name it is read as a code, alone ("3180") or after its system
        ("atop:3180").

        Raises:
            AmbiguousTermError: When several things bear the name, or it is marked as ambiguous.
            UnknownTermError: When nothing does; close names are suggested.
        """
        try:
            return self._resolve(text)
        except UnknownTermError:
            if self._beyond is None:
                raise
            return self._beyond().resolve(text)

    def _resolve(self, text: str) -> str:
        text = text.strip().removeprefix("<").removesuffix(">")
        iri = expand(text) or (text if ":" in text and self._is_used(text) else None)
        if iri is not None:
            if self._is_used(iri):
                return iri
            raise UnknownTermError(text, map(compress, self._labels.things(like=text)))
        found = self._labels.bearers(fold(text)) or codes.bearers(self._store, self._schema, text)
        if len(found) == 1 and not self._labels.is_ambiguous(fold(text)):
            return next(iter(found))
        if found:
            raise AmbiguousTermError(text, (f"{compress(one)} ({self.label(one)})" for one in sorted(found)))
        if self._is_used(AKS + text):
            return AKS + text
        known = {*self._labels.spellings(like=text), *map(compress, self._labels.things(like=text))}
        raise UnknownTermError(text, known)

    def unknown(self, curies: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return those CURIEs that nothing here bears, each with at most three close ones."""
        from difflib import get_close_matches

        lost = [curie for curie in curies if not self._is_used(expand(curie) or curie)]
        return tuple((curie, tuple(get_close_matches(curie, self._near(curie), n=3))) for curie in lost)

    def _near(self, curie: str) -> list[str]:
        """Return the CURIEs of things and terms that one nobody bears may have been meant for, sorted."""
        return sorted(map(compress, {*self._labels.things(like=curie), *self._schema.labels}))

    def resolve_class(self, text: str) -> str:
        """Return the IRI of the class that ``text`` names: CURIE, local name ("GovernmentBody") or label.

        Raises:
            UnknownTermError: When the ontology has no such class.
        """
        wanted = fold(text.removeprefix("akg:"))
        for iri in sorted(self._schema.classes):
            if wanted in (fold(iri.removeprefix(AKG)), fold(self._schema.label(iri) or "")):
                return iri
        known = [iri.removeprefix(AKG) for iri in self._schema.classes]
        raise UnknownTermError(text, known, what="class")

    def resolve_relation(self, text: str) -> tuple[str, bool]:
        """Return the property that ``text`` names, and whether in the words of its object.

        "owes defence to" is told of who owes; "is owed defence by" is the same told of the other side.

        Raises:
            UnknownTermError: When no property is called so from either side.
        """
        try:
            return self.resolve_property(text), False
        except UnknownTermError as error:
            words = {
                fold(self._schema.inverse_labels.get(iri) or f"{label} of"): iri
                for iri, label in sorted(self._schema.labels.items())
                if iri.startswith(AKG) and iri[len(AKG)].islower()
            }
            found = words.get(fold(text))
            if found is None:
                known = {*error.suggestions, *self._schema.inverse_labels.values()}
                raise UnknownTermError(text, known, what="property") from None
            return found, True

    def resolve_property(self, text: str) -> str:
        """Return the IRI of the property that ``text`` names: CURIE, IRI, label or name ("legal force").

        Raises:
            UnknownTermError: When neither the ontology nor the data has it.
        """
        iri = expand(text.strip())
        properties = {iri: label for iri, label in self._schema.labels.items() if iri.startswith(AKG)}
        if iri is not None and (iri in properties or self._is_property(iri)):
            return iri
        for known, label in sorted(properties.items()):
            local = known.removeprefix(AKG)
            spoken = re.sub(r"([a-z])([A-Z])", r"\1 \2", local)
            if fold(text) in map(fold, (label, label.removeprefix("has "), local, spoken)):
                return known
        raise UnknownTermError(text, {*properties.values(), *map(compress, properties)}, what="property")

    def _label(self, iri: str) -> str:
        texts = self._texts(iri, PREF)
        if texts:
            return texts[0]
        titles = self._texts(iri, PREFIXES["dcterms"] + "title")
        titles += (
            self._texts(iri, AKG + "gist") if iri.startswith(AKD) else []
        )  # conflict notes; passages have CURIEs
        told = self._measure(iri) or self._schema.label(iri) or next(iter(titles), "")
        return told or (self._beyond().label(iri) if self._beyond else compress(iri))

    def measure(self, iri: str) -> str:
        """Return an amount or quantity in words ("USD 2.4 billion, reported value, rounded").

        Anything else is returned by its label.
        """
        return self._measure(iri) or self.label(iri)

    def _identified_by(self, iri: str) -> list[str]:
        """Return the IRIs of the codes that identify a thing."""
        found = matching(self._store, p=NamedNode(AKG + "identifies"), o=NamedNode(iri))
        return [triple.subject.value for triple in found if isinstance(triple.subject, NamedNode)]

    def _measure(self, iri: str) -> str:
        value = next(iter(self._texts(iri, AKG + "value")), "")
        if not value:
            return ""
        currency = next(iter(self._texts(iri, AKG + "currency")), "")
        concepts = [
            self.label(node.value)
            for prop in ("measureKind", "precision")
            for node in self._objects(iri, AKG + prop)
            if isinstance(node, NamedNode)
        ]
        return ", ".join([f"{currency} {_in_words(value)}".strip(), *concepts])

    def _kind(self, iri: str) -> str:
        """Return the most specific class of a thing, "" when it has none."""
        types = [node.value for node in self._objects(iri, RDF + "type") if isinstance(node, NamedNode)]
        if not types and self._beyond:
            return self._beyond().kind(iri)
        return max(sorted(types), key=lambda kind: len(self._schema.ancestors(kind)), default="")

    def _objects(self, iri: str, prop: str) -> Iterable[object]:
        if prop in self._foreseen:
            return self._foreseen[prop].get(iri, ())
        quads = self._store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None, DefaultGraph())
        return [quad.object for quad in quads]

    def _texts(self, iri: str, prop: str) -> list[str]:
        """Return the texts of a property, English first, then by text."""
        found = [node for node in self._objects(iri, prop) if isinstance(node, Literal)]
        return [node.value for node in sorted(found, key=lambda node: (node.language != "en", node.value))]

    def _is_used(self, iri: str) -> bool:
        node = _node(iri)
        if node is None:
            return False
        found = (
            self._store.quads_for_pattern(node, None, None, None),
            self._store.quads_for_pattern(None, None, node, None),
            self._store.quads_for_pattern(None, node, None, None),
        )
        return any(next(iter(quads), None) is not None for quads in found)

    def _is_property(self, iri: str) -> bool:
        node = _node(iri)
        return (
            node is not None
            and next(iter(self._store.quads_for_pattern(None, node, None, None)), None) is not None
        )


def _node(iri: str) -> NamedNode | None:
    """Return the node of what a user typed as an IRI, None when it cannot be one."""
    try:
        return NamedNode(iri)
    except ValueError:  # a blank in it, no scheme, half of a character
        return None


def _in_words(value: str) -> str:
    """Return a number in words where four figures say it exactly, else grouped by thousands."""
    try:
        number = int(value)
    except ValueError:
        return value
    for size, word in _SCALES:
        if number >= size and number * 1000 % size == 0:
            return f"{number / size:.6g} {word}"
    return f"{number:,}"

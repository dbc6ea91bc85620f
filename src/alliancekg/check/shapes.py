"""Run the SHACL shapes and tell their results in the words of the ontology."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from alliancekg import resources
from alliancekg.check.case import advice, finding
from alliancekg.check.places import Place, key
from alliancekg.check.scan import BLANK
from alliancekg.check.union import focus, union
from alliancekg.errors import InputError
from alliancekg.terms import PREFIXES, RDF, REGISTRY, compress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import rdflib

    from alliancekg.check.case import Case
    from alliancekg.model import Finding

_SHACL = "http://www.w3.org/ns/shacl#"
_IDENTITY = (RDF + "type", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel")
_MOST_CHOICES = 8


def shape_faults(case: Case) -> Iterator[Finding]:
    """Yield the results of the shapes over all named graphs and the ontology, warnings too.

    Raises:
        InputError: When the shapes cannot be run.
    """
    import pyshacl
    import rdflib

    path = resources.shapes_file()
    shapes = _shapes(path, path.stat().st_mtime_ns)
    with _quiet():
        data = union(case)
        _, report, text = pyshacl.validate(
            data, shacl_graph=shapes, inference="none", inplace=True, focus_nodes=focus(case)
        )
    if not isinstance(report, rdflib.Graph):
        raise InputError(path, f"the shapes cannot be run ({' '.join(text.split())})", "Mend the shapes.")
    misdated = {(key(quad.subject), key(quad.object)) for quad in case.misdated}
    for node in report.objects(predicate=rdflib.URIRef(_SHACL + "result")):
        result = _Result(case, report, shapes, node)
        settled = {result.focus, result.value} & (case.settled | {BLANK})  # a blank node is a fault by itself
        if not settled and (result.focus, result.value) not in misdated:
            yield from result.findings()


@cache
def _shapes(path: Path, _changed: int) -> rdflib.Graph:
    """Return the parsed shapes; a changed file is read again."""
    import rdflib

    return rdflib.Graph(bind_namespaces="none").parse(path, format="turtle")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging each literal that is not of its type: those are findings."""
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _kind(case: Case, iri: str) -> str:
    """Return a class or datatype as people read it."""
    return 'text with a language ("..."@en)' if iri == RDF + "langString" else case.name(iri)


class _Result:
    """One result of the report, with the words for it."""

    def __init__(self, case: Case, report: rdflib.Graph, shapes: rdflib.Graph, node: Any) -> None:  # noqa: ANN401
        self._case = case
        self._shapes = shapes
        self._shape = self._one(report, node, "sourceShape")
        self._message = str(self._one(report, node, "resultMessage") or "")
        component = str(self._one(report, node, "sourceConstraintComponent"))
        self._kind = component.removeprefix(_SHACL).removesuffix("ConstraintComponent")
        self._warning = str(self._one(report, node, "resultSeverity")) == _SHACL + "Warning"
        self.focus = self._key(self._one(report, node, "focusNode"))
        self.value = self._key(self._one(report, node, "value"))
        path = self._one(report, node, "resultPath")
        inverse = self._one(shapes, path, "inversePath")
        self._inverse = inverse is not None
        self._path = self._key(inverse or path)

    def findings(self) -> Iterator[Finding]:
        """Yield the result at the place in each file that states what is wrong, if any does."""
        name = self._name()
        texts = self._texts(name)
        texts["severity"] = "warning" if self._warning else "violation"
        for path, line in self._where():
            yield finding(path, line, f"shape-{name}", self._fields(name), texts)

    def _where(self) -> Iterator[tuple[Path, int]]:
        """Yield the line of the value, else of the property, else of the thing.

        What lacks something is shown where a passage speaks of it, what lacks a label in the registry.
        """
        told = self._told_of()
        stated = [Place((), (self.focus,), told, (self.value,))] if self.value and told else []
        stated += [Place((), (self.focus,), told)] if told else []
        if found := list(self._case.where(stated)):
            yield from found
            return
        thing = [Place(subject=(self.focus,))]
        spoken = [] if self._path in _IDENTITY else self._case.where(thing, self._outside_registry())
        yield from islice(chain(spoken, self._case.where(thing)), 1)

    def _told_of(self) -> list[str]:
        """Return the property the result is about, else those whose use calls for the shape."""
        import rdflib

        if self._path:
            return [] if self._inverse else [self._path]
        called_by = rdflib.URIRef(_SHACL + "targetSubjectsOf")
        return [str(prop) for prop in self._shapes.objects(self._shape, called_by)]

    def _outside_registry(self) -> frozenset[str]:
        return frozenset(spot.graph for sheet in self._case.sheets for spot in sheet.spots) - {REGISTRY}

    def _name(self) -> str:
        """Return the name of the shape; a constraint without one has that of the shape it belongs to."""
        import rdflib

        shape = self._shape
        while isinstance(shape, rdflib.BNode):
            shape = next(self._shapes.subjects(None, shape), None)
        return str(shape).rpartition("#")[2] if shape is not None else "unnamed"

    def _texts(self, name: str) -> dict[str, Any]:
        told: dict[str, Any] = advice()["shape"]
        if name in told:
            return dict(told[name])
        kind = self._kind
        if kind in ("Or", "Xone", "Not", "SPARQL"):
            kind = "Or" if self._path and kind == "Or" and self._own_message() is None else "Message"
        elif kind == "Class" and not self._path:
            kind = "FocusClass"
        elif kind == "MinCount" and self._inverse:
            kind = "InverseMinCount"
        elif kind == "Node" and not self._scheme():
            kind = ""
        return dict(told.get(kind, told))

    def _own_message(self) -> str | None:
        message = self._one(self._shapes, self._shape, "message")
        return None if message is None else str(message)

    def _fields(self, name: str) -> dict[str, str]:
        case, scheme = self._case, self._scheme()
        return {
            "focus": case.name(self.focus),
            "path": case.name(self._path) if self._path else "",
            "path_id": compress(self._path),
            "value": case.name(self.value) if self.value else "",
            "message": self._own_message() or self._message,
            "shape": f"ash:{name}",
            "few": "no" if self._limit() in ("", "1") else f"fewer than {self._limit()}",
            "limit": self._limit(),
            "wanted": " or ".join(self._wanted()),
            "scheme": case.name(scheme) if scheme else "",
            "choices": self._choices(scheme),
        }

    def _limit(self) -> str:
        names = [self._kind[:1].lower() + self._kind[1:]]
        found = (self._one(self._shapes, self._shape, name) for name in names)
        return next((str(limit) for limit in found if limit is not None), "")

    def _wanted(self) -> list[str]:
        """Return the classes or types that the constraint allows, as people read them."""
        import rdflib

        branches = [self._shape]
        listed = self._one(self._shapes, self._shape, "or")
        if listed is not None:
            branches += list(rdflib.collection.Collection(self._shapes, listed))
        allowed = [
            self._one(self._shapes, branch, name) for branch in branches for name in ("class", "datatype")
        ]
        return [_kind(self._case, str(one)) for one in allowed if one is not None]

    def _scheme(self) -> str:
        """Return the concept scheme that the value must be in, "" when the constraint asks for none."""
        import rdflib

        node = self._one(self._shapes, self._shape, "node")
        for prop in (
            self._shapes.objects(node, rdflib.URIRef(_SHACL + "property")) if node is not None else ()
        ):
            value = self._one(self._shapes, prop, "hasValue")
            if value is not None:
                return str(value)
        return ""

    def _choices(self, scheme: str) -> str:
        if not scheme:
            return ""
        in_scheme = NamedNode(PREFIXES["skos"] + "inScheme")
        quads = self._case.engine.quads_for_pattern(None, in_scheme, NamedNode(scheme), None)
        concepts = sorted({compress(key(quad.subject)) for quad in quads})
        more = f" ... ({len(concepts)} in all)" if len(concepts) > _MOST_CHOICES else ""
        return ", ".join(concepts[:_MOST_CHOICES]) + more

    @staticmethod
    def _one(graph: rdflib.Graph, subject: Any, name: str) -> Any:  # noqa: ANN401
        import rdflib

        return None if subject is None else graph.value(subject, rdflib.URIRef(_SHACL + name))

    @staticmethod
    def _key(node: Any) -> str:  # noqa: ANN401
        """Return a node of rdflib as a Spot writes it, "" for none."""
        import rdflib

        if node is None:
            return ""
        if isinstance(node, rdflib.URIRef):
            return str(node)
        return BLANK if isinstance(node, rdflib.BNode) else f'"{node}'

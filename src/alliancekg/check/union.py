"""What pyshacl gets to see: the named graphs as one graph of rdflib, and the things to look at."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from alliancekg.terms import DERIVED, ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    import rdflib

    from alliancekg.check.case import Case

#: Of so many things pyshacl looks faster at all of them than for each in a list of these.
_MANY = 400


def union(case: Case) -> rdflib.Graph:
    """Return the named graphs of files and context as one graph, for shapes to be tried on."""
    data = _prepared()(bind_namespaces="none")
    for triple in _triples(case):
        data.add(triple)
    return data


def focus(case: Case) -> list[str] | None:
    """Return the things that the files under check may have put out of shape, None for all there are.

    They are what the files speak of, and what is one step from the things that they describe: a role that is
    told in a file is a fault of the program that another file names.
    """
    described = {quad.subject for sheet in case.sheets for quad in sheet.quads}
    if len(described) > _MANY:
        return None
    near = {quad.object for sheet in case.sheets for quad in sheet.quads} | described
    for node in described:
        near.update(quad.object for quad in case.engine.quads_for_pattern(node, None, None, None))
        near.update(quad.subject for quad in case.engine.quads_for_pattern(None, None, node, None))
    return sorted(node.value for node in near if isinstance(node, NamedNode))


@cache
def _prepared() -> type[rdflib.Graph]:
    """Return a graph that parses each query once: pyshacl asks the same of one thing after another.

    Parsing took nine tenths of the time of a check of some hundred sources.
    """
    import rdflib
    from rdflib.plugins.sparql import prepareQuery

    prepare = lru_cache(maxsize=64)(prepareQuery)

    class Prepared(rdflib.Graph):
        def query(self, query_object: Any, *args: Any, **options: Any) -> rdflib.query.Result:  # noqa: ANN401
            named = options.get("initNs") or any(args[2:3])  # prefixes from outside are part of a query
            text = isinstance(query_object, str) and not named
            return super().query(prepare(query_object) if text else query_object, *args, **options)

    return Prepared


def _triples(case: Case) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the union of the named graphs as rdflib writes it.

    Derived graphs are left out, and the wording of the ontology: no shape looks at it, and it is half the
    work.
    """
    for quad in case.engine:
        graph = quad.graph_name
        if isinstance(graph, DefaultGraph) or graph.value.startswith(DERIVED):
            continue
        if graph.value == ONTOLOGY and isinstance(quad.object, Literal) and quad.object.language:
            continue
        triple = tuple(map(_term, (quad.subject, quad.predicate, quad.object)))
        if None not in triple:
            yield triple


@lru_cache(maxsize=1 << 16)
def _term(node: Hashable) -> Any:  # noqa: ANN401 - one of three classes of rdflib
    """Return a node as rdflib's, its lexical form kept (its global switch for that is left alone)."""
    import rdflib

    if isinstance(node, NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, BlankNode):
        return rdflib.BNode(node.value)
    if isinstance(node, Literal):
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value), normalize=False)
    return None

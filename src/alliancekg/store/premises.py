"""What a derived statement rests on: the statements that matched the body of the rule that made it.

The rule is run again with the values of the derived statement put in for the variables of its head; every
pattern of its body is then filled in with each solution. Property paths are followed step by step. rdflib
parses the rule and is imported only here, when somebody asks about a derived statement.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from alliancekg.store.bounds import preferred_passages
from alliancekg.store.engine import in_default, matching, select
from alliancekg.store.rules import rules
from alliancekg.terms import AKG, CONFLICTS, DERIVED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Set

    from pyoxigraph import QuerySolutions, Store

_STEPS = frozenset((DERIVED + "bounds", DERIVED + "support"))
#: How the name of a bound begins, and the property that it is read from.
_DATED = {"earliest": "date", "latest": "date", "start": "startDate", "end": "endDate"}


def premises(store: Store, graph: str, derived: Triple, passages: Set[str]) -> frozenset[Triple]:
    """Return the statements of the default graph behind ``derived``, which stands in the derived ``graph``.

    For the steps (bounds, support) these are the dates of the thing or, where it has none, what accepted
    ``passages`` say of it.
    """
    if graph in _STEPS:
        return _behind_step(store, derived, passages)
    rule = next((rule for rule in rules() if rule.graph == graph), None)
    if rule is None:
        return frozenset()
    found: set[Triple] = set()
    if any(isinstance(node, BlankNode) for node in (derived.subject, derived.object)):
        return frozenset()  # a blank node cannot be asked for again
    head, body, where, prefixes = _parsed(rule.text)
    for pattern in head:
        binding = _unify(pattern, derived)
        if binding is None:
            continue
        names = " ".join(f"?{name}" for name in binding)
        values = " ".join(str(value) for value in binding.values())
        query = f"{prefixes} SELECT * {where} VALUES ({names}) {{ ({values}) }}"
        for solution in select(store, query):
            bound = {name: value for name, value in solution.items() if value is not None}
            for triple in body:
                found |= _filled(store, triple, bound)
    return frozenset(found)


def all_premises(store: Store, graph: str) -> dict[Triple, frozenset[Triple]]:
    """Return what ``premises`` gives, for every statement of one rule's ``graph``, by one query."""
    rule = next(rule for rule in rules() if rule.graph == graph)
    head, body, where, prefixes = _parsed(rule.text)
    solutions = cast("QuerySolutions", store.query(f"{prefixes} SELECT * {where}"))
    slots = _Slots(variable.value for variable in solutions.variables)
    heads = [slots.of(pattern) for pattern in head]
    plain = [slots.of(pattern) for pattern in body if not hasattr(pattern[1], "eval")]
    paths = [slots.of(pattern) for pattern in body if hasattr(pattern[1], "eval")]
    stands, walk = cache(partial(in_default, store)), cache(partial(walked, store))
    found: dict[Triple, set[Triple]] = {}
    for solution in solutions:
        values = (*solution, *slots.constants)
        behind = {one for one in _put(plain, values) if stands(one)}
        for subject, path, value in paths:
            if values[subject] is not None and values[value] is not None:
                behind |= walk(values[subject], values[path], values[value])
        for made in _put(heads, values):
            found.setdefault(made, set()).update(behind)
    return {triple: frozenset(behind) for triple, behind in found.items()}


class _Slots:
    """Where the nodes of patterns stand: a variable in a solution, all else among the constants after it."""

    def __init__(self, variables: Iterable[str]) -> None:
        self._places = {name: place for place, name in enumerate(variables)}
        self.constants: list[Any] = [None]  # for a variable that no solution binds

    def of(self, pattern: tuple[Any, Any, Any]) -> tuple[int, ...]:
        """Return the places of the three nodes of a pattern."""
        return tuple(map(self._place, pattern))

    def _place(self, node: Any) -> int:  # noqa: ANN401 - rdflib's term or path
        from rdflib import Variable

        if isinstance(node, Variable):
            return self._places.get(str(node), len(self._places))
        self.constants.append(engine_term(node))
        return len(self._places) + len(self.constants) - 1


def _put(patterns: Iterable[tuple[int, ...]], values: tuple[Any, ...]) -> list[Triple]:
    """Return the statements of patterns under a solution, those left out in which a variable is unbound."""
    return [
        Triple(values[subject], values[prop], values[value])
        for subject, prop, value in patterns
        if values[subject] is not None and values[prop] is not None and values[value] is not None
    ]


def _behind_step(store: Store, derived: Triple, passages: Set[str]) -> frozenset[Triple]:
    """Return the dates that a bound was read from, else what accepted passages say of the thing."""
    name = derived.predicate.value.removeprefix(AKG)
    prop = next((prop for start, prop in _DATED.items() if name.startswith(start)), None)
    subject = derived.subject.value  # type: ignore[union-attr]
    dated = matching(store, derived.subject, NamedNode(AKG + prop)) if prop else []
    notes = store.quads_for_pattern(None, None, None, NamedNode(CONFLICTS)) if prop else ()
    followed = preferred_passages(notes).get((subject, f"{AKG}{prop}"), frozenset())
    if followed:
        dated = [triple for triple in dated if _stands_in(store, triple, followed)]
    if dated:
        return frozenset(dated)
    return frozenset(
        Triple(quad.subject, quad.predicate, quad.object)
        for quad in store.quads_for_pattern(derived.subject, None, None, None)
        if getattr(quad.graph_name, "value", "") in passages
    )


def _stands_in(store: Store, triple: Triple, graphs: frozenset[str]) -> bool:
    quads = store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None)
    return any(getattr(quad.graph_name, "value", "") in graphs for quad in quads)


@cache
def _parsed(text: str) -> tuple[tuple[Any, ...], tuple[Any, ...], str, str]:
    """Return the head and body patterns of a CONSTRUCT query, its WHERE clause and its prefixes as text."""
    from rdflib.plugins.sparql.algebra import translateQuery
    from rdflib.plugins.sparql.parser import parseQuery

    algebra = translateQuery(parseQuery(text)).algebra
    before, _, after = text.partition("CONSTRUCT")
    return tuple(algebra.template), tuple(_patterns(algebra.p)), after[after.index("WHERE") :], before


def _patterns(part: Any) -> Iterator[Any]:  # noqa: ANN401 - rdflib's algebra is untyped
    """Yield the triple patterns of an algebra tree, those inside filters left out: they are no premises."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if isinstance(part, CompValue):
        if part.name == "BGP":
            yield from part.triples
        for key, value in part.items():
            if key not in ("expr", "triples"):
                yield from _patterns(value)


def _unify(pattern: tuple[Any, Any, Any], triple: Triple) -> dict[str, Any] | None:
    """Return variable name to value, or None when the pattern cannot have made the triple."""
    from rdflib import Variable

    binding: dict[str, Any] = {}
    for asked, value in zip(pattern, triple, strict=True):
        if isinstance(asked, Variable):
            if binding.setdefault(str(asked), value) != value:
                return None
        elif engine_term(asked) != value:
            return None
    return binding


def _filled(store: Store, pattern: tuple[Any, Any, Any], bound: dict[str, Any]) -> frozenset[Triple]:
    """Return the statements that a pattern stands for under a solution; none where a variable is unbound."""
    from rdflib import URIRef, Variable

    subject, path, value = (bound.get(str(one)) if isinstance(one, Variable) else one for one in pattern)
    if subject is None or value is None or path is None:
        return frozenset()
    subject, value = engine_term(subject), engine_term(value)
    if isinstance(path, URIRef | NamedNode):
        return frozenset(matching(store, subject, engine_term(path), value))
    return walked(store, subject, path, value)


def walked(store: Store, subject: Any, path: Any, value: Any) -> frozenset[Triple]:  # noqa: ANN401
    """Return the statements of one shortest way along a property path; none where it leads elsewhere."""
    return _walk(store, path, {subject: frozenset()}, forward=True).get(value, frozenset())


_Reached = dict[Any, frozenset[Triple]]


def _walk(store: Store, path: Any, starts: _Reached, *, forward: bool) -> _Reached:  # noqa: ANN401
    """Return every node that ``path`` reaches from ``starts``.

    Each comes with the statements of one shortest way.
    """
    from rdflib.paths import AlternativePath, InvPath, MulPath, NegatedPath, SequencePath

    if isinstance(path, InvPath):
        return _walk(store, path.arg, starts, forward=not forward)
    if isinstance(path, NegatedPath):
        return _avoid(store, path, starts, forward=forward)
    if isinstance(path, SequencePath):
        for part in path.args if forward else reversed(path.args):
            starts = _walk(store, part, starts, forward=forward)
        return starts
    if isinstance(path, AlternativePath):
        reached: _Reached = {}
        for part in path.args:
            reached = {**_walk(store, part, starts, forward=forward), **reached}
        return reached
    if isinstance(path, MulPath):
        return _repeat(store, path, starts, forward=forward)
    return _step(store, engine_term(path), starts, forward=forward)


def _repeat(store: Store, path: Any, starts: _Reached, *, forward: bool) -> _Reached:  # noqa: ANN401
    """Follow ``path?``, ``path*`` or ``path+``."""
    reached = dict(starts) if path.zero else {}
    layer = starts
    while layer:
        layer = {
            node: way
            for node, way in _walk(store, path.path, layer, forward=forward).items()
            if node not in reached
        }
        reached.update(layer)
        if not path.more:
            break
    return reached


def _avoid(store: Store, path: Any, starts: _Reached, *, forward: bool) -> _Reached:  # noqa: ANN401
    """Follow ``!(one|other)``: any property but these; nothing where rdflib loses one turned round."""
    from rdflib import URIRef

    if not all(isinstance(one, URIRef) for one in path.args):
        return {}
    return _step(store, None, starts, forward=forward, shut=[engine_term(one) for one in path.args])


def _step(
    store: Store, prop: NamedNode | None, starts: _Reached, *, forward: bool, shut: Collection[NamedNode] = ()
) -> _Reached:
    """Follow one property, or any that is not ``shut``."""
    reached: _Reached = {}
    for start, way in starts.items():
        if forward and isinstance(start, Literal):
            continue
        found = matching(store, start, prop) if forward else matching(store, None, prop, start)
        for triple in sorted((one for one in found if one.predicate not in shut), key=str):
            reached.setdefault(triple.object if forward else triple.subject, way | {triple})
    return reached


def engine_term(node: Any) -> Any:  # noqa: ANN401 - either library's term
    """Return an rdflib term as the engine's; the engine's own terms pass."""
    from rdflib import Literal as RdflibLiteral
    from rdflib import URIRef

    if isinstance(node, URIRef):
        return NamedNode(str(node))
    if isinstance(node, RdflibLiteral):
        datatype = NamedNode(str(node.datatype)) if node.datatype else None
        return (
            Literal(str(node), language=node.language)
            if node.language
            else Literal(str(node), datatype=datatype)
        )
    return node

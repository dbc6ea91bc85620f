"""Answer a question of the library over a graph store, each row with the passages behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Triple

from alliancekg.dates import period
from alliancekg.errors import InputError, UnknownTermError
from alliancekg.model import QuestionRow, Term
from alliancekg.questions import question
from alliancekg.store.engine import in_default, select
from alliancekg.terms import AKG, AKV, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliancekg.model import Citation
    from alliancekg.questions import Parameter, Question
    from alliancekg.store.engine import Solution
    from alliancekg.store.graph import GraphStore

#: A parameter of this kind takes a thing of any class.
_ANY = "Thing"
#: A parameter of this kind takes a day, month or year, as text: a date within it begins with it.
_DATE = "date"


def run(
    graph: GraphStore, name: str, arguments: Sequence[str] = ()
) -> tuple[Question, str, tuple[QuestionRow, ...]]:
    """Return the question called ``name``, its text with parameters filled in, and its rows.

    ``arguments`` fill the parameters from the left, by label, alias or CURIE; defaults fill the rest.

    Raises:
        UnknownTermError: When there is no such question, or nothing bears an argument's name.
        AmbiguousTermError: When several things do.
        InputError: When there are more arguments than parameters, or one is of another class.
    """
    asked = question(name)
    if len(arguments) > len(asked.parameters):
        takes = ", ".join(parameter.name for parameter in asked.parameters) or "none"
        reason = f"the question takes {len(asked.parameters)} arguments ({takes})"
        raise InputError(name, reason, "Leave out the rest.")
    values = {
        parameter.name: _resolved(
            graph, parameter, arguments[at] if at < len(arguments) else parameter.default
        )
        for at, parameter in enumerate(asked.parameters)
    }
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    names, terms = " ".join(f"?{key}" for key in values), " ".join(map(str, values.values()))
    bound = f"VALUES ({names}) {{ ({terms}) }}" if values else ""
    query = asked.query.replace("WHERE {", f"WHERE {{ {bound}", 1)  # first of all: filters see what is asked
    solutions = select(graph.engine, prefixes + query)
    text = asked.text.format(**{key: graph.names.term(term).label for key, term in values.items()})
    return asked, text, tuple(_row(graph, asked, solution) for solution in solutions)


def _resolved(graph: GraphStore, parameter: Parameter, text: str) -> NamedNode | Literal:
    """Return an argument as a term; one of another class is refused: no row would not mean "not stated"."""
    if parameter.kind == _DATE:
        period(text)  # raises where there is no such day
        return Literal(text)
    if parameter.kind.islower():
        return NamedNode(_concept(graph, parameter.kind, text))
    iri = graph.names.resolve(text)
    kind = graph.names.kind(iri)
    if parameter.kind != _ANY and AKG + parameter.kind not in graph.schema.ancestors(kind):
        wanted = graph.names.label(AKG + parameter.kind)
        reason = f"{parameter.name} is to be of the class {wanted}, not {graph.names.label(kind)}"
        raise InputError(text, reason, f"`alliancekg list {parameter.kind}` lists what fits.")
    return NamedNode(iri)


def _concept(graph: GraphStore, scheme: str, text: str) -> str:
    """Return the IRI of a concept of a scheme, by label or CURIE."""
    query = f"""PREFIX skos: <{PREFIXES["skos"]}>
        SELECT ?one ?label {{ ?one skos:inScheme <{AKV}{scheme}> ; skos:prefLabel ?label }}"""
    labels = {row["label"].value: row["one"].value for row in select(graph.engine, query)}
    named = {label.casefold(): iri for label, iri in labels.items()}
    found = named.get(" ".join(text.casefold().split())) or expand(text)
    if found is None or found not in labels.values():
        raise UnknownTermError(text, labels, what=scheme.replace("-", " "))
    return found


def _row(graph: GraphStore, asked: Question, solution: Solution) -> QuestionRow:
    cells = tuple(_cell(graph, solution.get(name)) for name in asked.columns)
    triples = [one for pattern in asked.evidence if (one := filled(pattern, solution)) is not None]
    held = [one for one in triples if in_default(graph.engine, one)]
    support = graph.citations.of(held)
    sources: set[Citation] = set(support.sources)
    if solution.get("says") is not None:
        sources.add(graph.citations.citation(solution["says"].value))
    timing = graph.timing(held)
    return QuestionRow(
        asked.columns, cells, support.derived, support.contested, tuple(sorted(sources)), timing
    )


def _cell(graph: GraphStore, node: Any) -> Term:  # noqa: ANN401 - a term of the engine
    if node is None:
        return Term("", "")
    term = graph.names.term(node)
    return Term(term.id, graph.names.measure(node.value)) if isinstance(node, NamedNode) else term


def filled(pattern: tuple[str, str, str], solution: Solution) -> Triple | None:
    """Return the statement that a pattern stands for, None where a variable of it is unbound."""
    nodes = [
        solution.get(part[1:]) if part.startswith("?") else NamedNode(expand(part) or part)
        for part in pattern
    ]
    return None if any(node is None for node in nodes) else Triple(*nodes)  # type: ignore[arg-type]

"""Answer a question of the library over a graph store, each row with the passages behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Triple

from alliancekg.errors import InputError
from alliancekg.model import QuestionRow, Term
from alliancekg.questions import question
from alliancekg.store.engine import in_default, select
from alliancekg.terms import AKG, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliancekg.model import Citation
    from alliancekg.questions import Parameter, Question
    from alliancekg.store.engine import Solution
    from alliancekg.store.graph import GraphStore

#: A parameter of this kind takes a thing of any class.
_ANY = "Thing"


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
    names, iris = " ".join(f"?{key}" for key in values), " ".join(f"<{iri}>" for iri in values.values())
    bound = f"\nVALUES ({names}) {{ ({iris}) }}" if values else ""
    solutions = select(graph.engine, prefixes + asked.query + bound)
    text = asked.text.format(**{key: graph.names.label(iri) for key, iri in values.items()})
    return asked, text, tuple(_row(graph, asked, solution) for solution in solutions)


def _resolved(graph: GraphStore, parameter: Parameter, text: str) -> str:
    """Return the IRI of an argument; one of another class is refused: no row would not mean "not stated"."""
    iri = graph.names.resolve(text)
    kind = graph.names.kind(iri)
    if parameter.kind != _ANY and AKG + parameter.kind not in graph.schema.ancestors(kind):
        wanted = graph.names.label(AKG + parameter.kind)
        reason = f"{parameter.name} is to be of the class {wanted}, not {graph.names.label(kind)}"
        raise InputError(text, reason, f"`alliancekg list {parameter.kind}` lists what fits.")
    return iri


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

"""Run the graph checks of ``ontology/checks``: queries whose every row is a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pyoxigraph import NamedNode

from alliancekg import resources
from alliancekg.check.case import advice, finding
from alliancekg.check.places import Place, key
from alliancekg.check.scan import BLANK
from alliancekg.errors import InputError, QueryError
from alliancekg.store import query
from alliancekg.terms import expand

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from alliancekg.answers import Value
    from alliancekg.check.case import Case
    from alliancekg.model import Finding

_PARTS = ("graph", "subject", "predicate", "object")


#: First comes what settles a node, then what reads what files state, last what needs the rules.
Stage = Literal["settling", "stated", "derived"]


def graph_faults(case: Case, stage: Stage) -> Iterator[Finding]:
    """Yield what the checks of one stage find.

    Raises:
        InputError: When a check is no valid query.
    """
    for path in resources.check_files():
        if _stage(_advice(path)) == stage:
            yield from _run(case, path)


def _stage(told: dict[str, Any]) -> Stage:
    if "settles" in told:
        return "settling"
    return "derived" if told.get("derived") else "stated"


def _run(case: Case, path: Path) -> Iterator[Finding]:
    told = _advice(path)
    settled: set[str] = set()
    for row in _rows(case, path):
        if not case.settled.isdisjoint(row.values()):
            continue
        settled.add(row.get(told.get("settles", ""), ""))
        fields = {name: _shown(case, node) for name, node in row.items()}
        texts = {**told, "what": told["what"] + "{values}"}
        fields["values"] = _values(case, row) if told.get("each") else ""
        within = case.passages if told.get("each") else None
        for file, line in case.where(_places(told, row), within):
            yield finding(file, line, path.stem, fields, texts)
    case.settled |= settled - {""}


def _rows(case: Case, path: Path) -> list[dict[str, str]]:
    """Return the rows of one check as variable to node, in a stable order."""
    try:
        result = query.select(case.engine, path.read_text(encoding="utf-8"))
    except QueryError as error:
        raise InputError(path, f"the check cannot be run ({error.reason})", "Mend the query.") from error
    rows = []
    for row in result.rows:
        named = zip(result.columns, row, strict=True)
        rows.append({name: _node(value) for name, value in named if value is not None})
    return sorted(rows, key=lambda row: sorted(row.items()))


def _node(value: Value) -> str:
    if value.kind == "bnode":
        return BLANK
    return value.text if value.kind == "iri" else f'"{value.text}'


def _shown(case: Case, node: str) -> str:
    """Return a node as people read it; a number stands bare."""
    return node[1:] if node[1:].isdecimal() else case.name(node)


def _places(told: dict[str, Any], row: dict[str, str]) -> list[Place]:
    """Return where to look for the line; a check without advice is looked for by all that its rows name."""
    if "places" not in told:
        return [Place(anywhere=node) for node in row.values()] + [
            Place(graph=(node,)) for node in row.values()
        ]
    places = []
    for place in told["places"]:
        if "anywhere" in place:
            places.append(Place(anywhere=_filled(place["anywhere"], row)[0]))
        else:
            graph, subject, predicate, value = (_filled(place.get(part, []), row) for part in _PARTS)
            places.append(Place(graph, subject, predicate, value))
    return places


def _filled(part: str | list[str], row: dict[str, str]) -> tuple[str, ...]:
    """Return the nodes that a part of a place means."""
    texts = [part] if isinstance(part, str) else part
    return tuple(row[text[1:]] if text.startswith("?") else expand(text) or text for text in texts)


def _values(case: Case, row: dict[str, str]) -> str:
    """Return what each accepted passage gives for the thing and the property of the row."""
    if row["thing"] == BLANK:
        return ""
    quads = case.engine.quads_for_pattern(NamedNode(row["thing"]), NamedNode(row["property"]), None, None)
    told = {
        f"{case.name(key(quad.object))} in {case.name(key(quad.graph_name))}"
        for quad in quads
        if key(quad.graph_name) in case.passages
    }
    return ": " + ", ".join(sorted(told))


def _advice(path: Path) -> dict[str, Any]:
    """Return what is said of a check; one that nothing is said of yet speaks by its first line."""
    if path.stem in advice():
        return advice()[path.stem]
    title = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("#").strip().rstrip(".")
    return {
        "what": title.replace("{", "{{").replace("}", "}}"),
        "why": "The graph breaks a rule of its own.",
        "fix": f"See {path.name} in ontology/checks.",
        "derived": True,
    }

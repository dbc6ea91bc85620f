"""What every check works on, and how a fault becomes a finding."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from alliancekg.check.scan import BLANK
from alliancekg.model import Finding
from alliancekg.store.names import Names
from alliancekg.store.schema import Schema
from alliancekg.terms import AKG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Quad, Store

    from alliancekg.check.places import Place, Sheet


@cache
def advice() -> dict[str, dict[str, Any]]:
    """Return what findings say, by check; the tables of ``shape`` hold those of SHACL."""
    return tomllib.loads(Path(__file__).with_name("advice.toml").read_text(encoding="utf-8"))


class Case:
    """The dataset under check: ``engine`` holds all files and the context, ``sheets`` the files alone.

    ``passages`` are the accepted ones. ``settled`` collects nodes whose fault is told, ``misdated`` the quads
    with an impossible date: what follows from either is not told again.
    """

    def __init__(
        self, engine: Store, sheets: tuple[Sheet, ...], passages: frozenset[str], settled: Iterable[str] = ()
    ) -> None:
        self.engine = engine
        self.sheets = sheets
        self.passages = passages
        self.settled = set(settled)
        self.misdated: set[Quad] = set()
        self._names = Names(engine, Schema(engine))

    def name(self, node: str) -> str:
        """Return a node, in the spelling of a Spot, as people read it: "Japan (akd:state_japan)"."""
        if node.startswith('"'):
            return f'"{node[1:]}"'
        if node == BLANK:
            return "a blank node"
        term = self._names.term(NamedNode(node))
        label = term.label.removeprefix("has ") if node.startswith(AKG) else term.label
        return term.id if label == term.id else f"{label} ({term.id})"

    def where(
        self, places: Iterable[Place], within: frozenset[str] | None = None
    ) -> Iterator[tuple[Path, int]]:
        """Yield file and line of the first of ``places`` that any file has, once for each file that has it.

        ``within`` are the graphs to which the search is limited.
        """
        for place in places:
            found = False
            for sheet in self.sheets:
                lines = [line for line, spot in sheet.find(place) if within is None or spot.graph in within]
                if lines:
                    found = True
                    yield sheet.path, lines[0]
            if found:
                return

    def types(self) -> dict[str, set[str]]:
        """Return the classes of everything that any named graph gives a type."""
        found: dict[str, set[str]] = {}
        rdf_type = NamedNode(RDF + "type")
        for quad in self.engine.quads_for_pattern(None, rdf_type, None, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                found.setdefault(quad.subject.value, set()).add(quad.object.value)
        return found


def finding(
    path: Path, line: int, check: str, fields: Mapping[str, str], texts: Mapping[str, Any] | None = None
) -> Finding:
    """Return one row: ``texts`` (those of ``check`` unless given), filled in with ``fields``."""
    told = advice()[check] if texts is None else texts
    what, why, fix = (" ".join(str(told[part]).format_map(fields).split()) for part in ("what", "why", "fix"))
    return Finding(str(path), line, told.get("severity", "violation"), check, what, why, fix)

"""Run the rules: each reads the default graph alone, and writes there and to a derived graph of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from alliancekg import resources
from alliancekg.terms import DERIVED

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store


#: How every rule begins; a head holds no bracket.
_CONSTRUCT = re.compile(r"^CONSTRUCT\s*\{([^{}]*)\}\s*WHERE\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as shipped: its name ("state-party"), what it says in one line, and its CONSTRUCT query."""

    name: str
    about: str
    text: str

    @property
    def graph(self) -> str:
        """Return the IRI of the graph that the rule writes."""
        return DERIVED + self.name

    @property
    def update(self) -> str:
        """Return the rule as an update: what it derives goes to its own graph and to the default graph."""
        return _CONSTRUCT.sub(rf"INSERT {{ GRAPH <{self.graph}> {{\1}} \1 }} WHERE", self.text, count=1)


@cache
def rules() -> tuple[Rule, ...]:
    """Return the shipped rules in the order in which they run."""
    return tuple(_read(path) for path in resources.rule_files())


def _read(path: Path) -> Rule:
    """Read one ``NN-name.rq``; its first line is a comment "# name: what it says."."""
    text = path.read_text(encoding="utf-8")
    _, _, about = text.splitlines()[0].partition(": ")
    return Rule(path.stem.partition("-")[2], about, text)


def run_rules(store: Store) -> None:
    """Run every rule once, in order. Later rules see what earlier ones derived."""
    for rule in rules():
        store.update(rule.update)

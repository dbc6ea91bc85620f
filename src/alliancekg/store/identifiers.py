"""The codes of states and the days on which each stands: which number a state had, when a list has it.

A code is a system, a number and a period. In a list of states (Correlates of War, Gleditsch and Ward) the
period says when the state was there: it is a spell. When a country code was withdrawn says no such thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode

from alliancekg.dates import FIRST_DAY, LAST_DAY, bounds
from alliancekg.errors import DateError
from alliancekg.terms import AKG, AKV, compress

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pyoxigraph import Store

    from alliancekg.dates import Bounds

    #: A first and a last day, both inclusive.
    Days = tuple[date, date]

#: What a caller writes, and the code systems (``akv:code-system_…``) that it means.
SYSTEMS: dict[str, tuple[str, ...]] = {
    "cow": ("cow",),
    "gw": ("gleditsch-ward", "gleditsch-ward-microstates"),
    "iso2": ("iso-3166-1-alpha-2",),
    "iso3": ("iso-3166-1-alpha-3",),
    "iso3166-3": ("iso-3166-3",),
}
#: The systems whose periods say when a state was there, and what stands for all of them.
LISTS = ("any", "cow", "gw")


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a state (IRIs both) in one of ``SYSTEMS``.

    ``days`` are the widest there are where none is told.
    """

    iri: str
    state: str
    system: str
    text: str
    days: Days
    is_dated: bool


class Identifiers:
    """The codes of one default graph, by state."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_state: dict[str, list[Code]] = {}
        for code in self._codes():
            self._by_state.setdefault(code.state, []).append(code)

    def spells(self, system: str) -> Mapping[str, tuple[Days, ...]]:
        """Return when each state was there by a list of ``LISTS``; a state that it gives no day has none."""
        found = {
            state: tuple(sorted({one.days for one in codes if _is_spell(one, system)}))
            for state, codes in self._by_state.items()
        }
        return {state: days for state, days in found.items() if days}

    def telling(self, states: Iterable[str], system: str) -> set[str]:
        """Return the IRIs of the codes that say when some states were there by a list of ``LISTS``."""
        told = (one for state in states for one in self._by_state.get(state, ()))
        return {one.iri for one in told if _is_spell(one, system)}

    def code(self, state: str, system: str, year: int) -> str | None:
        """Return the code of a state in a year: on its last day, else the last within it; None without one.

        Of several that stand, the one that goes first: YUG was followed by SCG, and both stood in 1990.
        """
        first, last = date(year, 1, 1), date(year, 12, 31)
        told = [
            one
            for one in self._by_state.get(state, ())
            if one.system == system and one.days[0] <= last and one.days[1] >= first
        ]
        at_the_end = [one for one in told if one.days[1] >= last]
        if at_the_end:
            return min(at_the_end, key=lambda one: (one.days[1], one.text)).text
        return max(told, key=lambda one: (one.days[1], one.text)).text if told else None

    def _codes(self) -> Iterator[Code]:
        """Yield the codes that have a system of ours."""
        meant = {AKV + "code-system_" + name: ours for ours, names in SYSTEMS.items() for name in names}
        states, texts = self._values("identifies"), self._values("code")
        systems = self._values("codeSystem")
        starts, ends = self._values("startDate"), self._values("endDate")
        for iri, nodes in sorted(states.items()):
            first = [span.first for span in _spans(iri, starts.get(iri, ()))]
            last = [span.last for span in _spans(iri, ends.get(iri, ()))]
            days = (min(first, default=FIRST_DAY), max(last, default=LAST_DAY))
            for state in nodes:
                for system in systems.get(iri, ()):
                    for text in texts.get(iri, ()):
                        ours = meant.get(getattr(system, "value", ""))
                        if ours and isinstance(state, NamedNode) and isinstance(text, Literal):
                            yield Code(iri, state.value, ours, text.value, days, bool(first or last))

    def _values(self, name: str) -> dict[str, list[object]]:
        """Return subject (an IRI) to values of a property of ours."""
        found: dict[str, list[object]] = {}
        for quad in self._store.quads_for_pattern(None, NamedNode(AKG + name), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode):
                found.setdefault(quad.subject.value, []).append(quad.object)
        return found


def _is_spell(code: Code, system: str) -> bool:
    """Return whether the days of a code say when its state was there, by one of ``LISTS``."""
    return code.is_dated and code.system in (LISTS[1:] if system == LISTS[0] else (system,))


def _spans(iri: str, nodes: Iterable[object]) -> Iterator[Bounds]:
    """Yield what the dates of an identifier can mean; an end that is left open is none.

    Identity stands in the registry, whose dates have no derived bounds.
    """
    for node in nodes:
        if isinstance(node, Literal) and node.value != "..":
            try:
                yield bounds(node.value, node.datatype.value)
            except DateError as error:
                raise DateError(error.value, error.reason, compress(iri)) from error

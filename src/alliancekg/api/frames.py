"""The tables researchers join: dyad-years and state-years."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Unpack

from alliancekg.answers.panels import NUMBERED, Years, column_of
from alliancekg.api.base import Held
from alliancekg.api.years import Asked, DyadRules, StateRules
from alliancekg.errors import InputError, UnknownTermError
from alliancekg.model import Term
from alliancekg.terms import compress

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from alliancekg.analysis.panels import Cells
    from alliancekg.answers.panels import Cell
    from alliancekg.model import Coverage
    from alliancekg.store.graph import GraphStore

_AFTER = ("year", "tied", "agreements")


class Framed(Held):
    """What held year by year."""

    def dyad_years(
        self, start: int | None = None, end: int | None = None, **rules: Unpack[DyadRules]
    ) -> pd.DataFrame:
        """Return a pandas frame with a row for each pair of states and year in which an agreement binds both.

        Columns: ``one``, ``other``, their labels and codes, ``year``, ``tied``, ``agreements`` (phases apart)
        and each kind of obligation: whether ``one`` owes it to ``other``, undirected whether either does;
        missing in years that no source of the pair covers, never 0 (a dataset speaks of the years it covers,
        other sources together). ``attrs`` has citations, covered years, the rules, and states in no list.

        Args:
            start: First year; by default, as ``end``, what the sources cover.
            end: Last year.
            **rules: ``directed``: two rows a pair, one for each direction. ``obligation``, a kind
                ("defense"): only rows in which it is owed. ``complete``: also the covered years in which a
                pair of the frame is not tied though both states are there, ``tied`` false. ``system``: the
                list of states that says so, ``cow``, ``gw``, or ``any`` of these (default); a state of which
                it gives no day is taken to be there always. ``codes``: ``cow``, ``gw``, ``iso2``, ``iso3``,
                or several: columns ``one_cow``, ``other_cow`` ..., the code of that year. ``date_rule``:
                ``possible`` (default), any day on which it may have held; ``certain``, on which it did.
                ``year_rule``: ``any-day`` (default), ``first-day``, ``last-day`` or ``whole-year``, on which
                both are bound.

        Raises:
            InputError: When pandas is not installed, a year is none, the first is after the last, or the
                graph is one as of a day.
            UnknownTermError: When there is no such rule, list, code or obligation.
        """
        return self.dyad_year_table(start, end, **rules).to_pandas()

    def dyad_year_table(
        self, start: int | None = None, end: int | None = None, **rules: Unpack[DyadRules]
    ) -> Years:
        """Return what ``dyad_years`` does as plain rows: no pandas is needed.

        Raises:
            InputError: When a year is none, the first is after the last, or the graph is one as of a day.
            UnknownTermError: When there is no such rule, list, code or obligation.
        """
        from alliancekg.analysis.panels import dyad_rows

        frame = self._frame(Asked(start, end, **rules))
        asked, panel = frame.asked, frame.panel
        if asked.obligation and asked.obligation not in panel.kinds:
            raise UnknownTermError(asked.obligation, panel.kinds, what="obligation that anybody owes")
        found = dyad_rows(
            panel, frame.years, directed=asked.directed, obligation=asked.obligation, complete=asked.complete
        )
        return frame.answer(("one", "other"), _AFTER, found, self.coverage())

    def state_years(
        self, start: int | None = None, end: int | None = None, **rules: Unpack[StateRules]
    ) -> pd.DataFrame:
        """Return a pandas frame with a row for each state and year in which it is a party of an agreement.

        Columns: ``state`` (CURIE), ``label``, its codes, ``year``, ``tied``, ``agreements`` (how many),
        ``partners`` (to how many states they tie it), and one for each kind of obligation: whether it owes it
        to any state. The arguments but for ``directed`` and ``obligation``, what is missing, and ``attrs``
        are those of ``dyad_years``; a column of codes is called ``cow`` ...

        Raises:
            InputError: When pandas is not installed, a year is none, the first is after the last, or the
                graph is one as of a day.
            UnknownTermError: When there is no such rule, list or code.
        """
        return self.state_year_table(start, end, **rules).to_pandas()

    def state_year_table(
        self, start: int | None = None, end: int | None = None, **rules: Unpack[StateRules]
    ) -> Years:
        """Return what ``state_years`` does as plain rows: no pandas is needed.

        Raises:
            InputError: When a year is none, the first is after the last, or the graph is one as of a day.
            UnknownTermError: When there is no such rule, list or code.
        """
        from alliancekg.analysis.panels import state_rows

        frame = self._frame(Asked(start, end, **rules))
        found = state_rows(frame.panel, frame.years, complete=frame.asked.complete)
        keyed = (((state,), cells) for state, cells in found)
        return frame.answer(("state",), (*_AFTER, "partners"), keyed, self.coverage())

    def _frame(self, asked: Asked) -> _Frame:
        """Return the frame that answers a question; it has years of its own, so a view of a day has none."""
        if self._whole is not self._graph:
            reason = "a frame has years of its own"
            fix = "Ask kg itself, from a first to a last year; date_rule says whether the possible counts."
            raise InputError(f"as of {self._graph.as_of}", reason, fix)
        return _Frame(self._graph, asked)


class _Frame:
    """What one graph has for one question: the stretches, the years asked about, when states were there."""

    def __init__(self, graph: GraphStore, asked: Asked) -> None:
        from alliancekg.analysis.panels import Panel
        from alliancekg.store.identifiers import Identifiers
        from alliancekg.store.kept_spells import spells

        self.asked = asked
        self._graph = graph
        self._identifiers = Identifiers(graph.engine)
        self._listed = self._identifiers.spells(asked.system)
        self._spells = spells(graph, asked.date_rule)
        self.years = asked.years(self._spells.years)
        self.panel = Panel(self._spells, asked.year_rule, self.years, self._listed)
        self._named = cache(self._name_and_codes)

    def answer(
        self,
        sides: tuple[str, ...],
        after: tuple[str, ...],
        found: Iterable[tuple[tuple[str, ...], Cells]],
        coverage: Coverage,
    ) -> Years:
        """Return the rows with names and codes of the states on each of the ``sides``."""
        from alliancekg.store.spells import cited

        marks = [f"{side}_" if len(sides) > 1 else "" for side in sides]
        told = ("label", *self.asked.codes)
        heads = [(side, *(mark + name for name in told)) for side, mark in zip(sides, marks, strict=True)]
        rows, states = [], set[str]()
        for who, cells in found:
            states.update(who)
            year = cells[0] if self.asked.codes else 0  # names do not change
            rows.append((*chain.from_iterable([self._named(state, year) for state in who]), *cells))
        datasets, others = cited(self._graph, self._sources(states))
        covered = self._spells.years
        return Years(
            columns=(*(name for head in heads for name in head), *after, *map(column_of, self.panel.kinds)),
            rows=tuple(rows),
            citations=(*datasets, *others),
            datasets=len(datasets),
            covered=f"{min(covered)}..{max(covered)}" if covered else "",
            date_rule=self.asked.date_rule,
            year_rule=self.asked.year_rule,
            system=self.asked.system,
            unlisted=self._unlisted(states),
            coverage=coverage,
        )

    def _sources(self, states: Iterable[str]) -> set[str]:
        """Return the sources that tell of the parties and, in a complete frame, of when states were there."""
        from alliancekg.store.spells import sources_of

        spells = self._identifiers.telling(states, self.asked.system) if self.asked.complete else ()
        return set(self._spells.sources).union(*sources_of(self._graph, spells).values())

    def _unlisted(self, states: Iterable[str]) -> tuple[Term, ...]:
        """Return the states that a complete frame takes to be there always, since no list gives them days."""
        label = self._graph.names.label
        missing = (state for state in states if state not in self._listed) if self.asked.complete else ()
        return tuple(sorted(Term(compress(state), label(state)) for state in missing))

    def _name_and_codes(self, state: str, year: int) -> tuple[Cell, ...]:
        """Return CURIE and label of a state, and its code of a year in each system asked for."""
        codes = (_cell(self._identifiers.code(state, one, year), one) for one in self.asked.codes)
        return (compress(state), self._graph.names.label(state), *codes)


def _cell(text: str | None, system: str) -> Cell:
    """Return a code as it is compared: what lists of states give is a whole number."""
    if text is None or system not in NUMBERED:
        return text
    return int(text) if text.isdecimal() else None

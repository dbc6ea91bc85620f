"""The tables researchers join: dyad-years and state-years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.answers.panels import Years
from alliancekg.api.base import Held
from alliancekg.errors import InputError, UnknownTermError
from alliancekg.terms import compress

if TYPE_CHECKING:
    import pandas as pd

    from alliancekg.analysis.panels import Panel
    from alliancekg.store.spells import Spells

_DYADS = ("one", "one_label", "other", "other_label", "year", "tied", "agreements")
_STATES = ("state", "label", "year", "tied", "agreements", "partners")


class Framed(Held):
    """What held year by year."""

    def dyad_years(  # noqa: PLR0913 - one for each choice
        self,
        start: int | None = None,
        end: int | None = None,
        *,
        directed: bool = False,
        obligation: str = "",
        complete: bool = False,
        date_rule: str = "possible",
        year_rule: str = "any-day",
    ) -> pd.DataFrame:
        """Return a pandas frame with a row for each pair of states and year in which an agreement binds both.

        Columns: ``one``, ``other``, their labels, ``year``, ``tied``, ``agreements`` (phases apart), and each
        kind of obligation: whether ``one`` owes it to ``other``, undirected whether either does; missing
        in years that no source of the pair covers, never 0 (a dataset speaks of the years it covers, other
        sources together). ``attrs`` has citations, covered years and the rules.

        Args:
            start: First year; by default, as ``end``, what the sources cover.
            end: Last year.
            directed: Two rows a pair, one for each direction.
            obligation: A kind ("defense"): only rows in which it is owed.
            complete: Also the covered years in which a pair of the frame is not tied, ``tied`` false.
            date_rule: ``possible``: any day on which it may have held; ``certain``: on which it did.
            year_rule: ``any-day``, ``first-day``, ``last-day`` or ``whole-year``, on which both are bound.

        Raises:
            InputError: When pandas is not installed, or the first year is after the last.
            UnknownTermError: When there is no such rule or obligation.
        """
        told = self.dyad_year_table(
            start,
            end,
            directed=directed,
            obligation=obligation,
            complete=complete,
            date_rule=date_rule,
            year_rule=year_rule,
        )
        return told.to_pandas()

    def dyad_year_table(  # noqa: PLR0913 - one for each choice
        self,
        start: int | None = None,
        end: int | None = None,
        *,
        directed: bool = False,
        obligation: str = "",
        complete: bool = False,
        date_rule: str = "possible",
        year_rule: str = "any-day",
    ) -> Years:
        """Return what ``dyad_years`` does as plain rows: no pandas is needed.

        Raises:
            InputError: When the first year is after the last.
            UnknownTermError: When there is no such rule or obligation.
        """
        from alliancekg.analysis.panels import dyad_rows

        spells, panel, years = self._panel(start, end, date_rule, year_rule)
        if obligation and obligation not in panel.kinds:
            raise UnknownTermError(obligation, panel.kinds, what="obligation that anybody owes")
        found = dyad_rows(panel, years, directed=directed, obligation=obligation, complete=complete)
        rows = tuple((*self._named(one), *self._named(other), *cells) for (one, other), cells in found)
        return self._years((*_DYADS, *panel.kinds), rows, spells, date_rule, year_rule)

    def state_years(
        self,
        start: int | None = None,
        end: int | None = None,
        *,
        complete: bool = False,
        date_rule: str = "possible",
        year_rule: str = "any-day",
    ) -> pd.DataFrame:
        """Return a pandas frame with a row for each state and year in which it is a party of an agreement.

        Columns: ``state`` (CURIE), ``label``, ``year``, ``tied``, ``agreements`` (how many), ``partners`` (to
        how many states they tie it), and one for each kind of obligation: whether it owes it to any state.
        The arguments, what is missing, and ``attrs`` are those of ``dyad_years``.

        Raises:
            InputError: When pandas is not installed, or the first year is after the last.
            UnknownTermError: When there is no such rule.
        """
        told = self.state_year_table(start, end, complete=complete, date_rule=date_rule, year_rule=year_rule)
        return told.to_pandas()

    def state_year_table(
        self,
        start: int | None = None,
        end: int | None = None,
        *,
        complete: bool = False,
        date_rule: str = "possible",
        year_rule: str = "any-day",
    ) -> Years:
        """Return what ``state_years`` does as plain rows: no pandas is needed.

        Raises:
            InputError: When the first year is after the last.
            UnknownTermError: When there is no such rule.
        """
        from alliancekg.analysis.panels import state_rows

        spells, panel, years = self._panel(start, end, date_rule, year_rule)
        found = state_rows(panel, years, complete=complete)
        rows = tuple((*self._named(state), *cells) for state, cells in found)
        return self._years((*_STATES, *panel.kinds), rows, spells, date_rule, year_rule)

    def _panel(
        self, start: int | None, end: int | None, date_rule: str, year_rule: str
    ) -> tuple[Spells, Panel, range]:
        """Return the stretches of the graph, their years, and the years that are asked about."""
        from alliancekg.analysis.panels import YEAR_RULES, Panel
        from alliancekg.store.kept_spells import spells
        from alliancekg.store.spells import DATE_RULES

        for rule, known in ((date_rule, DATE_RULES), (year_rule, YEAR_RULES)):
            if rule not in known:
                raise UnknownTermError(rule, known, what="rule")
        told = spells(self._whole, date_rule)
        first = min(told.years, default=1) if start is None else start
        last = max(told.years, default=0) if end is None else end
        if first > last and not (start is None and end is None):
            raise InputError(
                first, f"the first year is after the last, {last}", "Give the earlier one first."
            )
        return told, Panel(told, year_rule, first, last), range(first, last + 1)

    def _named(self, iri: str) -> tuple[str, str]:
        return compress(iri), self._graph.names.label(iri)

    def _years(
        self,
        columns: tuple[str, ...],
        rows: tuple[tuple[str | int | bool | None, ...], ...],
        spells: Spells,
        date_rule: str,
        year_rule: str,
    ) -> Years:
        from alliancekg.store.spells import cited

        covered = f"{min(spells.years)}..{max(spells.years)}" if spells.years else ""
        citations = tuple(sorted({cited(self._whole, source) for source in spells.sources}))
        return Years(columns, rows, citations, covered, date_rule, year_rule, self.coverage())

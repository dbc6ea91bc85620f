"""Commands that give a row for each year: dyad-years, state-years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from alliancekg.answers.panels import Years
    from alliancekg.api import KnowledgeGraph

#: As in ``alliancekg.store.spells``, ``analysis.panels``, ``store.identifiers`` and ``api.years``.
DATE_RULES = ("possible", "certain")
YEAR_RULES = ("any-day", "first-day", "last-day", "whole-year")
LISTS = ("any", "cow", "gw")
CODES = ("cow", "gw", "iso2", "iso3")
_SHOWN = 3
_year = click.IntRange(1, 9999)


def _panel_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what both panels are asked with."""
    options = (
        click.option("--from", "start", metavar="YEAR", type=_year, help="First year [the first covered]."),
        click.option("--to", "end", metavar="YEAR", type=_year, help="Last year [the last covered]."),
        click.option(
            "--complete", is_flag=True, help="Also covered years without a tie, of states then there."
        ),
        click.option(
            "--system",
            type=click.Choice(LISTS),
            default=LISTS[0],
            show_default=True,
            help="The list that says when a state was there.",
        ),
        click.option(
            "--codes",
            type=click.Choice(CODES),
            multiple=True,
            help="Columns of codes in that year; repeatable.",
        ),
        click.option(
            "--date-rule",
            type=click.Choice(DATE_RULES),
            default=DATE_RULES[0],
            show_default=True,
            help="Which days count where a date is known to the month or year.",
        ),
        click.option(
            "--year-rule",
            type=click.Choice(YEAR_RULES),
            default=YEAR_RULES[0],
            show_default=True,
            help="On which days of a year the tie must be there.",
        ),
        graph_options,
        format_option(*output.FORMATS),
        output_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command("dyad-years")
@click.option("--directed", is_flag=True, help="A row for each direction: the first owes the second.")
@click.option("--obligation", metavar="KIND", default="", help="Only where it is owed: defense, offense ...")
@_panel_options
def dyad_years_command(
    settings: Settings,
    form: str,
    output_: Path | None,
    **asked: Any,  # noqa: ANN401 - the options, passed on by name
) -> None:
    """List the pairs of states that an agreement ties, year by year, with what they owe each other.

    1 is yes and 0 is no; in a year of which no source speaks, cells are empty. Phases of an alliance are
    agreements of their own. The rules are told in docs/datasets.md. A frame has years of its own: --as-of and
    --possible are refused.

    \b
    alliancekg dyad-years --from 2022 --to 2023
    alliancekg dyad-years --obligation defense --directed --year-rule last-day -f csv
    """
    found = _whole(settings).dyad_year_table(**asked)
    _emit(found, form, output_, "dyad-year")


@click.command("state-years")
@_panel_options
def state_years_command(
    settings: Settings,
    form: str,
    output_: Path | None,
    **asked: Any,  # noqa: ANN401 - the options, passed on by name
) -> None:
    """List the states that are parties of agreements, year by year, with partners and obligations.

    1 is yes and 0 is no; in a year of which no source speaks, cells are empty. The rules are told in
    docs/datasets.md. A frame has years of its own: --as-of and --possible are refused.

    \b
    alliancekg state-years --from 2022 --to 2023
    alliancekg state-years --complete -f csv
    """
    found = _whole(settings).state_year_table(**asked)
    _emit(found, form, output_, "state-year")


def _whole(settings: Settings) -> KnowledgeGraph:
    """Return the graph of all days: a frame has years of its own, and a day would say nothing of them."""
    if settings.as_of or settings.possible:
        message = (
            "--as-of and --possible have no place here: years are asked with --from and --to, and "
            "--date-rule says whether what is only possible counts."
        )
        raise click.UsageError(message)
    return settings.load()


def _emit(found: Years, form: str, path: Path | None, noun: str) -> None:
    """Print a panel in one of the forms, and what it rests on."""
    columns, rows = found.flat()
    if form == "table":
        text = output.table(columns, (["" if cell is None else str(cell) for cell in row] for row in rows))
    elif form in {"json", "jsonl"}:
        named = [dict(zip(columns, row, strict=True)) for row in found.rows]
        about = {
            "covered": found.covered,
            "date_rule": found.date_rule,
            "year_rule": found.year_rule,
            "system": found.system,
            "unlisted": found.unlisted,
            "citations": found.citations,
        }
        text = output.envelope(named, found.coverage, **about) if form == "json" else output.json_lines(named)
    else:
        text = output.flat((columns, rows), form)
    output.emit(text, path)
    rules = f"date rule {found.date_rule}, year rule {found.year_rule}"
    output.say(f"{output.counted(len(found), noun)}; {rules}; {found.coverage}")
    if found.unlisted:
        output.say(_unlisted(found))
    shown = found.citations[: found.datasets or _SHOWN]
    for citation in shown:
        output.say(f"cite: {citation}")
    if len(found.citations) > len(shown):
        more = output.counted(len(found.citations) - len(shown), "more source")
        output.say(f"and {more} (-f json lists all)")


def _unlisted(found: Years) -> str:
    """Return which states are taken to be there in every year, since no list says when they were."""
    states = found.unlisted
    which = "no list gives" if found.system == LISTS[0] else f"the list {found.system} does not give"
    names = ", ".join(state.label for state in states[:_SHOWN])
    more = f" and {len(states) - _SHOWN:,} more" if len(states) > _SHOWN else ""
    are = "is" if len(states) == 1 else "are"
    return (
        f"{output.counted(len(states), 'state')} of which {which} the days {are} taken to be there always: "
        f"{names}{more}"
    )

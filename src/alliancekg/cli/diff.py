"""The command ``diff``: what changed in the world between two days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, day, format_option, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers import Diff
    from alliancekg.model import Change


@click.command("diff")
@click.option("--from", "start", metavar="DATE", required=True, callback=day, help="The first day.")
@click.option("--to", "end", metavar="DATE", required=True, callback=day, help="The last day.")
@graph_options
@format_option(*output.FORMATS)
@output_option
def diff_command(settings: Settings, start: str, end: str, form: str, output_: Path | None) -> None:
    """Tell what changed in the world between two days: joined, signed, in force, ended, renamed ...

    The net change of each thing, and beside it the events on the way, each cited. A month or a year stands
    for its last day. What changed in the data is another question: `alliancekg changes`.

    \b
    alliancekg diff --from 2022 --to 2023
    alliancekg diff --from 2023-07-31 --to 2023-12-31 -f json
    """
    from alliancekg.dates import period

    if settings.as_of:
        message = "--as-of is one day; `diff` compares two: use --from and --to."
        raise click.UsageError(message)
    if period(start).last > period(end).last:
        message = f"--from {start} is after --to {end}."
        raise click.UsageError(message)
    found = settings.load().diff(start, end)
    output.emit(_told(found, form), output_)
    counts = output.counted(len(_told_of(found)), "change"), output.counted(len(found.events), "event")
    surer = len(found) - len(_told_of(found))
    if surer and form == "table":
        output.say(f"of {surer} more it is only better or less known whether they held: see -f json.")
    output.say(f"{counts[0]} and {counts[1]} from {start} to {end}; {found.coverage}")


def _told(found: Diff, form: str) -> str:
    """Return changes in one of the forms."""
    if form == "table":
        return _tables(found)
    if form == "json":
        days = {"from": found.start, "to": found.end}
        return output.envelope(found.rows, found.coverage, **days, events=found.events)
    if form == "jsonl":
        return output.json_lines(found.rows)
    return output.flat(found.flat(), form)


def _tables(found: Diff) -> str:
    """Return changes and events as people read them, with one run of footnotes.

    Where nothing is known to have changed but how sure it is, programs read it in JSON and CSV.
    """
    from alliancekg.footnotes import Footnotes

    marks = Footnotes()
    rows = [
        (row.date or "no date", row.sentence, f"{row.before} -> {row.after}", marks.marks(row.sources))
        for row in _told_of(found)
    ]
    events = [
        (one.date or "no date", one.event.label, one.kind, one.holds, marks.marks(one.sources))
        for one in found.events
    ]
    told = output.table(("date", "what changed", "holds", "says who"), rows)
    on_the_way = output.table(("date", "event on the way", "kind", "in that time", "says who"), events)
    return f"{told}\n{on_the_way}{output.footnotes(marks)}"


def _told_of(found: Diff) -> list[Change]:
    """Return the changes of the world, without those of how sure we are."""
    return [row for row in found if row.kind not in {"certain", "in doubt"}]

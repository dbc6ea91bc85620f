"""Commands that tell of one thing and who says so: show, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option
from alliancekg.cli.reading import text_option, words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from alliancekg.answers import Answer, Description
    from alliancekg.model import Coverage, Evidence, Timing

    #: The words of passages from a text at hand, by CURIE.
    Words = dict[str, str] | None


@click.command("show")
@click.argument("term")
@graph_options
@format_option(*output.FORMATS)
@output_option
@text_option
def show_command(settings: Settings, term: str, form: str, output_: Path | None, text_: Path | None) -> None:
    """Show one thing: what it is and its dated relations, each with its evidence.

    TERM is a label, an alias, a CURIE, a code (JPN, atop:3180) or the slug of a source.

    \b
    alliancekg show SOSA
    alliancekg show akd:program_gpi --as-of 2023-12-31 -f json
    """
    kg = settings.load()
    shown = kg.show(term)
    said = words(kg, text_, form, shown.relations)
    output.emit(_shown(shown, said, form), output_)
    if not shown.relations:
        output.say("no relation is reported or announced in this graph.")
    output.say(f"{shown.coverage}")
    if any(one.mode != "denied" for one in shown.hedged):
        output.say("add --modes to see what those passages say.")


def _shown(shown: Description, said: Words, form: str) -> str:
    """Return a description in one of the forms."""
    if form == "table":
        return _told(shown, said)
    if form == "json":
        return output.envelope(
            shown.relations,
            shown.coverage,
            entity=output.plain(shown.entity),
            hedged=shown.hedged,
            conflicts=shown.conflicts,
            only_announced=shown.only_announced,
            **({} if said is None else {"sentences": said}),
        )
    if form == "jsonl":
        return output.json_lines(shown.relations)
    return output.flat(shown.flat(), form)


def _told(shown: Description, said: Words) -> str:
    """Return an entity as people read it; ``said`` are the words of passages from a text at hand."""
    from alliancekg.answers import noted, told

    lines = [f"{shown.entity.label} ({shown.entity.kind or 'no class'})", shown.entity.id]
    if shown.entity.aliases:
        lines.append(f"also called: {', '.join(shown.entity.aliases)}")
    if shown.entity.codes:
        lines.append(f"codes: {', '.join(shown.entity.codes)}")
    lines += shown.notices
    rows = [
        (
            (row.relation, told(row), row.date, *_now(row.timing, shown.coverage), noted(row)),
            row.sources,
        )
        for row in shown.relations
    ]
    head = "".join(output.safe(line) + "\n" for line in lines)
    columns = ("relation", "to", "date", *(("holds", "stage") if shown.coverage.as_of else ()), "note")
    return head + "\n" + output.cited_table(columns, rows, sentences=said)


def _now(timing: Timing, coverage: Coverage) -> tuple[str, ...]:
    """Return how a row stands on the day asked about, in words."""
    return (timing.told, timing.stage) if coverage.as_of else ()


@click.command("evidence")
@click.argument("subject")
@click.argument("prop", metavar="[PROPERTY]", required=False)
@click.argument("value", metavar="[OBJECT]", required=False)
@graph_options
@format_option(*output.FORMATS)
@output_option
@text_option
def evidence_command(  # noqa: PLR0913, PLR0917 - one parameter an argument
    settings: Settings,
    subject: str,
    prop: str | None,
    value: str | None,
    form: str,
    output_: Path | None,
    text_: Path | None,
) -> None:
    """Give the passages behind a statement, or behind all statements about a thing.

    PROPERTY may be in the words of its other side, as `show` has them: "is owed defence by", "has body".

    \b
    alliancekg evidence SOSA "legal force"
    alliancekg evidence akd:program_gpi akg:buildsOn -f json
    """
    kg = settings.load()
    from alliancekg.answers.rows import told_lacking
    from alliancekg.answers.tables import passages

    answer = kg.evidence(subject, prop, value)
    said = words(kg, text_, form, answer)
    output.emit(_found(answer, said, form), output_)
    if answer.instead:
        output.say(f"not this; stated instead: {_named(answer.instead)}")
    elif answer.other_times:
        output.say(
            f"not as of {answer.coverage.as_of}; at other times: {_named(answer.other_times)}; "
            f"{answer.coverage}"
        )
    elif answer.elsewhere:
        places = ", ".join(f"{term.label} ({term.id})" for term in answer.elsewhere)
        output.say(f"not stated of the thing itself; it stands on {places}")
    elif not answer.rows:
        output.say(f"not stated; {answer.coverage}")
    for found in answer.lacking:
        output.say(f"{told_lacking(found)} ({passages(found.sources)})")
    for one in answer.outside:
        how = "it denies this." if one.mode == "denied" else f"add --modes {one.mode} to count it."
        output.say(f"{one.passage} has it as {one.mode}: {how}")


def _found(answer: Answer[Evidence], said: Words, form: str) -> str:
    """Return evidence in one of the forms."""
    from alliancekg.answers import EVIDENCE_COLUMNS, cells_of

    if form == "table":
        from alliancekg.answers.tables import timing_cells, timing_columns

        rows = [((*cells_of(row), *timing_cells(row.timing, answer.coverage)), row.sources) for row in answer]
        homes = [row.home for row in answer]
        return output.cited_table((*EVIDENCE_COLUMNS, *timing_columns(answer.coverage)), rows, homes, said)
    if form == "json":
        return output.envelope(
            answer.rows,
            answer.coverage,
            answer=_verdict(answer),
            instead=answer.instead,
            elsewhere=answer.elsewhere,
            other_times=answer.other_times,
            lacking=answer.lacking,
            outside=answer.outside,
            **({} if said is None else {"sentences": said}),
        )
    if form == "jsonl":
        return output.json_lines(answer.rows)
    return output.flat(answer.flat(), form)


def _verdict(answer: Answer[Evidence]) -> str:
    """Return in a word or two what was found."""
    if answer.rows:
        return "stated"
    if any(one.in_period for one in answer.lacking):
        return "no"
    if answer.instead:
        return "other value"
    return "at other times" if answer.other_times else "not stated"


def _named(rows: Sequence[Evidence]) -> str:
    """Return values with their passages, in one line."""
    from alliancekg.answers.tables import passages

    return "; ".join(f"{row.object.label} ({passages(row.sources) or row.home})" for row in rows)

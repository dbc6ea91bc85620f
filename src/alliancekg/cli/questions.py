"""The command ``questions``: the library of named questions, answered with footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers import Reply
    from alliancekg.answers.sensitivity import Sensitivity

_COLUMNS = ("id", "question", "takes")


@click.command("questions")
@click.argument(
    "action", metavar="[list|sensitive|run", type=click.Choice(["list", "sensitive", "run"]), default="list"
)
@click.argument("question", metavar="ID", required=False)
@click.argument("arguments", metavar="ARG...]", nargs=-1)
@graph_options
@format_option(*output.FORMATS)
@output_option
def questions_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    settings: Settings,
    action: str,
    question: str | None,
    arguments: tuple[str, ...],
    form: str,
    output_: Path | None,
) -> None:
    """List the named questions, or answer one with the passages behind each row.

    `questions run ID ARG...` fills what the question takes from the left, by label, alias or CURIE; the list
    shows what each takes and, in brackets, what stands in when it is left out. `questions sensitive` asks
    them all as of a day and shows which rows change if what is only possible counts as no.

    \b
    alliancekg questions list
    alliancekg questions run signatories SOSA
    alliancekg questions sensitive --as-of 2023-08-15
    """
    if question and action != "run":
        message = f"`questions {action}` takes nothing more; did you mean `questions run`?"
        raise click.UsageError(message)
    if action == "list":
        output.emit(_listed(form), output_)
    elif action == "sensitive":
        changed = settings.load().sensitivity()
        output.emit(_changed(changed, form), output_)
        output.say(f"{output.counted(len(changed), 'row')} would change; {changed.searched}")
    elif question is None:
        message = "say which: `questions run ID`, with an ID of `questions list`."
        raise click.UsageError(message)
    else:
        reply = settings.load().ask(question, *arguments)
        output.emit(_told(reply, form), output_)
        found = output.counted(len(reply), "row") if reply.rows else "not stated"
        output.say(f"{found}; {reply.coverage}")


def _listed(form: str) -> str:
    """Return the library in one of the forms."""
    from alliancekg.questions import questions

    rows = [
        (one.id, one.text, ", ".join(f"{each.name} [{each.default}]" for each in one.parameters))
        for one in questions()
    ]
    named = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    if form == "table":
        return output.table(_COLUMNS, rows)
    if form == "json":
        return output.plain_json({"rows": named})
    return output.json_lines(named) if form == "jsonl" else output.delimited(_COLUMNS, rows, form)


def _changed(found: Sensitivity, form: str) -> str:
    """Return the rows that change when "possibly" counts as no in one of the forms."""
    from alliancekg.answers.sensitivity import FLIP_COLUMNS, flip_cells

    told = [
        {"question": one.id, "text": one.text, "change": one.change, **output.plain(one.row)} for one in found
    ]
    if form == "table":
        return output.cited_table(FLIP_COLUMNS, [(flip_cells(one), one.row.sources) for one in found])
    if form == "json":
        return output.envelope(told, found.coverage, asked=found.asked, skipped=found.skipped)
    return output.json_lines(told) if form == "jsonl" else output.flat(found.flat(), form)


def _told(reply: Reply, form: str) -> str:
    """Return an answer in one of the forms."""
    if form == "table":
        from alliancekg.answers.tables import timing_cells, timing_columns

        rows = [((*row.shown, *timing_cells(row.timing, reply.coverage)), row.sources) for row in reply]
        return (
            output.safe(reply.text)
            + "\n\n"
            + output.cited_table((*reply.columns, *timing_columns(reply.coverage)), rows)
        )
    if form == "json":
        answer = "stated" if reply.rows else "not stated"
        return output.envelope(reply.rows, reply.coverage, question=reply.text, answer=answer)
    if form == "jsonl":
        return output.json_lines(reply.rows)
    return output.flat(reply.flat(), form)

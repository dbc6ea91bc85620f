"""Commands that ask the graph: info, list, show, evidence."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option
from alliancekg.cli.reading import text_option, words

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.answers import Description


@click.command("info")
@graph_options
@format_option(*output.FORMATS)
@output_option
def info_command(settings: Settings, form: str, output_: Path | None) -> None:
    """Tell what graph this is: files, sources, passages, statements, coverage, versions.

    \b
    alliancekg info
    alliancekg --graph my-article.trig info -f json
    """
    info = settings.load().info()
    columns = ("what", "value")
    if form == "table":
        text = output.table(columns, info.lines())
    elif form == "json":
        import json

        body = {"as_of": None, **asdict(info), "coverage": output.covered(info.coverage)}
        text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    elif form == "jsonl":
        text = output.json_lines(dict(zip(columns, line, strict=True)) for line in info.lines())
    else:
        text = output.delimited(columns, info.lines(), form)
    output.emit(text, output_)
    for graph in info.undescribed_graphs:
        output.say(
            f"{graph} is described by no source: it is left out of the default graph. Run `alliancekg check`."
        )


@click.command("list")
@click.argument("kind", metavar="CLASS")
@graph_options
@format_option(*output.FORMATS)
@output_option
def list_command(settings: Settings, kind: str, form: str, output_: Path | None) -> None:
    """List the things of a class (State, Agreement, Program, System ...) with who speaks of them.

    \b
    alliancekg list Program
    alliancekg list "government body" -f csv > bodies.csv
    """
    answer = settings.load().list(kind)
    columns = ("id", "label", "kind")
    rows = [((row.id, row.label, row.kind), row.sources) for row in answer]
    if form == "table":
        text = output.cited_table(columns, rows, [row.home for row in answer])
    elif form == "json":
        text = output.envelope(answer.rows, answer.coverage)
    elif form == "jsonl":
        text = output.json_lines(answer.rows)
    else:
        cells = [(*one, output.passages(sources)) for one, sources in rows]
        text = output.delimited((*columns, "sources"), cells, form)
    output.emit(text, output_)
    found = f"{len(answer)} found" if answer.rows else "not found"
    output.say(f"{found}; {answer.coverage}")
    if answer.hidden:
        output.say(f"{answer.hidden} more are only expected, advised or judged: add --modes to see them.")


@click.command("show")
@click.argument("term")
@graph_options
@format_option(*output.FORMATS)
@output_option
@text_option
def show_command(settings: Settings, term: str, form: str, output_: Path | None, text_: Path | None) -> None:
    """Show one thing: what it is and its dated relations, each with its evidence.

    TERM is a label, an alias or a CURIE.

    \b
    alliancekg show SOSA
    alliancekg show akd:program_gpi -f json
    """
    kg = settings.load()
    shown = kg.show(term)
    said = words(kg, text_, form, shown.relations)
    columns = ("relation", "to", "date", "derived", "contested")
    if form == "table":
        text = _told(shown, said)
    elif form == "json":
        text = output.envelope(
            shown.relations,
            shown.coverage,
            entity=asdict(shown.entity),
            hedged=shown.hedged,
            conflicts=shown.conflicts,
            only_announced=shown.only_announced,
            **({} if said is None else {"sentences": said}),
        )
    elif form == "jsonl":
        text = output.json_lines(shown.relations)
    else:
        from alliancekg.answers import told

        cells = [
            (
                row.relation,
                told(row),
                row.date,
                row.derived,
                _yes(row.contested),
                output.passages(row.sources),
            )
            for row in shown.relations
        ]
        text = output.delimited((*columns, "sources"), cells, form)
    output.emit(text, output_)
    if not shown.relations:
        output.say("no relation is reported or announced in this graph.")
    output.say(f"{shown.coverage}")
    if any(one.mode != "denied" for one in shown.hedged):
        output.say("add --modes to see what those passages say.")


def _told(shown: Description, said: dict[str, str] | None) -> str:
    """Return an entity as people read it; ``said`` are the words of passages from a text at hand."""
    from alliancekg.answers import noted, told

    lines = [f"{shown.entity.label} ({shown.entity.kind or 'no class'})", shown.entity.id]
    if shown.entity.aliases:
        lines.append(f"also called: {', '.join(shown.entity.aliases)}")
    if shown.entity.codes:
        lines.append(f"codes: {', '.join(shown.entity.codes)}")
    rows = [((row.relation, told(row), row.date, noted(row)), row.sources) for row in shown.relations]
    lines += shown.notices
    head = "".join(output.safe(line) + "\n" for line in lines)
    return head + "\n" + output.cited_table(("relation", "to", "date", "note"), rows, sentences=said)


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

    \b
    alliancekg evidence SOSA "legal force"
    alliancekg evidence akd:program_gpi akg:buildsOn -f json
    """
    from alliancekg.answers import EVIDENCE_COLUMNS, cells_of

    kg = settings.load()
    answer = kg.evidence(subject, prop, value)
    said = words(kg, text_, form, answer)
    columns = ("subject", "property", "object", "derived", "contested")
    if form == "table":
        rows = [(cells_of(row), row.sources) for row in answer]
        text = output.cited_table(EVIDENCE_COLUMNS, rows, [row.home for row in answer], said)
    elif form == "json":
        text = output.envelope(
            answer.rows,
            answer.coverage,
            answer="stated" if answer.rows else "other value" if answer.instead else "not stated",
            instead=answer.instead,
            elsewhere=answer.elsewhere,
            outside=answer.outside,
            **({} if said is None else {"sentences": said}),
        )
    elif form == "jsonl":
        text = output.json_lines(answer.rows)
    else:
        ids = [
            (
                row.subject.id,
                row.property.id,
                row.object.id or row.object.label,
                row.derived,
                _yes(row.contested),
            )
            for row in answer
        ]
        cells = [(*one, output.passages(row.sources)) for one, row in zip(ids, answer, strict=True)]
        text = output.delimited((*columns, "sources"), cells, form)
    output.emit(text, output_)
    if answer.instead:
        stated = "; ".join(
            f"{row.object.label} ({output.passages(row.sources) or row.home})" for row in answer.instead
        )
        output.say(f"not this; stated instead: {stated}")
    elif answer.elsewhere:
        places = ", ".join(f"{term.label} ({term.id})" for term in answer.elsewhere)
        output.say(f"not stated of the thing itself; it stands on {places}")
    elif not answer.rows:
        output.say(f"not stated; {answer.coverage}")
    for one in answer.outside:
        how = "it denies this." if one.mode == "denied" else f"add --modes {one.mode} to count it."
        output.say(f"{one.passage} has it as {one.mode}: {how}")


def _yes(value: bool) -> str:  # noqa: FBT001 - the value itself
    """Return a truth value as a cell of CSV."""
    return "true" if value else ""

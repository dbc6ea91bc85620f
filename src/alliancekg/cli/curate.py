"""Commands for those who write the graph: check, conflicts, format."""

from __future__ import annotations

import textwrap
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option
from alliancekg.model import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alliancekg.model import Conflict

_COLUMNS = tuple(field.name for field in fields(Finding))


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--text",
    "text_",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Text of a source (plain, HTML or PDF) to look for its passages in.",
)
@graph_options
@format_option(*output.FORMATS)
@output_option
@click.pass_context
def check_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    settings: Settings,
    paths: tuple[Path, ...],
    text_: Path | None,
    form: str,
    output_: Path | None,
) -> None:
    """Check files and folders (none: the graph in use) and tell each fault as file:line: what, why, fix.

    What a PATH relies on counts as known: the files of --graph, else the shipped graph. With --text, a digest
    that the text lacks is a violation; one found twice or in another paragraph is a warning. Of several
    sources the one is compared that the text has most of. Exit status: 0 no violation (there may be
    warnings), 1 at least one violation, 3 could not run.

    \b
    alliancekg check
    alliancekg check my-article.trig -f json
    """
    from alliancekg.check import report

    graph = settings.files("check")
    found = report(paths, graph or None, text_) if paths else report(graph, text=text_)
    rows = [replace(one, path=_near(one.path)) for one in found.findings]
    output.emit(_text(rows, form, len(found.files)), output_)
    passed_over = sum(one.skipped for one in found.compared)
    for one in found.compared:
        if not one.skipped:
            output.say(str(one))
    if passed_over:
        output.say(f"{_counted(passed_over, 'other source')} not compared: a text is of one source")
    output.say(_summary(rows, len(found.files)))
    if any(row.severity == "violation" for row in rows):
        ctx.exit(1)


@click.command("conflicts")
@graph_options
@format_option(*output.FORMATS)
@output_option
def conflicts_command(settings: Settings, form: str, output_: Path | None) -> None:
    """List where sources disagree: both sides cited, the preferred reading and why.

    Conflict notes, and statements that one passage asserts and another denies without a note. A denial is
    shown as a side, and never counted as support.

    \b
    alliancekg conflicts
    alliancekg conflicts -f json
    """
    answer = settings.load().conflicts()
    if form == "table":
        text = _sides(answer.rows)
    elif form == "json":
        text = output.envelope(answer.rows, answer.coverage)
    elif form == "jsonl":
        text = output.json_lines(answer.rows)
    else:
        text = output.flat(answer.flat(), form)
    output.emit(text, output_)
    found = _counted(len(answer), "conflict") if answer.rows else "no conflict found"
    output.say(f"{found}; {answer.coverage}")


def _sides(rows: Sequence[Conflict]) -> str:
    """Return disagreements as people read them, a block each, and the footnotes of all."""
    from alliancekg.answers import POSITION_COLUMNS, position_cells
    from alliancekg.footnotes import Footnotes

    marks = Footnotes()
    blocks = []
    for row in rows:
        head = f"{row.thing.label}: {row.property.label} ({row.id or 'no conflict note'})"
        told = textwrap.wrap(output.safe(row.gist), 100, break_on_hyphens=False)
        cells = [(*position_cells(one), marks.marks([one.passage])) for one in row.positions]
        body = output.table((*POSITION_COLUMNS, "says who"), cells)
        blocks.append("\n".join([output.safe(head), *told, "", body]))
    return "\n".join(blocks) + output.footnotes(marks)


@click.command("format")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; list the files that would change.")
@graph_options
@click.pass_context
def format_command(ctx: click.Context, settings: Settings, paths: tuple[Path, ...], *, check: bool) -> None:
    """Rewrite TriG and Turtle files (none: the graph in use) in canonical form.

    The same statements, sorted, with our prefixes. A file with a comment, a blank node or a relative IRI is
    refused and left as it is. Exit status: 0 done, 1 --check lists a file, 3 a file was refused.

    \b
    alliancekg format my-article.trig
    alliancekg format --check
    """
    from alliancekg.check.canonical import put_in_order

    order = put_in_order(paths or settings.files("format"), write=not check)
    changed = [_near(str(path)) for path in order.changed]
    if check:
        output.emit("".join(f"{output.safe(path)}\n" for path in changed), None)
    else:
        for path in changed:
            output.say(f"rewrote {path}")
    for error in order.refused:
        output.say(str(error))
    done = "not in canonical form" if check else "rewritten"
    refused = f", {len(order.refused)} refused" if order.refused else ""
    output.say(f"{len(changed)} of {_counted(order.files, 'file')} {done}{refused}")
    if order.refused:
        ctx.exit(3)
    if check and changed:
        ctx.exit(1)


def _text(rows: Sequence[Finding], form: str, files: int) -> str:
    if form == "json":
        body = {"as_of": None, "coverage": None, "files": files, "rows": [asdict(row) for row in rows]}
        return output.plain_json(body)
    if form == "jsonl":
        return output.json_lines(rows)
    if form == "table":
        return "".join(output.safe(_line(row)) + "\n" for row in rows)
    return output.delimited(_COLUMNS, [[str(value) for value in asdict(row).values()] for row in rows], form)


def _line(row: Finding) -> str:
    """Return a finding as compilers and editors write it."""
    return f"{row.path}:{row.line}: {row.severity} [{row.check}] {row.what} — {row.why} Fix: {row.fix}"


def _summary(rows: Sequence[Finding], files: int) -> str:
    violations = sum(row.severity == "violation" for row in rows)
    kinds = (
        f" ({_counted(violations, 'violation')}, {_counted(len(rows) - violations, 'warning')})"
        if rows
        else ""
    )
    return f"{_counted(len(rows), 'finding')}{kinds} in {_counted(files, 'file')}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def _near(path: str) -> str:
    """Return a path below the working directory as seen from there, any other as it is."""
    here = Path.cwd()
    whole = Path(path).absolute()
    return str(whole.relative_to(here)) if whole.is_relative_to(here) else path

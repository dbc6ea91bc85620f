"""Commands for those who write the graph: check."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import Settings, format_option, graph_options, output_option
from alliancekg.model import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLUMNS = tuple(field.name for field in fields(Finding))


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@graph_options
@format_option(*output.FORMATS)
@output_option
@click.pass_context
def check_command(
    ctx: click.Context, settings: Settings, paths: tuple[Path, ...], form: str, output_: Path | None
) -> None:
    """Check files and folders (none: the graph in use) and tell each fault as file:line: what, why, fix.

    What a PATH relies on counts as known: the files of --graph, else the shipped graph. Exit status: 0 no
    violation (there may be warnings), 1 at least one violation, 3 could not run.

    \b
    alliancekg check
    alliancekg check my-article.trig -f json
    """
    from alliancekg.check import report

    found = report(paths, settings.graph or None) if paths else report(settings.graph)
    rows = [replace(one, path=_near(one.path)) for one in found.findings]
    output.emit(_text(rows, form, len(found.files)), output_)
    output.say(_summary(rows, len(found.files)))
    if any(row.severity == "violation" for row in rows):
        ctx.exit(1)


def _text(rows: Sequence[Finding], form: str, files: int) -> str:
    if form == "json":
        body = {"as_of": None, "coverage": None, "files": files, "rows": [asdict(row) for row in rows]}
        return json.dumps(body, ensure_ascii=False, indent=1) + "\n"
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

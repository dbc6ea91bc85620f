"""The command ``new``: from the text of an article to a source file to fill in."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from alliancekg.cli import output
from alliancekg.cli.options import output_option
from alliancekg.plain import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOUT = ("title", "publisher", "published", "url", "language")


def _slug(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Refuse what is no slug."""
    from alliancekg.draft.source import date_in
    from alliancekg.errors import InputError

    try:
        if value is not None:
            date_in(value)
    except InputError as error:
        raise click.BadParameter(str(error)) from error
    return value


def _locators(_: click.Context, __: click.Parameter, value: Sequence[str]) -> tuple[str, ...]:
    """Let ``--only p01.s1,p02`` mean what ``--only p01.s1 --only p02`` does."""
    return tuple(name.strip() for text in value for name in text.split(",") if name.strip())


@click.command("new")
@click.argument("text", metavar="TEXT", type=click.Path(path_type=Path))
@click.option("--slug", callback=_slug, help="Name of the source: <publisher>-<yyyy[-mm]>-<short-title>.")
@click.option("--show", is_flag=True, help="List the sentences with their locators, for your own use.")
@click.option(
    "--only",
    metavar="LOCATOR",
    multiple=True,
    callback=_locators,
    help="Only this passage: p03.s1, p03.s1-2, p03.s1a or p03; repeatable.",
)
@click.option(
    "--first", metavar="N", type=click.IntRange(min=1), default=1, help="Paragraph of TEXT that is p01 [1]."
)
@click.option("--title", metavar="TITLE", help="Title, as published.")
@click.option("--publisher", metavar="NAME", help="Who published TEXT.")
@click.option("--published", metavar="DATE", help="YYYY, YYYY-MM or YYYY-MM-DD [the date in the slug].")
@click.option("--url", metavar="URL", help="Address of the source.")
@click.option("--language", metavar="TAG", help="Language of the source [en].")
@output_option
def new_command(  # noqa: PLR0913 - one parameter an option
    text: Path,
    slug: str | None,
    *,
    show: bool,
    only: tuple[str, ...],
    first: int,
    output_: Path | None,
    **about: str | None,
) -> None:
    """Begin a source file: numbered passages with digests, and empty places to fill in.

    TEXT is plain text, HTML or PDF; no sentence of it is copied. `alliancekg check FILE --text TEXT` tells
    what is still empty. A passage that nobody needs is deleted, or left out with --only.

    \b
    alliancekg new article.txt --show
    alliancekg new article.txt --slug example-2024-01-two-ministries --only p01.s1 -o article.trig
    """
    if show == bool(slug):
        message = "say either --slug SLUG, for a file, or --show, for a list of the sentences."
        raise click.UsageError(message)
    if show:
        if output_ is not None:
            message = "--show only prints: no file may hold the sentences."
            raise click.UsageError(message)
        _show(text, only, first)
        return
    from alliancekg.draft import new

    _refuse_to_replace(output_)
    known: dict[str, Any] = {name: about[name] for name in _ABOUT if about[name] is not None}
    content, passages = new(text, str(slug), only, first, known)
    output.emit(content, output_)
    place = f"wrote {output_}: " if output_ is not None and str(output_) != "-" else ""
    output.say(f"{place}{output.counted(passages, 'passage')} to fill in")


def _refuse_to_replace(path: Path | None) -> None:
    """Keep a file that somebody may have filled in already."""
    from alliancekg.errors import OutputError

    if path is not None and str(path) != "-" and path.is_file():
        raise OutputError(path, "it exists, and what is filled in there would be lost")


def _show(path: Path, only: tuple[str, ...], first: int) -> None:
    """Print sentences beside their locators."""
    from alliancekg.draft import sentences

    rows = sentences(path, only, first)
    width = max((len(row.locator) for row in rows), default=0)
    for row in rows:
        lines = textwrap.wrap(safe(row.words), 98 - width, break_on_hyphens=False)
        body = f"\n{' ' * (width + 2)}".join(lines)
        output.emit(f"{row.locator:<{width}}  {body}\n", None)
    output.say(f"{output.counted(len(rows), 'sentence')}; keep them to yourself")

"""The command ``import``: a user's own download of a dataset, as quads."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alliancekg.cli import output
from alliancekg.cli.options import output_option
from alliancekg.errors import InputError, OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from alliancekg.imports.converting import Watch
    from alliancekg.imports.imported import Imported, Stranger
    from alliancekg.imports.table import Line

#: As in ``alliancekg.imports.names()`` and ``alliancekg.imports.imported.FORMS``, repeated so that --help
#: need not read files; the registry of states is ours, and needs no file.
STATES = "states"
DATASETS = ("atop", "dcad", STATES)
FORMS = ("nq", "trig")
_SHOWN = 10
_LONGEST = 1000


def _dataset(_: click.Context, __: click.Parameter, value: str) -> str:
    """Refuse what is neither a dataset that ships nor a file of the user's own."""
    if not value.endswith(".toml") and value not in DATASETS:
        message = f"{value!r} is no dataset. Choose from {', '.join(DATASETS)}, or name a .toml mapping file."
        raise click.BadParameter(message)
    return value


@click.command("import")
@click.argument("dataset", callback=_dataset)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMS),
    help="Form of the output [what the ending says, or nq].",
)
@click.option(
    "--refused",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where to list the rows that were left out, as CSV [beside the output: NAME.refused.csv].",
)
@output_option
def import_command(
    dataset: str, files: tuple[Path, ...], form: str | None, refused: Path | None, output_: Path | None
) -> None:
    """Turn your own download of a world dataset into a graph: each row a passage that says so.

    DATASET is atop (ATOP 5.1: its member, alliance and phase files, one of them or more in any order), dcad
    (DCAD 1.0), states (the registry of states over time, with the spells of your states2016.csv where you
    name it), or a mapping file of your own that ends in .toml. What is written can be loaded with --graph.
    Rows that cannot be believed are left out, counted and listed with the reason; nothing is guessed.

    \b
    alliancekg import atop atop5_1m.csv -o atop.nq
    alliancekg import atop atop5_1m.csv atop5_1a.csv atop5_1aph.csv -o atop.nq
    alliancekg import dcad DCAD-v1.0-main.csv -f trig > dcad.trig
    alliancekg import states -o states.nq
    alliancekg import states states2016.csv -o states.nq
    """
    to_file = None if output_ is None or str(output_) == "-" else output_
    form = _form_of(form, to_file)
    if to_file and to_file.is_dir():
        raise OutputError(to_file, "it is a folder")
    beside = refused or (to_file.with_suffix(".refused.csv") if to_file else None)
    _check_apart(files, to_file, beside)
    found = _read(dataset, files)
    if beside and (found.refused or beside.exists()):
        output.emit(found.refusals(), beside)
    if found.read and not found.kept and dataset != STATES:
        _tell(found, beside)
        raise _none_kept(found, files)
    output.emit(found.text(form), to_file)
    _tell(found, beside)
    if to_file:
        output.say(f"wrote {to_file}: {output.counted(len(found.lines), 'quad')}")
    _warn(found)


def _read(dataset: str, files: tuple[Path, ...]) -> Imported:
    """Return what the files say; without one, the registry of states as it ships."""
    from alliancekg.imports import convert_all, import_states

    if dataset == STATES:
        if len(files) > 1:
            message = f"{STATES} takes one file, your states2016.csv, and here are {len(files)}."
            raise click.UsageError(message)
        return import_states(files[0] if files else None)
    if not files:
        message = f"Missing argument 'FILE': your own download of {dataset}."
        raise click.UsageError(message)
    with _progress() as watch:
        return convert_all(dataset, files, watch=watch)


def _form_of(asked: str | None, path: Path | None) -> str:
    """Return the form to write: files are read by their ending, so the two must not differ."""
    ending = path.suffix.removeprefix(".") if path else ""
    if ending and ending not in FORMS:
        message = f"'-o {path}': the ending .{ending} is of no form we write. Use .nq or .trig."
        raise click.UsageError(message)
    if asked and ending and asked != ending:
        message = f"'-o {path}' and '-f {asked}' name two forms. Leave out -f, or change the ending."
        raise click.UsageError(message)
    return asked or ending or FORMS[0]


def _check_apart(files: tuple[Path, ...], *outputs: Path | None) -> None:
    """Refuse to write over a download, or over one output with the other."""
    taken = {path.resolve() for path in files}
    for path in (path for path in outputs if path):
        if path.resolve() in taken:
            message = f"{path} would be written over: FILE, -o and the list of refused rows must differ."
            raise click.UsageError(message)
        taken.add(path.resolve())


@contextmanager
def _progress() -> Iterator[Watch]:
    """Show on a terminal how many rows are read; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield iter
        return

    def watch(rows: list[Line]) -> Iterator[Line]:
        with click.progressbar(rows, label="reading rows", file=sys.stderr) as bar:
            yield from bar

    yield watch


def _clipped(text: str) -> str:
    """Return the beginning of what a damaged file made long."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} ..."


def _tell(found: Imported, beside: Path | None) -> None:
    """Say what was read, kept and refused of each file, and what to know before the result is trusted."""
    for file in found.files:
        name = f"{file.name}: " if len(found.files) > 1 else ""
        counts = f"{output.counted(file.read, 'row')} read, {file.kept:,} kept, {len(file.refused):,} refused"
        if file.read:
            output.say(f"{name}{counts}" + (f" (listed in {beside})" if file.refused and beside else ""))
        for one in file.refused[:_SHOWN]:
            output.say(f"  row {one.line.number} (line {one.line.line}): {_clipped(one.reason)}")
        if len(file.refused) > _SHOWN:
            more = f"  and {len(file.refused) - _SHOWN:,} more"
            output.say(more + ("" if beside else "; --refused FILE lists them"))
        if file.unmatched:
            output.say(
                f"{name}codes of no state we know, each kept as an actor of its own: {_codes(file.unmatched)}"
            )
        for remark in file.remarks:
            output.say(_clipped(f"{name}{remark}"))
    for clash in found.clashes:
        output.say(_clipped(clash))
    output.say(f"cite: {found.citation}")
    output.say(f"terms: {found.terms}")


def _none_kept(found: Imported, files: tuple[Path, ...]) -> InputError:
    """Return the error about files of which no row can be used."""
    reason = f"of {output.counted(found.read, 'row')} none can be kept, and no graph is written"
    return InputError(", ".join(map(str, files)), reason, "See why above; the mapping may not fit the table.")


def _warn(found: Imported) -> None:
    """Say last of all of which files more is left out than kept."""
    for file in found.files:
        if file.is_mostly_refused:
            counts = f"{len(file.refused):,} of {output.counted(file.read, 'row')}"
            output.say(f"warning: most of {file.name} is left out, {counts}: see why before you use the rest")


def _codes(unmatched: Sequence[Stranger]) -> str:
    """Return the first of the codes that stand for nobody known, with their rows and what may be meant."""
    codes = [
        f"{one.system} {one.code} ({output.counted(one.rows, 'row')}"
        + (f"; is it {one.near}?)" if one.near else ")")
        for one in unmatched
    ]
    more = f" and {len(codes) - _SHOWN:,} more" if len(codes) > _SHOWN else ""
    return ", ".join(codes[:_SHOWN]) + more

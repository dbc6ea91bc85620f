"""Read the files and their context, and run every check over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Quad, Store

from alliancekg import resources
from alliancekg.check import naming
from alliancekg.check.canonical import disorder
from alliancekg.check.case import Case, finding
from alliancekg.check.dated import date_faults
from alliancekg.check.places import Sheet
from alliancekg.check.queries import graph_faults
from alliancekg.check.scan import mentions
from alliancekg.check.shapes import shape_faults
from alliancekg.check.unfilled import unfilled
from alliancekg.check.words import Comparison, compare, word_faults
from alliancekg.errors import InputError, ParseError
from alliancekg.store.bounds import bounds_of
from alliancekg.store.files import FORMATS, expand_paths, load_ontology, read_file
from alliancekg.store.merge import ACCEPTED_MODES, Merge
from alliancekg.store.rules import run_rules
from alliancekg.store.schema import Schema
from alliancekg.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from alliancekg.model import Finding


@dataclass(frozen=True, slots=True)
class Report:
    """The findings, sorted by path, line and check, the files that were looked at, and what a text said."""

    findings: tuple[Finding, ...]
    files: tuple[Path, ...]
    compared: tuple[Comparison, ...] = ()


def run(paths: Iterable[Path], context: Iterable[Path] | None, text: Path | None = None) -> Report:
    """Check the files behind ``paths`` (none: the shipped graph), beside what they rely on and ``text``.

    Raises:
        InputError: When a path does not exist, a folder holds no RDF file, or the text is of no source.
        ParseError: When a file of the context is not valid RDF.
    """
    files = _files(list(paths) or [resources.graph_folder()])
    found: set[Finding] = set()
    sheets: list[Sheet] = []
    unread: set[str] = set()
    for path in files:
        try:
            sheet = _sheet(path)
        except (InputError, ParseError) as error:
            found.add(_unreadable(path, error))
            unread |= _mentions(path)
        else:
            sheets += [sheet] if not _is_ontology(path) else []
    compared: tuple[Comparison, ...] = ()
    if sheets:
        case = _case(sheets, files, context, unread)
        found.update(_faults(case))
        if text is not None:
            compared = compare(case, text)
            found.update(word_faults(case, text, compared))
    order = sorted(found, key=lambda one: (one.path, one.line, one.check, one.what))
    return Report(tuple(order), tuple(files), compared)


def _files(paths: list[Path]) -> list[Path]:
    """Return the files behind ``paths``, each once; a file of unknown format is kept: it is a finding."""
    found: dict[Path, Path] = {}
    for path in paths:
        odd = path.is_file() and path.suffix not in FORMATS
        for file in [path] if odd else expand_paths([path]):
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _sheet(path: Path) -> Sheet:
    if path.suffix not in FORMATS:
        known = f"Files we read end in {', '.join(FORMATS)}."
        raise InputError(path, f"the ending {path.suffix or '(none)'!r} is of no RDF format", known)
    return Sheet(path)


def _unreadable(path: Path, error: InputError | ParseError) -> Finding:
    if isinstance(error, InputError):
        return finding(path, 1, "file-unreadable", {"reason": error.reason, "fix": error.fix})
    column = f" (column {error.column})" if error.column else ""
    return finding(path, error.line or 1, "syntax", {"reason": error.reason, "column": column})


def _mentions(path: Path) -> set[str]:
    """Return what an unreadable file speaks of: whether it is defined there is not known."""
    try:
        return set(mentions(path.read_bytes().decode("utf-8", "replace")))
    except OSError:
        return set()


def _is_ontology(path: Path) -> bool:
    """Return whether a file is one of the shipped ontology: it is checked for syntax, and loaded anyway."""
    return path.resolve().parent == (resources.data_root() / "ontology").resolve()


def _case(sheets: list[Sheet], files: list[Path], context: Iterable[Path] | None, unread: set[str]) -> Case:
    """Load files and context into one dataset and merge it."""
    engine = Store()
    load_ontology(engine, resources.ontology_files(), ONTOLOGY)
    for sheet in sheets:
        engine.extend(sheet.quads)
    named = {path.resolve() for path in files}
    for path in _context(sheets, files, context):
        if path.resolve() not in named:
            engine.extend(read_file(path))
    merged = Merge(engine, ACCEPTED_MODES)
    merged.write()
    return Case(engine, tuple(sheets), frozenset(merged.passages), unread)


def _context(sheets: list[Sheet], files: list[Path], context: Iterable[Path] | None) -> list[Path]:
    """Return the context: as given, else the shipped graph where the files are part of it or need it."""
    if context is not None:
        return expand_paths(context)
    shipped = expand_paths([resources.graph_folder()])
    inside = {path.resolve() for path in shipped} & {path.resolve() for path in files}
    return shipped if inside or naming.needs_context(sheets) else []


def _faults(case: Case) -> Iterator[Finding]:
    """Yield every fault; the checks that settle what others would only repeat come first."""
    for sheet in case.sheets:
        yield from disorder(sheet.path)
    yield from date_faults(case)
    yield from unfilled(case)
    yield from graph_faults(case, "settling")
    yield from naming.undefined(case)
    yield from graph_faults(case, "stated")
    yield from naming.shared_names(case)
    yield from naming.unsourced(case)
    yield from shape_faults(case)
    _derive(case)
    yield from graph_faults(case, "derived")


def _derive(case: Case) -> None:
    """Run the steps and the rules, as a load does; what would stop it is told already and taken out."""
    engine = case.engine
    blank = [
        quad for quad in engine if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
    ]
    for quad in (*blank, *case.misdated):
        engine.remove(quad)
        engine.remove(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    for quad in bounds_of(Merge(engine, ACCEPTED_MODES), Schema(engine)):
        engine.extend((quad, Quad(quad.subject, quad.predicate, quad.object)))
    run_rules(engine)

"""Put TriG and Turtle files in canonical form: the same statements, no word lost, equal bytes everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from alliancekg import resources
from alliancekg.check.case import finding
from alliancekg.check.scan import BLANK, comment_line, scan
from alliancekg.errors import InputError, OutputError, ParseError
from alliancekg.files import write_bytes
from alliancekg.store.files import expand_paths, parse_data, read_data
from alliancekg.store.trig import canonical_trig

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from alliancekg.model import Finding

_ORDERED = (".trig", ".ttl")
_NOTE = "A note is a statement: write it as skos:editorialNote, or take the comment out."


@dataclass(frozen=True, slots=True)
class Order:
    """What was looked at: ``changed`` are the files that were not in canonical form, sorted as they came.

    ``refused`` says of each other file that could not be put in order why; ``files`` counts all (1 or more).
    """

    changed: tuple[Path, ...]
    refused: tuple[InputError | ParseError | OutputError, ...]
    files: int


def put_in_order(paths: Iterable[Path] = (), *, write: bool = True) -> Order:
    """Rewrite the TriG and Turtle files behind ``paths`` (none: the shipped graph) in canonical form.

    Each file is written whole or not at all, and only when its bytes change. One that is refused is left as
    it is, and the others are still put in order.

    Args:
        paths: Files and folders; of a folder, files in other formats are passed over.
        write: False to find out which files would change.

    Raises:
        InputError: When a path does not exist, or a named file is neither TriG nor Turtle.
    """
    files = _files(list(paths) or [resources.graph_folder()])
    changed: list[Path] = []
    refused: list[InputError | ParseError | OutputError] = []
    for path in files:
        try:
            data = canonical(path)
            if data != path.read_bytes():
                if write:
                    write_bytes(path, data)
                changed.append(path)
        except (InputError, ParseError, OutputError) as error:
            refused.append(error)
    return Order(tuple(changed), tuple(refused), len(files))


def canonical(path: Path) -> bytes:
    """Return what a TriG or Turtle file holds in canonical form; Turtle has all in the default graph.

    Raises:
        InputError: When the file holds a comment, a blank node or no statement, or cannot be read.
        ParseError: When it is not valid RDF, or holds a relative IRI.
    """
    data = read_data(path)
    quads = parse_data(path, data)
    if not quads:
        raise InputError(path, "the file holds no statement", "Name a file that holds RDF statements.")
    text = data.decode("utf-8", "replace")
    if line := comment_line(text):
        raise InputError(f"{path}:{line}", "a comment would be lost in the canonical form", _NOTE)
    try:
        return canonical_trig(quads).encode("utf-8")
    except InputError as error:
        line = _blank_line(text)
        place = f"{path}:{line}" if line else str(path)
        raise InputError(place, f"{error.reason} ({error.path})", error.fix) from error


def disorder(path: Path) -> Iterator[Finding]:
    """Yield a warning for a TriG file of a graph folder that is not in canonical form.

    A graph folder has ``registry.trig`` beside ``sources/``; a file elsewhere is a draft and looks as it
    likes. Blank nodes are left to the check of that name.
    """
    folder = path.resolve().parent
    root = folder.parent if folder.name == "sources" else folder
    if path.suffix != ".trig" or not ((root / "registry.trig").is_file() and (root / "sources").is_dir()):
        return
    data = path.read_bytes()
    if line := comment_line(data.decode("utf-8", "replace")):
        yield finding(path, line, "not-canonical", {"reason": ": it has a comment", "fix": _NOTE})
        return
    try:
        ordered = canonical(path) == data
    except ParseError as error:  # a relative IRI: with the file as its base it could be read
        told = {"reason": f": {error.reason}", "fix": "Write whole IRIs, or prefixes."}
        yield finding(path, error.line or 1, "not-canonical", told)
    except InputError:
        return
    else:
        if not ordered:
            yield finding(path, 1, "not-canonical", {"reason": "", "fix": "Run alliancekg format."})


def _files(paths: list[Path]) -> list[Path]:
    """Return the TriG and Turtle files behind ``paths``, each once."""
    known = f"Files that can be put in order end in {' or '.join(_ORDERED)}."
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_file() and path.suffix not in _ORDERED:
            raise InputError(path, f"the ending {path.suffix or '(none)'!r} is of another format", known)
        for file in expand_paths([path]):
            if file.suffix in _ORDERED:
                found.setdefault(file.resolve(), file)
    if not found:
        raise InputError(paths[0], "the folder holds no TriG or Turtle file", known)
    return list(found.values())


def _blank_line(text: str) -> int:
    """Return the line of the first blank node, 0 when none is found."""
    lines = [
        line
        for spot in scan(text, "")
        for node, line in (
            (spot.graph, spot.graph_line),
            (spot.subject, spot.subject_line),
            (spot.object, spot.object_line),
        )
        if node == BLANK
    ]
    return min(lines, default=0)

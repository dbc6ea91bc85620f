"""Read RDF files into a store: every statement lands in a named graph, or the load fails and says where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING
from urllib.parse import quote

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse

from alliancekg.errors import InputError, ParseError
from alliancekg.terms import DERIVED, ONTOLOGY, UNATTRIBUTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Store

FORMATS: dict[str, RdfFormat] = {
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nq": RdfFormat.N_QUADS,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
    ".rdf": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
}
#: A file of so many bytes is left to the engine; smaller ones are put in together, so many quads at a time.
_LARGE, _BATCH = 1_000_000, 50_000
_KNOWN = "Files we read end in " + ", ".join(FORMATS) + "."


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """A file that was read and how many quads it holds (0 or more)."""

    path: Path
    quads: int


def expand_paths(paths: Iterable[Path]) -> list[Path]:
    """Return the RDF files behind ``paths``.

    Files come as named, folders are walked and sorted, and each file comes once.

    Raises:
        InputError: When a path does not exist, a file has an unknown ending, or a folder holds no RDF file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        try:
            found.update(dict.fromkeys(_behind(path)))
        except OSError as error:  # a name too long, a folder that may not be read
            raise InputError(path, f"cannot be read ({error.strerror})", "Check the path.") from error
    return list(found)


def _behind(path: Path) -> list[Path]:
    """Return the RDF files that one path stands for."""
    if path.is_dir():
        inside = sorted(file for file in path.rglob("*") if file.suffix in FORMATS and file.is_file())
        if not inside:
            raise InputError(path, "the folder holds no RDF file", _KNOWN)
        return inside
    if not path.exists():
        raise InputError(path, "there is no such file or folder", "Check the path.")
    if path.suffix not in FORMATS:
        raise InputError(path, f"the ending {path.suffix or '(none)'!r} is of no RDF format", _KNOWN)
    return [path]


def read_file(path: Path) -> list[Quad]:
    """Return the statements of one file; what stands outside any graph goes to ``aks:unattributed_<stem>``.

    Raises:
        InputError: When the file cannot be read, is empty, or holds what no file may.
        ParseError: When it is not valid RDF.
    """
    return _parsed(path, read_data(path))


def _parsed(path: Path, data: bytes) -> list[Quad]:
    try:
        quads = list(parse(data, format=FORMATS[path.suffix], base_iri=_base(path), rename_blank_nodes=True))
    except (SyntaxError, OSError, ValueError) as error:
        raise _parse_error(path, error) from error
    if not quads:
        raise _empty(path)
    names = {name for name, _ in groupby(quads, attrgetter("graph_name"))}
    _refuse(names, quads, path, data)
    if DefaultGraph() in names:
        quads = [_attributed(quad, path) if quad.graph_name == DefaultGraph() else quad for quad in quads]
    return quads


def load_files(store: Store, paths: Iterable[Path]) -> tuple[LoadedFile, ...]:
    """Read files into ``store``; what stands outside any graph goes to ``aks:unattributed_<stem>``.

    Raises:
        InputError: When a file cannot be read, is empty, or holds what no file may.
        ParseError: When one is not valid RDF.
    """
    files, waiting = [], list[Quad]()
    for path in paths:
        data = read_data(path)
        if len(data) >= _LARGE:
            files.append(_load_large(store, path, data))
            continue
        quads = _parsed(path, data)
        files.append(LoadedFile(path, len(set(quads))))
        waiting += quads
        if len(waiting) >= _BATCH:
            store.extend(waiting)
            waiting.clear()
    store.extend(waiting)
    return tuple(files)


def _load_large(store: Store, path: Path, data: bytes) -> LoadedFile:
    """Read a file as the engine does it, which takes no memory for its quads apart from the store."""
    before = len(store)
    try:
        store.load(data, format=FORMATS[path.suffix], base_iri=_base(path))
    except (SyntaxError, OSError, ValueError) as error:
        raise _parse_error(path, error) from error
    count = len(store) - before
    if not count and not any(True for _ in parse(data, format=FORMATS[path.suffix], base_iri=_base(path))):
        raise _empty(path)
    _refuse(store.named_graphs(), store, path, data)
    outside = list(store.quads_for_pattern(None, None, None, DefaultGraph()))
    store.extend(_attributed(quad, path) for quad in outside)
    for quad in outside:
        store.remove(quad)
    return LoadedFile(path, count)


def _empty(path: Path) -> InputError:
    return InputError(path, "the file holds no statement", "Name a file that holds RDF statements.")


def read_data(path: Path) -> bytes:
    """Return the bytes of an RDF file, without the byte order mark.

    Raises:
        InputError: When the file cannot be read, is empty, or is no text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror})", "Check its permissions.") from error
    if not data.strip():
        raise InputError(path, "the file is empty", "Name a file that holds RDF statements.")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in data:
        raise InputError(path, "the file is binary, not RDF text", _KNOWN)
    return data


def parse_data(path: Path, data: bytes) -> list[Quad]:
    """Return the statements of ``data`` in the order of the text, each literal as it is written.

    ``path`` names the format and stands in errors. There is no base: what a file says may not depend on the
    place where it lies.

    Raises:
        ParseError: When it is not valid RDF, or holds a relative IRI that no base of its own makes whole.
    """
    try:
        return list(parse(data, format=FORMATS[path.suffix]))
    except (SyntaxError, OSError, ValueError) as error:
        raise _parse_error(path, error) from error


def load_ontology(store: Store, paths: Iterable[Path], graph: str) -> None:
    """Read Turtle files of ours into the one named ``graph``."""
    for path in paths:
        store.load(path.read_bytes(), format=RdfFormat.TURTLE, to_graph=NamedNode(graph))


def as_read(store: Iterable[Quad]) -> Iterator[Quad]:
    """Yield the quads of a merged store that were read: those of named graphs that nothing derived."""
    for quad in store:
        name = quad.graph_name
        if not isinstance(name, DefaultGraph) and not name.value.startswith(DERIVED):
            yield quad


def _refuse(names: Iterable[object], quads: Iterable[Quad], path: Path, data: bytes) -> None:
    """Refuse what a file may not hold: graphs that the tool writes, and terms that RDF 1.1 does not have."""
    for name in sorted(str(getattr(graph, "value", "")) for graph in names):
        if name == ONTOLOGY or name.startswith(DERIVED):
            reason = f"it writes the graph <{name}>, which the tool makes itself"
            raise InputError(path, reason, "Use a graph of your own.")
    marks = (b"<<", b"{|", b"~", b"Triple")  # how Turtle and RDF/XML write terms that are triples
    if any(mark in data for mark in marks) and any(
        isinstance(node, Triple) for quad in quads for node in (quad.subject, quad.object)
    ):
        raise InputError(path, "it holds triple terms (RDF 1.2)", "Write RDF 1.1.")


def _attributed(quad: Quad, path: Path) -> Quad:
    """Return a statement outside any graph as one of the unattributed graph of its file."""
    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.casefold()).strip("-") or "file"
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(UNATTRIBUTED + stem))


def _base(path: Path) -> str:
    """Return the base IRI that relative IRIs of a file are resolved against: the file where it is named."""
    return f"{_folder_base(path.parent)}/{quote(path.name)}"


@lru_cache(maxsize=64)
def _folder_base(folder: Path) -> str:
    return folder.resolve().as_uri().rstrip("/")


def _parse_error(path: Path, error: Exception) -> ParseError:
    """Return the engine's complaint with its place, where it knows one."""
    if isinstance(error, SyntaxError):
        return ParseError(path, error.lineno, error.offset, _reason(error))
    return ParseError(path, None, None, _one_line(str(error)))


def _reason(error: SyntaxError) -> str:
    """Return the engine's reason without the place, which the error carries apart."""
    text = re.sub(
        r"^Parser error.*?(?:column|columns) \d+(?: and (?:\d+|line \d+ column \d+))?: ", "", str(error.msg)
    )
    return _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300].rstrip(".")

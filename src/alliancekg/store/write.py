"""Write the dataset out: named graphs as they were read, or all of it, merged and derived, for an engine."""

from __future__ import annotations

import gzip
from functools import partial
from typing import IO, TYPE_CHECKING, cast

from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from alliancekg.errors import OutputError, UnknownTermError
from alliancekg.files import write_bytes, write_stream
from alliancekg.store.blank import has_blank_nodes, relabelled
from alliancekg.terms import DERIVED, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

    from alliancekg.store.graph import GraphStore

#: How files end that hold a whole dataset.
DATASETS = (".nq", ".nq.gz")
#: The formats that hold named graphs, by the names users type; each is also the ending of its files.
FORMATS = {"trig": RdfFormat.TRIG, "nq": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}


def export(graph: GraphStore, path: Path, form: str = "") -> int:
    """Write the named graphs of the files to ``path`` and return the number of quads.

    ``form`` is a key of ``FORMATS``; without one the ending of ``path`` says which.

    Raises:
        OutputError: When the file cannot be written, or its ending is of none of the formats.
        UnknownTermError: When ``form`` is none of them.
    """
    if not form and path.suffix.removeprefix(".") not in FORMATS:
        endings = ", ".join(f".{name}" for name in FORMATS)
        raise OutputError(path, f"named graphs are written to files that end in {endings}")
    quads = _named(graph)
    write_bytes(path, _serialized(quads, form or path.suffix.removeprefix(".")))
    return len(quads)


def export_bytes(graph: GraphStore, form: str) -> bytes:
    """Return the named graphs of the files in ``form``, a key of ``FORMATS``.

    Raises:
        UnknownTermError: When there is no such form.
    """
    return _serialized(_named(graph), form)


def dataset(graph: GraphStore, path: Path) -> int:
    """Write all that is asked, the merged default graph and what is derived included; return how many quads.

    It is what another engine loads to give the same answers: N-Quads, by the ending of ``path`` compressed.

    Raises:
        OutputError: When the file cannot be written, or its ending is of none of ``DATASETS``.
    """
    if not path.name.endswith(DATASETS):
        raise OutputError(path, f"the whole dataset is written to files that end in {' or '.join(DATASETS)}")
    write_stream(path, partial(_dumped, graph.engine, is_packed=path.suffix == ".gz"))
    return len(graph.engine)


def _dumped(engine: Store, file: IO[bytes], *, is_packed: bool) -> None:
    """Write the quads of an engine in its order; blank nodes get names that hold from load to load."""
    if is_packed:
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
            _dumped(engine, cast("IO[bytes]", packed), is_packed=False)
    elif has_blank_nodes(engine):
        file.write(_serialized(relabelled(engine), "nq"))
    else:
        engine.dump(file, RdfFormat.N_QUADS)


def _named(graph: GraphStore) -> list[Quad]:
    """Return the quads of the files, sorted by graph, then by statement."""
    quads = [
        quad
        for quad in graph.engine
        if not isinstance(quad.graph_name, DefaultGraph)
        and not quad.graph_name.value.startswith(DERIVED)
        and quad.graph_name.value != ONTOLOGY
    ]
    return sorted(relabelled(quads), key=lambda quad: (str(quad.graph_name), str(quad)))


def _serialized(quads: list[Quad], form: str) -> bytes:
    if form not in FORMATS:
        raise UnknownTermError(form, FORMATS, what="format for named graphs")
    prefixes = None if form == "nq" else PREFIXES
    return serialize(quads, format=FORMATS[form], prefixes=prefixes) or b""

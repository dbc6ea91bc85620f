"""Write the dataset out: named graphs as they were read, nothing derived."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, RdfFormat, serialize

from alliancekg.errors import OutputError
from alliancekg.files import write_bytes
from alliancekg.terms import DERIVED, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from alliancekg.store.graph import GraphStore

_FORMATS = {".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS, ".jsonld": RdfFormat.JSON_LD}


def export(graph: GraphStore, path: Path) -> int:
    """Write the named graphs of the files to ``path`` and return the number of quads.

    Raises:
        OutputError: When the file cannot be written, or its ending is none of .trig, .nq, .jsonld.
    """
    form = _FORMATS.get(path.suffix)
    if form is None:
        raise OutputError(path, f"named graphs are written to files that end in {', '.join(_FORMATS)}")
    quads = [
        quad
        for quad in graph.engine
        if not isinstance(quad.graph_name, DefaultGraph)
        and not quad.graph_name.value.startswith(DERIVED)
        and quad.graph_name.value != ONTOLOGY
    ]
    quads.sort(key=str)
    prefixes = None if path.suffix == ".nq" else PREFIXES
    write_bytes(
        path,
        serialize(sorted(quads, key=lambda quad: str(quad.graph_name)), format=form, prefixes=prefixes)
        or b"",
    )
    return len(quads)

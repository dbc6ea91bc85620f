"""What the workloads stand on: made-up graphs of a size, written once and loaded once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import mixed
from pyoxigraph import RdfFormat

import alliancekg
from alliancekg.store.graph import GraphStore

if TYPE_CHECKING:
    from pathlib import Path

    import rdflib


class Ground:
    """A made-up graph of about ``size`` quads in ``folder``, as a file, loaded by us and by rdflib.

    ``size`` is 0 for what has no ladder of sizes, the number of nodes for a page. Short work is run
    ``rounds`` times; what takes a minute or more is left out unless one ``is_patient``.
    """

    def __init__(self, folder: Path, size: int, rounds: int = 5, *, is_patient: bool = True) -> None:
        self.folder = folder
        self.size = size
        self.rounds = rounds
        self.is_patient = is_patient

    @cached_property
    def path(self) -> Path:
        """Return the file, as TriG."""
        path = self.folder / f"made-up-{self.size}.trig"
        mixed.write(path, self.size)
        return path

    @cached_property
    def graph(self) -> GraphStore:
        """Return our store: merged, bounds and rules derived."""
        return GraphStore.load([self.path])

    @property
    def kg(self) -> alliancekg.KnowledgeGraph:
        """Return the graph as a notebook holds it, nothing looked up yet."""
        graph = self.graph
        return alliancekg.KnowledgeGraph(GraphStore(graph.engine, graph.files, graph.modes, graph.passages))

    @cached_property
    def merged(self) -> Path:
        """Return everything in our store as N-Quads: what another engine needs to give the same answers."""
        path = self.folder / f"merged-{self.size}.nq"
        self.graph.engine.dump(path, format=RdfFormat.N_QUADS)
        return path

    @cached_property
    def dataset(self) -> rdflib.Dataset:
        """Return the same in rdflib's own store, asked by rdflib's own engine."""
        import rdflib

        dataset = rdflib.Dataset()
        dataset.parse(self.merged, format="nquads")
        return dataset

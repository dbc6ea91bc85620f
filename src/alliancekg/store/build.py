"""Build a store in a directory: load, merge and derive as ever, then write it out beside what was there."""

from __future__ import annotations

import gc
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from alliancekg import resources
from alliancekg.errors import InputError, OutputError, StoreError
from alliancekg.store import catalog, labels
from alliancekg.store.blank import has_blank_nodes
from alliancekg.store.directory import (
    DUMP,
    LOCK,
    MANIFEST,
    NAMES,
    QUADS,
    Manifest,
    free,
    is_ours,
    open_directory,
    read_manifest,
    remove_old,
)
from alliancekg.store.files import expand_paths
from alliancekg.store.fingerprint import made_by, of_folder, of_inputs
from alliancekg.store.graph import GraphStore
from alliancekg.store.locks import hold
from alliancekg.store.merge import ACCEPTED_MODES, check_modes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from alliancekg.answers import Info

#: So many bytes of quads are sorted in memory at a time: all at once would take more than the graph does.
_BLOCK = 16_000_000


@dataclass(frozen=True, slots=True)
class Built:
    """A store of ``quads`` quads at ``path``; ``was_fresh`` where it held these files already."""

    path: Path
    quads: int
    was_fresh: bool


def build(path: Path, paths: Iterable[Path] = (), modes: Iterable[str] = ACCEPTED_MODES) -> Built:
    """Build the store at ``path`` from files and folders (none: the shipped graph), unless it is up to date.

    A store that is there stays as it is, and open to its readers, until the new one is whole.

    Raises:
        StoreError: When the directory holds anything but a store, or another build is writing there.
        OutputError: When it cannot be written; nothing of the new store is left then.
        InputError: When an input cannot be read, or changes while it is read.
    """
    roots, counted = tuple(paths) or (resources.graph_folder(),), check_modes(modes)
    with writing(path):
        inputs = of_inputs(expand_paths(roots), counted)
        known = _fresh(path, inputs)
        if known is not None:
            return Built(path, known.quads, was_fresh=True)

        def loaded() -> GraphStore:
            graph = GraphStore.load(roots, counted)
            if of_inputs(expand_paths(roots), counted) != inputs:
                raise InputError(roots[0], "it changed while it was read", "Build again when it is at rest.")
            return graph

        return Built(path, write(path, loaded, inputs).quads, was_fresh=False)


def write(path: Path, graph: Callable[[], GraphStore], inputs: str) -> Manifest:
    """Write a graph into the directory at ``path``, which nobody else is writing to; return its manifest.

    ``graph`` is called for it, so that it need not stay in memory for longer than it is written out.

    Raises:
        OutputError: When it cannot be written; what was there stays.
    """
    import sqlite3

    place = None
    try:
        place = free(path)
        place.mkdir()
        paths, info, is_plain = _dumped(place, graph())
        gc.collect()  # a graph refers to itself: only this lets go of it
        quads = _filled(place, _BLOCK if is_plain else -1)
        manifest = Manifest(place.name, inputs, made_by(), of_folder(place), quads, paths, info)
        (place / MANIFEST).write_text(manifest.text(), encoding="utf-8")
        (place / MANIFEST).replace(path / MANIFEST)
    except BaseException as error:
        if place is not None and place.name != _data_of(path):
            shutil.rmtree(place, ignore_errors=True)
        if isinstance(error, OSError | sqlite3.Error):
            raise OutputError(path, getattr(error, "strerror", None) or str(error)) from error
        raise
    remove_old(path, place.name)
    return manifest


def _dumped(place: Path, graph: GraphStore) -> tuple[tuple[str, ...], Info, bool]:
    """Write quads and names into an empty folder.

    Returns:
        Where the graph came from, what it holds, and whether every node of it has a name.
    """
    (place / LOCK).touch()
    graph.engine.dump(str(place / DUMP), ox.RdfFormat.N_QUADS)
    labels.keep(graph.engine, place / NAMES)
    paths = tuple(str(one.resolve()) for one in graph.paths)
    return paths, catalog.info(graph), not has_blank_nodes(graph.engine)


def _filled(place: Path, size: int) -> int:
    """Make the quads that were written a store; return how many there are.

    They are taken ``size`` bytes at a time, rounded up to a line (-1: all at once). A blank node is one and
    the same within a block alone.
    """
    dump = place / DUMP
    store = ox.Store(str(place / QUADS))
    with dump.open("rb") as file:
        while block := file.read(size) + file.readline():
            store.bulk_load(block, format=ox.RdfFormat.N_QUADS, lenient=True)
    store.optimize()
    store.flush()
    dump.unlink()
    return len(store)  # closed with the last reference


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold a directory for a build; one that is made for it, and gets no store, goes again.

    Raises:
        StoreError: When it holds anything but a store, or another build is writing there.
        OutputError: When it cannot be made.
    """
    try:
        is_new = not path.exists()
        path.mkdir(exist_ok=True)
        if not is_ours(path):
            reason = "it is not empty, and no store of alliancekg"
            raise StoreError(path, reason, "Name another directory.")
        held = hold(path / LOCK, alone=True)
    except FileExistsError as error:
        raise OutputError(path, "it is a file, not a directory") from error
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    if held is None:
        raise StoreError(path, "another build is writing it", "Wait for it, or name another directory.")
    try:
        _clear_up(path)
        yield
    finally:
        held.release()
        if is_new and not (path / MANIFEST).exists():
            shutil.rmtree(path, ignore_errors=True)


def _clear_up(path: Path) -> None:
    """Remove what a stopped build left, unless nobody can tell it from the store that is there."""
    data = _data_of(path)
    if data or not (path / MANIFEST).exists():
        remove_old(path, data)


def _data_of(path: Path) -> str:
    """Return the name of the folder that a manifest points at, "" where there is none that can be read."""
    try:
        return read_manifest(path).data
    except StoreError:
        return ""


def _fresh(path: Path, inputs: str) -> Manifest | None:
    """Return the manifest of a store that was built from these inputs by this code, opens, and is whole."""
    try:
        manifest = read_manifest(path)
        if manifest.inputs != inputs:
            return None
        open_directory(path)
        return manifest if of_folder(path / manifest.data) == manifest.content else None
    except (StoreError, OSError):
        return None

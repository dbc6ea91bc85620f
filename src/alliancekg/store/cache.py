"""Keep what was merged and derived from files, so that the next command need not do it again.

A cached graph is a store named after the digest of all that went into it, so one that fits is never stale. It
is written when the same files are asked a second time, and where it cannot be written nothing is lost.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from alliancekg import resources
from alliancekg.errors import OutputError, StoreError
from alliancekg.store.files import expand_paths
from alliancekg.store.fingerprint import of_inputs
from alliancekg.store.graph import GraphStore
from alliancekg.store.merge import check_modes

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Where the cache lies, "0" for none.
VARIABLE = "ALLIANCEKG_CACHE"
#: Bytes of input that are worth it: less is read as fast, and a store of more is for the user to place.
_WORTH = range(500_000, 20_000_000)
_KEPT = 4  # stores
_SEEN = ".seen"
#: What is ours in a folder that may hold other things.
_NAME = re.compile(r"[0-9a-f]{32}")


def load_cached(paths: Iterable[Path], modes: Iterable[str]) -> GraphStore:
    """Return what ``GraphStore.load`` gives, from the cache where it holds these files under these modes.

    Raises:
        AllianceKGError: As ``GraphStore.load`` does.
    """
    roots, counted = tuple(paths) or (resources.graph_folder(),), check_modes(modes)
    home = folder()
    files = expand_paths(roots)
    if home is None or sum(map(_size, files)) not in _WORTH:
        return GraphStore.load(roots, counted)
    inputs = of_inputs(files, counted)
    place = home / inputs[:32]
    with suppress(StoreError):
        found = GraphStore.open(place, counted, kind="cache")
        with suppress(OSError):
            os.utime(place)  # it was used: others go first
        return found
    graph = GraphStore.load(roots, counted)
    with suppress(OSError, OutputError, StoreError):
        if _was_seen(place) and of_inputs(expand_paths(roots), counted) == inputs:
            _keep(place, graph, inputs)
    return graph


def folder() -> Path | None:
    """Return the folder of the cache, None where there is to be none."""
    asked = os.environ.get(VARIABLE, "")
    if asked:
        return None if asked == "0" else Path(asked)
    base = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    try:
        return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "alliancekg"
    except RuntimeError:  # nobody's home
        return None


def _size(path: Path) -> int:
    """Return the size of a file; one that is gone is told when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _was_seen(place: Path) -> bool:
    """Return whether these files were asked before, and note that they are asked now."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = place.with_suffix(_SEEN)
    was = mark.exists()
    mark.touch()
    return was


def _keep(place: Path, graph: GraphStore, inputs: str) -> None:
    """Write a graph into the cache and make room for it."""
    from alliancekg.store.build import write, writing

    with writing(place):
        write(place, lambda: graph, inputs)
    place.with_suffix(_SEEN).unlink(missing_ok=True)
    _make_room(place.parent)


def _make_room(home: Path) -> None:
    """Remove the stores and marks that were not used for longest, but those that somebody reads."""
    from alliancekg.store.directory import DATA, LOCK, is_ours, remove_old
    from alliancekg.store.locks import hold

    ours = [one for one in home.iterdir() if _NAME.fullmatch(one.stem)]
    found = sorted(ours, key=lambda one: one.stat().st_mtime, reverse=True)
    stores = [one for one in found if one.is_dir() and is_ours(one)]
    for old in stores[_KEPT:]:
        held = hold(old / LOCK, alone=True)
        if held is None:
            continue  # it is being written
        remove_old(old, "")
        if not any(one.name.startswith(DATA) for one in old.iterdir()):
            shutil.rmtree(old, ignore_errors=True)
        held.release()
    for mark in [one for one in found if one.suffix == _SEEN][_KEPT:]:
        mark.unlink(missing_ok=True)

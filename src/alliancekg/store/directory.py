"""A store in a directory: where its parts lie, how it is opened, how a new one takes the place of the old.

The manifest names the folder that holds the data, and is replaced last, in one step: whoever opens the
directory finds the old data or the new, never a part, whenever a build was stopped.
"""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from alliancekg.answers import Info
from alliancekg.errors import StoreError
from alliancekg.model import Coverage, Term
from alliancekg.store.fingerprint import made_by
from alliancekg.store.labels import LabelsKept
from alliancekg.store.locks import Hold, hold

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST, LOCK, DATA = "alliancekg-store.json", "lock", "data-"
QUADS, NAMES, DUMP = "quads", "names.sqlite", "quads.nq"
_FORMAT = 1
_FOLDER = re.compile(rf"{DATA}[0-9]+")
_PARTS = frozenset((LOCK, QUADS, NAMES, DUMP, MANIFEST))  # of such a folder
#: A rebuild may take the data away between the look at the manifest and the opening: look again so often.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a directory holds: the folder ``data``, built from ``inputs`` by the code ``made_by`` (digests).

    ``content`` is the digest of that folder as it was written, ``quads`` counts all that is stored, ``paths``
    are the files and folders that were asked for, ``info`` is what ``alliancekg info`` tells.
    """

    data: str
    inputs: str
    made_by: str
    content: str
    quads: int
    paths: tuple[str, ...]
    info: Info

    def text(self) -> str:
        """Return the manifest as it is written."""
        return json.dumps({"format": _FORMAT, **asdict(self)}, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Opened:
    """A store that is open for reading; ``held`` keeps its files in place."""

    engine: ox.Store
    labels: LabelsKept
    manifest: Manifest
    held: Hold

    @property
    def info(self) -> Info:
        """Return what the store holds, as it was counted when it was built."""
        return self.manifest.info


def open_directory(path: Path, kind: str = "store") -> Opened:
    """Open a store for reading; nothing of it is read ahead, so a large one opens as fast as a small one.

    ``kind`` is what ``info`` calls it.

    Raises:
        StoreError: When the directory is no store, is not finished or damaged, or other code built it.
    """
    for tried in range(1, _TRIES + 1):
        manifest = read_manifest(path)
        if manifest.made_by != made_by():
            raise _other(path, manifest)
        place = path / manifest.data
        try:
            held = hold(place / LOCK, alone=False)
            if held is not None:
                engine = ox.Store.read_only(str(place / QUADS))
                told = replace(manifest.info, store=f"{path} ({kind}, read only)")
                return Opened(engine, LabelsKept(place / NAMES), replace(manifest, info=told), held)
        except (OSError, RuntimeError) as error:  # the engine raises either
            if tried == _TRIES or read_manifest(path) == manifest:
                reason = f"the store is damaged ({' '.join(str(error).split())})"
                raise StoreError(path, reason, _again(path)) from error
    raise StoreError(path, "the store is being replaced", "Try again in a moment.")


def read_manifest(path: Path) -> Manifest:
    """Return what a directory says of itself.

    Raises:
        StoreError: When it is no finished store of ours.
    """
    try:
        text = (path / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _unfinished(path) from error
    except (OSError, ValueError) as error:
        raise StoreError(path, f"cannot be read ({_why(error)})", "Check the path.") from error
    try:
        return _manifest(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        reason = f"{MANIFEST} is damaged or of another version of alliancekg"
        raise StoreError(path, reason, _again(path)) from error


def is_ours(path: Path) -> bool:
    """Return whether all that lies in a directory bears names of ours, so that it may be built over."""
    return all(one.name in {MANIFEST, LOCK} or _is_data(one) for one in path.iterdir())


def _is_data(path: Path) -> bool:
    """Return whether a folder is called as our data are and holds nothing else: others count folders too."""
    if not _FOLDER.fullmatch(path.name) or path.is_symlink() or path.is_file():
        return False
    try:
        return all(one.name in _PARTS for one in path.iterdir())
    except FileNotFoundError:  # somebody clears up
        return True


def free(path: Path) -> Path:
    """Return where new data go: nothing is there yet."""
    numbers = [int(one.name.removeprefix(DATA)) for one in _folders(path)]
    return path / f"{DATA}{max(numbers, default=0) + 1}"


def remove_old(path: Path, kept: str) -> None:
    """Remove the data folders but the one ``kept``, and those that somebody still reads."""
    for folder in _folders(path):
        if folder.name == kept:
            continue
        try:
            held = hold(folder / LOCK, alone=True)
        except OSError:
            held = None
        if held is not None:
            shutil.rmtree(folder, ignore_errors=True)
            held.release()


def _folders(path: Path) -> Iterator[Path]:
    """Yield the data folders of a directory, sorted."""
    yield from sorted(one for one in path.iterdir() if _FOLDER.fullmatch(one.name) and one.is_dir())


def _unfinished(path: Path) -> StoreError:
    """Return why a directory without a manifest is no store."""
    if not path.exists():
        return StoreError(path, "there is no such directory", _again(path))
    if not path.is_dir():
        return StoreError(path, "it is a file, not the directory of a store", "Read files with --graph.")
    if any(_folders(path)) and is_ours(path):
        return StoreError(path, "the store is not finished: its build was stopped", _again(path))
    return StoreError(path, f"it is no store of alliancekg: it has no {MANIFEST}", _again(Path("DIR")))


def _other(path: Path, manifest: Manifest) -> StoreError:
    """Return why a store that other code built is not opened: what it derived may differ."""
    from importlib.metadata import version

    from alliancekg.store.catalog import package_version

    built = f"alliancekg {manifest.info.version} with {manifest.info.engine}"
    ours = f"alliancekg {package_version()} with pyoxigraph {version('pyoxigraph')}"
    this = f"this is {ours}" if ours != built else "the code of this one has changed since"
    return StoreError(path, f"the store was built by {built}; {this}", _again(path))


def _again(path: Path) -> str:
    return f"Build it with `alliancekg build -o {path}`."


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _manifest(told: dict[str, Any]) -> Manifest:
    """Return the manifest that was written as ``told``."""
    if told.pop("format") != _FORMAT:
        raise ValueError(MANIFEST)
    info = told.pop("info")
    coverage = info["coverage"]
    coverage["subjects"] = tuple(Term(**one) for one in coverage["subjects"])
    info["coverage"] = Coverage(**coverage)
    info["files"] = tuple((str(name), int(quads)) for name, quads in info["files"])
    info |= {name: tuple(info[name]) for name in ("undescribed_graphs", "modes")}
    return Manifest(**{**told, "paths": tuple(told["paths"]), "info": Info(**info)})

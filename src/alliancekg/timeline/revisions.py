"""An older version of files, read from the git repository that holds them."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from alliancekg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FIX = "Name a revision of the repository that holds the graph, or another graph file or folder."
#: Nothing of the caller's repository, no question to the user, nothing fetched.
_QUIET = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0"}
_LINK, _BLOB = b"120000", b"blob"


@contextmanager
def checked_out(revision: str, paths: Iterable[Path], endings: Iterable[str]) -> Iterator[tuple[Path, ...]]:
    """Give the places in a temporary folder where ``paths`` stand as they were at a revision.

    Of folders only files with one of ``endings`` are read, byte by byte as they were committed.

    Raises:
        InputError: When git is missing, a path lies in no repository, there is no such revision, or the path
            was not there.
    """
    with TemporaryDirectory() as folder:
        yield tuple(
            _written(revision, path.resolve(), Path(folder, str(at)), tuple(endings))
            for at, path in enumerate(paths)
        )


def _written(revision: str, path: Path, target: Path, endings: tuple[str, ...]) -> Path:
    """Write what a path held at a revision under ``target``; return its place there."""
    here = path if path.is_dir() else path.parent
    top = _git(revision, here, "rev-parse", "--show-toplevel")
    repository = Path(os.fsdecode(top.removesuffix(b"\n"))).resolve()
    commit = _git(revision, here, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    name = path.relative_to(repository)
    listed = _git(
        revision, repository, "ls-tree", "-r", "-z", commit.decode().strip(), "--", f":(literal){name}"
    )
    for entry in filter(None, listed.split(b"\0")):
        told, _, file = entry.partition(b"\t")
        mode, kind, blob = told.split()
        place = Path(os.fsdecode(file))
        if mode == _LINK or kind != _BLOB or place.suffix not in endings or ".." in place.parts:
            continue
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        (target / place).write_bytes(_git(revision, repository, "cat-file", "blob", blob.decode()))
    if not (target / name).exists():
        raise InputError(revision, f"{path} held no graph at that revision", _FIX)
    return target / name


def _git(revision: str, folder: Path, *words: str) -> bytes:
    """Return what git prints.

    Raises:
        InputError: When there is no git, or it refuses; its reason is passed on.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-C", str(folder), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=False, env=inherited | _QUIET)  # noqa: S603 - no shell
    except OSError as error:
        raise InputError(
            revision, "there is no such file, and no git to look for a revision", _FIX
        ) from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git refused"]
        reason = told[0].removeprefix("fatal: ").rstrip(".")
        if "Needed a single revision" in reason:
            reason = "there is no such revision, file or folder"
        raise InputError(revision, reason, _FIX)
    return done.stdout

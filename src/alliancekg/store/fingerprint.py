"""Digests that tell whether a store says what its files do: of the files, and of the code that read them.

What is derived depends on both. Files are told by their content: a date of change can lie.
"""

from __future__ import annotations

from functools import cache
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph

from alliancekg import resources
from alliancekg.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from hashlib import _Hash

_PACKAGE = Path(__file__).resolve().parents[1]
#: The modules of the package, beside those here, that have a part in what is read, merged and derived.
_WITH = ("dates.py", "lives.py", "terms.py")


@cache
def made_by() -> str:
    """Return the digest of what fills a store: the engine, our code, the ontology and the rules."""
    code = sorted(_PACKAGE.joinpath("store").glob("*.py"))
    code += [_PACKAGE / name for name in _WITH]
    ours = (*resources.ontology_files(), *resources.rule_files())
    found = sha256(pyoxigraph.__version__.encode())
    for path in (*code, *ours):
        _add(found, path.name, path.read_bytes())
    return found.hexdigest()


@cache
def told_by() -> str:
    """Return the digest of what tells rows of a store: the code that fills and asks it, rows and recipes."""
    found = sha256(made_by().encode())
    for folder in ("model", "recipes"):
        for path in sorted(_PACKAGE.joinpath(folder).glob("*.py")):
            _add(found, path.name, path.read_bytes())
    return found.hexdigest()


def of_inputs(paths: Iterable[Path], modes: Iterable[str]) -> str:
    """Return the digest of files, with their places, for the modes that count, and of what reads them.

    Raises:
        InputError: When a file cannot be read.
    """
    found = sha256(made_by().encode())
    found.update(" ".join(modes).encode())
    real = cache(Path.resolve)
    for path in paths:
        try:  # a relative IRI in a file depends on where the file lies
            place = path.resolve() if path.is_symlink() else real(path.parent) / path.name
            _add(found, f"{path}\n{place}", path.read_bytes())
        except OSError as error:
            raise InputError(path, f"cannot be read ({error.strerror})", "Check its permissions.") from error
    return found.hexdigest()


def of_folder(place: Path) -> str:
    """Return the digest of the files in a folder, each with its place there.

    Raises:
        OSError: When one cannot be read.
    """
    found = sha256()
    for path in sorted(one for one in place.rglob("*") if one.is_file()):
        with path.open("rb") as file:
            _add(found, path.relative_to(place).as_posix(), file_digest(file, "sha256").digest())
    return found.hexdigest()


def _add(found: _Hash, name: str, data: bytes) -> None:
    """Add a name and data to a digest, each with its length, so that no two sets of files run together."""
    label = name.encode("utf-8", "surrogateescape")
    found.update(f"{len(label)} {len(data)} ".encode() + label + data)

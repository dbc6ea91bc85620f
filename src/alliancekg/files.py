"""Write files whole or not at all."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import IO

from alliancekg.errors import OutputError


def write_text(path: Path, text: str) -> Path:
    """Write UTF-8 text with plain line ends to ``path``.

    A reader sees the old file or the new one, never a part.

    Raises:
        OutputError: When the file cannot be written; what stood there is kept.
    """
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, data: bytes) -> Path:
    """Write ``data`` to ``path`` by way of a file beside it that is renamed into place.

    Raises:
        OutputError: When the file cannot be written; what stood there is kept.
    """
    return write_stream(path, lambda file: file.write(data))


def write_stream(path: Path, write: Callable[[IO[bytes]], object]) -> Path:
    """Let ``write`` fill a file, as ``write_bytes`` does with data that need not be in memory all at once.

    Raises:
        OutputError: When the file cannot be written; what stood there is kept.
    """
    import tempfile

    path = path.resolve() if path.is_symlink() else path  # the link stays, its target is replaced
    if path.is_dir():
        raise OutputError(path, "it is a folder")
    try:
        if path.exists() and not path.is_file():  # a pipe or a device has no "beside"
            with path.open("wb") as file:
                write(file)
            return path
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        beside = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
            beside.chmod(_mode(path))
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(path, error.strerror or str(error)) from error
    return path


def _mode(path: Path) -> int:
    """Return the permissions the file has, or those that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

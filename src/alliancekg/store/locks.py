"""Hold a file while a directory is read or written: the system lets go of it however the process ends."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Hold:
    """A file that is held until it is released, or forgotten."""

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def release(self) -> None:
        """Let go; a second time does nothing."""
        handle, self.handle = self.handle, -1
        if handle >= 0:
            os.close(handle)

    def __del__(self) -> None:
        """Let go with the last reference."""
        self.release()


def hold(path: Path, *, alone: bool) -> Hold | None:
    """Return the hold on a file, None when others have it: readers share it, a writer has it ``alone``.

    A writer makes the file where it is missing. On a system without such locks every hold succeeds: Windows
    keeps what is open from being removed by itself.

    Raises:
        OSError: When the file cannot be opened.
    """
    held = Hold(os.open(path, os.O_RDWR | os.O_CREAT if alone else os.O_RDONLY, 0o666))
    if sys.platform == "win32":
        return held
    import fcntl

    try:
        fcntl.flock(held.handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        held.release()
        return None
    except OSError:
        pass  # a file system without locks tells nothing of others
    return held

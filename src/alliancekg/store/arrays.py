"""Keep what was worked out of a store as arrays, so that the next command need not do it again.

They lie beside the cached graphs, each in a file named after the digest of the store's content, of our code
and of what was asked, so one that fits is never stale. A file begins with the digest of the rest of it: what
is damaged is worked out again, and where nothing can be written nothing is lost.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from alliancekg.errors import OutputError
from alliancekg.files import write_bytes
from alliancekg.store import cache
from alliancekg.store.fingerprint import told_by

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np

    from alliancekg.store.graph import GraphStore

    #: Arrays by name, all of numbers.
    Arrays = Mapping[str, np.ndarray[Any, np.dtype[Any]]]

_KEPT = 32  # files
_MOST = 256 * 2**20  # bytes of one: more is as well worked out
#: Our files, and what is left of one whose writing was stopped.
_NAME = re.compile(r"[0-9a-f]{32}\.npz|\.[0-9a-f]{32}\.npz\..+")
_DIGEST = sha256().digest_size
_TEXTS = "texts"


def place_for(graph: GraphStore, *asked: str) -> Path | None:
    """Return where the arrays for a question lie, None where they are not to be kept.

    They are kept for a graph that is asked in a directory as it was built: what is narrowed is gone with the
    command.
    """
    home = cache.folder()
    if home is None or graph.opened is None:
        return None
    manifest = graph.opened.manifest
    told = json.dumps([manifest.inputs, manifest.content, told_by(), *asked])
    return home / f"{sha256(told.encode()).hexdigest()[:32]}.npz"


def read(place: Path | None) -> tuple[Arrays, Any] | None:
    """Return the arrays and texts that were kept in a place, None when there are none, or not as written."""
    try:
        data = place.read_bytes() if place is not None else b""
    except OSError:
        return None
    if place is None or data[:_DIGEST] != sha256(data[_DIGEST:]).digest():
        return None
    import numpy as np

    with suppress(OSError):
        os.utime(place)  # it was used: others go first
    with np.load(BytesIO(data[_DIGEST:]), allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    return arrays, json.loads(arrays.pop(_TEXTS).tobytes())


def keep(place: Path | None, arrays: Arrays, texts: object) -> None:
    """Write arrays, and texts as JSON, into a place, and make room for them."""
    if place is None:
        return
    import numpy as np

    told = np.frombuffer(json.dumps(texts, ensure_ascii=False).encode(), dtype=np.uint8)
    if told.nbytes + sum(one.nbytes for one in arrays.values()) > _MOST:
        return
    file = BytesIO()
    np.savez(file, allow_pickle=False, **arrays, **{_TEXTS: told})
    data = file.getvalue()
    with suppress(OSError, OutputError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_bytes(place, sha256(data).digest() + data)
        _make_room(place.parent)


def _make_room(home: Path) -> None:
    """Remove the files of ours that were not used for longest."""
    ours = [one for one in home.iterdir() if _NAME.fullmatch(one.name) and one.is_file()]
    for old in sorted(ours, key=lambda one: one.stat().st_mtime, reverse=True)[_KEPT:]:
        old.unlink(missing_ok=True)

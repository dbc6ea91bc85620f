"""The graph beside an older version of itself."""

from __future__ import annotations

from alliancekg.answers import Versions
from alliancekg.api.base import Held
from alliancekg.errors import InputError
from alliancekg.store import catalog


class Versioned(Held):
    """What the data say now and said then."""

    def changes_since(self, since: str) -> Versions:
        """Return what the data say otherwise than an older version did: none of it happened in the world.

        ``since`` is a graph file or folder, or a revision of the git repository that holds the files of
        this graph ("v2026.10.0", "HEAD~3"); a path that exists comes first. Told are the statements, passages
        and sources that were added and removed, each with the passages in question, under the assertion
        modes that count here.

        Raises:
            InputError: When there is no such version, it cannot be read, or this graph was narrowed: a part
                compared with a whole would show what nobody changed.
        """
        from alliancekg.timeline.versions import compare, older

        now = self._whole
        if now.endpoint:
            raise InputError(now.endpoint, "a server has no files to compare", "Name the files with --graph.")
        if self._graph is not now or now.known_by or now.narrowed:
            raise InputError(
                "this graph", "only a part of it was loaded", "Load it whole to compare versions."
            )
        with older(since, now.paths, now.modes) as then:
            rows, unnamed = compare(then, now)
        return Versions(rows, since, catalog.coverage(now), unnamed)

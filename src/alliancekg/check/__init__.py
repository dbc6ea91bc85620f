"""Find what is wrong in graph files: every fault is a row with file and line, and the way to mend it.

Nothing heavy is imported until something is checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from os import PathLike

    from alliancekg.check.run import Report
    from alliancekg.model import Finding


def check(
    paths: Iterable[str | PathLike[str]] = (),
    context: Iterable[str | PathLike[str]] | None = None,
    text: str | PathLike[str] | None = None,
) -> tuple[Finding, ...]:
    """Return the faults of files and folders (none: the shipped graph), sorted by path, line and check.

    Args:
        paths: What to check. A file that cannot be read is itself a finding; the others are still checked.
        context: What the files rely on: it is loaded beside them and never reported. None: the shipped
            graph, when the files use anything that they do not register themselves.
        text: Text of a source (plain, HTML or PDF) that the digests of its passages are looked for in. Of
            several sources the one is compared of which most passages are found.

    Raises:
        InputError: When a path does not exist, a folder holds no RDF file, or the text is of no source.
        ParseError: When a file of the context is not valid RDF.
    """
    return report(paths, context, text).findings


def report(
    paths: Iterable[str | PathLike[str]] = (),
    context: Iterable[str | PathLike[str]] | None = None,
    text: str | PathLike[str] | None = None,
) -> Report:
    """Return what :func:`check` returns, with the files and sources that were looked at."""
    from pathlib import Path

    from alliancekg.check.run import run

    beside = None if context is None else [Path(path) for path in context]
    return run([Path(path) for path in paths], beside, None if text is None else Path(text))

"""Which file of a dataset a file is: one dataset may have several, and its columns tell them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.errors import InputError
from alliancekg.imports.table import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from alliancekg.imports.form import DatasetMapping, Layout


def fitting(path: Path, plans: Sequence[DatasetMapping]) -> DatasetMapping:
    """Return the mapping that a file is laid out for: of those whose columns it has, the one that knows most.

    Where it has the columns of none, it is the one that it comes nearest to: what is wrong with the file is
    told by that.

    Raises:
        InputError: When the file cannot be read.
    """
    if len(plans) == 1:
        return plans[0]
    return max(plans, key=lambda plan: _fit(header(path, plan.layout), plan.layout))  # the first of equals


def _fit(columns: Iterable[str], layout: Layout) -> tuple[float, float]:
    """Return how much of what a layout needs is there, and how much of what is there it knows."""
    found = set(columns)
    known = {*layout.needed, *layout.optional, *layout.unread}
    return len(found.intersection(layout.needed)) / len(layout.needed), len(found & known) / max(
        len(found), 1
    )


def apart(fits: Iterable[tuple[Path, DatasetMapping]]) -> None:
    """Refuse two files of one layout: row 1 of the one and of the other would be one passage.

    Raises:
        InputError: When there are two.
    """
    seen: dict[str, Path] = {}
    for path, plan in fits:
        other = seen.setdefault(plan.origin.slug, path)
        if other is not path:
            reason = f"it is read as {plan.tells}, and so is {other}"
            raise InputError(path, reason, "Name one of them.")

"""Wait for the engine so long and no longer: it heeds neither signals nor time itself."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, TypeVar

from alliancekg.errors import QueryError, QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_SHORT = 2_000  # characters: a query up to here cannot nest deeper than an ordinary stack holds
_STACK = 512 * 2**20  # bytes, of address space only: parser and planner recurse over operators too


def bounded(text: str, run: Callable[[], T], seconds: float | None) -> T:
    """Run what asks the query ``text`` in a thread and wait ``seconds`` (None: to the end).

    After a timeout the thread is left behind; it ends with its query or with the process. A long query gets a
    thread with a deep stack in any case.
    """
    if seconds is None and len(text) <= _SHORT:
        return _guarded(run)
    found = ended(lambda: _guarded(run), seconds, _STACK if len(text) > _SHORT else 0)
    if not found:
        raise QueryTimeoutError(seconds or 0)
    return found[0]


def ended(run: Callable[[], T], seconds: float | None, stack: int = 0) -> list[T]:
    """Return what ``run`` gives as the one item of a list, which is empty when it did not end in ``seconds``.

    It runs in a thread with a ``stack`` of so many bytes (0: an ordinary one).
    """
    outcome: list[T] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(run())
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread, whatever it is
            error.__traceback__ = None  # it holds the engine's result, which may not end in another thread
            failure.append(error)

    worker = threading.Thread(target=work, daemon=True)
    before = threading.stack_size(stack)
    try:
        worker.start()
    finally:
        threading.stack_size(before)
    worker.join(seconds)
    if failure:
        raise failure[0]
    return outcome


def _guarded(run: Callable[[], T]) -> T:
    """Run and turn what the engine raises while it evaluates into a query error."""
    try:
        return run()
    except (OSError, RuntimeError, SyntaxError) as error:
        if isinstance(error, QueryTimeoutError):
            raise
        raise QueryError(" ".join(str(error).split())) from error

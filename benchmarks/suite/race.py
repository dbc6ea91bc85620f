"""Run several ways to one answer by turns and keep the CPU seconds of each; the answers come first."""

from __future__ import annotations

import gc
import math
import resource
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

#: Ours, the barest way to the same answer, and rdflib, networkx, pyvis or pyshacl as their pages have it.
OURS, FLOOR, NAIVE = "ours", "floor", "naive"
_ROUNDS = 5
_LONG, _SHORT = 2.0, 0.05  # seconds: what takes longer is run once, what takes less four times as often


class AnswersDifferError(Exception):
    """Two ways gave different answers: no time counts."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to an answer: its ``name``, the ``work`` that is timed, and what of the result is ``told``.

    ``told`` is not timed; what it returns must be equal for every way.
    """

    name: str
    work: Callable[[], Any]
    told: Callable[[Any], object] = lambda answer: answer


@dataclass(frozen=True, slots=True)
class Aim:
    """What we aim at: ours at most ``bound`` times another, or at least so many times faster than it.

    It counts from the size ``since`` on.
    """

    other: str
    bound: float
    faster: bool = False
    since: int = 0

    def __str__(self) -> str:
        """Return the aim as the table has it."""
        words = (
            f"{self.other}/ours >= {self.bound:g}" if self.faster else f"ours/{self.other} <= {self.bound:g}"
        )
        return words + (f" from {self.since:,}" if self.since else "")

    def holds(self, heat: Heat) -> bool | None:
        """Return whether a heat keeps the aim; None where it says nothing about it."""
        if heat.size < self.since or not {OURS, self.other} <= heat.seconds.keys():
            return None
        ratio = heat.seconds[OURS] / heat.seconds[self.other]
        return 1 / ratio >= self.bound if self.faster else ratio <= self.bound


@dataclass(frozen=True, slots=True)
class Heat:
    """What one race gave: the least CPU ``seconds`` of each way, and why a way is ``absent``.

    ``size`` is in quads (nodes for pages), 0 where there is but one. ``growth`` is the exponent that the time
    of ours is to stay under as sizes grow.
    """

    workload: str
    what: str
    size: int
    seconds: Mapping[str, float]
    aims: tuple[Aim, ...] = ()
    growth: float | None = None
    absent: Mapping[str, str] = field(default_factory=dict)


def race(what: str, ways: Iterable[Way], rounds: int = _ROUNDS) -> dict[str, float]:
    """Return the least CPU seconds of each way over ``rounds`` by turns.

    Raises:
        AnswersDifferError: When two ways give different answers.
    """
    ways = list(ways)
    best: dict[str, float] = {}
    answers: dict[str, object] = {}
    for way in ways:
        answer, best[way.name] = timed(way)
        answers[way.name] = way.told(answer)
        if answers[way.name] != answers[ways[0].name]:
            raise AnswersDifferError(_difference(what, ways[0].name, way.name, answers))
    is_short = all(best.get(name, 0) <= _SHORT for name in (OURS, FLOOR))
    for at in range(1, 4 * rounds if is_short else rounds):
        for way in ways:
            if best[way.name] <= (_LONG if at < rounds else _SHORT):
                best[way.name] = min(best[way.name], timed(way)[1])
    return best


def timed(way: Way) -> tuple[Any, float]:
    """Return what a way gives and the CPU seconds that it took, those of its processes included."""
    gc.collect()
    gc.disable()  # what else is in memory is not to be paid for
    try:
        began = _cpu()
        answer = way.work()
        return answer, _cpu() - began
    finally:
        gc.enable()


def geometric_mean(values: Iterable[float]) -> float:
    """Return the geometric mean of positive values."""
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs))


def exponent(times: Mapping[int, float]) -> float:
    """Return the slope of log(seconds) over log(size): 1 is linear. There are two sizes or more."""
    xs, ys = [math.log(size) for size in times], [math.log(seconds) for seconds in times.values()]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    rise = sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    return rise / sum((a - x) * (a - x) for a in xs)


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _difference(what: str, one: str, other: str, answers: Mapping[str, object]) -> str:
    first, second = (str(answers[name]) for name in (one, other))
    at = next((at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
    begins = max(0, at - 40)
    return (
        f"{what}: {one} and {other} give different answers: "
        f"...{first[begins : at + 80]}... and ...{second[begins : at + 80]}..."
    )

"""Run the benchmarks: each workload our way, the barest way and the naive way, as a table with versions.

``python benchmarks/run.py --sizes 10k,100k --only W1,W5``; docs/performance.md tells what is measured.
CPU seconds, ways by turns, the least of several rounds; answers are compared before any time counts. Exit
status: 0 done, 1 an aim was missed (with --strict), 3 two ways gave different answers.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from suite import table
from suite.asking import ask
from suite.checking import validate
from suite.cold import cold_question, first_help, warm_store
from suite.drawing import SIZES, draw
from suite.ground import Ground
from suite.loading import load
from suite.measuring import measure
from suite.peers import versions
from suite.projecting import project
from suite.race import AnswersDifferError
from suite.serving import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from suite.race import Heat

WORKLOADS: dict[str, Callable[[Ground], Iterator[Heat]]] = {
    "W1": first_help,
    "W2": cold_question,
    "W3": load,
    "W4": warm_store,
    "W5": ask,
    "W6": project,
    "W7": measure,
    "W8": draw,
    "W9": validate,
    "W10": serve,
}
#: What has sizes of its own in place of the ladder.
_OWN_SIZES = {"W1": (0,), "W2": (0,), "W8": SIZES}
_UNITS = {"k": 1_000, "M": 1_000_000}


def main(words: Sequence[str]) -> int:
    """Run what is asked for, print each line as it is done, and return the exit status."""
    asked = _parser().parse_args(words)
    print(table.heading(versions()))
    heats: list[Heat] = []
    try:
        with tempfile.TemporaryDirectory() as folder:
            for heat in run(Path(folder), asked.sizes, asked.only):
                heats.append(heat)
                print(table.line(heat), flush=True)
    except AnswersDifferError as error:
        print(error, file=sys.stderr)
        return 3
    grown = list(table.growth(heats))
    if grown:
        print("\n" + "\n".join(grown))
    missed = any(aim.holds(heat) is False for heat in heats for aim in heat.aims)
    return int(asked.strict and missed)


def run(folder: Path, sizes: Sequence[int], only: Sequence[str]) -> Iterator[Heat]:
    """Yield the heats of the workloads ``only``, in order; each ladder is climbed size by size."""
    ladder = [Ground(folder, size) for size in sorted(sizes)]
    for name, workload in WORKLOADS.items():
        if name in only:
            own = [Ground(folder, size) for size in _OWN_SIZES.get(name, ())]
            for ground in own or ladder:
                yield from workload(ground)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--sizes", type=_sizes, default=[10_000, 100_000], help="quads: 10k,100k,1M [10k,100k]"
    )
    parser.add_argument("--only", type=_names, default=tuple(WORKLOADS), help="workloads: W1,W5 [all ten]")
    parser.add_argument("--strict", action="store_true", help="exit status 1 where an aim is missed")
    return parser


def _sizes(text: str) -> list[int]:
    return [_size(one.strip()) for one in text.split(",")]


def _size(text: str) -> int:
    unit = _UNITS.get(text[-1:], 1)
    number = text.removesuffix(text[-1]) if unit > 1 else text
    if not number.isdecimal() or not int(number):
        message = f"{text!r} is no size: write 10000, 10k or 1M"
        raise argparse.ArgumentTypeError(message)
    return int(number) * unit


def _names(text: str) -> tuple[str, ...]:
    names = tuple(one.strip().upper() for one in text.split(","))
    for name in names:
        if name not in WORKLOADS:
            message = f"{name!r} is no workload: choose from {', '.join(WORKLOADS)}"
            raise argparse.ArgumentTypeError(message)
    return names


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

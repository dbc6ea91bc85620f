"""What the shipped graph costs beside the bare engine over the same files: CPU seconds, medians, interleaved.

Run it with ``python benchmarks/shipped.py [ROUNDS]``. The floor reads the same bytes into one pyoxigraph
store and asks the same text of it; ours merges, derives bounds and runs the rules as well. The rows are
compared before any time counts: both ask the named graphs, which are the same in both.
"""

from __future__ import annotations

import statistics
import sys
import time

from pyoxigraph import RdfFormat, Store

from alliancekg import resources
from alliancekg.store.engine import select
from alliancekg.store.files import expand_paths
from alliancekg.store.graph import GraphStore
from alliancekg.terms import AKG

_TEXT = f"""PREFIX akg: <{AKG}> SELECT ?program ?participant ?passage {{ GRAPH ?passage {{
    ?part akg:participationIn ?program ; akg:participant ?participant }} }}"""
_TIMES = 20


def main() -> None:
    """Print one line for loading and one for asking."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 5
    loads, asks = [], []
    for _ in range(rounds):
        began = time.process_time()
        bare = _bare()
        between = time.process_time()
        ours = GraphStore.load()
        ended = time.process_time()
        loads.append((between - began, ended - between))
        if _rows(bare) != _rows(ours.engine):
            raise SystemExit("the two stores give different rows")
        asks.append((_timed(bare), _timed(ours.engine)))
    print("         floor s  ours s  ratio  target")
    _line("load", loads, "2.3")
    _line("query", asks, "1.1")


def _bare() -> Store:
    """Return the shipped files in one store, nothing else done."""
    store = Store()
    for path in expand_paths([resources.graph_folder()]):
        store.load(path.read_bytes(), format=RdfFormat.TRIG)
    return store


def _rows(store: Store) -> list[str]:
    """Return the rows of the query in an order of their own."""
    return sorted(str(row) for row in select(store, _TEXT))


def _timed(store: Store) -> float:
    """Return the CPU seconds of asking some times and reading every row."""
    began = time.process_time()
    for _ in range(_TIMES):
        _ = list(select(store, _TEXT))
    return (time.process_time() - began) / _TIMES


def _line(name: str, pairs: list[tuple[float, float]], target: str) -> None:
    floor, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"{name:<8} {floor:7.3f} {ours:7.3f}  {ours / floor:5.2f}  {target}")


if __name__ == "__main__":
    main()

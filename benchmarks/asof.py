"""What an as-of view costs beside the load that it is cut from: CPU seconds, interleaved, medians and ratios.

Run it with ``python benchmarks/asof.py [QUADS…]``. The target is at most twice the load, merge and rules
included. The view is checked before any time counts: its parties are counted by hand from the steps.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from synthetic import write

from alliancekg.dates import Bounds, period
from alliancekg.store.catalog import covered
from alliancekg.store.engine import select
from alliancekg.store.graph import GraphStore
from alliancekg.store.views import View
from alliancekg.terms import AKG

_DAY, _ROUNDS, _TARGET = "1975-06-15", 5, 2.0


def main() -> None:
    """Print one line for each size."""
    print("quads    load s  view s  certain s  view/load  target")
    for quads in map(int, sys.argv[1:] or ["10000", "100000"]):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "made-up.trig"
            write(path, quads)
            _check(GraphStore.load([path]))
            loads, views, twins = zip(*(_round(path) for _ in range(_ROUNDS)), strict=True)
        load, view, twin = map(statistics.median, (loads, views, twins))
        print(f"{quads:<8} {load:6.2f}  {view:6.2f}  {twin:9.2f}  {view / load:9.2f}  {_TARGET}")


def _round(path: Path) -> tuple[float, float, float]:
    """Return the CPU seconds of a load, of a view of it, and of the view's twin of what is certain."""
    started = time.process_time()
    graph = GraphStore.load([path])
    loaded = time.process_time()
    view = View(graph, _DAY, covered(graph))
    _ = view.engine  # it is cut when it is asked
    cut = time.process_time()
    _ = view.certain
    return loaded - started, cut - loaded, time.process_time() - cut


def _check(graph: GraphStore) -> None:
    """Compare the agreements of the view with those whose own bounds say that they were there on the day."""
    day = period(_DAY).first
    text = f"""PREFIX akg: <{AKG}> SELECT ?a ?first ?last ?s {{
        ?e akg:changes ?a ; akg:earliest ?first ; akg:latest ?last ; akg:resultStatus ?s }}"""
    steps: dict[str, list[tuple[str, Bounds]]] = {}
    for row in select(graph.engine, text):
        span = Bounds(*(period(row[name].value).first for name in ("first", "last")))
        steps.setdefault(row["a"].value, []).append((row["s"].value, span))
    there = {
        agreement
        for agreement, told in steps.items()
        if any(span.first <= day for _, span in told)
        and not any(status.endswith("terminated") and span.last < day for status, span in told)
    }
    view = View(graph, _DAY, covered(graph))
    found = select(view.engine, f"SELECT ?a {{ ?a a <{AKG}Agreement> }}")
    if {row["a"].value for row in found} != there:
        message = "the view does not hold the agreements that it should"
        raise SystemExit(message)


if __name__ == "__main__":
    main()

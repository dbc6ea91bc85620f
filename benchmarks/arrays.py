"""What a projection of a day costs in a store, cut from it or read off arrays: CPU seconds, medians, ratios.

Run it with ``python benchmarks/arrays.py [QUADS…]``. "cut" makes the view and asks it, "first" gathers the
arrays and reads them, "again" is another day of the same graph. The networks of each day are compared before
any time counts. The aim is that another day takes at most a twentieth of a view.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from mixed import write

import alliancekg
from alliancekg.api import build
from alliancekg.projection import project
from alliancekg.publish.networks import graphml
from alliancekg.recipes import recipe
from alliancekg.store.cache import VARIABLE
from alliancekg.store.catalog import covered
from alliancekg.store.graph import GraphStore
from alliancekg.store.spans import spans
from alliancekg.store.ties import Asked
from alliancekg.store.views import View

if TYPE_CHECKING:
    import networkx as nx

_DAYS, _RECIPE, _AIM = (
    ("1930-06-15", "1955-06-15", "1975-06-15", "1990-06-15", "2010-06-15"),
    "alliances",
    0.05,
)


def main() -> None:
    """Print one line for each size."""
    os.environ[VARIABLE] = "0"
    print("quads    cut s   first s  again s  first/cut  again/cut  aim")
    for quads in map(int, sys.argv[1:] or ["10000", "100000"]):
        with tempfile.TemporaryDirectory() as folder:
            path, place = Path(folder) / "made-up.trig", Path(folder) / "store"
            write(path, quads)
            build(place, path)
            cuts, firsts, agains = zip(*(_round(place, day) for day in _DAYS), strict=True)
        cut, first, again = map(statistics.median, (cuts, firsts, agains))
        ratios = f"{first / cut:9.2f}  {again / cut:9.3f}  {_AIM}"
        print(f"{quads:<8} {cut:6.2f}  {first:7.2f}  {again:7.3f}  {ratios}")


def _round(place: Path, day: str) -> tuple[float, float, float]:
    """Return the CPU seconds of a day cut from a store, of the first and of a second one read off arrays."""
    graph, kg = GraphStore.open(place), alliancekg.load(store=place)
    started = time.process_time()
    expected = _by_view(graph, day)
    cut = time.process_time()
    kg.as_of("1960-01-01").project(_RECIPE)
    first = time.process_time()
    found = kg.as_of(day).project(_RECIPE)
    again = time.process_time()
    if graphml(found) != graphml(expected):
        raise SystemExit(f"{day}: the arrays give another network than the view")
    return cut - started, first - cut, again - first


def _by_view(graph: GraphStore, day: str) -> nx.Graph[str]:
    view, asked = View(graph, day, covered(graph)), recipe(_RECIPE)
    found = Asked(view, asked)
    return project(asked, found.groups, found.links(), spans(view))


if __name__ == "__main__":
    main()

"""What the interactive page costs: bytes, seconds to write it, scripting for a step of the slider.

Run it with ``python benchmarks/explorer.py``. It needs a Chromium or Chrome with its driver, as the tests of
the page do. Budgets: 1.0 MB for the page of the first article, 1.5 MB at 1,000 things; writing the page, its
layout apart, at most three times as long as writing its JSON; a step under 150 ms of scripting.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic import write

import alliancekg
from alliancekg.explore import render

if TYPE_CHECKING:
    from collections.abc import Callable

    from alliancekg.explore import PageData

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser import chromium

_ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"
_THINGS, _QUADS, _ROUNDS = 1_000, 8_800, 7
_SMALL, _LARGE, _RATIO, _STEP = 1.0, 1.5, 3.0, 150.0
_MOST_STEPS = 60


def main() -> None:
    """Print a line for each budget, and fail when one is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        article = _data(alliancekg.load(sources=[_ARTICLE]))
        large = _data(_made(folder / "made-up.trig"))
        page = folder / "page.html"
        page.write_text(render(large), encoding="utf-8", newline="\n")
        told = [
            (f"MB, the first article ({_size(article)})", _megabytes(render(article)), _SMALL),
            (f"MB, {_size(large)}", page.stat().st_size / 1e6, _LARGE),
            ("writing / writing its JSON", _ratio(large, folder), _RATIO),
            *((f"ms of scripting a step, {which}", found, _STEP) for which, found in _steps(page, folder)),
        ]
    for words, found, budget in told:
        print(f"{found:8.2f}  of {budget:6.1f}  {words}")
    sys.exit(any(found > budget for _, found, budget in told))


def _made(path: Path) -> alliancekg.KnowledgeGraph:
    """Return a made-up graph that draws as many things as a page may hold, or a few less."""
    quads = _QUADS
    while True:
        write(path, quads)
        kg = alliancekg.load(path)
        if len(kg.project("entities")) <= _THINGS:
            return kg
        quads -= 100


def _data(kg: alliancekg.KnowledgeGraph) -> PageData:
    """Return what the page of a graph is made of."""
    return kg._page_data(kg.project("entities"))  # noqa: SLF001 - what `explore` renders


def _size(data: PageData) -> str:
    return f"{len(data['nodes'])} things, {len(data['edges'])} ties"


def _megabytes(text: str) -> float:
    return len(text.encode()) / 1e6


def _ratio(data: PageData, folder: Path) -> float:
    """Return how much longer the page takes to write than its JSON: medians of rounds that take turns."""
    render(data)  # what is imported and compiled once does not count

    def seconds(text: Callable[[], str]) -> float:
        started = time.process_time()
        (folder / "written").write_text(text(), encoding="utf-8", newline="\n")
        return time.process_time() - started

    rounds = [
        (seconds(lambda: render(data)), seconds(lambda: json.dumps(data, ensure_ascii=False)))
        for _ in range(_ROUNDS)
    ]
    page, plain = (statistics.median(times) for times in zip(*rounds, strict=True))
    return page / plain


def _steps(page: Path, folder: Path) -> list[tuple[str, float]]:
    """Return the scripting time of steps of the slider, each until its frame is drawn."""
    with chromium(folder / "profile") as browser:
        browser.driver.execute_cdp_cmd("Performance.enable", {})
        browser.open(page.as_uri())

        def scripted() -> float:
            metrics = browser.driver.execute_cdp_cmd("Performance.getMetrics", {})["metrics"]
            return 1000 * next(one["value"] for one in metrics if one["name"] == "ScriptDuration")

        stops = browser.run("return akg.times.stops")
        every = max(1, len(stops) // _MOST_STEPS)
        found = []
        for stop in stops[::every]:
            before = scripted()
            browser.run("akg.state.set({ asof: arguments[0] })", stop)
            browser.settle()
            found.append(scripted() - before)
    return [("median", statistics.median(found)), ("slowest", max(found))]


if __name__ == "__main__":
    main()

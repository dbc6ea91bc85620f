"""The results as Markdown tables: versions, ratios, aims, and how the time grows with size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from suite.race import FLOOR, NAIVE, OURS, exponent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from suite.race import Heat

_HEADS = ("", "what", "size", "ours s", "ours/floor", "naive/ours", "others/ours", "aim", "holds")
_GROWTH = ("", "what", "sizes", "ours", "floor", "aim", "holds")
_SLACK = 1e-9


def heading(versions: Mapping[str, str]) -> str:
    """Return the versions and the head of the table of ratios."""
    told = ", ".join(f"{name} {version}" for name, version in versions.items())
    return f"{told}\n\n{_row(_HEADS)}\n{_row(['---'] * len(_HEADS))}"


def line(heat: Heat) -> str:
    """Return the line of a heat; a way that is absent is told with the reason."""
    size = f"{heat.size:,}" if heat.size else "-"
    if OURS not in heat.seconds:
        return _row([heat.workload, heat.what, size, f"not available: {heat.absent[OURS]}", *["-"] * 5])
    ours = heat.seconds[OURS]
    others = {name: f"{taken / ours:.3g}" for name, taken in heat.seconds.items()}
    more = [f"{name} {others[name]}" for name in sorted(others.keys() - {OURS, FLOOR, NAIVE})]
    more += [f"{name}: {why}" for name, why in sorted(heat.absent.items())]
    floor = f"{ours / heat.seconds[FLOOR]:.2f}" if FLOOR in heat.seconds else "-"
    told = [(str(aim), aim.holds(heat)) for aim in heat.aims]
    counted = [(aim, "yes" if holds else "no") for aim, holds in told if holds is not None]
    cells = [
        heat.workload,
        heat.what,
        size,
        f"{ours:.4f}",
        floor,
        others.get(NAIVE, "-"),
        "; ".join(more) or "-",
    ]
    aims, holds = ("; ".join(column) for column in zip(*counted, strict=True)) if counted else ("-", "-")
    return _row([*cells, aims, holds])


def growth(heats: Iterable[Heat]) -> Iterator[str]:
    """Yield a table of exponents: for each thing that was raced at two sizes or more."""
    runs: dict[tuple[str, str], list[Heat]] = {}
    for heat in heats:
        if OURS in heat.seconds and heat.size:
            runs.setdefault((heat.workload, heat.what), []).append(heat)
    lines = [_grown(*key, run) for key, run in runs.items() if len(run) > 1]
    if lines:
        yield from (_row(_GROWTH), _row(["---"] * len(_GROWTH)), *lines)


def _grown(workload: str, what: str, run: list[Heat]) -> str:
    slopes = {
        name: exponent({heat.size: heat.seconds[name] for heat in run})
        for name in (OURS, FLOOR)
        if all(name in heat.seconds for heat in run)
    }
    sizes = f"{run[0].size:,} to {run[-1].size:,}"
    aim = run[0].growth
    told = ("-", "-") if aim is None else (f"<= {aim:g}", "yes" if slopes[OURS] <= aim + _SLACK else "no")
    cells = [f"{slopes[name]:.2f}" if name in slopes else "-" for name in (OURS, FLOOR)]
    return _row([workload, what, sizes, *cells, *told])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

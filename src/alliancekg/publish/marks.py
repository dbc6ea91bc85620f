"""The marks of a timeline: one shape for each group of stages, told apart without colour."""

from __future__ import annotations

INK = "#1a1a1a"
_FULL = f'fill="{INK}" stroke="{INK}"'
_HOLLOW = f'fill="#ffffff" stroke="{INK}" stroke-width="1.5"'
_LINES = f'fill="none" stroke="{INK}" stroke-width="2"'
#: Shape, by the stages that it stands for; any other stage is a full square.
_SHAPES = {
    f'<circle r="4" {_HOLLOW}/>': ("announced", "invited", "notified", "planned", "postponed", "proposed"),
    f'<path d="M-4 -4h8v8h-8z" {_HOLLOW}/>': ("approved", "decided"),
    f'<path d="M0 -5 5 0 0 5 -5 0z" {_FULL}/>': ("contracted", "signed"),
    f'<path d="M0 -5 5 0 0 5 -5 0z" {_HOLLOW}/>': ("deposited", "ratified"),
    f'<path d="M-4 -5 5 0 -4 5z" {_FULL}/>': ("amended", "in force", "provisionally applied", "under way"),
    f'<path d="M-2.5 -4.5v9M2.5 -4.5v9" {_LINES}/>': ("suspended",),
    f'<path d="M-4 -4 4 4M-4 4 4 -4" {_LINES}/>': (
        "cancelled",
        "completed",
        "delivered",
        "expired",
        "repealed",
        "superseded",
        "terminated",
        "withdrawn",
    ),
}
_OTHER = f'<path d="M-4 -4h8v8h-8z" {_FULL}/>'
_SHAPE_OF = {stage: shape for shape, stages in _SHAPES.items() for stage in stages}


def mark(stage: str, x: float, y: float) -> str:
    """Return the mark of a stage at a place."""
    return f'<g transform="translate({x:.1f} {y:.1f})">{_SHAPE_OF.get(stage, _OTHER)}</g>'


def groups(stages: set[str]) -> list[tuple[str, str]]:
    """Return a stage and the words for each shape that ``stages`` need, in the order of a life."""
    order = [*_SHAPES, _OTHER]
    found: dict[str, list[str]] = {}
    for stage in sorted(stages):
        found.setdefault(_SHAPE_OF.get(stage, _OTHER), []).append(stage)
    return [(found[shape][0], ", ".join(found[shape])) for shape in order if shape in found]

"""How a thing or a relation stood, day by day: what an as-of view would say of it on any date."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class State:
    """How something stands on a date.

    ``holds`` is "yes", "possibly", "unknown" or "no"; ``stage`` the status reached ("signed"), ``phase``
    what that means for its life: "before", "running", "paused", "over", or "" where it has no stages.
    """

    holds: str
    stage: str = ""
    phase: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """The states of one row. From one day to the next that is listed nothing changes.

    ``days`` are (first day, state) in order; the first is the first day there is. ``spans`` are the months
    ("2023-08") and years within which it changes, and what an as-of view of the whole of them says; of any
    other month or year the state on its first day is that of the whole. ``ever`` is the best that it reaches
    on any day, with the last of its stages; its phase is "over" where it has ended.
    """

    days: tuple[tuple[str, State], ...]
    spans: tuple[tuple[str, State], ...]
    ever: State

"""What changed between two days, and how long things lasted."""

from dataclasses import dataclass

from alliancekg.model.rows import Citation, Term


@dataclass(frozen=True, slots=True)
class Change:
    """The net change of one thing between two days.

    ``kind`` is one word or two ("signed", "in force", "joined", "left office"); ``before`` and ``after`` say
    what held on either day ("no", "possibly", "yes"), ``stage_before`` and ``stage_after`` are the stages.
    ``date`` is that of the step behind it, as stated, "" where none is dated; ``sentence`` tells it.
    """

    kind: str
    thing: Term
    sentence: str
    date: str
    before: str
    after: str
    stage_before: str
    stage_after: str
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """An event that fell, surely or possibly, between two days; ``holds`` says which."""

    event: Term
    kind: str
    date: str
    holds: str
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """How long a thing lasted: the days (ISO) between which it began and ended, "" where open.

    ``steps`` are (first day, last day, stage) in order; ``confirmed`` is the newest day for which a source
    reports it.
    """

    thing: Term
    kind: str
    start_earliest: str
    start_latest: str
    end_earliest: str
    end_latest: str
    confirmed: str
    steps: tuple[tuple[str, str, str], ...]
    sources: tuple[Citation, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Return whether anybody says when it began, ended or took a step."""
        return bool(
            self.start_earliest or self.start_latest or self.end_earliest or self.end_latest or self.steps
        )

"""What differs between two versions of the data."""

from dataclasses import dataclass

from alliancekg.model.rows import Citation, Term


@dataclass(frozen=True, slots=True)
class DataChange:
    """One difference between what the data said then and what they say now.

    ``kind`` is "statement added" or "removed" (it is said now and was not, or the other way round), "support
    added" or "removed" (it stands in both, and other passages say it), "passage" or "source" with "added",
    "removed", "withdrawn", "retracted" or "restored", or "description added" or "removed" (of a passage or
    source that stands in both). ``sources`` are the passages in question: those of now for what was added,
    those of then for what was removed. ``home`` says where a statement stands that no passage makes.
    """

    kind: str
    thing: Term
    property: Term
    value: Term
    home: str = ""
    sources: tuple[Citation, ...] = ()

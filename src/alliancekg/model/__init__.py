"""The rows that everything above the store speaks in: frozen, typed, and free of any RDF engine.

One rule holds here: a row that states something carries the citations behind it.
"""

from alliancekg.model.changes import Bar, Change, Happening
from alliancekg.model.disputes import Conflict, Finding, Position, Verification
from alliancekg.model.held import Held, State
from alliancekg.model.networks import Bridge, Fall, Hop, Point, Reliance, Rest, Route, Score, Tie, Twins
from alliancekg.model.rows import (
    NOT_STATED,
    UNTIMED,
    Backing,
    Citation,
    Detail,
    Entity,
    Evidence,
    Flip,
    QuestionRow,
    Relation,
    Term,
    Timing,
    together,
)
from alliancekg.model.searched import Coverage, Hedged, SourceRow, WholeList
from alliancekg.model.versions import DataChange

__all__ = [
    "NOT_STATED",
    "UNTIMED",
    "Backing",
    "Bar",
    "Bridge",
    "Change",
    "Citation",
    "Conflict",
    "Coverage",
    "DataChange",
    "Detail",
    "Entity",
    "Evidence",
    "Fall",
    "Finding",
    "Flip",
    "Happening",
    "Hedged",
    "Held",
    "Hop",
    "Point",
    "Position",
    "QuestionRow",
    "Relation",
    "Reliance",
    "Rest",
    "Route",
    "Score",
    "SourceRow",
    "State",
    "Term",
    "Tie",
    "Timing",
    "Twins",
    "Verification",
    "WholeList",
    "together",
]

"""The rows that everything above the store speaks in: frozen, typed, and free of any RDF engine.

One rule holds here: a row that states something carries the citations behind it.
"""

from alliancekg.model.changes import Bar, Change, Happening
from alliancekg.model.disputes import Conflict, Finding, Position, Verification
from alliancekg.model.held import Held, State
from alliancekg.model.networks import Fall, Hop, Reliance, Rest, Route, Score, Tie
from alliancekg.model.rows import (
    UNTIMED,
    Citation,
    Detail,
    Entity,
    Evidence,
    QuestionRow,
    Relation,
    Term,
    Timing,
)
from alliancekg.model.searched import Coverage, Hedged, SourceRow
from alliancekg.model.versions import DataChange

__all__ = [
    "UNTIMED",
    "Bar",
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
    "Happening",
    "Hedged",
    "Held",
    "Hop",
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
    "Verification",
]

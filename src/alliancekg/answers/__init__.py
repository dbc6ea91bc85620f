"""Answers: rows together with what was searched, shown as text, as tables and in notebooks."""

from alliancekg.answers.description import Description, told, told_detail
from alliancekg.answers.replies import POSITION_COLUMNS, Conflicts, Reply, position_cells
from alliancekg.answers.results import Info, SelectResult, Value
from alliancekg.answers.rows import ENTITY_COLUMNS, EVIDENCE_COLUMNS, Answer, cells_of, noted

__all__ = [
    "ENTITY_COLUMNS",
    "EVIDENCE_COLUMNS",
    "POSITION_COLUMNS",
    "Answer",
    "Conflicts",
    "Description",
    "Info",
    "Reply",
    "SelectResult",
    "Value",
    "cells_of",
    "noted",
    "position_cells",
    "told",
    "told_detail",
]

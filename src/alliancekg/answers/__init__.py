"""Answers: rows together with what was searched, shown as text, as tables and in notebooks."""

from alliancekg.answers.bars import BAR_COLUMNS, Timeline, bar_cells
from alliancekg.answers.changes import Diff
from alliancekg.answers.description import Description, told, told_detail
from alliancekg.answers.matrix import TIE_COLUMNS, Matrix, tie_cells
from alliancekg.answers.replies import POSITION_COLUMNS, Conflicts, Reply, position_cells
from alliancekg.answers.results import CitedResult, Info, SelectResult, Value
from alliancekg.answers.rows import ENTITY_COLUMNS, EVIDENCE_COLUMNS, Answer, cells_of, noted
from alliancekg.answers.versions import Versions

__all__ = [
    "BAR_COLUMNS",
    "ENTITY_COLUMNS",
    "EVIDENCE_COLUMNS",
    "POSITION_COLUMNS",
    "TIE_COLUMNS",
    "Answer",
    "CitedResult",
    "Conflicts",
    "Description",
    "Diff",
    "Info",
    "Matrix",
    "Reply",
    "SelectResult",
    "Timeline",
    "Value",
    "Versions",
    "bar_cells",
    "cells_of",
    "noted",
    "position_cells",
    "tie_cells",
    "told",
    "told_detail",
]

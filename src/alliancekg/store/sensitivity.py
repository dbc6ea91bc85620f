"""Compare the answers of the question library with and without what is only possible on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.errors import AmbiguousTermError, InputError, UnknownTermError
from alliancekg.model import Flip
from alliancekg.questions import questions
from alliancekg.store.ask import run
from alliancekg.store.graph import GraphStore

if TYPE_CHECKING:
    from alliancekg.model import QuestionRow
    from alliancekg.questions import Question
    from alliancekg.store.views import View

    #: The rows of a question, by what they say.
    Told = dict[tuple[tuple[str, str], ...], QuestionRow]


def flips(view: View) -> tuple[tuple[Flip, ...], int, tuple[str, ...]]:
    """Return the rows that change when "possibly" counts as no, how many questions were asked, which not.

    Each question is asked with its defaults, of the view and of what is certain in it. Not asked are those
    whose defaults the graph does not know. What a row says of the search alone changes nothing.
    """
    certain = _certain(view)
    found: list[Flip] = []
    asked, skipped = 0, []
    for question in questions():
        try:
            _, text, rows = run(view, question.id)
        except (AmbiguousTermError, InputError, UnknownTermError):
            skipped.append(question.id)
            continue
        asked += 1
        held, sure = (_told(question, of) for of in (rows, run(certain, question.id)[2]))
        found += [Flip(question.id, text, "lost", row) for key, row in held.items() if key not in sure]
        found += [Flip(question.id, text, "gained", row) for key, row in sure.items() if key not in held]
    return tuple(found), asked, tuple(skipped)


def _certain(view: View) -> GraphStore:
    """Return what is certain in a view as a graph store that can be asked, under the names of the whole."""
    graph = GraphStore(view.certain, view.files, view.modes, view.passages, view.known_by)
    graph.__dict__["schema"] = view.schema
    graph.__dict__["names"] = view.names
    return graph


def _told(question: Question, rows: tuple[QuestionRow, ...]) -> Told:
    kept = [at for at, column in enumerate(question.columns) if column not in question.aside]
    return {tuple((row.cells[at].id, row.cells[at].label) for at in kept): row for row in rows}

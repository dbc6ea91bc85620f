"""Ask for things, relations, evidence, named questions and disagreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alliancekg.answers import EVIDENCE_COLUMNS, Answer, Conflicts, Description, Reply
from alliancekg.api.base import Held
from alliancekg.store import catalog, complete, statements

if TYPE_CHECKING:
    from alliancekg.model import Entity, Evidence, WholeList


class Asking(Held):
    """The questions people ask by name."""

    def entity(self, term: str) -> Entity:
        """Return one thing by IRI, CURIE, label or alias.

        Raises:
            UnknownTermError: When nothing bears the name; close ones are suggested.
            AmbiguousTermError: When several things do.
        """
        return self._told(self._graph.names.resolve(term))

    def list(self, kind: str) -> Answer[Entity]:
        """Return the things of a class ("State", "government body", "akg:Program") and its subclasses.

        Sorted by label. Things that only hedged passages speak of are left out and counted in ``hidden``.

        Raises:
            UnknownTermError: When the ontology has no such class.
        """
        rows, hidden = catalog.entities(self._graph, self._graph.names.resolve_class(kind))
        return Answer(self._shown(rows), self.coverage(), hidden=hidden)

    def show(self, term: str) -> Description:
        """Return one thing with its relations, each with its evidence.

        Of an agreement in phases the parties of each phase are among them.

        Raises:
            UnknownTermError: When nothing bears the name.
            AmbiguousTermError: When several things do.
        """
        iri = self._graph.names.resolve(term)
        return Description(
            entity=self._told(iri),
            relations=self._shown(self._graph.relations.with_phases(iri)),
            hedged=statements.hedged(self._graph, iri),
            coverage=self.coverage(),
            conflicts=statements.conflicts(self._graph, iri),
            only_announced=statements.only_announced(self._graph, iri),
        )

    def evidence(self, subject: str, prop: str | None = None, value: str | None = None) -> Answer[Evidence]:
        """Return the statements about a subject and the passages behind each.

        ``prop`` and ``value`` narrow them; all three are labels, CURIEs or IRIs, a value may also be the text
        of a literal. A property in the words that ``show`` has for its other side ("is owed defence by") asks
        for the statements of which ``subject`` is the object. ``outside`` lists passages that hold a match in
        a mode that does not count as support; ``lacking`` the complete lists that have not the value: there
        the answer is a sourced no.

        Raises:
            UnknownTermError: When a name is in no graph.
            AmbiguousTermError: When several things bear it.
        """
        toward = False
        if prop:
            prop, toward = self._graph.names.resolve_relation(prop)
        if value and toward:
            subject, value, toward = value, subject, False
        rows, outside = statements.evidence(self._graph, subject, prop, value, toward=toward)
        instead: tuple[Evidence, ...] = ()
        if value and not rows:
            instead, _ = statements.evidence(self._graph, subject, prop)
        nothing = prop and not toward and not rows and not instead
        elsewhere = statements.elsewhere(self._graph, subject, prop) if nothing and prop else ()
        cut = self._whole is not self._graph and not rows and not instead
        other_times, _ = (
            statements.evidence(self._whole, subject, prop, value, toward=toward) if cut else ((), ())
        )
        lacking: tuple[WholeList, ...] = ()
        if prop and value and not rows:
            lacking = complete.lacking(self._graph, self._whole, subject, prop, value)
            outside = (*outside, *complete.denials(self._whole, subject, prop, value))
        return Answer(
            self._shown(rows),
            self.coverage(),
            outside=outside,
            lacking=lacking,
            instead=instead,
            elsewhere=elsewhere,
            other_times=other_times,
            columns=EVIDENCE_COLUMNS,
        )

    def ask(self, question: str, *arguments: str) -> Reply:
        """Answer a question of the library (``alliancekg.questions.questions()`` lists them), each row cited.

        ``arguments`` fill its parameters from the left, by label, alias or CURIE; defaults fill the rest.

        Raises:
            UnknownTermError: When there is no such question, or nothing bears an argument's name.
            AmbiguousTermError: When several things do.
            InputError: When there are more arguments than parameters.
        """
        from alliancekg.store.ask import run

        asked, text, rows = run(self._graph, question, arguments)
        return Reply(asked.id, text, self._shown(rows), asked.columns, self.coverage())

    def conflicts(self) -> Conflicts:
        """Return where passages disagree: what conflict notes tell, and denials of which no note tells."""
        from alliancekg.store.conflicts import conflicts

        return Conflicts(conflicts(self._graph), self.coverage())

    def _told(self, iri: str) -> Entity:
        """Return a thing, with what is said of its life."""
        return catalog.entity(self._graph, iri, self._graph.life(iri))

"""The graph as of a day, and as it was known by a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from alliancekg.answers import Diff, Timeline
from alliancekg.answers.sensitivity import Sensitivity
from alliancekg.api.base import Held
from alliancekg.errors import InputError, UnknownTermError
from alliancekg.store import catalog, views

if TYPE_CHECKING:
    from collections.abc import Iterable


class Timed(Held):
    """What held when."""

    def as_of(self, date: str, possible: str = "include") -> Self:
        """Return the graph of what held on a day, or throughout a period: any question to it is as of then.

        ``date`` is ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or two of them with a slash between. Rows say in
        ``timing`` whether they hold ("yes", "possibly", "unknown" beyond what those who speak of it cover),
        which stage was reached by the last day asked about, and for what goes on, up to when it is confirmed.
        What is only possible is in the graph and marked; ``possible="exclude"`` leaves it out, ``"only"``
        shows nothing else.

        Raises:
            DateError: When there is no such day, or the end is before the start.
            UnknownTermError: When ``possible`` is none of include, exclude and only.

        Example:
            >>> import alliancekg
            >>> kg = alliancekg.load(sources=["zephyrnet-2024-02-japan-us-defense-industry"])
            >>> [row.timing.holds for row in kg.as_of("2023-08-15").list("Program") if "Glide" in row.label]
            ['possibly']
        """
        if possible not in views.POSSIBLE:
            raise UnknownTermError(possible, views.POSSIBLE, what="way to count what is possible")
        whole = self._whole
        whole.refuse_view("--as-of")
        return type(self)(views.View(whole, date, possible))

    def diff(self, start: str, end: str) -> Diff:
        """Return what changed in the world between two days: the net change of each thing, each cited.

        A date that is no single day stands for its last day. Dates alone decide; the answer's coverage says
        for which time silence means anything. What happened on the way is in ``events``.

        Raises:
            DateError: When a date is impossible, or ``start`` is after ``end``.
        """
        from alliancekg.timeline.between import changes, happenings

        graph = self._whole
        rows = changes(graph, start, end)
        return Diff(rows, happenings(graph, start, end), start, end, catalog.coverage(graph))

    def sensitivity(self) -> Sensitivity:
        """Return which answers of the question library change when "possibly" counts as no, each cited.

        For a graph as of a day. Each question is asked with its defaults; a row is "lost" when it holds only
        possibly, "gained" when what stands against it does.

        Raises:
            InputError: When no day was asked about.
        """
        from alliancekg.store.sensitivity import flips

        view = self._graph
        if not isinstance(view, views.View):
            fix = "Ask kg.as_of(DATE), or with --as-of DATE."
            raise InputError("sensitivity", "without a day nothing is only possible", fix)
        if view.possible != "include":
            view = views.View(view.whole, view.as_of)
        rows, asked, skipped = flips(view)
        return Sensitivity(rows, asked, skipped, catalog.coverage(view))

    def timeline(self, *terms: str, classes: Iterable[str] = ()) -> Timeline:
        """Return how long things lasted, first things first, each with its dated steps.

        ``terms`` are things, by label, alias or CURIE; an actor stands for what it takes part in. Without
        terms all the things of ``classes`` are told (agreements, programs and transfers by default). What
        nobody dates stands last. ``alliancekg.publish.timeline.figure`` draws the answer.

        Raises:
            UnknownTermError: When nothing bears a name, or the ontology has no such class.
            AmbiguousTermError: When several things bear a name.

        Example:
            >>> import alliancekg
            >>> alliancekg.load().timeline("SOSA").rows[0].steps
            (('2023-01-12', '2023-01-12', 'signed'),)
        """
        from alliancekg.timeline.bars import CLASSES, bars

        graph = self._graph
        things = [self._whole.names.resolve(term) for term in terms]
        kinds = [graph.names.resolve_class(kind) for kind in classes or CLASSES]
        labels = list(dict.fromkeys(map(graph.names.label, things or kinds)))
        return Timeline(bars(graph, things, kinds), ", ".join(labels), catalog.coverage(graph))

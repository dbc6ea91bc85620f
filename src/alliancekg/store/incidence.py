"""Who is tied to what at any time, as arrays: a projection that counts what is shared, read off for any day.

What is told of a tie on a day depends on what is gone on that day, and on nothing else. So all ties are
gathered once, each with the statements that it needs and those that it rests on; a day is a mask over things,
and by it over statements. The cut is that of ``store.views``; tests hold the two to the same answers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from alliancekg.lives import Holds
from alliancekg.model import UNTIMED, Citation, Entity, Relation, Term, Timing
from alliancekg.model.links import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Set

    from alliancekg.store.arrays import Arrays
    from alliancekg.store.calendar import Numbers, Standing

_TIMINGS = {int(one): Timing(str(one)) for one in Holds}


@dataclass(frozen=True, slots=True)
class Day:
    """What is asked: how things stood, which of them are ``gone``, and how a stage is called."""

    standing: Standing
    gone: Numbers
    label: Callable[[str], str]

    def timing(self, thing: int) -> Timing:
        """Return how a thing stands."""
        status = self.standing.statuses[self.standing.stages[thing]]
        return Timing(str(Holds(self.standing.holds[thing])), self.label(status) if status else "")


@dataclass(frozen=True, slots=True)
class Incidence:
    """The nodes and ties of a recipe over a whole graph.

    ``texts`` has by name

    - ``things``, the IRIs of what time can take away; elsewhere a thing is a place in this list;
    - ``nodes``: group, thing, first and last day, then CURIE, label, class and its CURIE, aliases; ``groups``
      is how many groups there are;
    - ``passages``: the fields of each citation, in their order, so that numbers sort as citations do;
    - ``names``, the CURIEs of what is tied, and ``lists``, the lists in which it is told.

    ``numbers`` has by name

    - of each statement the things at its ends, ``subjects`` and ``objects`` (-1 for others), whether it tells
      of an event (``events``), what supports it (``supports``, -1 where no tie rests on it), and of which
      days those speak who make it (``windows``, ordinals; all days where its ends have a time of their own);
    - of each support the passages, ``cited``, and whether it is ``contested`` or ``unsourced``;
    - of each tie its ``ends``, name of the node, name of the thing and list, and the statements that it
      ``needs`` and that it ``rests`` on;
    - ``mentions``, who speaks of a node: rows of node, statement and passage;
    - ``exceptions``: of each thing whether it is one, for these count the other way round.

    A list of lists is two arrays: where each begins, the end of the last included, is under ``<name>_at``.
    """

    numbers: Arrays
    texts: dict[str, Any]
    _cited: dict[int, Citation] = field(default_factory=dict, repr=False)

    def gone(self, standing: Standing, out: Set[Holds]) -> Numbers:
        """Return of each thing whether it goes, where all goes that stands as one of ``out``."""
        import numpy as np

        spared = self.numbers["exceptions"] & (standing.holds != Holds.NO)
        found: Numbers = np.isin(standing.holds, [int(one) for one in out]) & ~spared
        return found

    def groups(self, day: Day | None) -> tuple[tuple[Entity, ...], ...]:
        """Return the nodes that are there, group by group, each with the passages that speak of it."""
        found: list[list[Entity]] = [[] for _ in range(self.texts["groups"])]
        sources = self._spoken(day)
        for at, (group, thing, _, name, label, kind, class_id, aliases) in enumerate(self.texts["nodes"]):
            if day is None or not day.gone[thing]:
                timing = day.timing(thing) if day else UNTIMED
                cited = sources.get(at, ())
                about = (name, label, kind, class_id, tuple(aliases))
                found[group].append(Entity(*about, sources=cited, timing=timing))
        return tuple(map(tuple, found))

    def links(self, day: Day | None) -> Iterator[Link]:
        """Yield the ties that are there; of a row only the ends and the evidence are told."""
        stands, supports = self._stands(day).tolist(), self.numbers["supports"].tolist()
        held = self._held(day)
        support = cache(self._support)
        terms = [Term(name, "") for name in self.texts["names"]]
        needs, rests = self._lists("needs"), self._lists("rests")
        for (node, thing, listed), needed, told in zip(
            self.numbers["ends"].tolist(), needs, rests, strict=True
        ):
            if all(stands[one] for one in needed):
                sources, contested, unsourced = support(
                    frozenset(supports[one] for one in told if stands[one])
                )
                row = Relation(
                    id="",
                    subject=terms[node],
                    relation="",
                    property="",
                    object=terms[thing],
                    contested=contested,
                    unsourced=unsourced,
                    sources=sources,
                    timing=_TIMINGS[min(held[one] for one in needed)] if held else UNTIMED,
                )
                yield Link(row, shared=self.texts["lists"][listed])

    @property
    def spans(self) -> dict[str, tuple[str, str]]:
        """Return the first and the last day of each node, by CURIE."""
        return {name: (start, end) for _, _, (start, end), name, *_ in self.texts["nodes"]}

    def _stands(self, day: Day | None) -> Numbers:
        """Return of each statement whether it is there: its ends are, or it tells what an event did."""
        import numpy as np

        subjects, objects = self.numbers["subjects"], self.numbers["objects"]
        if day is None:
            return np.ones(len(subjects), dtype=bool)
        gone = np.append(day.gone, False)  # what is no thing, at -1, stays
        there: Numbers = ~gone[subjects] & (~gone[objects] | self.numbers["events"])
        return there

    def _held(self, day: Day | None) -> list[int]:
        """Return of each statement that is there how it stands, a ``Holds``; without a day nothing.

        It goes by those of its ends that have a time, where none has by who makes it; one that a view that is
        certain would not have is possible.
        """
        import numpy as np

        if day is None:
            return []
        first, last = self.numbers["windows"].T
        asked, told = day.standing.asked, np.where(day.standing.lasting, Holds.YES, day.standing.holds)
        beyond = (asked.last.toordinal() < first) | (asked.first.toordinal() > last)
        maybe = (day.standing.holds == Holds.POSSIBLY) & ~self.numbers["exceptions"]
        lasting, told, maybe = (
            np.append(one, of_others)
            for one, of_others in ((day.standing.lasting, True), (told, Holds.YES), (maybe, False))
        )
        subjects, objects = (
            self.numbers["subjects"],
            np.where(self.numbers["events"], -1, self.numbers["objects"]),
        )
        least = np.minimum(told[subjects], told[objects])
        least[lasting[subjects] & lasting[objects] & beyond] = Holds.UNKNOWN
        least[maybe[subjects] | maybe[objects]] = Holds.POSSIBLY
        found: list[int] = least.tolist()
        return found

    def _spoken(self, day: Day | None) -> dict[int, tuple[Citation, ...]]:
        """Return the passages that speak of each node, sorted."""
        import numpy as np

        nodes, statements, passages = self.numbers["mentions"].T
        said = self._stands(day)[statements]
        many = len(self.texts["passages"])
        found: dict[int, list[Citation]] = {}
        for pair in np.unique(nodes[said].astype(np.int64) * many + passages[said]).tolist():
            found.setdefault(pair // many, []).append(self._citation(pair % many))
        return {node: tuple(told) for node, told in found.items()}

    def _support(self, supports: frozenset[int]) -> tuple[tuple[Citation, ...], bool, bool]:
        """Return what stands behind statements taken together: passages, sorted, and what is doubtful."""
        first, cited = self.numbers["cited_at"], self.numbers["cited"]
        passages = {one for at in supports for one in cited[first[at] : first[at + 1]].tolist()}
        contested, unsourced = (
            any(bool(self.numbers[name][at]) for at in supports) for name in ("contested", "unsourced")
        )
        return tuple(map(self._citation, sorted(passages))), contested, unsourced

    def _citation(self, passage: int) -> Citation:
        if passage not in self._cited:
            self._cited[passage] = Citation(*self.texts["passages"][passage])
        return self._cited[passage]

    def _lists(self, name: str) -> Iterator[list[int]]:
        """Yield the lists of a list of lists."""
        numbers, first = self.numbers[name].tolist(), self.numbers[f"{name}_at"].tolist()
        return (numbers[start:end] for start, end in pairwise(first))

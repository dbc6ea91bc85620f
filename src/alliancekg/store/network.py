"""What a recipe asks of a graph, in the cheapest way that gives the answer.

In a directory store the ties of a recipe are gathered once, with how the things in them stand from day to
day, and kept as arrays; any day is read off these. What a mask over things cannot tell is asked of the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from alliancekg.dates import FIRST_DAY, Bounds
from alliancekg.store.arrays import keep, place_for, read
from alliancekg.store.calendar import Calendar
from alliancekg.store.covered import Covered
from alliancekg.store.gathering import gather
from alliancekg.store.incidence import Day, Incidence
from alliancekg.store.lives import Lives
from alliancekg.store.spans import spans
from alliancekg.store.ties import Asked
from alliancekg.store.views import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from alliancekg.model import Entity
    from alliancekg.model.links import Link
    from alliancekg.recipes import Recipe
    from alliancekg.store.graph import GraphStore


class Parts(NamedTuple):
    """The nodes of each group of a recipe, the links, and the first and last days of things, by CURIE."""

    groups: Iterable[Iterable[Entity]]
    links: Iterable[Link]
    spans: Mapping[str, tuple[str, str]]


def parts(graph: GraphStore, recipe: Recipe) -> Parts:
    """Return what a recipe asks of a graph.

    Raises:
        RecipeError: When the recipe names what the ontology lacks.
    """
    whole = graph.whole if isinstance(graph, View) else graph
    incidence = _incidence(whole, recipe) if whole.opened and graph.possible != "only" else None
    if incidence is None:
        asked = Asked(graph, recipe)
        return Parts(asked.groups, asked.links(), spans(graph))
    day = None
    if isinstance(graph, View):
        calendar = _calendar(whole, recipe, incidence)
        standing = graph.standing(calendar)
        day = Day(standing, incidence.gone(standing, graph.out), graph.names.label)
        graph.learn(zip(calendar.things, day.gone.tolist(), strict=True))
    return Parts(incidence.groups(day), incidence.links(day), incidence.spans)


def _incidence(whole: GraphStore, recipe: Recipe) -> Incidence | None:
    """Return the ties of a recipe: as they were kept, else gathered and kept; None where that is not done."""
    key = ("incidence", repr(recipe))
    found: Incidence | None = whole.worked_out.get(key)
    if key not in whole.worked_out:
        place = place_for(whole, *key)
        if (kept := read(place)) is not None:
            found = Incidence(*kept)
        elif (found := gather(whole, recipe)) is not None:
            keep(place, found.numbers, found.texts)
        whole.worked_out[key] = found
    return found


def _calendar(whole: GraphStore, recipe: Recipe, incidence: Incidence) -> Calendar:
    """Return how the things of a recipe stand from day to day: as it was kept, else asked for and kept."""
    key = ("calendar", repr(recipe))
    found: Calendar | None = whole.worked_out.get(key)
    if found is None:
        place = place_for(whole, *key)
        if (kept := read(place)) is not None:
            found = Calendar.kept(*kept)
        else:
            things = incidence.texts["things"]
            staged = frozenset(things[at] for _, at, *_ in incidence.texts["nodes"])
            lives = Lives(whole.engine, whole.schema, Bounds(FIRST_DAY, FIRST_DAY), Covered(whole))
            found = Calendar.of(lives, things, staged)
            keep(place, found.arrays, found.texts)
        whole.worked_out[key] = found
    return found

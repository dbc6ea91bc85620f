"""How rows stood, for every date at once: the same as cutting a view for each date."""

from datetime import date, timedelta
from pathlib import Path

import pytest

import alliancekg
from alliancekg.dates import period
from alliancekg.imports import convert
from alliancekg.terms import PREFIXES, expand
from alliancekg.timeline.moments import Moments

DATA = Path(__file__).parent / "data"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
GRAPHS = [DATA / "times.trig", DATA / "tiny.trig", *sorted((DATA / "cases").glob("*.trig"))]


def dates_around(moments, things):
    """Return days, months and years around each day on which something can change, and two far off."""
    found = {"1800", "2090-05-05"}
    for day in {day for thing in things for day, _ in moments.thing(expand(thing)).days}:
        turn = date.fromisoformat(day)
        if 1 < turn.year < 9999:
            found |= {day, (turn - timedelta(1)).isoformat(), day[:7], day[:4]}
    return sorted(found)


def state_on(held, text):
    """Return holds and stage on a date, as the page looks them up."""
    spans = dict(held.spans)
    first = period(text).first.isoformat()
    state = spans.get(text) or [one for day, one in held.days if day <= first][-1]
    return state.holds, state.stage


def standing(held, text):
    """Return key to state of what stands on a date."""
    found = {key: state_on(one, text) for key, one in held.items()}
    return {key: state for key, state in found.items() if state[0] != "no"}


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem)
def test_moments_are_what_views_say(path):
    """Nodes, edges and what is told of each thing, on all days on which they turn and the dates around."""
    check(alliancekg.load(path))


def test_moments_of_sources_that_cover_other_years_are_what_views_say(tmp_path):
    """Two datasets, to 2018 and to 2010, beside others to 2024, one of which speaks of the same states."""
    imported = [
        convert(name, DATA / "imports" / f"{name}.csv").save(tmp_path / f"{name}.nq")
        for name in ("atop", "dcad")
    ]
    bodies = "".join(
        f"akd:org_{number} a akg:Organization ; akg:bodyOf akd:state_cow-{number} ."
        for number in (1001, 1002)
    )
    press = tmp_path / "press.trig"
    press.write_text(
        f"""{HEAD} aks:press {{ aks:press a akg:Source ; akg:coversTo "2024"^^xsd:gYear .
            aks:press_p01 akg:passageOf aks:press ; akg:assertionMode akv:mode_reported . }}
            aks:press_p01 {{ {bodies} }}""",
        encoding="utf-8",
    )
    kg = alliancekg.load(DATA / "times.trig", press, *imported)

    check(kg, ["1899", "2009", "2011-01-01", "2018-12-31", "2019", "2024-06-01"])


def check(kg, more=()):
    """Compare what the page has of each date with the view of it, on ``more`` dates too."""
    moments = Moments(kg._graph)
    graph = kg.project("entities")
    things = {node: moments.thing(expand(node)) for node in graph}
    rows = {(row.subject.id, row.object.id, row.id): row for row in kg._edges()}
    edges = {key: moments.edge(rows[key]) for key in graph.edges(keys=True)}
    told = {(node, row.id): moments.relation(row) for node in graph for row in kg.show(node).relations}
    dates = dates_around(moments, things)

    for text in [*dates[:: max(1, len(dates) // 15)], *more]:
        view = kg.as_of(text)
        cut = view.project("entities")
        assert standing(things, text) == {
            node: (about["holds"], about["stage"]) for node, about in cut.nodes(data=True)
        }, text
        assert standing(edges, text) == {
            (tail, head, key): (about["holds"], about["stage"])
            for tail, head, key, about in cut.edges(keys=True, data=True)
        }, text
        shown = {
            (node, row.id): (row.timing.holds, row.timing.stage)
            for node in cut
            for row in view.show(node).relations
            if row.timing.holds != "no"  # an event tells of what is gone
        }
        assert {key: one for key, one in standing(told, text).items() if key[0] in cut} == shown, text

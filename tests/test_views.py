"""Views are cut when something asks: what is told before is what the cut would tell."""

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph

import alliancekg
from alliancekg.store.engine import in_default

DATA = Path(__file__).parent / "data"
GRAPHS = [DATA / f"{name}.trig" for name in ("parties", "times", "tiny", "contested", "cases/anzus")]
DAYS = ("1930", "1955-01-10", "1965-06", "1986-08-11", "2023-08-15", "2090")


@pytest.fixture(params=GRAPHS, ids=lambda path: path.stem)
def kg(request):
    return alliancekg.load(request.param)


@pytest.mark.parametrize("possible", ["include", "only"])
def test_certain_is_what_stands_in_the_twin(kg, possible):
    """Statements that no rule wrote are told apart by their ends, and the twin agrees on each."""
    for day in DAYS:
        view = kg.as_of(day, possible)._graph
        triples = [quad.triple for quad in view.engine.quads_for_pattern(None, None, None, DefaultGraph())]
        told = {triple: view._is_certain(triple) for triple in triples if not view._is_cut_apart(triple)}

        assert "certain" not in view.__dict__
        assert told == {triple: in_default(view.certain, triple) for triple in told}, day


def test_coverage_before_the_cut_is_that_after_it(kg):
    """Whom the sources are about, less who is gone; beyond their days nothing is certain, not even they."""
    for day in DAYS:
        for possible in ("include", "exclude"):
            early, late = kg.as_of(day, possible), kg.as_of(day, possible)
            before = early.coverage()
            late.project("entities")

            assert "engine" not in early._graph.__dict__
            assert "engine" in late._graph.__dict__
            assert before == late.coverage(), (day, possible)

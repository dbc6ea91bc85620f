"""The benchmarks: each workload gives the same answer every way it is run. What it takes is not tested."""

import mixed
import pytest
import run
from pyoxigraph import RdfFormat, Store
from suite import table
from suite.ground import Ground
from suite.race import FLOOR, NAIVE, OURS, Aim, AnswersDifferError, Heat, Way, exponent, geometric_mean, race

from alliancekg.terms import AKG, AKV

RACED = {
    "W1": {OURS, FLOOR, NAIVE, "click"},
    "W2": {OURS, FLOOR},
    "W3": {OURS, FLOOR, NAIVE},
    "W5": {OURS, FLOOR, NAIVE},
    "W6": {OURS, FLOOR, NAIVE},
    "W7": {OURS, NAIVE},
    "W8": {OURS, FLOOR, NAIVE},
    "W9": {OURS, NAIVE},
}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own TriG
@pytest.mark.parametrize("name", run.WORKLOADS)
def test_every_way_of_a_workload_gives_the_same_answer(tmp_path, name):
    """No way is timed for another answer, and none is left out without a word."""
    size = {"W1": 0, "W2": 0, "W8": 60}.get(name, 1000)
    heats = list(run.WORKLOADS[name](Ground(tmp_path, size, rounds=1, is_patient=False)))

    assert heats
    for heat in heats:
        assert (name, size) == (heat.workload, heat.size)
        assert RACED.get(name, {OURS}) <= heat.seconds.keys() | heat.absent.keys()


@pytest.mark.parametrize("other", [["a"], ["a", "c"], ["a", "b", "b"], ["b", "a"]], ids=str)
def test_ways_to_different_answers_are_not_raced(other):
    """A wrong answer may be fast: the race says where they part."""
    ways = [Way(OURS, lambda: ["a", "b"]), Way(FLOOR, lambda: other)]

    with pytest.raises(AnswersDifferError, match="letters: ours and floor give different answers"):
        race("letters", ways)


def test_a_workload_finds_a_lost_row(tmp_path):
    """The comparison looks at rows: a peer that loses one is found out."""
    ground = Ground(tmp_path, 1000, rounds=1)
    lines = ground.merged.read_text(encoding="utf-8").splitlines(keepends=True)
    lost = next(line for line in lines if "hasParty" in line and "agreement_a5>" in line)
    ground.merged.write_text("".join(line for line in lines if line != lost), encoding="utf-8")

    with pytest.raises(AnswersDifferError, match="ours and naive"):
        list(run.WORKLOADS["W5"](ground))


def test_a_made_up_graph_has_the_quads_that_it_counts(tmp_path):
    """The sizes of the ladder are true: another reader counts the same, a little more than was asked for."""
    path = tmp_path / "made-up.trig"
    told = mixed.write(path, 3000)
    store = Store()
    store.load(path=path, format=RdfFormat.TRIG)

    assert told == len(store)
    assert 3000 <= told < 3500


def test_a_made_up_graph_is_the_same_each_time(tmp_path):
    """Same seed, same bytes; another seed, another graph."""
    for name, seed in (("one", 7), ("again", 7), ("other", 8)):
        mixed.write(tmp_path / name, 2000, seed)
    one, again, other = ((tmp_path / name).read_bytes() for name in ("one", "again", "other"))

    assert one == again
    assert one != other


def test_a_made_up_graph_uses_the_whole_model(tmp_path):
    """There is something for each question: modes, withdrawn passages, partial dates, derived statements."""
    kg = Ground(tmp_path, 5000).kg
    modes = {
        row["mode"] for row in kg.query("SELECT DISTINCT ?mode { GRAPH ?g { ?p akg:assertionMode ?mode } }")
    }
    derived = {
        name: len(kg.query(f"SELECT * {{ ?a <{AKG}{name}> ?b }}")) > 0
        for name in (
            "hasParty",
            "stateParty",
            "takesPartIn",
            "owesDefenceTo",
            "defencePactWith",
            "amends",
            "earliest",
        )
    }
    kinds = {row["kind"] for row in kg.query("SELECT DISTINCT (DATATYPE(?d) AS ?kind) { ?e akg:date ?d }")}
    withdrawn = kg.query(f"SELECT * {{ GRAPH ?g {{ ?p akg:reviewStatus <{AKV}review_withdrawn> }} }}")

    assert {f"akv:mode_{name}" for name in ("announced", "denied", "expected", "judged", "reported")} == modes
    assert dict.fromkeys(derived, True) == derived
    assert {"xsd:date", "xsd:gYear", "xsd:gYearMonth"} == kinds
    assert len(withdrawn) > 0


def test_the_exponent_is_the_slope_of_the_logarithms():
    """Ten times the size in ten times the time is 1, in a hundred times 2, in the same time 0."""
    assert pytest.approx(1) == exponent({10: 1, 100: 10, 1000: 100})
    assert pytest.approx(2) == exponent({10: 1, 100: 100})
    assert pytest.approx(0) == exponent({10: 5, 100: 5})


def test_the_geometric_mean_of_a_ratio_and_its_inverse_is_one():
    """Twice as fast here and twice as slow there is no difference."""
    assert pytest.approx(1) == geometric_mean([0.5, 2])
    assert pytest.approx(4) == geometric_mean([2, 8])


@pytest.mark.parametrize(
    ("aim", "holds"),
    [
        pytest.param(Aim(FLOOR, 2), True, id="twice the floor, at most twice"),
        pytest.param(Aim(FLOOR, 1.9), False, id="twice the floor, at most 1.9 times"),
        pytest.param(Aim(NAIVE, 5, faster=True), True, id="five times as fast"),
        pytest.param(Aim(NAIVE, 6, faster=True), False, id="not six times as fast"),
        pytest.param(Aim(FLOOR, 1.9, since=101), None, id="too small to count"),
        pytest.param(Aim("kglab", 1), None, id="a peer that did not run"),
    ],
)
def test_an_aim_holds_or_not_or_says_nothing(aim, holds):
    """Ours took 2 s, the floor 1 s and the naive way 10 s."""
    heat = Heat("W0", "work", 100, {OURS: 2.0, FLOOR: 1.0, NAIVE: 10.0})

    assert holds is aim.holds(heat)


def test_a_line_tells_ratios_aims_and_who_is_absent():
    """A peer that is not installed stands in the table with its reason."""
    seconds = {OURS: 2.0, FLOOR: 1.0, NAIVE: 10.0, "click": 4.0}
    heat = Heat("W0", "work", 1000, seconds, (Aim(FLOOR, 1.5),), absent={"kglab": "not installed"})

    cells = [cell.strip() for cell in table.line(heat).strip("|").split("|")]
    others = "click 2; kglab: not installed"
    assert ["W0", "work", "1,000", "2.0000", "2.00", "5", others, "ours/floor <= 1.5", "no"] == cells


def test_what_is_not_there_yet_is_told():
    """A workload that cannot run has a line of its own, as wide as the others."""
    line = table.line(Heat("W4", "open", 10, {}, absent={OURS: "no command `build`"}))

    assert "not available: no command `build`" in line
    assert table.line(Heat("W0", "work", 0, {OURS: 1.0})).count("|") == line.count("|")


def test_growth_is_told_with_its_aim():
    """Ten times the size in ten times the time misses an aim of 0.1; one size alone tells nothing."""
    heats = [Heat("W4", "open", size, {OURS: size / 10}, growth=0.1) for size in (10, 100)]

    assert "| W4 | open | 10 to 100 | 1.00 | - | <= 0.1 | no |" == list(table.growth(heats))[-1]
    assert [] == list(table.growth(heats[:1]))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        pytest.param(["--sizes", "ten"], 2, id="no number"),
        pytest.param(["--sizes", "0k"], 2, id="nothing"),
        pytest.param(["--only", "W11"], 2, id="no workload"),
    ],
)
def test_what_cannot_be_run_is_refused(words, status, capsys):
    """A slip of the pen is told at once, not after an hour."""
    with pytest.raises(SystemExit) as left:
        run.main(words)

    assert status == left.value.code
    assert words[1] in capsys.readouterr().err

"""Of which days the sources of a thing speak: beyond them it is unknown, whatever else is loaded."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import alliancekg
from alliancekg.api import build
from alliancekg.imports import convert
from alliancekg.terms import PREFIXES

DATA = Path(__file__).parent / "data"
HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
DUTY = ("akd:state_{name}-one", "akg:owesDefenceTo", "akd:state_{name}-other")


def source(slug, kind, first, last, told):
    """Return a source of one passage, whose first and last year are given, "" for none stated."""
    sides = (("coversFrom", first), ("coversTo", last))
    stated = "".join(f' ; akg:{name} "{year}"^^xsd:gYear' for name, year in sides if year)
    return f"""{HEAD}
        aks:{slug} {{ aks:{slug} a akg:Source ; akg:sourceKind akv:source-kind_{kind} {stated} .
          aks:{slug}_p01 a akg:Passage ; akg:passageOf aks:{slug} ; akg:assertionMode akv:mode_reported . }}
        aks:{slug}_p01 {{ {told} }}"""


def pact(name, start="1960"):
    """Return a defense pact of two states that began in a year, and of whose end nobody tells."""
    states = [f"akd:state_{name}-{side}" for side in ("one", "other")]
    parts = " ".join(
        f"{state.replace('state', 'part')} a akg:Participation ; akg:role akv:role_party ; "
        f"akg:participant {state} ; akg:participationIn akd:agreement_{name} ."
        for state in states
    )
    began = f' ; akg:startDate "{start}"^^xsd:gYear' if start else ""
    return f"""akd:agreement_{name} a akg:Agreement ; akg:statedStatus akv:status_in-force ;
          akg:legalForce akv:legal-force_binding ; akg:setsOut akd:commitment_{name} {began} .
        akd:commitment_{name} a akg:Commitment ; akg:mutualAmong akd:agreement_{name} ;
          akg:normKind akv:norm-kind_duty ; akg:obligationType akv:obligation_defense .
        {states[0]} a akg:State . {states[1]} a akg:State . {parts}"""


DATASET = source("coded", "dataset", "1900", "2018", pact("coded"))
PRESS = source("press", "press", "1950", "2024", pact("told"))


@pytest.fixture
def load(tmp_path):
    """Return a function that loads texts as one graph."""

    def loaded(*texts):
        paths = [tmp_path / f"{number}.trig" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        return alliancekg.load(*paths)

    return loaded


def held(kg, kind="Agreement"):
    """Return how the things of a class stand, by the end of their names."""
    return {row.id.rpartition("_")[2]: row.timing.holds for row in kg.list(kind)}


def duty(kg, name):
    """Return how the derived duty between the two states of a pact stands."""
    return [row.timing.holds for row in kg.evidence(*(part.format(name=name) for part in DUTY))]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("1959", {}, id="before both pacts"),
        pytest.param("2018-12-31", {"coded": "yes", "told": "yes"}, id="the last day of the dataset"),
        pytest.param("2018", {"coded": "yes", "told": "yes"}, id="its last year"),
        pytest.param("2019-01-01", {"coded": "unknown", "told": "yes"}, id="the day after"),
        pytest.param("2019", {"coded": "unknown", "told": "yes"}, id="the year after"),
        pytest.param("2025", {"coded": "unknown", "told": "unknown"}, id="after both sources"),
    ],
)
def test_a_dataset_speaks_of_its_own_years_beside_a_later_source(load, day, expected):
    """It ends in 2018, the press goes on to 2024: agreements, parties, and what rules derive of both."""
    kg = load(DATASET, PRESS).as_of(day)

    assert expected == held(kg)
    assert {name: [holds] for name, holds in expected.items()} == {
        name: duty(kg, name) for name in ("coded", "told") if duty(kg, name)
    }
    assert {holds for name, holds in held(kg, "Participation").items() if name.startswith("coded")} == {
        expected[name] for name in expected if name == "coded"
    }


def test_what_is_unknown_goes_with_what_is_possible(load):
    """As of 2020 without what is only possible, the dataset's pact is not there, nor what follows from it."""
    kg = load(DATASET, PRESS).as_of("2020", possible="exclude")

    assert {"told": "yes"} == held(kg)
    assert ([], ["yes"]) == (duty(kg, "coded"), duty(kg, "told"))


def test_a_network_of_a_day_marks_what_is_unknown(load):
    """Obligations as of 2020: both ways between the states of each pact."""
    graph = load(DATASET, PRESS).as_of("2020").project("obligations")
    found = {(tail.partition("_")[2], tie["holds"]) for tail, _, tie in graph.edges(data=True)}

    assert {
        ("coded-one", "unknown"),
        ("coded-other", "unknown"),
        ("told-one", "yes"),
        ("told-other", "yes"),
    } == found


def test_datasets_do_not_speak_of_each_others_years(load):
    """One covers 1900 to 2018, the other 1980 to 2010."""
    other = source("second", "dataset", "1980", "2010", pact("second", "1990"))

    assert {"coded": "yes", "second": "unknown"} == held(load(DATASET, other).as_of("2011"))


def test_what_another_source_speaks_of_too_is_known_as_far_as_that_goes(load):
    """The press says something of the dataset's pact, and nothing of its parties."""
    press = source("press", "press", "1950", "2024", "akd:agreement_coded akg:secrecy akv:secrecy_public .")
    kg = load(DATASET, press).as_of("2020")

    assert {"coded": "yes"} == held(kg)
    assert {"unknown"} == set(held(kg, "Participation").values())
    assert ["unknown"] == duty(kg, "coded")


def test_what_rules_derive_is_known_as_far_as_what_it_rests_on(load):
    """The press speaks of both states, each with a ministry, and not of the pact between them."""
    bodies = " ".join(
        f"akd:org_{side} a akg:Organization ; akg:bodyOf akd:state_coded-{side} ."
        for side in ("one", "other")
    )
    kg = load(DATASET, source("press", "press", "1950", "2024", bodies)).as_of("2020")

    assert {"not stated"} == set(held(kg, "State").values())  # known, though nobody says since when
    assert ["unknown"] == duty(kg, "coded")


def test_sources_that_are_no_datasets_cover_together_what_they_cover(load):
    """A text of 1960 tells of a pact, another source goes on to 2024: nobody says that the pact ended."""
    text = source("text", "treaty-text", "1960", "1960", pact("old"))

    assert {"old": "yes", "told": "yes"} == held(load(text, PRESS).as_of("2020"))
    assert {"old": "unknown"} == held(load(text).as_of("2020"))


def test_a_dataset_does_not_speak_of_the_years_before_other_sources(load):
    """When the press's pact began nobody says, and the press covers nothing before 1950; the dataset does."""
    kg = load(DATASET, source("press", "press", "1950", "2024", pact("told", "")))

    assert {"told": "unknown"} == held(kg.as_of("1949"))
    assert {"told": "possibly"} == held(kg.as_of("1950"))


@pytest.mark.parametrize(
    ("more", "expected"),
    [pytest.param("", "unknown", id="the dataset alone"), pytest.param(PRESS, "yes", id="the press too")],
)
def test_an_undated_statement_is_known_as_far_as_who_states_it_speaks(load, more, expected):
    """That a ministry is a body of a state has no date, and neither of the two has."""
    body = "akd:org_ministry a akg:Organization ; akg:bodyOf akd:state_x . akd:state_x a akg:State ."
    press = more.replace("aks:press_p01 { ", f"aks:press_p01 {{ {body} ") if more else PRESS
    kg = load(source("coded", "dataset", "1900", "2018", body), press).as_of("2020")

    assert [expected] == [
        row.timing.holds for row in kg.evidence("akd:org_ministry", "akg:bodyOf", "akd:state_x")
    ]


def test_a_dataset_that_states_no_end_of_its_years_leaves_it_open(load):
    """Nothing then says that it is silent."""
    assert {"coded": "yes"} == held(load(source("coded", "dataset", "1900", "", pact("coded"))).as_of("2020"))


def test_an_imported_dataset_beside_another_graph(tmp_path):
    """ATOP ends in 2018; the other source, of May 2024, leaves what it says itself as it was."""
    path = convert("atop", DATA / "imports" / "atop.csv").save(tmp_path / "atop.nq")
    alone = alliancekg.load(DATA / "times.trig").as_of("2020")
    both = alliancekg.load(DATA / "times.trig", path).as_of("2020")
    found = held(both)

    assert {"atop-9001": "unknown", "atop-9003": "unknown"} == {
        name: holds for name, holds in found.items() if name in {"atop-9001", "atop-9003"}
    }
    assert held(alone) == {name: holds for name, holds in found.items() if not name.startswith("atop")}


@pytest.mark.parametrize(("day", "expected"), [("2018-12-31", {"coded", "told"}), ("2019-01-01", {"told"})])
def test_a_directory_store_knows_as_far_as_memory_does(tmp_path, day, expected):
    """States joined by the pacts that are sure on the dataset's last day, and on the next."""
    path = tmp_path / "both.trig"
    path.write_text(DATASET + PRESS, encoding="utf-8")
    build(tmp_path / "store", path)
    for kg in (alliancekg.load(path), alliancekg.load(store=tmp_path / "store")):
        view = kg.as_of(day, possible="exclude")

        assert expected == {one.rpartition("_")[2].partition("-")[0] for one in view.project("alliances")}
        assert expected == {name for name, holds in held(view).items() if holds == "yes"}


KINDS, YEARS = ("dataset", "press", "treaty-text"), st.integers(1800, 2040)


@example("press", 1900, 2035, 2030)
@example("dataset", 1850, 2035, 2030)
@example("dataset", 1850, 1950, 1949)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.sampled_from(KINDS), YEARS, YEARS, st.integers(1890, 2040))
def test_a_source_of_other_matters_never_changes_what_a_dataset_tells(
    tmp_path_factory, kind, one, other, day
):
    """Whatever a further source is and covers; if it is a dataset, the press's pact stays as it was too."""
    folder = tmp_path_factory.mktemp("covered")
    first, last = sorted((one, other))
    texts = {
        "base": DATASET + PRESS.removeprefix(HEAD),
        "more": source("more", kind, str(first), str(last), pact("more", str(first))),
    }
    for name, text in texts.items():
        (folder / f"{name}.trig").write_text(text, encoding="utf-8")
    before, after = (
        alliancekg.load(*(folder / f"{name}.trig" for name in names)).as_of(str(day))
        for names in (("base",), ("base", "more"))
    )
    names = ("coded", "told") if kind == "dataset" else ("coded",)

    for name in names:
        assert held(before).get(name) == held(after).get(name)
        assert duty(before, name) == duty(after, name)

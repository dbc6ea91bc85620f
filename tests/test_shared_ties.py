"""An edge that counts what two states share tells how sure it is on a day: as the surest of these."""

import csv
import io
import json

import networkx as nx
import pytest

import alliancekg
from alliancekg.api import build
from alliancekg.cli import main
from alliancekg.publish.networks import gexf, graphml, node_link
from test_covered import source

ONE, OTHER = "akd:state_one", "akd:state_other"
EDGE = ("akd:state_one", "akd:state_other")
STATES = f"{ONE} a akg:State . {OTHER} a akg:State ."


def pact(name, *parts):
    """Return an alliance, each party of it given as who takes part and what else is told of that."""
    told = " ".join(
        f"akd:part_{name}-{at} a akg:Participation ; akg:participationIn akd:agreement_{name} ; "
        f"akg:participant {who} ; akg:role {more} ."
        for at, (who, more) in enumerate(parts)
    )
    kind = 'akg:agreementKind akv:agreement-kind_bilateral-alliance ; akg:startDate "1955"^^xsd:gYear'
    return f"{STATES} akd:agreement_{name} a akg:Agreement ; {kind} . {told}"


def party(start="", end="", more=""):
    """Return what is told of a party: its first and last year, "" for none."""
    dates = (("startDate", start), ("endDate", end))
    return (
        "akv:role_party" + "".join(f' ; akg:{prop} "{day}"^^xsd:gYear' for prop, day in dates if day) + more
    )


def dataset(told, slug="coded"):
    return source(slug, "dataset", "1900", "2018", told)


def press(told, slug="press"):
    return source(slug, "press", "1950", "2024", told)


SURE = press(pact("sure", (ONE, party("1960")), (OTHER, party("1960"))))
MAYBE = press(pact("maybe", (ONE, party("1960")), (OTHER, party("1960", "2020"))), "later")
UNKNOWN = dataset(pact("unknown", (ONE, party("1960")), (OTHER, party("1960"))))


@pytest.fixture(params=["memory", "store"])
def load(request, tmp_path, monkeypatch):
    """Return a function that loads texts as one graph, asked row by row or read off arrays."""
    monkeypatch.setenv("ALLIANCEKG_CACHE", str(tmp_path / "cache"))

    def loaded(*texts):
        folder = tmp_path / "graph"
        folder.mkdir()
        for at, text in enumerate(texts):
            (folder / f"{at}.trig").write_text(text, encoding="utf-8")
        if request.param == "memory":
            return alliancekg.load(folder)
        build(tmp_path / "store", folder)
        return alliancekg.load(store=tmp_path / "store")

    return loaded


def tie(kg, day, possible="include", view="alliances"):
    """Return how the edge of the two states holds on a day and its weight, None without one."""
    edges = kg.as_of(day, possible).project(view).edges
    return (edges[EDGE]["holds"], edges[EDGE]["weight"]) if EDGE in edges else None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param([SURE], ("yes", 1), id="sure"),
        pytest.param([MAYBE], ("possibly", 1), id="one of the two may have left in the course of 2020"),
        pytest.param([UNKNOWN], ("unknown", 1), id="the dataset ends in 2018"),
        pytest.param([SURE, MAYBE], ("yes", 2), id="one sure pact is enough; both are counted"),
        pytest.param([MAYBE, UNKNOWN], ("possibly", 2), id="possible before unknown"),
        pytest.param([SURE, MAYBE, UNKNOWN], ("yes", 3), id="all three"),
    ],
)
def test_an_edge_is_as_sure_as_the_surest_pact(load, texts, expected):
    """As of the middle of 2020: the count is of everything in the view, how sure it is stands beside it."""
    assert expected == tie(load(*texts), "2020-07-01")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([(ONE, party("1960")), (OTHER, party("2020"))], "possibly", id="one began in 2020"),
        pytest.param(
            [(ONE, party("2020")), (ONE, party("1960", "2022")), (OTHER, party("1960"))],
            "yes",
            id="of two spells of one the surer counts",
        ),
        pytest.param(
            [(ONE, party("1960", more=" ; akg:onBehalfOf akd:org_left")), (OTHER, party("1960"))],
            "yes",
            id="on whose behalf is not needed",
        ),
        pytest.param(
            [(ONE, party("1960", more=" ; akg:role akv:role_observer")), (OTHER, party("1960"))],
            "yes",
            id="of several roles that of a party is enough",
        ),
    ],
)
def test_a_pact_is_as_sure_as_the_less_sure_of_its_two_ties(load, parts, expected):
    """A tie takes what it needs: who, in what, as what; the organization may have ended in 2020."""
    org = (
        'akd:org_left a akg:Organization ; akg:startDate "1960"^^xsd:gYear ; akg:endDate "2020"^^xsd:gYear .'
    )

    assert (expected, 1) == tie(load(press(pact("x", *parts) + org)), "2020-07-01")


def test_a_tie_that_is_unknown_beside_one_that_is_possible_is_unknown(load):
    """The press may have one state in until 2020; of the other's part only the dataset tells."""
    told = press(pact("x", (ONE, party("1960", "2020"))))
    part = f"akd:part_y a akg:Participation ; akg:participationIn akd:agreement_x ; akg:participant {OTHER} ;"
    coded = dataset(f'{part} akg:role akv:role_party ; akg:startDate "1960"^^xsd:gYear .')

    assert ("unknown", 1) == tie(load(told, coded), "2020-07-01")


def test_a_possible_part_in_what_is_unknown_is_possible(load):
    """As any statement with both at its ends: the dataset has both leave in 2020, and the pact as open."""
    told = pact("x", (ONE, party("1960", "2020")), (OTHER, party("1960", "2020")))

    assert ("possibly", 1) == tie(load(dataset(told)), "2020-07-01")


@pytest.mark.parametrize(
    ("of", "day", "expected"),
    [
        pytest.param(press, "2020", ("yes", 1), id="the press says where the plant is"),
        pytest.param(dataset, "2018", ("yes", 1), id="the dataset does, in its years"),
        pytest.param(dataset, "2020", ("unknown", 1), id="and not beyond them"),
        pytest.param(dataset, "2018/2019", ("yes", 1), id="a period that begins in its years"),
    ],
)
def test_a_way_by_which_a_tie_is_handed_on_is_needed(load, tmp_path, of, day, expected):
    """A plant has a part, and hands it on to where it is: that has no date, so those count who say it."""
    recipe = tmp_path / "places.toml"
    recipe.write_text(
        'tells = "x"\ndirection = "undirected"\nweight = "shared"\nparallel = "folded"\ntime = "none"\n'
        '[[nodes]]\nclasses = ["Place"]\n'
        '[[shared]]\nlist = "agreements"\nthings = ["Agreement"]\ncarriers = ["Participation"]\n'
        'through = ["locatedIn"]\n',
        encoding="utf-8",
    )
    parties = pact("x", ("akd:facility_plant", party("1960")), (OTHER, party("1960")))
    things = f"{ONE} a akg:Place . {OTHER} a akg:Place . akd:facility_plant a akg:Facility ."
    told = parties.replace(STATES, things)
    way = of(f"akd:facility_plant akg:locatedIn {ONE} .", "way")

    assert expected == tie(load(press(told), way), day, view=str(recipe))


@pytest.mark.parametrize(
    ("day", "expected"),
    [("1964-12-31", ("yes", 1)), ("1965-07-01", ("possibly", 1)), ("1966-01-01", None)],
)
def test_a_ministry_that_ends_takes_the_tie_with_it(load, day, expected):
    """It was dissolved some day in 1965, though nobody ended the pact."""
    body = f"akd:body_ministry a akg:GovernmentBody ; akg:bodyOf {ONE} ; "
    dates = 'akg:startDate "1955"^^xsd:gYear ; akg:endDate "1965"^^xsd:gYear .'
    told = pact("x", ("akd:body_ministry", party("1960")), (OTHER, party("1960")))

    assert expected == tie(load(press(told + body + dates)), day)


@pytest.mark.parametrize("ended", ["", ' ; akg:endDate "1990"^^xsd:gYear'])
def test_what_has_no_class_is_told_the_same_from_arrays(load, ended):
    """A body that no registry knows is never cut; it may have dates all the same."""
    told = pact("x", ("akd:body_ministry", party("1960")), (OTHER, party("1960")))
    body = f"akd:body_ministry akg:bodyOf {ONE}{ended} ."

    assert ("no" if ended else "yes", 1) == tie(load(press(told + body)), "2020")


@pytest.mark.parametrize(("day", "expected"), [("2018", ("yes", 1)), ("2020", ("unknown", 1))])
def test_what_rules_derive_is_as_sure_as_what_it_rests_on(load, day, expected):
    """States share by rules: who is state party of an agreement follows from the parties."""
    assert expected == tie(load(UNKNOWN, press(STATES)), day, view="states")


@pytest.mark.parametrize(
    ("possible", "expected"),
    [
        ("include", {"yes": ("maybe", "sure", "unknown")}),
        ("exclude", {"yes": ("sure",)}),
        ("only", {"possibly": ("maybe",)}),
    ],
)
def test_what_is_possible_is_left_out_or_shown_alone(load, possible, expected):
    """Of three pacts the edge tells of those that are asked for."""
    edges = load(SURE, MAYBE, UNKNOWN).as_of("2020-07-01", possible).project("alliances").edges(data=True)

    assert expected == {
        tie["holds"]: tuple(one.removeprefix("akd:agreement_") for one in tie["agreements"])
        for *_, tie in edges
    }


def test_only_possible_shows_an_edge_of_which_one_tie_is_sure(load):
    """One state is in for certain: the pair is tied possibly, and so it is there."""
    assert ("possibly", 1) == tie(load(MAYBE), "2020-07-01", "only")


def test_without_a_day_an_edge_says_nothing_of_days(load):
    """Neither how it holds nor a stage."""
    graph = load(SURE, MAYBE).project("alliances")

    assert {"weight", "agreements", "derived", "contested", "unsourced", "sources"} == set(graph.edges[EDGE])


def test_every_form_says_how_an_edge_holds(load):
    """A file that is kept cannot be taken for a network of what is known."""
    graph = load(UNKNOWN).as_of("2020").project("alliances")

    assert "unknown" == json.loads(node_link(graph))["edges"][0]["holds"]
    assert "unknown" == nx.parse_graphml(graphml(graph)).edges[EDGE]["holds"]
    assert "unknown" == nx.read_gexf(io.BytesIO(gexf(graph).encode())).edges[EDGE]["holds"]


@pytest.mark.parametrize("form", ["csv", "table"])
def test_the_command_says_how_an_edge_holds(tmp_path, capsys, form):
    """In a column of its own."""
    (tmp_path / "x.trig").write_text(UNKNOWN, encoding="utf-8")
    main(
        ["--graph", str(tmp_path), "--as-of", "2020", "project", "alliances", "-f", form],
        standalone_mode=False,
    )
    out = capsys.readouterr().out

    if form == "csv":
        assert ["unknown"] == [row["holds"] for row in csv.DictReader(io.StringIO(out))]
    else:
        head, _, row = out.splitlines()[:3]
        assert "unknown" == row[head.index("holds") :].split()[0]

"""The real datasets, where somebody has them: every published count comes out of the imported graph.

Nothing of them is in the repository; without the folder ``shared/data`` beside it these tests are skipped.
"""

import csv
import gzip
from pathlib import Path

import pytest

import alliancekg
from alliancekg.api import build
from alliancekg.imports import convert
from alliancekg.imports.states import state_codes
from alliancekg.publish.networks import graphml
from alliancekg.store.cache import VARIABLE
from alliancekg.terms import compress

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
ATOP, DCAD = DATA / "atop_5.1", DATA / "dcad_v1.0"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the datasets are not at hand")

WHOLE = """{ ?text akg:phaseOf ?whole } UNION
    { ?text a akg:Agreement MINUS { ?text akg:phaseOf ?x } BIND (?text AS ?whole) }"""
JAPAN, USA = "akd:state_japan", "akd:state_united-states"
OBLIGATIONS = {"defense": 280, "offense": 82, "neutrality": 126, "nonaggression": 442, "consultation": 388}


@pytest.fixture(scope="module")
def read():
    """Return both datasets as imported, each number looked up in the registry of states."""
    files = {"atop": ATOP / "atop5_1m.csv", "dcad": DCAD / "DCAD-v1.0-main.csv"}
    return {name: convert(name, path) for name, path in files.items()}


@pytest.fixture(scope="module")
def atop_file(read, tmp_path_factory):
    return read["atop"].save(tmp_path_factory.mktemp("atop") / "atop.nq")


@pytest.fixture(scope="module")
def atop(atop_file):
    return alliancekg.load(atop_file)


@pytest.fixture(scope="module")
def dcad(read, tmp_path_factory):
    return alliancekg.load(read["dcad"].save(tmp_path_factory.mktemp("dcad") / "dcad.nq"))


NUMBERS = {compress(code.state): code.code for code in state_codes().spells("cow")}


def cow(state):
    """Return the Correlates of War number of a state (a CURIE), as the datasets write it."""
    return NUMBERS.get(state) or state.removeprefix("akd:state_cow-")


def number(kg, pattern, what="*"):
    """Return how many solutions a pattern has, or how many values of a variable."""
    counted = "*" if what == "*" else f"DISTINCT {what}"
    return int(next(iter(kg.query(f"SELECT (COUNT({counted}) AS ?n) {{ {pattern} }}")))["n"])


def counts(kg, prop, pattern=""):
    """Return how many agreements have each value of a property, by its last word."""
    text = f"SELECT ?v (COUNT(DISTINCT ?a) AS ?n) {{ ?a {prop} ?v . {pattern} }} GROUP BY ?v"
    return {row["v"].rpartition("_")[2]: int(row["n"]) for row in kg.query(text)}


def test_atop_as_a_whole(read, atop):
    """Alliances, phases, members, spells: counted apart, for none is another."""
    assert (2510, 2510, ()) == (read["atop"].read, read["atop"].kept, read["atop"].refused)
    assert 789 == number(atop, "?c akg:codeSystem akv:code-system_atop ; akg:identifies ?whole", "?whole")
    assert 849 == number(atop, "?part akg:participationIn ?text", "?text")
    assert 208 == number(atop, "?part akg:participant ?state", "?state")
    assert 2510 == number(atop, "?part akg:participationIn ?text", "?part")
    pairs = (
        f"SELECT DISTINCT ?whole ?state {{ ?p akg:participationIn ?text ; akg:participant ?state . {WHOLE} }}"
    )
    assert 2257 == len(list(atop.query(pairs)))
    assert 47 == number(atop, "?text akg:phaseOf ?whole", "?whole")
    assert 394 == number(
        atop, "?c akg:codeSystem akv:code-system_cow-alliance-4 ; akg:identifies ?whole", "?whole"
    )


def test_atop_obligations(atop):
    """An alliance has an obligation when any member has it in any phase."""
    found = {
        kind: number(
            atop, f"?text akg:setsOut ?c . ?c akg:obligationType akv:obligation_{kind} . {WHOLE}", "?whole"
        )
        for kind in OBLIGATIONS
    }
    kinds = counts(atop, "akg:agreementKind", "MINUS { ?a akg:phaseOf ?whole }")

    assert OBLIGATIONS == found
    assert {"bilateral-alliance": 678, "multilateral-alliance": 111} == kinds


def test_atop_secrecy_is_that_of_treaties_that_everybody_knows(atop):
    """The Dual Alliance was secret; the pact of Germany with the Soviet Union of 1939 had a secret part."""
    known = {"1335": "secret", "2470": "partly-secret", "3375": "public"}
    found = {
        number: row["how"].rpartition("_")[2]
        for number in known
        for row in atop.query(f"SELECT ?how {{ akd:agreement_atop-{number} akg:secrecy ?how }}")
    }

    assert known == found


def test_atop_in_effect_at_the_end(atop):
    """A spell without an end is one that had not ended on the last day of the dataset."""
    still = "?part akg:participationIn ?text ; akg:participant ?state MINUS { ?part akg:endDate ?end }"

    assert 1146 == number(atop, still, "?part")
    assert 372 == number(atop, f"{still} {WHOLE}", "?whole")


@pytest.mark.parametrize(("state", "ever", "open_"), [(JAPAN, 19, 4), (USA, 34, 19)])
def test_atop_of_one_state(atop, state, ever, open_):
    """Japan and the United States."""
    mine = f"?part akg:participationIn ?text ; akg:participant {state} . {WHOLE}"

    assert ever == number(atop, mine, "?whole")
    assert open_ == number(atop, f"{mine} MINUS {{ ?part akg:endDate ?end }}", "?whole")


def test_atop_directed_duties(atop):
    """The treaty of 1960: the United States owe defense, Japan does not; both owe consultation."""
    text = """SELECT ?who ?kind { akd:agreement_atop-3375 akg:setsOut ?c .
        ?c akg:boundActor ?who ; akg:obligationType ?kind }"""
    found = {(row["who"], row["kind"].rpartition("_")[2]) for row in atop.query(text)}

    assert (USA, "defense") in found
    assert (JAPAN, "defense") not in found
    assert {(USA, "consultation"), (JAPAN, "consultation"), (JAPAN, "nonaggression")} <= found


def test_atop_members_of_nato(atop):
    """30 states ever, 29 on the last day; the phases are one alliance."""
    nato = "?part akg:participationIn/akg:phaseOf akd:agreement_atop-3180 ; akg:participant ?state"

    assert 30 == number(atop, nato, "?state")
    assert 29 == number(atop, f"{nato} MINUS {{ ?part akg:endDate ?end }}", "?state")


@pytest.mark.parametrize(
    ("day", "sizes", "of_the_last"),
    [("1914-07-01", (17, 20, 28), ()), ("2018-12-31", (372, 186, 4228), (116, 1707))],
)
def test_atop_network_of_a_day(atop, day, sizes, of_the_last):
    """Ties by shared alliance and phase; a defense pact needs a duty of defense, and that is far rarer."""
    view = atop.as_of(day)
    graph = view.project("alliances")
    texts = {text for _, _, tie in graph.edges(data=True) for text in tie["agreements"]}

    alliances = {text.partition("-p")[0] for text in texts}
    assert sizes == (len(alliances), len(graph), graph.number_of_edges())
    if of_the_last:
        degree, pacts = of_the_last
        assert degree == graph.degree(USA)
        assert 2 * pacts == number(view, "?one akg:defencePactWith ?other")


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        pytest.param("Germany", "1914-07-01", {"1335", "1350-p4", "1355"}, id="before the war"),
        pytest.param(
            "Austria-Hungary", "1915-05-23", {"1335", "1350-p4", "1355", "1410", "2012"}, id="last day"
        ),
    ],
)
def test_atop_alliances_of_a_day_are_asked_by_name(atop, state, day, expected):
    """Read off the member file: the spells of 255 and 300 that hold on the day."""
    found = {row["alliance"].id.rpartition("atop-")[2] for row in atop.as_of(day).ask("alliances", state)}

    assert expected == found


def test_atop_tells_who_signed_and_who_joined(atop):
    """3755 was signed in 1976; Japan joined in 2003, the United States in 2009, and so are allied since."""
    signed = {row["agreement"].id for row in atop.ask("agreements-signed", "Japan", "United States")}
    allied = {row["alliance"].id: row["since"].label for row in atop.ask("allied", "Japan", "United States")}

    assert "akd:agreement_atop-3755" not in signed
    assert "akd:agreement_atop-3375" in signed
    assert "2009-07-22" == allied["akd:agreement_atop-3755"]
    assert "1960-01-19" == allied["akd:agreement_atop-3375"]


def test_atop_dyad_years_are_those_of_the_dataset_but_for_fourteen(atop):
    """Ten years of France with 8152, which is no state of the system, and four successions of one day."""
    found = {(cow(row[0]), cow(row[2]), row[4]) for row in atop.dyad_year_table().rows}
    with gzip.open(ATOP / "atop5_1_directed_dyadyear_min.csv.gz", "rt", newline="") as file:
        published = {
            (*sorted((row["ccode1"], row["ccode2"])), int(row["year"])) for row in csv.DictReader(file)
        }
    ours = {(*sorted(pair), year) for *pair, year in found}

    assert (136_662, 136_648) == (len(ours), len(published))
    assert set() == published - ours
    succession = {("255", "260"), ("255", "265"), ("678", "679"), ("679", "680")}
    annam = {("220", "8152", year) for year in range(1874, 1884)}
    assert {(*pair, 1990) for pair in succession} | annam == ours - published


def test_atop_directed_obligations_are_those_of_the_dataset(atop):
    """Year by year and direction by direction; the rest is of years with two phases, or of one-sided aims."""
    told = atop.dyad_year_table(directed=True)
    at = {name: told.columns.index(name) for name in told.columns}
    ours = {(cow(row[0]), cow(row[2]), row[4]): row for row in told.rows}
    with gzip.open(ATOP / "atop5_1_directed_dyadyear_min.csv.gz", "rt", newline="") as file:
        published = list(csv.DictReader(file))
    names = {"defense": "defense", "offense": "offense", "neutral": "neutrality", "nonagg": "nonaggression"}
    differ = {
        mine: sum(
            (row[f"atop_{theirs}"] == "1") != ours[row["ccode1"], row["ccode2"], int(row["year"])][at[mine]]
            for row in published
        )
        for theirs, mine in {**names, "consul": "consultation"}.items()
    }

    assert 273_296 == len(published)
    assert 0 == differ.pop("consultation")
    assert all(0 < count <= 0.0008 * len(published) for count in differ.values())


def test_atop_state_years_are_those_of_the_dataset_but_for_ten(atop):
    """The ten are of 8152."""
    found = {(cow(row[0]), row[2]) for row in atop.state_year_table().rows}
    with (ATOP / "atop5_1sy.csv").open(newline="") as file:
        published = {(row["state"], int(row["year"])) for row in csv.DictReader(file)}

    assert (11_933, 11_923) == (len(found), len(published))
    assert {("8152", year) for year in range(1874, 1884)} == found - published


def test_atop_complete_state_years_are_those_in_which_states_were_there(atop):
    """By the list of Gleditsch and Ward, beside years of a tie; 8152 is in no list, so in every year."""
    found = atop.state_year_table(complete=True)
    rows = {(row[0], row[2]): row[3] for row in found.rows}
    tied = {key for key, is_tied in rows.items() if is_tied}
    there = {
        (compress(code.state), year)
        for code in state_codes().spells("gw")
        for year in range(int(code.start[:4]), min(int(code.end[:4] or 2018), 2018) + 1)
    }
    mine = {state for state, _ in tied}
    annam = "akd:state_cow-8152"

    assert tied | {(state, year) for state, year in there if state in mine} | {
        (annam, year) for year in range(1815, 2019)
    } == set(rows)
    assert 19_072 == len(rows)
    assert [annam] == [state.id for state in found.unlisted]
    assert 1975 == min(year for state, year in rows if state == "akd:state_angola")
    assert (1949, 1990) == (
        min(year for state, year in rows if state == "akd:state_east-germany"),
        max(year for state, year in rows if state == "akd:state_east-germany"),
    )


def test_dcad_as_a_whole(read, dcad):
    """What was kept and what was refused make up the dataset."""
    found = read["dcad"]
    refused = {one.line.texts["DCAid"][-4:] for one in found.refused}

    assert (1871, 1867) == (found.read, found.kept)
    assert {"0108", "0297", "1625", "1847"} == refused
    assert 1867 == number(dcad, "?c akg:codeSystem akv:code-system_dcad ; akg:identifies ?text", "?text")
    states = {cow(row["s"]) for row in dcad.query("SELECT DISTINCT ?s { ?p akg:participant ?s }")}
    left = {one.line.texts[side] for one in found.refused for side in ("ccode1", "ccode2")}
    assert 160 == len(states | left)


@pytest.mark.parametrize(
    ("prop", "column", "published"),
    [
        ("akg:agreementKind", "type", {"general": 1322, "sector": 549}),
        (
            "akg:mainIssueArea",
            "category1",
            {"DCA": 982, "DIC": 340, "TREX": 250, "PROCUREMENT": 148, "COMMISSION": 77, "RESEARCH": 74},
        ),
        ("akg:codingConfidence", "categoryConf", {"high": 718, "low": 409, "med": 394, "atypical": 350}),
    ],
)
def test_dcad_kinds(read, dcad, prop, column, published):
    """Of each kind the published number, less the refused rows of that kind."""
    refused = [one.line.texts[column] for one in read["dcad"].refused]
    expected = sorted(count - refused.count(kind) for kind, count in published.items())

    assert expected == sorted(counts(dcad, prop).values())


def test_dcad_sources_and_numbers(dcad):
    """How the dataset knows it is a note on the passage; UN numbers are codes."""
    notes = "SELECT ?note (COUNT(*) AS ?n) { ?p akg:passageOf ?s ; skos:editorialNote ?note } GROUP BY ?note"
    found = {row["note"]: int(row["n"]) for row in dcad.query(notes)}

    assert 71 == number(dcad, "?c akg:codeSystem akv:code-system_unts ; akg:identifies ?text", "?text")
    assert 1210 - 2 == found["Read by the dataset in a treaty text."]
    assert 661 - 2 == found["Read by the dataset in press reports."]
    assert 5 == found["The row has the agreement in force before it was signed."]


def test_dcad_of_japan_and_of_a_year(read, dcad):
    """16 agreements, two of them with the United States; 804 in 2000, less the refused one of that year."""
    mine = f"?a akg:participationIn ?text ; akg:participant {JAPAN}"
    both = f"{mine} . ?b akg:participationIn ?text ; akg:participant {USA}"
    rows = dcad.dyad_year_table(2000, 2000).rows
    refused = [
        one
        for one in read["dcad"].refused
        if int(one.line.texts["signYear"]) <= 2000 <= int(one.line.texts["endYearEstimate"])
    ]

    assert (16, 2) == (number(dcad, mine, "?text"), number(dcad, both, "?text"))
    assert 804 == sum(row[6] for row in rows) + len(refused)
    assert 577 == len(rows) + len(refused)
    assert 54 == sum("akd:state_russia" in row for row in rows)
    assert 123 == len({state for row in rows for state in (row[0], row[2])})


def test_arrays_of_a_store_of_atop_give_what_the_graph_gives(atop, atop_file, tmp_path, monkeypatch):
    """The network of a day, from a view that is cut and from what was gathered once: the same bytes."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "cache"))
    build(tmp_path / "store", atop_file)
    opened = alliancekg.load(store=tmp_path / "store")

    for day, possible in (("1914-07-01", "include"), ("1939-09-01", "exclude"), ("1990", "include")):
        network = atop.as_of(day, possible).project("alliances")
        assert network.number_of_edges()
        assert graphml(network) == graphml(opened.as_of(day, possible).project("alliances")), day

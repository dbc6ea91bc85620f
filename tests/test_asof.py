"""As-of views: any question to them is as of that day; yes, possibly, no and unknown are kept apart."""

import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import alliancekg
from alliancekg.errors import DateError, UnknownTermError
from alliancekg.questions import question
from alliancekg.store.engine import select
from alliancekg.terms import PREFIXES

DATA = Path(__file__).parent / "data"
PACT = "SELECT ?who { ?part akg:participationIn akd:agreement_pact-1949 ; akg:participant ?who }"
OWED = "SELECT ?one ?other { ?one akg:owesDefenceTo ?other }"
RULES = "SELECT ?rule { ?rule a akg:Rule }"


@pytest.fixture(scope="module")
def times():
    return alliancekg.load(DATA / "times.trig")


@pytest.fixture(scope="module")
def case():
    """Return a function that loads one of the hard shapes, once."""
    loaded = {}

    def load(name):
        return loaded.setdefault(name, alliancekg.load(DATA / "cases" / f"{name}.trig"))

    return load


def held(kg, day, kind, **how):
    """Return label to (holds, stage) of the things of a class on a day."""
    return {row.label: (row.timing.holds, row.timing.stage) for row in kg.as_of(day, **how).list(kind)}


def members(kg, day, **how):
    return {row["who"].split("_")[1] for row in kg.as_of(day, **how).query(PACT)}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2013-07-31", {}, id="the day before the month"),
        pytest.param("2013-08-15", {"Program P": ("possibly", "")}, id="within the month"),
        pytest.param("2013-09-01", {"Program P": ("yes", "announced")}, id="the day after"),
        pytest.param("2015-06-01", {"Program P": ("yes", "announced")}, id="perhaps under way in that year"),
        pytest.param("2016-01-01", {"Program P": ("yes", "under way")}, id="under way"),
        pytest.param("2020-05-01", {"Program P": ("yes", "completed")}, id="its last day"),
        pytest.param("2020-05-02", {}, id="over"),
    ],
)
def test_a_program_dated_by_month_and_year(times, day, expected):
    """Announced in August 2013, under way some day in 2015, completed on 1 May 2020."""
    assert held(times, day, "Program") == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1951-09-07", {}),
        ("1960-01-18", {"Treaty of 1951": ("yes", "in force")}),
        ("1960-01-19", {"Treaty of 1951": ("yes", "in force"), "Treaty of 1960": ("yes", "signed")}),
        ("1960-06-23", {"Treaty of 1951": ("yes", "superseded"), "Treaty of 1960": ("yes", "in force")}),
        ("1960-06-24", {"Treaty of 1960": ("yes", "in force")}),
    ],
)
def test_signing_and_entry_into_force_are_two_things(times, day, expected):
    """The treaty of 1960 was signed on 19 January and replaced that of 1951 on 23 June."""
    found = held(times, day, "Agreement")

    assert {name: timing for name, timing in found.items() if name.startswith("Treaty")} == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1949-09-01", {"united-states", "united-kingdom", "france"}),
        ("1966-07-02", {"united-states", "united-kingdom"}),
        ("2009-04-03", {"united-states", "united-kingdom", "france"}),
        ("2023-04-04", {"united-states", "united-kingdom", "france", "finland"}),
        ("2024-03-05", {"united-states", "united-kingdom", "france", "finland", "sweden"}),
    ],
)
def test_parties_join_and_leave_on_their_own_days(times, day, expected):
    """France left in 1966 and came back in 2009, Finland joined in April 2023, Sweden in March 2024."""
    assert members(times, day) == expected


def test_a_party_between_two_reports_is_only_possibly_in(times):
    """Sweden on 5 March 2024: in the view, marked, and left out on request."""
    told = {
        row.object.label: row.timing.holds
        for row in times.as_of("2024-03-05").show("Pact of 1949").relations
        if row.relation == "party"
    }

    assert told["Sweden"] == "possibly"
    assert set(told.values()) == {"yes", "possibly"}
    assert "sweden" not in members(times, "2024-03-05", possible="exclude")
    assert members(times, "2024-03-05", possible="only") == {"sweden"}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1998-01-01", {"third": "possibly"}),
        ("1999-12-31", {"third": "possibly"}),
        ("2000-01-01", {}),
        ("2010-06-01", {"first": "possibly"}),
        ("2020-01-01", {"first": "yes", "second": "yes"}),
    ],
)
def test_open_and_unknown_ends_and_starts(times, day, expected):
    """First held office from some day in 2010 to 1 January 2020, Second from then, Third until 1999."""
    assert {label: timing[0] for label, timing in held(times, day, "Tenure").items()} == expected


def test_what_ended_in_1923_is_seen_as_of_1914(times):
    """Rules ignore end dates and run after the cut: the pact of 1902 binds both in 1914, nobody in 1924."""
    pairs = {tuple(row.values()) for row in times.as_of("1914-07-01").query(OWED)}

    assert pairs == {
        ("akd:state_japan", "akd:state_united-kingdom"),
        ("akd:state_united-kingdom", "akd:state_japan"),
    }
    assert not len(times.as_of("1924-01-01").query(OWED))


@pytest.mark.parametrize(
    ("day", "pairs"),
    [("1951-10-01", 0), ("1952-04-29", 6), ("1986-08-10", 6), ("1986-08-11", 5), ("2023-12-31", 5)],
)
def test_a_duty_suspended_between_two_leaves_the_other_pairs(case, day, pairs):
    """The ANZUS shape: three parties are six pairs; one pair is suspended from 11 August 1986."""
    assert len(case("anzus").as_of(day).query(OWED)) == pairs


def test_without_a_day_a_duty_is_one_of_some_time(case):
    """Suspensions take nothing off where no day is asked about."""
    assert len(case("anzus").query(OWED)) == 6


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2005-01-01", {"canada": "possibly"}),
        ("2018-04-11", {"canada": "yes"}),
        ("2018-12-31", {"canada": "yes", "latvia": "possibly"}),
        ("2022-12-31", {"canada": "yes", "latvia": "possibly"}),
        ("2023-12-31", {"canada": "yes", "latvia": "yes"}),
    ],
)
def test_signed_before_a_day_is_possible_earlier_and_sure_from_then(case, day, expected):
    """Canada signed before 12 April 2018; Latvia between then and 12 January 2023."""
    view = case("sosa").as_of(day)
    rows = [row for agreement in view.list("Agreement") for row in view.show(agreement.id).relations]
    found = {
        row.object.id.removeprefix("akd:state_"): row.timing.holds
        for row in rows
        if row.relation == "party" and row.object.id != "akd:state_united-states"
    }

    assert found == expected


@pytest.mark.parametrize(
    ("day", "standing"),
    [("1970-01-01", 1), ("1980-01-01", 1), ("2015-01-01", 2), ("2024-01-01", 3), ("2024-04-01", 4)],
)
def test_rules_stand_from_introduction_to_repeal(case, day, standing):
    """A chain of rules, each introduced or repealed by a dated act."""
    assert len(case("export-rules").as_of(day).query(RULES)) == standing


@pytest.mark.parametrize(("day", "holds"), [("1960-03-01", 0), ("1961-01-01", 1)])
def test_a_duty_stands_while_its_text_is_in_force(case, day, holds):
    """Signed in January 1960, in force in June."""
    assert len(case("scope").as_of(day).query("SELECT ?duty { ?duty a akg:Commitment }")) == holds


def test_a_transfer_is_contracted_when_its_letter_is_signed(case):
    """The delivery is only expected."""
    (row,) = case("scope").as_of("2026-01-01").list("Transfer")

    assert row.timing.stage == "contracted"


FIRMS = """
@prefix akd: <https://w3id.org/alliancekg/id/> .
@prefix akg: <https://w3id.org/alliancekg/ns#> .
@prefix aks: <https://w3id.org/alliancekg/source/> .
@prefix akv: <https://w3id.org/alliancekg/vocab/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

akd:registry {
    akd:company_anvil a akg:Company ; skos:prefLabel "Anvil"@en .
    akd:company_bellows a akg:Company ; skos:prefLabel "Bellows"@en .
    akd:company_crucible a akg:Company ; skos:prefLabel "Crucible"@en .
    akd:event_merger a akg:OrganizationChange .
    akd:event_renaming a akg:OrganizationChange .
}

aks:made-up-firms {
    aks:made-up-firms a akg:Source .
    aks:made-up-firms_p01 a akg:Passage ;
        akg:passageOf aks:made-up-firms ;
        akg:assertionMode akv:mode_reported .
}

aks:made-up-firms_p01 {
    akd:event_merger akg:eventKind akv:event-kind_merger ;
        akg:date "2001-05-01"^^xsd:date ;
        akg:originalOrganization akd:company_anvil , akd:company_bellows ;
        akg:resultingOrganization akd:company_crucible , akd:company_bellows .
    akd:event_renaming akg:eventKind akv:event-kind_renaming ;
        akg:date "2010-05-01"^^xsd:date ;
        akg:originalOrganization akd:company_crucible ;
        akg:resultingOrganization akd:company_crucible .
}
"""


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("2001-04-30", {"Anvil", "Bellows"}),
        ("2001-05-02", {"Bellows", "Crucible"}),
        ("2010-05-02", {"Bellows", "Crucible"}),
    ],
)
def test_firms_are_there_from_the_change_that_made_them_to_the_one_that_ended_them(tmp_path, day, there):
    """Anvil and Bellows become Crucible, but Bellows goes on beside it; a new name neither makes nor ends."""
    path = tmp_path / "firms.trig"
    path.write_text(FIRMS, encoding="utf-8")

    assert there == {row.label for row in alliancekg.load(path).as_of(day).list("Company")}


def test_beyond_the_coverage_silence_is_unknown(times):
    """The source covers 1900 to May 2024: what has no stated end is unknown after it, what ended is not."""
    after, before = times.as_of("2030-01-01"), times.as_of("1850")

    assert {row.label: row.timing.holds for row in after.list("Agreement")} == {
        "Pact of 1949": "unknown",
        "Treaty of 1960": "unknown",
    }
    assert {row.timing.holds for row in after.list("State")} == {"unknown"}
    assert not before.list("Agreement").rows
    assert str(before.coverage()).endswith("unknown: 1850 lies outside this coverage")


def test_a_yes_says_up_to_when_it_is_confirmed(times):
    """An open end is confirmed as far as the source speaks: to the end of May 2024."""
    (treaty,) = [row for row in times.as_of("2020-01-01").list("Agreement") if row.label == "Treaty of 1960"]
    (first,) = [row for row in times.as_of("2015-01-01").list("Tenure") if row.label == "first"]

    assert treaty.timing.last_confirmed == "2024-05-31"
    assert first.timing.last_confirmed == ""  # its end is stated


def test_a_period_asks_for_throughout(times):
    """In force from 28 April 1952: not throughout that April, throughout that May."""
    assert held(times, "1952-05", "Agreement")["Treaty of 1951"] == ("yes", "in force")
    assert held(times, "1951-09", "Agreement")["Treaty of 1951"] == ("possibly", "signed")


def test_a_missing_answer_says_when_it_holds(times):
    """Not yet on that day; the statement is there at other times."""
    answer = times.as_of("1950-01-01").evidence("Treaty of 1951", "legal force")

    assert not answer.rows
    assert [row.object.label for row in answer.other_times] == ["binding"]


def test_history_points_at_what_is_gone(times):
    """The act that ended a treaty is still told when the treaty is no more."""
    rows = times.as_of("1970-01-01").query("SELECT ?event { ?event akg:changes akd:agreement_treaty-1951 }")

    assert len(rows) == 3


@pytest.mark.parametrize("day", ["1951-10-01", "1986-08-11", "2005-01-01", "2015-01-01", "2024-03-05"])
@pytest.mark.parametrize("name", ["anzus", "sosa", "export-rules", "scope"])
def test_as_of_queries_give_equal_rows_on_rdflibs_own_engine(case, name, day):
    """The view is a dataset like any other, on a copy in rdflib's memory."""
    view = case(name).as_of(day)
    own = rdflib.Dataset(default_union=False)
    own.parse(data=ox.serialize(view._graph.engine, format=ox.RdfFormat.N_QUADS), format="nquads")
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    asked = ("legal-force", "agreements-signed", "export-rules", "signatories")
    for text in [*(question(name).query for name in asked), OWED, RULES, "SELECT ?s ?t { ?s akg:stage ?t }"]:
        ours = Counter(
            tuple("" if value is None else value.value for value in row.values())
            for row in select(view._graph.engine, head + text)
        )
        theirs = Counter(
            tuple("" if value is None else str(value) for value in row) for row in own.query(head + text)
        )
        assert ours == theirs


@pytest.mark.parametrize("text", ["2023-13", "yesterday", "0000", "2023-05/2023-01"])
@pytest.mark.parametrize("option", ["--as-of", "--known-by"])
def test_a_bad_day_is_wrong_usage(ask, option, text):
    """The usage and one line that says what and what now, exit 2, before anything is loaded."""
    result = ask("info", option, text)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"'{option}': '{text}': " in result.stderr.splitlines()[-1]


def test_an_unknown_way_to_count_is_refused(times):
    """Include, exclude or only."""
    with pytest.raises(UnknownTermError, match="way to count"):
        times.as_of("2023", possible="maybe")
    with pytest.raises(DateError):
        times.as_of("2023-02-30")


def test_possible_without_a_day_is_wrong_usage(ask):
    """Nothing is only possible where no day is asked about."""
    assert ask("list", "State", "--possible", "only").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [
        ["list", "Agreement"],
        ["show", "Pact of 1949"],
        ["evidence", "Pact of 1949"],
        ["questions", "run", "legal-force", "Pact of 1949"],
    ],
)
def test_rows_say_how_they_stand_wherever_they_are_asked_for(ask, words):
    """One option, one meaning: before or after the command, in JSON beside the echo of the day."""
    here = ("--graph", DATA / "times.trig")
    body = json.loads(ask(*here, "--as-of", "2020-01-01", *words, "-f", "json").stdout)
    after = json.loads(ask(*here, *words, "-f", "json", "--as-of", "2020-01-01").stdout)

    assert body == after
    assert body["as_of"] == "2020-01-01"
    assert body["coverage"]["possible"] == "include"
    assert body["rows"]
    assert {row["holds"] for row in body["rows"]} <= {"yes", "possibly", "unknown"}


def test_without_a_day_no_row_speaks_of_one(ask):
    """The contract of the JSON stays as it was."""
    body = json.loads(ask("--graph", DATA / "times.trig", "list", "Agreement", "-f", "json").stdout)

    assert body["as_of"] is None
    assert not any("holds" in row or "timing" in row for row in body["rows"])


def test_projections_and_the_page_are_as_of_the_day(times):
    """The edges of a view are those of that day."""
    edges = {(tail, head) for tail, head in times.as_of("1914-07-01").project("states").edges}
    page = times.as_of("1914-07-01").explore().html

    assert edges == {("akd:state_japan", "akd:state_united-kingdom")}
    assert "Alliance of 1902" in page
    assert "Pact of 1949" not in page


def test_a_query_of_what_is_only_possible_gives_the_difference(ask):
    """Rows that come out only when what is possible counts."""
    result = ask(
        "--graph", DATA / "times.trig", "query", "-e", PACT, "--as-of", "2024-03-05", "--possible", "only"
    )

    assert result.stdout.split() == ["who", "-" * 3, "akd:state_sweden"]
    assert ask("query", "-e", PACT, "--as-of", "2024", "--possible", "only", "-f", "json").exit_code == 3

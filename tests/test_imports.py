"""Imports of made-up tables in the layouts of the real ones: what each trap must come out as."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

import alliancekg
from alliancekg.imports import convert
from alliancekg.imports.nquads import LABEL, line
from alliancekg.terms import REGISTRY

FOLDER = Path(__file__).parent / "data" / "imports"
JAPAN = "https://w3id.org/alliancekg/id/state_japan"


@pytest.fixture(scope="module")
def read():
    return {name: convert(name, FOLDER / f"{name}.csv") for name in ("atop", "dcad")}


@pytest.fixture(scope="module")
def worlds(read, tmp_path_factory):
    folder = tmp_path_factory.mktemp("worlds")
    return {name: alliancekg.load(one.save(folder / f"{name}.nq")) for name, one in read.items()}


def rows(kg, text):
    """Return the rows of a query as tuples of last words."""
    return sorted(
        tuple((value or "").removeprefix("akd:").removeprefix("akv:") for value in row.values())
        for row in kg.query(text)
    )


def parts(kg, agreement):
    return rows(
        kg,
        f"""SELECT ?part ?start ?end {{ ?part akg:participationIn akd:agreement_{agreement}
            OPTIONAL {{ ?part akg:startDate ?start }} OPTIONAL {{ ?part akg:endDate ?end }} }}""",
    )


# ATOP


def test_duties_are_those_of_each_member(worlds):
    """One side owes defense, the other does not; the condition and the adversary stand on the duty."""
    found = rows(
        worlds["atop"],
        """SELECT ?who ?kind ?condition ?against { akd:agreement_atop-9001 akg:setsOut ?c .
           ?c akg:boundActor ?who ; akg:obligationType ?kind ; akg:directedAgainst ?against
           OPTIONAL { ?c akg:condition ?condition } }""",
    )

    assert found == [
        ("state_cow-1001", "obligation_consultation", "", "state_cow-1003"),
        (
            "state_cow-1001",
            "obligation_defense",
            "In cases that the text names only.",
            "state_cow-1003",
        ),
        ("state_cow-1001", "obligation_nonaggression", "", "state_cow-1003"),
        ("state_cow-1002", "obligation_consultation", "", "state_cow-1003"),
        ("state_cow-1002", "obligation_nonaggression", "", "state_cow-1003"),
    ]


def test_an_exit_of_zero_is_no_end(worlds):
    """Nobody says when it ends: in force on the last covered day, unknown after it."""
    holds = {
        day: [row.timing.holds for row in worlds["atop"].as_of(day).list("Participation") if "9001" in row.id]
        for day in ("1960-09-12", "1960-09-13", "2018-12-31", "2019-01-01")
    }

    assert parts(worlds["atop"], "atop-9001") == [
        ("part_atop-9001-1001", "1960-09-13", ""),
        ("part_atop-9001-1002", "1960-09-13", ""),
    ]
    assert holds == {
        "1960-09-12": [],
        "1960-09-13": ["yes", "yes"],
        "2018-12-31": ["yes", "yes"],
        "2019-01-01": ["unknown", "unknown"],
    }


def test_dates_are_as_precise_as_the_row(worlds):
    """An empty day is a month: possibly on its first day, surely from its last on."""
    assert ("part_atop-9002-p2-1005", "1952-08", "1955-03") in parts(worlds["atop"], "atop-9002-p2")
    days = {"1952-07-31": False, "1952-08-01": True, "1955-03-31": True, "1955-04-01": False}
    for day, held in days.items():
        graph = worlds["atop"].as_of(day).project("alliances")

        assert held == (
            "akd:state_cow-1005" in graph and graph.has_edge("akd:state_cow-1001", "akd:state_cow-1005")
        )


def test_phases_are_agreements_of_one_alliance(worlds):
    """Each with its members, duties and secrecy; the dates of the whole run from the first to the last."""
    kg = worlds["atop"]

    assert rows(kg, "SELECT ?p ?w { ?p akg:phaseOf ?w }") == [
        ("agreement_atop-9002-p1", "agreement_atop-9002"),
        ("agreement_atop-9002-p2", "agreement_atop-9002"),
    ]
    assert rows(kg, "SELECT ?s ?e { akd:agreement_atop-9002 akg:startDate ?s ; akg:endDate ?e }") == [
        ("1949-07-08", "1955-03")
    ]
    assert rows(kg, "SELECT ?t ?s { ?t akg:secrecy ?s }") == [
        ("agreement_atop-9001", "secrecy_public"),
        ("agreement_atop-9002-p1", "secrecy_secret"),
        ("agreement_atop-9002-p2", "secrecy_partly-secret"),
        ("agreement_atop-9003", "secrecy_public"),
    ]
    assert rows(kg, "SELECT ?c { ?c akg:identifies akd:agreement_atop-9002 }") == [("code_atop-9002",)]


def test_a_small_alliance_is_called_after_its_members(worlds):
    """Who looks for it knows them; of four or more the number has to do."""
    found = {one.id: one.label for one in worlds["atop"].list("Agreement")}

    assert found["akd:agreement_atop-9001"] == "alliance 9001 of ATOP (COW 1001, COW 1002)"
    assert (
        found["akd:agreement_atop-9002-p1"] == "alliance 9002 of ATOP, phase 1 (COW 1001, COW 1004, COW 1005)"
    )
    assert worlds["dcad"].entity("akd:agreement_dcad-0003").label.endswith("of DCAD (COW 1001, COW 1003)")


def test_both_phases_hold_on_the_day_between_them(worlds):
    """The first ends on the day on which the second begins."""
    edges = (
        worlds["atop"]
        .as_of("1951-10-23")
        .project("alliances")
        .edges["akd:state_cow-1001", "akd:state_cow-1004"]
    )

    assert edges["agreements"] == ("akd:agreement_atop-9002-p1", "akd:agreement_atop-9002-p2")
    assert edges["weight"] == 2


def test_a_reentry_is_a_second_spell(worlds):
    """Between the two it is no party, and each spell has its own duties."""
    kg = worlds["atop"]
    spells = [row for row in parts(kg, "atop-9003") if "1006" in row[0]]
    owed = {
        day: rows(kg.as_of(day), "SELECT ?k { ?c akg:boundActor akd:state_cow-1006 ; akg:obligationType ?k }")
        for day in ("1970-01-01", "1985-01-01", "1990-01-01")
    }

    assert spells == [
        ("part_atop-9003-1006-1", "1945-11-05", "1979-08-12"),
        ("part_atop-9003-1006-2", "1989-10-17", ""),
    ]
    assert owed == {
        "1970-01-01": [("obligation_consultation",)],
        "1985-01-01": [],
        "1990-01-01": [("obligation_nonaggression",)],
    }


def test_entry_is_a_signature_once_an_alliance(worlds):
    """The dataset begins with the signature; a later phase or member signs no text of its own."""
    found = rows(
        worlds["atop"],
        "SELECT ?e ?d ?t { ?e akg:eventKind akv:event-kind_signature ; akg:date ?d ; akg:changes ?t }",
    )

    assert found == [
        ("event_atop-9001-signed", "1960-09-13", "agreement_atop-9001"),
        ("event_atop-9002-signed", "1949-07-08", "agreement_atop-9002"),
        ("event_atop-9002-signed", "1949-07-08", "agreement_atop-9002-p1"),
        ("event_atop-9003-signed", "1945-11-05", "agreement_atop-9003"),
    ]


def test_defense_is_owed_as_the_rows_say(worlds):
    """Shared membership makes no defense pact: of the pact of 1960 one side owes it."""
    view = worlds["atop"].as_of("2000-01-01")

    assert rows(view, "SELECT ?a ?b { ?a akg:owesDefenceTo ?b }") == [("state_cow-1001", "state_cow-1002")]


def test_one_sided_duties_are_projected_from_who_is_bound(worlds):
    """What one owes all others is an edge to each who is a party on the day."""
    graph = worlds["atop"].as_of("1990-01-01").project("obligations")
    found = {
        (one, other) for one, other, tie in graph.edges(data=True) if tie["obligation"] == "nonaggression"
    }

    assert found == {
        ("akd:state_cow-1001", "akd:state_cow-1002"),
        ("akd:state_cow-1002", "akd:state_cow-1001"),
        ("akd:state_cow-1006", "akd:state_cow-1002"),
        ("akd:state_cow-1006", "akd:state_cow-1005"),
    }


def test_each_statement_is_of_the_passage_of_its_row(worlds):
    """The tenth row is the first spell of 1006: number, dataset, and how it ended."""
    (row,) = worlds["atop"].evidence("akd:part_atop-9003-1006-1", "akg:endDate").rows
    (source,) = row.sources
    notes = "SELECT ?n { aks:atop-5-1_row10 skos:editorialNote ?n }"

    assert (source.passage, source.locator) == ("aks:atop-5-1_row10", "row10")
    assert rows(worlds["atop"], notes) == [
        ("The dataset codes the end of this spell as term 3, mode 2, cause 1.",)
    ]
    coverage = worlds["atop"].coverage()
    assert (coverage.start, coverage.end) == ("1815-01-01", "2018-12-31")


# DCAD


def test_what_cannot_be_believed_is_refused_with_the_reason(read):
    """A state with itself, a code under another name, a day that there is not, a number told twice."""
    found = read["dcad"]

    assert (found.read, found.kept) == (8, 4)
    assert [(one.line.number, one.reason) for one in found.refused] == [
        (4, "ccode1 and ccode2 are both '1003'"),
        (5, "ccode2 is '1004' and cowName2 'BBB', which elsewhere has '1002'"),
        (7, "signYear, signMonth, signDay: there is no such day as 2001-02-30"),
        (8, "DCAid DCADv1.0-0006 stands in row 6 already"),
    ]


def test_refused_rows_are_listed_as_they_stood(read):
    """Number, line and reason, then the columns of the file: whoever mends the file sees what to mend."""
    listed = list(csv.DictReader(io.StringIO(read["dcad"].refusals())))

    assert [(one["row"], one["line"], one["DCAid"]) for one in listed] == [
        ("4", "5", "DCADv1.0-0004"),
        ("5", "6", "DCADv1.0-0005"),
        ("7", "8", "DCADv1.0-0007"),
        ("8", "9", "DCADv1.0-0006"),
    ]


def test_signature_and_entry_into_force_have_their_own_precision(worlds):
    """A year, a month; a day whose month is missing is left out, and the passage says so."""
    found = rows(worlds["dcad"], "SELECT ?e ?d { ?e akg:date ?d ; akg:changes ?t }")

    assert found == [
        ("event_dcad-0001-in-force", "1984-01-04"),
        ("event_dcad-0001-signed", "1983-11-08"),
        ("event_dcad-0002-signed", "1990"),
        ("event_dcad-0003-in-force", "2002-05-20"),
        ("event_dcad-0003-signed", "2004-03"),
        ("event_dcad-0006-in-force", "2001"),
        ("event_dcad-0006-signed", "1999-05-03"),
    ]


def test_what_is_odd_is_kept_and_noted(worlds):
    """In force before it was signed: both as told, and a note. An end known by estimate is so marked."""
    notes = "SELECT ?p ?n { ?p akg:passageOf aks:dcad-1-0 ; skos:editorialNote ?n }"

    assert [(passage.rpartition("_")[2], note) for passage, note in rows(worlds["dcad"], notes)] == [
        ("row1", "Read by the dataset in a treaty text."),
        ("row2", "Read by the dataset in press reports."),
        ("row2", "The end is the dataset's estimate."),
        ("row3", "Read by the dataset in a treaty text."),
        ("row3", "The row has the agreement in force before it was signed."),
        ("row6", "A part of EIFYear, EIFMonth, EIFDay stands without the one before it, and is left out."),
        ("row6", "Read by the dataset in a treaty text."),
    ]


def test_kinds_areas_and_sureness_are_data(worlds):
    """The first area apart from all of them; nothing is dropped for being unsure."""
    text = """SELECT ?t ?kind ?main ?area ?sure { ?t akg:agreementKind ?kind ; akg:mainIssueArea ?main ;
              akg:issueArea ?area ; akg:codingConfidence ?sure }"""
    found = [tuple(cell.rpartition("_")[2] for cell in row) for row in rows(worlds["dcad"], text)]

    assert found == [
        ("dcad-0001", "sector-defense-cooperation", "industry", "industry", "high"),
        ("dcad-0001", "sector-defense-cooperation", "industry", "research-development", "high"),
        ("dcad-0002", "general-defense-cooperation", "general-defense", "general-defense", "atypical"),
        ("dcad-0003", "sector-defense-cooperation", "procurement", "procurement", "medium"),
        ("dcad-0003", "sector-defense-cooperation", "procurement", "training", "medium"),
        ("dcad-0006", "general-defense-cooperation", "joint-commission", "joint-commission", "low"),
    ]


def test_an_end_in_the_last_year_is_none(worlds):
    """2010 says that no end was known; an earlier year is the end of both sides' parts."""
    assert parts(worlds["dcad"], "dcad-0001") == [
        ("part_dcad-0001-1001", "1983-11-08", ""),
        ("part_dcad-0001-1002", "1983-11-08", ""),
    ]
    assert parts(worlds["dcad"], "dcad-0002") == [
        ("part_dcad-0002-1001", "1990", "1995"),
        ("part_dcad-0002-1002", "1990", "1995"),
    ]


# whom a code means


class OnlyJapan:
    """A registry that knows 1001 from 1955 on."""

    def find(self, system, code, day):
        return JAPAN if (system, code) == ("cow", "1001") and day >= date(1955, 1, 1) else None

    def near(self, *_):
        return ""

    def label(self, iri):
        return {JAPAN: "Japan"}[iri]

    def identity(self, iri):
        return (line(f"<{iri}>", LABEL, '"Japan"@en', f"<{REGISTRY}>"),)


def test_codes_are_looked_up_for_the_day_and_never_guessed(tmp_path):
    """Who is known on the day of entry is that state; who is not is an actor of its own, and counted."""
    found = convert("atop", FOLDER / "atop.csv", OnlyJapan())
    kg = alliancekg.load(found.save(tmp_path / "atop.nq"))

    assert rows(kg, "SELECT ?s { ?p akg:participant ?s ; akg:participationIn akd:agreement_atop-9001 }") == [
        ("state_cow-1002",),
        ("state_japan",),
    ]
    assert kg.entity("akd:part_atop-9001-1001").label == "Japan in alliance 9001 of ATOP"
    assert kg.entity("akd:state_cow-1001").label == "COW 1001"  # the spells that began before 1955
    assert {one.code: one.rows for one in found.unmatched} == {
        "1001": 2,
        "1002": 2,
        "1003": 2,
        "1004": 2,
        "1005": 2,
        "1006": 2,
    }


def test_numbers_of_states_are_the_states_of_the_shipped_graph(tmp_path):
    """What a dataset says of Japan stands beside what the graph says: one thing, one name."""
    table = (FOLDER / "atop.csv").read_text().replace(",1001,", ",2,").replace(",1002,", ",740,")
    (tmp_path / "atop.csv").write_text(table)
    found = convert("atop", tmp_path / "atop.csv")
    kg = alliancekg.load(FOLDER.parents[2] / "graph" / "registry.trig", found.save(tmp_path / "atop.nq"))

    assert {"2", "740"}.isdisjoint(one.code for one in found.unmatched)
    assert rows(kg, "SELECT ?s { ?p akg:participant ?s ; akg:participationIn akd:agreement_atop-9001 }") == [
        ("state_japan",),
        ("state_united-states",),
    ]
    assert rows(kg, "SELECT ?l { akd:state_japan skos:prefLabel ?l }") == [("Japan",)]
    assert "740 (Correlates of War)" in kg.entity("akd:state_japan").codes


# as a whole


@pytest.mark.parametrize("name", ["atop", "dcad"])
def test_trig_and_nquads_say_the_same(read, tmp_path, name):
    """Two forms of one dataset; the same input gives the same bytes."""
    again = convert(name, FOLDER / f"{name}.csv")
    kept = [alliancekg.load(read[name].save(tmp_path / f"x.{form}")) for form in ("nq", "trig")]

    assert again.lines == read[name].lines
    assert kept[0].export_bytes("nq") == kept[1].export_bytes("nq")


@pytest.mark.parametrize("name", ["atop", "dcad"])
def test_an_import_conforms(read, tmp_path, name):
    """The shapes and checks that hold for hand-made files hold here, but for parties of no text."""
    from alliancekg.check import check

    found = check([read[name].save(tmp_path / f"{name}.trig")])
    worst = {one.check for one in found if one.severity == "violation"}

    assert worst == set()

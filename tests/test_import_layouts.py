"""A dataset of several files: its columns tell which is which, and what they say meets in the graph."""

import csv
import io
from itertools import permutations
from pathlib import Path

import pytest

import alliancekg
from alliancekg.check import check
from alliancekg.errors import InputError
from alliancekg.imports import convert, convert_all
from tables import rewritten

FOLDER = Path(__file__).parent / "data" / "imports"
MEMBERS, ALLIANCES, PHASES = (FOLDER / f"atop{name}.csv" for name in ("", "-alliance", "-phase"))


@pytest.fixture(scope="module")
def kg(tmp_path_factory):
    """Return the three files in one graph."""
    found = convert_all("atop", [MEMBERS, ALLIANCES, PHASES])
    return alliancekg.load(found.save(tmp_path_factory.mktemp("layouts") / "atop.nq"))


def rows(kg, text):
    """Return the rows of a query as tuples of last words."""
    return sorted(
        tuple((value or "").rpartition(":")[2].partition("_")[2] or value or "" for value in row.values())
        for row in kg.query(text)
    )


def labels(lines):
    """Return what each agreement, signature and code is called in lines of N-Quads."""
    told = [line.split(" ", 2) for line in lines]
    kinds = ("id/agreement_", "id/event_", "id/code_atop")
    return {
        (subject, rest.partition(" <")[0])
        for subject, prop, rest in told
        if prop.endswith("prefLabel>") and any(kind in subject for kind in kinds)
    }


@pytest.mark.parametrize(
    ("path", "slug", "kept"),
    [(MEMBERS, "atop-5-1", 11), (ALLIANCES, "atop-5-1-alliances", 4), (PHASES, "atop-5-1-phases", 5)],
)
def test_the_columns_tell_which_file_it_is(path, slug, kept):
    """The phase file has every column of the alliance file, and is none."""
    found = convert("atop", path)

    assert (slug, kept, ()) == (found.slug, found.kept, found.refused)


def test_the_order_of_the_files_changes_nothing():
    """The same quads in the same order, and accounts as of members, alliances, phases."""
    made = [convert_all("atop", order) for order in permutations((PHASES, MEMBERS, ALLIANCES))]

    assert 1 == len({one.lines for one in made})
    assert [("atop.csv", 11), ("atop-alliance.csv", 4), ("atop-phase.csv", 5)] == [
        (one.name, one.kept) for one in made[0].files
    ]
    assert (20, 20) == (made[0].read, made[0].kept)


def test_what_files_agree_on_is_one_statement_of_several_passages(kg):
    """The first day of 9001 stands in two rows of members, and one each of alliances and phases."""
    (row,) = kg.evidence("akd:agreement_atop-9001", "akg:startDate").rows

    assert {
        "aks:atop-5-1_row1",
        "aks:atop-5-1_row2",
        "aks:atop-5-1-alliances_row1",
        "aks:atop-5-1-phases_row1",
    } == {source.passage for source in row.sources}


def test_a_thing_has_one_name_whichever_file_tells_of_it():
    """Files that are imported apart can be loaded together."""
    apart = [labels(convert("atop", path).lines) for path in (MEMBERS, ALLIANCES, PHASES)]
    names = set().union(*apart)

    assert len(names) == len({subject for subject, _ in names})
    assert {label for subject, label in names if "agreement_" in subject} == {
        '"alliance 9001 of ATOP (COW 1001, COW 1002)"@en',
        '"alliance 9002 of ATOP (COW 1001, COW 1004, COW 1005)"@en',
        '"alliance 9002 of ATOP, phase 1 (COW 1001, COW 1004, COW 1005)"@en',
        '"alliance 9002 of ATOP, phase 2 (COW 1001, COW 1004, COW 1005)"@en',
        '"alliance 9003 of ATOP (COW 1002, COW 1005, COW 1006)"@en',
        '"alliance 9004 of ATOP"@en',  # of four
    }


def test_the_alliance_file_tells_of_the_whole(tmp_path):
    """Dates, kind and secrecy of an alliance of two phases; a day that is not known is left out."""
    kg = alliancekg.load(convert("atop", ALLIANCES).save(tmp_path / "alliances.nq"))
    text = """SELECT ?t ?start ?end ?kind ?how { ?t akg:startDate ?start ; akg:agreementKind ?kind ;
              akg:secrecy ?how OPTIONAL { ?t akg:endDate ?end } }"""

    assert rows(kg, text) == [
        ("atop-9001", "1960-09-13", "", "bilateral-alliance", "public"),
        ("atop-9002", "1949-07-08", "1955-03", "multilateral-alliance", "secret"),
        ("atop-9003", "1945-11-05", "", "multilateral-alliance", "public"),
        ("atop-9004", "1971-06", "1974-02", "multilateral-alliance", "partly-secret"),
    ]
    assert rows(kg, "SELECT ?e ?d { ?e akg:eventKind akv:event-kind_signature ; akg:date ?d }") == [
        ("atop-9001-signed", "1960-09-13"),
        ("atop-9002-signed", "1949-07-08"),
        ("atop-9003-signed", "1945-11-05"),
        ("atop-9004-signed", "1971-06"),
    ]
    codes = "SELECT ?c ?n { ?c akg:identifies akd:agreement_atop-9001 ; akg:code ?n }"
    assert rows(kg, codes) == [
        ("atop-9001", "9001"),
        ("atop-9001-cow-alliance-3", "9701"),
        ("atop-9001-cow-alliance-4", "9702"),
    ]


def test_the_phase_file_tells_of_each_phase(tmp_path):
    """Each with its own days and secrecy; the whole from the first to the last; the first day is signed."""
    kg = alliancekg.load(convert("atop", PHASES).save(tmp_path / "phases.nq"))
    text = """SELECT ?t ?start ?end ?how { ?t akg:startDate ?start ; akg:endDate ?end
              OPTIONAL { ?t akg:secrecy ?how } }"""
    signed = "SELECT ?t ?d { akd:event_atop-9002-signed akg:changes ?t ; akg:date ?d }"

    assert rows(kg, text) == [
        ("atop-9002", "1949-07-08", "1955-03", ""),
        ("atop-9002-p1", "1949-07-08", "1951-10-23", "secret"),
        ("atop-9002-p2", "1951-10-23", "1955-03", "partly-secret"),
        ("atop-9004", "1971-06", "1974-02", "partly-secret"),
    ]
    assert rows(kg, "SELECT ?p ?w { ?p akg:phaseOf ?w }") == [
        ("atop-9002-p1", "atop-9002"),
        ("atop-9002-p2", "atop-9002"),
    ]
    assert rows(kg, signed) == [("atop-9002", "1949-07-08"), ("atop-9002-p1", "1949-07-08")]


def test_who_was_a_party_when_is_left_to_the_member_file(tmp_path):
    """A member without dates would be a party from the first day on: it gives a name, and no more."""
    found = convert_all("atop", [ALLIANCES, PHASES])
    kg = alliancekg.load(found.save(tmp_path / "atop.nq"))

    assert rows(kg, "SELECT ?p { ?p akg:participationIn ?t }") == []
    assert rows(kg, "SELECT ?s { GRAPH akd:registry { ?s a akg:State } }") == []
    assert found.unmatched == ()


def test_promises_and_codes_are_remarks_on_the_row(kg):
    """Which member promises what the row does not tell; codes of the dataset stay codes."""
    text = "SELECT ?n { aks:atop-5-1-%s skos:editorialNote ?n }"

    assert rows(kg, text % "alliances_row2") == [
        ("At least one member promises defense.",),
        ("At least one member promises neutrality.",),
        ("At least one member promises offense.",),
        ("In the dataset's codes: wartime 1, estmode 0.",),
        ("The dataset codes the end of this alliance as term 3.",),
    ]
    assert rows(kg, text % "phases_row2") == [
        ("At least one member promises neutrality.",),
        ("In the dataset's codes: wartime 1, estmode 0.",),
        ("The dataset codes the end of this phase as term 3.",),
    ]
    assert rows(kg, text % "alliances_row3") == [  # it goes on, and how it was made is not told
        ("At least one member promises consultation.",),
        ("At least one member promises nonaggression.",),
    ]


def test_files_that_differ_are_two_statements_and_a_finding(tmp_path):
    """Neither wins: each value has its passage, and the check asks for a note."""
    other = rewritten(ALLIANCES, tmp_path, 3, begday="6")
    path = convert_all("atop", [MEMBERS, other]).save(tmp_path / "atop.trig")
    told = {
        row.object.label: {source.passage for source in row.sources}
        for row in alliancekg.load(path).evidence("akd:agreement_atop-9003", "akg:startDate").rows
    }
    found = [one.what for one in check([path]) if one.check == "disagreement-undeclared"]

    assert {
        "1945-11-05": {f"aks:atop-5-1_row{number}" for number in (8, 9, 10)},
        "1945-11-06": {"aks:atop-5-1-alliances_row3"},
    } == told
    assert 2 == len(found)  # the first day of 9003, and of its signature
    assert all("9003" in what for what in found)


def test_the_three_files_conform(tmp_path):
    """What holds for hand-made files holds here, but for parties of no text."""
    found = check([convert_all("atop", [MEMBERS, ALLIANCES, PHASES]).save(tmp_path / "atop.trig")])

    assert set() == {one.check for one in found if one.severity == "violation"}


@pytest.mark.parametrize(
    ("path", "cells", "reason"),
    [
        (ALLIANCES, {"atopid": "9001"}, "atopid 9001 stands in row 1 already"),
        (PHASES, {"phase": "1"}, "atopid, phase 9002, 1 stands in row 2 already"),
        (ALLIANCES, {"endyr": "1948"}, "end 1948-03 is before begin 1949-07-08"),
        (ALLIANCES, {"begmo": "13"}, "begyr, begmo, begday: there is no such day as 1949-13-08"),
        (PHASES, {"mem2": "10 04"}, "mem2 is '10 04', no cow code (a number)"),
        (PHASES, {"pubsecr": "3"}, "pubsecr is '3', none of 0, 1, 2"),
    ],
)
def test_a_row_that_says_what_cannot_be_is_refused(tmp_path, path, cells, reason):
    """One row, one reason; the others are kept."""
    number = 2 if path == ALLIANCES else 3
    found = convert("atop", rewritten(path, tmp_path, number, **cells))

    assert [(number, reason)] == [(one.line.number, one.reason) for one in found.refused]
    assert found.read - 1 == found.kept


def test_two_files_of_one_layout_are_refused(tmp_path):
    """Row 1 of the one and row 1 of the other would be one passage."""
    other = rewritten(ALLIANCES, tmp_path, 1, begday="14")
    with pytest.raises(InputError, match=r"it is read as .*, alliance file .*, and so is "):
        convert_all("atop", [ALLIANCES, MEMBERS, other])


@pytest.mark.parametrize("path", [MEMBERS, ALLIANCES, PHASES], ids=lambda path: path.stem)
def test_a_column_that_is_missing_is_told_of_the_file_it_comes_nearest_to(tmp_path, path):
    """A damaged alliance file is no member file that lacks all."""
    copy = tmp_path / "mine.csv"
    copy.write_text(path.read_text(encoding="utf-8").replace(",bilat,", ",bilateral,", 1))
    with pytest.raises(InputError, match=r"it lacks the column bilat\. Is it the one called 'bilateral'\?"):
        convert("atop", copy)


def test_refused_rows_of_several_files_stand_in_one_list(tmp_path):
    """The file first, the columns of all, and at the end the cells for which there is no column."""
    long = tmp_path / "long.csv"
    lines = ALLIANCES.read_text(encoding="utf-8").splitlines()
    long.write_text("\n".join([*lines[:2], f"{lines[2]},more,=1", *lines[3:]]) + "\n")
    bad = rewritten(PHASES, tmp_path, 4, bilat="2")
    found = convert_all("atop", [bad, long])
    first, second = csv.DictReader(io.StringIO(found.refusals()))

    assert ("long.csv", "2", "it has 28 cells for 26 columns") == (
        first["file"],
        first["row"],
        first["reason"],
    )
    assert ("9002", "5.1", "more", "'=1") == (
        first["atopid"],
        first["version"],
        first["beyond 1"],
        first["beyond 2"],
    )
    assert ("atop-phase.csv", "4", "9003", "") == (
        second["file"],
        second["row"],
        second["atopidphase"],
        second["beyond 1"],
    )


def test_each_file_is_told_of_by_its_name(ask, tmp_path):
    """Rows and remarks of each; citation and terms, which they share, once."""
    bad = rewritten(PHASES, tmp_path, 4, bilat="2")
    told = ask("import", "atop", bad, ALLIANCES, "-o", tmp_path / "atop.nq")

    assert 0 == told.exit_code
    assert "atop-alliance.csv: 4 rows read, 4 kept, 0 refused\n" in told.stderr
    assert "atop-phase.csv: 5 rows read, 4 kept, 1 refused (listed in " in told.stderr
    assert "  row 4 (line 5): bilat is '2', none of 1, 0\n" in told.stderr
    assert "atop-phase.csv: the file has 5 rows and the dataset 849: " in told.stderr
    assert 1 == told.stderr.count("cite: ") == told.stderr.count("Leeds, Brett")
    assert (tmp_path / "atop.refused.csv").read_text().startswith("file,row,line,reason,atopid,")


def test_the_registry_of_states_takes_no_two_lists(ask):
    """Of states there is one list of the user's own."""
    told = ask("import", "states", "one.csv", "two.csv")

    assert (2, "") == (told.exit_code, told.stdout)
    assert "states takes one file, your states2016.csv, and here are 2." in told.stderr

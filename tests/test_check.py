"""Checks: the good graphs pass, and every planted fault is found once, in the right file and line."""

import csv
import io
import json
import logging
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

from alliancekg import resources
from alliancekg.check import check
from alliancekg.check.canonical import canonical, put_in_order
from alliancekg.check.case import advice
from alliancekg.check.places import Place, Sheet, key
from alliancekg.check.scan import mentions, scan
from alliancekg.cli import main
from alliancekg.errors import InputError, ParseError
from alliancekg.store.files import FORMATS
from alliancekg.store.merge import IDENTITY
from alliancekg.terms import AKD, AKG, AKS, AKV, XSD, expand

DATA = Path(__file__).parent / "data"
GOOD = DATA / "check" / "good.trig"
CASES = sorted((DATA / "cases").glob("*.trig"))
LAST = 170  # the lines of good.trig; what a fault adds stands from 171 on

PREFIXES = f"@prefix akd: <{AKD}> . @prefix akg: <{AKG}> . @prefix aks: <{AKS}> . @prefix akv: <{AKV}> ."
SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."


def faulty(folder, edits, name="fault.trig"):
    """Write good.trig with some lines (from 1) replaced, or added after the last, and return the path."""
    lines = GOOD.read_text(encoding="utf-8").splitlines()
    assert len(lines) == LAST
    for number, text in sorted(edits.items()):
        lines[number - 1 : number] = [text]
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(findings):
    """Return what a test compares of each finding."""
    return [(Path(one.path).name, one.line, one.check, one.severity) for one in findings]


def violations(findings):
    """Return the findings that are no mere warnings."""
    return [one for one in findings if one.severity == "violation"]


# --- what is good passes


def test_shipped_graph_has_no_violation():
    """What we ship passes our own checks."""
    assert [] == violations(check())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case_has_no_violation(path):
    """Each hard case, alone, is in order."""
    assert [] == violations(check([path]))


def test_good_graph_has_no_finding():
    """The graph that the faults are planted in is clean, so a finding is that of the fault."""
    assert () == check([GOOD])


def test_ontology_is_checked_for_syntax_only():
    """The ontology is no graph of passages; naming it beside the graph gives no finding."""
    assert () == check([GOOD, resources.data_root() / "ontology"])


# --- what is bad is found; the line numbers are those of good.trig, counted by hand

VIOLATIONS = [
    pytest.param(
        "blank-node", 162, {162: "akg:about akd:program_lantern , [] ;"}, id="blank node as a value"
    ),
    pytest.param("blank-node", 125, {125: "akg:participant [] ;"}, id="blank node, its class not told again"),
    pytest.param(
        "conflict-stale",
        32,
        {33: "akg:conflictOn akd:part_avalon-lantern ;"},
        id="note names a silent passage",
    ),
    pytest.param(
        "contested-undeclared",
        168,
        {168: "akd:sum_lantern", 169: 'akg:currency "EUR" .'},
        id="denied without a note",
    ),
    pytest.param(
        "contested-undeclared",
        168,
        {
            29: "akd:conflict_lantern-cost",
            31: "akg:conflictBetween aks:made-up-lantern_p01 ,",
            32: "aks:made-up-lantern_p04 ;",
            33: "akg:conflictOn akd:sum_lantern ;",
            34: "akg:conflictProperty akg:value ;",
            168: "akd:sum_lantern",
            169: 'akg:currency "EUR" ; akg:value 90 .',
        },
        id="denied with a note on something else",
    ),
    pytest.param(
        "derived-written",
        96,
        {96: "akg:hasParty akd:state_avalon ; akg:legalForce akv:legal-force_binding ;"},
        id="a rule's property in a passage",
    ),
    pytest.param(
        "disagreement-undeclared",
        142,
        {171: "aks:made-up-lantern_p02 {", 172: "akd:sum_lantern akg:value 120 . }"},
        id="two values without a note",
    ),
    pytest.param(
        "fact-misplaced",
        172,
        {171: "akd:registry {", 172: "akd:agreement_harbour akg:legalForce akv:legal-force_binding . }"},
        id="the registry states more than names",
    ),
    pytest.param(
        "fact-misplaced",
        172,
        {171: "akd:conflicts {", 172: "akd:sum_lantern akg:value 100 . }"},
        id="a fact among the conflict notes",
    ),
    pytest.param(
        "fact-misplaced",
        172,
        {171: "aks:made-up-lantern {", 172: "akd:sum_lantern akg:value 100 . }"},
        id="a fact in what a source says of itself",
    ),
    pytest.param(
        "graph-undescribed",
        172,
        {171: "", 172: "akd:stray { akd:program_lantern akg:programKind akv:program-kind_other . }"},
        id="a graph nobody describes",
    ),
    pytest.param(
        "identity-in-passage",
        151,
        {151: 'akd:event_lantern-test skos:altLabel "Test"@en ;'},
        id="a label in a passage",
    ),
    pytest.param(
        "judgement-as-fact",
        173,
        {
            171: "aks:made-up-lantern_p01 {",
            172: "akd:assessment_bright",
            173: "akg:assessmentKind akv:assessment-kind_forecast . }",
        },
        id="a judgement in a report",
    ),
    pytest.param(
        "judgement-as-fact",
        172,
        {
            171: "aks:made-up-lantern_p02 {",
            172: "akd:assessment_bright",
            173: "akg:about akd:state_avalon . }",
        },
        id="what a judgement is about, in a plan",
    ),
    pytest.param(
        "passage-empty", 82, {167: "", 168: "", 169: "", 170: ""}, id="a passage without statements"
    ),
    pytest.param(
        "passage-misplaced",
        171,
        {89: "", 171: "akd:conflicts { aks:made-up-lantern_p04 akg:passageOf aks:made-up-lantern . }"},
        id="a passage described among the conflicts",
    ),
    pytest.param(
        "result-announced",
        155,
        {154: "akg:eventKind akv:event-kind_test ;", 155: "akg:resultStatus akv:status_signed ."},
        id="a plan with a result",
    ),
    pytest.param("term-unknown", 136, {136: "akg:hasMeasuer akd:sum_lantern ;"}, id="a misspelt property"),
    pytest.param(
        "term-unknown", 137, {137: "akg:programKind akv:program-kind_joint ."}, id="a misspelt concept"
    ),
    pytest.param(
        "term-unknown", 9, {9: "akd:registry { akd:event_lantern-test a akg:Evnet . }"}, id="a misspelt class"
    ),
    pytest.param(
        "thing-unregistered", 162, {162: "akg:about akd:program_lamp ;"}, id="an unknown thing as a value"
    ),
    pytest.param(
        "thing-unregistered",
        171,
        {171: "aks:made-up-lantern_p01 { akd:part_new akg:participant akd:state_avalon . }"},
        id="an unknown thing as a subject, its shapes not told again",
    ),
    pytest.param(
        "thing-unsupported",
        9,
        {9: 'akd:registry { akd:state_camelot a akg:State ; skos:prefLabel "Camelot"@en . }'},
        id="a thing nobody speaks of",
    ),
    pytest.param("date-impossible", 106, {106: 'akg:date "2019-02-30"^^xsd:date ;'}, id="30 February"),
    pytest.param("date-impossible", 106, {106: 'akg:date "May 2019" ;'}, id="a date in words"),
    pytest.param("date-impossible", 106, {106: "akg:date akd:program_lantern ;"}, id="a thing as a date"),
    pytest.param(
        "date-impossible", 153, {153: 'akg:date "2020-25"^^edtf:EDTF ;'}, id="a season there is not"
    ),
    pytest.param(
        "date-impossible", 153, {153: 'akg:date "2020-05/2020-03"^^edtf:EDTF ;'}, id="interval reversed"
    ),
    pytest.param("date-impossible", 128, {128: 'akg:startDate ".."^^edtf:EDTF .'}, id="an open start"),
    pytest.param(
        "date-impossible", 44, {44: 'dcterms:issued "2020-06-31"^^xsd:date ;'}, id="issued on 31 June"
    ),
    pytest.param(
        "date-impossible", 42, {42: 'akg:coversTo "2020-13"^^xsd:gYearMonth ;'}, id="covers month 13"
    ),
    pytest.param(
        "date-impossible",
        90,
        {90: 'akg:retractedOn "2020-02-30"^^xsd:date ; akg:reviewStatus akv:review_reviewed .'},
        id="retracted on 30 February",
    ),
    pytest.param(
        "date-reversed", 124, {124: 'akg:endDate "2019-05"^^xsd:gYearMonth ;'}, id="ends before it starts"
    ),
    pytest.param("date-reversed", 42, {42: 'akg:coversTo "2018"^^xsd:gYear ;'}, id="coverage reversed"),
    pytest.param(
        "date-reversed",
        172,
        {
            124: "",
            171: "aks:made-up-lantern_p02 {",
            172: 'akd:part_avalon-lantern akg:endDate "2018"^^xsd:gYear . }',
        },
        id="ends in one passage before it starts in another",
    ),
    pytest.param(
        "iri-undefined", 32, {32: "aks:made-up-lantern_p20 ;"}, id="a note on a passage there is not"
    ),
    pytest.param(
        "iri-undefined",
        41,
        {41: 'akg:coversSubject akd:state_camelot ; akg:coversFrom "2019"^^xsd:gYear ;'},
        id="a source covers an unknown thing",
    ),
]

SHAPES = [
    pytest.param("Passage", 48, {55: ""}, id="a passage lacks its kind of locator"),
    pytest.param("Norm", 99, {101: ""}, id="a norm lacks its kind"),
    pytest.param(
        "Norm", 99, {96: "akg:legalForce akv:legal-force_binding .", 97: ""}, id="no text sets out a norm"
    ),
    pytest.param("Labelled", 21, {21: "akd:program_lantern a akg:Program ."}, id="a thing without a label"),
    pytest.param("Source", 39, {45: ""}, id="a source without a publisher"),
    pytest.param(
        "Conflict", 31, {31: "akg:conflictBetween", 32: "aks:made-up-lantern_p01 ;"}, id="conflict of one"
    ),
    pytest.param(
        "Participation",
        119,
        {119: "akg:participant akd:state_avalon , akd:state_brigadoon ;"},
        id="part of two",
    ),
    pytest.param("Passage", 54, {54: 'akg:locator "paragraph 1" ;'}, id="a locator in words"),
    pytest.param("Money", 140, {140: 'akg:currency "EU$" ;'}, id="a currency that is no code"),
    pytest.param("Money", 142, {142: "akg:value -5 ."}, id="a negative sum"),
    pytest.param("Passage", 53, {53: f'akg:gist "{"x" * 241}"@en ;'}, id="a gist of 241 characters"),
    pytest.param(
        "value-legalForce", 96, {96: "akg:legalForce akv:status_signed ;"}, id="a concept of another list"
    ),
    pytest.param(
        "value-participant", 125, {125: "akg:participant akd:program_lantern ;"}, id="a program takes part"
    ),
    pytest.param(
        "OnParticipation",
        136,
        {136: "akg:hasMeasure akd:sum_lantern ; akg:role akv:role_party ;"},
        id="a role",
    ),
    pytest.param(
        "value-gist", 164, {164: 'akg:gist "Lantern will do well." .'}, id="a gist without a language"
    ),
    pytest.param(
        "AgreementEvent",
        105,
        {105: "akg:changes akd:program_lantern ;", 147: "akg:value 1 ."},
        id="a program is signed",
    ),
    pytest.param(
        "CommitmentSides",
        99,
        {
            100: "akg:mutualAmong akd:agreement_harbour ; akg:boundActor akd:state_avalon ;",
            101: "akg:owedTo akd:state_avalon ; akg:normKind akv:norm-kind_duty ;",
        },
        id="a commitment mutual and sided",
    ),
    pytest.param(
        "NotOnEvent",
        107,
        {107: 'akg:startDate "2019"^^xsd:gYear ; akg:eventKind akv:event-kind_signature ;'},
        id="a",
    ),
    pytest.param("PassageDigest", 48, {52: ""}, id="neither digest nor the reason why not"),
    pytest.param(
        "Attributed", 70, {72: "akg:assertionMode akv:mode_attributed ;"}, id="attributed to nobody"
    ),
    pytest.param(
        "Cycle",
        173,
        {171: "aks:made-up-lantern_p01 {", 172: "akd:state_avalon", 173: "akg:bodyOf akd:state_avalon . }"},
        id="a body of itself",
    ),
    pytest.param(
        "Labelled",
        22,
        {22: 'akd:state_avalon a akg:State ; skos:prefLabel "Avalon"@en , "Avalonia"@en .'},
        id="two names in one language",
    ),
    pytest.param(
        "value-retractedOn",
        90,
        {90: 'akg:retractedOn "2020-07"^^xsd:gYearMonth ; akg:reviewStatus akv:review_reviewed .'},
        id="retracted in a month",
    ),
]

WARNINGS = [
    pytest.param("tally", 147, {147: "akg:value 3 ."}, id="the count and the list differ"),
    pytest.param(
        "name-shared",
        22,
        {23: 'akd:state_brigadoon a akg:State ; skos:prefLabel "Brigadoon"@en ; skos:altLabel "AVALON"@en .'},
        id="two things of one name",
    ),
    pytest.param(
        "date-ahead", 106, {106: 'akg:date "2020-07"^^xsd:gYearMonth ;'}, id="signed after it was told of"
    ),
    pytest.param(
        "coverage-ahead",
        42,
        {42: 'akg:coversTo "2020-07"^^xsd:gYearMonth ;'},
        id="covering what came after it",
    ),
    pytest.param(
        "statement-unsourced",
        171,
        {171: "akd:program_lantern akg:programKind akv:program-kind_other ."},
        id="outside any graph",
    ),
    pytest.param(
        "shape-AgreementParties",
        94,
        {133: "akg:role akv:role_partner .", 147: "akg:value 1 ."},
        id="an agreement with one party",
    ),
    pytest.param(
        "shape-LicensedProduction",
        135,
        {137: "akg:programKind akv:program-kind_licensed-production ."},
        id="no licensor",
    ),
    pytest.param(
        "shape-CoDevelopment",
        135,
        {137: "akg:programKind akv:program-kind_co-development ."},
        id="developed by one",
    ),
]


@pytest.mark.parametrize(("name", "line", "edits"), VIOLATIONS)
def test_planted_fault_is_found_once_where_it_stands(tmp_path, name, line, edits):
    """One fault, one finding: the right check, file and line."""
    found = check([faulty(tmp_path, edits)])
    assert [("fault.trig", line, name, "violation")] == told(found)


@pytest.mark.parametrize(("shape", "line", "edits"), SHAPES)
def test_broken_shape_is_found_once_where_it_stands(tmp_path, shape, line, edits):
    """A result of SHACL is told by the name of its shape, at the statement that breaks it."""
    found = check([faulty(tmp_path, edits)])
    assert [("fault.trig", line, f"shape-{shape}", "violation")] == told(found)


@pytest.mark.parametrize(("name", "line", "edits"), WARNINGS)
def test_known_gap_is_a_warning(tmp_path, name, line, edits):
    """What may be a gap of the source is told, and is no violation."""
    assert [("fault.trig", line, name, "warning")] == told(check([faulty(tmp_path, edits)]))


def test_every_shipped_check_has_advice_and_a_planted_fault():
    """A new check comes with a reason, a way to mend it, and a test that it finds something."""
    shipped = {path.stem for path in resources.check_files()}
    planted = {param.values[0] for param in (*VIOLATIONS, *WARNINGS)}
    assert shipped <= planted
    assert shipped <= advice().keys()
    rows = [table for name, table in advice().items() if name != "shape"] + [
        table for table in (advice()["shape"], *advice()["shape"].values()) if isinstance(table, dict)
    ]
    assert all(row["why"].endswith(".") and row["fix"] and row["what"] for row in rows)


def test_declared_ambiguous_name_is_no_finding(tmp_path):
    """A name that is said to be ambiguous may be shared."""
    label = 'akd:state_brigadoon a akg:State ; skos:prefLabel "Brigadoon"@en ; akg:ambiguousLabel "avalon"@en'
    assert () == check([faulty(tmp_path, {23: label + ' ; skos:altLabel "Avalon"@en .'})])


def test_open_end_is_no_finding(tmp_path):
    """An end of ".." says that there is none set."""
    assert () == check([faulty(tmp_path, {124: 'akg:endDate ".."^^edtf:EDTF ;'})])


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param({106: 'akg:date "2020-06-30"^^xsd:date ;'}, id="on the day of issue"),
        pytest.param({106: 'akg:date "2020"^^xsd:gYear ;'}, id="in the year of issue"),
        pytest.param({153: 'akg:date "2023"^^xsd:gYear ;'}, id="a plan"),
        pytest.param({106: 'akg:date "2023"^^xsd:gYear ;', 44: ""}, id="issued nobody knows when"),
    ],
)
def test_date_that_need_not_lie_ahead_is_no_finding(tmp_path, edits):
    """Only what a report puts wholly after its own day is told."""
    assert () == check([faulty(tmp_path, edits)])


@pytest.mark.parametrize(
    "taken_back",
    [
        pytest.param("akg:reviewStatus akv:review_withdrawn .", id="withdrawn"),
        pytest.param('akg:retractedOn "2020-07-01"^^xsd:date .', id="retracted"),
    ],
)
@pytest.mark.parametrize(("at", "line"), [("p01", 57), ("p04", 90)])
def test_what_was_taken_back_is_in_no_dispute(tmp_path, taken_back, at, line):
    """Neither what denies nor what is denied contests anything once it is gone."""
    review = (
        taken_back if "withdrawn" in taken_back else "akg:reviewStatus akv:review_reviewed ; " + taken_back
    )
    edits = {168: "akd:sum_lantern", 169: 'akg:currency "EUR" .', line: review}
    assert "contested-undeclared" not in {one.check for one in check([faulty(tmp_path, edits)])}


def test_registry_may_hold_what_the_merge_takes_from_it():
    """The check and the load mean the same by identity: one list of properties, written in two languages."""
    (path,) = (path for path in resources.check_files() if path.stem == "fact-misplaced")
    listed = path.read_text(encoding="utf-8").split("NOT IN (")[1].split(")")[0]
    assert set(IDENTITY) == {expand(name) for name in listed.replace(",", " ").split()}


# --- canonical form


@pytest.fixture
def folder(tmp_path):
    """Return a graph folder with the good graph, in order, as its only source."""
    (tmp_path / "sources").mkdir()
    whole = canonical(GOOD).decode()
    start = whole.index("akd:registry {")
    end = whole.index("}\n", start) + 2
    header = whole[: whole.index("\n\n") + 2]
    (tmp_path / "registry.trig").write_text(header + whole[start:end])
    (tmp_path / "sources" / "lantern.trig").write_text(whole[:start] + whole[end:].lstrip("\n"))
    put_in_order([tmp_path])
    return tmp_path


def test_graph_folder_in_canonical_form_has_no_finding(folder):
    """In order as a whole, and file by file."""
    assert () == check([folder])


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        pytest.param("akd:", "  akd:", 1, "Run alliancekg format", id="another layout"),
        pytest.param("aks:made-up-lantern {", "# why\naks:made-up-lantern {", 19, "comment", id="a comment"),
    ],
)
def test_source_out_of_order_is_one_warning(folder, old, new, line, words):
    """The file says the same, yet its next change could not be read."""
    path = folder / "sources" / "lantern.trig"
    path.write_text(path.read_text().replace(old, new, 1))
    found = check([folder])
    assert [("lantern.trig", line, "not-canonical", "warning")] == told(found)
    assert words in found[0].what + found[0].fix


def test_draft_elsewhere_may_look_as_it_likes(tmp_path):
    """No warning for a file of a user's own: the good graph has a registry in a layout of its own."""
    path = faulty(tmp_path, {})
    assert path.read_bytes() != canonical(path)
    assert () == check([path])


# --- words


def test_finding_is_told_in_the_words_of_an_analyst(tmp_path):
    """Labels and CURIEs, the scheme and its concepts; no full IRI and no SHACL."""
    (found,) = check([faulty(tmp_path, {96: "akg:legalForce akv:status_signed ;"})])
    assert "Harbour Pact (akd:agreement_harbour)" in found.what
    assert "(akv:status_signed)" in found.what
    assert "akv:legal-force_non-binding" in found.fix
    assert "https://" not in found.what + found.why + found.fix
    assert "sh:" not in found.what + found.why + found.fix


def test_too_few_values_are_told_as_such(tmp_path):
    """A conflict note of one passage does not lack passages altogether."""
    (found,) = check([faulty(tmp_path, {31: "akg:conflictBetween", 32: "aks:made-up-lantern_p01 ;"})])
    assert "has fewer than 2 " in found.what


def test_disagreement_names_the_values_and_who_gives_them(tmp_path):
    """The curator sees both readings at once."""
    edits = {171: "aks:made-up-lantern_p02 {", 172: "akd:sum_lantern akg:value 120 . }"}
    (found,) = check([faulty(tmp_path, edits)])
    assert found.what.endswith(': "100" in aks:made-up-lantern_p01, "120" in aks:made-up-lantern_p02')


def test_check_without_advice_still_speaks(tmp_path, monkeypatch):
    """A query that a curator adds works before anybody has written advice for it."""
    query = tmp_path / "sum-of-100.rq"
    query.write_text("# A sum of {100}.\nSELECT ?sum { GRAPH ?g { ?sum akg:value 100 } }\n", encoding="utf-8")
    monkeypatch.setattr(resources, "check_files", lambda: (query,))
    (found,) = check([GOOD])
    assert ("sum-of-100", "A sum of {100}") == (found.check, found.what)
    assert found.line == 24  # the first line that names the sum: its entry in the registry


def test_broken_check_cannot_run(tmp_path, monkeypatch):
    """A check that is no query stops the run with its name."""
    query = tmp_path / "broken.rq"
    query.write_text("# Broken.\nSELECT ?x {", encoding="utf-8")
    monkeypatch.setattr(resources, "check_files", lambda: (query,))
    with pytest.raises(InputError, match=r"broken\.rq"):
        check([GOOD])


# --- files


def test_syntax_error_is_a_finding_and_the_other_file_is_checked(tmp_path):
    """One unreadable file does not hide the faults of the others, nor make new ones."""
    broken = tmp_path / "broken.trig"
    broken.write_text(f"{PREFIXES}\nakd:registry {{\n  akd:state_x a akg:State ;; .\n  akd:y akg:z\n}}\n")
    other = faulty(tmp_path, {106: 'akg:date "2019-02-30"^^xsd:date ;', 125: "akg:participant akd:state_x ;"})
    found = check([broken, other])
    assert [("broken.trig", 5), ("fault.trig", 106)] == [(Path(one.path).name, one.line) for one in found]
    assert ["syntax", "date-impossible"] == [one.check for one in found]
    assert "column 1" in found[0].what


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        pytest.param("empty.trig", b" \n", "empty", id="empty"),
        pytest.param("binary.trig", b"PK\x03\x04\0\0", "binary", id="binary"),
        pytest.param("notes.docx", b"words", "no RDF format", id="unknown format"),
    ],
)
def test_unusable_file_is_a_finding(tmp_path, name, data, words):
    """It is told at line 1, and the good file beside it is checked."""
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = check([path, GOOD])
    assert (name, 1, "file-unreadable") == (Path(found.path).name, found.line, found.check)
    assert words in found.what


def test_other_encoding_is_a_finding(tmp_path):
    """A file that is not UTF-8 is told with its line."""
    path = tmp_path / "latin.trig"
    path.write_bytes(
        f"{PREFIXES} {SKOS}\n".encode() + b'akd:registry { akd:x skos:prefLabel "Caf\xe9"@fr . }\n'
    )
    (found,) = check([path])
    assert (2, "syntax") == (found.line, found.check)


def test_missing_path_is_wrong_usage():
    """There is nothing to point at."""
    with pytest.raises(InputError, match=r"nowhere\.trig"):
        check(["nowhere.trig"])


def test_folder_without_rdf_is_wrong_usage(tmp_path):
    """A folder with nothing to check is not clean: it is a mistake."""
    with pytest.raises(InputError, match="holds no RDF file"):
        check([tmp_path])


def test_file_named_twice_is_checked_once(tmp_path):
    """The same file by two paths is one file."""
    path = faulty(tmp_path, {136: "akg:hasMeasuer akd:sum_lantern ;"})
    assert 1 == len(check([path, tmp_path / "." / path.name, tmp_path]))


def test_fault_between_two_files_is_told_in_the_file_that_has_it(tmp_path):
    """Registry in one file, passages in another: a misspelt thing is found where it is used."""
    lines = GOOD.read_text(encoding="utf-8").splitlines()
    registry, source = tmp_path / "registry.trig", tmp_path / "source.trig"
    registry.write_text("\n".join([*lines[:8], *lines[9:26]]) + "\n", encoding="utf-8")
    source.write_text("\n".join([*lines[:8], *lines[27:]]) + "\n", encoding="utf-8")
    assert () == check([registry, source])
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("akg:about akd:program_lantern", "akg:about akd:program_lamp"), encoding="utf-8"
    )
    # line 162 of good.trig; 19 lines (9 to 27) are in the registry file or gone
    assert [("source.trig", 143, "thing-unregistered", "violation")] == told(check([tmp_path]))


def test_what_a_thing_lacks_is_told_once_however_many_files_speak_of_it(tmp_path):
    """A gap has no line of its own: the first file that speaks of the thing has it."""
    path = faulty(tmp_path, {101: ""})
    second = tmp_path / "second.trig"
    second.write_text(
        USER.replace("THING akg:bodyOf OTHER", "akd:commitment_harbour akg:about akd:state_avalon")
    )
    assert [("fault.trig", 99, "shape-Norm", "violation")] == told(check([path, second]))


# --- context

PERIOD = f'akg:coversFrom "2019"^^<{XSD}gYear> ; akg:coversTo "2020"^^<{XSD}gYear>'
USER = f"""{PREFIXES}
@prefix dcterms: <http://purl.org/dc/terms/> .
aks:made-up-note {{
  aks:made-up-note a akg:Source ; akg:sourceKind akv:source-kind_made-up ;
    dcterms:publisher "made up" ; dcterms:title "A note"@en ; {PERIOD} .
  aks:made-up-note_p01 a akg:Passage ; akg:passageOf aks:made-up-note ; akg:locator "p01" ;
    akg:locatorKind akv:locator-kind_paragraph ; akg:assertionMode akv:mode_reported ;
    akg:confidence akv:confidence_high ; akg:reviewStatus akv:review_draft ;
    akg:digestStatus akv:digest-status_text-not-held ; akg:gist "THING is spoken of."@en .
}}
aks:made-up-note_p01 {{
  THING akg:bodyOf OTHER .
}}
"""


def test_file_may_rely_on_the_shipped_registry(tmp_path):
    """Things of the shipped registry count as registered; only the named file is told of."""
    path = tmp_path / "note.trig"
    path.write_text(USER.replace("THING", "akd:state_japan").replace("OTHER", "akd:state_united-states"))
    assert () == check([path])
    path.write_text(USER.replace("THING", "akd:state_japan").replace("OTHER", "akd:state_nowhere"))
    assert [("note.trig", 12, "thing-unregistered", "violation")] == told(check([path]))


def test_file_may_rely_on_a_named_context(tmp_path):
    """The faults of the context are not told, those it makes in the named file are."""
    beside = faulty(tmp_path, {106: 'akg:date "2019-02-30"^^xsd:date ;'}, "beside.trig")
    path = tmp_path / "note.trig"
    path.write_text(USER.replace("THING", "akd:state_avalon").replace("OTHER", "akd:state_brigadoon"))
    assert () == check([path], context=[beside])
    path.write_text(USER.replace("THING akg:bodyOf OTHER", "akd:sum_lantern akg:value 7"))
    assert [("note.trig", 12, "disagreement-undeclared", "violation")] == told(
        check([path], context=[beside])
    )


def test_unreadable_context_cannot_run(tmp_path):
    """Half a context would make false findings."""
    broken = tmp_path / "broken.trig"
    broken.write_text("nonsense")
    with pytest.raises(ParseError):
        check([GOOD], context=[broken])


def test_part_of_the_shipped_graph_is_checked_with_the_rest():
    """The registry alone is not full of things that nobody speaks of."""
    assert [] == violations(check([resources.graph_folder() / "registry.trig"]))


def test_plain_turtle_is_checked_too(tmp_path):
    """Statements without a graph are one warning, at the first of them; their faults are found as well."""
    path = tmp_path / "plain.ttl"
    text = "akd:state_x a akg:State ; skos:prefLabel 'X'@en ;\n  akg:bodyOf akd:state_y .\n"
    path.write_text(f"{PREFIXES} {SKOS}\n\n{text}")
    expected = [
        ("plain.ttl", 3, "statement-unsourced", "warning"),
        ("plain.ttl", 4, "iri-undefined", "violation"),
    ]
    assert expected == told(check([path]))


# --- lines

LAYOUTS = [
    pytest.param(
        "{P} akd:g { akd:a akg:about akd:b , akd:c ; akg:value 7 . }\n",
        {"a": 1, "b": 1, "c": 1, "7": 1},
        id="one line",
    ),
    pytest.param(
        "{P}\nakd:g\n{\nakd:a\nakg:about\nakd:b\n,\nakd:c\n;\nakg:value\n7\n.\n}\n",
        {"a": 4, "b": 6, "c": 8, "7": 11},
        id="one token a line",
    ),
    pytest.param(
        """# akd:g { akd:a akg:about akd:b }
{P}
akd:g { # akd:a
  akd:a # akd:b ;
  akg:about akd:b , # akd:c
  akd:c ; akg:value 7 }
""",
        {"a": 4, "b": 5, "c": 6, "7": 6},
        id="comments that look like statements",
    ),
    pytest.param(
        r"""{P}
akd:g { akd:z akg:gist '''akd:a
akg:about akd:b # '' \' '''@en .
akd:z akg:gist "{Q}
akd:a "akd:b" \"{Q}" .
akd:a akg:about akd:b ,
 akd:c ; akg:value 7 }
""",
        {"a": 6, "b": 6, "c": 7, "7": 7},
        id="long strings that look like statements",
    ),
    pytest.param(
        """BASE <https://w3id.org/alliancekg/id/>
PREFIX x: <https://w3id.org/alliancekg/ns#>
GRAPH <g> {
  <a> x:about <b> ,
  <https://w3id.org/alliancekg/id/c> ;
  x:value 7 . }
""",
        {"a": 4, "b": 4, "c": 5, "7": 6},
        id="full names, other prefixes, base",
    ),
    pytest.param(
        """{P}
akd:h { akd:a akg:about akd:b , akd:c ; akg:value 7 }
akd:g {
  akd:a akg:about akd:b ;
  akg:about akd:c .
  akd:a akg:value 7 }
""",
        {"a": 4, "b": 4, "c": 5, "7": 6},
        id="the same subject in another graph first",
    ),
    pytest.param(
        """{P}
akd:g { [] akg:about [ akg:about ( akd:a
  [ akg:value 7 ] "x" ) ; akg:value 8 ] .
  akd:a akg:about akd:b , akd:c .
  akd:a akg:value 7 .}
""",
        {"a": 4, "b": 4, "c": 4, "7": 5},
        id="blank nodes and collections between",
    ),
    pytest.param(
        "{P}\r\nakd:g {\r\nakd:a akg:about akd:b ,\r\nakd:c ; akg:value 7 }\r\n",
        {"a": 3, "b": 3, "c": 4, "7": 4},
        id="Windows line ends",
    ),
]


@pytest.mark.parametrize(("text", "lines"), LAYOUTS)
def test_lines_are_found_in_any_layout(tmp_path, text, lines):
    """Subject, two objects and a number, each at its own line."""
    path = tmp_path / "laid-out.trig"
    path.write_bytes(text.replace("{P}", PREFIXES).replace("{Q}", '""').encode())
    sheet = Sheet(path)
    graph, about = (AKD + "g",), (AKG + "about",)

    def line(**parts):
        return sheet.find(Place(graph=graph, **parts))[0][0]

    found = {"a": line(subject=(AKD + "a",)), "7": line(subject=(AKD + "a",), object=('"7',))}
    found |= {name: line(subject=(AKD + "a",), predicate=about, object=(AKD + name,)) for name in "bc"}
    assert lines == found


def test_names_with_dots_and_escapes_are_read_whole(tmp_path):
    """A full stop inside a name belongs to it, one at its end closes the statement."""
    path = tmp_path / "dots.trig"
    path.write_text(
        f"{PREFIXES}\naks:g {'{'}\naks:x_p01.s1 akg:about akd:a\\,b , akd:c%20d.\nakd:e akg:about akd:f.}}\n"
    )
    sheet = Sheet(path)
    names = (AKS + "x_p01.s1", AKD + "a,b", AKD + "c%20d", AKD + "f")
    assert [3, 3, 3, 4] == [sheet.find(Place(anywhere=name))[0][0] for name in names]


@pytest.mark.parametrize("path", [GOOD, *CASES], ids=lambda path: path.stem)
def test_scanner_reads_what_the_engine_reads(path):
    """Every statement is seen, and none besides: the lines of a finding are no guess."""
    spots = {tuple(spot[:4]) for spot in scan(path.read_text(encoding="utf-8"), path.as_uri())}
    quads = ox.parse(path=str(path), format=FORMATS[path.suffix])
    assert {tuple(map(key, (quad.graph_name, *quad.triple))) for quad in quads} == spots


@pytest.mark.parametrize("ending", [".nq", ".jsonld"])
def test_lines_in_other_formats(tmp_path, ending):
    """N-Quads by statement; JSON-LD by the words of the text."""
    store = ox.Store()
    store.load(GOOD.read_bytes(), format=ox.RdfFormat.TRIG)
    path = tmp_path / f"fault{ending}"
    data = store.dump(format=FORMATS[ending]).decode()
    if ending == ".nq":
        lines = data.replace(AKG + "hasMeasure>", AKG + "hasMeasuer>").splitlines()
        expected = next(number for number, line in enumerate(lines, 1) if "hasMeasuer" in line)
        path.write_text("\n".join(lines) + "\n")
    else:
        body = json.dumps(json.loads(data), indent=1).replace("#hasMeasure", "#hasMeasuer")
        expected = next(number for number, line in enumerate(body.splitlines(), 1) if "hasMeasuer" in line)
        path.write_text(body)
    assert [(path.name, expected, "term-unknown", "violation")] == told(check([path]))


def test_mentions_are_read_from_broken_text():
    """What a broken file speaks of may be defined there."""
    text = f'PREFIX d: <{AKD}>\n d:a ;; akd:b. aks:s_p01.s1 <{AKD}c> "akv:no" {{'
    assert {AKD + "a", AKD + "b", AKD + "c", AKS + "s_p01.s1"} == mentions(text)


# --- manners


def test_checking_changes_no_global_state(tmp_path):
    """The switch of rdflib for lexical forms and its loggers are left as they were; nothing is logged."""
    logger = logging.getLogger("rdflib.term")
    before = (rdflib.NORMALIZE_LITERALS, logger.disabled, logger.level)
    records = []
    handler = logging.Handler()
    handler.emit = records.append
    logger.addHandler(handler)
    try:
        check([faulty(tmp_path, {106: 'akg:date "2019-02-30"^^xsd:date ;'})])
    finally:
        logger.removeHandler(handler)
    assert before == (rdflib.NORMALIZE_LITERALS, logger.disabled, logger.level)
    assert [] == records


def test_findings_are_sorted_and_stable(tmp_path):
    """By path, line, check; the same again."""
    edits = {147: "akg:value 3 .", 136: "akg:hasMeasuer akd:sum_lantern ;", 55: ""}
    faulty(tmp_path, edits, "b.trig")
    (tmp_path / "a.trig").write_text("nonsense")
    found = check([tmp_path])
    assert [("a.trig", 1), ("b.trig", 48), ("b.trig", 136), ("b.trig", 147)] == [
        row[:2] for row in told(found)
    ]
    assert found == check([tmp_path])


# --- the command


@pytest.fixture
def run():
    """Run a command line in this process."""
    return lambda *words: CliRunner().invoke(main, ["check", *map(str, words)])


def test_clean_file_exits_0(run):
    """No data, one line of talk."""
    result = run(GOOD)
    assert (0, "", "0 findings in 1 file\n") == (result.exit_code, result.stdout, result.stderr)


def test_violation_exits_1_and_is_told_as_file_and_line(run, tmp_path, monkeypatch):
    """A path below the working directory is told as seen from there."""
    path = faulty(tmp_path, {136: "akg:hasMeasuer akd:sum_lantern ;"})
    monkeypatch.chdir(tmp_path)
    result = run(path)
    assert result.exit_code == 1
    assert result.stdout.startswith("fault.trig:136: violation [term-unknown] akg:hasMeasuer is no term")
    assert " — " in result.stdout
    assert " Fix: " in result.stdout
    assert result.stderr == "1 finding (1 violation, 0 warnings) in 1 file\n"


def test_warnings_alone_exit_0(run, tmp_path):
    """A known gap does not fail a build."""
    result = run(faulty(tmp_path, {147: "akg:value 3 ."}))
    assert result.exit_code == 0
    assert result.stderr == "1 finding (0 violations, 1 warning) in 1 file\n"


def test_missing_path_exits_3(run):
    """One line on stderr that says what now."""
    result = run("nowhere.trig")
    assert (3, "") == (result.exit_code, result.stdout)
    assert result.stderr == "nowhere.trig: there is no such file or folder. Check the path.\n"


def test_graph_option_names_what_is_checked_or_the_context(run, tmp_path):
    """Without PATH the graph in use is checked; with one it is what the file relies on."""
    graph = faulty(tmp_path, {136: "akg:hasMeasuer akd:sum_lantern ;"}, "graph.trig")
    assert 1 == run("--graph", graph).exit_code
    path = tmp_path / "note.trig"
    path.write_text(USER.replace("THING", "akd:state_avalon").replace("OTHER", "akd:state_brigadoon"))
    assert 0 == run(path, "--graph", graph).exit_code
    assert 1 == run(path).exit_code


def test_formats_hold_the_same_rows(run, tmp_path):
    """JSON, JSON lines, CSV and TSV have the fields of a finding."""
    path = faulty(tmp_path, {136: "akg:hasMeasuer akd:sum_lantern ;"})
    body = json.loads(run(path, "-f", "json").stdout)
    (row,) = body["rows"]
    assert 1 == body["files"]
    assert row == json.loads(run(path, "-f", "jsonl").stdout)
    (cells,) = csv.DictReader(io.StringIO(run(path, "-f", "csv").stdout))
    assert {name: str(value) for name, value in row.items()} == cells
    assert run(path, "-f", "tsv").stdout.startswith("path\tline\tseverity\tcheck\twhat\twhy\tfix\n")


def test_empty_csv_still_has_its_header(run):
    """Also without rows."""
    assert run(GOOD, "-f", "csv").stdout == "path,line,severity,check,what,why,fix\n"


def test_command_line_of_the_system(tmp_path):
    """Exit status, stdout and stderr as a shell sees them."""
    path = faulty(tmp_path, {106: 'akg:date "2019-02-30"^^xsd:date ;'})
    command = [sys.executable, "-m", "alliancekg", "check", str(path)]
    result = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path
    )
    assert result.returncode == 1
    assert result.stdout.startswith("fault.trig:106: violation [date-impossible]")
    assert result.stderr == "1 finding (1 violation, 0 warnings) in 1 file\n"


def test_package_is_light():
    """Importing the check package imports no engine."""
    code = "import sys, alliancekg.check; print({'rdflib', 'pyshacl', 'pyoxigraph'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"

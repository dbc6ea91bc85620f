"""What is denied stays and is marked everywhere; what was taken back is gone everywhere.

The data: the herald reports Atland and Borea as parties of the pact (p01), Coria and Kite in a passage that
was withdrawn (p02), Doria, Beacon and the force of the pact in one that its publisher retracted (p03). The
gazette denies that Borea is a party, and that the pact binds.
"""

import csv
import io
import json
import re
from pathlib import Path

import pytest

import alliancekg
from alliancekg.check import check

PATH = Path(__file__).parent / "data" / "contested.trig"
PACT, ATLAND, BOREA = "akd:agreement_pact", "akd:state_atland", "akd:state_borea"
REPORT, DENIAL = "aks:made-up-herald_p01", "aks:made-up-gazette_p01"
#: Words, names and ids that only p02 and p03 bring in.
GONE = ("Coria", "Doria", "Kite", "Beacon", "coria", "doria", "kite", "beacon", "herald_p02", "herald_p03")
HEDGES = ["expected", "possible", "proposed", "advised", "judged", "attributed"]
VIEWS = {
    "default": {},
    "every mode": {"modes": HEDGES},
    "one source": {"sources": ["made-up-herald"]},
    "all sources": {"sources": ["made-up-herald", "made-up-gazette"]},
}


@pytest.fixture(scope="module")
def salt():
    """Return the made-up graph, loaded once: do not write to it."""
    return alliancekg.load(PATH)


@pytest.fixture(scope="module", params=VIEWS.values(), ids=VIEWS)
def view(request):
    """Return the made-up graph in each of the views."""
    return alliancekg.load(PATH, **request.param)


def drawn(kg):
    """Return the data of the explore page, block by block."""
    found = re.findall(
        r'<script type="application/json" id="([\w-]+)">(.*?)</script>', kg.explore().html, re.DOTALL
    )
    return {name: json.loads(text) for name, text in found}


def test_made_up_graph_has_no_finding():
    """The dispute has its note; what was taken back needs none."""
    assert () == check([PATH])


# what is denied


def test_denied_statement_stays_and_each_row_says_so(salt):
    """The role itself, and the two statements that rules draw from it; Atland's are undisputed."""
    [role] = salt.evidence("akd:part_borea-in-pact", "akg:role")
    derived = {
        (row.property.id, row.object.id): row.contested
        for row in salt.evidence(PACT)
        if row.derived != "bounds"
    }

    assert role.contested
    assert {pair: said for pair, said in derived.items() if pair[1] in (ATLAND, BOREA)} == {
        ("akg:hasParty", ATLAND): False,
        ("akg:hasParty", BOREA): True,
        ("akg:stateParty", ATLAND): False,
        ("akg:stateParty", BOREA): True,
    }


@pytest.mark.parametrize(("thing", "other"), [(PACT, BOREA), (BOREA, PACT)])
def test_denied_tie_is_marked_from_both_ends(salt, thing, other):
    """The same tie, read from the pact and from the state."""
    assert {row.object.id: row.contested for row in salt.show(thing).relations}[other]


def test_undisputed_tie_is_not_marked(salt):
    """A denial of one party says nothing of the other."""
    assert [row.contested for row in salt.show(ATLAND).relations] == [False]


def test_denial_is_support_of_nothing(view):
    """In no view does a row, an edge or a thing cite it."""
    cited = {
        *(one.passage for row in view.evidence(PACT) for one in row.sources),
        *(one.passage for row in view.evidence("akd:part_borea-in-pact") for one in row.sources),
        *(one.passage for row in view.show(BOREA).relations for one in row.sources),
        *(one.passage for row in view.list("State") for one in row.sources),
        *(one.passage for *_, data in view.project("entities").edges(data=True) for one in data["sources"]),
        *(one.passage for row in view.conflicts() for one in row.sources),
    }

    assert cited == {REPORT}


def test_dispute_is_listed_with_both_sides(salt):
    """One row: the note. That the pact binds is denied too, but nobody says so any more."""
    [row] = salt.conflicts()

    assert (row.id, row.thing.id, row.property.id) == (
        "akd:conflict_borea-role",
        "akd:part_borea-in-pact",
        "akg:role",
    )
    assert {one.passage.passage: one.stance for one in row.positions} == {REPORT: "asserts", DENIAL: "denies"}


@pytest.mark.parametrize(
    ("name", "marked"),
    [
        pytest.param("entities", {(BOREA, PACT)}, id="entities"),
        pytest.param("actors-agreements", {(BOREA, PACT)}, id="actors and agreements"),
        pytest.param("states", {(ATLAND, BOREA)}, id="what two states share"),
    ],
)
def test_denied_tie_is_a_marked_edge(salt, name, marked):
    """It is drawn, with a doubt."""
    edges = salt.project(name).edges(data=True)

    assert {(tail, head) for tail, head, data in edges if data["contested"]} == marked


def test_page_marks_the_denied_tie(salt):
    """Edge and panel, read from either end; what else the page has is plain."""
    data = drawn(salt)

    told = data["page-data"]["relations"]
    text = told["texts"]
    contested = {  # a row is subject, relation, object, ... and ends in a 1 where it is contested
        (text[told["terms"][row[0]][0]], text[row[1]], text[told["terms"][row[2]][0]]): row[8:] == [1]
        for row in told["rows"]
    }

    assert {edge["from"]: edge.get("contested", False) for edge in data["graph-edges"]} == {
        ATLAND: False,
        BOREA: True,
    }
    assert contested == {
        (PACT, "has agreement kind", "akv:agreement-kind_security-of-supply"): False,
        (PACT, "party", ATLAND): False,
        (PACT, "party", BOREA): True,
        (ATLAND, "party in", PACT): False,
        (BOREA, "party in", PACT): True,
    }


@pytest.mark.parametrize(
    ("words", "disputed"),
    [
        pytest.param(["evidence", PACT, "state party"], BOREA, id="evidence"),
        pytest.param(["show", PACT], "Borea", id="show"),
    ],
)
def test_every_line_of_a_table_says_so(ask, words, disputed):
    """One line has the word, and it is Borea's."""
    rows = list(csv.DictReader(io.StringIO(ask("--graph", PATH, *words, "-f", "csv").stdout, newline="")))
    marked = [row for row in rows if row["contested"]]

    assert len(marked) == 1
    assert disputed in marked[0].values()
    assert len(rows) > 1


@pytest.mark.parametrize(
    ("sources", "contested"),
    [
        pytest.param(["made-up-herald"], [False], id="who reports it, alone"),
        pytest.param(["made-up-gazette"], [], id="who denies it, alone"),
        pytest.param(["made-up-herald", "made-up-gazette"], [True], id="both"),
    ],
)
def test_a_view_of_one_source_knows_its_own_words_only(sources, contested):
    """The denial alone makes no statement; without the denial there is no dispute."""
    kg = alliancekg.load(PATH, sources=sources)
    answer = kg.evidence("akd:part_borea-in-pact", "akg:role")

    assert [row.contested for row in answer] == contested
    assert len(kg.conflicts()) == len([one for one in contested if one])
    assert [one.passage for one in answer.outside] == ([] if contested else [DENIAL])


# what was taken back


def test_what_was_taken_back_is_in_no_answer(view):
    """Neither the parties nor the programs nor the force, in lists, relations, statements and edges."""
    told = [
        view.list("State").rows,
        view.list("Program").rows,
        view.show(PACT),
        view.evidence(PACT).rows,
        *(sorted(map(str, view.project(name).edges(data=True))) for name in ("entities", "states")),
        sorted(view.project("entities").nodes(data="label")),
        drawn(view),
    ]

    assert [word for word in GONE if word in str(told)] == []
    assert "legalForce" not in str(told)
    assert [row.id for row in view.list("State")] == [ATLAND, BOREA]


@pytest.mark.parametrize("passage", ["p02", "p03"])
def test_what_was_taken_back_is_no_statement_of_the_default_graph(view, passage):
    """No triple of the passage's graph holds, in any view."""
    statements = f"GRAPH aks:made-up-herald_{passage} {{ ?s ?p ?o }}"

    assert view.query(f"ASK {{ {statements} }}").rows[0][0].text == "true"
    assert view.query(f"SELECT * {{ {statements} ?s ?p ?o }}").rows == ()


def test_withdrawn_passage_is_not_described_either(view):
    """We took it out ourselves: its gist is no knowledge. A retraction is: it has a date."""
    found = view.query("SELECT ?passage { ?passage akg:passageOf aks:made-up-herald } ORDER BY ?passage")

    assert [row["passage"] for row in found] == [REPORT, "aks:made-up-herald_p03"]


@pytest.mark.parametrize(
    "words", [["evidence", PACT, "legal force"], ["show", "akd:program_kite"], ["list", "Program"]]
)
def test_nobody_is_told_how_to_count_what_was_taken_back(ask, words):
    """There is no mode that would bring it in."""
    result = ask("--graph", PATH, *words)

    assert result.exit_code == 0
    assert "--modes" not in result.output
    assert "herald_p0" not in result.output


def test_fact_among_the_conflict_notes_is_told_nowhere(tmp_path):
    """The notes are ours, so a statement about the world there has no source; the note itself stays."""
    path = tmp_path / "salt.trig"
    text = PATH.read_text(encoding="utf-8")
    fact = f"akd:conflicts {{\n    {PACT} akg:legalForce akv:legal-force_binding .\n"
    path.write_text(text.replace("akd:conflicts {", fact, 1), encoding="utf-8")
    kg = alliancekg.load(path)

    assert kg.evidence(PACT, "akg:legalForce").rows == ()
    assert [row.id for row in kg.conflicts()] == ["akd:conflict_borea-role"]
    assert "fact-misplaced" in {one.check for one in check([path])}

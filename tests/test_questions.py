"""The library of questions: golden rows worked out by hand, refusals, the law of its files."""

import json
from collections import Counter

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

import alliancekg
from alliancekg.cli import main
from alliancekg.questions import question, questions
from alliancekg.store.engine import select
from alliancekg.terms import PREFIXES

MOU, SOSA = "akd:agreement_us-japan-rdte-mou-2023", "akd:agreement_us-japan-sosa-2023"
GPI, SM3, PATRIOT = "akd:program_gpi", "akd:program_sm-3-block-iia", "akd:program_patriot-licensed-production"
TRANSFER = "akd:transfer_patriot-japan-to-us"
RETURN = "akd:rule_japan-licensed-return"


def cells(reply: alliancekg.Reply, *columns: str) -> list[tuple[str, ...]]:
    """Return the named columns of each row, CURIEs where there are any."""
    return [tuple(row[name].id or row[name].label for name in columns) for row in reply]


def paragraphs(row) -> set[str]:
    return {one.locator[:3] for one in row.sources}


@pytest.mark.parametrize(
    ("asked", "columns", "rows"),
    [
        pytest.param(
            ["agreements-signed", "Japan", "United States"],
            ("agreement", "date", "qualifier"),
            [(MOU, "2023", "akv:date-qualifier_early"), (SOSA, "2023", "akv:date-qualifier_early")],
            id="1 both agreements, early 2023, no day",
        ),
        pytest.param(
            ["signatories", "SOSA"],
            ("person", "behalf", "office"),
            [
                ("akd:person_austin-lloyd", "akd:body_us-dod", "akd:office_us-secretary-of-defense"),
                ("akd:person_hamada-yasukazu", "akd:body_japan-mod", "akd:office_japan-minister-of-defense"),
            ],
            id="2 Austin and Hamada, for whom, in which office",
        ),
        pytest.param(
            ["legal-force", "SOSA"],
            ("force",),
            [("akv:legal-force_non-binding",)],
            id="3 the SOSA does not bind",
        ),
        pytest.param(["legal-force", MOU], ("force",), [], id="4 of the MOU nothing is stated"),
        pytest.param(
            ["programs-announced"],
            ("program", "kind", "date"),
            [(GPI, "akv:program-kind_co-development", "2023-08")],
            id="6 GPI, August 2023",
        ),
        pytest.param(["builds-on", "GPI"], ("earlier",), [(SM3,)], id="7 GPI builds on SM-3 Block IIA"),
        pytest.param(
            ["licensed-production", "Japan", "United States"],
            ("system", "program"),
            [("akd:system_patriot", PATRIOT)],
            id="8 Patriot under American licence",
        ),
        pytest.param(
            ["licensed-production", "United States", "Japan"],
            ("system",),
            [],
            id="8 and not the other way round",
        ),
        pytest.param(
            ["purchases", "Japan"],
            ("item", "supplier", "gives"),
            [("akd:system_patriot", "", ""), ("akd:system_tomahawk", "", "akd:capability_counterstrike")],
            id="9 Tomahawk for counterstrike, seller not stated",
        ),
        pytest.param(
            ["names", "PJHQ"],
            ("name", "step"),
            [
                ("Japan Joint Operations Center", "given by the renaming"),
                ("Permanent Joint Headquarters", "left by the renaming"),
            ],
            id="11 both names of the headquarters",
        ),
        pytest.param(
            ["consent", "Japan"],
            ("rule", "act"),
            [("akd:rule_japan-reexport-consent", "akd:system_finished-products")],
            id="14 and 36 Japan keeps the last word on re-exports",
        ),
        pytest.param(
            ["programs-agreements", "Japan"],
            ("program", "agreement"),
            [(GPI, ""), (PATRIOT, ""), (SM3, "")],
            id="20 no authorising agreement is stated",
        ),
    ],
)
def test_seed_questions_have_the_rows_of_the_article(embedded, asked, columns, rows):
    """Read in the article, sentence by sentence."""
    assert cells(embedded.ask(*asked), *columns) == rows


def test_the_december_rule_is_told_with_its_date_and_what_rests_on_it(embedded):
    """Question 13: the return rule of 22 December 2023 and the Patriot transfer that rests on it: p05."""
    found = [row for row in embedded.ask("export-rules") if row["rule"].id == RETURN]

    assert [(row["date"].label, row["rests"].id) for row in found] == [("2023-12-22", TRANSFER)]
    assert "p05" in paragraphs(found[0])


def test_the_two_wordings_of_one_rule_are_both_shown(embedded):
    """Question 15: neither wording is preferred, both are cited."""
    rows = [row for row in embedded.ask("disagreements") if row["thing"].id == RETURN]

    assert {one for row in rows for one in paragraphs(row)} == {"p05", "p07"}
    assert {row["preferred"].label for row in rows} == {""}


def test_obstacles_are_opinions_and_cite_judged_passages(embedded):
    """Question 18: culture (p09), the single buyer (p10), supply chain and controls (p14)."""
    rows = embedded.ask("obstacles").rows
    about = {one for row in rows for one in paragraphs(row)}

    assert {"p09", "p10", "p14"} <= about
    assert {one.mode for row in rows for one in row.sources} <= {"judged", "advised"}


def test_2023_is_told_in_order_with_sources(embedded):
    """Question 22: early 2023, August, 22 December."""
    dates = [
        row["date"].label for row in embedded.ask("dated-events") if row["date"].label.startswith("2023")
    ]

    assert dates == ["2023", "2023-08", "2023-12-22"]
    assert all(row.sources for row in embedded.ask("dated-events"))


def test_the_sum_is_a_reported_value(embedded):
    """USD 2.4 billion is neither a price nor a ceiling in the article."""
    (row,) = [row for row in embedded.ask("purchases") if row["item"].id == "akd:system_tomahawk"]

    assert row["sum"].label == "USD 2.4 billion, reported value, rounded"
    assert paragraphs(row) == {"p12"}


@pytest.mark.parametrize("asked", questions(), ids=lambda one: one.id)
def test_every_file_keeps_the_law_of_the_library(embedded, asked):
    """Columns and evidence use variables of the query, defaults resolve, rows are cited and stable."""
    selected = {name for row in embedded.ask(asked.id) for name in row.columns}
    variables = {part[1:] for triple in asked.evidence for part in triple if part.startswith("?")}

    assert embedded.ask(asked.id).rows, "a question that its defaults leave without rows shows nothing"
    assert selected == set(asked.columns)
    assert all(f"?{name}" in asked.query.partition("WHERE")[0] for name in {*asked.columns, *variables})
    assert all(row.sources for row in embedded.ask(asked.id))
    assert all(embedded.entity(parameter.default).id for parameter in asked.parameters)
    assert embedded.ask(asked.id) == alliancekg.load().ask(asked.id)


@pytest.mark.parametrize("asked", questions(), ids=lambda one: one.id)
def test_questions_give_equal_rows_on_rdflibs_own_engine(embedded, asked):
    """The same text over a copy in rdflib's memory store."""
    own = rdflib.Dataset(default_union=False)
    own.parse(data=ox.serialize(embedded._graph.engine, format=ox.RdfFormat.N_QUADS), format="nquads")
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    ours = Counter(
        tuple("" if value is None else value.value for value in row.values())
        for row in select(embedded._graph.engine, head + asked.query)
    )
    theirs = Counter(
        tuple("" if value is None else str(value) for value in row) for row in own.query(head + asked.query)
    )

    assert ours == theirs


def test_not_stated_is_an_answer_with_its_coverage():
    """No row, exit 0, and what was searched."""
    result = CliRunner().invoke(main, ["questions", "run", "legal-force", MOU])

    assert result.exit_code == 0
    assert result.stderr == "not stated; 1 source searched; coverage 2023-01..2024-02\n"


def test_an_unknown_cell_says_not_stated():
    """The seller of the Tomahawks."""
    result = CliRunner().invoke(main, ["questions", "run", "purchases", "-f", "table"])

    assert "not stated" in result.stdout


def test_json_is_the_list_contract():
    """as_of, coverage, rows with sources, and whether anything is stated."""
    body = json.loads(CliRunner().invoke(main, ["questions", "run", "legal-force", "-f", "json"]).stdout)

    assert (body["as_of"], body["answer"], body["coverage"]["sources"]) == (None, "stated", 1)
    assert body["rows"][0]["sources"][0]["locator"].startswith("p03")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        pytest.param(["legal-fource"], "no question is called 'legal-fource'", id="an unknown question"),
        pytest.param(["legal-force", "SOSAA"], "no term is called 'SOSAA'", id="an unknown thing"),
        pytest.param(
            ["legal-force", "SOSA", "GPI"], "takes 1 arguments (agreement)", id="too many arguments"
        ),
        pytest.param(
            ["legal-force", "Japan"], "is to be of the class agreement, not state", id="another class"
        ),
    ],
)
def test_mistakes_are_one_line(arguments, line):
    """Exit 3, what now included."""
    result = CliRunner().invoke(main, ["questions", "run", *arguments])

    assert result.exit_code == 3
    assert line in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_question_is_found_by_its_id():
    """The id is the name of its file."""
    assert question("signatories").id == "signatories"

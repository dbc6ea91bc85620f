"""The library of questions: golden rows worked out by hand, refusals, the law of its files."""

import json
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner

import alliancekg
from alliancekg.cli import main
from alliancekg.questions import Question, question, questions
from alliancekg.store.engine import select
from alliancekg.terms import PREFIXES

MOU, SOSA = "akd:agreement_us-japan-rdte-mou-2023", "akd:agreement_us-japan-sosa-2023"
GPI, SM3, PATRIOT = "akd:program_gpi", "akd:program_sm-3-block-iia", "akd:program_patriot-licensed-production"
ARTICLE = "zephyrnet-2024-02-japan-us-defense-industry"
ARRANGEMENT = "akd:agreement_us-japan-gpi-arrangement-2024"
TRANSFER = "akd:transfer_patriot-japan-to-us"
RETURN = "akd:rule_japan-licensed-return"


@pytest.fixture(scope="module")
def again():
    """Return what the article alone says, loaded once more."""
    return alliancekg.load(sources=[ARTICLE])


@pytest.fixture(scope="module")
def copies(article, gaps):
    """Return the article and the made-up states, each with a copy in rdflib's memory store."""
    found = []
    for kg in (article, gaps):
        own = rdflib.Dataset(default_union=False)
        own.parse(data=ox.serialize(kg._graph.engine, format=ox.RdfFormat.N_QUADS), format="nquads")
        found.append((kg._graph.engine, own))
    return found


@pytest.fixture(scope="module")
def gaps():
    """Return four made-up states with bases, a treaty and gaps between them."""
    return alliancekg.load(Path(__file__).parent / "data" / "cases" / "gaps.trig")


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
                ("Japan Joint Operations Center", "the new name"),
                ("Permanent Joint Headquarters", "the name it leaves"),
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
def test_seed_questions_have_the_rows_of_the_article(article, asked, columns, rows):
    """Read in the article, sentence by sentence."""
    assert cells(article.ask(*asked), *columns) == rows


def test_the_december_rule_is_told_with_its_date_and_what_rests_on_it(article):
    """Question 13: the return rule of 22 December 2023 and the Patriot transfer that rests on it: p05."""
    found = [row for row in article.ask("export-rules") if row["rule"].id == RETURN]

    assert [(row["date"].label, row["rests"].id) for row in found] == [("2023-12-22", TRANSFER)]
    assert "p05" in paragraphs(found[0])


def test_the_two_wordings_of_one_rule_are_both_shown(article):
    """Question 15: neither wording is preferred, both are cited."""
    rows = [row for row in article.ask("disagreements") if row["thing"].id == RETURN]

    assert {one for row in rows for one in paragraphs(row)} == {"p05", "p07"}
    assert {row["preferred"].label for row in rows} == {""}


def test_obstacles_are_opinions_and_cite_judged_passages(article):
    """Question 18: culture (p09), the single buyer (p10), supply chain and controls (p14)."""
    rows = article.ask("obstacles").rows
    about = {one for row in rows for one in paragraphs(row)}

    assert {"p09", "p10", "p14"} <= about
    assert {one.mode for row in rows for one in row.sources} <= {"judged", "advised"}


def test_2023_is_told_in_order_with_sources(article):
    """Question 22: early 2023, August, 22 December."""
    dates = [row["date"].label for row in article.ask("dated-events") if row["date"].label.startswith("2023")]

    assert dates == ["2023", "2023-08", "2023-12-22"]
    assert all(row.sources for row in article.ask("dated-events"))


def test_the_sum_is_a_reported_value(article):
    """USD 2.4 billion is neither a price nor a ceiling in the article."""
    (row,) = [row for row in article.ask("purchases") if row["item"].id == "akd:system_tomahawk"]

    assert row["sum"].label == "USD 2.4 billion, reported value, rounded"
    assert paragraphs(row) == {"p12"}


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        pytest.param(["legal-force", MOU], [("akv:legal-force_binding",)], id="the MOU binds"),
        pytest.param(["legal-force", "SOSA"], [("akv:legal-force_non-binding",)], id="the SOSA does not"),
    ],
)
def test_all_sources_say_what_the_article_does_not(embedded, asked, rows):
    """The American release of January 2023 calls the memorandum binding."""
    reply = embedded.ask(*asked)

    assert cells(reply, "force") == rows
    assert "aks:miragenews-2023-01-mou-and-sosa" in {one.source for row in reply for one in row.sources}


def test_all_sources_give_the_day_of_signing_and_what_gpi_is_under(embedded):
    """12 January 2023 is followed, not the 11th; the arrangement of 15 May 2024 is under the memorandum."""
    signed = cells(embedded.ask("agreements-signed"), "agreement", "date")
    under = cells(embedded.ask("programs-agreements"), "program", "agreement", "under")

    assert [row for row in signed if row[0] in {MOU, SOSA, ARRANGEMENT}] == [
        (MOU, "2023-01-12"),
        (SOSA, "2023-01-12"),
        (ARRANGEMENT, "2024-05-15"),
    ]
    assert (GPI, ARRANGEMENT, MOU) in under


def test_all_sources_give_both_names_of_the_joint_command_and_the_conflict(embedded):
    """Center, says the article; Command, say those who tell of its setting up."""
    rows = {row["name"].label: row["differ"].label for row in embedded.ask("names", "PJHQ")}

    assert {"Japan Joint Operations Center", "Joint Operations Command"} <= set(rows)
    assert "Center" in rows["Joint Operations Command"]
    assert rows["Permanent Joint Headquarters"] == ""


def test_ceiling_contract_and_total_are_kept_apart(embedded):
    """The sum told to Congress, that of the letter, the program's total and what the article reports."""
    kinds = {
        row["sum"].label.split(", ")[1]
        for row in embedded.ask("purchases")
        if row["item"].id == "akd:system_tomahawk"
    }

    assert {"notified ceiling", "contract price", "program total", "reported value"} <= kinds


def test_firms_are_not_stated_in_the_article_and_named_elsewhere(article, embedded):
    """Question 21: no firm is named in the article, RTX included; others can be asked for."""
    assert article.ask("firms", "GPI").rows == ()
    assert article.ask("firm-ties", "Japan", "RTX").rows == ()
    assert "RTX" in article.ask("firm-ties", "Japan", "RTX").text
    assert {"akd:company_mhi", "akd:company_northrop-grumman"} == {
        firm for (firm,) in cells(embedded.ask("firms", "GPI"), "firm")
    }
    assert cells(embedded.ask("firm-ties", "Japan", "Northrop Grumman"), "program", "partner") == [
        (GPI, "akd:company_mhi")
    ]


def test_every_statement_of_the_article_rests_on_one_source(article, embedded):
    """Question 23: the tool says so; with more sources some statements rest on several."""
    assert cells(article.ask("single-source"), "number")[0] == ("1",)
    assert len(article.ask("single-source")) == 1
    assert len(embedded.ask("single-source")) > 1
    assert {row["number"].label for row in article.ask("sources-behind", "GPI")} == {"1"}


def test_the_origin_of_each_statement_is_given_exactly(article):
    """Question 24: source, locator, digest, gist and mode of each statement about a thing."""
    rows = article.ask("provenance", "SOSA").rows

    assert {row["locator"].label[:3] for row in rows} == {"p03"}
    assert all(row["digest"].label.startswith("sha256:") and row["gist"].label for row in rows)
    assert {row["mode"].id for row in rows} <= {"akv:mode_reported", "akv:mode_judged"}


def test_what_was_announced_and_went_no_further_is_listed(article):
    """From the article alone GPI is only announced and the Patriot transfer only decided."""
    assert (GPI, "akv:status_announced", "2023-08") in cells(
        article.ask("unfinished"), "thing", "step", "date"
    )


def knows(kg: alliancekg.KnowledgeGraph, asked: Question) -> bool:
    """Return whether each thing that a question asks about by default is one of the graph."""
    try:
        kg.ask(asked.id)
    except alliancekg.UnknownTermError:
        return False
    return True


@pytest.mark.parametrize("asked", questions(), ids=lambda one: one.id)
def test_every_file_keeps_the_law_of_the_library(article, again, embedded, gaps, asked):
    """Columns and evidence use variables of the query, defaults resolve, rows are cited and stable."""
    known = [article] if knows(article, asked) else []
    whole = embedded.ask(asked.id)  # each default is a name of something that is shipped
    rows = [
        *whole,
        *(row for kg in known for row in kg.ask(asked.id)),
        *([] if asked.parameters else gaps.ask(asked.id)),
    ]
    variables = {part[1:] for triple in asked.evidence for part in triple if part.startswith("?")}

    assert rows, "a question that its defaults leave without rows shows nothing"
    assert {name for row in rows for name in row.columns} == set(asked.columns)
    head = asked.query.partition("WHERE")[0]
    assert all(f"?{name}" in head for name in {*asked.columns, *variables})
    assert all(row.sources for row in rows)
    assert [kg.ask(asked.id) for kg in known] == [again.ask(asked.id) for _ in known]


@pytest.mark.parametrize("asked", questions(), ids=lambda one: one.id)
def test_questions_give_equal_rows_on_rdflibs_own_engine(copies, asked):
    """The same text over a copy in rdflib's memory store; what a sample picks is the engine's to choose."""
    head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    for engine, own in copies:
        ours = Counter(
            tuple("" if value is None else value.value for value in row.values())
            for row in select(engine, head + asked.query)
        )
        theirs = Counter(
            tuple("" if value is None else str(value) for value in row)
            for row in own.query(head + asked.query)
        )

        assert ours == theirs


def test_not_stated_is_an_answer_with_its_coverage():
    """No row, exit 0, and what was searched."""
    result = CliRunner().invoke(main, ["questions", "run", "legal-force", MOU, "--source", ARTICLE])

    assert result.exit_code == 0
    assert result.stderr == "not stated; 1 source searched; coverage 2023-01..2024-02\n"


def test_an_unknown_cell_says_not_stated():
    """The seller of the Tomahawks."""
    result = CliRunner().invoke(main, ["questions", "run", "purchases", "-f", "table", "--source", ARTICLE])

    assert "not stated" in result.stdout


def test_json_is_the_list_contract():
    """as_of, coverage, rows with sources, and whether anything is stated."""
    body = json.loads(
        CliRunner()
        .invoke(main, ["questions", "run", "legal-force", "-f", "json", "--source", ARTICLE])
        .stdout
    )

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

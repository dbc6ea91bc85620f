"""What better sources say beside the article: each correction answers, and each disagreement is told."""

import pyoxigraph as ox
import pytest

import alliancekg
from alliancekg import resources
from alliancekg.terms import PREFIXES

MOU, SOSA = "akd:agreement_us-japan-rdte-mou-2023", "akd:agreement_us-japan-sosa-2023"
ARRANGEMENT = "akd:agreement_us-japan-gpi-arrangement-2024"
ARTICLE = "aks:zephyrnet-2024-02-japan-us-defense-industry"
PREFIX_LINES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())


def rows(kg: alliancekg.KnowledgeGraph, pattern: str, *names: str) -> set[tuple[str, ...]]:
    """Return the values of the named variables, CURIEs where there are any."""
    result = kg.query(f"SELECT DISTINCT {' '.join('?' + name for name in names)} WHERE {{ {pattern} }}")
    return {tuple("" if cell is None else shortened(cell.text) for cell in row) for row in result.rows}


def shortened(text: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text


@pytest.mark.parametrize(
    ("agreement", "force"),
    [
        pytest.param(MOU, "akv:legal-force_binding", id="the memorandum binds"),
        pytest.param(SOSA, "akv:legal-force_non-binding", id="the arrangement does not"),
    ],
)
def test_legal_force_of_both_texts(corrected, agreement, force):
    """The article has the second only, so that a reader may take neither for binding."""
    assert [force] == [row["force"].id for row in corrected.ask("legal-force", agreement)]


def test_article_alone_still_knows_nothing_of_the_memorandum(article):
    """What is learned elsewhere does not leak into the view of one source."""
    assert [] == list(article.ask("legal-force", MOU))
    assert [] == [row for row in article.ask("programs-agreements", "Japan") if row["agreement"].id]
    assert 2 == len(article.conflicts().rows)


def test_day_of_the_signing_is_the_preferred_one(corrected):
    """Three sources date it: a year, the 11th and the 12th; the note follows the department's release."""
    signing = "akd:event_sign-us-japan-mou-sosa"

    assert {("2023-01-12", "2023-01-12")} == rows(
        corrected, f"{signing} akg:earliest ?first ; akg:latest ?last", "first", "last"
    )
    assert {("2023",), ("2023-01-11",), ("2023-01-12",)} == rows(corrected, f"{signing} akg:date ?day", "day")
    assert {("akd:facility_pentagon",)} == rows(corrected, f"{signing} akg:locatedIn ?place", "place")


def test_memorandum_changes_an_earlier_one(corrected):
    """The earlier text is not said to have ended."""
    assert {("akd:agreement_us-japan-pcr-mou",)} == rows(corrected, f"{MOU} akg:amends ?text", "text")
    assert set() == rows(corrected, f"{MOU} akg:supersedes ?text", "text")


def test_gpi_rests_on_an_arrangement_under_the_memorandum(corrected):
    """The link that the article does not make: a text of 2024 with a signing of its own."""
    under = rows(corrected, "akd:program_gpi akg:underAgreement+ ?text", "text")
    signed = rows(corrected, f"?step akg:changes {ARRANGEMENT} ; akg:date ?day ; akg:resultStatus ?to", "day")

    assert {(ARRANGEMENT,), (MOU,)} == under
    assert {("2024-05-15",)} == signed
    assert {("akd:body_japan-mod",), ("akd:body_us-dod",)} == rows(
        corrected, f"{ARRANGEMENT} akg:hasParty ?side", "side"
    )


def test_announcement_of_gpi_has_its_exact_day(corrected):
    """The article has the month; the day lies in it, so nothing disagrees."""
    announcement = "akd:event_gpi-announcement-2023-08"

    assert {("2023-08",), ("2023-08-18",)} == rows(corrected, f"{announcement} akg:date ?day", "day")
    assert {("2023-08-18", "2023-08-18")} == rows(
        corrected, f"{announcement} akg:earliest ?first ; akg:latest ?last", "first", "last"
    )


def test_firms_of_both_states_meet_in_two_programs(corrected):
    """Patriot and SM-3 Block IIA join Mitsubishi and a firm that is RTX today; GPI does not."""
    pattern = """
        ?one akg:participant akd:company_mhi ; akg:participationIn ?program .
        ?two akg:participant ?other ; akg:participationIn ?program .
        akd:company_rtx (^akg:resultingOrganization/akg:originalOrganization)* ?other ."""

    assert {
        ("akd:program_patriot-licensed-production", "akd:company_rtx"),
        ("akd:program_sm-3-block-iia", "akd:company_raytheon"),
    } == rows(corrected, pattern, "program", "other")


@pytest.mark.parametrize(
    ("kind", "where", "currency", "value"),
    [
        pytest.param(
            "notified-ceiling",
            "akd:event_tomahawk-notification-2023-11-17",
            "USD",
            "2350000000",
            id="allowed at most",
        ),
        pytest.param(
            "contract-price", "akd:event_sign-tomahawk-loa-2024-01-18", "USD", "1236310000", id="agreed"
        ),
        pytest.param("program-total", "akd:transfer_tomahawk-to-japan", "JPY", "254000000000", id="in all"),
        pytest.param(
            "reported-value",
            "akd:transfer_tomahawk-to-japan",
            "USD",
            "2400000000",
            id="as the article has it",
        ),
    ],
)
def test_sums_of_the_tomahawk_purchase_are_kept_apart(corrected, kind, where, currency, value):
    """One sum of each kind, each on the step or the whole that it belongs to."""
    pattern = f"""{{ BIND (akd:transfer_tomahawk-to-japan AS ?where) }}
        UNION {{ ?where akg:changes akd:transfer_tomahawk-to-japan }}
        UNION {{ akd:transfer_tomahawk-to-japan akg:underAgreement ?text . ?where akg:changes ?text }}
        ?where akg:hasMeasure ?sum .
        ?sum akg:measureKind akv:measure-kind_{kind} ; akg:currency ?currency ; akg:value ?value"""

    assert {(where, currency, value)} == rows(corrected, pattern, "where", "currency", "value")


def test_tomahawks_come_from_the_united_states_and_nobody_is_recorded_as_signing(corrected):
    """Sources differ on who signed, so no signatory is stated."""
    assert {("akd:state_united-states",)} == rows(
        corrected, "akd:transfer_tomahawk-to-japan akg:supplier ?who", "who"
    )
    assert [] == list(corrected.ask("signatories", "akd:agreement_us-japan-tomahawk-loa-2024"))


def test_joint_command_answers_to_both_names(corrected):
    """The article's name stays beside the real one, and the command is one thing."""
    names = {row["name"].label for row in corrected.ask("names", "PJHQ")}

    assert {
        "Japan Joint Operations Center",
        "Joint Operations Command",
        "Permanent Joint Headquarters",
        "統合作戦司令部",
    } == names
    assert "akd:command_pjhq" == corrected.entity("JJOC").id
    assert {("2025-03-24",)} == rows(corrected, "akd:event_pjhq-establishment akg:date ?day", "day")


def test_export_rules_have_their_texts_and_limits(corrected):
    """Two texts were revised; the guidelines hold what may and what may not be done."""
    rules = rows(
        corrected,
        "akd:policy_japan-implementation-guidelines akg:setsOut ?rule . ?rule akg:normKind ?kind",
        "rule",
        "kind",
    )

    assert {
        ("akd:rule_japan-codeveloped-components", "akv:norm-kind_permission"),
        ("akd:rule_japan-licensed-return", "akv:norm-kind_permission"),
        ("akd:rule_japan-no-weapons-to-war", "akv:norm-kind_prohibition"),
        ("akd:rule_japan-nonlethal-parts", "akv:norm-kind_permission"),
        ("akd:rule_japan-reexport-consent", "akv:norm-kind_duty"),
    } == rules
    assert {("akd:system_pac-2",), ("akd:system_pac-3",), ("akd:system_patriot",)} == rows(
        corrected, "akd:transfer_patriot-japan-to-us akg:item ?item", "item"
    )


def test_patriots_were_decided_contracted_and_delivered(corrected):
    """At the time of the article only the first step had been taken."""
    steps = rows(
        corrected, "?step akg:changes akd:transfer_patriot-japan-to-us ; akg:resultStatus ?to", "step", "to"
    )

    assert {
        ("akd:event_japan-decides-patriot-export", "akv:status_decided"),
        ("akd:event_patriot-contract-2024", "akv:status_contracted"),
        ("akd:event_patriot-delivery-2025", "akv:status_delivered"),
    } == steps


@pytest.mark.parametrize(
    ("note", "followed", "against"),
    [
        pytest.param("mou-sosa-signing-day", "2023-01-12", "2023-01-11", id="the day of the signing"),
        pytest.param(
            "joint-command-name",
            "Joint Operations Command",
            "Japan Joint Operations Center",
            id="the name of the command",
        ),
        pytest.param("kishida-visit-rank", "official visit", "state visit", id="the rank of the visit"),
        pytest.param(
            "tomahawk-sum",
            "Total of the Tomahawk acquisition, ship equipment included",
            "Value of the Tomahawk purchase as reported",
            id="what the Tomahawks cost",
        ),
        pytest.param(
            "licensed-return-recipient",
            "States that issued the production licence",
            "States where the patent holders are based",
            id="to whom licence-built arms may go",
        ),
        pytest.param(
            "sm-3-block-iia-name",
            "Standard Missile-3 Block IIA",
            "Standard Missile (SM) Block-3 IIA",
            id="the name of the missile",
        ),
    ],
)
def test_disagreement_is_told_with_both_sides(corrected, note, followed, against):
    """One passage is followed, the others stay; each has a source of its own."""
    (row,) = [one for one in corrected.conflicts().rows if one.id == f"akd:conflict_{note}"]
    told = {value.label: one.passage for one in row.positions for value in one.values}

    assert {followed, against} == told.keys()
    assert [followed] == [value.label for one in row.positions if one.preferred for value in one.values]
    assert told[followed].source != told[against].source


def test_nobody_else_is_read_without_a_digest(corrected):
    """Every passage of the corrections can be found again in a text."""
    pattern = f"""?passage akg:passageOf ?source . FILTER (?source != {ARTICLE})
        OPTIONAL {{ ?passage akg:textDigest ?digest }} FILTER (!BOUND(?digest))"""

    assert set() == rows(corrected, pattern, "passage")


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        pytest.param("2023", "2023-01-12", False, id="a day of that year"),
        pytest.param("2024", "2023-01-12", True, id="a day of another year"),
        pytest.param("2023-01-11", "2023-01-12", True, id="two days"),
        pytest.param("[2023-12-22..2024-02]", "2023-12-22", False, id="the first day of a stretch"),
        pytest.param("[2023-12-22..2024-02]", "2024-02-29", False, id="the last day of a stretch"),
        pytest.param("[2023-12-22..2024-02]", "2024-03", True, id="the month after a stretch"),
        pytest.param("[2023-12..2024-02]", "[2024-01..2024-03]", True, id="two stretches that overlap"),
        pytest.param("[..2023-08-18]", "2023-08-18", False, id="by that day"),
        pytest.param("[..2023-08-18]", "2023-08-19", True, id="the day after it was over"),
        pytest.param("203X", "2035", False, id="a year of that decade"),
        pytest.param("2023-XX", "2024-01", True, id="some month of another year"),
        pytest.param("[2023-01-11,2023-01-12]", "2023-01-12", False, id="one of two days"),
    ],
)
def test_date_within_another_is_no_disagreement(one, other, disagree):
    """Worked out by hand: only a date that lies in the other leaves the other true."""
    source, values = "https://w3id.org/alliancekg/source/made-up", (one, other)
    store = ox.Store()
    for number, value in enumerate(values):
        store.update(
            f"""{PREFIX_LINES} INSERT DATA {{
            GRAPH <{source}> {{ <{source}_p0{number}> akg:assertionMode akv:mode_reported ;
                akg:reviewStatus akv:review_draft }}
            GRAPH <{source}_p0{number}> {{ akd:event_e akg:date "{value}"^^edtf:EDTF }} }}"""
        )
    (check,) = [path for path in resources.check_files() if path.stem == "disagreement-undeclared"]

    assert disagree == bool(list(store.query(check.read_text(encoding="utf-8"))))

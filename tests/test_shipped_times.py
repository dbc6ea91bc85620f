"""The shipped graph as of a day and as known by a day; expected stages are read from the sources."""

import pytest

import alliancekg
from conftest import ARTICLE, CORRECTIONS

GPI, LETTER = "akd:program_gpi", "akd:agreement_us-japan-tomahawk-loa-2024"
ARRANGEMENT, MOU = "akd:agreement_us-japan-gpi-arrangement-2024", "akd:agreement_us-japan-rdte-mou-2023"
SALE = "akd:transfer_tomahawk-to-japan"


def stages(kg, kind):
    return {row.id: row.timing.stage for row in kg.list(kind)}


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        pytest.param("2023-08-17", None, id="the day before the announcement"),
        pytest.param("2023-08-18", "announced", id="announced on 18 August 2023"),
        pytest.param("2023-12-31", "announced", id="still only announced"),
        pytest.param("2024-06-01", "under way", id="begun in May 2024"),
    ],
)
def test_gpi_is_announced_and_then_under_way(embedded, day, stage):
    """The stage follows from dated events."""
    assert stages(embedded.as_of(day), "Program").get(GPI) == stage


def test_the_arrangement_of_gpi_is_signed_under_the_memorandum(embedded):
    """As of 1 June 2024 both stand, each with its source; as of the end of 2023 there is no arrangement."""
    june, december = embedded.as_of("2024-06-01"), embedded.as_of("2023-12-31")
    (row,) = june.evidence(ARRANGEMENT, "akg:underAgreement").rows

    assert stages(june, "Agreement")[ARRANGEMENT] == stages(june, "Agreement")[MOU] == "signed"
    assert row.object.id == MOU
    assert row.sources
    assert ARRANGEMENT not in stages(december, "Agreement")


def test_what_is_signed_is_not_in_force(embedded):
    """No source tells that the memorandum entered into force: on the last day of 2023 it is signed."""
    asked = f"SELECT ?stage {{ {MOU} akg:stage ?stage . FILTER (?stage = akv:status_in-force) }}"

    assert stages(embedded.as_of("2023-12-31"), "Agreement")[MOU] == "signed"
    assert not len(embedded.as_of("2023-12-31").query(asked))


@pytest.mark.parametrize(
    ("day", "stage", "letter"),
    [
        pytest.param("2023-11-16", None, False, id="nothing published"),
        pytest.param("2023-12-01", "notified", False, id="the notified ceiling only"),
        pytest.param("2024-01-20", "contracted", True, id="the letter of offer too"),
    ],
)
def test_the_tomahawk_sale_as_it_came_to_be_known(day, stage, letter):
    """Congress was notified on 17 November 2023; the letter was signed on 18 January 2024."""
    known = alliancekg.load(sources=[ARTICLE, *CORRECTIONS], known_by=day)

    assert stages(known.as_of(day), "Transfer").get(SALE) == stage
    assert (LETTER in {row.id for row in known.list("Agreement")}) is letter


def test_by_december_2023_the_ceiling_is_the_only_sum():
    """Contract, total and reported value were published later."""
    rows = alliancekg.load(sources=[ARTICLE, *CORRECTIONS], known_by="2023-12-01").ask("purchases")
    sums = [row["sum"].label for row in rows if row["item"].id == "akd:system_tomahawk"]

    assert {label.split(", ")[1] for label in sums} == {"notified ceiling"}

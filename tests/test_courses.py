"""Hard courses of life: what ends and goes on, spells, parties with steps of their own, lent steps."""

from datetime import date

import pytest

import alliancekg
from alliancekg.dates import Bounds

HEAD = """
@prefix akd: <https://w3id.org/alliancekg/id/> .
@prefix akg: <https://w3id.org/alliancekg/ns#> .
@prefix aks: <https://w3id.org/alliancekg/source/> .
@prefix akv: <https://w3id.org/alliancekg/vocab/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
aks:x { aks:x a akg:Source ; dcterms:issued "2024-12-31"^^xsd:date ;
        akg:coversFrom "1900"^^xsd:gYear ; akg:coversTo "2024"^^xsd:gYear .
    aks:x_p01 a akg:Passage ; akg:passageOf aks:x ; akg:assertionMode akv:mode_reported . }
"""
#: Kind of event by the word of the step; what is not listed bears the name of its status.
KINDS = {"renewed": "renewal", "acceded": "accession"}
STATUSES = {"renewed": "in-force", "acceded": "ratified"}


@pytest.fixture
def held(tmp_path):
    """Return a function: things with their classes and steps, statements; then what holds on some days."""

    def ask(asked, days, classes, steps, said=""):
        told = [said]
        kinds = [f"akd:{thing} a akg:{kind} ." for thing, kind in classes.items()]
        for number, (thing, day, word) in enumerate(steps):
            status, kind = STATUSES.get(word, word), KINDS.get(word, "other")
            form = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(day)]
            kinds.append(f"akd:event_{number} a akg:Event .")
            told.append(
                f"akd:event_{number} akg:changes akd:{thing} ; akg:resultStatus akv:status_{status} ;"
                f' akg:eventKind akv:event-kind_{kind} ; akg:date "{day}"^^xsd:{form} .'
            )
        text = "\n".join([HEAD, "akd:registry {", *kinds, "}", "aks:x_p01 {", *told, "}"])
        path = tmp_path / "made-up.trig"
        path.write_text(text, encoding="utf-8")
        lives = alliancekg.load(path).as_of("2000")._graph.lives
        moments = [date.fromisoformat(day) for day in days]
        return [
            str(lives.during(Bounds(day, day)).holds(f"https://w3id.org/alliancekg/id/{asked}"))
            for day in moments
        ]

    return ask


TREATY = {"agreement_t": "Agreement", "state_a": "State", "part_a": "Participation"}
PARTY = (
    "akd:part_a akg:participationIn akd:agreement_t ; akg:participant akd:state_a ; akg:role akv:role_party ."
)


def test_what_is_renewed_on_the_day_after_its_expiry_has_no_gap(held):
    """Expired at the end of 2009, renewed on 1 January 2010: it goes on."""
    steps = [
        ("agreement_t", "2000-01-01", "in-force"),
        ("agreement_t", "2009-12-31", "expired"),
        ("agreement_t", "2010-01-01", "renewed"),
    ]
    days = ["1999-12-31", "2009-12-31", "2010-01-01", "2020-01-01"]

    assert held("agreement_t", days, TREATY, steps) == ["no", "yes", "yes", "yes"]


def test_a_party_that_left_some_day_of_a_year_and_was_back_the_next(held):
    """Left in 2005, back on 1 January 2006."""
    steps = [
        ("agreement_t", "2000-01-01", "in-force"),
        ("part_a", "2005", "withdrawn"),
        ("part_a", "2006-01-01", "in-force"),
    ]
    days = ["2004-12-31", "2005-06-01", "2006-01-01", "2020-01-01"]

    assert held("part_a", days, TREATY, steps, PARTY) == ["yes", "possibly", "yes", "yes"]


def test_what_is_only_known_to_be_renewed_may_have_been_there_before(held):
    """A renewal presupposes what it renews: earlier it is possible, not excluded."""
    steps = [("agreement_t", "2010-01-01", "renewed")]

    assert held("agreement_t", ["2009-12-31", "2010-01-01"], TREATY, steps) == ["possibly", "yes"]


@pytest.mark.parametrize("word", ["withdrawn", "suspended"])
def test_who_has_left_is_not_brought_back_by_what_the_others_do(held, word):
    """Out in 1966; the text that the others keep is amended in 1970."""
    steps = [
        ("agreement_t", "1949-01-01", "in-force"),
        ("agreement_t", "1970-01-01", "amended"),
        ("part_a", "1966-07-01", word),
    ]
    days = ["1960-01-01", "1967-01-01", "1980-01-01"]

    assert held("part_a", days, TREATY, steps, PARTY) == ["yes", "no", "no"]


def test_a_text_comes_into_force_for_those_who_signed_it_before(held):
    """Signed and ratified by the party itself, in force as a whole in 2012."""
    steps = [
        ("agreement_t", "2010-01-01", "signed"),
        ("agreement_t", "2012-01-01", "in-force"),
        ("part_a", "2010-01-01", "signed"),
        ("part_a", "2011-01-01", "ratified"),
    ]
    days = ["2009-12-31", "2010-06-01", "2011-06-01", "2012-01-01"]

    assert held("part_a", days, TREATY, steps, PARTY) == ["no", "yes", "yes", "yes"]


def test_who_accedes_is_no_party_before(held):
    """Acceded in June 2011 to what was signed in 2010 and came into force in 2012."""
    steps = [
        ("agreement_t", "2010-01-01", "signed"),
        ("agreement_t", "2012-01-01", "in-force"),
        ("part_a", "2011-06-01", "acceded"),
    ]
    days = ["2010-06-01", "2011-06-01", "2012-06-01"]

    assert held("part_a", days, TREATY, steps, PARTY) == ["no", "yes", "yes"]


def test_a_late_joiner_stays_while_the_text_is_suspended(held):
    """Joined in 2005; the treaty as a whole is suspended in 2010."""
    steps = [
        ("agreement_t", "2000-01-01", "in-force"),
        ("agreement_t", "2010-01-01", "suspended"),
        ("part_a", "2005-01-01", "in-force"),
    ]

    assert held("part_a", ["2004-12-31", "2006-01-01", "2012-01-01"], TREATY, steps, PARTY) == [
        "no",
        "yes",
        "yes",
    ]


def test_an_end_without_a_start_leaves_a_party_the_start_of_its_text(held):
    """Its part ended in 2005; the text came into force in 2000."""
    steps = [("agreement_t", "2000-01-01", "in-force")]
    said = PARTY + ' akd:part_a akg:endDate "2005"^^xsd:gYear .'
    days = ["1999-12-31", "2003-01-01", "2005-03-01", "2006-01-01"]

    assert held("part_a", days, TREATY, steps, said) == ["no", "yes", "possibly", "no"]


def test_an_alliance_by_two_treaties_outlives_the_first(held):
    """The treaty of 1951 is superseded on the day that of 1960 comes into force."""
    classes = {"alliance_x": "Alliance", "agreement_t": "Agreement", "agreement_u": "Agreement"}
    steps = [
        ("agreement_t", "1951-09-08", "signed"),
        ("agreement_t", "1952-04-28", "in-force"),
        ("agreement_t", "1960-06-23", "superseded"),
        ("agreement_u", "1960-01-19", "signed"),
        ("agreement_u", "1960-06-23", "in-force"),
    ]
    said = "akd:alliance_x akg:foundedBy akd:agreement_t , akd:agreement_u ."
    days = ["1951-09-07", "1951-09-08", "1960-06-23", "1960-06-24", "2000-01-01"]

    assert held("alliance_x", days, classes, steps, said) == ["no", "yes", "yes", "yes", "yes"]


def test_a_name_begins_and_ends_with_the_renaming(held):
    """One event gives up the first name and brings in the second."""
    classes = {"org_o": "Organization", "name_one": "NameUse", "name_two": "NameUse", "event_r": "Event"}
    said = """akd:name_one akg:nameOf akd:org_o . akd:name_two akg:nameOf akd:org_o .
        akd:event_r akg:introduces akd:name_two ; akg:repeals akd:name_one ;
            akg:date "2007-01-09"^^xsd:date ."""
    days = ["2000-01-01", "2007-01-09", "2007-01-10"]

    assert held("name_one", days, classes, [], said) == ["possibly", "possibly", "no"]
    assert held("name_two", days, classes, [], said) == ["no", "yes", "yes"]


DUTY = {
    **TREATY,
    "commitment_c": "Commitment",
    "provision_p": "Provision",
    "state_b": "State",
    "part_b": "Participation",
    "part_b2": "Participation",
}
BETWEEN = PARTY + "akd:commitment_c akg:boundActor akd:state_a ; akg:owedTo akd:state_b ."
SPELL = " akg:participationIn akd:agreement_t ; akg:participant akd:state_b ; akg:role akv:role_party "


def test_a_duty_of_a_provision_falls_when_a_side_leaves(held):
    """The duty stands in an article; the side to which it is owed left the treaty in 2010."""
    steps = [("agreement_t", "2000-01-01", "in-force"), ("part_b", "2010-01-01", "withdrawn")]
    said = f"""{BETWEEN} akd:part_b {SPELL} . akd:agreement_t akg:contains akd:provision_p .
        akd:provision_p akg:setsOut akd:commitment_c ."""

    assert held("commitment_c", ["2005-01-01", "2011-01-01"], DUTY, steps, said) == ["yes", "no"]


def test_a_duty_stands_in_each_of_the_spells_of_a_side(held):
    """Two participations of one state: until 2005, and again from 2008."""
    steps = [("agreement_t", "2000-01-01", "in-force")]
    said = f"""{BETWEEN} akd:agreement_t akg:setsOut akd:commitment_c .
        akd:part_b {SPELL} ; akg:endDate "2005-01-01"^^xsd:date .
        akd:part_b2 {SPELL} ; akg:startDate "2008-01-01"^^xsd:date ."""

    assert held("commitment_c", ["2004-01-01", "2006-01-01", "2010-01-01"], DUTY, steps, said) == [
        "yes",
        "no",
        "yes",
    ]


def test_what_expired_may_have_been_in_force_before(held):
    """Signed in 1902 and expired in 1923; no source tells of its force: its duties held at most possibly."""
    steps = [("agreement_t", "1902-01-30", "signed"), ("agreement_t", "1923-08-17", "expired")]
    said = BETWEEN + "akd:agreement_t akg:setsOut akd:commitment_c ."
    days = ["1901-01-01", "1914-01-01", "1930-01-01"]

    assert held("commitment_c", days, DUTY, steps, said) == ["no", "possibly", "no"]


def test_a_ratification_takes_nothing_from_provisional_application(held):
    """Applied provisionally from 2001, ratified in 2002, in force in 2003."""
    steps = [
        ("agreement_t", "2000-01-01", "signed"),
        ("agreement_t", "2001-01-01", "provisionally-applied"),
        ("agreement_t", "2002-01-01", "ratified"),
        ("agreement_t", "2003-01-01", "in-force"),
    ]
    said = "akd:agreement_t akg:setsOut akd:commitment_c ."
    days = ["2000-06-01", "2001-06-01", "2002-06-01", "2004-01-01"]

    assert held("commitment_c", days, DUTY, steps, said) == ["no", "yes", "yes", "yes"]


def test_an_undated_amendment_neither_begins_a_thing_nor_brings_it_back(held):
    """In force in 2000, terminated in 2010, amended some day."""
    steps = [("agreement_t", "2000-01-01", "in-force"), ("agreement_t", "2010-01-01", "terminated")]
    said = "akd:event_x akg:changes akd:agreement_t ; akg:resultStatus akv:status_amended ."
    classes = {**TREATY, "event_x": "Event"}
    days = ["1990-01-01", "2005-01-01", "2015-01-01"]

    assert held("agreement_t", days, classes, steps, said) == ["no", "yes", "no"]

"""What is asked of an imported dataset: made-up alliances in ATOP's layout, answers worked out by hand."""

from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import alliancekg
from alliancekg.errors import AmbiguousTermError, UnknownTermError
from alliancekg.imports import convert
from alliancekg.questions import question
from alliancekg.store.engine import select
from alliancekg.terms import PREFIXES
from servers import oxigraph, virtuoso
from tables import rewritten

TABLE = Path(__file__).parent / "data" / "imports" / "atop.csv"
ONE, TWO, FOUR, FIVE, SIX = (f"COW 100{number}" for number in (1, 2, 4, 5, 6))
ASKED = {
    "alliances": [ONE],
    "allied": [ONE, FIVE],
    "agreements-signed": [ONE, FOUR],
    "legal-force": ["9002"],
    "pledges": ["9002"],
    "staleness": [],
}


@pytest.fixture(scope="module")
def kg(tmp_path_factory):
    return alliancekg.load(convert("atop", TABLE).save(tmp_path_factory.mktemp("atop") / "atop.nq"))


def rows(reply, *columns):
    """Return the named columns of each row, by the last words of CURIEs."""
    return [
        tuple((row[name].id or row[name].label).rpartition("_")[2].removeprefix("atop-") for name in columns)
        for row in reply
    ]


@pytest.mark.parametrize(
    ("state", "day", "expected"),
    [
        pytest.param(ONE, "1949-07-07", [], id="before the first"),
        pytest.param(
            ONE, "1950", [("9002-p1", "multilateral-alliance", "", "1949-07-08")], id="neutrality only"
        ),
        pytest.param(
            ONE, "1953", [("9002-p2", "multilateral-alliance", "defense", "1951-10-23")], id="by its phase"
        ),
        pytest.param(
            TWO,
            "1970",
            [
                ("9003", "multilateral-alliance", "", "1945-11-05"),
                ("9001", "bilateral-alliance", "defense", "1960-09-13"),
            ],
            id="one that binds to defend and one that does not",
        ),
        pytest.param(SIX, "1985", [], id="left, and not yet back"),
        pytest.param(SIX, "1990", [("9003", "multilateral-alliance", "", "1989-10-17")], id="back again"),
    ],
)
def test_alliances_are_what_the_dataset_counts_as_such(kg, state, day, expected):
    """Each with whether anyone owes defense by it, and since when the state is in."""
    assert expected == rows(kg.as_of(day).ask("alliances", state), "alliance", "kind", "defense", "since")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(ONE, FIVE, [("9002-p2", "defense", "1952-08")], id="since the later of the two joined"),
        pytest.param(
            SIX, TWO, [("9003", "", "1945-11-05"), ("9003", "", "1989-10-17")], id="once for each spell"
        ),
        pytest.param(ONE, SIX, [], id="never in one together"),
    ],
)
def test_two_are_allied_by_the_alliances_of_both(kg, one, other, expected):
    """Two that share an alliance are told once for each time in it."""
    assert expected == rows(kg.ask("allied", one, other), "alliance", "defense", "since")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(ONE, TWO, [("9001", "1960-09-13")], id="both at once"),
        pytest.param(ONE, FIVE, [], id="the other joined three years later"),
        pytest.param(ONE, FOUR, [("9002-p1", "1949-07-08")], id="the phase that was signed, not the next"),
        pytest.param(TWO, SIX, [("9003", "1945-11-05")], id="left and back: it did sign"),
    ],
)
def test_who_joined_later_did_not_sign(kg, one, other, expected):
    """The signature is that of the first members."""
    assert expected == rows(kg.ask("agreements-signed", one, other), "agreement", "date")


def test_who_acceded_did_not_sign(embedded):
    """Greece joined the North Atlantic Treaty in 1952, by an accession; the United Kingdom signed in 1949."""
    treaty = ("akd:agreement_north-atlantic-treaty-1949", "1949-04-04")
    signed = {
        state: treaty
        in [
            (row["agreement"].id, row["date"].label)
            for row in embedded.ask("agreements-signed", state, "United States")
        ]
        for state in ("Greece", "United Kingdom")
    }

    assert {"Greece": False, "United Kingdom": True} == signed


def test_force_is_told_of_the_duty_that_binds(kg):
    """The dataset says it of no text: of 9001 one side's defense binds, of 9002 those of the second phase."""
    assert [("9001-1001-defense", "binding")] == rows(kg.ask("legal-force", "9001"), "what", "force")
    assert [(f"9002-p2-{member}-defense", "binding", "9002") for member in ("1001", "1004", "1005")] == rows(
        kg.ask("legal-force", "9002"), "what", "force", "agreement"
    )


def test_pledges_name_each_party_that_they_are_owed_to(kg):
    """9001: one side alone owes defense, both keep the peace and consult."""
    assert [
        ("cow-1001", "cow-1002", "consultation"),
        ("cow-1002", "cow-1001", "consultation"),
        ("cow-1001", "cow-1002", "defense"),
        ("cow-1001", "cow-1002", "nonaggression"),
        ("cow-1002", "cow-1001", "nonaggression"),
    ] == rows(kg.ask("pledges", "9001"), "debtor", "creditor", "obligation")


def test_pledges_of_an_alliance_in_phases_are_those_of_each_phase(kg):
    """9002: neutrality of two, then defense of three and offense of two, owed to each other."""
    found = Counter(rows(kg.ask("pledges", "9002"), "obligation", "provision"))

    assert {("neutrality", "9002-p1"): 2, ("defense", "9002-p2"): 6, ("offense", "9002-p2"): 4} == found


@pytest.mark.parametrize(
    ("day", "expected"),
    [(None, ["9001", "9003"]), ("1953-01-01", ["9002", "9002-p2", "9003"])],
    ids=["at the end of the dataset", "on a day on which more stood"],
)
def test_what_has_ended_is_not_in_force(kg, day, expected):
    """A status that a dataset states holds for no longer than the alliance."""
    asked = kg.as_of(day) if day else kg

    assert [(one,) for one in expected] == sorted(rows(asked.ask("staleness"), "thing"))


@pytest.mark.parametrize("name", ASKED)
def test_datasets_give_equal_rows_on_rdflibs_own_engine(kg, name):
    """Whatever is asked about: the same text over a copy in rdflib's memory store."""
    own = rdflib.Dataset(default_union=False)
    own.parse(data=ox.serialize(kg._graph.engine, format=ox.RdfFormat.N_QUADS), format="nquads")
    text = "".join(f"PREFIX {key}: <{iri}>\n" for key, iri in PREFIXES.items()) + question(name).query
    ours = Counter(
        tuple("" if value is None else value.value for value in row.values())
        for row in select(kg._graph.engine, text)
    )

    assert ours
    assert ours == Counter(
        tuple("" if value is None else str(value) for value in row) for row in own.query(text)
    )


@pytest.mark.parametrize("serve", [oxigraph, virtuoso])
def test_servers_give_the_rows_that_files_give(kg, serve, tmp_path_factory):
    """Rows, order and the passages behind each, of two engines."""
    folder = tmp_path_factory.mktemp("server")
    built = folder / "atop.nq"
    ox.serialize(kg._graph.engine, built, format=ox.RdfFormat.N_QUADS)
    with serve(folder, built) as url:
        far = alliancekg.connect(url)

        assert {name: kg.ask(name, *told) for name, told in ASKED.items()} == {
            name: far.ask(name, *told) for name, told in ASKED.items()
        }


@pytest.mark.parametrize("code", ["9002", "atop:9002", "ATOP alliance number:9002"])
def test_a_thing_is_found_by_its_code(kg, code):
    """Codes are printed, so they can be asked for, alone or after their system."""
    assert "akd:agreement_atop-9002" == kg.entity(code).id


def test_a_code_of_another_system_is_not_found(kg):
    """9701 is the number in the COW alliance data of what ATOP calls 9001."""
    assert "akd:agreement_atop-9001" == kg.entity("cow-alliance-3:9701").id
    with pytest.raises(UnknownTermError, match="no term is called 'atop:9701'"):
        kg.entity("atop:9701")


def test_a_code_of_several_things_is_refused(tmp_path):
    """Who means one of them is shown both."""
    path = tmp_path / "codes.ttl"
    path.write_text(
        "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
        + """akd:code_one a akg:Identifier ; akg:code "77" ; akg:codeSystem akv:code-system_cow ;
                akg:identifies akd:state_a .
            akd:code_two a akg:Identifier ; akg:code "77" ; akg:codeSystem akv:code-system_gleditsch-ward ;
                akg:identifies akd:state_b .
            akd:state_a a akg:State ; skos:prefLabel "A"@en .
            akd:state_b a akg:State ; skos:prefLabel "B"@en .""",
        encoding="utf-8",
    )
    kg = alliancekg.load(path)

    assert "akd:state_b" == kg.entity("gleditsch-ward:77").id
    with pytest.raises(AmbiguousTermError, match=r"'77' names 2 things: akd:state_a \(A\), "):
        kg.entity("77")


def test_the_parties_of_phases_are_shown_with_their_phase(kg):
    """In 1953 the second phase holds, of three."""
    shown = kg.as_of("1953-01-01").show("9002")
    parties = [
        (row.object.label, row.date, [one.value.id for one in row.details if one.label == "in phase"])
        for row in shown.relations
        if row.relation == "party"
    ]

    assert [
        (ONE, "1951-10-23 to 1955-03", ["akd:agreement_atop-9002-p2"]),
        (FOUR, "1951-10-23 to 1955-03", ["akd:agreement_atop-9002-p2"]),
        (FIVE, "1952-08 to 1955-03", ["akd:agreement_atop-9002-p2"]),
    ] == parties


def test_a_stated_status_is_shown_with_the_end_of_its_thing(kg):
    """9002 ended in March 1955; 9001 had not ended."""
    dates = {
        code: [row.date for row in kg.show(code).relations if row.property == "akg:statedStatus"]
        for code in ("9001", "9002")
    }

    assert {"9001": [""], "9002": ["until 1955-03"]} == dates


def test_what_ended_is_not_confirmed_by_what_did_not(tmp_path):
    """1005 leaves 9003 in 1979, others stay to the end of the dataset: its duty of 1970 ended with it."""
    table = rewritten(TABLE, tmp_path, 9, yrexit="1979", moexit="8", dayexit="12")
    day = alliancekg.load(convert("atop", table).save(tmp_path / "atop.nq")).as_of("1970-01-01")
    confirmed = {
        state: {
            row.timing.last_confirmed
            for row in day.show(state).relations
            if row.relation in {"party in", "consultation: bound actor"} and "9003" in row.object.label
        }
        for state in (FIVE, TWO)
    }

    assert {FIVE: {""}, TWO: {"2018-12-31"}} == confirmed


def test_evidence_takes_the_words_of_the_other_side(kg):
    """What `show` prints of 1002 can be asked: it is owed defence by 1001 alone, 1006 by nobody."""
    owed = kg.evidence(TWO, "is owed defence by")

    assert [(ONE, "owes defence to", TWO)] == [
        (row.subject.label, row.property.label, row.object.label) for row in owed
    ]
    assert owed.rows == kg.evidence(ONE, "owes defence to", TWO).rows
    assert owed.rows == kg.evidence(TWO, "is owed defence by", ONE).rows
    assert () == kg.evidence(SIX, "is owed defence by").rows


def test_words_of_neither_side_name_close_ones(kg):
    """The other side's words are among them."""
    with pytest.raises(UnknownTermError, match="Did you mean is owed defence by"):
        kg.evidence(TWO, "is owed defense by")


def test_what_a_prompt_shows_is_short(kg):
    """A thing says what it is without its passages, an answer how many rows it has."""
    state = repr(kg.entity(ONE))

    assert state.startswith("Entity(id='akd:state_cow-1001', label='COW 1001', kind='state'")
    assert "Citation" not in state
    assert "<Reply to allied: 1 row>" == repr(kg.ask("allied", ONE, FIVE))
    assert "<Answer: 1 row>" == repr(kg.evidence(TWO, "is owed defence by"))

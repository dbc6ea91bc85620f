"""Frames of years: in which years a state was there, the codes it had, whom to cite, and what is refused."""

import csv
import io
import json

import numpy as np
import pytest

import alliancekg
from alliancekg.errors import InputError, UnknownChoiceError
from alliancekg.terms import PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
A, B, C = (f"akd:state_{name}" for name in "abc")
#: Made up. A is there from June 1950 to October 1990 by the one list, B from 1816 on by the other, C by none.
#: All three are in a pact of 1960 to 1970, A and B in one of 1940; a third, of B and C, is only expected.
#: The dataset speaks of 1900 to 2000; a paper knows the pact of 1940 too.
REGISTRY = """akd:registry {
  akd:state_a a akg:State ; skos:prefLabel "Aland"@en .
  akd:state_b a akg:State ; skos:prefLabel "Bland"@en .
  akd:state_c a akg:State ; skos:prefLabel "Cland"@en .
  akd:pact_1940 a akg:Agreement ; skos:prefLabel "Pact of 1940"@en .
  akd:pact_1960 a akg:Agreement ; skos:prefLabel "Pact of 1960"@en .
  akd:pact_1980 a akg:Agreement ; skos:prefLabel "Pact of 1980"@en .
"""
CODES = (
    ("a", "cow", "901", "", ""),
    ("a", "gleditsch-ward", "no number", "", ""),
    ("a", "iso-3166-1-alpha-3", "AAA", "", "1975-05-05"),
    ("b", "cow", "902", "", ""),
    ("b", "gleditsch-ward", "912", "1816-01-01", ""),
    ("b", "iso-3166-1-alpha-3", "OLD", "", "1965-07-01"),
    ("b", "iso-3166-1-alpha-3", "BBB", "", ""),
    ("c", "iso-3166-1-alpha-3", "CCC", "", ""),
)
LISTED = ("a", "cow", "901", "1950-06-01", "1990-10-02")
SOURCE = """aks:{slug} {{ aks:{slug} a akg:Source ; dcterms:title "{title}"@en ; {more}
    akg:coversFrom "1900"^^xsd:gYear ; akg:coversTo "2000"^^xsd:gYear . {passages} }}
"""
PASSAGE = "aks:{name} akg:passageOf aks:{slug} ; akg:assertionMode akv:mode_{mode} . "


def code(number, told):
    """Return an identifier: state, system, code, first and last day ("" for none)."""
    state, system, text, start, end = told
    days = "".join(
        f' ; akg:{word} "{day}"^^xsd:date' for word, day in (("startDate", start), ("endDate", end)) if day
    )
    return f"""  akd:code_{number} a akg:Identifier ; akg:identifies akd:state_{state} ; akg:code "{text}" ;
    akg:codeSystem akv:code-system_{system}{days} .
"""


def party(state, year, last):
    """Return a participation in the pact of a year."""
    return f"""  akd:part_{state}-{year} a akg:Participation ; akg:participant akd:state_{state} ;
    akg:participationIn akd:pact_{year} ; akg:role akv:role_party ;
    akg:startDate "{year}-01-01"^^xsd:date ; akg:endDate "{last}-12-31"^^xsd:date .
"""


def source(slug, title, more, modes):
    """Return a source and its passages, of the modes given."""
    names = [(f"{slug}_p{at}", mode) for at, mode in enumerate(modes, 1)]
    passages = "".join(PASSAGE.format(name=name, slug=slug, mode=mode) for name, mode in names)
    return SOURCE.format(slug=slug, title=title, more=more, passages=passages)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("states") / "made-up.trig"
    dataset = 'akg:sourceKind akv:source-kind_dataset ; dcterms:issued "2001"^^xsd:gYear ;'
    lists = 'akg:sourceKind akv:source-kind_dataset ; dcterms:issued "2020"^^xsd:gYear ;'
    text = [
        HEAD,
        REGISTRY,
        *(code(number, told) for number, told in enumerate(CODES)),
        "}\n",
        source("set", "Set of pacts", dataset, ["reported", "expected"]),
        source("list", "Yearbook of states", lists, ["reported"]),
        source("paper", "A paper", "", ["reported"]),
        "aks:set_p1 {\n",
        *(party(state, 1960, 1970) for state in "abc"),
        *(party(state, 1940, 1940) for state in "ab"),
        "}\naks:set_p2 {\n",
        *(party(state, 1980, 1980) for state in "bc"),
        "}\naks:list_p1 {\n",
        code("spell", LISTED),
        "}\naks:paper_p1 {\n",
        party("a", 1940, 1940),
        "}\n",
    ]
    found.write_text("".join(text), encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def kg(path):
    return alliancekg.load(path)


def years(frame, *who):
    """Return the years of the rows of a state, or of a pair."""
    sides = ("state",) if len(who) == 1 else ("one", "other")
    mine = [tuple(row) == who for row in frame[list(sides)].itertuples(index=False)]
    return frame[mine].year.to_list()


def test_a_complete_frame_has_the_years_in_which_a_state_was_there(kg):
    """And those of a tie, whatever a list says: A had a pact early. When a country code went says nothing."""
    frame = kg.state_years(complete=True)

    assert [1940, *range(1950, 1991)] == years(frame, A)
    assert [*range(1900, 2001)] == years(frame, B) == years(frame, C)
    assert [C] == frame.attrs["unlisted"]


def test_a_pair_has_the_years_in_which_both_were_there(kg):
    """A and B while A was; B and C always, as far as anyone says."""
    frame = kg.dyad_years(complete=True)
    told = frame.set_index(["one", "other", "year"]).tied

    assert [1940, *range(1950, 1991)] == years(frame, A, B)
    assert [*range(1900, 2001)] == years(frame, B, C)
    assert (False, True, False) == (told[A, B, 1959], told[A, B, 1960], told[A, B, 1971])


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("any-day", range(1950, 1991)),
        ("first-day", range(1951, 1991)),
        ("last-day", range(1950, 1990)),
        ("whole-year", range(1951, 1990)),
    ],
)
def test_a_state_was_there_on_the_days_of_the_year_that_count(kg, rule, expected):
    """From 1 June 1950 to 2 October 1990: there by the same rule by which it would be tied."""
    assert [1940, *expected] == years(kg.state_years(complete=True, year_rule=rule), A)


@pytest.mark.parametrize(
    ("system", "of_a", "of_b", "unlisted"),
    [
        ("any", [1940, *range(1950, 1991)], range(1900, 2001), [C]),
        ("cow", [1940, *range(1950, 1991)], range(1900, 2001), [B, C]),
        ("gw", range(1900, 2001), range(1900, 2001), [A, C]),
    ],
)
def test_the_list_that_says_when_states_were_there_can_be_chosen(kg, system, of_a, of_b, unlisted):
    """A state of which that list gives no day is taken to be there always, and named."""
    frame = kg.state_years(complete=True, system=system)

    assert ([*of_a], [*of_b]) == (years(frame, A), years(frame, B))
    assert unlisted == frame.attrs["unlisted"]


def test_of_a_state_that_is_gone_nothing_is_unknown(kg):
    """In years that no source covers, those have an empty row that were there to be tied."""
    frame = kg.state_years(1970, 2002)

    assert [1970] == years(frame, A)
    assert [1970, 2001, 2002] == years(frame, B) == years(frame, C)
    assert frame[frame.year > 2000].tied.isna().all()
    assert [] == frame.attrs["unlisted"]  # none is counted as free of ties in any year


@pytest.fixture
def owed(tmp_path, path):
    """Return a function that loads the graph with a duty of A to the parties of the pact of 1960."""

    def load(kind):
        duty = f"""{source("duty", "Duty", "", ["reported"])}
          aks:duty_p1 {{ akd:duty a akg:Commitment ; akg:obligationType akv:obligation_{kind} ;
            akg:boundActor akd:state_a ; akg:owedToPartiesOf akd:pact_1960 ;
            akg:startDate "1960-01-01"^^xsd:date ; akg:endDate "1970-12-31"^^xsd:date .
            akd:pact_1960 akg:setsOut akd:duty . }}"""
        other = tmp_path / "duty.trig"
        other.write_text(HEAD + duty, encoding="utf-8")
        return alliancekg.load(path, other)

    return load


def test_ties_without_the_obligation_stay_in_a_complete_frame(owed):
    """In 1940 A was in no list, yet tied: the row says that defense was not owed then."""
    found = owed("defense")
    frame = found.dyad_years(obligation="defense", complete=True).set_index(["one", "other", "year"])

    assert (True, False) == (frame.tied[A, B, 1940], frame.defense[A, B, 1940])
    assert (True, True) == (frame.tied[A, B, 1960], frame.defense[A, B, 1960])
    assert [*range(1960, 1971)] == years(found.dyad_years(obligation="defense"), A, B)


def test_no_two_columns_bear_one_name(owed):
    """There is an obligation called "other", and the second state of a pair is too."""
    found = owed("other")
    frame = found.dyad_years(1960, 1960, directed=True)

    assert ["agreements", "obligation_other"] == list(frame.columns[-2:])
    assert len(set(frame.columns)) == len(frame.columns)
    assert [(A, B), (A, C)] == [(row.one, row.other) for row in frame.itertuples() if row.obligation_other]
    assert "obligation_other" == found.state_years(1960, 1960).columns[-1]
    assert len(found.dyad_years(obligation="other")) == 2 * 11


@pytest.mark.parametrize("day", ["1914-07-01", "1965", "1999"])
def test_that_a_state_was_there_is_not_stated_by_its_codes(ask, kg, path, day):
    """Nor is it denied: a state is in every view, and a row says that nobody tells when it was there."""
    view = kg.as_of(day)
    rows = json.loads(ask("--graph", path, "list", "State", "--as-of", day, "-f", "json").stdout)["rows"]

    assert {A, B, C} == {row.id for row in view.list("State")} == {row["id"] for row in rows}
    assert (
        {"not stated"} == {row.timing.holds for row in view.list("State")} == {row["holds"] for row in rows}
    )
    assert f"as of {day}: not stated" in view.show("Aland").notices


def test_what_has_dates_holds_by_them(kg):
    """A party of the pact of 1960 is one in 1965; in 2005 no source speaks of any day, nor of a state."""
    parties = {row.id: row.timing.holds for row in kg.as_of("1965").list("Participation")}

    assert {f"akd:part_{state}-1960": "yes" for state in "abc"} == parties
    assert {"unknown"} == {row.timing.holds for row in kg.as_of("2005").list("State")}


def test_codes_are_those_of_the_year(kg):
    """In 1964 OLD stood all year, in 1965 to July; AAA went in 1975; what is no number is none."""
    frame = kg.state_years(1960, 1976, complete=True, codes=("cow", "gw", "iso3")).set_index(
        ["state", "year"]
    )

    assert ["label", "cow", "gw", "iso3", "tied"] == list(frame.columns[:5])
    assert (901, "AAA") == (frame.cow[A, 1960], frame.iso3[A, 1960])
    assert ("AAA", True) == (frame.iso3[A, 1975], frame.iso3.isna()[A, 1976])
    assert frame.gw.isna()[A, 1960]
    assert (902, 912, "OLD", "BBB") == (
        frame.cow[B, 1960],
        frame.gw[B, 1960],
        frame.iso3[B, 1964],
        frame.iso3[B, 1965],
    )
    assert frame.cow.isna()[C, 1960]


def test_codes_join_with_other_data(kg):
    """As docs/datasets.md has it: whole numbers beside whole numbers, each side by its own column."""
    import pandas as pd

    dyads = kg.dyad_years(1960, 1961, codes="cow")
    theirs = pd.DataFrame({"ccode": [901, 902], "year": [1960, 1960], "score": [7, -3]})
    joined = dyads.merge(theirs, how="left", left_on=["one_cow", "year"], right_on=["ccode", "year"])

    assert ["one", "one_label", "one_cow", "other", "other_label", "other_cow", "year"] == list(dyads)[:7]
    assert [7, 7, -3] == joined[joined.year == 1960].score.to_list()  # A with B, A with C, B with C
    assert joined[joined.year == 1961].score.isna().all()


def test_the_command_has_the_codes_and_names_states_in_no_list(ask, path):
    """Columns by system; on stderr who is taken to be there always."""
    asked = ("--from", "1959", "--to", "1960", "--complete", "--codes", "cow", "--codes", "iso3")
    written = ask("--graph", path, "state-years", *asked, "-f", "csv")
    rows = list(csv.reader(io.StringIO(written.stdout)))
    told = ask("--graph", path, "dyad-years", "--complete", "--system", "cow", "-f", "json")
    body = json.loads(told.stdout)

    assert ["state", "label", "cow", "iso3", "year", "tied", "agreements", "partners"] == rows[0]
    assert [A, "Aland", "901", "AAA", "1959", "0", "0", "0"] == rows[1]
    assert [C, "Cland", "", "CCC", "1960", "1", "1", "2"] == rows[-1]
    assert "1 state of which no list gives the days is taken to be there always: Cland\n" in written.stderr
    assert "2 states of which the list cow does not give the days are taken to be there" in told.stderr
    assert "always: Bland, Cland\n" in told.stderr
    assert ("cow", [B, C]) == (body["system"], [state["id"] for state in body["unlisted"]])


def test_datasets_are_cited_first(ask, kg, path):
    """A list of states too, where it decides which rows there are; then the others."""
    ties, whole = kg.state_year_table(), kg.state_year_table(complete=True)
    written = ask("--graph", path, "state-years", "--complete")

    assert ("Set of pacts", "A paper") == ties.citations
    assert ("Set of pacts", "Yearbook of states", "A paper") == whole.citations
    assert (1, 2) == (ties.datasets, whole.datasets)
    assert (
        "cite: Set of pacts\ncite: Yearbook of states\nand 1 more source (-f json lists all)\n"
        in written.stderr
    )


@pytest.mark.parametrize("command", ["dyad-years", "state-years"])
@pytest.mark.parametrize(
    "asked", [("--as-of", "1960"), ("--possible", "only"), ("--as-of", "1960-01-01/1961")]
)
def test_a_day_is_no_way_to_ask_for_years(ask, path, command, asked):
    """Before or after the command, of files or of a server: wrong usage, and how it is said."""
    for words in (
        ("--graph", path, command, *asked),
        ("--graph", path, *asked, command),
        ("--endpoint", "http://127.0.0.1:9/", command, *asked),
    ):
        refused = ask(*words)

        assert (2, "") == (refused.exit_code, refused.stdout)
        assert "years are asked with --from and --to, and --date-rule" in refused.stderr


def test_a_view_of_a_day_has_no_frames(kg):
    """It holds one day; a frame of it would be that of all years, or of none."""
    with pytest.raises(InputError, match=r"^as of 1960: a frame has years of its own\. Ask kg itself"):
        kg.as_of("1960").dyad_years()
    with pytest.raises(InputError, match="as of 1960: a frame has years of its own"):
        kg.as_of("1960").state_years(1950, 1960)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ((), {1940, *range(1960, 1971)}),
        (("--modes", "expected"), {1940, *range(1960, 1971), 1980}),
        (("--known-by", "2001"), {1940, *range(1960, 1971)}),
        (("--known-by", "2000"), set()),
        (("--source", "paper"), {1940}),
    ],
)
def test_what_cuts_a_graph_cuts_its_frames(ask, path, asked, expected):
    """A hedge counts where it is let in; a source that was not out yet, or is not asked, tells nothing."""
    written = ask("--graph", path, "state-years", "-f", "csv", *asked)
    found = {int(row["year"]) for row in csv.DictReader(io.StringIO(written.stdout))}

    assert expected == found


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": "1914"}, r"^'1914': start is a year, a whole number\. Write start=1914"),
        ({"end": 1914.5}, r"^1914\.5: end is a year, a whole number"),
        ({"start": 0}, "^0: start is a year from 1 to 9999"),
    ],
)
def test_what_is_no_year_is_refused(kg, asked, said):
    """A year is a whole number; one of NumPy is one."""
    assert years(kg.state_years(np.int64(1940), np.int64(1940)), A) == [1940]
    with pytest.raises(InputError, match=said):
        kg.dyad_years(**asked)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"date_rule": "bogus"}, "no date rule is called 'bogus'. Choose from possible, certain."),
        (
            {"year_rule": "leap-day"},
            "no year rule is called 'leap-day'. Choose from any-day, first-day, last-day, whole-year.",
        ),
        ({"system": "un"}, "no list of states is called 'un'. Choose from any, cow, gw."),
        ({"codes": ["cow", "un"]}, "no system of codes is called 'un'. Choose from cow, gw, iso2, iso3."),
    ],
)
def test_a_choice_that_there_is_not_is_told_those_there_are(kg, asked, said):
    """Whatever the graph."""
    with pytest.raises(UnknownChoiceError) as caught:
        kg.state_years(**asked)

    assert said == str(caught.value)

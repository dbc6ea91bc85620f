"""The lists of states as they come out of the imported graph: counts worked out from the lists themselves."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import alliancekg
from alliancekg.check import check
from alliancekg.imports.states import state_codes, state_iri, table
from alliancekg.imports.system_lists import import_states

SHARED = Path(__file__).parents[2] / "shared" / "data"
LISTS = SHARED / "state_systems"
PREFIXES = "PREFIX akg: <https://w3id.org/alliancekg/ns#> PREFIX akv: <https://w3id.org/alliancekg/vocab/> "
SPELL = """?spell akg:identifies ?state ; akg:code ?code ; akg:codeSystem akv:code-system_cow ;
        akg:startDate ?start .
    OPTIONAL { ?spell akg:endDate ?end }"""
GLEDITSCH_WARD = """?spell akg:identifies ?state ; akg:code ?code ; akg:codeSystem ?system ;
        akg:startDate ?start .
    OPTIONAL { ?spell akg:endDate ?end }
    FILTER (?system IN (akv:code-system_gleditsch-ward, akv:code-system_gleditsch-ward-microstates))"""


@pytest.fixture(scope="module")
def shared():
    """Return the folder of the lists, which are not ours to pass on."""
    if not LISTS.is_dir():
        pytest.skip("the lists of states are not at hand: put them into ../shared/data/ to run this test")
    return LISTS


@pytest.fixture(scope="module")
def registry(tmp_path_factory):
    """Return the whole registry as a file, without a list of the user's."""
    return import_states().save(tmp_path_factory.mktemp("registry") / "states.nq")


@pytest.fixture(scope="module")
def imported(shared, tmp_path_factory):
    """Return the graph of an import of both lists."""
    done = import_states(shared / "states2016.csv")
    assert (243, 243, ()) == (done.read, done.kept, done.refused)
    return alliancekg.load(done.save(tmp_path_factory.mktemp("lists") / "states.nq"))


def ask(graph, text):
    """Return the rows of a query as tuples of text."""
    return [tuple(row.values()) for row in graph.query(PREFIXES + text)]


def rows(path):
    """Return the rows of a list as it was downloaded."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_registry_has_no_finding(registry):
    """Shapes and checks hold: each state, name and succession is vouched for by a passage."""
    assert () == check([registry])


def test_codes_are_shown_with_their_system_and_period(registry):
    """Germany has two numbers with Gleditsch and Ward, one after the other."""
    assert (
        "255 (Correlates of War)",
        "255 (Gleditsch-Ward, from 1816-01-01 to 1945-05-07)",
        "260 (Gleditsch-Ward, from 1990-10-03)",
        "DE (ISO 3166-1 alpha-2)",
        "DEU (ISO 3166-1 alpha-3)",
    ) == alliancekg.load(registry).entity("Germany").codes


def test_former_name_and_predecessor_are_told_with_their_passage(registry):
    """The names of Myanmar and the states that came from Czechoslovakia, as rows of our tables."""
    graph = alliancekg.load(registry)

    assert [("Burma", "1948", "1989")] == ask(
        graph,
        """PREFIX akd: <https://w3id.org/alliancekg/id/>
        SELECT ?name ?from ?to WHERE {
          ?use akg:nameOf akd:state_myanmar ; akg:name ?name ; akg:startDate ?from ; akg:endDate ?to }""",
    )
    assert [("Czechia", "1993"), ("Slovakia", "1993")] == ask(
        graph,
        """PREFIX akd: <https://w3id.org/alliancekg/id/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name ?year WHERE {
          ?event akg:originalOrganization akd:state_czechoslovakia ; akg:resultingOrganization ?heir ;
            akg:date ?year . ?heir skos:prefLabel ?name } ORDER BY ?name""",
    )


def test_row_of_our_tables_tells_the_page_where_it_was_read(registry):
    """Whoever asks for the evidence of a name or a succession has the address beside it."""
    graph = alliancekg.load(registry)
    notes = {
        thing: {citation.note for row in graph.evidence(thing).rows for citation in row.sources}
        for thing in ("akd:name_samoa-western-samoa-1962", "akd:event_succession-1912-turkey")
    }

    assert {
        "akd:name_samoa-western-samoa-1962": {
            "Read at https://workmall.com/wfb2001/samoa/samoa_history.html"
        },
        "akd:event_succession-1912-turkey": {"Read at http://www.faqs.org/docs/factbook/fields/2088.html"},
    } == notes


def test_name_without_years_is_undated(registry):
    """Prussia: a name of Germany, on no day that its page states."""
    stated = ask(
        alliancekg.load(registry),
        """PREFIX akd: <https://w3id.org/alliancekg/id/>
        SELECT ?name ?from ?to WHERE {
          BIND (akd:name_germany-prussia AS ?use) ?use akg:nameOf akd:state_germany ; akg:name ?name .
          OPTIONAL { ?use akg:startDate ?from } OPTIONAL { ?use akg:endDate ?to } }""",
    )

    assert [("Prussia", "", "")] == stated


def test_years_of_successions_are_near_the_days_of_the_list():
    """A year misread by a decade would be far from every first or last day of Gleditsch and Ward.

    The list dates a state by what it controlled, not by a proclamation, so five years may lie between.
    """
    days = {}
    for code in state_codes().spells("gw"):
        days.setdefault(code.slug, []).extend(day for day in (code.start, code.end) if day)
    far = [
        row
        for row in table(state_codes().folder / "successions.csv")
        if not any(
            abs(int(day[:4]) - int(row["year"])) <= 5
            for one in {*row["from"].split(";")} ^ {*row["to"].split(";")}
            for day in days.get(one, ())
        )
    ]

    assert [] == far


def test_correlates_of_war_list_comes_out_as_it_went_in(imported):
    """243 spells of 217 states, 26 of them with two, and Japan's two."""
    spells = ask(imported, f"SELECT ?code ?state ?start ?end WHERE {{ {SPELL} }}")
    times = Counter(code for code, *_ in spells)

    assert 243 == len(spells)
    assert 217 == len(times) == len({state for _, state, *_ in spells})
    assert 26 == sum(count == 2 for count in times.values())
    japan = sorted((start, end) for code, _, start, end in spells if code == "740")
    assert [("1860-01-01", "1945-08-14"), ("1952-04-28", "")] == japan


@pytest.mark.parametrize(("day", "members"), [("1816-01-01", 23), ("1914-07-01", 45), ("2016-12-31", 195)])
def test_members_of_the_system_on_a_day(imported, day, members):
    """Both days of a spell count as within."""
    standing = f"""SELECT (COUNT(DISTINCT ?state) AS ?members) WHERE {{ {SPELL}
        FILTER (?start <= "{day}"^^<http://www.w3.org/2001/XMLSchema#date>)
        FILTER (!BOUND(?end) || ?end >= "{day}"^^<http://www.w3.org/2001/XMLSchema#date>) }}"""

    assert [(str(members),)] == ask(imported, standing)


def test_gleditsch_ward_list_comes_out_as_it_went_in(imported, shared):
    """239 spells of 225 numbers, 23 of microstates: a passage each, with the days of the list."""
    passages = ask(
        imported,
        """PREFIX aks: <https://w3id.org/alliancekg/source/>
        SELECT ?passage WHERE { ?passage akg:passageOf aks:gleditsch-ward-2017-independent-states }""",
    )
    spells = ask(imported, f"SELECT ?code ?system ?start ?end WHERE {{ {GLEDITSCH_WARD} }}")
    listed = rows(shared / "gwstates.csv")
    starts = {(row["gwcode"], row["start"]) for row in listed}
    ends = {(row["gwcode"], row["end"].replace("9999-12-31", "")) for row in listed}

    assert 239 == len(passages) == len(listed)
    assert 225 == len({code for code, *_ in spells}) == len({row["gwcode"] for row in listed})
    assert 23 == sum("microstates" in system for _, system, *_ in spells)
    new, old = {("260", "1990-10-03"), ("678", "1990-05-22")}, {("260", "1990-10-02"), ("678", "1990-05-21")}
    assert starts | new == {(code, start) for code, _, start, _ in spells}
    assert ends | old == {(code, end) for code, _, _, end in spells}


def test_numbers_of_the_two_lists_differ_where_a_panel_of_both_says(imported, shared):
    """One state, one year, two numbers: the same pairs in the same years as somebody else's crosswalk."""
    cow = ask(imported, f"SELECT ?state ?code ?start ?end WHERE {{ {SPELL} }}")
    other = ask(imported, f"SELECT ?state ?code ?start ?end WHERE {{ {GLEDITSCH_WARD} }}")
    found = {
        (one[1], two[1], year)
        for one in cow
        for two in other
        if one[0] == two[0] and one[1] != two[1]
        for year in years(one) & years(two)
    }
    expected = {
        (row["ccode"], row["gwcode"], int(row["year"]))
        for row in rows(shared / "cw_gw_panel.csv")
        if row["ccode"] and row["gwcode"] and row["ccode"] != row["gwcode"] and int(row["year"]) <= 2016
    }

    assert 7 == len({pair[:2] for pair in expected})
    assert expected == found


def years(spell):
    """Return the years in which a spell stands on some day, to the end of the list."""
    start, end = spell[2], spell[3] or "2016-12-31"
    return set(range(int(start[:4]), int(end[:4]) + 1))


def test_every_number_of_the_datasets_is_found_but_one(shared):
    """Annam's 8152 is in no list; each other number of ATOP and DCAD is a state, and no two are the same."""
    states = state_codes()
    numbers = {row["member"] for row in rows(SHARED / "atop_5.1" / "atop5_1m.csv")}
    pairs = rows(SHARED / "dcad_v1.0" / "DCAD-v1.0-main.csv")
    numbers |= {row[name] for row in pairs for name in ("ccode1", "ccode2")}
    found = {number: states.find("cow", number) for number in numbers}

    assert {"8152"} == {number for number, state in found.items() if state is None}
    assert len(numbers) == len(set(found.values()))


def test_country_codes_are_those_of_a_concordance(shared):
    """Whoever joins by ISO code gets the same state as by number, but for three that we know better."""
    states = state_codes()
    wrong = {}
    for row in rows(shared / "country_codes_countrycode.csv"):
        state = states.find("cow", row["cown"]) if row["cown"] else None
        for system, column in (("iso3", "iso3c"), ("iso2", "iso2c")):
            if state and row[column] and states.find(system, row[column]) != state:
                wrong[row["cown"], system] = row[column]

    # the Papal States were no Vatican City
    assert {("327", "iso3"): "VAT", ("327", "iso2"): "VA"} == wrong


def test_country_codes_are_those_of_the_standard():
    """Each code is in pycountry, today's or withdrawn, and a withdrawn one ends when it was."""
    pycountry = pytest.importorskip("pycountry")
    states = state_codes()
    two = {one.alpha_2: one.alpha_3 for one in pycountry.countries}
    ended = {one.alpha_3: (one.alpha_4, one.withdrawal_date) for one in pycountry.historic_countries}
    now = {code.state: code.code for code in states.spells("iso3") if not code.end}

    assert {code.state: two[code.code] for code in states.spells("iso2")} == now
    assert len(now) == len(set(now.values())) > 190
    old = {code.state + code.end: code.code for code in states.spells("iso3") if code.end}
    four = {code.code: code.start for code in states.spells("iso3166-3")}
    assert four == {ended[code][0]: ended[code][1] for code in old.values()}
    assert {code.end for code in states.spells("iso3") if code.end} == set(four.values())


def test_states_that_were_independent_under_a_withdrawn_code_have_it():
    """A withdrawn country code is kept exactly where the list has the state before the withdrawal."""
    states = state_codes()
    first = {code.state: code.start for code in reversed(states.spells("gw"))}

    withdrawn = [code for code in states.spells("iso3") if code.end]
    assert [] == [code for code in withdrawn if first[code.state][:4] > code.end[:4]]
    assert state_iri("serbia") == states.find("iso3", "SCG", 2004)

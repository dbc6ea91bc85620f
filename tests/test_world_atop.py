"""The three files of the real ATOP together, where somebody has them: they tell of the same alliances.

Nothing of them is in the repository; without the folder ``shared/data`` beside it these tests are skipped.
"""

import csv
from pathlib import Path

import pytest

import alliancekg
from alliancekg.imports import convert_all

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "atop_5.1"
MEMBERS, ALLIANCES, PHASES = (DATA / f"atop5_1{name}.csv" for name in ("m", "a", "aph"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the dataset is not at hand")

PROMISES = {"defense": 280, "offense": 82, "neutrality": 126, "nonaggression": 442, "consultation": 388}


@pytest.fixture(scope="module")
def read():
    return convert_all("atop", [ALLIANCES, PHASES, MEMBERS])


@pytest.fixture(scope="module")
def atop(read, tmp_path_factory):
    return alliancekg.load(read.save(tmp_path_factory.mktemp("atop") / "atop.nq"))


def table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def count(kg, pattern, what="*"):
    """Return how many solutions a pattern has, or how many values of a variable."""
    counted = "*" if what == "*" else f"DISTINCT {what}"
    return int(next(iter(kg.query(f"SELECT (COUNT({counted}) AS ?n) {{ {pattern} }}")))["n"])


def members(row):
    """Return the members that a row of alliances or phases lists."""
    return {value for name, value in row.items() if name.startswith("mem") and value}


def test_every_row_is_read_and_none_refused(read):
    """Of each file as many rows as the dataset has, and nothing odd about any column."""
    found = [(one.name, one.read, one.kept, one.remarks) for one in read.files]

    assert found == [
        ("atop5_1m.csv", 2510, 2510, ()),
        ("atop5_1a.csv", 789, 789, ()),
        ("atop5_1aph.csv", 849, 849, ()),
    ]


def test_the_files_meet_in_the_same_agreements(atop):
    """789 alliances and 849 phases as of the member file alone: 742 of one phase, 47 of 107."""
    one_phase = "?t a akg:Agreement MINUS { ?t akg:phaseOf ?w } MINUS { ?x akg:phaseOf ?t }"

    assert 742 + 47 + 107 == count(atop, "?t a akg:Agreement")
    assert 742 == count(atop, one_phase)
    assert (107, 47) == (count(atop, "?t akg:phaseOf ?w", "?t"), count(atop, "?t akg:phaseOf ?w", "?w"))


@pytest.mark.parametrize("prop", ["skos:prefLabel", "akg:startDate", "akg:endDate", "akg:agreementKind"])
def test_no_file_contradicts_another(atop, prop):
    """Each agreement has one name, one first day, one last day and one kind, whichever file tells it."""
    twice = f"?t a akg:Agreement ; {prop} ?one, ?other FILTER (STR(?one) < STR(?other))"

    assert 0 == count(atop, twice)


def test_each_file_says_it_for_itself(atop):
    """Every alliance has its first day from its own row, every phase from its own."""
    said = "GRAPH ?row {{ ?t akg:startDate ?day }} GRAPH ?g {{ ?row akg:passageOf aks:atop-5-1-{} }}"

    assert 789 == count(atop, said.format("alliances"), "?t")
    assert 849 + 47 == count(atop, said.format("phases"), "?t")
    still = "?t a akg:Agreement MINUS { ?t akg:phaseOf ?w } MINUS { ?t akg:endDate ?end }"
    assert 372 == count(atop, still)


def test_promises_of_alliances_are_those_of_their_members(atop):
    """The published counts, as remarks on the rows of the alliance file."""
    text = """SELECT ?note (COUNT(*) AS ?n) {
        GRAPH ?g { ?p akg:passageOf aks:atop-5-1-alliances ; skos:editorialNote ?note } } GROUP BY ?note"""
    found = {row["note"]: int(row["n"]) for row in atop.query(text)}

    assert PROMISES == {kind: found[f"At least one member promises {kind}."] for kind in PROMISES}


def test_members_that_rows_list_are_those_of_the_member_file():
    """The reason why the two files need state no parties: the member file has them all, with dates."""
    spells = table(MEMBERS)
    phases = {(row["atopid"], row["phase"]): set() for row in spells}
    for row in spells:
        phases[row["atopid"], row["phase"]].add(row["member"])
    wholes = {number: set() for number, _ in phases}
    for (number, _), found in phases.items():
        wholes[number] |= found

    assert phases == {(row["atopid"], row["phase"]): members(row) for row in table(PHASES)}
    assert wholes == {row["atopid"]: members(row) for row in table(ALLIANCES)}


def test_what_is_wholly_secret_has_no_secret_article_of_a_kind():
    """By this the codes of ``pubsecr`` were told apart: 2 is always 8 in ``secrart``, 1 never."""
    kinds = {"0": set(), "1": set(), "2": set(), "": set()}
    for row in table(ALLIANCES):
        kinds[row["pubsecr"]].add(row["secrart"])

    assert ({"0"}, {"8"}, {""}) == (kinds["0"], kinds["2"], kinds[""])
    assert kinds["1"].isdisjoint({"0", "8", ""})


def test_the_network_is_that_of_the_member_file(atop):
    """The other two files add what is known of texts, and tie nobody."""
    graph = atop.as_of("2018-12-31").project("alliances")

    assert (186, 4228) == (len(graph), graph.number_of_edges())

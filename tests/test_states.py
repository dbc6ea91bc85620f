"""The registry of states: one number is one state on a day, and what is not certain is not found."""

import re
from datetime import date

import pytest

from alliancekg.errors import InputError, UnknownTermError
from alliancekg.imports.identity import identity
from alliancekg.imports.states import state_codes, state_iri, table
from alliancekg.imports.system_lists import import_states
from alliancekg.store.files import parse_data

HEAD = "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
#: Made up: Japan twice, the second time still; a code that no list has; a day that is none; an end before its
#: start; a start told twice; a year that is too long.
LIST = (
    HEAD
    + "JPN,740,Japan,1871,2,3,1944,5,6,2016\n"
    + "JPN,740,Japan,1950,7,8,2016,12,31,2016\n"
    + "ANN,8152,Annam,1874,1,1,1883,1,1,2016\n"
    + "CUB,40,Cuba,1902,2,30,1906,9,25,2016\n"
    + "HAI,41,Haiti,1934,8,15,1915,7,28,2016\n"
    + "JPN,740,Japan,1871,2,3,1940,1,1,2016\n"
    + f"JPN,740,Japan,{10**20},2,3,1940,1,1,2016\n"
)
DAYS = "PREFIX akg: <https://w3id.org/alliancekg/ns#> PREFIX akv: <https://w3id.org/alliancekg/vocab/> "


@pytest.fixture(scope="module")
def states():
    """Return the shipped registry."""
    return state_codes()


@pytest.fixture
def listed(tmp_path):
    """Return a function that writes a list of states and imports it."""

    def write(text):
        path = tmp_path / "states2016.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return import_states(path)

    return write


@pytest.mark.parametrize(
    ("system", "code", "when", "expected"),
    [
        pytest.param("cow", 740, 1941, "japan", id="a number"),
        pytest.param("cow", "740", None, "japan", id="a number as text, on no day"),
        pytest.param("cow", 970, 2005, "nauru", id="970 to Correlates of War"),
        pytest.param("gw", 970, 2005, "kiribati", id="970 to Gleditsch and Ward, among the microstates"),
        pytest.param("cow", 200, 1815, "united-kingdom", id="before the first spell"),
        pytest.param("cow", 255, 1914, "germany", id="the empire"),
        pytest.param("cow", 260, 1970, "west-germany", id="260 to Correlates of War"),
        pytest.param("gw", 260, date(1990, 10, 2), "west-germany", id="260 on its last day of the old state"),
        pytest.param("gw", 260, date(1990, 10, 3), "germany", id="260 a day later"),
        pytest.param("gw", 260, 1990, "germany", id="a year is its last day"),
        pytest.param("gw", 260, 1948, None, id="a number that changed hands, on a day when it meant neither"),
        pytest.param("gw", 260, None, None, id="a number that changed hands, on no day"),
        pytest.param("gw", 678, 1960, "yemen-arab-republic", id="the Yemen Arab Republic"),
        pytest.param("gw", 678, 2000, "yemen", id="its number today"),
        pytest.param("cow", 679, 2000, "yemen", id="its number today to Correlates of War"),
        pytest.param("cow", 345, 1960, "serbia", id="Yugoslavia to Correlates of War"),
        pytest.param("gw", 340, 2010, "serbia", id="Serbia to Gleditsch and Ward"),
        pytest.param("cow", 340, 2010, None, id="the same number to Correlates of War, who have none such"),
        pytest.param("cow", 8152, 1880, None, id="a number of no list"),
        pytest.param("iso2", "NA", None, "namibia", id="Namibia is not missing"),
        pytest.param("iso3", "JPN", None, "japan", id="a country code"),
        pytest.param("iso3", "YUG", 1980, "serbia", id="a country code that was withdrawn"),
        pytest.param("iso3166-3", "DDDE", None, "east-germany", id="four letters"),
        pytest.param("iso3", "jpn", None, None, id="a code is as its system writes it"),
    ],
)
def test_code_is_one_state_on_a_day(states, system, code, when, expected):
    """System, number and day together decide; what they leave open is None."""
    assert (expected and state_iri(expected)) == states.find(system, code, when)


def test_unknown_system_names_the_known_ones(states):
    """A slip in the name of a system is no unknown state."""
    with pytest.raises(UnknownTermError, match=r"no code system is called 'gww'.*Did you mean gw"):
        states.find("gww", 2)


def test_each_correlates_of_war_number_is_one_state_and_back(states):
    """What that list counts is counted the same here."""
    codes = states.spells("cow")

    assert 217 == len(codes) == len({code.code for code in codes}) == len({code.state for code in codes})


def test_periods_of_a_number_do_not_overlap(states):
    """On no day does a number of Gleditsch and Ward mean two states."""
    codes = sorted(states.spells("gw"), key=lambda code: (code.code, code.start))
    last = dict.fromkeys((code.code for code in codes), "")
    wrong = []
    for code in codes:
        wrong += [code] if not last[code.code] < code.start else []
        last[code.code] = code.end or "9999-12-31"

    assert [] == wrong


def test_every_table_speaks_of_known_states(states):
    """A slug that is misspelt would make a state without a name."""
    known = set(states)
    codes = {
        code.state for system in ("cow", "gw", "iso2", "iso3", "iso3166-3") for code in states.spells(system)
    }

    assert codes == known
    assert [] == [state for state in known if not states.name(state).name]
    with pytest.raises(UnknownTermError, match="no state is called"):
        states.name(state_iri("atlantis"))


@pytest.mark.parametrize("name", ["names.csv", "successions.csv"])
def test_each_row_of_our_tables_names_a_page(states, name):
    """Memory is no source: a row without an address would rest on it."""
    rows = table(states.folder / name)

    assert rows
    assert [] == [
        row for row in rows if not re.fullmatch(r"https?://[\w.-]+/[!-;=?-~]+", row["page"], re.ASCII)
    ]


def test_registry_of_the_graph_is_said_again_word_for_word(states):
    """What both know has one IRI, one name and the same codes, or a state would have two."""
    path = states.folder.parent / "registry.trig"
    quads = set(map(str, parse_data(path, path.read_bytes())))
    shared = {quad for quad in quads if "/id/state_" in quad}
    shared |= {quad for quad in quads if quad.split(" ")[0] in {one.split(" ")[0] for one in shared}}
    ours = {line.removesuffix(" .\n") for line in identity(states, states)}

    assert shared - ours == set()


def test_identity_is_of_the_states_asked_for(states):
    """An import writes what it met, each state once, in any order."""
    japan, cuba = state_iri("japan"), state_iri("cuba")

    assert identity(states, [japan, cuba, japan]) == identity(states, [cuba, japan])
    assert {japan, cuba} == {
        quad.split(" ")[2].strip("<>") for quad in identity(states, [cuba, japan]) if "ns#identifies" in quad
    }


def test_rows_are_kept_or_refused_with_a_reason(listed):
    """Nothing is dropped in silence: each row is a spell or has its number and why not."""
    done = listed(LIST)

    assert (7, 2) == (done.read, done.kept)
    assert [
        (3, "the registry has no state with the number '8152'"),
        (4, "its first or last day is none"),
        (5, "it ends before it starts"),
        (6, "an earlier row has a spell from that day"),
        (7, "its first or last day is none"),
    ] == [(one.line.number, one.reason) for one in done.refused]
    assert "3,4,the registry has no state with the number '8152',ANN,8152,Annam,1874" in done.refusals()


def test_row_of_the_wrong_length_is_refused_alone(listed):
    """A comma too many spoils its row and no other."""
    done = listed(LIST.replace("Annam", "Annam,or so"))

    assert (7, 2) == (done.read, done.kept)
    assert (3, "it has 11 cells for 10 columns") == (done.refused[0].line.number, done.refused[0].reason)


def test_import_is_the_same_bytes_each_time(listed):
    """No order of a set, no clock."""
    assert listed(LIST).lines == listed(LIST).lines


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(b"", "the file is empty", id="empty"),
        pytest.param(HEAD, "it has a header and no row", id="a heading alone"),
        pytest.param(LIST.replace("ccode", "code"), "it lacks the column ccode", id="a column renamed"),
        pytest.param(LIST.replace(",", ";"), "its columns are separated by ';'", id="semicolons"),
        pytest.param(LIST.replace("pan", "p\u00e4n").encode("latin-1"), "no UTF-8", id="Latin-1"),
        pytest.param(LIST[:-6], "it is cut off: line 8 ends after 9 of 10 columns", id="cut off"),
        pytest.param(
            LIST.replace("1906,9,25,2016", "1906,9,25,2011"), "version '2011'", id="another version"
        ),
        pytest.param(HEAD + '"JPN,740\n', "is no row of a table", id="a quotation mark left open"),
    ],
)
def test_file_that_is_no_such_list_is_refused_in_one_line(listed, text, reason):
    """What, where and what now; nothing of the file is taken over."""
    with pytest.raises(InputError) as caught:
        listed(text)

    assert reason in str(caught.value)
    assert "states2016.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_list_that_is_not_there_is_said_to_be_so(tmp_path):
    """A path misspelt is an error of ours, not the machine's."""
    with pytest.raises(InputError, match="cannot be read"):
        import_states(tmp_path / "nowhere.csv")


def test_byte_order_mark_and_windows_line_ends_are_read_past(listed):
    """How spreadsheets save the same list."""
    plain = listed(LIST)

    again = listed(b"\xef\xbb\xbf" + LIST.replace("\n", "\r\n").encode())
    assert [one for one in plain.lines if "sha256" not in one] == [
        one for one in again.lines if "sha256" not in one
    ]

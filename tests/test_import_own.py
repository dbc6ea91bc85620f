"""A table and a mapping of one's own: what a newcomer writes first, and what goes wrong with it."""

import csv
import io

import pytest

import alliancekg
from alliancekg.errors import InputError, RecipeError
from alliancekg.imports import convert, convert_all
from alliancekg.imports.mapping import parse

MAPPING = """\
tells = "Made-up pacts"
[source]
slug = "made-up-pacts"
title = "Made-up pacts"
publisher = "Nobody"
version = "1"
url = "https://example.org/pacts"
citation = "Nobody 2024, Made-up pacts."
terms = "None, it is made up."
covers = ["2000-01-01", "2012-12-31"]
mapped = "2024-02-01"
[file]
needed = ["id", "a", "b", "signed"]
[[rule]]
name = "unlike"
columns = ["a", "b"]
[[rule]]
name = "unique"
columns = ["id"]
[[field]]
name = "signed_on"
date = ["signed"]
[[field]]
name = "one"
actor = "a"
system = "iso3"
on = "signed_on"
[[field]]
name = "other"
actor = "b"
system = "iso3"
on = "signed_on"
[passage]
gist = "{one} and {other} signed pact {id}."
[[note]]
text = "Of {signed}."
when = { signed = "*" }
[[thing]]
name = "text"
iri = "agreement_made-up-{id}"
class = "Agreement"
label = "pact {id} of {one} and {other}"
[thing.says]
startDate = "@signed_on"
[[thing]]
name = "part"
iri = "part_made-up-{id}-{b}"
class = "Participation"
label = "{other} in pact {id}"
[thing.says]
participant = "@other"
participationIn = "@text"
"""
HEAD = "id,a,b,signed"


@pytest.fixture
def pacts(tmp_path):
    """Return what makes a table and its mapping, and gives both paths: the mapping first."""

    def write(*rows, head=HEAD, mapping=MAPPING, encoding="utf-8"):
        (tmp_path / "pacts.toml").write_text(mapping)
        (tmp_path / "pacts.csv").write_text("\n".join((head, *rows)) + "\n", encoding=encoding)
        return str(tmp_path / "pacts.toml"), tmp_path / "pacts.csv"

    return write


def refused(found):
    return [(one.line.number, one.reason) for one in found.refused]


def starts(found):
    """Return the day from which each pact holds, as the lines of an import write it."""
    told = (line.split(" ") for line in found.lines)
    return {
        subject.rpartition("-")[2][:-1]: value.replace("http://www.w3.org/2001/XMLSchema#", "")
        for subject, prop, value, *_ in told
        if prop.endswith("startDate>") and "agreement_" in subject
    }


# dates


def test_a_date_in_one_column_is_as_precise_as_it_is_written(pacts):
    """A day, a month and a year, each of its own datatype."""
    found = convert(*pacts("1,JPN,USA,2001-05-04", "2,JPN,USA,2001-05", "3,JPN,USA,2001"))

    assert {"1": '"2001-05-04"^^<date>', "2": '"2001-05"^^<gYearMonth>', "3": '"2001"^^<gYear>'} == starts(
        found
    )


@pytest.mark.parametrize(
    ("formats", "written", "expected"),
    [
        ('"%d/%m/%Y"', "4/5/2001", '"2001-05-04"^^<date>'),
        ('"%m/%d/%Y"', "04/05/2001", '"2001-04-05"^^<date>'),
        ('["%d.%m.%Y", "%m.%Y"]', "05.2001", '"2001-05"^^<gYearMonth>'),
        ('"%Y%m%d"', "20011105", '"2001-11-05"^^<date>'),
        ('"%Y-%m-%d 00:00"', "2001-05-04 00:00", '"2001-05-04"^^<date>'),
    ],
)
def test_a_date_is_read_as_the_mapping_says(pacts, formats, written, expected):
    """04/05/2001 is two days; only whoever has the table knows which."""
    mapping = MAPPING.replace('date = ["signed"]', f'date = ["signed"]\nformat = {formats}')
    found = convert(*pacts(f"1,JPN,USA,{written}", mapping=mapping))

    assert {"1": expected} == starts(found)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("04/05/2001", "signed is '04/05/2001', which is not written %Y-%m-%d or %Y-%m or %Y"),
        ("99", "signed is '99', which is not written"),
        ("0099", "signed has the year '0099', and none before 1000 is believed"),
        ("0099-05-04", "signed has the year '0099', and none before 1000 is believed"),
        ("2001-02-30", "signed: there is no such day as 2001-02-30"),
        ("2001-05-04T00:00:00", "signed is '2001-05-04T00:00:00', which is not written"),
    ],
)
def test_what_is_no_date_is_refused(pacts, written, reason):
    """A year without its century would tie two states in every covered year."""
    (one,) = convert(*pacts(f"1,JPN,USA,{written}", "2,JPN,USA,2001")).refused

    assert (1, True) == (one.line.number, one.reason.startswith(reason))


def test_a_year_without_its_century_is_refused_in_parts_too(pacts):
    """A column of years has no year 99, however the month is told."""
    mapping = MAPPING.replace('"signed"]', '"signed", "month"]')
    found = convert(*pacts("1,JPN,USA,99,5", "2,JPN,USA,1999,5", head=f"{HEAD},month", mapping=mapping))

    assert [(1, "signed has the year '99', and none before 1000 is believed")] == refused(found)


def test_dates_outside_the_coverage_are_kept_and_told(ask, pacts):
    """The row says so; but whoever declared 2000 to 2012 should look at it. A part of 2012 is inside."""
    paths = pacts("1,JPN,USA,2001", "2,JPN,USA,2050-03", "3,JPN,USA,1999-12-31", "4,JPN,USA,2012")
    told = ask("import", *paths).stderr

    assert "4 rows read, 4 kept, 0 refused\n" in told
    assert (
        "kept, though outside 2000-01-01..2012-12-31, the years covered: 2 dates, "
        "row 2 (line 3) signed_on 2050-03, row 3 (line 4) signed_on 1999-12-31\n"
    ) in told


# codes


def test_codes_of_countries_match_without_case(pacts):
    """One state, one name, however a table writes its code."""
    found = convert(*pacts("1,jpn,USA,2001", "2,Jpn,usa,2002"))

    assert () == found.unmatched
    assert not any("state_iso3-" in line for line in found.lines)


def test_a_number_may_have_zeros_in_front(pacts):
    """002 is what some tables have for the United States."""
    found = convert(*pacts("1,002,740,2001", mapping=MAPPING.replace('"iso3"', '"cow"')))

    assert () == found.unmatched
    assert "Japan in pact 1" in found.text()


def test_an_unknown_code_of_letters_is_told_with_the_nearest(ask, pacts):
    """It is kept as an actor of its own, in one name for both spellings; a number is near to none."""
    paths = pacts("1,JPX,USA,2001", "2,jpx,USA,2002", "3,QQQ,USA,2002")
    told = ask("import", *paths)

    assert (
        "codes of no state we know, each kept as an actor of its own: "
        "iso3 JPX (2 rows; is it JPN, Japan?), iso3 QQQ (1 row)\n"
    ) in told.stderr
    assert 1 == told.stdout.count(
        '/state_iso3-jpx> <http://www.w3.org/2004/02/skos/core#prefLabel> "ISO3 JPX"@en'
    )
    numbers = convert(*pacts("1,741,740,2001", mapping=MAPPING.replace('"iso3"', '"cow"')))
    assert [("741", "")] == [(one.code, one.near) for one in numbers.unmatched]


@pytest.mark.parametrize(
    ("system", "code", "reason"),
    [
        ("iso3", "Côte", "b is 'Côte', no iso3 code (three letters)"),
        ("iso3", "Japan", "b is 'Japan', no iso3 code (three letters)"),
        ("iso2", "JPN", "b is 'JPN', no iso2 code (two letters)"),
        ("cow", "JPN", "b is 'JPN', no cow code (a number)"),
        ("gw", "-9", "b is '-9', no gw code (a number)"),
    ],
)
def test_what_is_no_code_is_refused_and_the_system_named(pacts, system, code, reason):
    """Also where a thing is named by it: what is wrong is that it is no code."""
    mapping = MAPPING.replace('actor = "b"\nsystem = "iso3"', f'actor = "b"\nsystem = "{system}"')

    assert [(1, reason)] == refused(convert(*pacts(f"1,USA,{code},2001", mapping=mapping)))


def test_codes_of_refused_rows_are_not_counted(pacts):
    """JPX is an actor of the second row alone."""
    found = convert(*pacts("1,JPX,Côte,2001", "2,JPX,USA,2001", "2,JPX,AUS,2001"))

    assert [("JPX", 1)] == [(one.code, one.rows) for one in found.unmatched]


# rows that come twice


def test_who_repeats_a_refused_row_is_kept(pacts):
    """By a rule or by what it says: else both would be lost. Who repeats a kept row is not."""
    found = convert(
        *pacts("1,JPN,JPN,2001", "1,JPN,USA,2001", "2,JPN,USA,soon", "2,JPN,USA,2002", "2,JPN,AUS,2003")
    )

    assert [1, 3, 5] == [number for number, _ in refused(found)]
    assert (5, "id 2 stands in row 4 already") == refused(found)[-1]
    assert {"1": '"2001"^^<gYear>', "2": '"2002"^^<gYear>'} == starts(found)


def test_codes_that_differ_between_files_are_told(ask, tmp_path):
    """Codes are identity and have no passage: who has which number is told here or nowhere."""
    from pathlib import Path

    from tables import rewritten

    folder = Path(__file__).parent / "data" / "imports"
    other = rewritten(folder / "atop-alliance.csv", tmp_path, 1, cow4id="9703")
    files = [folder / "atop-phase.csv", other]
    remark = (
        "codes that differ, all kept, and no passage says which row has which: "
        'akd:code_atop-9001-cow-alliance-4 is "9703" in atop-alliance.csv and "9702" in atop-phase.csv'
    )

    assert (remark,) == convert_all("atop", files).clashes
    assert f"{remark}\n" in ask("import", "atop", *files).stderr
    assert () == convert_all("atop", [files[0], folder / "atop-alliance.csv"]).clashes


# what is left when much is refused


def test_no_row_kept_is_no_graph(ask, pacts, tmp_path):
    """Exit status 3 and a last line that says so; the list of refused rows is there to be read."""
    out = tmp_path / "pacts.nq"
    mapping, table = pacts("1,JPN,JPN,2001", "2,JPN,Japan,2001")
    told = ask("import", mapping, table, "-o", out)
    listed = list(csv.DictReader(io.StringIO((tmp_path / "pacts.refused.csv").read_text())))

    assert (3, "") == (told.exit_code, told.stdout)
    assert told.stderr.splitlines()[-1] == (
        f"{table}: of 2 rows none can be kept, and no graph is written. "
        "See why above; the mapping may not fit the table."
    )
    assert not out.exists()
    assert ["1", "2"] == [one["row"] for one in listed]


@pytest.mark.parametrize(("bad", "warned"), [(2, False), (3, True)])
def test_more_refused_than_kept_is_the_last_thing_said(ask, pacts, tmp_path, bad, warned):
    """Two of four pass; three of five are a reason to look before using the rest."""
    good = ["1,JPN,USA,2001", "2,JPN,USA,2001"]
    paths = pacts(*good, *(f"{9 - at},JPN,JPN,2001" for at in range(bad)))
    told = ask("import", *paths, "-o", tmp_path / "pacts.nq")
    last = told.stderr.splitlines()[-1]

    assert 0 == told.exit_code
    assert warned == (
        last == "warning: most of pacts.csv is left out, 3 of 5 rows: see why before you use the rest"
    )


# faults of the table, and of the mapping


@pytest.mark.parametrize(
    ("change", "encoding", "said"),
    [
        (
            ("", ""),
            "latin-1",
            'Save it as UTF-8 (it may be Latin-1), or write encoding = "latin-1" under [file]',
        ),
        (
            (",", ";"),
            "utf-8",
            "Save it again with ',', or write separator = \";\" under [file] in the mapping.",
        ),
        ((",", "\t"), "utf-8", 'or write separator = "\\t" under [file] in the mapping.'),
        ((",JPN", ',"JPN'), "utf-8", "what begins in line 2 is no row of a table"),
        ((",JPN", ',"JPN'), "utf-8", "A quotation mark may be missing. Mend it, or save it again."),
    ],
)
def test_ones_own_mapping_can_be_mended_as_well_as_the_file(pacts, change, encoding, said):
    """Nobody can download a table of one's own again."""
    mapping, table = pacts("1,JPN,Côte,2001", "2,JPN,USA,2001")
    table.write_text(table.read_text(encoding="utf-8").replace(*change), encoding=encoding)
    with pytest.raises(InputError) as caught:
        convert(mapping, table)

    assert said in str(caught.value)
    assert "Download" not in str(caught.value)


def test_what_the_message_says_mends_it(pacts):
    """Separator and encoding under [file], as told."""
    mapping = MAPPING.replace("[file]\n", '[file]\nseparator = ";"\nencoding = "latin-1"\n')
    found = convert(
        *pacts("1;JPN;USA;2001", head=HEAD.replace(",", ";"), mapping=mapping, encoding="latin-1")
    )

    assert (1, 1) == (found.read, found.kept)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('pact {id}."', 'pact {idd}."', "is called 'idd'. Did you mean id?"),
        ('"Of {signed}."', '"Of {singed}."', "is called 'singed'. Did you mean signed?"),
        ("when = { signed", "when = { sgned", "is called 'sgned'. Did you mean signed?"),
        ('label = "pact {id} of', 'label = "pact {zzz} of', "is called 'zzz'. Mend the name."),
        ('"@signed_on"', '"@signd_on"', "is called 'signd_on'. Did you mean signed_on?"),
        ('"agreement_made-up-{id}"', '"agreement_made-up-{ID_}"', "is called 'ID_'"),
        ('"unique"', '"unik"', "no rule is called 'unik'"),
        ("[passage]", "[passages]", "has no key 'passages'. Did you mean passage?"),
        ("[[note]]", "[[notes]]", "has no key 'notes'. Did you mean note?"),
        ("startDate =", "startDat =", "no property 'startDat'. Did you mean startDate?"),
        ('"Agreement"', '"Agreemnt"', "no class 'Agreemnt'. Did you mean Agreement?"),
        (
            'date = ["signed"]',
            'date = ["signed"]\nformat = "%d-%b-%Y"',
            "'%d-%b-%Y' is no date of %Y, %m and %d",
        ),
        (
            'date = ["signed"]',
            'date = ["signed"]\nformat = ["%d/%m/%Y", "%m/%d/%Y"]',
            "one date can be written '%d/%m/%Y' and '%m/%d/%Y', and mean two days",
        ),
        (
            'date = ["signed"]',
            'date = ["signed", "id"]\nformat = "%Y"',
            "format says how a date in one column is written, and here are 2",
        ),
    ],
)
def test_a_slip_in_the_mapping_is_told_in_its_line(right, wrong, said):
    """In the very line: whoever wrote it looks there."""
    text = MAPPING.replace(right, wrong, 1)
    with pytest.raises(RecipeError) as caught:
        parse("mine.toml", "mine", text)

    assert said in str(caught.value)
    assert wrong.splitlines()[-1] in text.splitlines()[caught.value.line - 1]


def test_a_concept_is_told_with_the_nearest_of_its_scheme():
    """What all concepts of a scheme begin with makes none of them near: generl is no license."""
    text = MAPPING.replace("startDate =", 'agreementKind = "akv:agreement-kind_generl"\nstartDate =', 1)
    with pytest.raises(RecipeError, match=r"Did you mean akv:agreement-kind_general-defense-cooperation\?"):
        parse("mine.toml", "mine", text)


def test_the_graph_of_ones_own_table_can_be_asked(pacts, tmp_path):
    """What was mended comes out at the end: a lower-case code and a whole day are Japan's pact."""
    found = convert(*pacts("1,usa,jpn,2001-05-04"))
    kg = alliancekg.load(found.save(tmp_path / "pacts.trig"))
    text = "SELECT ?s ?d { ?p akg:participant ?s ; akg:participationIn ?t . ?t akg:startDate ?d }"

    assert [("akd:state_japan", "2001-05-04")] == [tuple(row.values()) for row in kg.query(text)]

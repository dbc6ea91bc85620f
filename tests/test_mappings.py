"""Mappings that are none, or say what cannot be: told with file and line before a row is read."""

import re
from pathlib import Path

import pytest

from alliancekg.errors import AllianceKGError, RecipeError
from alliancekg.imports import convert, mapping, mappings
from alliancekg.imports.mapping import parse

FOLDER = Path(__file__).parent / "data" / "imports"
SHIPPED = Path(mapping("dcad").rules[0].place.path).read_text(encoding="utf-8")

MAPPINGS = {
    "no TOML": ("tells = \n", "it is no TOML"),
    "no file table": (SHIPPED.replace("[file]", "[files]"), "has no key 'files'"),
    "no slug": (SHIPPED.replace('"dcad-1-0"', '"DCAD 1.0"'), "'DCAD 1.0' is no slug"),
    "an unknown rule": (SHIPPED.replace('"unlike"', '"alike"'), "no rule is called 'alike'"),
    "an unknown code system": (
        SHIPPED.replace('system = "cow"', 'system = "cwo"', 1),
        "no code system is called 'cwo'",
    ),
    "an unknown column": (
        SHIPPED.replace('"EIFYear", "EIFMonth", "EIFDay"]\n', '"EIFJear"]\n', 1),
        "is called 'EIFJear'",
    ),
    "an unknown field": (SHIPPED.replace('"@signed_on"', '"@singed_on"', 1), "is called 'singed_on'"),
    "an unknown prefix": (SHIPPED.replace("akv:event-kind_signature", "akx:signature"), "an unknown prefix"),
    "a pattern that is none": (SHIPPED.replace('part = "-', 'part = "(-'), "is no pattern"),
    "a field of no kind": (
        SHIPPED.replace('date = ["endYearEstimate"]', 'dated = ["x"]'),
        "a field has one of",
    ),
    "no encoding": (SHIPPED.replace('"utf-8"', '"foo"', 1), "'foo' is no encoding we read"),
    "an encoding without ASCII": (
        SHIPPED.replace('"utf-8"', '"utf-16"', 1),
        "'utf-16' is no encoding we read",
    ),
    "two separators": (
        SHIPPED.replace('separator = ","', 'separator = ";;"', 1),
        "';;' separates no columns",
    ),
    "a shape of no column": (
        SHIPPED.replace("form = { DCAid", "form = { Nope", 1),
        "'Nope' is no needed column",
    ),
    "a rule of three": (
        SHIPPED.replace('columns = ["ccode1", "ccode2"]', 'columns = ["ccode1", "ccode2", "DCAid"]', 1),
        "cannot look at 3 columns",
    ),
    "a part without a group": (SHIPPED.replace("(\\\\d{4})$", "\\\\d{4}$", 1), "has no group"),
    "a date of no column": (
        SHIPPED.replace('date = ["endYearEstimate"]', "date = []", 1),
        "date has 0 names and takes 1 to 3",
    ),
    "an actor on no day": (
        SHIPPED.replace('system = "cow"\non = "signed_on"', 'system = "cow"', 1),
        "nobody says on which day",
    ),
    "names on no day": (
        SHIPPED.replace('actor = "ccode1"', 'called = "ccode1"', 1).replace('on = "signed_on"\n', "", 1),
        "nobody says on which day 'ccode1' is looked up",
    ),
    "a thing named by names": (
        SHIPPED.replace('actor = "ccode1"', 'called = "ccode1"', 1).replace(
            'iri = "agreement_dcad-{number}"', 'iri = "agreement_{one}"', 1
        ),
        "nothing can be named by 'one'",
    ),
    "a bracket too many": (
        SHIPPED.replace('gist = "{one}', 'gist = "{', 1),
        "curly brackets that hold no name",
    ),
    "a width in a text": (
        SHIPPED.replace('gist = "{one}', 'gist = "{one:>999999999}', 1),
        "curly brackets that hold no name",
    ),
    "no day": (
        SHIPPED.replace('covers = ["1980-01-01"', 'covers = ["1980-02-30"', 1),
        "covers has '1980-02-30', which is no day",
    ),
    "a script for an address": (
        SHIPPED.replace("https://brandonkinne.com/dcad", "javascript:alert(1)", 1),
        "is no address",
    ),
    "no confidence": (
        SHIPPED.replace('confidence = "high"', 'confidence = "sure"', 1),
        "Write high, medium or low",
    ),
    "no class": (SHIPPED.replace('class = "AgreementEvent"', 'class = "Agreement Event>"', 1), "is no term"),
    "a thing named by a name": (
        SHIPPED.replace('iri = "agreement_dcad-{number}"', 'iri = "agreement_{one}"', 1),
        "nothing can be named by 'one'",
    ),
    "a thing named by no name": (
        SHIPPED.replace('iri = "agreement_dcad-{number}"', 'iri = "a> <b{number}"', 1),
        "nothing can be named by",
    ),
    "a thing of none above": (
        SHIPPED.replace('label = "signature of', 'of = "in_force"\nlabel = "signature of', 1),
        "no thing above is called 'in_force'",
    ),
    "a thing of one below": (
        SHIPPED.replace('changes = "@text"', 'changes = "@in_force"', 1),
        "no thing above is called 'in_force'",
    ),
    "a number for a text": (SHIPPED.replace('version = "1.0"', "version = 1.0"), "needs a text version"),
}


@pytest.mark.parametrize(("text", "said"), MAPPINGS.values(), ids=MAPPINGS)
def test_a_wrong_mapping_is_told_with_its_line(text, said):
    """File, line, what is wrong, what to do."""
    with pytest.raises(RecipeError) as caught:
        parse("mine.toml", "mine", text)

    assert re.match(r"mine\.toml:\d+: ", str(caught.value))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'class = "AgreementEvent"',
            'class = "AgreementEvents"',
            "no class 'AgreementEvents'. Did you mean AgreementEvent?",
        ),
        (
            "codingConfidence =",
            "codingconfidence =",
            "no property 'codingconfidence'. Did you mean codingConfidence?",
        ),
        (
            '"akv:event-kind_signature"',
            '"akv:event-kind_signatur"',
            "no concept 'akv:event-kind_signatur'. Did you mean akv:event-kind_signature?",
        ),
        (
            '"akv:issue-area_industry"',
            '"akv:issue-area_industries"',
            "no concept 'akv:issue-area_industries'. Did you mean akv:issue-area_industry?",
        ),
        ('class = "AgreementEvent"', 'class = "Zzzzzzzz"', "no class 'Zzzzzzzz'. docs/ontology.md lists"),
    ],
)
def test_a_term_that_the_ontology_lacks_is_told_with_the_nearest(right, wrong, said):
    """In the line in which it stands, not that of its table: what is misspelt there nobody would find."""
    text = SHIPPED.replace(right, wrong, 1)
    with pytest.raises(RecipeError) as caught:
        parse("mine.toml", "mine", text)

    assert wrong in text.splitlines()[caught.value.line - 1]
    assert f"the ontology has {said}" in str(caught.value)


@pytest.mark.parametrize("name", ["atop", "dcad"])
def test_no_two_mappings_of_a_dataset_are_of_one_source(name):
    """Rows are passages of their source: two files would share them."""
    slugs = [one.origin.slug for one in mappings(name)]

    assert len(slugs) == len(set(slugs))


def test_a_mapping_of_ones_own_is_a_file(tmp_path):
    """The next dataset needs no code."""
    path = tmp_path / "mine.toml"
    path.write_text(SHIPPED.replace('"dcad-1-0"', '"mine-2"'))

    assert convert(str(path), FOLDER / "dcad.csv").slug == "mine-2"


def test_a_mapping_that_is_not_there_is_told(tmp_path):
    """It names those that ship."""
    with pytest.raises(AllianceKGError, match="Name a mapping file, or one of atop, dcad"):
        mapping(str(tmp_path / "none.toml"))

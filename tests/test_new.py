"""A new source file has digests and empty places, no sentence, and is told about until it is filled in."""

import re

import pytest

from alliancekg import resources
from alliancekg.check import check
from alliancekg.draft import new, sentences
from alliancekg.draft.source import date_in
from alliancekg.errors import DateError, InputError
from alliancekg.text import digest, length

SLUG = "example-2024-01-two-harbours"
FIRST = "The harbour of Port Ebb closed on 3 May. It opened again in a week."
SECOND = "Atland and Borea signed\na text on tugs. 'It binds nobody', said a clerk."
ARTICLE = f"Two harbours\n\nby nobody\n\n{FIRST}\n\n{SECOND}\n\n* * *\n\nThe tugs are blue.\n"
SAID = [
    ("p01.s1", "The harbour of Port Ebb closed on 3 May."),
    ("p01.s2", "It opened again in a week."),
    ("p02.s1", "Atland and Borea signed\na text on tugs."),
    ("p02.s2", "'It binds nobody', said a clerk."),
    ("p04.s1", "The tugs are blue."),
]
FILLED = {
    "akd:state_ ": "akd:state_japan ",
    "akv:source-kind_ ": "akv:source-kind_made-up ",
    "akv:reliability_ ": "akv:reliability_unknown ",
    '""^^xsd:dateTime': '"2024-02-01T00:00:00Z"^^xsd:dateTime',
    "akv:mode_ ": "akv:mode_reported ",
    "akv:confidence_ ": "akv:confidence_high ",
    'akg:gist ""@en': 'akg:gist "A gist of our own."@en',
    'dcterms:title ""@en': 'dcterms:title "Two harbours"@en',
    'dcterms:publisher ""': 'dcterms:publisher "Example"',
    "a akg:Source ;": 'a akg:Source ; akg:coversFrom "2024"^^xsd:gYear ; akg:coversTo "2024"^^xsd:gYear ;',
}


@pytest.fixture
def article(tmp_path):
    """Return the path of an article whose body is its third paragraph and what follows."""
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def drafted(article, tmp_path):
    """Return a function that writes a new source file, with some places filled in, and gives its path."""

    def write(filled=(), statements="", only=()):
        text, _ = new(article, SLUG, only, first=3)
        for place in filled:
            assert place in text
            text = text.replace(place, FILLED[place])
        path = tmp_path / f"{SLUG}.trig"
        path.write_text(text + statements, encoding="utf-8")
        return path

    return write


def anchors(text):
    """Return locator, digest and length of each passage of a file."""
    found = re.findall(
        r'akg:locator "(.+?)".*?akg:textDigest "(.+?)" ;\s+akg:textLength (\d+)', text, re.DOTALL
    )
    return [(locator, told, int(count)) for locator, told, count in found]


def states(locator):
    """Return a graph of the passage with a statement about a thing of the shipped graph."""
    return f"\naks:{SLUG}_{locator} {{ akd:body_japan-meti akg:bodyOf akd:state_japan . }}\n"


# --- the file


def test_each_sentence_is_a_passage_with_its_digest(article):
    """Paragraphs count from the body's first; a row of stars counts as one and says nothing."""
    text, passages = new(article, SLUG, first=3)

    assert passages == 5
    assert [(locator, digest(said), length(said)) for locator, said in SAID] == anchors(text)


@pytest.mark.parametrize("words", ["harbour of", "binds", "tugs", "Two harbours", "nobody"])
def test_no_words_of_the_text_are_in_the_file(article, words):
    """The text is its owner's."""
    assert words in ARTICLE
    assert words not in new(article, SLUG)[0]


def test_same_text_gives_the_same_bytes(article):
    """Nothing depends on the day."""
    assert new(article, SLUG) == new(article, SLUG)


@pytest.mark.parametrize(
    ("locator", "said"),
    [
        pytest.param("p01.s2", "It opened again in a week.", id="a sentence"),
        pytest.param("p01.s2a", "It opened again in a week.", id="a clause has the digest of its sentence"),
        pytest.param("p01.s1-2", FIRST, id="two sentences as one"),
        pytest.param("p02", SECOND, id="a whole paragraph"),
    ],
)
def test_only_names_passages(article, locator, said):
    """What is named is what is written."""
    text, passages = new(article, SLUG, [locator], first=3)

    assert (passages, anchors(text)) == (1, [(locator, digest(said), length(said))])


@pytest.mark.parametrize(
    "locator", ["p01.s3", "p01.s0", "p01.s2-1", "p09", "p3.s1", "p03", "x", "x-s1", "s1"]
)
def test_passage_that_is_not_there_is_told(article, locator):
    """A locator that names nothing, or a row of stars, is no passage."""
    with pytest.raises(InputError, match=rf"--only {locator}: the text has no such passage.*--show"):
        new(article, SLUG, [locator], first=3)


def test_wrapped_text_is_counted_through(tmp_path):
    """Where lines are no paragraphs, no paragraph is made up."""
    path = tmp_path / "wrapped.txt"
    path.write_text("It rained in\nPort Ebb. The\ntugs are\nblue.\n")

    assert [("x-s1", "It rained in\nPort Ebb."), ("x-s2", "The\ntugs are\nblue.")] == [
        (one.locator, one.words) for one in sentences(path)
    ]
    assert "akg:locatorKind akv:locator-kind_other" in new(path, SLUG)[0]


def test_more_paragraphs_than_locators_count_are_refused(tmp_path):
    """A thousandth paragraph would have a locator that check refuses."""
    path = tmp_path / "long.txt"
    path.write_text("It rains.\n\n" * 1000)

    with pytest.raises(InputError, match="1000 paragraphs"):
        new(path, SLUG)
    assert new(path, SLUG, ["p999.s1"])[1] == 1


@pytest.mark.parametrize("first", [7, 99])
def test_body_that_begins_after_the_end_is_told(article, first):
    """The text has six paragraphs."""
    with pytest.raises(InputError, match=f"no paragraph {first}. Choose --first from 1 to 6"):
        new(article, SLUG, first=first)


def test_what_is_known_of_the_source_is_in_the_file(article):
    """Each as RDF: a date as precise as told, an address as an IRI."""
    told = {
        "title": 'Two  "harbours"',
        "publisher": "Example",
        "published": "2024-01-15",
        "url": "https://example.org/a?b=c",
        "language": "fr",
    }
    lines = {line.strip() for line in new(article, SLUG, described=told)[0].splitlines()}

    assert {
        'dcterms:title "Two \\"harbours\\""@fr ;',
        'dcterms:publisher "Example" ;',
        'dcterms:issued "2024-01-15"^^xsd:date ;',
        'dcterms:language "fr" ;',
        "schema:url <https://example.org/a?b=c> .",
    } <= lines


@pytest.mark.parametrize(
    ("slug", "issued"), [("a-2024-b", '"2024"^^xsd:gYear'), ("a-2024-12-b", '"2024-12"^^xsd:gYearMonth')]
)
def test_source_is_of_the_date_in_its_slug(article, slug, issued):
    """Unless a day is told."""
    assert f"dcterms:issued {issued} ;" in new(article, slug)[0]


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "two-harbours",
        "2024-01-b",
        "a-2024",
        "A-2024-b",
        "a_2024_b",
        "a-2024-01",
        "a-2024-13-b",
        "a-2024-b/c",
        "a-2024-b\n",
    ],
)
def test_what_is_no_slug_is_told(slug):
    """Publisher, year and title, in small letters."""
    with pytest.raises(InputError, match="small letters, digits and hyphens"):
        date_in(slug)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        pytest.param({"url": "example.org"}, InputError, id="address without a scheme"),
        pytest.param({"url": "https://example.org/> <x"}, InputError, id="address that ends the term"),
        pytest.param({"url": "https://[x"}, InputError, id="address that is no IRI"),
        pytest.param({"language": "English"}, InputError, id="language that is no tag"),
        pytest.param({"published": "15 January"}, DateError, id="date in words"),
        pytest.param({"published": "2024-02-30"}, DateError, id="impossible day"),
        pytest.param({"title": "\udcff"}, InputError, id="half a character"),
    ],
)
def test_what_cannot_be_said_of_a_source_is_refused(article, told, error):
    """Before anything is written."""
    with pytest.raises(error):
        new(article, SLUG, described=told)


# --- the command


def test_file_goes_to_stdout_and_talk_to_stderr(ask, article):
    """Or to a file."""
    done = ask("new", article, "--slug", SLUG, "--first", 3)

    assert (done.exit_code, done.stdout) == (0, new(article, SLUG, first=3)[0])
    assert done.stderr == "5 passages to fill in\n"


def test_existing_file_is_kept(ask, article, tmp_path):
    """Somebody may have filled it in: exit status 3 in one line."""
    path = tmp_path / "mine.trig"
    words = ["new", article, "--slug", SLUG, "-o", path]
    assert ask(*words).exit_code == 0
    path.write_text("mine")
    done = ask(*words)

    assert (done.exit_code, len(done.stderr.splitlines()), path.read_text()) == (3, 1, "mine")
    assert str(path) in done.stderr


def test_show_lists_sentences_beside_their_locators(ask, article):
    """To find which passage is which, on one line each."""
    done = ask("new", article, "--show", "--first", 3)

    told = [line.split("  ", 1) for line in done.stdout.splitlines()]
    assert (done.exit_code, told) == (0, [[locator, said.replace("\n", " ")] for locator, said in SAID])


def test_locators_may_be_listed(ask, article):
    """With commas or one by one."""
    listed = ask("new", article, "--show", "--only", "p01.s1,p02")
    single = ask("new", article, "--show", "--only", "p01.s1", "--only", "p02")

    assert listed.stdout == single.stdout == "p01.s1  Two harbours\np02     by nobody\n"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([], id="neither slug nor show"),
        pytest.param(["--slug", SLUG, "--show"], id="both"),
        pytest.param(["--slug", "Two harbours"], id="no slug"),
        pytest.param(["--show", "-o", "sentences.txt"], id="sentences into a file"),
        pytest.param(["--slug", SLUG, "--first", "0"], id="no first paragraph"),
    ],
)
def test_wrong_usage_is_told(ask, article, words):
    """Exit status 2, and nothing on stdout."""
    done = ask("new", article, *words)

    assert (done.exit_code, done.stdout) == (2, "")


def test_text_that_is_not_there_is_one_line(ask, tmp_path):
    """Exit status 3."""
    done = ask("new", tmp_path / "none.txt", "--slug", SLUG)

    assert (done.exit_code, len(done.stderr.splitlines())) == (3, 1)


# --- what check says of it


def test_every_empty_place_is_told_once(drafted):
    """One finding for the source, one for the curation, one for each passage, and one for the period."""
    found = check([drafted(only=["p01.s1", "p02"])])

    assert [one.check for one in found] == [
        "source-without-period",
        "source-unfilled",
        "source-unfilled",
        "passage-unfilled",
        "passage-unfilled",
    ]
    assert {"violation"} == {one.severity for one in found[1:]}


@pytest.mark.parametrize("place", [place for place in FILLED if place != "a akg:Source ;"])
def test_no_empty_place_slips_through(drafted, place):
    """Any one of them alone is a violation at its line, and the only one."""
    path = drafted([one for one in FILLED if one != place], states("p01.s1"), ["p01.s1"])
    (found,) = check([path])
    line = path.read_text(encoding="utf-8").splitlines()[found.line - 1]

    assert place.strip() in line
    assert (found.check.endswith("-unfilled"), found.severity) == (True, "violation")
    assert re.search(r"(\w+:\w+) ", line)[1] in found.what


def test_passage_without_a_statement_is_told(drafted):
    """Its places are filled, and yet it says nothing."""
    (found,) = check([drafted(FILLED, only=["p01.s1"])])

    assert found.check == "passage-empty"


def test_filled_in_file_is_in_order(drafted):
    """Every place filled and a statement: nothing to say."""
    path = drafted(FILLED, states("p01.s1"), ["p01.s1"])

    assert () == check([path])


def test_unfilled_passage_is_no_evidence(drafted, ask):
    """A draft in the graph changes no answer."""
    path = drafted(statements=states("p01.s1"), only=["p01.s1"])
    words = ["evidence", "akd:body_japan-meti", "akg:bodyOf", "akd:state_japan", "-f", "json"]
    done = ask("--graph", resources.graph_folder(), "--graph", path, *words)

    assert done.exit_code == 0
    assert "zephyrnet" in done.stdout
    assert SLUG not in done.stdout

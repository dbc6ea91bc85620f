"""Match keys, digests, paragraphs, sentences, and finding a passage in another rendering."""

import textwrap
import unicodedata
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekg.text import digest, find, length, match_key, paragraphs, sentences

STORY = (
    "Two ministers met on 3 May \u2013 a first. \u201cIt\u2019s a non-binding text,\u201d one said. "
    "Their U.S. hosts agreed; the well-known co-operation (it began in 2019) goes on."
)
SENTENCE = "\u201cIt\u2019s a non-binding text,\u201d one said."


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param(
            "Self-Defense Forces", "selfdefenseforces", id="white space, hyphen and case do not count"
        ),
        pytest.param("a\u2010b\u2011c\u2012d\u2013e\u2014f\u2212g", "abcdefg", id="every dash goes"),
        pytest.param("\u2018a\u2019 \u201cb\u201d", "'a'\"b\"", id="curly quotes become plain ones"),
        pytest.param("\ufeffco\u00adop\u200berate\u2060", "cooperate", id="invisible signs go"),
        pytest.param("p.\u00a03\u2009kg\u3000x\u2028y", "p.3kgxy", id="every kind of space goes"),
        pytest.param("\ufb01ve \uff21\uff22", "fiveab", id="ligatures and wide letters are made plain"),
        pytest.param("e\u0301 \u00c9", "\u00e9\u00e9", id="an accent of its own joins its letter"),
        pytest.param("STRASSE Straße", "strassestrasse", id="case folding may lengthen a word"),
        pytest.param(" \n\u2014 ", "", id="nothing but space and dashes leaves nothing"),
    ],
)
def test_key_keeps_what_every_rendering_shares(text, key):
    """The match key is hand-made here, one rule a case."""
    assert key == match_key(text)
    assert len(key) == length(text)


def test_digest_is_the_sha256_of_the_key():
    """Anybody can work a digest out with standard tools."""
    assert "sha256:" + sha256(b"nonbindingtext").hexdigest() == digest("Non-binding text")


@pytest.mark.parametrize(
    "render",
    [
        pytest.param(lambda text: text, id="as it is"),
        pytest.param(lambda text: textwrap.fill(text, 20, break_on_hyphens=True), id="hard wrap"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(lambda text: text.replace("\u2013", "--").replace("\u2019", "'"), id="plain signs"),
        pytest.param(lambda text: unicodedata.normalize("NFD", text), id="accents apart"),
        pytest.param(lambda text: "Menu\r\n\r\n" + text.upper() + "\r\n\r\nFooter", id="furniture around it"),
        pytest.param("\u200b".join, id="zero-width signs between"),
    ],
)
def test_passage_is_found_in_another_rendering(render):
    """Wraps, spaces, quotes, dashes and capitals differ; what is found is cut from the text at hand."""
    text = render(STORY)

    spans = find(text, digest(SENTENCE), length(SENTENCE))

    assert len(spans) == 1
    assert text[spans[0].start : spans[0].end] == spans[0].text
    assert match_key(SENTENCE) == match_key(spans[0].text)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("It is so. It is not.", [(0, 9)], id="once"),
        pytest.param("It is so. It is so.", [(0, 9), (10, 19)], id="twice"),
        pytest.param("It was so.", [], id="missing"),
        pytest.param("", [], id="no text"),
    ],
)
def test_find_gives_every_place_in_order(text, places):
    """A repeated passage is ambiguous, and the caller must see that."""
    spans = find(text, digest("It is so."), 7)

    assert places == [(span.start, span.end) for span in spans]


@pytest.mark.parametrize("size", [0, -1, 99])
def test_impossible_length_finds_nothing(size):
    """The empty passage would stand everywhere, and a long one cannot stand in a short text."""
    assert find("It is so.", digest(""), size) == ()


# what normalisation finds hard: accents, jamo, halfwidth marks, ligatures, signs that grow
HARD = (
    "a\u0301\u0323\u0345e\u00df\ufb01 \t\n-\u2013\u2019\u00ad\u200b\u1100\u1161\u11a8\uff76\uff9e\u0344\u00bd"
)
texts = st.text(st.sampled_from(HARD) | st.characters(exclude_categories=["Cs"]), max_size=60)


@given(texts, texts, texts)
def test_digested_words_are_found_again(before, words, after):
    """What ``digest`` digested, ``find`` finds, whatever stands around it on lines of its own."""
    text = f"{before}\n{words}\n{after}"

    keys = [match_key(span.text) for span in find(text, digest(words), length(words))]

    assert not length(words) or keys
    assert all(match_key(words) in key for key in keys)


@given(texts)
def test_the_whole_text_is_found_in_itself(text):
    """The way back from the key to the text loses no sign that counts and invents none."""
    spans = find(text, digest(text), length(text))

    assert [match_key(text)] * (length(text) > 0) == [match_key(span.text) for span in spans]


@given(texts)
def test_key_holds_no_space_and_no_dash(text):
    """Spaces, dashes and invisible signs never survive."""
    assert not any(sign.isspace() or sign in "-\u2013\u2212\u00ad\u200b\ufeff" for sign in match_key(text))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(
            "One\nstill one.\n\nTwo.\n", ["One\nstill one.", "Two."], id="blocks between blank lines"
        ),
        pytest.param("One.\r\n\r\nTwo.", ["One.", "Two."], id="line ends of another system"),
        pytest.param("One.\n \t\n\n\n  Two.", ["One.", "Two."], id="blank lines that hold spaces"),
        pytest.param("One.\nTwo.\n", ["One.", "Two."], id="lines where no line is blank"),
        pytest.param("\n\nOne.\nTwo.\n\n", ["One.", "Two."], id="blank lines around do not count"),
        pytest.param(" \n ", [], id="nothing but space"),
    ],
)
def test_paragraphs(text, blocks):
    """Paragraphs are blocks, and they are cut where the text says."""
    spans = paragraphs(text)

    assert blocks == [span.text for span in spans]
    assert blocks == [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("It is so. It is not.", 2, id="plain"),
        pytest.param("It went to the U.S. Department of State.", 1, id="initials within a name"),
        pytest.param("They met in the U.S. The talks went on.", 2, id="initials at the end"),
        pytest.param("They went to the U.S. by ship.", 1, id="initials before a small letter"),
        pytest.param("A Standard Missile (SM) programme. including others.", 1, id="stray full stop"),
        pytest.param("See p. 3 and No. 5. So it is.", 2, id="what counts something"),
        pytest.param("He said no. Nobody agreed.", 2, id="a word that looks like an abbreviation"),
        pytest.param("Gen. Smith and J. Doe met Dr. Roe.", 1, id="titles and an initial"),
        pytest.param("It costs $2.4 billion. That is much.", 2, id="decimal point"),
        pytest.param("“Is it?” he asked. “It is!” Then he left.", 3, id="quotes and other marks"),
        pytest.param("It ends (as told in Art. 5.) Then more.", 2, id="bracket after the full stop"),
        pytest.param("これは文です。次の文です。", 2, id="no spaces between sentences"),
        pytest.param("No mark at the end", 1, id="no mark"),
        pytest.param("", 0, id="no text"),
    ],
)
def test_sentences(text, count):
    """Sentences end where a reader would say so, in the cases that come up."""
    spans = sentences(text)

    assert count == len(spans)
    assert [span.text for span in spans] == [text[span.start : span.end] for span in spans]


@given(texts)
def test_splitting_loses_no_sign(text):
    """What stands outside the pieces is white space."""
    for spans in (paragraphs(text), sentences(text)):
        assert "".join(text.split()) == "".join("".join(span.text for span in spans).split())

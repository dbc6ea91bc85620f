"""Passages are found again in every rendering of their text, and what was changed is not."""

import csv
import html
import io
import json
import os
import sys
import textwrap
from collections import Counter
from pathlib import Path

import pytest

import alliancekg
from alliancekg.errors import InputError, UnknownTermError
from alliancekg.model import Verification
from alliancekg.text import digest, length, sentences

ROOT = Path(__file__).parents[1]
SLUG = "zephyrnet-2024-02-japan-us-defense-industry"
SEED = sorted((ROOT.parent / "shared" / "seed").glob("*.txt"))
#: Four made-up paragraphs of two sentences each.
_WRAPPED = """
The ministers of Atland and Borea met at the harbour of Port Ebb on 3 May. They signed what one of them
called 'a modest, non-binding text' on the supply of spare parts.

Under the text each side may ask the other for parts in the first week of a shortage. Whoever is asked
answers within ten working days, and gives its reasons where it declines.

Coria took part in the talks as an observer and has not said whether it will join. Its government's
spokesman told reporters that the cabinet would look at the matter after the summer.

A joint committee begins its work in September under a chair from Borea. It will report to both
parliaments once a year, and the first report is expected in the spring.
"""
STORY = tuple(" ".join(block.split()) for block in _WRAPPED.split("\n\n"))
AT = [(number, order) for number in range(1, 5) for order in (1, 2)]
PLAIN = "\n\n".join(STORY) + "\n"
FORMS = ("table", "csv", "tsv", "json", "jsonl")


def sentence(number, order):
    """Return a sentence of the story."""
    return sentences(STORY[number - 1])[order - 1].text


def passage(locator, *lines):
    """Return the description of a passage; ``lines`` are further properties."""
    name = f"aks:made-up-story_{locator}"
    return (
        f'{name} a akg:Passage ; akg:passageOf aks:made-up-story ; akg:locator "{locator}" ; '
        f"akg:locatorKind akv:locator-kind_paragraph ; akg:assertionMode akv:mode_reported ; "
        f'akg:gist "A gist of {locator}."@en ; {" ; ".join(lines)} .'
    )


@pytest.fixture
def story(tmp_path, tiny):
    """Return a graph file: one source, a passage for each sentence of the story, and one without a digest."""
    prefixes = "".join(
        line for line in tiny.read_text().splitlines(keepends=True) if line.startswith("@prefix")
    )
    described = [
        passage(
            f"p{number:02}.s{order}", f'akg:textDigest "{digest(said)}"', f"akg:textLength {length(said)}"
        )
        for number, order in AT
        for said in [sentence(number, order)]
    ]
    described.append(passage("p05", "akg:digestStatus akv:digest-status_text-not-held"))
    path = tmp_path / "story.trig"
    path.write_text(
        f"{prefixes} aks:made-up-story {{ aks:made-up-story a akg:Source ;"
        ' akg:textKey "ak-key-1" ; akg:coversFrom "2021"^^xsd:gYear ; akg:coversTo "2021"^^xsd:gYear ;'
        ' dcterms:title "A made-up story"@en ; dcterms:publisher "made up" . '
        f"{' '.join(described)} }} "
        'akd:registry { akd:state_borea a akg:State ; skos:prefLabel "Borea"@en .'
        ' akd:event_talks a akg:Event ; skos:prefLabel "Talks at Port Ebb"@en . }'
        " aks:made-up-story_p01.s1 { akd:event_talks akg:participant akd:state_borea . }"
    )
    return path


@pytest.fixture
def verified(story, tmp_path):
    """Return a function that verifies the story in a text, and gives outcomes by locator."""

    def run(content, name="text.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return {row.locator: row for row in alliancekg.load(story).verify("made-up-story", path)}

    return run


def outcomes(rows):
    """Return how many passages with a digest have each outcome."""
    return dict(Counter(row.outcome for row in rows.values() if row.has_digest))


def curly(raw):
    """Return a text as a typesetter leaves it."""
    return raw.replace(" '", " \u2018").replace("'", "\u2019").replace("-", "\u2011")


def page(paragraphs, title="A made-up story"):
    """Return a page of HTML with a menu above and a notice below."""
    body = "\n".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    menu = "".join(f'<li><a href="/{word}">{word}</a></li>' for word in ("Home", "World", "Sport", "Shop"))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<nav><ul>{menu}</ul></nav><main><article><h1>{title}</h1>{body}</article></main>"
        "<footer><p>All rights reserved. Subscribe to our newsletter.</p></footer></body></html>"
    )


def pdf(lines):
    """Return a PDF of one page that prints these lines (ASCII without brackets)."""
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    stream = f"BT /F1 9 Tf 11 TL 40 800 Td {shown} ET"
    fonts = "/Resources << /Font << /F1 5 0 R >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R {fonts} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{out}xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\n"
        f"startxref\n{len(out)}\n%%EOF\n"
    ).encode()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(PLAIN, id="plain"),
        pytest.param(PLAIN.replace("\n\n", "\n"), id="a line a paragraph"),
        pytest.param("\n\n".join(textwrap.fill(one, 72) for one in STORY), id="wrapped at 72"),
        pytest.param(curly(PLAIN), id="curly quotes and no-break hyphens"),
        pytest.param(PLAIN.replace(" ", "\u00a0"), id="no-break spaces"),
        pytest.param(PLAIN.replace("\n", "\r\n"), id="line ends of Windows"),
        pytest.param(PLAIN.encode("utf-16"), id="UTF-16"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="byte-order mark"),
        pytest.param(
            "A made-up story\n\nby nobody\n\n" + PLAIN + "\n\nAll rights reserved", id="title above"
        ),
    ],
)
def test_every_sentence_is_verified_in_every_rendering(verified, text):
    """Line breaks, quotes, spaces and a title above do not matter."""
    assert outcomes(verified(text)) == {"verified": len(AT)}


@pytest.mark.parametrize("name", ["page.html", "page"])
def test_page_of_html_is_read_without_its_menus(verified, name):
    """What is a page is told by its content too."""
    assert outcomes(verified(page(STORY), name)) == {"verified": len(AT)}


@pytest.mark.parametrize("name", ["story.pdf", "story"])
def test_pdf_has_lines_and_no_paragraphs(verified, name):
    """Each sentence is found, and nothing is said of its paragraph."""
    lines = [line for one in STORY for line in textwrap.wrap(one, 72)]
    rows = verified(pdf(lines), name)

    assert outcomes(rows) == {"moved": len(AT)}
    assert {row.paragraph for row in rows.values()} == {0}


def test_wrapped_text_without_blank_lines_has_no_paragraphs(verified):
    """A line is no paragraph where sentences run over its end."""
    assert outcomes(verified(textwrap.fill(PLAIN, 72))) == {"moved": len(AT)}


def test_changed_word_is_missing(verified):
    """One letter is enough, and the other sentences stand."""
    rows = verified(PLAIN.replace("ten working days", "two working days"))

    assert rows["p02.s2"].outcome == "missing"
    assert not rows["p02.s2"].holds
    assert outcomes(rows) == {"verified": len(AT) - 1, "missing": 1}


def test_repeated_sentence_is_ambiguous(verified):
    """Nobody can say which of the two was read."""
    row = verified(PLAIN + "\n" + sentence(3, 1))["p03.s1"]

    assert (row.outcome, row.places, row.holds) == ("ambiguous", 2, False)


def test_sentence_in_another_paragraph_has_moved(verified):
    """Found once, and not where the locator says."""
    moved = sentence(1, 2)
    row = verified(PLAIN.replace(" " + moved, "").rstrip() + " " + moved)["p01.s2"]

    assert (row.outcome, row.paragraph, row.holds) == ("moved", 4, True)


def test_passage_without_digest_says_why(verified):
    """It is neither found nor missed."""
    assert verified(PLAIN)["p05"] == Verification(
        "aks:made-up-story_p05", "p05", "unverifiable", 0, 0, "text-not-held", has_digest=False
    )


def test_unknown_key_is_not_guessed_at(story, tmp_path):
    """A digest of another key can be neither found nor missed, and does not pass."""
    story.write_text(story.read_text().replace("ak-key-1", "ak-key-9"))
    (tmp_path / "text.txt").write_text(PLAIN)
    row = alliancekg.load(story).verify("aks:made-up-story", tmp_path / "text.txt")[0]

    assert (row.outcome, row.holds) == ("unverifiable", False)
    assert "ak-key-9" in row.reason


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("none.txt", None, "No such file", id="no file"),
        pytest.param("empty.txt", b" \n", "no text", id="no text"),
        pytest.param("image.png", b"\x89PNG\r\n\x1a\n\xff", "UTF-8", id="no text at all"),
        pytest.param("broken.pdf", b"%PDF-1.4 and no more", "pypdf", id="broken PDF"),
        pytest.param("menu.html", b"<html><body></body></html>", "no text", id="empty page"),
    ],
)
def test_file_without_a_text_is_one_line(ask, story, name, content, told):
    """Exit status 3, with the file's name."""
    text = story.with_name(name)
    if content is not None:
        text.write_bytes(content)
    done = ask("--graph", story, "sources", "verify", "made-up-story", "--text", text)

    assert done.exit_code == 3
    assert name in done.stderr
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(("name", "library"), [("page.html", "trafilatura"), ("story.pdf", "pypdf")])
def test_missing_extra_is_one_clear_line(monkeypatch, verified, name, library):
    """The line says what to install."""
    monkeypatch.setitem(sys.modules, library, None)
    extra = "html" if library == "trafilatura" else "pdf"

    with pytest.raises(InputError, match=rf"{library}.*alliancekg\[{extra}\]"):
        verified(page(STORY) if extra == "html" else pdf(["A line."]), name)


def test_unknown_source_is_named(kg, tmp_path):
    """Close ones are suggested."""
    (tmp_path / "text.txt").write_text(PLAIN)

    with pytest.raises(UnknownTermError, match="made-up-tiny"):
        kg.verify("made-up-tinny", tmp_path / "text.txt")


@pytest.mark.parametrize(
    ("text", "status"),
    [pytest.param(PLAIN, 0, id="whole"), pytest.param(PLAIN.replace("Coria", "Doria"), 1, id="changed")],
)
@pytest.mark.parametrize("form", FORMS)
def test_verify_answers_in_every_form(ask, story, text, status, form):
    """Data on stdout, counts on stderr; 1 where a passage with a digest is not found."""
    path = story.with_name("text.txt")
    path.write_text(text)
    words = ["sources", "verify", "made-up-story", "--text", path, "-f", form]
    done = ask("--graph", story, *words)

    assert done.exit_code == status
    assert f"9 passages: {8 - status} verified" in done.stderr
    assert "1 source searched; coverage 2021..2021" in done.stderr
    assert sentence(2, 1) not in done.stdout
    if form == "table":
        assert done.stdout.startswith("passage")
        return
    if form in ("csv", "tsv"):
        rows = list(csv.DictReader(io.StringIO(done.stdout), delimiter="," if form == "csv" else "\t"))
    else:
        whole = [json.loads(line) for line in done.stdout.splitlines()] if form == "jsonl" else None
        rows = whole or json.loads(done.stdout)["rows"]
    assert [list(row) for row in rows] == [
        ["passage", "locator", "outcome", "places", "paragraph", "reason"]
    ] * 9
    assert [row["locator"] for row in rows] == sorted(row["locator"] for row in rows)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["verify"], id="no source"),
        pytest.param(["verify", "made-up-story"], id="no text"),
        pytest.param(["list", "made-up-story"], id="list takes no source"),
        pytest.param(["lost"], id="no such action"),
    ],
)
def test_wrong_usage_is_told(ask, words):
    """Exit status 2."""
    assert ask("sources", *words).exit_code == 2


@pytest.mark.parametrize("words", [["show", "Talks at Port Ebb"], ["evidence", "Talks at Port Ebb"]])
def test_sentence_stands_beside_its_footnote_when_asked_for(ask, story, tmp_path, words):
    """With the text at hand, below the gist; never by default, never kept."""
    text = tmp_path / "text.txt"
    text.write_text("\n\n".join(textwrap.fill(one, 40) for one in STORY))
    before = story.read_bytes()
    silent, told = ask("--graph", story, *words), ask("--graph", story, *words, "--text", text)
    body = json.loads(ask("--graph", story, *words, "--text", text, "-f", "json").stdout)

    assert sentence(1, 1) not in silent.stdout
    assert f"A gist of p01.s1.\n    > {sentence(1, 1)}" in told.stdout
    assert "1 of 1 passage found once" in told.stderr
    assert body["sentences"] == {"aks:made-up-story_p01.s1": sentence(1, 1)}
    assert story.read_bytes() == before


def test_page_holds_sentences_only_when_asked_for(ask, story, tmp_path):
    """With the text at hand, marked as a private copy; by default not one word of a source."""
    text = tmp_path / "text.txt"
    text.write_text("\n\n".join(textwrap.fill(one, 40) for one in STORY))
    kg = alliancekg.load(story)
    silent, told = kg.explore(), kg.explore(text=text)
    result = ask("--graph", story, "explore", "--text", text, "-o", tmp_path / "page.html")

    assert (silent.quotes, told.quotes) == (0, 1)
    assert sentence(1, 1) not in silent.html
    assert "Private copy" not in silent.html
    assert sentence(1, 1) in told.html
    assert sentence(1, 2) not in told.html  # no statement rests on it
    assert "Private copy" in told.html
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == told.html
    assert "the page holds 1 sentence of" in result.stderr


def test_text_has_no_place_in_csv(ask, story, tmp_path):
    """Better said than left out."""
    (tmp_path / "text.txt").write_text(PLAIN)
    words = ["show", "Talks at Port Ebb", "--text", tmp_path / "text.txt", "-f", "csv"]

    assert ask("--graph", story, *words).exit_code == 2


def article():
    """Return the text of the article, which no repository may hold."""
    if not SEED and not os.environ.get("CI"):
        pytest.skip("the text of the article is not at hand: put it into ../shared/seed/ to run this test")
    assert SEED, "CI has to have the text of the article in ../shared/seed/"
    return SEED[0].read_text(encoding="utf-8")


def printed(raw):
    """Return a text as a PDF of several pages, set in columns of its own width by a typesetter."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["BodyText"]
    file = io.BytesIO()
    document = SimpleDocTemplate(file, pagesize=(420, 500), invariant=1)
    document.build([Paragraph(html.escape(one), style) for one in raw.split("\n\n")])
    return file.getvalue()


def straight(raw):
    """Return a text with plain quotes and dashes."""
    return raw.translate(dict(zip(map(ord, "\u2018\u2019\u201c\u201d\u2013"), "''\"\"-", strict=True)))


def wrapped(raw):
    """Return a text with a line end after every 72 signs at most."""
    return "\n\n".join(textwrap.fill(one, 72) for one in raw.split("\n\n"))


#: A PDF has no paragraphs: a passage is found, and nobody can say whether where its locator says.
RENDERINGS = [
    pytest.param("a.txt", str, "verified", id="as it is"),
    pytest.param("a.txt", wrapped, "verified", id="wrapped at 72"),
    pytest.param("a.txt", curly, "verified", id="curly quotes"),
    pytest.param("a.txt", straight, "verified", id="straight quotes"),
    pytest.param("a.html", lambda raw: page(raw.split("\n\n")[3:]), "verified", id="HTML"),
    pytest.param("a.pdf", printed, "moved", id="PDF"),
]


@pytest.fixture
def rendered(embedded, tmp_path):
    """Return a function that verifies the article's passages in a rendering of its text."""

    def run(name, render, raw):
        content = render(raw)
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return embedded.verify(SLUG, tmp_path / name)

    return run


@pytest.mark.parametrize(("name", "render", "outcome"), RENDERINGS)
def test_every_passage_of_the_article_is_found(rendered, name, render, outcome):
    """The shipped graph's passages, in six renderings."""
    rows = rendered(name, render, article())

    assert len(rows) > 50
    assert [row for row in rows if row.outcome != outcome or not row.holds] == []


@pytest.mark.parametrize(("name", "render", "outcome"), RENDERINGS)
def test_changed_word_of_the_article_is_missing(rendered, name, render, outcome):
    """One day in the first sentence, which two passages read: these two are gone, and no others."""
    raw = article()
    assert raw.count("April 10, 2024") == 1
    rows = rendered(name, render, raw.replace("April 10, 2024", "April 11, 2024"))

    assert [row.locator for row in rows if row.outcome == "missing"] == ["p01.s1a", "p01.s1b"]
    assert [row.locator for row in rows if not row.holds] == ["p01.s1a", "p01.s1b"]
    assert {row.outcome for row in rows} == {outcome, "missing"}


def test_printed_article_has_several_pages():
    """Else the rendering would not show that a sentence is read across the end of a page."""
    from pypdf import PdfReader

    assert len(PdfReader(io.BytesIO(printed(article()))).pages) > 2

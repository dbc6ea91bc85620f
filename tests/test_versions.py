"""Two versions of the data: what is said now and was not said then, apart from what happened in the world."""

import json
import subprocess

import pytest

import alliancekg
from alliancekg.errors import InputError

SIGNED = 'akg:date "2020-05-17"^^xsd:date ;'
REVIEWED = "akg:passageOf aks:made-up-tiny ;\n        akg:reviewStatus akv:review_reviewed ."


def git(folder, *words):
    """Run git without the settings of whoever runs the tests."""
    told = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", folder, *told, *words], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path, tiny):
    """Return a graph folder that is committed as it is in tiny.trig."""
    graph = tmp_path / "graph"
    graph.mkdir()
    (graph / "tiny.trig").write_bytes(tiny.read_bytes())
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return graph


def edit(graph, before, after):
    """Replace one place in the graph's file."""
    file = graph / "tiny.trig"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def told(graph, since="HEAD"):
    """Return kind, thing, property, value and passages of each difference."""
    return [
        (
            row.kind,
            row.thing.id,
            row.property.id,
            row.value.id or row.value.label,
            [one.locator for one in row.sources],
        )
        for row in alliancekg.load(graph).changes_since(since)
    ]


def test_nothing_changed_is_no_row(repository):
    """Another order of files or names of files is no change either."""
    (repository / "tiny.trig").rename(repository / "other.trig")

    assert told(repository) == []


def test_a_corrected_date_is_one_statement_removed_and_one_added(repository):
    """A mistake mended in the data; the pact was signed but once."""
    edit(repository, SIGNED, SIGNED.replace("17", "18"))

    assert told(repository) == [
        ("statement added", "akd:event_pact-signature", "akg:date", "2020-05-18", ["p01"]),
        ("statement removed", "akd:event_pact-signature", "akg:date", "2020-05-17", ["p01"]),
    ]


@pytest.mark.parametrize(
    ("after", "kind", "prop", "value"),
    [
        pytest.param(
            REVIEWED.replace("review_reviewed", "review_withdrawn"),
            "passage withdrawn",
            "akg:reviewStatus",
            "akv:review_withdrawn",
            id="withdrawn",
        ),
        pytest.param(
            REVIEWED.replace(
                "akg:reviewStatus", 'akg:retractedOn "2021-05-01"^^xsd:date ;\n akg:reviewStatus'
            ),
            "passage retracted",
            "akg:retractedOn",
            "2021-05-01",
            id="retracted",
        ),
    ],
)
def test_what_was_taken_back_goes_with_what_it_said(repository, after, kind, prop, value):
    """The first passage of tiny.trig makes 13 statements that no other reports: 2, 1, 4, 3 and 3."""
    edit(repository, REVIEWED, after)
    rows = told(repository)

    assert (kind, "aks:made-up-tiny_p01", prop, value, ["p01"]) in rows
    assert len([row for row in rows if row[0] == "statement removed"]) == 13
    assert all(row[4] == ["p01"] for row in rows)
    assert "statement added" not in {row[0] for row in rows}


def test_the_way_back_tells_the_opposite(repository, tmp_path, tiny):
    """What was added one way was removed the other way."""
    edit(repository, SIGNED, SIGNED.replace("17", "18"))
    there = told(repository, str(tiny))
    back = told(tiny, str(repository))

    swapped = {"statement added": "statement removed", "statement removed": "statement added"}
    assert sorted((swapped[kind], *rest) for kind, *rest in there) == sorted(
        (row[0], *row[1:]) for row in back
    )


def test_a_new_passage_that_says_the_same_is_support(repository):
    """The fifth passage denied that the pact does not bind; now it reports it."""
    place = "aks:made-up-tiny_p05\n        a akg:Passage ;\n        akg:assertionMode akv:mode_"
    edit(repository, place + "denied", place + "reported")

    assert (
        "support added",
        "akd:agreement_pact",
        "akg:legalForce",
        "akv:legal-force_non-binding",
        ["p05"],
    ) in told(repository)


def test_a_source_that_came_is_told_with_its_passages(repository, tiny):
    """A second file, by the side of the first: one source, five passages."""
    text = tiny.read_text(encoding="utf-8").replace("made-up-tiny", "made-up-other")
    (repository / "other.trig").write_text(text, encoding="utf-8")
    counts = alliancekg.load(repository).changes_since("HEAD").counts()

    assert counts["source added"] == 1
    assert counts["passage added"] == 5
    assert "source removed" not in counts


def test_things_without_a_name_are_counted_not_compared(tmp_path):
    """A blank node has no name that two versions share."""
    file = tmp_path / "mine.ttl"
    file.write_text("<https://example.org/a> <https://example.org/b> [ <https://example.org/c> 1 ] .")
    found = alliancekg.load(file).changes_since(str(file))

    assert found.rows == ()
    assert found.unnamed == 4  # two statements, in either version


@pytest.mark.parametrize(
    "since",
    ["no-such-thing", "--output=x", "", "HEAD~7", "a\nb"],
    ids=["unknown", "an option", "empty", "far", "odd"],
)
def test_what_is_no_version_is_one_line(repository, ask, since):
    """Status 3, and nothing on stdout."""
    result = ask("--graph", repository, "changes", f"--since={since}")

    assert (result.exit_code, result.stdout) == (3, "")
    assert len(result.stderr.splitlines()) == 1


def test_no_repository_and_no_git_are_said(tmp_path, tiny, ask, monkeypatch):
    """A folder outside any repository; a machine without git."""
    (tmp_path / "mine.trig").write_bytes(tiny.read_bytes())
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    outside = ask("--graph", tmp_path / "mine.trig", "changes", "--since", "HEAD")
    monkeypatch.setenv("PATH", "")
    without = ask("--graph", tmp_path / "mine.trig", "changes", "--since", "HEAD")

    assert (outside.exit_code, without.exit_code) == (3, 3)
    assert "not a git repository" in outside.stderr
    assert "no git" in without.stderr


def test_a_file_that_was_not_there_yet_is_said(repository, tiny, ask):
    """Committed was the graph, not the file beside it."""
    new = repository.parent / "new.trig"
    new.write_bytes(tiny.read_bytes())

    assert "held no graph at that revision" in ask("--graph", new, "changes", "--since", "HEAD").stderr


def test_a_version_that_cannot_be_read_is_named(repository):
    """An older commit may hold a mistake that was mended since."""
    good = (repository / "tiny.trig").read_text(encoding="utf-8")
    (repository / "tiny.trig").write_text("no RDF", encoding="utf-8")
    git(repository.parent, "commit", "-q", "-a", "-m", "broken")
    (repository / "tiny.trig").write_text(good, encoding="utf-8")

    with pytest.raises(InputError, match="that version cannot be read"):
        told(repository)


def test_half_a_graph_is_not_compared(tiny):
    """Else all that was left out would look removed."""
    with pytest.raises(InputError, match="only a part"):
        alliancekg.load(tiny, sources=["made-up-tiny"]).changes_since(str(tiny))
    with pytest.raises(InputError, match="only a part"):
        alliancekg.load(tiny).as_of("2020").changes_since(str(tiny))


def test_the_command_gives_rows_with_citations(repository, ask):
    """JSON has what it was compared with; each row has who says so."""
    edit(repository, SIGNED, SIGNED.replace("17", "18"))
    found = json.loads(ask("--graph", repository, "changes", "--since", "HEAD", "-f", "json").stdout)

    assert found["since"] == "HEAD"
    assert [row["kind"] for row in found["rows"]] == ["statement added", "statement removed"]
    assert {one["passage"] for row in found["rows"] for one in row["sources"]} == {"aks:made-up-tiny_p01"}

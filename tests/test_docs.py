"""What the documents show is true: each command and each Python line runs, and gives what stands there.

A ``console`` block holds commands (``$ `` begins one, ``> `` goes on) and what they print, a ``python`` block
is a doctest, a ``trig`` block a source file. The blocks of a document run in order, in one folder that holds
a copy of ``graph/``. After a change that is meant, ``python tests/test_docs.py`` writes outputs, counts and
the reference of commands anew.
"""

import builtins
import doctest
import io
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stdout
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import pytest

import alliancekg
from alliancekg.cli import main

ROOT = Path(__file__).resolve().parents[1]
GENERATED = ROOT / "docs" / "ontology.md"
DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")} - {GENERATED})
COMMANDS = ROOT / "docs" / "commands.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
NAMES = {path: str(path.relative_to(ROOT)) for path in DOCUMENTS}
EACH_DOCUMENT = pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES.get)

_BLOCK = re.compile(r"^```(console|python|trig)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ .*\n(?:> .*\n)*", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


@EACH_DOCUMENT
def test_what_is_shown_is_what_you_get(path):
    """Every command and every Python example gives the output printed under it."""
    with workshop():
        shown = path.read_text(encoding="utf-8")

        assert refreshed(shown) == shown
        assert "Traceback" not in shown


@EACH_DOCUMENT
def test_python_is_shown_with_prompts(path):
    """A Python block without prompts would never be run."""
    blocks = [block for kind, block in _BLOCK.findall(path.read_text(encoding="utf-8")) if kind == "python"]

    assert all(block.startswith(">>> ") for block in blocks)


@EACH_DOCUMENT
def test_links_lead_somewhere(path):
    """A link to a file of the repository finds the file, and the heading in it."""
    for link in _LINK.findall(_CODE.sub("", path.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        name, _, heading = link.partition("#")
        target = (path.parent / name).resolve() if name else path

        assert target.exists(), link
        assert not heading or heading in anchors(target), link


def test_the_reference_of_commands_is_complete():
    """Each command stands there with its help, and no other."""
    assert COMMANDS.read_text(encoding="utf-8") == with_all_commands(COMMANDS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", alliancekg.__all__)
def test_each_public_name_is_told_of(name):
    """Nothing is public without a word about it."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)

    assert re.search(rf"`{name}`|alliancekg\.{name}\b", text)


def test_the_citation_is_of_this_version():
    """README, CITATION.cff and CHANGELOG.md speak of the version that pyproject.toml names."""
    package = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^ *version: (.+)$", citation, re.MULTILINE)) == {package["version"]}
    assert re.findall(r"^## \[(.+?)\]", changes, re.MULTILINE)[0] == package["version"]
    assert f"alliancekg, version {package['version']}." in (ROOT / "README.md").read_text(encoding="utf-8")


def test_each_part_of_the_graph_is_in_the_table():
    """The README links every part of ``graph/``; how much each holds is checked with the rest."""
    shown = set(_LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    parts = {path.relative_to(ROOT) for path in (ROOT / "graph").iterdir() if path.suffix != ".md"}

    assert {f"{part}/" if (ROOT / part).is_dir() else str(part) for part in parts} <= shown


def test_the_example_article_is_what_new_writes_filled_in():
    """Who follows "Add an article" changes nothing but the empty places, and gets the file printed there."""
    text = CONTRIBUTING.read_text(encoding="utf-8")
    before, _, rest = text.partition("```trig\n")
    filled, _, _ = rest.partition("```")
    slug = re.findall(r"^aks:(\S+) \{", filled, re.MULTILINE)[0]
    with workshop():
        refreshed(before)
        written = Path(f"graph/sources/{slug}.trig").read_text(encoding="utf-8").splitlines()
    kept = {line for line in written if '""' not in line and not line.endswith("_ ;")}

    assert kept <= set(filled.splitlines())
    assert len(written) > len(kept)


def refreshed(text: str) -> str:
    """Return a document with the outputs and counts that hold now."""
    names: dict[str, object] = {"__name__": "__main__"}

    def block(match: re.Match[str]) -> str:
        if match[1] == "trig":
            slug = re.findall(r"^aks:(\S+) \{", match[2], re.MULTILINE)[0]
            Path(f"graph/sources/{slug}.trig").write_text(match[2], encoding="utf-8")
            return match[0]
        run = transcript(match[2]) if match[1] == "console" else lesson(match[2], names)
        return f"```{match[1]}\n{run}```"

    return _BLOCK.sub(block, counted(text))


def transcript(block: str) -> str:
    """Return a shell transcript with what each command prints, standard error included."""
    shown = ""
    for command in _COMMAND.findall(block):
        lines = command.removeprefix("$ ").replace("\n> ", "\n")
        done = subprocess.run(["sh", "-c", lines], env=environment(), stdout=-1, stderr=-2, check=False)
        shown += command + done.stdout.decode()
    return shown


def lesson(block: str, names: dict[str, object]) -> str:
    """Return Python lines with what each statement prints; ``names`` are kept from block to block."""
    shown = ""
    for part in doctest.DocTestParser().parse(block):
        if isinstance(part, str):
            shown += part
            continue
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(part.source, "<document>", "single"), names)  # noqa: S102 - our own documents
        builtins.__dict__.pop("_", None)
        first, *rest = part.source.splitlines(keepends=True)
        shown += f">>> {first}" + "".join(f"... {line}" for line in rest) + out.getvalue()
    return shown


def counted(text: str) -> str:
    """Return a document with the counts of each part of the graph, where a table row links to it."""
    kg = alliancekg.load("graph")
    sources = [quads for path, quads in kg.info().files if "/sources/" in path]
    held = {path: {"quads": quads} for path, quads in kg.info().files if "/sources/" not in path}
    held["graph/sources/"] = {
        "sources": len(sources),
        "passages": kg.info().passages,
        "quads": sum(sources),
    }
    for path, counts in held.items():
        for noun, count in counts.items():
            row = rf"(\]\({re.escape(path)}\) \|.*?)[\d,]+(?= {noun})"
            text = re.sub(row, rf"\g<1>{count:,}", text)
    return text


def with_all_commands(text: str) -> str:
    """Return the reference of commands with one section for each that there is."""
    head, _, _ = text.partition("## alliancekg\n")
    names = ["alliancekg", *(f"alliancekg {name}" for name in sorted(main.list_commands(None)))]
    sections = []
    for name in names:
        told = transcript(f"$ {name} --help\n")
        sections.append(f"## {name}\n\n```console\n{told}```\n")
    return head + "\n".join(sections)


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as forges make them."""
    headings = _HEADING.findall(_CODE.sub("", path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@contextmanager
def workshop() -> Iterator[None]:
    """Work in an empty folder with a copy of the graph."""
    with TemporaryDirectory() as folder, chdir(folder):
        copytree(ROOT / "graph", "graph")
        yield


def environment() -> dict[str, str]:
    """Return variables for a shell that finds our commands first and prints the same everywhere."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    return {"PATH": path, "LANG": "C.UTF-8", "PYTHONUTF8": "1", "COLUMNS": "80", "ALLIANCEKG_CACHE": "0"}


if __name__ == "__main__":
    COMMANDS.write_text(with_all_commands(COMMANDS.read_text(encoding="utf-8")), encoding="utf-8")
    for document in DOCUMENTS:
        with workshop():
            text = refreshed(document.read_text(encoding="utf-8"))
        document.write_text(text, encoding="utf-8")

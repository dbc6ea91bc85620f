"""What a user gets: a wheel that carries the graph, works in an empty environment and from any folder."""

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import alliancekg

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]


def run(*words, cwd):
    """Run a program outside the checkout, with nothing of this environment in its way."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    return subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=kept,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    """Build the sdist, and the wheel from it; return their folder."""
    folder = tmp_path_factory.mktemp("dist")
    before = sorted(path.name for path in ROOT.iterdir())
    done = run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert (
        sorted(path.name for path in ROOT.iterdir()) == before
    )  # the build writes nothing into the checkout
    return folder


@pytest.fixture(scope="module")
def wheel(dist):
    """Return the wheel."""
    (path,) = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Return the folder of programs of a fresh environment with the wheel in it."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    done = run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=home)

    assert done.returncode == 0, done.stderr[-2000:]
    return programs


def test_wheel_carries_graph_and_ontology_once(wheel):
    """Every file of the two folders, byte for byte, under _data; licences and type marker too."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        for folder in ("graph", "ontology"):
            here = {
                path.relative_to(ROOT).as_posix(): path.read_bytes()
                for path in (ROOT / folder).rglob("*")
                if path.is_file()
            }
            prefix = "alliancekg/_data/"
            packed = [name for name in names if name.startswith(f"{prefix}{folder}/")]
            assert {name.removeprefix(prefix): archive.read(name) for name in packed} == here

    assert len(names) == len(set(names))
    assert "alliancekg/py.typed" in names
    licences = {"LICENSE", "LICENSE-DATA", "LICENSE-states"}
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == licences
    assert not [name for name in names if name.startswith(("tests", "graph", "ontology", "src"))]


def test_sdist_keeps_what_a_build_needs_and_no_more(dist):
    """The data at the top, the tests; not what a machine leaves behind."""
    (path,) = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    assert {"pyproject.toml", "graph/registry.trig", "ontology/alliancekg.ttl", "tests/conftest.py"} <= names
    assert "src/alliancekg/__init__.py" in names
    assert not [name for name in names if name.startswith((".venv", ".ci", "demo", ".git/"))]


def test_installed_command_answers_from_the_graph_it_brought(installed, tmp_path):
    """The files named are those of the environment, not of the checkout."""
    done = run(installed / "alliancekg", "info", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "registry.trig" in done.stdout
    assert f"alliancekg {alliancekg.__version__}" in done.stdout
    assert "".join(str(ROOT).split()) not in "".join(done.stdout.split())
    assert "_data/graph" in "".join(done.stdout.split())


def test_installed_command_shows_the_arrangement(installed, tmp_path):
    """The first question of the README, from an empty folder that stays empty."""
    done = run(installed / "alliancekg", "show", "SOSA", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "non-binding" in done.stdout
    assert "[1]" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_installed_package_draws_its_page(installed, tmp_path):
    """Templates and scripts of the page are in the wheel."""
    done = run(installed / "alliancekg", "explore", "-o", "page.html", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!")


def test_installed_package_runs_as_a_module(installed, tmp_path):
    """``python -m alliancekg`` is the command."""
    done = run(installed / "python", "-m", "alliancekg", "--version", cwd=tmp_path)

    assert (done.returncode, done.stdout) == (0, f"alliancekg {alliancekg.__version__}\n")

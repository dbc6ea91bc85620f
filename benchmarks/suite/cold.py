"""W1, W2, W4: what a command costs from an empty interpreter on: help, a question, one to a store on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from alliancekg import resources
from alliancekg.terms import AKG, AKV
from suite.race import FLOOR, NAIVE, OURS, Aim, Heat, Way, race

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from suite.ground import Ground

#: What the console script holds. ``python -m`` would add the cost of finding the module.
_MAIN = "import sys; from alliancekg.cli import main; sys.exit(main())"
_STACK = "import click, networkx, pyshacl, pyvis.network, rdflib"
_SHIPPED = f"""PREFIX akg: <{AKG}> SELECT ?program ?participant ?passage {{ GRAPH ?passage {{
    ?part akg:participationIn ?program ; akg:participant ?participant }} }}"""
_POINT = f"""PREFIX akg: <{AKG}> PREFIX akv: <{AKV}> SELECT ?event ?date {{
    ?event akg:changes <https://w3id.org/alliancekg/id/agreement_a5> ; akg:date ?date }}"""
_BARE = """
import sys
from pathlib import Path
import click
from pyoxigraph import QueryResultsFormat, RdfFormat, Store

@click.command()
@click.argument("place", type=click.Path(path_type=Path))
@click.argument("text")
def ask(place, text):
    if list(place.glob("CURRENT")):
        store = Store.read_only(str(place))
    else:
        store = Store()
        for path in sorted(place.rglob("*.trig")):
            store.load(path=path, format=RdfFormat.TRIG)
    sys.stdout.buffer.write(store.query(text).serialize(format=QueryResultsFormat.CSV))

ask()
"""
_RDFLIB = """
import sys
from pathlib import Path
import rdflib

dataset, forms = rdflib.Dataset(), {".trig": "trig", ".nq": "nquads"}
for path in sorted(Path(sys.argv[1]).rglob("*.*")):
    if path.suffix in forms:
        dataset.parse(path, format=forms[path.suffix])
sys.stdout.buffer.write(dataset.query(sys.argv[2]).serialize(format="csv"))
"""
_MOST_FOR_RDFLIB = 10_000
_UNCACHED = "import os; os.environ['ALLIANCEKG_CACHE'] = '0'\n"


def first_help(ground: Ground) -> Iterator[Heat]:
    """Race ``alliancekg --help``; there is no answer to compare, but that the word is ours."""
    folder = ground.folder
    ways = [
        Way(OURS, partial(_run, folder, _MAIN, "--help"), lambda text: text.startswith(b"Usage: ")),
        Way(FLOOR, partial(_run, folder, "pass"), lambda text: text == b""),
        Way("click", partial(_run, folder, "import click"), lambda text: text == b""),
        Way(NAIVE, partial(_run, folder, _STACK), lambda text: text == b""),
    ]
    seconds = race("help", ways, 4 * ground.rounds)
    yield Heat("W1", "--help / python -c pass", ground.size, seconds, (Aim(FLOOR, 4.5),))


def cold_question(ground: Ground) -> Iterator[Heat]:
    """Race a question to the shipped graph: with its files read, and from the cache."""
    graph, folder = str(resources.graph_folder()), ground.folder
    words = ("query", "-e", _SHIPPED, "-f", "csv")
    others = [Way(FLOOR, partial(_run, folder, _BARE, graph, _SHIPPED), _rows)]
    if ground.is_patient:
        others.append(Way(NAIVE, partial(_run, folder, _RDFLIB, graph, _SHIPPED), _rows))
    read = Way(OURS, partial(_run, folder, _UNCACHED + _MAIN, *words), _rows)
    seconds = race("cold", [read, *others], ground.rounds)
    yield Heat("W2", "a question to the shipped graph, files read", ground.size, seconds, ())
    for _ in range(2):  # the second time that files are asked they are cached
        _run(folder, _MAIN, *words)
    kept = Way(OURS, partial(_run, folder, _MAIN, *words), _rows)
    seconds = race("cold", [kept, *others], ground.rounds)
    yield Heat("W2", "the same from the cache", ground.size, seconds, (Aim(FLOOR, 1.6),))


def warm_store(ground: Ground) -> Iterator[Heat]:
    """Race a question to a store that was built before; opening it is to take the same time at any size."""
    from alliancekg.cli import main

    if "build" not in main.list_commands(None):  # type: ignore[arg-type]
        yield Heat("W4", "--store: open and ask", ground.size, {}, absent={OURS: "no command `build`"})
        return
    ours, bare = ground.folder / f"ours-{ground.size}", ground.folder / f"bare-{ground.size}"
    _run(ground.folder, _MAIN, "--graph", str(ground.path), "build", "-o", str(ours))
    store = Store(str(bare))
    store.bulk_load(path=ground.merged, format=RdfFormat.N_QUADS)
    store.optimize()
    del store
    ask = ("--store", str(ours), "query", "-e", _POINT, "-f", "csv")
    ways = [
        Way(OURS, partial(_run, ground.folder, _MAIN, *ask), _rows),
        Way(FLOOR, partial(_run, ground.folder, _BARE, str(bare), _POINT), _rows),
    ]
    if ground.size <= _MOST_FOR_RDFLIB:
        ways.append(Way(NAIVE, partial(_run, ground.folder, _RDFLIB, str(_alone(ground)), _POINT), _rows))
    seconds = race("store", ways, ground.rounds)
    yield Heat("W4", "--store: open and ask", ground.size, seconds, (Aim(FLOOR, 1.6),), growth=0.1)


def _alone(ground: Ground) -> Path:
    """Return a folder with the merged quads and nothing else."""
    folder = ground.folder / f"merged-{ground.size}"
    folder.mkdir(exist_ok=True)
    link = folder / ground.merged.name
    if not link.exists():
        link.hardlink_to(ground.merged)
    return folder


def _run(folder: Path, code: str, *words: str) -> bytes:
    """Run code in an interpreter of its own and return what it prints.

    Bytecode and cache are kept beside the data.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    beside = {"PYTHONPYCACHEPREFIX": "bytecode", "ALLIANCEKG_CACHE": "cache"}
    environment = kept | {name: str(folder / place) for name, place in beside.items()}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603 - ours


def _rows(text: bytes) -> list[str]:
    return sorted(text.decode().splitlines())

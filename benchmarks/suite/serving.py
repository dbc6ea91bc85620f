"""W10: a question to an Oxigraph server and back, through us and through a bare client."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import alliancekg.api
from suite.peers import NOT_INSTALLED
from suite.questions import QUESTIONS
from suite.race import FLOOR, OURS, Heat, Way, race

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suite.ground import Ground

    #: Rows of texts.
    Rows = list[tuple[str, ...]]

_TIMES, _PATIENCE = 20, 30.0
_TEXT = QUESTIONS["parties of an agreement"]


def serve(ground: Ground) -> Iterator[Heat]:
    """Race a small question, asked some times over."""
    what = f"{_TIMES} questions over HTTP"
    connect = getattr(alliancekg.api, "connect", None)
    if connect is None or _server() is None:
        why = "no --endpoint" if connect is None else f"oxigraph: {NOT_INSTALLED}"
        yield Heat("W10", what, ground.size, {}, absent={OURS: why})
        return
    with _serving(ground) as url:
        kg = connect(url)

        def ours() -> Rows:
            for _ in range(_TIMES):
                found = kg.query(_TEXT)
            return [tuple("" if value is None else value.text for value in row) for row in found.rows]

        def bare() -> Rows:
            for _ in range(_TIMES):
                found = _asked(url)
            return found

        ways = [Way(OURS, ours, sorted), Way(FLOOR, bare, sorted)]
        yield Heat("W10", what, ground.size, race(what, ways, ground.rounds))


def _asked(url: str) -> Rows:
    head = {"Accept": "application/sparql-results+json"}
    with urlopen(Request(url, urlencode({"query": _TEXT}).encode(), head)) as answer:  # noqa: S310 - our own server
        found = json.load(answer)
    names = found["head"]["vars"]
    return [
        tuple(row.get(name, {"value": ""})["value"] for name in names) for row in found["results"]["bindings"]
    ]


def _server() -> str | None:
    """Return the program of the server: beside the interpreter, or on the path."""
    beside = Path(sys.executable).with_name("oxigraph")
    return str(beside) if beside.is_file() else shutil.which("oxigraph")


@contextmanager
def _serving(ground: Ground) -> Iterator[str]:
    """Run a server over the merged quads and yield the address of its query service."""
    place, program = str(ground.folder / f"served-{ground.size}"), _server() or ""
    subprocess.run(  # noqa: S603 - the server's own loader
        [program, "load", "--location", place, "--file", str(ground.merged)], check=True, capture_output=True
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve-read-only", "--location", place, "--bind", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:  # noqa: S603
        try:
            _wait(address)
            yield f"http://{address}/query"
        finally:
            running.terminate()


def _wait(address: str) -> None:
    host, port = address.split(":")
    ends = time.monotonic() + _PATIENCE
    while True:
        try:
            socket.create_connection((host, int(port))).close()
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.05)
        else:
            return

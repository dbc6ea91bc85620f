"""SPARQL servers for the tests: two real ones on this machine, and a small one that answers as it is told."""

import http.server
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

#: Where Virtuoso, which has no default graph of its own, keeps ours.
MERGE = "https://w3id.org/alliancekg/merge"
_INI = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
SchedulerInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 2000
"""


def free_port() -> int:
    """Return the number of a port that nobody listens at."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


@contextmanager
def oxigraph(folder: Path, data: Path, *options: str) -> Iterator[str]:
    """Load N-Quads into a new directory, serve it and yield the address."""
    places = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    program = shutil.which("oxigraph", path=places)
    if program is None:
        missing = "no oxigraph server: install the development group"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    store, port = folder / "oxigraph", free_port()
    loading = [program, "load", "--location", store, "--file", data]
    subprocess.run(loading, check=True, capture_output=True, timeout=120)
    serving = [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}", *options]
    with _running(serving, port):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso(folder: Path, data: Path) -> Iterator[str]:
    """Load N-Quads into a new database, serve it and yield the address; without Virtuoso skip, in CI fail."""
    if not (shutil.which("virtuoso-t") and shutil.which("isql-vt")):
        missing = "no Virtuoso here: sh tests/install-virtuoso.sh"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    sql, port = free_port(), free_port()
    home = folder / "virtuoso"
    home.mkdir()
    (home / "virtuoso.ini").write_text(_INI.format(folder=home, sql=sql, port=port), encoding="utf-8")
    shutil.copy(data, home / "data.nq")
    quads = f"DB.DBA.TTLP (file_to_string_output ('{home}/data.nq'), '', '{MERGE}', 512);"
    with _running(["virtuoso-t", "+foreground", "+configfile", home / "virtuoso.ini"], sql, port):
        loading = ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT", f"EXEC={quads} checkpoint;"]
        told = subprocess.run(loading, capture_output=True, timeout=300, text=True, check=True).stdout
        assert "Error" not in told, told
        yield f"http://127.0.0.1:{port}/sparql?default-graph-uri={MERGE}"


@contextmanager
def _running(command: list[object], *ports: int) -> Iterator[None]:
    """Run a server and wait until it listens; afterwards it is stopped."""
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for port in ports:
            _wait(process, port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        assert process.poll() is None, f"{process.args} ended with {process.returncode}"
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail(f"nobody listens at {port}")


Handler = http.server.BaseHTTPRequestHandler


@contextmanager
def telling(answer: Callable[[Handler, str], None], secured: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve on a thread: each request goes to ``answer`` with its body; yield the address.

    With a context it is ``secured``, and speaks TLS.
    """

    class Told(Handler):
        def do_POST(self):  # noqa: N802 - the library's name
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            answer(self, body)

        def log_message(self, *_):
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_):
            """A client that goes away is what some tests are about."""

    with Quiet(("127.0.0.1", 0), Told) as listening:
        if secured is not None:
            listening.socket = secured.wrap_socket(listening.socket, server_side=True)
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http{'s' if secured else ''}://127.0.0.1:{listening.server_port}/sparql"
        listening.shutdown()
        thread.join()


def send(handler: Handler, body: bytes, status: int = 200, **headers: str) -> None:
    """Answer a request; ``headers`` are given with underscores for hyphens."""
    handler.send_response(status)
    told = {"Content_Type": "application/sparql-results+json", "Content_Length": str(len(body)), **headers}
    for name, value in told.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)

"""A server that hangs, breaks off, refuses or lies: one line on stderr, exit status 3, nothing lost."""

import json
import os
import socket
import ssl
import time
from shutil import which
from subprocess import run

import pytest

from alliancekg.errors import EndpointError, QueryError
from alliancekg.store.paging import Asked, solutions, triples, truth
from alliancekg.store.protocol import ROWS, Server
from servers import free_port, send, telling

EMPTY = b'{"head": {"vars": ["s"]}, "results": {"bindings": []}}'
YES = b'{"head": {}, "boolean": true}'


def numbers(*found) -> bytes:
    """Return an answer of one column of numbers."""
    rows = [{"n": {"type": "literal", "value": str(number)}} for number in found]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": rows}}).encode()


def hang(handler, _):
    time.sleep(3)


def drip(handler, _):
    handler.send_response(200)
    handler.send_header("Content-Type", ROWS)
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def dripping(start):
    """Return what a server does that begins well and goes on byte by byte, each before the client tires."""

    def answer(handler, _):
        handler.wfile.write(start)
        for _ in range(30):
            handler.wfile.write(b"0")
            time.sleep(0.1)

    return answer


def cut_off(handler, _):
    send(handler, numbers(1, 2)[:40], Content_Length="500")


def cut_in_a_chunk(handler, _):
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Content-Type", ROWS)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b'ff\r\n{"head"')
    handler.close_connection = True


FAULTS = {
    "hangs": (hang, "did not answer within 0.5 s"),
    "drips": (drip, "did not answer within 0.5 s"),
    "drips headers": (dripping(b"HTTP/1.1 200 OK\r\n"), "did not answer within 0.5 s"),
    "drips a refusal": (
        dripping(b"HTTP/1.1 500 no\r\nContent-Length: 5000\r\n\r\n"),
        "did not answer within 0.5 s",
    ),
    "drips the size of a chunk": (
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
        "did not answer within 0.5 s",
    ),
    "answers 500": (lambda one, _: send(one, b"out of memory\nmore", 500), "answers 500: out of memory."),
    "asks for a password": (lambda one, _: send(one, b"", 401), "answers 401. Name a user"),
    "refuses": (
        lambda one, _: send(one, b"The server is read-only", 403),
        "answers 403: The server is read-only. Is it the address of a SPARQL endpoint?",
    ),
    "is no endpoint": (
        lambda one, _: send(one, b"<html>no such page", 404),
        "answers 404. Is it the address",
    ),
    "gives a page": (lambda one, _: send(one, b"<html>", Content_Type="text/html"), "with a web page, not"),
    "gives an image": (lambda one, _: send(one, b"x", Content_Type="image/png"), "with image/png, not"),
    "breaks off": (cut_off, "broke off in the middle"),
    "breaks off in a chunk": (cut_in_a_chunk, "broke off in the middle"),
    "sends half of the JSON": (lambda one, _: send(one, EMPTY[:30]), "breaks off or cannot be read"),
    "sends no JSON": (lambda one, _: send(one, b"yes"), "breaks off or cannot be read"),
    "sends a wrong IRI": (
        lambda one, _: send(one, numbers(1).replace(b"literal", b"uri")),
        "breaks off or cannot be read",
    ),
    "says yes to everything": (lambda one, _: send(one, YES), "answers yes or no where rows"),
    "holds other data": (lambda one, _: send(one, EMPTY), "holds no graph of ours"),
    "leads elsewhere": (
        lambda one, _: send(one, b"", 307, Location="http://u:secret@example.org/q?x"),
        "redirects to http://example.org/q, which is not followed",
    ),
    "leads to a file": (
        lambda one, _: send(one, b"", 302, Location="file:///etc/passwd"),
        "redirects to file:",
    ),
    "leads to half an address": (
        lambda one, _: send(one, b"", 302, Location="http://[secret"),
        "redirects to what is no address",
    ),
    "leads to signs that no address has": (
        lambda one, _: send(one, b"", 302, Location="/caf\u00e9 au lait"),
        "redirects to what is no address",
    ),
    "leads in a circle": (lambda one, _: send(one, b"", 307, Location="/again"), "redirects in a circle"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_of_a_server_is_one_line_and_status_3(fault, ask):
    """Each names the server, says what is wrong and what now; user and password are never told."""
    answer, told = FAULTS[fault]
    begun = time.monotonic()
    with telling(answer) as url:
        secret = url.replace("http://", "http://ann:hunter2@") + "?token=hunter3"
        result = ask("--endpoint", secret, "--timeout", "0.5" if "within" in told else "20", "info")

    assert 3 == result.exit_code
    assert "within" not in told or time.monotonic() - begun < 2.5  # no server here is quiet for longer than 3
    assert "" == result.stdout
    assert 1 == len(result.stderr.splitlines()), result.stderr
    assert told in result.stderr
    assert "hunter" not in result.stderr
    assert "secret" not in result.stderr


def test_nobody_there_is_one_line(ask):
    """A connection refused is told at once."""
    result = ask("--endpoint", f"http://127.0.0.1:{free_port()}/query", "info")

    assert (3, 1) == (result.exit_code, len(result.stderr.splitlines()))
    assert "cannot be reached: Connection refused" in result.stderr


@pytest.fixture
def secured(tmp_path):
    """Return the address of a server that speaks TLS and says yes, and the file of its certificate."""
    if which("openssl") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *named]
    run([*command, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with telling(lambda one, _: send(one, YES), context) as url:
        yield url.replace("127.0.0.1", "localhost"), certificate


def test_https_is_spoken_with_who_is_trusted(secured, monkeypatch):
    """The greeting comes back, and the answer after it."""
    url, certificate = secured
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    assert YES == Server(url).ask("ASK {}", ROWS).body


def test_https_with_who_is_not_trusted_is_told_as_that(secured, ask):
    """It speaks TLS, so http is not what is wrong."""
    result = ask("--endpoint", secured[0], "info")

    assert (3, 1) == (result.exit_code, len(result.stderr.splitlines()))
    assert "cannot be reached: self-signed certificate. Is the server running" in result.stderr


def test_https_to_who_speaks_http_is_told(ask):
    """It answers the greeting in words that are none of TLS."""
    with telling(lambda one, _: send(one, YES)) as url:
        result = ask("--endpoint", url.replace("http:", "https:"), "info")

    assert (3, 1) == (result.exit_code, len(result.stderr.splitlines()))
    assert "Does it speak http? Then write http:// in place of https://." in result.stderr


def test_https_to_who_waits_for_more_is_told_before_the_time_is_up(ask):
    """A server of http may take the greeting for the start of a request: half the time is enough to see."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}/query"
        begun = time.monotonic()
        result = ask("--endpoint", url, "--timeout", "2", "info")
        waited = time.monotonic() - begun

    assert (3, 1) == (result.exit_code, len(result.stderr.splitlines()))
    assert 0.9 < waited < 2
    assert "cannot be reached: no TLS greeting came back within 1 s. Does it speak http?" in result.stderr


@pytest.mark.parametrize(
    "url", ["", "x", "ftp://example.org/", "file:///etc/passwd", "http://", "http://a b/", "http://h:x/"]
)
def test_what_is_no_address_is_refused(url):
    """Only http and https, and never without a host; nothing is asked."""
    with pytest.raises(EndpointError, match="is no address of a server"):
        Server(url)


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_asked_again(status):
    """A read may be repeated: the third attempt succeeds."""
    asked = []

    def answer(handler, body):
        asked.append(body)
        send(handler, *((b"", status) if len(asked) < 3 else (YES,)))

    with telling(answer) as url:
        assert True is bool(truth(Server(url), "ASK {}"))
    assert 3 == len(asked)
    assert 1 == len(set(asked))


@pytest.mark.parametrize(("status", "error"), [(400, QueryError), (500, EndpointError), (403, EndpointError)])
def test_what_was_refused_is_asked_once(status, error):
    """The same question gets the same refusal."""
    asked = []

    def answer(handler, body):
        asked.append(body)
        send(handler, b"no", status)

    with telling(answer) as url, pytest.raises(error, match="no"):
        truth(Server(url), "ASK {}")
    assert 1 == len(asked)


def test_redirect_at_the_same_address_is_followed_with_the_question():
    """A server may move its service: the question goes along, as a POST."""
    asked = []

    def answer(handler, body):
        asked.append((handler.path, body))
        if handler.path == "/sparql":
            send(handler, b"", 303, Location="/new")
        else:
            send(handler, YES)

    with telling(answer) as url:
        assert bool(truth(Server(url), "ASK {}"))
    assert [("/sparql", "query=ASK+%7B%7D"), ("/new", "query=ASK+%7B%7D")] == asked


def test_user_password_and_parameters_of_the_address_are_sent():
    """As Basic authentication (RFC 7617: base64 of "ann:p@ss"), and with the query."""
    asked = []

    def answer(handler, body):
        asked.append((handler.headers["Authorization"], body))
        send(handler, YES)

    with telling(answer) as url:
        truth(Server(url.replace("http://", "http://ann:p%40ss@") + "?default-graph-uri=x:y"), "ASK {}")
    assert [("Basic YW5uOnBAc3M=", "default-graph-uri=x%3Ay&query=ASK+%7B%7D")] == asked


def paged(limit, total):
    """Return what a server does that ends each answer after ``limit`` of ``total`` rows."""

    def answer(handler, body):
        if "COUNT" in body:
            send(handler, numbers(total))
        else:
            start = int(body.partition("OFFSET+")[2] or 0)
            send(handler, numbers(*range(start, min(start + limit, total))))

    return answer


@pytest.mark.parametrize("total", [3, 499, 700, 701, 1400, 1999])
def test_rows_that_a_server_cuts_off_are_fetched_page_by_page(total):
    """It says nothing of it: the rows are counted."""
    with telling(paged(700, total)) as url:
        found = solutions(Server(url), Asked("", "SELECT ?n { ?n ?p ?o }"))

    assert list(map(str, range(total))) == [one[0].value for one in found.rows]


def test_rows_that_cannot_be_fetched_are_told(ask):
    """A part is never given for the whole."""

    def answer(handler, body):
        send(handler, numbers(9000) if "COUNT" in body else numbers(*range(0 if "OFFSET" in body else 600)))

    with telling(answer) as url, pytest.raises(EndpointError, match="gives 0 of 9,000 rows"):
        solutions(Server(url), Asked("", "SELECT ?n { ?n ?p ?o }"))


def test_part_that_a_server_admits_is_told():
    """Virtuoso sends what it has when its own time is up, with status 200."""
    with (
        telling(lambda one, _: send(one, numbers(1), X_SQL_State="S1TAT")) as url,
        pytest.raises(EndpointError, match="sent a part of the answer"),
    ):
        solutions(Server(url), Asked("", "SELECT ?n { ?n ?p ?o }"))


def test_truth_told_as_a_number_and_types_of_no_specification_are_read():
    """Virtuoso 7.2 answers ASK with a row, calls literals "typed-literal" and true 1."""
    asked = numbers(1).replace(b'"literal"', b'"typed-literal"')
    boolean = b"http://www.w3.org/2001/XMLSchema#boolean"
    typed = asked.replace(b'"value"', b'"datatype": "%s", "value"' % boolean)

    with telling(lambda one, body: send(one, asked if "ASK" in body else typed)) as url:
        server = Server(url)
        assert bool(truth(server, "ASK {}"))
        assert "true" == solutions(server, Asked("", "SELECT ?n {}")).rows[0][0].value


def test_triples_come_in_either_syntax():
    """N-Triples and Turtle; anything else is refused."""
    for media, body in (
        ("application/n-triples", b"<x:a> <x:b> <x:c> .\n"),
        ("text/turtle", b"<x:a> <x:b> <x:c>."),
    ):
        with telling(lambda one, _, told=(body, media): send(one, told[0], Content_Type=told[1])) as url:
            assert ["<x:a> <x:b> <x:c>"] == [str(one) for one in triples(Server(url), "CONSTRUCT {}")]
    with telling(lambda one, _: send(one, EMPTY)) as url, pytest.raises(EndpointError, match="not with RDF"):
        triples(Server(url), "CONSTRUCT {}")


def test_nothing_is_asked_unless_a_server_is_named(ask, tiny):
    """Files are read as ever; a question to them starts no connection."""
    asked = []
    with telling(lambda _, body: asked.append(body)):
        assert 0 == ask("--graph", tiny, "info").exit_code
    assert [] == asked

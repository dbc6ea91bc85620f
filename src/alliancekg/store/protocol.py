"""Ask a server over the SPARQL 1.1 Protocol: a query goes out, bytes come back, and any fault is one line.

A query only reads, so it may be sent again: after a broken connection and what a server calls passing. It is
not sent again after a refusal or when the time is up. No redirect leaves the address that the user named.
"""

from __future__ import annotations

import time
from base64 import b64encode
from http.client import HTTPException, IncompleteRead
from ssl import SSLCertVerificationError, SSLError
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from alliancekg.errors import EndpointError, QueryError
from alliancekg.store.handshake import Greeting
from alliancekg.store.patience import ended

if TYPE_CHECKING:
    from collections.abc import Callable
    from email.message import Message
    from urllib.parse import SplitResult

ROWS = "application/sparql-results+json"
TRIPLES = "application/n-triples, text/turtle;q=0.9"

_PAUSES = (0.2, 1.0)  # seconds before the second and third attempt
_PASSING = frozenset((429, 502, 503, 504))
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_HOPS = 3
_CHUNK = 2**16
_MOST = 2**29  # bytes of one answer
_TOLD = 2_000  # bytes of a refusal that are read to say why
_GONE = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError, HTTPException)
#: All that is spoken: no other scheme, and nothing that follows a redirect by itself.
_HANDLERS = (ProxyHandler, HTTPHandler, Greeting, HTTPDefaultErrorHandler, HTTPErrorProcessor)
#: What to do where somebody answers who is no endpoint.
LOOK = "Is it the address of a SPARQL endpoint? They often end in /query or /sparql."
_PLAIN = "Does it speak http? Then write http:// in place of https://."
_FIXES = {
    401: "Name a user: --endpoint https://USER:PASSWORD@HOST/...",
    403: f"{LOOK} Else name a user who may read: --endpoint https://USER:PASSWORD@HOST/...",
    404: LOOK,
    405: LOOK,
    415: LOOK,
    429: "It is asked too much: wait, and try again.",
}


class Reply(NamedTuple):
    """An answer: its bytes, its media type without parameters, and its headers."""

    body: bytes
    media: str
    headers: Message


class _PassingError(Exception):
    """What may be gone at the next attempt: the error to raise when it is not."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class Server:
    """One SPARQL endpoint. ``seconds`` bounds each question, attempts and pauses included.

    ``url`` may carry a user and a password, which are sent and never shown, and parameters such as
    ``default-graph-uri``, which go along with every query. ``requests`` counts what was sent, ``longest``
    is how many rows it is known to give at once, ``software`` what it calls itself.

    Raises:
        EndpointError: When ``url`` is none that can be asked.
    """

    def __init__(self, url: str, seconds: float = 60.0) -> None:
        parts = _parsed(url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        self._origin = f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"
        self._url = self._origin + (parts.path or "/")
        self.name = self._url
        self.parameters = tuple(parse_qsl(parts.query, keep_blank_values=True))
        self.seconds = seconds
        self.requests = 0
        self.software = ""
        self.longest = 0
        self._headers = {"User-Agent": "alliancekg", "Content-Type": "application/x-www-form-urlencoded"}
        if parts.username is not None:
            secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
            self._headers["Authorization"] = f"Basic {b64encode(secret.encode()).decode()}"
        self._opener = OpenerDirector()
        for kind in _HANDLERS:
            self._opener.add_handler(kind())

    def ask(self, query: str, accept: str) -> Reply:
        """Send a query and return the answer, of whatever media type it is.

        Raises:
            EndpointError: When there is no answer, or only a part of one.
            QueryError: When the server refused the query.
        """
        deadline = time.monotonic() + self.seconds
        for pause in (*_PAUSES, None):
            try:  # a socket has patience for each byte anew: only a clock beside it bounds them all
                done = ended(lambda: self._followed(query, accept, deadline), deadline - time.monotonic())
            except _PassingError as failure:
                if pause is None or time.monotonic() + pause >= deadline:
                    raise failure.error from failure
                time.sleep(pause)
                continue
            if not done:
                raise self._late()
            return done[0]
        raise AssertionError  # the last attempt returns or raises

    def fault(self, reason: str, fix: str) -> EndpointError:
        """Return an error about this server."""
        return EndpointError(self.name, reason, fix)

    def _followed(self, query: str, accept: str, deadline: float) -> Reply:
        """Send a query, and again where the server says at its own address."""
        data = urlencode([*self.parameters, ("query", query)]).encode()
        for _ in range(_HOPS):
            request = Request(self._url, data, {**self._headers, "Accept": accept})  # noqa: S310 - http(s) only
            self.requests += 1
            try:
                return self._read(request, deadline)
            except HTTPError as error:
                with error:
                    if error.code not in _REDIRECTS:
                        raise self._refusal(error) from error
                    self._url = self._moved(error)
        raise self.fault("redirects in a circle", LOOK)

    def _read(self, request: Request, deadline: float) -> Reply:
        """Send a request and read the answer to its end."""
        try:
            with self._opener.open(request, timeout=max(deadline - time.monotonic(), 0.001)) as response:
                expected = response.headers.get("Content-Length")
                body = self._body(response.read1, deadline)
                if expected is not None and expected.isdigit() and len(body) < int(expected):
                    raise IncompleteRead(b"", int(expected) - len(body))
                self.software = response.headers.get("Server", "")
                return Reply(body, response.headers.get_content_type(), response.headers)
        except HTTPError:
            raise
        except URLError as error:
            raise self._unreached(error.reason) from error
        except TimeoutError as error:
            raise self._late() from error
        except _GONE as error:
            fault = self.fault("broke off in the middle of the answer", "Try again.")
            raise _PassingError(fault) from error
        except OSError as error:
            raise self._unreached(error) from error

    def _body(self, read: Callable[[int], bytes], deadline: float) -> bytes:
        """Return all that is to be read, while there is time and room for it."""
        found = bytearray()
        while chunk := read(_CHUNK):
            found += chunk
            if time.monotonic() > deadline:
                raise self._late()
            if len(found) > _MOST:
                raise self.fault(f"sends more than {_MOST // 2**20} MB", "Narrow the question, or add LIMIT.")
        return bytes(found)

    def _moved(self, error: HTTPError) -> str:
        """Return where a redirect leads, if that is at the address that the user named."""
        try:
            target = urljoin(self._url, error.headers.get("Location", ""))
            parts = urlsplit(target)
        except ValueError:
            target = ""
        if not _is_plain(target):
            raise self.fault("redirects to what is no address", LOOK) from error
        if not target.startswith(self._origin + "/"):
            elsewhere = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
            fix = "Name that address yourself if you trust it."
            raise self.fault(f"redirects to {elsewhere}, which is not followed", fix) from error
        return target

    def _refusal(self, error: HTTPError) -> Exception:
        """Return the error for an answer that is none."""
        try:
            told = error.read(_TOLD)
        except (OSError, HTTPException):
            told = b""
        said = _first_line(told, error.headers.get_content_type())
        if error.code == 400:  # noqa: PLR2004 - what the protocol answers to a malformed query
            return QueryError(f"{self.name} says {said or 'that it is malformed'}")
        fix = _FIXES.get(error.code, "Look into its log, or ask whoever runs it.")
        fault = self.fault(f"answers {error.code}{said and f': {said}'}", fix)
        return _PassingError(fault) if error.code in _PASSING else fault

    def _unreached(self, reason: object) -> Exception:
        """Return the error for a connection that did not come about."""
        if isinstance(reason, TimeoutError):
            return self._late()
        told = getattr(reason, "verify_message", "") or getattr(reason, "strerror", "") or str(reason)
        broken = isinstance(reason, (SSLError, ConnectionResetError)) and self._origin.startswith("https:")
        is_plain = broken and not isinstance(reason, SSLCertVerificationError)
        fix = _PLAIN if is_plain else "Is the server running, and the address right?"
        fault = self.fault(f"cannot be reached: {told}", fix)
        return _PassingError(fault) if isinstance(reason, _GONE) else fault

    def _late(self) -> EndpointError:
        return self.fault(
            f"did not answer within {self.seconds:g} s", "Try again later, narrow it, or raise --timeout."
        )


def _parsed(url: str) -> SplitResult:
    """Return the parts of an address, refused where it is none of the web."""
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or not _is_plain(url.strip()):
        shown = url.rpartition("@")[2].partition("?")[0]
        raise EndpointError(shown, "is no address of a server", "Write http://HOST:PORT/PATH, or https.")
    return parts


def _is_plain(url: str) -> bool:
    """Return whether an address holds what may stand in a request and nothing else."""
    return url.isascii() and url.isprintable() and url != "" and " " not in url


def _first_line(told: bytes, media: str) -> str:
    """Return the first line of what a server says of itself, "" where that is a page for a browser."""
    if "html" in media or told.lstrip()[:1] == b"<":
        return ""
    lines = [" ".join(line.split()) for line in told.decode("utf-8", "replace").splitlines()]
    return next(filter(None, lines), "")[:300].rstrip(".")

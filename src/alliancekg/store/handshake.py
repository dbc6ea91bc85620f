"""Greet a server over TLS, with less patience than for its answer.

A server that speaks plain http may take our greeting for the start of a long request and wait for the rest of
it: it would be waited for as long as for any answer, and nobody would learn why.
"""

from __future__ import annotations

from http.client import HTTPConnection, HTTPSConnection
from ssl import SSLError
from typing import TYPE_CHECKING
from urllib.request import HTTPSHandler

if TYPE_CHECKING:
    from http.client import HTTPResponse
    from urllib.request import Request

_MOST = 10.0  # seconds


class Greeting(HTTPSHandler):
    """Opens https addresses; who does not return the greeting in time raises an ``SSLError``."""

    def https_open(self, req: Request) -> HTTPResponse:
        """Send a request."""
        return self.do_open(_Secured, req)


class _Reached(HTTPConnection):
    """A connection that has come about, before anything is said."""

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(min(self.timeout or _MOST, 2 * _MOST) / 2)  # less than the whole question has


class _Secured(HTTPSConnection, _Reached):
    """A connection over TLS: ``HTTPSConnection`` greets on what ``_Reached`` gives it."""

    def connect(self) -> None:
        try:
            super().connect()
        except TimeoutError as error:
            if self.sock is None:  # not even reached
                raise
            waited = round(self.sock.gettimeout() or 0, 1)
            reason = f"no TLS greeting came back within {waited:g} s"
            raise SSLError(0, reason) from error
        self.sock.settimeout(self.timeout)

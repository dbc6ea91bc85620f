"""A SPARQL endpoint on this machine that answers anybody and remembers who asked."""

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def endpoint() -> Iterator[tuple[str, list[str]]]:
    """Yield the address of the endpoint and the list of what it was asked."""
    asked: list[str] = []

    class Endpoint(http.server.BaseHTTPRequestHandler):
        def answer(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "application/sparql-results+json")
            self.end_headers()
            self.wfile.write(b'{"head": {"vars": ["z"]}, "results": {"bindings": []}}')

        do_GET = do_POST = answer  # noqa: N815 - the library's names

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}/sparql", asked
        listening.shutdown()
        thread.join()

"""A finished page: text to write to a file or to show in a notebook."""

from dataclasses import dataclass
from html import escape
from os import PathLike
from pathlib import Path

from alliancekg.files import write_text


@dataclass(frozen=True, slots=True)
class Page:
    """The interactive page as one HTML text, with how many nodes and edges it draws.

    ``quotes`` counts the sentences of sources in it: with any, it is not to be passed on. ``left_out`` counts
    the things for which a page of the whole graph had no room.
    """

    html: str
    nodes: int
    edges: int
    quotes: int = 0
    left_out: int = 0

    def __repr__(self) -> str:
        """Return what it is and how big, not its text."""
        return f"<Page: {self.nodes} nodes, {self.edges} edges, {len(self.html.encode()):,} bytes>"

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the page whole or not at all, and return where.

        Raises:
            OutputError: When the file cannot be written.
        """
        return write_text(Path(path), self.html)

    def _repr_html_(self) -> str:
        allowed = 'sandbox="allow-scripts allow-downloads allow-popups"'
        frame = f'srcdoc="{escape(self.html)}" width="100%" height="640"'
        return f'<iframe {allowed} title="alliancekg" {frame}></iframe>'

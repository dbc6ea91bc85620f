"""What the page is made of: our style sheets and scripts, and the vis-network that the pyvis wheel holds.

Each text goes into the page as it is, under a policy that names its hash; so no text may end its own element.
"""

import base64
import hashlib
from collections.abc import Iterable
from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

#: Our scripts in the order in which they run; each adds one part to the ``akg`` object.
SCRIPTS = (
    "dom.js",
    "data.js",
    "state.js",
    "names.js",
    "times.js",
    "view.js",
    "groups.js",
    "labels.js",
    "look.js",
    "graph.js",
    "facts.js",
    "rows.js",
    "compare.js",
    "path.js",
    "panel.js",
    "search.js",
    "legend.js",
    "table.js",
    "picture.js",
    "save.js",
    "method.js",
    "theme.js",
    "time.js",
    "main.js",
)
#: Our style sheets; the last has the dark colours, which count where the reader wants them.
STYLE_SHEETS = (
    "base.css",
    "frame.css",
    "legend.css",
    "time.css",
    "panel.css",
    "tools.css",
    "table.css",
    "print.css",
    "dark.css",
)
TEMPLATE = "explorer.html.j2"
_VIS_NETWORK = ("lib", "vis-9.1.2", "vis-network.min.js")


def template_folder() -> AbstractContextManager[Path]:
    """Return the folder of the template as a path, for as long as the context lasts."""
    return as_file(_static())


def style_sheets() -> list[str]:
    """Return our style sheets, in order, the dark colours last."""
    return [_text(_static() / name, "</style") for name in STYLE_SHEETS]


def scripts() -> list[str]:
    """Return vis-network and our scripts, in the order in which they run."""
    vis_network = files("pyvis").joinpath(*_VIS_NETWORK)
    return [_text(script, "</script") for script in (vis_network, *(_static() / name for name in SCRIPTS))]


def policy(scripts: Iterable[str], style_sheets: Iterable[str]) -> str:
    """Return a content security policy that lets exactly these texts act, and nothing be fetched.

    Example:
        >>> policy([], ["a"]).split("; ")[1:3]
        ["script-src 'none'", "style-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='"]
    """
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)) or "'none'",
        "style-src": " ".join(map(_hash, style_sheets)) or "'none'",
        "img-src": "data: blob:",
        "connect-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _static() -> Traversable:
    return files("alliancekg.explore") / "static"


def _text(file: Traversable, closing: str) -> str:
    """Return the text of ``file`` with plain line ends, as a browser reads (and hashes) it."""
    text = file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
    if closing in text.lower() or "<!--" in text:
        message = f"{file.name} holds {closing!r} or '<!--', which would end or hide its element in the page"
        raise ValueError(message)
    return text


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"

"""Put the page together: pyvis holds the network and renders it, with our template instead of its own.

pyvis's own template fetches from the network and runs markup found in the data, so nothing of pyvis is used
but its container, its renderer and the vis-network that it ships. The page is returned as text; who writes it
is above.
"""

from markupsafe import Markup

from alliancekg.explore.assets import TEMPLATE, policy, scripts, style_sheets, template_folder
from alliancekg.explore.packing import lean, packed
from alliancekg.explore.records import PageData

#: vis-network's options. Positions are ours, so its physics and its own layout stay off.
OPTIONS: dict[str, object] = {
    "autoResize": True,
    "layout": {"improvedLayout": False},
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "selectConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "zoomSpeed": 0.6,
    },
    "nodes": {"labelHighlightBold": False, "chosen": False},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "arrowStrikethrough": False,
        "chosen": False,
        "hoverWidth": 0,
        "selectionWidth": 0,
        "smooth": False,
    },
}


def render(data: PageData) -> str:
    """Return the whole page as HTML text: no request leaves it, and the same data give the same text.

    Write it as UTF-8 with plain line ends, or the hashes in its security policy no longer fit.
    """
    from pyvis.network import Network  # brings IPython: half a second

    rest: dict[str, object] = {key: value for key, value in data.items() if key not in {"nodes", "edges"}}
    rest["relations"] = packed(data["relations"])
    code = scripts()
    sheets = style_sheets()
    network = Network(directed=True)
    network.options = OPTIONS
    network.nodes = [lean(node, label="name") for node in data["nodes"]]
    network.edges = [lean(edge) for edge in data["edges"]]
    with template_folder() as folder:
        network.set_template_dir(str(folder), TEMPLATE)  # this makes a new environment, so it comes first
        environment = network.templateEnv
        environment.autoescape = True
        environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
        environment.globals.update(
            page=rest,
            policy=policy(code, sheets),
            dark=Markup(sheets[-1]),  # noqa: S704 - a shipped file, checked when read
            scripts=[Markup(text) for text in code],  # noqa: S704 - shipped files, checked when read
            style_sheets=[Markup(text) for text in sheets[:-1]],  # noqa: S704 - shipped files, checked when read
        )
        return str(network.generate_html())

"""The interactive page: one HTML file that works offline and cites every relation it draws.

`data` gathers what the page knows, `style` says how each class looks, `layout` says where each thing stands,
`page` puts it into one file through pyvis, `assets` reads what that file is made of. The browser's half is in
`static/`. Rule here: whatever comes from a graph is data, never markup, on both sides.
"""

from alliancekg.explore.data import PageData, page_data
from alliancekg.explore.page import render

__all__ = ["PageData", "page_data", "render"]

"""The interactive page: one HTML file that works offline and cites every relation it draws.

`part` chooses what is shown, `data` gathers what the page knows, `times` how it stood on each date, `style`
says how each class looks, `layout` where each thing stands, `page` puts it into one file through pyvis,
`assets` reads what that file is made of. The browser's half is in `static/`. Rule here: whatever comes from a
graph is data, never markup, on both sides.
"""

from alliancekg.explore.data import PageData, page_data, quote
from alliancekg.explore.page import render
from alliancekg.explore.times import Lifetimes, standing

__all__ = ["Lifetimes", "PageData", "page_data", "quote", "render", "standing"]

"""Cases side by side: one page whose cases the reader chooses, and the list of all of them to choose from.

Enters: a `Renderer`. Leaves: a page that a script fills from `data/cases/<slug>.json` (`kb.pages.sheet.brief`), and `data/cases.json`.
Floor 5.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from kb.pages.diagram import draw_sprite
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.pages.sheet.brief import CLOSED, FLOWS, row_names
from kb.sitefile import SiteFile

ADDRESS = "comparer/"
INDEX = "data/cases.json"
SCRIPTS = ("strings.js", "brief.js", "compare.js")


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page and the list of cases."""
    head = PageHead(ADDRESS, say(WORDS, "compare", "title"), say(WORDS, "compare", "description"), "browse", scripts=SCRIPTS)
    sprite = Markup(draw_sprite())  # noqa: S704 - our own drawings
    yield renderer.page("compare.html", head, sprite=sprite, rows=row_names(), flows=FLOWS, closed=CLOSED)
    cases = [[record.slug, record.told.title, renderer.names[record.slug]] for record in renderer.records]
    yield SiteFile(INDEX, json.dumps(cases, ensure_ascii=False, separators=(",", ":")))

"""The reader's own cases, kept in the browser, shared by address, printed as a pack.

Enters: a `Renderer`. Leaves: a page that a script fills from `data/cases/<slug>.json` (`kb.pages.sheet.brief`). Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from kb.pages.diagram import draw_sprite
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.pages.sheet.brief import row_names
from kb.sitefile import SiteFile

ADDRESS = "dossier/"
SECTION = "dossier"
SCRIPTS = ("strings.js", "brief.js", "dossier.js")


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page."""
    head = PageHead(ADDRESS, say(WORDS, "dossier", "title"), say(WORDS, "dossier", "description"), SECTION, scripts=SCRIPTS)
    yield renderer.page("dossier.html", head, sprite=Markup(draw_sprite()), rows=row_names())  # noqa: S704 - our own drawings

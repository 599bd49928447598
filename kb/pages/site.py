"""The pages of the site: the same facts for people.

Enters: a `Collection`. Leaves: `SiteFile`s, whole HTML pages with their styles and scripts. Floor 5; nothing here knows a site generator.
"""

from __future__ import annotations

from typing import Any

from kb.pages import compare, crossing, dossier, footprint, guide, home, listing, place, rulebook, setback, sheet, sitemap, term
from kb.pages.render import Renderer
from kb.records.collection import Collection
from kb.sitefile import SiteFile

__all__ = ["build_guide", "build_pages"]

_KINDS = (home, listing, sheet, term, place, setback, crossing, compare, dossier, rulebook, guide)
"""Each page kind is a module with `build(renderer) -> Iterator[SiteFile]`."""


def build_pages(collection: Collection, *, preview: bool = False) -> list[SiteFile]:
    """Return every page made from the records, the files they need, and the site map.

    `preview` shows drafts with a banner, and an error page at the address of a record that is wrong.
    """
    renderer = Renderer(collection, preview)
    pages: list[SiteFile] = [file for kind in _KINDS for file in kind.build(renderer)]
    pages += renderer.assets.values()
    pages += footprint.build(renderer, pages)
    return [*pages, *sitemap.build(renderer, pages)]


def build_guide(collection: Collection, page: Any, *, preview: bool = False) -> str:
    """Return a hand-written page, already turned into HTML by the site generator, dressed as a leaf."""
    return guide.dress(Renderer(collection, preview), page)

"""What leads everywhere: the map of the site for people, `sitemap.xml` and `robots.txt` for machines.

Enters: a `Renderer` that has rendered the pages. Leaves: three files. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from kb.pages.axis import AXES
from kb.pages.card import EXPERIENCES
from kb.pages.phrases import load_phrases, say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.pages.term import PLACES
from kb.sitefile import SiteFile

ADDRESS = "plan-du-site/"
_URLSET = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
_URL = "<url><loc>{address}</loc></url>\n"
_ROBOTS = "User-agent: *\nAllow: /\nSitemap: {address}\n"


def build(renderer: Renderer, pages: Sequence[SiteFile]) -> Iterator[SiteFile]:
    """Yield the map of the site, then what search engines read; `pages` are those rendered so far."""
    head = PageHead(ADDRESS, say(WORDS, "sitemap", "title"), say(WORDS, "sitemap", "description"))
    yield renderer.page("sitemap.html", head, shelves=list_shelves(renderer), total=len(renderer.records))
    address = f"{renderer.settings.site_url}sitemap.xml"
    yield SiteFile("sitemap.xml", _URLSET.format(urls="".join(_URL.format(address=escape(it)) for it in list_addresses(renderer))))
    yield SiteFile("robots.txt", _ROBOTS.format(address=address))


def list_shelves(renderer: Renderer) -> list[tuple[PageHead, list[PageHead]]]:
    """Return the page of each axis with the pages of its terms."""
    heads = renderer.heads
    return [
        (heads[shelf], [head for address, head in heads.items() if address.startswith(shelf) and address != shelf and head.indexed])
        for shelf in (*(axis.address for axis in AXES), PLACES)
    ]


def list_addresses(renderer: Renderer) -> list[str]:
    """Return the whole addresses of the pages that search engines may know, hand-written ones included, experiences last."""
    written = [address for _, address in load_phrases(WORDS)["footer"]] + [address for _, _, address in load_phrases(WORDS)["navigation"]]
    made = [address for address, head in renderer.heads.items() if head.indexed and not head.absolute]
    ordered = sorted(dict.fromkeys([*made, *written]), key=lambda address: address.startswith(EXPERIENCES) and address != EXPERIENCES)
    return [renderer.settings.site_url + address for address in ordered]

"""Pages read without a browser: their links, their anchors, their size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "use": "href", "form": "action", "source": "src", "iframe": "src"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
SITE = "http://site/"


@dataclass
class Html(HTMLParser):
    """One page: what it links to, and what can be linked to in it."""

    address: str
    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """(tag, address as written)."""
    references: list[str] = field(default_factory=list)
    elements: int = 0
    """Elements, those inside drawings aside (the drawing itself counts)."""
    text: str = ""
    _drawings: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements += self._drawings == 0
        self._drawings += tag == "svg"
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        if LINKS.get(tag) in found:
            self.links.append((tag, found[LINKS[tag]]))
        self.references += [id for name in REFERENCES if name in found for id in found[name].split()]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that closes itself."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Leave a drawing."""
        self._drawings -= tag == "svg"

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text += data


def is_sheet(address: str) -> bool:
    """True for the address of a record's page; the pages of the list are no sheets."""
    return re.fullmatch(r"experiences/[a-z0-9-]+/", address) is not None


def read_page(path: Path, address: str = "") -> Html:
    """Read one page."""
    html = Html(address)
    html.feed(path.read_text(encoding="utf-8"))
    return html


def read_site(folder: Path) -> dict[str, Html]:
    """Return every page of a site by its address from the root: `` for the home page, `themes/eau/`, `404.html`."""
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        address = path.relative_to(folder).as_posix().removesuffix("index.html")
        pages[address] = read_page(path, address)
    return pages


def resolve(link: str, here: str) -> tuple[str, str] | None:
    """Return (address from the root, anchor) of a link of the page at `here`; None when it leaves the site."""
    target = urlsplit(urljoin(SITE + here, link))
    if (target.scheme, target.netloc) != ("http", "site"):
        return None
    return unquote(target.path.removeprefix("/")), unquote(target.fragment)

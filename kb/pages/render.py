"""The leaf: one HTML page of the site, from a Jinja template, with the same head, foot and style everywhere.

Enters: the name of a template, its values, the address of the page. Leaves: a `SiteFile`. Floor 5.

Addresses are written from the root (`experiences/lyon-aurillac/`) and turned into relative links, so that the site works
below any path, from a key and on a preview server. The leaf owes nothing to a site generator.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from kb.pages.invitation import Invitation, write_invitation
from kb.pages.location import name_records
from kb.pages.phrases import load_phrases, say
from kb.pages.sign import draw_sign
from kb.pages.wording import format_number
from kb.records.collection import Collection
from kb.records.model import Status
from kb.records.record import Record
from kb.search import browser, directory
from kb.search.similar import Neighbourhood
from kb.settings import Settings
from kb.sitefile import SiteFile

HERE = Path(__file__).parent
TEMPLATES = HERE / "templates"
ASSETS = HERE / "assets"
WORDS = "pages"
"""File of the phrases of the pages (`templates/pages.yml`)."""


@dataclass(frozen=True)
class PageHead:
    """What a page says of itself."""

    address: str
    """From the root of the site: `experiences/lyon-aurillac/`, empty for the home page, `404.html`."""
    title: str
    description: str = ""
    section: str = ""
    """Key of the entry of the main navigation that is current."""
    crumbs: tuple[tuple[str, str], ...] = ()
    """(label, address) of the pages above."""
    source: str = ""
    """Path of the file the page is made from."""
    scripts: tuple[str, ...] = ()
    """Names of the assets that the page runs."""
    indexed: bool = True
    """False for what search engines need not know."""
    absolute: bool = False
    """True when the page may be served from any address (404): its links start from the site's root."""


def relative(target: str, here: str) -> str:
    """Return the link from the page at `here` to `target`, both from the root; anchors and queries are kept.

    >>> relative("themes/eau/", "experiences/lyon-aurillac/")
    '../../themes/eau/'
    """
    path, mark, rest = _cut(target)
    if not path and mark:
        return target
    folder = posixpath.dirname(here) or "."
    found = posixpath.relpath(path or ".", folder)
    if path.endswith("/") or not path:
        found = "./" if found == "." else found + "/"
    return found + mark + rest


def _cut(target: str) -> tuple[str, str, str]:
    for mark in ("?", "#"):
        path, found, rest = target.partition(mark)
        if found:
            return path, found, rest
    return target, "", ""


def file_of(address: str) -> str:
    """Return the file behind an address: `a/` is `a/index.html`."""
    return address + "index.html" if address.endswith("/") or not address else address


class _Compiled(BytecodeCache):
    """Compiled templates, kept while the program runs: each guide page has its renderer, a server builds the site many times."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand over what is kept of a template, unless its text has changed."""
        kept = self._kept.get((bucket.key, bucket.checksum))
        if kept:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self._kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


COMPILED = _Compiled()


@dataclass(frozen=True)
class Renderer:
    """Renders pages with the words and settings of one collection."""

    collection: Collection
    preview: bool = False
    """True while somebody writes: drafts are shown, errors have a page."""
    build: Mapping[str, Any] = field(default_factory=dict)
    heads: dict[str, PageHead] = field(default_factory=dict)
    """What each page rendered so far says of itself, by address: the map of the site is made from it."""
    cards: dict[str, Any] = field(default_factory=dict)
    """The cards made so far, by slug (`kb.pages.card`): a record stands in several lists."""

    @property
    def settings(self) -> Settings:
        """The settings of the base."""
        return self.collection.knowledge.settings

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """The records that lists and pictures show: those published, and the drafts while somebody writes."""
        drafts = self.collection.with_status(Status.DRAFT) if self.preview else ()
        return (*self.collection.published, *drafts)

    @cached_property
    def names(self) -> dict[str, str]:
        """What links call each record, by slug: its two ends; no two records bear the same name."""
        return name_records(self.records, self.collection.facet("themes").label_of)

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """The records shown, ready to be compared with each other: built once a site."""
        return Neighbourhood(self.records, self.collection.knowledge)

    @cached_property
    def invitation(self) -> Invitation:
        """How a reader tells an experience, from any page."""
        return write_invitation(self.collection.knowledge, ForgeLinks(self.settings))

    @cached_property
    def environment(self) -> Environment:
        """The Jinja environment: autoescape on, undefined names are errors."""
        environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=COMPILED,
        )
        knowledge = self.collection.knowledge
        environment.filters |= FILTERS | {"to": _to, "label": knowledge.labels.of, "number": format_number}
        environment.globals |= {
            "settings": knowledge.settings,
            "vocabularies": knowledge.vocabularies,
            "labels": knowledge.labels,
            "collection": self.collection,
            "preview": self.preview,
            "asset": self.asset_address,
            "forge": ForgeLinks(knowledge.settings),
            "invitation": self.invitation,
            "navigation": load_phrases(WORDS)["navigation"],
            "footer": load_phrases(WORDS)["footer"],
            "keep_words": load_phrases(WORDS)["keep"],
            "sign": Markup(draw_sign()),  # noqa: S704 - our own drawing
            "say": partial(say, WORDS),
        }
        return environment

    @cached_property
    def assets(self) -> dict[str, SiteFile]:
        """The style sheets and scripts, by name; their address bears a mark of their content so that browsers can keep them."""
        found = {}
        for path in (*sorted(ASSETS.iterdir()), browser.ENGINE, directory.ENGINE):
            if path.suffix in (".css", ".js"):
                content = path.read_bytes()
                mark = hashlib.sha256(content).hexdigest()[:8]
                found[path.name] = SiteFile(f"assets/{path.stem}.{mark}{path.suffix}", content)
        return found

    def asset_address(self, name: str) -> str:
        """Return the address of an asset. Raises KeyError when there is none of that name."""
        return self.assets[name].address

    def page(self, template: str, head: PageHead, **values: Any) -> SiteFile:
        """Render `template` as a page."""
        self.heads[head.address] = head
        html = self.environment.get_template(template).render(head=head, **values)
        return SiteFile(file_of(head.address), html, head.source)

    def render(self, template: str, head: PageHead, **values: Any) -> Markup:
        """Render a part of a page, for the page described by `head`."""
        return Markup(self.environment.get_template(template).render(head=head, **values))  # noqa: S704 - escaped by the template


@pass_context
def _to(context: Context, target: str) -> str:
    """Filter: the link from the current page to an address of the site."""
    head: PageHead = context["head"]
    if head.absolute:
        settings: Settings = context["settings"]
        return urlsplit(settings.site_url).path.rstrip("/") + "/" + target
    return relative(target, head.address)


@dataclass(frozen=True)
class ForgeLinks:
    """Addresses of the forge where a page can be edited, a record added, a mistake reported."""

    settings: Settings

    def edit(self, path: str) -> str:
        """Return the address where a file is edited."""
        forge = self.settings.forge
        verb = "edit" if forge.kind == "github" else "_edit"
        return f"{forge.url}/{verb}/{forge.branch}/{quote(path)}"

    def new(self, path: str, content: str) -> str:
        """Return the address where a new file opens already filled."""
        forge = self.settings.forge
        folder, _, name = path.rpartition("/")
        verb = "new" if forge.kind == "github" else "_new"
        return f"{forge.url}/{verb}/{forge.branch}/{quote(folder)}?{urlencode({'filename': name, 'value': content}, quote_via=quote)}"

    def mail(self, subject: str, body: str = "") -> str:
        """Return a mail address with its subject and body."""
        return f"mailto:{self.settings.contact_email}?{urlencode({'subject': subject, 'body': body}, quote_via=quote)}"


FILTERS: dict[str, Any] = {}

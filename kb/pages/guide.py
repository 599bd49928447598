"""The hand-written pages, and the page that says there is none.

Enters: a page already turned into HTML by a site generator (`title`, `content`, `url`, `meta`). Leaves: a whole page. Floor 5.

A page may hold names between double braces, `{{ publisher.name }}`, and links to names, `[write](kb:mailto)`: each is replaced
by a setting, escaped, or by the terms of a vocabulary. Nothing is evaluated: the names are those of `Values`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from markupsafe import Markup, escape

from kb.diagnostics.diagnostic import KbError
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.pages.wording import format_number
from kb.sitefile import SiteFile

MISSING = "404.html"
_NAME = re.compile(r"(<p>)?\{\{\s*([a-z_.-]+)\s*\}\}(</p>)?")
_LINK = re.compile(r'(href=")kb:([a-z_.-]+)(")')
_LONG = 4
"""From this many sections on, a page starts with their list."""


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page that stands for those that do not exist; it may be served from any address."""
    head = PageHead(MISSING, say(WORDS, "missing", "title"), indexed=False, absolute=True)
    yield renderer.page("missing.html", head)


def dress(renderer: Renderer, page: Any) -> str:
    """Return a hand-written page as a leaf; the page that says there is none when `page` is None. Raises KbError."""
    if page is None:
        return str(next(build(renderer)).content)
    head = PageHead(
        address=page.url if page.url != "./" else "",
        title=str(page.title),
        description=str(page.meta.get("description", "")),
        section=str(page.meta.get("section", "")),
    )
    content = fill(str(page.content), Values(renderer), head.address)
    toc = [(item.title, item.id) for item in getattr(page, "toc", ())]
    return str(renderer.page("guide.html", head, content=content, lead=page.meta.get("lead"), toc=toc if len(toc) >= _LONG else []).content)


class Values(Mapping[str, str]):
    """What a hand-written page may name: each setting by its path, and what is computed when asked for."""

    def __init__(self, renderer: Renderer) -> None:
        self._settings = dict(_flatten(renderer.settings.model_dump(), ""))
        knowledge, invitation = renderer.collection.knowledge, renderer.invitation
        self._computed: dict[str, Callable[[], str]] = {
            "acronyms": lambda: self._list_acronyms(renderer),
            "count": lambda: format_number(len(renderer.records)),
            "invitation.forge": lambda: invitation.forge,
            "invitation.mail": lambda: invitation.mail,
            "mailto": lambda: f"mailto:{renderer.settings.contact_email}",
            "territories": lambda: knowledge.gazetteer.source,
        }
        for id, vocabulary in knowledge.vocabularies.items():
            self._computed[f"vocabulary.{id}"] = partial(renderer.render, "vocabulary.html", PageHead("", ""), vocabulary=vocabulary)

    @staticmethod
    def _list_acronyms(renderer: Renderer) -> Markup:
        acronyms = renderer.collection.knowledge.acronyms
        return renderer.render("acronyms.html", PageHead("", ""), acronyms=sorted(acronyms.items(), key=lambda item: item[0].casefold()))

    def __getitem__(self, name: str) -> str:
        return self._settings[name] if name in self._settings else self._computed[name]()

    def __iter__(self) -> Iterator[str]:
        yield from (*self._settings, *self._computed)

    def __len__(self) -> int:
        return len(self._settings) + len(self._computed)


def _flatten(block: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    for key, value in block.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{path}{key}.")
        else:
            yield path + key, str(value)


def fill(content: str, values: Mapping[str, str], address: str) -> Markup:
    """Return HTML with each `{{ name }}` and `kb:name` replaced by its value, escaped. Raises KbError on a name that means nothing."""

    def replace(match: re.Match[str]) -> str:
        opening, name, closing = match[1] or "", match[2], match[3] or ""
        if name not in values:
            raise KbError(say(WORDS, "guide", "unknown", name=name, address=address, names=", ".join(sorted(values))))
        value = values[name]
        # A block alone in its paragraph takes its place.
        return value if isinstance(value, Markup) and opening == "<p>" and closing else f"{opening}{escape(value)}{closing}"

    return Markup(_LINK.sub(replace, _NAME.sub(replace, content)))  # noqa: S704 - HTML made by the generator from the project's own pages

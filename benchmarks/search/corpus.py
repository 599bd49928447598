"""The pages that every engine indexes.

Enters: a collection. Leaves: `Page`s, the same for all: the words of the published sheets (title, summary, parties, exchanges, places,
story), as our own index reads them, with nothing added to help us.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kb.records.collection import Collection
from kb.search.document import Document, document
from kb.search.evaluate import Engine

FIELDS = {
    "summary": "Résumé",
    "parties": "Partenaires",
    "places": "Territoires",
    "types": "Types de coopération",
    "themes": "Thèmes",
    "goods": "Échanges",
    "failure": "Difficultés",
    "story": "Récit",
}
"""Fields after the title, in order of reading, and the heading each has in a page."""


DEEP = 30
"""Records asked of an engine. Ten count; the others tell what ten would hold without the records that nobody judged."""


@dataclass(frozen=True, slots=True)
class Page:
    """What an engine knows of a record."""

    slug: str
    title: str
    texts: dict[str, tuple[str, ...]]
    """Paragraphs by field, every field of `FIELDS` there."""

    def joined(self, field: str) -> str:
        """Return the words of a field as one text."""
        return "\n".join(self.texts[field])


@dataclass(frozen=True, slots=True)
class Base:
    """What is searched."""

    collection: Collection
    pages: tuple[Page, ...]


OpenEngine = Callable[[Base, Path], AbstractContextManager[Engine]]


def read_base(root: Path) -> Base:
    """Read the published records of the base at `root`."""
    collection = Collection.load(root)
    return Base(collection, tuple(make_page(document(record, collection)) for record in collection.published))


def make_page(made: Document) -> Page:
    """Return the page of a document."""
    return Page(made.slug, made.title, {field: tuple(text for name, text in made.texts if name == field) for field in FIELDS})


def write_markdown(page: Page) -> str:
    """Return a page for MkDocs: a heading a field, a paragraph a text."""
    parts = [f"# {page.title}"]
    for field, heading in FIELDS.items():
        if page.texts[field]:
            parts += [f"## {heading}", *map(_escape_markdown, page.texts[field])]
    return "\n\n".join(parts) + "\n"


def _escape_markdown(text: str) -> str:
    """Return a text that Markdown leaves as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#+!|" else sign for sign in text).replace("-", "\\-", text.startswith("-"))


def write_html(page: Page) -> str:
    """Return a bare page of HTML with the same words."""
    parts = []
    for field, heading in FIELDS.items():
        if page.texts[field]:
            parts += [f"<h2>{heading}</h2>", *(f"<p>{escape(text)}</p>" for text in page.texts[field])]
    head = f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(page.title)}</title></head>'
    return f"{head}<body><main><h1>{escape(page.title)}</h1>{''.join(parts)}</main></body></html>"


def pour_pages(pages: Iterable[Page], folder: Path, write: Callable[[Page], str], name: str) -> None:
    """Write each page into `folder`; `name` is the form of its file, as in `experiences/{slug}.md`."""
    for page in pages:
        path = folder / name.format(slug=page.slug)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write(page), encoding="utf-8")


def read_slug(address: str) -> str:
    """Return the slug in the address of a result: `…/experiences/slug/…`."""
    return address.partition("experiences/")[2].split("#")[0].split("?")[0].split("/")[0]

"""The home page: what this is, how to find, what circulates, where, in what numbers.

Enters: a `Renderer`. Leaves: one page. Floor 5.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml
from markupsafe import Markup

from kb.pages.card import address_of, is_stopped, make_card
from kb.pages.circulation import picture_circulation
from kb.pages.diagram import draw_side, draw_sprite
from kb.pages.location import find_link
from kb.pages.map import Link, draw_map, shown_on
from kb.pages.phrases import find_phrase
from kb.pages.render import WORDS, PageHead, Renderer
from kb.records.model import Side
from kb.records.record import Record
from kb.records.story import split_citations
from kb.reference.outline import load_outline
from kb.sitefile import SiteFile

LATEST = 3
COUNTRY = "france"
BACKGROUND = "docs/pour-situer.md"
"""Page of the project whose front matter gives the home page its background: `extract` (cited text) and `sources`."""


@dataclass(frozen=True)
class Atlas:
    """The map of links and the list that says the same."""

    drawing: Markup
    links: tuple[Link, ...]
    """Those on the map, by title."""
    beyond: tuple[tuple[str, str], ...]
    """(title, address) of the experiences that the map does not show."""


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the home page."""
    settings = renderer.settings
    head = PageHead("", f"{settings.tagline} – {settings.site_name}", settings.tagline)
    vocabularies = renderer.collection.knowledge.vocabularies
    yield renderer.page(
        "home.html",
        head,
        sprite=Markup(draw_sprite()),  # noqa: S704 - our own drawings
        circulation=picture_circulation(renderer.records, vocabularies["goods"]),
        atlas=draw_atlas(renderer),
        marks={side: Markup(draw_side(side)) for side in (Side.URBAN, Side.INTERMEDIATE, Side.RURAL)},  # noqa: S704
        figures=count_figures(renderer),
        background=read_background(renderer),
        latest=[make_card(record, renderer) for record in find_latest(renderer.records)],
    )


def count_figures(renderer: Renderer) -> dict[str, tuple[int, int]]:
    """Return the key figures: what is met in the records, and out of how many in the vocabularies (0: no such total)."""
    records, collection = renderer.records, renderer.collection
    vocabularies = collection.knowledge.vocabularies
    met = {key: len(collection.facet(key).count(records)) for key in ("cooperation-types", "goods")}
    return {
        "cases": (len(records), 0),
        "sources": (len({source.url or (source.publisher, source.title) for record in records for source in record.told.sources}), 0),
        "types": (met["cooperation-types"], len(vocabularies["cooperation-types"])),
        "goods": (met["goods"], len(vocabularies["goods"])),
    }


def find_latest(records: Sequence[Record], count: int = LATEST) -> list[Record]:
    """Return the records checked last, then those where something happened last; each with another main theme while there are some."""
    ordered = sorted(records, key=lambda record: (record.told.review.checked_on.start, record.period or (0, 0), record.slug), reverse=True)
    themes: set[str] = set()
    varied = []
    for record in ordered:
        theme = next(iter(record.told.themes), "")
        if theme not in themes:
            themes.add(theme)
            varied.append(record)
    return [*varied, *(record for record in ordered if record not in varied)][:count]


# --- map -------------------------------------------------------------------------------------------------------------


def draw_atlas(renderer: Renderer) -> Atlas:
    """Return the map of the links of all records; towns are named once."""
    outline = load_outline(COUNTRY)
    names = Counter(_name_town(link, renderer) for record in renderer.records if (link := _find_link(record, renderer)))
    links, beyond, named = [], [], set[str]()
    for record in renderer.records:
        link = _find_link(record, renderer)
        if link is None or not shown_on([link], outline):
            beyond.append((record.told.title, address_of(record)))
            continue
        links.append(link)
    labelled = []
    for link in sorted(links, key=lambda link: -names[_name_town(link, renderer)]):
        town = _name_town(link, renderer)
        labelled.append(link if town in named else _label(link, town))
        named.add(town)
    drawing = Markup(draw_map(labelled, outline))  # noqa: S704 - our own drawing
    return Atlas(drawing, tuple(sorted(links, key=lambda link: link.title)), tuple(beyond))


def _find_link(record: Record, renderer: Renderer) -> Link | None:
    return find_link(record, address_of(record), stopped=is_stopped(record, renderer))


def _label(link: Link, town: str) -> Link:
    return Link(link.title, link.href, link.start, link.finish, link.stopped, town)


def _name_town(link: Link, renderer: Renderer) -> str:
    """Return the name of a town for the map, without the words that say what kind of body it is."""
    return re.sub("|".join(find_phrase(WORDS, "map", "left_out")), "", link.start.name).strip(" -–")


# --- background ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Background:
    """What helps to place the base: a few cited sentences and their sources."""

    title: str
    address: str
    parts: tuple[str | int, ...]
    """Texts, and numbers of sources."""
    sources: dict[int, dict[str, str]]


def read_background(renderer: Renderer) -> Background | None:
    """Return the extract of the background page, None when the project has none."""
    path = renderer.collection.root / BACKGROUND
    if not path.is_file():
        return None
    front = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    parts = tuple(split_citations(front["extract"]))
    cited = {part for part in parts if isinstance(part, int)}
    return Background(front["title"], f"{path.stem}/", parts, {n: source for n, source in front["sources"].items() if n in cited})

"""The home page: what this is, how to find, what circulates, where, in what numbers.

Enters: a `Renderer`. Leaves: one page. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml
from markupsafe import Markup

from kb.pages.card import address_of, is_stopped, make_card
from kb.pages.circulation import picture_circulation
from kb.pages.diagram import draw_side, draw_sprite
from kb.pages.location import find_link
from kb.pages.map import Link, draw_map, shown_on
from kb.pages.question import list_questions
from kb.pages.render import PageHead, Renderer
from kb.pages.story import split_cited
from kb.pages.town import SHOWN, name_towns, sort_links
from kb.records.model import Side
from kb.records.record import Record
from kb.reference.outline import Outline, load_outline, outline_names
from kb.sitefile import SiteFile

LATEST = 3
COUNTRY = "france"
LEAST_DETAIL = 5
"""Links it takes for the home region to have a map of its own."""
BACKGROUND = "docs/pour-situer.md"
"""Page of the project whose front matter gives the home page its background: `extract` (cited text) and `sources`."""


@dataclass(frozen=True)
class Atlas:
    """The maps of links and the lists that say the same; each experience is in one list."""

    drawing: Markup
    """The country, with every link that falls on it."""
    links: tuple[Link, ...]
    """Those of the country, by title; those of the home region apart."""
    region: str
    """Name of the home region, empty when it has no map of its own."""
    detail: Markup
    inside: tuple[Link, ...]
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
        questions=list(list_questions(renderer)),
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
    """Return the map of the country, that of the home region when enough happens there, and the lists that say the same."""
    country = load_outline(COUNTRY)
    found = [(record, _find_link(record, renderer)) for record in renderer.records]
    links = [link for _, link in found if link]
    region = _find_region(links, renderer)
    inside = set(shown_on(links, region)) if region else set()
    elsewhere = [link for link in shown_on(links, country) if link not in inside]
    beyond = [(record.told.title, address_of(record.slug)) for record, link in found if link is None or link not in {*inside, *elsewhere}]
    whole = [*name_towns(elsewhere, country), *sort_links(inside)]
    return Atlas(
        drawing=Markup(draw_map(whole, country, shown=SHOWN)),  # noqa: S704 - our own drawings
        links=sort_links(elsewhere),
        region=_name_region(renderer) if region else "",
        detail=Markup(draw_map(name_towns(inside, region), region, shown=SHOWN)) if region else Markup(""),  # noqa: S704
        inside=sort_links(inside),
        beyond=tuple(beyond),
    )


def _find_link(record: Record, renderer: Renderer) -> Link | None:
    return find_link(record, renderer.names[record.slug], address_of(record.slug), stopped=is_stopped(record, renderer))


def _find_region(links: Sequence[Link], renderer: Renderer) -> Outline | None:
    """Return the outline of the home region, when enough links fall on it to be worth a second map."""
    home = renderer.settings.home_region
    if home not in outline_names():
        return None
    outline = load_outline(str(home))
    return outline if len(shown_on(links, outline)) >= LEAST_DETAIL else None


def _name_region(renderer: Renderer) -> str:
    home = renderer.settings.home_region or ""
    return renderer.collection.knowledge.gazetteer.region_name(home)


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
    parts = tuple(split_cited(front["extract"]))
    cited = {part for part in parts if isinstance(part, int)}
    return Background(front["title"], f"{path.stem}/", parts, {n: source for n, source in front["sources"].items() if n in cited})

"""The pages of places: what happened in each région and each département.

Enters: a `Renderer`. Leaves: the page of all places, with a map, then one page a place. Floor 5.

A place without any experience has a page too, that says so and invites: people look for their own département first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup

from kb.pages.listing import DATA
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer, relative
from kb.pages.shade import Shade, draw_shades
from kb.pages.subject import Entry, Nearby, Subject, list_rubrics, render_subject
from kb.pages.term import PLACES, list_crumbs
from kb.pages.wording import format_number
from kb.records.facet import Computed
from kb.records.record import Record
from kb.records.shape import make_slug
from kb.reference.outline import find_adjacent, load_outline, outline_names
from kb.reference.term import Term
from kb.reference.territory import Territory
from kb.sitefile import SiteFile

OTHER = "themes"
"""Facet that groups the experiences of a place."""
COUNTRY = "france"
STEPS = (1, 3, 6)
"""Numbers of experiences from which a département is drawn darker."""


@dataclass(frozen=True)
class Place:
    """A région or a département, and what happened there."""

    territory: Territory
    slug: str
    records: tuple[Record, ...]
    inside: tuple[Place, ...] = ()
    """The départements of a région."""

    @property
    def address(self) -> str:
        """Address of its page."""
        return f"{PLACES}{self.slug}/"

    @property
    def entry(self) -> Entry:
        """The place in a list."""
        return Entry(self.territory.name, "", self.address, len(self.records))


@dataclass(frozen=True)
class Places:
    """Every place of the country."""

    regions: tuple[Place, ...]

    @cached_property
    def departments(self) -> Mapping[str, Place]:
        """The départements by INSEE code; overseas, the région stands for its only département."""
        inside = {place.territory.departments[0]: place for region in self.regions for place in region.inside}
        alone = {region.territory.departments[0]: region for region in self.regions if not region.inside and region.territory.departments}
        return alone | inside


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page of all places, then the page of each."""
    places = list_places(renderer)
    yield _build_index(places, renderer)
    for region in places.regions:
        for place in (region, *region.inside):
            yield _build_place(place, region, places, renderer)
    yield _list_pages(places)


def _list_pages(places: Places) -> SiteFile:
    """Return the places that have a page, as the explorer reads them: name, address, level (1 for a région), experiences, code."""
    rows = [
        [it.territory.name, it.address, int(it is region), len(it.records), "" if it is region else it.territory.departments[0]]
        for region in places.regions
        for it in (region, *region.inside)
    ]
    return SiteFile(f"{DATA}places.js", f"searchChunk('places',{json.dumps(rows, ensure_ascii=False, separators=(',', ':'))});\n")


def list_places(renderer: Renderer) -> Places:
    """Return the régions with their départements, by name; what has no inhabitant has no page."""
    gazetteer, collection = renderer.collection.knowledge.gazetteer, renderer.collection
    by_region, by_department = (collection.facet(key).group(renderer.records) for key in (Computed.REGION, Computed.DEPARTMENT))

    def list_inside(region: Territory) -> tuple[Place, ...]:
        found = (it for it in gazetteer.departments(region.code) if it.code != region.code)
        made = (Place(it, make_slug(it.name), tuple(by_department.get(it.departments[0], ()))) for it in found)
        return tuple(sorted((place for place in made if place.slug != make_slug(region.name)), key=lambda place: place.slug))

    regions = (
        Place(it, make_slug(it.name), tuple(by_region.get(it.code, ())), list_inside(it)) for it in gazetteer.regions() if it.population
    )
    return Places(tuple(sorted(regions, key=lambda place: place.slug)))


# --- all places ------------------------------------------------------------------------------------------------------


def _build_index(places: Places, renderer: Renderer) -> SiteFile:
    head = PageHead(PLACES, say(WORDS, "place", "title"), say(WORDS, "place", "description"), "browse", list_crumbs())
    home = renderer.settings.home_region
    abroad = [record for record in renderer.records if record.countries and not record.regions]
    return renderer.page(
        "places.html",
        head,
        regions=sorted(places.regions, key=lambda place: (place.territory.code != home, not place.records)),
        abroad=[(renderer.names[record.slug], f"experiences/{record.slug}/") for record in abroad],
        drawing=_draw(places, head),
        tints=_name_tints(),
    )


def _draw(places: Places, head: PageHead) -> Markup:
    """Return the map of the country, darker where more happened; the list beside it says the same numbers."""
    shades = {
        code: Shade(place.territory.name, relative(place.address, head.address), len(place.records), find_step(len(place.records)))
        for code, place in places.departments.items()
    }
    return Markup(draw_shades(load_outline(COUNTRY), shades))  # noqa: S704 - our own drawing


def find_step(count: int) -> int:
    """Return how dark a number of experiences is drawn, from 0 (none)."""
    return sum(count >= least for least in STEPS)


def _name_tints() -> list[tuple[int, str]]:
    """Return each tint and the numbers it stands for."""
    told = [say(WORDS, "place", "tints", count=high - 1, low=low, high=high - 1) for low, high in pairwise(STEPS)]
    return list(enumerate([*told, say(WORDS, "place", "most", low=STEPS[-1])], start=1))


# --- a place ---------------------------------------------------------------------------------------------------------


def _build_place(place: Place, region: Place, places: Places, renderer: Renderer) -> SiteFile:
    name, code = place.territory.name, region.territory.code
    above = ((say(WORDS, "place", "title"), PLACES), *(((region.territory.name, region.address),) if place is not region else ()))
    key, value = (Computed.REGION, code) if place is region else (Computed.DEPARTMENT, place.territory.departments[0])
    head = PageHead(
        address=place.address,
        title=name,
        description=say(WORDS, "place", "term", name=name),
        section="browse",
        crumbs=list_crumbs(*above),
        indexed=bool(place.records),
    )
    subject = Subject(
        term=Term(id=place.slug, label=name, definition=_tell_size(place, region)),
        records=place.records,
        rubrics=list_rubrics(key, value, OTHER, place.records, renderer),
        nearby=find_nearby(place, region, places),
        outline=code if code in outline_names() else COUNTRY,
    )
    return render_subject(subject, head, renderer)


def _tell_size(place: Place, region: Place) -> str:
    """Return the level, population and area of a place."""
    it = place.territory
    level = say(WORDS, "place", "region") if place is region else say(WORDS, "place", "department", region=region.territory.name)
    if not (it.population and it.area_km2 and it.population_year):
        return say(WORDS, "place", "size_unknown", level=level)
    area, people = format_number(round(it.area_km2)), format_number(it.population)
    return say(WORDS, "place", "size", level=level, people=people, year=it.population_year, area=area)


def find_nearby(place: Place, region: Place, places: Places) -> Nearby:
    """Return the départements that touch this one and where something happened, the fullest first; for a région, its own."""
    if place is region:
        return Nearby("inside", [it.entry for it in region.inside])
    codes = find_adjacent(COUNTRY).get(place.territory.departments[0], frozenset())
    around = (places.departments[code] for code in codes if code in places.departments)
    return Nearby("around", [it.entry for it in sorted(around, key=lambda it: (-len(it.records), it.slug)) if it.records])

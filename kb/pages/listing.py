"""The list of all experiences, by main theme, that becomes the explorer when scripts run.

Enters: a `Renderer`. Leaves: one page, or several when the base is large, and the index of the explorer. Floor 5.

Without a script the list is whole: pages of cards under their theme. The first page also holds what the explorer needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.pages.card import EXPERIENCES, make_card
from kb.pages.diagram import draw_side
from kb.pages.explorer import Entry, build_index, draw_page_map, list_filters
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.records.facet import Facet
from kb.records.model import Side
from kb.records.record import Record
from kb.search.directory import export_directory
from kb.sitefile import SiteFile

PAGE_SIZE = 24
GROUPING = "themes"
"""Facet by whose main value the list is grouped."""
SECTION = "experiences"
OTHER = "autres"
"""Anchor of the experiences without a value."""
TITLE = ("listing", "title")
SCRIPTS = ("strings.js", "territory.js", "explorer.js")
DATA = "data/"
"""Folder of the list of places that have a page, which `kb.pages.place` writes."""
NEAR_PAGES = 2
"""Pages named before and after the current one."""


@dataclass(frozen=True)
class Group:
    """The experiences of one main theme, on one page."""

    id: str
    label: str
    entries: tuple[Entry, ...]


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the pages of the list, then the files that the explorer asks for: its index, the names of territories."""
    facet = renderer.collection.facet(GROUPING)
    ordered = sort_records(renderer.records, facet)
    entries = [Entry(number, make_card(record, renderer)) for number, record in enumerate(ordered, start=1)]
    mains = [main_value(record, facet) for record in ordered]
    count = max(1, -(-len(ordered) // PAGE_SIZE))
    shared = {
        "anchors": list_anchors(mains, facet),
        "total": len(ordered),
    }
    folder, files = build_index(renderer, write_head(1))
    names, directory = export_directory(renderer.collection.knowledge.gazetteer)
    for page in range(1, count + 1):
        part = slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)
        values = shared | {"groups": group_entries(entries[part], mains[part], facet), "pages": list_pages(page, count), "page": page}
        if page == 1:
            values |= {
                "filters": list_filters(renderer),
                "map": draw_page_map(entries[part], renderer),
                "index": folder,
                "places": DATA,
                "names": names,
                "marks": draw_marks(),
            }
        yield renderer.page("listing.html", write_head(page), **values)
    yield from (*files, *directory)


def page_address(number: int) -> str:
    """Return the address of a page of the list; pages start at 1."""
    return EXPERIENCES if number == 1 else f"{EXPERIENCES}page/{number}/"


def write_head(number: int) -> PageHead:
    """Return what a page of the list says of itself."""
    title, description = say(WORDS, *TITLE), say(WORDS, "listing", "description")
    address = page_address(number)
    if number == 1:
        return PageHead(address, title, description, SECTION, scripts=SCRIPTS)
    crumbs = ((title, EXPERIENCES),)
    return PageHead(address, say(WORDS, "listing", "page", number=number), description, SECTION, crumbs, indexed=False)


def draw_marks() -> dict[Side, Markup]:
    """Return the marks of the map's legend."""
    return {side: Markup(draw_side(side)) for side in (Side.URBAN, Side.INTERMEDIATE, Side.RURAL)}  # noqa: S704


def list_pages(current: int, count: int) -> list[tuple[int, str]]:
    """Return the pages to name, with their address: the first, the last, those around."""
    near = range(current - NEAR_PAGES, current + NEAR_PAGES + 1)
    named = sorted({1, count, *(page for page in near if 1 <= page <= count)})
    return [(page, page_address(page)) for page in named] if count > 1 else []


# --- groups ----------------------------------------------------------------------------------------------------------


def main_value(record: Record, facet: Facet) -> str:
    """Return the main value of a record, empty when it has none."""
    return next(iter(facet.values(record)), "")


def sort_records(records: Sequence[Record], facet: Facet) -> list[Record]:
    """Return the records by main value, in the order of the facet; those without one come last."""
    ranks = {value: rank for rank, value in enumerate(facet.order or ())}
    return sorted(records, key=lambda record: ranks.get(main_value(record, facet), len(ranks)))


def group_by_main(records: Sequence[Record], facet: Facet) -> dict[str, list[Record]]:
    """Return the records by main value, each once; those without one under an empty value."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(main_value(record, facet), []).append(record)
    return groups


def group_entries(entries: Sequence[Entry], mains: Sequence[str], facet: Facet) -> list[Group]:
    """Return the groups of one page."""
    groups: dict[str, list[Entry]] = {}
    for entry, value in zip(entries, mains, strict=True):
        groups.setdefault(value, []).append(entry)
    return [Group(value or OTHER, name_group(value, facet), tuple(found)) for value, found in groups.items()]


def name_group(value: str, facet: Facet) -> str:
    """Return the title of a group."""
    return facet.label_of(value) if value else say(WORDS, "listing", "other")


def list_anchors(mains: Sequence[str], facet: Facet) -> list[tuple[str, str, int]]:
    """Return (label, address, number of experiences) of each group, where it starts."""
    starts: dict[str, int] = {}
    for place, value in enumerate(mains):
        starts.setdefault(value, place)
    counts = Counter(mains)
    return [
        (name_group(value, facet), f"{page_address(place // PAGE_SIZE + 1)}#{value or OTHER}", counts[value])
        for value, place in starts.items()
    ]

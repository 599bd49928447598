"""What the explorer adds to the list of experiences: filters with their counts, a map, and the index that a script reads on demand.

Enters: a `Renderer`, records. Leaves: values for the templates, and the files of the index. Floor 5.

The cards of the index are the cards of the page: one template writes both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from kb.pages.card import Card, address_of, is_stopped, make_card
from kb.pages.location import find_link
from kb.pages.map import Link, draw_map, draw_mark, shown_on
from kb.pages.render import PageHead, Renderer
from kb.pages.story import set_spaces
from kb.records.facet import Computed, Facet
from kb.records.record import Record
from kb.reference.outline import load_outline
from kb.search.browser import export, name_facet
from kb.search.directory import list_partners
from kb.sitefile import SiteFile

OUTLINE = "france"
SHOWN = 352
"""Width of the map on screen, in pixels."""
PARTNERS = "kin"
"""File of the index that holds the territories of the partners."""
FIRST_VALUES = 6
"""Values of a filter shown before « plus »."""
OPEN_FACETS = ("themes", Computed.DIRECTION, "goods", Computed.REGION)
"""Filters that are open at first, before the others."""
_INDENTATION = re.compile(r"[ \n]+")
"""What templates leave between words; the no-break spaces of the text are not of it."""
_STEP = 5
_MOST_YEARS = 6


@dataclass(frozen=True)
class Choice:
    """A value of a filter, and how many experiences a click would leave."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Filter:
    """A facet, as the page shows it."""

    key: str
    name: str
    """In the address of the page."""
    title: str
    choices: tuple[Choice, ...]
    more: int
    """Values left out at first."""
    single: bool
    """One value at a time: a year from which to look."""
    opened: bool


@dataclass(frozen=True)
class Entry:
    """A card and its number, which is also that on the map."""

    number: int
    card: Card


def list_filters(renderer: Renderer) -> list[Filter]:
    """Return the filters that tell records apart: those people start from, then the others."""
    facets = {facet.key: facet for facet in renderer.collection.facets}
    keys = [*OPEN_FACETS, *(key for key in facets if key not in OPEN_FACETS)]
    made = (_make_filter(facets[key], renderer.records) for key in keys if key in facets)
    return [found for found in made if found.choices]


def _make_filter(facet: Facet, records: Sequence[Record]) -> Filter:
    counts = facet.count(records)
    single = facet.key == Computed.SINCE
    ranked = sorted(counts, key=lambda value: (-counts[value], facet.label_of(value)))
    choices = list_years(counts) if single else [Choice(value, facet.label_of(value), counts[value]) for value in ranked]
    shown = tuple(choices if single else choices[:FIRST_VALUES])
    return Filter(facet.key, name_facet(facet.key), facet.title, shown, len(choices) - len(shown), single, facet.key in OPEN_FACETS)


def list_years(counts: dict[str, int]) -> list[Choice]:
    """Return the years, by fives, from which some experiences started and others did not, the latest first."""
    years = {int(value): count for value, count in counts.items()}
    choices: list[Choice] = []
    for year in range(max(years, default=0) // _STEP * _STEP, min(years, default=1), -_STEP):
        count = sum(found for start, found in years.items() if start >= year)
        if count > (choices[-1].count if choices else 0) and len(choices) < _MOST_YEARS:
            choices.append(Choice(str(year), str(year), count))
    return choices


# --- map -------------------------------------------------------------------------------------------------------------


def draw_page_map(entries: Sequence[Entry], renderer: Renderer) -> Markup:
    """Return the map of a page of the list; each arc bears the number of its card."""
    by_address = {address_of(record.slug): record for record in renderer.records}
    links = [_find_link(by_address[entry.card.address], renderer, str(entry.number)) for entry in entries]
    return Markup(draw_map([link for link in links if link], load_outline(OUTLINE), shown=SHOWN))  # noqa: S704 - our own drawing


def _find_link(record: Record, renderer: Renderer, label: str) -> Link | None:
    """Return the arc of a record, linked from the page of the list; None when it falls outside the map."""
    link = find_link(record, record.told.title, f"{record.slug}/", stopped=is_stopped(record, renderer))
    return replace(link, label=label) if link and shown_on([link], load_outline(OUTLINE)) else None


# --- index -----------------------------------------------------------------------------------------------------------


def build_index(renderer: Renderer, head: PageHead) -> tuple[str, list[SiteFile]]:
    """Return the address of the folder of the index, and its files."""
    partners = {PARTNERS: list_partners(renderer.records)}
    return export(renderer.records, renderer.collection, list(_list_cards(renderer, head)), partners, set_spaces)


def _list_cards(renderer: Renderer, head: PageHead) -> Iterator[dict[str, str]]:
    """Yield what the script shows of each record: slug, title, card and arc, numbered 0 until it knows better."""
    template = renderer.environment.get_template("result.html")
    outline = load_outline(OUTLINE)
    for record in renderer.records:
        link = _find_link(record, renderer, "0")
        yield {
            "s": record.slug,
            "t": set_spaces(record.told.title),
            "h": _INDENTATION.sub(" ", template.render(head=head, entry=Entry(0, make_card(record, renderer)))).strip(),
            "m": draw_mark(link, outline, shown=SHOWN) if link else "",
        }

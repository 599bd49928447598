"""The list of all experiences, by main theme, that a script of the browser filters.

Enters: a `Renderer`. Leaves: one page, or several when the base is large. Floor 5.

A card is as lean as it can be (six elements): seventy-five of them keep the page under its budget of elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.pages.card import EXPERIENCES, Card, make_card
from kb.pages.diagram import draw_sprite
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.records.facet import Facet
from kb.records.record import Record
from kb.sitefile import SiteFile

PAGE_SIZE = 75
GROUPING = "themes"
"""Facet by whose main value the list is grouped."""
SECTION = "experiences"
OTHER = "autres"
"""Anchor of the experiences without a value."""
TITLE = ("listing", "title")


@dataclass(frozen=True)
class Group:
    """The experiences of one main theme."""

    id: str
    label: str
    cards: tuple[Card, ...]
    total: int
    """How many there are on all pages together."""


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the pages of the list."""
    sorted_records = sort_records(renderer.records, renderer.collection.facet(GROUPING))
    pages = [sorted_records[start : start + PAGE_SIZE] for start in range(0, len(sorted_records), PAGE_SIZE)] or [[]]
    addresses = [page_address(number) for number in range(1, len(pages) + 1)]
    anchors = list_anchors(pages, addresses, renderer)
    for number, (page, address) in enumerate(zip(pages, addresses, strict=True), start=1):
        yield renderer.page(
            "listing.html",
            _write_head(address, number),
            sprite=Markup(draw_sprite()),  # noqa: S704 - our own drawings
            groups=group_cards(page, renderer),
            anchors=anchors,
            total=len(sorted_records),
            addresses=addresses,
        )


def page_address(number: int) -> str:
    """Return the address of a page of the list; pages start at 1."""
    return EXPERIENCES if number == 1 else f"{EXPERIENCES}page/{number}/"


def _write_head(address: str, number: int) -> PageHead:
    title = say(WORDS, *TITLE)
    scripts = ("strings.js", "list.js")
    description = say(WORDS, "listing", "description")
    if number == 1:
        return PageHead(address, title, description, SECTION, scripts=scripts)
    crumbs = ((title, EXPERIENCES),)
    return PageHead(address, say(WORDS, "listing", "page", number=number), description, SECTION, crumbs, scripts=scripts, indexed=False)


def sort_records(records: Sequence[Record], facet: Facet) -> list[Record]:
    """Return the records by main value, in the order of the facet; those without one come last."""
    ranks = {value: rank for rank, value in enumerate(facet.order or ())}
    return sorted(records, key=lambda record: ranks.get(next(iter(facet.values(record)), ""), len(ranks)))


def group_by_main(records: Sequence[Record], facet: Facet) -> dict[str, list[Record]]:
    """Return the records by main value, each once; those without one under an empty value."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(next(iter(facet.values(record)), ""), []).append(record)
    return groups


def group_cards(records: Sequence[Record], renderer: Renderer) -> list[Group]:
    """Return the groups of one page."""
    facet = renderer.collection.facet(GROUPING)
    totals = {value: len(found) for value, found in group_by_main(renderer.records, facet).items()}
    return [
        Group(
            value or OTHER,
            facet.label_of(value) if value else say(WORDS, "listing", "other"),
            tuple(make_card(record, renderer) for record in found),
            totals[value],
        )
        for value, found in group_by_main(records, facet).items()
    ]


def list_anchors(pages: Sequence[Sequence[Record]], addresses: Sequence[str], renderer: Renderer) -> list[tuple[str, str, int]]:
    """Return (label, address, number of experiences) of each group, where it starts."""
    found: dict[str, tuple[str, str, int]] = {}
    for page, address in zip(pages, addresses, strict=True):
        for group in group_cards(page, renderer):
            found.setdefault(group.id, (group.label, f"{address}#{group.id}", group.total))
    return list(found.values())

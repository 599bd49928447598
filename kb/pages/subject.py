"""The page of a subject: what it means, what circulates, where, and the experiences that come under it.

Enters: a `Subject` (a term, a place), its records. Leaves: a page. Floor 5.

A page holds so many cards, lessons and arcs and no more: a base of ten thousand experiences keeps pages that one can read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from kb.pages.axis import find_page, find_search
from kb.pages.card import Card, address_of, is_contested, is_stopped, make_card
from kb.pages.circulation import picture_circulation
from kb.pages.diagram import draw_side, draw_sprite
from kb.pages.good import Return, Way, retell
from kb.pages.lesson import Lesson, gather_lessons
from kb.pages.listing import group_by_main, main_value
from kb.pages.location import find_link
from kb.pages.map import draw_map, shown_on
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer, relative
from kb.pages.town import name_towns
from kb.records.facet import Facet
from kb.records.model import Section, Side
from kb.records.record import Record
from kb.reference.outline import load_outline
from kb.reference.term import Group, Term
from kb.sitefile import SiteFile

LESSONS = (Section.DIFFICULTIES, Section.TRANSFER)
"""Sections whose lists are gathered."""
LESSONS_SHOWN = 8
"""Lessons shown at once; the others are folded."""
LESSONS_MOST = 14
"""Lessons a page holds; beyond, nobody reads them and the page grows heavy."""
CARDS_MOST = 36
"""Cards a page holds; the others are a search away."""
ARCS_MOST = 80
"""Arcs that can still be told apart on a map."""
LEAST = 3
"""Experiences it takes for a group to have a heading of its own; smaller ones flow together."""
RETURNS_SHOWN = 8
CASES_NAMED = 4
"""Experiences named for each good that comes back; their number tells the others."""


@dataclass(frozen=True)
class Entry:
    """A term in a list."""

    label: str
    definition: str
    address: str
    count: int


@dataclass(frozen=True)
class Rubric:
    """The experiences of a subject that share a value of another facet."""

    label: str
    address: str
    """Of the page of that value; empty when it has none."""
    definition: str
    cards: tuple[Card, ...]
    count: int
    search: str = ""
    """Address that shows them all, when the page does not."""
    loose: bool = False
    """Made of groups too small for a heading: each card says its own."""


@dataclass(frozen=True)
class Nearby:
    """Other pages worth a look, and why."""

    reason: str
    """Key of the phrases that say it."""
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Facts:
    """What the experiences of a term have in common, in numbers."""

    count: int
    abroad: int
    stopped: int
    contested: int
    oldest: tuple[str, str, int] | None
    """(places, address, year) of the experience that started first."""


@dataclass(frozen=True)
class Subject:
    """What a page is about: a term, or what can be told like one."""

    term: Term
    records: Sequence[Record]
    rubrics: Sequence[Rubric]
    nearby: Nearby
    group: Group | None = None
    ways: tuple[Way, ...] = ()
    """In how many experiences it goes each way, when it is what circulates."""
    returns: tuple[Return, ...] = ()
    """What comes back, when it is what circulates."""
    uncounted: tuple[tuple[str, str], ...] = ()
    """(name, address) of the experiences where it circulates without the agreement."""
    outline: str = "france"
    """Name of the map."""
    circulates: bool = True
    """False when drawing bands of what never came would say that it did."""


def render_subject(subject: Subject, head: PageHead, renderer: Renderer) -> SiteFile:
    """Return the page of a subject."""
    records = subject.records
    return renderer.page(
        "term.html",
        head,
        subject=subject,
        term=subject.term,
        group=subject.group,
        sprite=Markup(draw_sprite()),  # noqa: S704 - our own drawings
        facts=find_facts(records, renderer),
        circulation=picture_circulation(records, renderer.collection.knowledge.vocabularies["goods"]) if subject.circulates else None,
        atlas=draw_subject_map(subject, head, renderer),
        marks=[Markup(draw_side(side)) for side in (Side.URBAN, Side.INTERMEDIATE, Side.RURAL)],  # noqa: S704 - our own drawings
        rubrics=subject.rubrics,
        lessons=[(section, *_fold(found)) for section in LESSONS if (found := gather_lessons(records, section, renderer.names))],
        hard=Section.DIFFICULTIES,
        nearby=subject.nearby,
        returns_shown=RETURNS_SHOWN,
        cases_named=CASES_NAMED,
    )


def draw_subject_map(subject: Subject, head: PageHead, renderer: Renderer) -> Markup | None:
    """Return the map of the experiences, None when none of them falls on it. The cards of the page say the same as a list."""
    outline = load_outline(subject.outline)
    links = (
        find_link(
            record, renderer.names[record.slug], relative(address_of(record.slug), head.address), stopped=is_stopped(record, renderer)
        )
        for record in subject.records
    )
    shown = shown_on([link for link in links if link], outline)[:ARCS_MOST]
    return Markup(draw_map(name_towns(shown, outline), outline)) if shown else None  # noqa: S704 - our own drawing


def _fold(lessons: list[Lesson]) -> tuple[list[Lesson], list[Lesson], int]:
    """Return the lessons to show, those to fold, and how many are left to the sheets. A fold of one or two is not worth it."""
    shown = LESSONS_SHOWN if len(lessons) > LESSONS_SHOWN + 2 else len(lessons)
    return lessons[:shown], lessons[shown:LESSONS_MOST], max(len(lessons) - LESSONS_MOST, 0)


def find_facts(records: Sequence[Record], renderer: Renderer) -> Facts:
    """Return the numbers of the head of a term's page."""
    home = (renderer.settings.home_region or "").partition("-")[0]
    dated = [(record.start.date.year, record) for record in records if record.start]
    oldest = min(dated, key=lambda pair: (pair[0], pair[1].slug), default=None)
    return Facts(
        count=len(records),
        abroad=sum(bool(record.countries) and home not in record.countries for record in records) if home else 0,
        stopped=sum(is_stopped(record, renderer) for record in records),
        contested=sum(is_contested(record) for record in records),
        oldest=(renderer.names[oldest[1].slug], address_of(oldest[1].slug), oldest[0]) if oldest else None,
    )


# --- rubrics ---------------------------------------------------------------------------------------------------------


def list_rubrics(key: str, value: str, other: str, records: Sequence[Record], renderer: Renderer, good: Term | None = None) -> list[Rubric]:
    """Return the records of a value grouped by their main value of the facet `other`, the fullest group first, the small ones together.

    With a `good`, a card tells what is exchanged in place of the summary.
    """
    facet = renderer.collection.facet(other)
    groups = sorted(group_by_main(records, facet).items(), key=lambda item: (not item[0], -len(item[1]), facet.label_of(item[0])))
    large = [(main, found) for main, found in groups if main and len(found) >= LEAST]
    loose = [record for main, found in groups if not main or len(found) < LEAST for record in found]
    most = share([len(found) for _, found in large] + [len(loose)] * bool(loose), CARDS_MOST)
    rubrics = []
    for main, found in large:
        search = find_search((key, value), (other, main)) if len(found) > most else ""
        rubrics.append(replace(_make_rubric(facet, main, found[:most], renderer, good), count=len(found), search=search))
    if loose:
        search = find_search((key, value)) if len(loose) > most else ""
        rubric = _gather_loose(facet, loose[:most], renderer, good, alone=not large)
        rubrics.append(replace(rubric, count=len(loose), search=search))
    return rubrics


def share(sizes: Sequence[int], most: int) -> int:
    """Return how many each group may show so that all together show no more than `most`; at least one each.

    >>> share([5, 3, 1], 6)
    2
    """
    fitting = (count for count in range(1, max(sizes, default=0) + 1) if sum(min(count, size) for size in sizes) <= most)
    return max(fitting, default=1)


def _make_rubric(facet: Facet, value: str, records: Sequence[Record], renderer: Renderer, good: Term | None) -> Rubric:
    vocabulary = renderer.collection.knowledge.vocabularies.get(facet.key)
    term = vocabulary.get(value) if vocabulary else None
    return Rubric(
        label=facet.label_of(value),
        address=find_page(facet.key, value),
        definition=term.definition if term else "",
        cards=tuple(_tell_card(record, renderer, good) for record in records),
        count=len(records),
    )


def _gather_loose(facet: Facet, records: Sequence[Record], renderer: Renderer, good: Term | None, *, alone: bool) -> Rubric:
    """Return the experiences of small groups; a card has the label of its own in place of its theme."""
    cards = (
        replace(_tell_card(record, renderer, good), theme=facet.label_of(value) if (value := main_value(record, facet)) else "")
        for record in records
    )
    label = say(WORDS, "axis", "all" if alone else "loose")
    return Rubric(label, "", "", tuple(cards), len(records), loose=True)


def _tell_card(record: Record, renderer: Renderer, good: Term | None) -> Card:
    card = make_card(record, renderer)
    return retell(card, record, good, renderer.collection.knowledge.labels) if good else card

"""The pages of terms: what a type of cooperation or a theme means, and the experiences that come under it.

Enters: a `Renderer`. Leaves: a page to browse, one page an axis, one page a term. Floor 5.

An axis is a vocabulary that groups experiences; each of its pages groups its own by another facet. A new axis is one line in `AXES`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.pages.card import Card, address_of, is_contested, is_stopped, make_card
from kb.pages.circulation import picture_circulation
from kb.pages.diagram import draw_sprite
from kb.pages.lesson import Lesson, gather_lessons
from kb.pages.listing import group_by_main
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.records.facet import Facet
from kb.records.model import Section
from kb.records.record import Record
from kb.reference.term import Group, Term, Vocabulary
from kb.sitefile import SiteFile

BROWSE = "parcourir/"
LESSONS = (Section.DIFFICULTIES, Section.TRANSFER)
"""Sections whose lists are gathered."""
LESSONS_SHOWN = 8
"""Lessons shown at once; the others are folded."""
LESSONS_MOST = 30
"""Lessons a page holds; beyond, nobody reads them and the page grows heavy."""
NEIGHBOURS_SHOWN = 6


@dataclass(frozen=True)
class Axis:
    """A facet whose terms have pages."""

    key: str
    """Id of the vocabulary, and key of the facet."""
    address: str
    other: str
    """Key of the facet that groups the experiences of a term."""


AXES = (Axis("cooperation-types", "cooperations/", "themes"), Axis("themes", "themes/", "cooperation-types"))


@dataclass(frozen=True)
class Entry:
    """A term in a list."""

    label: str
    definition: str
    address: str
    count: int


@dataclass(frozen=True)
class Rubric:
    """The experiences of a term that share a value of the other axis."""

    label: str
    address: str
    """Of the page of that value; empty when it has none."""
    definition: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Facts:
    """What the experiences of a term have in common, in numbers."""

    count: int
    abroad: int
    stopped: int
    contested: int
    oldest: tuple[str, str, int] | None
    """(places, address, year) of the experience that started first."""


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page to browse, then the pages of each axis."""
    shelves = [(_vocabulary(axis, renderer), axis.address, _list_entries(axis, renderer)) for axis in AXES]
    head = PageHead(BROWSE, say(WORDS, "browse", "title"), say(WORDS, "browse", "description"), "browse")
    yield renderer.page("browse.html", head, shelves=shelves, total=len(renderer.records))
    for axis in AXES:
        yield _build_index(axis, renderer)
        groups = renderer.collection.facet(axis.key).group(renderer.records)
        for term in _vocabulary(axis, renderer):
            yield _build_term(axis, term, groups.get(term.id, []), renderer)


def _vocabulary(axis: Axis, renderer: Renderer) -> Vocabulary:
    return renderer.collection.knowledge.vocabularies[axis.key]


def _crumbs(*above: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return ((say(WORDS, "browse", "title"), BROWSE), *above)


# --- an axis ---------------------------------------------------------------------------------------------------------


def _build_index(axis: Axis, renderer: Renderer) -> SiteFile:
    vocabulary = _vocabulary(axis, renderer)
    head = PageHead(axis.address, vocabulary.title, say(WORDS, "axis", "description", title=vocabulary.title), "browse", _crumbs())
    return renderer.page("axis.html", head, vocabulary=vocabulary, shelves=_shelve(axis, renderer), total=len(renderer.records))


def _shelve(axis: Axis, renderer: Renderer) -> list[tuple[Group | None, list[Entry]]]:
    """Return the terms group by group, those without a group last."""
    vocabulary, entries = _vocabulary(axis, renderer), _list_entries(axis, renderer)
    pairs = list(zip(vocabulary, entries, strict=True))
    shelves = [(group, [entry for term, entry in pairs if term.group == group.id]) for group in (*vocabulary.groups, None) if group]
    loose = [entry for term, entry in pairs if not term.group]
    return [(group, found) for group, found in [*shelves, (None, loose)] if found]


def _list_entries(axis: Axis, renderer: Renderer) -> list[Entry]:
    counts = renderer.collection.facet(axis.key).count(renderer.records)
    return [_enter(axis, term, counts[term.id]) for term in _vocabulary(axis, renderer)]


def _enter(axis: Axis, term: Term, count: int) -> Entry:
    return Entry(term.label, term.definition, f"{axis.address}{term.id}/", count)


# --- a term ----------------------------------------------------------------------------------------------------------


def _build_term(axis: Axis, term: Term, records: Sequence[Record], renderer: Renderer) -> SiteFile:
    vocabularies = renderer.collection.knowledge.vocabularies
    crumbs = _crumbs((vocabularies[axis.key].title, axis.address))
    head = PageHead(f"{axis.address}{term.id}/", term.label, say(WORDS, "axis", "term", term=term.label), "browse", crumbs)
    return renderer.page(
        "term.html",
        head,
        term=term,
        group=vocabularies[axis.key].group(term.group),
        sprite=Markup(draw_sprite()),  # noqa: S704 - our own drawings
        facts=find_facts(records, renderer),
        circulation=picture_circulation(records, vocabularies["goods"]),
        rubrics=list_rubrics(axis, records, renderer),
        lessons=[(section, *_fold(found)) for section in LESSONS if (found := gather_lessons(records, section, renderer.names))],
        hard=Section.DIFFICULTIES,
        neighbours=list_neighbours(axis, term, records, renderer),
    )


def _fold(lessons: list[Lesson]) -> tuple[list[Lesson], list[Lesson], int]:
    """Return the lessons to show, those to fold, and how many are left to the sheets. A fold of one or two is not worth it."""
    shown = LESSONS_SHOWN if len(lessons) > LESSONS_SHOWN + 2 else len(lessons)
    return lessons[:shown], lessons[shown:LESSONS_MOST], max(len(lessons) - LESSONS_MOST, 0)


def find_facts(records: Sequence[Record], renderer: Renderer) -> Facts:
    """Return the numbers of the head of a term's page."""
    home = (renderer.settings.home_region or "").partition("-")[0]
    dated = [(record.period[0], record) for record in records if record.period]
    oldest = min(dated, key=lambda pair: (pair[0], pair[1].slug), default=None)
    return Facts(
        count=len(records),
        abroad=sum(bool(record.countries) and home not in record.countries for record in records) if home else 0,
        stopped=sum(is_stopped(record, renderer) for record in records),
        contested=sum(is_contested(record) for record in records),
        oldest=(renderer.names[oldest[1].slug], address_of(oldest[1]), oldest[0]) if oldest else None,
    )


def list_rubrics(axis: Axis, records: Sequence[Record], renderer: Renderer) -> list[Rubric]:
    """Return the experiences grouped by their main value of the other axis, the fullest group first, those without one last."""
    facet = renderer.collection.facet(axis.other)
    groups = sorted(group_by_main(records, facet).items(), key=lambda item: (not item[0], -len(item[1]), facet.label_of(item[0])))
    return [_make_rubric(facet, value, found, renderer) for value, found in groups]


def _make_rubric(facet: Facet, value: str, records: Sequence[Record], renderer: Renderer) -> Rubric:
    vocabulary = renderer.collection.knowledge.vocabularies.get(facet.key)
    term = vocabulary.get(value) if vocabulary else None
    address = next((axis.address for axis in AXES if axis.key == facet.key), "")
    return Rubric(
        label=facet.label_of(value) if value else say(WORDS, "axis", "other"),
        address=f"{address}{value}/" if value and address else "",
        definition=term.definition if term else "",
        cards=tuple(make_card(record, renderer) for record in records),
    )


def list_neighbours(axis: Axis, term: Term, records: Sequence[Record], renderer: Renderer) -> list[Entry]:
    """Return the terms met most often in the same experiences; without any, those of the same group."""
    facet, vocabulary = renderer.collection.facet(axis.key), _vocabulary(axis, renderer)
    together = Counter(value for record in records for value in facet.values(record) if value != term.id)
    found = [value for value, _ in together.most_common(NEIGHBOURS_SHOWN)]
    found = found or [other.id for other in vocabulary if other.group == term.group and other is not term][:NEIGHBOURS_SHOWN]
    counts = facet.count(renderer.records)
    return [_enter(axis, vocabulary[value], counts[value]) for value in found]

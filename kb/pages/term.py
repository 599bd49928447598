"""The pages of terms: what a type of cooperation, a theme or a good means, and the experiences that come under it.

Enters: a `Renderer`. Leaves: a page to browse, one page an axis, one page a term. Floor 5; the page itself is in `kb.pages.subject`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kb.pages.axis import AXES, Axis
from kb.pages.card import address_of
from kb.pages.good import count_ways, find_uncounted, list_returns
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.pages.subject import Entry, Nearby, Subject, list_rubrics, render_subject
from kb.records.facet import Computed
from kb.records.record import Record
from kb.records.shape import make_slug
from kb.reference.term import Group, Term, Vocabulary
from kb.sitefile import SiteFile

BROWSE = "parcourir/"
PLACES = "territoires/"
"""Address of the pages of places, which `kb.pages.place` makes."""
NEIGHBOURS_SHOWN = 6


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page to browse, then the pages of each axis."""
    shelves = [(_vocabulary(axis, renderer), axis.address, [it for it in _list_entries(axis, renderer) if it.count]) for axis in AXES]
    head = PageHead(BROWSE, say(WORDS, "browse", "title"), say(WORDS, "browse", "description"), "browse")
    yield renderer.page("browse.html", head, shelves=shelves, regions=list_regions(renderer), total=len(renderer.records))
    for axis in AXES:
        yield _build_index(axis, renderer)
        groups = renderer.collection.facet(axis.key).group(renderer.records)
        for term in _vocabulary(axis, renderer):
            yield _build_term(axis, term, groups.get(term.id, []), renderer)


def list_regions(renderer: Renderer) -> list[Entry]:
    """Return the régions where something happened, the fullest first."""
    facet = renderer.collection.facet(Computed.REGION)
    groups = facet.group(renderer.records)
    return [Entry(facet.label_of(code), "", f"{PLACES}{make_slug(facet.label_of(code))}/", len(found)) for code, found in groups.items()]


def _vocabulary(axis: Axis, renderer: Renderer) -> Vocabulary:
    return renderer.collection.knowledge.vocabularies[axis.key]


def list_crumbs(*above: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Return (label, address) of the pages above one, from the page to browse."""
    return ((say(WORDS, "browse", "title"), BROWSE), *above)


# --- an axis ---------------------------------------------------------------------------------------------------------


def _build_index(axis: Axis, renderer: Renderer) -> SiteFile:
    vocabulary = _vocabulary(axis, renderer)
    head = PageHead(axis.address, vocabulary.title, say(WORDS, "axis", "description", title=vocabulary.title), "browse", list_crumbs())
    return renderer.page("axis.html", head, vocabulary=vocabulary, shelves=_shelve(axis, renderer), total=len(renderer.records))


def _shelve(axis: Axis, renderer: Renderer) -> list[tuple[Group | None, list[Entry]]]:
    """Return the terms group by group, those without a group last."""
    vocabulary, entries = _vocabulary(axis, renderer), _list_entries(axis, renderer)
    pairs = list(zip(vocabulary, entries, strict=True))
    shelves = [(group, [entry for term, entry in pairs if term.group == group.id]) for group in vocabulary.groups]
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
    crumbs = list_crumbs((vocabularies[axis.key].title, axis.address))
    head = PageHead(f"{axis.address}{term.id}/", term.label, say(WORDS, "axis", "term", term=term.label), "browse", crumbs)
    subject = Subject(
        term=term,
        records=records,
        rubrics=list_rubrics(axis.key, term.id, axis.other, records, renderer, term if axis.exchanged else None),
        nearby=find_nearby(axis, term, records, renderer),
        group=vocabularies[axis.key].group(term.group),
        ways=count_ways(term, records, renderer.collection.knowledge.labels) if axis.exchanged else (),
        returns=list_returns(term, records, renderer) if axis.exchanged else (),
        uncounted=_list_uncounted(term, renderer) if axis.exchanged else (),
    )
    return render_subject(subject, head, renderer)


def _list_uncounted(good: Term, renderer: Renderer) -> tuple[tuple[str, str], ...]:
    return tuple((renderer.names[record.slug], address_of(record.slug)) for record in find_uncounted(good, renderer.records))


def find_nearby(axis: Axis, term: Term, records: Sequence[Record], renderer: Renderer) -> Nearby:
    """Return the terms met most often in the same experiences, with how many; without any, those of the same group."""
    facet, vocabulary = renderer.collection.facet(axis.key), _vocabulary(axis, renderer)
    together = Counter(value for record in records for value in facet.values(record) if value != term.id)
    if together:
        return Nearby("together", [_enter(axis, vocabulary[value], count) for value, count in together.most_common(NEIGHBOURS_SHOWN)])
    counts = facet.count(renderer.records)
    family = [other for other in vocabulary if term.group and other.group == term.group and other is not term]
    return Nearby("family", [_enter(axis, other, counts[other.id]) for other in family[:NEIGHBOURS_SHOWN]])

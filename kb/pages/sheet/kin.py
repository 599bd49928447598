"""Experiences near this one, and why: those that a record names, in both directions, then those most like it.

Enters: a `Renderer`. Leaves: `Kin` by slug, a link written in one record showing on both sheets. Floor 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.pages.card import is_contested, is_stopped
from kb.pages.likeness import find_shared, tell_reasons
from kb.pages.phrases import say
from kb.pages.render import Renderer
from kb.records.ends import distance_between
from kb.records.record import Record

_FILE = "sheet"
SHOWN = 4
"""Cards of a sheet; links written in the records are all kept, those in excess in fewer words."""
_LINKED, _STRONG = 2, 1.5
"""Links written in the records keep more cards than the first only from cases whose score is below the second."""
_ALIKE, _UNLIKE = 2, 1
"""Reasons told of each neighbour: what is alike, what is not."""
_FAR = 3.0
"""Distances are worth opposing from this ratio on."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Another case, what links it to this one, and how both differ."""

    record: Record
    words: str = ""
    """The link that a record states; empty when likeness alone brings it here."""
    alike: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The same, a line each, marked as the atlas marks them."""
        stated = (self.words,) if self.words else ()
        marked = (
            say(_FILE, "marks", mark, text=text) for mark, texts in (("alike", self.alike), ("unlike", self.unlike)) for text in texts
        )
        return (*stated, *marked)


def find_kin(renderer: Renderer) -> Mapping[str, tuple[Kin, ...]]:
    """Return the neighbours of each record shown: links written first, in their order, then the most alike."""
    linked = _find_linked(renderer)
    return {record.slug: tuple(_list_kin(record, linked[record.slug], renderer)) for record in renderer.records}


def _find_linked(renderer: Renderer) -> Mapping[str, dict[str, str]]:
    """Return, for each record, the slug of those it names then of those that name it, with the words of the link."""
    collection, shown = renderer.collection, {record.slug for record in renderer.records}
    named: dict[str, dict[str, str]] = defaultdict(dict)
    naming: dict[str, dict[str, str]] = defaultdict(dict)
    for record in renderer.records:
        for related in record.told.related:
            other = collection.get(related.case)
            if other is not None and other.slug in shown and other is not record:
                named[record.slug].setdefault(other.slug, say(_FILE, "stated", related.relation))
                naming[other.slug].setdefault(record.slug, say(_FILE, "inverse", related.relation))
    for slug, links in naming.items():
        for other_slug, words in links.items():
            named[slug].setdefault(other_slug, words)
    return named


def _list_kin(record: Record, linked: Mapping[str, str], renderer: Renderer) -> Iterator[Kin]:
    """Yield the cards: the links most alike, then the other cases most alike; then the links that found no room."""
    neighbourhood, knowledge = renderer.neighbourhood, renderer.collection.knowledge
    ranked = {kin.slug: kin.score for kin in neighbourhood.find_similar(record.slug, SHOWN + len(linked))}
    near = [slug for slug in ranked if slug not in linked]
    kinships = {slug: neighbourhood.compare(record.slug, slug) for slug in (*linked, *near)}
    strong = sum(ranked[slug] >= _STRONG for slug in near)
    room = max(_LINKED, SHOWN - strong, len(linked.keys() & [*ranked][:SHOWN]))
    links = sorted(linked, key=lambda slug: -kinships[slug].score)
    cards = [*links[:room], *near[: max(SHOWN - min(len(links), room), 0)]]
    shared = find_shared([kinships[slug] for slug in cards])
    for slug in (*cards, *links[room:]):
        other = neighbourhood.traits[slug].record
        alike = tell_reasons(kinships[slug], knowledge, _ALIKE, shared)
        yield Kin(other, linked.get(slug, ""), tuple(alike), tuple(tell_contrasts(record, other, renderer))[:_UNLIKE])


def tell_contrasts(one: Record, other: Record, renderer: Renderer) -> Iterator[str]:
    """Yield what opposes a neighbour to this case, the gravest first, as phrases without a capital."""
    if is_stopped(one, renderer) is not is_stopped(other, renderer):
        label = renderer.collection.knowledge.vocabularies["progress"][other.told.progress].label
        yield say(_FILE, "unlike", "progress", label=label[:1].lower() + label[1:])
    if is_contested(other) and not is_contested(one):
        yield say(_FILE, "unlike", "contested")
    if one.both_ways and other.directions and not other.both_ways:
        yield say(_FILE, "unlike", "one_way")
    mine, theirs = distance_between(one), distance_between(other)
    if mine and theirs and max(mine, theirs) / min(mine, theirs) >= _FAR and max(mine, theirs) >= 1:
        yield say(_FILE, "unlike", "distance", mine=max(round(mine), 1), theirs=max(round(theirs), 1))

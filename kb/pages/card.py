"""A card: what a list shows of an experience.

Enters: a record. Leaves: a `Card`, values for the templates. Floor 5. The page must hold the sprite of pictograms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from kb.pages.diagram import draw_mini, split_citations
from kb.pages.location import name_ends
from kb.pages.phrases import say
from kb.pages.render import WORDS, Renderer
from kb.pages.story import set_spaces
from kb.records.model import Status
from kb.records.record import Record
from kb.records.shape import make_slug
from kb.reference.placename import fold

EXPERIENCES = "experiences/"
LONGEST_SUMMARY = 240
_SENTENCE_END = re.compile(r"(?<=[.!?…]) (?=[A-ZÀ-ÖØ-Þ«])")
_SHORTEST_WORD = 3


@dataclass(frozen=True)
class Card:
    """An experience in a list."""

    address: str
    title: str
    where: str
    summary: str
    """The first sentences of the summary, without citations."""
    theme: str
    progress: str
    evidence: str
    """Code of the level of proof, as short as it is written on the sheet."""
    alerts: tuple[str, ...]
    """What a reader must not miss: stopped, contested, draft."""
    drawing: Markup
    plain: Markup
    """The same without pictograms, for where they would be too small."""
    words: str
    """Words of the record that the card does not show: what its list is searched by, besides what it shows."""


def address_of(slug: str) -> str:
    """Return the address of a sheet. A name that could not stand in an address is written as one that can."""
    safe = make_slug(slug)
    return f"{EXPERIENCES}{slug if safe == slug else 'fichier-' + (safe or 'sans-nom')}/"


def is_stopped(record: Record, renderer: Renderer) -> bool:
    """True when the experience was interrupted, given up or never came about."""
    return bool(renderer.collection.knowledge.vocabularies["progress"][record.told.progress].attributes.get("stopped"))


def is_contested(record: Record) -> bool:
    """True when somebody publicly disputes an exchange."""
    return any(flow.exchange.contested for flow in record.flows)


def make_card(record: Record, renderer: Renderer) -> Card:
    """Return the card of a record, made once."""
    if record.slug not in renderer.cards:
        renderer.cards[record.slug] = _make_card(record, renderer)
    card: Card = renderer.cards[record.slug]
    return card


def _make_card(record: Record, renderer: Renderer) -> Card:
    case, vocabularies = record.told, renderer.collection.knowledge.vocabularies
    where, summary = name_ends(record), set_spaces(shorten(case.summary))
    return Card(
        address=address_of(record.slug),
        title=case.title,
        where=where,
        summary=summary,
        theme=vocabularies["themes"][case.themes[0]].label if case.themes else "",
        progress=vocabularies["progress"][case.progress].label,
        evidence=case.evidence,
        alerts=tuple(_list_alerts(record, renderer)),
        drawing=Markup(draw_mini(record.flows, vocabularies["goods"])),  # noqa: S704 - our own drawing
        plain=Markup(draw_mini(record.flows, vocabularies["goods"], icons=False)),  # noqa: S704 - our own drawing
        words=" ".join(_list_words(record, renderer, f"{case.title} {where} {summary}")),
    )


def _list_alerts(record: Record, renderer: Renderer) -> Iterator[str]:
    if is_stopped(record, renderer):
        yield renderer.collection.knowledge.vocabularies["progress"][record.told.progress].label
    if is_contested(record):
        yield say(WORDS, "contested")
    if record.status is Status.DRAFT:
        yield renderer.collection.knowledge.labels.of(Status.DRAFT)


def _list_words(record: Record, renderer: Renderer, shown: str) -> list[str]:
    """Return the folded words of the terms, parties and summary that are not shown, each once, in their order."""
    facets = (facet for facet in renderer.collection.facets if facet.key in renderer.collection.knowledge.vocabularies)
    labels = [facet.label_of(value) for facet in facets for value in facet.values(record)]
    places = [territory.name for territory in record.territories.values()]
    text = " ".join([*labels, *(party.name for party in record.told.parties), *places, record.told.summary])
    known = set(fold(shown).split())
    found = dict.fromkeys(fold(split_citations(text)[0]).split())
    return [word for word in found if len(word) >= _SHORTEST_WORD and word not in known]


def shorten(summary: str) -> str:
    """Return the first sentences of a summary that fit, without citations; a first one that is too long is cut between two words."""
    first, *others = _SENTENCE_END.split(split_citations(" ".join(summary.split()))[0])
    if len(first) > LONGEST_SUMMARY:
        return first[:LONGEST_SUMMARY].rpartition(" ")[0].rstrip(",;: \u00a0\u202f") + "…"
    text = first
    for sentence in others:
        if len(text) + 1 + len(sentence) > LONGEST_SUMMARY:
            break
        text += f" {sentence}"
    return text

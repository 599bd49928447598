"""From a record to what the index holds of it.

Enters: a `Record` and its `Collection` (only the attributes read here matter). Leaves: a `Document`. Floor 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kb.records.flow import Direction
from kb.records.model import Event, Section, Side, State
from kb.search.analysis import analyse, compose
from kb.search.expansion import FAILURE, TO_RURAL, TO_URBAN, Expander, exchange_concept, place_concept, term_concept, trouble_concept
from kb.search.weight import FAMILY, MUTUAL, SECONDARY, STOPPED, TOLD_SHORT, WEIGHTS

_CITATION = re.compile(r"\s*\[\d{1,3}\](?![(:])")
_SPACES = re.compile(r"\s+")
_DIRECTIONS = {Direction.TO_RURAL: (TO_RURAL,), Direction.TO_URBAN: (TO_URBAN,), Direction.MUTUAL: (TO_RURAL, TO_URBAN)}
_SETBACKS = frozenset({Event.DISPUTE, Event.SUSPENSION, Event.END})
_LESSONS = frozenset({Section.DIFFICULTIES, Section.DISCARDED})


@dataclass
class Document:
    """A record, ready to be indexed."""

    slug: str
    title: str
    texts: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of a field and a text, in order of reading."""
    marks: dict[str, tuple[str, float]] = field(default_factory=dict)
    """Concepts the record bears, with the field that says so and their weight."""
    facets: dict[str, list[str]] = field(default_factory=dict)
    """Values by facet, the main one first."""

    def say(self, name: str, *texts: str | None) -> None:
        """Add texts to a field; nothing is said twice in one field."""
        for text in texts:
            said = (name, _SPACES.sub(" ", _CITATION.sub("", compose(text or ""))).strip())
            if said[1] and said not in self.texts:
                self.texts.append(said)

    def mark(self, concept: str, name: str, share: float = 1.0) -> None:
        """Let the record bear a concept, at `share` of the weight of a field; the heaviest reason stays."""
        weight = WEIGHTS[name] * share
        if weight > self.marks.get(concept, ("", 0.0))[1]:
            self.marks[concept] = (name, weight)


def document(record: Any, collection: Any) -> Document:
    """Return what the index holds of a record without error."""
    case, knowledge = record.told, collection.knowledge
    made = Document(record.slug, case.title)
    made.say("title", case.title, _read_slug(record.slug, case.title))
    made.say("summary", case.summary)
    _say_terms(made, "types", "cooperation-types", case.cooperation_types, knowledge)
    _say_terms(made, "themes", "themes", case.themes, knowledge)
    _say_parties(made, record, knowledge)
    _say_exchanges(made, record, knowledge)
    _say_places(made, record, knowledge)
    _say_failure(made, record, knowledge)
    _say_story(made, record)
    made.facets = {facet.key: list(dict.fromkeys(facet.values(record))) for facet in collection.facets}
    return made


def _read_slug(slug: str, title: str) -> str:
    """Return the words of a slug that the title does not say: short names that people use."""
    said = set(analyse(title))
    return " ".join(word for word in slug.split("-") if not said.issuperset(analyse(word)))


def _say_terms(made: Document, name: str, vocabulary: str, ids: tuple[str, ...], knowledge: Any) -> None:
    for place, id in enumerate(ids):
        term = knowledge.vocabularies[vocabulary].get(id)
        made.say(name, term.label if term else id)
        made.mark(term_concept(vocabulary, id), name, 1.0 if place == 0 else SECONDARY)


def _say_parties(made: Document, record: Any, knowledge: Any) -> None:
    for party in record.told.parties:
        made.say("parties", party.name, party.short)
        third = party.side is Side.THIRD_PARTY
        made.mark(term_concept("party-kinds", party.kind), "parties", 0.3 if third else 1.0)
        if party.place and not third:
            made.say("places", party.place.name)
    kinds = {p.kind for p in record.told.parties if p.side is not Side.THIRD_PARTY}
    made.say("parties", *(term.label for kind in sorted(kinds) if (term := knowledge.vocabularies["party-kinds"].get(kind))))


def _say_exchanges(made: Document, record: Any, knowledge: Any) -> None:
    families = {group.id: group.label for group in knowledge.vocabularies["goods"].groups}
    for flow in record.flows:
        exchange, share = flow.exchange, 1.0 if flow.counted else 0.5
        _say_terms(made, "goods", "goods", (exchange.good,), knowledge)
        made.say("goods", exchange.what)
        made.say("story", exchange.note)
        term = knowledge.vocabularies["goods"].get(exchange.good)
        names = (exchange.what, *((term.label, *term.synonyms) if term else ()))
        going = share * (MUTUAL if flow.direction is Direction.MUTUAL else 1.0)
        for direction in _DIRECTIONS.get(flow.direction, ()):
            made.mark(direction, "goods", share)
            for stem in analyse(families[term.group]) if term and term.group in families else ():
                made.mark(exchange_concept(stem, direction), "goods", going * FAMILY)
            for stem in dict.fromkeys(stem for name in names for stem in analyse(name)):
                made.mark(exchange_concept(stem, direction), "goods", going)


def _say_places(made: Document, record: Any, knowledge: Any) -> None:
    gazetteer, labels = knowledge.gazetteer, knowledge.labels
    for party in record.told.parties:
        territory = record.territories.get(party.id)
        if territory and party.side is not Side.THIRD_PARTY:
            made.say("places", territory.name)
    for code in record.departments:
        made.say("places", f"{gazetteer.department_name(code)} ({code})")
        made.mark(place_concept(code), "places")
    for code in record.regions:
        made.say("places", gazetteer.region_name(code))
        made.mark(place_concept(code), "places")
    made.say("places", *(labels.named("Country", code).label for code in record.countries if code != "FR"))


def _say_failure(made: Document, record: Any, knowledge: Any) -> None:
    case = record.told
    progress = knowledge.vocabularies["progress"].get(case.progress)
    made.mark(term_concept("progress", case.progress), "types")
    if progress and progress.attributes.get("stopped"):
        made.say("failure", progress.label)
        made.mark(FAILURE, "failure", STOPPED)
    if any(spot.end - spot.start > 1 for text in (case.title, case.summary) for spot in _failures().spot(analyse(text or ""), FAILURE)):
        made.mark(FAILURE, "failure", TOLD_SHORT)
    for flow in record.flows:
        if flow.exchange.state is State.UNDELIVERED:
            made.mark(FAILURE, "failure")
    made.say("failure", *(step.note for step in case.milestones if step.event in _SETBACKS))
    for section, told in record.sections.items():
        if section in _LESSONS:
            made.say("failure", *_read_paragraphs(told.tokens))
    for stem in {stem for name, text in made.texts if name == "failure" for stem in analyse(text)}:
        made.mark(trouble_concept(stem), "failure")


@cache
def _failures() -> Expander:
    return Expander.build({}, {})


def _say_story(made: Document, record: Any) -> None:
    case = record.told
    for section in record.story.sections:
        if not any(section is told for name, told in record.sections.items() if name in _LESSONS):
            made.say("story", *_read_paragraphs(section.tokens))
    made.say("story", *(gain.says for gain in case.gains), case.governance)
    made.say("story", case.balance.comment if case.balance else None, *(case.means.funders if case.means else ()))
    made.say("story", *(step.note for step in case.milestones if step.event not in _SETBACKS))


def _read_paragraphs(tokens: Any) -> Iterator[str]:
    """Yield the words of each block of a story, marks of emphasis and addresses left out."""
    for token in tokens:
        if token.type == "inline":
            yield "".join(_read_inline(child) for child in token.children or ())


def _read_inline(token: Any) -> str:
    if token.type in ("text", "code_inline", "image"):
        return str(token.content)
    return " " if token.type in ("softbreak", "hardbreak") else ""

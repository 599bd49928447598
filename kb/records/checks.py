"""Checks across the fields of one record.

Enters: a `Case` whose shape is right. Leaves: findings, all of them. Each check is a generator; `CHECKS` lists them. Floor 3.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from kb.diagnostics.rules import fields, phrases, terms
from kb.records.citation import check_text, cited_numbers
from kb.records.evidence import find_ceiling
from kb.records.finding import Finding
from kb.records.knowledge import Knowledge
from kb.records.model import ALL, RESERVED_IDS, Case, Cites, Event, Figure, InVocabulary, Mark, Origin, SourceNumber, Status, When
from kb.records.schema import Node, walk
from kb.source import Loc

_SOURCED_BLOCKS = frozenset({"milestones", "exchanges", "gains", "means"})
"""Blocks that carry their own list of sources: a figure in their texts needs no citation of its own."""

_PERSONAL_MAILBOX = re.compile(r"[a-z]+[._-][a-z]+@")


@dataclass(frozen=True)
class Reading:
    """A case laid out for the checks: walked once, for all of them."""

    case: Case
    nodes: tuple[Node, ...]
    knowledge: Knowledge


def lay_out(case: Case, knowledge: Knowledge) -> Reading:
    """Return the reading of a case."""
    return Reading(case, tuple(walk(case)), knowledge)


def check_parties(reading: Reading) -> Iterator[Finding]:
    """Party ids are unique and not reserved; exchanges, gains and sources name parties that exist."""
    case = reading.case
    seen: set[str] = set()
    for index, party in enumerate(case.parties):
        if party.id in RESERVED_IDS:
            yield Finding(fields.RESERVED_PARTY, ("parties", index, "id"), facts={"seen": party.id})
        elif party.id in seen:
            yield Finding(fields.DUPLICATE_PARTY, ("parties", index, "id"), facts={"seen": party.id})
        seen.add(party.id)
    named: list[tuple[Loc, str]] = [(("gains", i, "party"), gain.party) for i, gain in enumerate(case.gains)]
    named += [(("sources", i, "party"), source.party) for i, source in enumerate(case.sources) if source.party]
    for i, exchange in enumerate(case.exchanges):
        for key, ids in (("from", exchange.giver), ("to", exchange.receiver)):
            named += [(("exchanges", i, key, j), id) for j, id in enumerate(ids) if id != ALL]
    for loc, id in named:
        if id not in seen:
            yield Finding(fields.UNKNOWN_PARTY, loc, facts={"seen": id, "allowed": ", ".join(sorted(seen))})


def check_exchanges(reading: Reading) -> Iterator[Finding]:
    """`all` stands alone; a single party does not give to itself; what was concluded exchanged something."""
    case, knowledge = reading.case, reading.knowledge
    for i, exchange in enumerate(case.exchanges):
        for key, ids in (("from", exchange.giver), ("to", exchange.receiver)):
            if ALL in ids and len(ids) > 1:
                yield Finding(fields.ALL_WITH_OTHERS, ("exchanges", i, key))
        if exchange.giver == exchange.receiver and len(exchange.giver) == 1 and exchange.giver != (ALL,):
            yield Finding(fields.SINGLE_EXCHANGE_END, ("exchanges", i, "to"), facts={"seen": exchange.giver[0]})
    progress = knowledge.vocabularies["progress"].get(case.progress)
    if progress is None or not progress.attributes.get("concluded", True):
        return
    if not case.exchanges:
        yield Finding(fields.NO_EXCHANGE, ("exchanges",), key=True)
    for field, values in (("cooperation_types", case.cooperation_types), ("themes", case.themes)):
        if not values:
            guidance = knowledge.fields.get(f"Case.{field}")
            yield Finding(
                fields.NOT_CLASSIFIED, (field,), key=True, facts={"field": field, "guidance": guidance.sentence if guidance else ""}
            )


def check_sources(reading: Reading) -> Iterator[Finding]:
    """Source numbers are unique, and those cited by the blocks exist."""
    case = reading.case
    known: set[int] = set()
    for index, source in enumerate(case.sources):
        if source.id in known:
            yield Finding(fields.DUPLICATE_SOURCE, ("sources", index, "id"), facts={"seen": source.id})
        known.add(source.id)
    for node in reading.nodes:
        if SourceNumber in node.marks and isinstance(node.value, tuple):
            for index, number in enumerate(node.value):
                if number not in known:
                    facts = {"seen": number, "allowed": ", ".join(map(str, sorted(known)))}
                    yield Finding(fields.UNKNOWN_SOURCE, (*node.loc, index), facts=facts)


def check_texts(reading: Reading) -> Iterator[Finding]:
    """The plain texts cite existing sources, cite for each figure, and name no person."""
    case = reading.case
    known = {source.id for source in case.sources}
    for node in reading.nodes:
        cites = Cites in node.marks
        if not cites and Mark.PUBLIC not in node.marks:
            continue
        sourced = node.loc[0] in _SOURCED_BLOCKS
        for index, text in enumerate(node.value if isinstance(node.value, tuple) else (node.value,)):
            loc = (*node.loc, index) if isinstance(node.value, tuple) else node.loc
            for problem in check_text(text, known, figures=cites and not sourced):
                yield Finding(problem.rule, loc, fragment=problem.fragment, facts=problem.facts)


def check_figures(reading: Reading) -> Iterator[Finding]:
    """A figure is a value or a range, in order."""
    for node in reading.nodes:
        loc, value = node.loc, node.value
        if not isinstance(value, Figure):
            continue
        low, high = value.min, value.max
        if value.value is None and (low is None or high is None):
            yield Finding(fields.FIGURE_WITHOUT_VALUE, loc)
        elif value.value is not None and (low is not None or high is not None):
            yield Finding(fields.VALUE_AND_RANGE, loc)
        elif low is not None and high is not None and low > high:
            yield Finding(fields.RANGE_REVERSED, (*loc, "min"), facts={"low": _show(low), "high": _show(high)})


def _show(number: float) -> str:
    return f"{number:,.10g}".replace(",", "\u202f").replace(".", ",")


def check_lists(reading: Reading) -> Iterator[Finding]:
    """No value is written twice in a list of names or numbers."""
    for node in reading.nodes:
        value = node.value
        if isinstance(value, tuple) and len(set(value)) < len(value):
            for item, count in Counter(value).items():
                if count > 1:
                    last = len(value) - 1 - value[::-1].index(item)
                    yield Finding(fields.REPEATED_VALUE, (*node.loc, last), facts={"seen": _name_item(item), "field": node.loc[-1]})


def _name_item(item: Any) -> str:
    """Return what a person recognises an item by: itself, or the first text of a block."""
    if not isinstance(item, BaseModel):
        return str(item)
    return next((value for _, value in item if isinstance(value, str)), "")


def check_terms(reading: Reading) -> Iterator[Finding]:
    """At most one frame; no term that another replaced."""
    case, knowledge = reading.case, reading.knowledge
    types = [(i, knowledge.vocabularies["cooperation-types"].get(id)) for i, id in enumerate(case.cooperation_types)]
    frames = [(i, term) for i, term in types if term is not None and term.group == "frame"]
    for i, term in frames[1:]:
        yield Finding(fields.SEVERAL_FRAMES, ("cooperation_types", i), facts={"seen": frames[0][1].id, "other": term.id})
    for node in reading.nodes if knowledge.replaced else ():
        if not any(isinstance(mark, InVocabulary) for mark in node.marks):
            continue
        listed = isinstance(node.value, tuple)
        for index, id in enumerate(node.value if listed else (node.value,)):
            if id in knowledge.replaced:
                loc = (*node.loc, index) if listed else node.loc
                yield Finding(terms.REPLACED_TERM, loc, facts={"seen": id, "replacement": knowledge.replaced[id]})


def check_places(reading: Reading) -> Iterator[Finding]:
    """Codes are those of known territories; positions are on Earth."""
    case, knowledge = reading.case, reading.knowledge
    kinds = knowledge.vocabularies["party-kinds"]
    for index, party in enumerate(case.parties):
        loc: Loc = ("parties", index)
        kind = kinds.get(party.kind)
        if party.code is not None:
            yield from _check_code(party.code, (*loc, "code"), knowledge)
        elif party.place is None and kind is not None and kind.attributes.get("territorial") and not party.collective:
            yield Finding(terms.MISSING_CODE, (*loc, "name"), facts={"seen": party.name})
        if party.place is not None:
            if party.place.code is not None:
                yield from _check_code(party.place.code, (*loc, "place", "code"), knowledge)
            for field, limit in (("latitude", 90), ("longitude", 180)):
                value = getattr(party.place, field)
                if value is not None and abs(value) > limit:
                    yield Finding(fields.POSITION_OUT_OF_RANGE, (*loc, "place", field), facts={"field": field, "seen": f"{value:g}"})


def _check_code(code: str, loc: Loc, knowledge: Knowledge) -> Iterator[Finding]:
    """Yield what is wrong with a code: a name in its place, several places of that name, or nothing known by it."""
    gazetteer = knowledge.gazetteer
    if gazetteer.get(code) is not None:
        return
    named = gazetteer.resolve(code)
    if len(named) == 1:
        yield Finding(terms.NAME_AS_CODE, loc, facts={"seen": code, "name": named[0].name, "code": named[0].code})
    elif named:
        shown = ", ".join(f'"{place.code}" {place.name} ({", ".join(place.departments)})' for place in named[:6])
        yield Finding(terms.AMBIGUOUS_PLACE, loc, facts={"seen": code, "candidates": shown})
    else:
        close = [] if code.isdigit() else gazetteer.suggest(code, limit=1)
        guidance = phrases.DID_YOU_MEAN_PLACE.format(code=close[0].code, name=close[0].name) if close else phrases.KNOWN_CODES
        yield Finding(terms.UNKNOWN_CODE, loc, facts={"seen": code, "guidance": guidance})


def check_milestones(reading: Reading) -> Iterator[Finding]:
    """An unlisted event says what it is; what is still to come is said planned."""
    case, knowledge = reading.case, reading.knowledge
    for index, milestone in enumerate(case.milestones):
        if milestone.event is Event.OTHER and not milestone.note:
            yield Finding(fields.NOTE_REQUIRED, ("milestones", index, "event"))
        if _is_to_come(milestone.date, knowledge) and not milestone.planned:
            yield Finding(fields.FUTURE_EVENT, ("milestones", index, "date"), facts={"seen": milestone.date})


def check_dates(reading: Reading) -> Iterator[Finding]:
    """What is known, published or read over is so already."""
    case = reading.case
    dates: list[tuple[Loc, When | None]] = [(("progress_as_of",), case.progress_as_of), (("review", "checked_on"), case.review.checked_on)]
    dates += [(("sources", index, "date"), source.date) for index, source in enumerate(case.sources)]
    for loc, when in dates:
        if when is not None and _is_to_come(when, reading.knowledge):
            yield Finding(fields.DATE_TO_COME, loc, facts={"field": loc[-1], "seen": when})


def _is_to_come(when: When, knowledge: Knowledge) -> bool:
    return when.start > knowledge.today.isoformat()[: len(when.start)]


def check_care(reading: Reading) -> Iterator[Finding]:
    """A draft says why; a contribution carries its agreements and a service to write to."""
    case = reading.case
    if case.review.status is not Status.PUBLISHED and not case.review.reason:
        yield Finding(fields.REASON_REQUIRED, ("review", "status"))
    if case.contact and _PERSONAL_MAILBOX.match(case.contact.email):
        yield Finding(fields.PERSONAL_EMAIL, ("contact", "email"), facts={"seen": case.contact.email})
    if case.origin is not Origin.CONTRIBUTION:
        return
    if case.consent is None:
        yield Finding(fields.CONSENT_REQUIRED, ("origin",))
    elif case.review.status is Status.PUBLISHED:
        for name in type(case.consent).model_fields:
            if not getattr(case.consent, name):
                yield Finding(fields.CONSENT_REFUSED, ("consent", name), facts={"field": name})
    if case.contact is None:
        yield Finding(fields.CONTACT_REQUIRED, ("origin",))


def check_evidence(reading: Reading) -> Iterator[Finding]:
    """The level of proof does not exceed what the sources allow."""
    case, knowledge = reading.case, reading.knowledge
    levels = knowledge.vocabularies["evidence"]
    claimed, ceiling = levels.get(case.evidence), find_ceiling(case, levels)
    if claimed is not None and claimed.attributes["rank"] > ceiling.attributes["rank"]:
        reason = phrases.CEILING_REASONS[claimed.attributes["requires"]]
        yield Finding(fields.EVIDENCE_ABOVE_SOURCES, ("evidence",), facts={"seen": claimed.id, "ceiling": ceiling.id, "reason": reason})


def numbers_used(reading: Reading) -> set[int]:
    """Return the numbers of the sources that the front matter uses, in blocks and in texts."""
    used: set[int] = set()
    for node in reading.nodes:
        listed = node.value if isinstance(node.value, tuple) else (node.value,)
        if SourceNumber in node.marks and isinstance(node.value, tuple):
            used.update(node.value)
        elif Cites in node.marks:
            used.update(*map(cited_numbers, listed))
    return used


CHECKS: tuple[Callable[[Reading], Iterator[Finding]], ...] = (
    check_parties,
    check_exchanges,
    check_sources,
    check_texts,
    check_figures,
    check_lists,
    check_terms,
    check_places,
    check_milestones,
    check_dates,
    check_care,
    check_evidence,
)

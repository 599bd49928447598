"""Checks across the fields of one record.

Enters: a `Case` whose shape is right. Leaves: findings, all of them. Each check is a generator; `CHECKS` lists them. Floor 3.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from kb.diagnostics.rules import fields, phrases, terms
from kb.records.citation import check_text, cited_numbers
from kb.records.evidence import find_ceiling
from kb.records.finding import Finding
from kb.records.knowledge import Knowledge
from kb.records.model import ALL, RESERVED_IDS, Case, Cites, Event, Figure, Origin, Status
from kb.records.schema import fields_of, vocabulary_at
from kb.source import Loc

Check = Callable[[Case, Knowledge], Iterator[Finding]]

_PERSONAL_MAILBOX = re.compile(r"[a-z]+[._-][a-z]+@")


def walk(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any, tuple[Any, ...]]]:
    """Yield every value of a block with its path (as written in the file) and the metadata of its field."""
    if isinstance(value, BaseModel):
        for name, key, marks in fields_of(type(value)):
            here = (*loc, key)
            child = getattr(value, name)
            yield here, child, marks
            yield from walk(child, here)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (*loc, index), item, ()
            yield from walk(item, (*loc, index))


def check_parties(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """Party ids are unique and not reserved; exchanges, gains and sources name parties that exist."""
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


def check_exchanges(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """`all` stands alone; a single party does not give to itself; what was concluded exchanged something."""
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


def check_sources(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """Source numbers are unique, and those cited by the blocks exist."""
    known: set[int] = set()
    for index, source in enumerate(case.sources):
        if source.id in known:
            yield Finding(fields.DUPLICATE_SOURCE, ("sources", index, "id"), facts={"seen": source.id})
        known.add(source.id)
    for loc, value, _ in walk(case):
        if len(loc) > 1 and loc[-1] == "sources" and isinstance(value, tuple):
            for index, number in enumerate(value):
                if number not in known:
                    facts = {"seen": number, "allowed": ", ".join(map(str, sorted(known)))}
                    yield Finding(fields.UNKNOWN_SOURCE, (*loc, index), facts=facts)


def check_texts(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """The plain texts cite existing sources, cite for each figure, and name no person."""
    known = {source.id for source in case.sources}
    for loc, value, metadata in walk(case):
        cites = any(mark is Cites or isinstance(mark, Cites) for mark in metadata)
        if isinstance(value, str) and (cites or loc == ("title",) or "funders" in loc):
            sourced = (len(loc) > 1 and loc[0] in ("milestones", "exchanges", "gains")) or "means" in loc
            for problem in check_text(value, known, figures=cites and not sourced):
                yield Finding(problem.rule, loc, fragment=problem.fragment, facts=problem.facts)


def check_figures(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """A figure is a value or a range, in order."""
    for loc, value, _ in walk(case):
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


def check_lists(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """No value is written twice in a list of names or numbers."""
    for loc, value, _ in walk(case):
        if isinstance(value, tuple) and value and isinstance(value[0], str | int):
            for item, count in Counter(value).items():
                if count > 1:
                    last = len(value) - 1 - value[::-1].index(item)
                    yield Finding(fields.REPEATED_VALUE, (*loc, last), facts={"seen": item, "field": loc[-1]})


def check_terms(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """At most one frame; no term that another replaced."""
    types = [(i, knowledge.vocabularies["cooperation-types"].get(id)) for i, id in enumerate(case.cooperation_types)]
    frames = [(i, term) for i, term in types if term is not None and term.group == "frame"]
    for i, term in frames[1:]:
        yield Finding(fields.SEVERAL_FRAMES, ("cooperation_types", i), facts={"seen": frames[0][1].id, "other": term.id})
    for loc, id, vocabulary in walk_terms(case):
        term_or_none = knowledge.vocabularies[vocabulary].get(id)
        if term_or_none is not None and term_or_none.replaced_by:
            yield Finding(terms.REPLACED_TERM, loc, facts={"seen": id, "replacement": term_or_none.replaced_by})


def walk_terms(case: Case) -> Iterator[tuple[Loc, str, str]]:
    """Yield every term a case uses: its path, its id and its vocabulary."""
    for loc, value, _ in walk(case):
        listed = isinstance(value, tuple) and bool(value) and isinstance(value[0], str)
        vocabulary = vocabulary_at(loc) if isinstance(value, str) or listed else None
        if vocabulary and listed:
            yield from (((*loc, index), id, vocabulary) for index, id in enumerate(value))
        elif vocabulary and isinstance(loc[-1], str):
            yield loc, value, vocabulary


def check_places(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """Codes are those of known territories; positions are on Earth."""
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


def check_milestones(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """An unlisted event says what it is; what is still to come is said planned."""
    for index, milestone in enumerate(case.milestones):
        if milestone.event is Event.OTHER and not milestone.note:
            yield Finding(fields.NOTE_REQUIRED, ("milestones", index, "event"))
        if milestone.date.start > knowledge.today.isoformat()[: len(milestone.date.start)] and not milestone.planned:
            yield Finding(fields.FUTURE_EVENT, ("milestones", index, "date"), facts={"seen": milestone.date})


def check_care(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """A draft says why; a contribution carries its agreements and a service to write to."""
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


def check_evidence(case: Case, knowledge: Knowledge) -> Iterator[Finding]:
    """The level of proof does not exceed what the sources allow."""
    levels = knowledge.vocabularies["evidence"]
    claimed, ceiling = levels.get(case.evidence), find_ceiling(case, levels)
    if claimed is not None and claimed.attributes["rank"] > ceiling.attributes["rank"]:
        reason = phrases.CEILING_REASONS[claimed.attributes["requires"]]
        yield Finding(fields.EVIDENCE_ABOVE_SOURCES, ("evidence",), facts={"seen": claimed.id, "ceiling": ceiling.id, "reason": reason})


def numbers_used(case: Case) -> set[int]:
    """Return the numbers of the sources that the front matter uses, in blocks and in texts."""
    used: set[int] = set()
    for loc, value, _ in walk(case):
        if len(loc) > 1 and loc[-1] == "sources" and isinstance(value, tuple):
            used.update(value)
        elif isinstance(value, str):
            used |= cited_numbers(value)
    return used


CHECKS: tuple[Check, ...] = (
    check_parties,
    check_exchanges,
    check_sources,
    check_texts,
    check_figures,
    check_lists,
    check_terms,
    check_places,
    check_milestones,
    check_care,
    check_evidence,
)

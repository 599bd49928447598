"""What circulates, told good by good: which way it goes, and what exactly is given.

Enters: a good, records. Leaves: counts, cards whose text is the exchange. Floor 5.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kb.pages.axis import find_page
from kb.pages.card import Card, address_of
from kb.pages.diagram import split_citations, tell_state
from kb.pages.phrases import say
from kb.pages.render import Renderer
from kb.pages.story import set_spaces
from kb.pages.wording import figure_text
from kb.records.flow import Direction, Flow
from kb.records.record import Record
from kb.reference.labels import Labels
from kb.reference.term import Term

WAYS = (str(Direction.TO_RURAL), str(Direction.MUTUAL), str(Direction.TO_URBAN), "")
"""Directions that are told apart; the others share the last one."""
_OTHER_WAY = {
    Direction.TO_RURAL: Direction.TO_URBAN,
    Direction.TO_URBAN: Direction.TO_RURAL,
    Direction.MUTUAL: Direction.MUTUAL,
}
_TOLD = 3
"""Exchanges that a card has room for."""


class Way(NamedTuple):
    """A direction, and the number of experiences where a good takes it."""

    label: str
    cases: int


class Return(NamedTuple):
    """What the other side gives in the experiences where a good circulates."""

    label: str
    address: str
    cases: tuple[tuple[str, str], ...]
    """(places, address) of each."""


def find_way(flow: Flow) -> str:
    """Return the direction of a flow among those told apart."""
    return str(flow.direction) if flow.direction in WAYS else ""


def name_way(way: str, labels: Labels) -> str:
    """Return what a way is called."""
    return labels.of(Direction(way)) if way else say("pages", "crossing", "goods", "other")


def list_pairs(record: Record) -> set[tuple[str, str]]:
    """Return each (good, way) that the agreement brings, once."""
    return {(flow.exchange.good, find_way(flow)) for flow in record.flows if flow.counted}


def count_ways(good: Term, records: Sequence[Record], labels: Labels) -> tuple[Way, ...]:
    """Return the ways a good goes, in the order of display."""
    counts = Counter(way for record in records for id, way in list_pairs(record) if id == good.id)
    return tuple(Way(name_way(way, labels), counts[way]) for way in WAYS if counts[way])


def list_returns(good: Term, records: Sequence[Record], renderer: Renderer) -> tuple[Return, ...]:
    """Return what goes the other way in the experiences where a good circulates, the most frequent first."""
    goods = renderer.collection.knowledge.vocabularies["goods"]
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for record in records:
        for id in _find_returned(good, record):
            found[id].append((renderer.names[record.slug], address_of(record.slug)))
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), goods[item[0]].label))
    return tuple(Return(goods[id].label, find_page(goods.id, id), tuple(cases)) for id, cases in ordered)


def _find_returned(good: Term, record: Record) -> set[str]:
    """Return the goods that go the other way, or both ways: nobody says that one pays for the other."""
    flows = [flow for flow in record.flows if flow.counted]
    back = {_OTHER_WAY[flow.direction] for flow in flows if flow.exchange.good == good.id and flow.direction in _OTHER_WAY}
    wanted = back | {Direction.MUTUAL} if back else set()
    return {flow.exchange.good for flow in flows if flow.direction in wanted} - {good.id}


def find_uncounted(good: Term, records: Sequence[Record]) -> list[Record]:
    """Return the records where a good circulates without the agreement having anything to do with it."""
    return [record for record in records if (flows := find_flows(good, record)) and not any(flow.counted for flow in flows)]


def find_flows(good: Term, record: Record) -> list[Flow]:
    """Return the exchanges of a good, those that the agreement brings first."""
    return sorted((flow for flow in record.flows if flow.exchange.good == good.id), key=lambda flow: not flow.counted)


def retell(card: Card, record: Record, good: Term, labels: Labels) -> Card:
    """Return a card that tells the exchanges of a good in place of the summary."""
    flows = find_flows(good, record)
    told = [_tell(flow, labels) for flow in flows[:_TOLD]]
    rest = [say("diagram", "others", count=len(flows) - _TOLD)] if len(flows) > _TOLD else []
    return replace(card, summary=set_spaces(" ".join([*told, *rest]))) if told else card


def _tell(flow: Flow, labels: Labels) -> str:
    exchange = flow.exchange
    details = [tell_state(exchange, labels), *(figure_text(figure) for figure in exchange.figures[:1])]
    return say(
        "pages",
        "good",
        "told",
        what=split_citations(exchange.what)[0].rstrip("."),
        way=labels.of(flow.direction).lower(),
        details=", ".join(details),
    )

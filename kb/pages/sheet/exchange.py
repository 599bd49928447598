"""The table of exchanges: what the plate draws, in words.

Enters: the flows of a record. Leaves: groups of rows. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.pages.diagram import find_icon, group_flows, tell_state
from kb.pages.phrases import say
from kb.records.flow import Flow
from kb.records.knowledge import Knowledge
from kb.records.model import ALL, Exchange, Party
from kb.records.record import Record

_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One exchange of the table."""

    exchange: Exchange
    giver: str
    receiver: str
    good: str
    state: str


@dataclass(frozen=True, slots=True)
class Group:
    """The exchanges of one direction."""

    title: str
    rows: tuple[Row, ...]


def read_table(record: Record, knowledge: Knowledge) -> tuple[Group, ...]:
    """Return the exchanges by direction, in the order of the plate."""
    everyone = record.told.parties
    return tuple(
        Group(knowledge.labels.of(direction), tuple(_read_row(flow, everyone, knowledge) for flow in flows))
        for direction, flows in group_flows(record.flows).items()
    )


def _read_row(flow: Flow, everyone: Sequence[Party], knowledge: Knowledge) -> Row:
    exchange = flow.exchange
    good = knowledge.vocabularies["goods"].get(exchange.good)
    return Row(
        exchange=exchange,
        giver=name_end(exchange.giver, flow.givers, everyone),
        receiver=name_end(exchange.receiver, flow.receivers, everyone),
        good=good.label if good else exchange.good,
        state=tell_state(exchange, knowledge.labels),
    )


def name_end(ids: Sequence[str], parties: Sequence[Party], everyone: Sequence[Party]) -> str:
    """Return the names at one end; a large side that takes part whole is said by its number, as on the plate."""
    if ALL in ids:
        return say("sheet", "all_parties")
    said: list[str] = []
    for side in dict.fromkeys(party.side for party in parties):
        there = [party.label for party in parties if party.side is side]
        whole = len(there) > _NAMES_SHOWN and len(there) == sum(party.side is side for party in everyone)
        said += [say("diagram", "many", side, count=len(there))] if whole else there
    return ", ".join(said)


def find_icons(records: Iterable[Record], knowledge: Knowledge) -> frozenset[str]:
    """Return the pictograms that the drawings of some records need."""
    goods = knowledge.vocabularies["goods"]
    return frozenset(find_icon(goods, flow.exchange.good) for record in records for flow in record.flows)

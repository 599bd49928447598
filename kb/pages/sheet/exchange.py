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
    groups = group_flows(record.flows).items()
    return tuple(Group(knowledge.labels.of(direction), tuple(_read_row(flow, knowledge) for flow in flows)) for direction, flows in groups)


def _read_row(flow: Flow, knowledge: Knowledge) -> Row:
    exchange = flow.exchange
    good = knowledge.vocabularies["goods"].get(exchange.good)
    return Row(
        exchange=exchange,
        giver=_name(exchange.giver, flow.givers),
        receiver=_name(exchange.receiver, flow.receivers),
        good=good.label if good else exchange.good,
        state=tell_state(exchange, knowledge.labels),
    )


def _name(ids: Sequence[str], parties: Iterable[Party]) -> str:
    return say("sheet", "all_parties") if ALL in ids else ", ".join(party.label for party in parties)


def find_icons(records: Iterable[Record], knowledge: Knowledge) -> frozenset[str]:
    """Return the pictograms that the drawings of some records need."""
    goods = knowledge.vocabularies["goods"]
    return frozenset(find_icon(goods, flow.exchange.good) for record in records for flow in record.flows)

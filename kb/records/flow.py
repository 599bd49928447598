"""Exchanges read as flows: who gives, who receives, in which direction.

Enters: a `Case` whose exchanges name known parties. Leaves: one `Flow` an exchange, in the order of reading. Floor 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.records.model import ALL, Case, Exchange, Party, Side


class Direction(StrEnum):
    """Where a flow goes; the members stand in the order in which diagrams and tables show them."""

    TO_RURAL = "to-rural"
    MUTUAL = "mutual"
    TO_URBAN = "to-urban"
    LATERAL = "lateral"
    """Between parties of one side."""
    THIRD_PARTY = "third-party"
    """To or from a party that is neither town nor country."""

    @property
    def rank(self) -> int:
        """Place in the order of display."""
        return list(Direction).index(self)


_POSITION = {Side.URBAN: 0.0, Side.INTERMEDIATE: 1.0, Side.RURAL: 2.0}


@dataclass(frozen=True, slots=True)
class Flow:
    """An exchange with its parties resolved."""

    exchange: Exchange
    givers: tuple[Party, ...]
    receivers: tuple[Party, ...]
    direction: Direction

    @property
    def counted(self) -> bool:
        """False for what exists without the agreement."""
        return self.exchange.counted


def parties_named(case: Case, ids: tuple[str, ...]) -> tuple[Party, ...]:
    """Return the parties behind `ids`, in the order of the record; unknown ids are left out."""
    wanted = set(ids)
    return tuple(p for p in case.parties if p.id in wanted or (ALL in wanted and p.side is not Side.THIRD_PARTY))


def find_direction(givers: tuple[Party, ...], receivers: tuple[Party, ...]) -> Direction:
    """Return where a flow goes.

    The same parties on both ends make it mutual. A third party that gives, or alone receives, makes it a third
    party's flow. Else the mean position of each end decides, from town (0) through the middle (1) to country (2).
    """
    if {p.id for p in givers} == {p.id for p in receivers}:
        return Direction.MUTUAL
    ends = [[_POSITION[p.side] for p in end if p.side in _POSITION] for end in (givers, receivers)]
    if not ends[0] or not ends[1]:
        return Direction.THIRD_PARTY
    start, finish = (sum(end) / len(end) for end in ends)
    if start == finish:
        return Direction.LATERAL
    return Direction.TO_RURAL if start < finish else Direction.TO_URBAN


def read_flows(case: Case) -> tuple[Flow, ...]:
    """Return the flows of a case, grouped by direction, in the order of the record inside a group."""
    flows = []
    for exchange in case.exchanges:
        givers, receivers = parties_named(case, exchange.giver), parties_named(case, exchange.receiver)
        flows.append(Flow(exchange, givers, receivers, find_direction(givers, receivers)))
    return tuple(sorted(flows, key=lambda flow: flow.direction.rank))

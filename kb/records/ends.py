"""The two ends of an experience: who stands for the town, who stands for the country, how far apart. Floor 3."""

from __future__ import annotations

from collections.abc import Sequence

from kb.records.model import Party, Role, Side
from kb.records.record import Record
from kb.reference.territory import measure_km

_SIDES = ((Side.URBAN, Side.INTERMEDIATE, Side.RURAL), (Side.RURAL, Side.INTERMEDIATE, Side.URBAN))
"""For each end, the sides that may stand there, the best first."""


def find_ends(record: Record) -> tuple[Party, Party]:
    """Return the party that stands for the town and the one that stands for the country; never the same one."""
    parties = record.told.parties
    first = _find_end(record, parties, _SIDES[0])
    return first, _find_end(record, [party for party in parties if party is not first], _SIDES[1])


def _find_end(record: Record, parties: Sequence[Party], sides: Sequence[Side]) -> Party:
    """Return the party of the best side; among those, one that acts comes before an opponent, one that has a place before the others."""
    ranks = {side: rank for rank, side in enumerate(sides)}
    return min(
        parties,
        key=lambda party: (
            ranks.get(party.side, len(ranks)),
            party.role is Role.OPPONENT,
            find_position(record, party) is None,
            party.collective,
        ),
    )


def find_position(record: Record, party: Party) -> tuple[float, float] | None:
    """Return latitude and longitude of a party; None when nothing says where it is.

    A party without a code of its own that is only known to be somewhere in a département has no position: the middle of a
    département says nothing of where its farmers are.
    """
    place, territory = party.place, record.territories.get(party.id)
    if place and place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    if territory is None or territory.latitude is None or territory.longitude is None:
        return None
    vague = party.code is None and territory.is_wide
    return None if vague else (territory.latitude, territory.longitude)


def distance_between(record: Record) -> float | None:
    """Return the kilometres between both ends, None when one has no position."""
    town, country = (find_position(record, party) for party in find_ends(record))
    return measure_km(town, country) if town and country else None

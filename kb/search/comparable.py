"""Territories like mine, and what they lived.

Enters: records, and a territory. Leaves: `Peer`s, the territory's own cases first. Floor 4; nothing here is worded.

A commune is compared with communes, an EPCI with EPCI, a département with départements: what a body may do counts before its size. Then
population and density decide. `likeness.js` does the same sums, with the same numbers.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.records.model import Side
from kb.records.record import Record
from kb.reference.territory import Level, Territory, department_code

COMPARABLE = 2.0
"""Two populations, or two densities, are close when neither is more than this many times the other."""
TWIN = 1.35
"""Below this ratio, two populations are almost the same."""
FAR_DENSITY = 3.0
"""Beyond this ratio of densities, two territories are not comparable at all."""
FAR_SIZE, OTHER_DENSITY, OTHER_NATURE = 0.6, 0.5, 0.8
"""What is left of a likeness when sizes, densities or kinds of body are comparable without being almost the same."""
SAME_KIND = 0.1
"""Likeness of two bodies of one kind when nobody knows how many people live in the territory asked about."""
MOST_CASES = 2
"""Cases shown of one comparable territory: the others leave room for the next one."""
JOINED = ("pnr", "petr", "pays")
"""Groupings of communes that act at the scale of an EPCI, and are compared with them."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A case, and the comparable territory that lived it."""

    slug: str
    place: Territory
    """The comparable territory; the one asked about when the case is its own."""
    score: float
    side: Side | None = None
    """Where it stands in the case; None when the case is its own."""

    @property
    def own(self) -> bool:
        """True when the case is that of the territory asked about."""
        return self.side is None


def list_places(record: Record) -> tuple[tuple[Territory, Side], ...]:
    """Return the territories that its partners are, not merely those they are in, and their side; third parties did not live it."""
    partners = (party for party in record.told.parties if party.side is not Side.THIRD_PARTY and party.code)
    return tuple((place, party.side) for party in partners if (place := record.territories.get(party.id)))


def list_homes(record: Record) -> frozenset[str]:
    """Return the codes of the territories where a case is at home: its partners, the départements and régions they are in."""
    partners = {place.code for place, _ in list_places(record)}
    return frozenset((*partners, *map(department_code, record.departments), *record.regions))


def find_peers(records: Iterable[Record], territory: Territory, limit: int = 10) -> tuple[Peer, ...]:
    """Return the territory's own cases, all of them, then `limit` of those that comparable territories lived, the closest first."""
    own: list[Record] = []
    others: list[Record] = []
    for record in records:
        (own if territory.code in list_homes(record) else others).append(record)
    peers = tuple(_choose(others, territory))[:limit]
    return (*(Peer(record.slug, territory, 1.0) for record in own), *peers)


def _choose(records: Iterable[Record], territory: Territory) -> Iterator[Peer]:
    """Yield each record once, with its closest territory that has not had its share of cases yet."""
    pairs = [
        (-likeness, measure_gap(territory, place), number, rank, Peer(record.slug, place, likeness, side))
        for number, record in enumerate(records)
        for rank, (place, side) in enumerate(list_places(record))
        if (likeness := liken(territory, place))
    ]
    seen: set[str] = set()
    shares: Counter[str] = Counter()
    for *_, peer in sorted(pairs, key=lambda pair: pair[:4]):
        if peer.slug not in seen and shares[peer.place.code] < MOST_CASES:
            seen.add(peer.slug)
            shares[peer.place.code] += 1
            yield peer


def find_family(territory: Territory) -> str:
    """Return the kind of body that a territory is compared within."""
    if territory.nature in JOINED:
        return Level.EPCI
    return territory.nature if territory.level is Level.GROUPING else territory.level


def liken(one: Territory, other: Territory) -> float:
    """Return how comparable two territories are, from 0 to 1."""
    if not one.population and one.level is Level.GROUPING:
        return SAME_KIND if one.nature == other.nature else 0.0
    gap, spread = measure_gap(one, other), _spread(one, other)
    if find_family(one) != find_family(other) or gap > COMPARABLE or spread > FAR_DENSITY:
        return 0.0
    size, dense = 1.0 if gap <= TWIN else FAR_SIZE, 1.0 if spread <= COMPARABLE else OTHER_DENSITY
    return size * dense * (1.0 if one.nature == other.nature else OTHER_NATURE)


def measure_gap(one: Territory, other: Territory) -> float:
    """Return how many times more people live in one territory than in the other; infinite when nobody knows."""
    return _ratio(one.population, other.population)


def _spread(one: Territory, other: Territory) -> float:
    return _ratio(one.density, other.density)


def _ratio(one: float | None, other: float | None) -> float:
    return max(one, other) / min(one, other) if one and other else math.inf

"""Where an experience stands: its two ends, their names and their points on a map.

Enters: a record. Leaves: a name for lists, a `Link` for maps. Floor 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kb.pages.map import Link, Place
from kb.records.model import Party, Role, Side
from kb.records.record import Record
from kb.reference.territory import Level

_DASH = " – "
_WIDE_LEVELS = (Level.DEPARTEMENT, Level.REGION)
_SIDES = ((Side.URBAN, Side.INTERMEDIATE, Side.RURAL), (Side.RURAL, Side.INTERMEDIATE, Side.URBAN))
"""For each end, the sides that may stand there, the best first."""


def find_ends(record: Record) -> tuple[Party, Party]:
    """Return the party that stands for the town and the one that stands for the country; never the same one."""
    parties = record.told.parties
    first = _find_end(record, parties, _SIDES[0])
    return first, _find_end(record, [party for party in parties if party is not first], _SIDES[1])


def _find_end(record: Record, parties: Sequence[Party], sides: Sequence[Side]) -> Party:
    """Return the party of the best side; among those, a partner comes first, then one that a map can show."""
    ranks = {side: rank for rank, side in enumerate(sides)}
    return min(
        parties,
        key=lambda party: (
            ranks.get(party.side, len(ranks)),
            party.role is Role.OPPONENT,
            find_place(record, party) is None,
            party.collective,
        ),
    )


def find_place(record: Record, party: Party) -> Place | None:
    """Return the point of a party, under the name of its commune when it is in one; None when nothing says where it is."""
    territory, place = record.territories.get(party.id), party.place
    if territory and party.code is None and territory.level in _WIDE_LEVELS:
        territory = None  # the middle of a département says nothing of where its farmers are
    name = territory.name if territory and territory.level is Level.COMMUNE else party.label
    if place and place.latitude is not None and place.longitude is not None:
        return Place(name, party.side, place.latitude, place.longitude)
    if territory and territory.latitude is not None and territory.longitude is not None:
        return Place(name, party.side, territory.latitude, territory.longitude)
    return None


def name_ends(record: Record) -> str:
    """Return where an experience takes place, in a few words: `Rennes Métropole – Fermes de l’amont`."""
    return _DASH.join(party.label for party in find_ends(record))


def name_records(records: Sequence[Record], label_theme: Callable[[str], str]) -> dict[str, str]:
    """Return the name of each record by slug; those that share their ends also say their main theme, or else their title."""

    def tell_theme(record: Record) -> str:
        return label_theme(next(iter(record.told.themes), "")) or record.told.title

    def tell_title(record: Record) -> str:
        return record.told.title

    names = {record.slug: name_ends(record) for record in records}
    for tell in (tell_theme, tell_title):
        shared = Counter(names.values())
        for record in records:
            if shared[names[record.slug]] > 1:
                names[record.slug] = f"{name_ends(record)} ({tell(record)})"
    return names


def find_link(record: Record, name: str, href: str, *, stopped: bool = False) -> Link | None:
    """Return the arc of an experience, None when one of its ends has no point."""
    start, finish = (find_place(record, party) for party in find_ends(record))
    return Link(name, href, start, finish, stopped) if start and finish else None

"""Where an experience stands: its two ends, their names and their points on a map.

Enters: a record. Leaves: a name for lists, a `Link` for maps. Floor 5.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from kb.pages.map import Link, Place
from kb.records.ends import find_ends, find_position
from kb.records.model import Party
from kb.records.record import Record
from kb.reference.territory import Level

_DASH = " – "


def find_place(record: Record, party: Party) -> Place | None:
    """Return the point of a party, under the name of its commune when it is in one; None when nothing says where it is."""
    position, territory = find_position(record, party), record.territories.get(party.id)
    if position is None:
        return None
    return Place(territory.name if territory and territory.level is Level.COMMUNE else party.label, party.side, *position)


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

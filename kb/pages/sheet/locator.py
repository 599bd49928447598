"""Where the partners stand: the small map, the distance between them, their size.

Enters: a record. Leaves: a drawing, a distance, one `Member` a party. Floor 5.

The middle of a département or a région says nothing of where its farmers are: a party known only by such a place is
named, never set on the map.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.pages.map import Place, draw_locator
from kb.records.model import Party, Side
from kb.records.record import Record
from kb.reference.outline import Outline, contains, load_outline, outline_names
from kb.reference.territory import Level, Territory, distance_km

_WIDE_LEVELS = (Level.DEPARTEMENT, Level.REGION)
_LEAST_KM = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """A partner with a position."""

    party: Party
    territory: Territory

    @property
    def place(self) -> Place:
        """The point of the map."""
        return Place(self.party.label, self.party.side, self.territory.latitude or 0.0, self.territory.longitude or 0.0)


@dataclass(frozen=True, slots=True)
class Location:
    """The small map and what is said under it."""

    drawing: Markup
    start: str
    finish: str
    distance: float | None
    """As the crow flies between centres, in km."""
    vague: tuple[str, ...]
    """Names of the places that no point can stand for."""


def locate(record: Record) -> Location | None:
    """Return the map of a record; None when no partner has a position."""
    spots = _find_spots(record)
    if not spots:
        return None
    start, finish = _find_ends(spots)
    distance = distance_km(start.territory, finish.territory)
    distance = distance if distance is not None and distance >= _LEAST_KM else None
    places = [spot.place for spot in spots]
    drawing = Markup(draw_locator(places, _choose_outline(record, places), distance=distance))  # noqa: S704 - the drawing escapes
    return Location(drawing, start.party.label, finish.party.label, distance, _find_vague(record, spots))


def _find_spots(record: Record) -> tuple[Spot, ...]:
    """Return the partners that have a position, one for each place."""
    found: dict[tuple[float | None, float | None], Spot] = {}
    for party in record.told.parties:
        territory = None if party.side is Side.THIRD_PARTY else _find_territory(party, record)
        if territory is not None and territory.has_position:
            found.setdefault((territory.latitude, territory.longitude), Spot(party, territory))
    return tuple(found.values())


def _find_territory(party: Party, record: Record) -> Territory | None:
    place = party.place
    if place and place.latitude is not None and place.longitude is not None:
        return Territory("", place.name, Level.FOREIGN, "", latitude=place.latitude, longitude=place.longitude)
    territory = record.territories.get(party.id)
    return None if territory and party.code is None and territory.level in _WIDE_LEVELS else territory


def _find_ends(spots: Sequence[Spot]) -> tuple[Spot, Spot]:
    """Return where the distance is measured, as on the map: first town or first place, first rural place or last."""
    urban = next((spot for spot in spots if spot.party.side is Side.URBAN), spots[0])
    rural = next((spot for spot in spots if spot.party.side is Side.RURAL), spots[-1])
    return urban, rural


def _choose_outline(record: Record, places: Sequence[Place]) -> Outline:
    """Return the closest outline that holds every place; the map of France draws nothing of its neighbours but their edge."""
    region = [name for name in record.regions if len(record.regions) == 1 and name in outline_names()]
    names = (*region, "france") if record.regions else ()
    for outline in map(load_outline, names):
        if all(contains(outline.viewbox, place.on(outline)) for place in places):
            return outline
    return load_outline("world")


def _find_vague(record: Record, spots: Sequence[Spot]) -> tuple[str, ...]:
    shown = {spot.party.id for spot in spots}
    parties = (party for party in record.told.parties if party.side is not Side.THIRD_PARTY and party.id not in shown)
    return tuple(dict.fromkeys(party.place.name for party in parties if party.place and _find_territory(party, record) is None))


@dataclass(frozen=True, slots=True)
class Member:
    """A party with what the reference knows of it."""

    party: Party
    territory: Territory | None


@dataclass(frozen=True, slots=True)
class Team:
    """The parties of one side."""

    side: Side
    members: tuple[Member, ...]


def list_teams(record: Record) -> tuple[Team, ...]:
    """Return the parties by side; size is told of a territory that takes part itself, not of one that merely holds a party."""
    members = [Member(party, record.territories.get(party.id) if party.code else None) for party in record.told.parties]
    teams = (Team(side, tuple(m for m in members if m.party.side is side)) for side in Side)
    return tuple(team for team in teams if team.members)

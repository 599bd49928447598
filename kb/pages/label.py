"""Where a name stands beside the mark of a town: where it covers no other name, and as few marks and arcs as may be.

Enters: a point, the length of a name, what is drawn already. Leaves: an abscissa, an ordinate, an anchor. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kb.reference.outline import Box

Point = tuple[float, float]

_NARROW, _BROAD = (8.6, 17), (13, 26)
"""Width of a letter and height of a name, in pixels: on a wide screen, and on a phone, where names are enlarged."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a name: where its first or last letter stands, on its baseline, in units."""

    x: float
    y: float
    anchor: str
    """`start`, `middle` or `end`."""

    def cover(self, letters: int, unit: float, size: tuple[float, float]) -> Box:
        """Return the box that a name of so many letters covers."""
        width, height = letters * size[0] * unit, size[1] * unit
        left = {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return self.x - left, self.y - height, width, height * 1.2


@dataclass(slots=True)
class Ground:
    """What a map holds already: names, and points of marks and arcs."""

    box: Box
    unit: float
    obstacles: Sequence[Point] = ()
    taken: list[Box] = field(default_factory=list)

    def place(self, point: Point, letters: int, *, away: bool) -> Spot | None:
        """Return the best spot for a name, `away` from what lies at the right; None where each would cover another name."""
        free = [spot for spot in self._list_spots(point, away) if self._is_free(spot.cover(letters, self.unit, _BROAD))]
        best = min(free, key=lambda spot: self._count_hits(spot.cover(letters, self.unit, _NARROW)), default=None)
        if best:
            self.taken.append(best.cover(letters, self.unit, _BROAD))
        return best

    def _list_spots(self, point: Point, away: bool) -> Iterator[Spot]:
        (x, y), u = point, self.unit
        left, right = Spot(x - 9 * u, y + 5 * u, "end"), Spot(x + 9 * u, y + 5 * u, "start")
        yield from (left, right) if away else (right, left)
        yield from (Spot(x, y + 21 * u, "middle"), Spot(x, y - 10 * u, "middle"))
        yield from (Spot(x - 5 * u, y + 21 * u, "start"), Spot(x + 5 * u, y + 21 * u, "end"))
        yield from (Spot(x - 5 * u, y - 10 * u, "start"), Spot(x + 5 * u, y - 10 * u, "end"))

    def _is_free(self, place: Box) -> bool:
        x, _, width, _ = place
        within = self.box[0] <= x and x + width <= self.box[0] + self.box[2]
        return within and not any(meet(place, other) for other in self.taken)

    def _count_hits(self, place: Box) -> int:
        x, y, width, height = place
        edge = 4 * self.unit
        return sum(x - edge < px < x + width + edge and y - edge < py < y + height + edge for px, py in self.obstacles)


def meet(one: Box, other: Box) -> bool:
    """True when two boxes share some ground."""
    return one[0] < other[0] + other[2] and other[0] < one[0] + one[2] and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]

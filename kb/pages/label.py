"""Where a name stands beside the mark of a town: where it covers no other name, and as few marks and arcs as may be.

Enters: a point, the length of a name, what is drawn already. Leaves: an abscissa, an ordinate, an anchor. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kb.reference.outline import Box

Point = tuple[float, float]

_PLAIN, _ENLARGED = (9.2, 13), (13, 26)
"""Width of a letter and height of a name, in pixels: as drawn, and on a phone, where the names of a broad map are enlarged."""


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
    enlarged: bool = False
    """Names are larger on a phone: the room they are given is reckoned for it."""
    taken: list[Box] = field(default_factory=list)
    marks: Sequence[Point] = ()
    """Marks that a name does not cover: it is left out rather, unless it is needed. The names are also told beside the map."""

    def place(self, spots: Iterable[Spot], letters: int, *, needed: bool = False) -> Spot | None:
        """Return the spot that covers fewest obstacles, the first of those; None where each covers another name or leaves the map.

        A name that is `needed` covers a mark rather than be left out.
        """
        size = _ENLARGED if self.enlarged else _PLAIN
        within = [spot for spot in spots if self._is_free(spot.cover(letters, self.unit, size))]
        clear = [spot for spot in within if not self._count(self.marks, spot.cover(letters, self.unit, size), 9)]
        free = clear or (within if needed else [])
        best = min(free, key=lambda spot: self._count_hits(spot.cover(letters, self.unit, _PLAIN)), default=None)
        if best:
            self.taken.append(best.cover(letters, self.unit, size))
        return best

    def beside(self, point: Point, *, away: bool, reach: float = 9) -> tuple[Spot, Spot]:
        """Return the spots at the right and left of a mark, left first when `away`."""
        (x, y), u = point, self.unit
        left, right = Spot(x - reach * u, y + 5 * u, "end"), Spot(x + reach * u, y + 5 * u, "start")
        return (left, right) if away else (right, left)

    def around(self, point: Point, *, reach: float = 9) -> Iterator[Spot]:
        """Yield the spots under and over a mark, the middle of the name first."""
        (x, y), u = point, self.unit
        under, over = y + (reach + 13) * u, y - (reach + 1) * u
        yield from (Spot(x, under, "middle"), Spot(x, over, "middle"))
        yield from (Spot(x - 5 * u, under, "start"), Spot(x + 5 * u, under, "end"))
        yield from (Spot(x - 5 * u, over, "start"), Spot(x + 5 * u, over, "end"))

    def _is_free(self, place: Box) -> bool:
        x, _, width, _ = place
        within = self.box[0] <= x and x + width <= self.box[0] + self.box[2]
        return within and not any(meet(place, other) for other in self.taken)

    def _count_hits(self, place: Box) -> int:
        return self._count(self.obstacles, place, 4)

    def _count(self, points: Sequence[Point], place: Box, pixels: float) -> int:
        """Return how many points a name covers, or nearly."""
        x, y, width, height = place
        edge = pixels * self.unit
        return sum(x - edge < px < x + width + edge and y - edge < py < y + height + edge for px, py in points)


def meet(one: Box, other: Box) -> bool:
    """True when two boxes share some ground."""
    return one[0] < other[0] + other[2] and other[0] < one[0] + one[2] and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]

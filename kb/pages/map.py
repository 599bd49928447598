"""Maps drawn at build: arcs from town to country over an outline, and the small map of a sheet.

Enters: links or places (degrees), an `Outline`. Leaves: one SVG. Floor 5.

Sizes are given in pixels at the width the map is shown (`shown`), and turned into units of the outline: names stay readable
whatever the grid. A list of the same links must stand beside the map; it also carries what falls outside (`shown_on`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import hypot

from kb.pages.label import Ground, Point, Spot, meet
from kb.pages.phrases import say
from kb.pages.wording import format_number
from kb.records.model import Side
from kb.reference.outline import UNIT_M, Box, Outline, contains, project

WORDS = "diagram"
_KM = 1000 / UNIT_M
_SHAPE_ROOM = 0.3
_BROAD = 500
_WEIGHT = 3
"""How many points of a line a mark is worth, to a name that must cover one or the other."""
_SCALES = (5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True, slots=True)
class Place:
    """A point to show, in degrees (WGS 84)."""

    name: str
    side: Side
    latitude: float
    longitude: float

    def on(self, outline: Outline) -> Point:
        """Return the point on the grid of an outline."""
        return project(self.latitude, self.longitude, outline.name)


@dataclass(frozen=True, slots=True)
class Link:
    """An experience to show as an arc from `start` (town) to `finish` (country)."""

    title: str
    href: str
    start: Place
    finish: Place
    stopped: bool = False
    """It never came about: brick arc, crossed."""
    label: str = ""
    """Short name or number written beside the town's mark; none when empty."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns pixels on screen into units of the drawing."""

    unit: float

    def __call__(self, pixels: float) -> str:
        return number(pixels * self.unit)


def number(value: float) -> str:
    """Return a coordinate in as few letters as one decimal needs."""
    return f"{round(value, 1):g}"


def shown_on(links: Iterable[Link], outline: Outline) -> tuple[Link, ...]:
    """Return the links whose two ends fall on the outline; the others belong to the list beside the map."""
    return tuple(link for link in links if all(contains(outline.viewbox, place.on(outline)) for place in (link.start, link.finish)))


def draw_map(links: Sequence[Link], outline: Outline, *, shown: int = 632) -> str:
    """Return the map of links, each an SVG link with its title, in the order given. `shown`: width on screen, in pixels."""
    kept, scale = shown_on(links, outline), Scale(outline.viewbox[2] / shown)
    label = say(WORDS, "map", "summary", count=len(kept))
    ground = draw_ground(outline, scale, outline.regions or outline.paths)
    written = Ground(outline.viewbox, scale.unit, [point for link in kept for point in _list_points(link, outline, scale)], enlarged=True)
    # Names come after every link: no mark or arc is drawn over a word.
    names = "".join(_write_town(link, outline, scale, written) for link in kept)
    return frame(outline.viewbox, label, "", scale, ground + "".join(_draw_link(link, outline, scale) for link in kept) + names)


def draw_mark(link: Link, outline: Outline, *, shown: int = 632) -> str:
    """Return one link as `draw_map` draws it at that width, for a script that puts it on a map."""
    scale = Scale(outline.viewbox[2] / shown)
    return _draw_link(link, outline, scale)


def frame(box: Box, label: str, role: str, scale: Scale, content: str) -> str:
    """Return the whole SVG around what is drawn."""
    view = " ".join(number(side) for side in box)
    # A broad map is shrunk on a phone: the style sheet then enlarges its words by `--u`, the units of one pixel.
    style = f"--u:{scale(1)}px;--thick:{scale(4)}"
    classes = "map broad" if box[2] > _BROAD * scale.unit else "map"
    said = f' role="{role}"' if role else ""
    return f'<svg class="{classes}" viewBox="{view}"{said} aria-label="{escape(label)}" style="{style}">{content}</svg>'


def draw_ground(outline: Outline, scale: Scale, land: Mapping[str, str], box: Box | None = None) -> str:
    """Return sea, neighbours and land, with hairlines between the parts."""
    x, y, width, height = box or outline.viewbox
    sea = f'<path class="sea" d="M{number(x)} {number(y)}h{number(width)}v{number(height)}h-{number(width)}z"/>'
    around = f'<path class="around" stroke-width="{scale(1)}" d="{"".join(outline.context.values())}"/>' if outline.context else ""
    return f'{sea}{around}<path class="land" stroke-width="{scale(0.8)}" d="{"".join(land.values())}"/>'


# --- links -----------------------------------------------------------------------------------------------------------


def _draw_link(link: Link, outline: Outline, scale: Scale) -> str:
    start, finish, near = _find_marks(link, outline, scale)
    title = say(WORDS, "map", "stopped", title=link.title) if link.stopped else link.title
    parts = [f"<title>{escape(title, quote=False)}</title>"]
    arc, top = _bend(start, finish)
    parts.append(f'<path class="hit" stroke-width="{scale(24)}" d="{arc}"/>')
    if not near:
        dashes = f' stroke-dasharray="{scale(4)} {scale(3)}"' if link.stopped else ""
        parts.append(f'<path class="arc" stroke-width="{scale(1.8)}"{dashes} d="{arc}"/>')
    parts += [_draw_place(link.start.side, start, scale), _draw_place(link.finish.side, finish, scale)]
    if link.stopped:
        parts.append(_draw_cross(top, scale))
    if link.label.isdigit():
        away = finish[0] >= start[0] and start[0] - outline.viewbox[0] > 27 * scale.unit
        parts.append(_write_number(start, link.label, scale, away=away))
    classes = ' class="stopped"' if link.stopped else ""
    return f'<a href="{escape(link.href)}"{classes}>{"".join(parts)}</a>'


def _find_marks(link: Link, outline: Outline, scale: Scale) -> tuple[Point, Point, bool]:
    """Return where the two marks of a link stand, and whether they touch: then the second is set beside the first."""
    start, finish = link.start.on(outline), link.finish.on(outline)
    near = hypot(finish[0] - start[0], finish[1] - start[1]) < 11 * scale.unit
    return start, (start[0] + 10 * scale.unit, start[1]) if near else finish, near


def _bend(start: Point, finish: Point) -> tuple[str, Point]:
    """Return a slightly bent path between two points, and its top."""
    control = _find_control(start, finish)
    return f"M{_at(start)}Q{_at(control)} {_at(finish)}", _walk(start, control, finish, 0.5)


def _find_control(start: Point, finish: Point) -> Point:
    across, down = finish[0] - start[0], finish[1] - start[1]
    return (start[0] + finish[0]) / 2 + down * 0.22, (start[1] + finish[1]) / 2 - across * 0.22


def _walk(start: Point, control: Point, finish: Point, share: float) -> Point:
    """Return the point of a bent path at that share of it."""
    a, b, c = (1 - share) ** 2, 2 * share * (1 - share), share**2
    return a * start[0] + b * control[0] + c * finish[0], a * start[1] + b * control[1] + c * finish[1]


def _list_points(link: Link, outline: Outline, scale: Scale) -> list[Point]:
    """Return the marks of a link and points along its arc: what a name had better not cover."""
    start, finish, _ = _find_marks(link, outline, scale)
    return [*[start, finish] * _WEIGHT, *(_walk(start, _find_control(start, finish), finish, step / 8) for step in range(1, 8))]


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _draw_place(side: Side, point: Point, scale: Scale, pixels: float = 5) -> str:
    """Return the mark of a place: disc for a town, square for the country, lozenge for the rest."""
    x, y = point
    r, d = scale(pixels), scale(pixels * 2)
    edge = f'stroke-width="{scale(1.2)}"'
    if side is Side.URBAN:
        return f'<circle class="f u" {edge} cx="{number(x)}" cy="{number(y)}" r="{r}"/>'
    if side is Side.RURAL:
        half = pixels * 0.9 * scale.unit
        across = number(2 * half)
        return f'<path class="f r" {edge} d="M{number(x - half)} {number(y - half)}h{across}v{across}h-{across}z"/>'
    if side is Side.INTERMEDIATE:
        half = pixels * scale.unit
        return (
            f'<path class="f u" {edge} d="M{number(x)} {number(y - half)}a{r} {r} 0 0 0 0 {d}z"/>'
            f'<path class="f r" {edge} d="M{number(x)} {number(y - half)}h{r}v{d}h-{r}z"/>'
        )
    return f'<path class="f t" {edge} d="M{number(x)} {number(y - pixels * scale.unit)}l{r} {r}l-{r} {r}l-{r}-{r}z"/>'


def _draw_cross(point: Point, scale: Scale) -> str:
    half, both = 4.5 * scale.unit, scale(9)
    data = f"M{number(point[0] - half)} {number(point[1] - half)}l{both} {both}m0-{both}l-{both} {both}"
    return f'<path class="cross" stroke-width="{scale(2.4)}" d="{data}"/>'


def _write_town(link: Link, outline: Outline, scale: Scale, ground: Ground) -> str:
    """Return the name of a link beside its town, on the side the arc does not take unless another is freer.

    A name that would cover another is left out: the link keeps its title, and the list beside the map says it.
    """
    if not link.label or link.label.isdigit():
        return ""
    start, finish, _ = _find_marks(link, outline, scale)
    spots = [*ground.beside(start, away=finish[0] >= start[0]), *ground.around(start)]
    return _write_at(ground.place(spots, len(link.label)), link.label, scale)


def _write_at(spot: Spot | None, text: str, scale: Scale) -> str:
    if spot is None:
        return ""
    anchor = f' text-anchor="{spot.anchor}"' if spot.anchor != "start" else ""
    style = f'font-size="{scale(16)}" stroke-width="{scale(3.5)}"'
    return f'<text {style} x="{number(spot.x)}" y="{number(spot.y)}"{anchor}>{escape(text, quote=False)}</text>'


def _write_number(point: Point, text: str, scale: Scale, *, away: bool) -> str:
    """Return the number of a list entry in a disc of ink beside a mark."""
    x, y = point[0] + (-15 if away else 15) * scale.unit, point[1] - 5 * scale.unit
    disc = f'<circle class="tag" cx="{number(x)}" cy="{number(y)}" r="{scale(11)}"/>'
    style = f'class="no" font-size="{scale(15)}" text-anchor="middle"'
    return f'{disc}<text {style} x="{number(x)}" y="{number(y + 5.3 * scale.unit)}">{text}</text>'


# --- the map of a sheet ----------------------------------------------------------------------------------------------


def draw_locator(places: Sequence[Place], outline: Outline, *, distance: float | None = None, shown: int = 352) -> str:
    """Return a map cropped around a few places, with the distance from the first town to the first rural place, in km."""
    box = _crop([place.on(outline) for place in places], outline)
    scale = Scale(box[2] / shown)
    points = _part([place.on(outline) for place in places], 15 * scale.unit)
    names = ", ".join(place.name for place in places)
    label = say(WORDS, "map", "locator", names=names)
    if distance is not None:
        label = say(WORDS, "map", "locator_distance", names=names, distance=format_number(round(distance)))
    ground = draw_ground(outline, scale, _select(outline.paths, outline, box), box)
    marks = "".join(_draw_place(place.side, point, scale, 7) for place, point in zip(places, points, strict=True))
    ends, bar = _find_ends(places, points), _draw_scale(box, scale) if outline.name != "world" else ""
    obstacles = [*points * _WEIGHT, *(_divide(*ends) if ends else ())]
    written = Ground(box, scale.unit, obstacles, taken=[_corner(box, scale)] if bar else [], marks=points)
    words = _write_names(places, points, ends or (), written, scale) + _write_distance(ends, distance, written, scale)
    line = f'<path class="link" stroke-width="{scale(2)}" d="M{_at(ends[0])}L{_at(ends[1])}"/>' if ends else ""
    return frame(box, label, "img", scale, ground + line + marks + words + bar)


def _crop(points: Sequence[Point], outline: Outline) -> Box:
    """Return a box of 4:3 around the points, wide enough to recognise the country."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    least = 120 * _KM if outline.name != "world" else 36
    width = max((max(xs) - min(xs)) * 1.7, (max(ys) - min(ys)) * 1.9 * 4 / 3, least)
    centre = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return centre[0] - width / 2, centre[1] - width * 3 / 8, width, width * 3 / 4


def _part(points: Sequence[Point], reach: float) -> list[Point]:
    """Return the points, each that would hide another set beside it: marks that touch are neighbours."""
    parted: list[Point] = []
    for point in points:
        while hidden := next((other for other in parted if hypot(other[0] - point[0], other[1] - point[1]) < reach * 0.9), None):
            point = (hidden[0] + reach, hidden[1])
        parted.append(point)
    return parted


def _select(shapes: Mapping[str, str], outline: Outline, box: Box) -> dict[str, str]:
    """Return the shapes that the box may show; those of unknown extent stay."""
    return {code: data for code, data in shapes.items() if code not in outline.boxes or meet(outline.boxes[code], box)}


def _find_ends(places: Sequence[Place], points: Sequence[Point]) -> tuple[Point, Point] | None:
    """Return where the distance is measured: first town (or else first place) to first rural place (or else last)."""
    urban = next((point for place, point in zip(places, points, strict=True) if place.side is Side.URBAN), points[0])
    rural = next((point for place, point in zip(places, points, strict=True) if place.side is Side.RURAL), points[-1])
    return (urban, rural) if urban != rural else None


def _divide(start: Point, finish: Point) -> list[Point]:
    """Return points along a straight line, its ends left out."""
    return [(start[0] + (finish[0] - start[0]) * step / 8, start[1] + (finish[1] - start[1]) * step / 8) for step in range(1, 8)]


def _write_distance(ends: tuple[Point, Point] | None, distance: float | None, ground: Ground, scale: Scale) -> str:
    """Write the distance beside the middle of the line, when the line is long enough and a spot is free."""
    if ends is None or distance is None or hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]) < 60 * scale.unit:
        return ""
    text = say(WORDS, "map", "distance", distance=format_number(round(distance)))
    spots = (spot for point in _divide(*ends)[2:5] for spot in (*ground.around(point, reach=4), *ground.beside(point, away=False)))
    return _write_at(ground.place(spots, len(text)), text, scale)


def _write_names(places: Sequence[Place], points: Sequence[Point], ends: Sequence[Point], ground: Ground, scale: Scale) -> str:
    """Write the names by their marks, those of the ends first, third parties last.

    Those that would cover a name or a mark, or leave the map, are left out.
    """
    written = []
    for place, point in sorted(zip(places, points, strict=True), key=lambda pair: (pair[1] not in ends, pair[0].side is Side.THIRD_PARTY)):
        spots = [*ground.around(point, reach=11), *ground.beside(point, away=False, reach=12)]
        written.append(_write_at(ground.place(spots, len(place.name), needed=point in ends), place.name, scale))
    return "".join(written)


def _corner(box: Box, scale: Scale) -> Box:
    """Return the corner where the scale bar stands."""
    return box[0], box[1] + box[3] - 40 * scale.unit, 110 * scale.unit, 40 * scale.unit


def _draw_scale(box: Box, scale: Scale) -> str:
    """Return a scale bar of a round number of kilometres, at the lower left."""
    km = max((step for step in _SCALES if step * _KM < box[2] * _SHAPE_ROOM), default=_SCALES[0])
    x, y = box[0] + 12 * scale.unit, box[1] + box[3] - 12 * scale.unit
    data = f"M{number(x)} {number(y - 5 * scale.unit)}v{scale(5)}h{number(km * _KM)}v-{scale(5)}"
    bar = f'<path class="bar" stroke-width="{scale(2)}" d="{data}"/>'
    style = f'font-size="{scale(16)}" stroke-width="{scale(3)}"'
    text = say(WORDS, "map", "distance", distance=km)
    return f'{bar}<text {style} x="{number(x + 6 * scale.unit)}" y="{number(y - 5 * scale.unit)}">{text}</text>'

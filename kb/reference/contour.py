"""Geometry of the reference: from commune polygons to areas, positions and light outlines.

Enters: commune polygons in degrees (WGS 84), a TopoJSON of countries. Leaves: numbers, and SVG path data. Floor 2.
Needs the `territories` extra (shapely 2.2 with GEOS 3.14, numpy); only `kb.reference.regenerate` imports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from kb.reference.outline import (
    CONE_C,
    CONE_LONGITUDE,
    CONE_N,
    CONE_X,
    CONE_Y,
    ECCENTRICITY,
    HEIGHT,
    NORTH_M,
    UNIT_M,
    WEST_M,
    WIDTH,
    WORLD_NORTH,
    WORLD_SOUTH,
    WORLD_UNIT,
)

Coordinates = npt.NDArray[np.float64]
Grid = npt.NDArray[np.int64]
Shape = dict[str, Any]

EQUATOR_KM = 6378.137
NEAR_DEGREES = 0.01
POLE = -60
"""Antarctica winds round the pole: a flat map of places where people live does without it."""
GAP_M = 2_000
"""Commune polygons do not meet exactly (IGN's simplification): gaps up to this width are holes to close."""


def areas_km2(polygons: Sequence[Any]) -> Coordinates:
    """Return the surface of polygons in degrees, through a cylindrical equal-area projection of the ellipsoid."""
    return np.asarray(shapely.area(shapely.transform(polygons, _equal_area)))


def position(contour: Any, town_hall: Any) -> tuple[tuple[float, float] | None, bool]:
    """Return latitude and longitude of a commune, and whether its town hall was too far from it to be believed.

    The town hall when it stands in the contour or beside it, otherwise a point inside the contour.
    """
    if contour is None and town_hall is None:
        return None, False
    believed = town_hall is not None and (contour is None or contour.distance(town_hall) <= NEAR_DEGREES)
    point = town_hall if believed else contour.representative_point()
    return (round(point.y, 3), round(point.x, 3)), town_hall is not None and not believed


def clean(polygons: Sequence[Any]) -> Any:
    """Project to Lambert-93 and make neighbours share their borders."""
    return shapely.coverage_clean(shapely.transform(polygons, _lambert93), gap_width=GAP_M)


def fill_holes(ground: Any, may_grow: Sequence[bool]) -> dict[int, float]:
    """Give each hole left inside the coverage `ground` to a neighbour, in place; return the km² each one gained.

    Among communes, a hole is a former commune whose contour was lost when it was absorbed: the neighbours that absorbed one come first.
    """
    whole = shapely.get_parts(shapely.coverage_union_all(ground))
    holes = [shapely.polygons(ring) for part in whole for ring in part.interiors]
    tree, gained = shapely.STRtree(ground), dict[int, float]()
    owners = [_owner(hole, ground, tree.query(hole, predicate="intersects").tolist(), may_grow) for hole in holes]
    for hole, owner in zip(holes, owners, strict=True):
        ground[owner] = shapely.union(ground[owner], hole)
        gained[owner] = gained.get(owner, 0.0) + hole.area / 1e6
    return gained


def _owner(hole: Any, ground: Any, around: list[int], may_grow: Sequence[bool]) -> int:
    return max(around, key=lambda place: (may_grow[place], shapely.length(shapely.intersection(hole, ground[place])), -place))


def merge(polygons: Sequence[Any], groups: Sequence[str]) -> dict[str, Any]:
    """Union the polygons of each group, by group code."""
    members: dict[str, list[Any]] = {}
    for polygon, group in zip(polygons, groups, strict=True):
        members.setdefault(group, []).append(polygon)
    return {group: shapely.coverage_union_all(members[group]) for group in sorted(members)}


def simplify(shapes: Mapping[str, Any], tolerance_m: float, smallest_km2: float) -> dict[str, Any]:
    """Simplify shapes that share borders (Lambert-93), without their smallest islets; a dropped exclave goes to a neighbour."""
    kept = [_without_crumbs(shape, smallest_km2 * 1e6) for shape in shapes.values()]
    simple = shapely.coverage_simplify(kept, tolerance_m)
    fill_holes(simple, [False] * len(kept))
    return dict(zip(shapes, simple, strict=True))


def draw(shapes: Mapping[str, Any]) -> dict[str, Shape]:
    """Write shapes (Lambert-93) as paths on the grid of the maps."""
    return {code: write_path(shape, _to_grid) for code, shape in shapes.items()}


def draw_neighbours(countries: Mapping[str, Any], home: str, tolerance_m: float, smallest_km2: float) -> dict[str, Shape]:
    """Draw the countries around `home`, extended a little under it: two sources never agree on a border.

    `countries` are in degrees; what falls out of the view is cut.
    """
    view = shapely.box(WEST_M, NORTH_M - HEIGHT * UNIT_M, WEST_M + WIDTH * UNIT_M, NORTH_M)
    europe = shapely.box(-15, 38, 20, 56)
    around = {code: shapely.transform(shapely.intersection(shape, europe), _lambert93) for code, shape in countries.items()}
    under = around.pop(home)
    grown = {
        code: shapely.intersection(shapely.union(shape, shapely.intersection(under, shapely.buffer(shape, 12_000))), view)
        for code, shape in around.items()
        if not shape.is_empty
    }
    simple = {code: shapely.simplify(_without_crumbs(shape, smallest_km2 * 1e6), tolerance_m) for code, shape in grown.items()}
    return draw({code: shape for code, shape in simple.items() if not shape.is_empty})


def draw_world(land: Any, tolerance: float, smallest: float) -> Shape:
    """Draw the land of the whole world, equirectangular; `tolerance` in degrees, `smallest` in square degrees."""
    view = shapely.box(-180, WORLD_SOUTH, 180, WORLD_NORTH)
    return write_path(shapely.simplify(_without_crumbs(shapely.intersection(land, view), smallest), tolerance), _to_world)


def write_path(shape: Any, to_grid: Any) -> Shape:
    """Write polygons as relative integer path data, with the box they cover."""
    rings = [ring for part in shapely.get_parts(shape) for ring in _rings(part)]
    grids = [grid for ring in rings if len(grid := _on_grid(to_grid(shapely.get_coordinates(ring)))) >= 3]
    if not grids:
        return {"d": "", "box": [0, 0, 0, 0]}
    every = np.vstack(grids)
    corner = every.min(axis=0)
    return {"d": "".join(_write_ring(grid) for grid in grids), "box": [*corner.tolist(), *(every.max(axis=0) - corner).tolist()]}


def read_topojson(topology: Mapping[str, Any], name: str) -> list[tuple[Mapping[str, Any], Any]]:
    """Return the features of a TopoJSON object: each geometry's own mapping, and its polygon in degrees."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [np.cumsum(np.asarray(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    features = topology["objects"][name]["geometries"]
    return [(feature, _polygons_of(feature, arcs)) for feature in features if feature.get("arcs")]


# --- inside ----------------------------------------------------------------------------------------------------------


def _lambert93(degrees: Coordinates) -> Coordinates:
    sine = np.sin(np.radians(degrees[:, 1]))
    isometric = np.arctanh(sine) - ECCENTRICITY * np.arctanh(ECCENTRICITY * sine)
    radius = CONE_C * np.exp(-CONE_N * isometric)
    angle = CONE_N * np.radians(degrees[:, 0] - CONE_LONGITUDE)
    return np.column_stack((CONE_X + radius * np.sin(angle), CONE_Y - radius * np.cos(angle)))


def _equal_area(degrees: Coordinates) -> Coordinates:
    e = ECCENTRICITY
    sine = np.sin(np.radians(degrees[:, 1]))
    q = (1 - e**2) * (sine / (1 - (e * sine) ** 2) + np.arctanh(e * sine) / e)
    return np.column_stack((EQUATOR_KM * np.radians(degrees[:, 0]), EQUATOR_KM * q / 2))


def _to_grid(metres: Coordinates) -> Coordinates:
    return np.column_stack(((metres[:, 0] - WEST_M) / UNIT_M, (NORTH_M - metres[:, 1]) / UNIT_M))


def _to_world(degrees: Coordinates) -> Coordinates:
    return np.column_stack(((degrees[:, 0] + 180) / WORLD_UNIT, (WORLD_NORTH - degrees[:, 1]) / WORLD_UNIT))


def _without_crumbs(shape: Any, smallest: float) -> Any:
    """Drop islets and pinholes smaller than `smallest`; a shape keeps its largest part whatever its size."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: part.area, reverse=True)
    polygons = [part for part in parts if part.geom_type == "Polygon"]
    kept = polygons[:1] + [part for part in polygons[1:] if part.area >= smallest]
    return shapely.multipolygons([_without_pinholes(part, smallest) for part in kept])


def _without_pinholes(part: Any, smallest: float) -> Any:
    holes = [hole for hole in part.interiors if shapely.polygons(hole).area >= smallest]
    return shapely.Polygon(part.exterior, holes)


def _rings(part: Any) -> Iterable[Any]:
    return (part.exterior, *part.interiors) if part.geom_type == "Polygon" else ()


def _on_grid(points: Coordinates) -> Grid:
    """Round to the grid, without the closing point, repeats, or points on a straight line."""
    whole: Grid = np.rint(points[:-1]).astype(np.int64)
    whole = whole[np.any(whole != np.roll(whole, 1, axis=0), axis=1)]
    if len(whole) < 3:
        return whole
    before, after = whole - np.roll(whole, 1, axis=0), np.roll(whole, -1, axis=0) - whole
    turns = before[:, 0] * after[:, 1] != before[:, 1] * after[:, 0]
    straightened: Grid = whole[turns]
    return straightened


def _write_ring(grid: Grid) -> str:
    steps = np.diff(grid, axis=0).reshape(-1).tolist()
    start = f"M{grid[0][0]} {grid[0][1]}l"
    return start + " ".join(str(step) for step in steps).replace(" -", "-") + "z"


def _polygons_of(feature: Mapping[str, Any], arcs: Sequence[Coordinates]) -> Any:
    groups = [feature["arcs"]] if feature["type"] == "Polygon" else feature["arcs"]
    polygons = [[_join(ring, arcs) for ring in group] for group in groups]
    made = [shapely.Polygon(rings[0], rings[1:]) for rings in polygons if len(rings[0]) >= 4 and rings[0][:, 1].max() > POLE]
    return shapely.union_all([_around_the_date_line(polygon) for polygon in shapely.make_valid(made)])


def _join(ring: Sequence[int], arcs: Sequence[Coordinates]) -> Coordinates:
    """Join arcs into a ring that goes on past 180 degrees instead of leaping to -180."""
    pieces = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring]
    joined = np.vstack([pieces[0], *(piece[1:] for piece in pieces[1:])])
    return np.column_stack((np.unwrap(joined[:, 0], period=360), joined[:, 1]))


def _around_the_date_line(polygon: Any) -> Any:
    """Bring back between -180 and 180 degrees what went past."""
    turns = [shapely.transform(polygon, partial(np.add, np.array([shift, 0.0]))) for shift in (-360, 0, 360)]
    return shapely.union_all(shapely.intersection(turns, shapely.box(-180, -90, 180, 90)))

"""Outlines for the maps drawn at build: SVG paths, and the projection that sets a point on them.

Enters: `kb/data/outlines.json`, written by `kb.reference.regenerate`. Leaves: `Outline` values, points in the same units. Floor 2.

`france` and every région (`FR-ARA`) share one grid: Lambert-93, one unit for 500 m, y downwards; only the view box differs.
`world` is a plain equirectangular grid, one unit for half a degree. Overseas départements have no outline yet: they are named in the
list that stands beside every map, and `world` can carry their point.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import atanh, cos, exp, radians, sin
from typing import Any

from kb.reference.atlas import DATA

Box = tuple[float, float, float, float]

OUTLINES_FILE = "outlines.json"
UNIT_M = 500.0
WEST_M, NORTH_M = 70_000.0, 7_140_000.0
WIDTH, HEIGHT = 2370, 2240
WORLD_UNIT = 0.5
WORLD_NORTH, WORLD_SOUTH = 84.0, -56.0

ECCENTRICITY = 0.0818191910428158
CONE_N, CONE_C = 0.7256077650532670, 11_754_255.4261
CONE_X, CONE_Y, CONE_LONGITUDE = 700_000.0, 12_655_612.0499, 3.0
"""Constants of Lambert-93 on GRS 80 (IGN, NTG 71 and « Projections coniques conformes »)."""

ALIASES = {"aura": "FR-ARA"}
_MARGIN = 0.04
_BORDER = 2
"""Points that two shapes must share to touch along a line, not at a corner."""
_POINT = re.compile(r"([Ml]?)\s*(-?\d+)\s*(-?\d+)")


@dataclass(frozen=True, slots=True)
class Outline:
    """What a map is drawn from; paint `context` first, then `paths`, then `regions` as lines."""

    name: str
    """`france`, `world`, or the ISO code of a région."""
    viewbox: Box
    """x, y, width, height of the drawing."""
    paths: Mapping[str, str]
    """What the map shows: INSEE code of a département (`38`), or `land` for the world -> path data."""
    regions: Mapping[str, str] = field(default_factory=dict)
    """ISO code of a région -> path data."""
    context: Mapping[str, str] = field(default_factory=dict)
    """What lies around: ISO code of a country or of another région -> path data."""
    boxes: Mapping[str, Box] = field(default_factory=dict)
    """Code of a path or région -> x, y, width, height it covers."""


def outline_names() -> tuple[str, ...]:
    """Return the names `load_outline` knows."""
    return ("france", "world", *sorted(_stored()["regions"]))


@cache
def load_outline(name: str) -> Outline:
    """Return an outline by name: `france`, `world`, or a région (`FR-ARA`, also called `aura`). Raises KeyError."""
    name = ALIASES.get(name, name)
    stored = _stored()
    if name == "france":
        return _outline(name, (0, 0, WIDTH, HEIGHT), stored["departments"], stored["regions"], stored["neighbours"])
    if name == "world":
        return _outline(name, (0, 0, 360 / WORLD_UNIT, (WORLD_NORTH - WORLD_SOUTH) / WORLD_UNIT), stored["world"], {}, {})
    return _region_outline(name, stored)


def project(latitude: float, longitude: float, outline_name: str = "france") -> tuple[float, float]:
    """Set a point (degrees, WGS 84) on the grid of an outline; it may fall outside its view box."""
    if outline_name == "world":
        return (longitude + 180) / WORLD_UNIT, (WORLD_NORTH - latitude) / WORLD_UNIT
    x, y = lambert93(latitude, longitude)
    return (x - WEST_M) / UNIT_M, (NORTH_M - y) / UNIT_M


def lambert93(latitude: float, longitude: float) -> tuple[float, float]:
    """Project degrees to Lambert-93 metres (east, north)."""
    sine = sin(radians(latitude))
    isometric = atanh(sine) - ECCENTRICITY * atanh(ECCENTRICITY * sine)
    radius = CONE_C * exp(-CONE_N * isometric)
    angle = CONE_N * radians(longitude - CONE_LONGITUDE)
    return CONE_X + radius * sin(angle), CONE_Y - radius * cos(angle)


@cache
def find_adjacent(name: str = "france") -> Mapping[str, frozenset[str]]:
    """Return, for each path of an outline, those that share a border with it: simplified together, they share its points."""
    points = {code: frozenset(_read_points(data)) for code, data in load_outline(name).paths.items()}
    return {
        code: frozenset(other for other, theirs in points.items() if other != code and len(mine & theirs) >= _BORDER)
        for code, mine in points.items()
    }


def _read_points(data: str) -> Iterator[tuple[int, int]]:
    """Yield the corners of a path written as we write them: `M` then relative lines."""
    at = (0, 0)
    for command, x, y in _POINT.findall(data):
        at = (int(x), int(y)) if command == "M" else (at[0] + int(x), at[1] + int(y))
        yield at


def contains(box: Box, point: tuple[float, float]) -> bool:
    """Say whether a point of the grid falls inside a box."""
    x, y, width, height = box
    return x <= point[0] <= x + width and y <= point[1] <= y + height


@cache
def _stored() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((DATA / OUTLINES_FILE).read_text(encoding="utf-8"))
    return read


def _region_outline(name: str, stored: Mapping[str, Any]) -> Outline:
    """Crop the finer départements to one région; the coarse régions and countries that meet the view stay around it."""
    own = {code: stored["detail"][code] for code in stored["members"][name]}
    view = _widen(_cover(shape["box"] for shape in own.values()))
    others = stored["neighbours"] | stored["regions"]
    around = {code: shape for code, shape in others.items() if code != name and _meet(view, shape["box"])}
    return _outline(name, view, own, {name: stored["region_detail"][name]}, around)


def _outline(name: str, view: Box, paths: Mapping[str, Any], regions: Mapping[str, Any], context: Mapping[str, Any]) -> Outline:
    return Outline(
        name=name,
        viewbox=view,
        paths={code: shape["d"] for code, shape in paths.items()},
        regions={code: shape["d"] for code, shape in regions.items()},
        context={code: shape["d"] for code, shape in context.items()},
        boxes={code: tuple(shape["box"]) for code, shape in (*paths.items(), *regions.items())},
    )


def _cover(boxes: Any) -> Box:
    corners = [(x, y, x + width, y + height) for x, y, width, height in boxes]
    west, north = min(box[0] for box in corners), min(box[1] for box in corners)
    return west, north, max(box[2] for box in corners) - west, max(box[3] for box in corners) - north


def _widen(box: Box) -> Box:
    x, y, width, height = box
    margin = round(max(width, height) * _MARGIN)
    return x - margin, y - margin, width + 2 * margin, height + 2 * margin


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[0] + other[2] and other[0] < one[0] + one[2] and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]

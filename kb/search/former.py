"""Other names of régions: those merged on 1 January 2016, which people still name, and the initials of those of today.

Enters: nothing. Leaves: constants. Floor 4. Sources: loi n° 2015-29 du 16 janvier 2015, article 1; code officiel géographique of 2015.
"""

from __future__ import annotations

from typing import Final

FORMER_REGIONS: Final = {
    "Alsace": ("67", "68"),
    "Aquitaine": ("24", "33", "40", "47", "64"),
    "Auvergne": ("03", "15", "43", "63"),
    "Basse-Normandie": ("14", "50", "61"),
    "Bourgogne": ("21", "58", "71", "89"),
    "Champagne-Ardenne": ("08", "10", "51", "52"),
    "Franche-Comté": ("25", "39", "70", "90"),
    "Haute-Normandie": ("27", "76"),
    "Languedoc-Roussillon": ("11", "30", "34", "48", "66"),
    "Limousin": ("19", "23", "87"),
    "Lorraine": ("54", "55", "57", "88"),
    "Midi-Pyrénées": ("09", "12", "31", "32", "46", "65", "81", "82"),
    "Nord-Pas-de-Calais": ("59", "62"),
    "Picardie": ("02", "60", "80"),
    "Poitou-Charentes": ("16", "17", "79", "86"),
    "Rhône-Alpes": ("01", "07", "26", "38", "42", "69", "73", "74"),
}
"""Name -> numbers of the départements."""

INITIALS: Final = {"AURA": "FR-ARA", "BFC": "FR-BFC", "HDF": "FR-HDF", "IDF": "FR-IDF", "PACA": "FR-PAC", "PDL": "FR-PDL"}
"""Initials -> code of the région (ISO 3166-2)."""

"""The axes: the vocabularies that group experiences and whose terms have pages. Floor 5.

A new axis is one line in `AXES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from kb.pages.card import EXPERIENCES
from kb.search.browser import name_facet


@dataclass(frozen=True)
class Axis:
    """A facet whose terms have pages."""

    key: str
    """Id of the vocabulary, and key of the facet."""
    address: str
    other: str
    """Key of the facet that groups the experiences of a term."""
    exchanged: bool = False
    """Its terms are what circulates: a page tells which way, and a card what is given rather than the whole story."""


AXES = (
    Axis("cooperation-types", "cooperations/", "themes"),
    Axis("themes", "themes/", "cooperation-types"),
    Axis("goods", "echanges/", "themes", exchanged=True),
)


def find_page(key: str, value: str) -> str:
    """Return the address of the page of a value of a facet; empty when it has none."""
    return next((f"{axis.address}{value}/" for axis in AXES if axis.key == key and value), "")


def find_search(*wanted: tuple[str, str]) -> str:
    """Return the address of the explorer that shows the experiences with those values of facets."""
    return f"{EXPERIENCES}?{urlencode([(name_facet(key), value) for key, value in wanted])}"

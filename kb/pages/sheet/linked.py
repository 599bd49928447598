"""A sheet described for machines: schema.org in JSON-LD.

Enters: a record, the settings of the base. Leaves: a script element's text, safe to print in a page. Floor 5.

There is no CaseStudy in schema.org: an Article that is a LearningResource comes nearest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from kb.pages.diagram import split_citations
from kb.pages.phrases import say
from kb.records.knowledge import Knowledge
from kb.records.model import Side
from kb.records.record import Record
from kb.reference.territory import Level, Territory

_SCHEMES = {Level.EPCI: "SIREN", Level.COMMUNE: "INSEE", Level.DEPARTEMENT: "ISO 3166-2", Level.REGION: "ISO 3166-2"}
_LICENSE = "https://spdx.org/licenses/{}"


def describe(record: Record, knowledge: Knowledge, address: str) -> Markup:
    """Return the JSON-LD of a sheet; what would close the script element is escaped."""
    case, settings = record.told, knowledge.settings
    themes = knowledge.vocabularies["themes"]
    described = {
        "@context": "https://schema.org",
        "@type": ["Article", "LearningResource"],
        "headline": case.title,
        "description": split_citations(case.summary)[0],
        "url": settings.site_url + address,
        "inLanguage": "fr",
        "learningResourceType": say("sheet", "resource_type"),
        "license": _LICENSE.format(case.license or settings.license),
        "dateModified": case.review.checked_on.start,
        "about": [themes[id].label for id in case.themes],
        "temporalCoverage": "/".join(map(str, record.period)) if record.period else "",
        "spatialCoverage": list(_describe_places(record)),
        "isPartOf": {"@type": "Dataset", "name": settings.site_name, "url": settings.site_url},
        "citation": [source.url or source.title for source in case.sources],
    }
    kept = {key: value for key, value in described.items() if value}
    return Markup(json.dumps(kept, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))  # noqa: S704 - no "<" is left


def _describe_places(record: Record) -> Iterator[Mapping[str, Any]]:
    """Yield each territory that takes part itself, once."""
    partners = (party for party in record.told.parties if party.code and party.side is not Side.THIRD_PARTY)
    territories = {it.code: it for party in partners if (it := record.territories.get(party.id))}
    yield from map(_describe_place, territories.values())


def _describe_place(territory: Territory) -> Mapping[str, Any]:
    place: dict[str, Any] = {"@type": "AdministrativeArea", "name": territory.name}
    if territory.level in _SCHEMES:
        place["identifier"] = {"@type": "PropertyValue", "propertyID": _SCHEMES[territory.level], "value": territory.code}
    if territory.has_position:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": territory.latitude, "longitude": territory.longitude}
    return place

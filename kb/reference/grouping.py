"""Groupings kept by hand: PETR, PNR, pays, pôles métropolitains, foreign territories that a record cites.

Enters: `vocabularies/groupings.yml`. Leaves: `Grouping` values, and `GroupingProblem` values for what is wrong. Floor 2.

Everything is read as text (`01004` must not become a number); an entry that is wrong is reported and, when it can be, kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kb.diagnostics.rules import phrases
from kb.source import explain_fault, name_cause

_PLACE_KEYS = ("members", "departments", "seat", "latitude", "longitude", "area_km2", "population")
KNOWN_KEYS = frozenset(("id", "name", "kind", "country", *_PLACE_KEYS, "aliases", "source"))
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*|[A-Z]{2}-[A-Z0-9]{1,3}")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Grouping:
    """One entry of `groupings.yml`, as written."""

    id: str
    name: str
    kind: str
    country: str = "FR"
    members: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    seat: str = ""
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None
    population: int | None = None
    population_year: int | None = None
    aliases: tuple[str, ...] = ()
    source_title: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class GroupingProblem:
    """What is wrong with an entry: a key for the sentence, and the facts that fill it."""

    id: str
    message_key: str
    facts: Mapping[str, str] = field(default_factory=dict)


def read_groupings(path: Path) -> tuple[tuple[Grouping, ...], tuple[GroupingProblem, ...]]:
    """Read the file and report what is wrong inside each entry. A missing file holds no grouping."""
    if not path.is_file():
        return (), ()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = name_cause(error) if isinstance(error, OSError) else phrases.NOT_UTF_8
        return (), (GroupingProblem(path.name, "unreadable", {"file": path.name, "reason": reason}),)
    try:
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 (base loader: text only)
    except yaml.YAMLError as error:
        return (), (GroupingProblem(path.name, "unreadable", {"file": path.name, "reason": explain_fault(path.name, text, error)}),)
    entries = content.get("groupings", []) if isinstance(content, dict) else content or []
    if not isinstance(entries, list):
        return (), (GroupingProblem("", "not-a-list", {"file": path.name}),)
    return _read_entries(entries)


def _read_entries(entries: list[Any]) -> tuple[tuple[Grouping, ...], tuple[GroupingProblem, ...]]:
    groupings: dict[str, Grouping] = {}
    problems: list[GroupingProblem] = []
    for place, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not _ID.fullmatch(str(entry.get("id", ""))):
            seen = str(entry.get("id", "")) if isinstance(entry, dict) else str(entry)
            problems.append(GroupingProblem(seen, "bad-id", {"seen": seen, "place": str(place)}))
            continue
        grouping, found = _read_entry(entry)
        problems += found
        if grouping.id in groupings:
            problems.append(GroupingProblem(grouping.id, "duplicate-id"))
        groupings.setdefault(grouping.id, grouping)
    return tuple(groupings[id] for id in sorted(groupings)), tuple(problems)


def _read_entry(entry: Mapping[str, Any]) -> tuple[Grouping, list[GroupingProblem]]:
    id = str(entry["id"])
    population, year = _read_population(entry.get("population"))
    source = entry.get("source")
    source = source[0] if isinstance(source, list) and source else source
    source = source if isinstance(source, dict) else {"title": source or ""}
    grouping = Grouping(
        id=id,
        name=_text(entry, "name"),
        kind=_text(entry, "kind"),
        country=_text(entry, "country") or "FR",
        members=_texts(entry, "members"),
        departments=_texts(entry, "departments"),
        seat=_text(entry, "seat"),
        latitude=_number(entry.get("latitude")),
        longitude=_number(entry.get("longitude")),
        area_km2=_number(entry.get("area_km2")),
        population=population,
        population_year=year,
        aliases=_texts(entry, "aliases"),
        source_title=_text(source, "title"),
        source_url=_text(source, "url"),
    )
    return grouping, list(_problems_of_entry(entry, grouping))


def _problems_of_entry(entry: Mapping[str, Any], grouping: Grouping) -> Iterator[GroupingProblem]:
    for key in sorted(entry.keys() - KNOWN_KEYS):
        yield GroupingProblem(grouping.id, "unknown-key", {"key": str(key)})
    for key in ("name", "kind"):
        if not getattr(grouping, key):
            yield GroupingProblem(grouping.id, "missing", {"key": key})
    if not grouping.source_title or not re.match(r"https?://\S+$", grouping.source_url):
        yield GroupingProblem(grouping.id, "missing-source")
    for key in ("latitude", "longitude", "area_km2", "population"):
        if entry.get(key) and getattr(grouping, key) is None:
            yield GroupingProblem(grouping.id, "bad-number", {"key": key, "seen": str(entry[key])})


def problems_with_codes(grouping: Grouping, knows: Callable[[str], bool]) -> Iterator[GroupingProblem]:
    """Report the members, the seat and the départements that `knows` does not know, and a grouping that is nowhere."""
    for key, codes in (("member", grouping.members), ("seat", (grouping.seat,) if grouping.seat else ())):
        for code in codes:
            if not knows(code):
                yield GroupingProblem(grouping.id, f"unknown-{key}", {"seen": code})
    for code in grouping.departments:
        if grouping.country == "FR" and not knows(f"FR-{code}"):
            yield GroupingProblem(grouping.id, "unknown-department", {"seen": code})
    has_position = grouping.latitude is not None and grouping.longitude is not None
    if not (grouping.members or grouping.seat or has_position):
        yield GroupingProblem(grouping.id, "nowhere")


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key)
    if isinstance(value, str):
        value = [value] if value.strip() else []
    return tuple(str(item).strip() for item in value) if isinstance(value, list) else ()


def _number(value: Any) -> float | None:
    text = re.sub(r"[ \u00a0\u202f]", "", value) if isinstance(value, str) else ""
    try:
        return float(text.replace(",", ".")) if text else None
    except ValueError:
        return None


def _read_population(value: Any) -> tuple[int | None, int | None]:
    """Read `12 000`, or a mapping with `value` (or `min`, `max`) and `year`."""
    figure = value if isinstance(value, dict) else {"value": value}
    count = _number(figure.get("value") or figure.get("max") or figure.get("min"))
    year = re.search(r"\d{4}", str(figure.get("year", "")))
    return (None if count is None else round(count)), (int(year[0]) if year else None)

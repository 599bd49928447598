"""The names of territories for a browser, and the territories of the records, so that it finds those comparable to one's own.

Enters: a gazetteer, records. Leaves: files below `assets/territoires/`, and what `likeness.js` compares. Floor 4.

35,000 communes weigh too much to be loaded. `names` says how names are read and where each file starts; `n` files hold names in their
order, so that a beginning of a name asks for one or two; `e` files hold the EPCI by rank, so that a commune leads to its own. The
folder bears a mark of its content, apart from the index: it changes with the reference, once a year.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from kb.records.record import Record
from kb.reference import placename
from kb.reference.placename import acronyms, core_key, whole_key
from kb.reference.territory import Gazetteer, Level, Territory
from kb.search import comparable
from kb.search.chunk import write_chunk
from kb.sitefile import SiteFile

ENGINE = Path(__file__).with_name("likeness.js")
"""The program that reads these files."""
FOLDER = "assets/territoires/"
LIMIT = 12_000
"""Characters after which a file is cut: about 5 KB once compressed."""
SHELF = 128
"""EPCI in a file."""

_COLUMNS, _WIDER_COLUMNS = 20, 70
"""Characters of a row beside its name, about."""
_COMMUNE_ROW = 5

Row = list[Any]


def export_directory(gazetteer: Gazetteer) -> tuple[str, list[SiteFile]]:
    """Return the address of the folder of names, and its files."""
    wider = tuple(it for it in gazetteer.wider_bodies() if it.population or it.level is Level.GROUPING)
    chunks = _write_chunks(gazetteer.commune_table, wider, gazetteer.departments())
    mark = hashlib.sha256("".join(chunks.values()).encode()).hexdigest()[:8]
    folder = f"{FOLDER}{mark}/"
    return folder, [SiteFile(f"{folder}{name}.js", text) for name, text in chunks.items()]


@lru_cache(maxsize=1)
def _write_chunks(communes: str, wider: Sequence[Territory], departments: Sequence[Territory]) -> dict[str, str]:
    """Return the files by name, the same as last time when nothing has changed: somebody who writes sees a record within a second."""
    bodies = [it for it in wider if it.level is Level.EPCI]
    ranks = {body.code: str(rank) for rank, body in enumerate(bodies)}
    files = list(_cut(sorted([*_list_communes(communes, ranks), *_list_wider(wider)], key=lambda found: found[0])))
    shelves = [bodies[place : place + SHELF] for place in range(0, len(bodies), SHELF)]
    contents: dict[str, Any] = {f"n{number}": content for number, (_, content) in enumerate(files)}
    contents |= {f"e{number}": list(map(_describe, shelf)) for number, shelf in enumerate(shelves)}
    contents["names"] = _write_reading(departments, [start for start, _ in files])
    return {name: write_chunk(name, content) for name, content in contents.items()}


def _list_communes(table: str, ranks: dict[str, str]) -> Iterator[tuple[str, Row]]:
    """Yield the key and the columns of each commune: name, code, population, area, rank of its EPCI."""
    rows = [line.split("\t", 5) for line in table.removesuffix("\n").split("\n")]
    keys = whole_key("\n".join(row[1] for row in rows)).split("\n")
    for key, (code, name, epci, population, area, _) in zip(keys, rows, strict=True):
        yield key, [name, code, population, area, ranks.get(epci, "")]


def _list_wider(wider: Iterable[Territory]) -> Iterator[tuple[str, Row]]:
    """Yield each key of a wider body, and the key with what describes it."""
    for body in wider:
        for key in dict.fromkeys((whole_key(body.name), core_key(body.name), *acronyms(body.name))):
            yield key, [key, *_describe(body)]


def _describe(body: Territory) -> Row:
    return [body.name, body.code, str(body.level), body.nature, body.population, body.area_km2, ",".join(body.departments)]


def _cut(found: Iterable[tuple[str, Row]]) -> Iterator[tuple[str, Row]]:
    """Yield the first key of each file, and its communes, one text a column, then its wider bodies. A key is never cut in two."""
    start, before, room = "", "", 0
    communes: list[Row] = []
    others: list[Row] = []
    for key, row in found:
        if room > LIMIT and key != before:
            yield start, [_join(communes), others]
            start, room, communes, others = key, 0, [], []
        wide = len(row) > _COMMUNE_ROW
        (others if wide else communes).append(row)
        room += len(row[0]) + (_WIDER_COLUMNS if wide else _COLUMNS)
        before = key
    yield start, [_join(communes), others]


def _join(rows: Sequence[Row]) -> list[str]:
    return ["|".join(column) for column in zip(*rows, strict=True)]


def _write_reading(departments: Iterable[Territory], starts: Sequence[str]) -> dict[str, Any]:
    """Return how a name is read, where files start, and the names of départements."""
    return {
        "starts": ",".join(starts),
        "shelf": SHELF,
        "departments": {body.departments[0]: body.name for body in departments},
        "prefixes": [[prefix, str(level)] for prefix, level, _ in placename.PREFIXES],
        "commune": [str(Level.COMMUNE), "COM"],
        "articles": placename.ARTICLES,
        "links": placename.LINKS,
        "small": placename.SMALL_WORDS,
    }


def list_partners(records: Iterable[Record]) -> dict[str, Any]:
    """Return the territories of the partners of each record, their sides, where it is at home, and the numbers that compare them."""
    places: dict[str, int] = {}
    rows: list[Row] = []
    held = []
    homes: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        found = comparable.list_places(record)
        for place, _ in found:
            if place.code not in places:
                places[place.code] = len(rows)
                family = comparable.find_family(place)
                rows.append([place.code, place.name, family, place.nature, place.population, place.area_km2])
        held.append([[places[place.code], str(side)] for place, side in found])
        for code in sorted(comparable.list_homes(record)):
            homes.setdefault(code, []).append(number)
    return {"places": rows, "held": held, "homes": homes, "numbers": list_numbers()}


def list_numbers() -> dict[str, Any]:
    """Return all that the sums need beside the territories."""
    names = ("COMPARABLE", "TWIN", "FAR_DENSITY", "FAR_SIZE", "OTHER_DENSITY", "OTHER_NATURE", "SAME_KIND", "MOST_CASES", "JOINED")
    levels = {"EPCI": Level.EPCI, "GROUPING": Level.GROUPING}
    return {name: getattr(comparable, name) for name in names} | levels

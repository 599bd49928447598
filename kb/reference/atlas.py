"""The national reference as it is stored: compressed tables, opened when they are needed.

Enters: `kb/data/*.tsv.gz`, written by `kb.reference.regenerate`. Leaves: rows of text, found by code. Floor 2.

Two tables, because one is small and nearly always needed (EPCI, départements, régions), the other large and rarely so (communes).
Rows stay text until a territory is asked for: building 35,000 objects would cost more than reading the file.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
TERRITORIES_FILE = "territories.tsv.gz"
COMMUNES_FILE = "communes.tsv.gz"
VINTAGE_FILE = "vintage.json"


class Table:
    """Tab-separated rows sorted by code, the first column."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def text(self) -> str:
        """The whole table, uncompressed."""
        return gzip.decompress(self._path.read_bytes()).decode("utf-8")

    @cached_property
    def lines(self) -> list[str]:
        """One row a line."""
        return self.text.removesuffix("\n").split("\n")

    def row(self, code: str) -> list[str] | None:
        """Return the columns of `code`, or None."""
        start = code + "\t"
        place = bisect_left(self.lines, start)
        if place < len(self.lines) and self.lines[place].startswith(start):
            return self.lines[place].split("\t")
        return None

    def column(self, number: int) -> list[str]:
        """Return one column, in the order of the rows."""
        return [line.split("\t", number + 1)[number] for line in self.lines]

    def code_at(self, place: int) -> str:
        """Return the code of a row."""
        return self.lines[place].partition("\t")[0]

    def containing(self, text: str) -> Iterator[list[str]]:
        """Yield the rows that contain `text` somewhere."""
        found = self.text.find(text)
        while found != -1:
            start, end = self.text.rfind("\n", 0, found) + 1, self.text.find("\n", found)
            yield self.text[start:end].split("\t")
            found = self.text.find(text, end)


class Atlas:
    """The tables of one vintage of the reference."""

    def __init__(self, folder: Path = DATA) -> None:
        self.folder = folder
        self.territories = Table(folder / TERRITORIES_FILE)
        self.communes = Table(folder / COMMUNES_FILE)

    @cached_property
    def vintage(self) -> dict[str, str]:
        """Where the reference comes from: `source`, `licence`, `year`, `population_year`."""
        read: dict[str, str] = json.loads((self.folder / VINTAGE_FILE).read_text(encoding="utf-8"))
        return read

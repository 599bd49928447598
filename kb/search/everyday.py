"""The language of every day: words of one family, words that people use for one another, and their English.

Enters: `kb/data/everyday.tsv`, a table that a spreadsheet opens. Leaves: `Entry`s. Floor 4. Terms of the field (« désert médical »,
« circuits courts ») belong to the vocabularies; this holds what no vocabulary defines. Read when an index is built, never by a search.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple

TABLE = "data/everyday.tsv"


class Entry(NamedTuple):
    """A word of the records, and what else people type for it."""

    word: str
    family: tuple[str, ...]
    """A verb, its noun, who does it: words that endings do not join. They are one word to a search."""
    synonyms: tuple[str, ...]
    """Words and short phrases that mean the same, or a kind of it: asking for one also finds the other, for less."""
    english: tuple[str, ...]


@cache
def load_everyday() -> tuple[Entry, ...]:
    """Read the table."""
    lines = files("kb").joinpath(TABLE).read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(Entry(row["word"], _split(row["family"]), _split(row["synonyms"]), _split(row["english"])) for row in rows)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(", ") if part)

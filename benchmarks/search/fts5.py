"""SQLite FTS5: unicode61, diacritics removed, bm25, words joined by OR or by AND.

Words are put between quotation marks, since FTS5 has a syntax of its own; nothing else is done to help it or to hinder it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks.search.corpus import DEEP, FIELDS, Base
from kb.search.evaluate import Answer, Engine

TOKENIZER = "unicode61 remove_diacritics 2"
_WORD = re.compile(r"\w+")


def write_match(text: str, operator: str) -> str:
    """Return the words of a request in the syntax of FTS5; nothing when there are none."""
    return f" {operator} ".join(f'"{word}"' for word in _WORD.findall(text))


@contextmanager
def open_engine(base: Base, folder: Path, operator: str) -> Iterator[Engine]:
    """Index the pages, a column a field; `operator` is OR or AND."""
    columns = ("title", *FIELDS)
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE page USING fts5(slug UNINDEXED, {', '.join(columns)}, tokenize='{TOKENIZER}')")
    rows = [(page.slug, page.title, *map(page.joined, FIELDS)) for page in base.pages]
    database.executemany(f"INSERT INTO page VALUES ({', '.join('?' * (1 + len(columns)))})", rows)

    def ask(text: str) -> Answer:
        match = write_match(text, operator)
        found = database.execute("SELECT slug FROM page WHERE page MATCH ? ORDER BY bm25(page) LIMIT ?", (match, DEEP)) if match else []
        slugs = [slug for (slug,) in found]
        return Answer(slugs, not slugs)

    yield ask
    database.close()


open_or = partial(open_engine, operator="OR")
open_and = partial(open_engine, operator="AND")

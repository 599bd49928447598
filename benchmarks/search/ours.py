"""The two engines of this base: the terminal's, and the browser's run by node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.search.corpus import Base
from kb.search.evaluate import Answer, Engine
from kb.search.index import Index
from kb.search.query import search


@contextmanager
def open_terminal(base: Base, folder: Path) -> Iterator[Engine]:
    """Index the collection as `kb search` does."""
    index = Index.open(base.collection, folder / "index")

    def ask(text: str) -> Answer:
        results = search(index, text)
        return Answer([hit.slug for hit in results.hits], results.nothing)

    yield ask

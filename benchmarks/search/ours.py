"""The two engines of this base: the terminal's, and the browser's run by node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.search.corpus import DEEP, Base
from kb.search.browser import export
from kb.search.evaluate import Answer, Engine
from kb.search.index import Index
from kb.search.node import NodeSearch
from kb.search.query import search


@contextmanager
def open_terminal(base: Base, folder: Path) -> Iterator[Engine]:
    """Index the collection as `kb search` does."""
    index = Index.open(base.collection, folder / "index")

    def ask(text: str) -> Answer:
        results = search(index, text, limit=DEEP)
        return Answer([hit.slug for hit in results.hits], results.nothing)

    yield ask


@contextmanager
def open_browser(base: Base, folder: Path) -> Iterator[Engine]:
    """Write the index of the browser, and let node run its `search.js`."""
    _, files = export(base.collection.published, base.collection)
    with NodeSearch(files) as node:

        def ask(text: str) -> Answer:
            answer = node.ask(text)
            return Answer([base.pages[number].slug for number in answer["documents"][:DEEP]], answer["nothing"])

        yield ask

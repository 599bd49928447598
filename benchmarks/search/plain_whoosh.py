"""Whoosh as its manual shows it: `LanguageAnalyzer("fr")` on every field, `MultifieldParser`, BM25F, words joined by OR or by AND."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from benchmarks.search.corpus import DEEP, FIELDS, Base
from kb.search.evaluate import Answer, Engine


@contextmanager
def open_engine(base: Base, folder: Path, group: Any) -> Iterator[Engine]:
    """Index the pages; `group` is a way of Whoosh to join words."""
    fields = ("title", *FIELDS)
    schema = Schema(slug=ID(stored=True), **{name: TEXT(analyzer=LanguageAnalyzer("fr")) for name in fields})
    index = RamStorage().create_index(schema)
    with index.writer() as writer:
        for page in base.pages:
            writer.add_document(slug=page.slug, title=page.title, **{name: page.joined(name) for name in FIELDS})
    parser = MultifieldParser(fields, schema, group=group)
    with index.searcher() as searcher:

        def ask(text: str) -> Answer:
            slugs = [hit["slug"] for hit in searcher.search(parser.parse(text), limit=DEEP)]
            return Answer(slugs, not slugs)

        yield ask


open_or = partial(open_engine, group=OrGroup)
open_and = partial(open_engine, group=AndGroup)

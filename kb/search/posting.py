"""The Whoosh side: how documents become posting lists, and how these are read.

Enters: weighted tokens. Leaves: lists of (document, weight). Floor 4. Whoosh stores and compresses; what a word weighs and how scores add
up is ours (`kb.search.score`), so that the browser can do the same sums. One field holds all the words: a token brings the weight of the
field it stood in, which is BM25F, with one list a word instead of nine.

The schema is pickled with the index: `Weighed` must stay importable under this name, and an index folder is trusted like code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import fields, formats, index
from whoosh.reading import TermNotFound

MEMORY_MB = 256
"""What the writer may hold before it goes to disk."""


class Weighted(NamedTuple):
    """A token to index."""

    text: str
    position: int
    weight: float


class Weighed(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose tokens bring their own weight; its value is a list of `Weighted`."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=False)

    def index(self, value: Sequence[Weighted], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each token once, with its number, its whole weight and its positions."""
        weights: dict[str, float] = {}
        positions: dict[str, list[int]] = {}
        for token in value:
            weights[token.text] = weights.get(token.text, 0.0) + token.weight
            positions.setdefault(token.text, []).append(token.position)
        for text, places in positions.items():
            yield text.encode(), len(places), weights[text], self.format.encode(sorted(set(places)))


class Plain(fields.FieldType):  # type: ignore[misc]
    """A field that only tells which documents hold a word."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=False)

    def index(self, value: Sequence[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each word."""
        for text in dict.fromkeys(value):
            yield text.encode(), 1, 1.0, b""


def write_postings(folder: Path, documents: Iterable[tuple[list[Weighted], list[str], dict[str, Any]]]) -> None:
    """Write an index of (words, words of places, what is stored); documents are numbered in the order they come."""
    schema = fields.Schema(words=Weighed(), places=Plain(), kept=fields.STORED())
    writer = index.create_in(str(folder), schema).writer(limitmb=MEMORY_MB)
    try:
        for words, places, kept in documents:
            writer.add_document(words=words, places=places, kept=kept)
    except BaseException:
        writer.cancel()
        raise
    writer.commit(optimize=True)


class Postings:
    """The lists of an index, opened for reading."""

    def __init__(self, folder: Path) -> None:
        self._reader = index.open_dir(str(folder), readonly=True).reader()
        self._read: dict[str, dict[int, float]] = {}

    def weights(self, text: str) -> dict[int, float]:
        """Return the weight of a word in each document that holds it; empty when none does."""
        if text not in self._read:
            found: dict[int, float] = {}
            matcher = self._matcher("words", text)
            while matcher is not None and matcher.is_active():
                found[matcher.id()] = matcher.weight()
                matcher.next()
            self._read[text] = found
        return self._read[text]

    def positions(self, text: str, documents: Iterable[int]) -> dict[int, list[int]]:
        """Return where a word stands in each of `documents` that holds it."""
        found: dict[int, list[int]] = {}
        matcher = self._matcher("words", text)
        for document in sorted(documents):
            if matcher is None or not matcher.is_active():
                break
            matcher.skip_to(document)
            if matcher.is_active() and matcher.id() == document:
                found[document] = matcher.value_as("positions")
        return found

    def placed(self, word: str) -> set[int]:
        """Return the documents one of whose places or parties has this word in its name."""
        matcher = self._matcher("places", word)
        return set(matcher.all_ids()) if matcher is not None else set()

    def kept(self, document: int) -> dict[str, Any]:
        """Return what was stored of a document."""
        found: dict[str, Any] = self._reader.stored_fields(document)["kept"]
        return found

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def _matcher(self, name: str, text: str) -> Any:
        try:
            return self._reader.postings(name, text)
        except TermNotFound:
            return None

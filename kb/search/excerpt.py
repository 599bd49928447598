"""The sentence that matched, and the fields that made the score.

Enters: what the index keeps of a document, and the tokens found in it. Leaves: marked text, reasons. Floor 4.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from kb.search.span import Packed, Span, unpack
from kb.search.weight import WEIGHTS

LENGTH = 240
"""Characters of an excerpt."""
SENTENCE = 30
"""Characters under which a sentence is a label, which tells less."""
Marked = tuple[tuple[str, bool], ...]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-ÞŒ«“\"\d])")
SHOWN = {"summary": 1.0, "story": 1.0, "failure": 1.0, "goods": 0.6, "parties": 0.4}
"""Fields an excerpt may come from, and how telling their sentences are; the title and the labels are shown anyway."""
_WORD_EDGE = re.compile(r"\s")


class Reason(NamedTuple):
    """A part of a score."""

    field: str
    word: str
    weight: float


class Reading(NamedTuple):
    """A text of a document, and what in it answers the request."""

    field: str
    text: str
    spans: tuple[Span, ...]


def read_texts(texts: Iterable[Sequence[str]], packed: Iterable[Packed], tokens: Container[str]) -> list[Reading]:
    """Find `tokens` in pairs of a field and a text, whose spans were packed when they were indexed."""
    return [Reading(field, text, tuple(unpack(spans, tokens))) for (field, text), spans in zip(texts, packed, strict=True)]


def make_excerpt(readings: Sequence[Reading], values: Mapping[str, float]) -> Marked:
    """Return the sentence that holds the most of what was asked for, its words marked; the first one when none holds anything.

    `values`: what each token is worth.
    """
    best: tuple[str, Sequence[Span]] = ("", ())
    best_value = -1.0
    for name, telling in SHOWN.items():
        for sentence, spans in (part for reading in readings if reading.field == name for part in _cut_sentences(reading, values)):
            value = telling * sum(values[token] for token in {span.token for span in spans}) * (1.0 if len(sentence) >= SENTENCE else 0.5)
            if value > best_value + 1e-9:
                best, best_value = (sentence, spans), value
    return mark(*best)


def _cut_sentences(reading: Reading, wanted: Container[str]) -> Iterator[tuple[str, list[Span]]]:
    """Yield the sentences of a text with the spans of each, counted from its start."""
    kept = [span for span in reading.spans if span.token in wanted]
    edges = [0, *(edge.end() for edge in _SENTENCE.finditer(reading.text)), len(reading.text)]
    for start, end in pairwise(edges):
        yield reading.text[start:end].rstrip(), [_move(span, -start) for span in kept if start <= span.start and span.end <= end]


def _move(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by, span.token)


def mark_whole(reading: Reading, tokens: Container[str]) -> Marked:
    """Return a whole text, the words that answer `tokens` marked."""
    return _cut(reading.text, [span for span in reading.spans if span.token in tokens])


def mark(text: str, spans: Sequence[Span]) -> Marked:
    """Return an excerpt of `text` around its first span, cut between words."""
    if len(text) <= LENGTH:
        return _cut(text, spans)
    start = max(0, (spans[0].start if spans else 0) - LENGTH // 3)
    edge = _WORD_EDGE.search(text, start) if start else None
    start = edge.end() if edge and (not spans or edge.end() <= spans[0].start) else start
    end = min(len(text), start + LENGTH)
    end = max(text.rfind(" ", start, end + 1), start + 1) if end < len(text) and " " in text[start:end] else end
    kept = [_move(span, -start) for span in spans if span.start >= start and span.end <= end]
    return (*((("… ", False),) if start else ()), *_cut(text[start:end], kept), *(((" …", False),) if end < len(text) else ()))


def _cut(text: str, spans: Sequence[Span]) -> Marked:
    parts, end = [], 0
    for span in spans:
        if span.start < end:  # inside the one before
            continue
        parts += [(text[end : span.start], False), (text[span.start : span.end], True)]
        end = span.end
    return tuple(part for part in [*parts, (text[end:], False)] if part[0])


def share_by_field(token: str, readings: Iterable[Reading], marks: Mapping[str, Sequence[Any]]) -> dict[str, tuple[str, float]]:
    """Return, by field, how the text writes a token and its share of the token's weight in a document.

    `marks`: field and weight of the concepts that the document bears.
    """
    found: dict[str, tuple[str, float]] = {}
    if token in marks:
        field, weight = marks[token]
        found[field] = ("", weight)
    for field, text, spans in readings:
        for span in spans:
            if span.token == token:
                written, weight = found.get(field, ("", 0.0))
                found[field] = (written or text[span.start : span.end], weight + WEIGHTS[field])
    total = sum(weight for _, weight in found.values())
    return {field: (written, weight / total) for field, (written, weight) in found.items()}

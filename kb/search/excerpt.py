"""The sentence that matched, and the fields that made the score.

Enters: what the index keeps of a document, and the tokens found in it. Leaves: marked text, reasons. Floor 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from kb.search.analysis import Stem, read_stems
from kb.search.expansion import EQUIVALENT, Expander
from kb.search.weight import CONCEPT_IN_TEXT, WEIGHTS

LENGTH = 240
"""Characters of an excerpt."""
Marked = tuple[tuple[str, bool], ...]

_SENTENCE = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-ÖØ-ÞŒ«“\"\d])")
_SHOWN = {"summary": 1.0, "story": 1.0, "failure": 1.0, "goods": 0.6, "parties": 0.4}
"""Fields an excerpt may come from, and how telling their sentences are; the title and the labels are shown anyway."""
_WORD_EDGE = re.compile(r"\s")


class Reason(NamedTuple):
    """A part of a score."""

    field: str
    word: str
    weight: float


class Span(NamedTuple):
    """A stretch of a text that answers a token."""

    start: int
    end: int
    token: str


def make_excerpt(texts: Sequence[Sequence[str]], values: Mapping[str, float], expander: Expander) -> Marked:
    """Return the sentence that holds the most of what was asked for, by rarity, its words marked.

    `texts` are pairs of a field and a text, `values` the worth of each token. The first sentence when none holds anything.
    """
    best: tuple[str, Sequence[Span]] = ("", ())
    best_value = -1.0
    for name, telling in _SHOWN.items():
        for sentence in (part for field, text in texts if field == name for part in _SENTENCE.split(text)):
            spans = tuple(find_spans(sentence, values, expander))
            value = telling * sum(values[token] for token in {span.token for span in spans})
            if value > best_value + 1e-9:
                best, best_value = (sentence, spans), value
    return mark(*best)


def mark_text(text: str, tokens: Iterable[str], expander: Expander) -> Marked:
    """Return a whole text, the words that answer `tokens` marked."""
    return _cut(text, list(find_spans(text, set(tokens), expander)))


def find_spans(text: str, tokens: Iterable[str], expander: Expander) -> Iterator[Span]:
    """Yield the stretches of `text` that answer one of `tokens`, in order."""
    wanted = tokens if isinstance(tokens, (set, Mapping)) else set(tokens)
    stems = list(read_stems(text))
    found = [Span(item.start, item.end, item.text) for item in stems if item.text in wanted]
    if any(token.startswith(EQUIVALENT) for token in wanted):
        found += _find_concepts(stems, wanted, expander)
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _find_concepts(stems: list[Stem], wanted: Any, expander: Expander) -> Iterator[Span]:
    for spot in expander.spot([item.text for item in stems], EQUIVALENT):
        if spot.concept in wanted:
            yield Span(stems[spot.start].start, stems[spot.end - 1].end, spot.concept)


def mark(text: str, spans: Sequence[Span]) -> Marked:
    """Return an excerpt of `text` around its first span, cut between words."""
    if len(text) <= LENGTH:
        return _cut(text, spans)
    start = max(0, (spans[0].start if spans else 0) - LENGTH // 3)
    edge = _WORD_EDGE.search(text, start) if start else None
    start = edge.end() if edge and (not spans or edge.end() <= spans[0].start) else start
    end = min(len(text), start + LENGTH)
    end = max(text.rfind(" ", start, end + 1), start + 1) if end < len(text) and " " in text[start:end] else end
    kept = [Span(s.start - start, s.end - start, s.token) for s in spans if s.start >= start and s.end <= end]
    return (*((("… ", False),) if start else ()), *_cut(text[start:end], kept), *(((" …", False),) if end < len(text) else ()))


def _cut(text: str, spans: Sequence[Span]) -> Marked:
    parts, end = [], 0
    for span in spans:
        parts += [(text[end : span.start], False), (text[span.start : span.end], True)]
        end = span.end
    return tuple(part for part in [*parts, (text[end:], False)] if part[0])


def share_by_field(token: str, kept: Mapping[str, Any], expander: Expander) -> dict[str, tuple[str, float]]:
    """Return, by field, how the text writes a token and its share of the token's weight in a document."""
    if token in kept["marks"]:
        field, weight = kept["marks"][token]
        found = {field: ("", weight)}
    else:
        found = {}
    factor = CONCEPT_IN_TEXT if token.startswith(EQUIVALENT) else 1.0
    for field, text in kept["texts"]:
        for span in find_spans(text, {token}, expander):
            written, weight = found.get(field, ("", 0.0))
            found[field] = (written or text[span.start : span.end], weight + WEIGHTS[field] * factor)
    total = sum(weight for _, weight in found.values())
    return {field: (written, weight / total) for field, (written, weight) in found.items()}

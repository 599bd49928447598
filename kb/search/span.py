"""What a text holds, and where: found once when a record is indexed, read again whenever an answer shows the record.

Enters: a text. Leaves: its words, its words written as one, the concepts it names; the same as spans, packed. Floor 4.
"""

from __future__ import annotations

from array import array
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from kb.search.analysis import join_compounds, read_stems
from kb.search.expansion import EQUIVALENT, Expander
from kb.search.weight import COMPOUND, CONCEPT_IN_TEXT

_BETWEEN = "\t"
"""Parts packed tokens: no token holds a control character."""

Packed = tuple[str, bytes, bytes]
"""The spans of a text: tokens, starts, ends."""


class Span(NamedTuple):
    """A stretch of a text that answers a token."""

    start: int
    end: int
    token: str


class Located(NamedTuple):
    """A token of a text: a word, two words written as one, or a concept."""

    span: Span
    place: int
    """Its rank among the words of the text."""
    share: float
    """Share of the weight of a word."""
    word: str = ""
    """The folded word; nothing for the others."""


def find_tokens(text: str, expander: Expander) -> Iterator[Located]:
    """Yield every token of a text: its words, then its compounds as one word, then the concepts that its words spell."""
    stems = list(read_stems(text))
    for place, found in enumerate(stems):
        yield Located(Span(found.start, found.end, found.text), place, 1.0, found.word)
    for place, joined in join_compounds(text, stems):
        yield Located(Span(stems[place].start, stems[place + 1].end, joined), place, COMPOUND)
    for spot in expander.spot([found.text for found in stems], EQUIVALENT):
        yield Located(Span(stems[spot.start].start, stems[spot.end - 1].end, spot.concept), spot.start, CONCEPT_IN_TEXT)


def pack(spans: Sequence[Span]) -> Packed:
    """Return spans as few bytes, from the first of the text to the last."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    starts, ends = array("I", (span.start for span in ordered)), array("I", (span.end for span in ordered))
    return _BETWEEN.join(span.token for span in ordered), starts.tobytes(), ends.tobytes()


def unpack(packed: Packed, tokens: Container[str]) -> list[Span]:
    """Return the packed spans that answer one of `tokens`, in order."""
    text, starts, ends = packed[0], array("I", packed[1]), array("I", packed[2])
    return [Span(starts[place], ends[place], token) for place, token in enumerate(text.split(_BETWEEN)) if token in tokens]

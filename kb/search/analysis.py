"""One French analysis: from a text to the stems that are indexed and searched.

Enters: any text. Leaves: tokens with their place in the text, and stems. Floor 4. Records, requests, names of terms and, later, the
browser go through here; the tables are in `kb.search.french`. Accents are folded *before* stemming: a request typed without them
then finds everything (the other order misses one accented word in six).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.search.french import ELISIONS, ENDINGS, EXCEPTIONS, STOP_WORDS, WORDS

LONGEST_WORD = 40
"""Letters kept of a word; nothing that people write is longer."""
SHORTEST_STEMMED = 4

_APOSTROPHES = "'’ʼ‘´`′"
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", **dict.fromkeys(_APOSTROPHES, "'")})
_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"  # 12 000
    r"|\d+(?:[.,]\d+)?"  # 2019; 1,5; the number of « 12km »
    r"|(?:[^\W\d_]\.){2,}"  # P.A.T.
    rf"|[^\W\d_][^\W_]*(?:[{_APOSTROPHES}][^\W_]+)*"
    r"|€"
)
_NOT_IN_NUMBERS = re.compile(r"[ \u00a0\u202f]")
_NOT_IN_WORDS = re.compile(r"[^a-z0-9']")


class Token(NamedTuple):
    """A word of a text."""

    text: str
    """Folded, without the elided article."""
    start: int
    """Where it starts in the text in NFC, article left out."""
    end: int


class Stem(NamedTuple):
    """A word worth indexing, and where it stood."""

    text: str
    start: int
    end: int
    word: str
    """The folded word it comes from."""


def compose(text: str) -> str:
    """Return `text` in NFC, the form in which places in a text are counted."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` in lower case without accents, with œ as oe and straight apostrophes."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.translate(_LIGATURES) if "`" in lowered else lowered
    parted = unicodedata.normalize("NFKD", lowered.translate(_LIGATURES))
    return "".join(character for character in parted if not unicodedata.combining(character))


def tokenize(text: str) -> list[Token]:
    """Cut `text` into words. Hyphens part (« ville-porte » gives two words), spaces inside numbers do not."""
    found = []
    for match in _TOKEN.finditer(compose(text)):
        word, cut = _read_word(match[0])
        if word:
            found.append(Token(word, match.start() + cut, match.end()))
    return found


def read_stems(text: str) -> Iterator[Stem]:
    """Yield the stems of `text`, small words left out."""
    for word, start, end in tokenize(text):
        if is_indexed(word):
            yield Stem(stem(word), start, end, word)


def analyse(text: str) -> list[str]:
    """Return the stems of `text` in order, small words left out."""
    return [found.text for found in read_stems(text)]


def is_indexed(word: str) -> bool:
    """Return False for a small word and for a lone letter."""
    return word not in STOP_WORDS and (len(word) > 1 or word.isdigit())


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what a folded word shares with its plural, its feminine and, well enough, its verb."""
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    if len(word) < SHORTEST_STEMMED or not word.isalpha():
        return word
    for step in ENDINGS:
        word = _replace_ending(word, step)
    return word


def _replace_ending(word: str, step: tuple[tuple[str, str, int], ...]) -> str:
    for ending, replacement, before in step:
        if word.endswith(ending) and len(word) - len(ending) >= before:
            return word[: len(word) - len(ending)] + replacement
    return word


def join_compounds(text: str, stems: Sequence[Stem]) -> Iterator[tuple[int, str]]:
    """Yield the two halves of « bio-déchets » as one word too, since others write « biodéchets »."""
    for place in range(len(stems) - 1):
        first, second = stems[place], stems[place + 1]
        if second.start == first.end + 1 and text[first.end : second.start] in "-‐‑":
            yield place, analyse_joined(first.word, second.word)


def analyse_joined(first: str, second: str) -> str:
    """Return the stem of two words written as one."""
    return (analyse(first + second) or [""])[0]


@lru_cache(maxsize=65_536)
def _read_word(raw: str) -> tuple[str, int]:
    """Return the folded word, and how many characters of `raw` its elided articles take."""
    if raw[0].isdigit():
        return _NOT_IN_NUMBERS.sub("", raw).replace(",", ".")[:LONGEST_WORD], 0
    if raw[-1] == ".":
        return fold(raw.replace(".", "")), 0
    if raw in WORDS:
        return WORDS[raw], 0
    cut, rest = 0, raw
    while (place := _apostrophe(rest)) > 0 and fold(rest[:place]) in ELISIONS:
        cut, rest = cut + place + 1, rest[place + 1 :]
    word = _NOT_IN_WORDS.sub("", fold(rest)).replace("'", "")[:LONGEST_WORD]
    return WORDS.get(word, word), cut


def _apostrophe(text: str) -> int:
    return min((place for mark in _APOSTROPHES if (place := text.find(mark)) != -1), default=-1)

"""How an index is cut and written for a browser: lists of documents as text, in files small enough to be fetched when a word is typed.

Enters: lists of documents by key. Leaves: `Shelf`s, and the text of each file. Floor 4.

A file is a script that calls one function: it opens from a folder on a disk as well as from a server. Numbers are characters, one for
those under 63: the compression of the server then sees each number as a letter, where base 64 would hide it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CALL = "searchChunk"
"""Function that a file calls with its name and what it holds."""
LINES = 3_000
"""Characters after which a file of lines is cut: about 1 KB once compressed."""
QUANTUM = 0.05
"""Step in which weights are written."""

_PLAIN, _CONTINUED = 63, 30
_ALPHABET = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
_ONE = tuple(_ALPHABET[:_PLAIN])

Held = tuple[Sequence[int], Sequence[float]]
"""Documents in order, and the weight of each; no weights when a list only says which."""


@dataclass(frozen=True)
class Shelf:
    """Lists in the order of their keys, over some files."""

    starts: tuple[str, ...]
    """First key of each file."""
    chunks: tuple[Any, ...]


def encode(number: int) -> str:
    """Return a number, 0 or more, as characters: continued digits, then a plain one."""
    if number < _PLAIN:
        return _ONE[number]
    high, low = divmod(number, _PLAIN)
    text = _ONE[low]
    while high:
        high, digit = divmod(high, _CONTINUED)
        text = _ALPHABET[_PLAIN + digit] + text
    return text


def encode_gaps(documents: Iterable[int]) -> str:
    """Return rising numbers as the gaps between them."""
    parts, before = [], -1
    for document in documents:
        parts.append(encode(document - before - 1))
        before = document
    return "".join(parts)


def shelve(lists: Mapping[str, Held], limit: int) -> Shelf:
    """Cut lists into chunks: keys joined by commas, gaps preceded by their number, weights."""
    starts: list[str] = []
    chunks: list[list[str]] = []
    room = 0
    for key in sorted(lists):
        documents, weights = lists[key]
        gaps = encode(len(documents)) + encode_gaps(documents)
        heavy = "".join(encode(round(weight / QUANTUM)) for weight in weights)
        size = len(key) + len(gaps) + len(heavy)
        if not chunks or room + size > limit:
            starts.append(key)
            chunks.append([key, gaps, heavy])
            room = 0
        else:
            chunk = chunks[-1]
            chunk[0], chunk[1], chunk[2] = f"{chunk[0]},{key}", chunk[1] + gaps, chunk[2] + heavy
        room += size
    return Shelf(tuple(starts), tuple(chunks))


def shelve_lines(lines: Mapping[str, Sequence[str]], limit: int = LINES) -> Shelf:
    """Cut lines of text into chunks; those of one key stay together."""
    starts: list[str] = []
    chunks: list[str] = []
    for key in sorted(lines):
        text = "\n".join(lines[key])
        if not chunks or len(chunks[-1]) + len(text) > limit:
            starts.append(key)
            chunks.append(text)
        else:
            chunks[-1] += f"\n{text}"
    return Shelf(tuple(starts), tuple(chunks))


def write_chunk(name: str, content: Any) -> str:
    """Return the script that gives a chunk."""
    return f"{CALL}({json.dumps(name)},{json.dumps(content, ensure_ascii=False, separators=(',', ':'))});"

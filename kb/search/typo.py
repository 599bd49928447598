"""Slips of the keyboard: the words of the records that look like a word of none.

Enters: a folded word, and the words known. Leaves: the nearest ones. Floor 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

MOST = 12
"""Near words found, all at the same distance."""
KEPT = 3
"""Near words that are searched."""


class Near(NamedTuple):
    """A known word, near the one asked for."""

    word: str
    distance: int


def tolerance(word: str) -> int:
    """Return how many slips are forgiven: none in a short word, often an acronym or a number; two in a long one."""
    if not word.isalpha() or len(word) < 4:
        return 0
    return 1 if len(word) < 9 else 2


def find_near(word: str, known: Mapping[str, tuple[int, str]]) -> list[Near]:
    """Return the known words nearest to `word`, then the most frequent first."""
    limit = tolerance(word)
    if not limit:
        return []
    found = [Near(other, distance) for other in _plausible(word, known, limit) if (distance := measure(word, other, limit)) <= limit]
    found.sort(key=lambda near: (near.distance, near.word[0] != word[0], -known[near.word][0], near.word))
    return [near for near in found if near.distance == found[0].distance][:MOST]


def _plausible(word: str, known: Iterable[str], limit: int) -> Iterable[str]:
    """Return the words that a few slips may join: about the same length, about the same letters."""
    letters, length = set(word), len(word)
    return [
        other
        for other in known
        if -limit <= len(other) - length <= limit
        and _starts_alike(word, other)
        and may_be_meant(other)
        and len(letters.symmetric_difference(other)) <= 2 * limit
    ]


def may_be_meant(word: str) -> bool:
    """Return True for a word that a slip may hide: neither short nor a number."""
    return len(word) > 2 and word.isalpha()


def _starts_alike(word: str, other: str) -> bool:
    """Return True for the same first letter, or one that was swapped or left out of a long word: hands seldom miss it otherwise."""
    return word[0] == other[0] or (len(word) > 5 and word[0] == other[1])


def measure(first: str, second: str, limit: int) -> int:
    """Return how many letters are changed, missing, added or swapped; `limit` + 1 when it is more than `limit`."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        following = [i]
        for j, other in enumerate(second, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > limit:
            return limit + 1
        before, row = row, following
    return min(row[-1], limit + 1)

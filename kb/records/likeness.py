"""Records that may tell the same experience. Floor 3.

Two records are compared only when they share a party or a source that few others have: a base of ten thousand stays quick to check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from kb.diagnostics.rules import collection as rules
from kb.diagnostics.rules import phrases
from kb.records.finding import Finding
from kb.records.model import Case, Side
from kb.records.record import Record
from kb.reference.placename import fold

SIGNS: dict[str, float] = {"parties": 0.6, "title": 0.55, "sources": 0.5}
"""Share in common (Jaccard) from which two records look alike in that respect; two signs make a warning."""
CROWD = 30
"""A party or source in more records than this says nothing about likeness by itself."""


@dataclass(frozen=True)
class _Traits:
    """What a record is compared by."""

    case: Case
    parties: frozenset[str]
    sources: frozenset[str]

    @cached_property
    def title(self) -> frozenset[str]:
        return frozenset(word for word in fold(self.case.title).split() if len(word) > 3)


def find_twins(records: list[Record]) -> Iterator[tuple[Record, Finding]]:
    """Yield each record that probably tells what an earlier one tells, with the finding."""
    told = [record for record in records if record.case is not None]
    traits = [_read_traits(record.told) for record in told]
    for first, second in sorted(_pair_candidates(traits)):
        signs = _compare(traits[first], traits[second])
        if len(signs) > 1 and not _are_linked(told[first], told[second]):
            reasons = ", ".join(phrases.LIKENESS_REASONS[sign] for sign in signs)
            facts: dict[str, object] = {"other": told[first].slug, "reasons": reasons}
            yield told[second], Finding(rules.NEAR_DUPLICATE, ("title",), facts=facts)


def _read_traits(case: Case) -> _Traits:
    parties = frozenset(party.code or party.name for party in case.parties if party.side is not Side.THIRD_PARTY)
    return _Traits(case, parties, frozenset(source.url for source in case.sources if source.url))


def _pair_candidates(traits: list[_Traits]) -> set[tuple[int, int]]:
    """Return the pairs of positions that share a party or a source that few others have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, one in enumerate(traits):
        for key in one.parties | one.sources:
            holders[key].append(index)
    return {pair for indexes in holders.values() if 1 < len(indexes) <= CROWD for pair in combinations(indexes, 2)}


def _compare(one: _Traits, other: _Traits) -> list[str]:
    """Return the signs of likeness; without the first or the second, the third would not be enough."""
    signs = [sign for sign in ("parties", "sources") if _share(getattr(one, sign), getattr(other, sign)) >= SIGNS[sign]]
    return [*signs, "title"] if signs and _share(one.title, other.title) >= SIGNS["title"] else signs


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0


def _are_linked(one: Record, other: Record) -> bool:
    links = {(r.slug, link.case) for r in (one, other) for link in r.told.related}
    return (one.slug, other.slug) in links or (other.slug, one.slug) in links

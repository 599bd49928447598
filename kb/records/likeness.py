"""Records that may tell the same experience. Floor 3.

Two records are compared only when they share a party or a source that few others have: a base of ten thousand stays quick to check.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
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


def find_twins(records: list[Record]) -> Iterator[tuple[Record, Finding]]:
    """Yield each record that probably tells what an earlier one tells, with the finding."""
    told = [record for record in records if record.case is not None]
    for first, second in sorted(_pair_candidates(told)):
        one, other = told[first], told[second]
        signs = _compare(one.told, other.told)
        if len(signs) > 1 and not _are_linked(one, other):
            reasons = ", ".join(phrases.LIKENESS_REASONS[sign] for sign in signs)
            yield other, Finding(rules.NEAR_DUPLICATE, ("title",), facts={"other": one.slug, "reasons": reasons})


def _pair_candidates(records: list[Record]) -> set[tuple[int, int]]:
    """Return the pairs of positions that share a party or a source that few others have."""
    holders: dict[str, list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        for key in _parties(record.told) | _sources(record.told):
            holders[key].append(index)
    return {pair for indexes in holders.values() if 1 < len(indexes) <= CROWD for pair in combinations(indexes, 2)}


def _compare(one: Case, other: Case) -> list[str]:
    return [sign for sign, least in SIGNS.items() if _share(_READ[sign](one), _READ[sign](other)) >= least]


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def _parties(case: Case) -> set[str]:
    return {party.code or fold(party.name) for party in case.parties if party.side is not Side.THIRD_PARTY}


def _title(case: Case) -> set[str]:
    return {word for word in fold(case.title).split() if len(word) > 3}


def _sources(case: Case) -> set[str]:
    return {source.url for source in case.sources if source.url}


_READ: dict[str, Callable[[Case], set[str]]] = {"parties": _parties, "title": _title, "sources": _sources}


def _are_linked(one: Record, other: Record) -> bool:
    links = {(r.slug, link.case) for r in (one, other) for link in r.told.related}
    return (one.slug, other.slug) in links or (other.slug, one.slug) in links

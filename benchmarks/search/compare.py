"""What the measures say: means, differences and how sure one may be of them.

Enters: measures of several engines on the same queries. Leaves: numbers, and tables in Markdown.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kb.search.evaluate import NO_ANSWER, Answer, Measure, Row, measure, summarise, summarise_by_kind

RESAMPLES = 10_000
SEED = 1
CONFIDENCE = 0.95


class Difference(NamedTuple):
    """A mean of differences, and the interval that holds it."""

    mean: float
    low: float
    high: float


def resample(differences: Sequence[float], resamples: int = RESAMPLES, seed: int = SEED) -> Difference:
    """Return the mean of paired differences with its bootstrap interval (percentiles). Raises ValueError when there are none."""
    if not differences:
        raise ValueError(differences)
    chance, size = random.Random(seed), len(differences)
    means = sorted(sum(chance.choices(differences, k=size)) / size for _ in range(resamples))
    beyond = (1 - CONFIDENCE) / 2
    low, high = round(beyond * (resamples - 1)), round((1 - beyond) * (resamples - 1))
    return Difference(sum(differences) / size, means[low], means[high])


def subtract(ours: Sequence[Measure], theirs: Sequence[Measure]) -> Difference:
    """Return how much higher our nDCG@10 is, on the queries that have an answer. Both sides measure the same queries in one order."""
    pairs = [(a, b) for a, b in zip(ours, theirs, strict=True) if a.query.answerable]
    if any(a.query is not b.query for a, b in pairs):
        raise ValueError("measures of different queries")
    return resample([a.ndcg - b.ndcg for a, b in pairs])


def leave_unjudged(measures: Sequence[Measure], known: frozenset[str]) -> list[Measure]:
    """Return the same measures as if the records that nobody judged had not been shown: the kindest reading for an engine not pooled."""
    kept = []
    for it in measures:
        judged = Answer([slug for slug in it.answer.slugs if it.query.complete or slug in it.query.grades], it.answer.says_nothing)
        kept.append(measure(it.query, lambda _, judged=judged: judged, known))  # type: ignore[misc]
    return kept


def count_unjudged(measures: Sequence[Measure]) -> float:
    """Return the mean number of records among ten that nobody judged, over the queries that have an answer."""
    counts = [len(it.unjudged) for it in measures if it.query.answerable]
    return sum(counts) / len(counts)


def list_unjudged(measured: Mapping[str, Sequence[Measure]]) -> dict[str, list[str]]:
    """Return, by query that has an answer, the records that some engine showed among ten and that nobody judged: what is left to judge."""
    left: dict[str, set[str]] = {}
    for measures in measured.values():
        for it in measures:
            if it.query.answerable and it.unjudged:
                left.setdefault(it.query.text, set()).update(it.unjudged)
    return {text: sorted(slugs) for text, slugs in left.items()}


def write_unjudged(measured: Mapping[str, Sequence[Measure]], reference: str, known: frozenset[str]) -> list[str]:
    """Return the table that leaves out the records nobody judged."""
    lines = [f"| engine | unjudged among 10 | nDCG@10 without them | {reference} − its own, 95 % |", "|---|---|---|---|"]
    kept = {name: leave_unjudged(measures, known) for name, measures in measured.items()}
    for name, measures in kept.items():
        against = "–" if name == reference else write_difference(subtract(kept[reference], measures))
        lines.append(f"| {name} | {count_unjudged(measured[name]):.1f} | {write_number(summarise(measures).ndcg)} | {against} |")
    return lines


def write_overall(measured: Mapping[str, Sequence[Measure]], reference: str) -> list[str]:
    """Return the table of all engines; differences are those of `reference` with each."""
    lines = [
        f"| engine | nDCG@10 | success@5 | MRR | no answer: says so | an answer: says none | nDCG@10 of {reference} − its own, 95 % |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, measures in measured.items():
        row = summarise(measures)
        cells = (row.ndcg, row.success, row.reciprocal_rank, row.says_nothing, row.wrongly_nothing)
        against = "–" if name == reference else write_difference(subtract(measured[reference], measures))
        lines.append(f"| {name} | {' | '.join(map(write_number, cells))} | {against} |")
    return lines


def write_by_kind(measured: Mapping[str, Sequence[Measure]], column: str = "ndcg") -> list[str]:
    """Return the table of one measure by kind of query, an engine a column."""
    rows = {name: summarise_by_kind(it for it in measures if it.query.kind != NO_ANSWER) for name, measures in measured.items()}
    kinds: dict[str, Row] = next(iter(rows.values()))
    lines = [f"| kind | queries | {' | '.join(rows)} |", f"|---|---|{'---|' * len(rows)}"]
    for kind, first in kinds.items():
        cells = (write_number(getattr(by_kind[kind], column)) for by_kind in rows.values())
        lines.append(f"| {kind} | {first.count} | {' | '.join(cells)} |")
    return lines


def write_number(value: float | None) -> str:
    """Return a share with three decimals."""
    return "–" if value is None else f"{value:.3f}"


def write_difference(found: Difference) -> str:
    """Return a difference and its interval."""
    return f"{found.mean:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"

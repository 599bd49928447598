"""What the base holds, in numbers.

Enters: a `Collection`. Leaves: a `Statistics`, plain counts that a terminal or a page can show. Floor 3.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kb.records.citation import cited_numbers, count_figures
from kb.records.collection import Collection
from kb.records.flow import Direction
from kb.records.model import Case, Figure, Reference, SourceKind, State, Status
from kb.records.record import Block, Known, Level, Record
from kb.records.schema import walk

INDEPENDENT = frozenset({SourceKind.PUBLIC, SourceKind.PRESS, SourceKind.RESEARCH, SourceKind.ASSOCIATION, SourceKind.ENCYCLOPEDIA})


def is_independent(source: Reference) -> bool:
    """True when a source carries the voice of none of the parties."""
    return source.party is None and source.kind in INDEPENDENT


@dataclass(frozen=True)
class Statistics:
    """Counts over the published records."""

    statuses: Counter[Status]
    broken: tuple[str, ...]
    """Paths of the records that have an error."""
    drafts: tuple[tuple[str, str], ...]
    """(slug, reason) of each draft."""
    levels: Counter[Level]
    facets: dict[str, Counter[str]]
    """Facet key -> value -> number of records."""
    crossing: Counter[tuple[str, str]]
    """(main theme, main cooperation type) -> number of records."""
    exchanges: Counter[tuple[str, Direction, State]]
    """(good, direction, state) -> number of exchanges."""
    without_exchange: int
    both_ways: int
    figures: tuple[int, int]
    """Figures in all, and those that cite a source."""
    sources: Counter[tuple[SourceKind, bool]]
    """(kind, independent) -> number of sources."""
    unknown: Counter[Block]
    """Block -> number of records where nothing is known of it."""


def measure(collection: Collection) -> Statistics:
    """Count what the published records of a collection hold."""
    records = collection.published
    flows = [flow for record in records for flow in record.flows]
    return Statistics(
        statuses=Counter(record.status for record in collection.records if record.status),
        broken=tuple(record.path for record in collection.records if record.case is None),
        drafts=tuple((record.slug, record.told.review.reason or "") for record in collection.with_status(Status.DRAFT)),
        levels=Counter(record.level for record in records),
        facets={facet.key: facet.count(records) for facet in collection.facets},
        crossing=Counter(
            (case.themes[0], case.cooperation_types[0]) for case in (r.told for r in records) if case.themes and case.cooperation_types
        ),
        exchanges=Counter((flow.exchange.good, flow.direction, flow.exchange.state) for flow in flows),
        without_exchange=sum(not record.flows for record in records),
        both_ways=sum(record.both_ways for record in records),
        figures=_add_figures(records),
        sources=Counter((source.kind, is_independent(source)) for record in records for source in record.told.sources),
        unknown=Counter(block for record in records for block, known in record.completeness.items() if known is Known.UNKNOWN),
    )


def _add_figures(records: tuple[Record, ...]) -> tuple[int, int]:
    counts = [count_all_figures(record) for record in records]
    return sum(found for found, _ in counts), sum(cited for _, cited in counts)


def count_all_figures(record: Record) -> tuple[int, int]:
    """Return how many figures a record holds, in its blocks and its texts, and how many of them cite a source."""
    found, cited = _count_blocks(record.told)
    for token in record.story.tokens:
        if token.type == "inline":
            more, sourced = count_figures(token.content)
            found, cited = found + more, cited + sourced
    more, sourced = count_figures(record.told.summary)
    return found + more, cited + sourced


def _count_blocks(case: Case) -> tuple[int, int]:
    """Count the `Figure` blocks; one is sourced by itself, its note, or the block that holds it."""
    found = cited = 0
    for node in walk(case):
        if isinstance(node.value, Figure):
            found += 1
            sourced = node.value.sources or node.loc[0] == "exchanges" or cited_numbers(node.value.note or "")
            cited += bool(sourced)
    return found, cited

"""Related cases, in both directions: a link written in one record shows on both sheets.

Enters: the collection. Leaves: `Kin` by slug. Floor 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kb.pages.phrases import say
from kb.records.collection import Collection
from kb.records.model import Status
from kb.records.record import Record


@dataclass(frozen=True, slots=True)
class Kin:
    """Another case, and what links it to this one."""

    record: Record
    words: str


def find_kin(collection: Collection, preview: bool) -> Mapping[str, tuple[Kin, ...]]:
    """Return the related cases of each record that has some, in the order written, then those that name it."""
    shown = {record.slug for record in collection.records if record.case and _is_shown(record, preview)}
    named: dict[str, list[Kin]] = defaultdict(list)
    naming: dict[str, list[Kin]] = defaultdict(list)
    for record in (record for record in collection.records if record.slug in shown):
        for related in record.told.related:
            other = collection.get(related.case)
            if other is not None and other.slug in shown and other is not record:
                named[record.slug].append(Kin(other, collection.knowledge.labels.of(related.relation)))
                naming[other.slug].append(Kin(record, say("sheet", "inverse", related.relation)))
    return {slug: _without_repeats([*named[slug], *naming[slug]]) for slug in {*named, *naming}}


def _is_shown(record: Record, preview: bool) -> bool:
    return record.status is Status.PUBLISHED or (preview and record.status is Status.DRAFT)


def _without_repeats(kin: list[Kin]) -> tuple[Kin, ...]:
    """Return each case once: two records that name each other say it twice."""
    return tuple({it.record.slug: it for it in reversed(kin)}.values())[::-1]

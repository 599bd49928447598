"""What circulates over many experiences, family by family.

Enters: records, the vocabulary of goods. Leaves: rows of counts, a sentence, two drawings. Floor 5.

A row counts experiences, not exchanges: three meals a week and one basket a year are one experience each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.pages.diagram import Row, draw_aggregate
from kb.pages.phrases import say
from kb.records.flow import Direction
from kb.records.record import Record
from kb.reference.term import Vocabulary

WORDS = "pages"
_OFTEN = 2
"""Experiences from which one may say « most often »."""


@dataclass(frozen=True)
class Circulation:
    """The picture of what circulates, in drawings, words and numbers."""

    rows: tuple[Row, ...]
    sentence: str
    wide: Markup
    narrow: Markup


def picture_circulation(records: Sequence[Record], goods: Vocabulary) -> Circulation | None:
    """Return what circulates in `records`, None when nothing does."""
    rows = count_families(records, goods)
    if not rows:
        return None
    wide, narrow = (Markup(draw_aggregate(rows, wide=width)) for width in (True, False))  # noqa: S704 - our own drawings
    return Circulation(rows, tell_rows(rows), wide, narrow)


def count_families(records: Iterable[Record], goods: Vocabulary) -> tuple[Row, ...]:
    """Return the families that circulate, in the order of the vocabulary, with the number of experiences each way."""
    counts = Counter(pair for record in records for pair in _list_pairs(record, goods))
    rows = (
        Row(
            group.label,
            group.icon,
            counts[group.id, Direction.TO_URBAN],
            counts[group.id, Direction.TO_RURAL],
            counts[group.id, Direction.MUTUAL],
        )
        for group in goods.groups
    )
    return tuple(row for row in rows if row.to_urban or row.to_rural or row.mutual)


def _list_pairs(record: Record, goods: Vocabulary) -> set[tuple[str, Direction]]:
    """Return each (family, direction) of a record once."""
    return {(goods[flow.exchange.good].group, flow.direction) for flow in record.flows if flow.counted}


def tell_rows(rows: Sequence[Row]) -> str:
    """Return a sentence made from the numbers: the families that go most often each way; empty when nothing stands out."""
    if not any(row.to_rural or row.to_urban for row in rows):
        return say(WORDS, "circulation", "mutual")
    to_rural, to_urban = (_tell_most(rows, way) for way in ("to_rural", "to_urban"))
    if to_rural and to_urban:
        return say(WORDS, "circulation", "both", to_rural=to_rural, to_urban=to_urban)
    if to_rural or to_urban:
        return say(WORDS, "circulation", "to_rural" if to_rural else "to_urban", most=to_rural or to_urban)
    return ""


def _tell_most(rows: Sequence[Row], way: str) -> str:
    """Return the families that go most often one way, with their number; empty when none does more than once."""
    most = max(getattr(row, way) for row in rows)
    if most < _OFTEN:
        return ""
    named = [say(WORDS, "circulation", "family", label=row.label) for row in rows if getattr(row, way) == most]
    return say(WORDS, "circulation", "most", families=say(WORDS, "and").join(named), cases=say(WORDS, "cases", count=most))

"""What is not known yet: the blocks of a sheet that are missing or partial, as invitations.

Enters: a record. Leaves: French sentences. Floor 5; words stand in `templates/sheet.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.pages.phrases import find_phrase, say
from kb.records.knowledge import Knowledge
from kb.records.model import Section
from kb.records.record import Block, Known, Record

_FILE = "sheet"
_NOTHING_TO_KNOW = frozenset({Block.EXCHANGES, Block.QUANTITIES, Block.GAINS})
"""Blocks that are empty for good when nothing was concluded."""
_SECTIONS = (Section.TRIGGER, Section.COURSE, Section.RESULTS)
"""Sections that no block counts."""


def list_gaps(record: Record, knowledge: Knowledge) -> tuple[str, ...]:
    """Return what is not known, in the order of the sheet."""
    return (*_list_sections(record, knowledge), *_list_blocks(record, knowledge))


def _list_sections(record: Record, knowledge: Knowledge) -> Iterator[str]:
    for section in _SECTIONS:
        if section not in record.sections:
            yield say(_FILE, "gaps", "section", title=knowledge.labels.of(section))


def _list_blocks(record: Record, knowledge: Knowledge) -> Iterator[str]:
    progress = knowledge.vocabularies["progress"].get(record.told.progress)
    concluded = progress is None or progress.attributes.get("concluded", True)
    for block, known in record.completeness.items():
        if block in _NOTHING_TO_KNOW and not concluded and not record.directions:
            continue
        if block is Block.QUANTITIES and not record.directions:
            continue
        phrase = find_phrase(_FILE, "gaps", known, block) if known is not Known.GIVEN else None
        if phrase:
            yield str(phrase)

"""Lessons across experiences: what the lists of one section say, case after case.

Enters: records, a section. Leaves: `Lesson`s, plain text with the case they come from. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from kb.pages.diagram import split_citations
from kb.records.model import Section
from kb.records.record import Record
from kb.records.story import MARKDOWN


@dataclass(frozen=True)
class Lesson:
    """What one experience says."""

    text: str
    where: str
    slug: str


def gather_lessons(records: Iterable[Record], section: Section, names: Mapping[str, str]) -> list[Lesson]:
    """Return the list items of `section`: the first of each record, then the second of each, so that no case hides the others."""
    rounds = zip_longest(*(list(_read_lessons(record, section, names)) for record in records))
    return [lesson for turn in rounds for lesson in turn if lesson]


def _read_lessons(record: Record, section: Section, names: Mapping[str, str]) -> Iterator[Lesson]:
    told = record.sections.get(section)
    for item in told.items if told else ():
        yield Lesson(read_plain(item), names[record.slug], record.slug)


def read_plain(markdown: str) -> str:
    """Return the text of a CommonMark line without marks nor citations."""
    inline = MARKDOWN.parseInline(markdown)[0]
    text = "".join(" " if token.type == "softbreak" else token.content for token in inline.children or ())
    return split_citations(text)[0]

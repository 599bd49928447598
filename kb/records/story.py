"""The story of a case: its sections, its citations, its images, read by the parser that renders it.

Enters: the body of a record (CommonMark, raw HTML off). Leaves: a `Story`. Floor 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

CITATION = re.compile(r"\[(\d{1,3})\](?![(:])")
"""`[1]`: the only form of a citation."""

MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["reference", "html_block", "html_inline"])
"""CommonMark without raw HTML; without link references, so that `[1]` is always a citation."""
BLOCKS = MarkdownIt("commonmark", {"html": False}).disable(["reference", "html_block", "inline", "text_join"])
"""The same, stopping at the blocks: what most checks need, in half the time."""


@dataclass(frozen=True, slots=True)
class StorySection:
    """One heading and what stands under it."""

    title: str
    level: int
    line: int
    """Line of the heading in the body, from 0."""
    tokens: tuple[Token, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The texts of the list items of the section, as CommonMark."""
        return tuple(_read_items(self.tokens))


@dataclass(frozen=True)
class Story:
    """A body, cut at its headings."""

    lead: tuple[Token, ...] = ()
    """What stands before the first heading (nothing, when the record is right)."""
    sections: tuple[StorySection, ...] = ()
    _by_title: dict[str, StorySection] = field(default_factory=dict)

    def get(self, title: str) -> StorySection | None:
        """Return the section of that heading."""
        return self._by_title.get(title)

    @property
    def tokens(self) -> Iterator[Token]:
        """All block tokens, in order, headings aside."""
        yield from self.lead
        for section in self.sections:
            yield from section.tokens


def read_story(body: str, *, inline: bool = True) -> Story:
    """Cut `body` at its headings; without `inline`, the tokens of texts have no children (no links, no images)."""
    tokens = (MARKDOWN if inline else BLOCKS).parse(body)
    starts = [index for index, token in enumerate(tokens) if token.type == "heading_open" and token.level == 0]
    bounds = [*starts, len(tokens)]
    sections = tuple(_read_section(tokens[start:end]) for start, end in pairwise(bounds))
    return Story(tuple(tokens[: bounds[0]]), sections, {section.title: section for section in reversed(sections)})


def split_citations(text: str) -> Iterator[str | int]:
    """Cut a text around its citations: texts, and numbers of sources."""
    end = 0
    for match in CITATION.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield int(match[1])
        end = match.end()
    if end < len(text):
        yield text[end:]


def _read_section(tokens: list[Token]) -> StorySection:
    """Read a heading (opening, text, closing) and the tokens under it."""
    opening, inline = tokens[0], tokens[1]
    title = inline.content.strip().replace("'", "’")
    return StorySection(title, int(opening.tag[1]), opening.map[0] if opening.map else 0, tuple(tokens[3:]))


def _read_items(tokens: tuple[Token, ...]) -> Iterator[str]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type.startswith("list_item") else 0
        if depth and token.type == "inline":
            yield token.content

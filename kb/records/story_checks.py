"""Checks of the story: headings, citations, figures, images, links.

Enters: the body of a `Source`, read as a `Story`. Leaves: findings with their place. Floor 3.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from markdown_it.token import Token

from kb.diagnostics.diagnostic import Span
from kb.diagnostics.rules import phrases, reading, story
from kb.records.citation import check_text
from kb.records.finding import Finding
from kb.records.knowledge import Knowledge
from kb.records.model import Section
from kb.records.story import MARKDOWN, Story, StorySection
from kb.source import Source, name_cause

MAX_IMAGE_KB = 100
_HTML = re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|<!--")
_INSTRUCTION = re.compile(r"\(À écrire[^)]*\)?")
_SCHEMES = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_SIGNATURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def check_story(read: Story, source: Source, sources: set[int], knowledge: Knowledge, folder: Path) -> Iterator[Finding]:
    """Yield what is wrong in the story; `sources` are the numbers that exist, `folder` is `cases/`."""
    yield from _check_headings(read, source, knowledge)
    for token in read.tokens:
        if token.type == "inline" and token.map:
            yield from _check_inline(token, source, sources)
            if "](" in token.content or "<" in token.content:
                yield from _check_links(token, source, folder)


def read_headings(knowledge: Knowledge) -> dict[str, Section]:
    """Return the headings a story may use, in their order."""
    return {knowledge.labels.of(section): section for section in Section}


def _check_headings(read: Story, source: Source, knowledge: Knowledge) -> Iterator[Finding]:
    allowed = read_headings(knowledge)
    titles = list(allowed)
    if read.lead:
        start = read.lead[0].map or [0, 0]
        yield Finding(story.TEXT_BEFORE_HEADING, span=_line_span(source, start[0]), facts={"first": titles[0]})
    seen: list[str] = []
    for section in read.sections:
        yield from _check_heading(section, source, titles, seen)
        seen.append(section.title)
    for title, kind in allowed.items():
        if title not in seen and knowledge.labels.wording(kind).attributes.get("expected"):
            line = source.body_line + source.body.rstrip("\n").count("\n")
            yield Finding(story.MISSING_SECTION, span=Span.at(line, 1, len(source.line(line))), facts={"seen": title})


def _check_heading(section: StorySection, source: Source, titles: list[str], seen: list[str]) -> Iterator[Finding]:
    span = _line_span(source, section.line)
    if section.title not in titles:
        close = difflib.get_close_matches(section.title, titles, n=1)
        guidance = (
            phrases.DID_YOU_MEAN.format(suggestion=close[0]) if close else phrases.POSSIBLE_HEADINGS.format(allowed=", ".join(titles))
        )
        yield Finding(story.UNKNOWN_HEADING, span=span, facts={"seen": section.title, "guidance": guidance})
        return
    if section.level != 2:
        yield Finding(story.WRONG_HEADING_LEVEL, span=span, facts={"seen": section.title})
    if section.title in seen:
        yield Finding(story.DUPLICATE_HEADING, span=span, facts={"seen": section.title})
    elif any(title in titles and titles.index(title) > titles.index(section.title) for title in seen):
        yield Finding(story.HEADING_ORDER, span=span, facts={"seen": section.title, "allowed": ", ".join(titles)})
    if not section.tokens:
        yield Finding(story.EMPTY_SECTION, span=span, facts={"seen": section.title})


def _check_inline(token: Token, source: Source, sources: set[int]) -> Iterator[Finding]:
    for problem in check_text(token.content, sources):
        yield Finding(problem.rule, span=_span_of(token, problem.fragment, source), facts=problem.facts)
    for sign, pattern, rule in (("<", _HTML, story.RAW_HTML), ("(À", _INSTRUCTION, story.UNFINISHED_TEXT)):
        for match in pattern.finditer(token.content) if sign in token.content else ():
            yield Finding(rule, span=_span_of(token, match[0].split("\n")[0], source), facts={"seen": match[0]})


def _check_links(token: Token, source: Source, folder: Path) -> Iterator[Finding]:
    for child in MARKDOWN.parseInline(token.content)[0].children or []:
        if child.type == "link_open":
            address = str(child.attrGet("href") or "")
            if not _SCHEMES.match(address):
                yield Finding(story.UNSAFE_LINK, span=_span_of(token, address, source), facts={"seen": address})
        elif child.type == "image":
            yield from _check_image(child, token, source, folder)
    for unsafe in re.finditer(r"\]\((?!https?:|mailto:)([a-zA-Z][\w+.-]*:[^)\s]*)\)", token.content):
        yield Finding(story.UNSAFE_LINK, span=_span_of(token, unsafe[1], source), facts={"seen": unsafe[1]})


def _check_image(image: Token, token: Token, source: Source, folder: Path) -> Iterator[Finding]:
    address, slug = unquote(str(image.attrGet("src") or "")), Path(source.name).stem
    span = _span_of(token, address, source)
    facts: dict[str, object] = {"seen": address, "slug": slug, "limit": MAX_IMAGE_KB}
    if not image.content.strip():
        yield Finding(story.IMAGE_WITHOUT_TEXT, span=span, facts=facts)
    try:
        path = find_image(folder, slug, address)
        if path is None:
            yield Finding(story.IMAGE_ELSEWHERE, span=span, facts=facts)
        elif not path.is_file():
            yield Finding(story.MISSING_IMAGE, span=span, facts=facts)
        elif not is_image(path):
            yield Finding(story.IMAGE_TYPE, span=span, facts=facts)
        elif path.stat().st_size > MAX_IMAGE_KB * 1024:
            yield Finding(story.IMAGE_TOO_HEAVY, span=span, facts=facts | {"size": path.stat().st_size // 1024})
    except PermissionError as error:
        yield Finding(reading.UNREADABLE_FILE, span=span, facts={"cause": name_cause(error)})
    except (OSError, RuntimeError, ValueError):  # too long a name, a link to itself, a NUL: no file can have that name
        yield Finding(story.MISSING_IMAGE, span=span, facts=facts)


def find_image(folder: Path, slug: str, address: str) -> Path | None:
    """Return where the image at `address` really is; None when it is out of the record's own folder, even by a link.

    Raises what the system and pathlib raise of a name that no file can have.
    """
    path = (folder / address).resolve()
    return path if path.is_relative_to(folder.resolve() / slug) else None


def is_image(path: Path) -> bool:
    """True when the content of the file is JPEG, PNG or WebP, whatever its name."""
    with path.open("rb") as file:
        start = file.read(16)
    return start.startswith(_SIGNATURES) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")


def _line_span(source: Source, line: int) -> Span:
    number = source.body_line + line
    return Span.at(number, 1, len(source.line(number)))


def _span_of(token: Token, fragment: str, source: Source) -> Span:
    """Return the place of `fragment` in the lines of a block, or its first line when it is cut by an end of line."""
    first, last = token.map or (0, 1)
    for number in range(source.body_line + first, source.body_line + last):
        column = source.line(number).find(fragment)
        if fragment and column >= 0:
            return Span.at(number, column + 1, len(fragment))
    return _line_span(source, first)

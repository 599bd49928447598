"""The pages of the rules that every record is checked against.

Enters: `kb.diagnostics.rules`. Leaves: one page that lists them all, and one a chapter, where each rule has an anchor, its code. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.diagnostics.diagnostic import Rule
from kb.diagnostics.rules import RULES
from kb.pages.phrases import load_phrases, say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.sitefile import SiteFile

ADDRESS = "regles/"
_HUNDRED = len("KB") + 1


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules whose codes share a hundred."""

    title: str
    address: str
    rules: tuple[Rule, ...]


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the list of rules, then each chapter."""
    title, chapters = say(WORDS, "rulebook", "title"), list_chapters()
    yield renderer.page("rulebook.html", PageHead(ADDRESS, title, say(WORDS, "rulebook", "description")), chapters=chapters)
    for chapter in chapters:
        description = say(WORDS, "rulebook", "chapter", title=chapter.title)
        head = PageHead(chapter.address, chapter.title, description, crumbs=((title, ADDRESS),))
        yield renderer.page("rulebook_chapter.html", head, chapter=chapter)


def list_chapters() -> list[Chapter]:
    """Return the chapters in the order of the codes."""
    hundreds: dict[str, list[Rule]] = {}
    for rule in RULES:
        hundreds.setdefault(rule.code[:_HUNDRED], []).append(rule)
    names = load_phrases(WORDS)["rulebook"]["chapters"]
    return [Chapter(names[hundred][0], f"{ADDRESS}{names[hundred][1]}/", tuple(rules)) for hundred, rules in hundreds.items()]


def address_of(rule: Rule) -> str:
    """Return where a rule is explained."""
    return next(f"{chapter.address}#{rule.code}" for chapter in list_chapters() if rule in chapter.rules)

"""The page of the rules that every record is checked against.

Enters: `kb.diagnostics.rules`. Leaves: one page; each rule has an anchor, its code. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.diagnostics.diagnostic import Rule
from kb.diagnostics.rules import RULES
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.sitefile import SiteFile

ADDRESS = "regles/"
_CHAPTER = len("KB") + 1


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page of rules."""
    head = PageHead(ADDRESS, say(WORDS, "rulebook", "title"), say(WORDS, "rulebook", "description"))
    yield renderer.page("rulebook.html", head, chapters=list_chapters())


def list_chapters() -> list[tuple[str, list[Rule]]]:
    """Return the rules by the hundreds of their code, each chapter with its French title."""
    chapters: dict[str, list[Rule]] = {}
    for rule in RULES:
        chapters.setdefault(rule.code[:_CHAPTER], []).append(rule)
    return [(say(WORDS, "rulebook", "chapters", chapter), rules) for chapter, rules in chapters.items()]

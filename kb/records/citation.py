"""Citations, figures and personal data in a text: what the checks of fields and of the story share. Floor 3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.diagnostics.diagnostic import Rule
from kb.diagnostics.rules import phrases, story
from kb.records.story import CITATION

_SENTENCE_END = re.compile(r"[.!?…](?:\s*\[\d{1,3}\])*\s+(?=[A-ZÀ-ÖØ-Þ«])|\n+")
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_NOT_A_FIGURE = re.compile(
    rf"""
      \b(?:(?:1er|\d{{1,2}})\s+)?(?:{_MONTHS})(?:\s+\d{{4}})?\b      # dates
    | \b(?:1er|\d{{1,2}})(?:\s+et\s+\d{{1,2}})?\s+(?:{_MONTHS})\b
    | \b(?:1[5-9]|20)\d\d\b(?:\s*[-–/]\s*(?:(?:1[5-9]|20)\d\d|\d\d)\b)?  # years and spans of years
    | \b\d+(?:er|re|ers|res|e|es|de|nd|ème|èmes)\b                     # ordinals
    | \b(?:[Aa]rt(?:icles?|\.)|[Ll]oi|[Dd]écret|n[°os]+|[Ll]igne|[Aa]xe|[Ll]ot|[Pp]hase|[Aa]nnexe)\s*(?:[LRD]\.?\s*)?(?:n°\s*)?[\d.-]+
    | \b[LRD]\.\s?\d[\d-]*                                                  # articles of a code
    | \b[A-Za-zÀ-ÿ]+-?\d+\w*                                              # CO2, A7, RN10, P3
    | \bR?[DN]\s\d+\b                                                    # roads: RD 1075
    | \(\d{{2,3}}(?:\s?[,/et]+\s?\d{{2,3}})*\)                             # départements
    """,
    re.VERBOSE,
)
_BAD_CITATIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\s*\d{1,3}(?:\s*[,;/–-]\s*\d{1,3})+\s*\]"), phrases.CITE_ONE_BY_ONE),
    (re.compile(r"\[\^\d{1,3}\]|\[\d{1,3}\]\([^)]*\)|\[\d{1,3}\]:|\[\s+\d{1,3}\s*\]|\[\d{1,3}\s+\]|\(\[\d{1,3}\]\)"), phrases.CITE_PLAIN),
)
_PERSONAL: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("0", re.compile(r"0(?<![\d/]0)[1-9](?:[ .\-\u00a0\u202f]?\d{2}){4}(?!\d)"), phrases.PHONE),
    ("+33", re.compile(r"\+33\s?[1-9](?:[ .\-\u00a0\u202f]?\d{2}){4}(?!\d)"), phrases.PHONE),
    ("@", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+\w"), phrases.EMAIL),
    (
        "M",
        re.compile(r"M(?<!\wM)(?:\.|M\.|mes?|lle|onsieur|adame)[\s\u00a0\u202f]+[A-ZÀ-Þ][\w’'-]+(?:[\s\u00a0][A-ZÀ-Þ][\w’'-]+)?"),
        phrases.PERSON,
    ),
)
"""A sign that must be in the text, what to look for, and what it is. Each pattern starts with a letter so that the search is quick."""
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(r"\d[\d\u202f\u00a0 .,]*\d|\d")
_CLIP = 70


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong in a text: the rule, the fragment that breaks it and the facts of the message."""

    rule: Rule
    fragment: str
    facts: dict[str, object]


def cited_numbers(text: str) -> set[int]:
    """Return the numbers cited in a text."""
    return {int(number) for number in CITATION.findall(text)} if "[" in text else set()


def check_text(text: str, sources: set[int], *, figures: bool = True) -> Iterator[TextProblem]:
    """Yield what is wrong with the citations, the figures and the persons of a text."""
    if "[" in text:
        yield from _check_citations(text, sources)
    for sign, pattern, kind in _PERSONAL:
        for match in pattern.finditer(text) if sign in text else ():
            yield TextProblem(story.PERSONAL_DATA, match[0], {"seen": match[0], "kind": kind})
    if figures:
        yield from _check_figures(text)


def _check_citations(text: str, sources: set[int]) -> Iterator[TextProblem]:
    for pattern, cure in _BAD_CITATIONS:
        for match in pattern.finditer(text):
            right = "".join(f"[{number}]" for number in re.findall(r"\d+", match[0].partition("(")[0] or match[0]))
            yield TextProblem(story.BAD_CITATION, match[0], {"seen": match[0], "cure": cure.format(cure=right)})
    for number in sorted(cited_numbers(text) - sources):
        yield TextProblem(story.UNKNOWN_CITATION, f"[{number}]", {"seen": number, "allowed": ", ".join(map(str, sorted(sources)))})


def count_figures(text: str) -> tuple[int, int]:
    """Return how many sentences of a text hold a figure, and how many of those cite a source."""
    with_figure = [sentence for sentence in _cut_sentences(text) if _find_figure(sentence)]
    return len(with_figure), sum(bool(CITATION.search(sentence)) for sentence in with_figure)


def read_figures(text: str) -> Iterator[str]:
    """Yield each sentence that holds a figure, on one line."""
    yield from (" ".join(sentence.split()) for sentence in _cut_sentences(text) if _find_figure(sentence))


def _check_figures(text: str) -> Iterator[TextProblem]:
    for sentence in _cut_sentences(text):
        if CITATION.search(sentence) or not (figure := _find_figure(sentence)):
            continue
        if not any(pattern.search(sentence) for pattern, _ in _BAD_CITATIONS):
            shown = " ".join(sentence.split())
            shown = shown if len(shown) <= _CLIP else shown[: _CLIP - 1].rstrip() + "…"
            yield TextProblem(story.UNCITED_FIGURE, figure, {"seen": shown})


def _cut_sentences(text: str) -> Iterator[str]:
    """Yield each sentence that holds a digit; citations after the full stop belong to it."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]:
        sentence, start = text[start:end], end
        if _DIGIT.search(sentence):
            yield sentence


def _find_figure(sentence: str) -> str:
    """Return the first figure of a sentence that is no date, ordinal, article, road or département; empty when there is none."""
    found = _FIGURE.search(_NOT_A_FIGURE.sub("", CITATION.sub("", sentence)))
    return found[0] if found else ""

"""What is asked for: words, quoted phrases, exclusions, filters.

Enters: what somebody typed, whatever it is. Leaves: a `Request`, always; what cannot be read is a `Problem` in it. Floor 4.
`*`, `?`, `~` and brackets mean nothing here: no request can cost more than its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from kb.search.analysis import analyse, compose, fold, is_indexed, read_stems, tokenize
from kb.search.expansion import TO_RURAL, TO_URBAN
from kb.search.french import FILTERS, LIGHT_WORDS, PROBLEMS, SCENE_WORDS
from kb.search.spoken import A_SIDE, FAILED, TO_COUNTRY, TO_COUNTRY_HINT, TO_TOWN, TO_TOWN_HINT

MAX_CHARACTERS = 1_000
MAX_WORDS = 32

_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟＂", '"'))
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]")
_ITEM = re.compile(
    r"(?P<minus>(?<!\S)[-−](?=[^\W_]|\"))?"
    r"(?:(?P<name>[^\W\d_]{2,20})(?P<colon>\s{0,2}:\s{0,2}))?"
    r"(?P<value>\"[^\"]*\"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|[^\s\"]+)"  # 8 000 is one word
)
_YEAR = re.compile(r"[12]\d{3}")
_SAID = ((TO_RURAL, TO_COUNTRY), (TO_URBAN, TO_TOWN))
_HINTED = ((TO_RURAL, TO_COUNTRY_HINT), (TO_URBAN, TO_TOWN_HINT))
SINCE, PLACE = "since", "place"


class ProblemKind(StrEnum):
    """What may be wrong in a request."""

    EMPTY = "empty"
    TOO_SHORT = "too-short"
    ONLY_SMALL_WORDS = "only-small-words"
    TOO_LONG = "too-long"
    OPEN_QUOTE = "open-quote"
    UNKNOWN_FILTER = "unknown-filter"
    UNKNOWN_VALUE = "unknown-value"
    BAD_YEAR = "bad-year"
    NEIGHBOURS = "neighbours"
    ONLY_EXCLUDED = "only-excluded"

    @property
    def fatal(self) -> bool:
        """True when answering would mislead: no record is returned."""
        return self in (
            ProblemKind.EMPTY,
            ProblemKind.TOO_SHORT,
            ProblemKind.ONLY_SMALL_WORDS,
            ProblemKind.UNKNOWN_VALUE,
            ProblemKind.BAD_YEAR,
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a request that cannot be read as it stands."""

    kind: ProblemKind
    seen: str = ""
    filter: str = ""
    suggestions: tuple[str, ...] = ()
    """What may have been meant."""

    @property
    def message(self) -> str:
        """The problem in French."""
        return PROBLEMS[self.kind].format(seen=self.seen, filter=self.filter, limit=MAX_WORDS)


@dataclass(frozen=True, slots=True)
class Word:
    """A word asked for."""

    text: str
    """Folded."""
    stem: str
    typed: str

    @property
    def light(self) -> bool:
        """True for a word that is never required beside others."""
        return self.text in LIGHT_WORDS

    @property
    def scene(self) -> bool:
        """True for a word that sets the scene of any exchange."""
        return self.text in SCENE_WORDS


@dataclass(frozen=True, slots=True)
class Filter:
    """A facet and what its value must be, as typed."""

    key: str
    name: str
    value: str
    excluded: bool = False


@dataclass
class Request:
    """A request, read."""

    text: str = ""
    words: list[Word] = field(default_factory=list)
    directions: dict[str, str] = field(default_factory=dict)
    """Directions said (« de la campagne vers la ville »), as concepts, with what was typed; these words are not among `words`."""
    hints: set[str] = field(default_factory=set)
    """Directions hinted at (« l’eau que la ville boit »); these words are among `words`."""
    failure: str = ""
    """What tells that something did not happen, as typed; these words are among `words`."""
    phrases: list[list[str]] = field(default_factory=list)
    excluded: list[list[str]] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def fatal(self) -> bool:
        """True when it cannot be answered."""
        return any(problem.kind.fatal for problem in self.problems)

    def report(self, kind: ProblemKind, seen: str = "", filter: str = "", suggestions: tuple[str, ...] = ()) -> None:
        """Add a problem, once."""
        problem = Problem(kind, seen[:60], filter, suggestions)
        if problem not in self.problems:
            self.problems.append(problem)


def read_request(text: str, filters: Mapping[str, Sequence[str]] | None = None) -> Request:
    """Read `text`, and the filters given apart: values by key of a facet or by French name."""
    request = Request()
    cleaned = _read_said(_clean(text, request), request)
    for item in _ITEM.finditer(cleaned):
        _read_item(item, request)
    for name, values in (filters or {}).items():
        request.filters += [Filter(FILTERS.get(fold(name), name), name, value) for value in values]
    if len(request.words) > MAX_WORDS:
        request.report(ProblemKind.TOO_LONG)
        del request.words[MAX_WORDS:]
    _check_whole(request)
    return request


def _clean(text: str, request: Request) -> str:
    """Return `text` short enough, without control characters, its quotes straight and closed."""
    if len(text) > MAX_CHARACTERS:
        request.report(ProblemKind.TOO_LONG)
    shown = compose(_CONTROLS.sub(" ", text[: MAX_CHARACTERS * 2]))[:MAX_CHARACTERS].translate(_QUOTES)
    request.text = " ".join(shown.split())
    if shown.count('"') % 2:
        request.report(ProblemKind.OPEN_QUOTE)
        before, _, after = shown.rpartition('"')
        shown = f"{before} {after}"
    return shown


def _read_said(text: str, request: Request) -> str:
    """Note the directions and the failure told in `text`, and return it without the words that say a direction."""
    if _compile(A_SIDE).search(text):
        for concept, pattern in _SAID:
            for found in _compile(pattern).finditer(text):
                request.directions.setdefault(concept, found[0])
            text = _compile(pattern).sub(" ", text)
        request.hints = {concept for concept, pattern in _HINTED if _compile(pattern).search(text)}
    request.failure = told[0] if (told := _compile(FAILED).search(text)) else ""
    return text


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a request needs it: those of directions take as long as a search."""
    return re.compile(pattern, re.IGNORECASE)


def _read_item(item: re.Match[str], request: Request) -> None:
    name, value, excluded = item["name"], item["value"], item["minus"] is not None
    key = FILTERS.get(fold(name)) if name else None
    if key and value.strip('"').strip():
        request.filters.append(Filter(key, name, value.strip('"').strip(), excluded))
        return
    if name:
        if item["colon"] == ":" and not value.startswith("/"):
            request.report(ProblemKind.UNKNOWN_FILTER, name)
        _read_words(name, excluded, request)
    _read_words(value, excluded, request)


def _read_words(value: str, excluded: bool, request: Request) -> None:
    if excluded:
        request.excluded += [stems] if (stems := analyse(value)) else []
        return
    words = list(_find_words(value))
    if value.startswith('"') and len(words) > 1:
        request.phrases.append([word.stem for word in words])
    request.words += words


def _find_words(text: str) -> Iterator[Word]:
    for found in read_stems(text):
        yield Word(found.word, found.text, text[found.start : found.end])


def _check_whole(request: Request) -> None:
    """Report a request that asks for nothing."""
    if request.words or request.filters or request.directions:
        return
    if request.excluded:
        request.report(ProblemKind.ONLY_EXCLUDED)
        return
    tokens = tokenize(request.text)
    if not tokens:
        request.report(ProblemKind.EMPTY)
    elif all(len(token.text) == 1 for token in tokens):
        request.report(ProblemKind.TOO_SHORT, request.text)
    elif not any(is_indexed(token.text) for token in tokens):
        request.report(ProblemKind.ONLY_SMALL_WORDS, request.text)


def read_year(value: str) -> int | None:
    """Return the year typed, None when it is none."""
    return int(value) if _YEAR.fullmatch(value.strip()) else None

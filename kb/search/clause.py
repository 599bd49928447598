"""The words asked for, and what else each may be written as in the records.

Enters: an `Index` and a `Request`. Leaves: `Clause`s, which `kb.search.score` weighs. Floor 4.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from kb.search.analysis import analyse_joined, stem
from kb.search.expansion import A_PLACE, CONCEPTS, FAILURE, RELATED, Spot
from kb.search.index import Index
from kb.search.request import Request, Word
from kb.search.typo import KEPT, Near, find_near
from kb.search.weight import JOINED, KNOWN, NAMED, TYPO

MOST_CORRECTED = 4
"""Unknown words for which near ones are sought."""
AT_ONCE = 64
"""Documents looked at together for two words side by side."""
Span = tuple[int, int]
"""Where a name starts and ends among the words."""


Match = tuple[float, str]
"""What a clause is worth in a document, and the writing that earned it; a plain tuple, since a search makes tens of thousands."""


@dataclass
class Clause:
    """A word asked for, and the ways it may be written in the index, with their weight."""

    word: Word
    writings: dict[str, float] = field(default_factory=dict)
    mass: float = 0.0
    """How rare the word is."""
    matches: dict[int, Match] = field(default_factory=dict)

    def allow(self, token: str, weight: float) -> None:
        """Accept another writing; the heaviest of two weights stays."""
        self.writings[token] = max(weight, self.writings.get(token, 0.0))


def build_clauses(index: Index, request: Request) -> list[Clause]:
    """Return one clause a word, with the writings that the vocabularies allow; a word asked for twice counts once.

    A phrase that says a failure (« pas abouti ») or a direction is one clause, which only its concept answers; the name of a place is one
    too, lest « alimentation en Bourgogne-Franche-Comté » be three parts place and one part subject.
    """
    words = list({word.stem: word for word in request.words}.values())
    clauses = [Clause(word, {word.stem: 1.0}) for word in words]
    for first, second in pairwise(clauses):
        joined = analyse_joined(first.word.text, second.word.text)
        if index.postings.weights(joined):
            first.allow(joined, JOINED / 2)
            second.allow(joined, JOINED / 2)
    failure = {FAILURE: request.failure} if request.failure else {}
    said = {concept: Clause(Word(concept, concept, typed), {concept: 1.0}) for concept, typed in (request.directions | failure).items()}
    taken: set[int] = set()
    spots = index.expander.spot([word.stem for word in words])
    new = _find_new(index, clauses, spots)
    for spot in spots:
        if spot.end - spot.start > 1 and spot.concept.startswith((FAILURE, A_PLACE)):
            taken.update(range(spot.start, spot.end))
            _say(index, spot, words, said)
        _allow_spot(index, clauses, spot, new)
    return [clause for place, clause in enumerate(clauses) if place not in taken] + list(said.values())


def _say(index: Index, spot: Spot, words: Sequence[Word], said: dict[str, Clause]) -> None:
    """Make one clause of several words that say one thing; a place is also found, for less, where a text names it (« Haute-Savoie »)."""
    named = words[spot.start : spot.end]
    typed = " ".join(word.typed for word in named)
    if spot.concept == FAILURE:
        said[FAILURE] = Clause(Word(FAILURE, FAILURE, typed), {FAILURE: 1.0})
        return
    clause = said.setdefault(typed, Clause(Word(spot.concept, spot.concept, typed)))
    clause.allow(spot.concept, spot.weight)
    for first, second in pairwise(named):
        clause.allow(analyse_joined(first.text, second.text), NAMED)


def _allow_spot(index: Index, clauses: Sequence[Clause], spot: Spot, new: Container[Span], share: float = 1.0) -> None:
    """Let the clauses of a name be found by what it means: an expression of every day is worth its meaning on each of its words."""
    for clause in clauses[spot.start : spot.end]:
        if spot.concept[0] in CONCEPTS:
            clause.allow(spot.concept, spot.weight * share / (spot.end - spot.start))
        elif _wants(index, clause.word, spot, (spot.start, spot.end) in new):
            clause.allow(spot.concept, spot.weight * share)


def _find_new(index: Index, clauses: Sequence[Clause], spots: Iterable[Spot]) -> set[Span]:
    """Return where the expressions of every day are that no record writes: some two of their words stand side by side in none."""
    spans = {(spot.start, spot.end) for spot in spots if spot.concept[0] not in CONCEPTS and spot.end - spot.start > 1}
    stems = [clause.word.stem for clause in clauses]
    return {span for span in spans if not all(_is_held(index, pair) for pair in pairwise(stems[slice(*span)]))}


def _is_held(index: Index, pair: tuple[str, str]) -> bool:
    """Return whether a record holds two stems side by side; what is common is soon seen."""
    both = sorted(_holding_all(index, pair))
    return any(holding_phrase(index, pair, both[start : start + AT_ONCE]) for start in range(0, len(both), AT_ONCE))


def _wants(index: Index, word: Word, spot: Spot, new: bool) -> bool:
    """Return whether another word helps to find this one: grammar has none, and what many records hold needs only its family.

    An expression that no record writes needs help whatever its words: many records hold « eau » and none « eau en bouteille ».
    """
    return not word.light and (new or spot.weight == RELATED or len(index.postings.weights(word.stem)) <= KNOWN * len(index))


def rarity(index: Index, token: str) -> float:
    """Return the inverse document frequency of a token, always above 0."""
    held = len(index.postings.weights(token))
    return log(1 + (len(index) - held + 0.5) / (held + 0.5))


def correct(index: Index, clauses: Sequence[Clause]) -> dict[str, str]:
    """Give the words that no record holds the near words that some do, and what these may also be written as.

    Return the word of the records searched, by word typed.
    """
    corrections: dict[str, str] = {}
    for place, clause in enumerate(clauses):
        if len(corrections) == MOST_CORRECTED or clause.word.light or any(map(index.postings.weights, clause.writings)):
            continue
        near = _prefer_beside(index, find_near(clause.word.text, index.words), clauses, place)
        for found in near[:KEPT]:
            clause.allow(stem(found.word), TYPO[found.distance])
        if near:
            stems = [other.word.stem for other in clauses]
            stems[place] = stem(near[0].word)
            spots = [spot for spot in index.expander.spot(stems) if spot.start <= place < spot.end]
            new = _find_new(index, clauses, spots)
            for spot in spots:
                _allow_spot(index, clauses, spot, new, TYPO[near[0].distance])
            corrections[clause.word.typed] = index.words[near[0].word][1]
    return corrections


def _prefer_beside(index: Index, near: list[Near], clauses: Sequence[Clause], place: int) -> list[Near]:
    """Keep the near words that stand, in some record, beside the word before or after, when there are any."""
    if len(near) < 2:
        return near
    before = [clauses[place - 1].word.stem] if place else []
    after = [clauses[place + 1].word.stem] if place + 1 < len(clauses) else []

    def count(found: Near) -> int:
        word = stem(found.word)
        pairs = [(other, word) for other in before] + [(word, other) for other in after]
        return sum(len(holding_phrase(index, pair, _holding_all(index, pair))) for pair in pairs)

    counts = {found: count(found) for found in near}
    return sorted((found for found in near if counts[found] or not any(counts.values())), key=lambda found: -counts[found])


def _holding_all(index: Index, tokens: Iterable[str]) -> set[int]:
    return set.intersection(*(set(index.postings.weights(token)) for token in tokens))


def holding_phrase(index: Index, stems: Iterable[str], documents: Iterable[int]) -> set[int]:
    """Return the documents that hold `stems` side by side, in that order; small words between them do not count."""
    starts: dict[int, set[int]] | None = None
    for place, text in enumerate(stems):
        found = index.postings.positions(text, documents if starts is None else starts)
        here = {document: {position - place for position in positions} for document, positions in found.items()}
        starts = here if starts is None else {document: here[document] & starts[document] for document in here}
        starts = {document: places for document, places in starts.items() if places}
    return set(starts or ())

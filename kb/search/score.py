"""Which records hold what is asked for, and how well.

Enters: an `Index` and a `Request`. Leaves: `Ranking`, documents with their score. Floor 4.

A word asked for is a *clause*: the word itself, and what else it may be written as, which weighs less. A clause is worth its best
writing, never their sum, so a synonym cannot beat the word. Clauses add up (BM25 over weighted fields).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import log
from typing import NamedTuple

from kb.search.analysis import analyse_joined, stem
from kb.search.expansion import TO_RURAL, TO_URBAN, exchange_concept
from kb.search.index import Index
from kb.search.request import Request, Word
from kb.search.typo import find_near
from kb.search.weight import COVERED, ENOUGH, EXCHANGE, INDIRECT, JOINED, LENGTH, LIGHT, NEIGHBOURS, RERANKED, SATURATION, TYPO

MOST_CORRECTED = 4
"""Unknown words for which near ones are sought."""


class Match(NamedTuple):
    """What a clause is worth in a document, and the writing that earned it."""

    score: float
    token: str
    direct: bool


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


class Bonus(NamedTuple):
    """What several words earn together."""

    reason: str
    """`exchange` (a thing goes in the direction asked for) or `order` (words stand side by side, as asked)."""
    words: str
    score: float


@dataclass
class Ranking:
    """Documents, the best first."""

    documents: list[int] = field(default_factory=list)
    scores: dict[int, float] = field(default_factory=dict)
    lacking: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The words that a document shown in spite of it does not hold."""
    clauses: list[Clause] = field(default_factory=list)
    shares: dict[int, float] = field(default_factory=dict)
    """Share of the request that such a document holds."""
    bonuses: dict[int, list[Bonus]] = field(default_factory=dict)
    corrections: dict[str, str] = field(default_factory=dict)
    """Word typed -> word of the records."""


def rank(index: Index, request: Request, allowed: set[int] | None) -> Ranking:
    """Score the documents of `allowed` (all of them when None)."""
    ranking = Ranking(clauses=build_clauses(index, request))
    _correct(index, ranking)
    required = [clause for clause in ranking.clauses if not clause.word.light] or ranking.clauses
    for clause in ranking.clauses:
        _match(index, clause, allowed, LIGHT if clause not in required else 1.0)
    whole = set.intersection(*(set(clause.matches) for clause in required))
    _score_whole(ranking, whole)
    if len(whole) < ENOUGH and len(required) > 1:
        _score_partial(ranking, required, whole)
    _add_exchanges(index, request, ranking)
    _add_neighbours(index, ranking)
    ranking.documents = sorted(ranking.scores, key=lambda document: (document in ranking.lacking, -ranking.scores[document], document))
    return ranking


def build_clauses(index: Index, request: Request) -> list[Clause]:
    """Return one clause a word, with the writings that the vocabularies allow; a word asked for twice counts once."""
    words = list({word.stem: word for word in request.words}.values())
    clauses = [Clause(word, {word.stem: 1.0}) for word in words]
    for first, second in pairwise(clauses):
        joined = analyse_joined(first.word.text, second.word.text)
        if index.postings.weights(joined):
            first.allow(joined, JOINED / 2)
            second.allow(joined, JOINED / 2)
    for spot in index.expander.spot([word.stem for word in words]):
        for clause in clauses[spot.start : spot.end]:
            clause.allow(spot.concept, spot.weight / (spot.end - spot.start))
    return clauses


def rarity(index: Index, token: str) -> float:
    """Return the inverse document frequency of a token, always above 0."""
    held = len(index.postings.weights(token))
    return log(1 + (len(index) - held + 0.5) / (held + 0.5))


def _correct(index: Index, ranking: Ranking) -> None:
    """Give the words that no record holds the near words that some do."""
    unknown = [clause for clause in ranking.clauses if not (clause.word.light or any(map(index.postings.weights, clause.writings)))]
    for clause in unknown[:MOST_CORRECTED]:
        near = find_near(clause.word.text, index.words)
        for found in near:
            clause.allow(stem(found.word), TYPO[found.distance])
        if near:
            ranking.corrections[clause.word.typed] = index.words[near[0].word][1]


def _match(index: Index, clause: Clause, allowed: set[int] | None, share: float) -> None:
    """Find the best writing of a clause in each document."""
    clause.mass = rarity(index, clause.word.stem) * share
    for token, weight in clause.writings.items():
        found, direct = index.postings.weights(token), token == clause.word.stem
        value = weight * rarity(index, token) * (SATURATION + 1) * share
        for document, held in found.items():
            if allowed is None or document in allowed:
                slowed = SATURATION * (1 - LENGTH + LENGTH * index.lengths[document] / index.mean_length)
                score = value * held / (held + slowed)
                if document not in clause.matches or score > clause.matches[document].score:
                    clause.matches[document] = Match(score, token, direct)


def _score_whole(ranking: Ranking, documents: Iterable[int]) -> None:
    for document in documents:
        ranking.scores[document] = sum(clause.matches[document].score for clause in ranking.clauses if document in clause.matches)


def _score_partial(ranking: Ranking, required: list[Clause], whole: set[int]) -> None:
    """Add the documents that hold enough of the request, held back by what they lack."""
    total = sum(clause.mass for clause in required)
    parts = [(clause, (clause.mass / total + 1 / len(required)) / 2) for clause in required]
    for document in set().union(*(clause.matches for clause in required)) - whole:
        held = [(clause.matches[document], part) for clause, part in parts if document in clause.matches]
        covered = sum(part if match.direct else part * INDIRECT for match, part in held)
        if covered >= COVERED:
            _score_whole(ranking, [document])
            ranking.scores[document] *= covered
            ranking.shares[document] = covered
            ranking.lacking[document] = tuple(clause.word.typed for clause in required if document not in clause.matches)


def _add_exchanges(index: Index, request: Request, ranking: Ranking) -> None:
    """Prefer the records where the thing asked for goes in the direction asked for."""
    spots = index.expander.spot([word.stem for word in request.words])
    asked = [spot for spot in spots if spot.concept in (TO_RURAL, TO_URBAN)]
    said = {word.stem for spot in asked for word in request.words[spot.start : spot.end]}
    for clause in ranking.clauses:
        for direction in {spot.concept for spot in asked} if clause.word.stem not in said else ():
            token = exchange_concept(clause.word.stem, direction)
            bonus = Bonus("exchange", clause.word.typed, EXCHANGE * rarity(index, token))
            _add_bonus(ranking, index.postings.weights(token).keys() & ranking.scores.keys(), bonus)


def _add_bonus(ranking: Ranking, documents: Iterable[int], bonus: Bonus) -> None:
    for document in documents:
        ranking.scores[document] += bonus.score
        ranking.bonuses.setdefault(document, []).append(bonus)


def _add_neighbours(index: Index, ranking: Ranking) -> None:
    """Prefer, among the best, the records where words asked for side by side stand side by side."""
    best = sorted(ranking.scores, key=lambda document: (document in ranking.lacking, -ranking.scores[document]))[:RERANKED]
    for first, second in pairwise(ranking.clauses):
        pair = first.word.stem, second.word.stem
        bonus = Bonus("order", f"{first.word.typed} {second.word.typed}", NEIGHBOURS * min(first.mass, second.mass))
        _add_bonus(ranking, holding_phrase(index, pair, best), bonus)


def holding_phrase(index: Index, stems: Iterable[str], documents: Iterable[int]) -> set[int]:
    """Return the documents that hold `stems` side by side, in that order; small words between them do not count."""
    starts: dict[int, set[int]] | None = None
    for place, text in enumerate(stems):
        found = index.postings.positions(text, documents if starts is None else starts)
        here = {document: {position - place for position in positions} for document, positions in found.items()}
        starts = here if starts is None else {document: here[document] & starts[document] for document in here}
        starts = {document: places for document, places in starts.items() if places}
    return set(starts or ())

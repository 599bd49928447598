"""Which records hold what is asked for, and how well.

Enters: an `Index` and a `Request`. Leaves: `Ranking`, documents with their score. Floor 4.

A word asked for is a *clause*: the word itself, and what else it may be written as, which weighs less. A clause is worth its best
writing, never their sum, so a synonym cannot beat the word. Clauses add up (BM25 over weighted fields).
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from kb.search.clause import Clause, build_clauses, correct, holding_phrase, rarity
from kb.search.expansion import FAILURE, HARDSHIP, exchange_concept, trouble_concept
from kb.search.index import Index
from kb.search.request import Request
from kb.search.weight import (
    ANSWERED,
    ASTRAY,
    BESIDE,
    CLOSE,
    COVERED,
    ENOUGH,
    EXCHANGE,
    INDIRECT,
    LACKING,
    LIGHT,
    MENTIONED,
    NEAREST,
    NEIGHBOURS,
    REMOTE,
    RERANKED,
    SAME,
    SATURATION,
    SCENE,
    TOLD,
    TROUBLE,
    WEIGHTS,
)


class Bonus(NamedTuple):
    """What several words earn together."""

    reason: str
    """`exchange` (a thing goes in the direction asked for), `trouble` (a word stands among the difficulties, when one is asked for) or
    `order` (words stand side by side, as asked)."""
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
    neighbours: bool = False
    """True when no document holds enough of the request: those found are only near it."""
    corrections: dict[str, str] = field(default_factory=dict)
    """Word typed -> word of the records."""

    @property
    def nothing(self) -> bool:
        """True when no document answers."""
        return self.neighbours or not self.documents


def rank(index: Index, request: Request, allowed: set[int] | None) -> Ranking:
    """Score the documents of `allowed` (all of them when None)."""
    ranking = Ranking(clauses=build_clauses(index, request))
    ranking.corrections = correct(index, ranking.clauses)
    required = [clause for clause in ranking.clauses if not clause.word.light] or ranking.clauses
    for clause in required:
        _match(index, clause, allowed, 1.0)
    _select(index, ranking, required)
    for clause in ranking.clauses:
        if clause not in required:
            _match(index, clause, ranking.scores.keys(), LIGHT)
    _score(ranking)
    _add_exchanges(index, request, ranking)
    _add_troubles(index, ranking)
    _add_neighbours(index, ranking)
    ranking.documents = sorted(ranking.scores, key=lambda document: (-ranking.scores[document], document))
    return ranking


def _match(index: Index, clause: Clause, allowed: Set[int] | None, share: float) -> None:
    """Find the best writing of a clause in each document."""
    clause.mass = rarity(index, clause.word.stem) * share
    slowed, matches = index.slowed, clause.matches
    for token, weight in clause.writings.items():
        value = weight * rarity(index, token) * (SATURATION + 1) * share
        weights = index.postings.weights(token)
        for document in weights if allowed is None else weights.keys() & allowed:
            held = weights[document]
            score = value * held / (held + slowed[document])
            if document not in matches or score > matches[document][0]:
                matches[document] = score, token


def _select(index: Index, ranking: Ranking, required: list[Clause]) -> None:
    """Choose the documents that hold every required clause, and those that hold enough when the former are few; their score is to come."""
    covered, told = _cover(index, required)
    whole = set.intersection(*(set(clause.matches) for clause in required))
    best = max(covered.values(), default=0.0)
    ranking.neighbours = max(told.values(), default=0.0) < ANSWERED[min(len(required), len(ANSWERED)) - 1] and not _is_written(
        index, required
    )
    few = len(whole) < ENOUGH
    least = max(min(COVERED, best * BESIDE), NEAREST)
    for document, share in covered.items():
        if document in whole:
            ranking.scores[document] = 0.0
        elif few and share >= least:
            ranking.scores[document] = 0.0
            ranking.shares[document] = share**LACKING
            ranking.lacking[document] = tuple(clause.word.typed for clause in required if document not in clause.matches)


def _is_written(index: Index, required: list[Clause]) -> bool:
    """Return whether some record writes the words side by side, as asked."""
    held = set.intersection(*(set(clause.matches) for clause in required))
    for pair in pairwise(clause.word.stem for clause in required):
        held = holding_phrase(index, pair, held)
    return len(required) > 1 and bool(held)


def _cover(index: Index, required: list[Clause]) -> tuple[dict[int, float], dict[int, float]]:
    """Return the share of the request that each document holds, and the share it tells of; half by rarity, half by number of words.

    A clause is held in part by what only stands for its word, and told in part where it is only mentioned; in what is told, a word that
    sets the scene counts less.
    """
    parts, telling = _part(required, 1.0), _part(required, SCENE)
    covered: dict[int, float] = {}
    told: dict[int, float] = {}
    for clause, part, telling_part in zip(required, parts, telling, strict=True):
        weights = {token: index.postings.weights(token) for token in clause.writings}
        held = {token: _share_held(weight) for token, weight in clause.writings.items()}
        for document, (_, token) in clause.matches.items():
            covered[document] = covered.get(document, 0.0) + part * held[token]
            mentioned = MENTIONED + (1 - MENTIONED) * min(1.0, weights[token][document] / TOLD)
            told[document] = told.get(document, 0.0) + telling_part * held[token] * mentioned
    return covered, told


def _part(required: list[Clause], scene: float) -> list[float]:
    """Return what part of the request each clause is, when a word that sets the scene counts `scene`."""
    counts = [scene if clause.word.scene else 1.0 for clause in required]
    masses = [clause.mass * count for clause, count in zip(required, counts, strict=True)]
    return [(mass / sum(masses) + count / sum(counts)) / 2 for mass, count in zip(masses, counts, strict=True)]


def _share_held(weight: float) -> float:
    """Return how much of a word is held where a writing of this weight is."""
    return 1.0 if weight >= SAME else INDIRECT if weight >= CLOSE else REMOTE


def _score(ranking: Ranking) -> None:
    """Add up what the clauses are worth in the documents chosen."""
    for document in ranking.scores:
        found = (clause.matches[document][0] for clause in ranking.clauses if document in clause.matches)
        ranking.scores[document] = sum(found) * ranking.shares.get(document, 1.0)


def _add_exchanges(index: Index, request: Request, ranking: Ranking) -> None:
    """Prefer the records where the thing asked for goes in the direction asked for, and hold back the others when it is said plainly."""
    going: set[int] = set()
    for direction in sorted({*request.directions, *request.hints}):
        for clause in ranking.clauses:
            for document, score in _find_exchanges(index, clause, direction).items():
                if document in ranking.scores:
                    going.add(document)
                    _add_bonus(ranking, [document], Bonus("exchange", clause.word.typed, score))
    if request.directions and going:
        for document in ranking.scores.keys() - going:
            ranking.shares[document] = ranking.shares.get(document, 1.0) * ASTRAY
            ranking.scores[document] *= ASTRAY


def _find_exchanges(index: Index, clause: Clause, direction: str) -> dict[int, float]:
    """Return what the documents where a clause goes in a direction earn, by the best of its writings."""
    found: dict[int, float] = {}
    for writing, weight in clause.writings.items():
        token = exchange_concept(writing, direction)
        value = EXCHANGE * weight * rarity(index, token) / WEIGHTS["goods"]
        for document, held in index.postings.weights(token).items():
            found[document] = max(found.get(document, 0.0), value * held)
    return found


def _add_troubles(index: Index, ranking: Ranking) -> None:
    """Prefer, when a difficulty is asked for, the records that hold the words among their difficulties."""
    if not any(concept in clause.writings for clause in ranking.clauses for concept in (FAILURE, HARDSHIP)):
        return
    for clause in ranking.clauses:
        if FAILURE not in clause.writings:  # a record tells in itself whether it failed
            for document, score in _find_troubles(index, clause).items():
                if document in ranking.scores:
                    _add_bonus(ranking, [document], Bonus("trouble", clause.word.typed, score))


def _find_troubles(index: Index, clause: Clause) -> dict[int, float]:
    """Return what the documents that hold a clause among their difficulties earn, by the best of its writings."""
    found: dict[int, float] = {}
    share = TROUBLE * (LIGHT if clause.word.light else 1.0)
    for writing, weight in clause.writings.items():
        value = share * weight * rarity(index, writing)
        for document in index.postings.weights(trouble_concept(writing)):
            found[document] = max(found.get(document, 0.0), value)
    return found


def _add_bonus(ranking: Ranking, documents: Iterable[int], bonus: Bonus) -> None:
    for document in documents:
        ranking.scores[document] += bonus.score
        ranking.bonuses.setdefault(document, []).append(bonus)


def _add_neighbours(index: Index, ranking: Ranking) -> None:
    """Prefer, among the best, the records where words asked for side by side stand side by side."""
    best = sorted(ranking.scores, key=lambda document: -ranking.scores[document])[:RERANKED]
    for first, second in pairwise(ranking.clauses):
        pair = first.word.stem, second.word.stem
        both = index.postings.weights(pair[0]).keys() & index.postings.weights(pair[1]).keys()
        bonus = Bonus("order", f"{first.word.typed} {second.word.typed}", NEIGHBOURS * min(first.mass, second.mass))
        _add_bonus(ranking, holding_phrase(index, pair, both.intersection(best)), bonus)

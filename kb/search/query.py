"""The answer: what `kb search`, the pages and the tests ask for.

Enters: an `Index` and what somebody typed. Leaves: `Results`, always; nothing here raises on what people type. Floor 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from kb.search.analysis import analyse, fold
from kb.search.bitset import pack, unpack
from kb.search.clause import holding_phrase, rarity
from kb.search.excerpt import Marked, Reading, Reason, make_excerpt, mark_whole, read_texts, share_by_field
from kb.search.index import Index
from kb.search.request import PLACE, SINCE, Filter, Problem, ProblemKind, Request, read_request, read_year
from kb.search.score import Ranking, rank
from kb.search.typo import measure

__all__ = ["Hit", "Problem", "ProblemKind", "Reason", "Results", "search"]

MOST_SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found."""

    slug: str
    score: float
    title: str
    marked_title: Marked
    """The title in pieces: (text, marked)."""
    excerpt: Marked
    """The sentence that matched, in pieces: (text, marked)."""
    why: tuple[Reason, ...]
    """What made the score, the weightiest first: (field, word, weight); the weights add up to the score.

    Beside the fields of `kb.search.weight`, `exchange` and `order` name what words earn together.
    """
    lacking: tuple[str, ...] = ()
    """Words asked for that the record does not hold."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a search gives."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    """Records found, shown or not."""
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """By facet, the values of the records found, with their count, the most frequent first."""
    suggestions: tuple[str, ...] = ()
    """Requests that may have been meant."""
    relaxed: bool = False
    """True when some hits lack words that were asked for."""
    whole: int = 0
    """Records that say every word."""
    nothing: bool = False
    """True when no record answers: there are no hits, or only neighbours, and a problem says so."""
    problems: tuple[Problem, ...] = ()
    """What could not be read in the request."""
    corrections: Mapping[str, str] = field(default_factory=dict)
    """Word typed that no record holds -> word that was searched in its place."""


def search(index: Index, words: str, filters: Mapping[str, Sequence[str]] | None = None, limit: int = 10) -> Results:
    """Find the records that answer `words`, among those that pass the filters.

    `filters`: values (id, label or synonym) by key of a facet or by French name; values of one filter add up, filters restrict.
    """
    request, ranking = find(index, words, filters)
    if request.fatal:
        return Results(nothing=True, problems=tuple(request.problems))
    return Results(
        hits=tuple(_make_hit(index, ranking, document) for document in ranking.documents[: max(limit, 0)]),
        total=len(ranking.documents),
        facets=count_facets(index, set(ranking.documents)),
        suggestions=_suggest(request, ranking),
        relaxed=bool(ranking.lacking),
        whole=sum(document not in ranking.lacking for document in ranking.documents),
        nothing=ranking.nothing,
        problems=tuple(request.problems),
        corrections=ranking.corrections,
    )


def find(index: Index, words: str, filters: Mapping[str, Sequence[str]] | None = None) -> tuple[Request, Ranking]:
    """Rank the records that answer, without reading what is kept of them."""
    request = read_request(words, filters)
    allowed = select(index, request)
    if request.fatal:
        return request, Ranking()
    if not (request.words or request.directions):
        documents = range(len(index)) if allowed is None else sorted(allowed)
        return request, Ranking(documents=list(documents), scores=dict.fromkeys(documents, 0.0))
    ranking = rank(index, request, allowed)
    if ranking.documents and ranking.nothing:
        request.report(ProblemKind.NEIGHBOURS)
    return request, ranking


# --- filters ---------------------------------------------------------------------------------------------------------


def select(index: Index, request: Request) -> set[int] | None:
    """Return the documents that pass filters, phrases and exclusions; None when nothing restricts."""
    sets: list[set[int]] = []
    every = set(range(len(index)))
    for key in dict.fromkeys(f.key for f in request.filters if not f.excluded):
        sets.append(set().union(*(_pass_filter(index, f, request) for f in request.filters if f.key == key and not f.excluded)))
    sets += [every - _pass_filter(index, f, request) for f in request.filters if f.excluded]
    sets += [holding_phrase(index, phrase, every) for phrase in request.phrases]
    sets += [every - holding_phrase(index, stems, every) for stems in request.excluded]
    return reduce(set.intersection, sets) if sets else None


def _pass_filter(index: Index, asked: Filter, request: Request) -> set[int]:
    if asked.key == SINCE:
        return _since(index, asked, request)
    if asked.key == PLACE:
        stems = analyse(asked.value)
        found = [index.postings.placed(stem) for stem in stems]
        documents = reduce(set.intersection, found) if found else set()
        if not documents:
            request.report(ProblemKind.UNKNOWN_VALUE, asked.value, asked.name)
        return documents
    if asked.key not in index.facets:
        request.report(ProblemKind.UNKNOWN_FILTER, asked.name)
        return set(range(len(index)))
    values = resolve(index, asked.key, asked.value)
    if not values:
        request.report(ProblemKind.UNKNOWN_VALUE, asked.value, index.facets[asked.key]["title"], _near_values(index, asked))
    return _with_values(index, asked.key, values)


def _since(index: Index, asked: Filter, request: Request) -> set[int]:
    year = read_year(asked.value)
    if year is None:
        request.report(ProblemKind.BAD_YEAR, asked.value, asked.name)
        return set()
    later = [value for value in index.facets[SINCE]["values"] if int(value) >= year] if SINCE in index.facets else []
    return _with_values(index, SINCE, later)


def _with_values(index: Index, key: str, values: Iterable[str]) -> set[int]:
    """Return the documents that have one of `values`."""
    return unpack(reduce(int.__or__, (index.bearers(key, value) for value in values), 0))


def resolve(index: Index, key: str, typed: str) -> list[str]:
    """Return the values of a facet that a word means: by id, label or synonym, else by part of one label."""
    names: Mapping[str, list[str]] = index.facets[key]["names"]
    stems = analyse(typed)
    for name in (fold(typed).strip(), " ".join(stems)):
        if name in names:
            return names[name]
    labels: Mapping[str, str] = index.facets[key]["values"]
    return [value for value, label in labels.items() if set(stems) <= set(analyse(label))] if stems else []


def _near_values(index: Index, asked: Filter) -> tuple[str, ...]:
    """Return the labels nearest to a value that is none: by one of their words, else as a whole."""
    labels: Mapping[str, str] = index.facets[asked.key]["values"]
    typed = fold(asked.value)[:40]

    def measure_label(label: str) -> int:
        folded = fold(label)[:40]
        return min(measure(typed, text, 40) for text in (folded, *re.findall("[a-z0-9]{3,}", folded)))

    return tuple(sorted(labels.values(), key=lambda label: (measure_label(label), label))[:MOST_SUGGESTED])


def count_facets(index: Index, documents: set[int]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Return, by facet, the values of `documents` and their count, the most frequent first."""
    counted, found = {}, pack(documents, len(index))
    for key, facet in index.facets.items():
        counts = [(value, (index.bearers(key, value) & found).bit_count()) for value in facet["values"]]
        counted[key] = tuple(sorted(((value, count) for value, count in counts if count), key=lambda pair: -pair[1]))
    return counted


# --- hits ------------------------------------------------------------------------------------------------------------


def _make_hit(index: Index, ranking: Ranking, document: int) -> Hit:
    kept = index.postings.kept(document)
    matched = [clause for clause in ranking.clauses if document in clause.matches]
    values = {token: rarity(index, token) for clause in matched for token in (clause.matches[document][1], clause.word.stem)}
    readings = read_texts(kept["texts"], kept["spans"], values)
    light = {clause.word.stem for clause in matched if clause.word.light}
    telling = {token: value for token, value in values.items() if token not in light} or values
    return Hit(
        slug=kept["slug"],
        score=ranking.scores[document],
        title=kept["title"],
        marked_title=mark_whole(readings[0], telling),
        excerpt=make_excerpt(readings, telling),
        why=_explain(index, ranking, document, readings, kept["marks"]),
        lacking=ranking.lacking.get(document, ()),
    )


def _explain(index: Index, ranking: Ranking, document: int, readings: Sequence[Reading], marks: Mapping[str, Any]) -> tuple[Reason, ...]:
    held = ranking.shares.get(document, 1.0)
    reasons = [Reason(*bonus) for bonus in ranking.bonuses.get(document, ())]
    for clause in ranking.clauses:
        if document in clause.matches:
            score, token = clause.matches[document]
            for name, (written, share) in share_by_field(token, readings, marks).items():
                reasons.append(Reason(name, written or _label(index, token) or clause.word.typed, score * share * held))
    return tuple(sorted(reasons, key=lambda reason: -reason.weight))


def _label(index: Index, token: str) -> str:
    """Return the label of a term, from its concept; nothing for another token."""
    key, _, value = token.removeprefix("#").partition(":")
    return str(index.facets.get(key, {}).get("values", {}).get(value, "")) if token.startswith("#") else ""


def _suggest(request: Request, ranking: Ranking) -> tuple[str, ...]:
    """Return the request with its unknown words replaced by the nearest known ones."""
    text = request.text
    for typed, known in ranking.corrections.items():
        text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", known, text)
    return (text,) if text != request.text else ()

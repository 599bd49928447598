"""Measure a search against queries judged by people.

Enters: judged queries, and an engine: a callable from a query to an `Answer`. Leaves: a `Measure` a query, a `Row` a kind. Floor 4. Nothing
here knows which engine answers, so the terminal, the browser and other searches are measured alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import log2
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from kb.diagnostics.diagnostic import KbError
from kb.diagnostics.rules import phrases
from kb.search.index import Index
from kb.search.query import find
from kb.source import explain_fault, name_cause

DEPTH = 10
"""Records of an answer that count."""
FIRST = 5
"""Records among which one that answers must stand."""
RELEVANT = 2
"""Grade from which a record answers; 1 only touches on the subject."""
GRADES = range(4)
NO_ANSWER = "no-answer"
"""Kind of the queries that no record answers: a good engine says so."""

ALL = "all"
"""What `judged` says of a file whose every record was considered for every query."""

_KEYS = {"query", "kind", "grades", "held_out"}
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_UNREADABLE = "{path} : ce fichier de requêtes ne se lit pas ({cause})."
_NO_FILE = "{path} : ce fichier n’existe pas."
_NO_LIST = "{path} : une liste « queries » est attendue."
_BAD_QUERY = "{path}, requête {place} ({query}) : {cause}."
_CAUSES = {
    "shape": "query, kind, grades et held_out sont attendus, rien d’autre",
    "text": "« query » et « kind » sont des textes",
    "twice": "elle est déjà écrite plus haut",
    "grades": "« grades » donne une liste de fiches à chaque note de 0 à 3",
    "slug": "« {slug} » a deux notes",
    "relevant": "aucune fiche n’a la note 2 ou 3 : est-elle « no-answer » ?",
    "no-answer": "une requête « no-answer » n’a pas de fiche notée 2 ou 3",
}


class Answer(NamedTuple):
    """What an engine gives."""

    slugs: Sequence[str]
    """The records shown, the best first."""
    says_nothing: bool
    """True when it shows nothing, or says that what it shows is not an answer."""


Engine = Callable[[str], Answer]


def open_whoosh(index: Index) -> Engine:
    """Return the engine of the terminal."""

    def answer(text: str) -> Answer:
        request, ranking = find(index, text)
        return Answer(tuple(map(index.slug, ranking.documents[:DEPTH])), request.fatal or ranking.nothing)

    return answer


@dataclass(frozen=True, slots=True)
class Query:
    """A query, and what people think of the records."""

    text: str
    kind: str
    grades: Mapping[str, int] = field(default_factory=dict)
    """Grade by slug: 3 is what is wanted, 2 answers, 1 touches on the subject, 0 was read and does not answer."""
    held_out: bool = False
    """Judged after tuning stopped."""
    complete: bool = False
    """Every record was considered: one that has no grade is a 0."""

    @property
    def answerable(self) -> bool:
        """False for a query that no record answers."""
        return self.kind != NO_ANSWER


@dataclass(frozen=True, slots=True)
class Measure:
    """How an engine answers a query."""

    query: Query
    answer: Answer
    ndcg: float
    """Normalised discounted cumulative gain of the first ten, gain 2^grade - 1."""
    success: bool
    """True when a record that answers stands among the first five; for a query without an answer, when the engine says so."""
    reciprocal_rank: float
    unjudged: tuple[str, ...]
    """Records shown that nobody has judged; they count as 0."""
    missed: tuple[str, ...]
    """Records that answer, for which there was room among the first ten, and that are not shown."""

    @property
    def failed(self) -> bool:
        """True when somebody should look at it."""
        return not self.success or (self.query.answerable and (self.ndcg < 0.75 or self.answer.says_nothing))


@dataclass(frozen=True, slots=True)
class Row:
    """The mean of some measures. The shares are None when no query is of the sort they are about."""

    count: int
    ndcg: float | None
    success: float | None
    reciprocal_rank: float | None
    says_nothing: float | None
    """Share of the queries without an answer for which the engine says so."""
    wrongly_nothing: float | None
    """Share of the other queries for which it says so too."""


def measure(query: Query, engine: Engine, known: frozenset[str] | None = None) -> Measure:
    """Put a query to an engine. `known`: the records there are; judgments on others (drafts, withdrawn) are left out."""
    answer = engine(query.text)
    shown = list(dict.fromkeys(answer.slugs))[:DEPTH]
    judged = {slug: grade for slug, grade in query.grades.items() if known is None or slug in known}
    ranks = [place for place, slug in enumerate(shown, 1) if judged.get(slug, 0) >= RELEVANT]
    return Measure(
        query=query,
        answer=answer,
        ndcg=measure_ndcg([judged.get(slug, 0) for slug in shown], judged.values()),
        success=bool(ranks and ranks[0] <= FIRST) if query.answerable else answer.says_nothing,
        reciprocal_rank=1 / ranks[0] if ranks else 0.0,
        unjudged=() if query.complete else tuple(slug for slug in shown if slug not in query.grades),
        missed=tuple(slug for slug, grade in judged.items() if grade >= RELEVANT and slug not in shown)[: DEPTH - len(ranks)],
    )


def measure_ndcg(shown: Sequence[int], judged: Iterable[int]) -> float:
    """Return the nDCG@10 of a list of grades, given every grade there is to find; 0 when there is none."""
    best = _discount(sorted(judged, reverse=True))
    return _discount(shown) / best if best else 0.0


def _discount(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:DEPTH], 1))


def summarise(measures: Iterable[Measure]) -> Row:
    """Return the means of `measures`."""
    every = list(measures)
    answerable = [it for it in every if it.query.answerable]
    others = [it for it in every if not it.query.answerable]
    return Row(
        count=len(every),
        ndcg=_mean(it.ndcg for it in answerable),
        success=_mean(it.success for it in answerable),
        reciprocal_rank=_mean(it.reciprocal_rank for it in answerable),
        says_nothing=_mean(it.answer.says_nothing for it in others),
        wrongly_nothing=_mean(it.answer.says_nothing for it in answerable),
    )


def summarise_by_kind(measures: Iterable[Measure]) -> dict[str, Row]:
    """Return a row a kind, in the order in which the kinds come."""
    by_kind: dict[str, list[Measure]] = {}
    for it in measures:
        by_kind.setdefault(it.query.kind, []).append(it)
    return {kind: summarise(found) for kind, found in by_kind.items()}


def _mean(values: Iterable[float]) -> float | None:
    every = list(values)
    return sum(every) / len(every) if every else None


# --- judged queries --------------------------------------------------------------------------------------------------


def read_queries(path: Path) -> list[Query]:
    """Read a file of judged queries; `tests/search/queries.yml` says its form. Raises KbError."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except FileNotFoundError as error:
        raise KbError(_NO_FILE.format(path=path)) from error
    except UnicodeDecodeError as error:
        raise KbError(_UNREADABLE.format(path=path, cause=phrases.NOT_UTF_8)) from error
    except OSError as error:
        raise KbError(_UNREADABLE.format(path=path, cause=name_cause(error))) from error
    except (yaml.YAMLError, ValueError) as error:  # a ValueError is an impossible date
        raise KbError(explain_fault(str(path), text, error)) from error
    items = data.get("queries") if isinstance(data, dict) else None
    if not isinstance(items, list) or not items:
        raise KbError(_NO_LIST.format(path=path))
    queries: dict[str, Query] = {}
    for place, item in enumerate(items, 1):
        try:
            query = replace(_read_query(item), complete=data.get("judged") == ALL)
            _require(query.text not in queries, "twice")
        except ValueError as error:
            text = item.get("query", "?") if isinstance(item, dict) else item
            raise KbError(_BAD_QUERY.format(path=path, place=place, query=text, cause=error)) from error
        queries[query.text] = query
    return list(queries.values())


def _read_query(item: Any) -> Query:
    """Return a query, or raise ValueError with the cause in French."""
    _require(isinstance(item, dict) and {"query", "kind"} <= item.keys() <= _KEYS, "shape")
    _require(isinstance(item["query"], str) and isinstance(item["kind"], str), "text")
    query = Query(item["query"], item["kind"], _read_grades(item.get("grades", {})), item.get("held_out", False) is True)
    relevant = any(grade >= RELEVANT for grade in query.grades.values())
    _require(relevant or not query.answerable, "relevant")
    _require(query.answerable or not relevant, "no-answer")
    return query


def _read_grades(given: Any) -> dict[str, int]:
    _require(isinstance(given, dict) and all(grade in GRADES and isinstance(slugs, list) for grade, slugs in given.items()), "grades")
    grades: dict[str, int] = {}
    for grade, slugs in given.items():
        for slug in slugs:
            _require(slug not in grades, "slug", slug=str(slug))
            grades[str(slug)] = grade
    return grades


def _require(true: bool, cause: str, **seen: str) -> None:
    if not true:
        raise ValueError(_CAUSES[cause].format(**seen))

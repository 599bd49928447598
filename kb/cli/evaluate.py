"""`kb evaluate`: how well a search answers queries judged by people. Floor 7.

Another engine is one line of `ENGINES`: a function that opens it for the time of a `with`.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from kb.root import find_root
from kb.search.evaluate import DEPTH, FIRST, Engine, Measure, Row, measure, open_whoosh, read_queries, summarise, summarise_by_kind
from kb.search.index import Index

Opener = Callable[[Path, Index], AbstractContextManager[Engine]]
"""Opens an engine, from the root of the project and its fresh index."""

ENGINES = {"whoosh": "kb.cli.evaluate:use_whoosh", "browser": "kb.search.node:open_browser"}
"""Name of an engine -> module and function (an `Opener`), imported when it is asked for."""

QUERIES = Path("tests", "search", "queries.yml")
"""The judged queries of a project, under its root."""

_ALL, _HELD_OUT = "hors mises de côté", "mises de côté"
_HEAD = ("genre", "requêtes", f"nDCG@{DEPTH}", f"succès@{FIRST}", "rang inv.", "dit rien", "à tort")
_LEGEND = (
    f"nDCG@{DEPTH} : ordre des {DEPTH} premières fiches, 1 est parfait. succès@{FIRST} : part des requêtes dont une bonne fiche est "
    f"parmi les {FIRST} premières.\nrang inv. : 1 divisé par le rang de la première bonne fiche. dit rien : part des requêtes sans "
    "réponse où le moteur le dit ; à tort : part des autres où il le dit aussi."
)
_NO_FAILURE = "Aucune requête à revoir."
_FAILURE = "{kind} · {query} · nDCG {ndcg:.2f}{told}"
_TOLD = " · dit qu’il n’y a rien"
_NOT_TOLD = " · ne dit pas qu’il n’y a rien"
_MISSED = "    manque : {slugs}"
_SHOWN = "    {place:>2}. [{grade}] {slug}"
_UNJUDGED = "{count} fiches montrées n’ont pas été jugées : elles comptent comme ne répondant pas."


@click.command(epilog="Exemples : kb evaluate · kb evaluate --failures · kb evaluate --queries mes-requetes.yml --json")
@click.option("--engine", type=click.Choice(list(ENGINES)), default="whoosh", show_default=True, help="Le moteur mesuré.")
@click.option("--queries", type=click.Path(path_type=Path), metavar="FICHIER", help="Requêtes jugées ; celles du projet sinon.")
@click.option("--failures", is_flag=True, help="Montrer les requêtes à revoir, et ce qui y est répondu.")
@click.option("--json", "as_json", is_flag=True, help="Sortie pour un programme.")
def evaluate(engine: str, queries: Path | None, failures: bool, as_json: bool) -> None:
    """Mesurer la recherche avec des requêtes jugées par des personnes.

    Les requêtes mises de côté (held_out), écrites après les réglages, sont comptées à part.
    """
    root = find_root(Path.cwd())
    judged = read_queries(queries or root / QUERIES)
    index = importlib.import_module("kb.cli.search").open_index()
    with find_opener(engine)(root, index) as answer:
        measures = [measure(query, answer, index.slugs) for query in judged]
    click.echo(json.dumps(dump(measures), ensure_ascii=False, indent=2) if as_json else "\n".join(tell(measures, failures)))


def find_opener(engine: str) -> Opener:
    """Return the function that opens an engine."""
    module, _, name = ENGINES[engine].partition(":")
    opener: Opener = getattr(importlib.import_module(module), name)
    return opener


@contextmanager
def use_whoosh(_: Path, index: Index) -> Iterator[Engine]:
    """Open the engine of the terminal."""
    yield open_whoosh(index)


def tell(measures: Sequence[Measure], failures: bool) -> Iterator[str]:
    """Yield the lines of a report."""
    for held_out in (False, True):
        part = [it for it in measures if it.query.held_out is held_out]
        if part:
            yield from _tell_table(part, _HELD_OUT if held_out else _ALL)
            yield ""
    yield _LEGEND
    if unjudged := sum(len(it.unjudged) for it in measures if it.query.answerable):
        yield _UNJUDGED.format(count=unjudged)
    if failures:
        yield from _tell_failures([it for it in measures if it.failed])


def _tell_table(measures: Sequence[Measure], name: str) -> Iterator[str]:
    rows = [_HEAD, *(_cells(kind, row) for kind, row in summarise_by_kind(measures).items()), _cells(name, summarise(measures))]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    for row in rows:
        yield "  ".join([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))])


def _cells(name: str, row: Row) -> tuple[str, ...]:
    values = (row.ndcg, row.success, row.reciprocal_rank, row.says_nothing, row.wrongly_nothing)
    return (name, str(row.count), *("–" if value is None else f"{value:.3f}".replace(".", ",") for value in values))


def _tell_failures(failed: Sequence[Measure]) -> Iterator[str]:
    if not failed:
        yield _NO_FAILURE
    for it in failed:
        told = _TOLD if it.answer.says_nothing else "" if it.query.answerable else _NOT_TOLD
        yield ""
        yield _FAILURE.format(kind=it.query.kind, query=it.query.text, ndcg=it.ndcg, told=told)
        for place, slug in enumerate(it.answer.slugs[:DEPTH], 1):
            yield _SHOWN.format(place=place, grade=it.query.grades.get(slug, "?"), slug=slug)
        if it.missed:
            yield _MISSED.format(slugs=", ".join(it.missed))


def dump(measures: Sequence[Measure]) -> dict[str, Any]:
    """Return a report for programs; its keys are stable."""
    tuned = [it for it in measures if not it.query.held_out]
    held_out = [it for it in measures if it.query.held_out]
    return {
        "tuned": _dump_part(tuned),
        "held_out": _dump_part(held_out),
        "queries": [
            {
                "query": it.query.text,
                "kind": it.query.kind,
                "held_out": it.query.held_out,
                "ndcg": round(it.ndcg, 4),
                "success": it.success,
                "reciprocal_rank": round(it.reciprocal_rank, 4),
                "says_nothing": it.answer.says_nothing,
                "slugs": list(it.answer.slugs[:DEPTH]),
                "unjudged": list(it.unjudged),
                "missed": list(it.missed),
            }
            for it in measures
        ],
    }


def _dump_part(measures: Sequence[Measure]) -> dict[str, Any]:
    return {"all": asdict(summarise(measures)), "kinds": {kind: asdict(row) for kind, row in summarise_by_kind(measures).items()}}

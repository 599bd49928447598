"""The table of engines: `python -m benchmarks.search.run [ENGINE...] [--queries FILE]`.

Prints nDCG@10, success@5, reciprocal rank, how each engine says that there is no answer, and the difference of our nDCG@10 with each:
paired bootstrap, 10,000 resamples, seeded. An engine whose tool is missing is left out, and named.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

import yaml

from benchmarks.search.compare import count_unjudged, list_unjudged, write_by_kind, write_overall, write_unjudged
from benchmarks.search.corpus import Base, OpenEngine, read_base
from kb.search.evaluate import Measure, Query, measure, read_queries

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ROOT / "tests" / "search" / "queries.yml"
ENGINES = {
    "kb": "ours.open_terminal",
    "kb-browser": "ours.open_browser",
    "material": "material.open_engine",
    "pagefind": "stock_pagefind.open_sheets",
    "pagefind-bare": "stock_pagefind.open_pages",
    "fts5-or": "fts5.open_or",
    "fts5-and": "fts5.open_and",
    "whoosh-or": "plain_whoosh.open_or",
    "whoosh-and": "plain_whoosh.open_and",
}
"""Name of an engine -> where it is opened; a module is imported when it is asked for, since each needs its own tools."""
REFERENCE = "kb"


def find_engine(name: str) -> OpenEngine:
    """Import and return the opener of an engine."""
    module, _, opener = ENGINES[name].partition(".")
    found: OpenEngine = getattr(import_module(f"benchmarks.search.{module}"), opener)
    return found


def list_known(base: Base) -> frozenset[str]:
    """Return the records that there are to find."""
    return frozenset(page.slug for page in base.pages)


def measure_engine(name: str, base: Base, queries: Sequence[Query]) -> list[Measure]:
    """Let an engine index the base in a folder of its own, and put every query to it."""
    known = list_known(base)
    with tempfile.TemporaryDirectory(prefix=f"search-{name}-") as folder, find_engine(name)(base, Path(folder)) as engine:
        return [measure(query, engine, known) for query in queries]


def measure_all(names: Sequence[str], base: Base, queries: Sequence[Query]) -> dict[str, list[Measure]]:
    """Measure engines one after the other; one that cannot run is named on the error output."""
    measured = {}
    for name in names:
        start = time.perf_counter()
        try:
            measured[name] = measure_engine(name, base, queries)
        except Exception as error:
            if name == REFERENCE:
                raise
            print(f"{name}: left out, {type(error).__name__}: {str(error)[:300]}", file=sys.stderr)
        else:
            print(f"{name}: {len(queries)} queries in {time.perf_counter() - start:.1f} s", file=sys.stderr)
    return measured


def write_report(measured: Mapping[str, Sequence[Measure]], known: frozenset[str]) -> str:
    """Return the tables, those of the queries held out apart. `known`: the records published."""
    lines: list[str] = []
    held = {name: [it for it in measures if it.query.held_out] for name, measures in measured.items()}
    for title, part in (("All queries", measured), ("Held out", held)):
        count = sum(it.query.answerable for it in part[REFERENCE])
        if count:
            lines += [f"{title}: {len(part[REFERENCE])}, {count} with an answer.", "", *write_overall(part, REFERENCE), ""]
        if count and any(map(count_unjudged, part.values())):
            lines += [f"{title}, records that nobody judged left out:", "", *write_unjudged(part, REFERENCE, known), ""]
    for title, column in (("nDCG@10", "ndcg"), ("success@5", "success"), ("Reciprocal rank", "reciprocal_rank")):
        lines += [f"{title} by kind:", "", *write_by_kind(measured, column), ""]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engines", nargs="*", metavar="ENGINE", default=[], help=f"among {', '.join(ENGINES)}; all by default")
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--unjudged", type=Path, metavar="FILE", help="write there, in YAML, what is left to judge")
    arguments = parser.parse_args()
    unknown = set(arguments.engines) - set(ENGINES)
    if unknown:
        parser.error(f"unknown engine: {', '.join(sorted(unknown))}")
    names = [REFERENCE, *(name for name in arguments.engines or ENGINES if name != REFERENCE)]
    base = read_base(arguments.root)
    measured = measure_all(names, base, read_queries(arguments.queries))
    print(write_report(measured, list_known(base)))
    if arguments.unjudged:
        arguments.unjudged.write_text(yaml.safe_dump(list_unjudged(measured), allow_unicode=True, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()

"""How fast the terminal answers: `python -m benchmarks.search.speed cold [N]` and `… speed warm [N]`.

`cold`: a process that answers one search of N generated records (1,000 by default), its index fresh, beside a process that only imports
click, yaml, pydantic and whoosh. They alternate, so that a busy machine weighs on both; the median of each is kept.
`warm`: the 95th percentile of an answer in a process that stays, N = 10,000 by default, requests between quotation marks apart. Each is put
three times and the best is kept, on the clock and of processor; the first time, when postings are read from the disk, is shown too.
`--folder` keeps the records and their index there, and uses them again: ten thousand take minutes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from benchmarks.generate import generate
from kb.records.collection import Collection
from kb.search.evaluate import read_queries
from kb.search.index import FOLDER, Index
from kb.search.query import search

ROOT = Path(__file__).resolve().parents[2]
QUERIES = ROOT / "tests" / "search" / "queries.yml"
KB = Path(sys.executable).with_name("kb")
IMPORTS = {
    "import click, yaml, pydantic, whoosh": "import click, yaml, pydantic, whoosh",
    "the same, with what one uses of them": "import click, yaml; from pydantic import BaseModel; from whoosh import fields, index, qparser",
}
"""The floors; pydantic and whoosh import next to nothing before something of theirs is named, hence the second."""
COLD_QUERIES = ("eau captage", "bois énergie", "cantine bio", "contrat de réciprocité", "maraîchage")
WARM_ROUNDS = 3


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value under which `share` of the values stand, by the nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)]


def time_ms(action: Callable[[], object]) -> float:
    """Return how many milliseconds an action takes."""
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def time_both(action: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds of an action, on the clock and of processor."""
    start = time.process_time()
    wall = time_ms(action)
    return wall, 1000 * (time.process_time() - start)


def time_process(command: Sequence[str | Path], folder: Path) -> tuple[float, float]:
    """Run a command; return its milliseconds, on the clock and of processor."""
    before = os.times()
    wall = time_ms(lambda: subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL))
    after = os.times()
    return wall, 1000 * (after.children_user + after.children_system - before.children_user - before.children_system)


def measure_cold(count: int, rounds: int, folder: Path) -> list[str]:
    """Return the lines of the table of cold processes."""
    if not (folder / "cases").exists():
        generate(count, folder)
    warm = time_ms(lambda: subprocess.run([KB, "search", "eau"], cwd=folder, check=True, stdout=subprocess.DEVNULL))
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ("kb search", *IMPORTS)}
    for place in range(rounds):
        times["kb search"].append(time_process([KB, "search", COLD_QUERIES[place % len(COLD_QUERIES)]], folder))
        for name, code in IMPORTS.items():
            times[name].append(time_process([sys.executable, "-c", code], folder))
    medians = {name: [statistics.median(column) for column in zip(*taken, strict=True)] for name, taken in times.items()}
    lines = [f"{count} generated records, {rounds} rounds; the search that builds the index takes {warm / 1000:.1f} s.", ""]
    lines += ["| process | clock, ms | processor, ms | kb search ÷ it, clock | processor |", "|---|---|---|---|---|"]
    ours = medians["kb search"]
    for name, (wall, cpu) in medians.items():
        lines.append(f"| {name} | {wall:.0f} | {cpu:.0f} | {ours[0] / wall:.2f} | {ours[1] / cpu:.2f} |")
    return lines


def list_phrases(collection: Collection, count: int) -> list[str]:
    """Return requests between quotation marks: two or three words that follow each other in a title or a summary."""
    phrases: dict[str, None] = {}
    for record in collection.published:
        for text in (record.told.title, record.told.summary):
            words = text.split()
            for size in (2, 3):
                if len(words) > size and all(word.isalpha() for word in words[:size]):
                    phrases[" ".join(words[:size])] = None
    return [f"« {phrase} »" for phrase in list(phrases)[:count]]


def measure_warm(count: int, folder: Path, queries: Path) -> list[str]:
    """Return the lines of the table of answers in one process."""
    phrases, built = _prepare(count, folder)
    index = Index.open_fresh(folder, folder / FOLDER)
    if index is None:
        raise RuntimeError(folder)
    asked = [query.text for query in read_queries(queries)]
    kinds = {
        "judged queries": [text for text in asked if not _has_phrase(text)],
        "phrases": [*phrases, *filter(_has_phrase, asked)],
    }
    lines = [f"{len(index)} generated records; the index is opened or built in {built:.0f} s.", ""]
    lines += [
        "| requests | number | p95, ms of processor | p95, ms | p95 the first time | median | longest |",
        "|---|---|---|---|---|---|---|",
    ]
    for kind, texts in kinds.items():
        rounds = [[time_both(partial(search, index, text)) for text in texts] for _ in range(WARM_ROUNDS)]
        best = [min(wall for wall, _ in taken) for taken in zip(*rounds, strict=True)]
        busy = [min(cpu for _, cpu in taken) for taken in zip(*rounds, strict=True)]
        first = [wall for wall, _ in rounds[0]]
        cells = (percentile(busy, 0.95), percentile(best, 0.95), percentile(first, 0.95), statistics.median(best), max(best))
        lines.append(f"| {kind} | {len(texts)} | {' | '.join(f'{cell:.1f}' for cell in cells)} |")
    return lines


def _prepare(count: int, folder: Path) -> tuple[list[str], float]:
    """Make records and their index where they are missing; return phrases of theirs, and the seconds the index took."""
    if not (folder / "cases").exists():
        generate(count, folder)
    collection = Collection.load(folder)  # forgotten on leaving: what it holds would weigh on the garbage collector
    built = time_ms(lambda: Index.open(collection, folder / FOLDER))
    return list_phrases(collection, 100), built / 1000


def _has_phrase(text: str) -> bool:
    return any(sign in text for sign in '"«“')


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("cold", "warm"))
    parser.add_argument("count", type=int, nargs="?")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--queries", type=Path, default=QUERIES)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kb-speed-") as temporary:
        folder = arguments.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.what == "cold":
            lines = measure_cold(arguments.count or 1000, arguments.rounds, folder)
        else:
            lines = measure_warm(arguments.count or 10_000, folder, arguments.queries)
    print("\n".join(lines))


if __name__ == "__main__":
    main()

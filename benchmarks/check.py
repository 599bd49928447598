"""`kb check` against its floor, side by side: `python benchmarks/check.py [N] [--rounds R]`.

The floor is what no checker of these records can do without: read the file, parse its front matter with PyYAML's C loader, validate it with
the same pydantic model. Prints the median of each and their ratio; rounds alternate so that a busy machine weighs on both.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml
from generate import generate

from kb.records.collection import Collection
from kb.records.model import Case


class TextLoader(yaml.CSafeLoader):
    """PyYAML's C loader, scalars left as text, as the model expects them."""

    yaml_implicit_resolvers: dict[str, list[object]] = {}


def run_floor(root: Path) -> None:
    for path in sorted((root / "cases").glob("*.md")):
        front = path.read_text(encoding="utf-8").split("---\n", 2)[1]
        Case.model_validate(yaml.load(front, Loader=TextLoader))


def run_check(root: Path) -> None:
    Collection.load(root)


def time_of(action: Callable[[Path], None], root: Path) -> float:
    start = time.process_time()
    action(root)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(arguments.count, root)
        pairs = [(time_of(run_floor, root), time_of(run_check, root)) for _ in range(arguments.rounds)]
    floor, check = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"{arguments.count} records, {arguments.rounds} rounds, CPU time, median")
    print(f"floor (read, CSafeLoader, pydantic)  {1000 * floor / arguments.count:7.2f} ms a record")
    print(f"kb check                             {1000 * check / arguments.count:7.2f} ms a record")
    print(f"ratio                                {check / floor:7.2f}")


if __name__ == "__main__":
    main()

"""`kb check` against its floor, side by side: `python benchmarks/check.py [N] [--rounds R]`.

The floor is what a checker of these records would do at the very least: read the file, parse its front matter with PyYAML's `CSafeLoader`,
validate with the same pydantic model. A second floor switches off the guesses of the loader (dates, numbers, yes and no), as `kb` does:
it is lower, and stricter on us. Prints the median of each and the ratios; rounds alternate so that a busy machine weighs on all.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import yaml
from generate import generate

from kb.records.collection import Collection
from kb.records.model import Case


class TextLoader(yaml.CSafeLoader):
    """PyYAML's C loader, scalars left as text, as the model expects them."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[object]]] = {}


def read_fronts(root: Path) -> list[str]:
    return [path.read_text(encoding="utf-8").split("---\n", 2)[1] for path in sorted((root / "cases").glob("*.md"))]


def time_floors(root: Path) -> tuple[float, float]:
    """Return the time of the floor with the stock loader, and with a loader that guesses nothing."""
    start = time.process_time()
    fronts = read_fronts(root)
    read = time.process_time() - start
    stock, text, model = 0.0, 0.0, 0.0
    for front in fronts:
        stock += time_of(lambda front=front: yaml.load(front, Loader=yaml.CSafeLoader))
        text += time_of(lambda front=front: yaml.load(front, Loader=TextLoader))
        data = yaml.load(front, Loader=TextLoader)
        model += time_of(lambda data=data: Case.model_validate(data))
    return read + stock + model, read + text + model


def time_of(action: Callable[[], object]) -> float:
    start = time.process_time()
    action()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        generate(arguments.count, root)
        rounds = [(*time_floors(root), time_of(lambda: Collection.load(root))) for _ in range(arguments.rounds)]
    stock, text, check = (1000 * statistics.median(times) / arguments.count for times in zip(*rounds, strict=True))
    print(f"{arguments.count} records, {arguments.rounds} rounds, CPU time, median, ms a record")
    print(f"floor (read, CSafeLoader, pydantic)         {stock:6.2f}")
    print(f"floor with scalars left as text             {text:6.2f}")
    print(f"kb check                                    {check:6.2f}   ratios {check / stock:.2f} and {check / text:.2f}")


if __name__ == "__main__":
    main()

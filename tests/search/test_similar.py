"""Cases like this one: the same answers at every run, and reasons that are about what was done."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST_ALL = """
from pathlib import Path
from kb.records.collection import Collection
from kb.search.similar import Neighbourhood
collection = Collection.load(Path("."))
neighbourhood = Neighbourhood(collection.published, collection.knowledge)
for slug in neighbourhood.traits:
    print(slug, neighbourhood.find_similar(slug, 5))
"""


def list_all(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", LIST_ALL], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    return ran.stdout


def test_the_real_base_gets_the_same_neighbours_whatever_the_order_of_sets() -> None:
    first = list_all("1")
    assert first.count("Kinship(") > 100
    assert first == list_all("3")

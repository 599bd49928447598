"""French phrases of the drawings and of figures, read from `kb/pages/templates/*.yml`.

Enters: the name of a file, a path of keys, a count, values. Leaves: a text. Floor 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_FOLDER = Path(__file__).parent / "templates"


@cache
def load_phrases(name: str) -> Mapping[str, Any]:
    """Return the phrases of `templates/<name>.yml`."""
    loaded: Mapping[str, Any] = yaml.safe_load((_FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    return loaded


def find_phrase(file: str, *keys: str) -> Any:
    """Return what stands under `keys`, or None."""
    found: Any = load_phrases(file)
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found


def say(file: str, *keys: str, count: int | None = None, **values: object) -> str:
    """Return a phrase, in the number that `count` asks for. French: 0 and 1 are singular.

    Raises KeyError when there is no such phrase: a missing phrase is a fault of the program, not of the data.
    """
    phrase = find_phrase(file, *keys)
    if isinstance(phrase, Mapping):
        phrase = phrase.get("one" if (count or 0) < 2 else "other")
    if not isinstance(phrase, str):
        raise KeyError("/".join((file, *keys)))
    return phrase.format(count=count, **values)

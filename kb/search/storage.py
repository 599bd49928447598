"""Where an index lives on disk: complete or absent, never half of one.

Enters: a folder, and a function that fills an empty one. Leaves: the path of a *generation*, a sub-folder whose manifest gives the checksum
of each file. Floor 4. A generation is written beside, then named by `current` in one rename: a reader sees the old one or the new one, and
two builders leave two whole generations, of which the last named wins.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

CURRENT = "current"
MANIFEST = "manifest.json"


class Unusable(Exception):
    """No index here, or not the one that is wanted; says which in one word: `absent`, `stale` or `unreadable`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def find_generation(folder: Path, fingerprint: str) -> Path:
    """Return the generation in use. Raises `Unusable` when there is none, when it is of another fingerprint, or damaged."""
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise Unusable("absent") from None
    except (OSError, ValueError):
        raise Unusable("unreadable") from None
    if not name.startswith("g-") or "/" in name or "\\" in name:
        raise Unusable("unreadable")
    _check_manifest(folder / name, fingerprint)
    return folder / name


def write_generation(folder: Path, fingerprint: str, fill: Callable[[Path], None]) -> Path:
    """Fill a new generation and name it current. Raises OSError when the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    generation = Path(tempfile.mkdtemp(prefix="g-", dir=folder))
    try:
        fill(generation)
        files = {path.name: zlib.crc32(path.read_bytes()) for path in sorted(generation.iterdir())}
        (generation / MANIFEST).write_text(json.dumps({"fingerprint": fingerprint, "files": files}), encoding="utf-8")
        former = _name_current(folder, generation.name)
    except BaseException:
        shutil.rmtree(generation, ignore_errors=True)
        raise
    if former and former != generation.name:
        shutil.rmtree(folder / former, ignore_errors=True)
    return generation


def _check_manifest(generation: Path, fingerprint: str) -> None:
    try:
        manifest = json.loads((generation / MANIFEST).read_bytes())
        if manifest["fingerprint"] != fingerprint:
            raise Unusable("stale")
        whole = all(zlib.crc32((generation / name).read_bytes()) == checksum for name, checksum in manifest["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise Unusable("unreadable") from None
    if not whole:
        raise Unusable("unreadable")


def _name_current(folder: Path, name: str) -> str:
    """Name the current generation in one rename; return the name of the former one, empty when there was none."""
    pointer = folder / CURRENT
    try:
        former = pointer.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        former = ""
    if pointer.is_dir():
        shutil.rmtree(pointer)
    beside = folder / f"{CURRENT}.{name}"
    beside.write_text(name, encoding="ascii")
    os.replace(beside, pointer)
    return former if former.startswith("g-") and "/" not in former and "\\" not in former else ""

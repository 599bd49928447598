"""Where an index lives on disk: complete or absent, never half of one.

Enters: a folder, and a function that fills an empty one. Leaves: the path of a *generation*, a sub-folder whose manifest gives the checksum
of each file. Floor 4. A generation is written beside, then named by `current` in one rename: a reader sees the old one or the new one, and
two builders leave two whole generations, of which the last named wins.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

CURRENT = "current"
MANIFEST = "manifest.json"
SEAL = "seal.json"
"""What everything looked like (sizes and dates) when a generation was last found fresh and whole: reading it all again is then spared."""
_NAME = re.compile(r"g-[\w-]+", re.ASCII)


class Unusable(StrEnum):
    """Why there is no index to use here."""

    ABSENT = "absent"
    STALE = "stale"
    """It holds other records, other vocabularies, or was made by another version."""
    UNREADABLE = "unreadable"
    """Damaged, or half written."""


def find_generation(folder: Path, fingerprint: str) -> Path | Unusable:
    """Return the generation in use, or why there is none of this fingerprint."""
    try:
        name = _read_name(folder / CURRENT)
    except FileNotFoundError:
        return Unusable.ABSENT
    except (OSError, ValueError):
        return Unusable.UNREADABLE
    return _check_manifest(folder / name, fingerprint) or folder / name


def find_sealed(folder: Path, look: str) -> Path | None:
    """Return the generation in use when nothing has changed its look since it was sealed. `look`: that of what it was made from."""
    try:
        name = _read_name(folder / CURRENT)
        seal = json.loads((folder / SEAL).read_bytes())
        return folder / name if seal == _describe_seal(folder / name, look) else None
    except (OSError, ValueError):
        return None


def seal(folder: Path, generation: Path, look: str) -> None:
    """Note the look of a generation that was found fresh and whole; where nothing can be written, it will be read again."""
    with suppress(OSError):
        beside = folder / f"{SEAL}.{generation.name}"
        beside.write_text(json.dumps(_describe_seal(generation, look)), encoding="utf-8")
        os.replace(beside, folder / SEAL)


def _describe_seal(generation: Path, look: str) -> dict[str, str]:
    return {"generation": generation.name, "from": look, "files": describe_look(sorted(generation.iterdir()))}


def describe_look(paths: Iterable[Path]) -> str:
    """Return the names, sizes and dates of files, as one digest. Raises OSError."""
    digest = hashlib.blake2b(digest_size=16)
    for path in paths:
        try:
            stat = path.stat()
        except OSError:  # a link to nothing, or to itself
            stat = path.lstat()
        digest.update(os.fsencode(path) + f"\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return digest.hexdigest()


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


def _check_manifest(generation: Path, fingerprint: str) -> Unusable | None:
    try:
        manifest = json.loads((generation / MANIFEST).read_bytes())
        if manifest["fingerprint"] != fingerprint:
            return Unusable.STALE
        whole = all(zlib.crc32((generation / name).read_bytes()) == checksum for name, checksum in manifest["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Unusable.UNREADABLE
    return None if whole else Unusable.UNREADABLE


def _read_name(pointer: Path) -> str:
    """Return the name of the current generation. Raises OSError, or ValueError when it is no name of ours."""
    name = pointer.read_text(encoding="ascii").strip()
    if not _NAME.fullmatch(name):
        raise ValueError(name)
    return name


def _name_current(folder: Path, name: str) -> str:
    """Name the current generation in one rename; return the name of the former one, empty when there was none."""
    pointer = folder / CURRENT
    try:
        former = _read_name(pointer)
    except (OSError, ValueError):
        former = ""
    beside = folder / f"{CURRENT}.{name}"
    beside.write_text(name, encoding="ascii")
    os.replace(beside, pointer)
    return former

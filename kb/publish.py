"""All the files of a site, and how they reach a folder whole.

Enters: a `Collection`. Leaves: `SiteFile`s, or a folder that holds them. Floor 6: pages and exports meet here, below both doors.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from kb.diagnostics.diagnostic import KbError
from kb.pages.site import build_pages
from kb.records.collection import Collection
from kb.sitefile import SiteFile

_NOT_OURS = "« {folder} » existe et n’a pas été fait par kb : donnez un autre dossier, ou videz celui-ci."
_PLACEHOLDERS = "La publication est refusée : settings.yml attend encore {names}. Remplissez ces lignes, puis relancez."
MARK = ".kb-site"
"""Name of the empty file that says a folder was made here, and may be replaced."""


def build_site(collection: Collection, *, preview: bool = False) -> list[SiteFile]:
    """Return every file made from the records of a collection."""
    return build_pages(collection, preview=preview)


def refuse_placeholders(collection: Collection) -> None:
    """Raise KbError while the settings hold what only the publisher knows (law 2004-575, article 1-1)."""
    names = collection.knowledge.settings.placeholders
    if names:
        raise KbError(_PLACEHOLDERS.format(names=", ".join(names)))


def pour(files: Iterable[SiteFile], folder: Path) -> int:
    """Write the files into `folder`, beside it first, then in one rename; return their number.

    Raises KbError when the folder, or one of the two it needs beside it, holds something else. An interruption leaves the
    former folder whole. A link is followed: the folder it leads to is replaced.
    """
    for needed in (folder, *_beside(folder.resolve())):
        if needed.exists() and any(needed.iterdir()) and not (needed / MARK).exists():
            raise KbError(_NOT_OURS.format(folder=needed))

    def write(beside: Path) -> int:
        (beside / MARK).touch()  # first: what an interruption leaves behind is ours too
        count = 0
        for file in files:
            path = beside / file.address
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content.encode() if isinstance(file.content, str) else file.content)
            count += 1
        return count

    return replace_folder(folder.resolve(), write)


def _beside(folder: Path) -> tuple[Path, Path]:
    """Return where the new folder is filled, and where the former one waits."""
    return Path(f"{folder}.new"), Path(f"{folder}.old")


def replace_folder(folder: Path, write: Callable[[Path], int]) -> int:
    """Let `write` fill a folder beside `folder`, then put it in its place; return what `write` returns."""
    beside, former = _beside(folder)
    for leftover in (beside, former):
        shutil.rmtree(leftover, ignore_errors=True)
    beside.mkdir(parents=True)
    result = write(beside)
    swap_folder(beside, folder)
    return result


def swap_folder(beside: Path, folder: Path) -> None:
    """Put the folder `beside` in the place of `folder`, which is kept until the last moment."""
    _, former = _beside(folder)
    shutil.rmtree(former, ignore_errors=True)
    if folder.exists():
        folder.rename(former)
    beside.rename(folder)
    shutil.rmtree(former, ignore_errors=True)

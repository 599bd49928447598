"""Where a project starts: the nearest folder that holds its settings.

Enters: a folder. Leaves: the root. Floor 1, apart from `kb.settings` so that a search finds its index without loading the models.
"""

from __future__ import annotations

from pathlib import Path

from kb.diagnostics.diagnostic import KbError

FILE_NAME = "settings.yml"

_NO_ROOT = "Aucun projet ici : on cherche « {file} » dans ce dossier et au-dessus, sans le trouver."


def find_root(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, that holds `settings.yml`. Raises KbError."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise KbError(_NO_ROOT.format(file=FILE_NAME))

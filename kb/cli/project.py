"""What every command needs: the root of the project, its collection with a bar when people wait, colours. Floor 7."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kb.records.collection import Collection
from kb.root import find_root

PATIENCE = 200
"""Records above which reading them shows a progress bar."""


def use_colors() -> bool:
    """True when the output is a terminal and NO_COLOR is not set (no-color.org)."""
    return sys.stdout is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def load_collection(label: str = "Lecture des fiches") -> Collection:
    """Read the project around the current folder. Raises KbError."""
    root = find_root(Path.cwd())
    if not sys.stderr.isatty() or sum(1 for _ in (root / "cases").glob("*.md")) < PATIENCE:
        return Collection.load(root)
    with click.progressbar(length=100, label=label, file=sys.stderr) as bar:
        return Collection.load(root, progress=lambda done, total: bar.update(100 * done // total - bar.pos))

"""Pictograms of the families of goods.

Enters: names of icons (`icon` of a group in `vocabularies/goods.yml`). Leaves: a sprite, to be put once at the top of a
page; drawings then refer to it by `#i-<name>`. Shapes stand in `assets/icons/icons.yml`. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from pathlib import Path

import yaml

_FILE = Path(__file__).parent.parent / "assets" / "icons" / "icons.yml"


@cache
def load_icons() -> Mapping[str, str]:
    """Return the path data of each pictogram, drawn on a square of 20 units."""
    loaded: Mapping[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def draw_sprite(names: Iterable[str] | None = None) -> str:
    """Return the hidden SVG that holds the pictograms (all of them by default); once a page."""
    icons = load_icons()
    wanted = icons if names is None else [name for name in icons if name in set(names)]
    symbols = "".join(f'<symbol id="i-{name}" viewBox="0 0 20 20"><path d="{escape(icons[name])}"/></symbol>' for name in wanted)
    return f'<svg class="sprite" width="0" height="0" aria-hidden="true">{symbols}</svg>'


def draw_icon(name: str) -> str:
    """Return one pictogram for use beside a text; it needs the sprite."""
    return f'<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><use href="#i-{escape(name)}"/></svg>'

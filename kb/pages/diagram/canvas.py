"""A sheet on which strokes and words are laid, then written as one SVG.

Enters: strokes (a layer, classes, path data) and words. Leaves: SVG text. Floor 5.

Strokes of one layer and one set of classes share a single `<path>`: a plate of ten exchanges holds some thirty elements
instead of a hundred and fifty. Colours and widths are the business of the style sheet (`assets/site.css`, part "drawings").
"""

from __future__ import annotations

from enum import IntEnum
from html import escape


class Layer(IntEnum):
    """What covers what, from the bottom up."""

    GROUND = 0
    STAVE = 1
    BAND = 2
    FURROW = 3
    NODE_GROUND = 4
    NODE = 5
    NODE_FURROW = 6
    SIGN = 7


def number(value: float) -> str:
    """Return a coordinate in as few letters as one decimal needs."""
    return f"{round(value, 1):g}"


class Canvas:
    """Strokes and words in the making; `height` grows as rows are laid."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0
        self._strokes: dict[tuple[Layer, str], list[str]] = {}
        self._over: list[str] = []

    def stroke(self, layer: Layer, classes: str, data: str) -> None:
        """Lay a path."""
        self._strokes.setdefault((layer, classes), []).append(data)

    def line(self, layer: Layer, classes: str, start: float, end: float, y: float) -> None:
        """Lay a horizontal line."""
        self.stroke(layer, classes, f"M{number(start)} {number(y)}H{number(end)}")

    def write(self, x: float, y: float, text: str, classes: str, *, strong: str = "") -> None:
        """Write a line of text; `strong` comes first, in bold."""
        lead = f"<tspan>{escape(strong, quote=False)}</tspan>" if strong else ""
        self._over.append(f'<text class="{classes}" x="{number(x)}" y="{number(y)}">{lead}{escape(text, quote=False)}</text>')

    def place_icon(self, x: float, y: float, name: str, size: float) -> None:
        """Place a pictogram of the sprite (`icons.draw_sprite`), once on the page."""
        if name:
            side = number(size)
            self._over.append(f'<use href="#i-{name}" x="{number(x)}" y="{number(y)}" width="{side}" height="{side}"/>')

    def put(self, markup: str) -> None:
        """Add ready markup above the strokes."""
        self._over.append(markup)

    def render(self, classes: str, label: str = "") -> str:
        """Return the SVG: an image that says `label`, or an ornament when it says nothing."""
        said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
        head = f'<svg class="{classes}" viewBox="0 0 {number(self.width)} {number(self.height)}" {said}>'
        paths = [f'<path class="{key[1]}" d="{"".join(self._strokes[key])}"/>' for key in sorted(self._strokes)]
        return "".join((head, *paths, *self._over, "</svg>"))

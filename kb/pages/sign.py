"""The sign of the site: a town, a field, and what goes each way.

Enters: nothing. Leaves: one small SVG, an ornament beside the name of the site. Floor 5.
"""

from __future__ import annotations

from kb.pages.diagram.canvas import Canvas
from kb.pages.diagram.stave import draw_mark
from kb.records.model import Side

_WIDTH, _HEIGHT, _RADIUS = 66.0, 30.0, 12.0
_ARROWS = (
    '<path class="f u" d="M26 8.2h9V4.7l8 5.3-8 5.3v-3.5h-9z"/>',
    '<path class="f r" d="M40 18.2h-9v-3.5l-8 5.3 8 5.3v-3.5h9z"/>',
)


def draw_sign() -> str:
    """Return the sign."""
    canvas = Canvas(_WIDTH)
    canvas.height = _HEIGHT
    draw_mark(canvas, Side.URBAN, _RADIUS + 1, _HEIGHT / 2, _RADIUS)
    draw_mark(canvas, Side.RURAL, _WIDTH - _RADIUS - 1, _HEIGHT / 2, _RADIUS, rows=3)
    for arrow in _ARROWS:
        canvas.put(arrow)
    return canvas.render("dia")

"""The diagram of a card: a disc, a square, and the exchanges between them.

Enters: flows, the vocabulary of goods. Leaves: one small SVG, of few elements. Floor 5. The page must hold the sprite.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.pages.diagram.canvas import Canvas, Layer
from kb.pages.diagram.plate import summarise
from kb.pages.diagram.row import find_icon
from kb.pages.diagram.stave import WORDS, draw_mark
from kb.pages.diagram.stroke import MINI, SIDE_MATERIAL, Band, Material, draw_band
from kb.pages.phrases import say
from kb.records.flow import Direction, Flow
from kb.records.model import Side
from kb.reference.term import Vocabulary

_WIDTH, _MARK, _PITCH = 280, 26, 15
_LEFT, _RIGHT, _ICON = 88, 216, 12
_GAP = 12
"""Between a mark and the bands, where there are no pictograms."""


def draw_mini(flows: Sequence[Flow], goods: Vocabulary, *, cap: int = 8, title: str = "", icons: bool = True) -> str:
    """Return the diagram of a card. It is an ornament unless `title` names the case: the card's text says the same.

    Without `icons`, for where it is drawn too small for them, the bands stand at equal distance of both marks.
    """
    counted = [flow for flow in flows if flow.counted]
    canvas = Canvas(_WIDTH)
    # The number of those left out takes the place of the last row: cards of a row have drawings of one height.
    shown = counted if len(counted) <= cap else counted[: cap - 1]
    left_out = len(counted) - len(shown)
    rows = len(shown) + bool(left_out)
    canvas.height = max(2 * _MARK + 12, rows * _PITCH + 8)
    middle = canvas.height / 2
    left, right = _find_sides(counted)
    draw_mark(canvas, left, _MARK + 2, middle, _MARK)
    draw_mark(canvas, right, _WIDTH - _MARK - 2, middle, _MARK)
    if not counted:
        canvas.line(Layer.BAND, "dots", 2 * _MARK + 12, _WIDTH - 2 * _MARK - 12, middle)
    y = middle - (rows - 1) * _PITCH / 2
    reach = (_LEFT, _RIGHT) if icons else (2 * _MARK + 2 + _GAP, _WIDTH - 2 * _MARK - 2 - _GAP)
    for flow in shown:
        if icons:
            canvas.place_icon(_LEFT - 22, y - _ICON / 2, find_icon(goods, flow.exchange.good), _ICON)
        draw_band(canvas, MINI, _plan(flow, y, *reach))
        y += _PITCH
    if left_out:
        canvas.write(sum(reach) / 2, y + 7, say(WORDS, "mini", "more", count=left_out), "mid")
    return canvas.render("dia mini", summarise(title, flows) if title else "")


def _find_sides(flows: Sequence[Flow]) -> tuple[Side, Side]:
    """Return the sides to draw: the one in between takes the place of a town or country that is missing."""
    present = {party.side for flow in flows for party in (*flow.givers, *flow.receivers)}
    between = Side.INTERMEDIATE in present
    return (
        Side.INTERMEDIATE if between and Side.URBAN not in present else Side.URBAN,
        Side.INTERMEDIATE if between and Side.URBAN in present and Side.RURAL not in present else Side.RURAL,
    )


def _plan(flow: Flow, y: float, left: float, right: float) -> Band:
    """Return the band of a flow between disc and square; half a band when only one of them takes part."""
    half = (left + right) / 2
    exchange, mutual = flow.exchange, flow.direction is Direction.MUTUAL
    material = Material.MUTUAL if mutual else SIDE_MATERIAL[flow.givers[0].side] if flow.givers else Material.CONTEXT
    if flow.direction in (Direction.THIRD_PARTY, Direction.LATERAL):
        rural = any(p.side is Side.RURAL for p in (*flow.givers, *flow.receivers))
        start, finish = (half, right) if rural else (half, left)
    elif flow.direction is Direction.TO_URBAN:
        start, finish = right, left
    else:
        start, finish = left, right
    return Band(start, finish, y, material, exchange.state, exchange.contested, mutual)

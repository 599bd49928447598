"""The legend of a plate: only the signs that the plate holds.

Enters: parties, flows, labels. Leaves: an HTML list of small SVGs and words. Floor 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from kb.pages.diagram.canvas import Canvas
from kb.pages.diagram.stave import WORDS, draw_mark
from kb.pages.diagram.stroke import MINI, NARROW, SIDE_MATERIAL, Band, Material, draw_band, draw_lozenge
from kb.pages.phrases import say
from kb.records.flow import Direction, Flow
from kb.records.model import Party, Side, State
from kb.reference.labels import Labels

_HEIGHT = 22
_ORDER = (State.OBSERVED, State.PROMISED, State.ENDED, State.UNDELIVERED, State.CONTEXT)


def draw_legend(parties: Sequence[Party], flows: Sequence[Flow], labels: Labels) -> str:
    """Return the legend of what the plate of these parties and flows shows."""
    items = "".join(f"<li>{drawing}{escape(words, quote=False)}</li>" for drawing, words in _list_entries(parties, flows, labels))
    return f'<ul class="legend">{items}</ul>'


def _list_entries(parties: Sequence[Party], flows: Sequence[Flow], labels: Labels) -> Iterator[tuple[str, str]]:
    """Yield each sign that is drawn, with its words."""
    present = {party.side for party in parties}
    for side in SIDE_MATERIAL:
        if side in present:
            yield draw_side(side), say(WORDS, "legend", side)
    for state in _ORDER:
        concerned = [flow for flow in flows if flow.exchange.state is state]
        if concerned:
            yield _draw_state(state, _material(concerned[0])), labels.of(state).lower()
    if any(flow.direction is Direction.MUTUAL for flow in flows):
        yield _draw_state(State.OBSERVED, Material.MUTUAL, mutual=True), say(WORDS, "legend", "mutual")
    if any(flow.exchange.contested for flow in flows):
        canvas = _start(_HEIGHT)
        draw_lozenge(canvas, NARROW, _HEIGHT / 2, _HEIGHT / 2)
        yield canvas.render("dia sign"), say(WORDS, "contested")


def draw_side(side: Side) -> str:
    """Return the small mark of a side, an ornament beside its name."""
    canvas = _start(_HEIGHT)
    draw_mark(canvas, side, _HEIGHT / 2, _HEIGHT / 2, 10, rows=4)
    return canvas.render("dia sign")


def _draw_state(state: State, material: Material, *, mutual: bool = False) -> str:
    canvas = _start(84)
    draw_band(canvas, MINI, Band(2, 82, _HEIGHT / 2, material, state, mutual=mutual))
    return canvas.render("dia strip")


def _material(flow: Flow) -> Material:
    """Return the material of a flow, mutual ones left to their own entry."""
    return SIDE_MATERIAL[flow.givers[0].side] if flow.givers else Material.URBAN


def _start(width: float) -> Canvas:
    canvas = Canvas(width)
    canvas.height = _HEIGHT
    return canvas

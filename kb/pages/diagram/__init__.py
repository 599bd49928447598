"""Diagrams of exchanges as inline SVG: plate of a sheet, diagram of a card, aggregate, legend, pictograms. Floor 5.

Reading order: `lettering` measures words, `canvas` collects strokes, `stroke` draws one band, `stave` the sides, `caption` the
words and `row` the picture of one exchange, `plate` the whole. The style sheet (`assets/site.css`, part "drawings") holds
colours, widths and sizes of letters.
"""

from kb.pages.diagram.aggregate import Row, draw_aggregate
from kb.pages.diagram.caption import split_citations, tell_figures, tell_state
from kb.pages.diagram.icons import draw_icon, draw_sprite
from kb.pages.diagram.legend import draw_legend, draw_side
from kb.pages.diagram.mini import draw_mini
from kb.pages.diagram.plate import draw_plate, summarise
from kb.pages.diagram.row import find_icon, group_flows

__all__ = [
    "Row",
    "draw_aggregate",
    "draw_icon",
    "draw_legend",
    "draw_mini",
    "draw_plate",
    "draw_side",
    "draw_sprite",
    "find_icon",
    "group_flows",
    "split_citations",
    "summarise",
    "tell_figures",
    "tell_state",
]

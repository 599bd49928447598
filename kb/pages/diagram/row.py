"""One exchange as a row of the plate: words above, band below.

Enters: a flow, the staves. Leaves: words and strokes on a canvas. Floor 5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kb.pages.diagram.canvas import Canvas
from kb.pages.diagram.caption import split_citations, tell_details, tell_ends, tell_state, tell_third
from kb.pages.diagram.lettering import Face, measure, wrap
from kb.pages.diagram.setting import Setting
from kb.pages.diagram.stave import draw_mark, draw_node
from kb.pages.diagram.stroke import SIDE_MATERIAL, Band, Material, draw_band, draw_bracket
from kb.records.flow import Direction, Flow
from kb.records.model import Side
from kb.reference.term import Vocabulary

# --- bands -----------------------------------------------------------------------------------------------------------


def plan_bands(flow: Flow, setting: Setting, y: float) -> list[Band]:
    """Return the bands of a flow between staves; none when it stays on one stave."""
    givers, receivers = setting.places(flow.givers), setting.places(flow.receivers)
    if len({*givers, *receivers}) < 2:
        return []
    exchange, inset = flow.exchange, setting.page.inset
    if flow.direction is Direction.MUTUAL:
        pairs = [(givers[0], givers[-1])]
    elif flow.direction is Direction.LATERAL:
        pairs = _pair_sides(givers, receivers)
    else:
        pairs = [(givers[0], receivers[-1]) if flow.direction is Direction.TO_RURAL else (givers[-1], receivers[0])]
    bands = []
    for start, finish in pairs:
        way = 1 if finish > start else -1
        mutual = flow.direction is Direction.MUTUAL
        material = Material.MUTUAL if mutual else _material_at(start, setting)
        bands.append(Band(start + way * inset, finish - way * inset, y, material, exchange.state, exchange.contested, mutual))
    return bands


def _pair_sides(givers: Sequence[float], receivers: Sequence[float]) -> list[tuple[float, float]]:
    """Return the bands of what goes from both ends to the middle, or from the middle to both ends."""
    if len(givers) >= len(receivers):
        pairs = [(giver, min(receivers, key=lambda place: abs(place - giver))) for giver in givers]
    else:
        pairs = [(givers[0], receiver) for receiver in receivers]
    return [(start, finish) for start, finish in pairs if start != finish]


def _material_at(x: float, setting: Setting) -> Material:
    return next(SIDE_MATERIAL[stave.side] for stave in setting.staves if stave.x == x)


def draw_bands(canvas: Canvas, flow: Flow, setting: Setting, y: float) -> float:
    """Draw the bands of a flow; return how far below `y` they reach."""
    page, bands = setting.page, plan_bands(flow, setting, y)
    if not bands:
        return _draw_within(canvas, flow, setting, y)
    involved = setting.places((*flow.givers, *flow.receivers))
    for band in bands:
        low, high = sorted((band.start, band.finish))
        through = setting.has_middle and low < page.middle - page.inset and high > page.middle + page.inset
        draw_band(canvas, page.pen, band, 0.7 if through else 0.5)
        if through and page.middle in involved:
            draw_node(canvas, page, page.middle, y)
        elif through:
            setting.crossings.append((y - page.pen.wing, y + page.pen.wing))
    return page.pen.wing


def _draw_within(canvas: Canvas, flow: Flow, setting: Setting, y: float) -> float:
    """Draw an exchange between parties of one side as a bracket on its stave."""
    page, places = setting.page, setting.places((*flow.givers, *flow.receivers))
    x = places[0] if places else page.left
    way = -1 if x > page.middle else 1
    start = x + way * page.inset
    exchange = flow.exchange
    material = Material.MUTUAL if flow.direction is Direction.MUTUAL else _material_at(x, setting)
    finish, mutual = start + way * page.width * 0.22, flow.direction is Direction.MUTUAL
    band = Band(start, finish, y, material, exchange.state, exchange.contested, mutual)
    drop = page.pen.wing * 2 + 4
    draw_bracket(canvas, page.pen, band, drop)
    return drop + page.pen.wing


def draw_third(canvas: Canvas, flow: Flow, setting: Setting, y: float) -> float:
    """Draw what comes from a third party, or goes to one: a lozenge between the staves, bands to those concerned."""
    page, exchange = setting.page, flow.exchange
    gives = all(party.side is Side.THIRD_PARTY for party in flow.givers)
    others = setting.places(flow.receivers if gives else flow.givers)
    x, radius = _third_place(setting, others), page.pen.lozenge + 1
    draw_mark(canvas, Side.THIRD_PARTY, x, y, radius)
    ends = {min(others), max(others)} if others else {x + page.width * 0.2}
    for end in sorted(ends):
        way = 1 if end > x else -1
        near, far = x + way * (radius + 5), end - way * page.inset
        material = Material.THIRD if gives else _material_at(end, setting)
        start, finish = (near, far) if gives else (far, near)
        draw_band(canvas, page.pen, Band(start, finish, y, material, exchange.state, exchange.contested))
        if setting.has_middle and min(near, far) < page.middle < max(near, far) and end != page.middle:
            _cross_middle(canvas, setting, y, page.middle in others)
    if not others:
        draw_mark(canvas, Side.THIRD_PARTY, max(ends), y, radius)
    return page.pen.wing


def _cross_middle(canvas: Canvas, setting: Setting, y: float, takes_part: bool) -> None:
    """Mark a band that meets the middle stave: a node when it takes part, a gap when not."""
    if takes_part:
        draw_node(canvas, setting.page, setting.page.middle, y)
    else:
        setting.crossings.append((y - setting.page.pen.wing, y + setting.page.pen.wing))


def _third_place(setting: Setting, others: Sequence[float]) -> float:
    """Return where the lozenge stands: never on a stave."""
    page = setting.page
    if not setting.has_middle:
        return page.middle
    quarter = (page.middle - page.left) / 2
    return page.middle + quarter if others and min(others) > page.middle else page.left + quarter


# --- the row ---------------------------------------------------------------------------------------------------------


def draw_row(canvas: Canvas, flow: Flow, setting: Setting) -> None:
    """Draw a row under what the canvas holds; its height grows by as much."""
    page, exchange = setting.page, flow.exchange
    top = canvas.height
    state, details = tell_state(exchange, setting.labels), tell_details(exchange)
    label = split_citations(exchange.what)[0]
    third = flow.direction is Direction.THIRD_PARTY or not setting.places((*flow.givers, *flow.receivers))
    note = tell_third(flow, setting) if third else tell_ends(flow, setting)
    draw: Callable[[Canvas, Flow, Setting, float], float] = draw_third if third else draw_bands
    icon = find_icon(setting.goods, exchange.good)
    if page.meta_below:
        y = _write_label(canvas, setting, icon, label, note, top, page.width - 2 * page.margin)
        # On a phone words cross the middle stave: it stands beside the bands, and leaves the rows of words whole.
        setting.crossings.append((top, y))
        y += page.pen.wing + 5
        y += draw(canvas, flow, setting, y)
        below = y + 4
        for number, line in enumerate(wrap(state + details, page.width - 2 * page.margin, page.small[0])):
            y += page.small[1]
            _write_meta(canvas, setting, page.margin, y, line, state if number == 0 else "", "m")
        setting.crossings.append((below, y + 20))
        canvas.height = y + 20
        return
    lines = _meta_lines(state + details, label, setting)
    room = page.width - 2 * page.margin - max(measure(line, page.small[0], Face.BOLD) for line in lines) - 24
    if setting.has_middle:  # words stay on their side of the middle stave, which is then drawn whole
        room = min(room, page.middle - page.margin - 12)
    label_height = len(wrap(label, room - page.margin / 2, page.label[0], Face.BOLD)) * page.label[1]
    meta_height = (len(lines) - 1) * page.small[1] + page.label[1]
    start = top + max(meta_height - label_height, 0) * (0 if note else 1)
    y = _write_label(canvas, setting, icon, label, note, start, room)
    bottom = max(y, top + meta_height)
    for number, line in enumerate(lines):
        at = bottom - 4 - (len(lines) - 1 - number) * page.small[1]
        _write_meta(canvas, setting, page.width - page.margin, at, line, state if number == 0 else "", "m rt")
    y = bottom + page.pen.wing
    canvas.height = y + draw(canvas, flow, setting, y) + 10


def _meta_lines(text: str, label: str, setting: Setting) -> list[str]:
    """Wrap state and figures: on one line when the label leaves room, else within two fifths of the width; right of a middle stave."""
    page = setting.page
    if setting.has_middle:
        return wrap(text, page.middle - page.margin - 12, page.small[0], Face.BOLD)
    free = page.width - 2 * page.margin - measure(label, page.label[0], Face.BOLD) - 32 - 24
    return wrap(text, max(free, page.width * 0.4), page.small[0], Face.BOLD)


def _write_label(canvas: Canvas, setting: Setting, icon: str, label: str, note: str, top: float, room: float) -> float:
    """Write pictogram, label and note; return the ordinate under them."""
    page = setting.page
    x = page.margin + page.icon + 8
    canvas.place_icon(page.margin, top + (page.label[1] - page.icon) / 2 + 1, icon, page.icon)
    y = top
    for line in wrap(label, room - page.icon - 8, page.label[0], Face.BOLD):
        y += page.label[1]
        canvas.write(x, y - 4, line, "l")
        _cover(setting, x, measure(line, page.label[0], Face.BOLD), y - page.label[1] + 2, y)
    for line in wrap(note, room - page.icon - 8, page.small[0]) if note else ():
        y += page.small[1]
        canvas.write(x, y - 3, line, "m")
        _cover(setting, x, measure(line, page.small[0]), y - page.small[1] + 2, y)
    return y


def _write_meta(canvas: Canvas, setting: Setting, x: float, y: float, line: str, state: str, classes: str) -> None:
    """Write a line of state and figures; the state word stands out."""
    width = measure(line, setting.page.small[0], Face.BOLD)
    strong = state if line.startswith(state) else ""
    canvas.write(x, y, line.removeprefix(strong), classes, strong=strong)
    _cover(setting, x - width if "rt" in classes else x, width, y - setting.page.small[1] + 4, y + 4)


def _cover(setting: Setting, x: float, width: float, top: float, bottom: float) -> None:
    """Note the stretch of the middle stave that words cover."""
    if x - 6 < setting.page.middle < x + width + 6:
        setting.crossings.append((top, bottom))


def find_icon(goods: Vocabulary, good: str) -> str:
    """Return the pictogram of a good's family."""
    term = goods.get(good)
    group = goods.group(term.group) if term else None
    return group.icon if group else ""


def group_flows(flows: Sequence[Flow]) -> Mapping[Direction, list[Flow]]:
    """Return flows by direction, in the order of display; empty directions are left out."""
    groups = {direction: [flow for flow in flows if flow.direction is direction] for direction in Direction}
    return {direction: found for direction, found in groups.items() if found}

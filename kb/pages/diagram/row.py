"""One exchange as a row of the plate: words above, band below.

Enters: a flow, the staves. Leaves: words and strokes on a canvas. Floor 5.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.pages.diagram.canvas import Canvas
from kb.pages.diagram.lettering import Face, measure, wrap
from kb.pages.diagram.stave import WORDS, Page, Stave, call, draw_mark, draw_node
from kb.pages.diagram.stroke import SIDE_MATERIAL, Band, Material, draw_band, draw_bracket
from kb.pages.phrases import say
from kb.pages.wording import figure_text
from kb.records.flow import Direction, Flow
from kb.records.model import Exchange, Party, Side
from kb.reference.labels import Labels
from kb.reference.term import Vocabulary

_CITATION = re.compile(r"\s*\[(\d+)\]")
_FIGURES_SHOWN = 2


@dataclass(slots=True)
class Setting:
    """What the rows of a plate share."""

    page: Page
    staves: Sequence[Stave]
    goods: Vocabulary
    labels: Labels
    crossings: list[tuple[float, float]] = field(default_factory=list)
    """Stretches of the middle stave that words cover or that a band passes over."""

    @property
    def has_middle(self) -> bool:
        """True when a stave stands in the middle."""
        return any(stave.x == self.page.middle for stave in self.staves)

    def stave(self, side: Side) -> Stave | None:
        """Return the stave of a side."""
        return next((stave for stave in self.staves if stave.side is side), None)

    def places(self, parties: Sequence[Party]) -> list[float]:
        """Return the abscissas of the staves where parties stand, from left to right."""
        return sorted({stave.x for stave in self.staves for party in parties if party.side is stave.side})


# --- words -----------------------------------------------------------------------------------------------------------


def split_citations(text: str) -> tuple[str, list[int]]:
    """Return a text without its citations, and their numbers."""
    return _CITATION.sub("", text).strip(), [int(n) for n in _CITATION.findall(text)]


def tell_state(exchange: Exchange, labels: Labels) -> str:
    """Return the state of an exchange in words, contested or not."""
    state = labels.of(exchange.state).lower()
    return f"{state}, {say(WORDS, 'contested')}" if exchange.contested else state


def tell_figures(exchange: Exchange) -> list[str]:
    """Return the figures a row has room for, then how many are left to the table."""
    shown = [figure_text(figure) for figure in exchange.figures[:_FIGURES_SHOWN]]
    rest = len(exchange.figures) - len(shown)
    return shown + ([say(WORDS, "other_figures", count=rest)] if rest else [])


def _tell_details(exchange: Exchange) -> str:
    """Return what follows the state word: figures, payment, sources."""
    numbers = dict.fromkeys([*exchange.sources, *split_citations(exchange.what)[1]])
    parts = [*tell_figures(exchange), say(WORDS, "paid") if exchange.paid else "", "".join(f"[{n}]" for n in numbers)]
    return "".join(say(WORDS, "separator") + part for part in parts if part)


def tell_ends(flow: Flow, setting: Setting) -> str:
    """Return who gives and who receives, as they stand on the plate, when the staves alone do not say it."""
    givers, receivers = _tell_end(flow.givers, setting), _tell_end(flow.receivers, setting)
    if not givers and not receivers:
        return ""
    if flow.direction is Direction.MUTUAL:
        return " ↔ ".join(call(p) for p in flow.givers[:2]) if len(flow.givers) == 2 else givers
    left, right = givers or _name_end(flow.givers, setting), receivers or _name_end(flow.receivers, setting)
    return f"{right} ← {left}" if flow.direction is Direction.TO_URBAN else f"{left} → {right}"


def _tell_end(parties: Sequence[Party], setting: Setting) -> str:
    """Return the names at one end, or nothing when each side that takes part does so whole."""
    sides = {party.side for party in parties}
    whole = {p.id for stave in setting.staves if stave.side in sides for p in stave.parties}
    if whole == {party.id for party in parties}:
        return ""
    return _name_end(parties, setting)


def _name_end(parties: Sequence[Party], setting: Setting) -> str:
    """Return the names at one end; a side of three parties or more that takes part whole is said by its number."""
    said: list[str] = []
    for side in dict.fromkeys(party.side for party in parties):
        there = [party for party in parties if party.side is side]
        stave = setting.stave(side)
        whole = stave is not None and len(there) == len(stave.parties) > 2
        said.append(say(WORDS, "many", side, count=len(there)) if whole else _name_some(there))
    return ", ".join(said)


def _name_some(parties: Sequence[Party]) -> str:
    names = [call(party) for party in parties]
    if len(names) > 3:
        return ", ".join(names[:2]) + " " + say(WORDS, "others", count=len(names) - 2)
    return ", ".join(names)


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
        pairs = [(g, min(receivers, key=lambda r: abs(r - g))) for g in givers] if len(givers) >= len(receivers) else [(givers[0], r) for r in receivers]
    else:
        pairs = [(givers[0], receivers[-1]) if givers[0] < receivers[-1] else (givers[-1], receivers[0])]
    bands = []
    for start, finish in pairs:
        if start != finish:
            way = 1 if finish > start else -1
            material = Material.MUTUAL if flow.direction is Direction.MUTUAL else _material_at(start, setting)
            bands.append(Band(start + way * inset, finish - way * inset, y, material, exchange.state, exchange.contested, flow.direction is Direction.MUTUAL))
    return bands


def _material_at(x: float, setting: Setting) -> Material:
    return next(SIDE_MATERIAL[stave.side] for stave in setting.staves if stave.x == x)


def draw_bands(canvas: Canvas, flow: Flow, setting: Setting, y: float) -> float:
    """Draw the bands of a flow; return how far below `y` they reach."""
    page, bands = setting.page, plan_bands(flow, setting, y)
    if not bands:
        return _draw_within(canvas, flow, setting, y)
    involved = setting.places((*flow.givers, *flow.receivers))
    for band in bands:
        through = setting.has_middle and min(band.start, band.finish) < page.middle - page.inset and max(band.start, band.finish) > page.middle + page.inset
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
    band = Band(start, start + way * page.width * 0.22, y, material, exchange.state, exchange.contested, flow.direction is Direction.MUTUAL)
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
        draw_band(canvas, page.pen, Band(near, far, y, material, exchange.state, exchange.contested) if gives else Band(far, near, y, material, exchange.state, exchange.contested))
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
    state, details = tell_state(exchange, setting.labels), _tell_details(exchange)
    label = split_citations(exchange.what)[0]
    note = _third_note(flow, setting) if flow.direction is Direction.THIRD_PARTY else tell_ends(flow, setting)
    draw: Callable[[Canvas, Flow, Setting, float], float] = draw_third if flow.direction is Direction.THIRD_PARTY else draw_bands
    icon = find_icon(setting.goods, exchange.good)
    if page.meta_below:
        y = _write_label(canvas, setting, icon, label, note, top, page.width - 2 * page.margin)
        y += page.pen.wing + 5
        y += draw(canvas, flow, setting, y)
        for number, line in enumerate(wrap(state + details, page.width - 2 * page.margin, page.small[0])):
            y += page.small[1]
            _write_meta(canvas, setting, page.margin, y, line, state if number == 0 else "", "m")
        canvas.height = y + 20
        return
    lines = _meta_lines(state + details, label, page)
    room = page.width - 2 * page.margin - max(measure(line, page.small[0], Face.BOLD) for line in lines) - 24
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


def _meta_lines(text: str, label: str, page: Page) -> list[str]:
    """Wrap state and figures: on one line when the label leaves room, else within two fifths of the width."""
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
    canvas.write(x, y, line.removeprefix(state) if line.startswith(state) else line, classes, strong=state if line.startswith(state) else "")
    _cover(setting, x - width if "rt" in classes else x, width, y - setting.page.small[1] + 4, y + 4)


def _cover(setting: Setting, x: float, width: float, top: float, bottom: float) -> None:
    """Note the stretch of the middle stave that words cover."""
    if x - 6 < setting.page.middle < x + width + 6:
        setting.crossings.append((top, bottom))


def _third_note(flow: Flow, setting: Setting) -> str:
    return f"{_name_end(flow.givers, setting)} → {_name_end(flow.receivers, setting)}"


def find_icon(goods: Vocabulary, good: str) -> str:
    """Return the pictogram of a good's family."""
    term = goods.get(good)
    group = goods.group(term.group) if term else None
    return group.icon if group else ""


def group_flows(flows: Sequence[Flow]) -> Mapping[Direction, list[Flow]]:
    """Return flows by direction, in the order of display; empty directions are left out."""
    groups = {direction: [flow for flow in flows if flow.direction is direction] for direction in Direction}
    return {direction: found for direction, found in groups.items() if found}

"""The plate of a sheet: the whole exchange, drawn for a wide page or for a phone.

Enters: parties and flows of a case. Leaves: one SVG. Floor 5. The page must hold the sprite of `icons.draw_sprite` once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kb.pages.diagram.canvas import Canvas, Layer, number
from kb.pages.diagram.lettering import measure
from kb.pages.diagram.row import draw_row, group_flows
from kb.pages.diagram.setting import Setting
from kb.pages.diagram.stave import NARROW_PAGE, WIDE_PAGE, WORDS, Page, call, draw_heads, draw_mark, draw_stave, set_staves
from kb.pages.phrases import find_phrase, say
from kb.pages.wording import format_number
from kb.records.flow import Direction, Flow
from kb.records.model import Party, Role, Side
from kb.reference.labels import Labels
from kb.reference.term import Vocabulary

_CRUMB = 12
"""A stretch of stave shorter than this reads as a stain between two words."""


def draw_plate(
    case_title: str,
    parties: Sequence[Party],
    flows: Sequence[Flow],
    vocabularies: Mapping[str, Vocabulary],
    labels: Labels,
    *,
    wide: bool = True,
    distance: float | None = None,
) -> str:
    """Return the full diagram of a case. `distance`, in km, is written only when nothing circulated."""
    page = WIDE_PAGE if wide else NARROW_PAGE
    canvas, staves = Canvas(page.width), set_staves(parties, page)
    setting = Setting(page, staves, vocabularies["goods"], labels)
    starts = draw_heads(canvas, page, staves, vocabularies["party-kinds"], labels)
    if not any(flow.counted for flow in flows):
        _draw_nothing(canvas, page, distance)
    for direction, group in group_flows(flows).items():
        _draw_heading(canvas, setting, direction, group)
        for flow in group:
            draw_row(canvas, flow, setting)
    _draw_bystanders(canvas, setting, parties, flows)
    canvas.height += 8
    for stave in staves:
        crossings = setting.crossings if stave.x == page.middle else ()
        draw_stave(canvas, page, stave, _free_pieces(starts[stave.side], canvas.height, crossings))
    return canvas.render(page.classes, summarise(case_title, flows))


def summarise(case_title: str, flows: Sequence[Flow]) -> str:
    """Return the text alternative of a plate: how many exchanges go each way."""
    counts = {direction: sum(flow.counted for flow in group) for direction, group in group_flows(flows).items()}
    said = [say(WORDS, "counts", direction, count=count) for direction, count in counts.items() if count]
    if not said:
        return say(WORDS, "summary_empty", title=case_title)
    return say(WORDS, "summary", title=case_title, counts=", ".join(said))


def _draw_heading(canvas: Canvas, setting: Setting, direction: Direction, group: Sequence[Flow]) -> None:
    """Write the name of a group and its count over a rule; dotted for third parties."""
    page, count = setting.page, sum(flow.counted for flow in group)
    heading = name_heading(setting, direction, group)
    text = say(WORDS, "counted", heading=heading, count=count) if count else heading
    y = canvas.height + (26 if page.meta_below else 32)
    canvas.write(page.margin, y, text, "hd")
    if page.meta_below:
        setting.crossings.append((canvas.height, y + 11))
    elif page.margin + measure(text, page.small[0]) > page.middle:
        setting.crossings.append((y - page.small[1], y + 3))
    classes = "rule dot" if direction is Direction.THIRD_PARTY else "rule"
    canvas.line(Layer.GROUND, classes, page.margin, page.width - page.margin, y + 7)
    canvas.height = y + 11


def name_heading(setting: Setting, direction: Direction, group: Sequence[Flow]) -> str:
    """Return the name of a group, which depends on the sides that are there."""
    missing = [side for side in (Side.URBAN, Side.RURAL) if setting.stave(side) is None]
    adapted = find_phrase(WORDS, "headings_without", missing[0], direction) if missing else None
    if adapted:
        return str(adapted)
    crosses = any(len(setting.places((*flow.givers, *flow.receivers))) > 1 for flow in group)
    if direction is Direction.LATERAL and crosses:
        return say(WORDS, "headings_crossing")
    return say(WORDS, "headings", direction)


def _draw_nothing(canvas: Canvas, page: Page, distance: float | None) -> None:
    """Draw the empty stave: the distance between the sides, and the fact that nothing went across."""
    y = canvas.height + 60
    left, right = page.left + page.inset, page.right - page.inset
    if distance is not None:
        text = say(WORDS, "apart", distance=format_number(round(distance)))
        half = measure(text, page.label[0]) / 2 + 16
        data = f"M{number(left)} {number(y - 8)}v16m0-8H{number(page.middle - half)}"
        canvas.stroke(Layer.GROUND, "span", data + f"M{number(page.middle + half)} {number(y)}H{number(right)}m0-8v16")
        canvas.write(page.middle, y + 6, text, "l mid")
        y += 60
    canvas.write(page.middle, y, say(WORDS, "nothing"), "ti mid")
    canvas.height = y + 30


def _draw_bystanders(canvas: Canvas, setting: Setting, parties: Sequence[Party], flows: Sequence[Flow]) -> None:
    """List at the foot the third parties that neither give nor receive, each with its lozenge."""
    page = setting.page
    seen = {party.id for flow in flows for party in (*flow.givers, *flow.receivers)}
    absent = [party for party in parties if party.side is Side.THIRD_PARTY and party.id not in seen]
    x, y = page.margin, canvas.height + 26
    for party in absent:
        text = call(party)
        if party.role is not Role.PARTNER:
            text = say(WORDS, "role", name=text, role=setting.labels.of(party.role).lower())
        width = measure(text, page.small[0]) + 44
        if x > page.margin and x + width > page.width - page.margin:
            x, y = page.margin, y + page.small[1] + 4
        draw_mark(canvas, Side.THIRD_PARTY, x + 8, y - 5, 7)
        canvas.write(x + 22, y, text, "me")
        setting.crossings.append((y - page.small[1], y + 4))
        x += width
    canvas.height = y if absent else canvas.height


def _free_pieces(start: float, end: float, crossings: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the stretches of a stave that nothing covers, from top to bottom; crumbs between two lines of words are left out."""
    pieces, at = [], start
    for top, bottom in sorted(crossings):
        if top > at + _CRUMB:
            pieces.append((at, min(top, end)))
        at = max(at, bottom)
    return [*pieces, (at, end)] if at < end - 10 or not pieces else pieces

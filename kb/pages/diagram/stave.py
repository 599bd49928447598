"""The sides of an exchange as staves: where each stands, what its head says.

Enters: the parties of a case, a page (`Page`). Leaves: `Stave`s, heads and staves drawn on a canvas. Floor 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.pages.diagram.canvas import Canvas, Layer, number
from kb.pages.diagram.lettering import Face, fit_names, wrap
from kb.pages.diagram.stroke import NARROW, WIDE, Pen
from kb.pages.phrases import say
from kb.records.model import Party, Role, Side
from kb.reference.labels import Labels
from kb.reference.term import Vocabulary

WORDS = "diagram"


@dataclass(frozen=True, slots=True)
class Page:
    """Measures of a plate, in units of the drawing; sizes of letters are repeated in the style sheet."""

    classes: str
    width: float
    pen: Pen
    left: float
    """Abscissa of the left stave; the right one mirrors it."""
    inset: float
    """From a stave to the end of a band."""
    margin: float
    """Abscissa where words start."""
    mark: float
    """Radius of the marks of the heads."""
    stave: float
    """Width of a stave."""
    title: tuple[float, float]
    """Size and line height."""
    label: tuple[float, float]
    small: tuple[float, float]
    icon: float
    meta_below: bool
    """State, figures and sources stand under the band rather than at the right of the label."""

    @property
    def middle(self) -> float:
        """Abscissa of the middle stave."""
        return self.width / 2

    @property
    def right(self) -> float:
        """Abscissa of the right stave."""
        return self.width - self.left


WIDE_PAGE = Page("dia wide", 1080, WIDE, 46, 12, 74, 38, 8, (24, 28), (18, 22), (15, 19), 23, False)
NARROW_PAGE = Page("dia narrow", 358, NARROW, 13, 8, 26, 12, 6, (17, 20), (16, 19), (13.5, 17), 19, True)


@dataclass(frozen=True, slots=True)
class Stave:
    """One side of the exchange."""

    side: Side
    x: float
    parties: tuple[Party, ...]


def call(party: Party) -> str:
    """Return the name a drawing has room for."""
    return party.short or party.name


def set_staves(parties: Sequence[Party], page: Page) -> tuple[Stave, ...]:
    """Place the sides from left to right. The side in between takes the place of one that is missing."""
    by_side = {side: tuple(p for p in parties if p.side is side) for side in Side}
    ends = {Side.URBAN: page.left, Side.RURAL: page.right}
    between = by_side[Side.INTERMEDIATE]
    missing = [side for side in ends if not by_side[side]]
    staves = [Stave(side, x, by_side[side]) for side, x in ends.items() if not (between and missing == [side])]
    if between:
        staves.append(Stave(Side.INTERMEDIATE, ends[missing[0]] if len(missing) == 1 else page.middle, between))
    return tuple(sorted(staves, key=lambda stave: stave.x))


# --- marks -----------------------------------------------------------------------------------------------------------


def draw_mark(canvas: Canvas, side: Side, x: float, y: float, radius: float, layer: Layer = Layer.STAVE, *, rows: int = 5) -> None:
    """Draw the mark of a side: disc, furrowed square, half of each, lozenge."""
    r, d = number(radius), number(2 * radius)
    if side is Side.THIRD_PARTY:
        canvas.stroke(layer, "f t", f"M{number(x)} {number(y - radius)}l{r} {r}l-{r} {r}l-{r}-{r}z")
    elif side is Side.URBAN:
        canvas.stroke(layer, "f u", f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 1 {d} 0a{r} {r} 0 1 1-{d} 0z")
    elif side is Side.RURAL:
        _draw_square(canvas, layer, x - radius, y - radius, 2 * radius, 2 * radius, rows)
    else:
        canvas.stroke(layer, "f u", f"M{number(x)} {number(y - radius)}a{r} {r} 0 0 0 0 {d}z")
        _draw_square(canvas, layer, x, y - radius, radius, 2 * radius, rows)


def _draw_square(canvas: Canvas, layer: Layer, x: float, y: float, width: float, height: float, rows: int) -> None:
    """Draw a square, or half of one, with its furrows."""
    w = number(width)
    canvas.stroke(layer, "f r", f"M{number(x)} {number(y)}h{w}v{number(height)}h-{w}z")
    furrows = (f"M{number(x)} {number(y + height * i / rows)}h{w}" for i in range(1, rows))
    canvas.stroke(Layer(layer + 2) if layer is Layer.NODE else Layer.FURROW, "w", "".join(furrows))


def draw_node(canvas: Canvas, page: Page, x: float, y: float) -> None:
    """Draw the node that says the side in between takes part."""
    radius = page.pen.band * 0.72
    ground, d = number(radius + 4), number(2 * radius + 8)
    data = f"M{number(x - radius - 4)} {number(y)}a{ground} {ground} 0 1 1 {d} 0a{ground} {ground} 0 1 1-{d} 0z"
    canvas.stroke(Layer.NODE_GROUND, "paper", data)
    draw_mark(canvas, Side.INTERMEDIATE, x, y, radius, Layer.NODE, rows=3)


def draw_stave(canvas: Canvas, page: Page, stave: Stave, pieces: Sequence[tuple[float, float]]) -> None:
    """Draw the line of a stave, in the pieces that words leave free."""
    x, half = stave.x, page.stave / 2
    data = "".join(f"M{number(x)} {number(a)}V{number(b)}" for a, b in pieces)
    if not stave.parties:
        canvas.stroke(Layer.STAVE, "st none", data)
    elif stave.side is Side.INTERMEDIATE:
        for shift, classes in ((-half / 2, "st hs u"), (half / 2, "st hs r")):
            canvas.stroke(Layer.STAVE, classes, "".join(f"M{number(x + shift)} {number(a)}V{number(b)}" for a, b in pieces))
    else:
        canvas.stroke(Layer.STAVE, f"st {'u' if stave.side is Side.URBAN else 'r'}", data)
        if stave.side is Side.RURAL:
            canvas.stroke(Layer.FURROW, "w", data)


# --- heads -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a stave says."""

    title: list[str]
    members: list[str]
    small_marks: int = 0


def word_head(stave: Stave, page: Page, width: float, kinds: Vocabulary, labels: Labels) -> Head:
    """Return the words of a head: names when they fit, else a count and as many names as fit."""
    size, parties = page.title[0], stave.parties
    if not parties:
        return Head(wrap(say(WORDS, "missing", stave.side), width, page.small[0]), [])
    if len(parties) == 1:
        return Head(wrap(call(parties[0]), width, size, Face.TITLE), wrap(_describe(parties[0], kinds, labels), width, page.small[0]))
    names = [call(p) for p in parties]
    title = wrap(", ".join(names[:-1]) + say(WORDS, "and") + names[-1], width, size, Face.TITLE)
    if len(parties) <= 3 and len(title) <= 3:
        special = [_name_role(p, labels) for p in parties if p.role is not Role.PARTNER]
        return Head(title, wrap(", ".join(special), width, page.small[0]) if special else [])
    title = wrap(say(WORDS, "many", stave.side, count=len(parties)), width, size, Face.TITLE)
    members = fit_names([_name_role(p, labels) for p in parties], width, page.small[0], 4, lambda n: say(WORDS, "others", count=n))
    return Head(title, members, len(parties) if len(parties) > 3 else 0)


def _describe(party: Party, kinds: Vocabulary, labels: Labels) -> str:
    """Return the nature of a party, with its role when it is not simply a partner."""
    kind = kinds[party.kind].label if party.kind in kinds else ""
    role = labels.of(party.role).lower() if party.role is not Role.PARTNER else ""
    return say(WORDS, "separator").join(filter(None, (kind, role)))


def _name_role(party: Party, labels: Labels) -> str:
    """Return a name, with its role when it is not simply a partner."""
    if party.role is Role.PARTNER:
        return call(party)
    return say(WORDS, "role", name=call(party), role=labels.of(party.role).lower())


def draw_heads(canvas: Canvas, page: Page, staves: Sequence[Stave], kinds: Vocabulary, labels: Labels) -> dict[Side, float]:
    """Draw the heads; return where each stave starts. The height of the canvas grows by what they take."""
    starts: dict[Side, float] = {}
    ends = [stave for stave in staves if stave.x != page.middle]
    room = page.width / 2 - page.left - page.mark - (24 if len(ends) == len(staves) else 164 if not page.meta_below else 16)
    heads = {stave: word_head(stave, page, room, kinds, labels) for stave in ends}
    stacked = page.meta_below and any(_too_tall(head, page) for head in heads.values())
    lowest = 0.0
    for stave in ends:
        top = lowest + 8 if stacked and lowest else 4.0
        head = word_head(stave, page, page.width - 2 * (page.left + page.mark + 8), kinds, labels) if stacked else heads[stave]
        bottom = _draw_end_head(canvas, page, stave, head, top)
        starts[stave.side] = top + 2 * page.mark
        lowest = max(lowest, bottom)
    for stave in staves:
        if stave.x == page.middle:
            starts[stave.side] = lowest = _draw_middle_head(canvas, page, stave, kinds, labels, lowest if page.meta_below else 0)
    canvas.height = lowest + 8
    return starts


def _too_tall(head: Head, page: Page) -> bool:
    return len(head.title) > 3 or len(head.members) > 2


def _draw_end_head(canvas: Canvas, page: Page, stave: Stave, head: Head, top: float) -> float:
    """Draw the head of an outer stave; return the ordinate under it."""
    right = stave.x > page.middle
    if stave.parties:
        draw_mark(canvas, stave.side, stave.x, top + page.mark, page.mark)
    else:
        _draw_missing_mark(canvas, stave, top + page.mark, page.mark)
    edge = stave.x + (-1 if right else 1) * (page.mark + (16 if page.width > 500 else 8))
    y = _write_head(canvas, page, head, edge, top, " rt" if right else "")
    if head.small_marks:
        step = page.small[1] * (-1 if right else 1)
        for i in range(min(head.small_marks, int(page.width / 40))):
            draw_mark(canvas, stave.side, edge + step * (i + 0.5) * 0.9, y + 12, page.small[0] * 0.38, rows=3)
        y += 20
    return max(y, top + 2 * page.mark)


def _draw_missing_mark(canvas: Canvas, stave: Stave, y: float, radius: float) -> None:
    """Draw the dashed outline of a side that has no party."""
    r, d, x = number(radius - 1), number(2 * radius - 2), stave.x
    if stave.side is Side.URBAN:
        canvas.stroke(Layer.STAVE, "lost", f"M{number(x - radius + 1)} {number(y)}a{r} {r} 0 1 1 {d} 0a{r} {r} 0 1 1-{d} 0z")
    else:
        canvas.stroke(Layer.STAVE, "lost", f"M{number(x - radius + 1)} {number(y - radius + 1)}h{d}v{d}h-{d}z")


def _write_head(canvas: Canvas, page: Page, head: Head, x: float, top: float, anchor: str) -> float:
    """Write title and members; return the ordinate under them."""
    y = top - 2
    for line in head.title:
        y += page.title[1]
        canvas.write(x, y - page.title[1] * 0.2, line, "ti" + anchor)
    for line in head.members:
        y += page.small[1]
        canvas.write(x, y, line, "me" + anchor)
    return y + 4


def _draw_middle_head(canvas: Canvas, page: Page, stave: Stave, kinds: Vocabulary, labels: Labels, top: float) -> float:
    """Draw the head of the middle stave, words centred under its mark; return where its line starts."""
    width = page.width * 0.25 if page.width > 500 else page.width - 2 * (page.left + 16)
    head = word_head(stave, page, width, kinds, labels)
    radius = page.mark * 0.8 if page.width > 500 else page.mark
    draw_mark(canvas, stave.side, page.middle, top + radius + 4, radius)
    y = _write_head(canvas, page, head, page.middle, top + 2 * radius + 6, " mid")
    if head.small_marks:
        step = page.small[1] * 0.9
        first = page.middle - step * (head.small_marks - 1) / 2
        for i in range(head.small_marks):
            draw_mark(canvas, stave.side, first + step * i, y + 12, page.small[0] * 0.38, rows=3)
        y += 22
    return y + 4

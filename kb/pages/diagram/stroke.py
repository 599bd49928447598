"""How one exchange is drawn: material of the giver, state of the exchange.

Enters: two ends, a material, a state. Leaves: strokes on a canvas. Floor 5.

| state       | sign                                                                                     |
|-------------|------------------------------------------------------------------------------------------|
| observed    | full band, arrowhead where it arrives                                                    |
| promised    | dashed band                                                                              |
| ended       | full band that starts from a double bar, as music ends (mutual: the bar stands within)   |
| undelivered | thin line stopped by a cross, dots after it                                              |
| context     | thin grey line, never counted                                                            |
| contested   | zigzag and a lozenge with "!", over any state                                            |
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.pages.diagram.canvas import Canvas, Layer, number
from kb.records.model import Side, State


class Material(StrEnum):
    """Who gives, as a class of the style sheet."""

    URBAN = "u"
    RURAL = "r"
    HALF = "h"
    THIRD = "t"
    MUTUAL = "e"
    CONTEXT = "g"


SIDE_MATERIAL = {
    Side.URBAN: Material.URBAN,
    Side.RURAL: Material.RURAL,
    Side.INTERMEDIATE: Material.HALF,
    Side.THIRD_PARTY: Material.THIRD,
}


@dataclass(frozen=True, slots=True)
class Pen:
    """Sizes of the strokes of one drawing; band widths are repeated in the style sheet."""

    band: float
    head: float
    wing: float
    furrow: float
    lozenge: float


WIDE = Pen(12, 22, 13, 2, 12)
NARROW = Pen(10, 17, 10.5, 1.7, 10)
MINI = Pen(8, 14, 8.5, 0, 7)


@dataclass(frozen=True, slots=True)
class Band:
    """A straight band from the giver's end to the receiver's end, at one height."""

    start: float
    finish: float
    y: float
    material: Material
    state: State
    contested: bool = False
    mutual: bool = False

    @property
    def sense(self) -> int:
        """1 to the right, -1 to the left."""
        return 1 if self.finish >= self.start else -1

    def at(self, share: float) -> float:
        """Return the abscissa at a share of the way."""
        return self.start + (self.finish - self.start) * share


def draw_band(canvas: Canvas, pen: Pen, band: Band, sign_at: float = 0.5) -> None:
    """Draw a band; `sign_at` is the share of the way where its lozenge, cross or bar stands."""
    if band.state is State.UNDELIVERED:
        _draw_undelivered(canvas, pen, band, sign_at)
        sign_at /= 2
    else:
        _draw_delivered(canvas, pen, band, sign_at)
    if band.contested:
        draw_lozenge(canvas, pen, band.at(sign_at), band.y)


def _draw_delivered(canvas: Canvas, pen: Pen, band: Band, sign_at: float) -> None:
    material = Material.CONTEXT if band.state is State.CONTEXT else band.material
    step = band.sense * (pen.head - 2)
    start = band.start + step if band.mutual else band.start
    finish = band.finish - step
    pieces = [(start, finish)]
    if band.state is State.ENDED:
        pieces = _close(canvas, pen, band, start, finish, sign_at)
    for piece in pieces:
        _draw_body(canvas, pen, band, material, *piece)
    draw_head(canvas, pen, band.finish, band.y, band.sense, material)
    if band.mutual:
        draw_head(canvas, pen, band.start, band.y, -band.sense, material)


def _close(canvas: Canvas, pen: Pen, band: Band, start: float, finish: float, sign_at: float) -> list[tuple[float, float]]:
    """Draw the double bar that ends an exchange; return the pieces of band it leaves."""
    way = band.sense
    bar = band.at(sign_at * 0.45) if band.mutual else start + way * 2
    _draw_double_bar(canvas, pen, bar, band.y, way)
    after = bar + way * pen.head * 0.55
    return [(start, bar - way * pen.head * 0.3), (after, finish)] if band.mutual else [(after, finish)]


def _draw_double_bar(canvas: Canvas, pen: Pen, x: float, y: float, way: int) -> None:
    """Draw a thick bar then a thin one, on the way of the exchange."""
    for shift, classes in ((0.0, "bar k"), (way * pen.head * 0.32, "bar")):
        canvas.stroke(Layer.SIGN, classes, f"M{number(x + shift)} {number(y - pen.wing)}v{number(2 * pen.wing)}")


def _draw_body(canvas: Canvas, pen: Pen, band: Band, material: Material, start: float, finish: float) -> None:
    dashed = " p" if band.state is State.PROMISED else ""
    if band.contested:
        _draw_zigzag(canvas, pen, f"{material}{dashed}", start, finish, band.y)
    elif material is Material.CONTEXT:
        canvas.line(Layer.BAND, "n g", start, finish, band.y)
    else:
        draw_strip(canvas, pen, material, dashed, start, finish, band.y)


def draw_strip(canvas: Canvas, pen: Pen, material: Material, dashed: str, start: float, finish: float, y: float) -> None:
    """Draw the plain body of a band in its material."""
    if material is Material.HALF:
        half = pen.band / 4
        canvas.line(Layer.BAND, f"b hb u{dashed}", start, finish, y - half)
        canvas.line(Layer.BAND, f"b hb r{dashed}", start, finish, y + half)
        canvas.line(Layer.FURROW, "w", start, finish, y + half)
        return
    canvas.line(Layer.BAND, f"b {material}{dashed}", start, finish, y)
    if material is Material.RURAL:
        for furrow in {y - pen.furrow, y + pen.furrow}:
            canvas.line(Layer.FURROW, "w", start, finish, furrow)


def _draw_zigzag(canvas: Canvas, pen: Pen, classes: str, start: float, finish: float, y: float) -> None:
    way = 1 if finish > start else -1
    step, rise = pen.band * 1.25, pen.band * 0.55
    teeth = max(int(abs(finish - start) / (2 * step)), 1)
    tooth = f"l{number(way * step)}-{number(rise)}l{number(way * step)} {number(rise)}"
    data = f"M{number(start)} {number(y + rise / 2)}{tooth * teeth}"
    if teeth * 2 * step < abs(finish - start) - 1:
        data += f"L{number(finish)} {number(y)}"
    classes = classes.replace(Material.HALF, Material.URBAN)
    canvas.stroke(Layer.BAND, f"z {classes}", data)
    if classes == Material.RURAL:
        canvas.stroke(Layer.FURROW, "w", data)


def _draw_undelivered(canvas: Canvas, pen: Pen, band: Band, sign_at: float) -> None:
    middle, gap = band.at(sign_at), band.sense * pen.lozenge * 0.7
    material = Material.URBAN if band.material is Material.HALF else band.material
    canvas.line(Layer.BAND, f"n {material}", band.start, middle - gap * 0.4, band.y)
    canvas.line(Layer.BAND, "dots", middle + gap * 1.6, band.finish, band.y)
    draw_cross(canvas, pen, middle, band.y)


def draw_cross(canvas: Canvas, pen: Pen, x: float, y: float) -> None:
    """Draw the sign of what did not arrive."""
    half, both = pen.lozenge * 0.6, number(pen.lozenge * 1.2)
    canvas.stroke(Layer.SIGN, "x", f"M{number(x - half)} {number(y - half)}l{both} {both}m0-{both}l-{both} {both}")


def draw_head(canvas: Canvas, pen: Pen, tip: float, y: float, way: int, material: Material) -> None:
    """Draw an arrowhead whose tip is at (`tip`, `y`)."""
    back, wing = number(-way * pen.head), number(pen.wing)
    if material is Material.HALF:
        canvas.stroke(Layer.BAND, "f u", f"M{number(tip)} {number(y)}h{back}v-{wing}z")
        canvas.stroke(Layer.BAND, "f r", f"M{number(tip)} {number(y)}h{back}v{wing}z")
        return
    scale = 0.75 if material is Material.CONTEXT else 1
    back, wing = number(-way * pen.head * scale), number(pen.wing * scale)
    canvas.stroke(Layer.BAND, f"f {material}", f"M{number(tip)} {number(y)}l{back}-{wing}v{number(2 * pen.wing * scale)}z")


def draw_lozenge(canvas: Canvas, pen: Pen, x: float, y: float) -> None:
    """Draw the sign of what is contested."""
    half = pen.lozenge
    canvas.stroke(Layer.SIGN, "loz", lozenge_path(x, y, half))
    mark = f"M{number(x)} {number(y - half * 0.5)}v{number(half * 0.55)}m0 {number(half * 0.28)}v{number(half * 0.16)}"
    canvas.stroke(Layer.SIGN, "loz-m", mark)


def lozenge_path(x: float, y: float, half: float) -> str:
    """Return the outline of a lozenge centred at (`x`, `y`)."""
    arm = number(half)
    return f"M{number(x)} {number(y - half)}l{arm} {arm}l-{arm} {arm}l-{arm}-{arm}z"


def draw_bracket(canvas: Canvas, pen: Pen, band: Band, drop: float) -> None:
    """Draw an exchange that stays on one side: out of the stave at `start`, along to `finish`, back to the stave below."""
    material = Material.CONTEXT if band.state is State.CONTEXT else band.material
    dashed = " p" if band.state is State.PROMISED else ""
    back = band.start + band.sense * (pen.head - 2)
    out = back if band.mutual else band.start
    data = f"M{number(out)} {number(band.y)}H{number(band.finish)}v{number(drop)}H{number(back)}"
    plain = Material.URBAN if material is Material.HALF else material
    thin = material is Material.CONTEXT or band.state is State.UNDELIVERED
    canvas.stroke(Layer.BAND, f"{'n' if thin else 'b'} {plain}{dashed}", data)
    if plain is Material.RURAL and not thin:
        canvas.stroke(Layer.FURROW, "w", data)
    draw_head(canvas, pen, band.start, band.y + drop, -band.sense, plain)
    if band.mutual:
        draw_head(canvas, pen, band.start, band.y, -band.sense, plain)
    _draw_bracket_sign(canvas, pen, band, drop)


def _draw_bracket_sign(canvas: Canvas, pen: Pen, band: Band, drop: float) -> None:
    """Draw on a bracket the sign of what ended, did not arrive, or is contested."""
    if band.state is State.ENDED:
        canvas.stroke(Layer.NODE_GROUND, "gap", f"M{number(band.at(0.5))} {number(band.y - pen.wing)}v{number(2 * pen.wing)}")
        _draw_double_bar(canvas, pen, band.at(0.5) - band.sense * pen.head * 0.16, band.y, band.sense)
    if band.state is State.UNDELIVERED:
        draw_cross(canvas, pen, band.at(0.5), band.y + drop)
    if band.contested:
        draw_lozenge(canvas, pen, band.at(0.6), band.y)

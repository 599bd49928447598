"""What circulates over many experiences: bands whose thickness is a number, written beside.

Enters: rows of counts by family. Leaves: one SVG, wide or for a phone. Floor 5. The page must hold the sprite.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kb.pages.diagram.canvas import Canvas, Layer, number
from kb.pages.diagram.lettering import Face, wrap
from kb.pages.diagram.stave import WORDS, draw_mark
from kb.pages.diagram.stroke import Material
from kb.pages.phrases import say
from kb.records.model import Side


class Row(NamedTuple):
    """A family of goods and the number of experiences where it goes each way."""

    label: str
    icon: str
    to_urban: int
    to_rural: int
    mutual: int = 0


class _Ribbon(NamedTuple):
    """One band to lay: `way` 1 to the country, -1 to the town, 0 both ways."""

    material: Material
    way: int
    thickness: float
    y: float


_DISC, _SQUARE, _STACK, _THINNEST, _THICKEST, _WING = 108, 196, 190, 2.0, 24.0, 5.5


def draw_aggregate(rows: Sequence[Row | tuple[str, str, int, int, int]], *, wide: bool = True) -> str:
    """Return the aggregate picture of `rows` (label, icon, to town, to country, both ways); rows of zeros are left out."""
    kept = [row for row in (Row(*row) for row in rows) if row.to_urban or row.to_rural or row.mutual]
    return (_draw_wide if wide else _draw_narrow)(kept)


def summarise_rows(rows: Sequence[Row]) -> str:
    """Return the text alternative: the numbers of each row."""
    said = [say(WORDS, "aggregate", "row_mutual" if row.mutual else "row", **row._asdict()) for row in rows]
    return say(WORDS, "aggregate", "summary", rows=" ; ".join(said))


def _scale(rows: Sequence[Row]) -> float:
    """Return the thickness of one experience: all bands together fit the stacks, none grows past the thickest."""
    total = sum(row.to_urban + row.to_rural + row.mutual for row in rows) or 1
    largest = max((max(row.to_urban, row.to_rural, row.mutual) for row in rows), default=1)
    return min(_STACK / total, _THICKEST / largest)


def _list_ribbons(row: Row, scale: float, top: float) -> list[_Ribbon]:
    """Return the bands of a row, one under the other from `top`."""
    ribbons, y = [], top
    for count, material, way in ((row.to_rural, Material.URBAN, 1), (row.mutual, Material.MUTUAL, 0), (row.to_urban, Material.RURAL, -1)):
        if count:
            thickness = max(count * scale, _THINNEST)
            y += max(thickness, 7) / 2
            ribbons.append(_Ribbon(material, way, thickness, y))
            y += max(thickness, 7) / 2 + 2
    return ribbons


# --- wide ------------------------------------------------------------------------------------------------------------


def _draw_wide(rows: Sequence[Row]) -> str:
    canvas, scale = Canvas(1080), _scale(rows)
    placed: list[_Ribbon] = []
    y = 4.0
    for row in rows:
        _write_row(canvas, row, y, 294, 776)
        ribbons = _list_ribbons(row, scale, y + 30)
        placed += ribbons
        y = ribbons[-1].y + max(ribbons[-1].thickness, 7) / 2 + 12
    canvas.height = max(y, 2 * _DISC + 8)
    _lay_ribbons(canvas, placed, canvas.height / 2 - sum(r.thickness for r in placed) / 2)
    middle = canvas.height / 2
    _draw_ends(canvas, middle)
    return canvas.render("dia wide sum", summarise_rows(rows))


def _draw_ends(canvas: Canvas, middle: float) -> None:
    """Draw town and country over the ends of the ribbons, each with its name."""
    top, left, side = middle - _SQUARE / 2, 1078 - _SQUARE, number(_SQUARE)
    furrows = "".join(f"M{number(left)} {number(top + _SQUARE * i / 9)}h{side}" for i in (1, 2, 3, 6, 7, 8))
    canvas.put(f'<circle class="f u" cx="{_DISC + 2}" cy="{number(middle)}" r="{_DISC}"/>')
    canvas.put(f'<path class="f r" d="M{number(left)} {number(top)}h{side}v{side}h-{side}z"/><path class="w" d="{furrows}"/>')
    canvas.write(_DISC + 2, middle + 9, say(WORDS, "aggregate", "urban"), "on mid")
    canvas.write(left + _SQUARE / 2, middle + 9, say(WORDS, "aggregate", "rural"), "on mid")


def _lay_ribbons(canvas: Canvas, ribbons: Sequence[_Ribbon], top: float) -> None:
    """Lay each band from the stack at the disc, along its row, to the stack at the square."""
    at = top
    for ribbon in ribbons:
        at += ribbon.thickness / 2
        _lay_ribbon(canvas, ribbon, at)
        at += ribbon.thickness / 2


def _lay_ribbon(canvas: Canvas, ribbon: _Ribbon, stack: float) -> None:
    data = _trace(ribbon.y, stack)
    canvas.put(f'<path class="ri {ribbon.material}" stroke-width="{number(ribbon.thickness)}" d="{data}"/>')
    if ribbon.material is Material.RURAL and ribbon.thickness > 4:
        shifts = (-ribbon.thickness / 5, ribbon.thickness / 5) if ribbon.thickness > 12 else (0.0,)
        furrow = "".join(_trace(ribbon.y + shift, stack + shift) for shift in shifts)
        canvas.put(f'<path class="w" d="{furrow}"/>')
    _point(canvas, ribbon, 282, 798)


def _trace(row: float, stack: float) -> str:
    """Return the path of a ribbon: level with its row in the middle, with its place in the stack at both ends."""
    y, s = number(row), number(stack)
    start, finish = _DISC * 1.5, 1078 - _SQUARE + 6
    out = f"M{number(start)} {s}C{number(start + 70)} {s} {number(start + 50)} {y} 290 {y}"
    return f"{out}H790C{number(finish - 50)} {y} {number(finish - 70)} {s} {number(finish)} {s}"


def _point(canvas: Canvas, ribbon: _Ribbon, left: float, right: float) -> None:
    """Put the arrowheads of a band, their tips at `left` and `right`."""
    wing = number(ribbon.thickness / 2 + _WING)
    across = number(ribbon.thickness + 2 * _WING)
    for way, tip in ((-1, left), (1, right)):
        if ribbon.way in (way, 0):
            data = f"M{number(tip)} {number(ribbon.y)}l{number(-way * _tip_length(ribbon))}-{wing}v{across}z"
            canvas.put(f'<path class="tip {ribbon.material}" d="{data}"/>')


def _tip_length(ribbon: _Ribbon) -> float:
    return (ribbon.thickness / 2 + _WING) * 1.5


def _write_row(canvas: Canvas, row: Row, y: float, left: float, right: float) -> None:
    """Write pictogram, label and numbers of a row."""
    canvas.place_icon(left, y + 3, row.icon, 22)
    canvas.write(left + 30, y + 20, row.label, "l")
    canvas.put(_write_counts(row, right, y + 20, "rt"))


def _write_counts(row: Row, x: float, y: float, anchor: str) -> str:
    """Return the numbers of a row, each with the arrow of its way."""
    parts = [f'<tspan class="r">← {row.to_urban}</tspan>']
    if row.mutual:
        parts.append(f'<tspan class="e">↔ {row.mutual}</tspan>')
    parts.append(f'<tspan class="u">{row.to_rural} →</tspan>')
    return f'<text class="nb {anchor}" x="{number(x)}" y="{number(y)}">{"&#160;&#160; ".join(parts)}</text>'


# --- narrow ----------------------------------------------------------------------------------------------------------


def _draw_narrow(rows: Sequence[Row]) -> str:
    """Draw the same as straight bands between two staves."""
    canvas, scale = Canvas(358), _scale(rows)
    for side, x in ((Side.URBAN, 20), (Side.RURAL, 338)):
        draw_mark(canvas, side, x, 22, 18)
    canvas.write(46, 29, say(WORDS, "aggregate", "urban"), "ti")
    canvas.write(312, 29, say(WORDS, "aggregate", "rural"), "ti rt")
    y = 54.0
    for row in rows:
        canvas.place_icon(34, y, row.icon, 19)
        for line in wrap(row.label, 250, 16, Face.BOLD):
            y += 19
            canvas.write(60, y - 3, line, "l")
        for ribbon in _list_ribbons(row, scale, y + 6):
            _lay_straight(canvas, ribbon)
            y = ribbon.y + ribbon.thickness / 2
        canvas.put(_write_counts(row, 324, y + 21, "rt"))
        y += 36
    canvas.height = y
    canvas.stroke(Layer.STAVE, "st u", f"M20 40V{number(y)}")
    canvas.stroke(Layer.STAVE, "st r", f"M338 40V{number(y)}")
    canvas.stroke(Layer.FURROW, "w", f"M338 40V{number(y)}")
    return canvas.render("dia narrow sum", summarise_rows(rows))


def _lay_straight(canvas: Canvas, ribbon: _Ribbon) -> None:
    left, right, room = 28, 330, _tip_length(ribbon) - 2
    start = number(left + room if ribbon.way < 1 else left)
    data = f"M{start} {number(ribbon.y)}H{number(right - room if ribbon.way > -1 else right)}"
    canvas.put(f'<path class="ri {ribbon.material}" stroke-width="{number(ribbon.thickness)}" d="{data}"/>')
    if ribbon.material is Material.RURAL and ribbon.thickness > 4:
        canvas.put(f'<path class="w" d="{data}"/>')
    _point(canvas, ribbon, left, right)

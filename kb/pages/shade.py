"""The map of numbers: the parts of a country, darker where more happened.

Enters: an `Outline`, one `Shade` a part. Leaves: one SVG; a list that says the same numbers must stand beside it. Floor 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from kb.pages.map import WORDS, Scale, draw_ground, frame
from kb.pages.phrases import say
from kb.reference.outline import Outline


@dataclass(frozen=True, slots=True)
class Shade:
    """A part of the country, and how dark it is drawn."""

    name: str
    href: str
    count: int
    step: int
    """From 0 (paper) to 3."""


def draw_shades(outline: Outline, shades: Mapping[str, Shade], *, shown: int = 632) -> str:
    """Return a map of parts, darker where the number is larger; each leads to its page with a mouse, the list beside it with a keyboard."""
    scale = Scale(outline.viewbox[2] / shown)
    parts = "".join(_draw_part(data, shades.get(code), scale) for code, data in outline.paths.items())
    label = say(WORDS, "map", "shades", count=sum(bool(shade.count) for shade in shades.values()))
    return frame(outline.viewbox, label, "", scale, draw_ground(outline, scale, {}) + parts)


def _draw_part(data: str, shade: Shade | None, scale: Scale) -> str:
    drawn = f'<path class="land s{shade.step if shade else 0}" stroke-width="{scale(0.8)}" d="{data}"/>'
    if shade is None:
        return drawn
    title = escape(say(WORDS, "map", "shade", name=shade.name, count=shade.count), quote=False)
    return f'<a href="{escape(shade.href)}" tabindex="-1"><title>{title}</title>{drawn}</a>'

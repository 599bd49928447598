"""Where the keyboard stops: what has the focus, whether it is seen, and the name Chromium gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

LEAST_OUTLINE = 1.5
"""Pixels on screen; a drawing is scaled, and its outlines with it."""
LEAST_CONTRAST = 3
"""Of the outline with what is around it (WCAG 1.4.11)."""
READ_WHOLE = ("main", "status")
"""The content, and the line that announces: a link or a script gives them the focus, never Tab, and they need no name."""

# An element is covered when nothing of it answers at nine points of each of its boxes. Arcs of a map cross: being on screen is enough.
FOCUSED = """() => {
  const it = document.activeElement, style = getComputedStyle(it), drawn = it instanceof SVGElement;
  const inside = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const points = [...it.getClientRects()].flatMap((box) => [0.05, 0.5, 0.95].flatMap((x) => [0.05, 0.5, 0.95].map((y) =>
    [box.left + box.width * x, box.top + box.height * y]))).filter(([x, y]) => inside(x, y));
  const owns = (top) => drawn || it.contains(top) || it.labels?.[0]?.contains(top);
  const answers = ([x, y]) => { const top = document.elementFromPoint(x, y); return top && owns(top); };
  const large = it.getBoundingClientRect(), across = large.height > innerHeight || large.width > innerWidth;
  let ground = it.parentElement;
  while (ground.parentElement && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") ground = ground.parentElement;
  return {
    tag: it.tagName.toLowerCase(), mark: it.getAttribute("href") ?? (it.id || it.className || it.value), markup: it.outerHTML.slice(0, 120),
    shown: it.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !it.closest("[aria-hidden=true], [inert]"),
    seen: points.some(answers) || across,
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth) * (drawn ? it.getScreenCTM().a : 1),
    colours: [style.outlineColor, ground.parentElement ? getComputedStyle(ground).backgroundColor : "rgb(255, 255, 255)"],
  };
}"""


@dataclass(frozen=True)
class Stop:
    """What has the focus."""

    tag: str
    mark: str
    markup: str
    role: str
    name: str
    shown: bool
    seen: bool
    outline: float
    contrast: float

    @property
    def faults(self) -> list[str]:
        """Return what is wrong with it, none when it can be used without a mouse."""
        wrong = {
            "focus lost": self.tag in ("body", "html"),
            "hidden": not self.shown,
            "covered or off screen": not self.seen,
            f"outline of {self.outline:.1f} px": self.outline < LEAST_OUTLINE,
            f"outline of contrast {self.contrast:.1f}": self.contrast < LEAST_CONTRAST,
            "no name": not self.name.strip() and self.role not in READ_WHOLE,
        }
        return [f"{fault}: {self.markup}" for fault, true in wrong.items() if true]


def read_colour(text: str) -> tuple[float, ...]:
    """Return red, green and blue of `rgb(…)` or `color(srgb …)`, from 0 to 255."""
    parts = [float(part) for part in re.findall(r"[\d.]+", text)[:3]]
    return tuple(part * 255 for part in parts) if text.startswith("color(srgb") else tuple(parts)


def luminance(colour: tuple[float, ...]) -> float:
    """Return the relative luminance (WCAG)."""
    parts = (part / 255 for part in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as CSS computes them."""
    dark, light = sorted(luminance(read_colour(colour)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def list_nameless(cdp: CDPSession) -> list[str]:
    """Return the role of each node of Chromium's accessibility tree that takes the focus and has no name."""
    cdp.send("Accessibility.enable")
    nodes = cdp.send("Accessibility.getFullAXTree")["nodes"]
    focusable = [node for node in nodes[1:] if any(it["name"] == "focusable" and it["value"]["value"] for it in node.get("properties", []))]
    assert focusable
    nameless = [
        node["role"]["value"] for node in focusable if not node.get("ignored") and not node.get("name", {}).get("value", "").strip()
    ]
    return [role for role in nameless if role not in READ_WHOLE]


def read_stop(page: Page, cdp: CDPSession | None = None) -> Stop:
    """Return what has the focus now; with a session, its role and name in Chromium's accessibility tree."""
    found: dict[str, Any] = page.evaluate(FOCUSED)
    ends = contrast(*found.pop("colours"))
    if cdp is None:
        return Stop(**found, role="", name="?", contrast=ends)
    handle = cdp.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
    node = cdp.send("Accessibility.getPartialAXTree", {"objectId": handle, "fetchRelatives": False})["nodes"][0]
    role, name = (str(node.get(key, {}).get("value", "")) for key in ("role", "name"))
    return Stop(**found, role=role, name=name, contrast=ends)


def walk(page: Page, cdp: CDPSession | None = None, key: str = "Tab", most: int = 400) -> Iterator[Stop]:
    """Press a key and yield what has the focus each time, until the end of the page gives it back to the browser."""
    for _ in range(most):
        page.keyboard.press(key)
        stop = read_stop(page, cdp)
        if stop.tag in ("body", "html"):
            return
        yield stop

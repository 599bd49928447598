"""Twice as large, by zoom or by text alone: nothing slides sideways, nothing is cut, no control covers another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import each_page

Way = Literal["zoom", "text"]
each_way = pytest.mark.parametrize("way", ["zoom", "text"])
DOUBLED = "html { font-size: 200% !important; }"

# What is in a box that slides, a drawing, or a text kept for screen readers is not concerned.
SPILLS = """() => {
  const found = [], width = document.documentElement.clientWidth;
  const tell = (what, it) => found.push(`${what}: ${it.outerHTML.slice(0, 100)}`);
  const holds = (it) => { for (let up = it.parentElement; up; up = up.parentElement)
    if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return true; return false; };
  if (document.documentElement.scrollWidth > width) tell(`slides ${document.documentElement.scrollWidth}`, document.body);
  for (const it of document.querySelectorAll("body *")) {
    if (it.closest(".sr, .skip, svg") || !it.checkVisibility()) continue;
    const style = getComputedStyle(it), cuts = [style.overflowX, style.overflowY].some((value) => ["hidden", "clip"].includes(value));
    if (cuts && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)) tell("cut", it);
    if (it.getBoundingClientRect().right > width + 1 && !holds(it)) tell("too wide", it);
    const open = style.display !== "inline" && style.overflowX === "visible" && it.clientWidth && !holds(it);
    if (open && it.scrollWidth > it.clientWidth + 1) tell("spills", it);
  }
  // What sticks to the edge of the screen covers what slides under it.
  const sticks = (it) => getComputedStyle(it).position === "sticky";
  const controls = "body > header a, body > nav a, main button, main input, select, summary, .tools a, .btn, .doors a, h1, h2, h3, .chip";
  const isOpen = (it) => it.checkVisibility() && !it.closest(".table-wrap, .sr") && !sticks(it);
  const boxes = [...document.querySelectorAll(controls)].filter(isOpen)
    .flatMap((it) => [...it.getClientRects()].map((box) => [it, box]));
  boxes.forEach(([one, a], rank) => boxes.slice(rank + 1).forEach(([other, b]) => {
    if (one === other || one.contains(other) || other.contains(one)) return;
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > 2) tell(`covered by ${other.outerHTML.slice(0, 60)}`, one);
  }));
  return [...new Set(found)].slice(0, 6);
}"""

Show = Callable[[str], Page]


@pytest.fixture
def show(browser: Browser, way: Way) -> Iterator[Show]:
    """Return a function that opens an address twice as large on a screen of 1280 pixels."""
    zoomed = way == "zoom"
    size = {"width": 640, "height": 450} if zoomed else {"width": 1280, "height": 900}
    with browser.new_context(viewport=size, device_scale_factor=2 if zoomed else 1) as visit:

        def go(address: str) -> Page:
            page = visit.new_page()
            page.goto(address)
            if not zoomed:
                page.add_style_tag(content=DOUBLED)
            return page

        yield go


@each_way
@each_page
def test_twice_as_large_nothing_slides_spills_or_covers(address: str, show: Show, server: str) -> None:
    page = show(server + address)
    if "cas=" in address:
        page.wait_for_selector("#compared:visible")
    assert page.evaluate(SPILLS) == []


@each_way
def test_results_and_filters_hold_twice_as_large(show: Show, server: str, way: Way) -> None:
    page = show(server + "experiences/?q=eau&sens=to-urban")
    page.wait_for_selector(".found[aria-busy=false] #chips:visible")
    if way == "zoom":
        page.locator("#drawer").press("Enter")
    assert page.locator("#filters label").first.is_visible()
    assert page.evaluate(SPILLS) == []


def test_what_spills_is_seen(page: Page) -> None:
    page.set_content(
        "<main><p style='width:9px;height:9px;overflow:hidden'>coupé</p><button>un</button>"
        "<button style='margin-left:-9px'>deux</button><div style='width:1900px'>large</div></main>"
    )
    assert {fault.partition(" ")[0].rstrip(":") for fault in page.evaluate(SPILLS)} == {"slides", "cut", "too", "spills", "covered"}

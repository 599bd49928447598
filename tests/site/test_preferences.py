"""What readers ask of their system: forced colours keep every sign, and nothing moves for those who want no motion."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.site.conftest import PAGES
from tests.site.stops import contrast, walk

LIST = "experiences/?q=eau&sens=to-urban"
SHOWN = PAGES | {"list of results": LIST}
DRAWN = {
    name: SHOWN[name] for name in SHOWN if name.startswith("sheet") or name in ("home", "list of results", "theme", "region", "places")
}
each_drawn = pytest.mark.parametrize("address", DRAWN.values(), ids=DRAWN.keys())
KINDS = ("home", "list of results", "sheet", "theme", "compare two", "dossier", "crossing", "contact")
each_kind = pytest.mark.parametrize("address", [SHOWN[name] for name in KINDS], ids=KINDS)
each_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])

# --- forced colours --------------------------------------------------------------------------------------------------

SIGNS = ".b, .n, .z, .st, .arc, .cross, .x, .link, .f, .tag, text:not(.on, .no)"
"""What carries meaning in a drawing; grounds, gaps and the furrows of a green band are left out."""
PAINTS = """(all, signs) => all.filter(it => it.checkVisibility()).flatMap((svg) => [...svg.querySelectorAll(signs)].map((it) => {
  const style = getComputedStyle(it), filled = it.matches(".f, .tag, text, .loz");
  return [svg.classList.value + " " + it.classList.value, filled ? style.fill : style.stroke, getComputedStyle(svg).backgroundColor];
}))"""
# A strip of the legend, reduced to what the eye has left without colours: dashes, widths, shapes.
STRIPS = """all => all.map((it) => [...it.querySelectorAll("path")].map((path) => { const style = getComputedStyle(path);
  return [style.strokeDasharray, style.strokeWidth, path.getAttribute("d")].join(" "); }).join("|"))"""


@pytest.fixture
def forced(browser: Browser, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    """Return a page whose colours are the reader's."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, forced_colors="active", color_scheme=scheme) as visit:
        yield visit.new_page()


def show(page: Page, address: str) -> None:
    """Open a page and wait for what its scripts fill."""
    page.goto(address)
    if "q=" in address:
        page.wait_for_selector(".found[aria-busy=false] .results")
    if "cas=" in address:
        page.wait_for_selector("#compared:visible")


@each_scheme
@each_kind
def test_forced_colours_show_the_focus(address: str, server: str, forced: Page) -> None:
    show(forced, server + address)
    stops = list(islice(walk(forced), 12))
    assert len(stops) == 12
    assert [fault for stop in stops for fault in stop.faults] == []


@each_scheme
@each_drawn
def test_forced_colours_leave_every_sign_of_a_drawing(address: str, server: str, forced: Page) -> None:
    show(forced, server + address)
    paints: list[list[str]] = forced.eval_on_selector_all(".dia, .map", PAINTS, SIGNS)
    assert len(paints) >= 4
    assert {tuple(paint) for paint in paints if contrast(paint[1], paint[2]) < 3} == set()


@each_scheme
@pytest.mark.parametrize("name", ["sheet", "sheet of a contested exchange", "sheet of sixteen parties"])
def test_forced_colours_leave_states_apart(name: str, server: str, forced: Page) -> None:
    show(forced, server + PAGES[name])
    strips = forced.eval_on_selector_all(".legend .strip", STRIPS)
    assert len(set(strips)) == len(strips) >= 1
    labels = forced.locator(".legend li:has(.strip)").all_inner_texts()
    assert len(labels) == len(strips)
    assert all(label.strip() for label in labels)


@each_scheme
def test_forced_colours_leave_badges(server: str, forced: Page) -> None:
    for address in ("", LIST, PAGES["sheet of what was never concluded"]):
        show(forced, server + address)
        badges: list[dict[str, Any]] = forced.eval_on_selector_all(
            ".chip",
            "all => all.filter(it => it.checkVisibility()).map(it => { const s = getComputedStyle(it); "
            "return { border: s.borderTopWidth, edge: s.borderTopColor, ink: s.color, ground: s.backgroundColor }; })",
        )
        assert badges
        for badge in badges:
            assert badge["border"] != "0px"
            assert contrast(badge["edge"], badge["ground"]) >= 3
            assert contrast(badge["ink"], badge["ground"]) >= 4.5


@each_scheme
def test_forced_colours_keep_the_legend_of_a_shaded_map_true(server: str, forced: Page) -> None:
    show(forced, server + PAGES["places"])
    legend = forced.eval_on_selector_all(".tints li", "all => all.map(it => getComputedStyle(it, '::before').backgroundColor)")
    drawn = [forced.locator(f".map .s{step}").first.evaluate("it => getComputedStyle(it).fill") for step in range(1, len(legend) + 1)]
    assert len(set(legend)) == 3
    assert legend == drawn


@each_scheme
def test_forced_colours_show_where_one_is(server: str, forced: Page) -> None:
    show(forced, server + PAGES["list"])
    current = forced.locator("header [aria-current]")
    assert float(current.evaluate("it => parseFloat(getComputedStyle(it).borderBottomWidth)")) >= 2


@each_scheme
def test_a_sign_of_the_colour_of_its_ground_is_seen(forced: Page) -> None:
    forced.set_content(
        "<svg class='dia' style='background:#fff;forced-color-adjust:none'><path class='b' style='stroke:#fff' d='M0 0h9'/></svg>"
    )
    ((_, paint, ground),) = forced.eval_on_selector_all(".dia", PAINTS, SIGNS)
    assert contrast(paint, ground) < 3


# --- motion ----------------------------------------------------------------------------------------------------------

MOVING = """() => [...document.querySelectorAll("*")].flatMap((it) => ["", "::before", "::after"].filter((part) => {
  const style = getComputedStyle(it, part || null), longest = (text) => Math.max(...text.split(",").map(parseFloat));
  return longest(style.animationDuration) > 0.01 || longest(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth";
}).map((part) => it.outerHTML.slice(0, 80) + part))"""


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """Return a page of a reader who wants no motion."""
    with browser.new_context(reduced_motion="reduce") as visit:
        yield visit.new_page()


@each_kind
def test_nothing_moves_for_those_who_ask(address: str, server: str, still: Page) -> None:
    show(still, server + address)
    assert still.evaluate(MOVING) == []


def test_nothing_moves_even_if_a_style_asks_for_it(server: str, still: Page) -> None:
    still.goto(server)
    still.add_style_tag(content="h1, h1::before { content: ''; transition: color 1s; animation: turn 2s } html { scroll-behavior: smooth }")
    assert still.evaluate(MOVING) == []
    still.emulate_media(reduced_motion="no-preference")
    assert len(still.evaluate(MOVING)) == 3

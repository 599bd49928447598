"""axe finds no violation on any kind of page, narrow and wide, light and dark; the keyboard goes everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.site.conftest import PAGES, each_fate, each_page

WIDTHS = {"390": 390, "1280": 1280}
each_width = pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
each_view = pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")], ids=["390-light", "1280-dark"])
"""Each width once and each scheme once: what is narrow is so in both, what is dark at any width."""
each_other_view = pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")], ids=["390-dark", "1280-light"])


@pytest.fixture
def screen(browser: Browser, width: int, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    """Return a page of that width and scheme."""
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as visit:
        yield visit.new_page()


def find_violations(page: Page) -> list[str]:
    """Return each violation: its rule, and where it stands."""
    found = Axe().run(page).response["violations"]
    return [f"{it['id']} ({it['impact']}): {[node['target'] for node in it['nodes']][:5]}" for it in found]


@each_view
@each_page
def test_axe_finds_no_violation(address: str, server: str, screen: Page) -> None:
    screen.goto(server + address)
    assert find_violations(screen) == []


@each_other_view
@pytest.mark.parametrize("name", ["home", "list", "sheet"])
def test_axe_finds_no_violation_in_the_other_views(name: str, server: str, screen: Page) -> None:
    screen.goto(server + PAGES[name])
    assert find_violations(screen) == []


@each_view
@each_fate
def test_axe_finds_no_violation_in_a_preview(address: str, preview_server: str, screen: Page) -> None:
    screen.goto(preview_server + address)
    assert find_violations(screen) == []


def test_axe_sees_a_violation(page: Page) -> None:
    page.set_content("<html><title>x</title><main><img src='data:,'><button></button></main>")
    assert len(find_violations(page)) >= 2


# --- keyboard --------------------------------------------------------------------------------------------------------

FOCUSED = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect(), style = getComputedStyle(it);
  return {
    tag: it.tagName, text: (it.innerText || it.value || it.getAttribute("aria-label") || "").trim(), href: it.getAttribute("href"),
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && style.visibility !== "hidden",
    marked: style.outlineStyle !== "none" || style.boxShadow !== "none" || style.borderStyle !== "none",
    zone: it.closest("body > *").tagName,
  };
}"""


def walk(page: Page, steps: int) -> Iterator[dict[str, object]]:
    """Press Tab and yield what has the focus each time."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        yield page.evaluate(FOCUSED)


@each_width
@pytest.mark.parametrize("scheme", ["light"])
@each_page
def test_tab_meets_the_skip_link_then_the_navigation_then_the_page(address: str, server: str, screen: Page) -> None:
    screen.goto(server + address)
    stops = list(walk(screen, 12))
    assert stops[0]["href"] == "#contenu"
    zones = [zone for zone, _ in groupby(str(stop["zone"]) for stop in stops)]
    assert zones == [zone for zone in ("A", "HEADER", "NAV", "MAIN", "FOOTER") if zone in zones]
    assert {"MAIN", "FOOTER"} & set(zones)
    assert [stop for stop in stops if not (stop["seen"] and stop["marked"])] == []


@each_page
def test_the_skip_link_leads_to_the_content(address: str, server: str, page: Page) -> None:
    page.goto(server + address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


@each_page
def test_headings_form_a_tree(address: str, server: str, page: Page) -> None:
    page.goto(server + address)
    levels = page.eval_on_selector_all("h1, h2, h3, h4, h5, h6", "all => all.map(it => +it.tagName[1])")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@each_page
def test_a_page_says_its_language_its_title_and_its_landmarks(address: str, server: str, page: Page) -> None:
    page.goto(server + address)
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.title().endswith("Réciprocités")
    assert [page.locator(f"body > {tag}").count() for tag in ("header", "main", "footer")] == [1, 1, 1]


@each_page
def test_every_drawing_has_a_name_or_is_left_out(address: str, server: str, page: Page) -> None:
    page.goto(server + address)
    # The validator refuses a role on a map that holds links: its name and those of its links are enough.
    named = """all => all.filter(it => !it.closest("[aria-hidden=true]") && !((it.getAttribute("role") || it.querySelector("a"))
      && (it.getAttribute("aria-label") || it.getAttribute("aria-labelledby")))).map(it => it.outerHTML.slice(0, 120))"""
    assert page.eval_on_selector_all("svg", named) == []

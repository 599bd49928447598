"""What a browser does with each kind of page: nothing asked of others, nothing kept, nothing too wide, nothing too heavy."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.conftest import PAGES, each_fate, each_page
from tests.site.parsing import Html, is_sheet, resolve

SHEETS = [address for address in PAGES.values() if is_sheet(address)]
each_sheet = pytest.mark.parametrize("address", SHEETS, ids=[name for name, address in PAGES.items() if address in SHEETS])
KILOBYTE = 1024

# --- nothing asked of others -----------------------------------------------------------------------------------------


@each_page
def test_nothing_is_asked_of_another_host_and_nothing_is_kept(address: str, server: str, context: BrowserContext) -> None:
    asked: list[str] = []
    said: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(server + address, wait_until="networkidle")
    page.mouse.wheel(0, 4000)
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith("data:")}
    assert hosts == {urlsplit(server).netloc}
    assert context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert said == []


@each_page
def test_every_file_that_a_page_asks_for_exists(address: str, server: str, page: Page) -> None:
    missing: list[str] = []
    page.on("response", lambda response: missing.append(response.url) if response.status >= 400 else None)
    page.goto(server + address, wait_until="networkidle")
    assert missing == []


def test_what_does_not_exist_is_answered_by_a_page_whose_links_work(server: str, page: Page) -> None:
    response = page.goto(server + "experiences/absente/autre/")
    assert response is not None
    assert response.status == 404
    assert page.locator("link[rel=stylesheet]").evaluate("it => it.sheet.cssRules.length") > 0
    page.locator("header a").first.click()
    assert page.url == server


# --- nothing too wide ------------------------------------------------------------------------------------------------


@pytest.fixture
def narrow(browser: Browser) -> Iterator[Page]:
    """Return a page of 320 pixels: a wide one enlarged four times (WCAG 1.4.10)."""
    with browser.new_context(viewport={"width": 320, "height": 640}) as visit:
        yield visit.new_page()


WIDER = """() => [document.documentElement.scrollWidth, [...document.querySelectorAll("main *, header *, footer *")]
  .filter(it => it.getBoundingClientRect().right > innerWidth + 1 && !it.closest("svg svg"))
  .filter(it => { for (let up = it.parentElement; up; up = up.parentElement)
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return false; return true; })
  .map(it => it.outerHTML.slice(0, 100)).slice(0, 5)]"""


@each_page
def test_nothing_scrolls_sideways_at_320_pixels(address: str, server: str, narrow: Page) -> None:
    narrow.goto(server + address)
    width, wider = narrow.evaluate(WIDER)
    assert (width, wider) == (320, [])


@each_fate
def test_nothing_scrolls_sideways_in_a_preview(address: str, preview_server: str, narrow: Page) -> None:
    narrow.goto(preview_server + address)
    assert narrow.evaluate(WIDER) == [320, []]


@each_page
def test_targets_are_large_enough_for_a_thumb(address: str, server: str, narrow: Page) -> None:
    narrow.goto(server + address)
    small = """all => all.map(it => [it, it.getBoundingClientRect()]).filter(([it, box]) => box.width && box.height && box.height < 24)
      .map(([it]) => it.outerHTML.slice(0, 90))"""
    assert narrow.eval_on_selector_all("body > header a, main form button, main form input, .btn, .doors li > a", small) == []


# --- nothing too heavy -----------------------------------------------------------------------------------------------


def weigh(pages: dict[str, Html], folder: Path, address: str) -> int:
    """Return the bytes of a first visit, compressed: the page, its styles, its scripts."""
    loaded = [link for tag, link in pages[address].links if tag in ("link", "script", "img") and not link.startswith("data:")]
    targets = [resolve(link, address) for link in loaded]
    files = {folder / target[0] for target in targets if target and (folder / target[0]).is_file()}
    page = folder / address / "index.html" if address.endswith("/") or not address else folder / address
    return sum(len(gzip.compress(path.read_bytes(), 6)) for path in {page, *files})


def test_a_first_visit_weighs_at_most_60_kilobytes(pages: dict[str, Html], site: Path) -> None:
    heavy = {address: weight for address in pages if (weight := weigh(pages, site, address)) > 60 * KILOBYTE}
    assert heavy == {}


def test_the_weight_counts_the_styles(pages: dict[str, Html], site: Path) -> None:
    assert all(weigh(pages, site, address) > 8 * KILOBYTE for address in PAGES.values() if "?" not in address)


def test_sheets_hold_few_elements(pages: dict[str, Html]) -> None:
    counts = {address: page.elements for address, page in pages.items() if is_sheet(address)}
    assert statistics.median(counts.values()) <= 350
    assert {address: count for address, count in counts.items() if count > 800} == {}


def test_lists_hold_few_elements(pages: dict[str, Html]) -> None:
    lists = {address: page.elements for address, page in pages.items() if not is_sheet(address) and address.count("/") <= 3}
    assert {address: count for address, count in lists.items() if count > 600} == {}


def test_the_count_without_a_browser_is_the_browser_s(pages: dict[str, Html], server: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as visit:
        page = visit.new_page()
        page.goto(server + SHEETS[0])
        drawn = page.locator("svg *").count()
        assert pages[SHEETS[0]].elements == page.locator("*").count() - drawn


def test_every_page_is_asked_for_in_few_requests(server: str, context: BrowserContext) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(server + SHEETS[0], wait_until="networkidle")
    assert len([url for url in asked if not url.startswith("data:")]) <= 12


# --- print -----------------------------------------------------------------------------------------------------------


def count_sheets_of_paper(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_the_longest_sheets_take_at_most_three_printed_pages(pages: dict[str, Html], server: str, page: Page) -> None:
    longest = sorted(filter(is_sheet, pages), key=lambda address: len(pages[address].text))[-12:]
    printed = {}
    for address in longest:
        page.goto(server + address)
        printed[address] = count_sheets_of_paper(page.pdf(format="A4", print_background=True))
    assert {address: count for address, count in printed.items() if not 1 <= count <= 3} == {}


def test_the_count_of_printed_pages_counts(page: Page) -> None:
    page.set_content("<p>" + "du bois<br>" * 400)
    assert count_sheets_of_paper(page.pdf(format="A4")) > 3


@each_sheet
def test_a_printed_sheet_stands_alone(address: str, server: str, page: Page) -> None:
    page.goto(server + address)
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert not page.locator("body > header nav").is_visible()
    assert not page.locator(".skip").is_visible()
    assert "reciprocites.example" in page.locator("body").inner_text()  # where it comes from

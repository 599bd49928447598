"""With the keyboard alone, from the home page to a printed comparison, narrow and wide: every stop is seen and named."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.site.conftest import PAGES
from tests.site.stops import Stop, list_nameless, read_stop, walk

WALKED = {name: PAGES[name] for name in ("home", "list", "sheet", "compare two", "crossing", "region")}
each_walked = pytest.mark.parametrize("address", WALKED.values(), ids=WALKED.keys())
each_width = pytest.mark.parametrize("width", [390, 1280])
COUNT_PRINTS = "window.printed = 0; window.print = () => { window.printed += 1; };"


@dataclass
class Hands:
    """Somebody who has a keyboard and no mouse; remembers what was wrong on the way."""

    page: Page
    cdp: CDPSession
    faults: list[str] = field(default_factory=list)

    def reach(self, is_wanted: Callable[[Stop], bool], *, key: str = "Tab") -> Stop:
        """Press Tab until the focus is on what is wanted."""
        for stop in walk(self.page, self.cdp, key):
            self.faults += stop.faults
            if is_wanted(stop):
                return stop
        raise AssertionError(f"never reached from {self.page.url}")

    def press(self, key: str) -> None:
        """Press a key that leaves the page where it is; the focus must be somewhere afterwards."""
        self.page.keyboard.press(key)
        self.faults += read_stop(self.page, self.cdp).faults

    def follow(self, key: str = "Enter") -> None:
        """Press a key that opens another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)


@pytest.fixture
def hands(browser: Browser, width: int, server: str) -> Iterator[Hands]:
    """Return hands on the home page."""
    with browser.new_context(viewport={"width": width, "height": 800}, locale="fr-FR") as visit:
        page = visit.new_page()
        page.add_init_script(COUNT_PRINTS)
        page.goto(server)
        yield Hands(page, visit.new_cdp_session(page))


def named(*words: str) -> Callable[[Stop], bool]:
    """Return a test of the accessible name: it holds these words."""
    return lambda stop: all(word in stop.name for word in words)


def settle(page: Page) -> None:
    """Wait until the explorer has answered."""
    page.wait_for_function("() => document.querySelector('.found').getAttribute('aria-busy') === 'false'")


def wait_for_columns(page: Page, count: int) -> list[str]:
    """Wait for the comparison of so many cases and return their titles."""
    titles = page.locator("#table thead th > a:not(.drop)")
    expect(titles).to_have_count(count)
    return titles.all_inner_texts()


def expect_printed(hands: Hands, titles: list[str]) -> None:
    """Print with the keyboard, then read what is on paper."""
    hands.reach(lambda stop: stop.role == "button" and stop.name == "Imprimer")
    hands.press("Enter")
    assert hands.page.evaluate("window.printed") == 1
    hands.page.emulate_media(media="print")
    for title in titles:
        expect(hands.page.locator("#table thead").get_by_text(title)).to_be_visible()
    assert hands.page.locator("#table tbody tr:visible").count() >= 12
    assert len(hands.page.pdf(format="A4", landscape=True)) > 10_000


@each_width
def test_from_the_search_box_to_a_printed_comparison(hands: Hands) -> None:
    page = hands.page
    hands.reach(lambda stop: stop.role == "searchbox")
    page.keyboard.type("captage")
    hands.follow()
    settle(page)
    chosen = hands.reach(lambda stop: stop.tag == "a" and bool(re.fullmatch(r"[a-z0-9-]+/", stop.mark)))
    hands.follow()
    expect(page.locator("h1")).to_have_text(chosen.name)
    hands.reach(named("Comparer"))
    hands.follow()
    assert wait_for_columns(page, 1) == [chosen.name]
    hands.reach(named("Ajouter une expérience"))
    page.keyboard.type("vittel")
    expect(page.locator("#offers a").first).to_be_visible()
    added = hands.reach(lambda stop: "vittel" in stop.mark)
    hands.press("Enter")
    titles = wait_for_columns(page, 2)
    assert titles == [chosen.name, added.name]
    expect_printed(hands, titles)
    assert hands.faults == []


@each_width
def test_from_the_door_of_experiences_through_the_dossier_to_a_printed_comparison(hands: Hands, width: int) -> None:
    page = hands.page
    hands.reach(lambda stop: stop.name == "Chercher" and stop.role == "link")
    hands.follow()
    if width == 390:
        hands.reach(named("Filtrer"))
        hands.press("Space")
    hands.reach(lambda stop: stop.role == "checkbox")
    hands.press("Space")
    settle(page)
    if width == 390:
        hands.press("Escape")
    hands.reach(lambda stop: stop.mark == "sort")
    page.keyboard.press("ArrowDown")
    settle(page)
    chosen: list[str] = []
    for _ in range(2):
        stop = hands.reach(lambda stop: stop.name.startswith("Ajouter à mon dossier"))
        chosen.append(re.sub(r"^Ajouter à mon dossier\s*: ", "", stop.name))
        hands.press("Space")
    hands.reach(named("Mon dossier (2)"), key="Shift+Tab")
    hands.follow()
    expect(page.locator("#list li")).to_have_count(2)
    hands.reach(named("Comparer"))
    hands.follow()
    titles = wait_for_columns(page, 2)
    assert [" ".join(title.split()) for title in titles] == [" ".join(name.split()) for name in chosen]
    expect_printed(hands, titles)
    assert hands.faults == []


@each_width
@each_walked
def test_every_stop_of_a_page_is_seen_and_named(address: str, hands: Hands, server: str) -> None:
    hands.page.goto(server + address)
    if "cas=" in address:
        wait_for_columns(hands.page, 2)
    stops = list(walk(hands.page))
    assert len(stops) >= 40
    assert [fault for stop in stops for fault in stop.faults] == []
    assert list_nameless(hands.cdp) == []


@pytest.mark.parametrize("width", [390])
def test_no_filter_hides_under_the_button_that_closes_the_drawer(hands: Hands, server: str) -> None:
    hands.page.goto(server + PAGES["list"])
    hands.page.locator("#drawer").press("Enter")
    stops = list(islice(walk(hands.page), 50))
    assert sum('type="checkbox"' in stop.markup for stop in stops) >= 6
    assert [fault for stop in stops for fault in stop.faults] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_skip_link_leaves_the_content_readable(scheme: Literal["light", "dark"], browser: Browser, server: str) -> None:
    with browser.new_context(color_scheme=scheme) as visit:
        page = visit.new_page()
        page.goto(server + PAGES["method"])
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        main = page.locator("main:focus-visible")
        expect(main).to_have_css("outline-style", "solid")
        expect(main).to_have_css("background-color", "rgba(0, 0, 0, 0)")
        expect(main).to_have_css("color", page.locator("body").evaluate("it => getComputedStyle(it).color"))


def test_a_stop_without_name_or_outline_is_seen(page: Page) -> None:
    page.set_content("<style>:focus { outline: 0 }</style><body><button></button><a href='#' style='position:fixed;left:-99px'>loin</a>")
    session = page.context.new_cdp_session(page)
    first, second = walk(page, session)
    assert [fault.partition(":")[0] for fault in first.faults] == ["outline of 0.0 px", "no name"]
    assert [fault.partition(":")[0] for fault in second.faults] == ["covered or off screen", "outline of 0.0 px"]
    assert list_nameless(session) == ["button"]

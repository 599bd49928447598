"""Without JavaScript, by choice or because a script never came: every page stands, leads on, and says what it cannot do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.conftest import PAGES, each_page

NEED_SCRIPTS = {"list": "experiences/", "compare": "comparer/", "compare two": PAGES["compare two"], "dossier": "dossier/"}
each_needy = pytest.mark.parametrize("address", NEED_SCRIPTS.values(), ids=NEED_SCRIPTS.keys())
# A control that nothing answers: a button or a field that belongs to no form with an address.
DEAD = """() => [...document.querySelectorAll("main button, main input, main select, main textarea")]
  .filter((it) => it.checkVisibility() && !it.closest("form[action]")).map((it) => it.outerHTML.slice(0, 100))"""
READ = """() => [...document.querySelectorAll("main h1, main h2, main h3, main caption")]
  .filter((it) => !it.closest("[hidden]")).map((it) => it.textContent)"""


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Return a page where no script runs."""
    with browser.new_context(java_script_enabled=False) as visit:
        yield visit.new_page()


def evaluate(plain: Page, script: str) -> list[str]:
    """Run our own script on a page that runs none of its own."""
    answer: list[str] = plain.evaluate(script)
    return answer


@each_page
def test_without_scripts_a_page_stands_and_leads_on(address: str, server: str, plain: Page) -> None:
    plain.goto(server + address)
    main = plain.locator("main")
    expect(main.locator("h1")).to_be_visible()
    assert len(main.inner_text()) > 150
    assert plain.locator("header a:visible, main a:visible, footer a:visible").count() >= 14
    assert evaluate(plain, DEAD) == []
    if address in NEED_SCRIPTS.values():
        expect(main.locator("noscript p")).to_contain_text("besoin de JavaScript")
        assert main.locator("noscript a:visible, #whole a:visible").count() >= 2


@pytest.mark.parametrize("name", [name for name in PAGES if PAGES[name] not in NEED_SCRIPTS.values()])
def test_scripts_add_no_content_of_their_own(name: str, server: str, plain: Page, page: Page) -> None:
    plain.goto(server + PAGES[name])
    page.goto(server + PAGES[name])
    assert evaluate(plain, READ) == page.evaluate(READ) != []


def test_without_scripts_a_search_from_the_home_page_says_why_it_shows_everything(server: str, plain: Page) -> None:
    plain.goto(server)
    plain.get_by_role("searchbox").fill("captage")
    plain.get_by_role("searchbox").press("Enter")
    plain.wait_for_url("**/experiences/?q=captage")
    expect(plain.locator("noscript p")).to_contain_text("La recherche, les filtres")
    assert plain.locator(".result h3 a").count() == 24


def test_without_scripts_what_is_folded_opens(server: str, plain: Page) -> None:
    plain.goto(server + PAGES["sheet"])
    fold = plain.locator("details.on-paper")
    expect(fold.locator("table")).to_be_hidden()
    fold.locator("summary").click()
    expect(fold.locator("table")).to_be_visible()


@pytest.mark.parametrize("lost", ["explorer", "compare", "dossier", "strings", "brief"])
def test_a_script_that_never_comes_is_said(lost: str, server: str, page: Page) -> None:
    page.route(f"**/assets/{lost}.*.js", lambda route: route.abort())
    users = {"explorer": ["list"], "compare": ["compare two"], "dossier": ["dossier"], "brief": ["compare two", "dossier"]}
    for name in users.get(lost, ["list", "compare two"]):
        page.goto(server + NEED_SCRIPTS[name])
        expect(page.locator("main .notice").first).to_contain_text("besoin de JavaScript")
        assert page.locator("main a:visible").count() >= 2


@each_needy
def test_the_advice_is_gone_when_scripts_work(address: str, server: str, page: Page) -> None:
    page.goto(server + address)
    expect(page.locator("main noscript")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("besoin de JavaScript")


@pytest.mark.parametrize("name", ["home", "sheet", "theme", "crossing"])
def test_a_page_whose_scripts_never_come_stands(name: str, server: str, page: Page) -> None:
    page.route("**/*.js", lambda route: route.abort())
    page.goto(server + PAGES[name])
    expect(page.locator("h1")).to_be_visible()
    assert evaluate(page, DEAD) == []

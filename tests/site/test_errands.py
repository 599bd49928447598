"""What people come for, done in a real browser from the home page, on a phone and on a wide screen: how many clicks each errand takes.

A search is typed words and the key Enter; a click is a click. Scrolling and reading are not counted, so each errand also says that
what it looked for stands on the screen at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

WIDTHS = [1280, 390]
CLICKS, SEARCHES = 4, 1
"""What an errand may take at most."""
THREE = ("rennes-terres-de-sources", "eau-de-paris-captages", "munich-mangfall")
"""Three cases whose sources are many."""


@dataclass
class Visit:
    """Somebody who starts from the home page."""

    page: Page
    home: str
    searches: list[str] = field(default_factory=list)
    clicks: list[str] = field(default_factory=list)

    def search(self, words: str) -> None:
        """Type words in the field of the page and ask."""
        self.searches.append(words)
        self.page.locator("#q").fill(words)
        self.page.locator("#q").press("Enter")
        self.page.wait_for_selector(".found[aria-busy=false]")

    def click(self, target: Locator) -> None:
        """Click what is said."""
        self.clicks.append(target.inner_text())
        target.click()

    def follow(self, name: str | re.Pattern[str]) -> None:
        """Click the first link of that name in the page itself."""
        self.click(self.page.locator("main").get_by_role("link", name=name).first)

    def expect_cheap(self, clicks: int, searches: int = 0) -> None:
        """Say what it took, and that it is little enough."""
        assert (len(self.searches), len(self.clicks)) == (searches, clicks), (self.searches, self.clicks)
        assert clicks <= CLICKS
        assert searches <= SEARCHES


@pytest.fixture(params=WIDTHS)
def visit(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Visit]:
    with browser.new_context(viewport={"width": request.param, "height": 900}, locale="fr-FR") as context:
        page = context.new_page()
        page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
        page.goto(server)
        yield Visit(page, server)


# --- wood near a mountain park ---------------------------------------------------------------------------------------


def test_wood_by_a_question_of_the_home_page(visit: Visit) -> None:
    visit.follow(re.compile("Du bois"))
    visit.follow(re.compile("^Grenoble achète du bois"))
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("Grenoble achète du bois")
    visit.expect_cheap(2)


def test_wood_by_a_search(visit: Visit) -> None:
    visit.search("bois de chauffage d’un massif voisin")
    visit.follow(re.compile("^Grenoble achète du bois"))
    visit.expect_cheap(1, searches=1)


# --- what went wrong -------------------------------------------------------------------------------------------------


def test_what_went_wrong_by_a_question_of_the_home_page(visit: Visit) -> None:
    visit.follow(re.compile("coincé"))
    visit.follow("Ce qui a coincé")
    expect(visit.page.get_by_role("heading", name="Difficultés")).to_be_in_viewport()
    assert visit.page.locator("#ce-qui-a-coince li").count() >= 8
    visit.expect_cheap(2)


def test_what_went_wrong_with_one_form_of_agreement(visit: Visit) -> None:
    visit.follow("Parcourir")
    visit.follow("Contrat de réciprocité")
    visit.follow("Ce qui a coincé")
    expect(visit.page.get_by_role("heading", name="Difficultés")).to_be_in_viewport()
    visit.expect_cheap(3)


# --- what to ask in exchange for water -------------------------------------------------------------------------------


def test_what_comes_back_for_water(visit: Visit) -> None:
    visit.follow(re.compile("eau"))
    visit.follow("Ce qui revient en échange")
    expect(visit.page.get_by_role("heading", name="Ce qui revient en échange")).to_be_in_viewport()
    first = visit.page.locator(".returns li").first
    expect(first).to_have_text(re.compile(r"\(\d+\u00a0expériences?\)\u00a0: ."))
    assert first.get_by_role("link").count() >= 2  # the good, and the cases where it comes back
    visit.expect_cheap(2)


# --- three cases on paper --------------------------------------------------------------------------------------------


def test_three_cases_on_paper_from_the_list(visit: Visit) -> None:
    visit.search("eau")
    for button in visit.page.locator(".result .keep").all()[:3]:
        visit.click(button)
    visit.click(visit.page.locator(".result .printer"))
    visit.page.wait_for_function("window.printed === 1")
    expect(visit.page.locator(".pack-case")).to_have_count(3)
    expect(visit.page.locator("#compare")).to_have_text("Comparer ces 3 expériences")
    visit.page.reload()
    expect(visit.page.locator(".pack-case")).to_have_count(3)
    assert visit.page.evaluate("window.printed") == 0  # once, not each time the page is loaded
    visit.expect_cheap(4, searches=1)


def test_every_row_of_the_list_bears_its_button_at_once(visit: Visit) -> None:
    visit.search("eau")
    rows = visit.page.locator(".found .result")
    assert visit.page.locator(".found .result .keep").count() == rows.count() > 6


def test_three_cases_with_many_sources_take_four_sheets(server: str, page: Page) -> None:
    page.goto(f"{server}dossier/?cas={','.join(THREE)}")
    expect(page.locator(".pack-case")).to_have_count(3)
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) <= 4


# --- my département --------------------------------------------------------------------------------------------------


def test_a_departement_without_experience_by_a_search(visit: Visit) -> None:
    visit.search("la Corrèze")
    expect(visit.page.locator("#help")).to_be_hidden()
    expect(visit.page.get_by_label("Trier par")).to_be_hidden()
    expect(visit.page.locator("#map")).to_be_hidden()
    visit.follow("Page du département\u00a0: Corrèze")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Corrèze")
    expect(visit.page.get_by_role("link", name="Cantal")).to_be_visible()
    visit.expect_cheap(1, searches=1)


@pytest.mark.parametrize("typed", ["Haute-Savoie", "haute savoie", "en Haute-Savoie", "74"])
def test_a_departement_is_known_however_it_is_typed(typed: str, server: str, page: Page) -> None:
    page.goto(f"{server}experiences/?q={typed}")
    link = page.locator("#notes").get_by_role("link", name="Page du département\u00a0: Haute-Savoie")
    expect(link).to_be_visible()
    expect(page.locator("#notes")).to_contain_text(re.compile(r"Haute-Savoie \(\d+\u00a0expériences\)"))
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Haute-Savoie")


def test_a_departement_by_a_question_of_the_home_page(visit: Visit) -> None:
    visit.follow(re.compile("département"))
    visit.follow("Corrèze")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Corrèze")
    visit.expect_cheap(2)


def test_no_place_is_named_for_other_words(server: str, page: Page) -> None:
    page.goto(f"{server}experiences/?q=bois")
    page.wait_for_selector(".found[aria-busy=false] .results")
    assert page.locator("#notes").get_by_role("link").count() == 0


# --- words that no case says together --------------------------------------------------------------------------------


def test_words_that_no_case_says_together_are_said_so(server: str, page: Page) -> None:
    page.goto(f"{server}experiences/?q=contrat bois lavoir train captage")
    expect(page.locator("#status")).to_have_text(re.compile("Aucune|Aucune réponse"))
    said = page.locator(".results .state").all_inner_texts()
    assert any("ne dit pas\u00a0: " in line for line in said)
    assert not any("sans\u00a0:" in line for line in said)

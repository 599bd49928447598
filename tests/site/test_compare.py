"""Comparison, dossier and source notes in a real browser: states that make sense, states that do not, storage refused, keyboard, paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.site.test_accessibility import find_violations

ONE, TWO, THREE = "rennes-terres-de-sources", "vittel-agrivair", "lyon-aurillac"
MANY = (ONE, TWO, THREE, "milan-riz-cantines", "munich-mangfall", "new-york-catskills")
SHEET = f"experiences/{ONE}/"
STATES = {
    "département without anything": "territoires/cher/",
    "comparison of one": f"comparer/?cas={ONE}",
    "comparison of four": f"comparer/?cas={','.join(MANY[:4])}",
    "shared dossier": f"dossier/?cas={ONE},{TWO}",
}
"""States of pages that are not among the kinds of pages."""
each_state = pytest.mark.parametrize("address", STATES.values(), ids=STATES.keys())
each_width = pytest.mark.parametrize("width", [390, 1280])
REFUSE = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
FORBID = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } });"


def columns(page: Page) -> list[str]:
    """Return the titles of the cases compared, once they are there."""
    page.wait_for_selector("#wait", state="hidden")
    return page.locator("#table thead th a:not(.drop)").all_inner_texts()


def compare(page: Page, server: str, *slugs: str) -> list[str]:
    page.goto(f"{server}comparer/?cas={','.join(slugs)}")
    return columns(page)


# --- comparison ------------------------------------------------------------------------------------------------------


def test_three_cases_stand_side_by_side_row_by_row(server: str, page: Page) -> None:
    assert len(compare(page, server, ONE, TWO, THREE)) == 3
    rows = page.locator("#table tbody tr:visible")
    assert rows.count() >= 12
    assert {rows.nth(rank).locator("td").count() for rank in range(rows.count())} == {3}
    expect(page.locator("#status")).to_have_text("3 expériences côte à côte")


def test_what_is_alike_is_marked_and_told_apart(server: str, page: Page) -> None:
    compare(page, server, ONE, TWO)
    expect(page.locator("tr[data-row=topics] td").nth(0).locator(".shared").first).to_have_text("Eau")
    assert page.locator("tr[data-row=topics] .shared").count() == 2 * page.locator("tr[data-row=topics] td:nth-of-type(1) .shared").count()
    expect(page.locator("#shared")).to_contain_text("Thèmes\u00a0: Eau")
    expect(page.locator("#shared")).not_to_have_text(re.compile(r"P\d(?!,)"))  # a code goes with its meaning
    assert page.locator("tr.alike, tr.unlike").count() >= 5


def test_identical_rows_can_be_hidden(server: str, page: Page) -> None:
    compare(page, server, ONE, ONE.upper(), TWO)
    compare(page, server, ONE, TWO)
    alike = page.locator("tr.alike")
    assert alike.count() >= 1
    page.get_by_label("Cacher les lignes identiques").check()
    expect(alike.first).to_be_hidden()


def test_a_citation_leads_to_the_source_on_its_sheet(server: str, page: Page) -> None:
    compare(page, server, ONE, TWO)
    href = page.locator("#table a.cite").first.get_attribute("href")
    page.locator("#table a.cite").first.click()
    assert href is not None
    expect(page.locator(f"#{href.partition('#')[2]}")).to_be_visible()


def test_a_name_nobody_bears_is_said_and_the_rest_stands(server: str, page: Page) -> None:
    assert len(compare(page, server, ONE, "jamais-vu", TWO)) == 2
    expect(page.locator("#told")).to_contain_text("«\u00a0jamais-vu\u00a0»\u00a0: aucune expérience ne porte ce nom")


def test_a_name_that_is_no_name_is_never_fetched(server: str, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    compare(page, server, "../../x", "%3Cimg%20src=x%20onerror=alert(1)%3E", ONE)
    assert [url for url in asked if url.endswith(".json")] == [f"{server}data/cases/{ONE}.json"]
    assert page.locator("#told img").count() == 0
    expect(page.locator("#told")).to_contain_text("<img src=x onerror=alert(1)>")


def test_more_than_four_cases_lead_to_a_dossier(server: str, page: Page) -> None:
    assert len(compare(page, server, *MANY)) == 4
    expect(page.locator("#told")).to_contain_text("2 expériences sont laissées de côté")
    page.get_by_role("link", name="Les réunir toutes dans un dossier").click()
    expect(page.locator("#status")).to_have_text("Dossier partagé\u00a0: 6 expériences")


def test_a_case_named_twice_stands_once(server: str, page: Page) -> None:
    assert len(compare(page, server, ONE, ONE, TWO)) == 2


def test_one_case_alone_invites_to_add_another(server: str, page: Page) -> None:
    assert len(compare(page, server, ONE)) == 1
    expect(page.locator("#alone")).to_be_visible()
    assert page.locator("#near a").count() >= 2


def test_no_case_is_a_page_that_says_what_to_do(server: str, page: Page) -> None:
    page.goto(server + "comparer/")
    expect(page.locator("#status")).to_contain_text("Aucune expérience à comparer")
    expect(page.locator("#start")).to_be_visible()
    expect(page.locator("#compared")).to_be_hidden()


def test_a_network_that_fails_is_said(server: str, page: Page) -> None:
    page.route("**/data/cases/*.json", lambda route: route.abort())
    assert compare(page, server, ONE) == []
    expect(page.locator("#told")).to_contain_text("Vérifiez la connexion")


def test_a_case_is_found_added_and_taken_away_and_the_address_follows(server: str, page: Page) -> None:
    compare(page, server, ONE)
    page.get_by_label("Ajouter une expérience").fill("vittel")
    page.locator("#offers a").first.click()
    page.wait_for_function("document.querySelectorAll('#table thead .drop').length === 2")
    assert page.url.endswith(f"?cas={ONE},{TWO}")
    page.locator(".drop").first.click()
    page.wait_for_function("document.querySelectorAll('#table thead .drop').length === 1")
    assert page.url.endswith(f"?cas={TWO}")
    page.go_back()
    page.wait_for_function("document.querySelectorAll('#table thead .drop').length === 2")


def test_names_that_come_late_leave_the_focus_where_it_is(server: str, page: Page) -> None:
    compare(page, server, ONE)
    asked: list[Route] = []
    page.route("**/data/cases.json", lambda route: asked.append(route))
    field = page.get_by_label("Ajouter une expérience")
    with page.expect_request("**/data/cases.json"):
        field.press_sequentially("vit")
    field.press_sequentially("tel")
    page.wait_for_timeout(400)  # the pause after which the page looks for what was typed, twice
    asked[0].continue_()
    expect(page.locator("#offers a")).to_have_count(1)
    page.keyboard.press("Tab")
    for route in asked[1:]:
        route.continue_()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement.closest('#offers') !== null")


def test_leaving_the_field_at_once_finds_first(server: str, page: Page) -> None:
    compare(page, server, ONE)
    field = page.get_by_label("Ajouter une expérience")
    field.fill("eau")
    expect(page.locator("#offers a")).not_to_have_count(0)
    field.fill("vittel")
    page.keyboard.press("Tab")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement.getAttribute('href')") == f"?cas={ONE},{TWO}"


def test_words_that_match_nothing_are_said(server: str, page: Page) -> None:
    compare(page, server, ONE)
    page.get_by_label("Ajouter une expérience").fill("zzz")
    expect(page.locator("#offered")).to_contain_text("Aucune expérience ne répond")


# --- dossier ---------------------------------------------------------------------------------------------------------


def keep(page: Page, server: str, *slugs: str) -> None:
    """Put cases into the dossier by the buttons of their sheets."""
    for slug in slugs:
        page.goto(f"{server}experiences/{slug}/")
        page.locator(".tools [data-keep]").click()


def test_a_case_is_kept_counted_and_taken_away(server: str, page: Page) -> None:
    keep(page, server, ONE, TWO)
    expect(page.get_by_role("navigation", name="Principale").get_by_role("link", name="Mon dossier (2)")).to_be_visible()
    expect(page.locator(".tools [data-keep]")).to_have_text("Retirer de mon dossier")
    page.locator(".tools [data-keep]").click()
    expect(page.get_by_role("link", name="Mon dossier (1)")).to_be_visible()


def test_cards_bear_a_button_named_after_their_case(server: str, page: Page) -> None:
    page.goto(server + "themes/eau/")
    page.locator(".card").first.scroll_into_view_if_needed()
    button = page.locator(".card .keep").first
    assert re.fullmatch(r"Ajouter à mon dossier\u00a0: .{10,}", button.get_attribute("aria-label") or "")
    button.click()
    expect(page.get_by_role("link", name="Mon dossier (1)")).to_be_visible()


def test_the_dossier_lists_orders_and_empties(server: str, page: Page) -> None:
    keep(page, server, ONE, TWO)
    page.goto(server + "dossier/")
    expect(page.locator("#list li")).to_have_count(2)
    page.get_by_role("button", name="Monter").click()
    expect(page.locator("#list li").first).to_contain_text("Vittel")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Vider").click()
    expect(page.locator("#status")).to_have_text("Votre dossier est vide")
    expect(page.locator("#empty")).to_be_visible()


def test_a_dossier_goes_by_its_address_and_is_adopted(server: str, page: Page) -> None:
    page.goto(f"{server}dossier/?cas={ONE},{TWO}&titre=R%C3%A9union%20%3Cb%3E")
    expect(page.locator(".cover h2")).to_have_text("Réunion <b>")
    expect(page.get_by_role("link", name="Mon dossier (0)")).to_be_visible()
    page.get_by_role("button", name="L’ajouter à mon dossier").click()
    expect(page.get_by_role("link", name="Mon dossier (2)")).to_be_visible()
    assert page.url == server + "dossier/"


def test_what_is_stored_is_not_trusted(server: str, page: Page) -> None:
    page.goto(server + "accessibilite/")
    for stored in ("[", '"x"', '{"a":1}', '["../x", 3, null, "lyon-aurillac", "lyon-aurillac"]'):
        page.evaluate("stored => localStorage.setItem('dossier', stored)", stored)
        page.goto(server + "dossier/")
        page.wait_for_selector("#wait", state="hidden")
    expect(page.locator("#list li")).to_have_count(1)


@pytest.mark.parametrize("refusal", [REFUSE, FORBID], ids=["full", "forbidden"])
def test_a_browser_that_refuses_to_keep_says_so_and_gives_an_address(refusal: str, server: str, page: Page) -> None:
    page.add_init_script(refusal)
    keep(page, server, ONE)
    link = page.locator(".refused")
    expect(link).to_contain_text("Votre navigateur refuse")
    link.click()
    expect(page.locator("#list li")).to_have_count(1)


def test_the_pack_has_a_cover_a_summary_and_each_case_with_its_sources(server: str, page: Page) -> None:
    page.goto(f"{server}dossier/?cas={ONE},{THREE}")
    expect(page.locator(".cover li")).to_have_count(2)
    expect(page.locator(".pack-summary tbody tr")).to_have_count(2)
    expect(page.locator(".pack-case")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.locator(".pack-sources .paper").first).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    assert len(page.pdf()) > 10_000


# --- sources of a sheet ----------------------------------------------------------------------------------------------


def test_the_source_behind_a_claim_shows_on_hover_and_focus_and_escape_closes_it(server: str, page: Page) -> None:
    page.goto(server + SHEET)
    cite, note = page.locator(".story a.cite").first, page.get_by_role("tooltip")
    cite.hover()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    cite.focus()
    expect(note).to_be_visible()
    expect(cite).to_have_attribute("aria-describedby", "note")
    source = page.locator(cite.get_attribute("href") or "").inner_text()
    assert note.inner_text().strip() == source.strip()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True) as visit:
        yield visit


def test_a_tap_shows_the_source_and_a_second_one_follows_it(server: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(server + SHEET)
    cite = page.locator(".lead a.cite").first
    cite.tap()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert "#" not in page.url
    cite.tap()
    expect(page).to_have_url(re.compile(r"#s\d+$"))


# --- states of pages -------------------------------------------------------------------------------------------------


@each_width
@each_state
def test_axe_finds_no_violation(address: str, width: int, server: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce") as visit:
        page = visit.new_page()
        page.goto(server + address)
        page.wait_for_timeout(300)
        assert find_violations(page) == []


@each_state
def test_no_page_is_wider_than_a_small_phone(address: str, server: str, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 320, "height": 640}) as visit:
        page = visit.new_page()
        page.goto(server + address)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_matrix_makes_sense_to_a_screen_reader(server: str, page: Page) -> None:
    page.goto(server + "croisement/")
    table = page.get_by_role("table", name="Nombre d’expériences par type de coopération")
    expect(table.get_by_role("rowheader", name=re.compile(r"Contrat de réciprocité \(\d+\)"))).to_have_count(1)
    expect(table.get_by_role("columnheader", name=re.compile(r"Eau \(\d+\)"))).to_have_count(1)


def test_a_number_of_the_matrix_leads_to_as_many_experiences(server: str, page: Page) -> None:
    page.goto(server + "croisement/")
    link = page.locator(".matrix td.n3 a").first
    count = link.inner_text()
    link.click()
    expect(page.locator("#status")).to_contain_text(re.compile(rf"^{count} expériences? sur"))


@pytest.mark.parametrize("address", ["comparer/", "dossier/"])
def test_without_scripts_a_page_says_so(address: str, server: str, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as visit:
        page = visit.new_page()
        page.goto(server + address)
        assert "a besoin de JavaScript" in page.locator("main").inner_text()
        assert page.locator("main a:visible").count() >= 2

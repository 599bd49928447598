"""The explorer in a real browser: counts that are right, an address that tells all, a keyboard, a network that fails."""

from __future__ import annotations

import random
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from kb.records.collection import Collection
from kb.records.record import Record
from kb.search.browser import name_facet
from kb.search.index import Index
from kb.search.query import search
from tests.site.test_accessibility import find_violations

LIST = "experiences/"
TEXTS = ["", "", "", "eau", "bois", "captage agriculteurs", "mobilité train", "abandonné", "lieu:Isère", "cantine -bio", "zzzz"]
BUDGET = 600


@pytest.fixture(scope="module")
def collection(site: Path) -> Collection:
    return Collection.load(site.parent)


@pytest.fixture(scope="module")
def index(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.open(collection, tmp_path_factory.mktemp("explorer-index"))


@pytest.fixture
def explorer(page: Page, server: str) -> Page:
    page.goto(server + LIST)
    return page


def settle(page: Page) -> None:
    """Wait until the page has answered."""
    page.wait_for_function("() => document.querySelector('.found').getAttribute('aria-busy') === 'false'")


def visit(page: Page, **query: str) -> None:
    """Give the page another address, as the back button does, and wait for its answer."""
    page.evaluate("query => { history.pushState(null, '', '?' + query); dispatchEvent(new PopStateEvent('popstate')); }", urlencode(query))
    settle(page)


def type_words(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    settle(page)


def shown(page: Page) -> list[str]:
    """Return the slugs of the cards."""
    links = page.locator(".found .result h3 a").evaluate_all("all => all.map(it => it.href)")
    return [link.rstrip("/").rpartition("/")[2] for link in links]


def said(page: Page) -> str:
    return page.locator("#status").inner_text()


def count_elements(page: Page) -> int:
    count: int = page.evaluate("document.querySelectorAll('*').length - document.querySelectorAll('svg *').length")
    return count


# --- counts ----------------------------------------------------------------------------------------------------------


def passes(record: Record, filters: dict[str, list[str]], collection: Collection, but: str = "") -> bool:
    """Say whether a record passes filters: values of one add up, filters restrict."""
    for key, wanted in filters.items():
        values = collection.facet(key).values(record)
        if key == but or not wanted:
            continue
        if key == "since":
            if not any(int(value) >= int(wanted[0]) for value in values):
                return False
        elif not set(values) & set(wanted):
            return False
    return True


def draw_filters(chance: random.Random, collection: Collection) -> dict[str, list[str]]:
    """Return filters that some record passes, and at times one that none does."""
    record = chance.choice(collection.published)
    filters: dict[str, list[str]] = {}
    for facet in chance.sample(collection.facets, chance.randint(0, 4)):
        if facet.key == "since":
            filters["since"] = [str(chance.randint(1995, 2024))]
            continue
        known = sorted(facet.count(collection.published))
        values = [*facet.values(record)[:1], *chance.sample(known, min(len(known), chance.randint(0, 2)))]
        filters[facet.key] = list(dict.fromkeys(values)) or known[:1]
    return filters


def read_counts(page: Page) -> dict[str, dict[str, int]]:
    """Return the counts beside the values, by facet."""
    rows: list[list[Any]] = page.locator(".filters details label").evaluate_all(
        "all => all.map(it => [it.parentNode.dataset.key, it.firstElementChild.value, Number(it.lastElementChild.textContent)])"
    )
    found: dict[str, dict[str, int]] = {}
    for key, value, count in rows:
        found.setdefault(key, {})[value] = count
    return found


def expect_counts(base: Sequence[Record], filters: dict[str, list[str]], collection: Collection) -> dict[str, dict[str, int]]:
    """Return the counts that the records give, without those at 0 that nobody chose."""
    counts = {}
    for facet in collection.facets:
        others = [record for record in base if passes(record, filters, collection, but=facet.key)]
        if facet.key != "since":
            counts[facet.key] = dict(facet.count(others)) | {value: facet.count(others)[value] for value in filters.get(facet.key, [])}
    return counts


def test_counts_are_those_of_the_records_in_two_hundred_states(explorer: Page, collection: Collection, index: Index) -> None:
    explorer.evaluate("document.querySelectorAll('.filters details').forEach(it => { it.open = true; })")
    settle(explorer)
    for button in explorer.locator(".filters .more").all():
        button.click()
        settle(explorer)
    chance = random.Random(20)
    for _ in range(200):
        text, filters = chance.choice(TEXTS), draw_filters(chance, collection)
        visit(explorer, q=text, **{name_facet(key): ",".join(values) for key, values in filters.items()})
        answers = {hit.slug for hit in search(index, text, limit=1000).hits} if text else {record.slug for record in collection.published}
        base = [record for record in collection.published if record.slug in answers]
        found = [record for record in base if passes(record, filters, collection)]
        state = f"{text!r} {filters} {said(explorer)}"
        assert (said(explorer).split()[0] == str(len(found))) if found and "Aucune" not in said(explorer) else True, state
        assert len(shown(explorer)) >= min(24, len(found)), state
        counts = read_counts(explorer)
        years = counts.pop("since", {})
        assert counts == {key: values for key, values in expect_counts(base, filters, collection).items() if values}, state
        for year, count in years.items():
            since = filters | {"since": [year] if year else []}
            assert count == sum(passes(record, since, collection) for record in base), f"{state} {year}"


def test_the_counts_of_the_first_page_are_those_of_the_records(explorer: Page, collection: Collection) -> None:
    for key, values in read_counts(explorer).items():
        counts = collection.facet(key).count(collection.published)
        assert all(counts[value] == count for value, count in values.items())


def test_a_click_gives_what_its_count_says(explorer: Page) -> None:
    row = explorer.locator(".filters details").first.locator("label").nth(2)
    count = row.locator("b").inner_text()
    row.locator("input").check()
    settle(explorer)
    assert said(explorer).split()[0] == count


# --- address ---------------------------------------------------------------------------------------------------------


def test_the_address_tells_the_state_and_gives_it_back(explorer: Page, context: Any) -> None:
    type_words(explorer, "eau")
    explorer.locator(".filters details").nth(1).locator("input").first.check()
    settle(explorer)
    explorer.locator("#sort").select_option("newest")
    settle(explorer)
    other = context.new_page()
    other.goto(explorer.url)
    settle(other)
    assert "q=eau" in explorer.url
    assert said(other) == said(explorer)
    assert shown(other) == shown(explorer)
    expect(other.get_by_role("searchbox")).to_have_value("eau")
    expect(other.locator(".filters input:checked")).to_have_count(1)


def test_the_back_button_goes_back_step_by_step(explorer: Page) -> None:
    whole = said(explorer)
    explorer.locator(".filters details").first.locator("input").first.check()
    settle(explorer)
    one = said(explorer)
    explorer.locator(".filters details").nth(1).locator("input").first.check()
    settle(explorer)
    assert said(explorer) != one
    explorer.go_back()
    expect(explorer.locator("#status")).to_have_text(one)
    explorer.go_back()
    expect(explorer.locator("#status")).to_have_text(whole)
    explorer.go_forward()
    expect(explorer.locator("#status")).to_have_text(one)


def test_typing_is_one_step_back(explorer: Page) -> None:
    explorer.get_by_role("searchbox").press_sequentially("captage")
    settle(explorer)
    explorer.go_back()
    expect(explorer.get_by_role("searchbox")).to_have_value("")


@pytest.mark.parametrize(
    "query",
    [
        "theme=zzz",
        "depuis=abc",
        "tri=foo",
        "page=999",
        "page=-1",
        "page=0",
        "theme=__proto__",
        "region=,,,",
        "q=%00%00",
        "type=" + "a," * 200,
    ],
)
def test_an_address_that_makes_no_sense_is_answered(query: str, page: Page, server: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{server}{LIST}?{query}")
    settle(page)
    assert errors == []
    assert shown(page) or page.locator("#notes .notice").count()
    if "=" in query and not query.startswith(("q", "region")):
        expect(page.locator("#notes")).to_contain_text("«")


def test_names_and_labels_serve_in_addresses(page: Page, server: str, collection: Collection) -> None:
    value, count = collection.facet("themes").count(collection.published).most_common(1)[0]
    page.goto(f"{server}{LIST}?{urlencode({'Thèmes': collection.facet('themes').label_of(value)})}")
    settle(page)
    assert said(page).split()[0] == str(count)


# --- list and map ----------------------------------------------------------------------------------------------------


def test_the_numbers_of_the_map_are_those_of_the_list(explorer: Page) -> None:
    type_words(explorer, "eau")
    cards = explorer.locator(".found .result").evaluate_all(
        "all => all.map(it => [it.querySelector('h3 a').getAttribute('href'), parseInt(it.querySelector('.where b').textContent)])"
    )
    marks = explorer.locator("#map svg > a").evaluate_all(
        "all => all.map(it => [it.getAttribute('href'), parseInt(it.querySelector('.no').textContent)])"
    )
    assert marks
    assert {tuple(mark) for mark in marks} <= {tuple(card) for card in cards}
    assert [number for _, number in cards] == list(range(1, len(cards) + 1))


def test_what_is_pointed_at_in_the_list_shows_on_the_map(explorer: Page) -> None:
    type_words(explorer, "eau")
    href = explorer.locator("#map svg > a").first.get_attribute("href")
    explorer.locator(f'.found .result:has(h3 a[href="{href}"])').hover()
    expect(explorer.locator(f'#map svg > a[href="{href}"]')).to_have_class("on")


def test_the_sentence_that_matched_is_shown_with_its_words_marked(explorer: Page) -> None:
    type_words(explorer, "captage")
    expect(explorer.locator(".result .said mark").first).to_be_visible()


def test_titles_and_sentences_found_keep_their_spaces_whole(explorer: Page) -> None:
    type_words(explorer, "Thurins contrat communes")
    settle(explorer)
    expect(explorer.locator(".result .said mark").first).to_be_visible()
    texts = explorer.locator(".results :is(h3, .said)").all_text_contents()
    assert any("\u00a0:" in text for text in texts)
    assert [text for text in texts if re.search(r" [:;!?»]|« |\d \d{3}\b", text)] == []


def test_pages_of_results_follow_one_another(explorer: Page, collection: Collection) -> None:
    explorer.locator("#sort").select_option("title")
    settle(explorer)
    found = shown(explorer)
    explorer.get_by_role("button", name="Suivante").click()
    settle(explorer)
    found += shown(explorer)
    assert found == [record.slug for record in collection.published][:48]
    assert "page=2" in explorer.url


def test_sorts_put_the_newest_first(explorer: Page, collection: Collection) -> None:
    explorer.locator("#sort").select_option("newest")
    settle(explorer)
    years = [record.latest_source or 0 for slug in shown(explorer) if (record := collection.get(slug))]
    assert years == sorted(years, reverse=True)
    explorer.locator("#sort").select_option("start")
    settle(explorer)
    starts = [(record.period or (0, 0))[0] for slug in shown(explorer) if (record := collection.get(slug))]
    assert starts == sorted(starts, reverse=True)


def test_the_page_stays_light(explorer: Page) -> None:
    assert count_elements(explorer) <= BUDGET
    for words in ("eau", "ville"):
        type_words(explorer, words)
        explorer.wait_for_timeout(300)
        assert count_elements(explorer) <= BUDGET


# --- nothing found ---------------------------------------------------------------------------------------------------


def test_nothing_found_is_an_answer(explorer: Page) -> None:
    type_words(explorer, "zzzzzz")
    assert said(explorer).startswith("Aucune")
    help = explorer.locator("#help")
    expect(help).to_be_visible()
    expect(help.get_by_role("link", name="Racontez-le")).to_be_visible()


def test_filters_that_leave_nothing_can_be_loosened(explorer: Page, collection: Collection) -> None:
    themes, countries = collection.facet("themes"), collection.facet("country")
    country = next(value for value in countries.count(collection.published) if value != "FR")
    abroad = [record for record in collection.published if country in countries.values(record)]
    theme = next(value for value in themes.count(collection.published) if not any(value in themes.values(record) for record in abroad))
    visit(explorer, theme=theme, pays=country)
    assert said(explorer).startswith("Aucune")
    explorer.locator("#help button").first.click()
    settle(explorer)
    assert said(explorer).split()[0] == str(len(abroad))


def test_a_slip_is_said_and_mended(explorer: Page) -> None:
    type_words(explorer, "captaje ")
    explorer.keyboard.press("Enter")
    settle(explorer)
    notes = explorer.locator("#notes")
    expect(notes).to_contain_text("captaje")
    notes.get_by_role("button").click()
    settle(explorer)
    expect(explorer.get_by_role("searchbox")).not_to_have_value("captaje")
    expect(notes).to_be_empty()


# --- accessibility ---------------------------------------------------------------------------------------------------

STATES = {
    "results": "?q=eau&sens=to-urban",
    "near": "?q=sous-marin+nucl%C3%A9aire",
    "nothing": "?q=zzzz&pays=JP",
    "nonsense": "?theme=zzz&page=9",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_no_violation_in_any_state(width: int, scheme: Literal["light", "dark"], browser: Browser, server: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce") as opened:
        page = opened.new_page()
        for state in STATES.values():
            page.goto(server + LIST + state)
            settle(page)
            if width == 390:
                page.locator("#drawer").click()
            assert find_violations(page) == [], state


@pytest.mark.parametrize("state", STATES.values(), ids=STATES.keys())
def test_a_narrow_screen_shows_all_without_sliding(state: str, browser: Browser, server: str) -> None:
    with browser.new_context(viewport={"width": 320, "height": 700}) as opened:
        page = opened.new_page()
        page.goto(server + LIST + state)
        settle(page)
        page.locator("#drawer").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_tree_of_a_screen_reader_makes_sense(explorer: Page) -> None:
    type_words(explorer, "eau")
    expect(explorer.get_by_role("region", name="Les expériences")).to_be_visible()
    expect(explorer.get_by_role("group", name="Thèmes")).to_be_visible()
    expect(explorer.get_by_role("form", name="Filtres")).to_be_visible()
    expect(explorer.get_by_role("combobox", name="Trier par")).to_be_visible()
    assert explorer.locator("#map").get_by_role("link").count() > 3
    first = explorer.locator("#map").get_by_role("link").first
    expect(first).to_have_accessible_name(re.compile(re.escape(first.evaluate("it => it.querySelector('title').textContent"))))


# --- keyboard --------------------------------------------------------------------------------------------------------


def focused(page: Page) -> str:
    href: str = page.evaluate("document.activeElement.getAttribute('href') ?? document.activeElement.id")
    return href


def test_the_keyboard_alone_finds_moves_opens_and_erases(explorer: Page, server: str) -> None:
    explorer.keyboard.press("/")
    assert focused(explorer) == "q"
    explorer.keyboard.type("eau")
    settle(explorer)
    slugs = shown(explorer)
    explorer.keyboard.press("ArrowDown")
    explorer.keyboard.press("ArrowDown")
    assert focused(explorer) == f"{slugs[1]}/"
    explorer.keyboard.press("ArrowUp")
    assert focused(explorer) == f"{slugs[0]}/"
    explorer.keyboard.press("ArrowUp")
    assert focused(explorer) == "q"
    explorer.keyboard.press("Escape")
    settle(explorer)
    expect(explorer.get_by_role("searchbox")).to_have_value("")
    explorer.keyboard.type("eau")
    settle(explorer)
    explorer.keyboard.press("ArrowDown")
    explorer.keyboard.press("Enter")
    explorer.wait_for_url(f"{server}{LIST}{slugs[0]}/")


def test_a_filter_keeps_the_focus_when_it_is_set(explorer: Page) -> None:
    box = explorer.locator(".filters details").first.locator("input").nth(1)
    value = box.get_attribute("value")
    box.focus()
    explorer.keyboard.press("Space")
    settle(explorer)
    assert explorer.evaluate("document.activeElement.value") == value


def test_removing_a_filter_leaves_the_focus_somewhere(explorer: Page) -> None:
    explorer.locator(".filters details").first.locator("input").first.check()
    settle(explorer)
    explorer.locator("#chips .chip").press("Enter")
    settle(explorer)
    assert explorer.evaluate("document.activeElement !== document.body")
    expect(explorer.locator(".filters input:checked")).to_have_count(0)


TYPE = """words => { document.getElementById("q").value = words; document.getElementById("q").dispatchEvent(new Event("input")); }"""


@pytest.mark.parametrize(("words", "place"), [("captages agriculteurs", "same"), ("train", "count")])
def test_an_answer_that_comes_late_leaves_the_focus_in_the_list(explorer: Page, words: str, place: str) -> None:
    type_words(explorer, "captage")
    first = explorer.locator(".found .result h3 a").first
    first.focus()
    held = focused(explorer)
    explorer.evaluate(TYPE, words)
    settle(explorer)
    assert (held.rstrip("/") in shown(explorer)) == (place == "same")
    assert focused(explorer) == (held if place == "same" else "status")


def test_an_escape_from_nothing_found_leaves_the_focus_somewhere(explorer: Page) -> None:
    visit(explorer, q="captage", theme="energie")
    explorer.locator("#help .ask").first.press("Enter")
    settle(explorer)
    assert shown(explorer)
    assert focused(explorer) == "status"


def test_the_drawer_of_a_phone_opens_closes_and_says_so(browser: Browser, server: str) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}) as visit_:
        page = visit_.new_page()
        page.goto(server + LIST)
        button = page.locator("#drawer")
        expect(page.locator("#filters")).to_be_hidden()
        button.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
        page.locator(".filters label").first.click()
        settle(page)
        expect(page.locator("#close")).to_contain_text(said(page).split()[0])
        page.keyboard.press("Escape")
        expect(page.locator("#filters")).to_be_hidden()
        assert page.evaluate("document.activeElement.id") == "drawer"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


# --- a network that is poor or absent --------------------------------------------------------------------------------


def test_nothing_of_the_search_is_fetched_before_it_is_needed(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server + LIST)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search" in url]
    assert all(url.startswith((server, "data:")) for url in asked)
    with page.expect_request("**/assets/search/*/core.js"):
        page.get_by_role("searchbox").focus()


@pytest.mark.parametrize("missing", ["**/assets/search/**", "**/assets/search.*.js", "**/assets/search/**/t*.js"])
def test_a_missing_index_is_said_and_the_list_stays(missing: str, page: Page, server: str) -> None:
    page.route(missing, lambda route: route.abort())
    page.goto(f"{server}{LIST}?q=eau")
    expect(page.locator("#notes .alert")).to_be_visible()
    settle(page)
    assert len(shown(page)) == 24


def test_an_index_that_comes_back_is_used(page: Page, server: str) -> None:
    cut = True

    def answer(route: Route) -> None:
        route.abort() if cut else route.continue_()

    page.route("**/assets/search/**", answer)
    page.goto(f"{server}{LIST}?q=eau")
    expect(page.locator("#notes .alert")).to_be_visible()
    cut = False
    type_words(page, "captage")
    assert "captage" in page.url
    expect(page.locator("#notes .alert")).to_have_count(0)


def test_a_slow_network_still_answers(page: Page, server: str) -> None:
    slow = page.context.new_cdp_session(page)
    slow.send("Network.enable")
    slow.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": 300, "downloadThroughput": 90_000, "uploadThroughput": 40_000}
    )
    page.goto(server + LIST, wait_until="domcontentloaded")
    page.get_by_role("searchbox").fill("captage")
    page.wait_for_function("() => document.querySelectorAll('.found > ol .result').length > 0", timeout=15_000)
    settle(page)
    assert "sur" in said(page)


def test_typing_fast_shows_the_last_word(explorer: Page) -> None:
    explorer.get_by_role("searchbox").press_sequentially("forêt bois énergie captage", delay=2)
    expect(explorer.get_by_role("searchbox")).to_have_value("forêt bois énergie captage")
    settle(explorer)
    last = said(explorer)
    explorer.reload()
    settle(explorer)
    assert said(explorer) == last


def test_it_works_from_a_folder(site: Path, page: Page) -> None:
    page.goto(f"{(site / LIST / 'index.html').as_uri()}?q=captage")
    settle(page)
    assert shown(page)


@pytest.mark.parametrize("typed", ["<img src=x onerror=alert(1)>", "a\"'<>&", "(", "\\", "*", "É", "   "])
def test_what_is_typed_is_text(typed: str, explorer: Page) -> None:
    errors: list[str] = []
    explorer.on("pageerror", lambda error: errors.append(str(error)))
    explorer.on("dialog", lambda dialog: errors.append(dialog.message))
    type_words(explorer, typed)
    expect(explorer.locator("#status")).not_to_be_empty()
    assert explorer.locator("main img").count() == 0
    assert errors == []


def test_the_home_page_searches_here(page: Page, server: str) -> None:
    page.goto(server)
    page.get_by_role("searchbox").fill("captage")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{server}{LIST}?q=captage")
    settle(page)
    assert shown(page)


# --- without JavaScript ----------------------------------------------------------------------------------------------


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """Return a page where no script runs."""
    with browser.new_context(java_script_enabled=False) as visit_:
        yield visit_.new_page()


def test_without_javascript_the_list_is_whole_and_says_how_to_search(plain: Page, server: str, collection: Collection) -> None:
    found: list[str] = []
    address = server + LIST
    plain.goto(address)
    expect(plain.locator("noscript p")).to_be_visible()
    expect(plain.locator("#filters")).to_be_hidden()
    last = int(plain.locator(".pager a").last.inner_text())
    for page in range(1, last + 1):
        plain.goto(address if page == 1 else f"{address}page/{page}/")
        found += [(link.get_attribute("href") or "").rstrip("/").rpartition("/")[2] for link in plain.locator(".result h3 a").all()]
    assert sorted(found) == sorted(record.slug for record in collection.published)


def test_without_javascript_a_sheet_is_whole(plain: Page, server: str) -> None:
    plain.goto(server + "experiences/lyon-aurillac/")
    expect(plain.locator("h1")).to_be_visible()
    expect(plain.locator("main h2").first).to_be_visible()


def test_a_half_written_site_loses_the_search_not_the_list(site: Path, tmp_path: Path, page: Page) -> None:
    copy = shutil.copytree(site, tmp_path / "copy")
    for chunk in (copy / "assets" / "search").rglob("core.js"):
        chunk.write_text("searchChunk(", encoding="utf-8")
    page.goto(f"{(copy / LIST / 'index.html').as_uri()}?q=eau")
    expect(page.locator("#notes .alert")).to_be_visible(timeout=10_000)
    assert len(shown(page)) == 24


def test_filters_that_come_late_do_not_unsay_the_count(page: Page, server: str) -> None:
    def wait(route: Route) -> None:
        page.wait_for_function("() => document.querySelector('#status').textContent.includes(' sur ')")
        time.sleep(0.6)  # longer than the page waits before it says that it loads
        route.continue_()

    page.route(re.compile(r"/f\d+\.js"), wait)
    page.goto(f"{server}{LIST}?q=eau")
    settle(page)
    assert " sur " in said(page)

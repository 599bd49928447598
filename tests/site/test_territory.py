"""Experiences of territories comparable to one's own: the terminal's answers, a keyboard, an address, no server."""

from __future__ import annotations

import gzip
import random
import re
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kb.records.collection import Collection
from kb.reference.territory import Territory
from kb.search.comparable import find_peers
from tests.site.test_accessibility import find_violations
from tests.site.test_explorer import BUDGET, LIST, count_elements, said, settle, shown, type_words, visit

FIELD = "Ou des territoires comparables au mien"


@pytest.fixture(scope="module")
def collection(site: Path) -> Collection:
    return Collection.load(site.parent)


@pytest.fixture
def explorer(page: Page, server: str) -> Page:
    page.goto(server + LIST)
    return page


def find_field(page: Page) -> Locator:
    return page.get_by_role("combobox", name=FIELD)


def find_options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def type_name(page: Page, name: str) -> Locator:
    """Type a name and return what is offered."""
    find_field(page).fill(name)
    expect(page.locator("#territory-status")).not_to_be_empty()
    return find_options(page)


def choose(page: Page, name: str, offered: str = "") -> None:
    type_name(page, name).filter(has_text=offered or name).first.click()
    settle(page)


def draw_territories(collection: Collection) -> list[Territory]:
    """Return territories of every kind and size, one of them a park of unknown population, one with cases of its own."""
    chance = random.Random(7)
    gazetteer = collection.knowledge.gazetteer
    codes = chance.sample([line.partition("\t")[0] for line in gazetteer.commune_table.splitlines()], 12)
    wider = [it for it in gazetteer.wider_bodies() if it.population]
    communes = [it for code in codes if (it := gazetteer.get(code))]
    chosen = ("69123", "07236", "FR-07", "243300316", "pnr-chartreuse")
    return [*communes, *chance.sample(wider, 5), *(it for code in chosen if (it := gazetteer.get(code)))]


# --- answers ---------------------------------------------------------------------------------------------------------


def test_territories_of_every_kind_get_the_answers_of_the_terminal(explorer: Page, collection: Collection) -> None:
    for territory in draw_territories(collection):
        visit(explorer, comme=f"{territory.name},{territory.code}")
        peers = find_peers(collection.published, territory, limit=1000)
        assert shown(explorer) == [peer.slug for peer in peers[:24]], territory.name
        assert said(explorer).split()[0] == (str(len(peers)) if peers else "Aucune"), territory.name
        reasons = explorer.locator(".found > .results .why").all_inner_texts()
        own = [peer.own for peer in peers[:24]]
        assert [not re.search(", (côté ville|côté campagne|entre ville et campagne)\u00a0: ", reason) for reason in reasons] == own
        names = [re.split(", (?:côté|entre) |\u00a0:", text)[0] for text in reasons]
        assert names == [peer.place.name for peer in peers[:24]], territory.name


def test_a_card_says_what_is_comparable(explorer: Page) -> None:
    choose(explorer, "Saint-Félicien", "Ardèche")
    expect(explorer.locator(".found .why").first).to_have_text(re.compile(r"\u00a0: population (très )?proche \([\d\u202f]+ habitants\)"))


def test_words_and_filters_restrict_the_comparison(explorer: Page, collection: Collection) -> None:
    choose(explorer, "Grenoble", "Grenoble (Isère)")
    territory = collection.knowledge.gazetteer.get("38185")
    assert territory
    kin = {it.slug for it in find_peers(collection.published, territory, limit=1000)}
    box = explorer.locator(".filters details").first.locator("label").first
    count = box.locator("b").inner_text()
    box.locator("input").check()
    settle(explorer)
    assert said(explorer).split()[0] == count
    assert set(shown(explorer)) < kin
    type_words(explorer, "eau")
    assert set(shown(explorer)) <= kin


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("saint felicien", "Saint-Félicien (Ardèche)"),
        ("St-Félicien", "Saint-Félicien (Ardèche)"),
        ("cc du trieves", "CC du Trièves (Isère)"),
        ("Trièves", "CC du Trièves (Isère)"),
        ("albenc", "L’Albenc (Isère)"),
        ("ville de lyon", "Lyon (Rhône)"),
        ("ville d'avray", "Ville-d’Avray (Hauts-de-Seine)"),
        ("ardeche", "Ardèche (département)"),
        ("Y", "Y (Somme)"),
        ("le puy en velay", "Le Puy-en-Velay (Haute-Loire)"),
    ],
)
def test_names_are_offered_however_they_are_written(typed: str, offered: str, explorer: Page) -> None:
    expect(type_name(explorer, typed).filter(has_text=offered).first).to_be_visible()


def test_homonyms_are_told_apart_by_their_departement(explorer: Page) -> None:
    options = type_name(explorer, "Villedieu")
    expect(options.first).to_be_visible()
    names = options.all_inner_texts()
    assert len({re.sub(r",.*", "", name) for name in names}) == len(names) > 3
    find_field(explorer).press("Enter")
    expect(explorer.locator("#territory-status")).to_contain_text("choisissez")
    assert "comme=" not in explorer.url


def test_an_unknown_name_says_so_and_what_to_do(explorer: Page) -> None:
    type_name(explorer, "Zzyzx")
    expect(explorer.locator("#territory-status")).to_contain_text("« Zzyzx »")
    expect(explorer.locator("#territory-status")).to_contain_text("Écrivez le nom entier")
    expect(find_field(explorer)).to_have_attribute("aria-expanded", "false")


def test_a_beginning_that_too_many_names_share_asks_for_more_and_loads_little(explorer: Page) -> None:
    loaded: list[str] = []
    explorer.on("request", lambda request: loaded.append(Path(urlsplit(request.url).path).name))
    type_name(explorer, "saint")
    expect(explorer.locator("#territory-status")).to_contain_text("tapez la suite")
    assert len([name for name in loaded if re.fullmatch(r"n\d+\.js", name)]) <= 2


def test_a_village_where_nobody_lives_is_answered(explorer: Page) -> None:
    type_name(explorer, "Bezonvaux").first.click()
    expect(explorer.locator("#territory-status")).to_contain_text("population inconnue")
    assert "comme=" not in explorer.url


def test_a_park_is_compared_with_parks_although_nobody_counted_its_people(explorer: Page) -> None:
    choose(explorer, "Chartreuse", "Parc naturel régional de Chartreuse")
    expect(explorer.locator("#notes")).to_contain_text("ne connaît pas sa population")
    assert "c’est chez vous" in explorer.locator(".found .why").first.inner_text()
    assert "même sorte de territoire" in explorer.locator(".found .why").last.inner_text()


# --- keyboard --------------------------------------------------------------------------------------------------------


def test_the_keyboard_alone_chooses(explorer: Page) -> None:
    field = find_field(explorer)
    type_name(explorer, "villedieu")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(explorer.locator("#territory-status")).to_have_text(re.compile(r"territoires proposés|plus peuplés"))
    field.press("ArrowDown")
    field.press("ArrowDown")
    second = find_options(explorer).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", second.get_attribute("id") or "")
    field.press("ArrowUp")
    field.press("ArrowUp")
    last = find_options(explorer).last
    expect(last).to_have_attribute("aria-selected", "true")
    name = last.inner_text()
    field.press("Enter")
    settle(explorer)
    expect(explorer.locator("#chips")).to_contain_text(f"Comparables à {name}")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")


def test_escape_closes_the_list_then_erases(explorer: Page) -> None:
    field = find_field(explorer)
    type_name(explorer, "villedieu")
    field.press("Escape")
    expect(explorer.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("villedieu")
    field.press("Escape")
    expect(field).to_have_value("")


def test_enter_takes_the_only_territory_of_that_name(explorer: Page) -> None:
    find_field(explorer).fill("Saint-Félicien")
    find_field(explorer).press("Enter")
    expect(explorer.locator("#chips")).to_contain_text("Comparables à Saint-Félicien (Ardèche), ")


# --- address ---------------------------------------------------------------------------------------------------------


def test_the_address_tells_the_territory_and_gives_it_back(explorer: Page, server: str) -> None:
    choose(explorer, "Saint-Félicien", "Ardèche")
    assert parse_qs(urlsplit(explorer.url).query) == {"comme": ["saint-felicien,07236"]}
    found, count = shown(explorer), said(explorer)
    explorer.goto(server + LIST)
    explorer.go_back()
    settle(explorer)
    expect(explorer.locator("#chips")).to_contain_text("Saint-Félicien")
    assert (shown(explorer), said(explorer)) == (found, count)


def test_the_chip_contracts_the_article(explorer: Page) -> None:
    choose(explorer, "Le Puy-en-Velay")
    expect(explorer.locator("#chips")).to_contain_text("Comparables au Puy-en-Velay (Haute-Loire)")


def test_the_chip_takes_the_comparison_away(explorer: Page) -> None:
    whole = said(explorer)
    choose(explorer, "Saint-Félicien", "Ardèche")
    explorer.get_by_role("button", name="Retirer le filtre Comparables à Saint-Félicien").click()
    settle(explorer)
    assert said(explorer) == whole
    assert "comme=" not in explorer.url


@pytest.mark.parametrize("written", ["zzyzx", "zzyzx,99999", "saint-felicien,99999", "07236", ",", "<b>", "__proto__"])
def test_an_address_that_names_no_territory_is_answered(written: str, explorer: Page, server: str) -> None:
    errors: list[str] = []
    explorer.on("pageerror", lambda error: errors.append(str(error)))
    explorer.goto(f"{server}{LIST}?{urlencode({'comme': written})}")
    settle(explorer)
    assert errors == []
    expect(explorer.locator("#notes")).to_contain_text("«")
    assert shown(explorer)


def test_an_address_that_names_several_lets_one_choose(explorer: Page) -> None:
    visit(explorer, comme="villedieu")
    explorer.locator("#notes").get_by_role("button").first.click()
    settle(explorer)
    expect(explorer.locator("#chips")).to_contain_text("Comparables à ")


def test_a_commune_with_few_peers_is_led_to_its_epci(explorer: Page, collection: Collection) -> None:
    gazetteer = collection.knowledge.gazetteer
    codes = (line.partition("\t")[0] for line in gazetteer.commune_table.splitlines())
    communes = (it for code in codes if (it := gazetteer.get(code)) and it.epci and it.population)
    lonely = next(it for it in communes if not find_peers(collection.published, it))
    body = gazetteer.get(lonely.epci)
    assert body
    visit(explorer, comme=f"{lonely.name},{lonely.code}")
    assert said(explorer).startswith("Aucune")
    explorer.locator("#notes").get_by_role("button").click()
    settle(explorer)
    assert shown(explorer) == [peer.slug for peer in find_peers(collection.published, body, limit=1000)[:24]]


# --- weight, access --------------------------------------------------------------------------------------------------


def test_nothing_is_loaded_before_a_name_is_typed_and_little_after(explorer: Page, site: Path) -> None:
    loaded: list[str] = []
    explorer.on("request", lambda request: loaded.append(urlsplit(request.url).path.lstrip("/")))
    explorer.reload()
    assert not [path for path in loaded if "territoires" in path or "likeness" in path]
    loaded.clear()
    type_name(explorer, "Saint-Félicien")
    weights = {path: len(gzip.compress((site / path).read_bytes(), 6)) for path in loaded}
    assert sum(weights.values()) <= 24 * 1024, weights
    assert max(weights.values()) <= 8 * 1024, weights


def test_it_works_from_a_folder_and_keeps_nothing(site: Path, browser: Browser) -> None:
    with browser.new_context() as opened:
        page = opened.new_page()
        page.goto((site / LIST / "index.html").as_uri())
        choose(page, "Saint-Félicien", "Ardèche")
        assert shown(page)
        assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_names_that_cannot_be_fetched_are_said(explorer: Page) -> None:
    explorer.route("**/assets/territoires/**", lambda route: route.abort())
    type_name(explorer, "Lyon")
    expect(explorer.locator("#territory-status")).to_contain_text("n’ont pas pu être chargés")


def test_without_a_script_the_field_is_hidden_and_it_is_said(browser: Browser, server: str) -> None:
    with browser.new_context(java_script_enabled=False) as opened:
        page = opened.new_page()
        page.goto(server + LIST)
        expect(page.locator("#territory")).to_be_hidden()
        expect(page.locator("noscript .notice")).to_contain_text("territoires comparables")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_list_of_names_and_the_answer_are_accessible_and_light(width: int, browser: Browser, server: str) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce") as opened:
        page = opened.new_page()
        page.goto(server + LIST)
        type_name(page, "Villedieu")
        find_field(page).press("ArrowDown")
        assert find_violations(page) == []
        assert count_elements(page) <= BUDGET
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        find_field(page).press("Enter")
        settle(page)
        assert find_violations(page) == []
        assert count_elements(page) <= BUDGET


def test_the_order_can_be_changed_and_told_back(explorer: Page) -> None:
    choose(explorer, "Grenoble", "Grenoble (Isère)")
    closest = shown(explorer)
    explorer.locator("#sort").select_option("newest")
    settle(explorer)
    assert "tri=source" in explorer.url
    assert "comme=grenoble,38185" in explorer.url
    assert shown(explorer) != closest
    explorer.locator("#sort").select_option("nearest")
    settle(explorer)
    assert "tri=" not in explorer.url
    assert shown(explorer) == closest

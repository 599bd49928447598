"""Addresses that make no sense and browsers that refuse: each page holds, and says in French what happened.

The explorer's own nonsense is in `test_explorer.py`, the names and numbers of a comparison in `test_compare.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site.conftest import PAGES
from tests.site.test_compare import FORBID, MANY, ONE, REFUSE, TWO

LIST = "experiences/"
each_refusal = pytest.mark.parametrize("refusal", [REFUSE, FORBID], ids=["full", "forbidden"])


@pytest.fixture
def watched(context: BrowserContext) -> Iterator[Page]:
    """Return a page that must not fail."""
    said: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def settle(page: Page) -> None:
    """Wait until comparison or dossier has answered."""
    expect(page.locator("#status")).not_to_be_empty()
    expect(page.locator("#wait")).to_be_hidden()


# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("theme=zzz", "«\u00a0zzz\u00a0» n’est pas une valeur de «\u00a0Thèmes\u00a0»\u00a0: ce filtre est laissé de côté."),
        ("depuis=abc", "n’est pas une année sur quatre chiffres"),
        ("tri=foo", "«\u00a0foo\u00a0» n’est pas un ordre connu"),
        ("page=999", "n’est pas une page de ces résultats\u00a0: la page 3 est montrée."),
        ("theme=zzz&tri=foo&page=x", "la page 1 est montrée"),
    ],
)
def test_the_explorer_says_what_makes_no_sense_and_shows_the_rest(query: str, said: str, server: str, watched: Page) -> None:
    watched.goto(f"{server}{LIST}?{query}")
    expect(watched.locator("#notes .notice")).to_contain_text(said)
    assert watched.locator(".found .result h3 a").count() >= 1


def test_a_parameter_nobody_knows_changes_nothing(server: str, watched: Page) -> None:
    watched.goto(f"{server}{LIST}?utm_source=lettre&zzz=1")
    expect(watched.locator(".found")).to_have_attribute("aria-busy", "false")
    expect(watched.locator("#notes")).to_be_empty()
    assert watched.locator(".found .result").count() == 24


@pytest.mark.parametrize("slugs", ["jamais-vu", "jamais-vu,%C3%A9t%C3%A9,../x"])
def test_a_comparison_of_nothing_known_says_so_and_leads_on(slugs: str, server: str, watched: Page) -> None:
    watched.goto(f"{server}comparer/?cas={slugs}")
    settle(watched)
    expect(watched.locator("#told")).to_contain_text("«\u00a0jamais-vu\u00a0»\u00a0: aucune expérience ne porte ce nom")
    expect(watched.locator("#told").get_by_role("link", name="Chercher ces mots").first).to_be_visible()
    expect(watched.locator("#status")).to_contain_text("Aucune expérience à comparer")
    expect(watched.locator("#start")).to_be_visible()
    expect(watched.locator("#compared")).to_be_hidden()


@pytest.mark.parametrize("query", ["cas=", "cas=,,,", "cas=&cas=", "autre=1"])
@pytest.mark.parametrize("page_", ["comparer/", "dossier/"])
def test_an_address_that_names_no_case_is_as_if_it_were_bare(page_: str, query: str, server: str, watched: Page) -> None:
    watched.goto(f"{server}{page_}?{query}")
    settle(watched)
    expect(watched.locator("#status")).to_contain_text("Aucune expérience à comparer" if page_ == "comparer/" else "Votre dossier est vide")
    expect(watched.locator("#told")).to_be_hidden()


def test_a_dossier_keeps_what_is_known_and_says_what_is_not(server: str, watched: Page) -> None:
    watched.goto(f"{server}dossier/?cas={ONE},jamais-vu,%3Cimg%20src=x%3E,{TWO}")
    settle(watched)
    expect(watched.locator("#list li")).to_have_count(2)
    for name in ("jamais-vu", "<img src=x>"):
        expect(watched.locator("#told")).to_contain_text(f"«\u00a0{name}\u00a0»\u00a0: aucune expérience ne porte ce nom")
    assert watched.locator("#told img").count() == 0


def test_a_dossier_of_nothing_known_says_so_and_leads_on(server: str, watched: Page) -> None:
    watched.goto(f"{server}dossier/?cas=jamais-vu")
    settle(watched)
    expect(watched.locator("#told")).to_contain_text("aucune expérience ne porte ce nom")
    expect(watched.locator("#empty")).to_be_visible()
    expect(watched.locator("#filled")).to_be_hidden()


def test_a_dossier_too_long_is_cut_and_says_how_many_are_left(server: str, watched: Page) -> None:
    slugs = [slug for slug, *_ in watched.request.get(f"{server}data/cases.json").json()][:35]
    assert len(slugs) == 35
    watched.goto(f"{server}dossier/?cas={','.join(slugs)}")
    settle(watched)
    expect(watched.locator("#list li")).to_have_count(30)
    expect(watched.locator("#told")).to_contain_text("30 expériences au plus dans un dossier\u00a0: 5 sont laissées de côté.")


def test_an_address_of_hundreds_of_cases_is_answered(server: str, watched: Page) -> None:
    watched.goto(f"{server}comparer/?cas={','.join([*MANY, *(f'inconnue-{rank}' for rank in range(300))])}")
    settle(watched)
    expect(watched.locator("#table thead .drop")).to_have_count(4)
    expect(watched.locator("#told")).to_contain_text("Quatre au plus se comparent")


def test_a_network_that_fails_the_dossier_is_said(server: str, page: Page) -> None:
    page.route("**/data/cases/*.json", lambda route: route.abort())
    page.goto(f"{server}dossier/?cas={ONE}")
    settle(page)
    expect(page.locator("#told")).to_contain_text("Vérifiez la connexion")


def test_a_network_that_fails_the_list_of_titles_is_said(server: str, page: Page) -> None:
    page.route("**/data/cases.json", lambda route: route.abort())
    page.goto(f"{server}comparer/?cas={ONE}")
    settle(page)
    page.get_by_label("Ajouter une expérience").fill("vittel")
    expect(page.locator("#offered")).to_contain_text("Vérifiez la connexion")


# --- a browser that keeps nothing ------------------------------------------------------------------------------------


@each_refusal
@pytest.mark.parametrize("name", ["home", "list", "sheet", "theme", "compare two", "dossier"])
def test_a_page_holds_where_nothing_can_be_kept(name: str, refusal: str, server: str, watched: Page) -> None:
    watched.add_init_script(refusal)
    watched.goto(server + PAGES[name])
    expect(watched.locator("h1")).to_be_visible()
    expect(watched.get_by_role("link", name="Mon dossier (0)")).to_be_visible()
    if name == "compare two":
        expect(watched.locator("#table thead .drop")).to_have_count(2)
    if name == "dossier":
        expect(watched.locator("#empty")).to_be_visible()


@each_refusal
def test_a_dossier_that_cannot_be_kept_says_so_where_it_is_adopted(refusal: str, server: str, watched: Page) -> None:
    watched.add_init_script(refusal)
    watched.goto(f"{server}dossier/?cas={ONE},{TWO}")
    settle(watched)
    watched.get_by_role("button", name="L’ajouter à mon dossier").click()
    expect(watched.locator("#refused")).to_contain_text("Votre navigateur refuse de garder des données")
    expect(watched.locator("#list li")).to_have_count(2)

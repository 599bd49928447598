"""The list answers however a word is written: accents, apostrophes, ligatures, capitals."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

LIST = "experiences/"
SETTLED = r"""words => {
  const status = document.querySelector("#status"), said = status.innerText;
  return status.dataset.q === words && /^(\d+|Aucune) /.test(said) && said;
}"""


def count(page: Page, server: str, words: str) -> int:
    """Type words in the list as a person does; return the number of experiences that it announces."""
    page.goto(server + LIST)
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    # Read at the very moment when the page says that the count is that of these words: before, it may be that of the whole list; after,
    # Enter asks again and the page may say that it is loading.
    said = page.wait_for_function(SETTLED, arg=words).json_value()
    found = re.match(r"\d+", said)
    return int(found[0]) if found else 0


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("reciprocite", "réciprocité"),
        ("RÉCIPROCITÉ", "réciprocité"),
        ("l’énergie", "l'energie"),
        ("cœur", "coeur"),
        ("medoc", "Médoc"),
        ("saint-étienne", "saint etienne"),
    ],
)
def test_writing_does_not_matter(typed: str, like: str, page: Page, server: str) -> None:
    found = count(page, server, typed)
    assert found > 0
    assert count(page, server, like) == found


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("reciprocite aurillac", "lyon-aurillac"),
        ("villes portes", "chambery-villes-portes"),
        ("eau agriculteurs captage", "eau-de-paris-captages"),
        ("catskills", "new-york-catskills"),
    ],
)
def test_a_person_finds_what_she_expects_on_the_first_page(typed: str, slug: str, page: Page, server: str) -> None:
    assert count(page, server, typed) > 0
    links = page.locator("main a[href]").evaluate_all("all => all.filter(it => it.checkVisibility()).map(it => it.href)")
    assert any(link.split("?")[0].split("#")[0].endswith(f"experiences/{slug}/") for link in links)


def test_what_nobody_wrote_is_not_found(page: Page, server: str) -> None:
    assert count(page, server, "zzzzzz") == 0

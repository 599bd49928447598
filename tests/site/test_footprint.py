"""The page that says what the site weighs says what the pages weigh."""

from __future__ import annotations

import gzip
import math
import re
import statistics
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext

from kb.pages.footprint import ADDRESS, KILOBYTE, LIST_ELEMENTS, SHEET_ELEMENTS, WEIGHT, pick
from kb.pages.phrases import load_phrases
from kb.pages.site import build_pages
from kb.records.collection import Collection
from kb.sitefile import SiteFile
from tests.site.parsing import Html, is_sheet, resolve
from tests.site.test_browser import weigh

NOT_MEASURED = {"404.html", ADDRESS, "plan-du-site/"}


class Row(NamedTuple):
    pages: int
    elements: int
    most_elements: int
    kilobytes: int
    most_kilobytes: int
    requests: int


@pytest.fixture(scope="module")
def html(site: Path) -> str:
    return (site / ADDRESS / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(html: str) -> dict[str, Row]:
    table = html[html.index('id="measures"') : html.index("</table>")]
    found = re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', table)
    return {label: Row(*(int(re.sub(r"\D", "", cell)) for cell in re.findall(r"<td>([^<]+)</td>", cells))) for label, cells in found}


@pytest.fixture(scope="module")
def measured(pages: dict[str, Html], site: Path) -> dict[str, list[str]]:
    """Return the addresses of each kind, those of docs aside."""
    made = {file.address.removesuffix("index.html") for file in build_pages(Collection.load(site.parent))}
    kinds = [(label, re.compile(pattern)) for label, pattern in load_phrases("pages")["footprint"]["kinds"]]
    found: dict[str, list[str]] = {}
    for address in pages:
        if address in made and address not in NOT_MEASURED:
            found.setdefault(next(label for label, pattern in kinds if pattern.search(address)), []).append(address)
    return found


def test_every_kind_of_page_says_what_its_pages_weigh(
    rows: dict[str, Row], measured: dict[str, list[str]], pages: dict[str, Html], site: Path
) -> None:
    assert rows.keys() == measured.keys()
    for label, addresses in measured.items():
        elements = [pages[address].elements for address in addresses]
        weights = [weigh(pages, site, address) for address in addresses]
        kilobytes = [math.ceil(value / KILOBYTE) for value in (statistics.median(weights), max(weights))]
        counts = [math.ceil(statistics.median(elements)), max(elements)]
        assert rows[label][:5] == (len(addresses), *counts, *kilobytes), label


def test_the_requests_are_those_of_a_browser(rows: dict[str, Row], server: str, context: BrowserContext) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url) if not request.url.startswith("data:") else None)
    page = context.new_page()
    for label, address in (("Accueil", ""), ("Liste des expériences et recherche", "experiences/")):
        asked.clear()
        page.goto(server + address, wait_until="networkidle")
        assert len(asked) == rows[label].requests, asked


def test_what_goes_beyond_the_limits_is_named(html: str, measured: dict[str, list[str]], pages: dict[str, Html], site: Path) -> None:
    heavy = {
        address
        for addresses in measured.values()
        for address in addresses
        if pages[address].elements > (SHEET_ELEMENTS if is_sheet(address) else LIST_ELEMENTS) or weigh(pages, site, address) > WEIGHT
    }
    section = html[html.index('id="heavy"') :].partition("</ul>")[0] if 'id="heavy"' in html else ""
    assert {target[0] for link in re.findall(r'href="([^"]+)"', section) if (target := resolve(link, ADDRESS))} == heavy


def test_what_is_fetched_on_demand_weighs_what_is_said(html: str, site: Path) -> None:
    section = html[html.index('id="demand"') :].partition("</ul>")[0]
    said = [int(number) for number in re.findall(r"(\d+)\u00a0Ko", section)]

    def most(*patterns: str) -> int:
        weights = [max(len(gzip.compress(path.read_bytes(), 6)) for path in site.glob(f"assets/{pattern}")) for pattern in patterns]
        return math.ceil(sum(weights) / KILOBYTE)

    search = [most("search.*.js", "search/*/core.js"), most("search/*/t[0-9]*.js"), most("search/*/c[0-9]*.js")]
    names = [most("likeness.*.js", "territoires/*/names.js", "search/*/kin.js"), most("territoires/*/n[0-9]*.js")]
    assert said == search + names


def test_the_footer_and_the_map_of_the_site_lead_to_it(pages: dict[str, Html]) -> None:
    for address in ("", "plan-du-site/", "experiences/"):
        assert ADDRESS in {target[0] for _, link in pages[address].links if (target := resolve(link, address))}


def test_of_many_pages_some_are_measured_and_the_longest_always() -> None:
    many = [SiteFile(f"experiences/c{number}/index.html", "a" * (number % 977)) for number in range(5000)]
    picked = pick(many)
    assert 300 < len(picked) < 500
    assert max(len(page.content) for page in picked) == 976
    assert pick(many[:10]) == many[:10]

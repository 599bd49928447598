"""A number says how many experiences one finds behind it, wherever it stands: home, tables, pages of terms, explorer."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from playwright.sync_api import Page

from kb.pages.axis import AXES, Axis
from kb.pages.good import WAYS, find_way
from kb.pages.subject import CARDS_MOST
from kb.pages.wording import format_number
from kb.records.collection import Collection
from kb.records.flow import Flow
from tests.site.parsing import SITE
from tests.site.test_explorer import LIST, read_counts, said, settle, visit

each_axis = pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.address)
NUMBER = r"[\d\u202f]+"


@pytest.fixture(scope="module")
def collection(site: Path) -> Collection:
    return Collection.load(site.parent)


def read(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def number(text: str) -> int:
    return int(text.replace("\u202f", ""))


def find_links(html: str, here: str, pattern: str) -> list[tuple[str, int]]:
    """Return (address from the root with its query, number) of the links that a pattern finds."""
    found = re.findall(pattern, html)
    return [(urljoin(SITE + here, href).removeprefix(SITE).replace("&amp;", "&"), number(count)) for href, count in found]


def find_cells(site: Path, address: str) -> list[tuple[str, int]]:
    return find_links(read(site, address), address, rf'<td class="n\d"[^>]*><a href="([^"]+)"[^>]*>({NUMBER})</a>')


def find_heads(site: Path, address: str) -> list[tuple[str, int]]:
    return find_links(read(site, address), address, rf'<th scope="(?:row|col)"><a href="([^"]+)">[^<]+ \(({NUMBER})\)</a>')


def read_facts(site: Path, address: str) -> dict[str, int]:
    """Return the numbers of the head of a page, by name."""
    facts = re.findall(rf"<dt>([^<]+)</dt><dd>({NUMBER})", read(site, address))
    return {name: number(count) for name, count in facts}


def count_cards(site: Path, address: str) -> int:
    return len(re.findall(r'<li class="card', read(site, address)))


def ask_explorer(page: Page, address: str) -> int:
    """Return how many experiences the explorer shows at an address."""
    visit(page, **dict(parse_qsl(urlsplit(address).query)))
    found = re.match(NUMBER, said(page))
    return number(found.group()) if found else 0


def test_each_cell_of_types_and_themes_leads_to_as_many_experiences(site: Path, page: Page, server: str) -> None:
    cells = find_cells(site, "croisement/")
    assert len(cells) > 50
    page.goto(server + LIST)
    wrong = {address: (count, shown) for address, count in cells if (shown := ask_explorer(page, address)) != count}
    assert wrong == {}


def test_each_cell_of_goods_says_what_the_page_of_the_good_says(site: Path, collection: Collection) -> None:
    vocabulary, ways = collection.knowledge.vocabularies["goods"], list(WAYS)
    html = read(site, "croisement/biens/")
    heads = re.findall(rf'<th scope="col"><a[^>]*>([^<]+) \({NUMBER}\)</a>', html)
    assert len(heads) == len(ways)
    for line in re.findall(r'<tr><th scope="row">.*?</tr>', html, re.DOTALL):
        row = re.search(r'href="[^"]*echanges/([^/"]+)/"', line)
        assert row
        facts = read_facts(site, f"echanges/{row[1]}/")
        total = re.search(rf"\(({NUMBER})\)</a></th>", line)
        assert total
        brought = [it for it in collection.published if any(_goes(flow, row[1], way) for flow in it.flows for way in ways)]
        assert number(total[1]) == facts.get("Expériences", 0) == len(brought), row[1]
        for way, head, cell in zip(ways, heads, re.findall(rf"<td[^>]*>(?:<a[^>]*>)?({NUMBER})", line), strict=True):
            told = [it for it in collection.published if any(_goes(flow, row[1], way) for flow in it.flows)]
            assert number(cell) == facts.get(head, 0) == len(told), (vocabulary[row[1]].label, head)


def _goes(flow: Flow, good: str, way: str) -> bool:
    return flow.counted and flow.exchange.good == good and find_way(flow) == way


@pytest.mark.parametrize("address", ["croisement/", "croisement/biens/"])
def test_each_total_leads_to_as_many_experiences(address: str, site: Path, page: Page, server: str) -> None:
    page.goto(server + LIST)
    heads = find_heads(site, address)
    assert len(heads) > 30
    for linked, count in heads:
        shown = ask_explorer(page, linked) if "?" in linked else read_facts(site, linked).get("Expériences", 0)
        assert shown == count, linked


@each_axis
def test_a_term_has_one_number_everywhere(axis: Axis, site: Path, page: Page, server: str, collection: Collection) -> None:
    page.goto(server + LIST)
    page.evaluate("document.querySelectorAll('.filters details').forEach(it => { it.open = true; })")
    settle(page)
    for button in page.locator(".filters .more").all():
        button.click()
        settle(page)
    explorer = read_counts(page)[axis.key]
    card = rf'<h3><a href="([^"]+)">[^<]+</a></h3><p>[^<]*</p><p class="where">({NUMBER})\s'
    listed = dict(find_links(read(site, axis.address), axis.address, card))
    for term in collection.knowledge.vocabularies[axis.key]:
        address = f"{axis.address}{term.id}/"
        count = explorer.get(term.id, 0)
        assert read_facts(site, address).get("Expériences", 0) == count, address
        assert count_cards(site, address) == count or count > CARDS_MOST, address
        assert listed.get(address, 0) == count, address


def test_what_does_not_count_is_told_apart_on_the_page_of_the_good(site: Path, collection: Collection) -> None:
    told = 0
    for term in collection.knowledge.vocabularies["goods"]:
        html = read(site, f"echanges/{term.id}/")
        for record in collection.published:
            flows = [flow for flow in record.flows if flow.exchange.good == term.id]
            if flows and not any(flow.counted for flow in flows):
                section = html[html.index("sans que l’accord") :]
                assert f'/{record.slug}/"' in section, (term.id, record.slug)
                told += 1
    assert told > 0


def test_the_home_page_counts_what_the_list_counts(site: Path, page: Page, server: str, collection: Collection) -> None:
    page.goto(server + LIST)
    total = number(re.match(NUMBER, said(page)).group())  # type: ignore[union-attr]
    assert total == len(collection.published)
    figures = [number(count) for count in re.findall(rf"<dt>[^<]+</dt><dd>({NUMBER})</dd></div>", read(site, ""))]
    assert figures[0] == total
    assert figures[2:] == [len(collection.facet(key).count(collection.published)) for key in ("cooperation-types", "goods")]
    for address in ("", "parcourir/", "plan-du-site/"):
        assert re.search(rf"\b{re.escape(format_number(total))}\b", read(site, address)), address

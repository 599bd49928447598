"""Every link of every page leads somewhere, anchors included."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.site.conftest import PAGES
from tests.site.parsing import Html, is_sheet, resolve


def find_dead(pages: dict[str, Html], folder: Path) -> list[str]:
    """Return `page -> link` for each link that leads nowhere."""
    dead = []
    for page in pages.values():
        for _, link in page.links:
            target = resolve(link, page.address)
            if target is None:
                continue
            address, anchor = target
            exists = address in pages or (address and (folder / address).is_file())
            if not exists or (anchor and address in pages and anchor not in pages[address].ids):
                dead.append(f"{page.address or '/'} -> {link}")
    return dead


def test_the_site_has_a_page_of_every_kind(pages: dict[str, Html]) -> None:
    assert [address for address in PAGES.values() if address.partition("?")[0] not in pages] == []


def test_every_internal_link_and_anchor_resolves(pages: dict[str, Html], site: Path) -> None:
    assert find_dead(pages, site) == []


def test_the_check_of_links_sees_a_dead_one(pages: dict[str, Html], site: Path) -> None:
    wrong = Html("themes/eau/")
    wrong.feed('<a href="../absent/">a</a> <a href="#absent">b</a> <a href="../../">c</a> <a href="https://brume.example/">d</a>')
    assert len(find_dead(pages | {"themes/eau/": wrong}, site)) >= 2


def test_every_reference_between_elements_resolves(pages: dict[str, Html]) -> None:
    assert [(page.address, id) for page in pages.values() for id in page.references if id not in page.ids] == []


def test_no_id_stands_twice_in_a_page(pages: dict[str, Html]) -> None:
    twice = {page.address: [id for id, count in Counter(page.ids).items() if count > 1] for page in pages.values()}
    assert {address: ids for address, ids in twice.items() if ids} == {}


def test_every_page_can_be_reached_from_the_home_page(pages: dict[str, Html]) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        here = waiting.pop()
        for tag, link in pages[here].links:
            target = resolve(link, here)
            if tag == "a" and target and target[0] in pages and target[0] not in reached:
                reached.add(target[0])
                waiting.append(target[0])
    assert set(pages) - reached == {"404.html"}


def test_only_links_lead_out_of_the_site(pages: dict[str, Html]) -> None:
    out = {(tag, link) for page in pages.values() for tag, link in page.links if tag != "a" and resolve(link, page.address) is None}
    loaded = {(tag, link) for tag, link in out if not link.startswith("data:")}
    assert {tag for tag, _ in loaded} <= {"link"}
    assert {urlsplit(link).netloc for _, link in loaded} == {"reciprocites.example"}  # the canonical address of each page


def test_addresses_use_schemes_that_are_safe(pages: dict[str, Html]) -> None:
    schemes = {urlsplit(link).scheme for page in pages.values() for tag, link in page.links if tag == "a"}
    assert schemes <= {"", "http", "https", "mailto"}


def test_every_published_record_has_its_sheet(pages: dict[str, Html], site: Path) -> None:
    from kb.records.collection import Collection

    published = {f"experiences/{record.slug}/" for record in Collection.load(site.parent).published}
    assert len(published) >= 12
    assert published <= set(pages)


def test_every_page_invites_to_tell_an_experience(pages: dict[str, Html]) -> None:
    for page in pages.values():
        links = [link for tag, link in page.links if tag == "a"]
        assert any(link.startswith("mailto:") for link in links), page.address
        assert any("/new/" in link for link in links), page.address
        assert "Raconter une expérience" in page.text


def test_every_sheet_offers_a_right_of_reply(pages: dict[str, Html]) -> None:
    sheets = [page for address, page in pages.items() if is_sheet(address)]
    assert len(sheets) > 10
    for page in sheets:
        mails = [unquote(link) for tag, link in page.links if tag == "a" and link.startswith("mailto:")]
        assert "Signaler une erreur" in page.text, page.address
        assert any("subject=Correction" in mail for mail in mails), page.address
        assert any("subject=Droit de réponse" in mail for mail in mails), page.address


def test_every_page_leads_to_the_pages_that_public_sites_owe(pages: dict[str, Html]) -> None:
    owed = {"accessibilite/", "mentions-legales/", "donnees-personnelles/", "contact/", "plan-du-site/"}
    for page in pages.values():
        linked = {target[0] for _, link in page.links if (target := resolve(link, page.address))}
        assert owed <= linked, page.address

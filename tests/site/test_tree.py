"""What Chromium tells a screen reader of the drawings, the maps and the matrix: read in its accessibility tree, not in our HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.site.conftest import PAGES

TOLD_BY_THE_IMAGE = {"none", "generic", "StaticText", "InlineTextBox", "image"}
"""What may stand inside an image: Chromium hands the platform an image as one leaf, whatever it holds of these."""


@dataclass
class Node:
    """A node of the accessibility tree that is not ignored, with what it holds."""

    role: str
    name: str
    description: str
    element: int
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Yield it and all it holds, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, *roles: str) -> list[Node]:
        """Return what it holds of these roles."""
        return [node for node in self.walk() if node.role in roles and node is not self]


def read_tree(page: Page) -> Node:
    """Return the accessibility tree of a page."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Accessibility.enable")
    raw: dict[str, dict[str, Any]] = {node["nodeId"]: node for node in cdp.send("Accessibility.getFullAXTree")["nodes"]}
    cdp.detach()

    def grow(node: dict[str, Any]) -> list[Node]:
        inside = [grown for id in node.get("childIds", []) if id in raw for grown in grow(raw[id])]
        if node.get("ignored"):
            return inside
        role, name, description = (str(node.get(key, {}).get("value", "")) for key in ("role", "name", "description"))
        return [Node(role, name, description, node.get("backendDOMNodeId", 0), inside)]

    (root,) = grow(next(iter(raw.values())))
    return root


Read = Callable[[str], Node]


@pytest.fixture
def read(page: Page, server: str) -> Read:
    """Return a function that opens an address and returns its accessibility tree."""

    def go(address: str) -> Node:
        page.goto(server + address)
        if "cas=" in address:
            page.wait_for_selector("#compared:visible")
        return read_tree(page)

    return go


LINKS = """all => all.map((it) => [it.querySelector("title")?.textContent ?? it.textContent,
  new URL(it.getAttribute("href"), document.baseURI).href])"""


def find_links(page: Page, selector: str) -> list[tuple[str, str]]:
    """Return the title and target of the links that a selector finds."""
    return [(title, target) for title, target in page.eval_on_selector_all(selector, LINKS)]


# --- diagrams --------------------------------------------------------------------------------------------------------

SHEETS = {name: address for name, address in PAGES.items() if name.startswith("sheet")}
AGGREGATES = ("home", "theme", "type", "good", "region", "département")


@pytest.mark.parametrize("address", SHEETS.values(), ids=SHEETS.keys())
def test_the_diagram_of_a_sheet_is_one_image_that_says_who_and_what_beside_its_table(address: str, read: Read, page: Page) -> None:
    tree = read(address)
    title = page.locator("h1").inner_text()
    images = [node for node in tree.find("image") if "circul" in node.name]
    assert len(images) == 1
    assert title in images[0].name
    assert {node.role for node in images[0].walk()} <= TOLD_BY_THE_IMAGE
    ways = re.findall(r"\d+ (?:échange|apport)", images[0].name)
    if "rien n’a circulé" in images[0].name:
        assert not ways
        return
    assert ways
    assert images[0].name.endswith("Le tableau donne le même contenu.")
    page.locator("details.on-paper > summary").press("Enter")
    (table,) = read_tree(page).find("table")
    assert table.name == "Les échanges du schéma, en mots"
    columns = [header.name for header in table.find("columnheader")]
    assert [name for name in columns if name != "Quantité"] == ["Quoi", "De qui, vers qui", "État, sources"]
    rows = [row for row in table.find("row") if row.find("cell")]
    assert {len(row.find("cell")) for row in rows} == {len(columns) - 1}
    assert len(rows) == page.locator(".exchanges th[scope=row]").count() >= sum(int(way.split()[0]) for way in ways)


@pytest.mark.parametrize("name", AGGREGATES)
def test_the_aggregate_diagram_says_its_numbers_and_names_its_table(name: str, read: Read, page: Page) -> None:
    tree = read(PAGES[name])
    (image,) = [node for node in tree.find("image") if node.name.startswith("Ce qui circule")]
    assert {node.role for node in image.walk()} <= TOLD_BY_THE_IMAGE
    assert image.name.endswith("Le tableau donne les mêmes nombres.")
    page.locator("details.same:has(table) > summary").press("Enter")
    (table,) = read_tree(page).find("table")
    assert len(table.find("columnheader")) == 4
    for row in (row for row in table.find("row") if row.find("cell")):
        (family,) = row.find("rowheader")
        to_urban, to_rural, _ = (cell.find("StaticText")[0].name for cell in row.find("cell"))
        assert f"{family.name} : {to_rural} vers la campagne, {to_urban} vers la ville" in image.name.replace("\u00a0", " ").replace(
            "\u202f", " "
        )


@pytest.mark.parametrize("name", ["home", "list", "theme", "sheet", "compare two"])
def test_the_diagram_of_a_card_is_an_ornament_beside_a_link_that_names_the_case(name: str, read: Read, page: Page) -> None:
    tree = read(PAGES[name])
    assert page.locator(".dia.mini").count() >= 2 or name == "sheet"
    titles = {node.name for node in tree.find("image", "SvgRoot")}
    assert not [title for title in titles if not title.strip()]
    ornaments = page.locator(".dia.mini:not([aria-hidden=true])").count()
    assert ornaments == 0
    for title in page.locator(".card h3 a, .result h3 a, .compare thead th > a:not(.drop)").all_inner_texts()[:8]:
        assert [link for link in tree.find("link") if link.name.split() == title.split()], title


# --- maps ------------------------------------------------------------------------------------------------------------

MAPS = ("home", "list", "theme", "type", "good", "region", "département", "places")


@pytest.mark.parametrize("name", MAPS)
def test_arcs_are_links_with_names_in_tab_order_and_listed_beside(name: str, read: Read, page: Page) -> None:
    tree = read(PAGES[name])
    maps = [node for node in tree.find("group") if node.name.startswith("Carte")]
    assert len(maps) == page.locator("svg.map").count() >= 1
    listed = dict.fromkeys(target for _, target in find_links(page, "main a:not(svg a)"))
    for rank, node in enumerate(maps):
        arcs = find_links(page, f"svg.map >> nth={rank} >> a")
        names = [link.name for link in node.find("link")]
        assert names == [title for title, _ in arcs]
        assert all(names)
        assert len(set(arcs)) == len(arcs)
        assert not [target for _, target in arcs if target not in listed]
    stops = "svg.map a:not([tabindex='-1'])"
    if name == "places":  # a hundred départements: Tab goes through the list, which says the same
        return expect(page.locator(stops)).to_have_count(0)
    page.locator(stops).first.focus()
    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.querySelector('title')?.textContent")
    assert focused == find_links(page, stops)[1][0]
    return None


def test_the_same_arc_has_the_same_place_in_the_order_of_the_home_page(page: Page, server: str) -> None:
    page.goto(server)
    inside = [title for title, _ in find_links(page, "details.same > h3:first-of-type + .link-list a")]
    arcs = [title for title, _ in find_links(page, "svg.map >> nth=0 >> a")]
    assert len(inside) > 5
    assert [re.sub(r" \(n’a pas abouti\)$", "", title) for title in arcs[-len(inside) :]] == inside


@pytest.mark.parametrize("name", ["sheet", "sheet of what was never concluded", "sheet from abroad"])
def test_the_map_of_a_sheet_is_one_image_that_names_its_places(name: str, read: Read) -> None:
    (image,) = [node for node in read(PAGES[name]).find("image") if node.name.startswith("Carte")]
    assert re.fullmatch(r"Carte de situation\s: .{4,}", image.name)
    assert {node.role for node in image.walk()} <= TOLD_BY_THE_IMAGE


# --- matrix ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["crossing", "crossing of goods"])
def test_the_matrix_is_a_table_whose_links_say_how_many_and_of_what(name: str, read: Read, page: Page) -> None:
    (table,) = read(PAGES[name]).find("table")
    assert table.name
    assert "Un 0 dit que la base ne connaît aucune expérience" in table.description
    columns = [header.name for header in table.find("columnheader")][1:]
    rows = [row for row in table.find("row") if row.find("cell")]
    assert len(rows) >= 14
    told = 0
    for row in rows:
        (header,) = row.find("rowheader")
        cells = row.find("cell")
        assert len(cells) == len(columns)
        for column, cell in zip(columns, cells, strict=True):
            (count,) = (node.name for node in cell.find("StaticText"))
            links = cell.find("link")
            if not links:
                assert (count, cell.name) == ("0", "0, à raconter")
                continue
            crossing = " × ".join(re.sub(r" \(\d+\)$", "", it.name) for it in (header, Node("", column, "", 0)))
            assert re.fullmatch(rf"{count}\sexpériences?\s: {re.escape(crossing)}", links[0].name), links[0].name
            told += 1
    assert told == page.locator(".matrix td a").count() > 40


def test_the_comparison_is_a_table_with_a_header_for_each_case_and_each_subject(read: Read) -> None:
    (table,) = read(PAGES["compare two"]).find("table")
    assert len(table.find("columnheader")) == 3
    rows = [row for row in table.find("row") if row.find("cell")]
    assert len(rows) >= 12
    assert all(len(row.find("rowheader")) == 1 and len(row.find("cell")) == 2 for row in rows)
    assert all(text.name.strip() for row in rows for cell in row.find("cell") for text in cell.find("StaticText")[:1])
    assert all(cell.find("StaticText") for row in rows for cell in row.find("cell"))

"""Types by themes, goods by direction: numbers that are those of the records, links to what they count, gaps that invite."""

from __future__ import annotations

import re

from kb.pages import crossing
from kb.pages.crossing import Cell, Header, Line, Matrix, cross_goods, cross_terms
from kb.pages.render import Renderer
from kb.records.collection import Collection
from tests.conftest import FIXTURES, REPOSITORY, TODAY, MakeProject, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")


def load(project: MakeProject, *texts: str) -> Renderer:
    return Renderer(project({f"cases/c{number}.md": text for number, text in enumerate(texts)}).load())


def build(renderer: Renderer) -> dict[str, str]:
    return {page.address: str(page.content) for page in crossing.build(renderer)}


def find_cell(matrix: Matrix, row: str, column: str) -> Cell:
    place = next(rank for rank, header in enumerate(matrix.columns) if header.label == column)
    return next(line.cells[place] for line in matrix.lines if line.header.label == row)


def test_an_experience_counts_in_each_cell_it_falls_in(project: MakeProject) -> None:
    matrix = cross_terms(load(project, record(), record(title="Autre"), OTHER))
    assert find_cell(matrix, "Achat et approvisionnement", "Énergie").count == 2
    assert find_cell(matrix, "Convention ou protocole de coopération", "Forêt et bois").count == 2
    assert find_cell(matrix, "Achat et approvisionnement", "Eau").count == 0


def test_totals_count_experiences_once(project: MakeProject) -> None:
    matrix = cross_terms(load(project, record(), OTHER))
    totals = {line.header.label: line.header.total for line in matrix.lines}
    assert totals["Achat et approvisionnement"] == 1
    assert matrix.total == 2


def test_a_number_leads_to_the_experiences_it_counts(project: MakeProject) -> None:
    cell = find_cell(cross_terms(load(project, record())), "Achat et approvisionnement", "Énergie")
    assert cell.address == "experiences/?type=achat-et-approvisionnement&theme=energie"


def test_the_numbers_are_those_of_the_records() -> None:
    renderer = Renderer(Collection.load(REPOSITORY, today=TODAY))
    matrix = cross_terms(renderer)
    types, themes = (renderer.collection.knowledge.vocabularies[key] for key in (crossing.ROWS, crossing.COLUMNS))
    for line, term in zip(matrix.lines, (t for _, ids in crossing._list_groups(types) for t in ids), strict=True):
        for cell, theme in zip(line.cells, themes, strict=True):
            found = [r for r in renderer.records if term in r.told.cooperation_types and theme.id in r.told.themes]
            assert cell.count == len(found)


def test_goods_are_counted_way_by_way(project: MakeProject) -> None:
    matrix = cross_goods(load(project, record()))
    assert find_cell(matrix, "Bois-énergie", "De la campagne vers la ville").count == 1
    assert find_cell(matrix, "Bois-énergie", "De la ville vers la campagne").count == 0


def test_what_exists_without_the_agreement_is_not_counted(project: MakeProject) -> None:
    exchange = {"good": "bois-energie", "from": ["brume"], "to": ["valmont"], "what": "Du bois", "state": "context", "sources": [1]}
    assert find_cell(cross_goods(load(project, record(exchanges=[exchange]))), "Bois-énergie", "De la campagne vers la ville").count == 0


def test_the_number_of_a_good_leads_to_its_page(project: MakeProject) -> None:
    html = build(load(project, record()))["croisement/biens/index.html"]
    assert re.search(r'<td class="n1"><a href="../../echanges/bois-energie/" aria-label="1\sexpérience\s: [^"]+ × [^"]+">1</a></td>', html)


def test_the_gaps_told_are_those_that_chance_would_have_filled() -> None:
    common, rare = Header("fréquent", "", 10), Header("rare", "", 1)
    cells = (Cell(0, ""), Cell(0, ""))
    matrix = Matrix("", (common, rare), ((None, (Line(common, cells),)),), 20)
    assert matrix.gaps == [(common, common)]


def test_an_empty_table_has_no_gap() -> None:
    assert Matrix("", (), (), 0).gaps == []


def test_tables_are_real_tables(project: MakeProject) -> None:
    for html in build(load(project, record())).values():
        assert html.count("<caption>") == 1
        assert '<th scope="col">' in html
        assert re.search(r'<th scope="row"><a href="[^"]+">[^<]+ \(\d+\)</a></th>', html)
        assert 'scope="rowgroup"' in html
        assert re.search(r'class="table-wrap" role="region" aria-label="[^"]+" tabindex="0"', html)


def test_an_empty_cell_is_a_zero_without_a_link(project: MakeProject) -> None:
    html = build(load(project, record()))["croisement/index.html"]
    assert '<td class="n0" aria-label="0, à raconter">0</td>' in html
    assert html.count("Racontez-la") == 1


def test_goods_nobody_exchanged_are_named(project: MakeProject) -> None:
    html = build(load(project, record()))["croisement/biens/index.html"]
    missing = html[html.index("Jamais échangés") :]
    assert "Eau brute ou potable" in missing
    assert ">Bois-énergie<" not in missing


def test_both_tables_keep_to_the_budget_of_elements() -> None:
    for html in build(Renderer(Collection.load(REPOSITORY, today=TODAY))).values():
        assert len(re.findall(r"<[a-z]", re.sub(r"<svg.*?</svg>", "<svg>", html, flags=re.DOTALL))) <= 600


def test_an_experience_without_a_theme_stands_in_the_total_of_its_type(project: MakeProject) -> None:
    themeless = record(title="Autre", themes=[], progress="jamais-conclu")
    renderer = load(project, record(), themeless)
    assert len(renderer.records) == 2
    matrix = cross_terms(renderer)
    assert {line.header.label: line.header.total for line in matrix.lines}["Achat et approvisionnement"] == 2
    assert matrix.total == 2

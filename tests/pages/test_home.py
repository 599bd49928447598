"""The home page: numbers that come from the records, a map with its list, what circulates."""

import re

from kb.pages import home, setback
from kb.pages.circulation import count_families, tell_rows
from kb.pages.diagram import Row
from kb.pages.home import count_figures, find_latest
from kb.pages.location import find_ends, find_place, name_records
from kb.pages.map import Link, Place
from kb.pages.question import list_questions
from kb.pages.render import Renderer
from kb.pages.town import name_towns
from kb.records.model import Side
from kb.reference.outline import load_outline
from tests.conftest import FIXTURES, SLUG, MakeProject, Project, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")


def make_project(project: MakeProject) -> Project:
    return project({f"cases/{SLUG}.md": record(), "cases/lavoir.md": OTHER})


def build(made: Project) -> str:
    return str(next(iter(home.build(Renderer(made.load())))).content)


def test_key_figures_are_counted(project: MakeProject) -> None:
    renderer = Renderer(make_project(project).load())
    vocabularies = renderer.collection.knowledge.vocabularies
    figures = count_figures(renderer)
    assert (figures["cases"], figures["sources"]) == ((2, 0), (3, 0))
    assert figures["types"] == (3, len(vocabularies["cooperation-types"]))
    assert figures["goods"] == (3, len(vocabularies["goods"]))


def test_the_questions_lead_to_pages_that_answer(project: MakeProject) -> None:
    made = make_project(project)
    renderer = Renderer(made.load())
    goods, found = renderer.collection.knowledge.vocabularies["goods"], dict(list_questions(renderer))
    asked = {good.id: good.attributes["asked"] for good in goods if "asked" in good.attributes}
    assert found[asked["bois-energie"]] == "echanges/bois-energie/"
    assert asked["eau-brute-ou-potable"] not in found  # nothing circulates there: no answer, no question
    assert {"territoires/", "ce-qui-a-coince/"} < set(found.values())
    assert all(text in build(made) for text in found)


def test_what_did_not_work_is_gathered(project: MakeProject) -> None:
    stuck = record(title="Un accord perdu", progress="arrete")
    renderer = Renderer(project({"cases/perdu.md": stuck, f"cases/{SLUG}.md": record()}).load())
    (page,) = setback.build(renderer)
    assert 'href="../experiences/perdu/"' in str(page.content)
    assert f"experiences/{SLUG}/" not in str(page.content)
    assert "Ce qui circule" not in str(page.content)


def test_a_family_counts_an_experience_once_each_way(project: MakeProject) -> None:
    collection = make_project(project).load()
    goods = collection.knowledge.vocabularies["goods"]
    rows = {row.icon: (row.to_urban, row.to_rural) for row in count_families(collection.published, goods)}
    assert rows == {
        goods.group(goods["bois-energie"].group).icon: (1, 0),
        goods.group(goods["ingenierie-de-projet"].group).icon: (0, 1),
    } | {goods.group(goods["travail"].group).icon: (0, 1)}


def test_what_happened_once_is_not_said_to_be_most_often() -> None:
    assert tell_rows([Row("Bois", "tree", 1, 1), Row("Eau", "drop", 1, 0)]) == ""
    assert "vers la campagne" not in tell_rows([Row("Bois", "tree", 2, 1)])


def test_what_exists_without_the_agreement_does_not_count(project: MakeProject) -> None:
    context = """\
exchanges:
  - {good: bois-energie, from: [brume], to: [valmont], what: Du bois, state: context, sources: [1]}
"""
    collection = project({"cases/a.md": record(raw=context)}).load()
    assert count_families(collection.published, collection.knowledge.vocabularies["goods"]) == ()


def test_the_sentence_says_the_families_that_lead() -> None:
    said = tell_rows([Row("Bois", "tree", 5, 1), Row("Eau", "drop", 5, 0), Row("Argent", "coin", 0, 3)])
    assert "vers la campagne\u00a0: «\u00a0Argent\u00a0» (3\u00a0expériences)" in said
    assert "«\u00a0Bois\u00a0» et «\u00a0Eau\u00a0» (5\u00a0expériences)" in said


def test_the_sentence_says_when_all_goes_one_way_or_both() -> None:
    assert "vers la campagne" not in tell_rows([Row("Bois", "tree", 2, 0)])
    assert tell_rows([Row("Bois", "tree", 0, 0, 1)]) != tell_rows([Row("Bois", "tree", 1, 0)])


def test_the_table_says_the_numbers_of_the_drawing(project: MakeProject) -> None:
    html = build(make_project(project))
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    assert len(re.findall("<tr>", table)) == 3
    assert "circule" in html


def test_each_experience_is_in_one_list_of_links(project: MakeProject) -> None:
    html = build(make_project(project))
    lists = "".join(re.findall(r'<ul class="link-list.*?</ul>', html, re.DOTALL))
    assert [lists.count(f'href="experiences/{slug}/"') for slug in (SLUG, "lavoir")] == [1, 1]


def test_the_background_page_gives_its_extract_with_links_to_the_sources(project: MakeProject) -> None:
    made = make_project(project)
    assert "Pour situer Brume" not in build(made)
    front = 'title: Pour situer Brume\nextract: Trois accords [1].\nsources:\n  1: {publisher: Gazette, date: 2020, url: "https://g.example/"}\n'
    made.write("docs/pour-situer.md", f"---\n{front}---\n")
    html = build(made)
    assert 'Trois accords\u00a0<a class="cite"' in html
    assert "Pour situer Brume" in html
    assert html.count('href="https://g.example/"') == 2


def test_the_latest_experiences_have_different_themes(project: MakeProject) -> None:
    files = {f"cases/bois-{number}.md": record() for number in range(3)}
    made = project({**files, "cases/lavoir.md": OTHER.replace("2026-02-01", "2025-02-01")})
    assert [found.slug for found in find_latest(made.load().published, 2)] == ["bois-2", "lavoir"]


# --- places ----------------------------------------------------------------------------------------------------------


def test_the_ends_are_the_town_and_the_country(project: MakeProject) -> None:
    collection = make_project(project).load()
    assert [tuple(party.side for party in find_ends(found)) for found in collection.published] == [(Side.URBAN, Side.RURAL)] * 2


def test_a_collective_known_by_its_departement_has_no_point(project: MakeProject) -> None:
    parties = """\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Fermes, kind: collectif-d-agriculteurs, side: rural, collective: true, place: {name: Isère, code: FR-38}}
"""
    found = project({"cases/a.md": record(raw=parties)}).load().published[0]
    assert [find_place(found, party) is None for party in found.told.parties][1]


def test_two_records_never_bear_the_same_name(project: MakeProject) -> None:
    files = {"cases/a.md": record(), "cases/b.md": record(themes=["energie"]), "cases/c.md": record(title="Autre titre")}
    names = name_records(project(files).load().published, str.upper)
    assert len(set(names.values())) == 3
    assert names["b"].endswith("(ENERGIE)")


def test_towns_that_touch_share_the_shortest_name() -> None:
    outline = load_outline("france")
    field = Place("Val", Side.RURAL, 45.5, 4.0)
    towns = [
        Place("Métropole de Lune", Side.URBAN, 45.0, 3.0),
        Place("Lunéville-le-Long", Side.URBAN, 45.01, 3.0),
        Place("Loin", Side.URBAN, 48.0, 3.0),
    ]
    named = name_towns([Link(town.name, "/", town, field) for town in towns], outline)
    assert [link.label for link in named] == ["Lune", "", "Loin"]

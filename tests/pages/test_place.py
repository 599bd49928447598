"""Places and goods: who did something near here, what circulates, one page each."""

from __future__ import annotations

import copy
import json
import re

from kb.pages import place, term
from kb.pages.card import make_card
from kb.pages.good import count_ways, list_returns, retell
from kb.pages.place import find_step, list_places
from kb.pages.render import Renderer
from kb.pages.shade import Shade, draw_shades
from kb.pages.subject import CARDS_MOST, list_rubrics, share
from kb.records.collection import Collection
from kb.records.facet import Computed
from kb.reference.outline import load_outline
from tests.conftest import REPOSITORY, SLUG, TODAY, MakeProject, record, tell


def render(project: MakeProject, **cases: str) -> Renderer:
    return Renderer(project({f"cases/{name}.md": text for name, text in (cases or {SLUG: record()}).items()}).load())


def build(renderer: Renderer) -> dict[str, str]:
    return {page.address: str(page.content) for page in place.build(renderer)}


# --- places ----------------------------------------------------------------------------------------------------------


def test_a_departement_and_its_region_show_what_happened_there(project: MakeProject) -> None:
    pages = build(render(project))
    for address in ("territoires/isere/index.html", "territoires/auvergne-rhone-alpes/index.html"):
        assert f'href="../../experiences/{SLUG}/"' in pages[address]
        assert "Ce qui circule" in pages[address]
    assert f"experiences/{SLUG}/" not in pages["territoires/cantal/index.html"]


def test_a_place_says_its_size_and_its_year(project: MakeProject) -> None:
    assert re.search(
        r"Département, Auvergne-Rhône-Alpes\. [\d\u202f]+\u00a0habitants \(\d{4}\)", build(render(project))["territoires/isere/index.html"]
    )


def test_a_place_without_experience_invites_and_is_not_indexed(project: MakeProject) -> None:
    html = build(render(project))["territoires/cantal/index.html"]
    assert "Aucune expérience pour l’instant" in html
    assert 'content="noindex"' in html


def test_two_places_of_one_name_have_one_page(project: MakeProject) -> None:
    places = list_places(render(project))
    slugs = [it.slug for region in places.regions for it in (region, *region.inside)]
    assert len(slugs) == len(set(slugs))
    assert {"la-reunion", "corse", "corse-du-sud", "paris"} <= set(slugs)


def test_every_departement_of_the_map_leads_to_a_page(project: MakeProject) -> None:
    pages = build(render(project))
    html = pages["territoires/index.html"]
    drawn = re.findall(r'<a href="([^"]+)" tabindex="-1">', html)
    assert len(drawn) == len(load_outline("france").paths)
    assert all(f"territoires/{address}index.html" in pages for address in drawn)


def test_the_home_region_comes_first_then_those_where_something_happened(project: MakeProject) -> None:
    html = build(render(project))["territoires/index.html"]
    assert html.index("Auvergne-Rhône-Alpes</a> 1") < html.index(">Bretagne</a>")
    assert re.search(r"Isère</a> 1", html)
    assert 'class="none">Cantal' in html


def test_a_departement_names_those_that_touch_it_and_where_something_happened(project: MakeProject) -> None:
    pages = build(render(project))
    beside, far = pages["territoires/drome/index.html"], pages["territoires/cantal/index.html"]
    around = beside[beside.index("Juste à côté") :]
    assert '<a href="../isere/">Isère</a> (1)' in around
    assert 'href="../ardeche/"' not in around  # it touches, and nothing is told there
    assert "Juste à côté" not in far


def test_a_region_names_its_departements(project: MakeProject) -> None:
    html = build(render(project))["territoires/auvergne-rhone-alpes/index.html"]
    assert html[html.index("Ses départements") :].count("</a> (") == 12


def test_darkness_follows_the_number() -> None:
    assert [find_step(count) for count in (0, 1, 2, 3, 5, 6, 90)] == [0, 1, 1, 2, 2, 3, 3]


def test_a_map_of_numbers_names_its_parts_and_escapes_them() -> None:
    svg = draw_shades(load_outline("france"), {"38": Shade("<Isère>", "isere/?a=1&b", 2, 1)})
    assert "<title>&lt;Isère&gt;\u00a0: 2 expériences</title>" in svg
    assert 'href="isere/?a=1&amp;b"' in svg
    assert 'aria-label="Carte\u00a0: 1 département' in svg


def test_few_experiences_a_theme_flow_together_under_one_heading(project: MakeProject) -> None:
    themes = ["foret-bois"] * 3 + ["energie", "energie", "eau"]
    renderer = render(project, **{f"c{number}": record(title=f"Cas {number}", themes=[theme]) for number, theme in enumerate(themes)})
    wood, rest = list_rubrics(Computed.DEPARTMENT, "38", "themes", renderer.records, renderer)
    assert (wood.count, wood.loose, rest.count, rest.loose) == (3, False, 3, True)
    assert [card.theme for card in rest.cards] == ["Énergie", "Énergie", "Eau"]
    html = build(renderer)["territoires/isere/index.html"]
    assert "Les autres expériences" in html
    assert "Énergie · " in html[html.index("Les autres expériences") :]


def test_a_subject_leads_to_its_parts_from_the_lead(project: MakeProject) -> None:
    lists = "## Difficultés\n\n- Un chemin abîmé [1].\n\n## Conditions de transfert\n\n- Un lieu de séchage [2].\n"
    html = build(render(project, a=record(body=tell(lists))))["territoires/isere/index.html"]
    jumps = re.search(r'<nav class="anchors".*?</nav>', html, re.DOTALL)
    assert jumps
    targets = re.findall(r'href="#([^"]+)"', jumps[0])
    assert targets == ["experiences", "ce-qui-a-coince", "ce-qui-se-transfere", "carte"]
    assert all(html.count(f'id="{target}"') == 1 for target in targets)
    assert jumps.start() < html.index("Ce qui circule")


def test_the_explorer_knows_the_places_that_have_a_page(project: MakeProject) -> None:
    pages = build(render(project))
    rows = json.loads(pages["data/places.js"].removeprefix("searchChunk('places',").removesuffix(");\n"))
    assert ["Isère", "territoires/isere/", 0, 1, "38"] in rows
    assert ["Auvergne-Rhône-Alpes", "territoires/auvergne-rhone-alpes/", 1, 1, ""] in rows
    made = {address for address in pages if address.endswith("/index.html")} - {"territoires/index.html"}
    assert {f"{address}index.html" for _, address, *_ in rows} == made


# --- goods -----------------------------------------------------------------------------------------------------------


def test_the_page_of_a_good_tells_which_way_it_goes_and_what_is_given(project: MakeProject) -> None:
    html = {page.address: str(page.content) for page in term.build(render(project))}["echanges/bois-energie/index.html"]
    assert "<dt>De la campagne vers la ville</dt><dd>1</dd>" in html
    told = "Du bois déchiqueté pour la chaufferie (de la campagne vers la ville, constaté, 1\u202f200\u00a0t par an (2020))."
    assert told in html


def test_a_good_counts_experiences_not_exchanges(project: MakeProject) -> None:
    exchange = {"good": "bois-energie", "from": ["brume"], "to": ["valmont"], "what": "Du bois", "state": "observed", "sources": [1]}
    renderer = render(project, a=record(exchanges=copy.deepcopy([exchange]) + copy.deepcopy([exchange | {"what": "Encore du bois"}])))
    knowledge = renderer.collection.knowledge
    (way,) = count_ways(knowledge.vocabularies["goods"]["bois-energie"], renderer.records, knowledge.labels)
    assert way.cases == 1


def test_a_good_says_what_comes_back_in_the_same_experiences(project: MakeProject) -> None:
    def give(good: str, giver: str, receiver: str, state: str = "observed") -> dict[str, object]:
        return {"good": good, "from": [giver], "to": [receiver], "what": "Un échange", "state": state, "sources": [1]}

    wood = give("bois-energie", "brume", "valmont")
    back, along = give("travail", "valmont", "brume"), give("denrees-brutes", "brume", "valmont")
    aside = give("ingenierie-de-projet", "valmont", "brume", "context")
    cases = {name: record(exchanges=copy.deepcopy([wood, back, along, aside])) for name in "ab"}
    renderer = render(project, **cases, c=record(exchanges=copy.deepcopy([back])))
    good = renderer.collection.knowledge.vocabularies["goods"]["bois-energie"]
    (found,) = list_returns(good, renderer.records, renderer)
    assert (found.label, found.address, len(found.cases)) == ("Travail", "echanges/travail/", 2)
    html = {page.address: str(page.content) for page in term.build(renderer)}["echanges/bois-energie/index.html"]
    assert 'href="#en-retour"' in html
    assert "Souvent ensemble" not in html


def test_many_exchanges_of_a_good_are_cut_and_counted(project: MakeProject) -> None:
    exchange = {"good": "bois-energie", "from": ["brume"], "to": ["valmont"], "state": "observed", "sources": [1]}
    renderer = render(project, a=record(exchanges=[copy.deepcopy(exchange) | {"what": f"Bois {letter}"} for letter in "abcde"]))
    good, one = renderer.collection.knowledge.vocabularies["goods"]["bois-energie"], renderer.records[0]
    summary = retell(make_card(one, renderer), one, good, renderer.collection.knowledge.labels).summary
    assert summary.count("Bois ") == 3
    assert summary.endswith("et\u00a02\u00a0autres")


# --- large bases -----------------------------------------------------------------------------------------------------


def test_groups_share_the_room_of_a_page() -> None:
    assert share([5, 3, 1], 6) == 2
    assert share([100], 36) == 36
    assert share([1] * 50, 36) == 1
    assert share([], 36) == 1


def test_a_crowded_page_leads_to_a_search_for_the_rest(project: MakeProject) -> None:
    renderer = render(project, **{f"c{number}": record(title=f"Bois {number}") for number in range(CARDS_MOST + 4)})
    (rubric,) = list_rubrics(Computed.DEPARTMENT, "38", "themes", renderer.records, renderer)
    assert (len(rubric.cards), rubric.count) == (CARDS_MOST, CARDS_MOST + 4)
    assert rubric.search == "experiences/?departement=38&theme=foret-bois"


def test_the_pages_of_places_and_terms_keep_to_the_budget_of_elements() -> None:
    renderer = Renderer(Collection.load(REPOSITORY, today=TODAY))
    for page in (*place.build(renderer), *term.build(renderer)):
        outside = re.sub(r"<svg.*?</svg>", "<svg>", str(page.content), flags=re.DOTALL)
        assert len(re.findall(r"<[a-z]", outside)) <= 600, page.address

"""The sheet of a record: each block present, nothing invented, nothing unsafe."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from string import ascii_letters
from typing import Any

import pytest

from kb.pages import sheet
from kb.pages.render import Renderer
from kb.records.collection import Collection
from tests.conftest import REPOSITORY, SLUG, TODAY, MakeProject, record

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 16
SHEET = f"experiences/{SLUG}/index.html"
SOURCE = {"id": 1, "title": "Un lavoir sauvé", "publisher": "Gazette de Brume", "kind": "press"}


def build(collection: Collection, *, preview: bool = False) -> dict[str, Any]:
    return {file.address: file.content for file in sheet.build(Renderer(collection, preview))}


def page(project: MakeProject, text: str, *, preview: bool = False) -> str:
    return str(build(project({f"cases/{SLUG}.md": text}).load(), preview=preview)[SHEET])


@pytest.fixture
def plain(project: MakeProject) -> str:
    return page(project, record())


def read(html: str) -> str:
    """Return the words of a page or of a part of one, on one line; spaces that do not break are kept."""
    body = "<main" + html.partition("<main")[2] if "<main" in html else html
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]*>", " ", body)).strip()


class _Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        href = given.get("href") or ""
        self.anchors |= {href[1:]} if tag == "a" and href.startswith("#") else set()


# --- blocks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Ce qui circule",
        "Qui y gagne, et qui le dit",
        "Qui décide",
        "Déclencheur",
        "Difficultés",
        "Conditions de transfert",
        "Distance",
        "Chronologie",
        "Ce que l’on ne sait pas encore",
        "2 parties",
        "Sources",
        "Citer, réutiliser",
    ],
)
def test_each_block_has_its_heading(plain: str, words: str) -> None:
    assert re.search(rf"<h2[^>]*>{words}</h2>", plain)


def test_the_box_of_facts_says_where_when_how_far_and_how_sure(plain: str) -> None:
    facts = read(plain).partition("Où")[2]
    assert facts.startswith(" Isère (Auvergne-Rhône-Alpes) Depuis 2018, lancement\u00a0: vers 2019 [2]")
    assert "En service dernière information\u00a0: juin 2021" in facts
    assert "P2, deux récits qui concordent Deux parties, ou deux sources" in facts
    assert "Les deux parties" in facts
    assert "vérifiée le 15 janvier 2026" in facts


def test_a_sheet_nobody_checked_for_two_years_says_so(project: MakeProject) -> None:
    old = page(project, record(review={"status": "published", "checked_on": "2023-01-01"}))
    assert "À actualiser" in old


def test_a_fresh_sheet_does_not_say_it_must_be_updated(plain: str) -> None:
    assert "À actualiser" not in plain


def test_the_origin_is_said_with_a_right_of_reply(plain: str) -> None:
    assert "rédigée d’après des sources publiques, non relue par les parties" in plain
    assert "mailto:contact@brume.example?subject=Droit%20de%20r%C3%A9ponse" in plain


def test_the_table_says_who_gives_what_to_whom_how_much_and_who_says_so(plain: str) -> None:
    rows = [read(row) for row in re.findall(r"<tr>.*?</tr>", plain, re.DOTALL)]
    assert "Du bois déchiqueté pour la chaufferie Bois-énergie Pays de Brume → Ville de Valmont 1\u202f200\u00a0t par an (2020)" in rows[-1]
    assert rows[-1].endswith("constaté, payé [1] [2]")
    assert "non chiffrée promis [1]" in rows[2]


@pytest.mark.parametrize("counted", [True, False])
def test_the_table_has_a_column_of_quantities_when_something_is_counted(project: MakeProject, counted: bool) -> None:
    text = record() if counted else re.sub(r"    figures:\n      - \{.*?\}\n", "", record())
    html = page(project, text)
    columns = re.findall(r'<th scope="col">(.*?)</th>', html)
    assert ("Quantité" in columns) == counted
    assert len(columns) == 3 + counted
    assert html.count(f'colspan="{len(columns)}"') == 2
    assert ("non chiffrée" in html) == counted


def test_gains_are_told_by_side_with_the_voice_that_says_them(plain: str) -> None:
    assert "Pour la ville Ville de Valmont. Une chaleur au prix prévisible. Dit par elle-même." in read(plain)


def test_a_side_that_did_not_speak_is_invited_to(project: MakeProject) -> None:
    gains = [{"party": "valmont", "says": "Une chaleur au prix prévisible.", "sources": [1]}]
    words = read(page(project, record(gains=gains)))
    assert "Pour la campagne Ce que ce côté y gagne\u00a0: non recueilli." in words
    assert "Pour la ville Ce que" not in words


def test_a_gain_told_by_others_leaves_the_side_to_be_heard(project: MakeProject) -> None:
    gains = [{"party": "brume", "says": "Un débouché.", "sources": [1]}, {"party": "valmont", "says": "Du bois.", "sources": [1]}]
    words = read(page(project, record(gains=gains)))
    assert "Dit par Ville de Valmont. [1] Parole directe\u00a0: non recueillie." in words


def test_difficulties_and_lessons_are_set_off(plain: str) -> None:
    assert '<section class="callout hard"><h2 id="difficultes">' in plain
    assert '<section class="callout redo"><h2 id="conditions-de-transfert">' in plain


def test_a_planned_step_is_marked(project: MakeProject) -> None:
    html = page(project, record(milestones=[{"date": "2030", "event": "extension", "planned": True, "sources": [1]}]))
    assert '<li class="planned"><time datetime="2030">2030, prévu</time>' in html


def test_steps_stand_in_order_of_time(project: MakeProject) -> None:
    steps = [{"date": date, "event": "decision", "sources": [1]} for date in ("2020-05", "2019", "2020-01-31")]
    html = page(project, record(milestones=steps))
    assert re.findall(r'<time datetime="([^"]+)"', html) == ["2019", "2020-01-31", "2020-05"]


def test_a_step_does_not_say_its_kind_twice(project: MakeProject) -> None:
    steps = [{"date": "2020", "event": "decision", "note": note, "sources": [1]} for note in ("Décision du conseil", "Vote du conseil")]
    html = page(project, record(milestones=steps))
    assert "Décision. Vote du conseil" in html
    assert "Décision. Décision" not in html


def test_the_distance_between_partners_is_in_words(plain: str) -> None:
    assert "27\u00a0km à vol d’oiseau entre Ville de Valmont et Pays de Brume" in plain


def test_parties_show_the_size_of_their_territory(plain: str) -> None:
    assert "signataire\u202f; 40\u202f000\u00a0habitants (2021), 20\u00a0km², 2\u202f000\u00a0hab./km²" in plain


def test_a_party_known_by_its_departement_alone_is_named_not_pointed_at(project: MakeProject) -> None:
    parties = [
        {"id": "valmont", "name": "Ville de Valmont", "kind": "ville-ou-commune", "side": "urban", "code": "valmont"},
        {"id": "brume", "name": "Fermes", "kind": "collectif-d-agriculteurs", "side": "rural", "collective": True}
        | {"place": {"name": "Vallées de l’Isère", "code": "FR-38"}},
    ]
    html = page(project, record(parties=parties))
    assert "faute de lieu précis\u00a0: Vallées de l’Isère" in html
    assert "à vol d’oiseau" not in html


def test_a_case_abroad_has_land_under_it_even_near_france(project: MakeProject) -> None:
    """Milan falls on the grid of France, which draws nothing of Italy: its map was white."""
    sides = {"valmont": ("regie-ou-societe-publique", "urban"), "brume": ("societe-cooperative", "rural")}
    parties = [
        {"id": id, "name": f"Organisme de {side}", "kind": kind, "side": side}
        | {"place": {"name": "Milan", "country": "IT", "latitude": 45.464, "longitude": 9.19}}
        for id, (kind, side) in sides.items()
    ]
    drawn = re.search(r'class="map".*?</svg>', page(project, record(parties=parties)), re.DOTALL)
    assert drawn
    assert re.search(r'class="land"[^>]* d="M', drawn[0])


def test_what_is_not_known_is_listed_and_can_be_completed(plain: str) -> None:
    gaps = read(plain).partition("Ce que l’on ne sait pas encore")[2].partition("Complétez cette fiche")[0]
    assert "Les quantités de certains échanges." in gaps
    assert "L’argent et le temps que cela demande." in gaps
    assert "Les difficultés rencontrées." not in gaps


def test_sources_bear_their_address_for_paper(plain: str) -> None:
    assert '<li id="s1" class="source" data-address="valmont.example/bois">' in plain
    assert "Ville de Valmont, mars 2018 (une partie\u00a0: Ville de Valmont)" in plain


def test_a_source_bears_the_number_that_citations_give(project: MakeProject) -> None:
    text = re.sub(r"\bid: 2\b|\[2\]|\[1, 2\]", lambda it: it[0].replace("2", "3"), record())
    html = page(project, text)
    assert '<li id="s1" class="source"' in html
    assert '<li id="s3" value="3" class="source"' in html


def test_the_page_says_how_to_cite_it(plain: str) -> None:
    assert (
        "«\u00a0Du bois de Brume pour chauffer Valmont\u00a0», Réciprocités de Brume, fiche vérifiée le 15 janvier 2026, "
        "https://brume.example/experiences/valmont-brume/"
    ) in plain


def test_the_file_can_be_edited_on_the_forge(plain: str) -> None:
    assert f'href="https://forge.example/brume/base/edit/main/cases/{SLUG}.md"' in plain


def test_related_cases_show_on_both_sheets(project: MakeProject) -> None:
    files = {f"cases/{SLUG}.md": record(related=[{"case": "suite", "relation": "follows"}]), "cases/suite.md": record(title="La suite")}
    pages = build(project(files).load())
    assert "La suite Précède cette expérience" in read(pages[SHEET])
    assert "Fait suite à cette expérience" in read(pages["experiences/suite/index.html"])


def test_images_are_copied_beside_the_page(project: MakeProject) -> None:
    body = record().partition("---\n\n")[2].replace("[1].\n", f"[1].\n\n![Un camion]({SLUG}/camion.png)\n", 1)
    made = project({f"cases/{SLUG}.md": record(body="\n" + body), f"cases/{SLUG}/camion.png": PNG})
    files = build(made.load())
    assert files[f"experiences/{SLUG}/camion.png"] == PNG
    assert '<img src="camion.png" alt="Un camion"' in files[SHEET]


def test_an_image_with_accents_and_spaces_in_its_name_is_copied(project: MakeProject) -> None:
    body = record().partition("---\n\n")[2].replace("[1].\n", f"[1].\n\n![Un camion](<{SLUG}/forêt d’été.png>)\n", 1)
    files = build(project({f"cases/{SLUG}.md": record(body="\n" + body), f"cases/{SLUG}/forêt d’été.png": PNG}).load())
    assert files[f"experiences/{SLUG}/forêt d’été.png"] == PNG
    assert '<img src="for%C3%AAt%20d%E2%80%99%C3%A9t%C3%A9.png" alt="Un camion"' in files[SHEET]


# --- links, escaping, limits -----------------------------------------------------------------------------------------


def test_a_title_cannot_carry_markup(project: MakeProject) -> None:
    html = page(project, record(title="<script>alert(1)</script> & « bois »"))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in html


def test_a_text_of_the_front_matter_cannot_carry_markup(project: MakeProject) -> None:
    html = page(project, record(governance='Un <img src=x onerror="alert(1)"> comité [1].'))
    assert "<img" not in html


def test_every_anchor_leads_somewhere_and_no_id_is_used_twice(plain: str) -> None:
    parser = _Ids()
    parser.feed(plain)
    assert {"s1", "s2"} <= parser.anchors <= set(parser.ids)
    assert len(parser.ids) == len(set(parser.ids))


def test_every_sheet_of_the_base_keeps_its_anchors() -> None:
    for address, content in build(Collection.load(REPOSITORY, today=TODAY)).items():
        parser = _Ids()
        parser.feed(content if isinstance(content, str) else "")
        assert parser.anchors <= set(parser.ids), address
        assert len(parser.ids) == len(set(parser.ids)), address


def test_nothing_concluded_is_a_page_like_the_others(project: MakeProject) -> None:
    text = record(exchanges=[], gains=None, milestones=None, progress="jamais-conclu", governance=None, cooperation_types=[], themes=[])
    words = read(page(project, text))
    assert "Jamais conclu" in words
    assert "Rien n’a circulé" in words
    assert "aucun échange" in words
    assert "Qui y gagne" not in words
    assert "Ce qui circule entre les parties." not in words
    assert "Chronologie" not in words


def test_a_case_without_any_place_has_no_map(project: MakeProject) -> None:
    parties = [
        {"id": "valmont", "name": "Habitants", "kind": "collectif-d-habitants", "side": "urban", "collective": True},
        {"id": "brume", "name": "Fermes", "kind": "collectif-d-agriculteurs", "side": "rural", "collective": True},
    ]
    html = page(project, record(parties=parties))
    assert 'class="map"' not in html
    assert "Où se trouvent les partenaires." in html


def test_sixteen_parties_and_forty_exchanges_hold_within_the_budget(project: MakeProject) -> None:
    parties = [
        {"id": f"p{i}", "name": f"Commune {i}", "kind": "collectif-d-habitants", "side": "rural" if i else "urban", "collective": True}
        for i in range(16)
    ]
    rural = ", ".join(f"p{i}" for i in range(1, 16))
    ends = f"good: travail, from: [p0], to: [{rural}], state: observed, sources: [1]"
    exchanges = "".join(f"  - {{{ends}, what: Du travail de {letter * 3}}}\n" for letter in ascii_letters[:40])
    text = record(raw="exchanges:\n" + exchanges, parties=parties, gains=None, sources=[SOURCE], milestones=None)
    text = text.replace("[2]", "[1]").replace("[1][1]", "[1]")
    html = page(project, text)
    outside = re.sub(r"<svg.*?</svg>", "<svg>", html, flags=re.DOTALL)
    assert html.count("15 parties rurales") >= 40
    assert len(re.findall(r"<[a-z]", outside)) <= 800


def test_the_sheets_of_the_base_hold_within_the_budget() -> None:
    sizes = []
    for content in build(Collection.load(REPOSITORY, today=TODAY)).values():
        outside = re.sub(r"<svg.*?</svg>", "<svg>", content, flags=re.DOTALL) if isinstance(content, str) else ""
        sizes += [len(re.findall(r"<[a-z]", outside))] if 'class="facts"' in outside else []
    assert sorted(sizes)[len(sizes) // 2] <= 350
    assert max(sizes) <= 800


# --- status ----------------------------------------------------------------------------------------------------------

DRAFT = {"status": "draft", "checked_on": "2026-01-15", "reason": "Les parties relisent."}


def test_a_draft_is_absent_from_a_public_build(project: MakeProject) -> None:
    files = build(project({f"cases/{SLUG}.md": record(review=DRAFT, former_slugs=["ancien"])}).load())
    assert files == {}


def test_a_draft_is_shown_in_preview_with_its_reason(project: MakeProject) -> None:
    assert "Brouillon. Cette fiche n’est pas publiée. Les parties relisent." in read(page(project, record(review=DRAFT), preview=True))


def test_a_draft_is_no_related_case_of_a_public_sheet(project: MakeProject) -> None:
    files = {f"cases/{SLUG}.md": record(related=[{"case": "suite", "relation": "follows"}]), "cases/suite.md": record(review=DRAFT)}
    assert "experiences/suite/" not in build(project(files).load())[SHEET]


def test_a_wrong_record_has_a_page_in_preview_that_says_what_is_wrong_and_where(project: MakeProject) -> None:
    html = page(project, record(themes=["<b>foret</b>"]), preview=True)
    assert "Cette fiche ne peut pas encore être publiée" in html
    assert re.search(r"<pre>\d+ \| - &#39;?&lt;b&gt;foret|<pre>\d+ \| - &lt;b&gt;foret", html)
    assert "^^^" in html
    assert 'href="../../regles/choisir/#KB3' in html


def test_a_wrong_record_is_absent_from_a_public_build(project: MakeProject) -> None:
    files = {f"cases/{SLUG}.md": record(themes=["inconnu"]), "cases/autre.md": record()}
    addresses = build(project(files).load())
    assert not any(SLUG in address for address in addresses)
    assert "experiences/autre/index.html" in addresses


def test_a_file_with_a_name_that_climbs_stays_below_the_experiences(project: MakeProject) -> None:
    addresses = list(build(project({"cases/...md": record(), "cases/autre.md": record()}).load(), preview=True))
    assert addresses[0] == "experiences/fichier-sans-nom/index.html"


def test_a_withdrawn_record_keeps_a_page_that_says_why_and_nothing_else(project: MakeProject) -> None:
    review = {"status": "withdrawn", "checked_on": "2026-01-15", "reason": "À la demande du Pays de Brume [1]."}
    html = page(project, record(review=review))
    assert "À la demande du Pays de Brume\u00a0[1]." in html
    assert 'content="noindex"' in html
    assert "Une chaleur au prix prévisible" not in html


def test_a_former_address_leads_to_the_present_one(project: MakeProject) -> None:
    files = build(project({f"cases/{SLUG}.md": record(former_slugs=["ancien"])}).load())
    html = files["experiences/ancien/index.html"]
    assert f'content="0; url=../{SLUG}/"' in html
    assert f'<a href="../{SLUG}/">' in html


def test_a_preview_lists_the_warnings_of_a_sound_record(project: MakeProject) -> None:
    body = record().partition("---\n\n")[2].replace("## Difficultés\n\nLes premiers camions ont abîmé un chemin communal [2].\n", "")
    text = record(body="\n" + body)
    assert "de la vérification" in page(project, text, preview=True)


def test_a_public_page_lists_no_warning(plain: str) -> None:
    assert "de la vérification" not in plain

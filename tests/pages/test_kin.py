"""The experiences near a sheet, the words that say why, and the sheet as machines and comparisons read it."""

from __future__ import annotations

import json
import re
from typing import Any

from kb.pages import sheet
from kb.pages.render import Renderer
from kb.pages.sheet.brief import ROWS, read_text, row_names
from kb.pages.sheet.kin import SHOWN, Kin, find_kin, tell_contrasts
from kb.records.collection import Collection
from tests.conftest import FIXTURES, SLUG, MakeProject, record, tell

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
STOPPED = record(title="Un bois jamais livré", progress="arrete")


def load(project: MakeProject, **cases: str) -> Collection:
    return project({f"cases/{name.replace('_', '-')}.md": text for name, text in cases.items()}).load()


def kin_of(collection: Collection, slug: str) -> tuple[Kin, ...]:
    return find_kin(Renderer(collection))[slug]


def build(collection: Collection) -> dict[str, str]:
    return {file.address: str(file.content) for file in sheet.build(Renderer(collection))}


def read_brief(collection: Collection, slug: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(build(collection)[f"data/cases/{slug}.json"])
    return read


# --- neighbours ------------------------------------------------------------------------------------------------------


def test_what_is_alike_is_said(project: MakeProject) -> None:
    (kin,) = kin_of(load(project, a=record(), b=record(title="Un autre bois")), "a")
    assert kin.record.slug == "b"
    assert len(kin.alike) == 2
    assert kin.unlike == ()


def test_what_opposes_two_cases_is_said(project: MakeProject) -> None:
    (kin,) = kin_of(load(project, a=record(), b=STOPPED), "a")
    assert kin.unlike == ("état\u00a0: arrêté",)
    assert kin.lines[-1] == "≠ état\u00a0: arrêté"


def test_a_contested_exchange_opposes_a_neighbour(project: MakeProject) -> None:
    exchange = {"good": "bois-energie", "from": ["brume"], "to": ["valmont"], "what": "Du bois", "state": "observed", "sources": [1]}
    collection = load(project, a=record(), b=record(title="Un bois disputé", exchanges=[exchange | {"contested": True}]))
    one, other = (collection.get(slug) for slug in "ab")
    assert one
    assert other
    assert list(tell_contrasts(one, other, Renderer(collection))) == ["un échange y est contesté", "rien n’y revient en échange"]


def test_a_case_that_shares_nothing_is_no_neighbour(project: MakeProject) -> None:
    assert kin_of(load(project, a=record(), lavoir=OTHER), "a") == ()


def test_a_link_written_in_a_record_comes_first_and_shows_on_both_sheets(project: MakeProject) -> None:
    linked = record(related=[{"case": "lavoir", "relation": "follows"}])
    collection = load(project, a=linked, b=record(title="Un autre bois"), lavoir=OTHER)
    assert [kin.record.slug for kin in kin_of(collection, "a")] == ["lavoir", "b"]
    assert [kin.lines for kin in kin_of(collection, "lavoir")] == [("Fait suite à cette expérience",)]


def test_links_take_two_cards_at_most_from_cases_more_alike_and_the_others_follow(project: MakeProject) -> None:
    links = [{"case": f"lavoir-{number}", "relation": "contrasts-with"} for number in range(3)]
    far = {f"lavoir_{number}": OTHER for number in range(3)}
    near = {f"c{number}": record(title=f"Bois {number}") for number in range(4)}
    kin = kin_of(load(project, a=record(related=links), **far, **near), "a")
    assert [bool(it.words) for it in kin] == [True, True, False, False, True]


def test_no_more_than_four_cases_are_brought_by_likeness(project: MakeProject) -> None:
    collection = load(project, **{f"c{number}": record(title=f"Bois {number}") for number in range(7)})
    assert len(kin_of(collection, "c0")) == SHOWN == 4


def test_a_draft_is_no_neighbour_of_a_public_sheet(project: MakeProject) -> None:
    draft = {"status": "draft", "checked_on": "2026-01-15", "reason": "À relire."}
    assert kin_of(load(project, a=record(), b=record(title="Un autre bois", review=draft)), "a") == ()


def test_a_sheet_shows_its_neighbours_with_reasons(project: MakeProject) -> None:
    html = build(load(project, a=record(), b=STOPPED))["experiences/a/index.html"]
    section = html[html.index('id="voisines"') : html.index('id="sources"')]
    assert "Expériences voisines, et pourquoi" in section
    assert '<a href="../b/">Un bois jamais livré</a>' in section
    assert re.search(r"<p>= [^<]+\n= [^<]+\n≠ état", section)


def test_a_comparison_gives_a_reason_for_each_neighbour_rather_than_the_link(project: MakeProject) -> None:
    linked = record(related=[{"case": "b", "relation": "contrasts-with"}])
    (near,) = read_brief(load(project, a=linked, b=STOPPED), "a")["near"]
    assert near[:2] == ["b", "Un bois jamais livré"]
    assert near[2].startswith("= ")


# --- for machines ----------------------------------------------------------------------------------------------------


def read_linked(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_a_sheet_is_described_for_machines(project: MakeProject) -> None:
    described = read_linked(build(load(project, a=record()))["experiences/a/index.html"])
    assert described["@type"] == ["Article", "LearningResource"]
    assert described["url"] == "https://brume.example/experiences/a/"
    assert described["temporalCoverage"] == "2018/2019"
    assert [place["name"] for place in described["spatialCoverage"]] == ["Ville de Valmont", "Pays de Brume"]
    assert described["citation"] == ["https://valmont.example/bois", "https://brume.example/bilan"]


def test_a_title_cannot_close_the_description(project: MakeProject) -> None:
    html = build(load(project, a=record(title="</script><script>alert(1)")))["experiences/a/index.html"]
    assert read_linked(html)["headline"] == "</script><script>alert(1)"
    assert "<script>alert" not in html


# --- essentials ------------------------------------------------------------------------------------------------------


def test_every_row_has_a_name_and_a_reader() -> None:
    assert [key for key, _ in row_names()] == list(ROWS)


def test_the_essentials_say_who_gives_what_how_much_and_keep_the_citations(project: MakeProject) -> None:
    brief = read_brief(load(project, a=record()), "a")
    key, text, name = brief["rows"]["to_urban"][0]
    assert (key, name) == ("bois-energie", "Bois-énergie")
    assert text == "Du bois déchiqueté pour la chaufferie (constaté, 1\u202f200\u00a0t par an (2020), payé) [1][2]"
    assert brief["rows"]["distance"] == ["27\u00a0km à vol d’oiseau"]
    assert brief["rows"]["size"][0] == "Ville de Valmont\u00a0: 40\u202f000\u00a0habitants, 20\u00a0km²"
    assert [source[0] for source in brief["sources"]] == [1, 2]


def test_a_row_without_anything_to_say_is_absent(project: MakeProject) -> None:
    rows = read_brief(load(project, lavoir=OTHER), "lavoir")["rows"]
    assert "to_urban" not in rows
    assert "means" not in rows
    assert "distance" not in rows


def test_what_exists_without_the_agreement_is_not_compared(project: MakeProject) -> None:
    exchange = {"good": "bois-energie", "from": ["brume"], "to": ["valmont"], "what": "Du bois", "state": "context", "sources": [1]}
    assert "to_urban" not in read_brief(load(project, a=record(exchanges=[exchange])), "a")["rows"]


def test_lessons_are_list_items_or_else_paragraphs(project: MakeProject) -> None:
    listed = record(body=tell("## Difficultés\n\n- Un *chemin* abîmé [2].\n- Un hiver [1].\n"))
    assert read_brief(load(project, a=listed), "a")["rows"]["difficulties"] == ["Un chemin abîmé [2].", "Un hiver [1]."]
    assert read_text("Un **chemin**\nabîmé [2].") == "Un chemin abîmé [2]."


def test_many_parties_of_one_side_are_counted(project: MakeProject) -> None:
    parties = [
        {"id": f"p{n}", "name": f"Commune {n}", "kind": "collectif-d-habitants", "side": "rural" if n else "urban", "collective": True}
        for n in range(9)
    ]
    text = record(parties=parties, gains=None, exchanges=[], cooperation_types=[], themes=[], progress="jamais-conclu", governance=None)
    text = text.replace(", party: valmont", "").replace("party: brume", "")
    found = load(project, a=re.sub(r"party: \w+,? ?", "", text))
    assert read_brief(found, "a")["rows"]["parties"][1].endswith("Commune 4 et 4\u00a0autres")


def test_a_former_name_still_gives_the_essentials(project: MakeProject) -> None:
    assert read_brief(load(project, a=record(former_slugs=["ancien"])), "ancien")["slug"] == "a"


def test_a_withdrawn_record_says_so_and_nothing_else(project: MakeProject) -> None:
    review = {"status": "withdrawn", "checked_on": "2026-01-15", "reason": "À la demande de Brume."}
    brief = read_brief(load(project, a=record(review=review)), "a")
    assert brief == {"slug": "a", "title": "Du bois de Brume pour chauffer Valmont", "withdrawn": True}


def test_a_draft_has_no_essentials_in_public(project: MakeProject) -> None:
    draft = {"status": "draft", "checked_on": "2026-01-15", "reason": "À relire."}
    assert f"data/cases/{SLUG}.json" not in build(load(project, valmont_brume=record(review=draft)))

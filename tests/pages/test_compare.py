"""The page that compares: rows in order, words for those without scripts, the list to choose from."""

import json
import re

from kb.pages import compare
from kb.pages.render import Renderer
from kb.pages.sheet.brief import CLOSED, FLOWS, ROWS
from tests.conftest import SLUG, MakeProject, record


def build(project: MakeProject, **cases: str) -> dict[str, str]:
    files = {f"cases/{name}.md": text for name, text in (cases or {SLUG: record()}).items()}
    return {page.address: str(page.content) for page in compare.build(Renderer(project(files).load()))}


def test_the_rows_stand_in_the_page_in_their_order(project: MakeProject) -> None:
    html = build(project)["comparer/index.html"]
    assert re.findall(r'<tr data-row="(\w+)"', html) == list(ROWS)


def test_an_empty_direction_says_that_nothing_goes_there(project: MakeProject) -> None:
    html = build(project)["comparer/index.html"]
    assert re.search(r'data-row="to_urban" data-empty="rien dans ce sens" data-closed="1"', html)
    assert re.search(r'data-row="means" data-empty="non renseigné"><th scope="row">Moyens</th>', html)


def test_marked_rows_exist() -> None:
    assert set(ROWS) >= FLOWS | CLOSED


def test_a_page_without_script_says_so_and_leads_to_lists(project: MakeProject) -> None:
    html = build(project)["comparer/index.html"]
    said = html[html.index("<noscript>") : html.index("</noscript>")]
    assert 'href="../experiences/"' in said
    assert 'href="../parcourir/"' in said


def test_the_list_to_choose_from_names_every_case_shown(project: MakeProject) -> None:
    draft = record(title="Un lycée", review={"status": "draft", "checked_on": "2026-01-15", "reason": "À relire."})
    cases = json.loads(build(project, a=record(), b=draft)["data/cases.json"])
    assert cases == [["a", "Du bois de Brume pour chauffer Valmont", "Ville de Valmont – Pays de Brume"]]

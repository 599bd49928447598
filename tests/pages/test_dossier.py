"""The dossier: what it says of itself, what it needs, and the link of the navigation that counts it."""

import re

from kb.pages import dossier
from kb.pages.render import Renderer
from kb.pages.sheet.brief import ROWS
from tests.conftest import SLUG, MakeProject, record


def build(project: MakeProject) -> str:
    (page,) = dossier.build(Renderer(project({f"cases/{SLUG}.md": record()}).load()))
    return str(page.content)


def test_the_dossier_says_that_it_stays_on_this_device(project: MakeProject) -> None:
    assert "reste sur cet appareil" in build(project)


def test_a_page_without_script_says_so_and_leads_to_lists(project: MakeProject) -> None:
    html = build(project)
    said = html[html.index("<noscript>") : html.index("</noscript>")]
    assert "JavaScript" in said
    assert 'href="../experiences/"' in said


def test_everything_that_needs_a_script_is_hidden_without_it(project: MakeProject) -> None:
    assert re.search(r'<div id="works" hidden>', build(project))


def test_the_rows_of_the_pack_stand_in_the_page_in_their_order(project: MakeProject) -> None:
    assert re.findall(r'<dt data-row="(\w+)">', build(project)) == list(ROWS)


def test_the_navigation_bears_the_words_of_the_count(project: MakeProject) -> None:
    html = build(project)
    link = re.search(r'<a href="\./" aria-current="page" ([^>]*)>Mon dossier</a>', html)
    assert link
    assert "data-keep-label" in link[1]
    assert 'data-keep-many="{n} expériences dans mon dossier"' in link[1]

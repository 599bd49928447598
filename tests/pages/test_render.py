"""The leaf: links, head and foot of every page, and the two ways to tell an experience."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from kb.pages.invitation import LONGEST, strip_comments, write_invitation
from kb.pages.render import ForgeLinks, PageHead, Renderer, file_of, relative
from kb.records.template import write_template
from tests.conftest import SLUG, MakeProject, record


def make_renderer(project: MakeProject, **files: str) -> Renderer:
    return Renderer(project({f"cases/{SLUG}.md": record(), **files}).load())


@pytest.mark.parametrize(
    ("target", "here", "link"),
    [
        ("", "", "./"),
        ("", "experiences/a/", "../../"),
        ("themes/eau/", "experiences/a/", "../../themes/eau/"),
        ("experiences/?q=x", "themes/", "../experiences/?q=x"),
        ("regles/#KB301", "regles/", "./#KB301"),
        ("#contenu", "themes/", "#contenu"),
        ("assets/site.css", "404.html", "assets/site.css"),
    ],
)
def test_a_link_is_relative_to_the_page(target: str, here: str, link: str) -> None:
    assert relative(target, here) == link


def test_an_address_ends_in_a_file() -> None:
    assert [file_of(address) for address in ("", "themes/", "404.html")] == ["index.html", "themes/index.html", "404.html"]


def test_every_page_has_the_navigation_and_the_foot(project: MakeProject) -> None:
    html = str(make_renderer(project).page("missing.html", PageHead("a/", "Page")).content)
    for expected in ('href="../experiences/"', 'href="../parcourir/"', 'href="../plan-du-site/"', "non conforme", 'class="brand"'):
        assert expected in html


def test_the_current_section_is_marked(project: MakeProject) -> None:
    html = str(make_renderer(project).page("missing.html", PageHead("a/", "Page", section="browse")).content)
    assert 'href="../parcourir/" aria-current="true"' in html
    assert html.count("aria-current") == 1


def test_a_page_served_from_anywhere_starts_its_links_at_the_root_of_the_site(project: MakeProject) -> None:
    renderer = make_renderer(project)
    knowledge = replace(
        renderer.collection.knowledge, settings=renderer.settings.model_copy(update={"site_url": "https://brume.example/base/"})
    )
    moved = Renderer(replace(renderer.collection, knowledge=knowledge))
    assert 'href="/base/themes/"' not in str(moved.page("missing.html", PageHead("404.html", "Page")).content)
    assert 'href="/base/experiences/"' in str(moved.page("missing.html", PageHead("404.html", "Page", absolute=True)).content)


def test_text_of_the_settings_is_escaped(project: MakeProject) -> None:
    renderer = make_renderer(project)
    knowledge = replace(renderer.collection.knowledge, settings=renderer.settings.model_copy(update={"site_name": "<script>"}))
    assert "<script>" not in str(
        Renderer(replace(renderer.collection, knowledge=knowledge)).page("missing.html", PageHead("a/", "x")).content
    )


def test_drafts_are_listed_only_while_somebody_writes(project: MakeProject) -> None:
    draft = record(raw='review: {status: draft, checked_on: 2026-01-15, reason: "À relire."}')
    collection = project({f"cases/{SLUG}.md": draft}).load()
    assert [len(Renderer(collection, preview).records) for preview in (False, True)] == [0, 1]


# --- telling an experience -------------------------------------------------------------------------------------------


def test_the_forge_opens_the_template_of_a_record(project: MakeProject) -> None:
    renderer = make_renderer(project)
    query = parse_qs(urlsplit(renderer.invitation.forge).query)
    assert query["value"] == [write_template(renderer.collection.knowledge, {})]
    assert renderer.invitation.guided
    assert len(renderer.invitation.forge) < LONGEST


def test_guidance_goes_when_the_address_would_be_too_long(project: MakeProject) -> None:
    knowledge = make_renderer(project).collection.knowledge
    forge = knowledge.settings.forge.model_copy(update={"url": "https://forge.example/" + "b" * 4000})
    invitation = write_invitation(knowledge, ForgeLinks(knowledge.settings.model_copy(update={"forge": forge})))
    assert not invitation.guided
    assert len(invitation.forge) < LONGEST


def test_comments_go_and_headings_stay() -> None:
    assert strip_comments("---\n# Titre.\ntitle:\n  # Nom.\n---\n\n## Résultats\n") == "---\ntitle:\n---\n\n## Résultats\n"


def test_the_message_asks_the_questions(project: MakeProject) -> None:
    mail = make_renderer(project).invitation.mail
    assert mail.startswith("mailto:contact@brume.example?subject=")
    assert "coinc%C3%A9" in mail

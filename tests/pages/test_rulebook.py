"""The page of rules, and what leads everywhere."""

from xml.etree import ElementTree

from kb.diagnostics.rules import RULES
from kb.pages import rulebook
from kb.pages.render import Renderer
from kb.pages.site import build_pages
from tests.conftest import SLUG, MakeProject, record


def test_every_rule_is_listed_and_explained_at_its_address(project: MakeProject) -> None:
    renderer = Renderer(project({f"cases/{SLUG}.md": record()}).load())
    pages = {file.address.removesuffix("index.html"): str(file.content) for file in rulebook.build(renderer)}
    for rule in RULES:
        page, _, anchor = rulebook.address_of(rule).partition("#")
        assert anchor == rule.code
        assert f'id="{rule.code}"' in pages[page]
        assert f'href="{page.removeprefix(rulebook.ADDRESS)}#{rule.code}"' in pages[rulebook.ADDRESS]


def test_every_chapter_has_a_title_and_an_address() -> None:
    chapters = rulebook.list_chapters()
    assert sum(len(chapter.rules) for chapter in chapters) == len(RULES)
    assert len({chapter.title for chapter in chapters}) == len({chapter.address for chapter in chapters}) == len(chapters)


def test_the_map_for_machines_names_the_pages_that_may_be_known(project: MakeProject) -> None:
    former = record(raw="former_slugs: [ancien-nom]\n")
    files = {file.address: file.content for file in build_pages(project({f"cases/{SLUG}.md": former}).load())}
    urls = [url.text or "" for url in ElementTree.fromstring(files["sitemap.xml"]).iterfind(".//{*}loc")]
    assert f"https://brume.example/experiences/{SLUG}/" in urls
    assert "https://brume.example/methode/" in urls
    assert not [url for url in urls if "404" in url or "ancien-nom" in url]
    assert len(urls) == len(set(urls))
    assert "Sitemap: https://brume.example/sitemap.xml" in str(files["robots.txt"])


def test_the_map_for_people_links_every_term(project: MakeProject) -> None:
    collection = project({f"cases/{SLUG}.md": record()}).load()
    files = {file.address: file.content for file in build_pages(collection)}
    html = str(files["plan-du-site/index.html"])
    assert all(f'href="../themes/{term.id}/"' in html for term in collection.knowledge.vocabularies["themes"])

"""The page of rules, and what leads everywhere."""

from xml.etree import ElementTree

from kb.diagnostics.rules import RULES
from kb.pages import rulebook
from kb.pages.render import Renderer
from kb.pages.site import build_pages
from tests.conftest import SLUG, MakeProject, record


def test_every_rule_has_its_anchor(project: MakeProject) -> None:
    html = str(next(iter(rulebook.build(Renderer(project({f"cases/{SLUG}.md": record()}).load())))).content)
    assert all(f'id="{rule.code}"' in html for rule in RULES)


def test_every_chapter_has_a_title() -> None:
    chapters = rulebook.list_chapters()
    assert sum(len(rules) for _, rules in chapters) == len(RULES)
    assert len({title for title, _ in chapters}) == len(chapters)


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

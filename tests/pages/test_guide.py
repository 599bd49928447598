"""The hand-written pages: dressed as leaves, with settings in the place of their names."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from kb.diagnostics.diagnostic import KbError
from kb.pages.guide import Values, dress, fill
from kb.pages.phrases import load_phrases
from kb.pages.render import Renderer
from tests.conftest import REPOSITORY, SLUG, MakeProject, record


@dataclass
class Page:
    """What a site generator hands over."""

    content: str
    title: str = "Guide"
    url: str = "guide/"
    meta: dict[str, Any] = field(default_factory=dict)


@pytest.fixture
def renderer(project: MakeProject) -> Renderer:
    return Renderer(project({f"cases/{SLUG}.md": record()}).load())


def test_a_page_is_dressed_as_a_leaf(renderer: Renderer) -> None:
    html = dress(renderer, Page("<p>Bonjour</p>", meta={"lead": "En bref", "section": "contribute"}))
    assert "<h1>Guide</h1>" in html
    assert "<p>Bonjour</p>" in html
    assert '<p class="lead">En bref</p>' in html
    assert 'aria-current="true">Contribuer' in html


def test_settings_take_the_place_of_their_names_escaped() -> None:
    assert fill("<p>{{ publisher.name }}</p>", {"publisher.name": "A & <b>"}, "x/") == "<p>A &amp; &lt;b&gt;</p>"


def test_a_link_to_a_name_gets_its_address() -> None:
    assert fill('<a href="kb:forge.url">x</a>', {"forge.url": 'https://f/?a=1&b="'}, "x/") == '<a href="https://f/?a=1&amp;b=&#34;">x</a>'


def test_a_value_is_never_read_again(renderer: Renderer) -> None:
    assert fill("{{ a }}", {"a": "{{ b }}", "b": "secret"}, "x/") == "{{ b }}"


def test_an_unknown_name_is_refused_with_the_page() -> None:
    with pytest.raises(KbError, match=r"guide/.*inconnu"):
        fill("{{ inconnu }}", {}, "guide/")


def test_a_vocabulary_takes_the_place_of_its_paragraph(renderer: Renderer) -> None:
    filled = fill("<p>{{ vocabulary.evidence }}</p>", Values(renderer), "x/")
    assert filled.startswith("<dl>")
    assert all(term.label in filled for term in renderer.collection.knowledge.vocabularies["evidence"])


def test_a_page_that_does_not_exist_has_a_page(renderer: Renderer) -> None:
    html = dress(renderer, None)
    assert "n’existe pas" in html
    assert 'href="/experiences/"' in html
    assert 'content="noindex"' in html


def test_the_pages_the_foot_promises_are_written_or_made() -> None:
    made = {"eco-conception/", "regles/", "plan-du-site/"}
    promised = {address for _, address in load_phrases("pages")["footer"]} | {"contribuer/"}
    assert promised - made == {f"{address}" for address in promised if (REPOSITORY / "docs" / f"{address.rstrip('/')}.md").is_file()}


def test_the_written_pages_name_only_what_exists(renderer: Renderer) -> None:
    for path in sorted((REPOSITORY / "docs").glob("*.md")):
        fill(path.read_text(encoding="utf-8"), Values(renderer), path.name)

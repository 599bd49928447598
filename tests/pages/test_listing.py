"""The list of experiences: whole without a script, lean, and paged when the base is large."""

import re

from kb.pages import listing
from kb.pages.card import LONGEST_SUMMARY, make_card, shorten
from kb.pages.render import Renderer
from tests.conftest import FIXTURES, SLUG, MakeProject, Project, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
BUDGET = 600


def build(made: Project, *, preview: bool = False) -> list[str]:
    files = listing.build(Renderer(made.load(), preview))
    return [str(file.content) for file in files if file.address.endswith("index.html")]


def many(count: int) -> dict[str, str]:
    return {f"cases/fiche-{number}.md": record(title=f"Fiche {number}") for number in range(count)}


def count_elements(html: str) -> int:
    """Return the number of elements, the children of drawings aside."""
    return len(re.findall(r"<[a-z]", re.sub(r"(<svg[^>]*>).*?</svg>", r"\1", html, flags=re.DOTALL)))


def test_every_experience_is_listed_under_its_main_theme(project: MakeProject) -> None:
    (html,) = build(project({f"cases/{SLUG}.md": record(), "cases/lavoir.md": OTHER}))
    order = [html.index(f'id="{anchor}"') for anchor in ("foret-bois", "culture-patrimoine")]
    cards = [html.index(f'href="{slug}/"') for slug in (SLUG, "lavoir")]
    assert sorted([*order, *cards]) == [order[0], cards[0], order[1], cards[1]]


def test_each_theme_has_an_anchor_with_its_number(project: MakeProject) -> None:
    (html,) = build(project({**many(2), "cases/lavoir.md": OTHER}))
    assert re.search(r'href="./#foret-bois">[^<]*\(2\)', html)
    assert re.search(r'href="./#culture-patrimoine">[^<]*\(1\)', html)


def test_a_record_without_theme_is_listed_last(project: MakeProject) -> None:
    lost = record(progress="jamais-conclu", raw="themes: []\n")
    (html,) = build(project({"cases/a.md": lost, "cases/b.md": record()}))
    assert html.index('href="b/"') < html.index('id="autres"') < html.index('href="a/"')


def test_a_page_without_script_says_so(project: MakeProject) -> None:
    (html,) = build(project({f"cases/{SLUG}.md": record()}))
    assert "<noscript>" in html
    assert 'role="status"' in html


def test_a_full_page_keeps_to_the_budget_of_elements(project: MakeProject) -> None:
    pages = build(project(many(75)))
    assert max(map(count_elements, pages)) <= BUDGET


def test_a_larger_base_is_paged(project: MakeProject) -> None:
    pages = build(project(many(listing.PAGE_SIZE + 1)))
    assert [page.count('class="result"') for page in pages] == [listing.PAGE_SIZE, 1]
    assert 'href="page/2/"' in pages[0]
    assert 'href="../../"' in pages[1]
    assert 'content="noindex"' in pages[1]


def test_a_card_says_what_a_reader_must_not_miss(project: MakeProject) -> None:
    exchanges = """\
exchanges:
  - {good: bois-energie, from: [brume], to: [valmont], what: Du bois, state: observed, contested: true, sources: [1]}
progress: arrete
"""
    collection = project({"cases/a.md": record(raw=exchanges)}).load()
    alerts = make_card(collection.published[0], Renderer(collection)).alerts
    assert alerts == (collection.knowledge.vocabularies["progress"]["arrete"].label, "Contesté")


def test_a_draft_is_marked_in_preview(project: MakeProject) -> None:
    draft = record(raw='review: {status: draft, checked_on: 2026-01-15, reason: "À relire."}')
    made = project({"cases/a.md": draft, "cases/b.md": record()})
    assert 'href="a/"' not in build(made)[0]
    assert "Brouillon" in build(made, preview=True)[0]


def test_the_words_searched_are_those_not_shown(project: MakeProject) -> None:
    collection = project({f"cases/{SLUG}.md": record()}).load()
    card = make_card(collection.published[0], Renderer(collection))
    words = card.words.split()
    assert "approvisionnement" in words
    assert "valmont" not in words
    assert len(words) == len(set(words))


def test_a_summary_is_cut_between_sentences_and_loses_its_citations() -> None:
    assert shorten("Un besoin [1]. Une action [2][3].") == "Un besoin. Une action."
    assert shorten("Un besoin. " + "Mot " * 80) == "Un besoin."
    assert len(shorten("mot " * 100)) <= LONGEST_SUMMARY + 1

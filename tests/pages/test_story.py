"""Stories and cited texts as HTML: citations become links, nothing unsafe gets through."""

from __future__ import annotations

import pytest

from kb.pages.story import Citer, list_images, render_story, set_spaces
from kb.records.story import read_story

CITE = Citer({1: "Gazette de Brume", 2: 'Ligue "<b>"'})


def render(body: str) -> str:
    return str(render_story(list(read_story(body).tokens), CITE, "lavoir"))


def test_a_citation_becomes_a_link_to_the_source_titled_by_its_publisher() -> None:
    assert '<a class="cite" href="#s1" title="Gazette de Brume">[1]</a>.' in render("Le toit menaçait [1].")


def test_citations_in_a_row_are_as_many_links() -> None:
    assert render("Vrai [1][2].").count('class="cite"') == 2


def test_a_publisher_cannot_close_the_attribute_that_holds_it() -> None:
    assert 'title="Ligue &#34;&lt;b&gt;&#34;"' in CITE.link(2)


def test_a_number_without_source_stays_plain() -> None:
    assert CITE("Vu [9].") == "Vu\u00a0[9]."


def test_a_citation_inside_a_link_stays_plain_so_that_links_do_not_nest() -> None:
    html = render("[lire [1] ici](https://brume.example/)")
    assert html == '<p><a href="https://brume.example/">lire\u00a0[1] ici</a></p>\n'


def test_a_citation_in_code_stays_code() -> None:
    assert "<code>[1]</code>" in render("Écrivez `[1]`.")


@pytest.mark.parametrize("body", ["<script>alert(1)</script>", "Un <img src=x onerror=alert(1)> mot", "<!-- a -->"])
def test_raw_html_is_text(body: str) -> None:
    html = render(body)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;" in html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "ftp://brume.example", "../autre/"])
def test_a_link_that_is_no_web_or_mail_address_loses_its_link(address: str) -> None:
    html = render(f"[ici]({address})")
    assert "<a" not in html
    assert "ici" in html


def test_web_and_mail_addresses_are_links() -> None:
    html = render("[a](https://brume.example/?x=1&y=2) [b](mailto:contact@brume.example)")
    assert 'href="https://brume.example/?x=1&amp;y=2"' in html
    assert 'href="mailto:contact@brume.example"' in html


def test_an_image_alone_is_a_figure_beside_the_page_with_its_caption() -> None:
    html = render('![Le lavoir](lavoir/toit.jpg "Le toit, 2014")')
    assert html == '<figure><img src="toit.jpg" alt="Le lavoir" loading="lazy"><figcaption>Le toit, 2014</figcaption></figure>\n'


@pytest.mark.parametrize("source", ["https://ailleurs.example/a.png", "autre/a.png", "lavoir/../autre/a.png", "/lavoir/a.png"])
def test_an_image_from_elsewhere_leaves_its_text(source: str) -> None:
    html = render(f"![Le lavoir]({source})")
    assert html == "<p>Le lavoir</p>\n"
    assert list_images(read_story(f"![Le lavoir]({source})").tokens, "lavoir") == ()


def test_images_are_listed_once() -> None:
    story = read_story("![a](lavoir/a.jpg)\n\n## Déroulement\n\nUn ![a](lavoir/a.jpg) et ![b](lavoir/b.png).")
    assert list_images(story.tokens, "lavoir") == ("a.jpg", "b.png")


def test_sources_already_cited_by_the_text_are_not_repeated() -> None:
    assert CITE.missing([1, 2], "Dit ici [1].") == CITE.link(2)


def test_spaces_before_french_punctuation_do_not_break() -> None:
    assert set_spaces("Quoi ? « Non » : si ; fin !") == "Quoi\u202f? «\u00a0Non\u00a0»\u00a0: si\u202f; fin\u202f!"


def test_spaces_inside_a_number_and_before_its_unit_do_not_break() -> None:
    assert set_spaces("10 300 ha, 1 200 000 €, 35 %") == "10\u202f300\u00a0ha, 1\u202f200\u202f000\u00a0€, 35\u202f%"
    assert set_spaces("en 2015 300 fermes, 12 communes") == "en 2015 300 fermes, 12 communes"

"""The story: sections, citations, raw HTML off."""

from __future__ import annotations

import pytest

from kb.records.story import MARKDOWN, read_story, split_citations


def test_a_story_is_cut_at_its_headings() -> None:
    read = read_story("## Résultats\n\nDu bois.\n\n## Difficultés\n\nUn chemin.\n")
    assert [(section.title, section.level, section.line) for section in read.sections] == [("Résultats", 2, 0), ("Difficultés", 2, 4)]


def test_what_stands_before_the_first_heading_is_kept_apart() -> None:
    read = read_story("Un mot.\n\n## Résultats\n\nDu bois.\n")
    assert [token.content for token in read.lead if token.type == "inline"] == ["Un mot."]
    assert [token.content for token in read.tokens if token.type == "inline"] == ["Un mot.", "Du bois."]


def test_the_first_of_two_sections_of_a_name_is_the_one_found() -> None:
    found = read_story("## Résultats\n\nUn.\n\n## Résultats\n\nDeux.\n").get("Résultats")
    assert found is not None
    assert found.line == 0


def test_an_apostrophe_in_a_heading_is_read_as_the_typographic_one() -> None:
    assert read_story("## Point de vue de l'autre partie\n\nOui.\n").get("Point de vue de l’autre partie")


def test_a_heading_inside_a_quotation_is_no_section() -> None:
    assert len(read_story("## Résultats\n\n> ## Non\n").sections) == 1


def test_list_items_are_read() -> None:
    (section,) = read_story("## Conditions de transfert\n\nAvant.\n\n- un lieu ;\n- un élu.\n\nAprès.\n").sections
    assert section.items == ("un lieu ;", "un élu.")


def test_an_empty_story_has_no_section() -> None:
    read = read_story("")
    assert read.sections == ()
    assert list(read.tokens) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Du bois [1][2].", ["Du bois ", 1, 2, "."]),
        ("[1]", [1]),
        ("Du bois.", ["Du bois."]),
        ("", []),
        ("Du bois [1](x) et [a].", ["Du bois [1](x) et [a]."]),
    ],
)
def test_a_text_is_cut_around_its_citations(text: str, parts: list[str | int]) -> None:
    assert list(split_citations(text)) == parts


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a <b>bold</b>", "<!-- hidden -->", "<img src=x onerror=alert(1)>"])
def test_raw_html_is_written_out(text: str) -> None:
    assert "<" + text.split("<", 1)[1][:4] not in MARKDOWN.render(text)


def test_a_reference_definition_stays_text() -> None:
    assert MARKDOWN.render("[1]: https://brume.example\n\n[1]").count("<a ") == 0

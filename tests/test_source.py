"""From a file to its front matter, its body and the place of each thing in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.source import MAX_BYTES, Source, read_source, read_text
from tests.conftest import record


def read(text: str) -> Source:
    source = Source("cases/a.md")
    read_text(text, source)
    return source


def read_bytes(tmp_path: Path, content: bytes) -> Source:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    return read_source(path, "cases/a.md")


def found(source: Source) -> list[tuple[str, int, int]]:
    """Return code, line and column of each problem; 0 when the problem is the file itself."""
    places = [(it.rule.code, it.span.line, it.span.column) if it.span else (it.rule.code, 0, 0) for it in source.diagnostics]
    return sorted(places)


# --- what is read ----------------------------------------------------------------------------------------------------


def test_a_valid_record_is_read_without_a_word() -> None:
    source = read(record())
    assert source.readable
    assert source.diagnostics == []
    assert source.body.startswith("\n## Déclencheur")
    assert source.line(source.body_line + 1) == "## Déclencheur"


@pytest.mark.parametrize("written", ["01004", "2019-10-05", "oui", "true", "1 200", "1,5", "0x1F", "1e3", "12:30:45", ".inf"])
def test_scalars_stay_as_they_were_written(written: str) -> None:
    assert read(f"---\nvalue: {written}\n---\n").data == {"value": written}


@pytest.mark.parametrize("written", ["", "~", "null"])
def test_nothing_is_none_and_quoted_nothing_is_text(written: str) -> None:
    assert read(f"---\nvalue: {written}\nquoted: '{written}'\n---\n").data == {"value": None, "quoted": written}


@pytest.mark.parametrize(
    "written",
    [
        "title: 'C’est l''eau'",
        'title: "Eau : le contrat"  # remarque',
        'title: "Eau\n  et bois"\nother: "x"',
        "title: >-\n  Eau : bois\n  & sol",
        "title: Eau (a:b)",
        "url: https://brume.example/a:b",
        "list: [a, b]  # fin",
        "note: Eau & bois",
        "note: prix*2",
        'title: "Eau\\n\\tbois"',
        "title: Eau # remarque",
        "title: 'Eau #1'",
        "title: >-\n  Eau #1",
        "url: https://brume.example/#eau",
    ],
)
def test_correct_yaml_is_not_accused(written: str) -> None:
    source = read(f"---\n{written}\n---\n")
    assert source.diagnostics == []
    assert source.readable


@pytest.mark.parametrize(
    ("written", "place"),
    [("title: Eau #1 du captage", (2, 12)), ("a: b\nlist:\n  - Eau  #bois", (4, 10)), ("a: [b, c] #x\nd: e #f", (3, 6))],
)
def test_the_end_of_a_value_that_a_sharp_hides_is_said(written: str, place: tuple[int, int]) -> None:
    source = read(f"---\n{written}\n---\n")
    assert found(source) == [("KB133", *place)]
    assert source.readable


def test_a_line_above_the_first_fence_is_said_to_be_taken_away() -> None:
    (found,) = read("\n---\ntitle: Eau\n---\n").diagnostics
    assert "vides" in found.help


@pytest.mark.parametrize("where", ["---\ntitle: Eau\n{}summary: Bois\n---\n", "---\ntitle: Eau\n---\n\n## Résultats\n\n{}"])
def test_two_versions_left_side_by_side_are_said_once(where: str) -> None:
    text = where.format("<<<<<<< HEAD\nprogress: a\n=======\nprogress: b\n>>>>>>> bois\n")
    line = text.count("\n", 0, text.index("<")) + 1
    assert found(read(text)) == [("KB132", line, 1)]


def test_a_rule_of_equal_signs_is_no_conflict() -> None:
    assert read("---\ntitle: Eau\n---\n\nRésultats\n=======\n").diagnostics == []


def test_a_rule_of_the_story_is_no_fence() -> None:
    source = read("---\ntitle: Eau\n---\n\nUn.\n\n---\n\nDeux.\n")
    assert source.data == {"title": "Eau"}
    assert source.body == "\nUn.\n\n---\n\nDeux.\n"


def test_a_file_without_story_has_an_empty_body() -> None:
    source = read("---\ntitle: Eau\n---")
    assert (source.body, source.readable) == ("", True)


# --- mistakes people make --------------------------------------------------------------------------------------------

MISTAKES = {
    "tab": ("review:\n\tstatus: draft", [("KB114", 3, 1)]),
    "tab after spaces": ("review:\n  \tstatus: draft\n  a: b", [("KB114", 3, 3)]),
    "missing space": ("title:Eau", [("KB115", 2, 6)]),
    "missing space, then others": ("title:Eau\nsummary: Bois", [("KB115", 2, 6)]),
    "missing space in a list": ("parties:\n  - id:eau\n    name: Eau", [("KB115", 3, 7)]),
    "unquoted colon": ("title: Eau : le contrat", [("KB116", 2, 12)]),
    "unclosed quote": ('title: "Eau', [("KB117", 2, 8)]),
    "unclosed quote before another": ('title: "Eau\nsummary: "Bois"', [("KB117", 2, 8)]),
    "unclosed single quote": ("title: 'Eau\nsummary: Bois", [("KB117", 2, 8)]),
    "unclosed quote in a list": ('a: b\nlist:\n  - name: "Eau\n  - name: "Bois"', [("KB117", 4, 11)]),
    "text after a quote": ('title: "Eau" et bois', [("KB118", 2, 13)]),
    "one space too many": ("a:\n  b: c\n   d: e", [("KB119", 4, 4)]),
    "one space too few": ("a:\n  b: c\n d: e", [("KB119", 4, 2)]),
    "item out of line": ("a:\n  - b\n - c", [("KB119", 4, 2)]),
    "duplicate key": ("title: Eau\nb: c\ntitle: Bois", [("KB120", 4, 1)]),
    "duplicate key in a block": ("a:\n  b: c\n  b: d", [("KB120", 4, 3)]),
    "at sign": ("title: @eau", [("KB121", 2, 8)]),
    "backtick": ("title: `eau`", [("KB121", 2, 8)]),
    "percent": ("title: %eau", [("KB121", 2, 8)]),
    "alias": ("a: &x Eau\nb: *x", [("KB122", 2, 4)]),
    "emphasis": ("title: *Eau* et bois", [("KB122", 2, 8)]),
    "bold": ("title: **Eau** et bois", [("KB122", 2, 8)]),
    "undefined alias": ("a: *eau", [("KB122", 2, 4)]),
    "merge key": ("a: &x {b: c}\nd:\n  <<: *x", [("KB122", 2, 4)]),
    "tag": ("title: !eau Bois", [("KB123", 2, 8)]),
    "python tag": ("title: !!python/object/apply:os.system ['true']", [("KB123", 2, 8)]),
    "tag on a block": ("title: !!set {a, b}", [("KB123", 2, 8)]),
    "unclosed list": ("themes: [eau, bois\ntitle: Eau", [("KB124", 2, 9)]),
    "unclosed list at the end": ("themes: [eau, bois", [("KB124", 2, 9)]),
    "unclosed block": ("a: {b: c\nd: e", [("KB124", 2, 4)]),
    "key without colon": ("a: b\ntitle Eau", [("KB125", 3, 1)]),
    "key without colon in the middle": ("a: b\ntitle Eau\nc: d", [("KB125", 3, 1)]),
    "list as a key": ("[a, b]: c", [("KB126", 2, 1)]),
    "block as a key": ("? {a: b}\n: c", [("KB126", 2, 3)]),
    "list on the line of its key": ("themes: - eau", [("KB129", 2, 9)]),
    "backslash in quotes": ('title: "C:\\eau"', [("KB130", 2, 11)]),
    "backslash at the end of a word": ('a: b\ntitle: "eau\\-bois"\nc: "d"', [("KB130", 3, 12)]),
    "text after a list": ("title: [Eau] et bois", [("KB131", 2, 14)]),
    "lists in a row": ("a:\n  - sources: [1][2]\n    b: c", [("KB131", 3, 17)]),
    "text after a block": ("title: {Eau} et bois\nb: c", [("KB131", 2, 14)]),
    "pipe": ("title: | Eau", [("KB121", 2, 8)]),
    "chevron": ("title: > Eau\nb: c", [("KB121", 2, 8)]),
    "tag before nothing": ("title: !Eau\nb: c", [("KB123", 2, 8)]),
    "escaped direction": ('title: "Eau \\u202e"', [("KB130", 2, 13)]),
    "escaped NUL": ('a: "Eau \\0"', [("KB130", 2, 9)]),
    "escaped half of a pair": ('a: "Eau \\ud800"', [("KB130", 2, 9)]),
    "a sentence": ("Du bois de Brume", [("KB113", 2, 1)]),
    "a list": ("- a\n- b", [("KB113", 2, 1)]),
    "nothing": ("", [("KB113", 2, 1)]),
    "a comment": ("# rien", [("KB113", 2, 1)]),
}


@pytest.mark.parametrize(("front", "expected"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named_at_its_place(front: str, expected: list[tuple[str, int, int]]) -> None:
    source = read(f"---\n{front}\n---\n\n## Résultats\n" if front else "---\n---\n")
    assert found(source) == expected
    assert not source.readable


@pytest.mark.parametrize("front", [front for front, _ in MISTAKES.values() if front])
def test_a_mistake_keeps_its_place_below_other_fields(front: str) -> None:
    alone, below = read(f"---\n{front}\n---\n"), read(f"---\nz: 1\ny: 2\n{front}\n---\n")
    if alone.diagnostics[0].rule.code != "KB113":
        assert found(below) == [(code, line + 2, column) for code, line, column in found(alone)]


def test_all_mistakes_of_content_are_found_in_one_go() -> None:
    source = read("---\na: 1\na: 2\nb: !x c\nd:\n  e: 1\n  e: 2\n---\n")
    assert found(source) == [("KB120", 3, 1), ("KB120", 7, 3), ("KB123", 4, 4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Eau\n", ("KB111", 1, 1)),
        ("\n---\ntitle: Eau\n---\n", ("KB111", 1, 1)),
        ("----\ntitle: Eau\n---\n", ("KB111", 1, 1)),
        ("---\ntitle: Eau\n", ("KB112", 1, 1)),
        ("---", ("KB112", 1, 1)),
        ("---\ntitle: Eau\n--- fin\n", ("KB112", 1, 1)),
        ("   \n\n", ("KB110", 0, 0)),
        ("", ("KB110", 0, 0)),
    ],
)
def test_a_front_matter_needs_its_two_fences(text: str, expected: tuple[str, int, int]) -> None:
    assert found(read(text)) == [expected]


@pytest.mark.parametrize(
    "character", ["\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\u2028", "\ufffe", "\u200b", "\u00ad", "\u2060", "\ufeff"]
)
def test_an_invisible_character_is_refused_at_its_place(character: str) -> None:
    source = read(record(body=f"\n## Résultats\n\nDu bois{character} proche.\n"))
    line = source.text.count("\n", 0, source.text.index(character)) + 1
    assert found(source) == [("KB109", line, 8)]
    assert f"U+{ord(character):04X}" in source.diagnostics[0].message


@pytest.mark.parametrize("character", ["\u00a0", "\u202f", "\u2009", "\t", "œ", "²", "€", "\U0001f33e", "👩\u200d🌾"])
def test_a_character_of_french_text_is_welcome(character: str) -> None:
    assert read(record(body=f"\n## Résultats\n\nDu bois{character}proche.\n")).diagnostics == []


# --- bytes -----------------------------------------------------------------------------------------------------------


def test_a_byte_order_mark_is_said_and_read_through(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, b"\xef\xbb\xbf" + record().encode())
    assert found(source) == [("KB107", 1, 1)]
    assert source.readable


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_are_said_once_and_read_through(end: str, tmp_path: Path) -> None:
    source = read_bytes(tmp_path, record().replace("\n", end).encode())
    assert found(source) == [("KB108", 1, 1)]
    assert source.text == record()


def test_windows_1252_is_said_at_its_first_letter_and_read_through(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, "---\ntitle: Forêt\nsummary: L’été\n---\n".encode("cp1252"))
    assert found(source) == [("KB106", 2, 11)]
    assert "« ê »".replace(" ", "\u00a0") in source.diagnostics[0].message
    assert source.data == {"title": "Forêt", "summary": "L’été"}


def test_one_letter_of_windows_1252_among_utf_8_spoils_no_other(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, "---\ntitle: Forêt\nsummary: L’été à ".encode() + b"Cr\xe9py\n---\n")
    assert found(source) == [("KB106", 3, 20)]
    assert source.data == {"title": "Forêt", "summary": "L’été à Crépy"}


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\n\n", "\u00a0".encode("cp1252")])
def test_marks_alone_are_an_empty_file(content: bytes, tmp_path: Path) -> None:
    assert ("KB110", 0, 0) in found(read_bytes(tmp_path, content))


def test_windows_1252_with_windows_line_ends_is_read_through(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, "---\r\ntitle: Forêt\r\n---\r\n".encode("cp1252"))
    assert found(source) == [("KB106", 2, 11)]
    assert source.data == {"title": "Forêt"}


def test_a_nul_byte_is_said_at_its_place(tmp_path: Path) -> None:
    assert found(read_bytes(tmp_path, b"---\ntitle: E\0au\n---\n")) == [("KB105", 2, 9)]


def test_utf_16_is_refused(tmp_path: Path) -> None:
    assert found(read_bytes(tmp_path, record().encode("utf-16"))) == [("KB105", 1, 4)]


def test_a_file_at_the_limit_is_read_and_one_beyond_is_not(tmp_path: Path) -> None:
    text = record().encode()
    assert read_bytes(tmp_path, text.ljust(MAX_BYTES, b"x")).diagnostics == []
    assert found(read_bytes(tmp_path, text.ljust(MAX_BYTES + 1, b"x"))) == [("KB104", 0, 0)]


def test_five_megabytes_are_refused_unread(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, b"a" * 5_000_000)
    assert found(source) == [("KB104", 0, 0)]
    assert source.text == ""


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    levels = "\n".join(f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]" for i in range(9))
    source = read(f"---\na: &a [lol]\n{levels}\n---\n")
    assert found(source) == [("KB122", 2, 4)]
    assert source.data == {}


@pytest.mark.parametrize(
    "deep",
    ["[" * 5_000, "{a: " * 5_000, "[" * 999 + "]" * 999, "{a: " * 999 + "}" * 999, "[" * 5_000 + "]" * 5_000, "- " * 900 + "a"],
    ids=["open lists", "open blocks", "lists", "blocks", "more lists", "items"],
)
def test_deep_nesting_is_said_not_raised(deep: str) -> None:
    source = read(f"---\na:\n  {deep}\n---\n")
    assert not source.readable
    assert source.diagnostics


def test_a_folder_is_no_record(tmp_path: Path) -> None:
    assert found(read_source(tmp_path, "cases/a.md")) == [("KB101", 0, 0)]


def test_a_file_that_cannot_be_opened_is_said(tmp_path: Path) -> None:
    source = read_source(tmp_path / "absent.md", "cases/absent.md")
    assert found(source) == [("KB103", 0, 0)]


def test_a_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert found(read_source(tmp_path / "a.md", "cases/a.md")) == [("KB103", 0, 0)]


# --- places ----------------------------------------------------------------------------------------------------------

PLACES = """---
title: Eau
parties:
  - id: valmont
    name: Ville de Valmont
  - {id: brume, name: "Pays de Brume"}
summary: >-
  Du bois
  pour Valmont
themes: [eau, foret-bois]
---

## Résultats
"""


@pytest.mark.parametrize(
    ("loc", "key", "shown"),
    [
        (("title",), False, "Eau"),
        (("title",), True, "title"),
        (("parties", 0, "name"), False, "Ville de Valmont"),
        (("parties", 1, "name"), False, '"Pays de Brume"'),
        (("parties", 1), False, '{id: brume, name: "Pays de Brume"}'),
        (("parties", 0), False, "id: valmont"),
        (("themes", 1), False, "foret-bois"),
        (("themes",), False, "[eau, foret-bois]"),
        (("parties", 0, "side"), False, "parties"),
        (("absent",), False, "---"),
        ((), False, "title: Eau"),
        ((), True, "---"),
    ],
)
def test_a_path_leads_to_its_text(loc: tuple[str | int, ...], key: bool, shown: str) -> None:
    source = read(PLACES)
    span = source.span_of(loc, key=key)
    assert span.single_line
    assert source.line(span.line)[span.column - 1 : span.end_column - 1] == shown


def test_a_folded_text_covers_its_lines() -> None:
    span = read(PLACES).span_of(("summary",))
    assert (span.line, span.column, span.end_line) == (7, 10, 9)


def test_a_fragment_is_found_on_a_line_of_its_text() -> None:
    span = read(PLACES).span_of_text(("summary",), "Valmont")
    assert (span.line, span.column, span.end_column) == (9, 8, 15)


def test_a_fragment_out_of_sight_is_the_whole_text() -> None:
    source = read(PLACES)
    assert source.span_of_text(("summary",), "bois pour") == source.span_of(("summary",))


# --- anything --------------------------------------------------------------------------------------------------------

pieces = st.sampled_from(
    ["---\n", "a: ", "b:", "- ", "  ", "\t", "\n", "&x ", "*x", "!t ", ">-", "# ", "? ", ": ", "<<: ", "é", *"|\"'[]{},%@`"]
)
framed = st.lists(pieces).map(lambda parts: "---\n" + "".join(parts) + "\n---\n")
texts = st.one_of(st.text(), st.lists(pieces).map("".join), framed)


@given(texts)
@example("---\n%\n---")
@example("---\n? \n---\n")
@example("---\n\ufeffa: b\n---\n")
@example("---\na: b\n...\nc: d\n---\n")
@example("---\na: \x85\n---\n")
def test_no_text_raises_and_every_place_is_inside_it(text: str) -> None:
    source = read(text)
    for diagnostic in source.diagnostics:
        if diagnostic.span is not None:
            span = diagnostic.span
            assert 1 <= span.line <= span.end_line <= len(source.lines)
            assert 1 <= span.column <= len(source.line(span.line)) + 1
            assert span.end_column <= max(len(source.line(span.end_line)), 1) + 1
            assert diagnostic.excerpt == source.line(span.line)


@given(texts)
def test_what_is_unreadable_is_said(text: str) -> None:
    source = read(text)
    assert source.readable or source.diagnostics


@given(st.binary(max_size=400))
@example(b"---\ntitle: \xe9\r\n---\n")
@example(b"\xef\xbb\xbf\xef\xbb\xbf---\n")
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(content)
    source = read_source(path, "cases/any.md")
    assert source.readable or source.diagnostics

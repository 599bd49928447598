"""How diagnostics are shown: goldens for the whole look, small tests for what must never break."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.diagnostics.diagnostic import Diagnostic, Rule, Severity, Span
from kb.diagnostics.reporters import REPORTERS, Stats, render, render_rule
from kb.diagnostics.reporters.text import measure
from kb.diagnostics.rules import BY_NAME, RULES

ANSI = re.compile(r"\x1b\[[\d;]*m")


def make_rule(severity: Severity = Severity.ERROR, code: str = "KB901") -> Rule:
    return Rule(code, "dry-fountain", severity, "Fontaine à sec", "", "« {seen} » est à sec.", "Ouvrez la vanne.", "", "")


WORD = Span.at(2, 8, 11)


def diagnose(
    excerpt: str = "title: La fontaine", span: Span | None = WORD, severity: Severity = Severity.ERROR, **facts: str
) -> Diagnostic:
    return make_rule(severity).at(facts.pop("path", "cases/a.md"), span, excerpt, facts.pop("help", None), seen=facts.get("seen", "Brume"))


def several() -> list[Diagnostic]:
    """One diagnostic of each kind that a reporter meets, out of order."""
    return [
        diagnose(path="cases/lavoir.md", span=Span(12, 10, 14, 3), excerpt="summary: >-", seen="trois lignes"),
        diagnose(path="cases/eau.md", severity=Severity.WARNING, span=Span.at(104, 8, 11), seen="100 %, deux: points"),
        BY_NAME["unknown-term"].at(
            "cases/eau.md",
            Span.at(4, 21, 21),
            "cooperation_types: [entente-intercommunal]",
            seen="entente-intercommunal",
            a_term="un type de coopération",
            guidance="Vouliez-vous dire «\u00a0entente-intercommunale\u00a0»\u202f?",
        ),
        diagnose(path="cases/a|b.md", span=None, excerpt="", seen="<b>*gras*</b>\nsuite", help=""),
        diagnose(path="cases/eau.md", severity=Severity.INFO, span=Span.at(7, 1, 5)),
    ]


# --- goldens ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", sorted(REPORTERS))
def test_look_of_each_format(format: str, golden: Callable[[str, str], None]) -> None:
    golden(f"reporters/{format}.txt", render(format, several(), stats=Stats(12), show_info=True))


def test_look_in_colour(golden: Callable[[str, str], None]) -> None:
    golden("reporters/text-colour.txt", render("text", several(), stats=Stats(12), color=True).replace("\x1b", "␛"))


def test_look_of_a_rule(golden: Callable[[str, str], None]) -> None:
    golden("reporters/rule.txt", render_rule(BY_NAME["unknown-term"]))


# --- what is shown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", sorted(REPORTERS))
def test_order_is_that_of_reading_whatever_comes_in(format: str) -> None:
    assert render(format, several()) == render(format, several()[::-1])


@pytest.mark.parametrize("format", ["text", "github", "markdown", "gitlab"])
def test_suggestions_are_hidden_unless_asked(format: str) -> None:
    suggestion = diagnose(severity=Severity.INFO)
    assert "à sec" not in render(format, [suggestion])
    assert "à sec" in render(format, [suggestion], show_info=True)


def test_json_always_holds_suggestions() -> None:
    assert len(json.loads(render("json", [diagnose(severity=Severity.INFO)]))["diagnostics"]) == 1


def test_an_unknown_format_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        render("xml", [])


def test_nothing_to_say_says_nothing() -> None:
    assert render("text", []) == ""
    assert render("github", []) == ""
    assert json.loads(render("gitlab", [])) == []


# --- summary ---------------------------------------------------------------------------------------------------------

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


@pytest.mark.parametrize(
    ("records", "found", "summary"),
    [
        (0, [], "0 fiche vérifiée : 0 erreur, 0 avertissement"),
        (1, [], "1 fiche vérifiée : 0 erreur, 0 avertissement"),
        (12, [], "12 fiches vérifiées : 0 erreur, 0 avertissement"),
        (12, [(E, "a")], "12 fiches vérifiées : 1 erreur dans 1 fiche, 0 avertissement"),
        (12, [(E, "a"), (E, "a"), (W, "b")], "12 fiches vérifiées : 2 erreurs dans 1 fiche, 1 avertissement dans 1 fiche"),
        (12, [(W, "a"), (W, "b")], "12 fiches vérifiées : 0 erreur, 2 avertissements dans 2 fiches"),
        (2, [(I, "a"), (I, "b")], "2 fiches vérifiées : 0 erreur, 0 avertissement, 2 suggestions dans 2 fiches"),
        (10_000, [(E, str(n)) for n in range(1_200)], "10 000 fiches vérifiées : 1 200 erreurs dans 1 200 fiches, 0 avertissement"),
    ],
)
def test_summary_agrees_in_number(records: int, found: list[tuple[Severity, str]], summary: str) -> None:
    diagnostics = [diagnose(severity=severity, path=path) for severity, path in found]
    shown = render("text", diagnostics, stats=Stats(records), show_info=True).rstrip("\n").split("\n")[-1]
    assert re.sub("[\u00a0\u202f]", " ", shown) == summary


def test_no_summary_without_a_count() -> None:
    assert "vérifiée" not in render("text", [diagnose()])


# --- text ------------------------------------------------------------------------------------------------------------


def excerpt_and_carets(text: str) -> tuple[str, str]:
    """Return the line shown and the line under it, from the same column on."""
    shown = [line for line in text.split("\n") if "|" in line]
    start = shown[1].index("|") + 2
    return shown[1][start:], shown[2][start:]


def underlined(text: str) -> str:
    """Return the part of the excerpt above the carets, by display columns."""
    excerpt, carets = excerpt_and_carets(text)
    first, last = carets.index("^"), carets.rindex("^") + 1
    return "".join(c for i, c in enumerate(excerpt) if first <= measure(excerpt[:i]) < last)


@pytest.mark.parametrize(
    ("excerpt", "span", "expected"),
    [
        ("title: Brume", Span.at(1, 8, 5), "Brume"),
        ("\ttitle: Brume", Span.at(1, 9, 5), "Brume"),
        ("title:\tBrume", Span.at(1, 8, 5), "Brume"),
        ("title: 水の町 Brume", Span.at(1, 12, 5), "Brume"),
        ("title: 水の町", Span.at(1, 9, 1), "の"),
        ("title: Fore\u0302t Brume", Span.at(1, 15, 5), "Brume"),
        ("title: Brume", Span.at(1, 13, 1), ""),
        ("title: \x1b[31mBrume", Span.at(1, 13, 5), "Brume"),
    ],
)
def test_carets_stand_under_the_span(excerpt: str, span: Span, expected: str) -> None:
    assert underlined(render("text", [diagnose(excerpt, span)])) == expected


@pytest.mark.parametrize("column", [1, 50, 150, 290, 296])
@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_long_line_is_clipped_around_the_span(column: int, width: int) -> None:
    excerpt = "x" * (column - 1) + "Brume" + "x" * (296 - column)
    shown = render("text", [diagnose(excerpt, Span.at(1, column, 5))], width=width)
    assert underlined(shown) == "Brume"
    assert measure(excerpt_and_carets(shown)[0]) <= max(width - 5, 20)
    assert "…" in excerpt_and_carets(shown)[0]


def test_a_span_longer_than_the_screen_is_cut_with_its_line() -> None:
    excerpt, carets = excerpt_and_carets(render("text", [diagnose("x" * 300, Span.at(1, 1, 300))], width=60))
    assert measure(excerpt) == 55
    assert carets == "^" * 54


def test_width_zero_clips_nothing() -> None:
    assert "x" * 300 in render("text", [diagnose("x" * 300, Span.at(1, 1, 300))], width=0)


def test_a_span_of_several_lines_says_where_it_ends() -> None:
    shown = render("text", [diagnose("summary: >-", Span(2, 10, 5, 3))])
    assert underlined(shown) == ">-"
    assert "jusqu’à la ligne 5" in shown


def test_a_problem_of_the_file_shows_no_line() -> None:
    shown = render("text", [diagnose("", None)])
    assert "  --> cases/a.md\n" in shown
    assert "|" not in shown


def test_a_value_of_several_lines_is_told_on_one() -> None:
    assert "« Du bois pour Valmont »" in render("text", [diagnose(seen="Du bois\npour Valmont")])


def test_colour_only_adds_sequences() -> None:
    plain, coloured = (render("text", several(), stats=Stats(3), color=color) for color in (False, True))
    assert "\x1b" not in plain
    assert ANSI.sub("", coloured) == plain


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "\r", "\x00", "\u2028", "\x9b31m", "\x08"])
def test_a_file_cannot_drive_the_terminal(hostile: str) -> None:
    shown = render("text", [diagnose(f"title: {hostile}", seen=hostile, path=f"cases/{hostile}.md", help=hostile)])
    assert hostile not in shown
    assert f"<U+{ord(hostile[0]):04X}>" in shown


# --- github ----------------------------------------------------------------------------------------------------------


def test_an_annotation_escapes_what_github_reads() -> None:
    line = render("github", [diagnose(path="cases/a,b:c%.md", seen="1\r\n2")])
    assert "file=cases/a%2Cb%3Ac%25.md," in line
    assert "::« 1%0D%0A2 » est à sec.%0AOuvrez la vanne." in line
    assert line.count("\n") == 1


def test_an_annotation_cannot_be_forged() -> None:
    assert render("github", [diagnose(seen="x\n::error::faux")]).count("\n::") == 0


@pytest.mark.parametrize(
    ("span", "place"),
    [(Span.at(4, 21, 3), "line=4,col=21,endColumn=24"), (Span(4, 21, 6, 2), "line=4,endLine=6"), (None, "file=cases/a.md")],
)
def test_columns_are_given_for_a_single_line_only(span: Span | None, place: str) -> None:
    assert render("github", [diagnose(span=span)]).split("::")[1].endswith(place)


@pytest.mark.parametrize(("severity", "command"), [(E, "::error "), (W, "::warning "), (I, "::notice ")])
def test_severity_chooses_the_command(severity: Severity, command: str) -> None:
    assert render("github", [diagnose(severity=severity)], show_info=True).startswith(command)


# --- markdown --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hostile", ["a|b", "<img src=x>", "[x](https://x.example)", "`code`", "@equipe", "&lt;"])
def test_a_cell_shows_markup_as_text(hostile: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(render("markdown", [diagnose(seen=hostile)]))
    cells = [token for token in tokens if token.type == "inline"]
    assert len(cells) == 1 + 4 + 4
    assert hostile in "".join(child.content for child in cells[7].children or [])
    assert {child.type for child in cells[7].children or []} <= {"text", "text_special"}


def test_a_table_too_long_for_github_is_cut_and_says_so() -> None:
    shown = render("markdown", [diagnose(path=f"cases/{n}.md") for n in range(620)])
    assert shown.count("| erreur KB901 |") == 500
    assert "120 de plus" in shown


# --- structured ------------------------------------------------------------------------------------------------------


def issues(*diagnostics: Diagnostic) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(render("gitlab", diagnostics))
    return found


def test_a_fingerprint_survives_lines_added_above() -> None:
    (before,), (after,) = issues(diagnose(span=Span.at(2, 8))), issues(diagnose(span=Span.at(9, 8)))
    assert before["fingerprint"] == after["fingerprint"]


def test_fingerprints_of_twins_differ() -> None:
    found = issues(diagnose(span=Span.at(2, 8)), diagnose(span=Span.at(9, 8)))
    assert len({issue["fingerprint"] for issue in found}) == 2


def test_gitlab_gets_the_keys_it_requires() -> None:
    (issue,) = issues(diagnose(span=None))
    assert {"description", "check_name", "fingerprint", "severity", "location"} == issue.keys()
    assert issue["location"] == {"path": "cases/a.md", "lines": {"begin": 1, "end": 1}}


def test_json_counts_and_places() -> None:
    found = json.loads(render("json", several(), stats=Stats(12)))
    assert found["summary"] == {"records": 12, "errors": 3, "warnings": 1, "infos": 1}
    assert [it["line"] for it in found["diagnostics"]] == [None, 4, 7, 104, 12]
    assert found["diagnostics"][1]["end_column"] == 42


# --- pages of rules --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_page_tells_all_of_it(rule: Rule) -> None:
    page = render_rule(rule, width=80)
    assert page.startswith(f"{rule.title}\n{rule.code} · {rule.name} · ")
    for text in (rule.why, rule.bad, rule.good):
        assert "".join(text.split()) in "".join(page.split())


def test_goldens_hold_no_place_of_this_machine() -> None:
    for path in (Path(__file__).parent.parent / "golden" / "reporters").iterdir():
        assert str(Path.home()) not in path.read_text(encoding="utf-8")

"""`kb show`: a record in the terminal, and its figures beside their sources."""

from __future__ import annotations

import json

from tests.conftest import SLUG, MakeProject, record, tell

FILES = {f"cases/{SLUG}.md": record()}


def test_a_record_is_shown_whole(project: MakeProject) -> None:
    result = project(FILES).run("show", SLUG)
    assert result.exit_code == 0
    for text in (
        "Du bois de Brume pour chauffer Valmont",
        "Ville de Valmont",
        "Pays de Brume → Ville de Valmont",
        "1 200",
        "[2] Bilan de la filière",
    ):
        assert text.replace(" ", "") in result.output.replace(" ", "").replace("\u202f", "").replace("\u00a0", "")


def test_a_direction_is_named_once(project: MakeProject) -> None:
    given = "\n".join(
        f"  - {{good: travail, from: [valmont], to: [brume], what: {what}, state: ended, sources: [1]}}" for what in ("A", "B")
    )
    output = project({f"cases/{SLUG}.md": record(raw=f"exchanges:\n{given}")}).run("show", SLUG).output
    assert output.index("A (") < output.index("B (")
    assert output.count("→") == 2


def test_a_file_name_is_accepted_as_a_slug(project: MakeProject) -> None:
    base = project(FILES)
    shown = base.run("show", SLUG).output
    assert [base.run("show", name).output == shown for name in (f"cases/{SLUG}.md", f"./cases/{SLUG}.md", SLUG.upper())] == [True] * 3


def test_a_former_name_is_accepted(project: MakeProject) -> None:
    base = project({f"cases/{SLUG}.md": record(former_slugs=["bois-de-brume"])})
    assert base.run("show", "bois-de-brume").exit_code == 0


def test_json_holds_the_fields_by_their_names_in_the_file(project: MakeProject) -> None:
    data = json.loads(project(FILES).run("show", SLUG, "--json").output)
    assert data["slug"] == SLUG
    assert data["exchanges"][0]["from"] == ["brume"]
    assert data["milestones"][1]["date"] == "~2019"
    assert "balance" not in data


def test_an_unknown_record_is_2_with_the_nearest(project: MakeProject) -> None:
    result = project(FILES).run("show", "valmont-brum")
    assert result.exit_code == 2
    assert SLUG in result.output


def test_a_name_like_no_other_sends_to_the_search(project: MakeProject) -> None:
    result = project(FILES).run("show", "zzz")
    assert result.exit_code == 2
    assert "kb search" in result.output


def test_a_broken_record_sends_to_the_check(project: MakeProject) -> None:
    result = project({f"cases/{SLUG}.md": record(title="")}).run("show", SLUG)
    assert result.exit_code == 2
    assert f"kb check cases/{SLUG}.md" in result.output


FIGURES = record(
    summary="Valmont achète 1 200 tonnes de bois à Brume [1].",
    raw="""\
means:
  budget:
    - {value: 3, unit: €, measure: one-off, note: "Hors taxes [2]"}
    - {value: 4, unit: €, measure: one-off}
  funders: ["La Ligue de Brume, 500 € [1]"]
""",
    body=tell("La chaufferie brûle 1 300 tonnes par an."),
)


def test_each_figure_stands_beside_its_source(project: MakeProject) -> None:
    output = project({f"cases/{SLUG}.md": FIGURES}).run("show", SLUG, "--figures").output
    rows = {line.partition(" | ")[0]: line.rpartition(" | ")[2] for line in output.splitlines()}
    assert rows["summary"] == "[1] Ville de Valmont"
    assert rows["exchanges.0.figures.0"] == "[1] Ville de Valmont, [2] Pays de Brume"
    assert rows["means.budget.0"] == "[2] Pays de Brume"
    assert rows["means.budget.1"] == rows["récit"] == "aucune source"


def test_the_texts_of_a_list_have_their_figures_too(project: MakeProject) -> None:
    assert "500" in project({f"cases/{SLUG}.md": FIGURES}).run("show", SLUG, "--figures").output

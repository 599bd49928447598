"""`kb similar`: cases like this one, territories like mine, and why."""

from __future__ import annotations

import json

import pytest

from tests.conftest import FIXTURES, SLUG, MakeProject, Project, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
KIN = record(title="Une école chauffée au bois", former_slugs=["ecole-de-brume"]).replace(".example/", ".example/ecole/")


@pytest.fixture
def base(project: MakeProject) -> Project:
    return project({f"cases/{SLUG}.md": record(), "cases/ecole.md": KIN, "cases/lavoir-de-montclair.md": OTHER})


def test_the_nearest_experience_comes_first_with_its_reasons(base: Project) -> None:
    result = base.run("similar", SLUG)
    assert result.exit_code == 0
    first, second = result.output.splitlines()[:2]
    assert first.endswith("ecole")
    assert second.startswith("  = ")


def test_a_former_name_is_accepted(base: Project) -> None:
    assert SLUG in base.run("similar", "ecole-de-brume").output


def test_similar_in_json(base: Project) -> None:
    data = json.loads(base.run("similar", SLUG, "--limit", "1", "--json").output)
    assert [kin["slug"] for kin in data] == ["ecole"]
    assert data[0]["reasons"]
    assert all(ground["weight"] > 0 for ground in data[0]["grounds"])


def test_comparable_territories_are_found_by_name_or_code(base: Project) -> None:
    by_name, by_code = base.run("similar", "--territory", "CC du Trièves"), base.run("similar", "--territory", "200030658")
    assert by_name.exit_code == 0
    assert by_name.output == by_code.output
    assert SLUG in by_name.output
    assert "Pays de Brume" in by_name.output


@pytest.mark.parametrize("args", [(), (SLUG, "--territory", "38185")])
def test_one_question_at_a_time(args: tuple[str, ...], base: Project) -> None:
    result = base.run("similar", *args)
    assert result.exit_code == 2
    assert "--territory" in result.output


@pytest.mark.parametrize(
    ("name", "said"), [("Valence", "26362"), ("zzzzzz", "zzzzzz"), ("Grenobl", "Grenoble (38185)")], ids=["several", "none", "near"]
)
def test_a_territory_that_is_not_one_is_2(name: str, said: str, base: Project) -> None:
    result = base.run("similar", "--territory", name)
    assert result.exit_code == 2
    assert said in result.output


def test_a_grouping_whose_population_nobody_knows_gets_its_own_cases_and_is_told_what_is_missing(base: Project) -> None:
    groupings = (FIXTURES / "groupings.yml").read_text(encoding="utf-8")
    base.write("vocabularies/groupings.yml", groupings.replace('    population: {value: "12 000", year: "2021"}\n', ""))
    result = base.run("similar", "--territory", "pays-de-brume")
    assert result.exit_code == 0
    missing, heading, case = result.output.splitlines()[:3]
    assert "Pays de Brume\u00a0: population inconnue" in missing
    assert heading.startswith("Chez vous (")
    assert case.startswith("  ")


def test_a_commune_where_nobody_lives_is_2(base: Project) -> None:
    result = base.run("similar", "--territory", "Bezonvaux")
    assert result.exit_code == 2
    assert "population" in result.output


def test_a_departement_is_meant_before_a_village_of_its_name_and_it_is_said(base: Project) -> None:
    result = base.run("similar", "--territory", "Creuse")
    assert result.exit_code == 0
    assert "80225" in result.stderr
    assert "80225" not in result.stdout


def test_a_territory_sees_its_own_cases_first_then_figures(base: Project) -> None:
    own = json.loads(base.run("similar", "--territory", "pays-de-brume", "--json").output)
    assert {peer["own"] for peer in own} == {True}
    (first, *_) = json.loads(base.run("similar", "--territory", "CC du Trièves", "--json").output)
    assert not first["own"]
    assert "12\u202f000" in first["reasons"][0]
    assert "CC du Trièves\u00a0: 10\u202f" in first["reasons"][0]


def test_an_unknown_record_is_2_with_the_nearest(base: Project) -> None:
    result = base.run("similar", "valmont-brum")
    assert result.exit_code == 2
    assert SLUG in result.output


def test_a_draft_is_compared_to_nothing(base: Project) -> None:
    base.write("cases/ecole.md", record(review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."}))
    result = base.run("similar", "ecole")
    assert result.exit_code == 2
    assert "publiée" in result.output


def test_a_record_alone_has_no_kin(project: MakeProject) -> None:
    result = project({f"cases/{SLUG}.md": record()}).run("similar", SLUG)
    assert result.exit_code == 0
    assert "Aucune" in result.output

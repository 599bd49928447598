"""`kb search`: words in, experiences out; the index makes itself."""

from __future__ import annotations

import json

import pytest

from kb.search.index import FOLDER
from tests.conftest import FIXTURES, SLUG, MakeProject, Project, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")


@pytest.fixture
def base(project: MakeProject) -> Project:
    return project({f"cases/{SLUG}.md": record(), "cases/lavoir-de-montclair.md": OTHER})


def test_words_find_an_experience(base: Project) -> None:
    result = base.run("search", "chaufferie", "bois")
    assert result.exit_code == 0
    assert result.stdout.startswith("1 expérience trouvée.")
    assert SLUG in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("typed", ["foret", "Forêts", "FORÊT", "l’énergie", "l'energie"])
def test_writing_does_not_matter(typed: str, base: Project) -> None:
    assert SLUG in base.run("search", typed).stdout


def test_the_index_is_made_without_being_asked_and_says_so(base: Project) -> None:
    first, second = base.run("search", "bois"), base.run("search", "bois")
    assert "vient d’être fait" in first.stderr
    assert second.stderr == ""
    assert first.stdout == second.stdout
    assert (base.root / FOLDER).is_dir()


def test_a_changed_record_makes_the_index_anew(base: Project) -> None:
    base.run("search", "bois")
    base.write("cases/lavoir-de-montclair.md", OTHER.replace("Le lavoir de Montclair devient un atelier", "Un pressoir devient un atelier"))
    result = base.run("search", "pressoir")
    assert "vient d’être refait" in result.stderr
    assert "lavoir-de-montclair" in result.stdout


def test_an_index_that_does_not_open_is_made_anew(base: Project) -> None:
    base.run("search", "bois")
    for path in (base.root / FOLDER).rglob("*"):
        if path.is_file():
            path.write_bytes(b"illisible")
    result = base.run("search", "bois")
    assert "vient d’être refait" in result.stderr
    assert SLUG in result.stdout


def test_facets_are_counted_when_several_answer(base: Project) -> None:
    base.write("cases/ecole.md", record(title="Une école chauffée au bois"))
    found = base.run("search", "chaufferie").stdout
    assert found.startswith("2 expériences trouvées.")
    assert "Forêt et bois (2)" in found.partition("Thèmes : ")[2]


@pytest.mark.parametrize(
    ("option", "value"),
    [("--theme", "foret-bois"), ("--type", "achat-et-approvisionnement"), ("--good", "bois-energie"), ("--progress", "en-service")],
)
def test_an_option_restricts_the_answer(option: str, value: str, base: Project) -> None:
    output = base.run("search", option, value).stdout
    assert SLUG in output
    assert "lavoir-de-montclair" not in output


def test_a_region_restricts_the_answer(base: Project) -> None:
    assert SLUG in base.run("search", "bois", "--region", "FR-ARA").stdout
    assert SLUG not in base.run("search", "bois", "--region", "Bretagne").stdout


def test_nothing_found_says_what_to_try(base: Project) -> None:
    result = base.run("search", "zzzzzz")
    assert result.exit_code == 0
    assert "Aucune expérience trouvée." in result.stdout
    assert "kb new" in result.stdout


def test_words_that_no_record_says_together_are_said_so(base: Project) -> None:
    told = base.run("search", "chaufferie", "forêt", "bois", "chaleur", "lavoir").stdout
    assert told.startswith("Aucune ne dit tous les mots ; voici la plus proche.")
    assert "ne dit pas : lavoir" in told


def test_a_slip_is_said(base: Project) -> None:
    output = base.run("search", "chauferie").stdout
    assert SLUG in output
    assert "chaufferie" in output


def test_why_names_the_fields_that_counted(base: Project) -> None:
    lines = base.run("search", "chaufferie", "--why").stdout.splitlines()
    assert any(" : " in line and line.startswith("    ") for line in lines)


def test_limit_is_obeyed(base: Project) -> None:
    data = json.loads(base.run("search", "Brume", "--limit", "1", "--json").stdout)
    assert len(data["hits"]) == 1
    assert base.run("search", "Brume", "--limit", "0").exit_code == 2


def test_json_holds_the_answer(base: Project) -> None:
    data = json.loads(base.run("search", "chaufferie", "--json").stdout)
    assert data["total"] == 1
    assert data["hits"][0]["slug"] == SLUG
    assert data["hits"][0]["why"]
    assert data["facets"]["themes"]["foret-bois"] == 1


def test_drafts_are_not_found(base: Project) -> None:
    base.write("cases/lavoir-de-montclair.md", OTHER.replace("status: published", "status: draft\n  reason: À relire."))
    assert "lavoir-de-montclair" not in base.run("search", "lavoir").stdout


def test_an_empty_base_is_2(project: MakeProject) -> None:
    assert project({}).run("search", "bois").exit_code == 2

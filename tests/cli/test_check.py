"""`kb check`: every mistake of every file in one run, and an exit code that a script can trust."""

from __future__ import annotations

import json

import pytest

from kb.diagnostics.reporters import REPORTERS
from tests.conftest import FIXTURES, SLUG, MakeProject, Project, record, tell

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
GOOD = {f"cases/{SLUG}.md": record()}
BAD = GOOD | {"cases/lavoir.md": OTHER.replace("culture-patrimoine", "patrimoin")}
WARNED = {f"cases/{SLUG}.md": record(body=tell("La chaufferie brûle 1 200 tonnes par an."))}


def test_a_right_base_is_0_and_says_how_many(project: MakeProject) -> None:
    result = project(GOOD | {"cases/lavoir.md": OTHER}).run("check")
    assert result.exit_code == 0
    assert "2 fiches vérifiées" in result.output


def test_an_error_is_1(project: MakeProject) -> None:
    result = project(BAD).run("check")
    assert result.exit_code == 1
    assert "cases/lavoir.md:5:10" in result.output
    assert "1 erreur dans 1 fiche" in result.output


def test_a_warning_is_0_unless_strict(project: MakeProject) -> None:
    base = project(WARNED)
    assert base.run("check").exit_code == 0
    assert "KB5" in base.run("check").output
    assert base.run("check", "--strict").exit_code == 1


def test_invitations_are_shown_when_asked_and_never_refuse(project: MakeProject) -> None:
    base = project({f"cases/{SLUG}.md": record().replace("    code: pays-de-brume\n", "", 1)})
    (found,) = base.check()
    quiet, loud = base.run("check", "--strict"), base.run("check", "--strict", "--info")
    assert found.rule.name == "missing-code"
    assert found.rule.code in loud.output
    assert found.rule.code not in quiet.output
    assert (quiet.exit_code, loud.exit_code) == (0, 0)


def test_a_file_alone_is_checked_against_the_whole_base(project: MakeProject) -> None:
    base = project(BAD)
    right, wrong = base.run("check", f"cases/{SLUG}.md"), base.run("check", "cases/lavoir.md")
    assert (right.exit_code, wrong.exit_code) == (0, 1)
    assert "1 fiche vérifiée" in right.output
    assert "lavoir" not in right.output


def test_a_folder_is_its_files(project: MakeProject) -> None:
    base = project(BAD)
    assert base.run("check", "cases").output == base.run("check", "cases/").output
    assert base.run("check", "cases").exit_code == 1


def test_several_paths_are_checked_together(project: MakeProject) -> None:
    assert "2 fiches vérifiées" in project(BAD).run("check", f"cases/{SLUG}.md", "cases/lavoir.md").output


@pytest.mark.parametrize("path", ["cases/absente.md", "/etc/passwd", "vocabularies", ".."])
def test_what_is_no_record_is_2(path: str, project: MakeProject) -> None:
    result = project(GOOD).run("check", path)
    if path == "..":  # the folder above holds the whole base
        assert result.exit_code == 0
        return
    assert result.exit_code == 2
    assert path in result.output


@pytest.mark.parametrize("form", REPORTERS)
def test_every_format_reports_the_error_and_keeps_the_code(form: str, project: MakeProject) -> None:
    result = project(BAD).run("check", "--format", form)
    assert result.exit_code == 1
    assert "KB301" in result.output or "unknown-term" in result.output


def test_json_is_json(project: MakeProject) -> None:
    base = project(BAD)
    short = base.run("check", "--json")
    assert short.output == base.run("check", "--format", "json").output
    data = json.loads(short.output)
    (found,) = data["diagnostics"]
    assert (found["code"], found["path"]) == ("KB301", "cases/lavoir.md")


def test_an_empty_base_is_2(project: MakeProject) -> None:
    base = project({})
    assert base.run("check").exit_code == 2
    (base.root / "cases").rmdir()
    result = base.run("check")
    assert result.exit_code == 2
    assert "kb new" in result.output


def test_broken_vocabularies_are_2(project: MakeProject) -> None:
    base = project(GOOD | {"vocabularies/themes.yml": "terms: ["})
    result = base.run("check")
    assert result.exit_code == 2
    assert "themes.yml" in result.output


def test_broken_acronyms_are_2_before_a_search_needs_them(project: MakeProject) -> None:
    result = project(GOOD | {"vocabularies/acronyms.yml": "terms: [a\nb: c\n"}).run("check")
    assert result.exit_code == 2
    assert "acronyms.yml:1:8" in result.output


def test_broken_groupings_are_said_in_french(project: MakeProject) -> None:
    result = project(GOOD | {"vocabularies/groupings.yml": "- [id\n"}).run("check")
    assert result.exit_code == 1
    assert "Une liste ou un bloc" in result.output
    assert "expected" not in result.output


def test_broken_settings_are_2(project: MakeProject) -> None:
    result = project(GOOD | {"settings.yml": "site_name: Brume"}).run("check")
    assert result.exit_code == 2
    assert "publisher" in result.output


def test_a_link_out_of_the_tree_can_be_checked_by_name(project: MakeProject) -> None:
    base = project(GOOD)
    outside = base.write("ailleurs.md", record())
    (base.root / "cases" / "lien.md").symlink_to(outside)
    result = base.run("check", "cases/lien.md")
    assert result.exit_code == 1
    assert "lien.md" in result.output


def test_nothing_is_written(project: MakeProject) -> None:
    base: Project = project(BAD)
    before = sorted(base.root.rglob("*"))
    base.run("check")
    assert sorted(base.root.rglob("*")) == before

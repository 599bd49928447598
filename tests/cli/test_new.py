"""`kb new`: a first draft that names the codes, and never overwrites."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from kb.cli import main
from tests.conftest import SLUG, MakeProject, Project, record

TITLE = "Valmont achète le bois de Brume"


def front_of(base: Project, slug: str) -> dict[str, object]:
    text = (base.root / "cases" / f"{slug}.md").read_text(encoding="utf-8")
    front: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return front


def test_a_title_makes_a_file(project: MakeProject) -> None:
    base = project({})
    result = base.run("new", "--title", TITLE)
    assert result.exit_code == 0
    assert "cases/valmont-achete-le-bois-de-brume.md" in result.output
    assert front_of(base, "valmont-achete-le-bois-de-brume")["title"] == TITLE


def test_the_folder_of_cases_is_made_when_absent(project: MakeProject) -> None:
    base = project({})
    (base.root / "cases").rmdir()
    assert base.run("new", "--title", TITLE).exit_code == 0
    assert (base.root / "cases" / "valmont-achete-le-bois-de-brume.md").is_file()


def test_what_is_given_is_written_with_its_codes(project: MakeProject) -> None:
    base = project({})
    args = ["--title", TITLE, "--slug", "bois", "--summary", "Du bois.", "--type", "Achat et approvisionnement", "--theme", "foret-bois"]
    result = base.run("new", *args, "--progress", "projet", "--urban", "valmont", "--rural", "Pays de Brume")
    front = front_of(base, "bois")
    assert result.exit_code == 0
    assert (front["summary"], front["progress"], front["themes"]) == ("Du bois.", "projet", ["foret-bois"])
    parties = front["parties"]
    assert isinstance(parties, list)
    assert [(party["code"], party["side"]) for party in parties] == [("valmont", "urban"), ("pays-de-brume", "rural")]


def test_a_place_that_nobody_knows_is_written_without_code(project: MakeProject) -> None:
    base = project({})
    assert base.run("new", "--title", TITLE, "--slug", "bois", "--rural", "Ferme du Lavoir").exit_code == 0
    parties = front_of(base, "bois")["parties"]
    assert isinstance(parties, list)
    assert parties[0]["name"] == "Ferme du Lavoir"
    assert "code" not in parties[0]


def test_a_name_of_several_places_is_refused_with_its_candidates(project: MakeProject) -> None:
    base = project({})
    result = base.run("new", "--title", TITLE, "--rural", "Saint-Martin")
    assert result.exit_code == 2
    assert "32389" in result.output
    assert list((base.root / "cases").iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "near"),
    [("--theme", "foret-boi", "foret-bois"), ("--type", "achat", "achat-et"), ("--progress", "proje", "projet")],
)
def test_an_unknown_term_is_refused_with_the_nearest(option: str, value: str, near: str, project: MakeProject) -> None:
    base = project({})
    result = base.run("new", "--title", TITLE, option, value)
    assert result.exit_code == 2
    assert near in result.output
    assert list((base.root / "cases").iterdir()) == []


def test_a_term_like_no_other_is_refused(project: MakeProject) -> None:
    result = project({}).run("new", "--title", TITLE, "--theme", "xyzxyz")
    assert result.exit_code == 2
    assert "« xyzxyz »" in result.output.replace("\u00a0", " ")


@pytest.mark.parametrize("slug", [SLUG, SLUG.title(), f"{SLUG}.MD"[:-3].upper()])
def test_a_record_is_never_overwritten(slug: str, project: MakeProject) -> None:
    base = project({f"cases/{SLUG}.md": record()})
    result = base.run("new", "--title", TITLE, "--slug", slug)
    assert result.exit_code == 2
    assert "existe déjà" in result.output
    assert (base.root / "cases" / f"{SLUG}.md").read_text(encoding="utf-8") == record()
    assert len(list((base.root / "cases").iterdir())) == 1


def test_a_name_never_leaves_the_folder(project: MakeProject) -> None:
    base = project({})
    assert base.run("new", "--title", TITLE, "--slug", "../../evasion").exit_code == 0
    assert [path.name for path in (base.root / "cases").iterdir()] == ["evasion.md"]
    assert not list(base.root.parent.glob("*.md"))


@pytest.mark.parametrize("args", [("--title", ""), (), ("--title", "!!!"), ("--title", TITLE, "--slug", "…")])
def test_without_a_name_nothing_is_written(args: tuple[str, ...], project: MakeProject) -> None:
    base = project({})
    assert base.run("new", *args).exit_code == 2
    assert list((base.root / "cases").iterdir()) == []


def test_full_writes_more_and_stdout_writes_no_file(project: MakeProject) -> None:
    base = project({})
    short, full = (base.run("new", "--title", TITLE, "--stdout", *more).stdout for more in ((), ("--full",)))
    assert len(full) > len(short) > 500
    assert short.startswith("---\n")
    assert list((base.root / "cases").iterdir()) == []


def test_a_new_record_is_a_draft_that_lacks_values_only(project: MakeProject) -> None:
    base = project({})
    base.run("new", "--title", TITLE, "--slug", "bois", "--urban", "valmont", "--rural", "pays-de-brume")
    found = {diagnostic.rule.name for diagnostic in base.check()}
    assert {"empty-value", "unfinished-text"} <= found
    assert not found & {"unknown-key", "consent-required", "contact-required", "reason-required", "missing-field"}


# --- asking ----------------------------------------------------------------------------------------------------------


class Keyboard(io.BytesIO):
    """An input behind which somebody sits."""

    def isatty(self) -> bool:
        """Tell a terminal."""
        return True


def ask(base: Project, monkeypatch: pytest.MonkeyPatch, answers: str, *args: str) -> Result:
    """Run the command as a person would at the keyboard."""
    monkeypatch.chdir(base.root)
    return CliRunner().invoke(main, ["new", *args], input=Keyboard(answers.encode()), catch_exceptions=False)


def test_questions_are_asked_to_a_person(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    base = project({})
    result = ask(base, monkeypatch, f"{TITLE}\nDu bois.\nVille de Valmont, Ligue\npays-de-brume\n")
    front = front_of(base, "valmont-achete-le-bois-de-brume")
    assert result.exit_code == 0
    assert front["summary"] == "Du bois."
    parties = front["parties"]
    assert isinstance(parties, list)
    assert [party["side"] for party in parties] == ["urban", "urban", "rural"]


def test_what_was_given_is_not_asked_again(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    base = project({})
    result = ask(base, monkeypatch, f"{TITLE}\n", "--summary", "Du bois.", "--urban", "Ville de Valmont", "--rural", "pays-de-brume")
    assert result.exit_code == 0
    assert front_of(base, "valmont-achete-le-bois-de-brume")["summary"] == "Du bois."


def test_an_answer_that_cannot_be_used_is_asked_again_and_the_others_are_kept(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = project({f"cases/{SLUG}.md": record()})
    titles = f"   \n???\n{SLUG.title()}\n{TITLE}\n"
    result = ask(base, monkeypatch, f"{titles}Du bois.\nSaint-Martin, Valmont\n32389, valmont\npays-de-brume\n")
    front = front_of(base, "valmont-achete-le-bois-de-brume")
    assert result.exit_code == 0
    assert [sentence in result.output for sentence in ("ne peut pas nommer", "existe déjà", "plusieurs territoires")] == [True] * 3
    parties = front["parties"]
    assert isinstance(parties, list)
    assert [party["code"] for party in parties] == ["32389", "valmont", "pays-de-brume"]


def test_with_a_name_given_a_title_may_be_that_of_another(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    base = project({f"cases/{SLUG}.md": record()})
    assert ask(base, monkeypatch, f"{SLUG}\n\n\n\n", "--slug", "bois").exit_code == 0
    assert front_of(base, "bois")["title"] == SLUG


def test_giving_up_writes_nothing(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    base = project({})
    result = ask(base, monkeypatch, "")
    assert result.exit_code == 1
    assert "rien n’a été écrit" in result.output
    assert list((base.root / "cases").iterdir()) == []


def test_the_file_has_unix_line_ends(project: MakeProject) -> None:
    base = project({})
    base.run("new", "--title", TITLE, "--slug", "bois")
    content = Path(base.root / "cases" / "bois.md").read_bytes()
    assert b"\r" not in content
    assert content.endswith(b"\n")

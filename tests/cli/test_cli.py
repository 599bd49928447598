"""What every command owes: French, exit codes, no colour when nobody wants it, help with examples."""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from kb.cli import COMMANDS, main
from kb.cli.project import PATIENCE, load_collection
from kb.diagnostics.reporters import REPORTERS
from tests.conftest import REPOSITORY, SLUG, MakeProject, record

FILES = {f"cases/{SLUG}.md": record()}
ENGLISH = (
    "Usage",
    "Error",
    "Show this",
    "Show the",
    "required",
    "COMMAND ",
    "default:",
    "No such",
    "Missing",
    "Try ",
    "TEXT ",
    "INTEGER",
    "NAME",
    "SLUG",
)
KB = Path(sys.executable).with_name("kb")


def help_of(*args: str) -> str:
    return CliRunner().invoke(main, [*args, "--help"], catch_exceptions=False).output


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_french_with_an_example(command: str) -> None:
    text = help_of(command)
    assert text.startswith("Emploi : ")
    assert f"kb {command}" in text.partition("Exemple")[2]
    assert [word for word in ENGLISH if word in text] == []


def test_the_first_help_names_every_command() -> None:
    text = help_of()
    assert all(f"\n  {command} " in text for command in COMMANDS)
    assert [word for word in ENGLISH if word in text] == []


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("chek",), "'chek' n’existe pas"),
        (("check", "--formats"), "'--formats' n’existe pas"),
        (("check", "--format", "xml"), "'xml' n’est aucune de ces valeurs"),
        (("check", "--format"), "attend une valeur"),
        (("show",), "Il manque l’argument"),
        (("search", "eau", "--limit", "0"), "0 est hors des bornes : de 1 à 1000"),
        (("show", "a", "b"), "Cet argument est de trop : b"),
        (("territories",), "Il manque l’option '--etalab'"),
        (("territories", "--etalab", "nulle-part"), "n’existe pas"),
    ],
)
def test_a_wrong_use_is_code_2_and_french(args: tuple[str, ...], said: str, project: MakeProject) -> None:
    result = project(FILES).run(*args)
    assert result.exit_code == 2
    assert said in result.output
    assert [word for word in ENGLISH if word in result.output] == []


@pytest.mark.parametrize("args", [("check",), ("show", SLUG), ("stats",), ("site",), ("new", "--title", "Une école"), ("places", "Lyon")])
def test_outside_a_project_is_a_bad_world(args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, [*args], catch_exceptions=False)
    assert result.exit_code == 2
    assert "settings.yml" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_command_works_from_a_folder_below_the_root(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    base = project(FILES)
    monkeypatch.chdir(base.root / "cases")
    assert CliRunner().invoke(main, ["check"], catch_exceptions=False).exit_code == 0


def run_in_terminal(root: Path, *args: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command with a terminal as its output (`script` gives one), so that colours are wanted."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")} | changes
    code = "import pty, sys; raise SystemExit(pty.spawn(sys.argv[1:]) >> 8)"
    command = [sys.executable, "-c", code, str(KB), *args]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False
    )


def test_a_terminal_gets_colours_unless_no_color_is_set(project: MakeProject) -> None:
    base = project({f"cases/{SLUG}.md": record(themes=["foret-boi"])})
    coloured, plain = run_in_terminal(base.root, "check"), run_in_terminal(base.root, "check", NO_COLOR="1")
    assert (coloured.returncode, plain.returncode) == (1, 1)
    assert "\x1b[" in coloured.stdout
    assert "\x1b[" not in plain.stdout
    assert "KB301" in plain.stdout


def test_a_pipe_gets_no_colour(project: MakeProject) -> None:
    root = project({f"cases/{SLUG}.md": record(themes=["foret-boi"])}).root
    found = subprocess.run([str(KB), "check"], cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert found.returncode == 1
    assert "\x1b[" not in found.stdout + found.stderr


def test_an_error_of_the_world_obeys_no_color(tmp_path: Path) -> None:
    coloured, plain = run_in_terminal(tmp_path, "check"), run_in_terminal(tmp_path, "check", NO_COLOR="1")
    assert (coloured.returncode, plain.returncode) == (2, 2)
    assert "\x1b[" in coloured.stdout
    assert "\x1b[" not in plain.stdout


def test_no_color_reaches_every_command(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project(FILES).root)
    coloured = CliRunner().invoke(main, ["show", SLUG], color=True)
    plain = CliRunner().invoke(main, ["show", SLUG], color=True, env={"NO_COLOR": "1"})
    assert "\x1b[" in coloured.output
    assert "\x1b[" not in plain.output


def test_a_record_obeys_no_color(project: MakeProject) -> None:
    root = project(FILES).root
    assert "\x1b[" in run_in_terminal(root, "show", SLUG).stdout
    assert "\x1b[" not in run_in_terminal(root, "show", SLUG, NO_COLOR="1").stdout


# --- what is printed, wherever it goes -------------------------------------------------------------------------------


def run_into(root: Path, output: Path, *args: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command with its output sent to a file."""
    with output.open("wb") as file:
        command = [str(KB), *args]
        environment = os.environ | changes
        return subprocess.run(command, cwd=root, env=environment, stdout=file, stderr=subprocess.PIPE, text=True, timeout=60, check=False)


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "latin-1", "ascii", "utf-8"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_an_old_encoding_gets_the_nearest_signs(form: str, encoding: str, project: MakeProject, tmp_path: Path) -> None:
    root = project({f"cases/{SLUG}.md": record(title="Des fermes… 🌾 au cœur", progress_as_of="juin 2021", themes=["eau", "→"])}).root
    found = run_into(root, tmp_path / "report", "check", "--format", form, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (found.returncode, found.stderr) == (1, "")
    assert b"juin 2021" in (tmp_path / "report").read_bytes()


@pytest.mark.parametrize("form", REPORTERS)
def test_a_file_name_out_of_utf_8_stops_no_report(form: str, project: MakeProject, tmp_path: Path) -> None:
    root = project(FILES).root
    Path(os.fsdecode(os.fsencode(root / "cases") + b"/\xe9t\xe9.md")).write_text(record(), encoding="utf-8")
    found = run_into(root, tmp_path / "report", "check", "--format", form, PYTHONIOENCODING="utf-8:strict", PYTHONUTF8="0")
    assert (found.returncode, found.stderr) == (1, "")
    assert "t.md" in (tmp_path / "report").read_text(encoding="utf-8")


def test_a_full_disk_is_said_in_one_sentence(project: MakeProject) -> None:
    found = run_into(project(FILES).root, Path("/dev/full"), "check")
    assert found.returncode == 2
    assert "le disque est plein" in found.stderr
    assert "Traceback" not in found.stderr


def test_who_closes_the_output_gets_the_exit_code_all_the_same(project: MakeProject) -> None:
    root = project({f"cases/{SLUG}.md": record(themes=["foret-boi"])}).root
    found = subprocess.run(f"'{KB}' check >&-", shell=True, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert (found.returncode, found.stderr) == (1, "")


def test_a_folder_where_a_file_is_due_is_said_in_one_sentence(project: MakeProject) -> None:
    base = project(FILES)
    (base.root / "requetes").mkdir()
    result = base.run("evaluate", "--queries", "requetes")
    assert result.exit_code == 2
    assert "requetes" in result.output


EXAMPLES = [
    example
    for name in ("check", "new", "search", "similar", "show", "rule", "places", "stats")
    for example in " ".join(help_of(name).partition("Exemple")[2].split()).partition(" : ")[2].split(" · ")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_help_works(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    program, *args = shlex.split(example)
    if args[0] == "new":
        args += ["--title", "Une école", "--stdout"] if "--title" not in args else ["--stdout"]
    result = CliRunner().invoke(main, args, catch_exceptions=False)
    assert (program, result.exit_code, result.stderr) == ("kb", 0, result.stderr)


SHOWN = {
    command
    for paper in ("README.md", "CONTRIBUTING.md")
    for command in re.findall(
        r"`(?:\.venv/bin/)?kb ((?:search|show|places|rule|stats|check)\b[^`<]*)`", (REPOSITORY / paper).read_text(encoding="utf-8")
    )
}


@pytest.mark.parametrize("command", sorted(SHOWN))
def test_every_command_that_the_papers_show_answers(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    result = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
    assert result.exit_code == 0
    assert result.stdout
    assert "Aucune" not in result.stdout


def test_the_version_is_told() -> None:
    assert CliRunner().invoke(main, ["--version"]).output.startswith("kb 0.")


def test_the_translation_in_use_is_the_one_in_the_sources() -> None:
    folder = REPOSITORY / "kb" / "data" / "locale" / "fr" / "LC_MESSAGES"
    compiled = io.BytesIO()
    with (folder / "kb.po").open("rb") as sources:
        write_mo(compiled, read_po(sources, locale="fr"))
    compiled.seek(0)
    with (folder / "kb.mo").open("rb") as used:
        shown, wanted = (dict(vars(GNUTranslations(file))["_catalog"]) for file in (used, compiled))
    assert {key: text for key, text in shown.items() if key} == {key: text for key, text in wanted.items() if key}


class Terminal(io.StringIO):
    """An output that a person looks at."""

    def isatty(self) -> bool:
        """Tell a terminal."""
        return True


@pytest.mark.parametrize(("records", "shown"), [(PATIENCE, True), (2, False)])
def test_a_bar_shows_where_a_person_would_wait(records: int, shown: bool, project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    base = project({f"cases/fiche-{number}.md": "---\ntitle: Rien\n---\n" for number in range(records)})
    screen = Terminal()
    monkeypatch.chdir(base.root)
    monkeypatch.setattr(sys, "stderr", screen)
    assert len(load_collection().records) == records
    assert ("100%" in screen.getvalue()) is shown

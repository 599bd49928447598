"""What people and machines run is scripts, short ones; the workflow runs nothing else."""

from __future__ import annotations

import os
import re
import shutil
import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import FIXTURES, REPOSITORY, SLUG, record

SCRIPTS = sorted((REPOSITORY / "scripts").iterdir())
WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
SHELL = shutil.which("dash") or "/bin/sh"
each_script = pytest.mark.parametrize("script", [*SCRIPTS, REPOSITORY / ".ci" / "run"], ids=lambda path: path.name)


def read_commands(script: Path) -> list[str]:
    """Return the lines of a script that do something."""
    lines = (line.strip() for line in script.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@each_script
def test_a_script_is_at_most_ten_lines(script: Path) -> None:
    assert len(read_commands(script)) <= 10


@each_script
def test_a_script_stops_at_the_first_mistake_and_starts_at_the_root(script: Path) -> None:
    commands = read_commands(script)
    assert commands[:2] == ["set -eu", 'cd "$(dirname "$0")/.."']


@each_script
def test_a_script_says_what_it_does_and_can_be_run(script: Path) -> None:
    first, second = script.read_text(encoding="utf-8").splitlines()[:2]
    assert first == "#!/bin/sh"
    assert second.startswith("# ")
    assert script.stat().st_mode & stat.S_IXUSR


@each_script
def test_a_script_is_plain_shell(script: Path) -> None:
    found = subprocess.run([SHELL, "-n", str(script)], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def read_steps(workflow: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job["steps"]]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_the_steps_of_a_workflow_are_scripts(workflow: Path) -> None:
    commands = [step["run"].split() for step in read_steps(workflow) if "run" in step]
    assert len(commands) >= 3
    for words in commands:
        name = words[1] if words[0] == "sudo" else words[0]
        assert (REPOSITORY / name).is_file(), name
        assert name.startswith(("scripts/", ".ci/"))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_takes_its_actions_from_known_hands(workflow: Path) -> None:
    used = [step["uses"] for step in read_steps(workflow) if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", name) for name in used)


def test_a_pull_request_cannot_publish() -> None:
    (workflow,) = WORKFLOWS
    found = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    assert found["permissions"] == {"contents": "read"}
    assert "push" in found["jobs"]["publish"]["if"]
    assert "pull_request_target" not in workflow.read_text(encoding="utf-8")


def test_every_script_that_the_papers_name_exists() -> None:
    papers = [path for name in ("README.md", "CONTRIBUTING.md", "HACKING.md") if (path := REPOSITORY / name).is_file()]
    assert papers
    named = {name for path in papers for name in re.findall(r"scripts/([a-z]+)", path.read_text(encoding="utf-8"))}
    assert named <= {script.name for script in SCRIPTS}
    assert {"site", "test"} <= named


# --- the review of a pull request ------------------------------------------------------------------------------------


def git(root: Path, *args: str) -> None:
    identity = [
        "-c",
        "user.name=Brume",
        "-c",
        "user.email=brume@brume.example",
        "-c",
        "init.defaultBranch=main",
        "-c",
        "commit.gpgsign=false",
    ]
    subprocess.run(["git", *identity, *args], cwd=root, check=True, capture_output=True)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a repository with the scripts, a fictional base, and an environment that is up to date."""
    root = tmp_path / "clone"
    shutil.copytree(REPOSITORY / "scripts", root / "scripts")
    shutil.copytree(REPOSITORY / "vocabularies", root / "vocabularies")
    shutil.copy(FIXTURES / "groupings.yml", root / "vocabularies")
    shutil.copy(FIXTURES / "settings.yml", root)
    (root / "cases").mkdir()
    (root / "cases" / f"{SLUG}.md").write_text(record(), encoding="utf-8")
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(REPOSITORY / name, root)
    (root / ".gitignore").write_text(".venv\n", encoding="utf-8")
    git(root, "init")
    git(root, "add", ".")
    git(root, "commit", "-m", "Début")
    (root / ".venv").symlink_to(REPOSITORY / ".venv")
    return root


def review(root: Path, base: str = "main", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the script as the workflow does."""
    mark = root / ".venv" / ".made-for"
    former = mark.stat() if mark.exists() else None
    mark.touch()  # the environment of the tests is up to date: nothing is asked of a registry
    kept = {key: value for key, value in os.environ.items() if key != "GITHUB_STEP_SUMMARY"}
    try:
        return subprocess.run(
            [str(root / "scripts" / "review"), base],
            cwd=root,
            env=kept | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        if former is None:
            mark.unlink(missing_ok=True)


def propose(root: Path, name: str, text: str) -> None:
    git(root, "checkout", "-q", "-B", "proposition")
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")
    git(root, "add", ".")
    git(root, "commit", "-m", "Proposition")


def test_a_review_without_record_has_nothing_to_say(clone: Path) -> None:
    propose(clone, "notes.txt", "notes")
    found = review(clone)
    assert found.returncode == 0
    assert "Aucune fiche modifiée." in found.stdout


def test_a_right_record_passes_the_review(clone: Path) -> None:
    propose(clone, "cases/lavoir-de-montclair.md", (FIXTURES / "other.md").read_text(encoding="utf-8"))
    found = review(clone)
    assert found.returncode == 0, found.stdout + found.stderr


def test_a_wrong_record_is_annotated_at_its_line(clone: Path, tmp_path: Path) -> None:
    propose(clone, f"cases/{SLUG}.md", record(themes=["foret-boi"]))
    summary = tmp_path / "summary.md"
    found = review(clone, GITHUB_STEP_SUMMARY=str(summary))
    assert found.returncode == 1
    assert f"file=cases/{SLUG}.md" in found.stdout
    assert "::error" in found.stdout
    assert "foret-boi" in summary.read_text(encoding="utf-8")


def test_the_records_of_others_are_not_reviewed(clone: Path) -> None:
    git(clone, "checkout", "-q", "main")
    (clone / "cases" / "cassee.md").write_text("---\ntitle: Rien\n---\n", encoding="utf-8")
    git(clone, "add", ".")
    git(clone, "commit", "-m", "Une fiche cassée")
    propose(clone, "cases/lavoir-de-montclair.md", (FIXTURES / "other.md").read_text(encoding="utf-8"))
    found = review(clone)
    assert found.returncode == 0
    assert "cassee" not in found.stdout


@pytest.mark.parametrize("name", ["Été à Brume.md", "deux fois deux.md", "étoile * .md"])
def test_a_record_of_any_name_is_reviewed(name: str, clone: Path) -> None:
    propose(clone, f"cases/{name}", record(themes=["foret-boi"]))
    found = review(clone)
    assert (found.returncode, found.stderr) == (1, "")
    assert "bad-file-name" in found.stdout or "KB127" in found.stdout
    assert "KB301" in found.stdout


def test_a_record_of_a_name_that_git_must_quote_is_not_passed_in_silence(clone: Path) -> None:
    propose(clone, "cases/deux\nlignes.md", record())
    assert review(clone).returncode != 0


@pytest.mark.parametrize("base", ["branche-qui-n-est-pas", "--help"])
def test_a_review_against_nothing_known_fails(base: str, clone: Path) -> None:
    propose(clone, "cases/lavoir-de-montclair.md", (FIXTURES / "other.md").read_text(encoding="utf-8"))
    found = review(clone, base)
    assert found.returncode != 0
    assert "Aucune fiche modifiée." not in found.stdout


def test_what_lies_in_a_folder_of_images_is_no_record(clone: Path) -> None:
    propose(clone, f"cases/{SLUG}/notes.md", "notes")
    assert "Aucune fiche modifiée." in review(clone).stdout


# --- the site of somebody who writes ---------------------------------------------------------------------------------


def write_tool(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def serve(clone: Path, elsewhere: Path, port: int) -> subprocess.CompletedProcess[str]:
    """Run the script from another folder, with a MkDocs that says it serves."""
    (clone / ".venv").unlink()
    tools = clone / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in ("kb", "python"):
        (tools / name).symlink_to(REPOSITORY / ".venv" / "bin" / name)
    write_tool(tools / "mkdocs", "echo servi")
    (clone / ".venv" / ".made-for").touch()
    environment = os.environ | {"PORT": str(port)}
    command = [str(clone / "scripts" / "site")]
    return subprocess.run(command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """Return a socket bound to a port that nobody else has."""
    with socket.create_server(("127.0.0.1", 0)) as bound:
        yield bound


@pytest.mark.parametrize(
    ("record", "code", "served"),
    [(record(), 0, True), ("---\ntitle: Rien\n---\n", 0, True), (None, 2, False)],
    ids=["right", "wrong", "none"],
)
def test_the_site_is_served_with_a_record_to_mend_but_not_without_a_base(
    record: str | None, code: int, served: bool, clone: Path, tmp_path: Path, door: socket.socket
) -> None:
    (clone / "cases" / f"{SLUG}.md").unlink()
    if record is not None:
        (clone / "cases" / "fiche.md").write_text(record, encoding="utf-8")
    port = door.getsockname()[1]
    door.close()
    found = serve(clone, tmp_path, port)
    assert (found.returncode, "servi" in found.stdout) == (code, served)


def test_a_port_already_taken_is_said_with_its_cure(clone: Path, tmp_path: Path, door: socket.socket) -> None:
    found = serve(clone, tmp_path, door.getsockname()[1])
    assert (found.returncode, "servi" in found.stdout) == (2, False)
    assert "PORT=8001 scripts/site" in found.stderr


def test_an_environment_left_half_made_is_made_again(clone: Path, tmp_path: Path) -> None:
    (clone / ".venv").unlink()
    write_tool(clone / ".venv" / "bin" / "python", "exit 0")  # venv stops there when the system has no ensurepip
    write_tool(tmp_path / "tools" / "python3", f'echo "$@" > "{tmp_path}/asked"')
    path = f"{tmp_path / 'tools'}:{os.environ['PATH']}"
    subprocess.run([str(clone / "scripts" / "env")], env=os.environ | {"PATH": path}, check=True, timeout=60)
    assert (tmp_path / "asked").read_text(encoding="utf-8") == "-m venv .venv\n"

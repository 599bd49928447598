"""`mkdocs build` and `mkdocs serve`, as people run them: a site whole or the former one, an error at its own address."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from mkdocs.__main__ import cli

from kb.publish import build_site
from kb.records.collection import Collection
from tests.conftest import FIXTURES, SLUG, record
from tests.site.conftest import build_here, copy_base, find_port, run_mkdocs

TWO = {f"{SLUG}.md": record(), "lavoir-de-montclair.md": (FIXTURES / "other.md").read_text(encoding="utf-8")}
PATIENCE = 90.0
"""Seconds after which a server is thought dead; never a measure."""


def read_folder(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Return the root of a fictional base of two records."""
    return copy_base(tmp_path / "base", TWO)


def build(root: Path, *options: str, public: bool = False) -> tuple[int, str]:
    """Run `mkdocs build --strict` in this process; return its exit code and what it says."""
    environment = {"KB_PUBLIC": "true" if public else "false"}
    args = ["build", "--strict", "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(root / "site"), *options]
    result = CliRunner().invoke(cli, args, env=environment)
    return result.exit_code, result.output


# --- build -----------------------------------------------------------------------------------------------------------


def test_the_real_base_is_built_without_a_warning(site: Path) -> None:
    assert (site / "index.html").is_file()
    assert [path.name for path in site.parent.glob("site*")] == ["site"]


def test_the_command_of_people_builds_the_same_site(base: Path) -> None:
    found = run_mkdocs(base, "build", "--strict")
    assert found.returncode == 0, found.stderr
    by_command = read_folder(base / "site")
    assert {name for name in by_command if name.endswith(".html")} == {
        name for name in read_folder(build_here(base)) if name.endswith(".html")
    }


def test_pages_are_those_that_kb_writes_without_mkdocs(site: Path) -> None:
    made = {file.address: file.content for file in build_site(Collection.load(site.parent))}
    for address, content in made.items():
        wanted = content.encode() if isinstance(content, str) else content
        assert (site / address).read_bytes() == wanted, address


def test_a_broken_record_refuses_the_build_and_leaves_the_former_site_whole(base: Path) -> None:
    assert build(base)[0] == 0
    before = read_folder(base / "site")
    (base / "cases" / f"{SLUG}.md").write_text(record(themes=["foret-boi"]), encoding="utf-8")
    code, said = build(base)
    assert code == 1
    assert "KB301" in said
    assert "cases/valmont-brume.md" in said
    assert read_folder(base / "site") == before
    assert not (base / "site.new").exists()


def test_the_code_of_the_real_command_is_1_too(base: Path) -> None:
    (base / "cases" / f"{SLUG}.md").write_text("---\ntitle: Rien\n---\n", encoding="utf-8")
    found = run_mkdocs(base, "build", "--strict")
    assert found.returncode == 1
    assert "le site précédent reste en place" in found.stderr
    assert not (base / "site").exists()


def test_a_warning_refuses_a_strict_build_only_and_still_keeps_the_former_site(base: Path) -> None:
    assert build(base)[0] == 0
    before = read_folder(base / "site")
    (base / "cases" / f"{SLUG}.md").write_text(record(evidence="P4"), encoding="utf-8")
    assert build(base)[0] == 1
    assert read_folder(base / "site") == before
    args = ["build", "--config-file", str(base / "mkdocs.yml"), "--site-dir", str(base / "site")]
    assert CliRunner().invoke(cli, args).exit_code == 0
    assert read_folder(base / "site") != before


def test_a_second_build_replaces_the_first_whole(base: Path) -> None:
    build(base)
    (base / "cases" / "lavoir-de-montclair.md").unlink()
    assert build(base)[0] == 0
    assert not (base / "site" / "experiences" / "lavoir-de-montclair").exists()
    assert [path.name for path in base.glob("site*")] == ["site"]


def test_a_base_without_record_is_refused_with_one_sentence(base: Path) -> None:
    for path in (base / "cases").iterdir():
        path.unlink()
    code, said = build(base)
    assert code == 1
    assert "kb new" in said
    assert "Traceback" not in said


def test_a_name_that_means_nothing_in_a_guide_page_is_refused_with_one_sentence(base: Path) -> None:
    build(base)
    before = read_folder(base / "site")
    (base / "docs" / "contact.md").write_text("# Contact\n\n{{ publisher.nom }}\n", encoding="utf-8")
    code, said = build(base)
    assert code == 1
    assert "publisher.nom" in said
    assert read_folder(base / "site") == before


def test_a_public_build_is_refused_while_settings_hold_placeholders(base: Path) -> None:
    settings = (base / "settings.yml").read_text(encoding="utf-8")
    assert build(base, public=True)[0] == 0
    before = read_folder(base / "site")
    (base / "settings.yml").write_text(settings.replace("Ligue de Brume", "À RENSEIGNER"), encoding="utf-8")
    code, said = build(base, public=True)
    assert code == 1
    assert "publisher.name" in said
    assert read_folder(base / "site") == before
    assert build(base)[0] == 0


def test_drafts_are_neither_built_nor_listed(base: Path) -> None:
    path = base / "cases" / "lavoir-de-montclair.md"
    path.write_text(path.read_text(encoding="utf-8").replace("status: published", "status: draft\n  reason: À relire."), encoding="utf-8")
    assert build(base)[0] == 0
    found = read_folder(base / "site")
    assert not any("lavoir-de-montclair" in name for name in found)
    assert not any(b"Le lavoir de Montclair" in content for content in found.values())


def test_a_withdrawn_record_keeps_a_page_that_says_why(base: Path) -> None:
    gone = record(review={"status": "withdrawn", "checked_on": "2026-01", "reason": "À la demande du Pays de Brume."})
    (base / "cases" / f"{SLUG}.md").write_text(gone, encoding="utf-8")
    assert build(base)[0] == 0
    page = (base / "site" / "experiences" / SLUG / "index.html").read_text(encoding="utf-8")
    assert "À la demande du Pays de Brume." in page
    assert "1 200" not in page
    assert SLUG not in (base / "site" / "experiences" / "index.html").read_text(encoding="utf-8")


def test_a_former_address_leads_to_the_present_one(base: Path) -> None:
    (base / "cases" / f"{SLUG}.md").write_text(record(former_slugs=["bois-de-brume"]), encoding="utf-8")
    build(base)
    assert f"../{SLUG}/" in (base / "site" / "experiences" / "bois-de-brume" / "index.html").read_text(encoding="utf-8")


# --- serve -----------------------------------------------------------------------------------------------------------


def fetch(address: str) -> str:
    """Return a page, or an empty text when it cannot be had yet."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            text: str = answer.read().decode()
            return text
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_until(seen: Callable[[], bool]) -> bool:
    """Look until it is true; False when patience ends."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        if seen():
            return True
        time.sleep(0.2)
    return False


@pytest.fixture
def served(base: Path) -> Iterator[str]:
    """Return the address of a preview of the fictional base, one record of which is broken from the start."""
    (base / "cases" / "cassee.md").write_text(record(themes=["foret-boi"], title="Une fiche cassée"), encoding="utf-8")
    port = find_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with (base / "journal").open("w", encoding="utf-8") as journal:
        process = subprocess.Popen(
            command, cwd=base, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}, stdout=journal, stderr=journal, start_new_session=True
        )
        try:
            assert wait_until(lambda: bool(fetch(f"http://127.0.0.1:{port}/"))), (base / "journal").read_text(encoding="utf-8")
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(30)


def test_serve_shows_errors_at_their_address_and_reloads_what_is_saved(served: str, base: Path) -> None:
    right, wrong = f"{served}experiences/{SLUG}/", f"{served}experiences/cassee/"
    page = fetch(wrong)
    assert "KB301" in page
    assert "foret-bois" in page  # the cure
    assert "Du bois de Brume" in fetch(right)

    (base / "cases" / f"{SLUG}.md").write_text(record(title="Un titre enregistré à l’instant"), encoding="utf-8")
    assert wait_until(lambda: "Un titre enregistré à l’instant" in fetch(right))

    (base / "cases" / f"{SLUG}.md").write_text(record(progress="en-servic"), encoding="utf-8")
    assert wait_until(lambda: "KB301" in fetch(right))
    assert "Montclair" in fetch(f"{served}experiences/lavoir-de-montclair/")

    (base / "cases" / f"{SLUG}.md").write_text(record(title="Un titre mis au propre"), encoding="utf-8")
    assert wait_until(lambda: "Un titre mis au propre" in fetch(right))
    assert not (base / "site").exists()


def test_serve_shows_a_draft_with_a_banner(served: str, base: Path) -> None:
    draft = record(title="Un lycée pour Brume", review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."})
    (base / "cases" / "lycee.md").write_text(draft, encoding="utf-8")
    assert wait_until(lambda: "Un lycée pour Brume" in fetch(f"{served}experiences/lycee/"))
    assert "Brouillon" in fetch(f"{served}experiences/lycee/")

"""Files reach a folder whole, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.diagnostics.diagnostic import KbError
from kb.publish import MARK, build_site, pour, refuse_placeholders, replace_folder, swap_folder
from kb.sitefile import SiteFile
from tests.conftest import FIXTURES, SLUG, MakeProject, record

ROOT = Path(__file__).resolve().parent.parent
FILES = [SiteFile("index.html", "<p>Été"), SiteFile("a/b/données.bin", b"\x00\xff")]


def read_folder(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_written_and_counted(tmp_path: Path) -> None:
    assert pour(FILES, tmp_path / "site") == 2
    assert read_folder(tmp_path / "site") == {"index.html": "<p>Été".encode(), "a/b/données.bin": b"\x00\xff", MARK: b""}


def test_a_second_time_replaces_everything(tmp_path: Path) -> None:
    pour(FILES, tmp_path / "site")
    pour(FILES[:1], tmp_path / "site")
    assert set(read_folder(tmp_path / "site")) == {"index.html", MARK}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert pour(FILES, tmp_path / "site") == 2


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "precieux.txt").write_text("précieux", encoding="utf-8")
    with pytest.raises(KbError, match="site"):
        pour(FILES, tmp_path / "site")
    assert set(read_folder(tmp_path)) == {"site/precieux.txt"}


def test_an_interruption_leaves_the_former_folder_whole(tmp_path: Path) -> None:
    pour(FILES, tmp_path / "site")
    before = read_folder(tmp_path / "site")

    def stop() -> Iterator[SiteFile]:
        yield SiteFile("index.html", "nouveau")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pour(stop(), tmp_path / "site")
    assert read_folder(tmp_path / "site") == before
    pour(FILES, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_leftovers_of_an_interruption_are_swept(tmp_path: Path) -> None:
    for name in ("site.new", "site.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "reste").touch()
    assert replace_folder(tmp_path / "site", lambda beside: len(list(beside.iterdir()))) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("name", ["site", "site.new", "site.old"])
def test_a_folder_that_is_not_ours_is_never_emptied(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "archives.txt").write_text("précieux", encoding="utf-8")
    with pytest.raises(KbError, match=name):
        pour(FILES, tmp_path / "site")
    assert read_folder(tmp_path) == {f"{name}/archives.txt": "précieux".encode()}


def test_the_root_of_the_disk_is_not_ours() -> None:
    with pytest.raises(KbError, match="« / » existe"):
        pour(FILES, Path("/"))


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    (tmp_path / "site").symlink_to("public")
    pour(FILES, tmp_path / "site")
    pour(FILES, tmp_path / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["public", "site"]
    assert (tmp_path / "site").is_symlink()
    assert (tmp_path / "public" / "index.html").is_file()


def test_a_folder_takes_the_place_of_another(tmp_path: Path) -> None:
    for name in ("neuf", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    swap_folder(tmp_path / "neuf", tmp_path / "site")
    assert set(read_folder(tmp_path)) == {"site/neuf"}


def test_placeholders_are_refused_by_name(project: MakeProject) -> None:
    settings = (FIXTURES / "settings.yml").read_text(encoding="utf-8")
    whole = project({f"cases/{SLUG}.md": record()})
    refuse_placeholders(whole.load())
    whole.write("settings.yml", settings.replace("Hébergeur de Brume", "À RENSEIGNER"))
    with pytest.raises(KbError, match=r"host\.name"):
        refuse_placeholders(whole.load())


def test_no_address_leaves_the_folder_nor_is_written_twice(project: MakeProject) -> None:
    addresses = [file.address for file in build_site(project({f"cases/{SLUG}.md": record()}).load())]
    assert len(set(addresses)) == len(addresses)
    assert not any(address.startswith("/") or ".." in address.split("/") for address in addresses)


def test_the_same_base_gives_the_same_files(project: MakeProject) -> None:
    base = project({f"cases/{SLUG}.md": record()})
    assert build_site(base.load()) == build_site(base.load())


def test_a_preview_shows_what_is_not_published(project: MakeProject) -> None:
    draft = record(title="Un lycée", review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."})
    collection = project({f"cases/{SLUG}.md": record(), "cases/lycee.md": draft, "cases/cassee.md": "---\ntitle: Rien\n---\n"}).load()
    published, shown = ({file.address for file in build_site(collection, preview=preview)} for preview in (False, True))
    new = {address for address in shown - published if address.endswith(".html")}
    assert new == {"experiences/lycee/index.html", "experiences/cassee/index.html"}


# --- reproducible ----------------------------------------------------------------------------------------------------

DIGEST = """
import hashlib
from pathlib import Path
from kb.publish import build_site
from kb.records.collection import Collection
for file in sorted(build_site(Collection.load(Path("."))), key=lambda file: file.address):
    content = file.content if isinstance(file.content, bytes) else str(file.content).encode()
    print(file.address, hashlib.sha256(content).hexdigest())
"""


def list_digests(seed: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", DIGEST]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()


def test_two_builds_of_the_real_base_give_the_same_files_whatever_the_order_of_sets() -> None:
    first, second = list_digests("7"), list_digests("8")
    assert len(first) > 100
    assert [line for line in first if line not in second] == []

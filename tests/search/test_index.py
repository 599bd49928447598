"""How an index is opened, built, mended and shared; and records of a whole base."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.records.collection import Collection
from kb.search.index import Index, fingerprint, list_sources
from kb.search.query import search
from kb.search.storage import SEAL, Unusable, describe_look, find_sealed
from tests.conftest import REPOSITORY, SLUG, MakeProject, record

Open = Callable[..., Index]


def generations(folder: Path) -> list[Path]:
    return sorted(folder.glob("g-*"))


def test_an_absent_index_is_built_then_found(open_library: Open) -> None:
    assert open_library().built is Unusable.ABSENT
    assert open_library().built is None


def test_a_stale_index_is_replaced(open_library: Open, tmp_path: Path) -> None:
    open_library()
    assert open_library("v2").built is Unusable.STALE
    assert len(generations(tmp_path / "index")) == 1


@pytest.mark.parametrize("damage", [b"", b"not an index", b"\x80\x04N."])
@pytest.mark.parametrize("suffix", [".seg", ".toc", "lexicon.json", "words.json", "manifest.json"])
def test_a_damaged_file_is_noticed_and_the_index_rebuilt(open_library: Open, tmp_path: Path, suffix: str, damage: bytes) -> None:
    open_library()
    next(generations(tmp_path / "index")[0].glob(f"*{suffix}")).write_bytes(damage)
    mended = open_library()
    assert mended.built is Unusable.UNREADABLE
    assert search(mended, "captage").total == 1


def test_a_half_written_file_is_noticed(open_library: Open, tmp_path: Path) -> None:
    open_library()
    segment = next(generations(tmp_path / "index")[0].glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-3])
    assert open_library().built is Unusable.UNREADABLE
    assert open_library().built is None


def test_a_file_that_vanished_is_noticed(open_library: Open, tmp_path: Path) -> None:
    open_library()
    next(generations(tmp_path / "index")[0].glob("*.seg")).unlink()
    assert open_library().built is Unusable.UNREADABLE


@pytest.mark.parametrize("pointer", [b"", b"../../etc", b"\xff\xfe", b"g-nowhere"])
def test_a_strange_pointer_is_replaced(open_library: Open, tmp_path: Path, pointer: bytes) -> None:
    open_library()
    (tmp_path / "index" / "current").write_bytes(pointer)
    assert open_library().built is Unusable.UNREADABLE
    assert open_library().built is None


def test_a_folder_that_cannot_be_written_does_not_stop_the_search(open_library: Open, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    index = open_library(folder=tmp_path / "taken")
    assert search(index, "captage").total == 1


def test_a_reader_outlives_a_rebuild(open_library: Open) -> None:
    reader = open_library()
    open_library("v2")
    assert search(reader, "captage").hits[0].slug == "captage"
    assert search(reader, "capatge").suggestions == ("captage",)


BUILD = """
import sys
from pathlib import Path
from tests.search.conftest import make_documents, make_lexicon
from kb.search.index import Index
from kb.search.query import search
for turn in range(4):
    index = Index.open_documents(make_documents(), make_lexicon(), Path(sys.argv[1]), f"v{turn}")
    assert [hit.slug for hit in search(index, "captage").hits] == ["captage"]
"""


def test_processes_building_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILD, str(tmp_path / "index")]
    running = [subprocess.Popen(command, cwd=REPOSITORY, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    errors = [process.communicate(timeout=60)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], errors


def test_a_search_loads_neither_the_model_nor_the_vocabularies() -> None:
    heavy = ("pydantic", "yaml", "kb.records", "kb.reference", "whoosh.query")
    code = f"import sys, kb.search.query; print(*[module for module in {heavy} if module in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=REPOSITORY)
    assert ran.stdout.strip() == ""


# --- a whole base ----------------------------------------------------------------------------------------------------


def test_a_record_is_found_and_a_change_is_seen(project: MakeProject, tmp_path: Path) -> None:
    base = project({f"cases/{SLUG}.md": record()})
    index = Index.open(base.load(), tmp_path / "index")
    title = base.load().published[0].told.title
    assert search(index, title).hits[0].slug == SLUG
    assert Index.open_fresh(base.root, tmp_path / "index") is not None
    base.write(f"cases/{SLUG}.md", record(title="Un phare pour la montagne"))
    assert Index.open_fresh(base.root, tmp_path / "index") is None
    changed = Index.open(base.load(), tmp_path / "index")
    assert changed.built is Unusable.STALE
    assert search(changed, "phares").hits[0].title == "Un phare pour la montagne"


@pytest.mark.parametrize(
    "spoil",
    [
        Path.mkdir,
        os.mkfifo,
        lambda path: path.symlink_to("nulle-part.md"),
        lambda path: path.symlink_to(path.name),
        lambda path: Path(os.fsdecode(os.fsencode(path.with_suffix("")) + b"\xff.md")).write_text("x", encoding="utf-8"),
    ],
    ids=["folder", "pipe", "dead link", "link to itself", "name out of UTF-8"],
)
def test_a_bad_file_among_the_records_does_not_stop_the_search(spoil: Callable[[Path], object], project: MakeProject) -> None:
    base = project({f"cases/{SLUG}.md": record()})
    spoil(base.root / "cases" / "mauvaise.md")
    first, second = base.run("search", "chaufferie", "--json"), base.run("search", "chaufferie", "--json")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert json.loads(first.stdout)["total"] == 1
    assert second.stderr == ""


def test_an_index_that_looks_as_before_is_not_read_again(project: MakeProject, tmp_path: Path) -> None:
    root, folder = project({f"cases/{SLUG}.md": record()}).root, tmp_path / "index"
    Index.open(Collection.load(root), folder)
    assert not (folder / SEAL).exists()
    assert Index.open_fresh(root, folder)
    assert find_sealed(folder, describe_look(list_sources(root)))
    case = root / "cases" / f"{SLUG}.md"
    os.utime(case, ns=(1, 1))
    assert not find_sealed(folder, describe_look(list_sources(root)))
    assert Index.open_fresh(root, folder)
    case.write_text(record(title="Un autre titre pour Valmont"), encoding="utf-8")
    assert Index.open_fresh(root, folder) is None


def test_a_seal_does_not_hide_a_damage(project: MakeProject, tmp_path: Path) -> None:
    root, folder = project({f"cases/{SLUG}.md": record()}).root, tmp_path / "index"
    Index.open(Collection.load(root), folder)
    assert Index.open_fresh(root, folder)
    next(generations(folder)[0].glob("*.seg")).write_bytes(b"")
    assert Index.open_fresh(root, folder) is None


def test_progress_is_told(project: MakeProject, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    Index.open(project({f"cases/{SLUG}.md": record()}).load(), tmp_path / "index", lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1)]


def test_the_fingerprint_follows_records_and_vocabularies(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    empty = fingerprint(tmp_path)
    (tmp_path / "cases" / "a.md").write_text("a", encoding="utf-8")
    one = fingerprint(tmp_path)
    (tmp_path / "vocabularies").mkdir()
    (tmp_path / "vocabularies" / "x.yml").write_text("x", encoding="utf-8")
    assert len({empty, one, fingerprint(tmp_path)}) == 3


def test_facets_and_filters_of_a_record_are_those_of_the_collection(project: MakeProject, tmp_path: Path) -> None:
    collection = project({f"cases/{SLUG}.md": record()}).load()
    index = Index.open(collection, tmp_path / "index")
    facets = search(index, "", {"type": [collection.published[0].told.cooperation_types[0]]}).facets
    for facet in collection.facets:
        assert {value for value, _ in facets[facet.key]} == set(facet.values(collection.published[0]))


def test_the_lexicon_is_plain_json(open_library: Open, tmp_path: Path) -> None:
    open_library()
    lexicon = json.loads((generations(tmp_path / "index")[0] / "lexicon.json").read_bytes())
    assert set(lexicon) == {"expander", "facets", "lengths", "bearers"}

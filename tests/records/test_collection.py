"""The collection: a base of real files, and everything that can be wrong with them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.diagnostics.diagnostic import KbError
from kb.records.model import Status
from tests.conftest import FIXTURES, SLUG, TODAY, MakeProject, Project, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
BOTH = {f"cases/{SLUG}.md": record(), "cases/lavoir-de-montclair.md": OTHER}


def names(base: Project) -> list[tuple[str, str]]:
    return [(diagnostic.path.removeprefix("cases/"), diagnostic.rule.name) for diagnostic in base.check()]


def snapshot(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# --- a right base ----------------------------------------------------------------------------------------------------


def test_a_right_base_has_no_diagnostic(project: MakeProject) -> None:
    found = project(BOTH).load()
    assert found.diagnostics == ()
    assert [record.slug for record in found.records] == ["lavoir-de-montclair", SLUG]


def test_published_records_stand_by_title(project: MakeProject) -> None:
    accented = record(title="Écoles de Brume")
    found = project(BOTH | {"cases/zut.md": accented}).load()
    assert [record.slug for record in found.published] == [SLUG, "zut", "lavoir-de-montclair"]


def test_drafts_and_withdrawn_are_not_published(project: MakeProject) -> None:
    draft = record(title="Une école", review={"status": "draft", "checked_on": "2026", "reason": "À relire."})
    gone = record(title="Un moulin", review={"status": "withdrawn", "checked_on": "2026", "reason": "À la demande de Brume."})
    found = project(BOTH | {"cases/ecole.md": draft, "cases/moulin.md": gone}).load()
    assert len(found.published) == 2
    assert [record.slug for record in found.with_status(Status.DRAFT)] == ["ecole"]
    assert [record.slug for record in found.with_status(Status.WITHDRAWN)] == ["moulin"]


def test_a_record_is_found_by_its_present_or_former_name(project: MakeProject) -> None:
    found = project({f"cases/{SLUG}.md": record(former_slugs=["bois-de-brume"])}).load()
    named = found.get("bois-de-brume")
    assert named is not None
    assert named is found.get(SLUG)
    assert found.get("absent") is None


def test_progress_is_told(project: MakeProject) -> None:
    from kb.records.collection import Collection

    told: list[tuple[int, int]] = []
    Collection.load(project(BOTH).root, today=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_a_folder_of_images_is_no_record(project: MakeProject) -> None:
    assert names(project(BOTH | {f"cases/{SLUG}/photo.jpg": b"\xff\xd8\xff"})) == []


def test_hidden_files_are_nobody_s_business(project: MakeProject) -> None:
    assert names(project(BOTH | {"cases/.DS_Store": b"x"})) == []


# --- a bad world -----------------------------------------------------------------------------------------------------


def test_no_folder_of_cases_is_a_bad_world(project: MakeProject) -> None:
    base = project({})
    (base.root / "cases").rmdir()
    with pytest.raises(KbError, match="kb new"):
        base.load()
    assert not (base.root / "cases").exists()


def test_an_empty_folder_of_cases_is_a_bad_world(project: MakeProject) -> None:
    with pytest.raises(KbError, match="aucune fiche"):
        project({}).load()


def test_no_vocabulary_is_a_bad_world(project: MakeProject) -> None:
    base = project(BOTH)
    (base.root / "vocabularies" / "themes.yml").unlink()
    with pytest.raises(KbError, match=r"themes\.yml"):
        base.load()


# --- bad data: a diagnostic, and the other records are still checked -------------------------------------------------


def write(content: str | bytes, name: str = "mauvaise.md") -> Callable[[Project], None]:
    return lambda base: base.write(f"cases/{name}", content) and None


def make_folder(base: Project) -> None:
    (base.root / "cases" / "mauvaise.md").mkdir()


def link_outside(base: Project) -> None:
    base.write("ailleurs.md", record())
    (base.root / "cases" / "mauvaise.md").symlink_to(base.root / "ailleurs.md")


def link_to_nothing(base: Project) -> None:
    (base.root / "cases" / "mauvaise.md").symlink_to("nulle-part.md")


def link_to_itself(base: Project) -> None:
    (base.root / "cases" / "mauvaise.md").symlink_to("mauvaise.md")


def make_pipe(base: Project) -> None:
    os.mkfifo(base.root / "cases" / "mauvaise.md")


BOMB = "---\n" + "a: &a [x, x, x, x, x, x, x, x, x]\n" + "b: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n" + "c: [*b, *b, *b, *b, *b, *b]\n---\n"
BAD: dict[str, tuple[Callable[[Project], None], str]] = {
    "folder": (make_folder, "not-a-file"),
    "link out of the tree": (link_outside, "link-out-of-tree"),
    "link to nothing": (link_to_nothing, "unreadable-file"),
    "link to itself": (link_to_itself, "unreadable-file"),
    "pipe": (make_pipe, "unreadable-file"),
    "five megabytes": (write(record() + "x" * 5_000_000), "file-too-large"),
    "alias bomb": (write(BOMB), "alias"),
    "NUL": (write(record().replace("Valmont", "Val\0mont", 1)), "nul-byte"),
    "binary": (write(bytes(range(256)) * 4), "nul-byte"),
    "empty": (write(""), "empty-file"),
    "deep": (write("---\na: " + "[" * 50 + "]" * 50 + "\n---\n"), "yaml-other"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_reported_and_hides_no_other(kind: str, project: MakeProject) -> None:
    make, rule = BAD[kind]
    base = project({f"cases/{SLUG}.md": record(themes=["foret-boi"])})
    make(base)
    found = names(base)
    assert any(name.startswith(rule) for path, name in found if path == "mauvaise.md"), found
    assert (f"{SLUG}.md", "unknown-term") in found


@pytest.mark.parametrize("kind", [kind for kind in BAD if kind not in ("pipe",)])
def test_checking_writes_nothing(kind: str, project: MakeProject) -> None:
    base = project(BOTH)
    BAD[kind][0](base)
    before = snapshot(base.root)
    base.check()
    assert snapshot(base.root) == before


def test_two_names_that_differ_by_case_are_refused_both_ways(project: MakeProject) -> None:
    base = project({f"cases/{SLUG}.md": record(), "cases/Valmont-Brume.md": record()})
    found = base.load()
    assert {diagnostic.rule.name for diagnostic in found.diagnostics} >= {"duplicate-slug", "bad-file-name"}
    assert all(record.slug == SLUG for record in found.published)


def test_a_file_that_is_no_record_is_said_ignored(project: MakeProject) -> None:
    assert names(project(BOTH | {"cases/notes.txt": "notes"})) == [("notes.txt", "ignored-file")]


def test_a_record_put_in_a_folder_is_said_not_to_be_read(project: MakeProject) -> None:
    assert names(project(BOTH | {f"cases/{SLUG}/autre.md": record()})) == [(f"{SLUG}/autre.md", "nested-record")]


def test_a_name_made_of_signs_gets_a_proposal(project: MakeProject) -> None:
    base = project({"cases/….md": record()})
    (found,) = base.check()
    assert found.rule.name == "bad-file-name"
    assert "fiche" in found.help


# --- images of a record: a name that the system refuses is said like any other mistake ---------------------------------


def show_image(address: str, make: Callable[[Path], object] = Path.touch) -> Callable[[Project], None]:
    """Return what makes a record show the image at `address`, after `make` made its file."""

    def plant(base: Project) -> None:
        base.write("cases/mauvaise.md", OTHER.replace("\n## ", f"\n## Déclencheur\n\n![Le lavoir]({address})\n\n## ", 1))
        folder = base.root / "cases" / "mauvaise"
        folder.mkdir()
        make(folder / "lavoir.jpg")

    return plant


def link_folder_outside(image: Path) -> None:
    image.parent.rmdir()
    image.parent.symlink_to(FIXTURES)


IMAGES: dict[str, tuple[Callable[[Project], None], str]] = {
    "link to itself": (show_image("mauvaise/lavoir.jpg", lambda image: image.symlink_to(image.name)), "missing-image"),
    "pipe": (show_image("mauvaise/lavoir.jpg", os.mkfifo), "missing-image"),
    "folder": (show_image("mauvaise/lavoir.jpg", Path.mkdir), "missing-image"),
    "long name": (show_image(f"mauvaise/{'x' * 400}.jpg"), "missing-image"),
    "NUL": (show_image("mauvaise/%00.jpg"), "missing-image"),
    "way out": (show_image("mauvaise/%2e%2e/mauvaise.md"), "image-elsewhere"),
    "folder linked out of the tree": (show_image("mauvaise/record.md", link_folder_outside), "image-elsewhere"),
}


@pytest.mark.parametrize("kind", IMAGES)
def test_a_bad_image_is_reported_and_hides_no_record(kind: str, project: MakeProject) -> None:
    make, rule = IMAGES[kind]
    base = project({f"cases/{SLUG}.md": record(themes=["foret-boi"])})
    make(base)
    found = names(base)
    assert ("mauvaise.md", rule) in found
    assert (f"{SLUG}.md", "unknown-term") in found


def test_an_image_may_have_a_name_with_accents_and_spaces(project: MakeProject) -> None:
    body = record().partition("---\n\n")[2].replace("[1].\n", f"[1].\n\n![Un camion](<{SLUG}/forêt d’été.jpg>)\n", 1)
    assert names(project({f"cases/{SLUG}.md": record(body=body), f"cases/{SLUG}/forêt d’été.jpg": b"\xff\xd8\xff\xe0"})) == []


# --- between records -------------------------------------------------------------------------------------------------


def test_a_dead_relation_proposes_the_nearest(project: MakeProject) -> None:
    related = [{"case": "lavoir-de-montclar", "relation": "follows"}]
    (found,) = project(BOTH | {f"cases/{SLUG}.md": record(related=related)}).check()
    assert found.rule.name == "dead-relation"
    assert "lavoir-de-montclair" in found.help


def test_a_relation_to_nothing_known_says_where_to_look(project: MakeProject) -> None:
    (found,) = project({f"cases/{SLUG}.md": record(related=[{"case": "zzz", "relation": "follows"}])}).check()
    assert ".md" in found.help


def test_an_error_between_records_unpublishes_the_record(project: MakeProject) -> None:
    found = project(BOTH | {f"cases/{SLUG}.md": record(former_slugs=["lavoir-de-montclair"])}).load()
    assert [diagnostic.rule.name for diagnostic in found.diagnostics] == ["former-slug-taken"]
    assert [record.slug for record in found.published] == ["lavoir-de-montclair"]


def test_a_broken_record_is_still_a_target_of_relations(project: MakeProject) -> None:
    related = [{"case": "lavoir-de-montclair", "relation": "follows"}]
    files = {f"cases/{SLUG}.md": record(related=related), "cases/lavoir-de-montclair.md": OTHER.replace("title:", "titre:", 1)}
    assert {name for path, name in names(project(files)) if path == f"{SLUG}.md"} == set()


# --- twins -----------------------------------------------------------------------------------------------------------


def twins(project: MakeProject, second: str) -> list[tuple[str, str]]:
    return [found for found in names(project({f"cases/{SLUG}.md": record(), "cases/zut.md": second})) if found[1] == "near-duplicate"]


def test_two_records_of_the_same_experience_are_a_warning(project: MakeProject) -> None:
    assert twins(project, record(title="Valmont chauffé au bois de Brume")) == [("zut.md", "near-duplicate")]


def test_two_records_that_are_linked_are_no_twins(project: MakeProject) -> None:
    assert twins(project, record(related=[{"case": SLUG, "relation": "follows"}])) == []


def test_one_sign_is_not_enough(project: MakeProject) -> None:
    text = record(title="Une école reçoit des apprentis").replace("valmont.example", "a.example").replace("brume.example", "b.example")
    assert twins(project, text) == []

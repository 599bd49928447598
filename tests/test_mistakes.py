"""Every mistake of the list of rules, sown in a copy of real records: each is reported, at its line and column, in one run."""

from __future__ import annotations

import re
import runpy
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest
import yaml

from kb.diagnostics.diagnostic import Diagnostic
from kb.diagnostics.reporters import Stats, render
from kb.diagnostics.rules import RULES
from tests.conftest import GOLDEN, REPOSITORY, MakeProject, Project

FOLDER = GOLDEN / "mistakes"
SEEDS = runpy.run_path(str(FOLDER / "seeds.py"))
_MARK = re.compile(r"⟦([a-z0-9-]+)\||⟧")
JPEG = b"\xff\xd8\xff\xe0"
OLD_TERM = {
    "id": "bois-ancien",
    "label": {"fr": "Bois", "en": "Wood"},
    "definition": {"fr": "Ancien.", "en": "Old."},
    "replaced_by": "foret-bois",
}
WRONG_GROUPING = {
    "id": "val-perdu",
    "name": "Val perdu",
    "kind": "pays",
    "members": ["00000"],
    "source": {"title": "R", "url": "https://r.example"},
}


class Expected(NamedTuple):
    """A mistake: where it was sown, and what must be underlined."""

    path: str
    rule: str
    line: int
    column: int
    underlined: str


def read_real(slug: str) -> str:
    return (FOLDER / "cases" / f"{slug}.md").read_text(encoding="utf-8")


def sow(text: str, changes: list[tuple[str, str]]) -> str:
    """Return the record with each text replaced by its mistake, marks included."""
    for find, write in changes:
        parts = re.split(re.escape(find).replace(r"\ ", "[ \u00a0\u202f]"), text)  # a seed is typed with ordinary spaces
        assert len(parts) == 2, find
        text = write.join(parts)
    return text


def take_marks(text: str, path: str) -> tuple[str, list[Expected]]:
    """Return the text without its marks, and what they say."""
    bare, found, opened = "", [], []
    position = 0
    for mark in _MARK.finditer(text):
        bare += text[position : mark.start()]
        position = mark.end()
        if mark[1]:
            opened.append((mark[1], len(bare)))
        else:
            rule, start = opened.pop()
            line, column = bare.count("\n", 0, start) + 1, start - bare.rfind("\n", 0, start)
            found.append(Expected(path, rule, line, column, bare[start:].partition("\n")[0]))
    assert opened == []
    return bare + text[position:], found


def encode(rule: str, text: str) -> bytes:
    """Return the bytes of a record whose mistake is in them."""
    if rule == "windows-line-ends":
        return text.replace("\n", "\r\n").encode()
    if rule == "not-utf-8":
        return text.encode("cp1252", errors="replace")
    return text.encode("utf-8-sig" if rule == "byte-order-mark" else "utf-8")


def plant_folder(base: Project) -> None:
    (base.root / "cases" / "un-dossier.md").mkdir()


def plant_link_out(base: Project) -> None:
    (base.root / "cases" / "lien-dehors.md").symlink_to(base.write("dehors.md", read_real("lyon-aurillac")))


def plant_dead_link(base: Project) -> None:
    (base.root / "cases" / "lien-mort.md").symlink_to("efface.md")


FILES: dict[str, tuple[str, Callable[[Project], object]]] = {
    "not-a-file": ("un-dossier.md", plant_folder),
    "link-out-of-tree": ("lien-dehors.md", plant_link_out),
    "unreadable-file": ("lien-mort.md", plant_dead_link),
    "file-too-large": ("trop-grande.md", lambda base: base.write("cases/trop-grande.md", read_real("lyon-aurillac") + "x" * 5_000_000)),
    "empty-file": ("vide.md", lambda base: base.write("cases/vide.md", "")),
    "front-matter-not-mapping": ("phrase.md", lambda base: base.write("cases/phrase.md", "---\nUne phrase\n---\n")),
    "bad-file-name": ("Vieux & Nom.md", lambda base: base.write("cases/Vieux & Nom.md", "")),
    "ignored-file": ("notes.txt", lambda base: base.write("cases/notes.txt", "notes")),
    "nested-record": ("bretagne/brest.md", lambda base: base.write("cases/bretagne/brest.md", "une fiche")),
    "duplicate-slug": (
        "clermont-hopital-ambert.md",
        lambda base: base.write("cases/Clermont-Hopital-Ambert.md", read_real("clermont-hopital-ambert")),
    ),
    "near-duplicate": ("vvl-copie.md", lambda base: base.write("cases/vvl-copie.md", read_real("vvl-centres-de-vacances"))),
}
"""Mistakes of the file itself: its path, and what makes it."""


class Field(NamedTuple):
    """The base where everything was sown."""

    base: Project
    expected: list[Expected]
    diagnostics: list[Diagnostic]


def add_to_vocabulary(base: Project, name: str, entry: Mapping[str, object]) -> None:
    """Write a vocabulary of the repository with one more entry."""
    data = yaml.safe_load((REPOSITORY / "vocabularies" / f"{name}.yml").read_text(encoding="utf-8"))
    (data if isinstance(data, list) else data["terms"]).append(entry)
    base.write(f"vocabularies/{name}.yml", yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


@pytest.fixture
def field(project: MakeProject) -> Field:
    """Return a base of twelve real records and their copies, with every mistake."""
    base, expected = project({}), list[Expected]()
    for path in sorted((FOLDER / "cases").iterdir()):
        text, found = take_marks(sow(path.read_text(encoding="utf-8"), SEEDS["IN_PLACE"].get(path.stem, [])), f"cases/{path.name}")
        base.write(f"cases/{path.name}", text)
        expected += found
    for rule, changes in SEEDS["READING"].items():
        name = f"cases/creusot-{rule}.md"
        text, found = take_marks(sow(read_real(SEEDS["BASE"]), changes), name)
        base.write(name, encode(rule, text))
        expected += found
    for _, make in FILES.values():
        make(base)
    photos = "cases/annecy-chaufferie-bois"
    for name, content in (("chemin.svg", b"<svg/>"), ("vallee.jpg", JPEG + b"\0" * 3_000_000)):
        base.write(f"{photos}/{name}", content)
    base.write("photos/semnoz.jpg", JPEG)
    add_to_vocabulary(base, "themes", OLD_TERM)
    add_to_vocabulary(base, "groupings", WRONG_GROUPING)
    return Field(base, expected, base.check())


def place(diagnostic: Diagnostic) -> Expected:
    """Return what a diagnostic says, in the words of the seeds."""
    span = diagnostic.span
    if span is None:
        return Expected(diagnostic.path, diagnostic.rule.name, 0, 0, "")
    last = span.end_column - 1 if span.single_line else None
    return Expected(diagnostic.path, diagnostic.rule.name, span.line, span.column, diagnostic.excerpt[span.column - 1 : last])


def blind(mistake: Expected) -> Expected:
    """Return a mistake whose line cannot be shown: a file that holds a NUL is not read as text."""
    return mistake._replace(underlined="") if mistake.rule == "nul-byte" else mistake


def test_every_mistake_is_reported_at_its_line_and_column(field: Field) -> None:
    said = {place(diagnostic) for diagnostic in field.diagnostics}
    assert [mistake for mistake in map(blind, field.expected) if mistake not in said] == []


def test_every_mistake_of_a_file_is_reported(field: Field) -> None:
    said = {(diagnostic.path, diagnostic.rule.name) for diagnostic in field.diagnostics}
    assert [(path, rule) for rule, (path, _) in FILES.items() if (f"cases/{path}", rule) not in said] == []


def test_every_rule_is_broken_once_at_least(field: Field) -> None:
    said = {diagnostic.rule.name for diagnostic in field.diagnostics}
    assert [rule.name for rule in RULES if rule.name not in said] == []


def test_the_report_is_the_one_that_was_read(field: Field, golden: Callable[[str, str], None]) -> None:
    stats = Stats(len(field.base.load().records))
    golden("mistakes/report.txt", render("text", field.diagnostics, width=120, stats=stats, show_info=True))


def test_the_records_are_right_before_the_mistakes(project: MakeProject) -> None:
    files = {f"cases/{path.name}": path.read_bytes() for path in (FOLDER / "cases").iterdir()}
    base = project(files)
    base.write("vocabularies/groupings.yml", (REPOSITORY / "vocabularies" / "groupings.yml").read_bytes())
    assert {diagnostic.rule.name for diagnostic in base.check()} <= {"dead-relation"}  # their relations name records left out

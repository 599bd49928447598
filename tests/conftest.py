"""What tests share: a valid record with one change, a project in a folder of its own, golden files.

Everything is plainly fictional (Valmont, Pays de Brume) except the vocabularies, which are those of the repository.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import settings

from kb.diagnostics.diagnostic import Diagnostic

if TYPE_CHECKING:
    from click.testing import Result

    from kb.records.collection import Collection

settings.register_profile("calm", deadline=None)  # no test asserts a time
settings.load_profile("calm")

REPOSITORY = Path(__file__).resolve().parent.parent
FIXTURES = Path(__file__).resolve().parent / "fixtures"
GOLDEN = Path(__file__).resolve().parent / "golden"
TODAY = date(2026, 11, 25)
SLUG = "valmont-brume"
"""Name of the record in the project that most tests need."""

_TOP_KEY = re.compile(r"^(?=[A-Za-z_\"'\[?])", re.MULTILINE)
_HEADING = re.compile(r"^(?=#{1,6} )", re.MULTILINE)


# --- records ---------------------------------------------------------------------------------------------------------


def split_front(front: str) -> dict[str, str]:
    """Cut YAML at its top-level keys: key -> its whole text."""
    blocks: dict[str, str] = {}
    for block in filter(str.strip, _TOP_KEY.split(front)):
        key = block.partition(":")[0].strip()
        blocks[key] = blocks.get(key, "") + block.removesuffix("\n") + "\n"  # a key written twice is kept twice
    return blocks


def split_body(body: str) -> dict[str, str]:
    """Cut a story at its headings: heading without its dièses -> its whole text."""
    sections = [section for section in _HEADING.split(body) if section.strip()]
    return {section.partition("\n")[0].lstrip("# ").strip(): section.strip() + "\n\n" for section in sections}


_, _FRONT, _BODY = (FIXTURES / "record.md").read_text(encoding="utf-8").split("---\n", 2)
BASE_FRONT = split_front(_FRONT)
BASE_BODY = _BODY


def record(*, raw: str = "", body: str | None = None, **changes: Any) -> str:
    """Return a valid full record with some changes.

    A keyword gives a top-level field as Python data, None takes it away; `raw` gives fields as YAML text, in place of
    those of the same name; `body` replaces the whole story.
    """
    blocks = dict(BASE_FRONT)
    for key, value in changes.items():
        if value is None:
            blocks.pop(key)
        else:
            blocks[key] = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=10_000)
    blocks |= split_front(raw)
    return f"---\n{''.join(blocks.values())}---\n{BASE_BODY if body is None else body}"


def tell(story: str) -> str:
    """Return the story of the valid record with `story` in place of the sections it names.

    A text without heading becomes the section Résultats; three headings or more are the whole story.
    """
    if not _HEADING.search(story):
        story = f"## Résultats\n\n{story}"
    told, sections = split_body(story), split_body(BASE_BODY)
    if len(_HEADING.findall(story)) >= 3:
        return f"\n{story}"
    replaced = [heading for heading in sections if heading in told]
    rest = {heading: text for heading, text in sections.items() if heading not in told}
    if not replaced:
        return "\n" + "".join(sections.values()) + story.strip() + "\n"
    before = [text for heading, text in rest.items() if list(sections).index(heading) < list(sections).index(replaced[0])]
    after = list(rest.values())[len(before) :]
    return "\n" + "".join([*before, story.strip() + "\n\n", *after])


def embed(snippet: str) -> str:
    """Return the record that a rule's example stands for.

    A snippet that starts with `---` is a whole file; one that starts with a field replaces the fields it names; any
    other replaces the sections of the story it names.
    """
    if not snippet:
        return record()
    if snippet.startswith("---"):
        return snippet
    if re.match(r"[A-Za-z_]+:|[\[?\"]", snippet):
        return record(raw=snippet)
    return record(body=tell(snippet))


# --- projects --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Project:
    """A base in a temporary folder."""

    root: Path

    def write(self, name: str, content: str | bytes) -> Path:
        """Write one file, and the folders above it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)  # a vocabulary is a link to the repository's: never write through it
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def load(self) -> Collection:
        """Read the whole base."""
        from kb.records.collection import Collection

        return Collection.load(self.root, today=TODAY)

    def check(self) -> list[Diagnostic]:
        """Return every diagnostic of the base, in the order of reading."""
        return sorted(self.load().diagnostics, key=lambda diagnostic: diagnostic.sort_key)

    def run(self, *args: str) -> Result:
        """Run the command line from the root of the base."""
        import os

        from click.testing import CliRunner

        from kb.cli import main

        before = Path.cwd()
        os.chdir(self.root)
        try:
            return CliRunner().invoke(main, [*args], catch_exceptions=False)
        finally:
            os.chdir(before)


MakeProject = Callable[[Mapping[str, str | bytes]], Project]


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """Return a function that makes a base from files: `project({"cases/a.md": record()})`."""

    def make(files: Mapping[str, str | bytes]) -> Project:
        made = Project(tmp_path / "base")
        (made.root / "cases").mkdir(parents=True)
        made.write("settings.yml", (FIXTURES / "settings.yml").read_bytes())
        (made.root / "vocabularies").mkdir()
        for path in (REPOSITORY / "vocabularies").glob("*.yml"):
            (made.root / "vocabularies" / path.name).symlink_to(path)
        made.write("vocabularies/groupings.yml", (FIXTURES / "groupings.yml").read_bytes())
        for name, content in files.items():
            made.write(name, content)
        return made

    return make


# --- golden files ----------------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-golden`, which writes what is produced in place of what is expected."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew, to be read in review")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a function that compares a text with `tests/golden/NAME`."""

    def compare(name: str, produced: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(produced, encoding="utf-8")
        assert path.is_file(), f"{name} is missing: run pytest --update-golden, then read it"
        assert produced == path.read_text(encoding="utf-8")

    return compare

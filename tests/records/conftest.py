"""What the tests of records share: reading one record without writing a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.records.knowledge import Knowledge, load_knowledge
from kb.records.record import Record
from kb.records.validate import read_record
from kb.source import Source, read_text
from tests.conftest import FIXTURES, REPOSITORY, SLUG, TODAY

ReadRecord = Callable[[str], Record]


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    """Return the terms of the repository with the settings and places of the fictional base."""
    root = tmp_path_factory.mktemp("knowledge")
    (root / "vocabularies").mkdir()
    for path in (REPOSITORY / "vocabularies").glob("*.yml"):
        (root / "vocabularies" / path.name).symlink_to(path)
    (root / "vocabularies" / "groupings.yml").unlink()
    (root / "vocabularies" / "groupings.yml").symlink_to(FIXTURES / "groupings.yml")
    (root / "settings.yml").symlink_to(FIXTURES / "settings.yml")
    return load_knowledge(root, TODAY)


@pytest.fixture
def read(knowledge: Knowledge) -> ReadRecord:
    """Return a function that reads the text of a record."""

    def read_one(text: str) -> Record:
        source = Source(f"cases/{SLUG}.md")
        read_text(text, source)
        return read_record(source, knowledge, Path("cases"))

    return read_one

"""The level of proof that the sources allow."""

from __future__ import annotations

from typing import Any

import pytest

from kb.records.evidence import find_ceiling
from kb.records.knowledge import Knowledge
from tests.conftest import record
from tests.records.conftest import ReadRecord


def source(number: int, kind: str, publisher: str = "Gazette de Brume", party: str | None = None) -> dict[str, Any]:
    said = {"id": number, "title": "Un titre", "publisher": publisher, "kind": kind}
    return said | ({"party": party} if party else {})


@pytest.mark.parametrize(
    ("sources", "ceiling"),
    [
        ([source(1, "press")], "P1"),
        ([source(1, "press"), source(2, "press")], "P1"),  # one newspaper twice is one voice
        ([source(1, "press"), source(2, "press", "Courrier de Valmont")], "P2"),
        ([source(1, "testimony", party="valmont"), source(2, "testimony", party="brume")], "P2"),
        ([source(1, "testimony", party="brume"), source(2, "press", party="brume")], "P1"),
        ([source(1, "body", party="valmont")], "P3"),
        ([source(1, "public", party="valmont")], "P3"),
        ([source(1, "public", "Chambre des comptes")], "P4"),
        ([source(1, "research", "Université de Brume")], "P4"),
    ],
)
def test_ceiling(sources: list[dict[str, Any]], ceiling: str, read: ReadRecord, knowledge: Knowledge) -> None:
    told = read(record(sources=sources, evidence="P0")).case
    if told is None:  # the blocks of the valid record cite a second source
        told = read(record(sources=[*sources, sources[-1] | {"id": 2}], evidence="P0")).told
    assert find_ceiling(told, knowledge.vocabularies["evidence"]).id == ceiling


def test_a_level_above_the_ceiling_is_a_warning(read: ReadRecord) -> None:
    press = [source(1, "press"), source(2, "press")]
    (found,) = read(record(sources=press, evidence="P4")).diagnostics
    assert found.rule.name == "evidence-above-sources"
    assert "P1" in found.message + found.help


def test_a_level_below_the_ceiling_is_the_author_s_choice(read: ReadRecord) -> None:
    assert read(record(evidence="P0")).diagnostics == ()

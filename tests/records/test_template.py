"""A new record: every field of the model, in its order, with words that a person can follow."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

from kb.records.knowledge import Knowledge
from kb.records.model import Case, Section
from kb.records.schema import fields_of
from kb.records.template import SHORT_LEVELS, write_template
from kb.source import Source, read_text
from tests.conftest import record
from tests.records.conftest import ReadRecord

AMOUNT = {"value": "1 500", "unit": "€", "year": "2020", "measure": "per-year", "target": "non", "note": "Hors taxes."}
EVERYTHING: dict[str, Any] = {
    "former_slugs": ["bois-de-brume"],
    "balance": {"modes": ["gain-percu-par-chaque-partie"], "comment": "Chacun s’y retrouve [1]."},
    "means": {
        "budget": [AMOUNT | {"sources": [1]}],
        "staff": [{"min": 1, "max": 2, "unit": "personnes", "measure": "stock", "sources": [2]}],
    },
    "origin": "contribution",
    "contact": {"organisation": "Ville de Valmont", "email": "contact@valmont.example"},
    "consent": {"body_agrees": "oui", "other_party_told": "oui", "images_free": "oui", "no_personal_data": "oui"},
    "license": "etalab-2.0",
    "related": [{"case": "lavoir-de-montclair", "relation": "inspired-by"}],
}


def front_of(text: str) -> Any:
    return yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)


def body_of(text: str) -> str:
    return text.split("---\n", 2)[2]


def read_data(text: str) -> dict[str, Any]:
    source = Source("cases/a.md")
    read_text(text, source)
    assert source.diagnostics == []
    return source.data


def test_the_full_template_holds_every_field_in_its_order(knowledge: Knowledge) -> None:
    keys = list(front_of(write_template(knowledge, {}, full=True)))
    assert keys == [info.alias or name for name, info in Case.model_fields.items()]


def test_the_short_template_holds_what_a_short_record_needs(knowledge: Knowledge) -> None:
    keys = set(front_of(write_template(knowledge, {})))
    wanted = {
        name.removeprefix("Case.")
        for name, guidance in knowledge.fields.items()
        if name.startswith("Case.") and guidance.level in SHORT_LEVELS
    }
    assert keys == wanted
    assert {"title", "summary", "parties", "sources"} <= keys


def test_a_required_field_is_never_left_out(knowledge: Knowledge) -> None:
    keys = set(front_of(write_template(knowledge, {})))
    assert {info.alias or name for name, info in Case.model_fields.items() if info.is_required()} <= keys


def test_every_field_carries_its_guidance(knowledge: Knowledge) -> None:
    text = " ".join(line.lstrip("# ") for line in write_template(knowledge, {}, full=True).splitlines() if line.lstrip().startswith("#"))
    missing = [name for name, guidance in knowledge.fields.items() if name.startswith("Case.") and guidance.sentence not in text]
    assert missing == []


@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
def test_comments_stay_in_the_margins(full: bool, knowledge: Knowledge) -> None:
    text = write_template(knowledge, {}, full=full)
    assert max(map(len, text.split("---\n")[1].splitlines())) <= 110


def test_nested_blocks_hold_keys_of_the_model_only(knowledge: Knowledge) -> None:
    front = front_of(write_template(knowledge, {}, full=True))

    def check(block: type[BaseModel], data: dict[str, Any]) -> None:
        assert set(data) <= {key for _, key, _ in fields_of(block)}

    from kb.records.model import Exchange, Party, Reference, Review

    for key, block in (("parties", Party), ("exchanges", Exchange), ("sources", Reference)):
        check(block, front[key][0])
    check(Review, front["review"])


def test_an_untouched_template_is_wrong_in_its_values_only(knowledge: Knowledge, read: ReadRecord) -> None:
    for full in (False, True):
        found = {diagnostic.rule.name for diagnostic in read(write_template(knowledge, {}, full=full)).diagnostics}
        assert "unknown-key" not in found
        assert not any(name.startswith("yaml") for name in found)
        assert {"empty-value", "unfinished-text"} <= found


def test_what_is_known_is_written_and_read_back(knowledge: Knowledge, read: ReadRecord) -> None:
    told = record(**EVERYTHING)
    text = write_template(knowledge, read_data(told), full=True)
    again = read("---\n".join(["", text.split("---\n")[1], body_of(told)]))
    assert read(told).case is not None
    assert again.case == read(told).case


def test_everything_known_covers_the_model(read: ReadRecord) -> None:
    case = read(record(**EVERYTHING)).told
    empty = [name for name in Case.model_fields if not getattr(case, name)]
    assert empty == []


def test_the_body_asks_for_the_expected_sections(knowledge: Knowledge) -> None:
    expected = [section for section in Section if knowledge.labels.wording(section).attributes.get("expected")]
    headings = re.findall(r"^## (.+)$", write_template(knowledge, {}), re.MULTILINE)
    assert headings == [knowledge.labels.of(section) for section in expected]
    assert len(re.findall(r"^## ", write_template(knowledge, {}, full=True), re.MULTILINE)) == len(Section)

"""From pydantic's errors to findings, and the stand-ins that let the other checks run."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.records.knowledge import Knowledge
from kb.records.shape import make_slug
from kb.records.validate import read_record
from kb.source import Source, read_text
from tests.conftest import record, tell
from tests.records.conftest import ReadRecord


def names(read: ReadRecord, text: str) -> list[str]:
    return [diagnostic.rule.name for diagnostic in read(text).diagnostics]


def test_a_right_record_gives_a_case_and_no_finding(read: ReadRecord) -> None:
    found = read(record())
    assert found.case is not None
    assert found.diagnostics == ()


def test_all_mistakes_are_found_in_one_run(read: ReadRecord) -> None:
    text = record(
        title="T" * 91,
        themes=["foret-boi"],
        progress_as_of="juin 2021",
        evidence="P9",
        gains=[{"party": "personne", "says": "Un débouché [9].", "sources": [1]}],
        raw="resume: Du bois\n",
    )
    assert set(names(read, text)) == {"text-too-long", "unknown-term", "bad-date", "unknown-key", "unknown-party", "unknown-citation"}


@pytest.mark.parametrize("field", ["parties", "sources", "review", "title"])
def test_a_block_that_is_missing_hides_no_mistake_of_the_story(field: str, read: ReadRecord) -> None:
    text = record(**{field: None}, body=tell("M. Dupré signe. La chaufferie brûle 12 tonnes."))
    assert set(names(read, text)) == {"missing-field", "personal-data", "uncited-figure"}


def test_a_single_party_hides_no_other_mistake(read: ReadRecord) -> None:
    text = record(
        parties=[{"id": "valmont", "name": "V", "kind": "ville-ou-commune", "side": "urban", "code": "zz"}], body=tell("Du bois [9].")
    )
    assert set(names(read, text)) == {"too-few", "unknown-code", "unknown-citation"}


def test_a_stand_in_raises_no_further_mistake(read: ReadRecord) -> None:
    assert names(read, record(parties="Valmont et Brume")) == ["list-expected"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"sources": [{"id": "un", "title": "T", "publisher": "P", "kind": "press"}]}, ["bad-source-number"]),
        ({"review": "published"}, ["block-expected"]),
        ({"review": {"status": "publie", "checked_on": "2026"}}, ["not-in-list"]),
        ({"themes": ["foret-bois", "energie", "eau", "alimentation"]}, ["too-many"]),
        ({"contact": {"organisation": "Ville", "email": "contact"}}, ["bad-email"]),
        ({"progress_as_of": "hier"}, ["bad-date"]),
        ({"cooperation_types": "achat-et-approvisionnement"}, ["list-expected"]),
        ({"parties": [{"id": "valmont"}]}, ["too-few"]),
    ],
)
def test_a_wrong_shape_names_its_rule(changes: dict[str, Any], expected: list[str], read: ReadRecord) -> None:
    found = names(read, record(**changes))
    assert [name for name in found if name in expected] == expected


def test_an_item_that_is_wrong_does_not_make_its_list_too_short(read: ReadRecord) -> None:
    text = record().replace("    kind: petr-ou-pays\n", "", 1)
    assert names(read, text) == ["missing-field"]


def test_a_name_made_of_signs_gets_a_proposal_that_can_be_written(read: ReadRecord) -> None:
    (found,) = read(record(former_slugs=["~"])).diagnostics
    assert found.help.endswith("nom-court.")


def test_a_day_to_come_is_said_wherever_a_past_one_is_due(read: ReadRecord) -> None:
    text = record(progress_as_of="2099", review={"status": "published", "checked_on": "2099-01"}).replace("date: 2021-06,", "date: ~2099,")
    assert names(read, text) == ["date-to-come"] * 3


def test_the_nearest_term_is_proposed(read: ReadRecord) -> None:
    (found,) = read(record(themes=["foret-boi"])).diagnostics
    assert "foret-bois" in found.help


def test_the_terms_are_listed_when_none_is_near_and_they_are_few(read: ReadRecord) -> None:
    (found,) = read(record(progress="zzz")).diagnostics
    assert "termine" in found.help


def test_the_file_is_named_when_terms_are_many(read: ReadRecord) -> None:
    (found,) = read(record(themes=["zzz"])).diagnostics
    assert "themes.yml" in found.help


def test_the_nearest_key_and_value_are_proposed(read: ReadRecord) -> None:
    (key,) = read(record(raw="governence: Un comité.\n")).diagnostics
    assert "governance" in key.help
    value = read(record(review={"status": "publish", "checked_on": "2026"})).diagnostics[0]
    assert "published" in value.help


def test_a_key_followed_by_nothing_is_said_empty_once(read: ReadRecord) -> None:
    assert names(read, record(raw="governance:\n")) == ["empty-value"]
    assert names(read, record(raw="title:\n")) == ["empty-value"]


def test_too_many_wrong_blocks_still_end(read: ReadRecord) -> None:
    text = "---\n" + "\n".join(f"{key}: {{a: {{b: c}}}}" for key in ("title", "parties", "exchanges", "sources", "review")) + "\n---\n"
    assert read(text).case is None


# --- whatever is written ---------------------------------------------------------------------------------------------

_leaves = st.none() | st.text(max_size=8)
_values = st.recursive(
    _leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3), max_leaves=8
)
_KEYS = ["title", "themes", "milestones", "parties", "exchanges", "gains", "balance", "means", "sources", "review", "related", "contact"]


@pytest.fixture(scope="module")
def holder(knowledge: Knowledge) -> SimpleNamespace:
    """Return the knowledge in a wrapping whose text is short: hypothesis prints the arguments of what it tries."""
    return type("Holder", (SimpleNamespace,), {"__repr__": lambda self: "holder"})(knowledge=knowledge)


@given(st.dictionaries(st.sampled_from(_KEYS), _values.filter(lambda value: value is not None), max_size=4))
@settings(max_examples=100, deadline=None)
def test_whatever_stands_in_a_field_is_a_finding_never_a_crash(holder: SimpleNamespace, changes: dict[str, Any]) -> None:
    source = Source("cases/a.md")
    read_text(record(**changes), source)
    found = read_record(source, holder.knowledge, Path("cases"))
    assert found.case is not None or found.has_error


# --- slugs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("L’eau du Médoc", "l-eau-du-medoc"),
        ("  Cœur d'Ardèche & Drôme  ", "coeur-d-ardeche-et-drome"),
        ("Été 2024", "ete-2024"),
        ("", ""),
        ("…", ""),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_slug_is_made_of_any_text(text: str, slug: str) -> None:
    assert make_slug(text) == slug


@given(st.text())
@settings(deadline=None)
def test_a_slug_is_short_and_stays_itself(text: str) -> None:
    slug = make_slug(text)
    assert len(slug) <= 60
    assert make_slug(slug) == slug

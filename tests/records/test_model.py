"""Dates, numbers, yes and no, addresses: as French people write them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from kb.records.model import Case, Country, Email, Number, Slug, SourceId, Url, When, YesNo, read_number


@pytest.mark.parametrize(
    ("text", "start", "end", "about"),
    [
        ("2019", "2019", "", False),
        ("2019-10", "2019-10", "", False),
        ("2020-02-29", "2020-02-29", "", False),
        ("~2012", "2012", "", True),
        ("2012/2015", "2012", "2015", False),
        ("~2012-03/2015", "2012-03", "2015", True),
        ("2012/2012-06", "2012", "2012-06", False),
        (" 2019 ", "2019", "", False),
    ],
)
def test_a_date_is_read(text: str, start: str, end: str, about: bool) -> None:
    when = When.parse(text)
    assert (when.start, when.end, when.about) == (start, end, about)
    assert str(when) == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19",
        "2019-13",
        "2019-02-29",
        "2019-04-31",
        "2015/2012",
        "2019/",
        "/2019",
        "12/03/2019",
        "mars 2019",
        "2019-1",
        "20190",
        "0000",
        "0000-03",
        "2019/0000",
        "٢٠١٩",
        None,
        2019,
    ],
)
def test_what_is_no_date_is_refused(text: Any) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        When.parse(text)
    assert raised.value.type == "bad-date"


@given(st.dates(min_value=date(1000, 1, 1)))
@settings(deadline=None)
def test_every_day_of_the_calendar_is_a_date(day: date) -> None:
    when = When.parse(day.isoformat())
    assert (when.year, when.last_year) == (day.year, day.year)


def test_a_span_ends_in_its_last_year() -> None:
    assert (When.parse("2012/2015-03").year, When.parse("2012/2015-03").last_year) == (2012, 2015)


def test_a_date_that_is_read_already_is_kept() -> None:
    when = When.parse("2019")
    assert When.parse(when) is when


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 200", 1200),
        ("1\u202f200", 1200),
        ("1\u00a0200 000", 1200000),
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("-3", -3),
        ("+4", 4),
        ("12345", 12345),
        (7, 7),
        (1.5, 1.5),
    ],
)
def test_a_number_is_read(text: Any, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "douze", "1 20", "1.200,5", "12 €", "1 2000", "0x10", "nan", "inf", "1e3", "٣", "1" * 16, "9" * 400, None, True, []]
)
def test_what_is_no_number_is_refused(text: Any) -> None:
    with pytest.raises(PydanticCustomError) as raised:
        read_number(text)
    assert raised.value.type == "bad-number"


@given(st.integers(min_value=-(10**12), max_value=10**12))
@settings(deadline=None)
def test_a_number_cut_in_thousands_is_the_same_number(number: int) -> None:
    assert read_number(f"{number:,}".replace(",", "\u202f")) == number


ACCEPTED: list[tuple[Any, Any, Any]] = [
    (YesNo, "oui", True),
    (YesNo, "Non", False),
    (YesNo, "true", True),
    (YesNo, False, False),
    (SourceId, "12", 12),
    (SourceId, 3, 3),
    (Number, "2,5", 2.5),
    (Slug, "eau-de-brume", "eau-de-brume"),
    (Url, "https://brume.example/a?b=c#d", "https://brume.example/a?b=c#d"),
    (Email, "contact@brume.example", "contact@brume.example"),
    (Country, "CH", "CH"),
]
REFUSED: list[tuple[Any, Any, str]] = [
    (YesNo, "peut-être", "bad-yes-no"),
    (YesNo, 1, "bad-yes-no"),
    (SourceId, "0", "bad-source-number"),
    (SourceId, "01", "bad-source-number"),
    (SourceId, "1a", "bad-source-number"),
    (SourceId, True, "bad-source-number"),
    (Slug, "Eau", "bad-slug"),
    (Slug, "eau--de", "bad-slug"),
    (Slug, "a/../b", "bad-slug"),
    (Url, "javascript:alert(1)", "bad-address"),
    (Url, "www.brume.example", "bad-address"),
    (Url, 'https://a"onclick=', "bad-address"),
    (Url, "https://[::1", "bad-address"),
    (Url, "https:///bois", "bad-address"),
    (Url, "https://brume.example:99999/", "bad-address"),
    (Url, "https://brume.example:abc/", "bad-address"),
    (Email, "brume", "bad-email"),
    (Country, "France", "bad-country"),
]


@pytest.mark.parametrize(("kind", "text", "value"), ACCEPTED)
def test_a_value_is_read(kind: Any, text: Any, value: Any) -> None:
    assert TypeAdapter(kind).validate_python(text) == value


@pytest.mark.parametrize(("kind", "text", "rule"), REFUSED)
def test_a_wrong_value_bears_the_name_of_its_rule(kind: Any, text: Any, rule: str) -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(kind).validate_python(text)
    assert [error["type"] for error in raised.value.errors()] == [rule]


def test_the_model_gives_a_json_schema() -> None:
    schema = Case.model_json_schema()
    assert {"title", "parties", "exchanges", "sources"} <= set(schema["properties"])
    assert schema["$defs"]["Milestone"]["properties"]["date"]["pattern"].startswith("^~?")

"""Numbers, dates and figures in French words."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.pages.wording import figure_text, format_date, format_number, format_when
from kb.records.model import Figure, When


def read(**keys: Any) -> Figure:
    return Figure.model_validate({"unit": "MWh", "measure": "stock", **keys})


@pytest.mark.parametrize(
    ("value", "text"),
    [(12513, "12\u202f513"), (0.5, "0,5"), (1250.5, "1\u202f250,5"), (-3, "−3"), (300000.0, "300\u202f000"), (0, "0")],
)
def test_numbers_are_printed_as_in_french(value: float, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2019", "2019"),
        ("2024-10", "octobre 2024"),
        ("2019-03-01", "1er mars 2019"),
        ("2019-10-05", "5 octobre 2019"),
        ("~2012", "vers 2012"),
        ("2012/2015", "de 2012 à 2015"),
        ("2021-10/2022-03", "d’octobre 2021 à mars 2022"),
        ("2021-03/2021-10", "de mars à octobre 2021"),
        ("2021-10-26/2021-12-21", "du 26 octobre au 21 décembre 2021"),
        ("~2012/2015", "de 2012 à 2015 environ"),
    ],
)
def test_dates_are_said_in_french(written: str, text: str) -> None:
    assert format_when(When.parse(written)) == text


def test_a_day_is_said_in_french() -> None:
    assert format_date(date(2026, 11, 1)) == "1er novembre 2026"


def test_a_figure_says_about_year_measure_and_target() -> None:
    figure = read(value="12 513", approx="oui", measure="per-year", year="2021", target="oui")
    assert figure_text(figure) == "env. 12\u202f513\u00a0MWh par an (2021), visé"


def test_a_measure_that_the_unit_says_is_not_repeated() -> None:
    assert figure_text(read(value="5", unit="repas par jour", measure="per-day")) == "5\u00a0repas par jour"


def test_a_range_and_bounds_are_said() -> None:
    assert figure_text(read(min="2000", max="3000", unit="fermes")) == "de 2\u202f000 à 3\u202f000\u00a0fermes"
    assert figure_text(read(min="2000", unit="fermes")) == "au moins 2\u202f000\u00a0fermes"
    assert figure_text(read(max="70", unit="km")) == "au plus 70\u00a0km"


def test_a_percentage_takes_a_thin_space() -> None:
    assert figure_text(read(value="35", unit="%", measure="rate")) == "35\u202f%"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("10 000 000", "m³", "10\u00a0millions de m³"),
        ("1 500 000", "habitants", "1,5\u00a0million d’habitants"),
        ("30 000 000", "€", "30\u00a0M€"),
        ("1 234 567", "m³", "1\u202f234\u202f567\u00a0m³"),
    ],
)
def test_round_millions_are_said_in_words(value: str, unit: str, text: str) -> None:
    assert figure_text(read(value=value, unit=unit)) == text


def test_a_figure_without_number_says_its_unit() -> None:
    assert figure_text(read(unit="volumes non renseignés")) == "volumes non renseignés"


@given(st.floats(min_value=-1e9, max_value=1e9).map(lambda value: round(value, 4)))
def test_a_printed_number_reads_back(value: float) -> None:
    assert float(format_number(value).replace("\u202f", "").replace(",", ".").replace("−", "-")) == value

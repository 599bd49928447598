"""Numbers, dates and figures in French words.

Enters: values of the model. Leaves: texts, with the spaces French typography asks for. Floor 5.
Words stand in `templates/wording.yml`; numbers and month names come from the CLDR (babel).
"""

from __future__ import annotations

from datetime import date

from babel.dates import format_date as _format_day
from babel.numbers import format_decimal

from kb.pages.phrases import find_phrase, say
from kb.records.model import Figure, When

LOCALE = "fr"
NO_BREAK = "\u00a0"
THIN_NO_BREAK = "\u202f"
_FILE = "wording"
_MONTH_LENGTH, _DAY_LENGTH = 7, 10
_MILLION = 1_000_000
_EURO = "€"
_VOWELS = frozenset("aeiouyhéèêàâîôœ")


def format_number(value: float) -> str:
    """Return a number as French people print it: `12 513`, `0,5`; up to six decimals, none invented."""
    text: str = format_decimal(value, format="#,##0.######", locale=LOCALE)
    return text.replace("-", "−")


def format_when(when: When) -> str:
    """Return a date in words: `2019`, `octobre 2024`, `1er mars 2019`, `vers 2012`, `de 2012 à 2015`."""
    if when.end:
        return _format_span(when)
    written = _format_part(when.start)
    return say(_FILE, "date", "about", date=written) if when.about else written


def format_date(day: date) -> str:
    """Return a day in words: `1er mars 2019`."""
    return _format_part(day.isoformat())


def figure_text(figure: Figure) -> str:
    """Return a figure with what it takes to read it: `env. 12 513 MWh par an (2021), visé`."""
    text = " ".join(filter(None, (amount_text(figure), _measure(figure))))
    if figure.year is not None:
        text = say(_FILE, "figure", "with_year", text=text, year=format_when(figure.year))
    return say(_FILE, "figure", "target", text=text) if figure.target else text


def amount_text(figure: Figure) -> str:
    """Return the number of a figure and its unit: `env. 12 513 MWh`, `de 2 000 à 3 000 fermes`, `30 M€`."""
    given = [number for number in (figure.value, figure.min, figure.max) if number is not None]
    if not given:
        return figure.unit
    # Round millions read better in words; anything finer is left as the source wrote it.
    millions = all(number >= _MILLION and number % (_MILLION / 100) == 0 for number in given)
    amount = _amount(figure, _MILLION if millions else 1)
    return amount + _join_unit(figure.unit, int(max(given) / _MILLION) if millions else 0)


def _amount(figure: Figure, divisor: int) -> str:
    """Return the number, the range or the bound, with "about" when the source says so."""
    value, low, high = (None if n is None else format_number(n / divisor) for n in (figure.value, figure.min, figure.max))
    if value is not None:
        text = value
    elif low is not None and high is not None:
        text = say(_FILE, "figure", "between", min=low, max=high)
    else:
        text = say(_FILE, "figure", "at_least" if low is not None else "at_most", min=low, max=high)
    return say(_FILE, "figure", "about", value=text) if figure.approx else text


def _join_unit(unit: str, millions: int) -> str:
    """Return the unit after a space that does not break: thin before `%`, "millions de" when the number is in millions."""
    if not millions:
        return (THIN_NO_BREAK if unit.startswith("%") else NO_BREAK) + unit
    if unit == _EURO:
        return NO_BREAK + say(_FILE, "figure", "million_euros")
    phrase = "million_elided" if unit[0].casefold() in _VOWELS else "million"
    return NO_BREAK + say(_FILE, "figure", phrase, count=millions, unit=unit)


def _measure(figure: Figure) -> str:
    """Return how the figure counts time, unless the unit already says it or there is nothing to say."""
    words = find_phrase(_FILE, "measure", figure.measure.value)
    return "" if words is None or words in figure.unit else str(words)


def _format_part(text: str, *, with_year: bool = True) -> str:
    """Return one written date (`2019`, `2019-10`, `2019-10-05`) in words."""
    if len(text) < _MONTH_LENGTH:
        return text
    day = date.fromisoformat(text.ljust(_DAY_LENGTH, "x").replace("xxx", "-01"))
    year = f" {day.year}" if with_year else ""
    month = str(_format_day(day, "MMMM", locale=LOCALE)) + year
    if len(text) == _MONTH_LENGTH:
        return month
    return say(_FILE, "date", "first_day", month=month) if day.day == 1 else f"{day.day} {month}"


def _format_span(when: When) -> str:
    """Return a span in words; the year is said once when both ends share it."""
    same_year = when.start[:4] == when.end[:4] and len(when.start) > 4
    start, end = _format_part(when.start, with_year=not same_year), _format_part(when.end)
    return say(_FILE, "date", _span_phrase(when, start), start=start, end=end)


def _span_phrase(when: When, start: str) -> str:
    """Return the name of the phrase that joins the ends of a span."""
    if when.about:
        return "years_about"
    if len(when.start) == _DAY_LENGTH and len(when.end) == _DAY_LENGTH:
        return "days"
    if len(when.start) == _MONTH_LENGTH and start[0] in "ao":
        return "months_elided"
    return "months" if len(when.start) >= _MONTH_LENGTH else "years"

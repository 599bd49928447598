"""The box of facts at the head of a sheet: where, since when.

Enters: a record and its collection. Leaves: French texts. Floor 5; words stand in `templates/sheet.yml`.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from kb.pages.phrases import say
from kb.pages.story import Citer
from kb.pages.wording import figure_text, format_when
from kb.records.collection import Collection
from kb.records.facet import Computed
from kb.records.model import Event, Figure, Milestone, When
from kb.records.record import Record
from kb.reference.term import Term

_FILE = "sheet"
_DEPARTMENTS_SHOWN = 6
_DAY_LENGTH = 10
_STARTS = (Event.LAUNCH, Event.SIGNATURE)
"""What readers call the beginning, the plainest first."""


@dataclass(frozen=True, slots=True)
class Period:
    """When it happened."""

    running: bool
    text: str
    start: Milestone | None
    """The launch, or else the signature, when it came after the first dated step."""


def tell_where(record: Record, collection: Collection) -> str:
    """Return départements and régions, then the countries abroad; empty when no place is known."""
    departments, regions, countries = (
        [facet.label_of(value) for value in facet.values(record)]
        for facet in (collection.facet(key) for key in (Computed.DEPARTMENT, Computed.REGION, Computed.COUNTRY))
    )
    home = ", ".join(regions)
    if departments and departments != regions and len(departments) <= _DEPARTMENTS_SHOWN:
        home = say(_FILE, "where", departments=", ".join(departments), regions=home)
    abroad = [label for code, label in zip(record.countries, countries, strict=True) if not (home and code == _country_of(record))]
    return say(_FILE, "and_abroad").join(filter(None, [home, ", ".join(abroad)]))


def _country_of(record: Record) -> str:
    """Return the country that the régions of the record stand in."""
    return record.regions[0].partition("-")[0]


def tell_period(record: Record, progress: Term) -> Period | None:
    """Return the years from the start on; None when no source dates it."""
    if record.period is None:
        return None
    first, last = record.period
    running = bool(progress.attributes.get("running"))
    text = str(first) if running or first == last else say(_FILE, "years", start=first, end=last)
    done = sorted((m for m in record.told.milestones if not m.planned), key=lambda m: m.date)
    start = next((m for event in _STARTS for m in done if m.event is event), None)
    return Period(running, text, start if start is not None and start.date.year > first else None)


def tell_day(when: When, *keys: str) -> str:
    """Return a phrase that holds a date, with the preposition that its precision asks for."""
    precise = len(when.start) == _DAY_LENGTH and not when.end and not when.about
    return say(_FILE, *keys, "day" if precise else "other", date=format_when(when))


def tell_figure(figure: Figure, cite: Citer) -> Markup:
    """Return a figure with its own sources, and its note in brackets."""
    parts = [Markup.escape(figure_text(figure)), cite.missing(figure.sources, figure.note)]
    note = Markup("({})").format(cite(figure.note.rstrip("."))) if figure.note else Markup("")
    return Markup(" ").join(part for part in (*parts, note) if part)

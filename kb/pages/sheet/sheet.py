"""One sheet: everything its template needs, gathered.

Enters: a renderer, a record. Leaves: a `SiteFile`. Floor 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from kb.pages.card import address_of
from kb.pages.diagram import draw_legend, draw_mini, draw_plate, draw_sprite, split_citations
from kb.pages.render import PageHead, Renderer
from kb.pages.sheet.exchange import find_icons, read_table
from kb.pages.sheet.fact import tell_day, tell_figure, tell_period, tell_where
from kb.pages.sheet.fault import Fault
from kb.pages.sheet.gain import read_gains
from kb.pages.sheet.gap import list_gaps
from kb.pages.sheet.kin import Kin
from kb.pages.sheet.linked import describe
from kb.pages.sheet.locator import list_teams, locate
from kb.pages.story import Citer, render_story
from kb.pages.wording import format_number, format_when
from kb.records.model import Section
from kb.records.record import Record
from kb.records.shape import make_slug
from kb.reference.term import Term
from kb.sitefile import SiteFile

SCRIPT = "sheet.js"
_HARD = (Section.DIFFICULTIES,)
_LESSONS = (Section.REDO, Section.TRANSFER)


@dataclass(frozen=True, slots=True)
class Part:
    """A section of the story, as it stands on the page."""

    title: str
    anchor: str
    html: Markup
    callout: str
    """Class of the frame that sets it off; empty for the running story."""


def render_sheet(renderer: Renderer, record: Record, kin: Sequence[Kin], faults: Sequence[Fault]) -> SiteFile:
    """Return the page of a record."""
    knowledge, case = renderer.collection.knowledge, record.told
    vocabularies = knowledge.vocabularies
    types = _read_terms(case.cooperation_types, renderer, "cooperation-types")
    themes = _read_terms(case.themes, renderer, "themes")
    progress, cite = vocabularies["progress"][case.progress], Citer.over(case.sources)
    return renderer.page(
        "sheet.html",
        _head(record, types, themes),
        record=record,
        case=case,
        cite=cite,
        types=types,
        themes=themes,
        progress=progress,
        evidence=vocabularies["evidence"][case.evidence],
        viewpoint=vocabularies["viewpoint"][case.viewpoint],
        modes=_read_terms(case.balance.modes if case.balance else (), renderer, "balance-modes"),
        where=tell_where(record, renderer.collection),
        period=tell_period(record, progress),
        stale=record.is_stale(knowledge.today, knowledge.settings.stale_after_years),
        table=read_table(record, knowledge),
        columns=read_gains(record),
        parts=_read_parts(record, cite, renderer),
        teams=list_teams(record),
        gaps=list_gaps(record, knowledge),
        kin=kin,
        faults=faults,
        described=describe(record, knowledge, address_of(record.slug)),
        **_draw(record, kin, renderer),
        **_WORDS,
    )


_WORDS: dict[str, Any] = {
    "tell_figure": tell_figure,
    "number": format_number,
    "when": format_when,
    "tell_day": tell_day,
    "shorten": lambda url: url.partition("://")[2].rstrip("/"),
}
"""What the templates call to write numbers, dates and marks."""


def _head(record: Record, types: Sequence[Term], themes: Sequence[Term]) -> PageHead:
    return PageHead(
        address=address_of(record.slug),
        title=record.told.title,
        description=split_citations(record.told.summary)[0],
        section="experiences",
        crumbs=(*((t.label, f"themes/{t.id}/") for t in themes[:1]), *((t.label, f"cooperations/{t.id}/") for t in types[:1])),
        source=record.path,
        scripts=(SCRIPT,),
    )


def _read_terms(ids: Sequence[str], renderer: Renderer, vocabulary: str) -> tuple[Term, ...]:
    terms = renderer.collection.knowledge.vocabularies[vocabulary]
    return tuple(terms[id] for id in ids)


def _read_parts(record: Record, cite: Citer, renderer: Renderer) -> tuple[Part, ...]:
    """Return the sections told, in the order of the file."""
    told = sorted(record.sections.items(), key=lambda item: item[1].line)
    return tuple(
        Part(section.title, make_slug(section.title), render_story(section.tokens, cite, record.slug), _frame(kind))
        for kind, section in told
    )


def _frame(kind: Section) -> str:
    return "hard" if kind in _HARD else "redo" if kind in _LESSONS else ""


def _draw(record: Record, kin: Sequence[Kin], renderer: Renderer) -> dict[str, Any]:
    """Return the drawings of a sheet."""
    knowledge, case, location = renderer.collection.knowledge, record.told, locate(record)
    vocabularies, labels = knowledge.vocabularies, knowledge.labels
    distance = location.distance if location else None
    plates = [
        draw_plate(case.title, case.parties, record.flows, vocabularies, labels, wide=wide, distance=distance) for wide in (True, False)
    ]
    drawn = {
        "sprite": draw_sprite(find_icons((record, *(it.record for it in kin)), knowledge)),
        "plate": "".join(plates),
        "legend": draw_legend(case.parties, record.flows, labels),
    }
    minis = {it.record.slug: Markup(draw_mini(it.record.flows, vocabularies["goods"])) for it in kin}  # noqa: S704 - the drawing escapes
    return {name: Markup(svg) for name, svg in drawn.items()} | {"location": location, "minis": minis}  # noqa: S704 - the drawings escape

"""The page of what did not work: experiences that stopped, never came about or are disputed, and what each ran into.

Enters: a `Renderer`. Leaves: one page. Floor 5; the page itself is in `kb.pages.subject`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.pages.card import is_contested, is_stopped
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.pages.subject import Nearby, Subject, list_rubrics, render_subject
from kb.pages.term import list_crumbs
from kb.reference.term import Term
from kb.sitefile import SiteFile

ADDRESS = "ce-qui-a-coince/"
_STATE, _OTHER = "progress", "themes"


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the page."""
    records = [record for record in renderer.records if is_stopped(record, renderer) or is_contested(record)]
    stopped = ",".join(term.id for term in renderer.collection.knowledge.vocabularies[_STATE] if term.attributes.get("stopped"))
    title = say(WORDS, "setback", "title")
    subject = Subject(
        term=Term(id=_STATE, label=title, definition=say(WORDS, "setback", "lead")),
        records=records,
        rubrics=list_rubrics(_STATE, stopped, _OTHER, records, renderer),
        nearby=Nearby("together", ()),
        circulates=False,
    )
    yield render_subject(subject, PageHead(ADDRESS, title, say(WORDS, "setback", "description"), "browse", list_crumbs()), renderer)

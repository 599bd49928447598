"""The sheets: one page a record.

Enters: a `Renderer`. Leaves: the sheet of each published record with its images, the page of each withdrawn one, a page that
forwards each former address; in preview, drafts too, and a page of its own for each record that cannot be read. Floor 5.

Reading order: `fact` (the box at the head), `exchange` (the table), `gain`, `locator` (places), `gap` (what is not known),
`kin` (related and similar cases), `linked` (the description for machines), `fault` (what is wrong in a file), `sheet` (all of
them on a page), `brief` (the essentials, as data).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from kb.pages.card import address_of
from kb.pages.render import PageHead, Renderer
from kb.pages.sheet.brief import write_brief, write_withdrawn
from kb.pages.sheet.fact import tell_day
from kb.pages.sheet.fault import group_faults, present_faults
from kb.pages.sheet.kin import Kin, find_kin
from kb.pages.sheet.sheet import render_sheet
from kb.pages.story import Citer, list_images
from kb.records.collection import CASES
from kb.records.model import Status
from kb.records.record import Record
from kb.records.story_checks import find_image, is_image
from kb.sitefile import SiteFile

__all__ = ["address_of", "build"]

SECTION = "experiences"


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield the pages made from each record, and the images they show."""
    kin, faults = find_kin(renderer), group_faults(renderer.collection)
    for record in renderer.collection.records:
        found = tuple(faults.get(record.path, ()))
        if record.case is None:
            if renderer.preview:
                yield renderer.page("error.html", _head(record, record.path, indexed=False), record=record, faults=present_faults(found))
            continue
        if record.status is Status.WITHDRAWN:
            yield _render_withdrawn(renderer, record)
            yield write_withdrawn(record)
        elif record.status is Status.PUBLISHED or renderer.preview:
            yield render_sheet(renderer, record, kin[record.slug], present_faults(found) if renderer.preview else ())
            yield from _copy_images(renderer, record)
            yield from _write_briefs(renderer, record, kin[record.slug])
        else:
            continue
        yield from _forward(renderer, record)


def _head(record: Record, title: str, *, indexed: bool) -> PageHead:
    return PageHead(address_of(record.slug), title, section=SECTION, source=record.path, indexed=indexed)


def _render_withdrawn(renderer: Renderer, record: Record) -> SiteFile:
    review, head = record.told.review, _head(record, record.told.title, indexed=False)
    # The sources went with the sheet: citations stay plain.
    reason, checked = Citer({})(review.reason or ""), tell_day(review.checked_on, "checked")
    return renderer.page("withdrawn.html", head, record=record, reason=reason, checked=checked)


def _forward(renderer: Renderer, record: Record) -> Iterator[SiteFile]:
    """Yield a page at each former address that no other record has taken."""
    for former in record.told.former_slugs:
        if renderer.collection.get(former) is record:
            head = PageHead(address_of(former), record.told.title, source=record.path, indexed=False)
            yield renderer.page("redirect.html", head, target=address_of(record.slug))


def _write_briefs(renderer: Renderer, record: Record, kin: Sequence[Kin]) -> Iterator[SiteFile]:
    """Yield the essentials of a record, under its name and its former ones: an old address still compares."""
    yield write_brief(renderer, record, kin)
    for former in record.told.former_slugs:
        if renderer.collection.get(former) is record:
            yield write_brief(renderer, record, kin, former)


def _copy_images(renderer: Renderer, record: Record) -> Iterator[SiteFile]:
    """Yield the images of a story; those whose content is no image were reported, and are left out."""
    for name in list_images(record.story.tokens, record.slug):
        path = find_image(renderer.collection.root / CASES, record.slug, f"{record.slug}/{name}")
        if path is not None and path.is_file() and is_image(path):
            yield SiteFile(f"{address_of(record.slug)}{PurePosixPath(name)}", path.read_bytes(), f"{CASES}/{record.slug}/{name}")

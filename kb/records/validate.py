"""From a source to a record, with everything that is wrong in it.

Floor 3. One file in, one `Record` out; what concerns several records is in `kb.records.collection`.
"""

from __future__ import annotations

from pathlib import Path

from kb.diagnostics.diagnostic import Diagnostic, Rule, Severity
from kb.diagnostics.rules import fields
from kb.diagnostics.rules import story as rules
from kb.records.checks import CHECKS, lay_out, numbers_used
from kb.records.citation import cited_numbers
from kb.records.finding import Finding
from kb.records.knowledge import Knowledge
from kb.records.model import Case
from kb.records.record import Record
from kb.records.shape import read_case
from kb.records.story import Story, read_story
from kb.records.story_checks import check_story, read_headings
from kb.reference.territory import Territory
from kb.source import Loc, Source

_NAMED_IN: dict[Rule, str] = {
    fields.UNKNOWN_PARTY: "parties",
    fields.UNKNOWN_SOURCE: "sources",
    rules.UNKNOWN_CITATION: "sources",
    fields.EVIDENCE_ABOVE_SOURCES: "sources",
}
"""Rules about what names an item of a block -> that block."""


def read_record(source: Source, knowledge: Knowledge, folder: Path) -> Record:
    """Return the record behind a source; `folder` is `cases/`, where its images are."""
    story = read_story(source.body, inline=False)
    findings: list[Finding] = []
    case: Case | None = None
    if source.readable:
        case, findings, repaired = read_case(source, knowledge)
        findings += _check_further(case, repaired, story, source, knowledge, folder)
    diagnostics = tuple(sorted([*source.diagnostics, *(f.place(source) for f in findings)], key=lambda d: d.sort_key))
    sound = not any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    source.data = {}  # the case holds it now
    return Record(
        slug=Path(source.name).stem,
        source=source,
        case=case if sound else None,
        headings=read_headings(knowledge),
        territories=_read_territories(case, knowledge) if case and sound else {},
        diagnostics=_without_repeats(diagnostics),
    )


def _check_further(
    case: Case | None, repaired: list[Loc], story: Story, source: Source, knowledge: Knowledge, folder: Path
) -> list[Finding]:
    """Return what the checks across fields and of the story find, leaving out what concerns a stand-in."""
    if case is None:
        return []
    reading = lay_out(case, knowledge)
    found = [finding for check in CHECKS for finding in check(reading) if not _touches(finding.loc, repaired)]
    known = {reference.id for reference in case.sources}
    found += check_story(story, source, known, knowledge, folder)
    found = [finding for finding in found if not _follows_from(finding, repaired)]
    if not repaired:
        used = numbers_used(reading) | cited_numbers(source.body)
        for index, reference in enumerate(case.sources):
            if reference.id not in used:
                found.append(Finding(fields.UNUSED_SOURCE, ("sources", index, "id"), facts={"seen": reference.id}))
    return found


def _touches(loc: Loc, repaired: list[Loc]) -> bool:
    return any(loc[: len(place)] == place or place[: len(loc)] == loc for place in repaired)


def _follows_from(finding: Finding, repaired: list[Loc]) -> bool:
    """True when the finding only says that a block is missing that was reported already."""
    block = _NAMED_IN.get(finding.rule)
    return block is not None and any(place[:1] == (block,) and (len(place) < 3 or place[2] == "id") for place in repaired)


def _without_repeats(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys(diagnostics))


def _read_territories(case: Case, knowledge: Knowledge) -> dict[str, Territory]:
    found = {}
    for party in case.parties:
        code = party.code or (party.place.code if party.place else None)
        territory = knowledge.gazetteer.get(code) if code else None
        if territory is not None:
            found[party.id] = territory
    return found

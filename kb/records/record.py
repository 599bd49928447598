"""A record: a case, its story, its file, and what can be computed from them.

Floor 3. Nothing here is typed by hand in the records: levels, direction of flows, places, period and gaps are derived.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from kb.diagnostics.diagnostic import Diagnostic, Severity
from kb.records.flow import Direction, Flow, read_flows
from kb.records.model import Case, Event, Milestone, Section, Side, Status
from kb.records.story import Story, StorySection, read_story
from kb.reference.territory import Territory
from kb.source import Source

STARTS = frozenset({Event.DECISION, Event.PROTOCOL, Event.SIGNATURE, Event.LAUNCH})
"""What starts a cooperation. What surrounds it (`other`, a dispute…) may be a century older."""
ATTEMPTS = frozenset({Event.FIRST_CONTACT, Event.DESIGNATION})
"""What opens an attempt, when nothing was ever started."""


class Level(StrEnum):
    """How complete a sheet is."""

    NONE = "none"
    SHORT = "short"
    FULL = "full"


class Block(StrEnum):
    """The parts of a sheet whose completeness is shown."""

    PLACES = "places"
    MILESTONES = "milestones"
    EXCHANGES = "exchanges"
    QUANTITIES = "quantities"
    GAINS = "gains"
    BALANCE = "balance"
    GOVERNANCE = "governance"
    MEANS = "means"
    DIFFICULTIES = "difficulties"
    REDO = "redo"
    TRANSFER = "transfer"
    OTHER_PARTY = "other-party"


class Known(StrEnum):
    """What is known of a block."""

    GIVEN = "given"
    PARTIAL = "partial"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Record:
    """One file of `cases/`."""

    slug: str
    source: Source
    case: Case | None
    """None when the file has an error: it is not published."""
    headings: Mapping[str, Section]
    """The headings a story may use, in their order."""
    territories: Mapping[str, Territory]
    """By party id, for the parties whose code resolves."""
    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @property
    def path(self) -> str:
        """Path of the file, relative to the project root."""
        return self.source.name

    @property
    def has_error(self) -> bool:
        """True when something forbids its publication."""
        return any(diagnostic.severity is Severity.ERROR for diagnostic in self.diagnostics)

    @property
    def told(self) -> Case:
        """The case of a record that is known to be without error."""
        if self.case is None:
            raise ValueError(self.path)
        return self.case

    @cached_property
    def story(self) -> Story:
        """The body, cut at its headings."""
        return read_story(self.source.body)

    @cached_property
    def sections(self) -> Mapping[Section, StorySection]:
        """The sections told, by kind; those that are empty are left out."""
        found = {kind: self.story.get(title) for title, kind in self.headings.items()}
        return {kind: section for kind, section in found.items() if section and section.tokens}

    @property
    def status(self) -> Status | None:
        """Draft, published or withdrawn; None when the file has an error."""
        return self.case.review.status if self.case else None

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """The exchanges, with their parties and direction."""
        return read_flows(self.case) if self.case else ()

    @cached_property
    def directions(self) -> frozenset[Direction]:
        """The directions of the exchanges that the agreement brings."""
        return frozenset(flow.direction for flow in self.flows if flow.counted)

    @property
    def both_ways(self) -> bool:
        """True when something goes each way."""
        return Direction.MUTUAL in self.directions or {Direction.TO_RURAL, Direction.TO_URBAN} <= self.directions

    @cached_property
    def start(self) -> Milestone | None:
        """The step that started the cooperation, the first of several; None when no source dates any."""
        return self._find_first(STARTS)

    @cached_property
    def period(self) -> tuple[int, int] | None:
        """Year of the start, or else of the attempt, and last year of what happened; None when neither is dated."""
        first = self.start or self._find_first(ATTEMPTS)
        return (first.date.year, max(step.date.last_year for step in self._steps)) if first else None

    @property
    def _steps(self) -> tuple[Milestone, ...]:
        return tuple(step for step in self.told.milestones if not step.planned)

    def _find_first(self, events: frozenset[Event]) -> Milestone | None:
        return min((step for step in self._steps if step.event in events), key=lambda step: step.date, default=None)

    @cached_property
    def latest_source(self) -> int | None:
        """Year of the newest source; None when none is dated."""
        return max((source.date.last_year for source in self.told.sources if source.date), default=None)

    def is_stale(self, today: date, years: int) -> bool:
        """True when nobody has checked the sheet for `years` years."""
        checked = self.told.review.checked_on.start
        limit = today.replace(year=today.year - years, day=min(today.day, 28)).isoformat()
        return checked < limit[: len(checked)]  # a month or a year has the benefit of its last day

    # --- places ------------------------------------------------------------------------------------------------------

    @cached_property
    def departments(self) -> tuple[str, ...]:
        """Codes of the départements of the partners, sorted."""
        return self._collect("departments")

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Codes of the régions of the partners, sorted."""
        return self._collect("regions")

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """ISO codes of the countries of the partners, sorted."""
        parties = [party for party in self.told.parties if party.side is not Side.THIRD_PARTY]
        found = {self.territories[p.id].country for p in parties if p.id in self.territories}
        found |= {p.place.country or "FR" for p in parties if p.id not in self.territories and p.place}
        return tuple(sorted(found))

    def _collect(self, attribute: str) -> tuple[str, ...]:
        kept = [p.id for p in self.told.parties if p.side is not Side.THIRD_PARTY and p.id in self.territories]
        return tuple(sorted({code for id in kept for code in getattr(self.territories[id], attribute)}))

    # --- completeness ------------------------------------------------------------------------------------------------

    @cached_property
    def level(self) -> Level:
        """None, short or full: what a reader can expect."""
        told = Section.TRIGGER in self.sections or Section.RESULTS in self.sections
        if self.case is None or not told:
            return Level.NONE
        gainers = {gain.party for gain in self.case.gains}
        lessons = {Section.DIFFICULTIES, Section.TRANSFER} <= set(self.sections)
        full = self.both_ways and len(gainers) > 1 and lessons and bool(self.case.governance or self.case.means)
        return Level.FULL if full else Level.SHORT

    @cached_property
    def completeness(self) -> dict[Block, Known]:
        """What is given, partial or unknown, block by block."""
        case = self.told
        counted = [flow for flow in self.flows if flow.counted]
        partners = [p for p in case.parties if p.side is not Side.THIRD_PARTY]
        return {
            Block.PLACES: _share(sum(p.id in self.territories or p.place is not None for p in partners), len(partners)),
            Block.MILESTONES: _given(case.milestones),
            Block.EXCHANGES: Known.GIVEN if self.both_ways else Known.PARTIAL if counted else Known.UNKNOWN,
            Block.QUANTITIES: _share(sum(bool(flow.exchange.figures) for flow in counted), len(counted)),
            Block.GAINS: _share(len({gain.party for gain in case.gains}), 2),
            Block.BALANCE: _given(case.balance),
            Block.GOVERNANCE: _given(case.governance),
            Block.MEANS: _share(sum(map(bool, (case.means.budget, case.means.staff))), 2) if case.means else Known.UNKNOWN,
            Block.DIFFICULTIES: _given(self.sections.get(Section.DIFFICULTIES)),
            Block.REDO: _given(self.sections.get(Section.REDO)),
            Block.TRANSFER: _given(self.sections.get(Section.TRANSFER)),
            Block.OTHER_PARTY: _given(self.sections.get(Section.OTHER_PARTY)),
        }


def _given(value: object) -> Known:
    return Known.GIVEN if value else Known.UNKNOWN


def _share(given: int, wanted: int) -> Known:
    if not given:
        return Known.UNKNOWN
    return Known.GIVEN if given >= wanted else Known.PARTIAL

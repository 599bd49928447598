"""The record: what a case study holds, as pydantic models.

Enters: the front matter read by `kb.source` (strings, lists, mappings). Leaves: a frozen `Case`. No file is read here.
Floor 3. Labels of the enumerations stand in `vocabularies/model.yml`, guidance of each field in `vocabularies/fields.yml`.

Custom errors bear the *name of a rule* (`kb.diagnostics.rules`), so that `kb.records.validate` needs no second table.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationInfo,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

ALL = "all"
"""In an exchange: every party that is not a third party."""
RESERVED_IDS = frozenset({ALL, "urban", "rural"})


class Origin(StrEnum):
    """Where the sheet comes from."""

    PUBLIC_SOURCES = "public-sources"
    CONTRIBUTION = "contribution"


class Event(StrEnum):
    """What a milestone marks."""

    FIRST_CONTACT = "first-contact"
    DESIGNATION = "designation"
    DECISION = "decision"
    PROTOCOL = "protocol"
    SIGNATURE = "signature"
    LAUNCH = "launch"
    EXTENSION = "extension"
    RENEWAL = "renewal"
    ASSESSMENT = "assessment"
    DISPUTE = "dispute"
    SUSPENSION = "suspension"
    END = "end"
    OTHER = "other"


class Side(StrEnum):
    """On which side of the exchange a party stands."""

    URBAN = "urban"
    RURAL = "rural"
    INTERMEDIATE = "intermediate"
    THIRD_PARTY = "third-party"


class Role(StrEnum):
    """What a party does in the experience."""

    PARTNER = "partner"
    FUNDER = "funder"
    FACILITATOR = "facilitator"
    OPERATOR = "operator"
    SUPPLIER = "supplier"
    BENEFICIARY = "beneficiary"
    OPPONENT = "opponent"
    INITIATOR = "initiator"


class State(StrEnum):
    """How real an exchange is."""

    PROMISED = "promised"
    OBSERVED = "observed"
    ENDED = "ended"
    UNDELIVERED = "undelivered"
    CONTEXT = "context"
    """Exists without the agreement: shown, never counted."""


class Measure(StrEnum):
    """What a figure measures; figures of different measures never compare."""

    STOCK = "stock"
    PER_DAY = "per-day"
    PER_YEAR = "per-year"
    CUMULATIVE = "cumulative"
    ONE_OFF = "one-off"
    RATE = "rate"


class SourceKind(StrEnum):
    """Who speaks in a source."""

    BODY = "body"
    PUBLIC = "public"
    PRESS = "press"
    RESEARCH = "research"
    ASSOCIATION = "association"
    ENCYCLOPEDIA = "encyclopedia"
    TESTIMONY = "testimony"


class Status(StrEnum):
    """Where the sheet stands in its review."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Relation(StrEnum):
    """How a case relates to another."""

    FOLLOWS = "follows"
    INSPIRED_BY = "inspired-by"
    PART_OF = "part-of"
    CONTRASTS_WITH = "contrasts-with"


class Section(StrEnum):
    """The headings a story may use; their French wording is in `vocabularies/model.yml`."""

    TRIGGER = "trigger"
    COURSE = "course"
    RESULTS = "results"
    DIFFICULTIES = "difficulties"
    REDO = "redo"
    TRANSFER = "transfer"
    DISCARDED = "discarded"
    UNEXPECTED = "unexpected"
    OTHER_PARTY = "other-party"


# --- dates and numbers -----------------------------------------------------------------------------------------------

_DATE = re.compile(r"(?!0000)\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def _is_date(text: str) -> bool:
    """True for a year, a month or a day that exists."""
    if not _DATE.fullmatch(text):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return 1 <= day <= monthrange(year, month)[1]


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date as sources give it: `2019`, `2019-10`, `2019-10-05`, `~2012` (about) or `2012/2015` (a span)."""

    start: str
    end: str = ""
    about: bool = False

    @classmethod
    def parse(cls, value: Any) -> Self:
        """Read the written form. Raises PydanticCustomError `bad-date`."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            text = value.strip()
            start, slash, end = text.removeprefix("~").partition("/")
            if _is_date(start) and (not slash or (_is_date(end) and end[: len(start)] >= start[: len(end)])):
                return cls(start, end, text.startswith("~"))
        raise PydanticCustomError("bad-date", "bad date", {"seen": str(value)})

    @property
    def year(self) -> int:
        """The year it starts."""
        return int(self.start[:4])

    @property
    def last_year(self) -> int:
        """The year it ends."""
        return int((self.end or self.start)[:4])

    def __str__(self) -> str:
        return ("~" if self.about else "") + self.start + (f"/{self.end}" if self.end else "")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.parse, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        one = r"\d{4}(-\d{2}(-\d{2})?)?"
        return {"type": "string", "pattern": f"^~?{one}(/{one})?$"}


_NUMBER = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}(?:[.,]\d+)?|[+-]?\d{1,15}(?:[.,]\d+)?", re.ASCII)
"""Up to fifteen digits: beyond, a computer rounds, and a page says another number than the source."""


def read_number(value: Any) -> Any:
    """Read a number as French people write it: `1 200`, `1,5`, `-3`. Raises PydanticCustomError `bad-number`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(re.sub(r"[ \u00a0\u202f]", "", value.strip()).replace(",", "."))
    raise PydanticCustomError("bad-number", "bad number", {"seen": str(value)})


_YES_NO = {"true": True, "false": False, "oui": True, "non": False}


def read_yes_no(value: Any) -> Any:
    """Read `true`, `false`, `oui` or `non`. Raises PydanticCustomError `bad-yes-no`."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().casefold() in _YES_NO:
        return _YES_NO[value.strip().casefold()]
    raise PydanticCustomError("bad-yes-no", "bad yes or no", {"seen": str(value)})


def read_id(value: Any) -> Any:
    """Read the number of a source: 1, 2, 3… Raises PydanticCustomError `bad-source-number`."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    if isinstance(value, str) and re.fullmatch(r"[1-9]\d{0,2}", value.strip()):
        return int(value)
    raise PydanticCustomError("bad-source-number", "bad source number", {"seen": str(value)})


def _matching(pattern: str, rule: str) -> Callable[[str], str]:
    """Return a validator that raises `rule` when the whole text does not match `pattern`."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise PydanticCustomError(rule, rule, {"seen": value})
        return value

    return check


_PLAIN_HOST = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?=[/?#]|$)")


def _lead_to_a_host(address: str) -> str:
    """Return the address; raise `bad-address` when no browser could follow it: no host, a port or an IPv6 that cannot be."""
    if _PLAIN_HOST.match(address):  # nearly all of them: taking an address apart costs as much as the rest of a source
        return address
    try:
        parts = urlsplit(address)
        sound = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound:
        raise PydanticCustomError("bad-address", "bad address", {"seen": address})
    return address


@dataclass(frozen=True, slots=True)
class InVocabulary:
    """Marks a field whose value is the id of a term; `facet` makes it a way to group and filter cases.

    The check runs only when the validation context carries `vocabularies` (a mapping of id to vocabulary).
    """

    vocabulary: str
    facet: bool = False

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_after_validator_function(self._check, handler(source))

    def _check(self, value: str, info: ValidationInfo) -> str:
        vocabularies = (info.context or {}).get("vocabularies")
        if vocabularies is not None and value not in vocabularies[self.vocabulary]:
            raise PydanticCustomError("unknown-term", "unknown term", {"seen": value, "vocabulary": self.vocabulary})
        return value


class Mark(Enum):
    """What the checks must know of a field, besides its type."""

    CITES = "cites"
    """A plain text that may carry citations `[1]`; figures in it must be followed by one."""
    SOURCES = "sources"
    """Numbers of sources."""
    PUBLIC = "public"
    """A text that names no person, like all texts, but needs no citation."""


Cites = Mark.CITES
SourceNumber = Mark.SOURCES


Number = Annotated[float, BeforeValidator(read_number)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
SourceId = Annotated[int, BeforeValidator(read_id), SourceNumber]
SourceIds = Annotated[tuple[SourceId, ...], Field(min_length=1)]
Line = Annotated[str, Field(min_length=1, max_length=200)]
CitedText = Annotated[str, Field(min_length=1), Cites]
Slug = Annotated[str, Field(max_length=60), AfterValidator(_matching(r"[a-z0-9]+(?:-[a-z0-9]+)*", "bad-slug"))]
PartyId = Annotated[str, Field(max_length=40), AfterValidator(_matching(r"[a-z0-9]+(?:-[a-z0-9]+)*", "bad-slug"))]
Url = Annotated[str, AfterValidator(_matching(r"https?://[^\s<>\"']+", "bad-address")), AfterValidator(_lead_to_a_host)]
Email = Annotated[str, AfterValidator(_matching(r"[^@\s<>\"']+@[^@\s<>\"']+\.[a-z]{2,}", "bad-email"))]
Country = Annotated[str, AfterValidator(_matching(r"[A-Z]{2}", "bad-country"))]
TypeId = Annotated[str, InVocabulary("cooperation-types", facet=True)]
ThemeId = Annotated[str, InVocabulary("themes", facet=True)]
GoodId = Annotated[str, InVocabulary("goods", facet=True)]
ProgressId = Annotated[str, InVocabulary("progress", facet=True)]
EvidenceId = Annotated[str, InVocabulary("evidence", facet=True)]
ViewpointId = Annotated[str, InVocabulary("viewpoint")]
PartyKindId = Annotated[str, InVocabulary("party-kinds")]
BalanceModeId = Annotated[str, InVocabulary("balance-modes")]


class _Block(BaseModel):
    """A frozen block that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


# --- the blocks ------------------------------------------------------------------------------------------------------


class Figure(_Block):
    """A number with what it takes to read it. Several figures of one thing are conflicting or successive, never added."""

    value: Number | None = None
    """The number, when one is given."""
    min: Number | None = None
    """Lower bound, with `max`, when the source gives a range."""
    max: Number | None = None
    """Upper bound."""
    approx: YesNo = False
    """The source says "about", "nearly", "more than"."""
    unit: Line
    """What is counted: `€`, `ha`, `m³`, `repas`."""
    year: When | None = None
    """The year the figure speaks of."""
    measure: Measure
    """Stock, flow, cumulative…"""
    target: YesNo = False
    """An aim or a forecast, not an observation."""
    sources: SourceIds | None = None
    """Sources; those of the block that holds the figure when absent."""
    note: CitedText | None = None
    """What a reader must know to read it."""


class Milestone(_Block):
    """A dated step. Two sources that disagree on a date give two milestones."""

    date: When
    """When it happened."""
    event: Event
    """What it marks."""
    planned: YesNo = False
    """It was announced; no source says it happened."""
    note: CitedText | None = None
    """What happened, in a sentence; required when the event is `other`."""
    sources: SourceIds
    """Where it is said."""


class Place(_Block):
    """Where a party without an official code stands."""

    name: Line
    """The place's usual name."""
    code: Line | None = None
    """Official code of the territory that holds the party (commune, département…), when there is one."""
    country: Country | None = None
    """ISO 3166-1 alpha-2, `FR` when absent."""
    latitude: Number | None = None
    """Degrees north (WGS 84)."""
    longitude: Number | None = None
    """Degrees east (WGS 84)."""


class Party(_Block):
    """A body, or a collective of people, that takes part."""

    id: PartyId
    """Short name used by the exchanges."""
    name: Line
    """Full name."""
    short: Annotated[str, Field(min_length=1, max_length=32)] | None = None
    """Name for the diagram, when the full one is long."""
    kind: PartyKindId
    """Its nature."""
    side: Side
    """Town, country, in between, or third party."""
    role: Role = Role.PARTNER
    """What it does here."""
    signatory: YesNo = False
    """It signed the agreement."""
    code: Line | None = None
    """INSEE code, SIREN, ISO 3166-2 or id of `groupings.yml`."""
    collective: YesNo = False
    """Farmers, residents…: people who act together without being one body."""
    place: Place | None = None
    """Where it stands, when it has no code."""
    population: Figure | None = None
    """Inhabitants, when the reference does not know them."""

    @property
    def label(self) -> str:
        """The name to show where room is short."""
        return self.short or self.name


class Exchange(_Block):
    """Who gives what to whom."""

    good: GoodId
    """What circulates, from the vocabulary of goods and services."""
    giver: Annotated[tuple[PartyId, ...], Field(alias="from", min_length=1)]
    """Ids of the parties that give, or `[all]`."""
    receiver: Annotated[tuple[PartyId, ...], Field(alias="to", min_length=1)]
    """Ids of the parties that receive, or `[all]`."""
    what: Annotated[str, Field(min_length=1, max_length=120), Cites]
    """What circulates, in a few words a mayor understands."""
    figures: tuple[Figure, ...] = ()
    """How much."""
    paid: YesNo = False
    """The receiver pays for it."""
    state: State
    """Observed, promised, ended, undelivered, or context."""
    contested: YesNo = False
    """Somebody publicly disputes it."""
    sources: SourceIds
    """Where it is said."""
    note: CitedText | None = None
    """What a reader must know."""

    @property
    def counted(self) -> bool:
        """False for what exists without the agreement: it is told, and stands in no number of the site."""
        return self.state is not State.CONTEXT


class Gain(_Block):
    """What a party says it gained."""

    party: PartyId
    """Who gains."""
    says: CitedText
    """What it says, reported."""
    sources: SourceIds
    """Where it says so."""


class Balance(_Block):
    """How the balance of the exchange is judged."""

    modes: tuple[BalanceModeId, ...] = ()
    """Ways of judging it that the sources use."""
    comment: CitedText | None = None
    """What they conclude."""


class Means(_Block):
    """What it takes."""

    budget: tuple[Figure, ...] = ()
    """Amounts."""
    staff: tuple[Figure, ...] = ()
    """People at work on it."""
    funders: tuple[CitedText, ...] = ()
    """Who pays, one a line."""


class Reference(_Block):
    """A source."""

    id: SourceId
    """Its number: `[1]` in the texts."""
    title: Annotated[str, Field(min_length=1, max_length=300)]
    """Title of the document or page."""
    publisher: Line
    """Who publishes it."""
    url: Url | None = None
    """Its address."""
    date: When | None = None
    """When it was published; absent when the source does not say."""
    kind: SourceKind
    """Who speaks."""
    party: PartyId | None = None
    """The party whose voice it carries, when it carries one."""
    copy_url: Annotated[Url | None, Field(alias="copy")] = None
    """Address of an archived copy."""


class Contact(_Block):
    """A service that answers."""

    organisation: Line
    """The body."""
    email: Email
    """Address of a service, never of a person."""


class Consent(_Block):
    """What the contributor declares; required for contributions."""

    body_agrees: YesNo
    """The contributor's body agrees to publish."""
    other_party_told: YesNo
    """The other party has been told."""
    images_free: YesNo
    """Images and texts are free of rights, or there are none."""
    no_personal_data: YesNo
    """No personal data."""


class Review(_Block):
    """Where the sheet stands."""

    status: Status
    """Draft, published or withdrawn."""
    checked_on: When
    """Last time somebody checked the sheet against its sources."""
    reason: CitedText | None = None
    """Why it is a draft, or withdrawn; required then."""


class RelatedCase(_Block):
    """A link to another case."""

    case: Slug
    """Its slug."""
    relation: Relation
    """How they relate."""


class Case(_Block):
    """An experience, told from both sides."""

    title: Annotated[str, Field(min_length=1, max_length=90), Mark.PUBLIC]
    """Who exchanges what with whom."""
    summary: Annotated[str, Field(min_length=1, max_length=400), Cites]
    """The need, what was done, what it changed."""
    cooperation_types: tuple[TypeId, ...] = ()
    """One frame at most and mechanisms; the first is the main one."""
    themes: Annotated[tuple[ThemeId, ...], Field(max_length=3)] = ()
    """One to three; the first is the main one."""
    origin: Origin
    """Written from public sources, or contributed."""
    former_slugs: tuple[Slug, ...] = ()
    """Addresses the sheet had before."""
    progress: ProgressId
    """How far it got."""
    progress_as_of: When | None = None
    """Date of the source that says so."""
    milestones: tuple[Milestone, ...] = ()
    """Dated steps."""
    parties: Annotated[tuple[Party, ...], Field(min_length=2)]
    """Who takes part."""
    exchanges: tuple[Exchange, ...] = ()
    """Who gives what to whom."""
    gains: tuple[Gain, ...] = ()
    """What each party says it gained."""
    balance: Balance | None = None
    """How the balance is judged."""
    governance: CitedText | None = None
    """Who decides, who convenes, when they meet."""
    means: Means | None = None
    """Budget, staff, funders."""
    evidence: EvidenceId
    """Level of proof."""
    viewpoint: ViewpointId
    """From which side the story is told."""
    sources: Annotated[tuple[Reference, ...], Field(min_length=1)]
    """What backs each claim."""
    contact: Contact | None = None
    """A service that answers."""
    consent: Consent | None = None
    """Required for contributions."""
    license: Line | None = None
    """SPDX identifier, when not that of the settings."""
    review: Review
    """Where the sheet stands."""
    related: tuple[RelatedCase, ...] = ()
    """Links to other cases."""

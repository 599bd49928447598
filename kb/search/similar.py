"""Cases like this one, and why.

Enters: the records of a base. Leaves: `Kinship`s, whose grounds are facts that a phrase can tell. Floor 4; nothing here is worded.

What counts, by rarity in the base: the same good going the same way, the same partner, the same mechanism, form of agreement and theme,
both having stopped. Words in common count and are never said; places of the same size count little and are said last.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kb.records.ends import find_ends
from kb.records.flow import Direction
from kb.records.knowledge import Knowledge
from kb.records.model import Party, Side
from kb.records.record import Record
from kb.reference.placename import fold
from kb.reference.territory import Territory
from kb.search.analysis import analyse
from kb.search.comparable import TWIN, liken, measure_gap

CROWD = 400
"""A trait that more records than this share brings no candidate by itself: a base of ten thousand stays quick."""
MOST_WORDS = 60
DILUTION, FEWEST = 3.5, 2.5
"""Exchanges weigh the first over the geometric mean of how many each case has, at least the second: a case of twelve exchanges is not
like all others, nor is one of a single exchange."""
ASIDE = 0.5
"""What is left of the weight of an exchange with a third party or between parties of one side, of an end without the same agreement."""
HOST = 2.0
"""The same park or the same valley with another town counts this many times the same town."""
FLOOR = 1.0
"""Two good neighbours are worth more than four: below this score a case is not shown."""
SHARE_OF_BEST = 0.3
"""Nor is it below this share of the best score."""
RARE = 0.6
"""Rarity from which a good that is only around a case may count."""
SMALLEST = 2_000
"""That two villages have fewer people than this is not worth a word."""


class Ground(StrEnum):
    """Why two cases are alike."""

    EXCHANGE = "exchange"
    """The same good goes the same way."""
    MECHANISM = "mechanism"
    """The same mechanism of cooperation."""
    FRAME = "frame"
    """The same form of agreement."""
    THEME = "theme"
    """The same theme."""
    PARTNER = "partner"
    """The same partner."""
    STOPPED = "stopped"
    """Both stopped, or were never concluded."""
    TOWN = "town"
    """Towns of almost the same size."""
    COUNTRY = "country"
    """Rural sides of almost the same size."""
    MENTION = "mention"
    """A rare good that one case at least has only around it, without the agreement."""
    WORDS = "words"
    """Words in common: they count, and are never said."""


WEIGHTS: Mapping[Ground, float] = {
    Ground.EXCHANGE: 1.0,
    Ground.MECHANISM: 0.8,
    Ground.FRAME: 0.9,
    Ground.THEME: 1.1,
    Ground.PARTNER: 1.0,
    Ground.STOPPED: 0.6,
    Ground.TOWN: 0.2,
    Ground.COUNTRY: 0.2,
    Ground.MENTION: 0.5,
    Ground.WORDS: 4.0,
}
_TELLING = frozenset((Ground.EXCHANGE, Ground.THEME, Ground.FRAME, Ground.PARTNER, Ground.STOPPED, Ground.MENTION))
"""What may bring two cases together by itself: a mechanism is too wide, places and words say nothing of what was done."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground, what it is about, and how much it weighs."""

    ground: Ground
    about: tuple[str, ...]
    """Values a phrase needs: (good, direction…), (term), (name), (mine, theirs), (word…)."""
    weight: float
    rarity: float = 1.0
    """How telling it is, whatever it weighs here: 0 when every record has it."""


@dataclass(frozen=True, slots=True)
class Kinship:
    """A case that is like another, the weightiest reasons first."""

    slug: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Traits:
    """What a record is compared by."""

    record: Record
    exchanges: Mapping[str, frozenset[str]]
    """For each good, where it goes."""
    around: frozenset[str]
    """Goods that circulate without the agreement."""
    mechanisms: frozenset[str]
    frames: frozenset[str]
    themes: frozenset[str]
    stopped: bool

    @cached_property
    def breadth(self) -> int:
        """How many goods it exchanges, each way counted."""
        return sum(map(len, self.exchanges.values()))

    @cached_property
    def partners(self) -> Mapping[str, str]:
        """The name of each partner that is one body, by what tells it apart: its code, else its name."""
        return {party.code or fold(party.name): party.name for party in self._bodies()}

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The same, for the country's side only."""
        return frozenset(party.code or fold(party.name) for party in self._bodies() if party.side is Side.RURAL)

    def _bodies(self) -> list[Party]:
        return [party for party in self.record.told.parties if party.side is not Side.THIRD_PARTY and not party.collective]

    @cached_property
    def ends(self) -> tuple[Territory | None, Territory | None]:
        """The territories of the town's end and of the country's end."""
        town, country = find_ends(self.record)
        return self._own_territory(town), self._own_territory(country)

    def _own_territory(self, party: Party) -> Territory | None:
        """Return the territory that a party is, not merely the one it is in."""
        return self.record.territories.get(party.id) if party.code else None

    @cached_property
    def words(self) -> Counter[str]:
        """Stems of its title, its summary and what it exchanges, names of parties aside."""
        case = self.record.told
        names = {stem for party in case.parties for stem in analyse(f"{party.name} {party.short or ''}")}
        text = " ".join((case.title, case.summary, *(exchange.what for exchange in case.exchanges)))
        return Counter(stem for stem in analyse(text) if stem not in names and not stem.isdigit() and len(stem) > 2)


def read_traits(record: Record, knowledge: Knowledge) -> Traits:
    """Return what a record is compared by."""
    case = record.told
    terms = [term for id in case.cooperation_types if (term := knowledge.vocabularies["cooperation-types"].get(id))]
    progress = knowledge.vocabularies["progress"].get(case.progress)
    ways: dict[str, set[str]] = defaultdict(set)
    for flow in record.flows:
        if flow.counted:
            ways[flow.exchange.good].add(flow.direction)
    return Traits(
        record=record,
        exchanges={good: frozenset(found) for good, found in ways.items()},
        around=frozenset(flow.exchange.good for flow in record.flows if not flow.counted) - ways.keys(),
        mechanisms=frozenset(term.id for term in terms if term.group != "frame"),
        frames=frozenset(term.id for term in terms if term.group == "frame"),
        themes=frozenset(case.themes),
        stopped=bool(progress and progress.attributes.get("stopped")),
    )


class Neighbourhood:
    """The records of a base, ready to be compared."""

    def __init__(self, records: Iterable[Record], knowledge: Knowledge) -> None:
        self.traits = {record.slug: read_traits(record, knowledge) for record in records}
        self._holders: dict[Hashable, list[str]] = defaultdict(list)
        for slug, traits in self.traits.items():
            for key in _keys(traits):
                self._holders[key].append(slug)

    @cached_property
    def _word_holders(self) -> Counter[str]:
        return Counter(word for traits in self.traits.values() for word in traits.words)

    def rarity(self, key: Hashable) -> float:
        """Return how telling a trait is: 0 when every record has it."""
        return math.log((len(self.traits) + 1) / (len(self._holders[key]) + 0.5)) / math.log(len(self.traits) + 2)

    def find_similar(self, slug: str, limit: int = 4) -> tuple[Kinship, ...]:
        """Return the cases most like that of `slug` that are worth showing, and why. Raises KeyError when there is no such record."""
        one = self.traits[slug]
        others = {other for key in _keys(one) if len(self._holders[key]) <= CROWD for other in self._holders[key]} - {slug}
        found = [kin for other in others if _is_telling(kin := self.compare(slug, other))]
        floor = max(FLOOR, SHARE_OF_BEST * max((kin.score for kin in found), default=0.0))
        return tuple(sorted((kin for kin in found if kin.score >= floor), key=lambda kin: (-kin.score, kin.slug))[:limit])

    def compare(self, slug: str, other_slug: str) -> Kinship:
        """Return how alike two cases are. Equal weights come out in one order, whatever that of sets: two builds give the same files."""
        one, other = self.traits[slug], self.traits[other_slug]
        reasons = [*self._share_traits(one, other), *_compare_places(one, other), *self._share_words(one, other)]
        reasons.sort(key=lambda reason: (-reason.weight, reason.ground, reason.about))
        return Kinship(other_slug, math.fsum(reason.weight for reason in reasons), tuple(reasons))

    def _share_traits(self, one: Traits, other: Traits) -> Iterable[Reason]:
        yield from self._share_exchanges(one, other)
        for ground, mine, theirs in (
            (Ground.MECHANISM, one.mechanisms, other.mechanisms),
            (Ground.FRAME, one.frames, other.frames),
            (Ground.THEME, one.themes, other.themes),
        ):
            for id in mine & theirs:
                yield self._weigh(ground, (id,), (ground, id))
        yield from self._share_partner(one, other)
        if one.stopped and other.stopped:
            factor = 1.0 if one.frames & other.frames else ASIDE
            yield self._weigh(Ground.STOPPED, (one.record.told.progress, other.record.told.progress), (Ground.STOPPED,), factor)

    def _weigh(self, ground: Ground, about: tuple[str, ...], key: Hashable, factor: float = 1.0) -> Reason:
        rarity = self.rarity(key)
        return Reason(ground, about, WEIGHTS[ground] * rarity * factor, rarity)

    def _share_exchanges(self, one: Traits, other: Traits) -> Iterable[Reason]:
        """Yield one reason a good, with the ways it goes in both cases; then the rare goods that one has and the other has around it."""
        scale = DILUTION / max(math.sqrt(one.breadth * other.breadth), FEWEST)
        for good in one.exchanges.keys() & other.exchanges.keys():
            weights = {
                way: (ASIDE if way in (Direction.THIRD_PARTY, Direction.LATERAL) else 1.0) * self.rarity((Ground.EXCHANGE, good, way))
                for way in one.exchanges[good] & other.exchanges[good]
            }
            if weights:
                ways = sorted(weights, key=lambda way: (-weights[way], way))
                weight = WEIGHTS[Ground.EXCHANGE] * scale * math.fsum(weights.values())
                yield Reason(Ground.EXCHANGE, (good, *ways), weight, max(weights.values()))
        for good in (one.around & (other.around | other.exchanges.keys())) | (other.around & one.exchanges.keys()):
            reason = self._weigh(Ground.MENTION, (good,), (Ground.MENTION, good))
            if reason.rarity >= RARE:
                yield reason

    def _share_partner(self, one: Traits, other: Traits) -> Iterable[Reason]:
        """Yield the most telling partner of both. A metropolis that signs everywhere says little: rarity counts twice."""
        reasons = []
        for key in one.partners.keys() & other.partners.keys():
            factor = self.rarity((Ground.PARTNER, key)) * (HOST if key in one.hosts & other.hosts else 1.0)
            reasons.append(self._weigh(Ground.PARTNER, (one.partners[key],), (Ground.PARTNER, key), factor))
        yield from sorted(reasons, key=lambda reason: (-reason.weight, reason.about))[:1]

    def _share_words(self, one: Traits, other: Traits) -> Iterable[Reason]:
        common = one.words.keys() & other.words.keys()
        if not common:
            return
        values = {word: math.log((len(self.traits) + 1) / self._word_holders[word]) for word in common}
        norm = math.sqrt(self._norm(one) * self._norm(other))
        likeness = math.fsum(value * value for value in values.values()) / norm if norm else 0.0
        telling = tuple(sorted(values, key=lambda word: (-values[word], word))[:3])
        yield Reason(Ground.WORDS, telling, WEIGHTS[Ground.WORDS] * likeness)

    def _norm(self, traits: Traits) -> float:
        most = traits.words.most_common(MOST_WORDS)
        return math.fsum(math.log((len(self.traits) + 1) / self._word_holders[word]) ** 2 for word, _ in most)


def _keys(traits: Traits) -> list[Hashable]:
    """Return the traits by which other records are found."""
    keys: list[Hashable] = [(Ground.EXCHANGE, good, way) for good, ways in traits.exchanges.items() for way in ways]
    keys += [(Ground.MECHANISM, id) for id in traits.mechanisms]
    keys += [(Ground.FRAME, id) for id in traits.frames]
    keys += [(Ground.THEME, id) for id in traits.themes]
    keys += [(Ground.PARTNER, key) for key in traits.partners]
    keys += [(Ground.MENTION, good) for good in (*traits.exchanges, *traits.around)]
    return [*keys, (Ground.STOPPED,)] if traits.stopped else keys


def _is_telling(kin: Kinship) -> bool:
    """True when at least one reason is about what was done, or with whom."""
    return any(reason.ground in _TELLING for reason in kin.reasons)


def _compare_places(one: Traits, other: Traits) -> Iterable[Reason]:
    for ground, mine, theirs in zip((Ground.TOWN, Ground.COUNTRY), one.ends, other.ends, strict=True):
        if mine and theirs and mine.code != theirs.code and mine.nature == theirs.nature and _are_twins(mine, theirs):
            yield Reason(ground, (mine.name, theirs.name), WEIGHTS[ground] * liken(mine, theirs))


def _are_twins(one: Territory, other: Territory) -> bool:
    return liken(one, other) > 0 and measure_gap(one, other) <= TWIN and min(one.population or 0, other.population or 0) >= SMALLEST

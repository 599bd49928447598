"""Cases like this one, and why; territories like mine, and what they lived.

Enters: the records of a base, or a territory. Leaves: `Kinship`s, whose grounds are facts that a phrase can tell. Floor 4; nothing here
is worded.

What counts, by rarity in the base: the same good going the same way, the same mechanism, the same theme, both having stopped; then
comparable territories (population and density of each side, distance between partners) and words in common.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kb.records.ends import distance_between, find_ends
from kb.records.flow import Direction
from kb.records.knowledge import Knowledge
from kb.records.model import Party, Side
from kb.records.record import Record
from kb.reference.territory import Territory
from kb.search.analysis import analyse

COMPARABLE = 2.0
"""Two sizes are comparable when neither is more than this many times the other."""
TWIN = 1.35
"""Below this ratio, they are almost the same."""
FAR_SIZE, OTHER_DENSITY, OTHER_NATURE = 0.6, 0.5, 0.8
"""What is left of a likeness when sizes are comparable without being almost the same, when densities or kinds of body differ."""
CROWD = 400
"""A trait that more records than this share brings no candidate by itself: a base of ten thousand stays quick."""
MOST_WORDS = 60


class Ground(StrEnum):
    """Why two cases are alike."""

    EXCHANGE = "exchange"
    """The same good goes the same way."""
    MECHANISM = "mechanism"
    """The same mechanism of cooperation."""
    FRAME = "frame"
    """The same form of agreement."""
    THEME = "theme"
    """The same main theme."""
    STOPPED = "stopped"
    """Both stopped, or were never concluded."""
    TOWN = "town"
    """Towns of comparable size."""
    COUNTRY = "country"
    """Rural sides of comparable size."""
    DISTANCE = "distance"
    """Partners about as far from each other."""
    WORDS = "words"
    """Words in common."""


WEIGHTS: Mapping[Ground, float] = {
    Ground.EXCHANGE: 1.0,
    Ground.MECHANISM: 0.8,
    Ground.FRAME: 0.5,
    Ground.THEME: 0.7,
    Ground.STOPPED: 0.9,
    Ground.TOWN: 0.5,
    Ground.COUNTRY: 0.5,
    Ground.DISTANCE: 0.3,
    Ground.WORDS: 2.0,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground, what it is about, and how much it weighs."""

    ground: Ground
    about: tuple[str, ...]
    """Values a phrase needs: (good, direction), (term), (name, name), (km, km), (word…)."""
    weight: float


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
    exchanges: frozenset[tuple[str, str]]
    mechanisms: frozenset[str]
    frames: frozenset[str]
    themes: tuple[str, ...]
    stopped: bool

    @cached_property
    def ends(self) -> tuple[Territory | None, Territory | None]:
        """The territories of the town's end and of the country's end."""
        town, country = find_ends(self.record)
        return self._own_territory(town), self._own_territory(country)

    def _own_territory(self, party: Party) -> Territory | None:
        """Return the territory that a party is, not merely the one it is in."""
        return self.record.territories.get(party.id) if party.code else None

    @cached_property
    def places(self) -> tuple[Territory, ...]:
        """The territories of its partners."""
        partners = (party for party in self.record.told.parties if party.side is not Side.THIRD_PARTY)
        return tuple(place for party in partners if (place := self._own_territory(party)))

    @cached_property
    def distance(self) -> float | None:
        """Kilometres between both ends."""
        return distance_between(self.record)

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
    return Traits(
        record=record,
        exchanges=frozenset((flow.exchange.good, str(flow.direction)) for flow in record.flows if flow.counted),
        mechanisms=frozenset(term.id for term in terms if term.group != "frame"),
        frames=frozenset(term.id for term in terms if term.group == "frame"),
        themes=case.themes,
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
        """Return the cases most like that of `slug`, with the reasons. Raises KeyError when there is no such record."""
        one = self.traits[slug]
        others = {other for key in _keys(one) if len(self._holders[key]) <= CROWD for other in self._holders[key]} - {slug}
        found = [self._compare(one, self.traits[other]) for other in others]
        ranked = sorted((kin for kin in found if _is_telling(kin)), key=lambda kin: (-kin.score, kin.slug))
        return tuple(ranked[:limit])

    def _compare(self, one: Traits, other: Traits) -> Kinship:
        reasons = [*self._share_traits(one, other), *_compare_places(one, other), *self._share_words(one, other)]
        reasons.sort(key=lambda reason: -reason.weight)
        return Kinship(other.record.slug, sum(reason.weight for reason in reasons), tuple(reasons))

    def _share_traits(self, one: Traits, other: Traits) -> Iterable[Reason]:
        for exchange in one.exchanges & other.exchanges:
            third = exchange[1] in (Direction.THIRD_PARTY, Direction.LATERAL)
            weight = WEIGHTS[Ground.EXCHANGE] * self.rarity((Ground.EXCHANGE, exchange)) * (0.5 if third else 1.0)
            yield Reason(Ground.EXCHANGE, exchange, weight)
        for ground, mine, theirs in (
            (Ground.MECHANISM, one.mechanisms, other.mechanisms),
            (Ground.FRAME, one.frames, other.frames),
            (Ground.THEME, frozenset(one.themes), frozenset(other.themes)),
        ):
            for id in mine & theirs:
                yield Reason(ground, (id,), WEIGHTS[ground] * self.rarity((ground, id)))
        if one.stopped and other.stopped:
            yield Reason(Ground.STOPPED, (), WEIGHTS[Ground.STOPPED])

    def _share_words(self, one: Traits, other: Traits) -> Iterable[Reason]:
        common = one.words.keys() & other.words.keys()
        if not common:
            return
        values = {word: math.log((len(self.traits) + 1) / self._word_holders[word]) for word in common}
        norm = math.sqrt(self._norm(one) * self._norm(other))
        likeness = sum(value * value for value in values.values()) / norm if norm else 0.0
        telling = tuple(sorted(values, key=lambda word: (-values[word], word))[:3])
        yield Reason(Ground.WORDS, telling, WEIGHTS[Ground.WORDS] * likeness)

    def _norm(self, traits: Traits) -> float:
        most = traits.words.most_common(MOST_WORDS)
        return sum(math.log((len(self.traits) + 1) / self._word_holders[word]) ** 2 for word, _ in most)

    def find_comparable(self, territory: Territory, limit: int = 10) -> tuple[Kinship, ...]:
        """Return the cases that a territory of comparable population and density lived, the closest first."""
        found = [pair for traits in self.traits.values() if (pair := _compare_partners(territory, traits))]
        ranked = sorted(found, key=lambda pair: (-pair[0].score, pair[1]))
        return tuple(kin for kin, _ in ranked[:limit])


def _compare_partners(territory: Territory, traits: Traits) -> tuple[Kinship, float] | None:
    """Return how close the most comparable partner of a record is, and the gap of population; None when none is, or it is one of them."""
    if territory.code in {place.code for place in traits.places}:
        return None
    close = [(likeness, -measure_gap(territory, place), place) for place in traits.places if (likeness := liken(territory, place))]
    if not close:
        return None
    likeness, gap, place = max(close, key=lambda found: found[:2])
    return Kinship(traits.record.slug, likeness, (Reason(Ground.COUNTRY, (territory.name, place.name), likeness),)), -gap


def _keys(traits: Traits) -> list[Hashable]:
    """Return the traits by which other records are found."""
    keys: list[Hashable] = [(Ground.EXCHANGE, exchange) for exchange in traits.exchanges]
    keys += [(Ground.MECHANISM, id) for id in traits.mechanisms]
    keys += [(Ground.FRAME, id) for id in traits.frames]
    keys += [(Ground.THEME, id) for id in traits.themes]
    return [*keys, (Ground.STOPPED,)] if traits.stopped else keys


def _is_telling(kin: Kinship) -> bool:
    """True when at least one reason is about what was done, not only about where."""
    return any(reason.ground not in (Ground.TOWN, Ground.COUNTRY, Ground.DISTANCE, Ground.WORDS) for reason in kin.reasons)


def _compare_places(one: Traits, other: Traits) -> Iterable[Reason]:
    for ground, mine, theirs in zip((Ground.TOWN, Ground.COUNTRY), one.ends, other.ends, strict=True):
        if mine and theirs and mine.code != theirs.code and (likeness := liken(mine, theirs)):
            yield Reason(ground, (mine.name, theirs.name), WEIGHTS[ground] * likeness)
    if one.distance and other.distance and _ratio(one.distance, other.distance) <= TWIN:
        about = (str(round(one.distance)), str(round(other.distance)))
        yield Reason(Ground.DISTANCE, about, WEIGHTS[Ground.DISTANCE])


def liken(one: Territory, other: Territory) -> float:
    """Return how comparable two territories are, from 0 to 1: population, then density, then kind of body.

    `likeness.js` does the same sums, with the same numbers.
    """
    gap = measure_gap(one, other)
    if gap > COMPARABLE:
        return 0.0
    size = 1.0 if gap <= TWIN else FAR_SIZE
    dense = one.density and other.density and _ratio(one.density, other.density) <= COMPARABLE
    return size * (1.0 if dense else OTHER_DENSITY) * (1.0 if one.nature == other.nature else OTHER_NATURE)


def measure_gap(one: Territory, other: Territory) -> float:
    """Return how many times more people live in one territory than in the other; infinite when nobody knows."""
    return _ratio(one.population, other.population) if one.population and other.population else math.inf


def _ratio(one: float, other: float) -> float:
    return max(one, other) / min(one, other)


def list_grounds(kin: Kinship, most: int = 3) -> Sequence[Reason]:
    """Return the reasons worth saying: the weightiest, one of each ground save exchanges, words last and only for want of others."""
    said: list[Reason] = []
    for reason in kin.reasons:
        repeated = reason.ground is not Ground.EXCHANGE and reason.ground in {it.ground for it in said}
        if not repeated and reason.ground is not Ground.WORDS:
            said.append(reason)
    words = [reason for reason in kin.reasons if reason.ground is Ground.WORDS]
    return said[:most] if len(said) >= 2 else [*said, *words][:most]

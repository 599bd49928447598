"""Reasons of likeness in French words.

Enters: a `Kinship` of `kb.search.similar`, a `Peer` of `kb.search.comparable`. Leaves: one phrase a reason. Floor 5.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from kb.pages.phrases import say
from kb.pages.wording import format_number
from kb.records.flow import Direction
from kb.records.knowledge import Knowledge
from kb.reference.territory import Territory
from kb.search.comparable import Peer
from kb.search.similar import Ground, Kinship, Reason

_FILE = "similar"
_VOICE: Mapping[Ground, float] = {
    Ground.EXCHANGE: 1.0,
    Ground.MENTION: 0.9,
    Ground.PARTNER: 0.8,
    Ground.THEME: 0.8,
    Ground.STOPPED: 0.8,
    Ground.FRAME: 0.6,
    Ground.MECHANISM: 0.5,
}
"""How much each ground tells a reader, times its rarity: what circulates says more than how. Places are said last, words never."""


def tell_reasons(kin: Kinship, knowledge: Knowledge, most: int = 3, shared: Set[tuple[str, ...]] = frozenset()) -> list[str]:
    """Return the reasons worth saying, the weightiest first."""
    return [tell_reason(reason, knowledge) for reason in list_grounds(kin, most, shared)]


def list_grounds(kin: Kinship, most: int = 3, shared: Set[tuple[str, ...]] = frozenset()) -> Sequence[Reason]:
    """Return the reasons worth saying, the most telling first, a second one of a ground only for want of others.

    `shared` are those that all neighbours have: beyond the most telling of all, they come after those that set this one apart.
    """
    voiced = sorted((it for it in kin.reasons if it.ground in _VOICE), key=lambda it: -_VOICE[it.ground] * it.rarity)
    places = [it for it in kin.reasons if it.ground in (Ground.TOWN, Ground.COUNTRY)]
    heard = {it.ground: it for it in reversed(voiced)}
    extra = [it for it in voiced if it is not heard[it.ground] and it.ground is not Ground.EXCHANGE]
    main = [it for it in voiced if it not in extra]
    return [*main[:1], *sorted((*main[1:], *extra), key=lambda it: _sign(it) in shared), *places][:most]


def find_shared(kinships: Sequence[Kinship]) -> Set[tuple[str, ...]]:
    """Return the reasons that all neighbours have, for `list_grounds`; none when there are too few to compare."""
    signs = [{_sign(reason) for reason in kin.reasons} for kin in kinships]
    return set.intersection(*signs) if len(signs) > 2 else set()


def _sign(reason: Reason) -> tuple[str, ...]:
    """Return what makes two reasons the same: the ground and the term, whichever way a good goes."""
    return (reason.ground, *reason.about[:1])


def tell_reason(reason: Reason, knowledge: Knowledge) -> str:
    """Return one reason as a phrase without a capital."""
    ground, about, vocabularies = reason.ground, reason.about, knowledge.vocabularies
    match ground:
        case Ground.EXCHANGE:
            return say(_FILE, ground, _choose_way(about[1:]), good=_lower(vocabularies["goods"][about[0]].label))
        case Ground.MECHANISM | Ground.FRAME:
            return say(_FILE, ground, term=_lower(vocabularies["cooperation-types"][about[0]].label))
        case Ground.THEME:
            return say(_FILE, ground, term=_lower(vocabularies["themes"][about[0]].label))
        case Ground.MENTION:
            return say(_FILE, ground, good=_lower(vocabularies["goods"][about[0]].label))
        case Ground.PARTNER:
            return say(_FILE, ground, name=about[0])
        case Ground.STOPPED:
            mine, theirs = (_lower(vocabularies["progress"][id].label) for id in about)
            return say(_FILE, ground, "same" if mine == theirs else "other", mine=mine, theirs=theirs)
        case _:
            return say(_FILE, ground, mine=about[0], theirs=about[1])


def _choose_way(ways: tuple[str, ...]) -> str:
    """Return the way to say of a good that goes several ways in both cases."""
    return Direction.MUTUAL if {Direction.TO_RURAL, Direction.TO_URBAN} <= set(ways) else ways[0]


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def tell_peer(peer: Peer, territory: Territory) -> str:
    """Return why a case is shown to a territory, with the figures that make both comparable."""
    if peer.side is None:
        return say(_FILE, "own", name=peer.place.name)
    side = say(_FILE, "sides", peer.side)
    if not territory.population:
        return say(_FILE, "kind", name=peer.place.name, side=side)
    mine = say(_FILE, "size", name=territory.name, people=_count(territory.population), density=_count(territory.density))
    people, density = _count(peer.place.population), _count(peer.place.density)
    return say(_FILE, "comparable", name=peer.place.name, side=side, people=people, density=density, mine=mine)


def _count(value: float | None) -> str:
    return format_number(round(value or 0))

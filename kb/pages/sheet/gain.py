"""Who gains what, and whose voice says so.

Enters: a record. Leaves: one `Column` a side, with what nobody has told yet. Floor 5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.pages.phrases import say
from kb.records.model import Gain, Party, Reference, Side
from kb.records.record import Record

_FILE = "sheet"


@dataclass(frozen=True, slots=True)
class Told:
    """A gain, and those who tell it."""

    party: Party
    gain: Gain
    voices: str


@dataclass(frozen=True, slots=True)
class Column:
    """The gains of one side."""

    side: Side
    told: tuple[Told, ...]
    heard: bool
    """A party of this side tells one of its gains itself."""


def read_gains(record: Record) -> tuple[Column, ...]:
    """Return the gains by side; a partner side without any has an empty column, a third party none."""
    parties = {party.id: party for party in record.told.parties}
    sources = {source.id: source for source in record.told.sources}
    told = [_read_gain(gain, parties, sources) for gain in record.told.gains]
    if not told and not record.directions:
        return ()
    present = {party.side for party in parties.values()}
    columns = (_read_column(side, [it for it in told if it.party.side is side], parties, sources) for side in Side if side in present)
    return tuple(column for column in columns if column.told or column.side is not Side.THIRD_PARTY)


def _read_column(side: Side, told: list[Told], parties: Mapping[str, Party], sources: Mapping[int, Reference]) -> Column:
    speakers = {sources[number].party for it in told for number in it.gain.sources if number in sources}
    heard = any(party.side is side for party in parties.values() if party.id in speakers)
    return Column(side, tuple(told), heard)


def _read_gain(gain: Gain, parties: Mapping[str, Party], sources: Mapping[int, Reference]) -> Told:
    said = [_name_voice(sources[number], gain, parties) for number in gain.sources if number in sources]
    return Told(parties[gain.party], gain, _list(list(dict.fromkeys(said))))


def _name_voice(source: Reference, gain: Gain, parties: Mapping[str, Party]) -> str:
    """Return who speaks in a source: a party by its name, others by their kind."""
    if source.party == gain.party:
        return say(_FILE, "voices", "itself")
    if source.party is not None and source.party in parties:
        return parties[source.party].label
    return say(_FILE, "voices", source.kind)


def _list(names: list[str]) -> str:
    """Return names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    return say(_FILE, "and", first=", ".join(names[:-1]), last=names[-1])

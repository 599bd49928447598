"""Facets: the ways to group, filter and count records.

A vocabulary becomes a facet by its mark in the model (`InVocabulary(facet=True)`); places, direction and period are
computed. Pages, filters, matrices and counts iterate over `build_facets`; nobody writes "by theme" twice. Floor 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kb.records.flow import Direction
from kb.records.knowledge import Knowledge
from kb.records.model import Exchange
from kb.records.record import Record
from kb.records.schema import facet_paths


class Computed(StrEnum):
    """The facets that are no vocabulary."""

    DIRECTION = "direction"
    REGION = "region"
    DEPARTMENT = "department"
    COUNTRY = "country"
    SINCE = "since"


Values = Callable[[Record], tuple[str, ...]]


@dataclass(frozen=True)
class Facet:
    """One way to group records."""

    key: str
    """Id of the vocabulary, or name of the computed facet."""
    title: str
    """French, for people."""
    values: Values
    """The values a record has, the main one first."""
    label_of: Callable[[str], str]
    """French label of a value."""
    order: tuple[str, ...] | None = None
    """The values in their own order; None when counts decide."""

    def count(self, records: Iterable[Record]) -> Counter[str]:
        """Return how many records have each value."""
        return Counter(value for record in records for value in dict.fromkeys(self.values(record)))

    def group(self, records: Iterable[Record]) -> dict[str, list[Record]]:
        """Return the records of each value that has some, in the facet's own order, or the most frequent first."""
        groups: dict[str, list[Record]] = {}
        for record in records:
            for value in dict.fromkeys(self.values(record)):
                groups.setdefault(value, []).append(record)
        if self.order is not None:
            return {value: groups[value] for value in self.order if value in groups}
        return dict(sorted(groups.items(), key=lambda item: (-len(item[1]), self.label_of(item[0]))))


def build_facets(knowledge: Knowledge) -> tuple[Facet, ...]:
    """Return the facets: the vocabularies marked in the model, then those computed."""
    return (*(_term_facet(vocabulary, path, knowledge) for vocabulary, path in facet_paths()), *_computed_facets(knowledge))


def _term_facet(vocabulary_id: str, path: tuple[str, ...], knowledge: Knowledge) -> Facet:
    vocabulary = knowledge.vocabularies[vocabulary_id]

    def label_of(value: str) -> str:
        term = vocabulary.get(value)
        return term.label if term else value

    return Facet(
        key=vocabulary_id,
        title=vocabulary.title,
        values=lambda record: tuple(dict.fromkeys(_follow(record.told, path))),
        label_of=label_of,
        order=tuple(term.id for term in vocabulary),
    )


def _follow(value: Any, path: tuple[str, ...]) -> list[str]:
    """Return the values at the end of `path`, through lists; an exchange that does not count brings none."""
    if isinstance(value, tuple):
        return [found for item in value if not isinstance(item, Exchange) or item.counted for found in _follow(item, path)]
    return _follow(getattr(value, path[0]), path[1:]) if path else [value]


def _computed_facets(knowledge: Knowledge) -> tuple[Facet, ...]:
    gazetteer, labels = knowledge.gazetteer, knowledge.labels

    def name(code: str) -> str:
        territory = gazetteer.get(code)
        return territory.name if territory else code

    def direct(record: Record) -> tuple[str, ...]:
        return tuple(str(direction) for direction in Direction if direction in record.directions)

    def facet(key: Computed, values: Values, label_of: Callable[[str], str], order: tuple[str, ...] | None = None) -> Facet:
        return Facet(str(key), labels.of(key), values, label_of, order)

    return (
        facet(Computed.DIRECTION, direct, lambda value: labels.of(Direction(value)), tuple(map(str, Direction))),
        facet(Computed.REGION, lambda record: record.regions, name),
        facet(Computed.DEPARTMENT, lambda record: record.departments, lambda code: name(f"FR-{code}")),
        facet(Computed.COUNTRY, lambda record: record.countries, lambda code: labels.label("Country", code)),
        facet(Computed.SINCE, _since, str),
    )


def _since(record: Record) -> tuple[str, ...]:
    return (str(record.period[0]),) if record.period else ()

"""What a controlled word is, and how people find it in spite of spelling.

Enters: values read by `kb.reference.vocabulary`. Leaves: frozen `Term` and `Vocabulary`. Floor 2; nothing is read here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from kb.reference.placename import fold

CLOSE: Final = 0.7
"""Likeness, from 0 to 1, under which a term is not worth suggesting."""
PART: Final = 0.95
"""Likeness of words that all stand in a longer name."""
WINDOW: Final = 0.2
"""How much less like the text than the best a term may be, and still be suggested."""
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Link:
    """The same notion, or a neighbour, in a public thesaurus."""

    scheme: str
    uri: str
    label: str
    match: str
    """SKOS relation: exactMatch, closeMatch, broadMatch, narrowMatch or relatedMatch."""


@dataclass(frozen=True, slots=True)
class Group:
    """A family of terms."""

    id: str
    label: str
    label_en: str = ""
    definition: str = ""
    definition_en: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A controlled word. `attributes` carries what code may ask of it."""

    id: str
    label: str
    label_en: str = ""
    definition: str = ""
    definition_en: str = ""
    question: str = ""
    synonyms: tuple[str, ...] = ()
    synonyms_en: tuple[str, ...] = ()
    group: str = ""
    broader: str = ""
    replaced_by: str = ""
    links: tuple[Link, ...] = ()
    basis: tuple[int, ...] = ()
    """Numbers of `bibliography.yml`."""
    attributes: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Everything people may call it."""
        return (self.id, self.label, *self.synonyms, self.label_en, *self.synonyms_en)


@dataclass(frozen=True)
class Vocabulary:
    """Terms in their order, found by id."""

    id: str
    title: str
    terms: tuple[Term, ...]
    groups: tuple[Group, ...] = ()
    a_term: str = ""
    """One of its terms, with the article: « un thème »."""
    title_en: str = ""
    description: str = ""
    description_en: str = ""

    def __getitem__(self, id: str) -> Term:
        return self._by_id[id]

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def get(self, id: str) -> Term | None:
        """Return the term, or None."""
        return self._by_id.get(id)

    def group(self, id: str) -> Group | None:
        """Return the group, or None."""
        return next((group for group in self.groups if group.id == id), None)

    def in_group(self, id: str) -> tuple[Term, ...]:
        """Return the terms of a group, in order."""
        return tuple(term for term in self.terms if term.group == id)

    def find(self, text: str) -> Term | None:
        """Return the term that `text` names by its id, label or a synonym, whatever the case and accents."""
        return self._by_id.get(text) or self._by_name.get(fold(text))

    def suggest(self, text: str, limit: int = 3) -> list[str]:
        """Return the ids that `text` may mean, the likeliest first."""
        wanted = fold(text)
        scores = {term.id: _likeness(wanted, term) for term in self.terms}
        least = max(CLOSE, max(scores.values(), default=0.0) - WINDOW)
        return sorted((id for id, score in scores.items() if score >= least), key=lambda id: -scores[id])[:limit]

    @cached_property
    def _by_id(self) -> dict[str, Term]:
        return {term.id: term for term in self.terms}

    @cached_property
    def _by_name(self) -> dict[str, Term]:
        # An id beats a label, a label beats a synonym, and the first term beats the next.
        ranked = sorted((rank, order) for order, term in enumerate(self.terms) for rank in range(len(term.names)))
        named: dict[str, Term] = {}
        for rank, order in ranked:
            named.setdefault(fold(self.terms[order].names[rank]), self.terms[order])
        named.pop("", None)
        return named


def _likeness(wanted: str, term: Term) -> float:
    """Return how much a folded text looks like the nearest name of a term, from 0 (nothing in common) to 1 (its very name)."""
    return max(_likeness_of(wanted, fold(name)) for name in term.names) if wanted else 0.0


def _likeness_of(wanted: str, name: str) -> float:
    if set(wanted.split()) <= set(name.split()):
        return 1.0 if wanted == name else PART
    matcher = SequenceMatcher(None, wanted, name, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < CLOSE:
        return 0.0
    return matcher.ratio()

"""What else a word may be written as: acronyms, synonyms and labels of the vocabularies, numbers of départements.

Enters: vocabularies, acronyms, places (objects with the attributes read here). Leaves: an `Expander`, which spots *concepts* in a list of
stems. Floor 4. A concept is indexed like a word: searching for it costs one list, whatever the number of its names, and it weighs less
than the words themselves. It can be written to JSON, so that a search does not read the vocabularies again.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from kb.search.analysis import analyse
from kb.search.spoken import FAILURES, HARDSHIPS

if TYPE_CHECKING:
    from kb.search.everyday import Entry

EQUIVALENT = "="
"""Starts a concept that is also spotted in the texts: an acronym and what it stands for are one thing."""
CONCEPTS = "#@>!="
"""What concepts start with; a word starts with none of these."""
FAILURE = "!failure"
HARDSHIP = "!hardship"
"""What a word of difficulty means; no record bears it."""
A_PLACE = "@"
"""Starts the concept of a place."""
TROUBLED = "!"
"""Ends the concept of a word that stands among the difficulties of a record."""
TO_RURAL, TO_URBAN = ">to-rural", ">to-urban"

OWN_NAME, SYNONYM, SAME_THING, PLACE, SAID = 0.6, 0.3, 0.8, 2.0, 0.7
"""How much a concept weighs beside the words that named it: from its label, a synonym, an acronym, a place, a phrase. A place weighs more:
« 38 » and « Grand Est » are made of a number and of words that mean many things."""
RELATED, USUAL, TRANSLATED = 0.5, 0.4, 0.9
"""How much another word weighs: of the same family, of the same meaning, in French for an English one."""


class Spot(NamedTuple):
    """A concept seen between two places of a list of stems."""

    start: int
    end: int
    concept: str
    weight: float


class Place(NamedTuple):
    """A name of a place that has a code: a département, a région. A name may be that of several."""

    code: str
    name: str


@dataclass
class Expander:
    """Names, as stems joined by spaces, and the concepts they may mean."""

    forms: dict[str, dict[str, float]] = field(default_factory=dict)
    _longest: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        vocabularies: Mapping[str, Iterable[Any]],
        acronyms: Mapping[str, str],
        places: Iterable[Place] = (),
        everyday: Iterable[Entry] = (),
    ) -> Self:
        """Gather every name. Terms need `id`, `label`, `synonyms`, `label_en` and `synonyms_en`."""
        expander = cls()
        for vocabulary, terms in vocabularies.items():
            for term in terms:
                expander.add(term_concept(vocabulary, term.id), OWN_NAME, [term.label, term.label_en, term.id.replace("-", " ")])
                expander.add(term_concept(vocabulary, term.id), SYNONYM, [*term.synonyms, *term.synonyms_en])
                if getattr(term, "attributes", {}).get("stopped"):
                    expander.add(FAILURE, SAID, [term.label, term.label_en, *term.synonyms, *term.synonyms_en])
        for acronym, meaning in acronyms.items():
            expander.add(EQUIVALENT + " ".join(analyse(acronym)), SAME_THING, [acronym, meaning])
        for place in places:
            names = [place.name, place.code, f"departement {place.code}", f"departement {place.name}"]
            expander.add(place_concept(place.code), PLACE, names)
        expander.add(FAILURE, SAID, FAILURES)
        expander.add(HARDSHIP, SAID, HARDSHIPS)
        for entry in everyday:
            expander._add_entry(entry)
        return expander

    def _add_entry(self, entry: Entry) -> None:
        """Let a word of every day be found by others. Here, what is found is a word, not a concept."""
        for first, second in permutations((entry.word, *entry.family), 2):
            self._join(first, RELATED, [second])
        for name in entry.synonyms:
            self._join(entry.word, USUAL, [name])
            self._join(name, USUAL, [entry.word])
        for english in entry.english:
            self._join(entry.word, TRANSLATED, [english, f"{english.removesuffix('y')}ies" if english.endswith("y") else english])

    def _join(self, word: str, weight: float, names: Iterable[str]) -> None:
        """Let `names` find a word; nothing when it is several words, or none."""
        stems = analyse(word)
        if len(stems) == 1:
            self.add(stems[0], weight, [name for name in names if analyse(name) != stems])

    def add(self, concept: str, weight: float, names: Iterable[str]) -> None:
        """Let `names` mean `concept`; the heaviest of two weights stays."""
        for name in names:
            stems = analyse(name)
            if stems:
                meanings = self.forms.setdefault(" ".join(stems), {})
                meanings[concept] = max(weight, meanings.get(concept, 0.0))
                self._longest.clear()

    def spot(self, stems: Sequence[str], only: str = "") -> list[Spot]:
        """Return every concept named in `stems`, nested ones included; `only` keeps those that start so."""
        found = []
        longest = self._longest_by_first(only)
        for start, first in enumerate(stems):
            for end in range(start + 1, min(start + longest.get(first, 0), len(stems)) + 1):
                for concept, weight in self.forms.get(" ".join(stems[start:end]), {}).items():
                    if concept.startswith(only):
                        found.append(Spot(start, end, concept, weight))
        return found

    def _longest_by_first(self, only: str) -> dict[str, int]:
        """Return, by first stem, the length of the longest name of a concept that starts with `only`."""
        if only not in self._longest:
            found = self._longest[only] = {}
            for form, meanings in self.forms.items():
                if any(concept.startswith(only) for concept in meanings):
                    stems = form.split(" ")
                    found[stems[0]] = max(len(stems), found.get(stems[0], 0))
        return self._longest[only]

    def keep(self, tokens: Container[str]) -> Expander:
        """Return an expander without the everyday words that no record holds, nor says of a thing that goes somewhere."""

        def found(token: str) -> bool:
            return token[0] in CONCEPTS or any(token + way in tokens for way in ("", TO_RURAL, TO_URBAN))

        kept = {form: {token: weight for token, weight in meanings.items() if found(token)} for form, meanings in self.forms.items()}
        return Expander({form: meanings for form, meanings in kept.items() if meanings})

    def to_data(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {"forms": self.forms}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_data` gave."""
        return cls(data["forms"])


def term_concept(vocabulary: str, term: str) -> str:
    """Return the concept of a term."""
    return f"#{vocabulary}:{term}"


def place_concept(code: str) -> str:
    """Return the concept of a département, from its number."""
    return f"{A_PLACE}{code}"


def exchange_concept(stem: str, direction: str) -> str:
    """Return the concept of a thing that goes in a direction: « du bois, de la campagne vers la ville »."""
    return stem + direction


def trouble_concept(stem: str) -> str:
    """Return the concept of a word that stands among the difficulties of a record."""
    return stem + TROUBLED

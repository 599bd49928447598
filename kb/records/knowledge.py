"""What a record is checked against: terms, labels, guidance, places, the date of the day. Floor 3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kb.reference.labels import Guidance, Labels, load_fields, load_labels
from kb.reference.territory import Gazetteer, load_gazetteer
from kb.reference.vocabulary import Vocabulary, load_acronyms, load_vocabularies
from kb.settings import Settings, load_settings


@dataclass(frozen=True)
class Knowledge:
    """Everything a base knows besides its records."""

    settings: Settings
    vocabularies: Mapping[str, Vocabulary]
    labels: Labels
    fields: Mapping[str, Guidance]
    gazetteer: Gazetteer
    today: date
    acronyms: Mapping[str, str]
    """What each acronym stands for."""

    @cached_property
    def replaced(self) -> Mapping[str, str]:
        """Terms that another replaced: old id -> new id."""
        return {term.id: term.replaced_by for vocabulary in self.vocabularies.values() for term in vocabulary if term.replaced_by}


def load_knowledge(root: Path, today: date | None = None) -> Knowledge:
    """Read the settings, vocabularies and places of the project at `root`. Raises KbError."""
    folder = root / "vocabularies"
    return Knowledge(
        settings=load_settings(root),
        acronyms=load_acronyms(folder),
        vocabularies=load_vocabularies(folder),
        labels=load_labels(folder),
        fields=load_fields(folder),
        gazetteer=load_gazetteer(root),
        today=today or date.today(),
    )

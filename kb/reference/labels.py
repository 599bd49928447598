"""What people read in place of the names of the model: labels, guidance, acronyms, and the documents terms rest on.

Enters: `model.yml`, `fields.yml`, `acronyms.yml` and `bibliography.yml` of the folder of vocabularies. Leaves: frozen values.
An unusable file raises `KbError`. Floor 2: enumerations are known by the name of their class, the model is not imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from kb.diagnostics.diagnostic import KbError
from kb.reference.placename import fold
from kb.reference.term import NOTHING
from kb.reference.termfile import Entry, read_termfile

LEVELS: Final = ("required", "short", "full", "optional")
"""How much a sheet needs a field: refused without it, needed by a short or a full sheet, or left to the teller."""
_E = TypeVar("_E", bound=Enum)


@dataclass(frozen=True, slots=True)
class Wording:
    """What people read in place of a value of an enumeration."""

    label: str
    label_en: str = ""
    definition: str = ""
    attributes: Mapping[str, Any] = field(default_factory=lambda: NOTHING, hash=False)


@dataclass(frozen=True, slots=True)
class Labels:
    """Wording of the enumerations, by class name then by value (`model.yml`)."""

    path: str
    titles: Mapping[str, str] = field(hash=False)
    wordings: Mapping[str, Mapping[str, Wording]] = field(hash=False)

    def of(self, member: Enum) -> str:
        """Return the French label of a member."""
        return self.wording(member).label

    def wording(self, member: Enum) -> Wording:
        """Return label, definition and attributes of a member. Raises KbError when `model.yml` has none."""
        return self.named(type(member).__name__, str(member.value))

    def named(self, enum: str, value: str) -> Wording:
        """Return the same by name of enumeration and value, for code that holds no enumeration."""
        try:
            return self.wordings[enum][value]
        except KeyError:
            raise KbError(f"{self.path} : il manque le libellé de « {value} » dans « {enum} »") from None

    def label(self, enum: str, value: str) -> str:
        """Return the French label by name of enumeration and value, or the value itself: for codes that open lists hold."""
        wording = self.wordings.get(enum, {}).get(value)
        return wording.label if wording else value

    def title(self, enum: type[Enum]) -> str:
        """Return what the enumeration as a whole is called in French."""
        return self.titles.get(enum.__name__, "")

    def definition(self, member: Enum) -> str:
        """Return the French definition of a member, empty when none is needed."""
        return self.wording(member).definition

    def read(self, enum: type[_E], text: str) -> _E | None:
        """Return the member that `text` names by its label, whatever the case and accents, or None."""
        return next((member for member in enum if fold(self.of(member)) == fold(text)), None)


@dataclass(frozen=True, slots=True)
class Guidance:
    """What a contributor reads beside a field."""

    label: str
    sentence: str
    example: str = ""
    minutes: float = 0
    level: str = "optional"
    """`required`: the record is refused without it; `short`, `full`: that level of sheet needs it; `optional`."""


@dataclass(frozen=True, slots=True)
class Work:
    """A document that terms rest on (`bibliography.yml`)."""

    id: int
    title: str
    publisher: str = ""
    url: str = ""


def load_labels(folder: Path) -> Labels:
    """Read the wording of the enumerations."""
    file = read_termfile(folder / "model.yml", "enums")
    enums = file.table("enums") | file.table("computed")
    titles = {name: enum.pair("title")[0] for name, enum in enums.items()}
    wordings = {name: MappingProxyType(_read_wordings(enum)) for name, enum in enums.items()}
    return Labels(file.where, MappingProxyType(titles), MappingProxyType(wordings))


def _read_wordings(enum: Entry) -> dict[str, Wording]:
    enum.refuse_others("title", "values")
    return {value: _read_wording(entry) for value, entry in enum.table("values").items()}


def _read_wording(entry: Entry) -> Wording:
    entry.refuse_others("label", "definition", "attributes")
    label, label_en = entry.pair("label", required=True)
    return Wording(label, label_en, entry.pair("definition")[0], entry.attributes())


def load_fields(folder: Path) -> Mapping[str, Guidance]:
    """Read the guidance of each field, by `Block.key` (`Exchange.from`)."""
    file = read_termfile(folder / "fields.yml", "fields")
    return MappingProxyType({name: _read_guidance(entry) for name, entry in file.table("fields").items()})


def _read_guidance(entry: Entry) -> Guidance:
    entry.refuse_others("label", "sentence", "example", "minutes", "level")
    level = entry.text("level") or LEVELS[-1]
    if level not in LEVELS:
        raise entry.problem(f"« level: {level} » : un niveau parmi {', '.join(LEVELS)} est attendu")
    label, sentence = entry.text("label", required=True), entry.text("sentence", required=True)
    return Guidance(label, sentence, entry.text("example"), entry.number("minutes"), level)


def load_acronyms(folder: Path) -> Mapping[str, str]:
    """Read the acronyms and what they stand for."""
    file = read_termfile(folder / "acronyms.yml", "acronyms")
    return MappingProxyType(file.texts_by_key("acronyms"))


def load_bibliography(folder: Path) -> Mapping[int, Work]:
    """Read the documents that terms rest on, by number."""
    file = read_termfile(folder / "bibliography.yml", "sources")
    works = [_read_work(entry) for entry in file.entries("sources")]
    return MappingProxyType({work.id: work for work in works})


def _read_work(entry: Entry) -> Work:
    entry.refuse_others("id", "title", "publisher", "url")
    return Work(int(entry.number("id")), entry.text("title", required=True), entry.text("publisher"), entry.text("url"))

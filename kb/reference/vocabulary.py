"""The controlled words of a base, from the folder `vocabularies/`.

Enters: the folder. Leaves: frozen `Vocabularies`; what goes with them (labels, guidance, acronyms) is handed on from `labels`.
An unusable file raises `KbError` (French, with file and cause). Floor 2. Code reads `term.attributes` and never names a term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kb.diagnostics.diagnostic import KbError
from kb.reference.labels import Guidance, Labels, Wording, Work, load_acronyms, load_bibliography, load_fields, load_labels
from kb.reference.placename import fold
from kb.reference.term import Group, Link, Term, Vocabulary
from kb.reference.termfile import Entry, name_of, read_termfile

__all__ = [
    "MATCHES",
    "REQUIRED",
    "Group",
    "Guidance",
    "Labels",
    "Link",
    "Term",
    "Vocabularies",
    "Vocabulary",
    "Wording",
    "Work",
    "fold",
    "load_acronyms",
    "load_bibliography",
    "load_fields",
    "load_labels",
    "load_vocabularies",
]

REQUIRED: Final = ("cooperation-types", "themes", "goods", "balance-modes", "progress", "evidence", "viewpoint", "party-kinds")
"""Vocabularies that the model of a record needs."""
MATCHES: Final = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
"""How a term relates to a notion of a thesaurus, in the words of SKOS."""
_OTHERS: Final = frozenset({"acronyms", "bibliography", "fields", "groupings", "model"})
"""Files of the folder that hold no terms."""
_SLUG: Final = re.compile(r"[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*")
_KEYS: Final = (
    "id",
    "label",
    "definition",
    "question",
    "synonyms",
    "synonyms_en",
    "group",
    "broader",
    "replaced_by",
    "links",
    "basis",
    "attributes",
)


class Vocabularies(Mapping[str, Vocabulary]):
    """The vocabularies of a project by id. Asking for one that has no file raises `KbError`."""

    def __init__(self, folder: Path, vocabularies: Iterable[Vocabulary]) -> None:
        self.folder = folder
        self._by_id = {vocabulary.id: vocabulary for vocabulary in vocabularies}

    def __getitem__(self, id: str) -> Vocabulary:
        if id not in self._by_id:
            raise KbError(f"{name_of(self.folder / f'{id}.yml')} : fichier introuvable, le vocabulaire « {id} » est attendu")
        return self._by_id[id]

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)


def load_vocabularies(folder: Path, required: Iterable[str] = REQUIRED) -> Vocabularies:
    """Read every vocabulary of `folder`. Raises KbError when one is unusable, or when a required one is missing."""
    if not folder.is_dir():
        raise KbError(f"{folder} : dossier introuvable, les vocabulaires y sont attendus")
    paths = sorted(path for path in folder.glob("*.yml") if path.stem not in _OTHERS)
    vocabularies = Vocabularies(folder, [_read_vocabulary(path) for path in paths])
    for id in required:
        vocabularies[id]
    return vocabularies


def _read_vocabulary(path: Path) -> Vocabulary:
    file = read_termfile(path, "id", "title", "terms")
    file.refuse_others("id", "title", "a_term", "description", "groups", "terms")
    if file.text("id") != path.stem:
        raise file.problem(f"« id: {file.text('id')} » : le nom du fichier, « {path.stem} », est attendu")
    entries = {"groups": file.entries("groups"), "terms": file.entries("terms")}
    groups, terms = tuple(map(_read_group, entries["groups"])), tuple(map(_read_term, entries["terms"]))
    for kind in entries.values():
        _refuse_twins(kind)
    _check_references(entries["terms"], terms, {group.id for group in groups})
    title, title_en = file.pair("title", required=True)
    a_term, _ = file.pair("a_term", required=True)
    return Vocabulary(file.text("id"), title, terms, groups, a_term, title_en, *file.pair("description"))


def _read_group(entry: Entry) -> Group:
    entry.refuse_others("id", "label", "definition", "icon")
    return Group(_read_id(entry), *entry.pair("label", required=True), *entry.pair("definition"), icon=entry.text("icon"))


def _read_term(entry: Entry) -> Term:
    entry.refuse_others(*_KEYS)
    label, label_en = entry.pair("label", required=True)
    definition, definition_en = entry.pair("definition", required=True)
    return Term(
        id=_read_id(entry),
        label=label,
        label_en=label_en,
        definition=definition,
        definition_en=definition_en,
        question=entry.pair("question")[0],
        synonyms=entry.texts("synonyms"),
        synonyms_en=entry.texts("synonyms_en"),
        group=entry.text("group"),
        broader=entry.text("broader"),
        replaced_by=entry.text("replaced_by"),
        links=tuple(map(_read_link, entry.entries("links"))),
        basis=entry.numbers("basis"),
        attributes=entry.attributes(),
    )


def _read_id(entry: Entry) -> str:
    id = entry.text("id", required=True)
    if not _SLUG.fullmatch(id):
        raise entry.problem("un identifiant s’écrit avec des lettres sans accent, des chiffres et des traits d’union")
    return id


def _read_link(entry: Entry) -> Link:
    entry.refuse_others("scheme", "uri", "label", "match")
    link = Link(*(entry.text(key, required=True) for key in ("scheme", "uri", "label", "match")))
    if link.match not in MATCHES:
        raise entry.problem(f"« match: {link.match} » : un lien parmi {', '.join(MATCHES)} est attendu")
    if not link.uri.startswith(("http://", "https://")):
        raise entry.problem(f"« uri: {link.uri} » : une adresse en http:// ou https:// est attendue")
    return link


def _refuse_twins(entries: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry.text("id") in seen:
            raise entry.problem("cet identifiant sert deux fois")
        seen.add(entry.text("id"))


def _check_references(entries: list[Entry], terms: tuple[Term, ...], groups: set[str]) -> None:
    """Raise when a term names a group or another term that does not exist, or when following it never ends."""
    ids = {term.id: term for term in terms}
    for entry, term in zip(entries, terms, strict=True):
        if term.group and term.group not in groups:
            raise entry.problem(f"le groupe « {term.group} » n’existe pas dans ce fichier")
        for key in ("broader", "replaced_by"):
            _check_chain(entry, term, key, ids)


def _check_chain(entry: Entry, term: Term, key: str, ids: Mapping[str, Term]) -> None:
    seen, target = {term.id}, getattr(term, key)
    while target:
        if target not in ids:
            raise entry.problem(f"« {key}: {target} » : ce terme n’existe pas dans ce fichier")
        if target in seen:
            raise entry.problem(f"« {key}: {target} » : ces renvois tournent en rond")
        seen.add(target)
        target = getattr(ids[target], key)

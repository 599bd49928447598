"""The collection: all records of a base, what they are checked against, and what is wrong across them.

Enters: the root of a project. Leaves: a `Collection`. Floor 3. Only a bad world raises (`KbError`).
"""

from __future__ import annotations

import difflib
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from kb.diagnostics.diagnostic import Diagnostic, KbError, Severity
from kb.diagnostics.rules import collection as rules
from kb.diagnostics.rules import phrases, reading, terms
from kb.records.facet import Facet, build_facets
from kb.records.finding import Finding
from kb.records.knowledge import Knowledge, load_knowledge
from kb.records.likeness import find_twins
from kb.records.model import Status
from kb.records.record import Record
from kb.records.shape import make_slug
from kb.records.validate import read_record
from kb.source import Source, read_source

CASES = "cases"
_NO_CASES = "Le dossier « {folder} » n’existe pas : créez-le, ou lancez kb new pour écrire une première fiche."
_EMPTY_CASES = "Le dossier « {folder} » ne contient aucune fiche : lancez kb new pour écrire la première."

Progress = Callable[[int, int], None]
"""Called with the number of records read and their total."""


@dataclass(frozen=True)
class Collection:
    """All the records of a base."""

    root: Path
    knowledge: Knowledge
    records: tuple[Record, ...]
    """Every file of `cases/`, sorted by slug, right or wrong."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything wrong, in order of reading."""

    @classmethod
    def load(cls, root: Path, *, today: date | None = None, progress: Progress | None = None) -> Self:
        """Read the project at `root`. Raises KbError when it holds no case, or when its vocabularies cannot be used."""
        knowledge = load_knowledge(root, today)
        paths, ignored = find_files(root)
        records = []
        with _patient_collector():
            for index, path in enumerate(paths):
                records.append(_read(path, root, knowledge))
                if progress:
                    progress(index + 1, len(paths))
        across = [*ignored, *check_groupings(knowledge), *check_across(records)]
        diagnostics = [diagnostic for record in records for diagnostic in record.diagnostics] + across
        return cls(root, knowledge, _refuse(records, across), tuple(sorted(diagnostics, key=lambda d: d.sort_key)))

    @cached_property
    def published(self) -> tuple[Record, ...]:
        """The records to publish, by title."""
        return self.with_status(Status.PUBLISHED)

    def with_status(self, status: Status) -> tuple[Record, ...]:
        """Return the sound records of that status, by title."""
        return tuple(sorted((r for r in self.records if r.status is status), key=lambda r: make_slug(r.told.title)))

    @cached_property
    def facets(self) -> tuple[Facet, ...]:
        """The ways to group and count records."""
        return build_facets(self.knowledge)

    def facet(self, key: str) -> Facet:
        """Return the facet of that key. Raises KeyError."""
        return next(facet for facet in self.facets if facet.key == key)

    def get(self, slug: str) -> Record | None:
        """Return the record of that slug, by its present or a former name."""
        return self._by_slug.get(slug)

    @cached_property
    def _by_slug(self) -> dict[str, Record]:
        named = {former: record for record in self.records if record.case for former in record.case.former_slugs}
        return named | {record.slug: record for record in self.records}


@contextmanager
def _patient_collector() -> Iterator[None]:
    """Hold the garbage collector while records pile up: nothing is freed then, and its passes double the time of a check."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def find_files(root: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Return the files that hold a record, and what is said of the others. Raises KbError when there is none."""
    folder = root / CASES
    if not folder.is_dir():
        raise KbError(_NO_CASES.format(folder=CASES))
    found, ignored = [], []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".md":
            found.append(path)
        elif path.is_file() and not path.name.startswith("."):
            ignored.append(reading.IGNORED_FILE.at(_name(path, root), seen=path.name))
        elif path.is_dir() and not path.name.startswith("."):
            ignored += [reading.NESTED_RECORD.at(_name(it, root), seen=_name(it, folder)) for it in sorted(path.glob("*.md"))]
    if not found:
        raise KbError(_EMPTY_CASES.format(folder=CASES))
    return found, ignored


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _read(path: Path, root: Path, knowledge: Knowledge) -> Record:
    name = _name(path, root)
    if path.is_symlink() and _leads_out(path):
        source = Source(name)
        source.report(reading.LINK_OUT_OF_TREE, None, seen=name)
    else:
        source = read_source(path, name)
    if make_slug(path.stem) != path.stem:
        source.report(reading.BAD_FILE_NAME, None, seen=path.name, suggestion=make_slug(path.stem) or phrases.SOME_RECORD)
    return read_record(source, knowledge, path.parent)


def _leads_out(path: Path) -> bool:
    """True when a link leads elsewhere than beside itself; not for a link to itself, on which pathlib raises: reading it says so."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent))


def check_groupings(knowledge: Knowledge) -> Iterator[Diagnostic]:
    """Yield what is wrong in `groupings.yml`."""
    for problem in knowledge.gazetteer.problems:
        cause = phrases.GROUPING_CAUSES[problem.message_key].format_map(problem.facts)
        yield terms.GROUPING_UNUSABLE.at("vocabularies/groupings.yml", seen=problem.id, cause=cause)


def check_across(records: list[Record]) -> Iterator[Diagnostic]:
    """Yield what is wrong between records: names that clash, links that lead nowhere."""
    slugs = {record.slug: record for record in records}
    folded: dict[str, Record] = {}
    for record in records:
        other = folded.setdefault(record.slug.casefold(), record)
        if other is not record:
            yield rules.DUPLICATE_SLUG.at(record.path, seen=record.slug, other=other.slug)
        for finding in _check_links(record, slugs):
            yield finding.place(record.source)
    for record, finding in find_twins(records):
        yield finding.place(record.source)


def _check_links(record: Record, slugs: dict[str, Record]) -> Iterator[Finding]:
    if record.case is None:
        return
    for index, related in enumerate(record.case.related):
        if related.case == record.slug:
            yield Finding(rules.SELF_RELATION, ("related", index, "case"))
        elif related.case not in slugs:
            close = _nearest(related.case, slugs)
            guidance = phrases.DID_YOU_MEAN.format(suggestion=close) if close else phrases.KNOWN_CASES
            yield Finding(rules.DEAD_RELATION, ("related", index, "case"), facts={"seen": related.case, "guidance": guidance})
    for index, former in enumerate(record.case.former_slugs):
        if former in slugs:
            yield Finding(rules.FORMER_SLUG_TAKEN, ("former_slugs", index), facts={"seen": former})


def _nearest(slug: str, slugs: dict[str, Record]) -> str | None:
    return next(iter(difflib.get_close_matches(slug, slugs, n=1)), None)


def _refuse(records: list[Record], across: list[Diagnostic]) -> tuple[Record, ...]:
    """Return the records, those that an error across records concerns without their case."""
    wrong = {d.path for d in across if d.severity is Severity.ERROR}
    return tuple(replace(record, case=None) if record.path in wrong else record for record in records)

"""The index of a collection: opened when it is fresh, built when it is not.

Enters: a collection, or documents already made. Leaves: an `Index`, which answers `kb.search.query`. Floor 4.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kb.search.analysis import analyse, fold, join_compounds, read_stems
from kb.search.bitset import pack
from kb.search.expansion import EQUIVALENT, Expander, Place
from kb.search.posting import Postings, Weighted, write_postings
from kb.search.storage import Unusable, find_generation, write_generation
from kb.search.weight import COMPOUND, CONCEPT_IN_TEXT, WEIGHTS

if TYPE_CHECKING:
    from kb.search.document import Document

LEXICON = "lexicon.json"
WORDS = "words.json"
GAP = 100
"""Positions left between two texts: a phrase does not run from one into the next."""
PLACE_FIELDS = ("places", "parties")
_CODE = ("search/*.py", "records/*.py", "data/vintage.json")

FOLDER = ".cache/search"
"""Where the index of a project is kept, under its root."""

Progress = Callable[[int, int], None]
Lexicon = dict[str, Any]


def fingerprint(root: Path) -> str:
    """Return what an index of the project at `root` depends on: its records, its vocabularies, its settings and this code."""
    package = Path(__file__).resolve().parent.parent
    paths = [*root.glob("cases/*.md"), *root.glob("vocabularies/*.yml"), *root.glob("settings.yml")]
    paths += [path for pattern in _CODE for path in package.glob(pattern)]
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(paths):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


class Index:
    """Everything a search needs; nothing of the records themselves is read again."""

    def __init__(self, folder: Path, built: Unusable | None = None) -> None:
        self.built = built
        """Why it had to be built; None when it was found fresh."""
        lexicon: Lexicon = json.loads((folder / LEXICON).read_bytes())
        self.expander = Expander.from_data(lexicon["expander"])
        self.facets: dict[str, dict[str, Any]] = lexicon["facets"]
        """By key: `title`, `values` (label by value), `names` (values by stems)."""
        self.lengths: list[int] = lexicon["lengths"]
        self.mean_length = sum(self.lengths) / len(self.lengths) if self.lengths else 1.0
        self._bearers: dict[str, dict[str, str]] = lexicon["bearers"]
        self._words = (folder / WORDS).read_bytes()
        self.postings = Postings(folder)

    def bearers(self, key: str, value: str) -> int:
        """Return the documents that have a value of a facet, as a `bitset`."""
        return int(self._bearers.get(key, {}).get(value, "0"), 16)

    def __len__(self) -> int:
        return len(self.lengths)

    def slug(self, document: int) -> str:
        """Return the slug of a document."""
        return str(self.postings.kept(document)["slug"])

    @cached_property
    def slugs(self) -> frozenset[str]:
        """The slugs of all the documents."""
        return frozenset(map(self.slug, range(len(self))))

    @cached_property
    def words(self) -> dict[str, tuple[int, str]]:
        """The words of the records, folded: in how many records each stands, and how it is written."""
        found: dict[str, tuple[int, str]] = json.loads(self._words)
        return found

    @classmethod
    def open_fresh(cls, root: Path, folder: Path) -> Self | None:
        """Return the index of the project at `root` when it is up to date, without reading a record; else None."""
        found = find_generation(folder, fingerprint(root))
        return None if isinstance(found, Unusable) else cls._try(found)

    @classmethod
    def open(cls, collection: Any, folder: Path, progress: Progress | None = None) -> Self:
        """Return the index of a collection, built when it is absent, stale or unreadable."""
        from kb.search.document import document  # here, so that a search in a fresh index does not load the model

        records = collection.published
        lexicon = build_lexicon(collection)
        documents = (document(record, collection) for record in records)
        return cls.open_documents(documents, lexicon, folder, fingerprint(collection.root), _counting(progress, len(records)))

    @classmethod
    def open_documents(
        cls,
        documents: Iterable[Document],
        lexicon: Lexicon,
        folder: Path,
        mark: str,
        progress: Callable[[int], None] | None = None,
    ) -> Self:
        """Return an index of `documents`, found in `folder` under the fingerprint `mark` or built there.

        A folder that cannot be written is replaced by a temporary one.
        """
        found = find_generation(folder, mark)
        if not isinstance(found, Unusable):
            if opened := cls._try(found):
                return opened
            found = Unusable.UNREADABLE
        made = list(documents)

        def fill(generation: Path) -> None:
            _fill(generation, made, lexicon, progress)

        try:
            opened = cls._try(write_generation(folder, mark, fill), found)
        except OSError:
            opened = None
        return opened or cls(write_generation(_temporary_folder(), mark, fill), found)

    @classmethod
    def _try(cls, generation: Path, built: Unusable | None = None) -> Self | None:
        """Open a generation; None when it cannot be, for instance because another process has just replaced it."""
        try:
            return cls(generation, built)
        except Exception:
            return None  # pickles may raise anything, and every cause has the same cure: build it again


def build_lexicon(collection: Any) -> Lexicon:
    """Gather what a search must know of words and values, from the vocabularies of a collection."""
    from kb.reference.vocabulary import load_acronyms  # here for the reason given in `Index.open`

    knowledge = collection.knowledge
    vocabularies: Mapping[str, Any] = knowledge.vocabularies
    gazetteer = knowledge.gazetteer
    places = [Place(it.code.removeprefix("FR-"), it.name) for it in gazetteer.departments()]
    places += [Place(it.code, it.name) for it in gazetteer.regions()]
    sought = {id: vocabularies[id] for id in ("cooperation-types", "themes", "goods", "progress", "party-kinds")}
    expander = Expander.build(sought, load_acronyms(collection.root / "vocabularies"), places)
    return {"expander": expander.to_data(), "facets": {facet.key: _describe(facet, collection) for facet in collection.facets}}


def describe_facet(title: str, labels: Mapping[str, str], names: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """Return a facet as the lexicon holds it: its labels by value, and the values that each name may mean."""
    by_name: dict[str, list[str]] = {}
    for value, label in labels.items():
        for name in (value, value.replace("-", " "), label, *names.get(value, ())):
            for key in (fold(name).strip(), " ".join(analyse(name))):
                if key and value not in by_name.setdefault(key, []):
                    by_name[key].append(value)
    return {"title": title, "values": dict(labels), "names": by_name}


def _describe(facet: Any, collection: Any) -> dict[str, Any]:
    vocabularies = collection.knowledge.vocabularies
    terms = vocabularies[facet.key] if facet.key in vocabularies else ()  # noqa: SIM401 - asking for another raises KbError
    names = {term.id: term.names for term in terms}
    values = [*(facet.order or ()), *(value for record in collection.published for value in facet.values(record))]
    return describe_facet(facet.title, {value: facet.label_of(value) for value in dict.fromkeys(values)}, names)


def _fill(folder: Path, documents: list[Document], lexicon: Lexicon, progress: Callable[[int], None] | None) -> None:
    expander = Expander.from_data(lexicon["expander"])
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    lengths: list[int] = []
    bearers: dict[str, dict[str, list[int]]] = {}

    def weigh_all() -> Iterator[tuple[list[Weighted], list[str], dict[str, Any]]]:
        for document in documents:
            weighed, seen = weigh(document, expander)
            counts.update(seen.keys())
            written.update(seen)
            lengths.append(max(1, len(weighed)))
            for key, values in document.facets.items():
                for value in values:
                    bearers.setdefault(key, {}).setdefault(value, []).append(len(lengths) - 1)
            places = [stem for name, text in document.texts if name in PLACE_FIELDS for stem in analyse(text)]
            yield weighed, places, {"slug": document.slug, "title": document.title, "texts": document.texts, "marks": document.marks}
            if progress:
                progress(len(lengths))

    write_postings(folder, weigh_all())
    packed = {key: {value: f"{pack(held, len(lengths)):x}" for value, held in values.items()} for key, values in bearers.items()}
    (folder / LEXICON).write_text(json.dumps(lexicon | {"lengths": lengths, "bearers": packed}, ensure_ascii=False), encoding="utf-8")
    (folder / WORDS).write_text(json.dumps({word: (counts[word], written[word]) for word in counts}, ensure_ascii=False), encoding="utf-8")


def weigh(document: Document, expander: Expander) -> tuple[list[Weighted], dict[str, str]]:
    """Return the weighted tokens of a document, and its words: folded, as written."""
    tokens: list[Weighted] = []
    words: dict[str, str] = {}
    position = 0
    for name, text in document.texts:
        weight, stems = WEIGHTS[name], list(read_stems(text))
        words.update((found.word, text[found.start : found.end].lower()) for found in stems)
        tokens += [Weighted(found.text, position + place, weight) for place, found in enumerate(stems)]
        tokens += [Weighted(joined, position + place, weight * COMPOUND) for place, joined in join_compounds(text, stems)]
        for spot in expander.spot([found.text for found in stems], EQUIVALENT):
            tokens.append(Weighted(spot.concept, position + spot.start, weight * CONCEPT_IN_TEXT))
        position += len(stems) + GAP
    tokens += [Weighted(concept, position, weight) for concept, (_, weight) in document.marks.items()]
    return tokens, words


def _counting(progress: Progress | None, total: int) -> Callable[[int], None] | None:
    return (lambda done: progress(done, total)) if progress else None


def _temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kb-search-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder

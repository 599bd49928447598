"""The index of a collection: opened when it is fresh, built when it is not.

Enters: a collection, or documents already made. Leaves: an `Index`, which answers `kb.search.query`. Floor 4.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from kb.search import bitset
from kb.search.analysis import analyse, fold
from kb.search.expansion import TROUBLED, Expander, Place
from kb.search.posting import Postings, Weighted, write_postings
from kb.search.span import Packed, find_tokens, pack
from kb.search.storage import Unusable, describe_look, find_generation, find_sealed, seal, write_generation
from kb.search.weight import LENGTH, SATURATION, WEIGHTS

if TYPE_CHECKING:
    from kb.search.document import Document

LEXICON = "lexicon.json"
WORDS = "words.json"
GAP = 100
"""Positions left between two texts: a phrase does not run from one into the next."""
PLACE_FIELDS = ("places", "parties")
_CODE = ("search/*.py", "records/*.py", "data/vintage.json", "data/everyday.tsv")

FOLDER = ".cache/search"
"""Where the index of a project is kept, under its root."""

Progress = Callable[[int, int], None]
Lexicon = dict[str, Any]


def list_sources(root: Path) -> list[Path]:
    """Return what an index of the project at `root` depends on: its records, its vocabularies, its settings and this code."""
    package = Path(__file__).resolve().parent.parent
    paths = [*root.glob("cases/*.md"), *root.glob("vocabularies/*.yml"), *root.glob("settings.yml")]
    return sorted([*paths, *(path for pattern in _CODE for path in package.glob(pattern))])


def fingerprint(root: Path) -> str:
    """Return a digest of what an index of the project at `root` depends on."""
    digest = hashlib.blake2b(digest_size=16)
    for path in list_sources(root):
        content = _read(path)
        digest.update(os.fsencode(path.name) + f"\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _read(path: Path) -> bytes:
    """Return what a file holds; nothing when it cannot be read, which `kb check` says. Nobody waits for a pipe."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


class Index:
    """Everything a search needs; nothing of the records themselves is read again."""

    def __init__(self, folder: Path, built: Unusable | None = None) -> None:
        self.folder = folder
        self.built = built
        """Why it had to be built; None when it was found fresh."""
        lexicon: Lexicon = json.loads((folder / LEXICON).read_bytes())
        self.expander = Expander.from_data(lexicon["expander"])
        self.facets: dict[str, dict[str, Any]] = lexicon["facets"]
        """By key: `title`, `values` (label by value), `names` (values by stems)."""
        self.lengths: list[int] = lexicon["lengths"]
        self.slowed = slow(self.lengths)
        """By document, the weight at which a word counts for half: more in a long one (BM25’s k1 and b)."""
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
        look = describe_look(list_sources(root))
        sealed = find_sealed(folder, look)
        found = sealed or find_generation(folder, fingerprint(root))
        opened = None if isinstance(found, Unusable) else cls._try(found)
        if opened and not sealed:
            seal(folder, opened.folder, look)
        return opened

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


def slow(lengths: Sequence[int]) -> list[float]:
    """Return, by document, what BM25 adds to the weight of a word under the fraction bar."""
    mean = sum(lengths) / len(lengths) if lengths else 1.0
    return [SATURATION * (1 - LENGTH + LENGTH * length / mean) for length in lengths]


def build_lexicon(collection: Any) -> Lexicon:
    """Gather what a search must know of words and values, from the vocabularies of a collection."""
    from kb.search.everyday import load_everyday  # here for the reason given in `Index.open`
    from kb.search.former import FORMER_REGIONS, INITIALS

    knowledge = collection.knowledge
    vocabularies: Mapping[str, Any] = knowledge.vocabularies
    gazetteer = knowledge.gazetteer
    places = [Place(it.code.removeprefix("FR-"), it.name) for it in gazetteer.departments()]
    places += [Place(it.code, it.name) for it in gazetteer.regions()]
    places += [Place(code, name) for name, codes in FORMER_REGIONS.items() for code in codes]
    places += [Place(code, name) for name, code in INITIALS.items()]
    sought = {id: vocabularies[id] for id in ("cooperation-types", "themes", "goods", "progress", "party-kinds")}
    expander = Expander.build(sought, knowledge.acronyms, places, load_everyday())
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
    known: set[str] = set()
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    lengths: list[int] = []
    bearers: dict[str, dict[str, list[int]]] = {}

    def weigh_all() -> Iterator[tuple[list[Weighted], list[str], dict[str, Any]]]:
        for document in documents:
            weighed = weigh(document, expander)
            counts.update(weighed.words.keys())
            known.update(token.text for token in weighed.tokens)
            written.update(weighed.words)
            lengths.append(weighed.length)
            for key, values in document.facets.items():
                for value in values:
                    bearers.setdefault(key, {}).setdefault(value, []).append(len(lengths) - 1)
            places = [stem for name, text in document.texts if name in PLACE_FIELDS for stem in analyse(text)]
            kept = {key: getattr(document, key) for key in ("slug", "title", "texts", "marks")}
            yield weighed.tokens, places, kept | {"spans": weighed.spans}
            if progress:
                progress(len(lengths))

    write_postings(folder, weigh_all())
    kept = lexicon | {"expander": expander.keep(known).to_data()}
    packed = {key: {value: f"{bitset.pack(held, len(lengths)):x}" for value, held in values.items()} for key, values in bearers.items()}
    (folder / LEXICON).write_text(json.dumps(kept | {"lengths": lengths, "bearers": packed}, ensure_ascii=False), encoding="utf-8")
    (folder / WORDS).write_text(json.dumps({word: (counts[word], written[word]) for word in counts}, ensure_ascii=False), encoding="utf-8")


class Weighing(NamedTuple):
    """A document, ready for the lists of words."""

    tokens: list[Weighted]
    words: dict[str, str]
    """Its words, as folded and as written."""
    spans: list[Packed]
    """What each of its texts holds, and where."""

    @property
    def length(self) -> int:
        """How many tokens make it long; a word that is marked once more as a difficulty does not."""
        return max(1, sum(not token.text.endswith(TROUBLED) for token in self.tokens))


def weigh(document: Document, expander: Expander) -> Weighing:
    """Weigh the tokens of a document, by the field they stand in."""
    made = Weighing([], {}, [])
    position = 0
    for name, text in document.texts:
        held = list(find_tokens(text, expander))
        words = {it.word: text[it.span.start : it.span.end].lower() for it in held if it.word}
        made.words.update(words)
        made.tokens.extend(Weighted(it.span.token, position + it.place, WEIGHTS[name] * it.share) for it in held)
        made.spans.append(pack([it.span for it in held]))
        position += sum(1 for it in held if it.word) + GAP
    made.tokens.extend(Weighted(concept, position, weight) for concept, (_, weight) in document.marks.items())
    return made


def _counting(progress: Progress | None, total: int) -> Callable[[int], None] | None:
    return (lambda done: progress(done, total)) if progress else None


def _temporary_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="kb-search-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder

"""The index of the browser: the same words, weights and names as the terminal's, written so that a page loads only what a question needs.

Enters: records and their collection, and what a page shows of each record. Leaves: files below `assets/search/`. Floor 4.

`core` holds what every question needs (tables of French, names of concepts and facets, lengths). The rest is fetched by name: `t`
words and their weights, `b` words that stand side by side, `p` words of places, `f` values of facets, `w` the words as written (for
slips of the keyboard), `c` cards, `d` the sentences of one record. `search.js` reads them; it holds no word of the vocabularies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.search import clause, excerpt, french, request, spoken, typo, weight
from kb.search.analysis import LONGEST_WORD, SHORTEST_STEMMED, analyse, fold
from kb.search.chunk import QUANTUM, Held, Shelf, encode, shelve, shelve_lines, write_chunk
from kb.search.document import Document, document
from kb.search.expansion import A_PLACE, CONCEPTS, EQUIVALENT, FAILURE, HARDSHIP, RELATED, TO_RURAL, TO_URBAN, TROUBLED, Expander
from kb.search.index import PLACE_FIELDS, build_lexicon, weigh
from kb.sitefile import SiteFile

ENGINE = Path(__file__).with_name("search.js")
"""The program that reads these files."""
FOLDER = "assets/search/"
LARGE = 300
"""Records from which what a question finds is scattered."""
LENGTH_STEPS = 1, 8
"""Step in which the lengths of records are written, in a small and in a large base: they weigh little."""
LIMIT = 3_000, 9_000
"""Characters after which a file of lists is cut: a sentence asks for dozens of words, and a large base has too many files to name."""
CARDS = 24, 4
"""Cards in a file, in a small and in a large base."""
NEWEST = "newest"
"""Key under which the year of the newest source stands, beside the facets."""

"""First letters of the tokens that no text holds."""

Card = Mapping[str, Any]


@dataclass
class _Lists:
    """Documents by key, as they are read."""

    words: dict[str, tuple[list[int], list[float]]] = field(default_factory=dict)
    pairs: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    facets: dict[str, list[int]] = field(default_factory=dict)
    written: dict[str, tuple[int, str]] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)


def export(
    records: Sequence[Any],
    collection: Any,
    cards: Sequence[Card] = (),
    beside: Mapping[str, Any] | None = None,
    typeset: Callable[[str], str] = str,
) -> tuple[str, list[SiteFile]]:
    """Return the address of the folder of an index, and its files.

    `cards`: what a list shows of each record, in the same order; `beside`: other files about the same records, by name; `typeset`: sets the
    spaces of the sentences shown.

    The address bears a mark of the content of all: a page and its index are of one make, or the index is missing.
    """
    lexicon = build_lexicon(collection)
    documents = [document(record, collection) for record in records]
    for made in documents:
        made.texts = [(name, typeset(text)) for name, text in made.texts]
    newest = {NEWEST: [str(record.latest_source or "") for record in records]}
    return export_documents(documents, lexicon, cards or [{"s": made.slug, "t": made.title} for made in documents], newest, beside)


def export_documents(
    documents: Sequence[Document],
    lexicon: Mapping[str, Any],
    cards: Sequence[Card],
    years: Mapping[str, Sequence[str]] | None = None,
    beside: Mapping[str, Any] | None = None,
) -> tuple[str, list[SiteFile]]:
    """Return the folder and the files of an index made of documents. `years`: other columns to sort by, one value a document."""
    expander = Expander.from_data(lexicon["expander"])
    lists = _Lists()
    for number, made in enumerate(documents):
        _read(number, made, expander, lists)
    for key, column in (years or {}).items():
        for number, value in enumerate(column):
            lists.facets.setdefault(f"{key}:{value}", []).append(number)
    chunks = dict(_list_chunks(documents, lexicon, lists, cards)) | {name: write_chunk(name, it) for name, it in (beside or {}).items()}
    mark = hashlib.sha256("".join(chunks.values()).encode()).hexdigest()[:8]
    folder = f"{FOLDER}{mark}/"
    return folder, [SiteFile(f"{folder}{name}.js", text) for name, text in chunks.items()]


def _read(number: int, made: Document, expander: Expander, lists: _Lists) -> None:
    weighed = weigh(made, expander)
    weights: dict[str, float] = {}
    at: dict[int, list[str]] = {}
    for text, position, value in weighed.tokens:
        weights[text] = weights.get(text, 0.0) + value
        if text[0] not in CONCEPTS:
            at.setdefault(position, []).append(text)
    for text, value in weights.items():
        held = lists.words.setdefault(text, ([], []))
        held[0].append(number)
        held[1].append(value)
    pairs = {f"{first} {second}" for position, here in at.items() for second in at.get(position + 1, ()) for first in here}
    _note(number, pairs, lists.pairs)
    _note(number, {stem for name, text in made.texts if name in PLACE_FIELDS for stem in analyse(text)}, lists.places)
    _note(number, {f"{key}:{value}" for key, values in made.facets.items() for value in values}, lists.facets)
    for word, text in weighed.words.items():
        lists.written[word] = (lists.written.get(word, (0, ""))[0] + 1, text)
    lists.lengths.append(weighed.length)


def _note(number: int, keys: Iterable[str], lists: dict[str, list[int]]) -> None:
    for key in keys:
        lists.setdefault(key, []).append(number)


# --- files -----------------------------------------------------------------------------------------------------------


def _list_chunks(
    documents: Sequence[Document], lexicon: Mapping[str, Any], lists: _Lists, cards: Sequence[Card]
) -> Iterator[tuple[str, str]]:
    limit = LIMIT[len(documents) >= LARGE]
    shelves: dict[str, Shelf] = {"t": shelve(lists.words, limit)}
    shelves |= {name: shelve(_plain(found), limit) for name, found in (("b", lists.pairs), ("p", lists.places), ("f", lists.facets))}
    shelves["x"] = shelve_lines(_list_usual(Expander.from_data(lexicon["expander"]).keep(lists.words)))
    for name, shelf in shelves.items():
        for place, content in enumerate(shelf.chunks):
            yield f"{name}{place}", write_chunk(f"{name}{place}", content)
    yield "w", write_chunk("w", _write_words(lists.written))
    step = CARDS[len(documents) >= LARGE]
    for place in range(0, len(cards), step):
        yield f"c{place // step}", write_chunk(f"c{place // step}", list(cards[place : place + step]))
    for number, made in enumerate(documents):
        texts = [pair for pair in made.texts if pair[0] in excerpt.SHOWN]
        yield f"d{number}", write_chunk(f"d{number}", texts)
    yield "core", write_chunk("core", _write_core(lexicon, lists, shelves, step))


def _plain(lists: Mapping[str, list[int]]) -> dict[str, Held]:
    return {key: (documents, ()) for key, documents in lists.items()}


def _write_words(written: Mapping[str, tuple[int, str]]) -> list[Any]:
    """Return the words that a slip may hide, as they are written, in how many records each stands, and those that do not fold as usual."""
    words = [word for word in sorted(written) if typo.may_be_meant(word)]
    counts = "".join(encode(written[word][0]) for word in words)
    texts = [written[word][1] for word in words]
    return [",".join(texts), counts, {text: word for text, word in zip(texts, words, strict=True) if fold(text) != word}]


def _write_core(lexicon: Mapping[str, Any], lists: _Lists, shelves: Mapping[str, Shelf], step: int) -> dict[str, Any]:
    lengths = lists.lengths
    length_step = LENGTH_STEPS[len(lengths) >= LARGE]
    return {
        "size": len(lengths),
        "step": length_step,
        "lengths": "".join(encode(round(length / length_step)) for length in lengths),
        "mean": sum(lengths) / len(lengths) if lengths else 1.0,
        "starts": {name: ",".join(shelf.starts) for name, shelf in shelves.items()},
        "cards": step,
        "concepts": _group_forms(lexicon["expander"]["forms"], lists),
        "facets": _describe_facets(lexicon["facets"]),
        "tables": list_tables(),
        "numbers": list_numbers(),
    }


def _list_usual(expander: Expander) -> dict[str, list[str]]:
    """Return the names of words, by the first stem of the name: the name, then by weight the words of the records that it may mean."""
    found: dict[str, list[str]] = {}
    for form, meanings in expander.forms.items():
        by_weight: dict[float, list[str]] = {}
        for token, value in meanings.items():
            if token[0] not in CONCEPTS:
                by_weight.setdefault(value, []).append(token)
        if by_weight:
            cells = (f"{value:g} {' '.join(tokens)}" for value, tokens in by_weight.items())
            found.setdefault(form.split(" ")[0], []).append("\t".join([form, *cells]))
    return found


def _group_forms(forms: Mapping[str, Mapping[str, float]], lists: _Lists) -> dict[str, dict[str, str]]:
    """Return the names of concepts, by weight; those that no record bears are left out, unless they are looked for in themselves."""
    grouped: dict[str, dict[float, list[str]]] = {}
    kept = (TO_RURAL, TO_URBAN, FAILURE, HARDSHIP)
    for form, meanings in forms.items():
        for concept, value in meanings.items():
            if concept[0] in CONCEPTS and (concept in lists.words or concept in kept):
                grouped.setdefault(concept, {}).setdefault(value, []).append(form)
    return {concept: {f"{value:g}": ",".join(names) for value, names in by.items()} for concept, by in grouped.items()}


def _describe_facets(facets: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the facets in their order, with the labels of their values, and the name each has in an address."""
    return [
        {"key": key, "name": name_facet(key), "title": facet["title"], "values": list(facet["values"].items())}
        for key, facet in facets.items()
    ]


def name_facet(key: str) -> str:
    """Return the French name of a facet in requests and in addresses of pages."""
    return next((name for name, named in french.FILTERS.items() if named == key), key)


def list_tables() -> dict[str, Any]:
    """Return what the search knows of French."""
    return {
        "elisions": sorted(french.ELISIONS),
        "small": sorted(french.STOP_WORDS),
        "light": sorted(french.LIGHT_WORDS),
        "scene": sorted(french.SCENE_WORDS),
        "words": french.WORDS,
        "exceptions": french.EXCEPTIONS,
        "endings": french.ENDINGS,
        "filters": french.FILTERS,
        "problems": french.PROBLEMS,
        "said": [[TO_RURAL, spoken.TO_COUNTRY], [TO_URBAN, spoken.TO_TOWN]],
        "hinted": [[TO_RURAL, spoken.TO_COUNTRY_HINT], [TO_URBAN, spoken.TO_TOWN_HINT]],
        "failed": spoken.FAILED,
        "fatal": [kind for kind in request.ProblemKind if kind.fatal],
    }


def list_numbers() -> dict[str, Any]:
    """Return every number that the sums need."""
    names = [
        "SATURATION",
        "LENGTH",
        "JOINED",
        "NEIGHBOURS",
        "EXCHANGE",
        "LIGHT",
        "ENOUGH",
        "COVERED",
        "INDIRECT",
        "SAME",
        "CLOSE",
        "REMOTE",
        "KNOWN",
        "RERANKED",
        "TYPO",
        "ASTRAY",
        "TROUBLE",
    ]
    names += ["NAMED", "TOLD", "MENTIONED", "SCENE", "ANSWERED", "BESIDE", "LACKING", "NEAREST"]
    numbers = {name: getattr(weight, name) for name in names}
    numbers |= {"QUANTUM": QUANTUM, "LONGEST_WORD": LONGEST_WORD, "SHORTEST_STEMMED": SHORTEST_STEMMED}
    numbers |= {"MAX_CHARACTERS": request.MAX_CHARACTERS, "MAX_WORDS": request.MAX_WORDS, "KEPT": typo.KEPT, "MOST": typo.MOST}
    numbers |= {"MOST_CORRECTED": clause.MOST_CORRECTED, "EXCERPT": excerpt.LENGTH, "SENTENCE": excerpt.SENTENCE, "SHOWN": excerpt.SHOWN}
    return numbers | {
        "GOODS": weight.WEIGHTS["goods"],
        "EQUIVALENT": EQUIVALENT,
        "FAILURE": FAILURE,
        "HARDSHIP": HARDSHIP,
        "TROUBLED": TROUBLED,
        "A_PLACE": A_PLACE,
        "CONCEPTS": CONCEPTS,
        "RELATED": RELATED,
    }

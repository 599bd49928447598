"""The search of the browser: the real search.js, run by node, beside the search of the terminal."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.cli.evaluate import find_opener
from kb.records.collection import Collection
from kb.search.analysis import fold
from kb.search.browser import ENGINE, FOLDER, export, list_tables, name_facet
from kb.search.chunk import encode, encode_gaps, shelve, write_chunk
from kb.search.evaluate import read_queries
from kb.search.index import Index
from kb.search.node import NodeSearch
from kb.search.query import search
from kb.search.typo import may_be_meant
from kb.sitefile import SiteFile

ROOT = Path(__file__).resolve().parents[2]
JUDGED = ROOT / "tests" / "search" / "queries.yml"
WRITTEN = [
    "eau captage", "L’EAU", "bois de la campagne vers la ville", "ça a raté", "PAT", "projet alimentaire territorial", "bio-déchets", "biodéchets",
    "captaje", "villes portes", "thème:eau lieu:Isère -forêt", "depuis:2018 eau", '"contrat de réciprocité"', "38", "département 38", "12 000",
    "2019 300 fermes", "commune de 8 000 habitants, des captages",
    "water supply", "zzzzzz", "a", "", "le la", "foo:bar", "theme:zzz", '"eau potable', "-bois", "cœur coeur", "*?[(", "été", "navette train",
]  # fmt: skip


@pytest.fixture(scope="module")
def collection() -> Collection:
    return Collection.load(ROOT)


@pytest.fixture(scope="module")
def files(collection: Collection) -> list[SiteFile]:
    return export(collection.published, collection)[1]


@pytest.fixture(scope="module")
def index(collection: Collection, tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.open(collection, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def browser_search(files: list[SiteFile]) -> Iterator[NodeSearch]:
    with NodeSearch(files) as opened:
        yield opened


def read_numbers(text: str) -> list[int]:
    """Read numbers back, as search.js does."""
    alphabet = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\')
    numbers, high = [], 0
    for digit in map(alphabet.index, text):
        if digit < 63:
            numbers.append(high * 63 + digit)
            high = 0
        else:
            high = high * 30 + digit - 63
    return numbers


# --- files -----------------------------------------------------------------------------------------------------------


def test_numbers_come_back_as_they_were() -> None:
    numbers = [0, 1, 62, 63, 64, 63 * 30, 63 * 30 + 1, 10_000, 123_456_789]
    assert read_numbers("".join(map(encode, numbers))) == numbers
    assert read_numbers(encode_gaps([0, 3, 4, 900])) == [0, 2, 0, 895]


def test_lists_are_cut_at_their_limit_and_found_by_their_first_key() -> None:
    shelf = shelve({f"mot{number:02}": ([number], [1.0]) for number in range(40)}, limit=100)
    assert len(shelf.chunks) > 3
    assert [chunk[0].split(",")[0] for chunk in shelf.chunks] == list(shelf.starts)
    assert all(sum(map(len, chunk)) <= 120 for chunk in shelf.chunks)


def test_the_words_that_a_slip_may_hide_are_known_by_how_they_are_written(files: list[SiteFile], index: Index) -> None:
    (text,) = (str(file.content) for file in files if file.address.endswith("/w.js"))
    written, counts, odd = json.loads(text[text.index("[") : text.rindex("]") + 1])
    words = [odd.get(word, fold(word)) for word in written.split(",")]
    assert words == sorted(word for word in index.words if may_be_meant(word))
    assert read_numbers(counts) == [index.words[word][0] for word in words]
    assert len(odd) < len(words) / 100


def test_a_chunk_is_a_call() -> None:
    assert write_chunk("t0", ["é", 1]) == 'searchChunk("t0",["é",1]);'


def test_the_address_tells_the_content(collection: Collection, files: list[SiteFile]) -> None:
    folder, again = export(collection.published, collection)
    other, _ = export(collection.published[1:], collection)
    assert folder.startswith(FOLDER)
    assert [file.address for file in again] == [file.address for file in files]
    assert folder != other


def test_the_engine_holds_no_word_of_french_tables() -> None:
    text = ENGINE.read_text(encoding="utf-8")
    strings = set(re.findall(r'"([^"\n]*)"', text))
    words = {*list_tables()["light"], *list_tables()["small"], *list_tables()["exceptions"]} - {"from", "of", "not", "has", "count", "and"}
    assert not strings & {word for word in words if len(word) > 2}


def test_what_a_question_loads_keeps_to_the_budget(files: list[SiteFile]) -> None:
    sizes = {Path(file.address).stem: len(gzip.compress(str(file.content).encode(), 6)) for file in files}
    largest = {
        family: max(size for name, size in sizes.items() if re.fullmatch(rf"{family}\d*", name)) for family in ("core", "t", "b", "f", "c")
    }
    engine = len(gzip.compress(ENGINE.read_bytes(), 6))
    three_words = engine + largest["core"] + 3 * largest["t"] + 2 * largest["b"] + largest["f"] + 3 * largest["c"]
    assert three_words <= 120 * 1024


def test_facets_have_a_name_for_addresses() -> None:
    assert name_facet("themes") == "theme"
    assert name_facet("unheard") == "unheard"


# --- answers ---------------------------------------------------------------------------------------------------------


def ask_both(text: str, index: Index, other: NodeSearch, collection: Collection) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the answers of the terminal and of the browser, in the same form."""
    results, answer = search(index, text, limit=1000), other.ask(text)
    slugs = [record.slug for record in collection.published]
    return (
        {
            "hits": [hit.slug for hit in results.hits],
            "nothing": results.nothing,
            "problems": [problem.message for problem in results.problems],
            "corrections": dict(results.corrections),
            "suggestion": next(iter(results.suggestions), ""),
            "lacking": {hit.slug: list(hit.lacking) for hit in results.hits if hit.lacking},
        },
        {
            "hits": [slugs[document] for document in answer["documents"]],
            "nothing": answer["nothing"],
            "problems": answer["problems"],
            "corrections": dict(answer["corrections"]),
            "suggestion": answer["suggestion"],
            "lacking": {slugs[document]: words for document, words in answer["lacking"]},
        },
    )


@pytest.mark.parametrize("text", WRITTEN)
def test_both_searches_answer_alike(text: str, index: Index, browser_search: NodeSearch, collection: Collection) -> None:
    terminal, browser = ask_both(text, index, browser_search, collection)
    assert browser == terminal


def test_the_first_answer_is_the_same_for_judged_queries(index: Index, browser_search: NodeSearch, collection: Collection) -> None:
    texts = [query.text for query in read_queries(JUDGED)] if JUDGED.exists() else WRITTEN
    pairs = [ask_both(text, index, browser_search, collection) for text in texts]
    same = sum(terminal["hits"][:1] == browser["hits"][:1] for terminal, browser in pairs)
    assert same >= 0.95 * len(pairs)


def test_random_words_of_the_records_find_the_same(index: Index, browser_search: NodeSearch, collection: Collection) -> None:
    chance = random.Random(7)
    words = sorted(index.words)
    for _ in range(60):
        text = " ".join(chance.choices(words, k=chance.randint(1, 4)))
        terminal, browser = ask_both(text, index, browser_search, collection)
        assert browser["hits"][:5] == terminal["hits"][:5], text


def test_the_sentence_that_matched_is_the_same(index: Index, browser_search: NodeSearch) -> None:
    for text in ("captage", "bio-déchets compost", "PAT", "forêt"):
        expected = [[list(piece) for piece in hit.excerpt] for hit in search(index, text, limit=3).hits]
        assert browser_search.ask(text)["excerpts"] == expected


@pytest.mark.parametrize("text", ["x" * 10_000, "eau " * 3_000, "\x00\u202e eau", '"' * 99, "((((", "-" * 500, "a:" * 400, "’" * 300])
def test_what_people_paste_never_breaks_it(text: str, browser_search: NodeSearch) -> None:
    assert json.dumps(browser_search.ask(text))


def test_the_browser_is_an_engine_to_measure() -> None:
    with find_opener("browser")(ROOT, None) as ask:  # type: ignore[arg-type]
        answer = ask("captage")
    assert answer.slugs
    assert not answer.says_nothing

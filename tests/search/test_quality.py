"""The search measured on the real records: thresholds, variants of a query, bad input, damaged index."""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.records.collection import Collection
from kb.search.evaluate import NO_ANSWER, Engine, Measure, Query, measure, open_whoosh, read_queries, summarise, summarise_by_kind
from kb.search.expansion import TO_RURAL, TO_URBAN, exchange_concept
from kb.search.index import Index
from kb.search.query import find, search
from kb.search.request import read_request
from kb.search.weight import FAMILY, MUTUAL
from tests.conftest import REPOSITORY

QUERIES = Path(__file__).with_name("queries.yml")
TUNED = [query for query in read_queries(QUERIES) if not query.held_out]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.open(Collection.load(REPOSITORY), tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def engine(base: Index) -> Engine:
    return open_whoosh(base)


@pytest.fixture(scope="module")
def measures(base: Index, engine: Engine) -> list[Measure]:
    return [measure(query, engine, base.slugs) for query in TUNED]


def test_records_that_answer_come_first(measures: list[Measure]) -> None:
    row = summarise(measures)
    assert row.ndcg is not None
    assert row.ndcg >= 0.85
    assert row.success is not None
    assert row.success >= 0.95


def test_no_kind_of_query_is_left_behind(measures: list[Measure]) -> None:
    rows = summarise_by_kind(measures)
    assert {kind: row.ndcg for kind, row in rows.items() if row.ndcg is not None and row.ndcg < 0.75} == {}


def test_a_query_without_an_answer_is_told_so_and_others_are_not(measures: list[Measure]) -> None:
    row = summarise(measures)
    assert row.says_nothing is not None
    assert row.says_nothing >= 0.9
    assert row.wrongly_nothing is not None
    assert row.wrongly_nothing <= 0.06


# --- the judged queries ----------------------------------------------------------------------------------------------


def test_there_are_enough_queries_of_each_kind() -> None:
    queries = read_queries(QUERIES)
    assert len(queries) >= 160
    assert sum(query.kind == NO_ANSWER for query in queries) >= 14
    assert len({query.kind for query in queries}) == 14


def test_every_judged_record_exists() -> None:
    written = {path.stem for path in (REPOSITORY / "cases").glob("*.md")}
    assert {slug for query in read_queries(QUERIES) for slug in query.grades} <= written


# --- what people say ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bois de la campagne vers la ville", {TO_URBAN}),
        ("électricité du rural vers l’urbain", {TO_URBAN}),
        ("eau qui va des villages à la métropole", {TO_URBAN}),
        ("BOIS : CAMPAGNE → VILLE", {TO_URBAN}),
        ("formation, de l’agglomération aux communes rurales", {TO_RURAL}),
        ("ce que la ville donne à la campagne", {TO_RURAL}),
        ("money from the city to the countryside", {TO_RURAL}),
        ("capitaux de la ville placés à la campagne", {TO_RURAL}),
        ("soins de la métropole pour les habitants ruraux", {TO_RURAL}),
        ("lait de la campagne au profit des villes", {TO_URBAN}),
        ("contrat ville campagne", set()),
        ("la ville et la campagne", set()),
        ("villes portes", set()),
    ],
)
def test_a_direction_is_understood(words: str, said: set[str]) -> None:
    request = read_request(words)
    assert set(request.directions) == said
    assert not said or not {"ville", "campagne"} & {word.text for word in request.words}


@pytest.mark.parametrize(
    ("words", "hinted"),
    [
        ("l’eau que la ville boit", {TO_URBAN}),
        ("la ville achète du lait", {TO_URBAN}),
        ("la métropole finance la forêt", {TO_RURAL}),
        ("du bois qui vient de la campagne", {TO_URBAN}),
        ("conseils donnés par la ville aux fermiers", {TO_RURAL}),
        ("lait acheté par la métropole", {TO_URBAN}),
        ("nourrir la ville", {TO_URBAN}),
        ("terrains ruraux pour les équipements de la ville", {TO_URBAN}),
        ("la ville de Lyon", set()),
    ],
)
def test_a_direction_may_be_hinted_at(words: str, hinted: set[str]) -> None:
    assert read_request(words).hints == hinted


@pytest.mark.parametrize("words", ["n’a pas abouti", "jamais signé", "sans suite", "ça a raté", "failed"])
def test_a_failure_is_said_in_many_ways(base: Index, words: str) -> None:
    assert {"lyon-aurillac", "le-creusot-montceau-morvan"} <= {hit.slug for hit in search(base, words).hits}


# --- variants --------------------------------------------------------------------------------------------------------


def strip_accents(text: str, _: Index) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def decompose(text: str, _: Index) -> str:
    return unicodedata.normalize("NFD", text)


def swap_apostrophes(text: str, _: Index) -> str:
    return text.translate({ord("'"): "’", ord("’"): "'"})


def shout(text: str, _: Index) -> str:
    return text.upper()


def whisper(text: str, _: Index) -> str:
    return text.lower()


def swap_hyphens(text: str, _: Index) -> str:
    return text.replace("-", " ") if "-" in text else re.sub(r"(?<=\w) (?=\w)", "-", text, count=1)


def change_number(text: str, index: Index) -> str:
    """Put in the plural, or back in the singular, the words that the records write both ways."""

    def change(word: re.Match[str]) -> str:
        other = word[0][:-1] if word[0].endswith("s") else f"{word[0]}s"
        folded = {strip_accents(form, index) for form in (word[0], other)}
        return other if folded <= index.words.keys() else word[0]

    return re.sub(r"\b[^\W\d_]{5,}\b", change, text)


CHANGES: tuple[Callable[[str, Index], str], ...] = (
    strip_accents,
    decompose,
    swap_apostrophes,
    shout,
    whisper,
    swap_hyphens,
    change_number,
)


def generate_variants(index: Index, queries: list[Query]) -> Iterator[tuple[str, str]]:
    """Yield pairs of a query and one that differs by its writing only. Filters and quotes are syntax: their queries are left out."""
    plain = [query.text for query in queries if not re.search(r"[:\"«]", query.text)]
    pairs = [(text, change(text, index)) for text in plain for change in CHANGES]
    different = [(text, variant) for text, variant in pairs if variant != text]
    yield from random.Random(4).sample(different, 200)


def test_variants_of_a_query_give_the_same_first_five(base: Index, engine: Engine) -> None:
    answers = [(text, variant, engine(text).slugs[:5], engine(variant).slugs[:5]) for text, variant in generate_variants(base, TUNED)]
    changed = [(text, variant) for text, variant, before, after in answers if before != after]
    assert len(changed) <= 4, changed


# --- bad input -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "z",
        "é",
        "le de des",
        "qui que quoi",
        '"',
        "«",
        '"eau',
        '" "',
        "couleur:bleu",
        "theme:inexistant",
        "depuis:demain",
        "lieu:nullepart",
        "theme:",
        ":",
        "-",
        "--",
        "-eau",
        ".*",
        "(a+)+$",
        "eau*",
        "?aux",
        "[a-z]{1000}",
        "eau~5",
        "eau AND (",
        "\x00\x01\x02",
        "eau\x00captage",
        "\u202eeau",
        "\ud800",
        "🐄🌲",
        "'; DROP TABLE cases; --",
        "../../etc/passwd",
        "%s%n{0}",
        "a" * 10_000,
        "eau " * 10_000,
        "(a+)+$" * 2_000,
        "ville à la " * 1_000,
        "villages communes rurales " * 500,
        "vient de la ville " * 500,
    ],
)
def test_bad_input_gets_an_answer_in_french(base: Index, words: str) -> None:
    results = search(base, words)
    assert results.hits or results.nothing
    assert all(problem.message.endswith((".", "».")) for problem in results.problems)
    assert results.hits or results.problems or results.total == 0


def test_neighbours_are_named_as_such(base: Index) -> None:
    results = search(base, "contrat de réciprocité Lille Avesnois")
    assert results.hits
    assert results.nothing
    assert results.problems[0].message.startswith("Aucune fiche ne répond")


def test_a_half_written_index_of_the_base_is_rebuilt(base: Index, tmp_path: Path) -> None:
    collection = Collection.load(REPOSITORY)
    Index.open(collection, tmp_path)
    for path in next(tmp_path.glob("g-*")).iterdir():
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    mended = Index.open(collection, tmp_path)
    assert mended.built is not None
    assert [hit.slug for hit in search(mended, "captage").hits] == [hit.slug for hit in search(base, "captage").hits]


def test_a_good_that_goes_both_ways_counts_half(base: Index) -> None:
    weights = {base.slug(number): weight for number, weight in base.postings.weights(exchange_concept("spectacl", TO_RURAL)).items()}
    assert weights["bordeaux-angouleme"] == weights["clermont-massif-central-2028"] * MUTUAL


def test_a_subsidy_is_money_that_goes(base: Index) -> None:
    weights = {base.slug(number): weight for number, weight in base.postings.weights(exchange_concept("argent", TO_RURAL)).items()}
    assert weights["new-york-catskills"] == weights["isere-amont-champs-inondation"] * FAMILY


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("manque de mobilisation de l’État", "le-creusot-montceau-morvan"),
        ("argent mal dépensé par les communes", "geneve-ain-haute-savoie"),
        ("dépendance aux subventions", "pole-agroalimentaire-isere"),
    ],
)
def test_a_difficulty_is_first_looked_for_among_difficulties(base: Index, words: str, slug: str) -> None:
    assert slug in [hit.slug for hit in search(base, words).hits[:2]]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("eau en bouteille", "vittel-agrivair"),
        ("éclairage public", "grenoble-vercors-energie"),
        ("quitter la région parisienne", "emile-ile-de-france"),
    ],
)
def test_an_expression_that_no_record_writes_is_one_thing(base: Index, words: str, slug: str) -> None:
    assert search(base, words).hits[0].slug == slug


@pytest.mark.parametrize("words", ["monnaie locale", "maison de retraite à la campagne", "cinéma", "religion", "taxe de séjour"])
def test_words_held_apart_are_no_answer(base: Index, words: str) -> None:
    assert find(base, words)[1].nothing


@pytest.mark.parametrize("words", ["l’orge de brasserie", "changement de majorité"])
def test_words_that_a_record_writes_side_by_side_are_an_answer(base: Index, words: str) -> None:
    assert not find(base, words)[1].nothing
    assert find(base, f"{words} theme:eau")[1].nothing

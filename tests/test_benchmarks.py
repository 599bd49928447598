"""The benchmarks measure what they say: the parts that are pure, and the generator."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generate import generate
from benchmarks.search import compare, corpus, fts5, plain_whoosh, run, speed
from kb.records.collection import Collection
from kb.search.document import Document
from kb.search.evaluate import Answer, Measure, Query, measure

PAGES = (
    corpus.make_page(Document("lait-de-brume", "Le lait de Brume", [("story", "Des vaches, et l’été."), ("story", "Fin.")])),
    corpus.make_page(Document("bois-de-valombre", "Le bois", [("goods", "Du bois_sec #1"), ("story", "- Une forêt & un hêtre.")])),
)


def _measured(query: Query, ndcg: float) -> Measure:
    return Measure(query, Answer([], True), ndcg, False, 0.0, (), ())


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two bases of twenty records made with one seed."""
    folders = tuple(tmp_path_factory.mktemp("base") / "generated" for _ in range(2))
    for folder in folders:
        folder.mkdir()
        generate(20, folder)
    return folders[0], folders[1]


def test_the_generator_gives_the_same_bytes_for_the_same_seed(generated: tuple[Path, Path]) -> None:
    first, second = ({path.name: path.read_bytes() for path in folder.glob("cases/*.md")} for folder in generated)
    assert len(first) == 20
    assert first == second


def test_generated_records_pass_the_check(generated: tuple[Path, Path]) -> None:
    collection = Collection.load(generated[0])
    assert [record.slug for record in collection.records if record.has_error] == []
    assert len(collection.published) == 20


def test_the_bootstrap_of_equal_differences_has_no_width() -> None:
    assert compare.resample([0.25] * 40, resamples=200) == (0.25, 0.25, 0.25)


def test_the_bootstrap_interval_is_that_of_the_mean() -> None:
    found = compare.resample([0.0, 1.0] * 200, resamples=4000)
    assert found.mean == 0.5
    assert found.low == pytest.approx(0.5 - 1.96 * 0.5 / 20, abs=0.005)  # a mean of 400 draws of standard deviation 1/2
    assert found.high == pytest.approx(0.5 + 1.96 * 0.5 / 20, abs=0.005)


def test_the_bootstrap_is_seeded() -> None:
    differences = [0.1, 0.9, -0.4, 0.3]
    assert compare.resample(differences, 100, seed=3) == compare.resample(differences, 100, seed=3)
    assert compare.resample(differences, 100, seed=3) != compare.resample(differences, 100, seed=4)


def test_the_bootstrap_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"\[\]"):
        compare.resample([])


def test_the_difference_leaves_out_queries_without_an_answer() -> None:
    queries = [Query("lait", "words", {"lait-de-brume": 3}), Query("tuba", "no-answer")]
    ours = [_measured(query, 1.0) for query in queries]
    theirs = [_measured(query, 0.25) for query in queries]
    assert compare.subtract(ours, theirs) == (0.75, 0.75, 0.75)


def test_records_that_nobody_judged_can_be_left_out() -> None:
    query = Query("lait", "words", {"lait-de-brume": 3, "bois-de-valombre": 0})
    shown = measure(query, lambda _: Answer(["unjudged", "bois-de-valombre", "lait-de-brume"], False))
    (kept,) = compare.leave_unjudged([shown], frozenset(query.grades))
    assert kept.answer.slugs == ["bois-de-valombre", "lait-de-brume"]
    assert (shown.reciprocal_rank, kept.reciprocal_rank) == (1 / 3, 1 / 2)
    assert compare.count_unjudged([shown]) == 1
    assert compare.list_unjudged({"kb": [shown], "other": [kept]}) == {"lait": ["unjudged"]}


def test_measures_of_different_queries_are_not_compared() -> None:
    ours, theirs = ([_measured(Query(text, "words", {"a": 3}), 1.0)] for text in ("lait", "bois"))
    with pytest.raises(ValueError, match="different queries"):
        compare.subtract(ours, theirs)


def test_the_table_by_kind_leaves_out_queries_without_an_answer() -> None:
    measures = [_measured(Query("lait", "words"), 0.5), _measured(Query("tuba", "no-answer"), 0.0)]
    assert compare.write_by_kind({"kb": measures}) == ["| kind | queries | kb |", "|---|---|---|", "| words | 1 | 0.500 |"]


@pytest.mark.parametrize("operator", ["OR", "AND"])
def test_words_are_quoted_for_fts5(operator: str) -> None:
    assert fts5.write_match('l’eau "NOT" a*b', operator) == f" {operator} ".join(['"l"', '"eau"', '"NOT"', '"a"', '"b"'])


@pytest.mark.parametrize("opener", [fts5.open_or, fts5.open_and, plain_whoosh.open_or, plain_whoosh.open_and])
def test_a_peer_finds_a_page_and_says_when_there_is_none(opener: corpus.OpenEngine, tmp_path: Path) -> None:
    with opener(corpus.Base(None, PAGES), tmp_path) as ask:  # type: ignore[arg-type]  # no peer reads the collection
        assert ask("forêt") == (["bois-de-valombre"], False)
        assert ask("tuba") == ([], True)
        assert ask("").says_nothing


def test_one_word_missing_is_forgiven_by_or_and_not_by_and(tmp_path: Path) -> None:
    base = corpus.Base(None, PAGES)  # type: ignore[arg-type]  # no peer reads the collection
    with fts5.open_or(base, tmp_path) as one, fts5.open_and(base, tmp_path) as every:
        assert one("vaches tuba") == (["lait-de-brume"], False)
        assert every("vaches tuba") == ([], True)


def test_pages_hold_the_same_words_in_markdown_and_in_html() -> None:
    page = PAGES[1]
    assert "Du bois\\_sec \\#1" in corpus.write_markdown(page)
    assert "\\- Une forêt & un hêtre." in corpus.write_markdown(page)
    assert "<p>- Une forêt &amp; un hêtre.</p>" in corpus.write_html(page)


@pytest.mark.parametrize(
    "address",
    ["experiences/lait-de-brume/", "/experiences/lait-de-brume/index.html", "https://a.example/x/experiences/lait-de-brume/?h=lait#recit"],
)
def test_the_slug_is_read_in_the_address_of_a_result(address: str) -> None:
    assert corpus.read_slug(address) == "lait-de-brume"


@pytest.mark.parametrize("name", run.ENGINES)
def test_each_engine_can_be_opened(name: str) -> None:
    assert callable(run.find_engine(name))


@pytest.mark.parametrize(("share", "value"), [(0.95, 95), (0.5, 50), (1.0, 100), (0.0, 1)])
def test_a_percentile_is_the_nearest_rank(share: float, value: int) -> None:
    assert speed.percentile(range(1, 101), share) == value

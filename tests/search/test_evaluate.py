"""The measures, their file, and `kb evaluate`."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.cli import main
from kb.cli.evaluate import ENGINES, find_opener, tell
from kb.diagnostics.diagnostic import KbError
from kb.search.evaluate import Answer, Measure, Query, measure, measure_ndcg, read_queries, summarise, summarise_by_kind
from kb.search.index import Index
from tests.conftest import SLUG, MakeProject, record

MOULIN = Query("moulin", "synonym", {"a": 3, "b": 2, "c": 1})
LUNE = Query("lune", "no-answer")


def answering(*slugs: str, says_nothing: bool = False) -> Answer:
    return Answer(slugs, says_nothing)


def put(query: Query, slugs: Sequence[str], says_nothing: bool = False, known: frozenset[str] | None = None) -> Measure:
    return measure(query, lambda _: answering(*slugs, says_nothing=says_nothing), known)


def test_the_best_order_is_worth_one_and_nothing_is_worth_zero() -> None:
    assert put(MOULIN, "abc").ndcg == 1
    assert put(MOULIN, "").ndcg == 0
    assert put(MOULIN, "xyz").ndcg == 0


def test_ndcg_is_what_the_formula_says() -> None:
    assert measure_ndcg([1, 3], [3, 1]) == pytest.approx((1 + 7 / 1.584962500721156) / (7 + 1 / 1.584962500721156))


def test_a_better_order_is_worth_more() -> None:
    assert put(MOULIN, "abc").ndcg > put(MOULIN, "acb").ndcg > put(MOULIN, "cab").ndcg > put(MOULIN, "cxxb").ndcg > 0


def test_only_ten_records_count_and_a_repeated_one_counts_once() -> None:
    assert put(MOULIN, "0123456789a").ndcg == 0
    assert put(MOULIN, "aaabc").ndcg == 1


def test_success_wants_a_record_that_answers_among_five() -> None:
    assert put(MOULIN, "1234b").success
    assert not put(MOULIN, "12345b").success
    assert not put(MOULIN, "c").success


def test_reciprocal_rank_is_that_of_the_first_record_that_answers() -> None:
    assert put(MOULIN, "cxb").reciprocal_rank == pytest.approx(1 / 3)
    assert put(MOULIN, "cx").reciprocal_rank == 0


def test_a_query_without_answer_succeeds_when_the_engine_says_so() -> None:
    assert put(LUNE, "ab", says_nothing=True).success
    assert not put(LUNE, "ab").success


def test_a_judged_record_that_the_base_does_not_publish_is_left_out() -> None:
    assert put(MOULIN, "bc", known=frozenset("bc")).ndcg == 1
    assert put(MOULIN, "bc").ndcg < 1


def test_what_nobody_judged_and_what_is_missed_are_told() -> None:
    found = put(MOULIN, "xc")
    assert found.unjudged == ("x",)
    assert found.missed == ("a", "b")
    assert found.failed


def test_a_file_judged_whole_leaves_nothing_unjudged(tmp_path: Path) -> None:
    path = tmp_path / "queries.yml"
    path.write_text("judged: all\nqueries:\n  - {query: moulin, kind: synonym, grades: {3: [a]}}\n", encoding="utf-8")
    (query,) = read_queries(path)
    assert query.complete
    assert put(query, "xa").unjudged == ()


def test_means_leave_out_what_they_are_not_about() -> None:
    row = summarise([put(MOULIN, "abc"), put(MOULIN, "", says_nothing=True), put(LUNE, "", says_nothing=True)])
    assert (row.count, row.ndcg, row.success, row.says_nothing, row.wrongly_nothing) == (3, 0.5, 0.5, 1.0, 0.5)
    assert summarise([put(LUNE, "a")]).ndcg is None
    assert list(summarise_by_kind([put(LUNE, "a"), put(MOULIN, "a")])) == ["no-answer", "synonym"]


# --- the file --------------------------------------------------------------------------------------------------------

FILE = """
queries:
  - query: moulin
    kind: synonym
    held_out: true
    grades:
      3: [a]
      0: [b, c]
  - {query: lune, kind: no-answer}
"""


def read(folder: Path, text: str) -> list[Query]:
    path = folder / "queries.yml"
    path.write_text(text, encoding="utf-8")
    return read_queries(path)


def test_a_file_of_queries_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, FILE) == [Query("moulin", "synonym", {"a": 3, "b": 0, "c": 0}, held_out=True), Query("lune", "no-answer")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "une liste « queries »"),
        ("queries: []", "une liste « queries »"),
        ("queries: [", r"queries\.yml:1:10 : Une liste"),
        ("queries: 2026-13-45", r"queries\.yml:1:1 : "),
        ("queries: [moulin]", "query, kind, grades et held_out"),
        ("queries: [{query: a, kind: b, colour: red}]", "query, kind, grades et held_out"),
        ("queries: [{query: 38, kind: place}]", "sont des textes"),
        ("queries: [{query: a, kind: b, grades: {4: [x]}}]", "de 0 à 3"),
        ("queries: [{query: a, kind: b, grades: {3: x}}]", "de 0 à 3"),
        ("queries: [{query: a, kind: b, grades: {3: [x], 1: [x]}}]", "« x » a deux notes"),
        ("queries: [{query: a, kind: b, grades: {1: [x]}}]", "aucune fiche n’a la note 2 ou 3"),
        ("queries: [{query: a, kind: no-answer, grades: {2: [x]}}]", "n’a pas de fiche notée 2 ou 3"),
        ("queries: [{query: a, kind: no-answer}, {query: a, kind: no-answer}]", "déjà écrite"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(KbError, match=said):
        read(tmp_path, text)


def test_a_file_that_is_not_there_says_so_in_french(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="n’existe pas") as refused:
        read_queries(tmp_path / "nowhere.yml")
    assert "Errno" not in str(refused.value)


# --- the command -----------------------------------------------------------------------------------------------------


def run(project: MakeProject, monkeypatch: pytest.MonkeyPatch, *options: str) -> str:
    text = f"queries:\n  - {{query: phare, kind: typo, grades: {{3: [{SLUG}]}}}}\n  - {{query: zzzz, kind: no-answer, held_out: true}}\n"
    base = project({f"cases/{SLUG}.md": record(title="Un phare pour la montagne"), "tests/search/queries.yml": text})
    monkeypatch.chdir(base.root)
    ran = CliRunner().invoke(main, ["evaluate", *options])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_the_report_has_a_table_for_each_part(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [line.split() for line in run(project, monkeypatch, "--failures").splitlines()]
    assert ["typo", "1", "1,000", "1,000", "1,000", "–", "0,000"] in lines
    assert ["no-answer", "1", "–", "–", "–", "1,000", "–"] in lines
    assert ["Aucune", "requête", "à", "revoir."] in lines


def test_programs_get_json(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    report = json.loads(run(project, monkeypatch, "--json"))
    assert report["tuned"]["all"]["ndcg"] == 1
    assert report["held_out"]["kinds"]["no-answer"]["says_nothing"] == 1
    assert report["queries"][0]["slugs"] == [SLUG]


def test_failures_show_what_was_answered_and_what_was_missed() -> None:
    told = "\n".join(tell([put(MOULIN, "xc"), put(LUNE, "x")], failures=True))
    assert " 1. [?] x" in told
    assert " 2. [1] c" in told
    assert "manque : a, b" in told
    assert "ne dit pas qu’il n’y a rien" in told


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_can_be_found(name: str) -> None:
    assert callable(find_opener(name))


def test_the_engine_of_the_terminal_answers_as_the_search_does(library: Index, tmp_path: Path) -> None:
    with find_opener("whoosh")(tmp_path, library) as engine:
        assert engine("captage") == Answer(("captage",), says_nothing=False)
        assert engine("").says_nothing
        assert engine("dirigeable supersonique").says_nothing

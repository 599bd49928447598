"""`kb evaluate`: how well a search answers queries judged by people."""

from __future__ import annotations

import json
import sys

import pytest

from tests.conftest import FIXTURES, SLUG, MakeProject, Project, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
QUERIES = f"""
queries:
  - {{query: chaufferie au bois, kind: mots, grades: {{3: [{SLUG}]}}}}
  - {{query: apprentis, kind: mots, grades: {{3: [lavoir-de-montclair]}}}}
  - {{query: astronaute, kind: no-answer}}
  - {{query: toit du lavoir, kind: mots, grades: {{3: [{SLUG}]}}}}
  - {{query: séchage, kind: mots, held_out: true, grades: {{2: [{SLUG}]}}}}
"""


@pytest.fixture
def base(project: MakeProject) -> Project:
    files = {f"cases/{SLUG}.md": record(), "cases/lavoir-de-montclair.md": OTHER, "tests/search/queries.yml": QUERIES}
    return project(files)


def test_a_table_tells_the_tuned_and_the_held_out_apart(base: Project) -> None:
    result = base.run("evaluate")
    assert result.exit_code == 0
    assert "nDCG@10" in result.output
    assert {"hors mises de côté", "mises de côté", "mots", "no-answer"} <= {line.split("  ")[0] for line in result.output.splitlines()}


def test_failures_show_what_is_missing(base: Project) -> None:
    output = base.run("evaluate", "--failures").output
    assert "toit du lavoir" in output
    assert f"manque : {SLUG}" in output or f"] {SLUG}" in output
    assert "[?] lavoir-de-montclair" in output


def test_no_failure_is_said(base: Project) -> None:
    base.write("sures.yml", f"queries:\n  - {{query: chaufferie, kind: mots, grades: {{3: [{SLUG}]}}}}\n")
    assert "Aucune requête à revoir." in base.run("evaluate", "--queries", "sures.yml", "--failures").output


def test_evaluate_in_json(base: Project) -> None:
    data = json.loads(base.run("evaluate", "--json").stdout)
    found = {query["query"]: query for query in data["queries"]}
    assert found["apprentis"]["ndcg"] == 1
    assert found["apprentis"]["slugs"][0] == "lavoir-de-montclair"
    assert found["astronaute"]["says_nothing"]
    assert data["held_out"]["all"]["count"] == 1


def test_without_queries_it_is_a_bad_world(project: MakeProject) -> None:
    result = project({f"cases/{SLUG}.md": record()}).run("evaluate")
    assert result.exit_code == 2
    assert "queries.yml" in result.output


def test_an_unknown_engine_is_2(base: Project) -> None:
    assert base.run("evaluate", "--engine", "devin").exit_code == 2


def test_the_search_of_the_browser_is_measured_the_same_way(base: Project) -> None:
    data = json.loads(base.run("evaluate", "--engine", "browser", "--json").stdout)
    assert {query["query"]: query for query in data["queries"]}["apprentis"]["ndcg"] == 1


def test_without_node_the_search_of_the_browser_says_what_to_install(base: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(base.root))
    monkeypatch.setitem(sys.modules, "playwright", None)
    result = base.run("evaluate", "--engine", "browser")
    assert result.exit_code == 2
    assert "apt-get install nodejs" in result.output

"""What the base holds, in numbers."""

from __future__ import annotations

from kb.records.flow import Direction
from kb.records.model import SourceKind, State, Status
from kb.records.record import Block, Level
from kb.records.statistics import count_all_figures, is_independent, measure
from tests.conftest import FIXTURES, SLUG, MakeProject, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")
DRAFT = record(title="Un lycée pour Brume", review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."})
FILES = {f"cases/{SLUG}.md": record(), "cases/lavoir.md": OTHER, "cases/lycee.md": DRAFT, "cases/cassee.md": "---\ntitle: Rien\n---\n"}


def test_records_are_counted_by_status(project: MakeProject) -> None:
    found = measure(project(FILES).load())
    assert found.statuses == {Status.PUBLISHED: 2, Status.DRAFT: 1}
    assert found.broken == ("cases/cassee.md",)
    assert found.drafts == (("lycee", "À relire."),)


def test_published_records_alone_are_measured(project: MakeProject) -> None:
    found = measure(project(FILES).load())
    assert found.levels == {Level.FULL: 1, Level.SHORT: 1}
    assert (found.both_ways, found.without_exchange) == (1, 0)
    assert found.crossing == {
        ("foret-bois", "convention-de-cooperation"): 1,
        ("culture-patrimoine", "partage-d-equipement-ou-de-service"): 1,
    }
    assert found.exchanges[("bois-energie", Direction.TO_URBAN, State.OBSERVED)] == 1
    assert found.unknown[Block.BALANCE] == 2


def test_sources_are_counted_by_kind_and_independence(project: MakeProject) -> None:
    found = measure(project(FILES).load())
    assert found.sources == {(SourceKind.BODY, False): 2, (SourceKind.PRESS, True): 1}


def test_a_body_is_never_independent(project: MakeProject) -> None:
    told = project({f"cases/{SLUG}.md": record()}).load().published[0].told
    assert not any(map(is_independent, told.sources))


def test_figures_are_counted_in_blocks_and_texts(project: MakeProject) -> None:
    (one,) = project({f"cases/{SLUG}.md": record()}).load().published
    assert count_all_figures(one) == (2, 2)


def test_a_figure_without_source_is_counted_as_such(project: MakeProject) -> None:
    summary = "Valmont achète 1 200 tonnes de bois à Brume."
    bare = record(summary=summary, means={"budget": [{"value": 3, "unit": "€", "measure": "one-off"}]})
    (one,) = project({f"cases/{SLUG}.md": bare}).load().published
    assert count_all_figures(one) == (4, 2)

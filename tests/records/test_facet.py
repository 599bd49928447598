"""Facets: the same way to group, count and name, whatever the vocabulary."""

from __future__ import annotations

import pytest

from kb.records.collection import Collection
from kb.records.facet import Computed, build_facets
from kb.records.knowledge import Knowledge
from kb.records.schema import facet_paths
from tests.conftest import FIXTURES, SLUG, MakeProject, record

OTHER = (FIXTURES / "other.md").read_text(encoding="utf-8")


@pytest.fixture
def collection(project: MakeProject) -> Collection:
    return project({f"cases/{SLUG}.md": record(), "cases/lavoir-de-montclair.md": OTHER}).load()


def test_every_marked_vocabulary_is_a_facet(knowledge: Knowledge) -> None:
    keys = [facet.key for facet in build_facets(knowledge)]
    assert keys == [*(vocabulary for vocabulary, _ in facet_paths()), *map(str, Computed)]
    assert len(set(keys)) == len(keys)


def test_every_facet_has_a_title(knowledge: Knowledge) -> None:
    assert all(facet.title for facet in build_facets(knowledge))


@pytest.mark.parametrize(
    ("key", "counts"),
    [
        ("themes", {"foret-bois": 1, "energie": 1, "culture-patrimoine": 1}),
        ("goods", {"bois-energie": 1, "ingenierie-de-projet": 1, "travail": 1}),
        ("progress", {"en-service": 1, "termine": 1}),
        ("direction", {"to-rural": 2, "to-urban": 1}),
        ("department", {"38": 1}),
        ("since", {"2018": 1}),
    ],
)
def test_counts(key: str, counts: dict[str, int], collection: Collection) -> None:
    assert collection.facet(key).count(collection.published) == counts


def test_a_good_given_twice_counts_once(project: MakeProject) -> None:
    lines = [f"  - {{good: travail, from: [brume], to: [valmont], what: {what}, state: ended, sources: [1]}}" for what in "AB"]
    twice = project({f"cases/{SLUG}.md": record(raw="\n".join(["exchanges:", *lines]))}).load()
    assert twice.facet("goods").count(twice.published) == {"travail": 1}


def test_groups_stand_in_the_order_of_the_vocabulary(collection: Collection) -> None:
    order = [term.id for term in collection.knowledge.vocabularies["themes"]]
    grouped = list(collection.facet("themes").group(collection.published))
    assert grouped == [term for term in order if term in grouped]


def test_groups_without_order_stand_by_number_then_name(project: MakeProject) -> None:
    later = record(title="Une école de Brume reçoit Valmont", milestones=[{"date": "2020", "event": "decision", "sources": [1]}])
    files = {f"cases/{SLUG}.md": record(), "cases/b.md": later, "cases/c.md": later.replace("Une école", "Un lycée")}
    collection = project(files).load()
    assert list(collection.facet("since").group(collection.published)) == ["2020", "2018"]


def test_values_are_named_in_french(collection: Collection) -> None:
    assert collection.facet("themes").label_of("foret-bois") == collection.knowledge.vocabularies["themes"]["foret-bois"].label
    assert collection.facet("department").label_of("38") == "Isère"
    assert collection.facet("region").label_of(collection.published[0].regions[0] if collection.published[0].regions else "FR-ARA")
    assert collection.facet("country").label_of("FR") == "France"
    assert collection.facet("direction").label_of("to-rural")


def test_an_unknown_value_is_its_own_name(collection: Collection) -> None:
    assert collection.facet("themes").label_of("disparu") == "disparu"
    assert collection.facet("region").label_of("FR-XXX") == "FR-XXX"


def test_an_unknown_facet_is_a_mistake_of_the_caller(collection: Collection) -> None:
    with pytest.raises(StopIteration):
        collection.facet("couleur")


def test_what_exists_without_the_agreement_brings_no_good(project: MakeProject) -> None:
    exchange = {"good": "bois-energie", "from": ["brume"], "to": ["valmont"], "what": "Du bois", "state": "context", "sources": [1]}
    collection = project({f"cases/{SLUG}.md": record(exchanges=[exchange])}).load()
    assert collection.facet("goods").count(collection.published) == {}

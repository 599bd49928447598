"""Cases like this one: the same answers at every run, and reasons that are about what was done."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from kb.diagnostics.diagnostic import Severity
from kb.pages.likeness import find_shared, list_grounds, tell_reason
from kb.records.collection import Collection
from kb.search.similar import FLOOR, Ground, Kinship, Neighbourhood, Reason
from tests.conftest import MakeProject, record

ROOT = Path(__file__).resolve().parents[2]
LIST_ALL = """
from pathlib import Path
from kb.records.collection import Collection
from kb.search.similar import Neighbourhood
collection = Collection.load(Path("."))
neighbourhood = Neighbourhood(collection.published, collection.knowledge)
for slug in neighbourhood.traits:
    print(slug, neighbourhood.find_similar(slug, 5))
"""


def list_all(seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", LIST_ALL], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    return ran.stdout


def test_the_real_base_gets_the_same_neighbours_whatever_the_order_of_sets() -> None:
    first = list_all("1")
    assert first.count("Kinship(") > 100
    assert first == list_all("3")


# --- what brings two cases together ----------------------------------------------------------------------------------


def exchange(good: str, giver: str, receiver: str, state: str = "observed") -> dict[str, Any]:
    return {"good": good, "from": [giver], "to": [receiver], "what": "Ce qui circule", "state": state, "sources": [1]}


TOWN = {"id": "mer", "name": "Ville de Port-Mer", "kind": "ville-ou-commune", "side": "urban"}
COUNTRY = {"id": "lande", "name": "Landes de Mer", "kind": "petr-ou-pays", "side": "rural"}
APART: dict[str, Any] = {
    "title": "Des vélos prêtés à Port-Mer",
    "summary": "Port-Mer prête ses bicyclettes aux Landes de Mer [1].",
    "cooperation_types": ["solidarite-financiere"],
    "themes": ["mobilite"],
    "parties": [TOWN, COUNTRY],
    "exchanges": [exchange("transport-et-liaisons", "mer", "lande")],
    "gains": None,
}
"""A case that shares nothing with the valid record."""


def apart(**changes: Any) -> str:
    text = record(**{**APART, **changes})
    return re.sub(r", party: \w+", "", text)


def compare(project: MakeProject, one: str, *others: str) -> list[Kinship]:
    """Return how alike the first is to each of the others, in a crowd that shares nothing with it."""
    slugs = "bcdefg"[: len(others)]
    cases = {f"cases/{slug}.md": text for slug, text in zip(slugs, others, strict=True)}
    collection = project({"cases/a.md": one, **cases, **CROWD}).load()
    assert [str(it) for it in collection.diagnostics if it.severity is Severity.ERROR] == []
    neighbourhood = Neighbourhood(collection.published, collection.knowledge)
    return [neighbourhood.compare("a", slug) for slug in slugs]


CROWD = {f"cases/velo-{number}.md": apart(title=f"Des vélos prêtés à Port-Mer, {number}") for number in range(10)}


def grounds(kin: Kinship) -> set[Ground]:
    return {reason.ground for reason in kin.reasons}


def test_a_good_that_goes_both_ways_is_one_reason(project: MakeProject) -> None:
    both = [exchange("bois-energie", "brume", "valmont"), exchange("bois-energie", "valmont", "brume")]
    (kin,) = compare(project, record(exchanges=both), record(exchanges=both, title="Un autre bois"))
    (reason,) = (it for it in kin.reasons if it.ground is Ground.EXCHANGE)
    assert reason.about[0] == "bois-energie"
    assert set(reason.about[1:]) == {"to-rural", "to-urban"}


def test_the_same_partner_counts_and_a_third_party_does_not(project: MakeProject) -> None:
    host = {"id": "lande", "name": "Pays de Brume", "kind": "petr-ou-pays", "side": "rural", "code": "pays-de-brume"}
    third = {**host, "id": "autre", "side": "third-party"}
    partner, funder = compare(project, record(), apart(parties=[TOWN, host]), apart(parties=[TOWN, COUNTRY, third]))
    assert [it.about for it in partner.reasons if it.ground is Ground.PARTNER] == [("Pays de Brume",)]
    assert Ground.PARTNER not in grounds(funder)


def test_a_case_of_many_exchanges_is_less_like_another_than_a_case_of_few(project: MakeProject) -> None:
    others = ("denrees-brutes", "produits-transformes", "eau-brute-ou-potable", "cofinancement", "stockage-de-carbone", "bois-construction")
    many = [exchange(good, "brume", "valmont") for good in ("bois-energie", *others)]

    texts = (record(title="Un autre bois", exchanges=exchanges) for exchanges in (many, many[:2]))
    diluted, plain = (kin.reasons for kin in compare(project, record(), *texts))
    weights = [next(it.weight for it in reasons if it.about[:1] == ("bois-energie",)) for reasons in (diluted, plain)]
    assert 0 < weights[0] < weights[1]


def test_a_rare_good_around_a_case_is_told_apart_from_an_exchange(project: MakeProject) -> None:
    around = apart(exchanges=[exchange("bois-energie", "lande", "mer", "context")])
    (kin,) = compare(project, record(), around)
    assert Ground.MENTION in grounds(kin)
    assert Ground.EXCHANGE not in grounds(kin)


def test_words_count_and_are_never_said(project: MakeProject) -> None:
    (kin,) = compare(project, record(), record(title="Un autre bois"))
    assert Ground.WORDS in grounds(kin)
    assert Ground.WORDS not in {it.ground for it in list_grounds(kin, 99)}


def test_places_are_said_last(project: MakeProject) -> None:
    kin = Kinship("b", 1.0, (Reason(Ground.TOWN, ("A", "B"), 0.9), Reason(Ground.MECHANISM, ("m",), 0.1, 0.1)))
    assert [it.ground for it in list_grounds(kin)] == [Ground.MECHANISM, Ground.TOWN]


def test_what_all_neighbours_share_comes_after_what_sets_one_apart() -> None:
    exchanged, shared, own = (
        Reason(Ground.EXCHANGE, ("bois", "to-urban"), 1.0, 0.9),
        Reason(Ground.THEME, ("t",), 0.5, 0.8),
        Reason(Ground.MECHANISM, ("m",), 0.1, 0.2),
    )
    first, *others = (Kinship(slug, 1.0, (exchanged, shared, own) if slug == "a" else (exchanged, shared)) for slug in "abc")
    assert list_grounds(first, 2) == [exchanged, shared]
    assert list_grounds(first, 2, find_shared([first, *others])) == [exchanged, own]


def test_two_ends_are_told_by_their_states(project: MakeProject) -> None:
    stopped, never = record(progress="arrete"), record(title="Un bois rêvé", progress="jamais-conclu")
    (reason,) = (it for it in compare(project, stopped, never)[0].reasons if it.ground is Ground.STOPPED)
    assert reason.about == ("arrete", "jamais-conclu")
    knowledge = Collection.load(ROOT).knowledge
    assert tell_reason(reason, knowledge) == "état\u00a0: jamais conclu là-bas, arrêté ici"
    assert tell_reason(Reason(Ground.STOPPED, ("arrete", "arrete"), 1.0), knowledge) == "même état\u00a0: arrêté"


def test_a_weak_neighbour_is_not_shown(project: MakeProject) -> None:
    weak = apart(themes=["energie", "mobilite"])
    collection = project({"cases/a.md": record(), "cases/b.md": record(title="Un autre bois"), "cases/weak.md": weak, **CROWD}).load()
    neighbourhood = Neighbourhood(collection.published, collection.knowledge)
    assert 0 < neighbourhood.compare("a", "weak").score < FLOOR
    assert [kin.slug for kin in neighbourhood.find_similar("a")] == ["b"]

"""Flows: who gives, who receives, in which direction."""

from __future__ import annotations

from typing import Any

import pytest

from kb.records.flow import Direction, find_direction, parties_named
from kb.records.model import Party, Side
from tests.conftest import record
from tests.records.conftest import ReadRecord

SIDES = {"u": Side.URBAN, "i": Side.INTERMEDIATE, "r": Side.RURAL, "t": Side.THIRD_PARTY}


def make_parties(letters: str) -> tuple[Party, ...]:
    """Return one party a letter; the same letter is always the same party, a capital another of the same side."""
    return tuple(Party.model_validate({"id": f"p-{ord(a)}", "name": a, "kind": "x", "side": SIDES[a.lower()]}) for a in letters)


@pytest.mark.parametrize(
    ("givers", "receivers", "expected"),
    [
        ("u", "r", Direction.TO_RURAL),
        ("r", "u", Direction.TO_URBAN),
        ("u", "i", Direction.TO_RURAL),
        ("i", "u", Direction.TO_URBAN),
        ("i", "r", Direction.TO_RURAL),
        ("r", "i", Direction.TO_URBAN),
        ("u", "U", Direction.LATERAL),
        ("r", "R", Direction.LATERAL),
        ("i", "I", Direction.LATERAL),
        ("ur", "i", Direction.LATERAL),
        ("t", "r", Direction.THIRD_PARTY),
        ("u", "t", Direction.THIRD_PARTY),
        ("t", "T", Direction.THIRD_PARTY),
        ("ut", "r", Direction.TO_RURAL),
        ("u", "ur", Direction.TO_RURAL),
        ("r", "ur", Direction.TO_URBAN),
        ("ur", "ru", Direction.MUTUAL),
        ("uUr", "ruU", Direction.MUTUAL),
    ],
)
def test_direction_follows_the_sides(givers: str, receivers: str, expected: Direction) -> None:
    assert find_direction(make_parties(givers), make_parties(receivers)) is expected


def exchange(**changes: Any) -> dict[str, Any]:
    return {"good": "travail", "from": ["valmont"], "to": ["brume"], "what": "Du travail", "state": "observed", "sources": [1]} | changes


def test_all_leaves_third_parties_out(read: ReadRecord) -> None:
    parties = [
        {"id": "valmont", "name": "Valmont", "kind": "ville-ou-commune", "side": "urban", "code": "valmont"},
        {"id": "brume", "name": "Brume", "kind": "petr-ou-pays", "side": "rural", "code": "pays-de-brume"},
        {"id": "etat", "name": "Agence de Brume", "kind": "agence-publique", "side": "third-party"},
    ]
    case = read(record(parties=parties, exchanges=[exchange(**{"from": ["all"], "to": ["all"]})])).told
    assert [party.id for party in parties_named(case, ("all",))] == ["valmont", "brume"]


def test_flows_stand_by_direction_then_in_the_order_of_the_record(read: ReadRecord) -> None:
    exchanges = [
        exchange(what="A", **{"from": ["brume"], "to": ["valmont"]}),
        exchange(what="B"),
        exchange(what="C", **{"from": ["all"], "to": ["all"]}),
        exchange(what="D"),
    ]
    found = read(record(exchanges=exchanges))
    assert [flow.exchange.what for flow in found.flows] == ["B", "D", "C", "A"]


def test_what_exists_without_the_agreement_is_not_counted(read: ReadRecord) -> None:
    found = read(record(exchanges=[exchange(state="context"), exchange(what="Un prêt", **{"from": ["brume"], "to": ["valmont"]})]))
    assert [flow.counted for flow in found.flows] == [False, True]
    assert found.directions == {Direction.TO_URBAN}


def test_a_mutual_exchange_goes_both_ways(read: ReadRecord) -> None:
    assert read(record(exchanges=[exchange(**{"from": ["all"], "to": ["all"]})])).both_ways


def test_one_direction_is_not_both_ways(read: ReadRecord) -> None:
    assert not read(record(exchanges=[exchange()])).both_ways

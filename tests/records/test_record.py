"""What is computed of a record: level, completeness, period, places, age."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kb.records.model import Section, Status
from kb.records.record import Block, Known, Level, Record
from tests.conftest import record, tell
from tests.records.conftest import ReadRecord

TOLD = """
## Déclencheur

La chaufferie cherchait un bois proche [1].

## Déroulement

Les conseils ont délibéré [1].

## Résultats

La chaufferie brûle du bois [2].

## Difficultés

Un chemin est abîmé [2].

## Conditions de transfert

Un lieu de séchage [2].
"""


def without(heading: str) -> str:
    """Return a whole story that lacks one section."""
    sections = [section for section in TOLD.split("## ") if section.strip() and not section.startswith(heading)]
    return "\n" + "".join(f"## {section}" for section in sections)


def test_the_valid_record_is_full(read: ReadRecord) -> None:
    assert read(record()).level is Level.FULL


@pytest.mark.parametrize(
    "changes",
    [
        {"governance": None},
        {"gains": None},
        {"gains": [{"party": "brume", "says": "Un débouché.", "sources": [1]}]},
        {"body": without("Difficultés")},
        {"body": without("Conditions de transfert")},
        {"exchanges": [{"good": "travail", "from": ["brume"], "to": ["valmont"], "what": "Du bois", "state": "ended", "sources": [1]}]},
    ],
    ids=["governance", "gains", "one gain", "difficulties", "transfer", "one way"],
)
def test_a_record_that_lacks_a_block_is_short(changes: dict[str, Any], read: ReadRecord) -> None:
    found = read(record(**changes))
    assert found.case is not None
    assert found.level is Level.SHORT


def test_means_stand_for_governance(read: ReadRecord) -> None:
    assert read(record(governance=None, means={"funders": ["Le Pays de Brume [1]"]})).level is Level.FULL


def test_a_record_that_tells_nothing_has_no_level(read: ReadRecord) -> None:
    body = "\n## Déroulement\n\nLes conseils ont délibéré [1].\n\n## Difficultés\n\nUn chemin [2].\n"
    assert read(record(body=body)).level is Level.NONE


def test_a_broken_record_has_no_case_no_level_no_flow(read: ReadRecord) -> None:
    found = read(record(title=""))
    assert (found.case, found.status, found.level, found.flows, found.has_error) == (None, None, Level.NONE, (), True)
    with pytest.raises(ValueError, match="valmont-brume"):
        _ = found.told


def test_sections_are_read_by_kind(read: ReadRecord) -> None:
    assert set(read(record()).sections) == {Section.TRIGGER, Section.COURSE, Section.RESULTS, Section.DIFFICULTIES, Section.TRANSFER}


# --- completeness ----------------------------------------------------------------------------------------------------


def known(found: Record, block: Block) -> Known:
    return found.completeness[block]


def test_completeness_covers_every_block(read: ReadRecord) -> None:
    assert set(read(record()).completeness) == set(Block)


def test_a_quantity_for_some_exchanges_is_partial(read: ReadRecord) -> None:
    assert known(read(record()), Block.QUANTITIES) is Known.PARTIAL


def test_one_way_is_partial_and_context_alone_is_unknown(read: ReadRecord) -> None:
    one = {"good": "travail", "from": ["brume"], "to": ["valmont"], "what": "Du bois", "state": "ended", "sources": [1]}
    assert known(read(record(exchanges=[one])), Block.EXCHANGES) is Known.PARTIAL
    context = read(record(exchanges=[one | {"state": "context"}]))
    assert known(context, Block.EXCHANGES) is Known.UNKNOWN
    assert known(context, Block.QUANTITIES) is Known.UNKNOWN


def test_a_party_without_place_makes_places_partial(read: ReadRecord) -> None:
    assert known(read(record()), Block.PLACES) is Known.GIVEN
    collective = {"id": "fermes", "name": "Fermes de Brume", "kind": "collectif-d-agriculteurs", "side": "rural", "collective": True}
    text = record().replace("exchanges:\n", "  - " + ", ".join([f"{{{yaml_flow(collective)}}}"]) + "\nexchanges:\n", 1)
    assert known(read(text), Block.PLACES) is Known.PARTIAL


def yaml_flow(block: dict[str, Any]) -> str:
    return ", ".join(f"{key}: {str(value).lower() if isinstance(value, bool) else value}" for key, value in block.items())


def test_one_voice_is_partial_and_none_unknown(read: ReadRecord) -> None:
    assert known(read(record()), Block.GAINS) is Known.GIVEN
    assert known(read(record(gains=[{"party": "brume", "says": "Un débouché.", "sources": [1]}])), Block.GAINS) is Known.PARTIAL
    assert known(read(record(gains=None)), Block.GAINS) is Known.UNKNOWN


def test_a_budget_without_staff_is_partial(read: ReadRecord) -> None:
    budget = staff = "  - {value: 3, unit: personnes, measure: stock, sources: [1]}"
    assert known(read(record()), Block.MEANS) is Known.UNKNOWN
    assert known(read(record(raw=f"means:\n  budget:\n  {budget}")), Block.MEANS) is Known.PARTIAL
    assert known(read(record(raw=f"means:\n  budget:\n  {budget}\n  staff:\n  {staff}")), Block.MEANS) is Known.GIVEN


def test_the_other_party_s_view_is_known_when_its_section_is_told(read: ReadRecord) -> None:
    assert known(read(record()), Block.OTHER_PARTY) is Known.UNKNOWN
    told = read(record(body=tell("## Point de vue de l’autre partie\n\nBrume est satisfait [2].")))
    assert known(told, Block.OTHER_PARTY) is Known.GIVEN


# --- time ------------------------------------------------------------------------------------------------------------


def milestones(*dates: str, planned: bool = False) -> list[dict[str, Any]]:
    return [{"date": date, "event": "decision", "sources": [1], "planned": planned} for date in dates]


@pytest.mark.parametrize(
    ("dates", "period"), [(("2018", "2015-03/2019"), (2015, 2019)), (("~2012",), (2012, 2012)), (("2024-01-02", "2020"), (2020, 2024))]
)
def test_period_goes_from_the_first_to_the_last_year(dates: tuple[str, ...], period: tuple[int, int], read: ReadRecord) -> None:
    assert read(record(milestones=milestones(*dates))).period == period


def test_what_surrounds_a_cooperation_does_not_start_it(read: ReadRecord) -> None:
    around = [
        {"date": date, "event": event, "note": "Une loi.", "sources": [1]} for date, event in (("1883", "other"), ("1990", "dispute"))
    ]
    found = read(record(milestones=[*around, *milestones("2013")]))
    assert found.start is not None
    assert found.start.date.year == 2013
    assert found.period == (2013, 2013)


def test_an_attempt_that_nothing_started_has_a_period_but_no_start(read: ReadRecord) -> None:
    steps = [{"date": date, "event": event, "sources": [1]} for date, event in (("2015", "designation"), ("2019", "assessment"))]
    found = read(record(progress="jamais-conclu", milestones=steps))
    assert found.start is None
    assert found.period == (2015, 2019)


def test_a_record_of_surroundings_alone_has_no_period(read: ReadRecord) -> None:
    assert read(record(milestones=[{"date": "1975", "event": "other", "note": "Une loi.", "sources": [1]}])).period is None


def test_what_is_planned_is_no_part_of_the_period(read: ReadRecord) -> None:
    found = read(record(milestones=milestones("2018") + milestones("2030", planned=True)))
    assert found.period == (2018, 2018)


def test_a_record_without_date_has_no_period(read: ReadRecord) -> None:
    assert read(record(milestones=None)).period is None


def test_the_newest_source_gives_its_year(read: ReadRecord) -> None:
    assert read(record()).latest_source == 2021


@pytest.mark.parametrize(
    ("checked_on", "today", "stale"),
    [
        ("2024-11-26", date(2026, 11, 25), False),
        ("2024-11-25", date(2026, 11, 25), False),
        ("2024-11-24", date(2026, 11, 25), True),
        ("2024", date(2026, 11, 25), False),
        ("2024", date(2027, 1, 1), True),
        ("2026-02", date(2028, 2, 29), False),
        ("2026-01", date(2028, 1, 31), False),
        ("2026-01", date(2028, 2, 29), True),
    ],
)
def test_a_record_that_nobody_checked_for_two_years_is_stale(checked_on: str, today: date, stale: bool, read: ReadRecord) -> None:
    found = read(record(review={"status": "published", "checked_on": checked_on}))
    assert found.is_stale(today, 2) is stale


def test_a_draft_is_sound_and_bears_its_status(read: ReadRecord) -> None:
    found = read(record(review={"status": "draft", "checked_on": "2026-01", "reason": "En cours."}))
    assert found.status is Status.DRAFT


# --- places ----------------------------------------------------------------------------------------------------------


def test_places_come_from_the_codes_of_the_partners(read: ReadRecord) -> None:
    found = read(record())
    assert (found.departments, found.countries) == (("38",), ("FR",))
    assert len(found.regions) == 1


def test_third_parties_give_no_place(read: ReadRecord) -> None:
    text = record().replace(
        "exchanges:\n", "  - {id: region, name: Région, kind: conseil-regional, side: third-party, code: FR-BRE}\nexchanges:\n", 1
    )
    assert read(text).departments == ("38",)


def test_a_place_abroad_gives_its_country(read: ReadRecord) -> None:
    place = "place: {name: Brumstadt, country: CH, latitude: 46.2, longitude: 6.1}"
    text = record().replace("    code: pays-de-brume\n", f"    {place}\n", 1)
    found = read(text)
    assert found.countries == ("CH", "FR")


def test_a_place_inside_a_known_territory_takes_its_position(read: ReadRecord) -> None:
    text = record().replace("    code: pays-de-brume\n", "    place: {name: Le lavoir, code: pays-de-brume}\n", 1)
    assert read(text).territories["brume"].code == "pays-de-brume"

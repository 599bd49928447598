"""Codes and names lead to the right places, with their sizes; what is wrong in `groupings.yml` is told, not raised."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.reference.atlas import Atlas
from kb.reference.placename import fold, read_name, whole_key
from kb.reference.territory import REGION_CODES, Gazetteer, Level, Territory, distance_km, load_gazetteer, read_groupings

REPOSITORY = Path(__file__).resolve().parents[2]
GAZETTEER = Gazetteer()
EVERY_CODE = [line.partition("\t")[0] for table in (Atlas().territories, Atlas().communes) for line in table.lines]


def territory(code: str) -> Territory:
    found = GAZETTEER.get(code)
    assert found is not None, code
    return found


def gazetteer_with(tmp_path: Path, groupings: str) -> Gazetteer:
    folder = tmp_path / "vocabularies"
    folder.mkdir()
    (folder / "groupings.yml").write_text(groupings, encoding="utf-8")
    return load_gazetteer(tmp_path)


BRUME = """\
- id: pays-de-brume
  name: Pays de Brume
  kind: pays
  members: ["200030658", "38185"]
  aliases: [Brume et Trièves, BRU]
  source: {title: Un document, url: "https://exemple.invalid/brume"}
"""


# --- by code ---------------------------------------------------------------------------------------------------------


@given(st.sampled_from(EVERY_CODE))
def test_a_code_leads_to_the_territory_that_bears_it(code: str) -> None:
    assert territory(code).code == code


@given(st.text(max_size=12))
def test_any_text_is_a_known_code_or_nothing(text: str) -> None:
    found = GAZETTEER.get(text)
    assert found is None or text in EVERY_CODE or found.code != text


def test_a_commune_code_that_starts_with_zero_stays_text() -> None:
    amberieu = territory("01004")
    assert (amberieu.name, amberieu.level, amberieu.departments, amberieu.regions) == (
        "Ambérieu-en-Bugey",
        Level.COMMUNE,
        ("01",),
        ("FR-ARA",),
    )
    assert amberieu.epci == "240100883"


def test_codes_are_unique_over_both_tables() -> None:
    assert len(EVERY_CODE) == len(set(EVERY_CODE)) == 36_358


@pytest.mark.parametrize(
    ("code", "population", "area"),
    [
        ("75056", 2_103_778, 105),
        ("200040715", 450_608, 545),
        ("FR-38", 1_300_000, 7_880),
        ("FR-ARA", 8_200_000, 69_711),
        ("FR-2A", 167_000, 4_014),
    ],
)
def test_populations_and_areas_are_those_of_the_registers(code: str, population: int, area: float) -> None:
    found = territory(code)
    assert found.population == pytest.approx(population, rel=0.02)
    assert found.area_km2 == pytest.approx(area, rel=0.03)


def test_every_territory_of_mainland_france_has_a_population_and_a_position() -> None:
    rows = (line.split("\t") for line in Atlas().territories.lines)
    incomplete = [row[0] for row in rows if not all(row[4:9]) and not row[8].startswith("98") and len(row[8]) != 3]
    assert incomplete == []


def test_density_is_absent_when_the_area_is_unknown() -> None:
    assert territory("75056").density == pytest.approx(20_000, rel=0.02)
    assert Territory("x", "X", Level.GROUPING, "pays", population=3).density is None


def test_an_epci_may_span_departments_the_most_populated_first() -> None:
    assert territory("200054781").departments == ("75", "93", "92", "94", "91", "95")


def test_the_rhone_and_the_metropole_de_lyon_do_not_count_the_same_people() -> None:
    rhone, lyon = territory("FR-69").population or 0, territory("200046977").population or 0
    assert rhone < 500_000 < lyon
    assert territory("FR-69").departments == territory("200046977").departments == ("69",)


@pytest.mark.parametrize(("other", "code"), [("FR-75C", "FR-75"), ("FR-COR", "FR-20R"), ("FR-69M", "200046977")])
def test_other_official_codes_lead_to_the_same_territory(other: str, code: str) -> None:
    assert GAZETTEER.get(other) == territory(code)


def test_every_insee_region_code_has_its_iso_code_and_all_are_known() -> None:
    assert REGION_CODES["84"] == "FR-ARA"
    assert all(code in GAZETTEER for code in REGION_CODES.values())
    assert next(it.name for it in GAZETTEER.regions() if it.level is Level.REGION) == "Corse"


def test_names_of_departments_and_regions_are_given_by_short_or_long_code() -> None:
    assert GAZETTEER.department_name("38") == GAZETTEER.department_name("FR-38") == "Isère"
    assert GAZETTEER.department_name("971") == "Guadeloupe"
    assert GAZETTEER.department_name("999") == "999"
    assert GAZETTEER.region_name("FR-ARA") == "Auvergne-Rhône-Alpes"


def test_a_region_lists_its_departments() -> None:
    assert [it.departments[0] for it in GAZETTEER.departments("FR-BRE")] == ["22", "29", "35", "56"]
    assert len([it for it in GAZETTEER.departments() if len(it.departments[0]) == 2]) == 96


def test_a_former_commune_has_a_successor() -> None:
    found = GAZETTEER.successor("01126")
    assert found is not None
    assert found.name == "Valserhône"
    assert GAZETTEER.successor("99999") is None


def test_the_vintage_is_stated() -> None:
    assert GAZETTEER.year == 2026
    assert territory("38185").source.startswith("INSEE COG 2026, DGCL 2026, IGN ADMIN EXPRESS COG, DILA")
    assert territory("38185").population_year == 2023


def test_communes_are_not_opened_for_an_epci() -> None:
    atlas = Atlas()
    Gazetteer(atlas=atlas).get("200030658")
    assert "text" in vars(atlas.territories)
    assert "text" not in vars(atlas.communes)


# --- by name ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Brest Métropole", "242900314"),
        ("Métropole de Lyon", "200046977"),
        ("CA du Bassin d'Aurillac", "241500230"),
        ("Communauté d’agglomération du bassin d’Aurillac", "241500230"),
        ("Clermont Auvergne Métropole", "246300701"),
        ("Grenoble-Alpes-Métropole", "200040715"),
        ("grenoble alpes metropole", "200040715"),
        ("CC du Trièves", "200030658"),
        ("Communauté de communes du Trièves", "200030658"),
        ("Trièves", "200030658"),
        ("Valence Romans Agglo", "200068781"),
        ("Toulouse Métropole", "243100518"),
        ("Rennes Métropole", "243500139"),
        ("Ville de Paris", "75056"),
        ("Lyon", "69123"),
        ("Le Mans", "72181"),
        ("Mairie de Die", "26113"),
        ("L’ABERGEMENT CLEMENCIAT", "01001"),
        ("St Martin d'Hères", "38421"),
        ("CAPI", "243800604"),
        ("Isère", "FR-38"),
        ("Département de l’Isère", "FR-38"),
        ("Conseil régional d’Occitanie", "FR-OCC"),
        ("Est Ensemble", "200057875"),
    ],
)
def test_a_name_leads_to_one_territory(name: str, code: str) -> None:
    assert [it.code for it in GAZETTEER.resolve(name)] == [code]


def test_a_name_that_several_bear_is_ambiguous() -> None:
    communes = [it for it in GAZETTEER.resolve("Saint-Martin") if it.level is Level.COMMUNE]
    assert {"32389", "54480", "65392", "67426"} <= {it.code for it in communes}
    assert {it.code for it in GAZETTEER.resolve("Paris")} == {"75056", "FR-75"}


def test_the_prefix_must_agree_with_the_level() -> None:
    assert GAZETTEER.resolve("Région Isère") == []
    assert GAZETTEER.resolve("PNR du Trièves") == []


@given(st.sampled_from(Atlas().communes.column(1)[::50]), st.sampled_from([str.upper, str.lower, fold]))
def test_case_accents_and_hyphens_do_not_matter(name: str, spelling: object) -> None:
    respelt = spelling(name)  # type: ignore[operator]
    assert GAZETTEER.resolve(respelt) == GAZETTEER.resolve(name) != []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Toulouse Metropol", "243100518"),
        ("Grenobl", "38185"),
        ("CC du Trieve", "200030658"),
        ("1004", "01004"),
        ("38", "FR-38"),
        ("fr38", "FR-38"),
        ("213801855", "38185"),
        ("01126", "01033"),
    ],
)
def test_the_closest_territory_is_suggested_first(written: str, expected: str) -> None:
    assert GAZETTEER.suggest(written)[0].code == expected


def test_suggestions_are_few_and_none_for_nothing() -> None:
    assert len(GAZETTEER.suggest("Saint-Etienn", limit=2)) <= 2
    assert GAZETTEER.suggest("  ") == []
    assert GAZETTEER.suggest("zzqqxx kkww") == []


@given(st.text(max_size=30))
def test_any_text_may_be_folded_and_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text).isascii()


def test_lines_fold_as_they_would_one_by_one() -> None:
    names = ["L’Île-d’Œuf", "Les  Vœux", "St-Bon & Co", "Le Mans"]
    assert whole_key("\n".join(names)).split("\n") == [whole_key(name) for name in names]


def test_a_prefix_alone_is_a_name() -> None:
    assert read_name("Ville").level is None


# --- distances -------------------------------------------------------------------------------------------------------


def test_distances_are_those_of_a_map() -> None:
    paris, lyon = territory("75056"), territory("69123")
    assert distance_km(paris, lyon) == pytest.approx(392, abs=3)
    assert distance_km(paris, paris) == 0
    assert distance_km(paris, Territory("x", "X", Level.GROUPING, "pays")) is None


# --- groupings -------------------------------------------------------------------------------------------------------


def test_a_grouping_is_measured_from_its_members(tmp_path: Path) -> None:
    brume = gazetteer_with(tmp_path, BRUME).get("pays-de-brume")
    assert brume is not None
    trieves, grenoble = territory("200030658"), territory("38185")
    assert brume.population == (trieves.population or 0) + (grenoble.population or 0)
    assert brume.area_km2 == pytest.approx((trieves.area_km2 or 0) + (grenoble.area_km2 or 0), abs=0.1)
    assert brume.latitude == pytest.approx(trieves.latitude, abs=0.05)
    assert (brume.departments, brume.regions, brume.level, brume.nature) == (("38",), ("FR-ARA",), Level.GROUPING, "pays")


def test_a_grouping_is_found_by_its_aliases(tmp_path: Path) -> None:
    gazetteer = gazetteer_with(tmp_path, BRUME)
    assert gazetteer.problems == ()
    assert [it.code for it in gazetteer.resolve("brume et trieves")] == ["pays-de-brume"]
    assert gazetteer.suggest("Pays de Brum")[0].code == "pays-de-brume"


def test_a_grouping_without_members_stands_at_its_seat_and_keeps_its_own_figure(tmp_path: Path) -> None:
    text = "- {id: parc-x, name: Parc X, kind: pnr, seat: '38185', population: {value: 12 500, year: 2021}, source: {title: T, url: 'https://e.invalid'}}"
    parc = gazetteer_with(tmp_path, text).get("parc-x")
    assert parc is not None
    assert (parc.population, parc.population_year) == (12_500, 2021)
    assert parc.latitude == territory("38185").latitude
    assert parc.departments == ("38",)


def test_a_foreign_territory_has_its_country_and_no_french_department(tmp_path: Path) -> None:
    text = "- {id: XX-VA, name: Valmont, kind: foreign, country: XX, latitude: 46.2, longitude: 6.1, source: {title: T, url: 'https://e.invalid'}}"
    valmont = gazetteer_with(tmp_path, text).get("XX-VA")
    assert valmont is not None
    assert (valmont.level, valmont.country, valmont.departments, valmont.longitude) == (Level.FOREIGN, "XX", (), 6.1)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("200030658", "200030659"), "unknown-member"),
        (("  name: Pays de Brume\n", ""), "missing"),
        (("kind: pays", "kind: pays\n  colour: grey"), "unknown-key"),
        (("https://exemple.invalid/brume", ""), "missing-source"),
        (("pays-de-brume", "Pays de Brume"), "bad-id"),
        (("kind: pays", "kind: pays\n  latitude: nord"), "bad-number"),
        (("kind: pays", "kind: pays\n  departments: ['00']"), "unknown-department"),
        (("kind: pays", "kind: pays\n  seat: '99999'"), "unknown-seat"),
        (('  members: ["200030658", "38185"]\n', ""), "nowhere"),
        (("- id: pays-de-brume", "- [id"), "unreadable"),
    ],
)
def test_each_fault_of_a_grouping_is_told(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    problems = gazetteer_with(tmp_path, BRUME.replace(*change)).problems
    assert [problem.message_key for problem in problems] == [key]


def test_a_grouping_written_twice_is_told_once(tmp_path: Path) -> None:
    assert [(it.id, it.message_key) for it in gazetteer_with(tmp_path, BRUME + BRUME).problems] == [("pays-de-brume", "duplicate-id")]


def test_groupings_that_contain_each_other_do_not_loop(tmp_path: Path) -> None:
    text = "".join(
        f"- {{id: {own}, name: N, kind: pays, members: [{other}], source: {{title: T, url: 'https://e.invalid'}}}}\n"
        for own, other in (("aa", "bb"), ("bb", "aa"), ("cc", "cc"))
    )
    gazetteer = gazetteer_with(tmp_path, text)
    assert all(gazetteer.get(code) is not None for code in ("aa", "bb", "cc"))


def test_a_base_without_groupings_is_a_base(tmp_path: Path) -> None:
    assert load_gazetteer(tmp_path).problems == ()


def test_the_groupings_of_the_repository_are_sound_and_sorted() -> None:
    path = REPOSITORY / "vocabularies" / "groupings.yml"
    written = re.findall(r"(?m)^- id: (\S+)$", path.read_text(encoding="utf-8"))
    assert load_gazetteer(REPOSITORY).problems == ()
    assert written == sorted(written, key=str.casefold)
    assert len(written) == len(read_groupings(path)[0]) > 0


def test_a_commune_whose_name_starts_like_a_prefix_is_found() -> None:
    assert [it.code for it in Gazetteer().resolve("Ville-d’Avray")] == ["92077"]

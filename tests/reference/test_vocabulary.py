"""The vocabularies of the project are whole, cover the model, and bad ones say what is wrong and where."""

from __future__ import annotations

import re
import time
from collections import Counter
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from kb.diagnostics import diagnostic
from kb.diagnostics.diagnostic import KbError, Severity
from kb.records import facet, flow, model, record
from kb.records.model import Case, InVocabulary, Section, Side
from kb.reference.vocabulary import (
    REQUIRED,
    Vocabularies,
    Vocabulary,
    fold,
    load_acronyms,
    load_bibliography,
    load_fields,
    load_labels,
    load_vocabularies,
)

FOLDER = Path(__file__).parents[2] / "vocabularies"
ICONS = {"bowl", "drop", "bolt", "loop", "tree", "book", "bus", "people", "coin"}
SIDES = {side.value for side in Side}
ALLOWED: dict[str, dict[str, set[Any]]] = {
    "goods": {"direction": {"to-urban", "to-rural", "both"}, "money": {"yes", "no", "sometimes"}},
    "progress": {"stopped": {True, False}, "concluded": {True, False}, "running": {True, False}, "rank": set(range(1, 10))},
    "evidence": {
        "rank": set(range(5)),
        "requires": {"nothing", "one-party", "two-agree", "official-document", "third-party-measure"},
    },
    "party-kinds": {"default_side": SIDES, "public": {True, False}, "territorial": {True, False}},
}


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return load_vocabularies(FOLDER)


def every_term(vocabularies: Vocabularies) -> list[tuple[str, Any]]:
    return [(vocabulary.id, term) for vocabulary in vocabularies.values() for term in vocabulary]


# --- the vocabularies of the project ---------------------------------------------------------------------------------


def test_the_model_and_the_loader_require_the_same_vocabularies() -> None:
    marks = {mark.vocabulary for kind in vars(model).values() for mark in get_args(kind) if isinstance(mark, InVocabulary)}

    assert marks == set(REQUIRED)


@pytest.mark.parametrize(
    ("id", "count"),
    [
        ("cooperation-types", 14),
        ("themes", 20),
        ("goods", 50),
        ("balance-modes", 11),
        ("progress", 9),
        ("evidence", 5),
        ("viewpoint", 4),
        ("party-kinds", 26),
    ],
)
def test_each_vocabulary_has_its_terms(vocabularies: Vocabularies, id: str, count: int) -> None:
    assert len(vocabularies[id]) == count


def test_every_term_speaks_french_and_english(vocabularies: Vocabularies) -> None:
    mute = [(id, term.id) for id, term in every_term(vocabularies) if not (term.label_en and term.definition and term.definition_en)]

    assert mute == []


def test_no_name_belongs_to_two_terms_of_a_vocabulary(vocabularies: Vocabularies) -> None:
    for vocabulary in vocabularies.values():
        owners = Counter(name for term in vocabulary for name in {fold(n) for n in (term.id, term.label, *term.synonyms)})
        assert [name for name, count in owners.items() if count > 1] == []


def test_no_synonym_repeats_the_label(vocabularies: Vocabularies) -> None:
    assert [(id, term.id) for id, term in every_term(vocabularies) if term.label in term.synonyms] == []


def test_no_term_bears_the_name_of_a_value_of_the_model(vocabularies: Vocabularies) -> None:
    values = {member.value for enum in enums_of(model, flow, record, facet, diagnostic) for member in enum}

    assert [term.id for _, term in every_term(vocabularies) if term.id in values | model.RESERVED_IDS] == []


def test_every_term_of_a_grouped_vocabulary_has_a_group(vocabularies: Vocabularies) -> None:
    assert [(id, term.id) for id, term in every_term(vocabularies) if vocabularies[id].groups and not term.group] == []


def test_each_family_of_goods_has_its_own_icon_and_a_definition(vocabularies: Vocabularies) -> None:
    families = vocabularies["goods"].groups

    assert Counter(family.icon for family in families) == Counter(ICONS)
    assert all(family.definition for family in families)


def test_each_good_has_three_to_eight_synonyms_and_units(vocabularies: Vocabularies) -> None:
    assert [good.id for good in vocabularies["goods"] if not 3 <= len(good.synonyms) <= 8] == []
    assert [good.id for good in vocabularies["goods"] if not good.attributes["units"]] == []


@pytest.mark.parametrize("id", ALLOWED)
def test_attributes_hold_what_code_expects(vocabularies: Vocabularies, id: str) -> None:
    for term in vocabularies[id]:
        for key, allowed in ALLOWED[id].items():
            assert term.attributes[key] in allowed, (term.id, key)


def test_viewpoints_name_sides_of_the_model(vocabularies: Vocabularies) -> None:
    assert [term.id for term in vocabularies["viewpoint"] if not term.attributes["sides"] or set(term.attributes["sides"]) - SIDES] == []


def test_cooperation_types_are_frames_or_mechanisms(vocabularies: Vocabularies) -> None:
    groups = Counter(term.group for term in vocabularies["cooperation-types"])

    assert groups == {"frame": 6, "mechanism": 8}


def test_levels_of_proof_rise(vocabularies: Vocabularies) -> None:
    assert [term.attributes["rank"] for term in vocabularies["evidence"]] == [0, 1, 2, 3, 4]


def test_what_runs_is_concluded_and_not_stopped(vocabularies: Vocabularies) -> None:
    running = [term.attributes for term in vocabularies["progress"] if term.attributes["running"]]

    assert running
    assert all(attributes["concluded"] and not attributes["stopped"] for attributes in running)


def test_each_balance_mode_asks_a_question(vocabularies: Vocabularies) -> None:
    assert [term.id for term in vocabularies["balance-modes"] if not term.question.endswith("\u202f?")] == []


def test_the_bibliography_holds_what_terms_rest_on_and_nothing_else(vocabularies: Vocabularies) -> None:
    cited = {number for _, term in every_term(vocabularies) for number in term.basis}

    assert cited == set(load_bibliography(FOLDER))


def test_acronyms_are_spelled_out() -> None:
    acronyms = load_acronyms(FOLDER)

    assert acronyms["PAT"] == "projet alimentaire territorial"
    assert [key for key, words in acronyms.items() if fold(key) == fold(words)] == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yml")), ids=lambda path: path.stem)
def test_french_texts_are_typeset(path: Path) -> None:
    texts = path.read_text(encoding="utf-8")
    straight = re.findall(r"\b(?:[cdjlmnst]|qu)'\w+", texts, re.IGNORECASE)
    breakable = re.findall(r"\w+ [;!?»]|« \w+", "\n".join(line for line in texts.splitlines() if not line.startswith("#")))

    assert straight + breakable == []


def test_all_vocabularies_load_in_the_time_of_a_blink() -> None:
    """The budget is 25 ms of processor; three times that here, for machines that do something else too."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        load_vocabularies(FOLDER)
        spent.append(time.process_time() - start)

    assert min(spent) < 0.075


# --- finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "text", "expected"),
    [
        ("cooperation-types", "entente-intercommunal", "entente-intercommunale"),
        ("cooperation-types", "Entente intercommunale", "entente-intercommunale"),
        ("cooperation-types", "PAT", "strategie-ou-plan-partage"),
        ("cooperation-types", "contrat de reciprocité", "contrat-de-reciprocite"),
        ("cooperation-types", "pole metropolitain", "structure-publique-commune"),
        ("cooperation-types", "co investisement", "co-investissement"),
        ("cooperation-types", "reciprocity agreement", "contrat-de-reciprocite"),
        ("themes", "Foret", "foret-bois"),
        ("themes", "impots", "finances"),
        ("goods", "cantines", "debouche-restauration-collective"),
        ("goods", "legume", "denrees-brutes"),
        ("goods", "main d’oeuvre", "travail"),
        ("party-kinds", "agglo", "communaute-d-agglomeration"),
        ("party-kinds", "Agriculteur", "collectif-d-agriculteurs"),
        ("progress", "abandonnée", "arrete"),
        ("evidence", "p3", "P3"),
    ],
)
def test_what_people_write_suggests_the_term_first(vocabularies: Vocabularies, id: str, text: str, expected: str) -> None:
    assert vocabularies[id].suggest(text)[0] == expected


@pytest.mark.parametrize("text", ["", "zzzz", "…"])
def test_nothing_is_suggested_for_what_looks_like_no_term(vocabularies: Vocabularies, text: str) -> None:
    assert vocabularies["themes"].suggest(text) == []


def test_suggestions_are_at_most_the_limit(vocabularies: Vocabularies) -> None:
    assert len(vocabularies["cooperation-types"].suggest("contrat", limit=2)) == 2


@pytest.mark.parametrize("text", ["travail", "TRAVAIL", "Navetteurs", "labour"])
def test_a_term_is_found_by_id_label_or_synonym(vocabularies: Vocabularies, text: str) -> None:
    found = vocabularies["goods"].find(text)

    assert found is vocabularies["goods"]["travail"]


def test_a_name_that_is_only_close_is_not_found(vocabularies: Vocabularies) -> None:
    assert vocabularies["goods"].find("travai") is None


def test_an_id_is_found_before_a_synonym_of_another_term(tmp_path: Path) -> None:
    assert one(tmp_path, term("haie", synonyms=["mare"]), term("mare")).find("Mare").id == "mare"  # type: ignore[union-attr]


# --- the model -------------------------------------------------------------------------------------------------------


def enums_of(*modules: ModuleType) -> list[type[StrEnum]]:
    """Return the enumerations that the modules define."""
    kinds = [kind for module in modules for kind in vars(module).values() if isinstance(kind, type) and kind.__module__ == module.__name__]
    return [kind for kind in kinds if issubclass(kind, StrEnum)]


def test_model_yml_covers_the_enumerations_exactly() -> None:
    written = yaml.safe_load((FOLDER / "model.yml").read_text(encoding="utf-8"))["enums"]
    expected = {enum.__name__: [member.value for member in enum] for enum in enums_of(model, flow, record, facet, diagnostic)}

    assert {name: sorted(entry["values"]) for name, entry in written.items()} == {name: sorted(values) for name, values in expected.items()}


def test_labels_of_an_enumeration_differ() -> None:
    for name, values in load_labels(FOLDER).wordings.items():
        assert len({wording.label for wording in values.values()}) == len(values), name


def test_the_first_four_sections_are_expected() -> None:
    labels = load_labels(FOLDER)
    expected = [section for section in Section if labels.wording(section).attributes["expected"]]

    assert expected == [Section.TRIGGER, Section.COURSE, Section.RESULTS, Section.DIFFICULTIES]


@pytest.mark.parametrize("text", ["Point de vue de l’autre partie", "point de vue de l'autre partie"])
def test_a_heading_is_read_whatever_the_apostrophe(text: str) -> None:
    assert load_labels(FOLDER).read(Section, text) is Section.OTHER_PARTY


def test_a_heading_of_no_section_is_none() -> None:
    assert load_labels(FOLDER).read(Section, "Bilan") is None


def test_labels_speak_of_members_and_of_the_whole() -> None:
    labels = load_labels(FOLDER)

    assert (labels.title(Side), labels.of(Side.URBAN), labels.of(Severity.ERROR)) == ("Côté", "Ville", "erreur")
    assert labels.definition(Side.THIRD_PARTY).startswith("Ni ville ni campagne")


def test_a_missing_label_is_a_bad_world() -> None:
    class Weather(StrEnum):
        SUNNY = "sunny"

    with pytest.raises(KbError, match=r"vocabularies/model\.yml.*« sunny » dans « Weather »"):
        load_labels(FOLDER).of(Weather.SUNNY)


def test_an_open_list_falls_back_on_its_value() -> None:
    labels = load_labels(FOLDER)

    assert (labels.label("Country", "CH"), labels.label("Country", "XX")) == ("Suisse", "XX")


def blocks(block: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the blocks of the model reachable from `block`, by name."""
    found: dict[str, type[BaseModel]] = {}
    pending: list[Any] = [block]
    while pending:
        kind = pending.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind.__name__ not in found:
                found[kind.__name__] = kind
                pending += [field.annotation for field in kind.model_fields.values()]
        else:
            pending += get_args(kind)
    return found


def test_fields_yml_covers_the_model_exactly() -> None:
    expected = {f"{name}.{field.alias or key}" for name, block in blocks(Case).items() for key, field in block.model_fields.items()}

    assert len(expected) > 80
    assert set(load_fields(FOLDER)) == expected


def test_fields_the_model_requires_are_said_to_be_required() -> None:
    guidance = load_fields(FOLDER)
    for name, block in blocks(Case).items():
        for key, field in block.model_fields.items():
            said = guidance[f"{name}.{field.alias or key}"].level == "required"
            assert said == field.is_required(), f"{name}.{key}"


def test_a_whole_sheet_takes_half_an_hour() -> None:
    fields, labels = load_fields(FOLDER), load_labels(FOLDER)
    story = sum(labels.wording(section).attributes.get("minutes", 0) for section in Section)

    assert sum(entry.minutes for entry in fields.values()) + story == 30


# --- bad vocabularies ------------------------------------------------------------------------------------------------


def term(id: str, **changes: Any) -> dict[str, Any]:
    """Return a term as it is written, with changes; None takes a key away."""
    whole = {"id": id, "label": {"fr": id.title()}, "definition": {"fr": f"Ce qui est {id}."}} | changes
    return {key: value for key, value in whole.items() if value is not None}


def write(folder: Path, *terms: Any, **changes: Any) -> Path:
    """Write `jardin.yml` in `folder`."""
    file = {"id": "jardin", "title": {"fr": "Jardin"}, "a_term": {"fr": "une plante"}, "terms": list(terms)} | changes
    path = folder / "jardin.yml"
    path.write_text(yaml.safe_dump(file, allow_unicode=True), encoding="utf-8")
    return path


def one(folder: Path, *terms: Any, **changes: Any) -> Vocabulary:
    """Return the vocabulary `jardin` made of `terms`."""
    write(folder, *terms, **changes)
    return load_vocabularies(folder, required=("jardin",))["jardin"]


def test_a_small_vocabulary_is_read_whole(tmp_path: Path) -> None:
    groups = [{"id": "haut", "label": {"fr": "Haut", "en": "High"}}]
    jardin = one(tmp_path, term("haie", group="haut", attributes={"tags": ["a", "b"]}), term("mare", broader="haie"), groups=groups)

    assert [t.id for t in jardin] == ["haie", "mare"]
    assert jardin.in_group("haut") == (jardin["haie"],)
    assert jardin["haie"].attributes["tags"] == ("a", "b")
    assert jardin.group("haut").label_en == "High"  # type: ignore[union-attr]


LINK = {"scheme": "GEMET", "uri": "http://exemple.fr/1", "label": "haie", "match": "closeMatch"}


@pytest.mark.parametrize(
    ("terms", "cause"),
    [
        ([term("haie"), term("haie")], "« haie » : cet identifiant sert deux fois"),
        ([term("haie", group="bas")], "« haie » : le groupe « bas » n’existe pas"),
        ([term("haie", broader="bois")], "« haie » : « broader: bois » : ce terme n’existe pas"),
        ([term("haie", replaced_by="bois")], "« replaced_by: bois » : ce terme n’existe pas"),
        ([term("haie", broader="mare"), term("mare", broader="haie")], "tournent en rond"),
        ([term("haie", replaced_by="haie")], "tournent en rond"),
        ([term("Haie vive")], "un identifiant s’écrit"),
        ([term("haie", label=None)], "« haie » : « label » : des clés et des valeurs sont attendues"),
        ([term("haie", label={"en": "Hedge"})], "« label » : un texte est attendu pour « fr »"),
        ([term("haie", label={"fr": True})], "« True » n’en est pas un"),
        ([term("haie", synonymes=["bocage"])], "la clé « synonymes » est inconnue"),
        ([term("haie", synonyms="bocage")], "une liste est attendue pour « synonyms »"),
        ([term("haie", synonyms=["bocage", False])], "« synonyms » est une liste de textes"),
        ([term("haie", basis=["deux"])], "« basis » est une liste de nombres"),
        ([term("haie", links=[LINK | {"match": "sameAs"}])], "« match: sameAs »"),
        ([term("haie", links=[LINK | {"uri": "javascript:alert(1)"}])], "une adresse en http"),
        (["haie"], "« terms, n° 1 » : des clés et des valeurs sont attendues"),
        ([], "la clé « terms » manque"),
    ],
)
def test_an_unusable_vocabulary_names_its_file_and_the_cause(tmp_path: Path, terms: list[Any], cause: str) -> None:
    with pytest.raises(KbError) as raised:
        one(tmp_path, *terms)

    assert str(raised.value).startswith(f"{tmp_path.name}/jardin.yml")
    assert cause in str(raised.value)


def test_a_file_bears_the_name_of_its_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="« id: potager »"):
        one(tmp_path, term("haie"), id="potager")


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("id: jardin\n  title: [", r"jardin\.yml:2:3 : Le décalage"),
        ("id: jardin\nid: jardin\n", r"jardin\.yml:2:1 : YAML illisible \(« id » est écrit deux fois\)"),
        ("- id: jardin\n", "doit commencer par des clés"),
        ("", "doit commencer par des clés"),
        ("id: \x07\n", "ne peuvent pas être lus"),
        ("? [id]\n: jardin\n", "une clé est un mot"),
        ("id: 2026-13-45\n", "date impossible"),
        ("terms: [a\nid: b\n", r"jardin\.yml:1:8 : Une liste"),
    ],
)
def test_a_yaml_mistake_says_where(tmp_path: Path, text: str, cause: str) -> None:
    (tmp_path / "jardin.yml").write_text(text, encoding="utf-8")

    with pytest.raises(KbError, match=cause):
        load_vocabularies(tmp_path, required=())


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    (tmp_path / "jardin.yml").write_bytes("titre: été".encode("latin-1"))

    with pytest.raises(KbError, match=r"jardin\.yml : le fichier n’est pas en UTF-8"):
        load_vocabularies(tmp_path, required=())


def test_a_missing_vocabulary_is_a_bad_world(tmp_path: Path) -> None:
    write(tmp_path, term("haie"))

    with pytest.raises(KbError, match=r"themes\.yml : fichier introuvable"):
        load_vocabularies(tmp_path, required=("jardin", "themes"))


def test_a_missing_folder_is_a_bad_world(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="dossier introuvable"):
        load_vocabularies(tmp_path / "vocabularies")


def test_asking_for_a_vocabulary_that_does_not_exist_is_a_bad_world(vocabularies: Vocabularies) -> None:
    assert "saisons" not in vocabularies
    with pytest.raises(KbError, match=r"vocabularies/saisons\.yml"):
        vocabularies["saisons"]


@pytest.mark.parametrize(
    ("name", "text", "load", "cause"),
    [
        ("fields.yml", "fields: {Case.title: {label: Titre}}", load_fields, "« Case.title » : un texte est attendu pour « sentence »"),
        ("fields.yml", "fields: {Case.title: {label: a, sentence: b, level: high}}", load_fields, "« level: high »"),
        (
            "fields.yml",
            "fields: {Case.title: {label: a, sentence: b, minutes: dix}}",
            load_fields,
            "un nombre est attendu pour « minutes »",
        ),
        ("model.yml", "enums: {Side: {values: {urban: {}}}}\ncomputed: {}", load_labels, "« Side », « values », « urban » : « label »"),
        ("acronyms.yml", "acronyms: {PAT: }", load_acronyms, "un texte est attendu pour « PAT »"),
        ("bibliography.yml", "sources: [{id: 1}]", load_bibliography, "« 1 » : un texte est attendu pour « title »"),
    ],
)
def test_other_unusable_files_name_the_entry_and_the_cause(tmp_path: Path, name: str, text: str, load: Any, cause: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(KbError) as raised:
        load(tmp_path)

    assert name in str(raised.value)
    assert cause in str(raised.value)

"""Citations, figures and persons in a text: a table of sentences."""

from __future__ import annotations

import pytest

from kb.records.citation import check_text, cited_numbers, count_figures, read_figures

WITH_FIGURE = [
    "La chaufferie brûle 1 200 tonnes de bois.",
    "Le prix passe à 1,5 euro le repas.",
    "Trois fermes sur 4 ont signé.",
    "La part du bio atteint 40 %.",
    "En 2021, 12 fermes fournissaient les cantines.",
    "Le 3 mars 2021, 12 fermes ont signé.",
    "L’article 5 fixe un prix de 12 euros.",
    "Il faut 2 h de route.",
    "Une aide de 300 €/ha.",
    "La conduite fait 35 km.",
    "Le budget est de 2 millions d’euros.",
]
WITHOUT_FIGURE = [
    "La convention est signée en 2018.",
    "La convention court de 2018 à 2024.",
    "La convention 2018-2024 est close.",
    "La saison 2018/19 fut sèche.",
    "Signé le 12 mars 2018.",
    "Signé le 1er mars.",
    "Les 3 et 4 mai, les élus se réunissent.",
    "La 2e tranche est lancée.",
    "Le 21e siècle commence.",
    "La 1re convention est close.",
    "Les 5èmes rencontres ont lieu à Brume.",
    "L’article 12 le permet.",
    "L’article L. 5111-1 le permet.",
    "La loi n° 2015-991 le permet.",
    "Le décret 2016-402 le permet.",
    "La D1075 passe à Brume.",
    "La RD 1075 et la D 12 passent à Brume.",
    "L’A7 et la RN10 y mènent.",
    "Le CO2 est compté.",
    "Le niveau P3 est retenu.",
    "Brume (38) et Valmont (38, 73) signent.",
    "La phase 2 commence.",
    "L’axe 3 du contrat en parle.",
    "Aucun nombre ici.",
]


def names(text: str, sources: set[int] | None = None, *, figures: bool = True) -> list[str]:
    return [problem.rule.name for problem in check_text(text, {1, 2} if sources is None else sources, figures=figures)]


@pytest.mark.parametrize("sentence", WITH_FIGURE)
def test_a_figure_without_source_is_seen(sentence: str) -> None:
    assert names(sentence) == ["uncited-figure"]


@pytest.mark.parametrize("sentence", WITH_FIGURE)
def test_a_figure_with_its_source_is_fine(sentence: str) -> None:
    assert names(f"{sentence.rstrip('.')} [1].") == []
    assert names(f"{sentence} [1]") == []


@pytest.mark.parametrize("sentence", WITHOUT_FIGURE)
def test_what_is_no_figure_needs_no_source(sentence: str) -> None:
    assert names(sentence) == []


def test_a_block_that_carries_its_sources_needs_no_citation_in_its_text() -> None:
    assert names(WITH_FIGURE[0], figures=False) == []


def test_each_sentence_needs_its_own_source() -> None:
    text = "La chaufferie brûle 1 200 tonnes [1]. Elle en stocke 300. Elle en vend 20 [2]."
    (problem,) = check_text(text, {1, 2})
    assert problem.fragment == "300"
    assert problem.facts["seen"] == "Elle en stocke 300."


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert names("Le pays (env. 20 communes) livre le bois [1].") == []


def test_a_long_sentence_is_clipped_in_the_message() -> None:
    (problem,) = check_text("La chaufferie brûle 12 tonnes " + "de bois " * 20, {1})
    assert str(problem.facts["seen"]).endswith("…")
    assert len(str(problem.facts["seen"])) <= 70


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("[1, 2]", "[1][2]"),
        ("[1;2]", "[1][2]"),
        ("[1-2]", "[1][2]"),
        ("[^1]", "[1]"),
        ("[1](https://brume.example)", "[1]"),
        ("[1]: https://brume.example", "[1]"),
        ("[ 1 ]", "[1]"),
        ("[1 ]", "[1]"),
        ("([1])", "[1]"),
    ],
)
def test_another_way_to_cite_is_an_error_with_its_cure(written: str, cure: str) -> None:
    problems = [problem for problem in check_text(f"Du bois {written} de Brume", {1, 2}) if problem.rule.name == "bad-citation"]
    assert len(problems) == 1
    assert cure in str(problems[0].facts["cure"])


def test_a_citation_that_is_badly_written_is_not_also_an_uncited_figure() -> None:
    assert names("La chaufferie brûle 12 tonnes [1, 2].") == ["bad-citation"]


def test_a_citation_must_name_a_source() -> None:
    (problem,) = check_text("Du bois [1][9].", {1, 2})
    assert (problem.rule.name, problem.fragment) == ("unknown-citation", "[9]")


@pytest.mark.parametrize(
    "text",
    [
        "Appelez le 04 76 00 00 00.",
        "Appelez le +33 4 76 00 00 00.",
        "Appelez le 04.76.00.00.00.",
        "Écrivez à une.personne@brume.example.",
        "M. Dupré signe.",
        "Mme Anne Dupré signe.",
        "Madame Dupré signe.",
        "MM. Dupré et Morel signent.",
    ],
)
def test_a_person_is_seen(text: str) -> None:
    assert names(text, figures=False) == ["personal-data"]


@pytest.mark.parametrize(
    "text", ["La maire de Brume signe.", "Le code 01004 est celui d’une commune.", "Le M est une lettre.", "Médoc et Madame"]
)
def test_no_person_is_imagined(text: str) -> None:
    assert names(text, figures=False) == []


def test_numbers_cited() -> None:
    assert cited_numbers("Du bois [1][2], de l’eau [12] [3](non) [4]: non") == {1, 2, 12}


def test_figures_are_counted_with_those_that_cite() -> None:
    assert count_figures("Elle brûle 12 tonnes [1]. Elle en vend 3. Elle chauffe.") == (2, 1)


def test_sentences_with_a_figure_are_read_on_one_line() -> None:
    assert list(read_figures("Elle brûle\n12 tonnes [1]. Elle chauffe.")) == ["12 tonnes [1]."]

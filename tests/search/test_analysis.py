"""One French analysis: the table that the browser must also pass."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.analysis import analyse, compose, fold, read_stems, stem, tokenize
from kb.search.french import ENDINGS, EXCEPTIONS, LIGHT_WORDS, STOP_WORDS

SAME = [
    ("forêt", "foret", "FORÊTS"),
    ("l’énergie", "l'energie", "énergies", "d’énergie", "L‘ÉNERGIE", "qu’énergie"),
    ("ville-porte", "ville porte", "villes portes", "Villes-Portes", "ville‑porte"),
    ("œuvre", "oeuvre", "Œuvres"),
    ("mutualiser", "mutualisent", "mutualisation", "mutualisée", "mutualisés", "mutualise", "mutualisant"),
    ("coopération", "coopérer", "coopèrent"),
    ("financement", "financer", "finance", "financés"),
    ("forestier", "forestière", "forestiers", "forestières"),
    ("agriculteur", "agricultrice", "agriculteurs"),
    ("local", "locale", "locaux", "locales"),
    ("public", "publique", "publics"),
    ("collectif", "collective"),
    ("hôpital", "hôpitaux"),
    ("réseau", "réseaux"),
    ("eau", "eaux", "l’eau", "les eaux", "d’eau"),
    ("réciprocité", "réciproque", "réciproques"),
    ("lyonnais", "lyonnaise", "lyonnaises"),
    ("culturel", "culturelle", "culturels"),
    ("été", "étés", "l’été"),
    ("12 000", "12000", "12\u202f000", "12\u00a0000"),
    ("12 km", "12km"),
    ("1,5 ha", "1.5 ha"),
    ("PAT", "P.A.T.", "pat"),
    ("Saint-Étienne", "St-Etienne", "St Étienne"),
    ("Le Creusot", "Creusot"),
    ("L’Isle-d’Abeau", "isle abeau"),
    ("entr’aide", "entraide"),
    ("presqu’île", "île"),
    ("jusqu’à Lyon", "lyon"),
    ("payer", "paiement", "paie", "paient"),
    ("m³", "m3"),
    ("CO₂", "CO2"),
    ("10 €", "10 euros"),
]
DIFFERENT = [
    ("pays", "payer"),
    ("commune", "commun"),
    ("porte", "port"),
    ("vallée", "val"),
    ("coopérative", "coopération"),
    ("été", "et"),
    ("eau", "au"),
    ("région", "régie"),
    ("retraite", "retrait"),
    ("appellation", "appel"),
]


@pytest.mark.parametrize("writings", SAME, ids=lambda writings: writings[0])
def test_writings_of_one_word_meet(writings: tuple[str, ...]) -> None:
    assert {writing: analyse(writing) for writing in writings} == dict.fromkeys(writings, analyse(writings[0]))
    assert analyse(writings[0])


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert analyse(one) != analyse(other)


@pytest.mark.parametrize("word", ["été", "eau", "est", "pas", "sans", "car", "or", "vers"])
def test_words_that_stop_lists_eat_are_kept(word: str) -> None:
    assert analyse(word)


def test_small_words_are_dropped() -> None:
    assert analyse("qu’il y a dans le la les des jusqu’au") == []


def test_small_words_are_written_folded() -> None:
    assert {word for word in STOP_WORDS | LIGHT_WORDS if fold(word) != word} == set()
    assert not STOP_WORDS & LIGHT_WORDS


def test_every_exception_is_needed_or_kept_apart() -> None:
    assert {word for word in EXCEPTIONS if word != fold(word)} == set()


def test_tokens_know_their_place() -> None:
    text = "Aujourd’hui, l’eau de l’été coûte 12 000 €."
    assert [text[t.start : t.end] for t in tokenize(text)] == ["Aujourd’hui", "eau", "de", "été", "coûte", "12 000", "€"]


def test_a_stem_needs_no_accent() -> None:
    for word in ("forestière", "énergétique", "hébergement", "bûches", "mutualisée", "théâtre", "grâce"):
        assert analyse(word) == analyse(fold(word))


def test_endings_never_empty_a_word() -> None:
    assert all(before or replacement for step in ENDINGS for _, replacement, before in step)


@given(st.text())
def test_analysis_takes_any_text(text: str) -> None:
    composed = compose(text)
    for found in read_stems(text):
        assert found.text
        assert 0 <= found.start < found.end <= len(composed)


@given(st.text(alphabet="aàâbcdeéèêëfghiîïjklmnoôpqrstuùûüvwxyzœç ’-", max_size=60))
def test_accents_and_composition_change_nothing(text: str) -> None:
    assert analyse(unicodedata.normalize("NFD", text)) == analyse(text)
    assert analyse(text.upper()) == analyse(text)


@given(st.text(alphabet="abcdefghilmnoprstuvxy", min_size=1, max_size=20))
def test_a_stem_is_never_longer_by_more_than_one_letter(word: str) -> None:
    assert 0 < len(stem(word)) <= len(word) + 1

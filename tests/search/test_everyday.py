"""The table of everyday words, and the régions of before."""

from kb.reference.territory import load_gazetteer
from kb.search.analysis import analyse, fold
from kb.search.everyday import load_everyday
from kb.search.former import FORMER_REGIONS, INITIALS
from tests.conftest import REPOSITORY


def test_each_entry_is_one_word_and_stands_once_in_order() -> None:
    words = [entry.word for entry in load_everyday()]
    assert [word for word in words if len(analyse(word)) != 1] == []
    assert words == sorted(set(words), key=lambda word: (fold(word), word))


def test_an_entry_says_something_and_nothing_twice() -> None:
    for entry in load_everyday():
        said = [*entry.family, *entry.synonyms]
        assert said or entry.english, entry.word
        assert len(said) == len(set(said)), entry.word
        assert [name for name in (*said, *entry.english) if not analyse(name)] == [], entry.word


def test_a_former_region_is_made_of_departements() -> None:
    known = {it.code.removeprefix("FR-") for it in load_gazetteer(REPOSITORY).departments()}
    named = [code for codes in FORMER_REGIONS.values() for code in codes]
    assert set(named) <= known
    assert len(named) == len(set(named))


def test_initials_are_those_of_regions() -> None:
    assert set(INITIALS.values()) <= {it.code for it in load_gazetteer(REPOSITORY).regions()}

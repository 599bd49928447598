"""What a search answers, over the fictional library."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.records.collection import Collection
from kb.search.index import Index
from kb.search.query import ProblemKind, Results, find, search
from kb.search.request import MAX_CHARACTERS, MAX_WORDS, read_request
from tests.conftest import REPOSITORY


def slugs(results: Results) -> list[str]:
    return [hit.slug for hit in results.hits]


def kinds(results: Results) -> set[ProblemKind]:
    return {problem.kind for problem in results.problems}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("eau agriculteurs captage", "captage"),
        ("reciprocite", "captage"),
        ("l’energie", "captage"),
        ("villes portes", "portes"),
        ("bois de la campagne vers la ville", "bois"),
        ("ça a raté", "rate"),
        ("échec", "rate"),
        ("mutualisation", "cantine"),
        ("bio-déchets", "cantine"),
        ("Brumaire", "captage"),
        ("département 99", "captage"),
        ("Vieux Pays", "captage"),
        ("le moulin n’a jamais tourné", "rate"),
        ("un moulin qui ne tourne plus", "rate"),
        ("bûcheron", "bois"),
        ("rondins", "bois"),
        ("bois de chauffe", "bois"),
        ("firewood", "bois"),
    ],
)
def test_the_expected_record_comes_first(library: Index, words: str, first: str) -> None:
    assert slugs(search(library, words))[0] == first


@pytest.mark.parametrize(
    "variants",
    [
        ("villes-portes", "ville porte", "VILLES PORTES", "ville‑porte"),
        ("l’énergie", "l'energie", "énergies", "ENERGIE"),
        ("achats des communes", "achat commune"),
        ("agriculteurs de Brume", "agricultrices brume"),
    ],
)
def test_variants_of_a_request_give_the_same_answer(library: Index, variants: tuple[str, ...]) -> None:
    answers = {variant: [(h.slug, round(h.score, 6)) for h in search(library, variant).hits] for variant in variants}
    assert len(set(map(str, answers.values()))) == 1, answers
    assert answers[variants[0]]


def test_acronym_and_meaning_find_each_other(library: Index) -> None:
    assert slugs(search(library, "PAV")) == ["cantine"]
    assert "[plan alimentaire de Valmont]" in show(search(library, "PAV"))


def show(results: Results) -> str:
    return "".join(f"[{text}]" if marked else text for text, marked in results.hits[0].excerpt)


def test_a_synonym_finds_less_surely_than_the_word(library: Index) -> None:
    synonym, word = search(library, "onde pure").hits[0], search(library, "captage").hits[0]
    assert synonym.slug == word.slug == "captage"
    assert synonym.score < word.score
    assert [reason[:2] for reason in synonym.why] == [("themes", "Flots et rivières")] * 2


@pytest.mark.parametrize(
    ("typed", "words"), [("8 000 habitants", ["8000", "habitants"]), ("en 2019 300 fermes", ["2019", "300", "fermes"])]
)
def test_a_number_written_with_spaces_is_one_word(typed: str, words: list[str]) -> None:
    assert [word.text for word in read_request(typed).words] == words


def test_a_phrase_wants_its_words_side_by_side(library: Index) -> None:
    assert slugs(search(library, '"contrat de réciprocité"')) == ["captage"]
    assert slugs(search(library, "« contrat de réciprocité »")) == ["captage"]
    assert slugs(search(library, '"réciprocité contrat"')) == []


def test_a_phrase_does_not_run_from_a_text_into_the_next(library: Index) -> None:
    assert slugs(search(library, '"captage eau"')) == []


def test_an_excluded_word_excludes(library: Index) -> None:
    assert "portes" in slugs(search(library, "brume"))
    assert "portes" not in slugs(search(library, "brume -parc"))
    assert "captage" not in slugs(search(library, 'brume -"pays de brume"'))


def test_a_hyphen_inside_a_word_excludes_nothing(library: Index) -> None:
    assert "portes" in slugs(search(library, "ville-porte"))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("theme:flots", {"captage"}),
        ("thème : flots", {"captage"}),
        ('theme:"onde pure"', {"captage"}),
        ("theme:rivière", {"captage"}),
        ("-theme:moulins", {"captage"}),
        ("theme:flots theme:moulins depuis:2019", {"cantine", "portes", "bois", "rate"}),
        ("depuis:2020", {"portes", "bois"}),
        ("lieu:99", {"captage"}),
        ("lieu:brumaire", {"captage"}),
        ("theme:moulins bois", {"bois"}),
    ],
)
def test_filters_in_the_words(library: Index, words: str, found: set[str]) -> None:
    assert set(slugs(search(library, words))) == found


def test_filters_by_option_are_the_same(library: Index) -> None:
    assert slugs(search(library, "", {"themes": ["onde pure"]})) == slugs(search(library, "theme:flots")) == ["captage"]


def test_facets_count_the_records_found(library: Index) -> None:
    results = search(library, "", {"theme": ["moulins"]})
    assert results.total == 4
    assert results.facets == {"themes": (("moulins", 4),), "since": (("2019", 2), ("2021", 2))}


def test_the_limit_hides_hits_and_not_the_total(library: Index) -> None:
    results = search(library, "theme:moulins", limit=2)
    assert (len(results.hits), results.total) == (2, 4)


def test_all_words_first_then_some(library: Index) -> None:
    assert not search(library, "bûches").relaxed
    results = search(library, "parc sentiers dirigeable")
    assert results.relaxed
    assert results.hits[0].slug == "portes"
    assert results.hits[0].lacking == ("dirigeable",)
    assert results.whole == 0
    assert search(library, "bûches").whole == search(library, "bûches").total


def test_nothing_is_an_answer(library: Index) -> None:
    results = search(library, "dirigeable supersonique brume")
    assert (results.hits, results.total) == ((), 0)


def test_a_slip_is_forgiven_and_said(library: Index) -> None:
    results = search(library, "agricluteurs")
    assert slugs(results) == ["captage"]
    assert results.suggestions == ("agriculteurs",)
    assert results.corrections == {"agricluteurs": "agriculteurs"}


def test_a_suggestion_keeps_accents_and_the_other_words(library: Index) -> None:
    assert search(library, "enrgie brume").suggestions == ("énergie brume",)


def test_a_known_word_is_never_corrected(library: Index) -> None:
    for word in sorted(library.words):
        assert not search(library, word, limit=0).corrections, word


def test_a_slip_never_beats_the_word(library: Index) -> None:
    exact, slip = search(library, "agriculteurs").hits[0], search(library, "agriculteusr").hits[0]
    assert slip.score < exact.score


def test_the_first_letter_of_a_short_word_is_no_slip(library: Index) -> None:
    assert search(library, "illes").corrections == {}
    assert search(library, "aptage").corrections == {"aptage": "captage"}


def test_short_words_and_numbers_are_not_corrected(library: Index) -> None:
    assert not search(library, "PAX").hits
    assert not search(library, "12001").corrections


def test_why_adds_up_to_the_score(library: Index) -> None:
    for words in ("villes portes", "bois de la campagne vers la ville", "eau dirigeable captage", "agricluteurs"):
        for hit in search(library, words).hits:
            assert sum(reason.weight for reason in hit.why) == pytest.approx(hit.score)


def test_the_excerpt_shows_the_sentence_that_matched(library: Index) -> None:
    assert show(search(library, "agriculteur")) == "Quarante [agriculteurs] changent leurs pratiques."


def test_order_of_words_counts(library: Index) -> None:
    assert any(reason.field == "order" for reason in search(library, "villes portes").hits[0].why)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("", ProblemKind.EMPTY),
        ("   ", ProblemKind.EMPTY),
        ("*?~^[](){}\\", ProblemKind.EMPTY),
        ("\x00\x07\u202e", ProblemKind.EMPTY),
        ("\ud800", ProblemKind.EMPTY),
        ("z", ProblemKind.TOO_SHORT),
        ("le de des", ProblemKind.ONLY_SMALL_WORDS),
        ("theme:nimportequoi", ProblemKind.UNKNOWN_VALUE),
        ("depuis:hier", ProblemKind.BAD_YEAR),
        ("lieu:atlantide", ProblemKind.UNKNOWN_VALUE),
    ],
)
def test_what_cannot_be_read_is_said_in_french(library: Index, words: str, kind: ProblemKind) -> None:
    results = search(library, words)
    assert kinds(results) == {kind}
    assert not results.hits
    assert results.problems[0].message.endswith(".")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ('"eau captage', ProblemKind.OPEN_QUOTE),
        ("couleur:eau", ProblemKind.UNKNOWN_FILTER),
        ("eau " * 3_000, ProblemKind.TOO_LONG),
        ("-parc", ProblemKind.ONLY_EXCLUDED),
    ],
)
def test_what_can_be_half_read_is_said_and_answered(library: Index, words: str, kind: ProblemKind) -> None:
    results = search(library, words)
    assert kind in kinds(results)
    assert "captage" in slugs(results)


def test_a_slip_in_one_word_of_a_label_is_recognised(base: Index) -> None:
    (problem,) = search(base, "theme:alimentatoin").problems
    assert problem.suggestions[0] == base.facets["themes"]["values"]["alimentation-agriculture"]
    assert problem.filter == base.facets["themes"]["title"]


def test_an_unknown_value_gets_the_nearest_labels(library: Index) -> None:
    assert search(library, "theme:mouilns").problems[0].suggestions[0] == "Moulins"


@pytest.mark.parametrize(
    "words", ["a" * 10_000, "(a+)+$" * 2_000, "*" * 10_000, '"' * 9_999, "x:" * 5_000, "- " * 5_000, " é" * 5_000, "l’" * 5_000]
)
def test_an_attack_costs_no_more_than_a_long_request(library: Index, words: str) -> None:
    request, _ = find(library, words)
    assert len(request.text) <= MAX_CHARACTERS
    assert len(request.words) <= MAX_WORDS


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet='eau brume-":theme’*()\x00«»0123', max_size=80), st.integers(-2, 20))
def test_a_search_never_raises(library: Index, words: str, limit: int) -> None:
    results = search(library, words, {"themes": [words]} if words.startswith("e") else None, limit)
    assert len(results.hits) <= max(limit, 0)
    assert results.hits or results.problems or results.total == 0 or limit <= 0


# --- the records of the base -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.open(Collection.load(REPOSITORY), tmp_path_factory.mktemp("base"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("eau agriculteurs captage", "rennes-terres-de-sources"),
        ("reciprocite lyon", "lyon-aurillac"),
        ("l’energie bois grenoble", "grenoble-bois-chartreuse-gresivaudan"),
        ("bois de la campagne vers la ville", "grenoble-bois-chartreuse-gresivaudan"),
        ("comment payer les agriculteurs pour protéger une source", "vittel-agrivair"),
        ("new york", "new-york-catskills"),
        ("saint die", "strasbourg-saint-die-vallee-de-la-bruche"),
        ("frontaliers suisse", "geneve-ain-haute-savoie"),
        ("PAT clermont", "grand-clermont-livradois-forez-alimentation"),
        ("methanisation eleveurs", "methamoly-monts-du-lyonnais"),
    ],
)
def test_the_record_a_person_expects_is_among_the_first(base: Index, words: str, expected: str) -> None:
    assert expected in slugs(search(base, words))[:5]


def test_failures_are_found_by_what_people_say(base: Index) -> None:
    assert {"lyon-aurillac", "le-creusot-montceau-morvan"} <= set(slugs(search(base, "ça a raté")))


def test_every_record_is_found_first_by_its_title(base: Index) -> None:
    for document in range(len(base)):
        kept = base.postings.kept(document)
        assert slugs(search(base, kept["title"]))[0] == kept["slug"]

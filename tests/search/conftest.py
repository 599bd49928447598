"""A small fictional library: five records made by hand, indexed once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kb.search.document import Document
from kb.search.everyday import Entry
from kb.search.expansion import FAILURE, TO_URBAN, Expander, Place, exchange_concept, place_concept, term_concept
from kb.search.index import Index, describe_facet

THEMES = {"flots": "Flots et rivières", "moulins": "Moulins"}
SYNONYMS = {"flots": ("onde pure",), "moulins": ("minoterie",)}


def make_lexicon() -> dict[str, Any]:
    terms = [SimpleNamespace(id=id, label=label, label_en="", synonyms=SYNONYMS[id], synonyms_en=()) for id, label in THEMES.items()]
    places = [Place("99", "Brumaire"), Place("99", "Vieux-Pays")]
    everyday = [Entry("bûche", ("bûcheron",), ("rondin", "bois de chauffe"), ("log", "firewood"))]
    expander = Expander.build({"themes": terms}, {"PAV": "plan alimentaire de Valmont"}, places, everyday)
    years = {"2012": "2012", "2019": "2019", "2021": "2021"}
    return {
        "expander": expander.to_data(),
        "facets": {"themes": describe_facet("Thèmes", THEMES, SYNONYMS), "since": describe_facet("Depuis", years, {})},
    }


def make_document(slug: str, title: str, theme: str, since: str, *texts: tuple[str, str]) -> Document:
    made = Document(slug, title, facets={"themes": [theme], "since": [since]})
    made.say("title", title)
    made.mark(term_concept("themes", theme), "themes")
    for name, text in texts:
        made.say(name, text)
    return made


def make_documents() -> list[Document]:
    """Return the five records of the fictional library."""
    captage = make_document(
        "captage",
        "Valmont et Brume protègent un captage",
        "flots",
        "2012",
        ("summary", "L’eau de Valmont vient du Pays de Brume. Quarante agriculteurs changent leurs pratiques."),
        ("places", "Brumaire (99)"),
        ("story", "Les fermes reçoivent 12 000 euros. L’énergie n’est pas en cause. Le contrat de réciprocité est signé en été."),
    )
    captage.mark(place_concept("99"), "places")
    cantine = make_document(
        "cantine",
        "Les cantines de Valmont achètent bio",
        "moulins",
        "2019",
        ("summary", "Un plan alimentaire de Valmont réunit la ville et les villages."),
        ("story", "Les biodéchets vont au compost. Les communes mutualisent leurs achats."),
    )
    portes = make_document(
        "portes",
        "Sept villes-portes adhèrent au parc de Brume",
        "moulins",
        "2021",
        ("summary", "Une ville-porte paie une cotisation. Le parc ouvre ses sentiers."),
        ("story", "Les porteurs du projet passent d’une ville à l’autre."),
    )
    bois = make_document(
        "bois", "Des bûches pour la chaufferie", "moulins", "2021", ("goods", "Bois de chauffage"), ("story", "La forêt chauffe.")
    )
    bois.mark(TO_URBAN, "goods")
    bois.mark(exchange_concept("bois", TO_URBAN), "goods")
    raté = make_document(
        "rate", "Un moulin commun, jamais construit", "moulins", "2019", ("failure", "Le projet s’arrête. Brume se retire.")
    )
    raté.mark(FAILURE, "failure")
    return [captage, cantine, portes, bois, raté]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return Index.open_documents(make_documents(), make_lexicon(), tmp_path_factory.mktemp("index"), "v1")


@pytest.fixture
def open_library(tmp_path: Path) -> Callable[..., Index]:
    """Return a function that opens the library in a folder of its own."""

    def open(mark: str = "v1", folder: Path = tmp_path / "index") -> Index:
        return Index.open_documents(make_documents(), make_lexicon(), folder, mark)

    return open

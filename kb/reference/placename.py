"""How place names are compared: from a written name to keys that forgive spelling.

Enters: names as people write them. Leaves: folded text and the level a prefix announces. Floor 2; nothing is read here.

`fold` works on one name or on thousands of lines at once: the 35,000 communes are folded in a few calls.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from kb.reference.place import Level


class Asked(NamedTuple):
    """What a written name asks for: its key, what the prefix announces, and the folded name without that prefix."""

    core: str
    level: Level | None
    nature: str
    rest: str


_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "’": " ", "&": " et "})
_TO_SPACE = {code: (chr(code).lower() if chr(code).isalnum() else " ") for code in range(128) if code != ord("\n")}
_SPACES = re.compile(r" {2,}")
_EDGES = re.compile(r"(?m)^ +| +$")
_SAINT = re.compile(r"\b(s)(te?)\b(?=[ ])")
ARTICLES = "les?|la|l"
LINKS = "de|du|des|d"
SMALL_WORDS = "de|du|des|d|le|la|les|l|et|en|a|au|aux"
"""Patterns that a script reads too (`kb.search.directory`)."""
_ARTICLE = re.compile(rf"(?m)^(?:{ARTICLES}) (?=.)")
_SMALL_WORDS = re.compile(rf"\b(?:{SMALL_WORDS})\b")
_LINK = re.compile(rf"^(?:{LINKS}) ")
_PARENTHESES = re.compile(r"\(([^)]*)\)")

PREFIXES: tuple[tuple[str, Level, str], ...] = (
    ("communaute de communes", Level.EPCI, "CC"),
    ("communaute communes", Level.EPCI, "CC"),
    ("cc", Level.EPCI, "CC"),
    ("communaute d agglomeration", Level.EPCI, "CA"),
    ("communaute agglomeration", Level.EPCI, "CA"),
    ("agglomeration", Level.EPCI, "CA"),
    ("ca", Level.EPCI, "CA"),
    ("communaute urbaine", Level.EPCI, "CU"),
    ("cu", Level.EPCI, "CU"),
    ("metropole", Level.EPCI, "METRO"),
    ("etablissement public territorial", Level.EPCI, "EPT"),
    ("ept", Level.EPCI, "EPT"),
    ("commune", Level.COMMUNE, ""),
    ("ville", Level.COMMUNE, ""),
    ("mairie", Level.COMMUNE, ""),
    ("conseil departemental", Level.DEPARTEMENT, ""),
    ("departement", Level.DEPARTEMENT, ""),
    ("conseil regional", Level.REGION, ""),
    ("region", Level.REGION, ""),
    ("parc naturel regional", Level.GROUPING, "pnr"),
    ("pnr", Level.GROUPING, "pnr"),
    ("pole d equilibre territorial et rural", Level.GROUPING, "petr"),
    ("petr", Level.GROUPING, "petr"),
    ("pole metropolitain", Level.GROUPING, "pole-metropolitain"),
)


def fold(text: str) -> str:
    """Return `text` in lower-case ASCII letters, digits and single spaces; lines are kept. « St » becomes « saint »."""
    ascii_text = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).encode("ascii", "ignore").decode("ascii")
    spaced = _EDGES.sub("", _SPACES.sub(" ", ascii_text.translate(_TO_SPACE)))
    return _SAINT.sub(r"\1ain\2", spaced)


def whole_key(text: str) -> str:
    """Fold `text` and drop the article it starts with: « L’Albenc » and « Albenc » meet. Lines are kept."""
    return _ARTICLE.sub("", fold(text))


def core_key(text: str) -> str:
    """Return what distinguishes a name: no prefix, no parentheses, no small words."""
    return read_name(text).core


def read_name(text: str) -> Asked:
    """Part the prefix (« CC de la », « Ville de », « PNR »…) from what follows it."""
    folded = fold(_PARENTHESES.sub(" ", text))
    for prefix, level, nature in PREFIXES:
        rest = folded.removeprefix(prefix + " ")
        if rest != folded and _without_small_words(rest):
            return Asked(_without_small_words(rest), level, nature, _LINK.sub("", rest))
    return Asked(_without_small_words(folded) or folded, None, "", folded)


def acronyms(text: str) -> list[str]:
    """Return the folded acronyms a name gives in parentheses: « CA Porte de l'Isère (CAPI) » gives `capi`."""
    return [fold(found) for found in _PARENTHESES.findall(text)]


def _without_small_words(folded: str) -> str:
    return " ".join(_SMALL_WORDS.sub(" ", folded).split())

"""What words and places mean: controlled vocabularies, territories, outlines for the maps. Floor 2.

`outline` is imported by those who draw; `regenerate` (extra `territories`) by the command that makes `kb/data/` anew.
"""

from __future__ import annotations

from kb.reference.territory import Gazetteer, GroupingProblem, Level, Territory, distance_km, load_gazetteer
from kb.reference.vocabulary import Labels, Term, Vocabularies, Vocabulary, load_labels, load_vocabularies

__all__ = [
    "Gazetteer",
    "GroupingProblem",
    "Labels",
    "Level",
    "Term",
    "Territory",
    "Vocabularies",
    "Vocabulary",
    "distance_km",
    "load_gazetteer",
    "load_labels",
    "load_vocabularies",
]

"""Every number that tuning may change, in one place. Floor 4."""

from __future__ import annotations

from typing import Final

WEIGHTS: Final = {
    "title": 4.0,
    "parties": 3.0,
    "goods": 2.5,
    "types": 2.5,
    "themes": 2.0,
    "places": 2.0,
    "summary": 2.5,
    "failure": 1.5,
    "story": 1.0,
}
"""Fields, and how much a word counts in each."""

SATURATION: Final = 11.0
"""BM25’s k1: how fast a word stops counting more when it comes back; larger than usual, since a word in a title counts 4."""
LENGTH: Final = 0.65
"""BM25's b: how much a long record is held back; little, since long here means complete."""

SECONDARY: Final = 0.6
"""Share of the weight of a theme or a type that is not the first of its record."""
STOPPED: Final = 3.0
"""What an experience that stopped weighs beside one that met a setback, when a failure is asked for."""
TOLD_SHORT: Final = 0.6
"""What a title or a summary that tells a failure in so many words weighs, when the record does not say that it stopped."""
CONCEPT_IN_TEXT: Final = 0.8
"""What an acronym spelt out in a text weighs beside the words that spell it."""
COMPOUND: Final = 0.5
"""What « biodechet » weighs in a text that says « bio-déchets »."""
JOINED: Final = 0.9
"""What two words of a request written as one weigh."""
TYPO: Final = {1: 0.5, 2: 0.3}
"""What a word of the records weighs at one or two slips from the word asked for, which is in none."""
NAMED: Final = 0.5
"""What the name of a place weighs in a text, beside being there."""
NEIGHBOURS: Final = 0.5
"""Share of a word's rarity added when two words of the request stand side by side."""
EXCHANGE: Final = 2.0
"""Weight of a good that goes in the direction asked for."""
MUTUAL: Final = 0.5
"""Share of it when the good also goes the other way."""
FAMILY: Final = 0.4
"""Share of it when what is asked for only names the family of the good (« argent » for a subsidy)."""
ASTRAY: Final = 0.5
"""Share kept of the score of a record where nothing asked for goes in the direction that the request says."""
TROUBLE: Final = 1.75
"""Share of a word's rarity added where it stands among the difficulties, when one is asked for."""
LIGHT: Final = 0.2
"""What a small word counts beside others."""

ENOUGH: Final = 10
"""Records holding every word under which records that lack some are added."""
COVERED: Final = 0.33
"""Share of the request, half by rarity, half by number of words, that a record must hold to be shown beside better ones."""
NEAREST: Final = 0.29
"""Share under which a record is not shown at all."""
BESIDE: Final = 0.7
"""Share of what the best record holds, under which another is not shown when no record holds much."""
TOLD: Final = 5.0
"""Weight from which a record tells of a word: under it, it only mentions it (once in the story is 1), and that is no answer by itself."""
MENTIONED: Final = 0.3
"""What a word that is hardly mentioned is worth beside one that is told of."""
SCENE: Final = 0.5
"""What a word that sets the scene counts, beside others, in what a record must tell of."""
ANSWERED: Final = (0.33, 0.575, 0.53, 0.48, 0.56, 0.48, 0.42)
"""Share of the request that one record must tell of, by number of words asked for, the last for all longer ones; when none does, those
shown are named as neighbours. A lone word is known or not; a sentence says much that no record repeats."""
INDIRECT: Final = 0.7
"""Share of a word counted as held when only a synonym or a neighbour in spelling is."""
REMOTE: Final = 0.5
"""The same when it is a looser one."""
SAME: Final = 0.8
"""Weight from which another writing is the word itself: what an acronym stands for, what an English word means."""
CLOSE: Final = 0.5
"""Weight from which it is a close one, under which it is a loose one."""
KNOWN: Final = 0.05
"""Share of the records from which a word that they hold needs no synonym of every day."""
LACKING: Final = 1.0
"""How fast a score falls with the share of the request that is not held: it is multiplied by the share held, to this power."""
RERANKED: Final = 50
"""Records whose word order is looked at."""

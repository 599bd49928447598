"""Reasons of likeness in French words.

Enters: a `Kinship` of `kb.search.similar`. Leaves: one phrase a reason. Floor 5.
"""

from __future__ import annotations

from kb.pages.phrases import say
from kb.records.knowledge import Knowledge
from kb.search.similar import Ground, Kinship, Reason, list_grounds

_FILE = "similar"


def tell_reasons(kin: Kinship, knowledge: Knowledge, most: int = 3) -> list[str]:
    """Return the reasons worth saying, the weightiest first."""
    return [tell_reason(reason, knowledge) for reason in list_grounds(kin, most)]


def tell_reason(reason: Reason, knowledge: Knowledge) -> str:
    """Return one reason as a phrase without a capital."""
    ground, about = reason.ground, reason.about
    if ground is Ground.EXCHANGE:
        return say(_FILE, ground, about[1], good=knowledge.vocabularies["goods"][about[0]].label)
    if ground in (Ground.MECHANISM, Ground.FRAME):
        return say(_FILE, ground, term=knowledge.vocabularies["cooperation-types"][about[0]].label)
    if ground is Ground.THEME:
        return say(_FILE, ground, term=knowledge.vocabularies["themes"][about[0]].label)
    if ground is Ground.WORDS:
        return say(_FILE, ground, words=", ".join(about))
    return say(_FILE, ground) if ground is Ground.STOPPED else say(_FILE, ground, mine=about[0], theirs=about[1])

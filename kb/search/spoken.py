"""What people say: ways to tell a direction or a failure.

Enters: nothing. Leaves: constants. Floor 4. No logic here: the browser gets the same tables.
"""

from __future__ import annotations

from itertools import product
from typing import Final

_NEGATIONS: Final = ("pas", "jamais", "non", "point")
# fmt: off
_SUCCESSES: Final = (
    "abouti", "marché", "fonctionné", "signé", "conclu", "réussi", "tenu", "atteint", "concrétisé", "démarré", "commencé", "construit",
    "réalisé", "livré", "ouvert", "appliqué", "vu", "duré", "suivi", "pris", "survécu", "aboutir", "mis en œuvre", "mis en place", "renouvelé",
    "reconduit", "créé", "utilisé", "convaincu",
)
FAILURES: Final = (
    "rate", "abandon", "abandonné", "renoncé", "échec", "échoué", "fiasco", "arrêté", "interrompu", "rompu", "liquidation", "faillite",
    "dissous", "perdu", "retiré", "retrait", "désisté", "défection", "a raté", "sans suite", "point mort", "tombé à l’eau", "laissé tomber",
    "resté lettre morte", "projet mort-né", "capoté", "avorté", "enterré", "gelé", "enlisé", "bloqué", "blocage", "annulé", "annulation",
    "ajourné", "rejeté", "résilié", "résiliation", "dénoncé", "rupture", "stoppé", "coulé", "sombré", "inachevé", "interruption",
    "dissolution", "cessé", "cessation", "flop", "ratage", "loupé", "déception", "désillusion", "mis en sommeil", "tourné court",
    "tué dans l’œuf", "rien donné", "mauvaise expérience", "fin prématurée", "rencontré des difficultés", "ce qui coince", "a coincé",
    "failure", "failed", "unsuccessful", "abandoned", "collapse", "collapsed", "gave up", "given up", "shut down", "bankrupt",
    "went wrong", "never happened", "cancelled", "canceled", "stalled",
    *(f"{negation} {success}" for negation, success in product(_NEGATIONS, _SUCCESSES)),
)
# fmt: on
"""Ways to say that it did not work; the names of the stopped states of the vocabulary are added to them."""

# fmt: off
HARDSHIPS: Final = (
    "manque", "manquent", "manqué", "pénurie", "retard", "tardé", "tarde", "fragile", "fragilité", "fragilisé", "difficile", "difficulté",
    "problème", "obstacle", "frein", "freiné", "conflit", "tension", "dispute", "disputé", "désaccord", "pas d’accord", "différend",
    "querelle", "litige", "procès", "contesté", "contestation", "contestent", "opposition", "opposé", "opposant", "opposent", "hostile",
    "hostilité", "refus", "refuser", "critique", "critiqué", "reproche", "plainte", "se plaignent", "polémique", "controverse", "recours",
    "protestation", "colère", "méfiance", "méfiant", "inquiétude", "inquiet", "crainte", "craignent", "peur", "trop", "insuffisant",
    "insuffisance", "faible", "faiblesse", "limites", "risque", "déficit", "surcoût", "cher", "coûteux", "coûte", "dette", "dépendance",
    "inégal", "inégalité", "injuste", "injustice", "déséquilibre", "nuisance", "gêne", "déçu", "déçoit", "mal", "malaise", "pire",
    "pas assez", "pas suffisant", "peu de", "peu engagé", "incendie", "brûlé", "accident", "panne", "fermeture", "quitter", "quittent",
    "retirer", "retirent", "disparaître", "disparaissent", "disparu", "menace", "menacé", "recul", "lenteur", "lent", "longtemps",
    "complexe", "compliqué", "lourdeur", "lourd", "flou", "vaste", "doute", "concurrence", "concurrent", "rejet", "résistance", "réticence",
    "réticent", "démission", "désengagement", "inutile", "erreur", "leçon", "regret", "jugé", "incompris", "incompréhension", "rien ne",
    "ne trouve pas", "ne trouvent pas", "pas trouvé", "pas de débouché", "départs", "essoufflement", "usure", "lassitude",
    "shortage", "conflict", "lawsuit", "delay", "criticism", "controversy", "problem", "difficulty", "difficulties", "risk", "too expensive",
)
# fmt: on
"""Words of difficulty: what is asked beside one of them is first looked for among the difficulties that a record tells."""

_EDGE_BEFORE, _EDGE_AFTER = r"(?<![^\s\"(«'’])", r"(?![^\s\"),.;:!?»])"
_THE = r"(?:l[ae]s? |l['’]|une? |des |du |nos |notre |the )?"
_TOWN = r"(?:grandes? )?(?:villes?|m[ée]tropoles?|agglom[ée]rations?|agglos?|urbains?|urbaines?|citadins?|city|cities|towns?|urban)"
_COUNTRY = (
    r"(?:(?:monde|milieu|espaces?|territoires?|communes?|pays|zones?|secteurs?|collectivit[ée]s|habitants|petits?) )?"
    r"(?:campagnes?|villages?|rural|rurale|rurales|ruraux|arri[èe]re-pays|countryside)(?: areas?)?"
)
_TO = r"(?:vers|à|a|aux?|pour|au (?:profit|service|b[ée]n[ée]fice) d(?:es|e|u)|en|jusqu['’](?:à|a|aux?)|to|into|towards?|->|=>|→)"
_GIVES = (
    r"(?:donn|redonn|apport|offr|envo|pr[êe]t|vers|revers|fourni|financ|cofinanc|vend|c[èe]d|aid|accompagn|indemnis|compens|conseill|investi"
    r"|rend|soutien)(?:e|es|ent|ie|ient|t|ssent|nent)?"
    r"|paie|paient|paye|payent|gives?|sends?|sells?|pays?|helps?"
)
_GETS = r"(?:re[çc]oi(?:t|vent)|ach[èe]te(?:nt)?|boi(?:t|vent)|consomme(?:nt)?|capte(?:nt)?|pr[ée]l[èe]ve(?:nt)?|gets?|buys?|receives?)"
_FROM = r"(?:vien(?:t|nent)|venant|venu(?:e|s|es)?|proven(?:ant|ance)|issu(?:e|s|es)?) (?:de |du |des |d['’])"
_GIVEN = (
    r"(?:donn[ée]|apport[ée]|envoy[ée]|pr[êe]t[ée]|vers[ée]|financ[ée]|plac[ée]|investi|livr[ée]|transport[ée]|c[ée]d[ée]|pay[ée]|fourni|vendu"
    r"|rendu|offert|destin[ée])e?s?"
)
_GOT = r"(?:re[çc]u|achet[ée]|bu|consomm[ée]|capt[ée]|pr[ée]lev[ée])e?s?"
_FOLK = r"(?:(?:habitants|gens|populations?) (?:de |des |du |d['’])?(?:la |l['’])?)?"
_FEEDS = r"(?:nourri(?:r|t|ssent)|(?:approvisionn|aliment|ravitaill|chauff)(?:e|er|ent)|vers|destin[ée]e?s? (?:à|aux?))"
_OF = r"(?:de (?:la |l['’])?|des |du |d['’])"

A_SIDE: Final = rf"{_TOWN}|{_COUNTRY}"
"""Pattern without which no direction is told."""


def _between(source: str, target: str) -> str:
    return rf"{_EDGE_BEFORE}{source} (?:(?:{_GIVES}|{_GIVEN}) )?{_TO} {_THE}{_FOLK}{target}{_EDGE_AFTER}"


def _hinted(source: str, target: str) -> str:
    return (
        rf"{_EDGE_BEFORE}(?:{source} (?:qui )?(?:{_GIVES})|{target} (?:qui )?{_GETS}|{_FROM}{_THE}{source}"
        rf"|{_GIVEN} par {_THE}{source}|{_GOT} par {_THE}{target}|{_FEEDS} {_THE}{target}|{source} {_TO} {_THE}[^\s]+ {_OF}{target}){_EDGE_AFTER}"
    )


FAILED: Final = (
    rf"{_EDGE_BEFORE}n(?:e |['’])(?:[^\s]+ ){{0,3}}?(?:jamais|plus(?! (?:de |des |d['’]|que |qu['’]|en |à |a |grand)))(?![^\s),.;:!?»])"
)
"""Pattern of a failure told by what no longer happens (« qui n’a jamais roulé », « ne se réunit plus »); the words are searched too."""

TO_COUNTRY: Final = _between(_TOWN, _COUNTRY)
TO_TOWN: Final = _between(_COUNTRY, _TOWN)
"""Patterns of a direction that is said: the words stand for it and are not searched. Case does not count."""
TO_COUNTRY_HINT: Final = _hinted(_TOWN, _COUNTRY)
TO_TOWN_HINT: Final = _hinted(_COUNTRY, _TOWN)
"""Patterns of a direction that is hinted at (« l’eau que la ville boit »): the words are searched too."""

"""What people say, and what records write: everyday words, English words, ways to say a direction or a failure.

Enters: nothing. Leaves: constants. Floor 4. No logic here: the browser gets the same tables. Terms of the field (« désert médical »,
« circuits courts ») belong to the vocabularies; this holds the language of every day, which no vocabulary defines.
"""

from __future__ import annotations

from itertools import product
from typing import Final

EVERYDAY: Final = (
    ("agriculteur", "paysan", "exploitant", "fermier", "cultivateur", "producteur"),
    ("ferme", "exploitation agricole"),
    ("élevage", "éleveur", "bétail"),
    ("université", "fac", "enseignement supérieur"),
    ("école", "écolier", "scolaire", "élève", "classe"),
    ("enfant", "gamin", "écolier", "élève", "jeune"),
    ("ticket", "billet", "titre de transport"),
    ("car", "autocar", "bus"),
    ("train", "ferroviaire", "gare", "rail"),
    ("vélo", "bicyclette", "cyclable", "cycliste"),
    ("covoiturage", "voiture partagée"),
    ("argent", "euro", "sous", "financement", "subvention", "crédit"),
    ("argent", "aide financière", "versement", "indemnité", "fonds"),
    ("payer", "rémunérer", "indemniser", "verser"),
    ("indemnité", "indemnisation", "dédommagement", "compensation"),
    ("impôt", "fiscalité", "taxe"),
    ("travail", "travailleur", "emploi", "boulot", "actif", "salarié"),
    ("médecin", "docteur", "soignant", "praticien"),
    ("hôpital", "clinique", "hospitalier"),
    ("cantine", "restauration collective", "restaurant scolaire", "cuisine collective", "repas"),
    ("manger", "nourriture", "aliment", "alimentation", "nourrir"),
    ("légume", "maraîcher", "maraîchage"),
    ("bio", "agriculture biologique"),
    ("terre", "terrain", "foncier", "parcelle"),
    ("acheter", "racheter", "rachat", "acquérir", "acquisition"),
    ("vendre", "débouché", "commercialiser"),
    ("déchet", "ordure", "poubelle", "restes de repas", "épluchures"),
    ("compost", "engrais", "fertilisant", "digestat"),
    ("chauffer", "chauffage", "chaleur", "chaufferie"),
    ("électricité", "courant"),
    ("éolien", "éolienne"),
    ("solaire", "photovoltaïque"),
    ("arbre", "forêt", "haie"),
    ("inondation", "crue", "inondable"),
    ("logement", "loger", "maison", "habitat"),
    ("famille", "ménage", "foyer"),
    ("habitant", "citoyen", "population"),
    ("citadin", "urbain"),
    ("campagne", "rural"),
    ("mutualiser", "partager"),
    ("vacances", "séjour", "colonie"),
    ("tourisme", "touriste", "visiteur"),
    ("randonnée", "marche à pied", "sentier"),
    ("spectacle", "théâtre"),
    ("cours", "formation", "enseignement", "diplôme"),
    ("étudiant", "université"),
    ("conflit", "désaccord", "opposition", "contesté", "dispute"),
    ("gratuit", "sans argent", "sans financement", "aucun financement", "sans crédits"),
    ("poste", "agent", "chargé de mission", "salarié"),
    ("entreprise", "société", "industriel"),
    ("épargne", "capital", "parts sociales", "actions", "actionnaire"),
    ("pesticide", "produits phytosanitaires", "nitrate"),
    ("recherche", "chercheur", "laboratoire"),
    ("loin", "éloigné", "distance", "kilomètre", "km"),
    ("étranger", "international", "europe"),
    ("maire", "élu", "mairie"),
    ("accord", "contrat", "convention", "protocole"),
    ("bâtir", "construire", "construction", "bâtiment", "immeuble"),
    ("terroir", "local", "fermier"),
    ("lointain", "loin", "éloigné"),
    ("voisin", "limitrophe", "proche", "alentour", "environs"),
    ("usine", "industriel", "industrie"),
    ("rivière", "fleuve", "cours d’eau"),
    ("pollution", "pesticide", "nitrate", "polluer"),
    ("sécheresse", "pénurie", "manque d’eau"),
    ("abattoir", "découpe"),
    ("lait", "laitier", "fromage"),
    ("viande", "élevage", "bovin", "volaille"),
    ("blé", "céréale", "farine", "pain"),
    ("vin", "vigne", "vigneron", "viticulture"),
    ("jardin", "maraîchage", "potager"),
    ("magasin", "commerce", "boutique", "supermarché", "distributeur"),
    ("vendeur", "fournisseur"),
    ("livraison", "livrer", "logistique", "plateforme"),
    ("prix", "coût", "tarif"),
    ("prêter", "prêt", "mettre à disposition"),
    ("louer", "loyer", "bail", "location"),
    ("don", "mécénat", "contribution"),
    ("investir", "investissement", "capital"),
    ("aider", "soutenir", "appui", "accompagner"),
    ("conseil", "expertise", "appui technique", "ingénierie"),
    ("former", "formation", "apprendre"),
    ("visite", "rencontre", "séminaire"),
    ("fête", "festival", "événement"),
    ("artiste", "œuvre", "exposition", "musée"),
    ("sport", "loisirs", "plein air"),
    ("balade", "promenade", "randonnée", "sentier"),
    ("lac", "plan d’eau", "baignade"),
    ("animal", "faune", "biodiversité"),
    ("nature", "biodiversité", "paysage"),
    ("climat", "carbone", "réchauffement"),
    ("pauvre", "précaire", "mal logé"),
    ("vieux", "âgé", "aîné", "senior"),
    ("malade", "patient", "soin"),
    ("chômage", "chômeur", "insertion", "emploi"),
    ("internet", "numérique", "informatique"),
    ("association", "collectif"),
    ("agglomération", "communauté d’agglomération", "métropole"),
    ("syndicat", "établissement public"),
    ("loi", "règle", "réglementation"),
    ("vote", "délibération", "conseil municipal"),
    ("évaluation", "bilan", "résultat"),
    ("durée", "long terme", "pluriannuel"),
    ("frontière", "frontalier", "transfrontalier"),
    ("gratuité", "gratuit"),
)
"""Words that people use for one another: asking for one also finds the others, for less."""

ENGLISH: Final = {
    "agreement": "accord convention contrat",
    "agriculture": "agriculture",
    "association": "association",
    "bike": "vélo",
    "cycling": "vélo cyclable",
    "biogas": "biogaz méthanisation gaz",
    "border": "frontière frontalier",
    "cross-border": "frontalier",
    "bus": "car bus",
    "canteen": "cantine",
    "carbon": "carbone",
    "carpooling": "covoiturage",
    "catchment": "captage",
    "children": "enfant scolaire",
    "city": "ville métropole",
    "climate": "climat",
    "company": "entreprise",
    "compost": "compost",
    "construction": "construction",
    "contract": "contrat",
    "cooperation": "coopération",
    "cooperative": "coopérative",
    "council": "conseil",
    "culture": "culture",
    "cultural": "culturel culture",
    "dam": "barrage",
    "dairy": "lait laitier",
    "doctor": "médecin",
    "drinking": "potable",
    "electricity": "électricité",
    "energy": "énergie",
    "failed": "échec",
    "farm": "ferme",
    "farmer": "agriculteur",
    "farmland": "agricole terre",
    "farming": "agriculture",
    "festival": "festival",
    "flood": "inondation crue",
    "food": "alimentation alimentaire",
    "forest": "forêt",
    "fund": "fonds",
    "funding": "financement",
    "gateway": "porte",
    "governance": "gouvernance",
    "grant": "subvention",
    "groundwater": "nappe",
    "heat": "chaleur",
    "heating": "chauffage chaufferie chaleur",
    "holiday": "vacances séjour",
    "hospital": "hôpital",
    "housing": "logement",
    "job": "emploi",
    "joint": "commun",
    "lake": "lac",
    "land": "foncier terre",
    "local": "local",
    "market": "marché",
    "meal": "repas cantine",
    "meat": "viande",
    "metropolis": "métropole",
    "milk": "lait",
    "mobility": "mobilité",
    "mountain": "montagne",
    "municipality": "commune",
    "municipal": "municipal commune",
    "nature": "nature naturel",
    "network": "réseau",
    "organic": "bio",
    "park": "parc",
    "partnership": "partenariat",
    "payment": "paiement",
    "pesticide": "pesticide",
    "power": "électricité énergie",
    "procurement": "achat commande",
    "project": "projet",
    "protection": "protection",
    "public": "public",
    "purchasing": "achat",
    "railway": "train ferroviaire",
    "reciprocity": "réciprocité",
    "renewable": "renouvelable",
    "research": "recherche",
    "revenue": "recette impôt",
    "river": "rivière",
    "rural": "rural campagne",
    "school": "école scolaire",
    "service": "service",
    "shared": "commun partager",
    "solar": "solaire",
    "student": "étudiant",
    "tax": "impôt fiscal",
    "theatre": "théâtre",
    "tourism": "tourisme",
    "town": "ville",
    "train": "train",
    "training": "formation",
    "transport": "transport",
    "tree": "arbre",
    "university": "université",
    "urban": "urbain",
    "valley": "vallée",
    "vegetable": "légume",
    "village": "village",
    "waste": "déchet",
    "water": "eau",
    "wholesale": "gros",
    "wind": "éolien",
    "wine": "vin",
    "wood": "bois",
    "worker": "travailleur frontalier",
    "young": "jeune",
}
"""What an English word is in the records, which are French: a reader from abroad finds the sheet, then translates it."""

_NEGATIONS: Final = ("pas", "jamais", "non", "point")
# fmt: off
_SUCCESSES: Final = (
    "abouti", "marché", "fonctionné", "signé", "conclu", "réussi", "tenu", "atteint", "concrétisé", "démarré", "commencé", "construit",
    "réalisé", "livré", "ouvert", "appliqué", "vu", "duré", "suivi", "pris",
)
FAILURES: Final = (
    "rate", "abandon", "abandonné", "renoncé", "échec", "échoué", "fiasco", "arrêté", "interrompu", "rompu", "liquidation", "faillite",
    "dissous", "perdu", "retiré", "retrait", "désisté", "défection", "a raté", "sans suite", "point mort", "tombé à l’eau", "laissé tomber", "resté lettre morte", "projet mort-né",
    "cela a capoté", "failure", "failed", "unsuccessful", "abandoned",
    *(f"{negation} {success}" for negation, success in product(_NEGATIONS, _SUCCESSES)),
)
# fmt: on
"""Ways to say that it did not work; the names of the stopped states of the vocabulary are added to them."""

_EDGE_BEFORE, _EDGE_AFTER = r"(?<![^\s\"(«'’])", r"(?![^\s\"),.;:!?»])"
_THE = r"(?:l[ae]s? |l['’]|une? |des |du |nos |notre |the )?"
_TOWN = r"(?:grandes? )?(?:villes?|m[ée]tropoles?|agglom[ée]rations?|agglos?|urbains?|urbaines?|citadins?|city|cities|towns?|urban)"
_COUNTRY = (
    r"(?:(?:monde|milieu|espaces?|territoires?|communes?|pays) )?"
    r"(?:campagnes?|villages?|rural|rurale|rurales|ruraux|countryside)(?: areas?)?"
)
_TO = r"(?:vers|à|a|aux?|pour|en|jusqu['’](?:à|a|aux?)|to|into|towards?|->|=>|→)"
_GIVES = (
    r"(?:donn|apport|offr|envo|pr[êe]t|vers|fourni|financ|vend|c[èe]d)(?:e|es|ent|ie|ient|t|ssent)?"
    r"|paie|paient|paye|payent|gives?|sends?|sells?"
)
_GETS = r"(?:re[çc]oi(?:t|vent)|ach[èe]te(?:nt)?|boi(?:t|vent)|consomme(?:nt)?|capte(?:nt)?|pr[ée]l[èe]ve(?:nt)?|gets?|buys?|receives?)"
_FROM = r"(?:vien(?:t|nent)|venu(?:e|s|es)?|proven(?:ant|ance)|issu(?:e|s|es)?) (?:de |du |des |d['’])"


def _between(source: str, target: str) -> str:
    return rf"{_EDGE_BEFORE}(?:{source} {_TO} {_THE}{target}|{source} (?:{_GIVES}) {_TO} {_THE}{target}){_EDGE_AFTER}"


def _hinted(source: str, target: str) -> str:
    return rf"{_EDGE_BEFORE}(?:{source} (?:qui )?(?:{_GIVES})|{target} (?:qui )?{_GETS}|{_FROM}{_THE}{source}){_EDGE_AFTER}"


TO_COUNTRY: Final = _between(_TOWN, _COUNTRY)
TO_TOWN: Final = _between(_COUNTRY, _TOWN)
"""Patterns of a direction that is said: the words stand for it and are not searched. Case does not count."""
TO_COUNTRY_HINT: Final = _hinted(_TOWN, _COUNTRY)
TO_TOWN_HINT: Final = _hinted(_COUNTRY, _TOWN)
"""Patterns of a direction that is hinted at (« l’eau que la ville boit »): the words are searched too."""

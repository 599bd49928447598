"""What the search knows of French, as data: small words, endings, names of filters, what is said of a request.

Enters: nothing. Leaves: constants, all folded (lower case, no accent, œ as oe). Floor 4. No logic here: the browser gets the same
tables, so an ending is mended in one place.
"""

from __future__ import annotations

from typing import Final

ELISIONS: Final = frozenset({"l", "d", "s", "n", "c", "j", "m", "t", "qu", "jusqu", "presqu", "lorsqu", "puisqu", "quoiqu"})
"""What an apostrophe cuts from the word that follows it."""

# fmt: off
STOP_WORDS: Final = frozenset({
    "le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "au", "aux", "en", "dans", "par", "pour", "sur", "ce", "cet", "cette",
    "ces", "qui", "que", "quoi", "dont", "il", "ils", "elle", "elles", "on", "nous", "vous", "je", "tu", "se", "sa", "son", "ses",
    "leur", "leurs", "ma", "mes", "mon", "ta", "tes", "ton", "notre", "nos", "votre", "vos", "si", "ne", "ni", "qu", "jusqu", "presqu",
    "lorsqu", "puisqu", "quoiqu", "the", "of", "and", "with", "to", "an",
})
# fmt: on
"""Words that are not indexed. Not here, on purpose: été, eau, est (the verb, and the east), pas, sans, car (a coach), or."""

# fmt: off
LIGHT_WORDS: Final = frozenset({
    "est", "sont", "ont", "etre", "avoir", "fait", "faire", "font", "peut", "peuvent", "pas", "plus", "comment", "pourquoi", "quel",
    "quelle", "quels", "quelles", "vers", "entre", "chez", "avec", "sans", "car", "ca", "cela", "deja", "aujourdhui", "comme", "aussi",
    "tres", "bien", "tout", "tous", "toute", "toutes", "veut", "veulent", "voudrais", "cherche", "exemple", "exemples", "how", "who",
    "has", "have", "is", "are", "in", "for", "from", "between", "what", "does", "do", "already", "etes", "sommes", "etait", "etaient",
    "sera", "seront", "serait", "seraient", "soit", "soient", "avons", "avez", "avait", "avaient", "aura", "auront", "aurait", "auraient",
    "etant", "ayant", "fasse", "faisons", "faites", "fera", "feront", "ferait", "feraient", "faisait", "peux", "pouvons", "pouvez",
    "pourrait", "pourraient", "pourrions", "pourrez", "pouvait", "pouvaient", "pouvoir", "veux", "voulons", "voulez", "voulait",
    "voulaient", "voudrait", "voudraient", "voudrions", "vouloir", "doit", "doivent", "devons", "devez", "devrait", "devraient", "devoir",
    "faut", "faudrait", "aimerais", "aimerait", "aimerions", "aimeraient", "cherchons", "cherchez", "cherchent", "chercher", "trouver",
    "trouve", "trouvent", "savoir", "sait", "savent", "connait", "connaissez", "connaitre", "existe", "existent", "exister", "va", "vont",
    "vais", "aller", "allons", "vient", "viennent", "venir", "donne", "donnent", "donner", "met", "mettent", "mettre", "prend",
    "prennent", "prendre", "donc", "alors", "mais", "quand", "combien", "lequel", "laquelle", "lesquels", "quelque", "quelques",
    "quelquun", "chose", "choses", "plusieurs", "autre", "autres", "meme", "memes", "moi", "toi", "lui", "eux", "ici", "cas",
    "experience", "experiences", "fiche", "fiches", "peu", "beaucoup", "trop", "assez", "encore", "toujours", "jamais", "apres", "avant",
    "pendant", "ainsi", "afin", "parce", "selon", "oui", "non", "merci", "bonjour", "svp", "notamment", "question", "idee", "idees",
    "gens", "coin", "grande", "grandes", "petit", "petite", "petits", "petites", "seul", "seule", "cote", "can", "could", "would",
    "should", "want", "wants", "need", "needs", "looking", "find", "we", "our", "my", "your", "their", "it", "that", "this", "there",
    "any", "some", "at", "by", "as", "be", "been", "was", "were", "did", "not", "about", "near", "example", "examples", "case", "cases",
    "someone", "anyone", "when", "where", "which", "why",
})
# fmt: on
"""Words that are indexed, and never required beside others: most are grammar here, and a name elsewhere (« Grand Est »)."""

# fmt: off
SCENE_WORDS: Final = frozenset({
    "commune", "communes", "communal", "communale", "village", "villages", "ville", "villes", "mairie", "mairies", "maire", "maires",
    "campagne", "campagnes", "pays", "territoire", "territoires", "territorial", "territoriale", "rural", "rurale", "ruraux", "rurales",
    "local", "locale", "locaux", "locales", "intercommunal", "intercommunale", "intercommunaux", "intercommunales", "projet", "projets",
    "contrat", "contrats", "partage", "partager", "partages", "partagee", "partagees", "mutualise", "mutualisee", "mutualiser",
    "mutualises", "commun", "communs", "participatif", "participative", "accueil", "accueillir", "public", "publique", "publics",
    "publiques", "service", "services", "aide", "aides", "aider", "habitant", "habitants", "personne", "personnes", "deux", "trois",
    "quatre", "grand", "grands", "nouveau", "nouvelle", "nouveaux", "nouvelles",
})
# fmt: on
"""Words that set the scene of any exchange: a record that holds them tells little of what is asked beside them."""

WORDS: Final = {"st": "saint", "ste": "sainte", "€": "euro", "dept": "departement", "dpt": "departement", "agglo": "agglomeration"}
"""Writings of one word."""

EXCEPTIONS: Final = {
    "achete": "achat",
    "achetent": "achat",
    "acheter": "achat",
    "ans": "an",
    "appellation": "appellation",
    "appellations": "appellation",
    "baux": "bail",
    "biologique": "bio",
    "biologiques": "bio",
    "bois": "bois",
    "commune": "commune",
    "communes": "commune",
    "corps": "corps",
    "cours": "cours",
    "departement": "departement",
    "departements": "departement",
    "echoue": "echec",
    "echouent": "echec",
    "echouer": "echec",
    "echoues": "echec",
    "fonds": "fonds",
    "forment": "formation",
    "former": "formation",
    "metropole": "metropole",
    "metropoles": "metropole",
    "nouveaux": "nouveau",
    "nouvel": "nouveau",
    "nouvelle": "nouveau",
    "nouvelles": "nouveau",
    "paie": "pay",
    "paiement": "pay",
    "paiements": "pay",
    "paient": "pay",
    "pays": "pays",
    "porte": "porte",
    "portes": "porte",
    "retraite": "retraite",
    "retraites": "retraite",
    "retraitee": "retraite",
    "retraitees": "retraite",
    "savoir": "savoir",
    "savoirs": "savoir",
    "temps": "temps",
    "travaux": "travail",
    "vallee": "vallee",
    "vallees": "vallee",
    "vendre": "vend",
    "vente": "vend",
    "ventes": "vend",
}
"""Words whose stem no ending gives, or that an ending would confuse with another (`pays` and « payer »)."""

Ending = tuple[str, str, int]
ENDINGS: Final[tuple[tuple[Ending, ...], ...]] = (
    # number
    (("eaux", "eau", 0), ("aux", "al", 2), ("eux", "eu", 1), ("oux", "ou", 2), ("x", "", 3), ("ss", "ss", 2), ("s", "", 3)),
    # gender
    (
        ("atrice", "ateur", 2),
        ("trice", "teur", 3),
        ("euse", "eu", 2),
        ("iere", "i", 3),
        ("ere", "er", 4),
        ("aise", "ai", 3),
        ("oise", "oi", 3),
        ("ive", "iv", 2),
        ("if", "iv", 2),
        ("ique", "ic", 3),
        ("gue", "g", 3),
    ),
    # verbs, and nouns made from verbs
    (
        ("ocite", "oqu", 3),
        ("isation", "is", 3),
        ("ation", "", 5),
        ("issement", "i", 4),
        ("issent", "i", 4),
        ("ement", "", 4),
        ("ment", "ment", 0),
        ("eraient", "", 4),
        ("erait", "", 4),
        ("eront", "", 4),
        ("aient", "", 4),
        ("ent", "", 4),
        ("ante", "", 5),
        ("ant", "", 5),
        ("era", "", 4),
        ("ait", "", 5),
        ("ier", "i", 3),
        ("er", "", 3),
        ("ez", "", 4),
        ("ir", "i", 4),
        ("ees", "", 4),
        ("ee", "", 4),
        ("ie", "i", 3),
    ),
    # what is left
    (("e", "", 4), ("eur", "eu", 3)),
    (("nn", "n", 3), ("ll", "l", 3), ("tt", "t", 3), ("ss", "s", 3)),
)
"""Steps; in each, the first ending that fits is replaced once: (ending, replacement, letters that must stand before it)."""

FILTERS: Final = {
    "type": "cooperation-types",
    "types": "cooperation-types",
    "theme": "themes",
    "themes": "themes",
    "bien": "goods",
    "biens": "goods",
    "service": "goods",
    "etat": "progress",
    "avancement": "progress",
    "preuve": "evidence",
    "sens": "direction",
    "region": "region",
    "departement": "department",
    "pays": "country",
    "lieu": "place",
    "lieux": "place",
    "depuis": "since",
}
"""Written before a colon -> key of a facet, or `place`. « depuis » means in that year or later."""

PROBLEMS: Final = {
    "empty": "Aucun mot à chercher : écrivez ce que vous voulez trouver, par exemple « eau agriculteurs ».",
    "too-short": "« {seen} » : un mot d’au moins deux lettres est attendu.",
    "only-small-words": "« {seen} » : ces mots sont dans toutes les fiches ; ajoutez un mot qui dit le sujet, le lieu ou ce qui s’échange.",
    "too-long": "La demande est longue : seuls ses {limit} premiers mots ont été lus.",
    "open-quote": "Un guillemet est ouvert et n’est pas fermé : ce qui le suit a été lu comme des mots ordinaires.",
    "unknown-filter": "« {seen} » n’est pas un filtre : type, theme, bien, lieu, region, depuis ou etat sont attendus.",
    "unknown-value": "« {seen} » n’est pas une valeur de « {filter} ».",
    "bad-year": "« {seen} » : une année sur quatre chiffres est attendue.",
    "neighbours": "Aucune fiche ne répond à coup sûr à la demande : voici les plus proches.",
    "only-excluded": "La demande ne fait qu’exclure : toutes les autres fiches sont montrées.",
}
"""What is said of a request that cannot be read as it stands."""

"""French pieces that complete a rule's cure when the place allows a better one. Data only, floor 0."""

from __future__ import annotations

DID_YOU_MEAN = "Vouliez-vous dire « {suggestion} » ?"
DID_YOU_MEAN_PLACE = 'Vouliez-vous dire "{code}" ({name}) ?'
POSSIBLE_TERMS = "Termes possibles : {allowed}."
POSSIBLE_HEADINGS = "Rubriques possibles : {allowed}."
SEE_TERMS = "La liste est dans vocabularies/{vocabulary}.yml."
KNOWN_CODES = "Écrivez un code INSEE (5 caractères), SIREN (9 chiffres), FR-38, ou l’identifiant d’un groupement de groupings.yml."
CITE_ONE_BY_ONE = "chaque numéro entre ses crochets : {cure}"
CITE_PLAIN = "le numéro seul entre crochets : {cure}"
NOT_UTF_8 = "il n’est pas en UTF-8"
LINES_ABOVE_FENCE = "Retirez les lignes vides au-dessus de « --- »."
SOME_NAME = "nom-court"
SOME_RECORD = "fiche"
PHONE = "un numéro de téléphone"
EMAIL = "une adresse électronique"
PERSON = "un nom de personne"
KNOWN_CASES = "Vérifiez le nom du fichier, sans « .md »."
CEILING_REASONS = {
    "nothing": "Aucune source n’est donnée.",
    "one-party": "Il faut au moins une source.",
    "two-agree": "Il faut deux parties, ou deux sources indépendantes, qui disent la même chose.",
    "official-document": "Il faut un document officiel : une source de nature « body » ou « public ».",
    "third-party-measure": "Il faut la mesure d’un tiers : une source de nature « research » ou « public ».",
}
"""What each level of proof requires, by the `requires` attribute of its term."""
GROUPING_CAUSES = {
    "unreadable": "le fichier ne peut pas être lu ({reason})",
    "not-a-list": "on attend une liste de groupements",
    "bad-id": "son identifiant « {seen} » n’est pas un nom court",
    "duplicate-id": "son identifiant est écrit deux fois",
    "unknown-key": "le champ « {key} » n’existe pas",
    "missing": "il manque « {key} »",
    "missing-source": "sa source manque, ou n’a pas de titre et d’adresse",
    "bad-number": "« {key} » vaut « {seen} », qui n’est pas un nombre",
    "unknown-member": "le code de membre {seen} est inconnu",
    "unknown-seat": "le code du siège {seen} est inconnu",
    "unknown-department": "le code de département {seen} est inconnu",
    "nowhere": "ni membres, ni siège, ni position ne disent où il est",
}
"""Why a grouping cannot be used, by the `message_key` of its problem."""
LIKENESS_REASONS = {"parties": "mêmes parties", "title": "titres proches", "sources": "mêmes sources"}
"""What two records have in common, by sign of likeness."""

"""KB3xx: terms of the vocabularies and territories.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

UNKNOWN_TERM = Rule(
    code="KB301",
    name="unknown-term",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas {a_term}.",
    help="{guidance}",
    bad="",
    good="",
)

REPLACED_TERM = Rule(
    code="KB302",
    name="replaced-term",
    severity=Severity.WARNING,
    title="",
    why="",
    message="« {seen} » a été remplacé par « {replacement} ».",
    help="Écrivez « {replacement} ».",
    bad="",
    good="",
)

UNKNOWN_CODE = Rule(
    code="KB303",
    name="unknown-code",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » ne désigne aucun territoire connu.",
    help="{guidance}",
    bad="",
    good="",
)

NAME_AS_CODE = Rule(
    code="KB304",
    name="name-as-code",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » est un nom ; on attend un code.",
    help='Écrivez le code de {name} : "{code}".',
    bad="",
    good="",
)

AMBIGUOUS_PLACE = Rule(
    code="KB305",
    name="ambiguous-place",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » peut désigner plusieurs territoires.",
    help="Choisissez le code : {candidates}.",
    bad="",
    good="",
)

MISSING_CODE = Rule(
    code="KB306",
    name="missing-code",
    severity=Severity.INFO,
    title="",
    why="",
    message="« {seen} » n’a pas de code officiel : sa population et sa place sur la carte manquent.",
    help="Cherchez son code : kb places « {seen} ».",
    bad="",
    good="",
)

GROUPING_UNUSABLE = Rule(
    code="KB307",
    name="grouping-unusable",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le groupement « {seen} » de groupings.yml ne peut pas être utilisé : {cause}.",
    help="Corrigez son entrée dans vocabularies/groupings.yml.",
    bad="",
    good="",
)

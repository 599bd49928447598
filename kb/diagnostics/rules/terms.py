"""KB3xx: terms of the vocabularies and territories.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

UNKNOWN_TERM = Rule(
    code="KB301",
    name="unknown-term",
    severity=Severity.ERROR,
    title="Terme hors du vocabulaire",
    why="Les fiches se retrouvent parce qu’elles emploient les mêmes mots. Un mot à soi ne se croise avec aucun autre.",
    message="« {seen} » n’est pas {a_term}.",
    help="{guidance}",
    bad="themes: [bois-et-foret]",
    good="themes: [foret-bois]",
)

REPLACED_TERM = Rule(
    code="KB302",
    name="replaced-term",
    severity=Severity.WARNING,
    title="Terme remplacé",
    why="Le vocabulaire a changé : l’ancien mot reste lu, mais les nouvelles listes emploient le nouveau.",
    message="« {seen} » a été remplacé par « {replacement} ».",
    help="Écrivez « {replacement} ».",
    bad="themes: [bois-ancien]",
    good="themes: [foret-bois]",
)

UNKNOWN_CODE = Rule(
    code="KB303",
    name="unknown-code",
    severity=Severity.ERROR,
    title="Code de territoire inconnu",
    why="Le code donne la population, la surface et la place sur la carte ; un code faux n’en donne aucune.",
    message="« {seen} » ne désigne aucun territoire connu.",
    help="{guidance}",
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: "00000"}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
)

NAME_AS_CODE = Rule(
    code="KB304",
    name="name-as-code",
    severity=Severity.ERROR,
    title="Nom à la place d’un code",
    why="Plusieurs communes portent le même nom ; un code n’en désigne qu’une.",
    message="« {seen} » est un nom ; on attend un code.",
    help='Écrivez le code : "{code}" ({name}).',
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: Pays de Brume}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
)

AMBIGUOUS_PLACE = Rule(
    code="KB305",
    name="ambiguous-place",
    severity=Severity.ERROR,
    title="Nom porté par plusieurs territoires",
    why="Sans code, on ne sait pas de quel territoire il s’agit : la carte et les chiffres seraient ceux d’un autre.",
    message="« {seen} » peut désigner plusieurs territoires.",
    help="Choisissez le code : {candidates}.",
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: Saint-Denis}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
)

MISSING_CODE = Rule(
    code="KB306",
    name="missing-code",
    severity=Severity.INFO,
    title="Territoire sans code",
    why="Avec son code, la fiche montre la population de la partie et sa place sur la carte.",
    message="« {seen} » n’a pas de code officiel : sa population et sa place sur la carte manquent.",
    help='Cherchez son code : kb places "{seen}".',
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
)

GROUPING_UNUSABLE = Rule(
    code="KB307",
    name="grouping-unusable",
    severity=Severity.ERROR,
    title="Groupement mal décrit",
    why="Un pays ou un parc sans membres connus n’a ni population ni place sur la carte, dans aucune des fiches qui le citent.",
    message="Le groupement « {seen} » de groupings.yml ne peut pas être utilisé : {cause}.",
    help="Corrigez son entrée dans vocabularies/groupings.yml.",
    bad="Dans « vocabularies/groupings.yml », un groupement dont un membre porte le code « 00000 ».",
    good="Dans « vocabularies/groupings.yml », un groupement dont tous les membres portent un code connu.",
)

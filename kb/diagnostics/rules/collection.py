"""KB4xx: several records together.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

DUPLICATE_SLUG = Rule(
    code="KB401",
    name="duplicate-slug",
    severity=Severity.ERROR,
    title="Deux fiches presque du même nom",
    why="Sur certains ordinateurs, les deux fichiers n’en font qu’un : l’un efface l’autre.",
    message="« {seen} » et « {other} » ne diffèrent que par des capitales.",
    help="Renommez l’une des deux fiches.",
    bad="« cases/valmont-brume.md » et « cases/Valmont-Brume.md »",
    good="« cases/valmont-brume.md » et « cases/valmont-brume-foret.md »",
)

NEAR_DUPLICATE = Rule(
    code="KB402",
    name="near-duplicate",
    severity=Severity.WARNING,
    title="Deux fiches de la même expérience",
    why="Deux fiches qui racontent la même histoire la font compter double, et le lecteur n’en trouve que la moitié.",
    message="Cette fiche raconte peut-être la même expérience que « {other} » ({reasons}).",
    help="Comparez-les : complétez l’ancienne, ou reliez-les par « related ».",
    bad="Deux fiches, mêmes parties et presque le même titre : « Du bois de Brume pour chauffer Valmont ».",
    good="Une seule fiche, ou deux fiches reliées par « related ».",
)

DEAD_RELATION = Rule(
    code="KB403",
    name="dead-relation",
    severity=Severity.ERROR,
    title="Lien vers une fiche absente",
    why="Le lecteur qui suit ce lien n’arriverait nulle part.",
    message="Aucune fiche ne s’appelle « {seen} ».",
    help="{guidance}",
    bad="""\
related:
  - {case: valmont-lavoir, relation: follows}
""",
    good="""\
related:
  - {case: lavoir-de-montclair, relation: follows}
""",
)

FORMER_SLUG_TAKEN = Rule(
    code="KB404",
    name="former-slug-taken",
    severity=Severity.ERROR,
    title="Ancien nom déjà pris",
    why="L’ancienne adresse ramène à la fiche ; si une autre la porte, le lecteur arrive sur la mauvaise page.",
    message="L’ancien nom « {seen} » est celui d’une autre fiche.",
    help="Retirez-le de « former_slugs ».",
    bad="former_slugs: [lavoir-de-montclair]",
    good="former_slugs: [bois-de-brume]",
)

SELF_RELATION = Rule(
    code="KB405",
    name="self-relation",
    severity=Severity.ERROR,
    title="Fiche qui se renvoie à elle-même",
    why="Un lien vers la page que l’on lit n’apprend rien.",
    message="La fiche se renvoie à elle-même.",
    help="Retirez ce lien.",
    bad="""\
related:
  - {case: valmont-brume, relation: follows}
""",
    good="""\
related:
  - {case: lavoir-de-montclair, relation: follows}
""",
)

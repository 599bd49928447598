"""KB4xx: several records together.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

DUPLICATE_SLUG = Rule(
    code="KB401",
    name="duplicate-slug",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » et « {other} » ne diffèrent que par des capitales.",
    help="Renommez l’une des deux fiches.",
    bad="",
    good="",
)

NEAR_DUPLICATE = Rule(
    code="KB402",
    name="near-duplicate",
    severity=Severity.WARNING,
    title="",
    why="",
    message="Cette fiche raconte peut-être la même expérience que « {other} » ({reasons}).",
    help="Comparez-les : complétez l’ancienne, ou reliez-les par « related ».",
    bad="",
    good="",
)

DEAD_RELATION = Rule(
    code="KB403",
    name="dead-relation",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Aucune fiche ne s’appelle « {seen} ».",
    help="{guidance}",
    bad="",
    good="",
)

FORMER_SLUG_TAKEN = Rule(
    code="KB404",
    name="former-slug-taken",
    severity=Severity.ERROR,
    title="",
    why="",
    message="L’ancien nom « {seen} » est celui d’une autre fiche.",
    help="Retirez-le de « former_slugs ».",
    bad="",
    good="",
)

SELF_RELATION = Rule(
    code="KB405",
    name="self-relation",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La fiche se renvoie à elle-même.",
    help="Retirez ce lien.",
    bad="",
    good="",
)

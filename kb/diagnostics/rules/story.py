"""KB5xx: the story.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

UNKNOWN_HEADING = Rule(
    code="KB501",
    name="unknown-heading",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas une rubrique du récit.",
    help="{guidance}",
    bad="",
    good="",
)

MISSING_SECTION = Rule(
    code="KB502",
    name="missing-section",
    severity=Severity.WARNING,
    title="",
    why="",
    message="Le récit n’a pas de rubrique « {seen} ».",
    help="Ajoutez « ## {seen} » ; si rien n’est connu, dites-le en une phrase.",
    bad="",
    good="",
)

DUPLICATE_HEADING = Rule(
    code="KB503",
    name="duplicate-heading",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La rubrique « {seen} » est écrite deux fois.",
    help="Réunissez les deux textes.",
    bad="",
    good="",
)

HEADING_ORDER = Rule(
    code="KB504",
    name="heading-order",
    severity=Severity.WARNING,
    title="",
    why="",
    message="La rubrique « {seen} » vient trop tard.",
    help="Ordre attendu : {allowed}.",
    bad="",
    good="",
)

TEXT_BEFORE_HEADING = Rule(
    code="KB505",
    name="text-before-heading",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Du texte précède la première rubrique.",
    help="Placez-le sous « ## {first} ».",
    bad="",
    good="",
)

WRONG_HEADING_LEVEL = Rule(
    code="KB506",
    name="wrong-heading-level",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Les rubriques s’écrivent avec deux dièses.",
    help="Écrivez « ## {seen} ».",
    bad="",
    good="",
)

EMPTY_SECTION = Rule(
    code="KB507",
    name="empty-section",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La rubrique « {seen} » est vide.",
    help="Écrivez-la, ou retirez son titre.",
    bad="",
    good="",
)

BAD_CITATION = Rule(
    code="KB508",
    name="bad-citation",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas une citation.",
    help="Écrivez {cure}.",
    bad="",
    good="",
)

UNKNOWN_CITATION = Rule(
    code="KB509",
    name="unknown-citation",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La citation [{seen}] ne renvoie à aucune source.",
    help="Numéros existants : {allowed}.",
    bad="",
    good="",
)

UNCITED_FIGURE = Rule(
    code="KB510",
    name="uncited-figure",
    severity=Severity.WARNING,
    title="",
    why="",
    message="« {seen} » : ce chiffre n’est suivi d’aucune source.",
    help="Ajoutez le numéro de la source dans la phrase : [1].",
    bad="",
    good="",
)

PERSONAL_DATA = Rule(
    code="KB511",
    name="personal-data",
    severity=Severity.WARNING,
    title="",
    why="",
    message="« {seen} » ressemble à {kind}.",
    help="Retirez-le : une fiche nomme des organismes, pas des personnes.",
    bad="",
    good="",
)

RAW_HTML = Rule(
    code="KB512",
    name="raw-html",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le récit contient du HTML : « {seen} ».",
    help="Retirez la balise ; pour mettre en valeur, écrivez *ainsi*.",
    bad="",
    good="",
)

UNSAFE_LINK = Rule(
    code="KB513",
    name="unsafe-link",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le lien vers « {seen} » n’est pas permis.",
    help="Un lien commence par https://, http:// ou mailto:.",
    bad="",
    good="",
)

MISSING_IMAGE = Rule(
    code="KB514",
    name="missing-image",
    severity=Severity.ERROR,
    title="",
    why="",
    message="L’image « {seen} » n’existe pas.",
    help="Rangez-la dans cases/{slug}/ et écrivez son nom : ![ce que l’on voit]({slug}/photo.jpg).",
    bad="",
    good="",
)

IMAGE_ELSEWHERE = Rule(
    code="KB515",
    name="image-elsewhere",
    severity=Severity.ERROR,
    title="",
    why="",
    message="L’image « {seen} » est hors du dossier de la fiche.",
    help="Rangez-la dans cases/{slug}/.",
    bad="",
    good="",
)

IMAGE_TYPE = Rule(
    code="KB516",
    name="image-type",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas une image JPEG, PNG ou WebP.",
    help="Convertissez-la ; le format SVG n’est pas accepté.",
    bad="",
    good="",
)

IMAGE_TOO_HEAVY = Rule(
    code="KB517",
    name="image-too-heavy",
    severity=Severity.WARNING,
    title="",
    why="",
    message="L’image « {seen} » pèse {size} ko ; {limit} au plus.",
    help="Réduisez-la : 1 200 pixels de large suffisent.",
    bad="",
    good="",
)

IMAGE_WITHOUT_TEXT = Rule(
    code="KB518",
    name="image-without-text",
    severity=Severity.ERROR,
    title="",
    why="",
    message="L’image « {seen} » n’a pas de texte de remplacement.",
    help="Écrivez entre les crochets ce que l’on y voit.",
    bad="",
    good="",
)

UNFINISHED_TEXT = Rule(
    code="KB519",
    name="unfinished-text",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » : une consigne du modèle est restée.",
    help="Remplacez-la par votre texte.",
    bad="",
    good="",
)

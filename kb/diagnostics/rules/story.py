"""KB5xx: the story.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

UNKNOWN_HEADING = Rule(
    code="KB501",
    name="unknown-heading",
    severity=Severity.ERROR,
    title="Rubrique inconnue",
    why="Les mêmes rubriques dans toutes les fiches permettent de comparer les difficultés ou les résultats d’un coup d’œil.",
    message="« {seen} » n’est pas une rubrique du récit.",
    help="{guidance}",
    bad="""\
## Contexte

Les forêts de Brume manquaient d’acheteurs [1].
""",
    good="""\
## Déclencheur

Les forêts de Brume manquaient d’acheteurs [1].
""",
)

MISSING_SECTION = Rule(
    code="KB502",
    name="missing-section",
    severity=Severity.WARNING,
    title="Rubrique attendue absente",
    why="Le déclencheur, le déroulement, les résultats et les difficultés sont ce que l’on vient chercher. Ne rien savoir se dit aussi.",
    message="Le récit n’a pas de rubrique « {seen} ».",
    help="Ajoutez « ## {seen} » ; si rien n’est connu, dites-le en une phrase.",
    bad="""\
## Déclencheur

Les forêts de Brume manquaient d’acheteurs [1].

## Déroulement

Les deux conseils ont signé une convention [1].

## Résultats

La chaufferie brûle du bois proche [2].
""",
    good="""\
## Déclencheur

Les forêts de Brume manquaient d’acheteurs [1].

## Déroulement

Les deux conseils ont signé une convention [1].

## Résultats

La chaufferie brûle du bois proche [2].

## Difficultés

Aucune difficulté n’est connue.
""",
)

DUPLICATE_HEADING = Rule(
    code="KB503",
    name="duplicate-heading",
    severity=Severity.ERROR,
    title="Rubrique écrite deux fois",
    why="Le lecteur qui trouve la première croit avoir tout lu.",
    message="La rubrique « {seen} » est écrite deux fois.",
    help="Réunissez les deux textes.",
    bad="""\
## Résultats

La chaufferie brûle du bois proche [2].

## Résultats

Les forêts sont entretenues [2].
""",
    good="""\
## Résultats

La chaufferie brûle du bois proche [2]. Les forêts sont entretenues [2].
""",
)

HEADING_ORDER = Rule(
    code="KB504",
    name="heading-order",
    severity=Severity.WARNING,
    title="Rubrique à la mauvaise place",
    why="Un ordre commun fait que l’on sait où regarder, d’une fiche à l’autre.",
    message="La rubrique « {seen} » vient trop tard.",
    help="Ordre attendu : {allowed}.",
    bad="""\
## Résultats

La chaufferie brûle du bois proche [2].

## Déroulement

Les deux conseils ont signé une convention [1].
""",
    good="""\
## Déroulement

Les deux conseils ont signé une convention [1].

## Résultats

La chaufferie brûle du bois proche [2].
""",
)

TEXT_BEFORE_HEADING = Rule(
    code="KB505",
    name="text-before-heading",
    severity=Severity.ERROR,
    title="Texte avant la première rubrique",
    why="Un texte sans rubrique ne se range nulle part : il manquerait dans les comparaisons.",
    message="Du texte précède la première rubrique.",
    help="Placez-le sous « ## {first} ».",
    bad="""\
Les forêts de Brume manquaient d’acheteurs [1].

## Déclencheur

La chaufferie cherchait un bois proche [1].
""",
    good="""\
## Déclencheur

Les forêts de Brume manquaient d’acheteurs [1]. La chaufferie cherchait un bois proche [1].
""",
)

WRONG_HEADING_LEVEL = Rule(
    code="KB506",
    name="wrong-heading-level",
    severity=Severity.ERROR,
    title="Rubrique au mauvais niveau de titre",
    why="Les lecteurs d’écran se servent des niveaux de titre pour aller d’une rubrique à l’autre.",
    message="Les rubriques s’écrivent avec deux dièses.",
    help="Écrivez « ## {seen} ».",
    bad="""\
# Résultats

La chaufferie brûle du bois proche [2].
""",
    good="""\
## Résultats

La chaufferie brûle du bois proche [2].
""",
)

EMPTY_SECTION = Rule(
    code="KB507",
    name="empty-section",
    severity=Severity.ERROR,
    title="Rubrique vide",
    why="Une rubrique sans texte promet ce qu’elle ne donne pas. Absente, elle devient une invitation à compléter.",
    message="La rubrique « {seen} » est vide.",
    help="Écrivez-la, ou retirez son titre.",
    bad="## Pistes écartées",
    good="""\
## Pistes écartées

Une chaufferie au gaz, jugée trop chère [1].
""",
)

BAD_CITATION = Rule(
    code="KB508",
    name="bad-citation",
    severity=Severity.ERROR,
    title="Citation mal écrite",
    why="Chaque numéro entre ses crochets devient un lien vers sa source ; une autre forme resterait un texte mort.",
    message="« {seen} » n’est pas une citation.",
    help="Écrivez {cure}.",
    bad="La chaufferie brûle du bois proche [1, 2].",
    good="La chaufferie brûle du bois proche [1][2].",
)

UNKNOWN_CITATION = Rule(
    code="KB509",
    name="unknown-citation",
    severity=Severity.ERROR,
    title="Citation sans source",
    why="Le lecteur qui suit ce numéro n’arriverait sur aucun document.",
    message="La citation [{seen}] ne renvoie à aucune source.",
    help="Numéros existants : {allowed}.",
    bad="La chaufferie brûle du bois proche [8].",
    good="La chaufferie brûle du bois proche [2].",
)

UNCITED_FIGURE = Rule(
    code="KB510",
    name="uncited-figure",
    severity=Severity.WARNING,
    title="Chiffre sans source",
    why="Un chiffre se répète de réunion en réunion : chacun doit pouvoir remonter à qui l’a dit.",
    message="« {seen} » : ce chiffre n’est suivi d’aucune source.",
    help="Ajoutez le numéro de la source dans la phrase : [1].",
    bad="La chaufferie brûle 1 200 tonnes de bois par an.",
    good="La chaufferie brûle 1 200 tonnes de bois par an [2].",
)

PERSONAL_DATA = Rule(
    code="KB511",
    name="personal-data",
    severity=Severity.WARNING,
    title="Donnée personnelle",
    why="La base parle d’organismes. Un nom, un téléphone ou une adresse de personne ne se publie pas sans son accord.",
    message="« {seen} » ressemble à {kind}.",
    help="Retirez-le : une fiche nomme des organismes, pas des personnes.",
    bad="Pour visiter la chaufferie, appeler le 06 39 98 12 34 [2].",
    good="Pour visiter la chaufferie, s’adresser au service des forêts [2].",
)

RAW_HTML = Rule(
    code="KB512",
    name="raw-html",
    severity=Severity.ERROR,
    title="HTML dans le récit",
    why="Une balise peut casser la page ou y glisser du code. La mise en forme du récit suffit.",
    message="Le récit contient du HTML : « {seen} ».",
    help="Retirez la balise ; pour mettre en valeur, écrivez *ainsi*.",
    bad="La chaufferie brûle du bois <b>proche</b> [2].",
    good="La chaufferie brûle du bois *proche* [2].",
)

UNSAFE_LINK = Rule(
    code="KB513",
    name="unsafe-link",
    severity=Severity.ERROR,
    title="Lien d’une sorte non permise",
    why="Un lien doit mener à une page que tous peuvent ouvrir, et à rien d’autre.",
    message="Le lien vers « {seen} » n’est pas permis.",
    help="Un lien commence par https://, http:// ou mailto:.",
    bad="Le bilan se lit [sur le serveur](ftp://brume.example/bilan) [2].",
    good="Le bilan se lit [sur le site](https://brume.example/bilan) [2].",
)

MISSING_IMAGE = Rule(
    code="KB514",
    name="missing-image",
    severity=Severity.ERROR,
    title="Image absente",
    why="À la place de l’image, le lecteur verrait un cadre vide.",
    message="L’image « {seen} » n’existe pas.",
    help="Rangez-la dans cases/{slug}/ et écrivez son nom : ![ce que l’on voit]({slug}/photo.jpg).",
    bad="![La chaufferie](valmont-brume/chauferie.jpg)",
    good="![La chaufferie](valmont-brume/chaufferie.jpg)",
)

IMAGE_ELSEWHERE = Rule(
    code="KB515",
    name="image-elsewhere",
    severity=Severity.ERROR,
    title="Image hors du dossier de la fiche",
    why="Rangée avec sa fiche, une image la suit partout et ne se perd pas. Une image d’un autre site peut disparaître.",
    message="L’image « {seen} » est hors du dossier de la fiche.",
    help="Rangez-la dans cases/{slug}/.",
    bad="![La chaufferie](../photos/chaufferie.jpg)",
    good="![La chaufferie](valmont-brume/chaufferie.jpg)",
)

IMAGE_TYPE = Rule(
    code="KB516",
    name="image-type",
    severity=Severity.ERROR,
    title="Format d’image refusé",
    why="Les formats JPEG, PNG et WebP s’affichent partout. Un fichier SVG peut contenir du code.",
    message="« {seen} » n’est pas une image JPEG, PNG ou WebP.",
    help="Convertissez-la ; le format SVG n’est pas accepté.",
    bad="![Le chemin du bois](valmont-brume/chemin.svg)",
    good="![Le chemin du bois](valmont-brume/chemin.png)",
)

IMAGE_TOO_HEAVY = Rule(
    code="KB517",
    name="image-too-heavy",
    severity=Severity.WARNING,
    title="Image trop lourde",
    why="Beaucoup lisent les fiches sur un téléphone, avec un réseau faible.",
    message="L’image « {seen} » pèse {size} ko ; {limit} au plus.",
    help="Réduisez-la : 1 200 pixels de large suffisent.",
    bad="![La chaufferie vue du ciel](valmont-brume/panorama.jpg)",
    good="![La chaufferie](valmont-brume/chaufferie.jpg)",
)

IMAGE_WITHOUT_TEXT = Rule(
    code="KB518",
    name="image-without-text",
    severity=Severity.ERROR,
    title="Image sans texte de remplacement",
    why="Les personnes qui ne voient pas l’image entendent ce texte à sa place.",
    message="L’image « {seen} » n’a pas de texte de remplacement.",
    help="Écrivez entre les crochets ce que l’on y voit.",
    bad="![](valmont-brume/chaufferie.jpg)",
    good="![La chaufferie, au bord de la forêt](valmont-brume/chaufferie.jpg)",
)

UNFINISHED_TEXT = Rule(
    code="KB519",
    name="unfinished-text",
    severity=Severity.ERROR,
    title="Consigne du modèle restée dans la fiche",
    why="Le lecteur verrait une consigne qui ne s’adresse pas à lui.",
    message="« {seen} » : une consigne du modèle est restée.",
    help="Remplacez-la par votre texte.",
    bad="(À écrire : ce que l’on constate aujourd’hui.)",
    good="La chaufferie brûle du bois proche [2].",
)

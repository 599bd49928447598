"""KB1xx: reading the file.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

CAUSE_COMPLEX_KEY = "un nom de champ doit être un mot"
CAUSE_UNKNOWN = "le format n’est pas reconnu"
CAUSE_TOO_DEEP = "trop de niveaux les uns dans les autres"
CAUSE_NOT_ORDINARY = "ce n’est pas un fichier ordinaire"
CAUSES_OF_SYSTEM = {
    "EACCES": "droits insuffisants",
    "EPERM": "droits insuffisants",
    "ENOENT": "il n’existe pas",
    "ELOOP": "ce lien mène à lui-même",
    "ENAMETOOLONG": "son nom est trop long",
    "EIO": "le disque ne répond pas",
    "ENOSPC": "le disque est plein",
    "EDQUOT": "la place accordée est pleine",
    "EROFS": "le disque n’accepte pas d’écriture",
    "ENOTDIR": "un dossier de son chemin est un fichier",
    "EISDIR": "c’est un dossier",
    "EEXIST": "il existe déjà",
}
"""Name of a system error -> what it means."""

NOT_A_FILE = Rule(
    code="KB101",
    name="not-a-file",
    severity=Severity.ERROR,
    title="Dossier à la place d’une fiche",
    why="Une fiche est un fichier de texte. Un dossier qui porte son nom cache l’expérience : personne ne la lira.",
    message="« {seen} » est un dossier, alors qu’une fiche est un fichier.",
    help="Renommez le dossier sans « .md », ou mettez la fiche à sa place.",
    bad="Un dossier nommé « cases/valmont-brume.md ».",
    good="Un fichier nommé « cases/valmont-brume.md » ; ses images dans le dossier « cases/valmont-brume ».",
)

LINK_OUT_OF_TREE = Rule(
    code="KB102",
    name="link-out-of-tree",
    severity=Severity.ERROR,
    title="Lien qui sort du dossier des fiches",
    why="Un lien vers un fichier d’ailleurs ferait publier un contenu que personne n’a relu, et qui n’existe que sur un ordinateur.",
    message="« {seen} » est un lien qui sort du dossier des fiches.",
    help="Remplacez le lien par une copie du fichier.",
    bad="« cases/valmont-brume.md » est un lien vers « /home/brume/valmont.md ».",
    good="« cases/valmont-brume.md » est un fichier.",
)

UNREADABLE_FILE = Rule(
    code="KB103",
    name="unreadable-file",
    severity=Severity.ERROR,
    title="Fichier illisible",
    why="Ce que l’ordinateur ne peut pas ouvrir ne peut être ni vérifié ni publié.",
    message="Le fichier ne peut pas être lu ({cause}).",
    help="Vérifiez les droits du fichier, puis relancez.",
    bad="« cases/valmont-brume.md » est un lien vers un fichier qui a été effacé.",
    good="« cases/valmont-brume.md » est un fichier que tous peuvent lire.",
)

FILE_TOO_LARGE = Rule(
    code="KB104",
    name="file-too-large",
    severity=Severity.ERROR,
    title="Fichier trop lourd",
    why="Une fiche tient en quelques pages. Au-delà, le fichier contient autre chose que du texte, et alourdit la base pour tous.",
    message="Le fichier pèse {size} ko ; une fiche en pèse moins de {limit}.",
    help="Retirez ce qui n’est pas du texte : les images vont dans un dossier du même nom que la fiche.",
    bad="Une fiche de 5 Mo, où une photo a été collée sous forme de texte.",
    good="Une fiche de 20 ko ; la photo dans le dossier du même nom.",
)

NUL_BYTE = Rule(
    code="KB105",
    name="nul-byte",
    severity=Severity.ERROR,
    title="Octet nul dans le texte",
    why="Un octet nul signale un document de traitement de texte ou un fichier abîmé, que les lecteurs verraient en charabia.",
    message="Le fichier contient un octet nul : ce n’est pas du texte.",
    help="Rouvrez la fiche dans un éditeur de texte et enregistrez-la en UTF-8.",
    bad="Un document de traitement de texte renommé « valmont-brume.md ».",
    good="Le texte de ce document, copié dans un fichier enregistré en UTF-8.",
)

NOT_UTF_8 = Rule(
    code="KB106",
    name="not-utf-8",
    severity=Severity.ERROR,
    title="Codage ancien",
    why="Dans un autre codage que l’UTF-8, les lettres accentuées s’affichent mal et la recherche ne les trouve pas.",
    message="Le fichier n’est pas en UTF-8 : « {seen} » y est codé comme sur un ancien Windows.",
    help="Enregistrez-le en UTF-8 (dans l’éditeur : Enregistrer sous, Codage).",
    bad="Une fiche enregistrée en « Windows-1252 » ou en « ANSI ».",
    good="La même fiche enregistrée en « UTF-8 ».",
)

BYTE_ORDER_MARK = Rule(
    code="KB107",
    name="byte-order-mark",
    severity=Severity.WARNING,
    title="Marque invisible en tête de fichier",
    why="Certains outils prennent cette marque pour une lettre et ne voient plus le début de la fiche.",
    message="Le fichier commence par une marque invisible (BOM).",
    help="Enregistrez-le en « UTF-8 » plutôt qu’en « UTF-8 avec BOM ».",
    bad="Une fiche enregistrée en « UTF-8 avec BOM ».",
    good="La même fiche enregistrée en « UTF-8 ».",
)

WINDOWS_LINE_ENDS = Rule(
    code="KB108",
    name="windows-line-ends",
    severity=Severity.WARNING,
    title="Fins de ligne de Windows",
    why="Mêler deux sortes de fins de ligne fait croire que toute la fiche a changé : la relecture devient impossible.",
    message="Les fins de ligne sont celles de Windows (CRLF).",
    help="Dans l’éditeur, choisissez les fins de ligne LF, puis enregistrez.",
    bad="Une fiche dont les lignes finissent par CRLF.",
    good="La même fiche dont les lignes finissent par LF.",
)

CONTROL_CHARACTER = Rule(
    code="KB109",
    name="control-character",
    severity=Severity.ERROR,
    title="Caractère invisible dans le texte",
    why="Un caractère invisible peut faire lire autre chose que ce qui est écrit, et empêche de retrouver le mot.",
    message="Un caractère invisible ({seen}) se cache dans le texte.",
    help="Effacez la ligne et retapez-la : il vient sans doute d’un copier-coller.",
    bad="Un titre qui contient U+202E, le caractère qui fait lire de droite à gauche.",
    good="Le même titre, retapé au clavier.",
)

EMPTY_FILE = Rule(
    code="KB110",
    name="empty-file",
    severity=Severity.ERROR,
    title="Fichier vide",
    why="Une fiche sans un mot ne dit rien à personne ; elle vient souvent d’un enregistrement interrompu.",
    message="Le fichier est vide.",
    help="Partez du modèle : kb new.",
    bad="« cases/valmont-brume.md » ne contient rien.",
    good="« cases/valmont-brume.md » contient la fiche, ou n’existe pas.",
)

NO_FRONT_MATTER = Rule(
    code="KB111",
    name="no-front-matter",
    severity=Severity.ERROR,
    title="Fiche sans bloc de champs",
    why="Les champs écrits en tête permettent de trouver l’expérience, de la comparer et de la situer. Sans eux, elle reste introuvable.",
    message="La fiche ne commence pas par une ligne « --- ».",
    help="Écrivez « --- » seul sur la première ligne, puis les champs, puis « --- » de nouveau.",
    bad="Une fiche dont la première ligne est « title: Du bois de Brume pour chauffer Valmont ».",
    good="Une fiche dont la première ligne est « --- », et la deuxième « title: Du bois de Brume pour chauffer Valmont ».",
)

UNCLOSED_FRONT_MATTER = Rule(
    code="KB112",
    name="unclosed-front-matter",
    severity=Severity.ERROR,
    title="Bloc de champs qui ne se referme pas",
    why="Sans la seconde ligne « --- », rien ne dit où finissent les champs et où commence le récit.",
    message="Le bloc des champs s’ouvre par « --- » mais ne se referme pas.",
    help="Écrivez « --- » seul sur une ligne, entre les champs et le récit.",
    bad="Une fiche qui n’a qu’une ligne « --- », la première.",
    good="Une fiche qui a deux lignes « --- » : avant les champs et après.",
)

FRONT_MATTER_NOT_MAPPING = Rule(
    code="KB113",
    name="front-matter-not-mapping",
    severity=Severity.ERROR,
    title="Texte à la place des champs",
    why="Une phrase ne se range pas : chaque fait doit porter le nom de son champ pour être filtré et comparé.",
    message="Entre les deux « --- », on attend des lignes « champ: valeur ».",
    help="Écrivez par exemple « title: Titre de l’expérience ».",
    bad="""\
---
Du bois de Brume pour chauffer Valmont
---
""",
    good="title: Du bois de Brume pour chauffer Valmont",
)

TAB_INDENTATION = Rule(
    code="KB114",
    name="tab-indentation",
    severity=Severity.ERROR,
    title="Tabulation en début de ligne",
    why="La largeur d’une tabulation change d’un écran à l’autre : le rang d’un champ devient incertain.",
    message="La ligne est décalée par une tabulation.",
    help="Remplacez la tabulation par des espaces, deux par niveau.",
    bad="""\
review:
\tstatus: published
\tchecked_on: 2026-01-15
""",
    good="""\
review:
  status: published
  checked_on: 2026-01-15
""",
)

MISSING_SPACE_AFTER_COLON = Rule(
    code="KB115",
    name="missing-space-after-colon",
    severity=Severity.ERROR,
    title="Deux-points sans espace",
    why="Sans espace, le nom du champ et sa valeur ne font qu’un mot : l’information est perdue.",
    message="Il manque une espace après les deux-points de « {seen}: ».",
    help="Écrivez « {seen}: » suivi d’une espace, puis la valeur.",
    bad="title:Du bois de Brume pour chauffer Valmont",
    good="title: Du bois de Brume pour chauffer Valmont",
)

UNQUOTED_COLON = Rule(
    code="KB116",
    name="unquoted-colon",
    severity=Severity.ERROR,
    title="Deux-points dans une valeur sans guillemets",
    why="Le format prend ces deux-points pour un nouveau champ. Les guillemets disent que tout est un seul texte.",
    message="La valeur contient des deux-points, que le format prend pour un nouveau champ.",
    help='Mettez toute la valeur entre guillemets droits : "Eau : le contrat".',
    bad="title: Valmont et Brume : du bois pour se chauffer",
    good='title: "Valmont et Brume : du bois pour se chauffer"',
)

UNCLOSED_QUOTE = Rule(
    code="KB117",
    name="unclosed-quote",
    severity=Severity.ERROR,
    title="Guillemet qui ne se referme pas",
    why="Tout ce qui suit est pris pour la suite du texte : les champs d’après disparaissent.",
    message="Un guillemet droit s’ouvre ici et ne se referme pas.",
    help="Ajoutez le guillemet fermant à la fin de la valeur.",
    bad='title: "Du bois de Brume pour chauffer Valmont',
    good='title: "Du bois de Brume pour chauffer Valmont"',
)

TEXT_AFTER_QUOTE = Rule(
    code="KB118",
    name="text-after-quote",
    severity=Severity.ERROR,
    title="Texte après le guillemet fermant",
    why="Le format s’arrête au guillemet fermant et ne sait que faire de la suite.",
    message="Du texte suit le guillemet fermant de {seen}.",
    help="Mettez toute la valeur entre une seule paire de guillemets droits.",
    bad='title: "Bois de Brume" pour chauffer Valmont',
    good="title: '\"Bois de Brume\" pour chauffer Valmont'",
)

BAD_INDENTATION = Rule(
    code="KB119",
    name="bad-indentation",
    severity=Severity.ERROR,
    title="Ligne mal alignée",
    why="Le décalage dit à quel bloc une ligne appartient. Une espace de trop, et l’information change de place.",
    message="Le décalage de cette ligne ne correspond à aucun niveau.",
    help="Alignez-la sur la ligne du même niveau ; chaque niveau compte deux espaces.",
    bad="""\
review:
  status: published
   checked_on: 2026-01-15
""",
    good="""\
review:
  status: published
  checked_on: 2026-01-15
""",
)

DUPLICATE_KEY = Rule(
    code="KB120",
    name="duplicate-key",
    severity=Severity.ERROR,
    title="Champ écrit deux fois",
    why="Une des deux valeurs serait perdue sans un mot ; le lecteur ne saurait pas laquelle croire.",
    message="Le champ « {seen} » est écrit deux fois.",
    help="Gardez un seul « {seen} » et réunissez-y les deux contenus.",
    bad="""\
title: Du bois de Brume pour chauffer Valmont
title: Une chaufferie au bois à Valmont
""",
    good="title: Du bois de Brume pour chauffer Valmont",
)

SPECIAL_CHARACTER = Rule(
    code="KB121",
    name="special-character",
    severity=Severity.ERROR,
    title="Valeur qui commence par un signe réservé",
    why="Quelques signes ont un sens pour le format (@, %, `). Les guillemets leur rendent leur sens ordinaire.",
    message="Une valeur ne peut pas commencer par « {seen} ».",
    help="Mettez la valeur entre guillemets droits.",
    bad="governance: @Valmont et Brume décident ensemble [1].",
    good='governance: "@Valmont et Brume décident ensemble [1]."',
)

ALIAS = Rule(
    code="KB122",
    name="alias",
    severity=Severity.ERROR,
    title="Renvoi d’un champ à l’autre",
    why="Un renvoi cache au relecteur ce qui est écrit, et peut faire d’un petit fichier un texte sans fin.",
    message="« {seen} » : les renvois d’un champ à l’autre sont refusés.",
    help="Recopiez la valeur, ou mettez-la entre guillemets droits si le signe fait partie du texte.",
    bad="governance: *Un comité* de deux élus par partie [1].",
    good='governance: "*Un comité* de deux élus par partie [1]."',
)

YAML_TAG = Rule(
    code="KB123",
    name="yaml-tag",
    severity=Severity.ERROR,
    title="Étiquette de type",
    why="Une étiquette demande à l’ordinateur de lire la valeur autrement qu’elle n’est écrite ; une fiche n’en a jamais besoin.",
    message="« {seen} » : les étiquettes de type sont refusées.",
    help="Retirez l’étiquette, ou mettez la valeur entre guillemets droits.",
    bad="governance: !important Un comité se réunit chaque année [1].",
    good='governance: "!important Un comité se réunit chaque année [1]."',
)

UNCLOSED_LIST = Rule(
    code="KB124",
    name="unclosed-list",
    severity=Severity.ERROR,
    title="Crochet qui ne se referme pas",
    why="Sans le crochet fermant, les champs suivants sont pris pour des éléments de la liste.",
    message="Une liste ou un bloc entre crochets s’ouvre ici et ne se referme pas bien.",
    help="Vérifiez les virgules, puis le crochet fermant « ] ».",
    bad="themes: [foret-bois, energie",
    good="themes: [foret-bois, energie]",
)

KEY_WITHOUT_COLON = Rule(
    code="KB125",
    name="key-without-colon",
    severity=Severity.ERROR,
    title="Ligne sans deux-points",
    why="Une ligne sans nom de champ n’a pas de sens : on ne sait pas de quoi elle parle.",
    message="Cette ligne n’est pas un champ : il lui manque les deux-points.",
    help="Écrivez « champ: valeur » ; si c’est la suite du texte du dessus, décalez-la de deux espaces.",
    bad="""\
progress_as_of: 2021-06
governance un comité de deux élus [1]
""",
    good="""\
progress_as_of: 2021-06
governance: un comité de deux élus [1]
""",
)

YAML_OTHER = Rule(
    code="KB126",
    name="yaml-other",
    severity=Severity.ERROR,
    title="Champs illisibles",
    why="À partir de cet endroit, rien ne peut être lu : la fiche ne peut pas être publiée.",
    message="Les champs ne peuvent pas être lus à partir d’ici ({cause}).",
    help="Comparez avec une fiche qui marche, ou repartez du modèle : kb new.",
    bad="[title]: Du bois de Brume pour chauffer Valmont",
    good="title: Du bois de Brume pour chauffer Valmont",
)

BAD_FILE_NAME = Rule(
    code="KB127",
    name="bad-file-name",
    severity=Severity.ERROR,
    title="Nom de fichier à corriger",
    why="Le nom du fichier devient l’adresse de la page : elle doit pouvoir être dictée au téléphone et copiée sans se casser.",
    message="« {seen} » n’est pas un nom de fiche.",
    help="Renommez-la « {suggestion}.md » : minuscules sans accent, chiffres et tirets, 60 caractères au plus.",
    bad="« cases/Valmont & Brume.md »",
    good="« cases/valmont-brume.md »",
)

IGNORED_FILE = Rule(
    code="KB128",
    name="ignored-file",
    severity=Severity.WARNING,
    title="Fichier qui n’est pas lu",
    why="Une expérience rangée sous un autre suffixe n’apparaîtrait jamais, sans que personne s’en aperçoive.",
    message="« {seen} » n’est pas lu : une fiche se termine par « .md ».",
    help="Renommez le fichier s’il s’agit d’une fiche, ou rangez-le ailleurs.",
    bad="« cases/valmont-brume.txt »",
    good="« cases/valmont-brume.md »",
)

LIST_ON_KEY_LINE = Rule(
    code="KB129",
    name="list-on-key-line",
    severity=Severity.ERROR,
    title="Liste commencée sur la ligne du champ",
    why="Le format ne sait pas ranger un tiret écrit juste après les deux-points : la liste est perdue.",
    message="Une liste ne peut pas commencer sur la ligne de son champ.",
    help="Passez à la ligne après les deux-points, décalez de deux espaces, puis écrivez « - ».",
    bad="themes: - foret-bois",
    good="""\
themes:
  - foret-bois
""",
)

BACKSLASH = Rule(
    code="KB130",
    name="backslash",
    severity=Severity.ERROR,
    title="Barre oblique inverse entre guillemets droits",
    why="Entre guillemets droits, « \\ » annonce un signe spécial : le texte lu n’est plus celui qui est écrit.",
    message="« {seen} » : entre guillemets droits, la barre oblique inverse annonce un signe spécial.",
    help="Écrivez-la deux fois (\\\\), ou retirez-la.",
    bad='governance: "Un comité dans le dossier C:\\Brume [1]."',
    good='governance: "Un comité dans le dossier C:\\\\Brume [1]."',
)

TEXT_AFTER_BRACKET = Rule(
    code="KB131",
    name="text-after-bracket",
    severity=Severity.ERROR,
    title="Texte après un crochet fermant",
    why="Le format prend la valeur entre crochets pour une liste, et ne sait que faire de ce qui la suit.",
    message="Du texte suit la liste ou le bloc fermé par « {seen} ».",
    help="Une liste tient dans une seule paire de crochets : [1, 2]. Un texte qui commence par un crochet se met entre guillemets droits.",
    bad="themes: [foret-bois][energie]",
    good="themes: [foret-bois, energie]",
)

CONFLICT_MARKER = Rule(
    code="KB132",
    name="conflict-marker",
    severity=Severity.ERROR,
    title="Deux versions côte à côte",
    why="Deux personnes ont changé les mêmes lignes : le fichier garde les deux versions, et le lecteur lirait l’une puis l’autre.",
    message="Deux versions de la fiche sont restées côte à côte : « {seen} ».",
    help="Gardez une seule version, puis retirez les lignes qui commencent par <<<<<<<, ======= et >>>>>>>.",
    bad="""\
<<<<<<< HEAD
progress_as_of: 2021-06
=======
progress_as_of: 2021-09
>>>>>>> brume
""",
    good="progress_as_of: 2021-09\n",
)

HIDDEN_END = Rule(
    code="KB133",
    name="hidden-end",
    severity=Severity.WARNING,
    title="Fin de valeur qui n’est pas lue",
    why="Après une espace, « # » annonce une remarque pour soi : la fin du texte disparaît de la page sans que rien le dise.",
    message="« {seen} » n’est pas lu : « # » annonce une remarque.",
    help="Mettez toute la valeur entre guillemets droits ; si c’est une remarque, laissez une espace après « # ».",
    bad="governance: Un comité de deux élus #délégués par partie",
    good='governance: "Un comité de deux élus #délégués par partie"',
)

NESTED_RECORD = Rule(
    code="KB134",
    name="nested-record",
    severity=Severity.WARNING,
    title="Fiche rangée dans un dossier",
    why="Les dossiers de « cases » ne gardent que des images : une fiche qui y est rangée n’apparaîtrait jamais.",
    message="« {seen} » n’est pas lu : une fiche se range dans « cases » même, pas dans un de ses dossiers.",
    help="Remontez le fichier dans « cases » s’il s’agit d’une fiche, ou rangez-le ailleurs.",
    bad="« cases/bretagne/valmont-brume.md »",
    good="« cases/valmont-brume.md »",
)

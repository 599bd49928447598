"""KB1xx: reading the file.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

CAUSE_COMPLEX_KEY = "un nom de champ doit être un mot"
CAUSE_UNKNOWN = "le format n’est pas reconnu"

NOT_A_FILE = Rule(
    code="KB101",
    name="not-a-file",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » est un dossier, alors qu’une fiche est un fichier.",
    help="Renommez le dossier sans « .md », ou mettez la fiche à sa place.",
    bad="",
    good="",
)

LINK_OUT_OF_TREE = Rule(
    code="KB102",
    name="link-out-of-tree",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » est un lien qui sort du dossier des fiches.",
    help="Remplacez le lien par une copie du fichier.",
    bad="",
    good="",
)

UNREADABLE_FILE = Rule(
    code="KB103",
    name="unreadable-file",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le fichier ne peut pas être lu ({cause}).",
    help="Vérifiez les droits du fichier, puis relancez.",
    bad="",
    good="",
)

FILE_TOO_LARGE = Rule(
    code="KB104",
    name="file-too-large",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le fichier pèse {size} ko ; une fiche en pèse moins de {limit}.",
    help="Retirez ce qui n’est pas du texte : les images vont dans un dossier du même nom que la fiche.",
    bad="",
    good="",
)

NUL_BYTE = Rule(
    code="KB105",
    name="nul-byte",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le fichier contient un octet nul : ce n’est pas du texte.",
    help="Rouvrez la fiche dans un éditeur de texte et enregistrez-la en UTF-8.",
    bad="",
    good="",
)

NOT_UTF_8 = Rule(
    code="KB106",
    name="not-utf-8",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le fichier n’est pas en UTF-8 : « {seen} » y est codé comme sur un ancien Windows.",
    help="Enregistrez-le en UTF-8 (dans l’éditeur : Enregistrer sous, Codage).",
    bad="",
    good="",
)

BYTE_ORDER_MARK = Rule(
    code="KB107",
    name="byte-order-mark",
    severity=Severity.WARNING,
    title="",
    why="",
    message="Le fichier commence par une marque invisible (BOM).",
    help="Enregistrez-le en « UTF-8 » plutôt qu’en « UTF-8 avec BOM ».",
    bad="",
    good="",
)

WINDOWS_LINE_ENDS = Rule(
    code="KB108",
    name="windows-line-ends",
    severity=Severity.WARNING,
    title="",
    why="",
    message="Les fins de ligne sont celles de Windows (CRLF).",
    help="Dans l’éditeur, choisissez les fins de ligne LF, puis enregistrez.",
    bad="",
    good="",
)

CONTROL_CHARACTER = Rule(
    code="KB109",
    name="control-character",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Un caractère invisible ({seen}) se cache dans le texte.",
    help="Effacez la ligne et retapez-la : il vient sans doute d’un copier-coller.",
    bad="",
    good="",
)

EMPTY_FILE = Rule(
    code="KB110",
    name="empty-file",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le fichier est vide.",
    help="Partez du modèle : kb new.",
    bad="",
    good="",
)

NO_FRONT_MATTER = Rule(
    code="KB111",
    name="no-front-matter",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La fiche ne commence pas par une ligne « --- ».",
    help="Écrivez « --- » seul sur la première ligne, puis les champs, puis « --- » de nouveau.",
    bad="",
    good="",
)

UNCLOSED_FRONT_MATTER = Rule(
    code="KB112",
    name="unclosed-front-matter",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le bloc des champs s’ouvre par « --- » mais ne se referme pas.",
    help="Écrivez « --- » seul sur une ligne, entre les champs et le récit.",
    bad="",
    good="",
)

FRONT_MATTER_NOT_MAPPING = Rule(
    code="KB113",
    name="front-matter-not-mapping",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Entre les deux « --- », on attend des lignes « champ: valeur ».",
    help="Écrivez par exemple « title: Titre de l’expérience ».",
    bad="",
    good="",
)

TAB_INDENTATION = Rule(
    code="KB114",
    name="tab-indentation",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La ligne est décalée par une tabulation.",
    help="Remplacez la tabulation par des espaces, deux par niveau.",
    bad="",
    good="",
)

MISSING_SPACE_AFTER_COLON = Rule(
    code="KB115",
    name="missing-space-after-colon",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Il manque une espace après les deux-points de « {seen}: ».",
    help="Écrivez « {seen}: » suivi d’une espace, puis la valeur.",
    bad="",
    good="",
)

UNQUOTED_COLON = Rule(
    code="KB116",
    name="unquoted-colon",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La valeur contient des deux-points, que le format prend pour un nouveau champ.",
    help='Mettez toute la valeur entre guillemets droits : "Eau : le contrat".',
    bad="",
    good="",
)

UNCLOSED_QUOTE = Rule(
    code="KB117",
    name="unclosed-quote",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Un guillemet droit s’ouvre ici et ne se referme pas.",
    help="Ajoutez le guillemet fermant à la fin de la valeur.",
    bad="",
    good="",
)

TEXT_AFTER_QUOTE = Rule(
    code="KB118",
    name="text-after-quote",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Du texte suit le guillemet fermant de {seen}.",
    help="Mettez toute la valeur entre une seule paire de guillemets droits.",
    bad="",
    good="",
)

BAD_INDENTATION = Rule(
    code="KB119",
    name="bad-indentation",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le décalage de cette ligne ne correspond à aucun niveau.",
    help="Alignez-la sur la ligne du même niveau ; chaque niveau compte deux espaces.",
    bad="",
    good="",
)

DUPLICATE_KEY = Rule(
    code="KB120",
    name="duplicate-key",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le champ « {seen} » est écrit deux fois.",
    help="Gardez un seul « {seen} » et réunissez-y les deux contenus.",
    bad="",
    good="",
)

SPECIAL_CHARACTER = Rule(
    code="KB121",
    name="special-character",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Une valeur ne peut pas commencer par « {seen} ».",
    help="Mettez la valeur entre guillemets droits.",
    bad="",
    good="",
)

ALIAS = Rule(
    code="KB122",
    name="alias",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« &{seen} » ou « *{seen} » : les renvois d’un champ à l’autre sont refusés.",
    help="Recopiez la valeur, ou mettez-la entre guillemets droits si le signe fait partie du texte.",
    bad="",
    good="",
)

YAML_TAG = Rule(
    code="KB123",
    name="yaml-tag",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« !{seen} » : les étiquettes de type sont refusées.",
    help="Retirez l’étiquette, ou mettez la valeur entre guillemets droits.",
    bad="",
    good="",
)

UNCLOSED_LIST = Rule(
    code="KB124",
    name="unclosed-list",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Une liste ou un bloc entre crochets s’ouvre ici et ne se referme pas bien.",
    help="Vérifiez les virgules, puis le crochet fermant « ] ».",
    bad="",
    good="",
)

KEY_WITHOUT_COLON = Rule(
    code="KB125",
    name="key-without-colon",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Cette ligne n’est pas un champ : il lui manque les deux-points.",
    help="Écrivez « champ: valeur » ; si c’est la suite du texte du dessus, décalez-la de deux espaces.",
    bad="",
    good="",
)

YAML_OTHER = Rule(
    code="KB126",
    name="yaml-other",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Les champs ne peuvent pas être lus à partir d’ici ({cause}).",
    help="Comparez avec une fiche qui marche, ou repartez du modèle : kb new.",
    bad="",
    good="",
)

BAD_FILE_NAME = Rule(
    code="KB127",
    name="bad-file-name",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas un nom de fiche.",
    help="Renommez-la « {suggestion}.md » : minuscules sans accent, chiffres et tirets, 60 caractères au plus.",
    bad="",
    good="",
)

IGNORED_FILE = Rule(
    code="KB128",
    name="ignored-file",
    severity=Severity.WARNING,
    title="",
    why="",
    message="« {seen} » n’est pas lu : une fiche se termine par « .md ».",
    help="Renommez le fichier s’il s’agit d’une fiche, ou rangez-le ailleurs.",
    bad="",
    good="",
)

LIST_ON_KEY_LINE = Rule(
    code="KB129",
    name="list-on-key-line",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Une liste ne peut pas commencer sur la ligne de son champ.",
    help="Passez à la ligne après les deux-points, décalez de deux espaces, puis écrivez « - ».",
    bad="",
    good="",
)

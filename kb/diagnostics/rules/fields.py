"""KB2xx: fields and blocks of a record.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

UNKNOWN_KEY = Rule(
    code="KB201",
    name="unknown-key",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Le champ « {seen} » n’existe pas ici.",
    help="Champs possibles : {allowed}.",
    bad="",
    good="",
)

MISSING_FIELD = Rule(
    code="KB202",
    name="missing-field",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Il manque le champ « {field} » ({label}).",
    help="{guidance}",
    bad="",
    good="",
)

NOT_IN_LIST = Rule(
    code="KB203",
    name="not-in-list",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas une valeur de « {field} ».",
    help="Valeurs possibles : {allowed}.",
    bad="",
    good="",
)

TEXT_TOO_LONG = Rule(
    code="KB204",
    name="text-too-long",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » compte {length} caractères ; {limit} au plus.",
    help="Raccourcissez : le détail a sa place dans le récit.",
    bad="",
    good="",
)

TEXT_EXPECTED = Rule(
    code="KB205",
    name="text-expected",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » attend un texte, pas une liste ni un bloc.",
    help="Écrivez la valeur sur la même ligne que « {field}: ».",
    bad="",
    good="",
)

LIST_EXPECTED = Rule(
    code="KB206",
    name="list-expected",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » attend une liste.",
    help="Écrivez chaque élément sur une ligne qui commence par « - », ou entre crochets : [un, deux].",
    bad="",
    good="",
)

BLOCK_EXPECTED = Rule(
    code="KB207",
    name="block-expected",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » attend un bloc de champs.",
    help="Écrivez ses champs en dessous, décalés de deux espaces : {allowed}.",
    bad="",
    good="",
)

EMPTY_VALUE = Rule(
    code="KB208",
    name="empty-value",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » est vide.",
    help="Remplissez le champ, ou retirez sa ligne : ce que l’on ne sait pas est absent.",
    bad="",
    good="",
)

BAD_DATE = Rule(
    code="KB209",
    name="bad-date",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas une date.",
    help="Écrivez 2019, 2019-10 ou 2019-10-05 ; ~2012 pour « vers 2012 » ; 2012/2015 pour une période.",
    bad="",
    good="",
)

BAD_NUMBER = Rule(
    code="KB210",
    name="bad-number",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas un nombre.",
    help="Écrivez les chiffres seuls, 1 200 ou 1,5 ; l’unité va dans « unit ».",
    bad="",
    good="",
)

BAD_YES_NO = Rule(
    code="KB211",
    name="bad-yes-no",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » : on attend oui ou non.",
    help="Écrivez true ou false.",
    bad="",
    good="",
)

BAD_SOURCE_NUMBER = Rule(
    code="KB212",
    name="bad-source-number",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas un numéro de source.",
    help="Écrivez le numéro seul : 1, 2, 3…",
    bad="",
    good="",
)

BAD_ADDRESS = Rule(
    code="KB213",
    name="bad-address",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas une adresse de page.",
    help="Copiez l’adresse entière, qui commence par https:// ou http://.",
    bad="",
    good="",
)

BAD_EMAIL = Rule(
    code="KB214",
    name="bad-email",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas une adresse électronique.",
    help="Écrivez l’adresse d’un service : contact@exemple.fr.",
    bad="",
    good="",
)

BAD_SLUG = Rule(
    code="KB215",
    name="bad-slug",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas un nom court.",
    help="Écrivez-le en minuscules sans accent, chiffres et tirets : {suggestion}.",
    bad="",
    good="",
)

BAD_COUNTRY = Rule(
    code="KB216",
    name="bad-country",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » n’est pas un code de pays.",
    help="Écrivez deux capitales : FR, CH, IT, DE…",
    bad="",
    good="",
)

TOO_FEW = Rule(
    code="KB217",
    name="too-few",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » compte {length} élément(s) ; il en faut {limit} au moins.",
    help="{guidance}",
    bad="",
    good="",
)

TOO_MANY = Rule(
    code="KB218",
    name="too-many",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » compte {length} éléments ; {limit} au plus.",
    help="Gardez les principaux, le plus important en premier.",
    bad="",
    good="",
)

FIGURE_WITHOUT_VALUE = Rule(
    code="KB219",
    name="figure-without-value",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Ce chiffre n’a pas de valeur.",
    help="Écrivez « value: » suivi du nombre, ou « min: » et « max: » pour une fourchette.",
    bad="",
    good="",
)

VALUE_AND_RANGE = Rule(
    code="KB220",
    name="value-and-range",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Ce chiffre a une valeur et une fourchette.",
    help="Gardez « value », ou « min » et « max ». Deux chiffres qui divergent font deux éléments de la liste.",
    bad="",
    good="",
)

RANGE_REVERSED = Rule(
    code="KB221",
    name="range-reversed",
    severity=Severity.ERROR,
    title="",
    why="",
    message="La fourchette est à l’envers : {low} est plus grand que {high}.",
    help="Échangez « min » et « max ».",
    bad="",
    good="",
)

DUPLICATE_PARTY = Rule(
    code="KB222",
    name="duplicate-party",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Deux parties portent le même nom court « {seen} ».",
    help="Donnez à chacune le sien.",
    bad="",
    good="",
)

RESERVED_PARTY = Rule(
    code="KB223",
    name="reserved-party",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » est réservé et ne peut pas nommer une partie.",
    help="Choisissez un autre nom court, par exemple celui du lieu.",
    bad="",
    good="",
)

UNKNOWN_PARTY = Rule(
    code="KB224",
    name="unknown-party",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » ne désigne aucune partie de la fiche.",
    help="Parties de la fiche : {allowed}.",
    bad="",
    good="",
)

ALL_WITH_OTHERS = Rule(
    code="KB225",
    name="all-with-others",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« all » désigne déjà toutes les parties.",
    help="Écrivez [all] seul, ou la liste des parties.",
    bad="",
    good="",
)

DUPLICATE_SOURCE = Rule(
    code="KB226",
    name="duplicate-source",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Deux sources portent le numéro {seen}.",
    help="Donnez à chacune son numéro.",
    bad="",
    good="",
)

UNKNOWN_SOURCE = Rule(
    code="KB227",
    name="unknown-source",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Aucune source ne porte le numéro {seen}.",
    help="Numéros existants : {allowed}.",
    bad="",
    good="",
)

UNUSED_SOURCE = Rule(
    code="KB228",
    name="unused-source",
    severity=Severity.WARNING,
    title="",
    why="",
    message="La source {seen} n’est citée nulle part.",
    help="Citez-la là où elle appuie un fait, ou retirez-la.",
    bad="",
    good="",
)

REPEATED_VALUE = Rule(
    code="KB229",
    name="repeated-value",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » est écrit deux fois dans « {field} ».",
    help="Gardez-le une fois.",
    bad="",
    good="",
)

NOTE_REQUIRED = Rule(
    code="KB230",
    name="note-required",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Une étape « other » doit dire ce qui s’est passé.",
    help="Ajoutez « note: » suivi d’une phrase.",
    bad="",
    good="",
)

REASON_REQUIRED = Rule(
    code="KB231",
    name="reason-required",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Une fiche en brouillon ou retirée doit dire pourquoi.",
    help="Ajoutez « reason: » sous « review ».",
    bad="",
    good="",
)

CONSENT_REQUIRED = Rule(
    code="KB232",
    name="consent-required",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Une contribution demande les quatre accords de publication.",
    help="Ajoutez le bloc « consent » ; kb new l’écrit pour vous.",
    bad="",
    good="",
)

CONSENT_REFUSED = Rule(
    code="KB233",
    name="consent-refused",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » est à non : la fiche ne peut pas être publiée.",
    help="Obtenez cet accord, ou laissez la fiche en brouillon.",
    bad="",
    good="",
)

CONTACT_REQUIRED = Rule(
    code="KB234",
    name="contact-required",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Une contribution demande un service à qui écrire.",
    help="Ajoutez « contact » avec « organisation » et « email », l’adresse d’un service.",
    bad="",
    good="",
)

SEVERAL_FRAMES = Rule(
    code="KB235",
    name="several-frames",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {seen} » et « {other} » sont deux cadres ; une fiche en a un au plus.",
    help="Gardez le cadre principal ; les mécanismes peuvent être plusieurs.",
    bad="",
    good="",
)

NO_EXCHANGE = Rule(
    code="KB236",
    name="no-exchange",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Aucun échange n’est décrit, alors que l’accord a été conclu.",
    help="Ajoutez sous « exchanges » ce que chacun donne et reçoit.",
    bad="",
    good="",
)

NOT_CLASSIFIED = Rule(
    code="KB237",
    name="not-classified",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » est vide, alors que l’accord a été conclu.",
    help="{guidance}",
    bad="",
    good="",
)

EVIDENCE_ABOVE_SOURCES = Rule(
    code="KB238",
    name="evidence-above-sources",
    severity=Severity.WARNING,
    title="",
    why="",
    message="Le niveau de preuve « {seen} » dépasse ce que les sources permettent : « {ceiling} » au plus.",
    help="{reason}",
    bad="",
    good="",
)

FUTURE_EVENT = Rule(
    code="KB239",
    name="future-event",
    severity=Severity.WARNING,
    title="",
    why="",
    message="L’étape du {seen} est à venir, mais n’est pas dite prévue.",
    help="Ajoutez « planned: true », ou corrigez la date.",
    bad="",
    good="",
)

PERSONAL_EMAIL = Rule(
    code="KB240",
    name="personal-email",
    severity=Severity.WARNING,
    title="",
    why="",
    message="« {seen} » ressemble à l’adresse d’une personne.",
    help="Donnez l’adresse d’un service : contact@, agriculture@…",
    bad="",
    good="",
)

POSITION_OUT_OF_RANGE = Rule(
    code="KB241",
    name="position-out-of-range",
    severity=Severity.ERROR,
    title="",
    why="",
    message="« {field} » vaut {seen}, hors des bornes.",
    help="La latitude va de -90 à 90, la longitude de -180 à 180.",
    bad="",
    good="",
)

SINGLE_EXCHANGE_END = Rule(
    code="KB242",
    name="single-exchange-end",
    severity=Severity.ERROR,
    title="",
    why="",
    message="Un échange va d’une partie à elle seule : « {seen} ».",
    help="Dites qui reçoit ; si l’échange est commun à toutes, écrivez [all] des deux côtés.",
    bad="",
    good="",
)

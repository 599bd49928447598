"""KB2xx: fields and blocks of a record.

Data only; French. A rule's page is made from it, and a test proves that its bad example breaks it and only it. Floor 0.
"""

from kb.diagnostics.diagnostic import Rule, Severity

UNKNOWN_KEY = Rule(
    code="KB201",
    name="unknown-key",
    severity=Severity.ERROR,
    title="Champ inconnu",
    why="Un champ mal nommé n’est lu par personne : l’information existe dans le fichier, mais pas sur le site.",
    message="Le champ « {seen} » n’existe pas ici.",
    help="Champs possibles : {allowed}.",
    bad="gouvernance: Un comité de deux élus par partie [1].",
    good="governance: Un comité de deux élus par partie [1].",
)

MISSING_FIELD = Rule(
    code="KB202",
    name="missing-field",
    severity=Severity.ERROR,
    title="Champ obligatoire absent",
    why="Sans ce champ, le lecteur ne peut pas comprendre la fiche, ou ne peut pas s’y fier.",
    message="Il manque le champ « {field} » ({label}).",
    help="{guidance}",
    bad="""\
contact:
  organisation: Pays de Brume
""",
    good="""\
contact:
  organisation: Pays de Brume
  email: forets@brume.example
""",
)

NOT_IN_LIST = Rule(
    code="KB203",
    name="not-in-list",
    severity=Severity.ERROR,
    title="Valeur hors de la liste",
    why="Ces valeurs sont en nombre fixe pour que toutes les fiches se comparent.",
    message="« {seen} » n’est pas une valeur de « {field} ».",
    help="Valeurs possibles : {allowed}.",
    bad="origin: internet",
    good="origin: public-sources",
)

TEXT_TOO_LONG = Rule(
    code="KB204",
    name="text-too-long",
    severity=Severity.ERROR,
    title="Texte trop long",
    why="Un titre ou un résumé court se lit d’un coup d’œil, sur un téléphone comme dans une liste.",
    message="« {field} » compte {length} caractères ; {limit} au plus.",
    help="Raccourcissez : le détail a sa place dans le récit.",
    bad="title: Comment la ville de Valmont et le Pays de Brume se sont mis d’accord pour chauffer la ville au bois",
    good="title: Du bois de Brume pour chauffer Valmont",
)

TEXT_EXPECTED = Rule(
    code="KB205",
    name="text-expected",
    severity=Severity.ERROR,
    title="Texte attendu",
    why="Ce champ s’affiche comme une phrase ; une liste n’y trouve pas sa place.",
    message="« {field} » attend un texte, pas une liste ni un bloc.",
    help="Écrivez la valeur sur la même ligne que « {field}: ».",
    bad="title: [Du bois de Brume, pour chauffer Valmont]",
    good="title: Du bois de Brume pour chauffer Valmont",
)

LIST_EXPECTED = Rule(
    code="KB206",
    name="list-expected",
    severity=Severity.ERROR,
    title="Liste attendue",
    why="Ce champ peut porter plusieurs valeurs ; la liste permet de les compter et de filtrer par chacune.",
    message="« {field} » attend une liste.",
    help="Écrivez chaque élément sur une ligne qui commence par « - », ou entre crochets : [un, deux].",
    bad="themes: foret-bois",
    good="themes: [foret-bois]",
)

BLOCK_EXPECTED = Rule(
    code="KB207",
    name="block-expected",
    severity=Severity.ERROR,
    title="Bloc de champs attendu",
    why="Ce champ réunit plusieurs informations, et chacune doit porter son nom.",
    message="« {field} » attend un bloc de champs.",
    help="Écrivez ses champs en dessous, décalés de deux espaces : {allowed}.",
    bad="contact: forets@brume.example",
    good="""\
contact:
  organisation: Pays de Brume
  email: forets@brume.example
""",
)

EMPTY_VALUE = Rule(
    code="KB208",
    name="empty-value",
    severity=Severity.ERROR,
    title="Champ vide",
    why="Un champ vide fait croire à un oubli. Absent, il dit que l’on ne sait pas, et la page le signale au lecteur.",
    message="« {field} » est vide.",
    help="Remplissez le champ, ou retirez sa ligne : ce que l’on ne sait pas est absent.",
    bad="governance:",
    good="governance: Un comité de deux élus par partie [1].",
)

BAD_DATE = Rule(
    code="KB209",
    name="bad-date",
    severity=Severity.ERROR,
    title="Date mal écrite",
    why="Une date écrite d’une seule façon se trie et se place sur une frise. Le mois et le jour sont facultatifs.",
    message="« {seen} » n’est pas une date.",
    help="Écrivez 2019, 2019-10 ou 2019-10-05 ; ~2012 pour « vers 2012 » ; 2012/2015 pour une période.",
    bad="progress_as_of: juin 2021",
    good="progress_as_of: 2021-06",
)

BAD_NUMBER = Rule(
    code="KB210",
    name="bad-number",
    severity=Severity.ERROR,
    title="Nombre mal écrit",
    why="Un nombre seul se compare et se met en graphique ; avec son unité, il n’est plus qu’un mot.",
    message="« {seen} » n’est pas un nombre.",
    help="Écrivez les chiffres seuls, 1 200 ou 1,5, quinze au plus ; l’unité va dans « unit ».",
    bad="""\
means:
  budget:
    - {value: 30 000 euros, unit: €, measure: one-off, sources: [1]}
""",
    good="""\
means:
  budget:
    - {value: 30 000, unit: €, measure: one-off, sources: [1]}
""",
)

BAD_YES_NO = Rule(
    code="KB211",
    name="bad-yes-no",
    severity=Severity.ERROR,
    title="Oui ou non attendu",
    why="Ce champ tranche : le lecteur doit savoir si c’est fait ou seulement prévu.",
    message="« {seen} » : on attend oui ou non.",
    help="Écrivez true ou false.",
    bad="""\
milestones:
  - date: 2018-03-12
    event: signature
    planned: peut-être
    sources: [1]
""",
    good="""\
milestones:
  - date: 2018-03-12
    event: signature
    planned: false
    sources: [1]
""",
)

BAD_SOURCE_NUMBER = Rule(
    code="KB212",
    name="bad-source-number",
    severity=Severity.ERROR,
    title="Numéro de source mal écrit",
    why="Le numéro relie un fait au document qui le prouve. Le titre de la source va dans « sources ».",
    message="« {seen} » n’est pas un numéro de source.",
    help="Écrivez le numéro seul : 1, 2, 3…",
    bad="""\
milestones:
  - date: 2018-03-12
    event: signature
    sources: [convention]
""",
    good="""\
milestones:
  - date: 2018-03-12
    event: signature
    sources: [1]
""",
)

BAD_ADDRESS = Rule(
    code="KB213",
    name="bad-address",
    severity=Severity.ERROR,
    title="Adresse de page incomplète",
    why="Le lecteur doit pouvoir ouvrir la source d’un clic et vérifier par lui-même.",
    message="« {seen} » n’est pas une adresse de page.",
    help="Copiez l’adresse entière, qui commence par https:// ou http://.",
    bad="""\
sources:
  - {id: 1, title: La convention, publisher: Valmont, kind: body, party: valmont, url: valmont.example/bois}
  - {id: 2, title: Le bilan, publisher: Pays de Brume, kind: body, party: brume}
""",
    good="""\
sources:
  - {id: 1, title: La convention, publisher: Valmont, kind: body, party: valmont, url: "https://valmont.example/bois"}
  - {id: 2, title: Le bilan, publisher: Pays de Brume, kind: body, party: brume}
""",
)

BAD_EMAIL = Rule(
    code="KB214",
    name="bad-email",
    severity=Severity.ERROR,
    title="Adresse électronique mal écrite",
    why="Un territoire intéressé doit pouvoir écrire au service qui a mené l’expérience.",
    message="« {seen} » n’est pas une adresse électronique.",
    help="Écrivez l’adresse d’un service : contact@exemple.fr.",
    bad="""\
contact:
  organisation: Pays de Brume
  email: forets chez brume.example
""",
    good="""\
contact:
  organisation: Pays de Brume
  email: forets@brume.example
""",
)

BAD_SLUG = Rule(
    code="KB215",
    name="bad-slug",
    severity=Severity.ERROR,
    title="Nom court mal écrit",
    why="Un nom court sert d’adresse et de repère : sans accent ni espace, il marche partout.",
    message="« {seen} » n’est pas un nom court.",
    help="Écrivez-le en minuscules sans accent, chiffres et tirets : {suggestion}.",
    bad="former_slugs: [Bois de Brume]",
    good="former_slugs: [bois-de-brume]",
)

BAD_COUNTRY = Rule(
    code="KB216",
    name="bad-country",
    severity=Severity.ERROR,
    title="Code de pays inconnu",
    why="Deux capitales suffisent à tous les outils de cartographie, quelle que soit la langue du lecteur.",
    message="« {seen} » n’est pas un code de pays.",
    help="Écrivez deux capitales : FR, CH, IT, DE…",
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, place: {name: Valmont, country: Suisse}}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, place: {name: Valmont, country: CH}}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
)

TOO_FEW = Rule(
    code="KB217",
    name="too-few",
    severity=Severity.ERROR,
    title="Liste trop courte",
    why="Une réciprocité se raconte à deux au moins : citez l’autre territoire, même s’il n’a rien signé.",
    message="Il manque des éléments à « {field} » : {length} sur {limit} au moins.",
    help="{guidance}",
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
exchanges:
  - good: bois-energie
    from: [all]
    to: [all]
    what: Du bois pour la chaufferie
    state: observed
    sources: [1, 2]
gains: []
sources:
  - {id: 1, title: La convention, publisher: Valmont, kind: body}
  - {id: 2, title: Le bilan, publisher: Pays de Brume, kind: body}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
)

TOO_MANY = Rule(
    code="KB218",
    name="too-many",
    severity=Severity.ERROR,
    title="Liste trop longue",
    why="Une expérience rangée partout ne se trouve nulle part : les principaux suffisent.",
    message="« {field} » compte {length} éléments ; {limit} au plus.",
    help="Gardez les principaux, le plus important en premier.",
    bad="themes: [foret-bois, energie, mobilite, eau]",
    good="themes: [foret-bois, energie]",
)

FIGURE_WITHOUT_VALUE = Rule(
    code="KB219",
    name="figure-without-value",
    severity=Severity.ERROR,
    title="Chiffre sans valeur",
    why="Une unité sans nombre n’apprend rien. Une fourchette demande ses deux bornes.",
    message="Ce chiffre n’a pas de valeur.",
    help="Écrivez « value: » suivi du nombre, ou « min: » et « max: » pour une fourchette.",
    bad="""\
means:
  budget:
    - {unit: €, measure: one-off, sources: [1]}
""",
    good="""\
means:
  budget:
    - {value: 30 000, unit: €, measure: one-off, sources: [1]}
""",
)

VALUE_AND_RANGE = Rule(
    code="KB220",
    name="value-and-range",
    severity=Severity.ERROR,
    title="Valeur et fourchette à la fois",
    why="Le lecteur ne saurait pas lequel des nombres croire.",
    message="Ce chiffre a une valeur et une fourchette.",
    help="Gardez « value », ou « min » et « max ». Deux chiffres qui divergent font deux éléments de la liste.",
    bad="""\
means:
  budget:
    - {value: 30 000, min: 25 000, max: 40 000, unit: €, measure: one-off, sources: [1]}
""",
    good="""\
means:
  budget:
    - {min: 25 000, max: 40 000, unit: €, measure: one-off, sources: [1]}
""",
)

RANGE_REVERSED = Rule(
    code="KB221",
    name="range-reversed",
    severity=Severity.ERROR,
    title="Fourchette à l’envers",
    why="Une borne basse plus grande que la haute trahit une faute de frappe, qui fausserait les comparaisons.",
    message="La fourchette est à l’envers : {low} est plus grand que {high}.",
    help="Échangez « min » et « max ».",
    bad="""\
means:
  budget:
    - {min: 40 000, max: 25 000, unit: €, measure: one-off, sources: [1]}
""",
    good="""\
means:
  budget:
    - {min: 25 000, max: 40 000, unit: €, measure: one-off, sources: [1]}
""",
)

DUPLICATE_PARTY = Rule(
    code="KB222",
    name="duplicate-party",
    severity=Severity.ERROR,
    title="Deux parties du même nom court",
    why="Les échanges citent les parties par leur nom court : avec deux parties du même nom, on ne sait plus qui donne.",
    message="Deux parties portent le même nom court « {seen} ».",
    help="Donnez à chacune le sien.",
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
  - {id: brume, name: Scierie du Lavoir, kind: entreprise, side: third-party}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
  - {id: scierie, name: Scierie du Lavoir, kind: entreprise, side: third-party}
""",
)

RESERVED_PARTY = Rule(
    code="KB223",
    name="reserved-party",
    severity=Severity.ERROR,
    title="Nom court réservé",
    why="« all », « urban » et « rural » désignent plusieurs parties à la fois ; une seule ne peut pas les porter.",
    message="« {seen} » est réservé et ne peut pas nommer une partie.",
    help="Choisissez un autre nom court, par exemple celui du lieu.",
    bad="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
  - {id: rural, name: Scierie du Lavoir, kind: entreprise, side: third-party}
""",
    good="""\
parties:
  - {id: valmont, name: Ville de Valmont, kind: ville-ou-commune, side: urban, code: valmont}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
  - {id: scierie, name: Scierie du Lavoir, kind: entreprise, side: third-party}
""",
)

UNKNOWN_PARTY = Rule(
    code="KB224",
    name="unknown-party",
    severity=Severity.ERROR,
    title="Partie qui n’existe pas",
    why="Qui donne et qui reçoit doit être présenté dans la fiche, sinon le lecteur ne sait pas de qui l’on parle.",
    message="« {seen} » ne désigne aucune partie de la fiche.",
    help="Parties de la fiche : {allowed}.",
    bad="""\
gains:
  - party: bourg
    says: Des forêts entretenues et un débouché.
    sources: [2]
""",
    good="""\
gains:
  - party: brume
    says: Des forêts entretenues et un débouché.
    sources: [2]
""",
)

ALL_WITH_OTHERS = Rule(
    code="KB225",
    name="all-with-others",
    severity=Severity.ERROR,
    title="« all » avec d’autres parties",
    why="« all » vaut pour toutes : y ajouter un nom laisse croire que les autres ne comptent pas.",
    message="« all » désigne déjà toutes les parties.",
    help="Écrivez [all] seul, ou la liste des parties.",
    bad="""\
exchanges:
  - good: bois-energie
    from: [all, brume]
    to: [valmont]
    what: Du bois pour la chaufferie
    state: observed
    sources: [1]
""",
    good="""\
exchanges:
  - good: bois-energie
    from: [brume]
    to: [valmont]
    what: Du bois pour la chaufferie
    state: observed
    sources: [1]
""",
)

DUPLICATE_SOURCE = Rule(
    code="KB226",
    name="duplicate-source",
    severity=Severity.ERROR,
    title="Deux sources du même numéro",
    why="Une citation doit mener à un seul document, sinon le lecteur ne peut pas vérifier.",
    message="Deux sources portent le numéro {seen}.",
    help="Donnez à chacune son numéro.",
    bad="""\
sources:
  - {id: 1, title: La convention, publisher: Valmont, kind: body, party: valmont}
  - {id: 2, title: Le bilan, publisher: Pays de Brume, kind: body, party: brume}
  - {id: 2, title: Une enquête, publisher: Gazette de Brume, kind: press}
""",
    good="""\
sources:
  - {id: 1, title: La convention, publisher: Valmont, kind: body, party: valmont}
  - {id: 2, title: Le bilan, publisher: Pays de Brume, kind: body, party: brume}
""",
)

UNKNOWN_SOURCE = Rule(
    code="KB227",
    name="unknown-source",
    severity=Severity.ERROR,
    title="Source qui n’existe pas",
    why="Un fait appuyé sur une source absente n’est appuyé sur rien.",
    message="Aucune source ne porte le numéro {seen}.",
    help="Numéros existants : {allowed}.",
    bad="""\
exchanges:
  - good: bois-energie
    from: [brume]
    to: [valmont]
    what: Du bois pour la chaufferie
    state: observed
    sources: [8]
""",
    good="""\
exchanges:
  - good: bois-energie
    from: [brume]
    to: [valmont]
    what: Du bois pour la chaufferie
    state: observed
    sources: [1]
""",
)

UNUSED_SOURCE = Rule(
    code="KB228",
    name="unused-source",
    severity=Severity.WARNING,
    title="Source citée nulle part",
    why="Une source que rien ne cite laisse le lecteur deviner ce qu’elle prouve.",
    message="La source {seen} n’est citée nulle part.",
    help="Citez-la là où elle appuie un fait, ou retirez-la.",
    bad="""\
sources:
  - {id: 1, title: La convention, publisher: Valmont, kind: body, party: valmont}
  - {id: 2, title: Le bilan, publisher: Pays de Brume, kind: body, party: brume}
  - {id: 3, title: Une enquête, publisher: Gazette de Brume, kind: press}
""",
    good="""\
sources:
  - {id: 1, title: La convention, publisher: Valmont, kind: body, party: valmont}
  - {id: 2, title: Le bilan, publisher: Pays de Brume, kind: body, party: brume}
""",
)

REPEATED_VALUE = Rule(
    code="KB229",
    name="repeated-value",
    severity=Severity.ERROR,
    title="Valeur écrite deux fois",
    why="La répétition n’ajoute rien et fausserait les comptes par thème ou par source.",
    message="« {seen} » est écrit deux fois dans « {field} ».",
    help="Gardez-le une fois.",
    bad="themes: [foret-bois, foret-bois]",
    good="themes: [foret-bois]",
)

NOTE_REQUIRED = Rule(
    code="KB230",
    name="note-required",
    severity=Severity.ERROR,
    title="Étape sans explication",
    why="« other » ne dit rien à lui seul : une phrase apprend au lecteur ce qui s’est passé.",
    message="Une étape « other » doit dire ce qui s’est passé.",
    help="Ajoutez « note: » suivi d’une phrase.",
    bad="""\
milestones:
  - date: 2020-02
    event: other
    sources: [2]
""",
    good="""\
milestones:
  - date: 2020-02
    event: other
    note: Une crue emporte le chemin des camions.
    sources: [2]
""",
)

REASON_REQUIRED = Rule(
    code="KB231",
    name="reason-required",
    severity=Severity.ERROR,
    title="Brouillon ou retrait sans raison",
    why="Une page retirée reste en ligne et dit pourquoi : c’est une marque de respect pour qui la cherchait.",
    message="Une fiche en brouillon ou retirée doit dire pourquoi.",
    help="Ajoutez « reason: » sous « review ».",
    bad="""\
review:
  status: withdrawn
  checked_on: 2026-01-15
""",
    good="""\
review:
  status: withdrawn
  checked_on: 2026-01-15
  reason: Le Pays de Brume a demandé ce retrait.
""",
)

CONSENT_REQUIRED = Rule(
    code="KB232",
    name="consent-required",
    severity=Severity.ERROR,
    title="Accords de publication absents",
    why="Celui qui raconte engage sa structure et parle de l’autre : rien ne paraît sans que les deux le sachent.",
    message="Une contribution demande les quatre accords de publication.",
    help="Ajoutez le bloc « consent » ; kb new l’écrit pour vous.",
    bad="""\
origin: contribution
contact: {organisation: Pays de Brume, email: forets@brume.example}
""",
    good="""\
origin: contribution
contact: {organisation: Pays de Brume, email: forets@brume.example}
consent:
  body_agrees: true
  other_party_told: true
  images_free: true
  no_personal_data: true
""",
)

CONSENT_REFUSED = Rule(
    code="KB233",
    name="consent-refused",
    severity=Severity.ERROR,
    title="Accord de publication refusé",
    why="Publier malgré un refus tromperait la partie qui n’a pas donné son accord.",
    message="« {field} » est à non : la fiche ne peut pas être publiée.",
    help="Obtenez cet accord, ou laissez la fiche en brouillon.",
    bad="""\
origin: contribution
contact: {organisation: Pays de Brume, email: forets@brume.example}
consent:
  body_agrees: true
  other_party_told: false
  images_free: true
  no_personal_data: true
""",
    good="""\
origin: contribution
contact: {organisation: Pays de Brume, email: forets@brume.example}
consent:
  body_agrees: true
  other_party_told: true
  images_free: true
  no_personal_data: true
""",
)

CONTACT_REQUIRED = Rule(
    code="KB234",
    name="contact-required",
    severity=Severity.ERROR,
    title="Contribution sans contact",
    why="Un territoire intéressé, ou une partie qui veut corriger, doit savoir à quel service écrire.",
    message="Une contribution demande un service à qui écrire.",
    help="Ajoutez « contact » avec « organisation » et « email », l’adresse d’un service.",
    bad="""\
origin: contribution
consent:
  body_agrees: true
  other_party_told: true
  images_free: true
  no_personal_data: true
""",
    good="""\
origin: contribution
contact: {organisation: Pays de Brume, email: forets@brume.example}
consent:
  body_agrees: true
  other_party_told: true
  images_free: true
  no_personal_data: true
""",
)

SEVERAL_FRAMES = Rule(
    code="KB235",
    name="several-frames",
    severity=Severity.ERROR,
    title="Plusieurs cadres",
    why="Le cadre dit la forme de l’accord ; il n’y en a qu’un. Les mécanismes disent ce qui circule, et peuvent être plusieurs.",
    message="« {seen} » et « {other} » sont deux cadres ; une fiche en a un au plus.",
    help="Gardez le cadre principal ; les mécanismes peuvent être plusieurs.",
    bad="cooperation_types: [convention-de-cooperation, contrat-de-reciprocite]",
    good="cooperation_types: [convention-de-cooperation, achat-et-approvisionnement]",
)

NO_EXCHANGE = Rule(
    code="KB236",
    name="no-exchange",
    severity=Severity.ERROR,
    title="Aucun échange décrit",
    why="Ce qui circule entre les territoires est le cœur de la base. Seul un accord jamais conclu peut n’en décrire aucun.",
    message="Aucun échange n’est décrit, alors que l’accord a été conclu.",
    help="Ajoutez sous « exchanges » ce que chacun donne et reçoit.",
    bad="exchanges: []",
    good="""\
exchanges:
  - good: bois-energie
    from: [brume]
    to: [valmont]
    what: Du bois pour la chaufferie
    state: observed
    sources: [1]
""",
)

NOT_CLASSIFIED = Rule(
    code="KB237",
    name="not-classified",
    severity=Severity.ERROR,
    title="Fiche sans type ou sans thème",
    why="Sans thème ni type de coopération, la fiche n’apparaît dans aucune liste : personne ne la croisera.",
    message="« {field} » est vide, alors que l’accord a été conclu.",
    help="{guidance}",
    bad="themes: []",
    good="themes: [foret-bois]",
)

EVIDENCE_ABOVE_SOURCES = Rule(
    code="KB238",
    name="evidence-above-sources",
    severity=Severity.WARNING,
    title="Niveau de preuve trop haut",
    why="Le niveau de preuve dit au lecteur jusqu’où il peut se fier à la fiche : il ne dépasse pas ce que les sources montrent.",
    message="Le niveau de preuve « {seen} » dépasse ce que les sources permettent : « {ceiling} » au plus.",
    help="{reason}",
    bad="evidence: P4",
    good="evidence: P2",
)

FUTURE_EVENT = Rule(
    code="KB239",
    name="future-event",
    severity=Severity.WARNING,
    title="Étape à venir non dite prévue",
    why="Ce qui est annoncé n’est pas arrivé : le lecteur doit pouvoir distinguer les deux.",
    message="L’étape du {seen} est à venir, mais n’est pas dite prévue.",
    help="Ajoutez « planned: true », ou corrigez la date.",
    bad="""\
milestones:
  - date: 2099-01
    event: assessment
    sources: [1]
""",
    good="""\
milestones:
  - date: 2099-01
    event: assessment
    planned: true
    sources: [1]
""",
)

PERSONAL_EMAIL = Rule(
    code="KB240",
    name="personal-email",
    severity=Severity.WARNING,
    title="Adresse d’une personne",
    why="Les personnes changent de poste, et leur adresse leur appartient : celle d’un service dure et protège chacun.",
    message="« {seen} » ressemble à l’adresse d’une personne.",
    help="Donnez l’adresse d’un service : contact@, agriculture@…",
    bad="""\
contact:
  organisation: Pays de Brume
  email: camille.dubois@brume.example
""",
    good="""\
contact:
  organisation: Pays de Brume
  email: forets@brume.example
""",
)

POSITION_OUT_OF_RANGE = Rule(
    code="KB241",
    name="position-out-of-range",
    severity=Severity.ERROR,
    title="Position hors de la Terre",
    why="Une position impossible ne se place pas sur la carte ; le point ou la virgule a sans doute été oublié.",
    message="« {field} » vaut {seen}, hors des bornes.",
    help="La latitude va de -90 à 90, la longitude de -180 à 180.",
    bad="""\
parties:
  - id: valmont
    name: Ville de Valmont
    kind: ville-ou-commune
    side: urban
    place: {name: Valmont, latitude: 452, longitude: 5.7}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
    good="""\
parties:
  - id: valmont
    name: Ville de Valmont
    kind: ville-ou-commune
    side: urban
    place: {name: Valmont, latitude: 45.2, longitude: 5.7}
  - {id: brume, name: Pays de Brume, kind: petr-ou-pays, side: rural, code: pays-de-brume}
""",
)

SINGLE_EXCHANGE_END = Rule(
    code="KB242",
    name="single-exchange-end",
    severity=Severity.ERROR,
    title="Échange d’une partie à elle-même",
    why="Un échange relie deux parties : sans celle qui reçoit, le lecteur ne voit pas à qui il profite.",
    message="Un échange va d’une partie à elle seule : « {seen} ».",
    help="Dites qui reçoit ; si l’échange est commun à toutes, écrivez [all] des deux côtés.",
    bad="""\
exchanges:
  - good: bois-energie
    from: [brume]
    to: [brume]
    what: Du bois pour la chaufferie
    state: observed
    sources: [1]
""",
    good="""\
exchanges:
  - good: bois-energie
    from: [brume]
    to: [valmont]
    what: Du bois pour la chaufferie
    state: observed
    sources: [1]
""",
)

DATE_TO_COME = Rule(
    code="KB243",
    name="date-to-come",
    severity=Severity.WARNING,
    title="Date à venir",
    why="On ne sait pas encore ce qui sera, ni qui relira. Une fiche datée de l’avenir n’est jamais signalée à actualiser.",
    message="« {field} » est à venir : {seen}.",
    help="Écrivez une date passée : celle du dernier fait connu, de la parution ou de la relecture.",
    bad="progress_as_of: 2099-06\n",
    good="progress_as_of: 2021-06\n",
)

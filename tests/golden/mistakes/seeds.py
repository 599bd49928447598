"""The mistakes sown in a copy of twelve real records: what is written in place of what.

`⟦rule|text⟧` says that `text` must be underlined, and by which rule. The key is the slug of the file; `from` names the record it is
a copy of, when it bears another name. Each text to replace stands once in the record.
"""

from __future__ import annotations

Change = tuple[str, str]

IN_PLACE: dict[str, list[Change]] = {
    "lyon-aurillac": [
        ('title: "Lyon et le Pays d’Aurillac', 'title: ⟦text-too-long|"Lyon et le Pays d’Aurillac, dans le Cantal'),
        ('jamais conclu"\n', 'jamais conclu"⟧\n'),
        ("themes: [gouvernance-ingenierie]", "themes: ⟦too-many|[gouvernance-ingenierie, eau, energie, mobilite]⟧"),
        ("origin: public-sources\n", "origin: public-sources\nformer_slugs: [⟦bad-slug|Lyon Aurillac⟧]\n"),
        ("progress_as_of:", "⟦unknown-key|progres_as_of⟧:"),
        (
            "other\n    note: L’idée des contrats de réciprocité est formulée aux Assises de la ruralité par un ancien député du Cantal.",
            "⟦note-required|other⟧",
        ),
        ("event: designation", "event: ⟦not-in-list|désignation⟧"),
        ("date: 2017-03\n", "date: ⟦bad-date|mars 2017⟧\n"),
        ("sources: [5]\n", "sources: [⟦bad-source-number|cinq⟧]\n"),
        ("sources: [3]\n  - date: 2017-09", "sources: [⟦unknown-source|33⟧]\n  - date: 2017-09"),
        ("  - id: etat\n", "  - ⟦missing-field|id: etat⟧\n"),
        ("    kind: etat\n    side: third-party\n    role: initiator", "    side: third-party\n    role: initiator"),
        ("    short: CGET", "    ⟦empty-value|short⟧:"),
        ("    role: facilitator", "    role: facilitator\n    signatory: ⟦bad-yes-no|peut-être⟧"),
        (
            "https://www.cohesion-territoires.gouv.fr/contrats-de-reciprocite",
            "⟦bad-address|www.cohesion-territoires.gouv.fr/contrats-de-reciprocite⟧",
        ),
        ("publisher: Sénat", "publisher: ⟦text-expected|[Sénat]⟧"),
        ("forment l’un des quatre binômes [1][2].", "forment l’un des quatre binômes ⟦bad-citation|[1, 2]⟧."),
        ("En mars 2017, un chercheur juge", "En mars 2017, ⟦personal-data|M. Untel⟧ juge"),
        ("Aucun contrat n’est signé [2].", "Aucun contrat n’est ⟦raw-html|<b>⟧signé⟦raw-html|</b>⟧ [2]."),
        (
            "300 km, la réciprocité a été jugée difficile à trouver [2] ; un chercheur cite lui aussi l’éloignement [5].",
            "⟦uncited-figure|300⟧ km, la réciprocité a été jugée difficile à trouver.",
        ),
        ("n’avait pas de modèle préalable [7].", "n’avait pas de modèle préalable ⟦unknown-citation|[77]⟧."),
    ],
    "grenoble-vercors-energie": [
        ("themes: [energie, foret-bois, mobilite]", "themes: [energie, foret-bois, ⟦repeated-value|energie⟧]"),
        ("date: 2017/2020", "date: ⟦future-event|2097⟧"),
        ("progress_as_of: 2017-05-06", "progress_as_of: ⟦date-to-come|2097-05-06⟧"),
        ('code: "200040715"', 'code: ⟦unknown-code|"200040999"⟧'),
        ("value: 53000", "value: ⟦bad-number|53 mille⟧"),
        ("code: FR-ARA", "code: ⟦name-as-code|Auvergne-Rhône-Alpes⟧"),
        (
            "    from: [metropole, parc-du-vercors]\n    to: [metropole, parc-du-vercors]\n    what: Une candidature",
            "    from: [metropole]\n    to: ⟦single-exchange-end|[metropole]⟧\n    what: Une candidature",
        ),
        ("good: transport-et-liaisons", "good: ⟦unknown-term|transports-et-liaisons⟧"),
        ("from: [etat, region]", "from: ⟦all-with-others|[all, region]⟧"),
        ("      - value: 2000000\n        unit: €", "      - ⟦figure-without-value|unit: €⟧"),
        ("      - value: 100000\n", "      - ⟦value-and-range|value: 100000⟧\n        min: 90000\n        max: 120000\n"),
        ("  - party: metropole\n    says", "  - party: ⟦unknown-party|grenoble⟧\n    says"),
        (
            'means:\n  funders:\n    - "État',
            "means:\n  staff:\n    - min: ⟦range-reversed|3⟧\n      max: 2\n      unit: personnes\n      measure: stock\n      sources: [1]\n"
            '  funders: ⟦list-expected|"État',
        ),
        ('pour l’ingénierie [4]."\n', 'pour l’ingénierie [4]."⟧\n'),
        (
            "review:\n",
            "  - id: ⟦duplicate-source|5⟧\n    title: Un titre\n    publisher: Place Gre’net\n    kind: press\n"
            "contact: ⟦block-expected|Grenoble-Alpes Métropole⟧\nreview:\n",
        ),
        ("## Déclencheur\n\n", "⟦text-before-heading|La métropole et le Parc se parlent depuis longtemps [2].⟧\n\n## Déclencheur\n\n"),
        ("## Difficultés\n", "⟦wrong-heading-level|### Difficultés⟧\n"),
        ("## Conditions de transfert\n", "⟦empty-section|## À refaire⟧\n\n## Conditions de transfert\n"),
    ],
    "fonds-agricole-voironnais": [
        (
            "cooperation_types: [structure-publique-commune, paiement-pour-service-ou-compensation]",
            "cooperation_types: [convention-de-cooperation, ⟦several-frames|contrat-de-reciprocite⟧]",
        ),
        (
            "name: Communauté d’agglomération du Pays Voironnais\n    short: Pays Voironnais\n    kind: communaute-d-agglomeration\n    side: urban\n"
            '    code: "243800984"\n',
            "name: ⟦missing-code|Communauté d’agglomération du Pays Voironnais⟧\n    short: Pays Voironnais\n    kind: communaute-d-agglomeration\n"
            "    side: urban\n",
        ),
        (
            "      name: Vallons de la Tour\n",
            "      name: Vallons de la Tour\n      latitude: ⟦position-out-of-range|4552⟧\n      longitude: 5.5\n",
        ),
        ("      name: Isère\n      code: FR-38", "      name: Isère\n      code: ⟦ambiguous-place|Saint-Denis⟧"),
        ("  - id: outils-locaux\n", "  - id: ⟦duplicate-party|agriculteurs⟧\n"),
        ("    to: [outils-locaux]", "    to: [⟦unknown-party|outils-locaux⟧]"),
        ("evidence: P1", "evidence: ⟦evidence-above-sources|P3⟧"),
        (
            "    kind: press\nreview:",
            "    kind: press\n  - id: ⟦unused-source|3⟧\n    title: Un titre\n    publisher: Un journal\n    kind: press\nreview:",
        ),
        (
            "review:\n  status: published",
            "contact:\n  organisation: Pays Voironnais\n  email: ⟦personal-email|camille.untel@voironnais.example⟧\nreview:\n"
            "  status: ⟦reason-required|withdrawn⟧",
        ),
        ("## Déroulement\n", "⟦unknown-heading|## Le déroulé⟧\n"),
        (
            "## Conditions de transfert\n",
            "⟦heading-order|## Déroulement⟧\n\nLe fonds est créé [1].\n\n⟦duplicate-heading|## Résultats⟧\n\nLe fonds aide [1].\n\n## Conditions de transfert\n",
        ),
    ],
    "grenoble-classes-decouverte": [
        ("origin: public-sources", "origin: ⟦consent-required|⟦contact-required|contribution⟧⟧"),
        ('      code: "38225"\n  - id: eybens', '      code: "38225"\n      country: ⟦bad-country|France⟧\n  - id: eybens'),
        ("  - id: la-garde\n", "  - id: ⟦reserved-party|rural⟧\n"),
        (
            "## Difficultés\n\nLes sources lues n’en racontent pas.",
            "## Difficultés\n\n⟦unfinished-text|(À écrire : qu’est-ce qui a coincé ?)⟧",
        ),
        (
            "La Ville a des équipements hors de ses limites [1].",
            "La Ville a des équipements hors de ses limites [1] : [la page](⟦unsafe-link|ftp://grenoble.example/classes⟧) les montre.",
        ),
    ],
    "bordeaux-sud-gironde": [
        ("origin: public-sources", "origin: ⟦contact-required|contribution⟧"),
        ("themes: [mobilite, economie-emploi, alimentation-agriculture]", "⟦not-classified|themes⟧: []"),
        (
            "  - id: bordeaux\n    name: Bordeaux Métropole\n",
            "  ⟦too-few|- id: bordeaux⟧\n    name: Bordeaux Métropole\n",
        ),
        (
            "  - id: sud-gironde\n    name: Communauté de communes du Sud Gironde\n    short: Sud Gironde\n    kind: communaute-de-communes\n"
            '    side: rural\n    signatory: true\n    code: "200043974"\n',
            "",
        ),
        (
            "review:\n",
            "consent:\n  body_agrees: oui\n  other_party_told: ⟦consent-refused|non⟧\n  images_free: oui\n  no_personal_data: oui\nreview:\n",
        ),
        ("## Difficultés\n\nLes sources lues n’en racontent pas.\n\n", ""),
    ],
    "toulouse-couserans": [
        ("progress: inconnu", "progress: en-service"),
        (
            "exchanges:\n  - good: poids-politique-et-reconnaissance\n    from: [toulouse, petr-ariege, couserans-pyrenees]\n"
            "    to: [toulouse, petr-ariege, couserans-pyrenees]\n"
            "    what: La complémentarité entre territoires d’un même bassin, affichée comme principe\n    state: promised\n    sources: [1]\n",
            "⟦no-exchange|exchanges⟧: []\n",
        ),
        ("review:\n", "contact:\n  organisation: Pôle territorial\n  email: ⟦bad-email|contact chez ariege.example⟧\nreview:\n"),
    ],
    "annecy-chaufferie-bois": [
        ("related:\n  - case: grenoble-bois-chartreuse-gresivaudan\n    relation: contrasts-with\n", ""),
        (
            "Les chiffres viennent surtout de l’exploitant.\n",
            "![La chaufferie](⟦missing-image|annecy-chaufferie-bois/absente.jpg⟧)\n\n"
            "![Le chemin](⟦image-type|annecy-chaufferie-bois/chemin.svg⟧)\n\n"
            "![Le Semnoz](⟦image-elsewhere|../photos/semnoz.jpg⟧)\n\n"
            "![La vallée](⟦image-too-heavy|annecy-chaufferie-bois/vallee.jpg⟧)\n\n"
            "![](⟦image-without-text|annecy-chaufferie-bois/vallee.jpg⟧)\n",
        ),
    ],
    "yokohama-tohoku": [
        ("origin: public-sources\n", "origin: public-sources\nformer_slugs: [⟦former-slug-taken|lyon-aurillac⟧]\n"),
        ("  - case: methamoly-monts-du-lyonnais\n", "  - case: ⟦dead-relation|methamoly-monts-du-lyonnais⟧\n"),
        ("related:\n", "related:\n  - case: ⟦self-relation|yokohama-tohoku⟧\n    relation: follows\n"),
    ],
    "grenoble-trieves-isere": [("themes: [dechets-economie-circulaire,", "themes: [⟦replaced-term|bois-ancien⟧,")],
}
"""Mistakes that do not hide each other: many to a record."""

BASE = "le-creusot-montceau-morvan"
READING: dict[str, list[Change]] = {
    "tab-indentation": [("  status: published", "⟦tab-indentation|\t⟧status: published")],
    "missing-space-after-colon": [("progress: jamais-conclu", "progress⟦missing-space-after-colon|:⟧jamais-conclu")],
    "unquoted-colon": [
        ("publisher: Objectif Métropoles de France", "publisher: Objectif ⟦unquoted-colon|:⟧ les Métropoles de France"),
    ],
    "unclosed-quote": [("publisher: Objectif Métropoles de France", 'publisher: ⟦unclosed-quote|"⟧Objectif Métropoles de France')],
    "text-after-quote": [("publisher: Objectif Métropoles de France", 'publisher: "Objectif"⟦text-after-quote| ⟧Métropoles de France')],
    "bad-indentation": [("  checked_on: 2026-11-25", "   ⟦bad-indentation|c⟧hecked_on: 2026-11-25")],
    "duplicate-key": [("viewpoint: un-tiers", "viewpoint: un-tiers\n⟦duplicate-key|viewpoint⟧: un-tiers")],
    "special-character": [("publisher: Objectif Métropoles de France", "publisher: ⟦special-character|@⟧Objectif Métropoles de France")],
    "alias": [("publisher: Objectif Métropoles de France", "publisher: ⟦alias|*Objectif⟧ Métropoles de France")],
    "yaml-tag": [("publisher: Objectif Métropoles de France", "publisher: ⟦yaml-tag|!Objectif⟧ Métropoles de France")],
    "unclosed-list": [("cooperation_types: [contrat-de-reciprocite]", "cooperation_types: ⟦unclosed-list|[⟧contrat-de-reciprocite")],
    "key-without-colon": [("progress: jamais-conclu", "⟦key-without-colon|p⟧rogress jamais-conclu")],
    "yaml-other": [("evidence: P1", "⟦yaml-other|[evidence]⟧: P1")],
    "list-on-key-line": [("cooperation_types: [contrat-de-reciprocite]", "cooperation_types: ⟦list-on-key-line|-⟧ contrat-de-reciprocite")],
    "control-character": [("publisher: Objectif", "publisher: ⟦control-character|\u202e⟧Objectif")],
    "nul-byte": [("publisher: Objectif", "publisher: ⟦nul-byte|\0⟧Objectif")],
    "no-front-matter": [
        ('---\ntitle: "Le Creusot-Montceau et le Morvan', '⟦no-front-matter|title: "Le Creusot-Montceau et le Morvan'),
        ('jamais conclu"\nsummary', 'jamais conclu"⟧\nsummary'),
    ],
    "unclosed-front-matter": [("---\ntitle", "⟦unclosed-front-matter|---⟧\ntitle"), ("2026-11-25\n---\n", "2026-11-25\n")],
    "backslash": [("publisher: Objectif Métropoles de France", 'publisher: "Objectif⟦backslash|\\M⟧étropoles de France"')],
    "text-after-bracket": [
        ("cooperation_types: [contrat-de-reciprocite]", "cooperation_types: [contrat-de-reciprocite] ⟦text-after-bracket|e⟧t")
    ],
    "conflict-marker": [("progress: jamais-conclu", "⟦conflict-marker|<<<<<<< HEAD⟧\nprogress: jamais-conclu\n=======\n>>>>>>> brume")],
    "hidden-end": [("publisher: Objectif Métropoles", "publisher: Objectif ⟦hidden-end|#Métropoles de France⟧"), ("⟧ de France", "⟧")],
    "byte-order-mark": [("---\ntitle", "⟦byte-order-mark|-⟧--\ntitle"), ("evidence: P1", "evidence: ⟦unknown-term|P9⟧")],
    "windows-line-ends": [("---\ntitle", "⟦windows-line-ends|-⟧--\ntitle"), ("evidence: P1", "evidence: ⟦unknown-term|P9⟧")],
    "not-utf-8": [("le Morvan : un contrat", "le Morvan⟦not-utf-8|\u00a0⟧: un contrat"), ("evidence: P1", "evidence: ⟦unknown-term|P9⟧")],
}
"""Mistakes that hide the rest of the file: one to a copy of the shortest record."""

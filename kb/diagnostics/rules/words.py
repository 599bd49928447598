"""French words of the reporters: severities, counts, labels. Data only, floor 0.

A pair holds the singular and the plural. Spaces before punctuation are those of French typography.
"""

from __future__ import annotations

SEVERITIES = {
    "error": ("erreur", "erreurs"),
    "warning": ("avertissement", "avertissements"),
    "info": ("suggestion", "suggestions"),
}
RECORDS = ("fiche", "fiches")
CHECKED = ("{records} fiche vérifiée", "{records} fiches vérifiées")
FOUND_IN = "{found} dans {files}"
SUMMARY = "{checked}\u00a0: {found}"

HEADLINE = "{severity}[{code}]\u00a0: {message}"
CURE = "aide\u00a0: {help}"
PAGE = "(kb rule {code})"
UNTIL_LINE = "… jusqu’à la ligne {line}"

RULE_WHY = "Pourquoi"
RULE_BAD = "À ne pas écrire"
RULE_GOOD = "À écrire"

TABLE_TITLE = "Vérification des fiches"
TABLE_HEAD = ("Niveau", "Où", "Problème", "Remède")
TABLE_MORE = "… et {count} de plus\u00a0: lancez «\u00a0kb check\u00a0» pour tout lire."

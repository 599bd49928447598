"""`kb site`: writes the pages made from the records into a folder. Floor 7."""

from __future__ import annotations

from pathlib import Path

import click

from kb.cli.project import load_collection
from kb.diagnostics.diagnostic import KbError
from kb.publish import build_site, pour, refuse_placeholders

_REFUSED = "La base a des erreurs : rien n’est écrit. Lancez kb check pour les voir."
_DONE = "{count} fichiers écrits dans {folder}."


@click.command(epilog="Exemples : kb site · kb site /tmp/site · kb site --public site")
@click.argument("folder", default="site", metavar="[DOSSIER]", type=click.Path(path_type=Path, file_okay=False))
@click.option("--public", is_flag=True, help="Refuser de publier tant que settings.yml n’est pas rempli.")
def site(folder: Path, public: bool) -> None:
    """Écrire les pages des fiches dans DOSSIER (site par défaut), sans MkDocs.

    Le dossier précédent n’est remplacé qu’une fois le nouveau complet.
    """
    collection = load_collection()
    if any(record.has_error for record in collection.records):
        raise KbError(_REFUSED)
    if public:
        refuse_placeholders(collection)
    click.echo(_DONE.format(count=pour(build_site(collection), folder), folder=folder))

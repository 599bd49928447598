"""`kb check`: says what is wrong in the records, where, and how to mend it. Floor 7."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import click

from kb.cli.project import load_collection, use_colors
from kb.diagnostics.diagnostic import Diagnostic, KbError, Severity
from kb.diagnostics.reporters import REPORTERS, Stats, render
from kb.records.collection import Collection

_NOWHERE = "« {path} » n’est ni une fiche ni un dossier de fiches de ce projet."


@click.command(epilog="Exemples : kb check · kb check cases/lyon-aurillac.md · kb check --format github")
@click.argument("paths", nargs=-1, metavar="[CHEMIN]...", type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(sorted(REPORTERS)), default="text", show_default=True, help="Forme du compte rendu.")
@click.option("--json", "format_", flag_value="json", help="Raccourci de --format json.")
@click.option("--strict", is_flag=True, help="Refuser aussi les avertissements.")
@click.option("--info", is_flag=True, help="Montrer aussi les invitations à compléter.")
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], format_: str, strict: bool, info: bool) -> None:
    """Vérifier les fiches : toutes les erreurs de tous les fichiers, en une fois.

    Sans CHEMIN, toute la base est vérifiée. Code de retour : 0 tout va bien, 1 au moins une erreur, 2 la base ne peut pas être lue.
    """
    collection = load_collection()
    names = find_names(collection, paths)
    found = [d for d in collection.diagnostics if not paths or d.path in names]
    checked = sum(record.path in names for record in collection.records) if paths else len(collection.records)
    width = shutil.get_terminal_size().columns if use_colors() else 120
    click.echo(render(format_, found, color=use_colors(), width=width, stats=Stats(checked), show_info=info), nl=False)
    ctx.exit(1 if refuses(found, strict) else 0)


def refuses(found: list[Diagnostic], strict: bool) -> bool:
    """True when something forbids publication."""
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(diagnostic.severity in grave for diagnostic in found)


def find_names(collection: Collection, paths: tuple[Path, ...]) -> set[str]:
    """Return the names of the files of `paths` (files or folders) as diagnostics write them. Raises KbError."""
    names: set[str] = set()
    for path in paths:
        full = Path(os.path.realpath(path))  # pathlib raises on a link to itself
        known = {record.path for record in collection.records} | {diagnostic.path for diagnostic in collection.diagnostics}
        inside = {
            name
            for name in known
            if (collection.root / name).absolute() in (full, path.absolute()) or (collection.root / name).is_relative_to(full)
        }
        if not inside:
            raise KbError(_NOWHERE.format(path=path))
        names |= inside
    return names

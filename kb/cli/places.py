"""`kb places`: from a name to the code that a record needs. Floor 7."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kb.diagnostics.diagnostic import KbError
from kb.pages.wording import format_number
from kb.reference.territory import Territory, load_gazetteer
from kb.root import find_root

_NONE = "Aucun territoire ne s’appelle « {name} »."


@click.command(epilog='Exemples : kb places "Brest Métropole" · kb places Saint-Martin · kb places Trièves --json')
@click.argument("name", nargs=-1, required=True, metavar="NOM...")
@click.option("--json", "as_json", is_flag=True, help="Sortie pour un programme.")
def places(name: tuple[str, ...], as_json: bool) -> None:
    """Trouver le code officiel d’un territoire à partir de son nom."""
    text = " ".join(name)
    gazetteer = load_gazetteer(find_root(Path.cwd()))
    known = gazetteer.get(text)
    found = [known] if known else gazetteer.resolve(text) or gazetteer.suggest(text)
    if not found:
        raise KbError(_NONE.format(name=text))
    if as_json:
        click.echo(json.dumps([_describe(place) for place in found], ensure_ascii=False, indent=2))
        return
    for place in found:
        inhabitants = f"{format_number(place.population)} hab." if place.population else ""
        click.echo(f"{place.code:<12} {place.name} · {place.nature} · {', '.join(place.departments)} · {inhabitants}")


def _describe(place: Territory) -> dict[str, object]:
    return {
        "code": place.code,
        "name": place.name,
        "level": str(place.level),
        "nature": place.nature,
        "population": place.population,
        "departments": list(place.departments),
        "regions": list(place.regions),
    }

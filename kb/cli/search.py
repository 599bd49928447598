"""`kb search`: who has already done something like this? Floor 7.

An index that is fresh answers without reading a record: this module imports nothing that a search does not need.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kb.cli.french import Between
from kb.root import find_root
from kb.search.index import FOLDER, Index
from kb.search.query import Hit, Problem, Results
from kb.search.query import search as find
from kb.search.storage import Unusable

_BUILT = {
    Unusable.ABSENT: "L’index n’existe pas encore : il vient d’être fait.",
    Unusable.STALE: "Des fiches ont changé : l’index vient d’être refait.",
    Unusable.UNREADABLE: "L’index était illisible : il vient d’être refait.",
}
_COUNT = {0: "Aucune expérience trouvée.", 1: "1 expérience trouvée."}
_COUNT_MANY = "{total} expériences trouvées."
_CLOSEST = {1: "Aucune ne dit tous les mots ; voici la plus proche."}
_CLOSEST_MANY = "Aucune ne dit tous les mots ; voici les {total} plus proches."
_RELAXED = "Certaines ne contiennent pas tous les mots."
_CORRECTED = "« {typed} » n’est dans aucune fiche : « {used} » a été cherché à la place."
_SUGGESTED = "Vouliez-vous dire : {suggestions} ?"
_QUOTED = "« {} »"
_NOTHING = "Essayez un mot plus général, ou retirez un filtre. Personne ne l’a raconté ? kb new."
_LACKING = "ne dit pas : {words}"
_OPTIONS = {"types": "cooperation-types", "themes": "themes", "goods": "goods", "region": "region", "progress": "progress"}
"""Name of an option -> key of the facet it restricts."""
_SHOWN_FACETS = ("themes", "cooperation-types", "region", "progress")
_MOST_VALUES = 5


@click.command(
    epilog='Exemples : kb search eau captage · kb search "bois de la campagne vers la ville" · kb search --theme eau --region Bretagne · '
    'kb search "thème:eau lieu:Isère -forêt"'
)
@click.argument("words", nargs=-1, metavar="MOT...")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Type de coopération (répétable).")
@click.option("--theme", "themes", multiple=True, metavar="THÈME", help="Thème (répétable).")
@click.option("--good", "goods", multiple=True, metavar="BIEN", help="Bien ou service échangé (répétable).")
@click.option("--region", multiple=True, metavar="RÉGION", help="Région, nom ou code (répétable).")
@click.option("--progress", multiple=True, metavar="ÉTAT", help="État d’avancement (répétable).")
@click.option("--limit", metavar="NOMBRE", type=Between(1, 1000), default=10, show_default=True, help="Nombre d’expériences montrées.")
@click.option("--why", is_flag=True, help="Dire quels mots et quels champs ont compté.")
@click.option("--json", "as_json", is_flag=True, help="Sortie pour un programme.")
def search(words: tuple[str, ...], limit: int, why: bool, as_json: bool, **options: tuple[str, ...]) -> None:
    """Chercher une expérience : mots, « phrase exacte », -mot à écarter, filtres type: thème: lieu: bien: depuis:.

    Les accents, les pluriels, les apostrophes et les fautes de frappe sont pardonnés. L’index se refait tout seul.
    """
    index = open_index()
    filters = {_OPTIONS[name]: values for name, values in options.items() if values}
    results = find(index, " ".join(words), filters, limit)
    if as_json:
        click.echo(json.dumps(dump(results), ensure_ascii=False, indent=2))
        return
    click.echo("\n".join(tell(results, index, why)))


def open_index() -> Index:
    """Return the index of the project around, made anew when it must be; say so on the error output."""
    root = find_root(Path.cwd())
    folder = root / FOLDER
    index = Index.open_fresh(root, folder)
    if index is None:
        project = importlib.import_module("kb.cli.project")  # reading records costs what a fresh index spares
        index = Index.open(project.load_collection(), folder)
        if index.built:
            click.echo(_BUILT[index.built], err=True)
    return index


def tell(results: Results, index: Index, why: bool) -> Iterator[str]:
    """Yield the lines of an answer."""
    yield from map(_tell_problem, results.problems)
    yield from (_CORRECTED.format(typed=typed, used=used) for typed, used in results.corrections.items())
    if not (results.nothing and results.hits):  # neighbours are not counted as found
        yield _count(results)
    for hit in results.hits:
        yield from _tell_hit(hit, why)
    if results.suggestions:
        yield _SUGGESTED.format(suggestions=", ".join(results.suggestions))
    if not results.hits:
        yield _NOTHING
    yield from _tell_facets(results, index)


def _tell_problem(problem: Problem) -> str:
    near = ", ".join(map(_QUOTED.format, problem.suggestions))
    return f"{problem.message} {_SUGGESTED.format(suggestions=near)}" if near else problem.message


def _count(results: Results) -> str:
    """Return how many records were found, and whether they say all that was asked."""
    if results.relaxed and not results.whole:
        return _CLOSEST.get(results.total, _CLOSEST_MANY.format(total=results.total))
    return _COUNT.get(results.total, _COUNT_MANY.format(total=results.total)) + (f" {_RELAXED}" if results.relaxed else "")


def _tell_hit(hit: Hit, why: bool) -> Iterator[str]:
    yield ""
    yield _mark(hit.marked_title, bold=True) + click.style(f"  {hit.slug}", dim=True)
    if hit.excerpt:
        yield f"  {_mark(hit.excerpt)}"
    if hit.lacking:
        yield click.style(f"  {_LACKING.format(words=', '.join(hit.lacking))}", dim=True)
    if why:
        yield from (f"    {reason.weight:6.2f}  {reason.field} : {reason.word}" for reason in hit.why)


def _tell_facets(results: Results, index: Index) -> Iterator[str]:
    for key in _SHOWN_FACETS if results.total > 1 else ():
        labels = index.facets[key]["values"]
        counted = [f"{labels[value]} ({count})" for value, count in results.facets.get(key, ())[:_MOST_VALUES]]
        if counted:
            yield ""
            yield f"{click.style(index.facets[key]['title'], underline=True)} : {', '.join(counted)}"


def _mark(pieces: Any, *, bold: bool = False) -> str:
    """Return a text with what matched set off; plain when the output has no colours."""
    plain = sys.stdout is None or not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    return "".join(text if plain else click.style(text, bold=bold or marked, fg="yellow" if marked else None) for text, marked in pieces)


def dump(results: Results) -> dict[str, Any]:
    """Return an answer for programs; its keys are stable."""
    return {
        "total": results.total,
        "relaxed": results.relaxed,
        "hits": [
            {
                "slug": hit.slug,
                "title": hit.title,
                "score": round(hit.score, 4),
                "excerpt": "".join(text for text, _ in hit.excerpt),
                "lacking": list(hit.lacking),
                "why": [{"field": reason.field, "word": reason.word, "weight": round(reason.weight, 4)} for reason in hit.why],
            }
            for hit in results.hits
        ],
        "facets": {key: dict(values) for key, values in results.facets.items()},
        "suggestions": list(results.suggestions),
        "corrections": dict(results.corrections),
        "problems": [problem.message for problem in results.problems],
    }

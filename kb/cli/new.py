"""`kb new`: writes a first draft, commented key by key. Floor 7."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from kb.diagnostics.diagnostic import KbError
from kb.records.collection import CASES
from kb.records.knowledge import Knowledge, load_knowledge
from kb.records.model import Origin, Side, Status
from kb.records.shape import make_slug
from kb.records.template import write_template
from kb.reference.territory import Territory
from kb.root import find_root

_EXISTS = "« {path} » existe déjà : rien n’a été écrit. Donnez un autre nom avec --slug."
_AMBIGUOUS = "« {name} » peut désigner plusieurs territoires : {candidates}. Donnez le code."
_UNKNOWN_TERM = "« {text} » n’est pas {a_term}.{help}"
_NEAREST = " Vouliez-vous dire : {near} ?"
_NO_TITLE = 'Il manque le titre : kb new --title "Qui échange quoi avec qui".'
_NO_NAME = "« {seen} » ne peut pas nommer un fichier : donnez un nom de lettres sans accent avec --slug."
_DRAFT = "Fiche en cours d’écriture."
_DONE = "{path} est écrit. Complétez-le, puis lancez : kb check {path}"


@click.command(
    epilog='Exemples : kb new · kb new --title "La ville protège l’eau du massif" --urban "Ville de Lyon" --rural "CC du Trièves" '
    "--theme eau --type convention · kb new --full"
)
@click.option("--title", metavar="TITRE", help="Qui échange quoi avec qui.")
@click.option("--slug", metavar="NOM", help="Nom du fichier ; fait à partir du titre sinon.")
@click.option("--summary", metavar="TEXTE", help="Le besoin, ce qui a été fait, ce que cela a changé.")
@click.option("--urban", multiple=True, metavar="NOM", help="Territoire côté ville (nom ou code), répétable.")
@click.option("--rural", multiple=True, metavar="NOM", help="Territoire côté campagne (nom ou code), répétable.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Type de coopération, répétable.")
@click.option("--theme", "themes", multiple=True, metavar="THÈME", help="Thème, répétable.")
@click.option("--progress", metavar="ÉTAT", help="État d’avancement.")
@click.option("--full", is_flag=True, help="Écrire tous les champs, pas seulement ceux de la fiche courte.")
@click.option("--stdout", is_flag=True, help="Montrer la fiche au lieu de l’écrire.")
def new(
    title: str | None,
    slug: str | None,
    summary: str | None,
    urban: tuple[str, ...],
    rural: tuple[str, ...],
    types: tuple[str, ...],
    themes: tuple[str, ...],
    progress: str | None,
    full: bool,
    stdout: bool,
) -> None:
    """Commencer une fiche : pose les questions, ou prend les options ; trouve les codes des territoires.

    N’écrase jamais une fiche.
    """
    root = find_root(Path.cwd())
    knowledge = load_knowledge(root)
    if title is None and sys.stdin.isatty():
        title, summary, urban, rural = _ask(root, knowledge, slug, summary, urban, rural)
    if not title:
        raise KbError(_NO_TITLE)
    known: dict[str, Any] = {"title": title} | ({"summary": summary} if summary else {})
    known |= {"cooperation_types": [_find_term(knowledge, "cooperation-types", text) for text in types]} if types else {}
    known |= {"themes": [_find_term(knowledge, "themes", text) for text in themes]} if themes else {}
    known["origin"] = str(Origin.CONTRIBUTION)
    known |= {"progress": _find_term(knowledge, "progress", progress)} if progress else {}
    parties = [*_describe(Side.URBAN, urban, knowledge), *_describe(Side.RURAL, rural, knowledge)]
    known |= {"parties": parties} if parties else {}
    known["review"] = {"status": str(Status.DRAFT), "checked_on": date.today().isoformat(), "reason": _DRAFT}
    text = write_template(knowledge, known, full=full)
    if stdout:
        click.echo(text, nl=False)
        return
    path = write_new(root, slug or title, text)
    click.echo(_DONE.format(path=path.relative_to(root).as_posix()))


def write_new(root: Path, slug: str, text: str) -> Path:
    """Write a new file of `cases/`; raise KbError when one of that name, whatever its case, exists."""
    path = find_free(root, slug)
    path.parent.mkdir(exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return path


def find_free(root: Path, slug: str) -> Path:
    """Return where the record of that name is to be written. Raises KbError when it cannot be."""
    name = make_slug(slug)
    if not name:
        raise KbError(_NO_NAME.format(seen=slug))
    path = root / CASES / f"{name}.md"
    if path.parent.is_dir() and path.name.casefold() in {other.name.casefold() for other in path.parent.iterdir()}:
        raise KbError(_EXISTS.format(path=path.relative_to(root).as_posix()))
    return path


def _ask(
    root: Path, knowledge: Knowledge, slug: str | None, summary: str | None, urban: tuple[str, ...], rural: tuple[str, ...]
) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    """Ask what was not given; an answer that cannot be used is asked again at once, so that none of the others is lost."""

    def read_title(text: str) -> str:
        if slug is None:
            _refuse_kindly(find_free, root, text)
        return text.strip()

    def read_places(text: str) -> tuple[str, ...]:
        for name in _split(text):
            _refuse_kindly(_find_place, name, knowledge)
        return _split(text)

    title: str = click.prompt("Titre : qui échange quoi avec qui", value_proc=read_title)
    asked: str = summary or click.prompt("Résumé : le besoin, ce qui a été fait, ce que cela a changé", default="", show_default=False)
    town, country = urban, rural
    if not town:
        town = click.prompt("Côté ville : noms ou codes, séparés par des virgules", default="", show_default=False, value_proc=read_places)
    if not country:
        question = "Côté campagne : noms ou codes, séparés par des virgules"
        country = click.prompt(question, default="", show_default=False, value_proc=read_places)
    return title, asked, town, country


def _refuse_kindly(function: Callable[..., object], *args: object) -> None:
    """Call what may raise KbError, and raise what makes click ask again."""
    try:
        function(*args)
    except KbError as error:
        raise click.BadParameter(str(error)) from error


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _find_term(knowledge: Knowledge, vocabulary_id: str, text: str) -> str:
    """Return the id of the term that people name by its id, label or synonym. Raises KbError with the nearest ones."""
    vocabulary = knowledge.vocabularies[vocabulary_id]
    found = vocabulary.find(text)
    if found is None:
        near = vocabulary.suggest(text)
        help = _NEAREST.format(near=", ".join(near)) if near else ""
        raise KbError(_UNKNOWN_TERM.format(text=text, a_term=vocabulary.a_term, help=help))
    return found.id


def _describe(side: Side, names: Iterable[str], knowledge: Knowledge) -> list[dict[str, Any]]:
    """Return one party a name, with its official code when the name is that of one territory."""
    parties = []
    for name in names:
        place = _find_place(name, knowledge)
        shown = place.name if place else name
        party: dict[str, Any] = {
            "id": make_slug(shown)[:40].strip("-"),
            "name": shown,
            "kind": _find_kind(place, knowledge),
            "side": str(side),
        }
        parties.append(party | ({"code": place.code} if place else {}))
    return parties


def _find_kind(place: Territory | None, knowledge: Knowledge) -> str | None:
    """Return the kind of party that a territory of that nature is."""
    kinds = knowledge.vocabularies["party-kinds"]
    return next((kind.id for kind in kinds if place and place.nature in kind.attributes.get("natures", ())), None)


def _find_place(name: str, knowledge: Knowledge) -> Territory | None:
    gazetteer = knowledge.gazetteer
    known = gazetteer.get(name)
    found = [known] if known else gazetteer.resolve(name)
    if len(found) > 1:
        shown = ", ".join(f"{place.code} {place.name} ({', '.join(place.departments)})" for place in found[:8])
        raise KbError(_AMBIGUOUS.format(name=name, candidates=shown))
    return found[0] if found else None

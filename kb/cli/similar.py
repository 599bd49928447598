"""`kb similar`: cases like this one, or territories like mine, and why. Floor 7."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from kb.cli.project import load_collection
from kb.cli.show import find_record
from kb.diagnostics.diagnostic import KbError
from kb.pages.likeness import tell_reasons
from kb.pages.phrases import say
from kb.records.collection import Collection
from kb.records.model import Status
from kb.reference.territory import Territory
from kb.search.similar import Kinship, Neighbourhood

_NEITHER = "Donnez le nom d’une fiche, ou --territory suivi d’un nom ou d’un code."
_UNKNOWN = "Aucun territoire ne s’appelle « {name} ». {help}"
_AMBIGUOUS = "« {name} » peut désigner plusieurs territoires : {candidates}. Donnez le code."
_NEAREST = "Vouliez-vous dire {near} ?"
_NO_POPULATION = "{name} : population inconnue. Rien ne dit quels territoires lui sont comparables."
_NOT_PUBLISHED = "« {slug} » n’est pas publiée : elle n’est comparée à aucune autre."
_NONE = "Aucune expérience comparable dans la base."


@click.command(epilog='Exemples : kb similar lyon-aurillac · kb similar --territory "CC du Trièves" · kb similar --territory 38185 --json')
@click.argument("slug", required=False)
@click.option("--territory", metavar="NOM|CODE", help="Les expériences de territoires comparables à celui-ci.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="Nombre d’expériences montrées.")
@click.option("--json", "as_json", is_flag=True, help="Sortie pour un programme.")
def similar(slug: str | None, territory: str | None, limit: int, as_json: bool) -> None:
    """Trouver les expériences voisines d’une fiche, ou celles de territoires comparables au vôtre, avec les raisons."""
    if (slug is None) == (territory is None):
        raise click.UsageError(_NEITHER)
    collection = load_collection()
    neighbourhood = Neighbourhood(collection.published, collection.knowledge)
    if territory is not None:
        kinships = neighbourhood.find_comparable(find_territory(collection, territory), limit)
    else:
        record = find_record(collection, slug or "")
        if record.status is not Status.PUBLISHED:
            raise KbError(_NOT_PUBLISHED.format(slug=record.slug))
        kinships = neighbourhood.find_similar(record.slug, limit)
    phrases = [_tell(kin, collection, territory is not None) for kin in kinships]
    if as_json:
        click.echo(json.dumps([_dump(kin, said) for kin, said in zip(kinships, phrases, strict=True)], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_list(collection, kinships, phrases)) if kinships else _NONE)


def find_territory(collection: Collection, name: str) -> Territory:
    """Return the territory of that name or code. Raises KbError with the candidates."""
    gazetteer = collection.knowledge.gazetteer
    known = gazetteer.get(name)
    found = [known] if known else gazetteer.resolve(name)
    if not found:
        near = ", ".join(f"{place.name} ({place.code})" for place in gazetteer.suggest(name, limit=3))
        raise KbError(_UNKNOWN.format(name=name, help=_NEAREST.format(near=near) if near else ""))
    if len(found) > 1:
        shown = ", ".join(f"{place.code} {place.name} ({', '.join(place.departments)})" for place in found[:8])
        raise KbError(_AMBIGUOUS.format(name=name, candidates=shown))
    if not found[0].population:
        raise KbError(_NO_POPULATION.format(name=found[0].name))
    return found[0]


def _tell(kin: Kinship, collection: Collection, comparable: bool) -> list[str]:
    if comparable:
        return [say("similar", "comparable", mine=reason.about[0], theirs=reason.about[1]) for reason in kin.reasons]
    return tell_reasons(kin, collection.knowledge)


def _list(collection: Collection, kinships: tuple[Kinship, ...], phrases: list[list[str]]) -> Iterator[str]:
    for kin, said in zip(kinships, phrases, strict=True):
        record = collection.get(kin.slug)
        title = record.told.title if record else kin.slug
        yield f"{click.style(title, bold=True)}{click.style(f'  {kin.slug}', dim=True)}"
        yield from (f"  = {phrase}" for phrase in said)


def _dump(kin: Kinship, said: list[str]) -> dict[str, object]:
    grounds = [{"ground": str(reason.ground), "about": list(reason.about), "weight": round(reason.weight, 4)} for reason in kin.reasons]
    return {"slug": kin.slug, "score": round(kin.score, 4), "reasons": said, "grounds": grounds}

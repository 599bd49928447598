"""`kb similar`: cases like this one, or territories like mine, and why. Floor 7."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import click

from kb.cli.french import Between
from kb.cli.project import load_collection
from kb.cli.show import find_record
from kb.diagnostics.diagnostic import KbError
from kb.pages.likeness import find_shared, tell_peer, tell_reasons
from kb.pages.wording import format_number
from kb.records.collection import Collection
from kb.records.model import Status
from kb.reference.territory import Level, Territory
from kb.search.comparable import Peer, find_peers
from kb.search.similar import Kinship, Neighbourhood

_NEITHER = "Donnez le nom d’une fiche, ou --territory suivi d’un nom ou d’un code."
_UNKNOWN = "Aucun territoire ne s’appelle « {name} ». {help}"
_AMBIGUOUS = "« {name} » peut désigner plusieurs territoires : {candidates}. Donnez le code."
_CHOSEN = "« {name} » désigne aussi {others} : le département est retenu. Pour un autre, donnez le code."
_NEAREST = "Vouliez-vous dire {near} ?"
_NO_POPULATION = "{name} : population inconnue. Rien ne dit quels territoires lui sont comparables."
_UNMEASURED = "{name} : population inconnue de la base. Voici des territoires de même sorte, sans comparaison de taille."
_NOT_PUBLISHED = "« {slug} » n’est pas publiée : elle n’est comparée à aucune autre."
_NONE = "Aucune expérience comparable dans la base."
_OWN = "Chez vous ({count}) :"
_MORE = "  et {count} de plus : --limit {total} les montre"
_PEERS = "Dans des territoires comparables :"
_NO_PEER = "Dans des territoires comparables : aucune expérience dans la base."
_CANDIDATE = "{code} {name} ({where}, {people} hab.)"
_MOST_CANDIDATES = 8


@click.command(epilog='Exemples : kb similar lyon-aurillac · kb similar --territory "CC du Trièves" · kb similar --territory 38185 --json')
@click.argument("slug", required=False, metavar="[FICHE]")
@click.option("--territory", metavar="NOM|CODE", help="Les expériences de ce territoire, puis de territoires comparables.")
@click.option("--limit", metavar="NOMBRE", type=Between(1, 100), default=5, show_default=True, help="Nombre d’expériences montrées.")
@click.option("--json", "as_json", is_flag=True, help="Sortie pour un programme.")
def similar(slug: str | None, territory: str | None, limit: int, as_json: bool) -> None:
    """Trouver les expériences voisines d’une fiche, ou celles de territoires comparables au vôtre, avec les raisons."""
    if (slug is None) == (territory is None):
        raise click.UsageError(_NEITHER)
    collection = load_collection()
    if territory is not None:
        _answer_territory(collection, find_territory(collection, territory), limit, as_json)
    else:
        _answer_record(collection, slug or "", limit, as_json)


# --- a record --------------------------------------------------------------------------------------------------------


def _answer_record(collection: Collection, slug: str, limit: int, as_json: bool) -> None:
    record = find_record(collection, slug)
    if record.status is not Status.PUBLISHED:
        raise KbError(_NOT_PUBLISHED.format(slug=record.slug))
    kinships = Neighbourhood(collection.published, collection.knowledge).find_similar(record.slug, limit)
    shared = find_shared(kinships)
    phrases = [tell_reasons(kin, collection.knowledge, shared=shared) for kin in kinships]
    if as_json:
        _print_json([_dump(kin, said) for kin, said in zip(kinships, phrases, strict=True)])
    elif kinships:
        for kin, said in zip(kinships, phrases, strict=True):
            click.echo("\n".join((_title(collection, kin.slug), *(f"  = {phrase}" for phrase in said))))
    else:
        click.echo(_NONE)


def _dump(kin: Kinship, said: list[str]) -> dict[str, object]:
    grounds = [{"ground": str(reason.ground), "about": list(reason.about), "weight": round(reason.weight, 4)} for reason in kin.reasons]
    return {"slug": kin.slug, "score": round(kin.score, 4), "reasons": said, "grounds": grounds}


# --- a territory -----------------------------------------------------------------------------------------------------


def _answer_territory(collection: Collection, territory: Territory, limit: int, as_json: bool) -> None:
    peers = find_peers(collection.published, territory, limit)
    if as_json:
        _print_json([_dump_peer(peer, territory) for peer in peers])
    else:
        click.echo("\n".join(_list_peers(collection, territory, peers, limit)) if peers else _NONE)


def _dump_peer(peer: Peer, territory: Territory) -> dict[str, object]:
    place = {"code": peer.place.code, "name": peer.place.name, "population": peer.place.population}
    return {"slug": peer.slug, "score": round(peer.score, 4), "own": peer.own, "territory": place, "reasons": [tell_peer(peer, territory)]}


def _list_peers(collection: Collection, territory: Territory, peers: Sequence[Peer], limit: int) -> Iterator[str]:
    own, others = [peer for peer in peers if peer.own], [peer for peer in peers if not peer.own]
    if not territory.population:
        yield _UNMEASURED.format(name=territory.name)
    if own:
        yield _OWN.format(count=len(own))
        yield from (f"  {_title(collection, peer.slug)}" for peer in own[:limit])
        if len(own) > limit:
            yield _MORE.format(count=len(own) - limit, total=len(own))
        yield _PEERS if others else _NO_PEER
    for peer in others:
        yield _title(collection, peer.slug)
        yield f"  = {tell_peer(peer, territory)}"


def find_territory(collection: Collection, name: str) -> Territory:
    """Return the territory of that name or code; a département before communes of its name. Raises KbError with the candidates."""
    gazetteer = collection.knowledge.gazetteer
    known = gazetteer.get(name)
    found = [known] if known else gazetteer.resolve(name)
    if not found:
        near = ", ".join(f"{place.name} ({place.code})" for place in gazetteer.suggest(name, limit=3))
        raise KbError(_UNKNOWN.format(name=name, help=_NEAREST.format(near=near) if near else ""))
    chosen = _choose(name, found)
    if not chosen.population and chosen.level is not Level.GROUPING:
        raise KbError(_NO_POPULATION.format(name=chosen.name))
    return chosen


def _choose(name: str, found: Sequence[Territory]) -> Territory:
    departments = [place for place in found if place.level is Level.DEPARTEMENT]
    if len(found) > 1 and len(departments) == 1:
        others = ", ".join(_name(place) for place in found[: _MOST_CANDIDATES + 1] if place is not departments[0])
        click.echo(_CHOSEN.format(name=name, others=others), err=True)
        return departments[0]
    if len(found) > 1:
        raise KbError(_AMBIGUOUS.format(name=name, candidates=", ".join(map(_name, found[:_MOST_CANDIDATES]))))
    return found[0]


def _name(place: Territory) -> str:
    where = ", ".join(place.departments)
    return _CANDIDATE.format(code=place.code, name=place.name, where=where, people=format_number(place.population or 0))


def _title(collection: Collection, slug: str) -> str:
    record = collection.get(slug)
    title = record.told.title if record else slug
    return f"{click.style(title, bold=True)}{click.style(f'  {slug}', dim=True)}"


def _print_json(data: Sequence[object]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))

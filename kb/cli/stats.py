"""`kb stats`: what the base holds, and what it does not know yet. Floor 7."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from kb.cli.project import load_collection
from kb.records.collection import Collection
from kb.records.statistics import Statistics, measure
from kb.reference.labels import Labels
from kb.reference.term import Vocabulary

_HEAD = {
    "statuses": "Fiches",
    "drafts": "Brouillons",
    "broken": "Fiches en erreur",
    "levels": "Niveau",
    "evidence": "Preuve",
    "progress": "Avancement",
    "crossing": "Thème principal × type principal",
    "exchanges": "Échanges par bien, sens et état",
    "sources": "Sources par nature",
    "unknown": "Ce que l’on sait le moins (nombre de fiches)",
}
_SUMMARY = (
    "Échanges dans les deux sens : {both_ways} fiches sur {total} ({share} %). Sans échange : {without}.\n"
    "Chiffres suivis d’une source : {cited} sur {figures} ({figure_share} %)."
)
_INDEPENDENT = {True: "indépendante", False: "d’une partie"}


@click.command(epilog="Exemples : kb stats · kb stats --json")
@click.option("--json", "as_json", is_flag=True, help="Sortie pour un programme.")
def stats(as_json: bool) -> None:
    """Compter les fiches, les échanges, les sources, et ce qui manque."""
    collection = load_collection()
    measured = measure(collection)
    click.echo(json.dumps(_dump(measured), ensure_ascii=False, indent=2) if as_json else "\n".join(_tell(measured, collection)))


def _tell(found: Statistics, collection: Collection) -> Iterator[str]:
    labels, vocabularies = collection.knowledge.labels, collection.knowledge.vocabularies
    yield from _block("statuses", ((labels.of(status), count) for status, count in found.statuses.most_common()))
    yield from _block("drafts", found.drafts)
    yield from _block("broken", ((path, "") for path in found.broken))
    yield from _block("levels", ((labels.of(level), count) for level, count in found.levels.most_common()))
    for key in ("evidence", "progress"):
        facet = collection.facet(key)
        yield from _block(key, ((facet.label_of(value), count) for value, count in found.facets[key].most_common()))
    themes, types, goods = vocabularies["themes"], vocabularies["cooperation-types"], vocabularies["goods"]
    yield from _block("crossing", ((f"{themes[a].label} × {types[b].label}", n) for (a, b), n in found.crossing.most_common()))
    yield from _block("exchanges", _tell_exchanges(found, goods, labels))
    yield from _block("sources", ((f"{labels.of(kind)}, {_INDEPENDENT[free]}", n) for (kind, free), n in found.sources.most_common()))
    yield from _block("unknown", ((labels.of(block), n) for block, n in found.unknown.most_common()))
    total = sum(found.levels.values())
    figures, cited = found.figures
    yield _SUMMARY.format(
        both_ways=found.both_ways,
        total=total,
        share=_share(found.both_ways, total),
        without=found.without_exchange,
        cited=cited,
        figures=figures,
        figure_share=_share(cited, figures),
    )


def _tell_exchanges(found: Statistics, goods: Vocabulary, labels: Labels) -> Iterator[tuple[str, int]]:
    for (good, direction, state), count in found.exchanges.most_common():
        yield f"{goods[good].label} · {labels.of(direction)} · {labels.of(state)}", count


def _block(key: str, rows: Iterable[tuple[str, object]]) -> Iterator[str]:
    """Yield a heading and its rows, nothing when there is no row."""
    lines = [f"  {value!s:>4}  {name}" if isinstance(value, int) else f"        {name} : {value}".rstrip(" :") for name, value in rows]
    if lines:
        yield from (click.style(_HEAD[key], bold=True), *lines, "")


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _dump(found: Statistics) -> dict[str, object]:
    """Return the counts with keys that JSON accepts."""

    def flat(counter: Counter[object]) -> dict[str, int]:
        return {" | ".join(map(str, key)) if isinstance(key, tuple) else str(key): n for key, n in counter.most_common()}

    counters = {name: flat(value) for name, value in vars(found).items() if isinstance(value, Counter)}
    others = {
        "broken": found.broken,
        "drafts": dict(found.drafts),
        "both_ways": found.both_ways,
        "without_exchange": found.without_exchange,
    }
    figures = {"figures": found.figures[0], "figures_cited": found.figures[1]}
    return counters | {"facets": {key: dict(value) for key, value in found.facets.items()}} | others | figures

"""`kb show`: a record in the terminal, or its figures beside their sources. Floor 7."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from pathlib import Path

import click

from kb.cli.project import load_collection
from kb.diagnostics.diagnostic import KbError
from kb.pages.wording import figure_text, format_when
from kb.records.citation import cited_numbers, read_figures
from kb.records.collection import Collection
from kb.records.flow import Flow
from kb.records.model import Cites, Figure, Party
from kb.records.record import Record
from kb.records.schema import walk
from kb.source import Loc

_UNKNOWN = "Aucune fiche ne s’appelle « {slug} ». {help}"
_BROKEN = "« {slug} » a des erreurs : lancez kb check {path}."
_NEAREST = "Vouliez-vous dire « {near} » ?"
_SEARCH = "Cherchez-la : kb search."
_ARROW = "{givers} → {receivers}"


@click.command(epilog="Exemples : kb show lyon-aurillac · kb show rennes-terres-de-sources --figures · kb show lyon-aurillac --json")
@click.argument("slug", metavar="FICHE")
@click.option("--figures", is_flag=True, help="Chaque nombre de la fiche, à côté de la source citée.")
@click.option("--json", "as_json", is_flag=True, help="Toute la fiche en JSON.")
def show(slug: str, figures: bool, as_json: bool) -> None:
    """Montrer une fiche : parties, échanges, chiffres, sources."""
    collection = load_collection()
    record = find_record(collection, slug)
    if as_json:
        click.echo(
            json.dumps(
                {"slug": record.slug} | record.told.model_dump(mode="json", by_alias=True, exclude_none=True), ensure_ascii=False, indent=2
            )
        )
    elif figures:
        click.echo("\n".join(list_figures(record)))
    else:
        click.echo("\n".join(describe(record, collection)))


def find_record(collection: Collection, slug: str) -> Record:
    """Return the sound record of that slug, or raise KbError with the nearest one."""
    record = collection.get(Path(slug.casefold()).name.removesuffix(".md"))  # a name, or the path of its file
    if record is None:
        near = difflib.get_close_matches(slug, [r.slug for r in collection.records], n=1)
        raise KbError(_UNKNOWN.format(slug=slug, help=_NEAREST.format(near=near[0]) if near else _SEARCH))
    if record.case is None:
        raise KbError(_BROKEN.format(slug=slug, path=record.path))
    return record


def describe(record: Record, collection: Collection) -> Iterator[str]:
    """Yield the lines of a record, the way a person skims it."""
    case, labels = record.told, collection.knowledge.labels
    vocabularies = collection.knowledge.vocabularies
    yield click.style(case.title, bold=True)
    yield case.summary
    yield ""
    yield f"{vocabularies['progress'][case.progress].label} · {case.evidence} · {labels.of(case.review.status)} · {record.path}"
    for party in case.parties:
        yield f"  {labels.of(party.side)} : {party.name}" + (f" ({party.code})" if party.code else "")
    last = None
    for flow in record.flows:
        if flow.direction is not last:
            last = flow.direction
            yield ""
            yield click.style(labels.of(last), underline=True)
        yield f"  {_tell_flow(flow, labels.of(flow.exchange.state))}"
    yield ""
    for source in case.sources:
        yield (
            f"[{source.id}] {source.title}, {source.publisher}"
            + (f", {format_when(source.date)}" if source.date else "")
            + f"\n    {source.url or ''}"
        )


def _tell_flow(flow: Flow, state: str) -> str:
    ends = _ARROW.format(givers=_names(flow.givers), receivers=_names(flow.receivers))
    amounts = " ; ".join(figure_text(figure) for figure in flow.exchange.figures)
    return f"{flow.exchange.what} ({state}) {ends}" + (f" : {amounts}" if amounts else "")


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(party.label for party in parties)


def list_figures(record: Record) -> Iterator[str]:
    """Yield each number of the front matter and of the story, with the numbers and publishers of its sources."""
    publishers = {source.id: source.publisher for source in record.told.sources}
    for place, text, numbers in read_all_figures(record):
        shown = ", ".join(f"[{number}] {publishers.get(number, '?')}" for number in numbers) or click.style("aucune source", fg="red")
        yield f"{place} | {text} | {shown}"


def read_all_figures(record: Record) -> Iterator[tuple[str, str, list[int]]]:
    """Yield (place, text, numbers of sources) for every figure of a record."""
    for node in walk(record.told):
        place = ".".join(map(str, node.loc))
        if isinstance(node.value, Figure):
            cited = node.value.sources or find_sources(record, node.loc) or cited_numbers(node.value.note or "")
            yield place, figure_text(node.value), sorted(cited)
        elif Cites in node.marks:
            own = find_sources(record, node.loc)
            for written in node.value if isinstance(node.value, tuple) else (node.value,):
                yield from ((place, text, sorted(cited_numbers(text) or own)) for text in read_figures(written))
    for token in record.story.tokens:
        if token.type == "inline":
            yield from (("récit", text, sorted(cited_numbers(text))) for text in read_figures(token.content))


def find_sources(record: Record, loc: Loc) -> tuple[int, ...]:
    """Return the sources of the nearest block around `loc` that has some."""
    blocks: list[object] = [record.told]
    for step in loc[:-1]:
        holder = blocks[-1]
        blocks.append(holder[step] if isinstance(holder, tuple) and isinstance(step, int) else getattr(holder, str(step)))
    nearest = (getattr(block, "sources", ()) for block in reversed(blocks[1:]))
    return next((found for found in nearest if isinstance(found, tuple) and found), ())

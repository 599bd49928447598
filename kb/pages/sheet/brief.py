"""The essentials of a record in one small file, for those who set cases side by side or take them away.

Enters: a record, its neighbours. Leaves: `data/cases/<slug>.json`: plain texts that bear their citations (`[1]`), row by row;
the drawing of a card; the sources. Floor 5. The names of the rows stand in `templates/brief.yml`.

An item of a row is a text; or key, text, and the name of what two cases can share, a term or a good that goes the same way.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.pages.diagram import draw_mini, tell_state
from kb.pages.phrases import load_phrases, say
from kb.pages.render import Renderer
from kb.pages.sheet.exchange import name_end
from kb.pages.sheet.fact import tell_day, tell_where
from kb.pages.sheet.gain import read_gains
from kb.pages.sheet.gap import list_gaps
from kb.pages.sheet.kin import Kin
from kb.pages.story import set_spaces
from kb.pages.wording import figure_text, format_number, format_when
from kb.records.ends import distance_between, find_ends
from kb.records.flow import Direction, Flow
from kb.records.model import Figure, Section, Side
from kb.records.record import Record
from kb.records.story import MARKDOWN
from kb.sitefile import SiteFile

FOLDER = "data/cases/"
_FILE = "brief"
_PARTIES_SHOWN = 4
Item = str | tuple[str, str, str]
Reader = Callable[[Record, Renderer], Iterable[Item]]


def row_names() -> Sequence[tuple[str, str]]:
    """Return the key and the French name of each row, in order."""
    return tuple((key, name) for key, name in load_phrases(_FILE)["rows"].items())


def write_brief(renderer: Renderer, record: Record, kin: Sequence[Kin], slug: str = "") -> SiteFile:
    """Return the file of a record, at its present name or at a former one."""
    case, goods = record.told, renderer.collection.knowledge.vocabularies["goods"]
    brief = {
        "slug": record.slug,
        "title": case.title,
        "where": renderer.names[record.slug],
        "summary": set_spaces(case.summary),
        "drawing": draw_mini(record.flows, goods),
        "rows": {key: found for key, read in ROWS.items() if (found := [_space(item) for item in read(record, renderer)])},
        "sources": [_tell_source(source) for source in sorted(case.sources, key=lambda source: source.id)],
        "checked": tell_day(case.review.checked_on, "checked"),
        "near": [[it.record.slug, it.record.told.title, *_tell_near(it)] for it in kin],
    }
    return _write(slug or record.slug, brief, record)


def write_withdrawn(record: Record) -> SiteFile:
    """Return the file that says a record was withdrawn."""
    return _write(record.slug, {"slug": record.slug, "title": record.told.title, "withdrawn": True}, record)


def _tell_near(kin: Kin) -> Sequence[str]:
    """Return what makes a neighbour worth setting beside this case, in one line: that somebody linked them is no reason."""
    return (kin.lines[bool(kin.words) :] or kin.lines)[:1]


def _write(slug: str, content: Mapping[str, Any], record: Record) -> SiteFile:
    return SiteFile(f"{FOLDER}{slug}.json", json.dumps(content, ensure_ascii=False, separators=(",", ":")), record.path)


def _space(item: Item) -> Item:
    return set_spaces(item) if isinstance(item, str) else (item[0], set_spaces(item[1]), item[2])


def _tell_source(source: Any) -> list[Any]:
    """Return number, words and address of a source."""
    day = format_when(source.date) if source.date else say(_FILE, "undated")
    return [source.id, f"{source.title}, {source.publisher}, {day}", source.url or ""]


# --- rows ------------------------------------------------------------------------------------------------------------


def _read_where(record: Record, renderer: Renderer) -> Iterator[Item]:
    if where := tell_where(record, renderer.collection):
        yield where


def _read_parties(record: Record, renderer: Renderer) -> Iterator[Item]:
    for side in Side:
        there = [party.label for party in record.told.parties if party.side is side]
        if there:
            more = len(there) - _PARTIES_SHOWN
            names = (
                ", ".join(there)
                if more < 2
                else say("diagram", "and").join([", ".join(there[:_PARTIES_SHOWN]), say(_FILE, "more", count=more)])
            )
            yield say(_FILE, "side", side=renderer.collection.knowledge.labels.of(side), text=names)


def _read_size(record: Record, renderer: Renderer) -> Iterator[Item]:
    for party in find_ends(record):
        territory = record.territories.get(party.id) if party.code else None
        if party.population:
            yield say(_FILE, "size", name=party.label, size=figure_text(party.population))
        elif territory and territory.population:
            people = say(_FILE, "people", people=format_number(territory.population))
            area = say(_FILE, "area", area=format_number(round(territory.area_km2))) if territory.area_km2 else ""
            yield say(_FILE, "size", name=party.label, size=", ".join(filter(None, (people, area))))


def _read_distance(record: Record, renderer: Renderer) -> Iterator[Item]:
    distance = distance_between(record)
    if distance is not None and distance >= 1:
        yield say("diagram", "apart", distance=format_number(round(distance)))


def _read_terms(vocabulary: str, path: Callable[[Any], Iterable[str]]) -> Reader:
    def read(record: Record, renderer: Renderer) -> Iterator[Item]:
        terms = renderer.collection.knowledge.vocabularies[vocabulary]
        yield from ((id, terms[id].label, terms[id].label) for id in path(record.told))

    return read


def _read_flows(*directions: Direction) -> Reader:
    def read(record: Record, renderer: Renderer) -> Iterator[Item]:
        goods = renderer.collection.knowledge.vocabularies["goods"]
        for flow in record.flows:
            if flow.direction in directions and flow.counted:
                good = goods[flow.exchange.good]
                yield good.id, _tell_flow(flow, record, renderer), good.label

    return read


def _tell_flow(flow: Flow, record: Record, renderer: Renderer) -> str:
    exchange, labels = flow.exchange, renderer.collection.knowledge.labels
    figures = [figure_text(figure) for figure in exchange.figures[:2]]
    said = [tell_state(exchange, labels), *figures, *([say("diagram", "paid")] if exchange.paid else [])]
    if flow.direction in (Direction.LATERAL, Direction.THIRD_PARTY):
        everyone = record.told.parties
        ends = [name_end(ids, ps, everyone) for ids, ps in ((exchange.giver, flow.givers), (exchange.receiver, flow.receivers))]
        said.insert(0, " → ".join(ends))
    return say(_FILE, "flow", what=exchange.what, details=", ".join(said), sources="".join(f"[{n}]" for n in exchange.sources))


def _read_balance(record: Record, renderer: Renderer) -> Iterator[Item]:
    balance, modes = record.told.balance, renderer.collection.knowledge.vocabularies["balance-modes"]
    if balance:
        yield from ((id, modes[id].label, modes[id].label) for id in balance.modes)
        yield from filter(None, [balance.comment])


def _read_means(record: Record, renderer: Renderer) -> Iterator[Item]:
    means = record.told.means
    if means:
        yield from (_tell_figure(figure) for figure in (*means.budget, *means.staff))
        yield from (say(_FILE, "funder", name=funder) for funder in means.funders)


def _tell_figure(figure: Figure) -> str:
    note = f" ({figure.note.rstrip('.')})" if figure.note else ""
    return figure_text(figure) + note + "".join(f"[{n}]" for n in figure.sources or () if f"[{n}]" not in note)


def _read_period(record: Record, renderer: Renderer) -> Iterator[Item]:
    if record.period:
        first, last = record.period
        running = renderer.collection.knowledge.vocabularies["progress"][record.told.progress].attributes.get("running")
        key = "since" if running else "years" if last > first else "year"
        yield say(_FILE, "period", key, start=first, end=last)


def _read_evidence(record: Record, renderer: Renderer) -> Iterator[Item]:
    term = renderer.collection.knowledge.vocabularies["evidence"][record.told.evidence]
    yield term.id, say(_FILE, "evidence", level=term.id, label=term.label.lower()), term.id


def _read_gains(record: Record, renderer: Renderer) -> Iterator[Item]:
    for column in read_gains(record):
        for it in column.told:
            cited = "".join(f"[{n}]" for n in it.gain.sources if f"[{n}]" not in it.gain.says)
            yield say(_FILE, "gain", name=it.party.label, says=it.gain.says + (f" {cited}" if cited else ""), voices=it.voices)


def _read_sections(*sections: Section) -> Reader:
    """Return a reader of the list items of some sections, of their paragraphs when they hold no list."""

    def read(record: Record, renderer: Renderer) -> Iterator[Item]:
        for told in (record.sections[section] for section in sections if section in record.sections):
            texts = told.items or tuple(token.content for token in told.tokens if token.type == "inline")
            yield from map(read_text, texts)

    return read


def read_text(markdown: str) -> str:
    """Return the text of a CommonMark line without marks, its citations kept."""
    inline = MARKDOWN.parseInline(markdown)[0]
    return "".join(" " if token.type == "softbreak" else token.content for token in inline.children or ())


ROWS: Mapping[str, Reader] = {
    "where": _read_where,
    "parties": _read_parties,
    "size": _read_size,
    "distance": _read_distance,
    "types": _read_terms("cooperation-types", lambda case: case.cooperation_types),
    "topics": _read_terms("themes", lambda case: case.themes),
    "to_rural": _read_flows(Direction.TO_RURAL),
    "mutual": _read_flows(Direction.MUTUAL),
    "to_urban": _read_flows(Direction.TO_URBAN),
    "others": _read_flows(Direction.LATERAL, Direction.THIRD_PARTY),
    "balance": _read_balance,
    "means": _read_means,
    "governance": lambda record, renderer: filter(None, [record.told.governance]),
    "period": _read_period,
    "progress": _read_terms("progress", lambda case: [case.progress]),
    "evidence": _read_evidence,
    "viewpoint": _read_terms("viewpoint", lambda case: [case.viewpoint]),
    "gains": _read_gains,
    "difficulties": _read_sections(Section.DIFFICULTIES),
    "lessons": _read_sections(Section.REDO, Section.TRANSFER),
    "unknown": lambda record, renderer: list_gaps(record, renderer.collection.knowledge),
}
"""How each row is read."""
FLOWS = frozenset({"to_rural", "mutual", "to_urban", "others"})
"""Rows of what circulates: when empty, nothing does."""
CLOSED = frozenset({"types", "topics", "to_rural", "mutual", "to_urban", "progress", "evidence", "viewpoint"})
"""Rows whose items two cases can share: a script marks what is alike."""

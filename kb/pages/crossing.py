"""Two ways of sorting crossed: what exists, and what is missing.

Enters: a `Renderer`. Leaves: types of cooperation by themes, goods by direction, as tables whose numbers are links. Floor 5.

An experience counts once in each cell it falls in; totals count experiences, so that they are less than the sum of their cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from kb.pages.axis import find_page, find_search
from kb.pages.good import WAYS, list_pairs, name_way
from kb.pages.phrases import say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.pages.term import list_crumbs
from kb.records.facet import Computed
from kb.records.flow import Direction
from kb.records.record import Record
from kb.reference.term import Group, Vocabulary
from kb.sitefile import SiteFile

ADDRESS = "croisement/"
GOODS_ADDRESS = "croisement/biens/"
ROWS, COLUMNS, GOODS = "cooperation-types", "themes", "goods"
_STEPS = (1, 2, 4, 8)
"""Numbers from which a cell is drawn darker."""
_GAPS_SHOWN = 6
_EXPECTED = 0.9
"""An empty cell is worth telling when chance alone would have put this many experiences in it."""

Pairs = Callable[[Record], Iterable[tuple[str, str]]]
Found = Mapping[tuple[str, str], frozenset[str]]
"""The slugs of the experiences of each cell."""


@dataclass(frozen=True)
class Header:
    """The head of a row or of a column."""

    label: str
    address: str
    """Of the page of the term; empty when it has none."""
    total: int


@dataclass(frozen=True)
class Cell:
    """How many experiences fall here, and where they are listed."""

    count: int
    address: str

    @property
    def step(self) -> int:
        """How dark it is drawn, from 0 (none) to 4."""
        return sum(self.count >= least for least in _STEPS)


@dataclass(frozen=True)
class Line:
    """A row."""

    header: Header
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """A table of numbers."""

    caption: str
    columns: tuple[Header, ...]
    groups: tuple[tuple[Group | None, tuple[Line, ...]], ...]
    total: int

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every row, whatever its group."""
        return tuple(line for _, lines in self.groups for line in lines)

    @property
    def gaps(self) -> list[tuple[Header, Header]]:
        """The empty cells where chance alone would have put an experience, the most surprising first."""
        expected = {
            (line.header, column): line.header.total * column.total / (self.total or 1)
            for line in self.lines
            for column, cell in zip(self.columns, line.cells, strict=True)
            if not cell.count
        }
        telling = [pair for pair, value in expected.items() if value >= _EXPECTED]
        return sorted(telling, key=lambda pair: (-expected[pair], pair[0].label, pair[1].label))[:_GAPS_SHOWN]


def build(renderer: Renderer) -> Iterator[SiteFile]:
    """Yield both tables."""
    title, crumbs = say(WORDS, "crossing", "title"), list_crumbs()
    head = PageHead(ADDRESS, title, say(WORDS, "crossing", "description"), "browse", crumbs)
    yield renderer.page("crossing.html", head, matrix=cross_terms(renderer), goods=False)
    own_title, description = (say(WORDS, "crossing", "goods", key) for key in ("title", "description"))
    head = PageHead(GOODS_ADDRESS, own_title, description, "browse", (*crumbs, (title, ADDRESS)))
    yield renderer.page("crossing.html", head, matrix=cross_goods(renderer), goods=True)


def cross_terms(renderer: Renderer) -> Matrix:
    """Return types of cooperation by themes; a number leads to the experiences it counts."""
    rows, columns = (renderer.collection.facet(key) for key in (ROWS, COLUMNS))
    found = group_pairs(renderer.records, lambda record: product(rows.values(record), columns.values(record)))

    def find_address(row: str, column: str) -> str:
        return find_search((rows.key, row), (columns.key, column))

    vocabulary = renderer.collection.knowledge.vocabularies[columns.key]
    counts = columns.count(renderer.records)
    heads = [(term.id, Header(term.label, find_page(columns.key, term.id), counts[term.id])) for term in vocabulary]
    return _lay(rows.key, heads, found, find_address, say(WORDS, "crossing", "caption"), len(renderer.records), renderer)


def cross_goods(renderer: Renderer) -> Matrix:
    """Return goods by direction; a number leads to the page of the good, where each experience tells which way it goes."""
    found = group_pairs(renderer.records, list_pairs)
    labels = renderer.collection.knowledge.labels
    heads = [(way, Header(name_way(way, labels), _find_ways(way), _count(found, column=way))) for way in WAYS]
    caption = say(WORDS, "crossing", "goods", "caption")
    return _lay(GOODS, heads, found, lambda row, _: find_page(GOODS, row), caption, _count(found), renderer)


def _find_ways(way: str) -> str:
    """Return the address of the experiences where something goes that way."""
    others = ",".join(direction for direction in Direction if direction not in WAYS)
    return find_search((Computed.DIRECTION, way or others))


def group_pairs(records: Iterable[Record], pairs: Pairs) -> Found:
    """Return the slugs of the records that fall in each cell."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for record in records:
        for pair in pairs(record):
            found[pair].add(record.slug)
    return {pair: frozenset(slugs) for pair, slugs in found.items()}


def _count(found: Found, *, column: str | None = None) -> int:
    """Return the number of experiences of a column, or of all."""
    met = (slugs for pair, slugs in found.items() if column in (pair[1], None))
    return len(frozenset().union(*met))


def _lay(
    key: str,
    heads: Sequence[tuple[str, Header]],
    found: Found,
    find_address: Callable[[str, str], str],
    caption: str,
    total: int,
    renderer: Renderer,
) -> Matrix:
    """Return the table whose rows are the terms of a vocabulary, group by group."""
    vocabulary, counts = renderer.collection.knowledge.vocabularies[key], renderer.collection.facet(key).count(renderer.records)

    def lay_line(id: str) -> Line:
        header = Header(vocabulary[id].label, find_page(key, id), counts[id])
        cells = (Cell(len(found.get((id, column), ())), find_address(id, column)) for column, _ in heads)
        return Line(header, tuple(cells))

    groups = tuple((group, tuple(map(lay_line, ids))) for group, ids in _list_groups(vocabulary))
    return Matrix(caption, tuple(header for _, header in heads), groups, total)


def _list_groups(vocabulary: Vocabulary) -> Iterator[tuple[Group | None, list[str]]]:
    """Yield the ids of each group, then of the terms without one."""
    for group in (*vocabulary.groups, None):
        ids = [term.id for term in vocabulary.in_group(group.id if group else "")]
        if ids:
            yield group, ids

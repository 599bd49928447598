"""What the site weighs, measured on its own pages each time it is made.

Enters: a `Renderer`, the files rendered so far. Leaves: one page. Floor 5.

Numbers are those of the files that are about to be published: nobody has to remember to write them again. Pages of docs are rendered
later, by the site generator: the page says that they are not measured.
"""

from __future__ import annotations

import gzip
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from statistics import median

from kb.pages.card import EXPERIENCES
from kb.pages.phrases import find_phrase, say
from kb.pages.render import WORDS, PageHead, Renderer
from kb.search import browser, directory
from kb.sitefile import SiteFile

ADDRESS = "eco-conception/"
SHEET_MEDIAN, SHEET_ELEMENTS, LIST_ELEMENTS = 350, 800, 600
"""Most elements of a page, drawings aside: half of the sheets, any sheet, any other page."""
KILOBYTE = 1024
WEIGHT = 60 * KILOBYTE
"""Most bytes of a first visit, compressed."""
MEASURED = 400
"""Pages of a kind that are measured; beyond, one in so many: a large base is still made quickly."""
SHOWN = 5
_LEVEL = 6
"""Level of compression, that of most servers."""

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_ELEMENT = re.compile(r"<[a-zA-Z]")
_ASSET = re.compile(r'(?:href|src)="[^"]*?assets/([^"/]+\.(?:css|js))"')


@dataclass(frozen=True)
class Measure:
    """What one page asks of a device and of a network on a first visit."""

    address: str
    elements: int
    """Drawings count for one each."""
    requests: int
    weight: int
    """Bytes, compressed."""

    @property
    def kilobytes(self) -> int:
        """Its weight, rounded up."""
        return round_up(self.weight)

    @property
    def is_heavy(self) -> bool:
        """Whether it goes beyond what the site allows itself."""
        most = SHEET_ELEMENTS if is_sheet(self.address) else LIST_ELEMENTS
        return self.elements > most or self.weight > WEIGHT


@dataclass(frozen=True)
class Kind:
    """The pages of one kind."""

    label: str
    pages: int
    measures: tuple[Measure, ...]

    @property
    def elements(self) -> tuple[int, int]:
        """Elements of the page in the middle, and most elements."""
        counts = [it.elements for it in self.measures]
        return math.ceil(median(counts)), max(counts)

    @property
    def kilobytes(self) -> tuple[int, int]:
        """Weight of the page in the middle, and most weight."""
        weights = [it.weight for it in self.measures]
        return round_up(median(weights)), round_up(max(weights))

    @property
    def requests(self) -> int:
        """Most requests."""
        return max(it.requests for it in self.measures)


def build(renderer: Renderer, files: Sequence[SiteFile]) -> Iterator[SiteFile]:
    """Yield the page; `files` are those rendered so far."""
    pages = [file for file in files if file.address.endswith("index.html") and not _is_left(file)]
    kinds = list_kinds(pages, {PurePosixPath(file.address).name: weigh(file.content) for file in renderer.assets.values()})
    measures = [measure for kind in kinds for measure in kind.measures]
    yield renderer.page(
        "footprint.html",
        PageHead(ADDRESS, say(WORDS, "footprint", "title"), say(WORDS, "footprint", "description")),
        kinds=kinds,
        limits={"median": SHEET_MEDIAN, "sheet": SHEET_ELEMENTS, "list": LIST_ELEMENTS, "weight": WEIGHT // KILOBYTE},
        heavy=sorted((it for it in measures if it.is_heavy), key=lambda it: -it.elements),
        heaviest=sorted(measures, key=lambda it: (-it.weight, it.address))[:SHOWN],
        titles={address: head.title for address, head in renderer.heads.items()},
        demand=weigh_demand(files, renderer),
        total=(len(files), sum(map(count_bytes, files)) / KILOBYTE / KILOBYTE),
    )


def count_bytes(file: SiteFile) -> int:
    """Return the bytes of a file as it stands on a server."""
    return len(file.content.encode() if isinstance(file.content, str) else file.content)


def _is_left(file: SiteFile) -> bool:
    """True for the page that sends an old address to the new one: nobody reads it."""
    return 'http-equiv="refresh"' in str(file.content[:2000])


def is_sheet(address: str) -> bool:
    """True for the page of an experience."""
    return address.startswith(EXPERIENCES) and address.count("/") == EXPERIENCES.count("/") + 1


def list_kinds(pages: Iterable[SiteFile], assets: Mapping[str, int]) -> list[Kind]:
    """Return the pages by kind, measured; each is of the first kind whose pattern fits its address."""
    patterns = [(label, re.compile(pattern)) for label, pattern in find_phrase(WORDS, "footprint", "kinds")]
    found: dict[str, list[SiteFile]] = {label: [] for label, _ in patterns}
    for page in pages:
        address = page.address.removesuffix("index.html")
        found[next(label for label, pattern in patterns if pattern.search(address))].append(page)
    return [Kind(label, len(own), tuple(measure(page, assets) for page in pick(own))) for label, own in found.items() if own]


def pick(pages: Sequence[SiteFile], most: int = MEASURED) -> Sequence[SiteFile]:
    """Return the pages to measure: all of them, or one in so many and the longest."""
    if len(pages) <= most:
        return pages
    longest = sorted(pages, key=lambda page: -len(page.content))[: most // 10]
    return list({page.address: page for page in (*pages[:: math.ceil(len(pages) / most)], *longest)}.values())


def measure(page: SiteFile, assets: Mapping[str, int]) -> Measure:
    """Return what a page asks for; `assets` gives the weight of each style and script by its name."""
    html = str(page.content)
    names = set(_ASSET.findall(html))
    elements = len(_ELEMENT.findall(_DRAWING.sub("<svg>", html)))
    return Measure(page.address.removesuffix("index.html"), elements, 1 + len(names), weigh(html) + sum(assets[name] for name in names))


@lru_cache(maxsize=2048)
def weigh(content: str | bytes) -> int:
    """Return the bytes of a file once compressed."""
    return len(gzip.compress(content.encode() if isinstance(content, str) else content, _LEVEL))


def round_up(weight: float) -> int:
    """Return kilobytes."""
    return math.ceil(weight / KILOBYTE)


def weigh_demand(files: Iterable[SiteFile], renderer: Renderer) -> dict[str, int]:
    """Return the kilobytes of what is fetched when somebody searches: programs and what each word, page or name adds at most."""
    engines = {engine: weigh(renderer.assets[engine.ENGINE.name].content) for engine in (browser, directory)}
    most = {"t": 0, "c": 0, "n": 0, "core": 0, "names": 0, "kin": 0}
    for file in files:
        if file.address.startswith((browser.FOLDER, directory.FOLDER)):
            family = PurePosixPath(file.address).stem.rstrip("0123456789")
            most[family] = max(most.get(family, 0), weigh(file.content))
    starts = {"search": engines[browser] + most["core"], "territories": engines[directory] + most["names"] + most["kin"]}
    return {name: round_up(weight) for name, weight in (starts | {"word": most["t"], "cards": most["c"], "name": most["n"]}).items()}

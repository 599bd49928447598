"""Makes N realistic records out of the real ones: `python benchmarks/generate.py N DIR [--seed S]`.

A generated record borrows the shape of a real one (parties, exchanges, milestones, story) and moves it to other territories: names and
codes come from the reference, numbers and years are shifted, sentences are drawn from the stories of all cases so that words are
distributed as in the base. Nothing is meant to be true, and everything passes `kb check`. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from kb.records.collection import Collection
from kb.records.model import Case, Side
from kb.records.record import Record
from kb.records.shape import make_slug
from kb.reference.territory import Gazetteer, Territory

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("settings.yml", "vocabularies")
_YEAR = re.compile(r"\b(19[5-9]\d|20[0-2]\d)\b")


def generate(count: int, folder: Path, *, seed: int = 1, root: Path = ROOT) -> None:
    """Write a base of `count` records into `folder`."""
    collection = Collection.load(root)
    shapes = list(collection.published)
    places = _read_places(collection.knowledge.gazetteer)
    cases = folder / "cases"
    cases.mkdir(parents=True)
    for name in COPIED:
        source = root / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    for index in range(count):
        chance = random.Random(seed * 1_000_003 + index)
        shape = chance.choice(shapes)
        front, moved = _move(shape, places, chance)
        slug = make_slug(f"{make_slug(front['title'])[:48].strip('-')} {index}")
        text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=100)
        (cases / f"{slug}.md").write_text(f"---\n{text}---\n\n{_tell(shape, shapes, moved, chance)}", encoding="utf-8")


def _read_places(gazetteer: Gazetteer) -> dict[str, list[Territory]]:
    """Return territories by nature, those of one département each."""
    kinds: dict[str, list[Territory]] = {}
    for place in gazetteer.intercommunalities():
        kinds.setdefault(place.nature, []).append(place)
    return kinds


def _move(shape: Record, places: dict[str, list[Territory]], chance: random.Random) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the front matter of a record moved elsewhere, and the names that changed."""
    case: Case = shape.told
    front = case.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
    moved: dict[str, str] = {}
    for party, data in zip(case.parties, front["parties"], strict=True):
        territory = shape.territories.get(party.id)
        pool = places.get(territory.nature) or places["CC"] if territory else []
        if party.side is not Side.THIRD_PARTY and pool:
            new = chance.choice(pool)
            moved[party.label] = moved[party.name] = new.name
            data |= {"name": new.name, "code": new.code}
            data.pop("short", None)
    years = chance.randint(-9, 0)
    front = _shift(front, years, chance)
    for key in ("title", "summary"):
        front[key] = _rename(front[key], moved)[: 90 if key == "title" else 400]
    front["review"] = {"status": "published", "checked_on": "2026-11-25"}
    front.pop("related", None)
    if moved and not any(name in front["title"] for name in moved.values()):
        front["title"] = " – ".join(dict.fromkeys(moved.values()))[:90]
    for source in front["sources"]:
        source["url"] = f"{source.get('url', 'https://generated.example/')}#{chance.randrange(10**9)}"
    return front, moved


def _rename(text: str, moved: dict[str, str]) -> str:
    for old, new in sorted(moved.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(old, new)
    return text


def _shift(value: Any, years: int, chance: random.Random) -> Any:
    """Return the same data with other numbers; dates move back together."""
    if isinstance(value, dict):
        return {key: _shift_field(key, item, years, chance) for key, item in value.items()}
    if isinstance(value, list):
        return [_shift(item, years, chance) for item in value]
    return value


def _shift_field(key: str, item: Any, years: int, chance: random.Random) -> Any:
    if key in ("date", "year", "progress_as_of") and isinstance(item, str):
        return _YEAR.sub(lambda match: str(int(match[0]) + years), item).replace("02-29", "02-28")
    if key in ("value", "min", "max") and isinstance(item, float):
        return round(item * (1 + years / 100), 2)
    return _shift(item, years, chance)


def _tell(shape: Record, shapes: list[Record], moved: dict[str, str], chance: random.Random) -> str:
    """Return a story with the shape's headings, some of its paragraphs taken from other stories."""
    known = [source.id for source in shape.told.sources]
    parts = []
    for kind, section in shape.sections.items():
        blocks = _blocks(section.tokens)
        for index in range(len(blocks)):
            other = chance.choice(shapes)
            if chance.random() < 0.35 and kind in other.sections:
                blocks[index] = _cite(chance.choice(_blocks(other.sections[kind].tokens)), known, chance)
        text = "\n\n".join(_rename(block, moved) for block in blocks)
        parts.append(f"## {section.title}\n\n{text}\n")
    cited = {int(number) for part in parts for number in re.findall(r"\[(\d+)\]", part)}
    rest = "".join(f"[{number}]" for number in known if number not in cited)
    return "\n".join(parts).rstrip() + (f"\n\nD’autres documents le confirment {rest}.\n" if rest else "\n")


def _blocks(tokens: tuple[Any, ...]) -> list[str]:
    """Return the paragraphs and list items of a section."""
    blocks, listed = [], False
    for token in tokens:
        if token.type in ("list_item_open", "list_item_close"):
            listed = token.type == "list_item_open"
        elif token.type == "inline":
            blocks.append(f"- {token.content}" if listed else token.content)
    return blocks


def _cite(text: str, known: list[int], chance: random.Random) -> str:
    """Return a borrowed text whose citations name sources of this record."""
    return re.sub(r"\[\d+\]", lambda match: f"[{chance.choice(known)}]", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generate(arguments.count, arguments.folder, seed=arguments.seed)


if __name__ == "__main__":
    main()

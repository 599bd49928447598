"""The names of territories for a browser: complete, cut where they are looked for, compared as the terminal compares."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
from bisect import bisect_right
from pathlib import Path
from typing import Any

import pytest

from kb.records.collection import Collection
from kb.reference.placename import whole_key
from kb.reference.territory import Gazetteer, Level
from kb.search.chunk import CALL
from kb.search.comparable import find_peers, liken
from kb.search.directory import ENGINE, export_directory, list_partners
from kb.search.node import find_node
from kb.sitefile import SiteFile

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def collection() -> Collection:
    return Collection.load(ROOT)


@pytest.fixture(scope="module")
def gazetteer(collection: Collection) -> Gazetteer:
    return collection.knowledge.gazetteer


@pytest.fixture(scope="module")
def chunks(gazetteer: Gazetteer) -> dict[str, Any]:
    return {Path(file.address).stem: read_chunk(file) for file in export_directory(gazetteer)[1]}


def read_chunk(file: SiteFile) -> Any:
    return json.loads(f"[{str(file.content).removeprefix(CALL + '(').removesuffix(');')}]")[1]


def test_every_commune_stands_in_the_file_where_its_name_is_looked_for(chunks: dict[str, Any], gazetteer: Gazetteer) -> None:
    starts = chunks["names"]["starts"].split(",")
    assert starts == sorted(starts)
    rows = [line.split("\t") for line in gazetteer.commune_table.splitlines()]
    columns = [chunks[f"n{number}"][0] for number in range(len(starts))]
    held = [set(codes[1].split("|")) if codes else set() for codes in columns]
    missing = [row[1] for row in rows if row[0] not in held[bisect_right(starts, whole_key(row[1])) - 1]]
    assert missing == []
    assert sum(map(len, held)) == len(rows)


def test_every_wider_body_stands_under_its_name(chunks: dict[str, Any], gazetteer: Gazetteer) -> None:
    starts = chunks["names"]["starts"].split(",")
    for body in gazetteer.wider_bodies():
        if body.population:
            key = whole_key(body.name)
            rows = chunks[f"n{bisect_right(starts, key) - 1}"][1]
            assert [row[2] for row in rows if row[0] == key and row[2] == body.code] == [body.code], body.name


def test_a_commune_leads_to_its_epci(chunks: dict[str, Any], gazetteer: Gazetteer) -> None:
    starts = chunks["names"]["starts"].split(",")
    _, codes, _, _, ranks = (column.split("|") for column in chunks[f"n{bisect_right(starts, 'saint felicien') - 1}"][0])
    rank = int(ranks[codes.index("07236")])
    commune = gazetteer.get("07236")
    assert commune
    assert chunks[f"e{rank // chunks['names']['shelf']}"][rank % chunks["names"]["shelf"]][1] == commune.epci


def test_a_file_is_light(gazetteer: Gazetteer) -> None:
    sizes = {file.address: len(gzip.compress(str(file.content).encode(), 6)) for file in export_directory(gazetteer)[1]}
    assert max(sizes.values()) <= 8 * 1024


def test_the_address_tells_the_content(gazetteer: Gazetteer) -> None:
    whole, other = export_directory(gazetteer)[0], export_directory(Gazetteer())[0]
    assert whole == export_directory(gazetteer)[0]
    assert whole != other  # groupings of the base are in one only


ASK = """
const { readFileSync } = require("node:fs"), { runInThisContext } = require("node:vm"), [engine, data] = process.argv.slice(1);
runInThisContext(readFileSync(engine, "utf8"));
const { chunks, kin, asked } = JSON.parse(readFileSync(data, "utf8"));
(async () => {
  const likeness = await runInThisContext("Likeness").open(async (name) => chunks[name], async () => kin), answers = [];
  for (const text of asked) {
    const [place] = await likeness.resolve(text);
    const found = place && [...likeness.rank(place).ranks.values()];
    answers.push(place ? found.map((it) => [it.document, Boolean(it.own), it.place.code, it.value]) : null);
  }
  process.stdout.write(JSON.stringify(answers));
})();
"""


def test_the_browser_compares_as_the_terminal_does(
    collection: Collection, gazetteer: Gazetteer, chunks: dict[str, Any], tmp_path: Path
) -> None:
    chance = random.Random(3)
    codes = chance.sample([line.partition("\t")[0] for line in gazetteer.commune_table.splitlines()], 300)
    bodies = [it for it in gazetteer.wider_bodies() if it.population]
    groupings = [it for it in gazetteer.wider_bodies() if it.level is Level.GROUPING]
    territories = [*(it for code in codes if (it := gazetteer.get(code))), *chance.sample(bodies, 150), *groupings]
    assert any(not it.population for it in groupings)
    asked = [f"{it.name},{it.code}" for it in territories]
    data = tmp_path / "asked.json"
    kin = list_partners(collection.published)
    data.write_text(json.dumps({"chunks": chunks, "kin": kin, "asked": asked}), encoding="utf-8")
    command = [find_node() or "node", "-e", ASK, str(ENGINE), str(data)]
    answers = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout)
    slugs = [record.slug for record in collection.published]
    for territory, answer in zip(territories, answers, strict=True):
        assert answer is not None, territory.name
        peers = find_peers(collection.published, territory, limit=1000)
        expected = [[peer.slug, peer.own, peer.place.code, peer.score] for peer in peers]
        assert [[slugs[number], *rest] for number, *rest in answer] == expected, territory.name


def test_the_closest_in_population_come_first_among_equals(collection: Collection, gazetteer: Gazetteer) -> None:
    territory = gazetteer.get("07236")
    assert territory
    assert territory.population
    gaps = []
    for peer in find_peers(collection.published, territory, limit=1000):
        assert peer.place.population
        assert peer.score == liken(territory, peer.place)
        sizes = (peer.place.population, territory.population)
        gaps.append((-peer.score, max(sizes) / min(sizes)))
    assert len(gaps) > 1
    assert gaps == sorted(gaps)

"""What a search in a page costs: `python -m benchmarks.browser_search [FOLDER...] [--minisearch FILE] [--engines NAME...]`.

Each folder holds a base (`benchmarks/generate.py`). Ours is measured on the real page of the list, cards, map and counts included;
MiniSearch (an index of the same words made beforehand, accents folded) and Pagefind (bare pages with the same words) on a bare page that
lists 24 titles. In real Chromium, files served by this machine:

- bytes, compressed, from the focus of the field to the first list, engine included, over cold visits;
- time from a key to the list laid out, over judged queries typed letter by letter.

MiniSearch: the UMD file of the npm package. Pagefind: `pip install "pagefind[bin]"`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search.chromium import ARGUMENTS, CHROMIUM, serve
from benchmarks.search.corpus import Base, pour_pages, read_base, write_html
from kb.pages import listing
from kb.pages.render import Renderer
from kb.publish import pour
from kb.search.evaluate import read_queries

ROOT = Path(__file__).resolve().parent.parent
VISITS, TYPED, LETTERS = 6, 24, 14
"""Cold visits; queries typed; letters typed of each."""
SHOWN = 24
HEAD = """\
| records | engine | KB to the first list, median / most | KB in all, most | ms a key, p5 / median / p95 | keys |
|---|---|---|---|---|---|"""
BARE = f"""<!doctype html><html lang="fr"><meta charset="utf-8"><title>Essai</title><input id="q" type="search"><ol id="list"></ol><script>
let find = null, turn = 0;
const q = document.getElementById("q"), list = document.getElementById("list");
const open = () => find ??= prepare();
q.addEventListener("focus", open);
q.addEventListener("input", async () => {{
  const mine = ++turn, titles = await (await open())(q.value, {SHOWN});
  if (mine === turn) list.replaceChildren(...titles.map((title) => Object.assign(document.createElement("li"), {{ textContent: title }})));
}});
</script>"""
FOLD = 'const fold = (word) => word.toLowerCase().normalize("NFD").replace(/\\p{M}/gu, "").replace(/œ/g, "oe");\n'
OPTIONS = '{ fields: FIELDS, storeFields: ["title"], processTerm: (term) => fold(term) }'
MINISEARCH = f"""<script>
{FOLD}const make = (values) => Object.assign(document.createElement("script"), values);
const addScript = (src) => new Promise((onload) => document.head.append(make({{ src, onload }})));
const prepare = async () => {{
  await addScript("minisearch.js");
  const index = MiniSearch.loadJSON(await (await fetch("index.json")).text(), OPTIONS);
  return (text, most) => index.search(text, {{ prefix: true, fuzzy: 0.2 }}).slice(0, most).map((it) => it.title);
}};
</script>"""
PAGEFIND = """<script>
const prepare = async () => {
  const engine = await import("/pagefind/pagefind.js");
  await engine.init();
  return async (text, most) => {
    const { results } = await engine.search(text);
    return Promise.all(results.slice(0, most).map(async (it) => (await it.data()).meta.title));
  };
};
</script>"""
KEYS = """async ([selector, texts, letters, whole]) => {
  const field = document.getElementById("q"), place = document.querySelector(selector), times = [];
  const wait = (change) => new Promise((done) => {
    const watch = new MutationObserver(() => { watch.disconnect(); clearTimeout(late); done(true); });
    const late = setTimeout(() => { watch.disconnect(); done(false); }, 30000);
    watch.observe(place, { childList: true, subtree: true });
    change();
  });
  for (const text of texts) {
    for (let length = whole ? text.length : 1; length <= (whole ? text.length : Math.min(letters, text.length)); length++) {
      const start = performance.now();
      const came = await wait(() => { field.value = text.slice(0, length); field.dispatchEvent(new Event("input", { bubbles: true })); });
      void document.body.offsetHeight;
      if (came) times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done, 60));
    }
  }
  return times;
}"""
"""Types in the page and returns milliseconds, one figure a key."""

Site = tuple[str, str]
"""Address of a page below a server, and selector of the place where its list comes."""


# --- sites -----------------------------------------------------------------------------------------------------------


def write_ours(base: Base, folder: Path, _: Path | None) -> Site:
    """Write the list of the site, its assets and its index."""
    renderer = Renderer(base.collection)
    pour([*listing.build(renderer), *renderer.assets.values()], folder)
    return "experiences/", ".found"


def write_minisearch(base: Base, folder: Path, library: Path | None) -> Site:
    """Write a page, and an index that node makes beforehand."""
    if library is None:
        raise SystemExit("--minisearch is missing")
    folder.mkdir()
    shutil.copy(library, folder / "minisearch.js")
    pages = [
        {"id": number, "title": page.title} | {name: page.joined(name) for name in page.texts} for number, page in enumerate(base.pages)
    ]
    (folder / "pages.json").write_text(json.dumps(pages), encoding="utf-8")
    options = OPTIONS.replace("FIELDS", json.dumps(list(pages[0])[1:]))
    script = (
        f"const fs = require('fs'), MiniSearch = require('./minisearch.js'); {FOLD}"
        f"const index = new MiniSearch({options}); index.addAll(JSON.parse(fs.readFileSync('pages.json')));"
        "fs.writeFileSync('index.json', JSON.stringify(index));"
    )
    subprocess.run(["node", "--max-old-space-size=6000", "-e", script], cwd=folder, check=True)
    (folder / "index.html").write_text(BARE + MINISEARCH.replace("OPTIONS", options), encoding="utf-8")
    return "", "#list"


def write_pagefind(base: Base, folder: Path, _: Path | None) -> Site:
    """Write bare pages and let Pagefind index them."""
    pour_pages(base.pages, folder, write_html, "pages/{slug}/index.html")
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder), "--glob", "pages/**/*.html", "--quiet"], check=True)
    (folder / "index.html").write_text(BARE + PAGEFIND, encoding="utf-8")
    return "", "#list"


ENGINES: dict[str, Callable[[Base, Path, Path | None], Site]] = {
    "ours": write_ours,
    "minisearch": write_minisearch,
    "pagefind": write_pagefind,
}


# --- measures --------------------------------------------------------------------------------------------------------


@contextmanager
def visit(browser: Browser, address: str) -> Iterator[Page]:
    """Open an address with nothing in the cache."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(120_000)
        page.goto(address, wait_until="load")
        yield page


def weigh(folder: Path, address: str, url: str) -> int:
    """Return the bytes of a file once compressed by a server; as they are when they are compressed already."""
    path = folder / url.removeprefix(address).split("?")[0]
    content = path.read_bytes() if path.is_file() else b""
    return min(len(content), len(gzip.compress(content, 6)))


def measure_bytes(browser: Browser, folder: Path, address: str, site: Site, text: str) -> tuple[int, int]:
    """Return the bytes of a text asked on a cold visit: until the first list, until nothing more is asked."""
    with visit(browser, address + site[0]) as page:
        asked: set[str] = set()
        page.wait_for_timeout(300)
        page.on("request", lambda request: asked.add(request.url))
        page.focus("#q")
        page.evaluate(KEYS, [site[1], [text], 0, True])
        first = sum(weigh(folder, address, url) for url in asked)
        page.wait_for_timeout(2_000)
        return first, sum(weigh(folder, address, url) for url in asked)


def measure_keys(browser: Browser, address: str, site: Site, texts: list[str]) -> list[float]:
    """Return the milliseconds of each key, once the engine is there."""
    with visit(browser, address + site[0]) as page:
        page.focus("#q")
        page.evaluate(KEYS, [site[1], ["eau"], 3, False])
        times: list[float] = page.evaluate(KEYS, [site[1], texts, LETTERS, False])
        return times


def measure(name: str, base: Base, texts: list[str], library: Path | None) -> str:
    """Return a row of the table."""
    with tempfile.TemporaryDirectory(prefix="kb-browser-search-") as made:
        folder = Path(made) / "site"
        site = ENGINES[name](base, folder, library)
        with serve(folder) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            weighed = [measure_bytes(browser, folder, address, site, text) for text in texts[:VISITS]]
            times = measure_keys(browser, address, site, texts)
            browser.close()
    first, settled = zip(*weighed, strict=True)
    least, *_, late = statistics.quantiles(times, n=20)
    return (
        f"| {len(base.pages)} | {name} | {statistics.median(first) / 1024:.0f} / {max(first) / 1024:.0f} | {max(settled) / 1024:.0f} "
        f"| {least:.0f} / {statistics.median(times):.0f} / {late:.0f} | {len(times)} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT])
    parser.add_argument("--minisearch", type=Path, metavar="FILE")
    parser.add_argument("--engines", nargs="*", default=list(ENGINES), choices=ENGINES)
    arguments = parser.parse_args()
    queries = [query.text for query in read_queries(ROOT / "tests" / "search" / "queries.yml") if query.answerable]
    texts = queries[:: max(1, len(queries) // TYPED)][:TYPED]
    print(HEAD)
    for folder in arguments.folders:
        base = read_base(folder)
        for name in arguments.engines:
            print(measure(name, base, texts, arguments.minisearch), flush=True)


if __name__ == "__main__":
    main()

"""Pagefind as it comes, in a real browser: on the sheets of the built site, or on bare pages that hold the same words as every engine.

Needs `pip install "pagefind[bin]"`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.search.chromium import browse
from benchmarks.search.corpus import DEEP, Base, pour_pages, read_slug, write_html
from kb.publish import build_site, pour
from kb.search.evaluate import Answer, Engine

SHEETS = "experiences/*/index.html"
ASK = """async ([text, depth]) => {
  const { results } = await (await import("/pagefind/pagefind.js")).search(text);
  return Promise.all(results.slice(0, depth).map(async (result) => (await result.data()).url));
}"""


@contextmanager
def open_sheets(base: Base, folder: Path) -> Iterator[Engine]:
    """Index the sheets of the site, as `kb site` writes them."""
    pour(build_site(base.collection), folder / "site")
    with _open(folder / "site") as engine:
        yield engine


@contextmanager
def open_pages(base: Base, folder: Path) -> Iterator[Engine]:
    """Index bare pages."""
    pour_pages(base.pages, folder / "site", write_html, SHEETS.replace("*", "{slug}"))
    with _open(folder / "site") as engine:
        yield engine


@contextmanager
def _open(site: Path) -> Iterator[Engine]:
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--glob", SHEETS, "--quiet"]
    subprocess.run(command, check=True)
    with browse(site) as (page, address):
        page.goto(f"{address}pagefind/")

        def ask(text: str) -> Answer:
            slugs = [read_slug(url) for url in page.evaluate(ASK, [text, DEEP])]
            return Answer(slugs, not slugs)

        yield ask

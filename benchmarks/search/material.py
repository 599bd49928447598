"""The search of Material for MkDocs, as it comes: `language: fr`, a page a record, in a real browser.

The field of the page is filled, and the answer of its worker is read as the page receives it: a list of pages, the best first.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.search.chromium import browse
from benchmarks.search.corpus import DEEP, Base, pour_pages, read_slug, write_markdown
from kb.search.evaluate import Answer, Engine

SETTINGS = """\
site_name: Expériences
site_url: http://127.0.0.1/
theme:
  name: material
  language: fr
  font: false
plugins:
  - search
"""
LISTEN = """
globalThis.searchAsked = 0;
globalThis.searchAnswers = [];
const { Worker: Stock } = globalThis;
globalThis.Worker = class extends Stock {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data: { type, data } }) => {
      if (type === 3) searchAnswers.push(data.items.map(([page]) => page.location));
    });
  }
  postMessage(message, ...rest) {
    if (message.type === 2) searchAsked += 1;
    super.postMessage(message, ...rest);
  }
};
"""
"""Keeps what the page asks its search, and what the worker says: 2 is the type of a question, 3 of an answer."""
FIELD = ".md-search__input"


def build_site(base: Base, folder: Path) -> Path:
    """Build the pages with MkDocs; return the folder of the site."""
    pour_pages(base.pages, folder / "docs", write_markdown, "experiences/{slug}.md")
    (folder / "docs" / "index.md").write_text("---\nsearch:\n  exclude: true\n---\n\n# Accueil\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    subprocess.run(command, cwd=folder, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"})
    return folder / "site"


@contextmanager
def open_engine(base: Base, folder: Path) -> Iterator[Engine]:
    """Build the site and open its first page, its search open."""
    with browse(build_site(base, folder)) as (page, address):
        page.add_init_script(LISTEN)
        page.goto(address)
        page.evaluate("document.querySelector('[data-md-toggle=search]').click()")

        def ask(text: str) -> Answer:
            before = page.evaluate("searchAsked")
            for typed in ("", text):
                page.fill(FIELD, typed)
                page.dispatch_event(FIELD, "keyup")
            page.wait_for_function("(before) => searchAsked > before && searchAnswers.length === searchAsked", arg=before)
            slugs = [read_slug(location) for location in page.evaluate("searchAnswers.at(-1)")[:DEEP]]
            return Answer(slugs, not slugs)

        yield ask

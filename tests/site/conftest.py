"""One real build, one server, one browser: what the tests of the site share.

A tool of the system that is missing makes these tests fail, with the line to type.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import FIXTURES, REPOSITORY, SLUG, TODAY, record
from tests.site.parsing import Html, read_site

CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--force-color-profile=srgb"]
PAGES = {
    "home": "",
    "list": "experiences/",
    "sheet": "experiences/rennes-terres-de-sources/",
    "sheet of three parties": "experiences/strasbourg-saint-die-vallee-de-la-bruche/",
    "sheet of sixteen parties": "experiences/rennes-quinze-intercommunalites/",
    "sheet of a contested exchange": "experiences/bordeaux-landes-du-medoc-eau/",
    "sheet of what was never concluded": "experiences/lyon-aurillac/",
    "sheet from abroad": "experiences/yokohama-tohoku/",
    "browse": "parcourir/",
    "themes": "themes/",
    "theme": "themes/eau/",
    "types": "cooperations/",
    "type": "cooperations/contrat-de-reciprocite/",
    "compare": "comparer/",
    "compare two": "comparer/?cas=lyon-aurillac,rennes-terres-de-sources",
    "dossier": "dossier/",
    "crossing": "croisement/",
    "crossing of goods": "croisement/biens/",
    "goods": "echanges/",
    "good": "echanges/eau-brute-ou-potable/",
    "places": "territoires/",
    "region": "territoires/auvergne-rhone-alpes/",
    "département": "territoires/isere/",
    "what did not work": "ce-qui-a-coince/",
    "rules": "regles/",
    "chapter of rules": "regles/remplir/",
    "footprint": "eco-conception/",
    "contact": "contact/",
    "legal": "mentions-legales/",
    "contribute": "contribuer/",
    "method": "methode/",
    "accessibility": "accessibilite/",
    "site map": "plan-du-site/",
    "not found": "404.html",
}
"""Each kind of page, and a page of that kind. Records are named for their shape."""
each_page = pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())


def find_tool(command: str, package: str) -> str:
    """Return the path of a program of the system, or fail with the line that installs it."""
    path = shutil.which(command)
    if path is None:
        pytest.fail(f"{command} is missing. Type: sudo apt-get install --no-install-recommends {package}", pytrace=False)
    return path


# --- builds ----------------------------------------------------------------------------------------------------------


def copy_base(folder: Path, cases: Mapping[str, str] | None = None, **files: str) -> Path:
    """Make a base in `folder`: the repository's papers with its own records, or with `cases` and the fictional settings."""
    folder.mkdir(parents=True)
    for name in ("docs", "vocabularies"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    if cases is None:
        shutil.copytree(REPOSITORY / "cases", folder / "cases")
        shutil.copy(REPOSITORY / "settings.yml", folder)
    else:
        shutil.copy(FIXTURES / "settings.yml", folder)
        shutil.copy(FIXTURES / "groupings.yml", folder / "vocabularies")
        (folder / "cases").mkdir()
        for name, text in cases.items():
            (folder / "cases" / name).write_text(text, encoding="utf-8")
    return folder


def run_mkdocs(root: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a process of its own, as people do."""
    command = [sys.executable, "-m", "mkdocs", *args]
    wanted = {key: value for key, value in os.environ.items() if key != "KB_PUBLIC"} | {"NO_MKDOCS_2_WARNING": "1"} | environment
    return subprocess.run(command, cwd=root, env=wanted, capture_output=True, text=True, timeout=300, check=False)


def build_here(root: Path) -> Path:
    """Run `mkdocs build --strict` in this process, so that coverage sees it, and return the folder of the site."""
    from click.testing import CliRunner
    from mkdocs.__main__ import cli

    args = ["build", "--strict", "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(root / "site")]
    result = CliRunner().invoke(cli, args)
    assert result.exit_code == 0, result.output
    return root / "site"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the real site, built once."""
    return build_here(copy_base(tmp_path_factory.mktemp("site") / "base"))


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, Html]:
    """Return every page of the real site, read once."""
    return read_site(site)


FICTION = {
    f"{SLUG}.md": record(former_slugs=["bois-de-brume"]),
    "lavoir-de-montclair.md": (FIXTURES / "other.md").read_text(encoding="utf-8"),
    "lycee.md": record(title="Un lycée pour Brume", review={"status": "draft", "checked_on": "2026-01", "reason": "À relire."}),
    "moulin.md": record(
        title="Un moulin partagé", review={"status": "withdrawn", "checked_on": "2026-01", "reason": "À la demande de Brume."}
    ),
    "cassee.md": record(themes=["foret-boi"], title="Une fiche <b>cassée</b>"),
}
"""A base that has a record of every fate: renamed, draft, withdrawn, broken."""
FATES = {
    "draft": "experiences/lycee/",
    "withdrawn": "experiences/moulin/",
    "broken": "experiences/cassee/",
    "home of two": "",
    "list of two": "experiences/",
}
each_fate = pytest.mark.parametrize("address", FATES.values(), ids=FATES.keys())


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the fictional site as its authors see it."""
    from kb.publish import build_site, pour
    from kb.records.collection import Collection

    root = copy_base(tmp_path_factory.mktemp("preview") / "base", FICTION)
    pour(build_site(Collection.load(root, today=TODAY), preview=True), root / "site")
    return root / "site"


# --- server ----------------------------------------------------------------------------------------------------------


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word; what does not exist is answered by 404.html, as hosts do."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the page of the site."""
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


def find_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Return the address of the real site."""
    yield from serve(site)


@pytest.fixture(scope="session")
def preview_server(preview: Path) -> Iterator[str]:
    """Return the address of the fictional site."""
    yield from serve(preview)


# --- browser ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return one Chromium, the system's."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_tool("chromium", "chromium"), args=CHROMIUM_ARGS)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return a visit: no cookie, no cache."""
    with browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR") as visit:
        yield visit


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """Return a page of a wide screen."""
    return context.new_page()

"""What the site looks like: `python -m benchmarks.photograph FOLDER [--mockups FOLDER] [--site FOLDER] [--only WORD...]`.

Builds the site, photographs a page of each kind on a narrow screen, a wide one, a wide dark one and on paper (its first page), then lays
the pictures on one contact sheet, beside the mock-ups they answer to. To be looked at: nothing is compared by machine. Words are drawn
with the faces of this machine; mock-ups, with P052 (Debian: fonts-urw-base35). Needs Chromium and `pdftoppm`.
"""

from __future__ import annotations

import argparse
import html
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.search.chromium import ARGUMENTS, CHROMIUM, PATIENCE_MS, serve

ROOT = Path(__file__).resolve().parent.parent
THREE = "?cas=rennes-terres-de-sources,lyon-aurillac,eau-de-paris-captages"
PAGES = {
    "home": "",
    "list": "experiences/",
    "search": "experiences/?q=eau",
    "sheet-short": "experiences/le-creusot-montceau-morvan/",
    "sheet-long": "experiences/rennes-terres-de-sources/",
    "sheet-median": "experiences/agriparis-seine/",
    "sheet-three": "experiences/strasbourg-saint-die-vallee-de-la-bruche/",
    "sheet-never": "experiences/lyon-aurillac/",
    "browse": "parcourir/",
    "themes": "themes/",
    "theme": "themes/eau/",
    "type": "cooperations/contrat-de-reciprocite/",
    "goods": "echanges/",
    "good": "echanges/eau-brute-ou-potable/",
    "places": "territoires/",
    "region": "territoires/auvergne-rhone-alpes/",
    "departement": "territoires/isere/",
    "crossing": "croisement/",
    "crossing-goods": "croisement/biens/",
    "compare": f"comparer/{THREE}",
    "dossier": f"dossier/{THREE}",
    "dossier-empty": "dossier/",
    "rules": "regles/",
    "chapter of rules": "regles/remplir/",
    "contribute": "contribuer/",
    "method": "methode/",
    "glossary": "glossaire/",
    "about": "a-propos/",
    "accessibility": "accessibilite/",
    "legal": "mentions-legales/",
    "privacy": "donnees-personnelles/",
    "sitemap": "plan-du-site/",
    "contact": "contact/",
    "not-found": "404.html",
}
"""A page of each kind; sheets are named for their shape."""
MOCKUPS = {
    "home": ("home-390", "home-1280"),
    "search": ("explorer-390", "explorer-1280"),
    "sheet-long": ("fiche-390", "fiche-1280", "fiche-dark", "fiche-print"),
    "sheet-three": ("fiche-trois-1280",),
    "theme": ("theme-1280",),
}
SCREENS = {"390": (390, 844, "light"), "1280": (1280, 900, "light"), "dark": (1280, 900, "dark")}
"""Width, height and colours of each screen."""
STYLE = """body{margin:24px;font:20px sans-serif;display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:28px 24px;background:#ddd}
figure{margin:0;border-top:3px solid;padding-top:6px}figcaption{margin-bottom:6px}div{display:flex;gap:8px;height:520px;overflow:hidden}
img{flex:1280 1 0;min-width:0;align-self:flex-start}img.narrow{flex-grow:600}"""


@dataclass
class Studio:
    """A browser, the address of the site and the folder of the pictures."""

    browser: Browser
    address: str
    folder: Path

    def photograph(self, name: str, path: str) -> None:
        """Take the pictures of one page."""
        for screen, (width, height, scheme) in SCREENS.items():
            page = self.browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, locale="fr-FR")
            page.set_default_timeout(PATIENCE_MS)
            self.open(page, path)
            page.screenshot(path=self.folder / f"{name}-{screen}.png", full_page=True)
            if screen == "1280":
                self.print_first_page(page, name)
            page.close()

    def open(self, page: Page, path: str) -> None:
        """Open a page and wait for its scripts to have drawn it."""
        page.goto(self.address + path, wait_until="networkidle")

    def print_first_page(self, page: Page, name: str) -> None:
        """Print a page to paper, and turn the first sheet of it into a picture."""
        paper, picture = self.folder / f"{name}.pdf", self.folder / f"{name}-print"
        page.pdf(path=paper, prefer_css_page_size=True, format="A4")
        subprocess.run(["pdftoppm", "-r", "90", "-png", "-f", "1", "-l", "1", "-singlefile", paper, picture], check=True)

    def lay_out(self, names: Iterable[str], mockups: Path | None) -> None:
        """Lay the pictures on one contact sheet, mock-ups after the pages they answer to."""
        sheet = self.folder / "contact-sheet.html"
        shown = "".join(_show(name, self.folder, mockups) for name in names)
        sheet.write_text(f"<meta charset=utf-8><style>{STYLE}</style>{shown}", encoding="utf-8")
        page = self.browser.new_page(viewport={"width": 3800, "height": 1000})
        page.set_default_timeout(PATIENCE_MS)
        page.goto(sheet.as_uri())
        page.screenshot(path=self.folder / "contact-sheet.png", full_page=True)
        page.close()


def _show(name: str, folder: Path, mockups: Path | None) -> str:
    taken = [folder / f"{name}-{screen}.png" for screen in (*SCREENS, "print")]
    wanted = [mockups / f"{each}.png" for each in MOCKUPS.get(name, ())] if mockups else []
    images = (f"<img src='{path.resolve().as_uri()}'{' class=narrow' if '390' in path.name else ''}>" for path in (*taken, *wanted))
    note = f" – mock-ups at the right ({len(wanted)})" if wanted else ""
    return f"<figure><figcaption><b>{name}</b> /{html.escape(PAGES[name])}{note}</figcaption><div>{''.join(images)}</div></figure>"


def build(folder: Path) -> None:
    """Build the whole site into a folder, guide pages included."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder.resolve())]
    subprocess.run(command, cwd=ROOT, check=True)


def main() -> None:
    """Build, photograph, lay out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--mockups", type=Path, help="pictures to lay beside")
    parser.add_argument("--site", type=Path, help="a site that is already built")
    parser.add_argument("--only", nargs="*", default=[], help="words of the names of the pages to photograph")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    site = options.site or options.folder / "site"
    if not options.site:
        build(site)
    names = [name for name in PAGES if not options.only or any(word in name for word in options.only)]
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        studio = Studio(browser, address, options.folder)
        for name in names:
            studio.photograph(name, PAGES[name])
        studio.lay_out([name for name in PAGES if (options.folder / f"{name}-1280.png").exists()], options.mockups)
        browser.close()


if __name__ == "__main__":
    main()

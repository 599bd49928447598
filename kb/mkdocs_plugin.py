"""The door of MkDocs: pours the site's files into a build, watches the records, says what is wrong.

Floor 7, and the only module that knows MkDocs. `mkdocs build` refuses a base that has an error and leaves the former site
whole; `mkdocs serve` shows the error at the record's own address.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import base, config_options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import CountHandler

from kb.diagnostics.diagnostic import KbError, Severity
from kb.diagnostics.reporters import render
from kb.diagnostics.reporters.report import count_words
from kb.diagnostics.rules import words
from kb.pages.site import build_guide
from kb.publish import build_site, refuse_placeholders, swap_folder
from kb.records.collection import CASES, Collection

log = get_plugin_logger(__name__)

_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING, Severity.INFO: logging.DEBUG}
_REFUSED = "{errors} dans les fiches : rien n’est construit, le site précédent reste en place."
_WATCHED = (CASES, "vocabularies", "settings.yml")
_OURS = {"404.html", "sitemap.xml"}
"""Files that the theme would write over those made from the records."""
_THEME = Path(__file__).parent / "pages" / "theme"


class ReciprocitesConfig(base.Config):
    """Options of the plugin."""

    public = config_options.Type(bool, default=False)
    """True for a build that goes to the public: placeholders in the settings are refused."""


class ReciprocitesPlugin(BasePlugin[ReciprocitesConfig]):
    """Publishes the records of the project that holds `mkdocs.yml`."""

    def __init__(self) -> None:
        self.serving = False
        self.final: Path | None = None
        self.collection: Collection | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Remember whether somebody is writing."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the site, watch what the site is made of, put our templates before the theme's."""
        root = Path(config.config_file_path).parent
        if not self.serving:
            self.final = Path(config.site_dir)
            config.site_dir = f"{config.site_dir}.new"
        config.theme.dirs.insert(0, str(_THEME))
        config.theme.static_templates -= _OURS
        config.watch += [str(root / name) for name in _WATCHED]
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the records before anything is written; a build stops here when one is wrong."""
        try:
            self.collection = Collection.load(Path(config.config_file_path).parent)
            if self.config.public:
                refuse_placeholders(self.collection)
        except KbError as error:
            raise PluginError(str(error)) from error
        errors = self._report(self.collection)
        if errors and not self.serving:
            raise PluginError(_REFUSED.format(errors=count_words(errors, words.SEVERITIES["error"])))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and files made from the records."""
        for made in build_site(self._collection, preview=self.serving):
            file = File.generated(config, made.address, content=made.content, inclusion=InclusionLevel.NOT_IN_NAV)
            former = files.get_file_from_path(made.address)
            if former is not None:  # the theme has one of that name
                files.remove(former)
            if made.source:
                file.edit_uri = f"../{made.source}"
            files.append(file)
        return files

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's `main.html` the leaf that dresses the guide pages."""
        collection = self._collection

        def dress(page: Any) -> Markup:
            return Markup(build_guide(collection, page, preview=self.serving))  # noqa: S704 - a whole page, escaped by its template

        env.globals["dress"] = dress
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the finished site in the place of the former one, unless a strict build is about to be refused."""
        if self.final is not None and not (config.strict and count_warnings()):
            swap_folder(Path(config.site_dir), self.final)
            config.site_dir = str(self.final)

    @property
    def _collection(self) -> Collection:
        if self.collection is None:
            raise PluginError(type(self).__name__)
        return self.collection

    def _report(self, collection: Collection) -> int:
        for diagnostic in collection.diagnostics:
            if diagnostic.severity is not Severity.INFO:
                log.log(_LEVELS[diagnostic.severity], "%s", render("text", [diagnostic], color=False).rstrip())
        return sum(diagnostic.severity is Severity.ERROR for diagnostic in collection.diagnostics)


def count_warnings() -> int:
    """Return how many warnings a strict build has counted so far; MkDocs looks at them only after `on_post_build`."""
    counters = [handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler)]
    return sum(count for counter in counters for _, count in counter.get_counts())

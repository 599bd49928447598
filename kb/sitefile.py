"""A file of the site, held in memory until a door (the plugin, `kb site`) pours it. Floor 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file to publish."""

    address: str
    """Path below the site's root: `experiences/terres-de-sources/index.html`."""
    content: str | bytes
    source: str = ""
    """Path of the record or page it is made from, relative to the project root; empty when made from many."""

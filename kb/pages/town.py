"""The names of towns on a map of links: one beside each group of towns that touch.

Enters: links, an outline. Leaves: the same links, some of them with a label. Floor 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from math import dist

from kb.pages.map import Link
from kb.pages.phrases import find_phrase
from kb.reference.outline import Outline
from kb.reference.placename import fold

WORDS = "pages"
SHOWN, NEAR = 632, 26
"""Width of a map on screen, and how close two towns share a name, in pixels."""


def sort_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return the links by title."""
    return tuple(sorted(links, key=lambda link: fold(link.title)))


def name_towns(links: Iterable[Link], outline: Outline) -> list[Link]:
    """Return the links with a name beside each group of towns that touch: the shortest, where most links start first."""
    reach = NEAR * outline.viewbox[2] / SHOWN
    groups: list[list[Link]] = []
    for link in sort_links(links):
        near = (group for group in groups if dist(group[0].start.on(outline), link.start.on(outline)) < reach)
        found = next(near, None)
        if found is None:
            groups.append([link])
        else:
            found.append(link)
    named = []
    for group in sorted(groups, key=len, reverse=True):
        town = min(filter(None, (_shorten_town(link.start.name) for link in group)), key=len, default="")
        named += [replace(group[0], label=town), *group[1:]]
    return named


def _shorten_town(name: str) -> str:
    """Return the name of a town without the words that say what kind of body it is."""
    return re.sub("|".join(find_phrase(WORDS, "map", "left_out")), "", name).strip(" -–")

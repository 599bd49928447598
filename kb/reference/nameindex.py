"""The names of the gazetteer, folded and ready to be compared.

Enters: the stored tables and the groupings. Leaves: codes, by name or by likeness. Floor 2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest

from kb.reference.atlas import Atlas
from kb.reference.grouping import Grouping
from kb.reference.place import Level
from kb.reference.placename import acronyms, core_key, read_name, whole_key

Codes = dict[str, list[str]]

CLOSE = 0.6
"""Likeness under which a name is not worth suggesting."""
_SHORTLIST = 60


class NameIndex:
    """Names -> codes. Each part is folded the first time it is asked for."""

    def __init__(self, atlas: Atlas, groupings: Iterable[Grouping]) -> None:
        self._atlas = atlas
        self._groupings = tuple(groupings)

    def named(self, name: str) -> list[str]:
        """Return the codes of the territories that bear this name exactly, once spelling is forgiven.

        The whole name comes first; then the name without its prefix, which must agree with the level of what is found.
        """
        asked = read_name(name)
        whole = list(self._whole.get(whole_key(name), ()))
        if asked.level is None:
            whole += self._communes_named(whole_key(name))
        if whole:
            return whole
        if asked.level is Level.COMMUNE:  # « Ville de Lyon » is Lyon, but Ville-d’Avray is itself
            return self._communes_named(whole_key(asked.rest)) or self._communes_named(whole_key(name))
        return list(self._core.get(asked.core, ()))

    def likeness(self, name: str) -> dict[str, float]:
        """Return the codes of names that look like this one, each with a likeness between 0 and 1."""
        asked = read_name(name)
        wanted = {whole_key(name), asked.core}
        grams = {key[start : start + 3] for key in wanted for start in range(max(1, len(key) - 2))}
        ranked: dict[str, float] = {}
        for key, code in self._shortlist(grams):
            best = max(_compare(each, key) for each in wanted)
            if best >= CLOSE:
                ranked[code] = max(best, ranked.get(code, 0.0))
        return ranked

    # --- inside ------------------------------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        rows = (line.split("\t", 4) for line in self._atlas.territories.lines)
        pairs = [(row[3], row[0]) for row in rows]
        return pairs + [(name, it.id) for it in self._groupings for name in (it.name, *it.aliases) if name]

    @cached_property
    def _whole(self) -> Codes:
        keys = whole_key("\n".join(name for name, _ in self._names)).split("\n")
        codes = _gather(zip(keys, (code for _, code in self._names), strict=True))
        for name, code in self._names:
            for acronym in acronyms(name):
                codes[acronym].append(code)
        return codes

    @cached_property
    def _core(self) -> Codes:
        return _gather((core_key(name), code) for name, code in self._names)

    @cached_property
    def _commune_keys(self) -> list[str]:
        return whole_key("\n".join(self._atlas.communes.column(1))).split("\n")

    def _communes_named(self, key: str) -> list[str]:
        places = (place for place, name in enumerate(self._commune_keys) if name == key)
        return [self._atlas.communes.code_at(place) for place in places]

    def _shortlist(self, grams: set[str]) -> Iterator[tuple[str, str]]:
        """Yield the names that share most three-letter sequences: comparing all 36,000 closely would take seconds."""
        score = _scorer(grams)
        for keys in (self._whole, self._core):
            for key in nlargest(_SHORTLIST, keys, key=score):
                yield from ((key, code) for code in keys[key])
        ranked = nlargest(_SHORTLIST, enumerate(self._commune_keys), key=lambda item: score(item[1]))
        for place, key in ranked:
            yield key, self._atlas.communes.code_at(place)


def _gather(pairs: Iterable[tuple[str, str]]) -> Codes:
    codes: Codes = defaultdict(list)
    for key, code in pairs:
        if code not in codes[key]:
            codes[key].append(code)
    return codes


def _scorer(grams: set[str]) -> Callable[[str], float]:
    ordered = sorted(grams)

    def score(key: str) -> float:
        return sum(gram in key for gram in ordered) / (len(ordered) + len(key))

    return score


def _compare(wanted: str, key: str) -> float:
    return SequenceMatcher(None, wanted, key, autojunk=False).ratio()

"""The words of a row: state, figures, sources, who gives and who receives.

Enters: an exchange or a flow. Leaves: texts. Floor 5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.pages.diagram.setting import Setting
from kb.pages.diagram.stave import WORDS, call
from kb.pages.phrases import say
from kb.pages.wording import figure_text
from kb.records.flow import Direction, Flow
from kb.records.model import Exchange, Party
from kb.reference.labels import Labels

_CITATION = re.compile(r"\s*\[(\d+)\]")
_FIGURES_SHOWN = 2


def split_citations(text: str) -> tuple[str, list[int]]:
    """Return a text without its citations, and their numbers."""
    return _CITATION.sub("", text).strip(), [int(n) for n in _CITATION.findall(text)]


def tell_state(exchange: Exchange, labels: Labels) -> str:
    """Return the state of an exchange in words, contested or not."""
    state = labels.of(exchange.state).lower()
    return f"{state}, {say(WORDS, 'contested')}" if exchange.contested else state


def tell_figures(exchange: Exchange) -> list[str]:
    """Return the figures a row has room for, then how many are left to the table."""
    shown = [figure_text(figure) for figure in exchange.figures[:_FIGURES_SHOWN]]
    rest = len(exchange.figures) - len(shown)
    return shown + ([say(WORDS, "other_figures", count=rest)] if rest else [])


def tell_details(exchange: Exchange) -> str:
    """Return what follows the state word: figures, payment, sources."""
    numbers = dict.fromkeys([*exchange.sources, *split_citations(exchange.what)[1]])
    parts = [*tell_figures(exchange), say(WORDS, "paid") if exchange.paid else "", "".join(f"[{n}]" for n in numbers)]
    return "".join(say(WORDS, "separator") + part for part in parts if part)


def tell_ends(flow: Flow, setting: Setting) -> str:
    """Return who gives and who receives, as they stand on the plate, when the staves alone do not say it."""
    givers, receivers = _tell_end(flow.givers, setting), _tell_end(flow.receivers, setting)
    if not givers and not receivers:
        return ""
    if flow.direction is Direction.MUTUAL:
        return " ↔ ".join(call(p) for p in flow.givers[:2]) if len(flow.givers) == 2 else givers
    left, right = givers or _name_end(flow.givers, setting), receivers or _name_end(flow.receivers, setting)
    return f"{right} ← {left}" if flow.direction is Direction.TO_URBAN else f"{left} → {right}"


def _tell_end(parties: Sequence[Party], setting: Setting) -> str:
    """Return the names at one end, or nothing when each side that takes part does so whole."""
    sides = {party.side for party in parties}
    whole = {p.id for stave in setting.staves if stave.side in sides for p in stave.parties}
    if whole == {party.id for party in parties}:
        return ""
    return _name_end(parties, setting)


def _name_end(parties: Sequence[Party], setting: Setting) -> str:
    """Return the names at one end; a side of three parties or more that takes part whole is said by its number."""
    said: list[str] = []
    for side in dict.fromkeys(party.side for party in parties):
        there = [party for party in parties if party.side is side]
        stave = setting.stave(side)
        whole = stave is not None and len(there) == len(stave.parties) > 2
        said.append(say(WORDS, "many", side, count=len(there)) if whole else _name_some(there))
    return ", ".join(said)


def _name_some(parties: Sequence[Party]) -> str:
    names = [call(party) for party in parties]
    if len(names) > 3:
        return ", ".join(names[:2]) + " " + say(WORDS, "others", count=len(names) - 2)
    return ", ".join(names)


def tell_third(flow: Flow, setting: Setting) -> str:
    """Return who gives and who receives, whatever their side."""
    return f"{_name_end(flow.givers, setting)} → {_name_end(flow.receivers, setting)}"

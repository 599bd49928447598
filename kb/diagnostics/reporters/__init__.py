"""Show diagnostics to people and to machines.

Enters: diagnostics, in any order. Leaves: a text to print or to write; nothing is printed here. Floor 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from kb.diagnostics.diagnostic import Diagnostic, Severity
from kb.diagnostics.reporters.github import render_github, render_markdown
from kb.diagnostics.reporters.report import Report, Stats
from kb.diagnostics.reporters.rulepage import render_rule
from kb.diagnostics.reporters.structured import render_gitlab, render_json
from kb.diagnostics.reporters.text import render_text

__all__ = ["REPORTERS", "Report", "Stats", "render", "render_rule"]

REPORTERS: Mapping[str, Callable[[Report], str]] = {
    "text": render_text,
    "github": render_github,
    "markdown": render_markdown,
    "gitlab": render_gitlab,
    "json": render_json,
}
"""Name of a format -> what writes it."""


def render(
    format: str,
    diagnostics: Iterable[Diagnostic],
    *,
    color: bool = False,
    width: int = 100,
    stats: Stats | None = None,
    show_info: bool = False,
) -> str:
    """Return the diagnostics in one of the `REPORTERS`, in the order of reading.

    `color` writes ANSI sequences (text only); `width` is the number of columns lines are clipped to, 0 for no limit.
    `stats` gives the number of records checked, without which no summary is written. Diagnostics of level info are
    left out unless `show_info`; JSON always holds them. Raises KeyError when the format is unknown.
    """
    found = sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)
    shown = [it for it in found if show_info or format == "json" or it.severity is not Severity.INFO]
    return REPORTERS[format](Report(tuple(shown), stats, color, width))

"""The page of a rule, for `kb rule CODE`.

Enters: a `Rule`. Leaves: a text. Floor 0.
"""

from __future__ import annotations

import textwrap

from kb.diagnostics.diagnostic import Rule
from kb.diagnostics.reporters.text import paint
from kb.diagnostics.rules import words

_LOUD = "1"


def render_rule(rule: Rule, *, color: bool = False, width: int = 100) -> str:
    """Return title, code, severity, reason, wrong and right examples."""
    severity = words.SEVERITIES[rule.severity.value][0]
    parts = [
        paint(rule.title, _LOUD, color) + f"\n{rule.code} · {rule.name} · {severity}",
        _write_part(words.RULE_WHY, textwrap.fill(rule.why, width - 4 if width else 10_000), color),
        _write_part(words.RULE_BAD, rule.bad, color),
        _write_part(words.RULE_GOOD, rule.good, color),
    ]
    return "\n\n".join(parts) + "\n"


def _write_part(title: str, text: str, color: bool) -> str:
    return paint(title, _LOUD, color) + "\n" + textwrap.indent(text.rstrip("\n"), " " * 4)

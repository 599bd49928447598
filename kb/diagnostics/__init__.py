"""The language of problems: what a rule is, what a diagnostic is, how they are shown. Floor 0."""

from kb.diagnostics.diagnostic import Diagnostic, KbError, Rule, Severity, Span
from kb.diagnostics.reporters import REPORTERS, Stats, render, render_rule
from kb.diagnostics.rules import RULES, find_rule

__all__ = ["REPORTERS", "RULES", "Diagnostic", "KbError", "Rule", "Severity", "Span", "Stats", "find_rule", "render", "render_rule"]

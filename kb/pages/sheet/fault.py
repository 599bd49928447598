"""What is wrong in a file, as its page shows it.

Enters: diagnostics. Leaves: `Fault`s: the line with marks under the place, safe to print. Floor 5.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.diagnostics.diagnostic import Diagnostic, Severity
from kb.diagnostics.reporters.text import make_visible, measure
from kb.pages import rulebook
from kb.records.collection import Collection


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem, ready for a page."""

    diagnostic: Diagnostic
    excerpt: str
    """The line of the file with its number, and carets under the place; empty when the problem is the file itself."""
    rule_address: str


def group_faults(collection: Collection) -> Mapping[str, list[Diagnostic]]:
    """Return the diagnostics of each file, those that concern several records included."""
    groups: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in collection.diagnostics:
        groups[diagnostic.path].append(diagnostic)
    return groups


def present_faults(diagnostics: Iterable[Diagnostic]) -> tuple[Fault, ...]:
    """Return errors and warnings, the gravest first; invitations stand on the sheet itself."""
    kept = [diagnostic for diagnostic in diagnostics if diagnostic.severity is not Severity.INFO]
    return tuple(Fault(it, _show(it), rulebook.address_of(it.rule)) for it in sorted(kept, key=lambda it: (it.severity.rank, it.sort_key)))


def _show(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    if span is None or not diagnostic.excerpt.strip():
        return ""
    gutter = f"{span.line} | "
    end = span.end_column - 1 if span.single_line else len(diagnostic.excerpt)
    before, seen = diagnostic.excerpt[: span.column - 1], diagnostic.excerpt[span.column - 1 : end]
    carets = " " * (len(gutter) + measure(make_visible(before))) + "^" * max(measure(make_visible(seen)), 1)
    return f"{gutter}{make_visible(diagnostic.excerpt)}\n{carets}"

"""What a reporter is given: the diagnostics to show, and how much was checked.

Enters: sorted diagnostics. Leaves: counts, and the sentence that sums them up. Floor 0.
"""

from __future__ import annotations

from dataclasses import dataclass

from kb.diagnostics.diagnostic import Diagnostic, Severity, format_count
from kb.diagnostics.rules import words


@dataclass(frozen=True, slots=True)
class Stats:
    """How much was checked."""

    records: int
    """Number of records read, right or wrong."""


@dataclass(frozen=True, slots=True)
class Report:
    """What to show, and how."""

    diagnostics: tuple[Diagnostic, ...]
    """In the order of reading."""
    stats: Stats | None = None
    color: bool = False
    width: int = 100
    """Columns of the screen; 0 for no limit."""

    def count(self, severity: Severity) -> int:
        """Return the number of diagnostics of that severity."""
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def summary(self) -> str:
        """How many records, how many problems in how many of them; empty when nobody counted the records."""
        if self.stats is None:
            return ""
        checked = agree(words.CHECKED, self.stats.records).format(records=format_count(self.stats.records))
        return words.SUMMARY.format(checked=checked, found=", ".join(self._found(severity) for severity in self._severities()))

    def _severities(self) -> list[Severity]:
        """Return the severities worth a word: errors and warnings always, suggestions when there are some."""
        return [severity for severity in Severity if severity is not Severity.INFO or self.count(severity)]

    def _found(self, severity: Severity) -> str:
        found = count_words(self.count(severity), words.SEVERITIES[severity.value])
        files = len({it.path for it in self.diagnostics if it.severity is severity})
        return words.FOUND_IN.format(found=found, files=count_words(files, words.RECORDS)) if files else found


def agree(forms: tuple[str, str], count: int) -> str:
    """Return the singular or the plural. French: 0 and 1 are singular."""
    return forms[count > 1]


def count_words(count: int, forms: tuple[str, str]) -> str:
    """Return a number and its noun: `0 erreur`, `1 200 fiches`."""
    return f"{format_count(count)} {agree(forms, count)}"

"""What a problem is: a rule broken at a place, with its cause and its cure.

Floor 0: this module imports nothing of ours. A `Diagnostic` is a value; it is collected, sorted and handed
to one of the renderers of `kb.diagnostics.reporters`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class KbError(Exception):
    """A bad world (no project, unreadable folder, unusable vocabulary): the whole run stops, exit code 2.

    Bad data never raises: it is a `Diagnostic`. The message is French, ready to be shown.
    """


class Severity(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The record is not published."""
    WARNING = "warning"
    """The record is published and listed as needing care; `--strict` refuses it."""
    INFO = "info"
    """An invitation to say more."""

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return (Severity.ERROR, Severity.WARNING, Severity.INFO).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text; lines and columns count characters from 1, the end column is excluded."""

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def at(cls, line: int, column: int = 1, length: int = 1) -> Self:
        """Return the span of `length` characters on one line."""
        return cls(line, column, line, column + max(length, 1))

    @property
    def single_line(self) -> bool:
        """True when the span starts and ends on the same line."""
        return self.line == self.end_line


def format_count(count: int) -> str:
    """Return a number with a thin space every three digits."""
    return f"{count:,}".replace(",", "\u202f")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the base, as data: `kb rule CODE` and the public page of rules are made from it.

    `message` and `help` are `str.format` templates over the facts given to `Rule.at`.
    """

    code: str
    """`KB` and three digits, never reused."""
    name: str
    """The pattern seen, in kebab-case; must read well after "allow"."""
    severity: Severity
    title: str
    """French headline of the rule's page."""
    why: str
    """French: why it matters to a reader."""
    message: str
    """French sentence: what was seen, then what is expected."""
    help: str
    """French sentence: the cure; may be empty."""
    bad: str
    """A stretch of record that breaks this rule and only it."""
    good: str
    """The same stretch, mended."""

    def at(self, path: str, span: Span | None = None, excerpt: str = "", help: str | None = None, **facts: object) -> Diagnostic:
        """Return the diagnostic of this rule at `path` and `span`; `facts` fill the templates.

        `help` replaces the rule's own cure when the place allows a better one (a suggestion). Facts that are integers are counts:
        what was read in a record, a year for one, is text.
        """
        said = {name: format_count(fact) if type(fact) is int else fact for name, fact in facts.items()}
        cure = self.help.format(**said) if help is None else help
        return Diagnostic(self, path, span, excerpt, self.message.format(**said), cure)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem found: which rule, where, what was seen, how to mend it."""

    rule: Rule
    path: str
    """Path of the file, relative to the project root, with `/`."""
    span: Span | None
    """None when the problem is the file itself."""
    excerpt: str
    """The line of the file where the span starts, without its end of line."""
    message: str
    help: str

    @property
    def severity(self) -> Severity:
        """The severity of the rule."""
        return self.rule.severity

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of reading: file, then place, then code."""
        line, column = (self.span.line, self.span.column) if self.span else (0, 0)
        return (self.path, line, column, self.rule.code)

"""A problem found in a record, before it knows its line: a rule and the path of a value. Floor 3."""

from __future__ import annotations

from dataclasses import dataclass, field

from kb.diagnostics.diagnostic import Diagnostic, Rule, Span
from kb.source import Loc, Source


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check yields; `place` turns it into a diagnostic."""

    rule: Rule
    loc: Loc = ()
    """Path of the value in the front matter, as pydantic gives it."""
    key: bool = False
    """The mistake is in the key, not in its value."""
    fragment: str = ""
    """The part of the text that is wrong; the whole value when empty."""
    span: Span | None = None
    """The place itself, for what stands in the body."""
    help: str | None = None
    facts: dict[str, object] = field(default_factory=dict)

    def place(self, source: Source) -> Diagnostic:
        """Return the diagnostic, with its line, column and excerpt."""
        return source.diagnose(self.rule, self.span or self._find(source), self.help, **self.facts)

    def _find(self, source: Source) -> Span:
        if self.fragment:
            return source.span_of_text(self.loc, self.fragment)
        return source.span_of(self.loc, key=self.key)

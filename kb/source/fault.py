"""What a YAML parser could not read, said in the words of the person who wrote it.

Enters: a `Source` and the parser's error. Leaves: a diagnostic, at the line where the mistake was made. Floor 1. The parser speaks
English, and blames the place where it gave up: a quote that is not closed, a colon that touches its value are often far above.
"""

from __future__ import annotations

import re
from typing import Any

from kb.diagnostics.diagnostic import Rule, Span
from kb.diagnostics.rules import reading as rules
from kb.source.text import Source

_MISSING_SPACE = re.compile(r"^(\s*(?:- )?[A-Za-z_]+):(?=[^\s/])")
_TEXT_AFTER_QUOTE = re.compile(r""":\s+("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?![#,\]}\s])(?=\S)""")
_OPENING_QUOTE = re.compile(r"""^[ ]*(?:- )?[A-Za-z_]+:[ ]+(?=["'])""", re.MULTILINE)
_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""", re.DOTALL)
_NOTHING_MORE = re.compile(r"[ \t]*(?:#.*)?$", re.MULTILINE)
_CLOSED_BRACKET = re.compile(r"(?:^[ ]*|:[ ]+|- )[\[{].*([\]}])[ \t]*$")
_KEY_ALONE = re.compile(r"^(\s*(?:- )?)[A-Za-z_]+$")


def report_yaml_fault(source: Source, error: Exception) -> None:
    """Say in the reader's words what the parser could not read, at the line where the mistake was made."""
    problem = str(getattr(error, "problem", None) or error)
    context = str(getattr(error, "context", None) or "")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    context_mark = getattr(error, "context_mark", None) or mark
    at = place_mark(source, mark)
    started = place_mark(source, context_mark)
    if "escape" in problem or "hexdecimal" in problem:
        column = source.line(at.line).rfind("\\", 0, at.column) + 1 or at.column  # the parser blames a digit after it
        source.report(rules.BACKSLASH, Span.at(at.line, column, 2), seen=source.line(at.line)[column - 1 : column + 1])
        return
    for number in dict.fromkeys((started.line, at.line, at.line - 1)):
        line = source.line(number)
        if number >= source.front_line and report_missing_space(source, number):
            return
        quoted = _TEXT_AFTER_QUOTE.search(line)
        if quoted and "quoted" not in context:
            source.report(rules.TEXT_AFTER_QUOTE, Span.at(number, quoted.end(1) + 1), seen=quoted[1])
            return
    closed = _CLOSED_BRACKET.search(source.line(at.line)[: at.column - 1]) if "did not find expected" in problem else None
    if closed and "flow" not in context:
        source.report(rules.TEXT_AFTER_BRACKET, at, seen=closed[1])
        return
    unclosed = _find_unclosed_quote(source.front, at.line - source.front_line)
    if unclosed is not None:
        above = source.front.count("\n", 0, unclosed)
        column = unclosed - source.front.rfind("\n", 0, unclosed)
        source.report(rules.UNCLOSED_QUOTE, Span.at(above + source.front_line, column))
        return
    rule, span = _yaml_rule(source, problem, context, at, started)
    source.report(rule, span, seen=source.line(span.line)[span.column - 1 : span.column] or " ", cause=rules.CAUSE_UNKNOWN)


def explain_fault(name: str, text: str, error: Exception) -> str:
    """Return, with its place and its cure, what a parser could not read in a file that is YAML from its first line."""
    source = Source(name, text=text, front=text.rstrip("\n") + "\n", front_line=1)
    report_yaml_fault(source, error)
    found = source.diagnostics[0]
    place = f":{found.span.line}:{found.span.column}" if found.span else ""
    return f"{name}{place} : {found.message} {found.help}"


def report_missing_space(source: Source, number: int) -> bool:
    """Report a field whose colon touches its value on that line; True when it does."""
    missing = _MISSING_SPACE.match(source.line(number))
    if missing:
        source.report(rules.MISSING_SPACE_AFTER_COLON, Span.at(number, missing.end(1) + 1), seen=missing[1].strip(" -"))
    return missing is not None


def _find_unclosed_quote(front: str, last_line: int) -> int | None:
    """Return the offset of a quote, opened up to `last_line`, that only the quote of another value closes.

    The parser sees it close there and blames what follows, far from the mistake.
    """
    for opening in _OPENING_QUOTE.finditer(front):
        if front.count("\n", 0, opening.end()) > last_line:
            return None
        quoted = _QUOTED.match(front, opening.end())
        if quoted is None or ("\n" in quoted[0] and not _NOTHING_MORE.match(front, quoted.end())):
            return opening.end()
    return None


def _yaml_rule(source: Source, problem: str, context: str, at: Span, started: Span) -> tuple[Rule, Span]:
    """Return the rule that the parser's English words stand for, and where it was broken."""
    line = source.line(at.line)
    if "\t" in line[: at.column] or line[at.column - 1 : at.column] == "\t":
        return rules.TAB_INDENTATION, Span.at(at.line, line.index("\t") + 1)
    if "anchor" in context or "alias" in context:
        return rules.ALIAS, started
    if "quoted scalar" in context:
        return rules.UNCLOSED_QUOTE, started
    if "block scalar" in context and "comment or line break" in problem:
        return rules.SPECIAL_CHARACTER, started
    if "mapping values are not allowed" in problem:
        alone = _KEY_ALONE.match(line[: at.column - 1])
        return (rules.BAD_INDENTATION, Span.at(at.line, alone.end(1) + 1)) if alone else (rules.UNQUOTED_COLON, at)
    if "block sequence entries are not allowed" in problem:
        return rules.LIST_ON_KEY_LINE, at
    if "cannot start any token" in problem or "found unknown" in problem or "directive" in problem:
        return rules.SPECIAL_CHARACTER, at
    if "flow" in context:
        return rules.UNCLOSED_LIST, started
    if "could not find expected ':'" in problem:
        return rules.KEY_WITHOUT_COLON, started
    if "block" in context or "did not find expected" in problem:
        return rules.BAD_INDENTATION, at
    return rules.YAML_OTHER, at


def place_mark(source: Source, mark: Any) -> Span:
    """Return the span of a parser's mark, moved to the last character written when it points beyond the line or the text."""
    if mark is None:
        return Span.at(source.front_line)
    line = mark.line + source.front_line
    last = source.front_line + max(source.front.count("\n") - 1, 0)
    if line > last:
        line, column = last, len(source.line(last))
    else:
        column = min(mark.column + 1, len(source.line(line)))
    return Span.at(line, max(column, 1))

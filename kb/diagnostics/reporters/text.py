"""Diagnostics for a terminal: the line, what is wrong under it, the cure.

Enters: a `Report`. Leaves: a text that is safe to print, whatever the files hold. Floor 0.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kb.diagnostics.diagnostic import Diagnostic, Severity, Span
from kb.diagnostics.reporters.report import Report
from kb.diagnostics.rules import words

ELLIPSIS = "…"
MIN_ROOM = 20
"""Columns of the file always shown, however narrow the screen."""

_ANSI = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
_SPACES = {"\t": "    ", "\n": " "}
_FRAME = "1;34"
_LOUD = "1"


def render_text(report: Report) -> str:
    """Return every diagnostic with its excerpt, then the summary."""
    blocks = ["\n".join(_write_block(diagnostic, report)) for diagnostic in report.diagnostics]
    if report.summary:
        blocks.append(paint(report.summary, _LOUD, report.color))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def paint(text: str, code: str, color: bool) -> str:
    """Wrap `text` in an ANSI sequence when `color`."""
    return f"\x1b[{code}m{text}\x1b[0m" if color and text else text


def make_visible(text: str) -> str:
    """Return `text` on one line, with control and direction characters written out: a file cannot drive the terminal."""
    return "".join(_show(character) for character in text)


def _show(character: str) -> str:
    if character in _SPACES:
        return _SPACES[character]
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character


def measure(text: str) -> int:
    """Return the number of columns a terminal gives to `text`: two for a wide character, none for a combining mark."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def _write_block(diagnostic: Diagnostic, report: Report) -> Iterator[str]:
    severity, color, span = diagnostic.severity, report.color, diagnostic.span
    name = words.SEVERITIES[severity.value][0]
    head, _, message = words.HEADLINE.partition("{message}")
    yield paint(head.format(severity=name, code=diagnostic.rule.code), _ANSI[severity], color) + paint(
        make_visible(diagnostic.message) + message, _LOUD, color
    )
    gutter = " " * (len(str(span.line)) + 2 if span else 3)
    place = f":{span.line}:{span.column}" if span else ""
    yield gutter[1:] + paint("-->", _FRAME, color) + f" {make_visible(diagnostic.path)}{place}"
    if span is not None and diagnostic.excerpt.strip():
        yield from _write_excerpt(diagnostic, span, gutter, report)
    page = words.PAGE.format(code=diagnostic.rule.code)
    cure = words.CURE.format(help=make_visible(diagnostic.help)) + "      " + page if diagnostic.help else page
    yield gutter + paint("=", _FRAME, color) + " " + cure


def _write_excerpt(diagnostic: Diagnostic, span: Span, gutter: str, report: Report) -> Iterator[str]:
    bar = paint("|", _FRAME, report.color)
    room = max(report.width - len(gutter) - 2, MIN_ROOM) if report.width else 0
    view = _frame(diagnostic.excerpt, span, room)
    carets = paint("^" * view.length, _ANSI[diagnostic.severity], report.color)
    after = "" if span.single_line else " " + words.UNTIL_LINE.format(line=span.end_line)
    yield gutter + bar
    yield f"{paint(f' {span.line} |', _FRAME, report.color)} {view.text}".rstrip()
    yield f"{gutter}{bar} {' ' * view.start}{carets}{after}"


@dataclass(frozen=True, slots=True)
class View:
    """A line as shown, and the columns to underline."""

    text: str
    start: int
    length: int


def _frame(excerpt: str, span: Span, room: int) -> View:
    """Return the part of the line around the span that fits in `room` columns."""
    end_column = span.end_column if span.single_line else len(excerpt) + 1
    cells = [make_visible(character) for character in excerpt]
    start = measure("".join(cells[: span.column - 1]))
    length = max(measure("".join(cells[span.column - 1 : end_column - 1])), 1)
    if not room or measure("".join(cells)) <= room:
        return View("".join(cells), start, length)
    return _clip(cells, start, length, room)


def _clip(cells: list[str], start: int, length: int, room: int) -> View:
    """Cut the line on one side or both; keep the span in sight, or its start when it does not fit."""
    total = measure("".join(cells))
    lead = min(room // 3, room - 2 - length) if length <= room - 2 else room // 3
    first = 0 if start + length < room else max(min(start - lead, total - room + 1), 0)
    left = ELLIPSIS if first else ""
    limit = first + room - len(left)
    right = ELLIPSIS if limit < total else ""
    text, column, kept = "", 0, None
    for cell in cells:
        if first <= column and column + measure(cell) <= limit - len(right):
            kept = column if kept is None else kept
            text += cell
        column += measure(cell)
    shift = len(left) - (kept or 0)
    end = min(start + length + shift, len(left) + measure(text))
    return View(left + text + right, start + shift, max(end - start - shift, 1))

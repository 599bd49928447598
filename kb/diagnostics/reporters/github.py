"""Diagnostics for GitHub Actions: annotations of a pull request, and the summary of a job.

Enters: a `Report`. Leaves: workflow commands, or a Markdown table. Floor 0.
"""

from __future__ import annotations

import re

from kb.diagnostics.diagnostic import Diagnostic, Severity, format_count
from kb.diagnostics.reporters.report import Report
from kb.diagnostics.reporters.text import make_visible
from kb.diagnostics.rules import words

MAX_ROWS = 500
"""A job summary is refused beyond 1 MiB."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})
_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#!&@$])")


def render_github(report: Report) -> str:
    """Return one workflow command a diagnostic."""
    return "".join(_write_command(diagnostic) + "\n" for diagnostic in report.diagnostics)


def _write_command(diagnostic: Diagnostic) -> str:
    properties = {"title": f"{diagnostic.rule.code} {diagnostic.rule.title}", "file": diagnostic.path, **_place(diagnostic)}
    written = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    message = "\n".join(filter(None, (diagnostic.message, diagnostic.help)))
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{message.translate(_DATA)}"


def _place(diagnostic: Diagnostic) -> dict[str, int]:
    """Return line and columns; GitHub refuses columns when the annotation covers several lines."""
    span = diagnostic.span
    if span is None:
        return {}
    if not span.single_line:
        return {"line": span.line, "endLine": span.end_line}
    return {"line": span.line, "col": span.column, "endColumn": span.end_column}


def render_markdown(report: Report) -> str:
    """Return a title, the summary and a table of the diagnostics, at most `MAX_ROWS` of them."""
    parts = [f"### {words.TABLE_TITLE}"]
    if report.summary:
        parts.append(report.summary)
    if report.diagnostics:
        rows = [words.TABLE_HEAD, ("---",) * len(words.TABLE_HEAD), *map(_write_row, report.diagnostics[:MAX_ROWS])]
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    if len(report.diagnostics) > MAX_ROWS:
        parts.append(words.TABLE_MORE.format(count=format_count(len(report.diagnostics) - MAX_ROWS)))
    return "\n\n".join(parts) + "\n"


def _write_row(diagnostic: Diagnostic) -> tuple[str, ...]:
    severity = words.SEVERITIES[diagnostic.severity.value][0]
    place = f"{diagnostic.path}:{diagnostic.span.line}" if diagnostic.span else diagnostic.path
    return (f"{severity} {diagnostic.rule.code}", *map(_escape, (place, diagnostic.message, diagnostic.help)))


def _escape(text: str) -> str:
    return _MARKUP.sub(r"\\\1", make_visible(text))

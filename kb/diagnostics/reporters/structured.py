"""Diagnostics for programs: JSON of our own, and the code quality report of GitLab.

Enters: a `Report`. Leaves: JSON. The keys are a public contract: they may be added to, never renamed. Floor 0.

JSON: `version`, `summary` {`records` or null, `errors`, `warnings`, `infos`}, `diagnostics` [{`code`, `rule`, `severity`,
`path`, `line`, `column`, `end_line`, `end_column`, `excerpt`, `message`, `help`}]. Lines and columns count characters from 1,
the end column is excluded, and all four are null when the problem is the file itself.
"""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from typing import Any

from kb.diagnostics.diagnostic import Diagnostic, Severity
from kb.diagnostics.reporters.report import Report

VERSION = 1
_GITLAB = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render_json(report: Report) -> str:
    """Return every diagnostic with documented keys."""
    summary = {
        "records": report.stats.records if report.stats else None,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
    }
    return _dump({"version": VERSION, "summary": summary, "diagnostics": [describe(it) for it in report.diagnostics]})


def describe(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as plain values."""
    span = diagnostic.span
    return {
        "code": diagnostic.rule.code,
        "rule": diagnostic.rule.name,
        "severity": diagnostic.severity.value,
        "path": diagnostic.path,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "excerpt": diagnostic.excerpt,
        "message": diagnostic.message,
        "help": diagnostic.help,
    }


def render_gitlab(report: Report) -> str:
    """Return a GitLab code quality report.

    A fingerprint leaves the line out, so that a problem keeps it when lines are added above; twins are numbered.
    """
    twins: Counter[tuple[str, ...]] = Counter()
    issues = []
    for diagnostic in report.diagnostics:
        identity = (diagnostic.path, diagnostic.rule.code, diagnostic.message, diagnostic.excerpt)
        issues.append(
            _describe_issue(diagnostic, sha256("\0".join((*identity, str(twins[identity]))).encode(errors="backslashreplace")).hexdigest())
        )
        twins[identity] += 1
    return _dump(issues)


def _describe_issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
    span = diagnostic.span
    return {
        "description": " ".join(filter(None, (diagnostic.message, diagnostic.help))),
        "check_name": diagnostic.rule.name,
        "fingerprint": fingerprint,
        "severity": _GITLAB[diagnostic.severity],
        "location": {"path": diagnostic.path, "lines": {"begin": span.line if span else 1, "end": span.end_line if span else 1}},
    }


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"

"""`kb rule`: explains a rule, with a wrong and a right example. Floor 7."""

from __future__ import annotations

import difflib

import click

from kb.cli.project import use_colors
from kb.diagnostics.diagnostic import KbError
from kb.diagnostics.reporters import render_rule
from kb.diagnostics.rules import BY_NAME, RULES, find_rule

_UNKNOWN = "« {code} » n’est pas une règle. {help}"
_NEAREST = "Vouliez-vous dire {near} ?"
_LIST = "La liste : kb rule."


@click.command(epilog="Exemples : kb rule KB301 · kb rule uncited-figure · kb rule")
@click.argument("code", required=False)
def rule(code: str | None) -> None:
    """Expliquer une règle : pourquoi, un exemple faux, un exemple juste. Sans CODE, la liste."""
    if code is None:
        for known in RULES:
            click.echo(f"{known.code}  {known.title}")
        return
    found = find_rule(code)
    if found is None:
        near = difflib.get_close_matches(code.upper(), [r.code for r in RULES], n=1) or difflib.get_close_matches(code, BY_NAME, n=1)
        raise KbError(_UNKNOWN.format(code=code, help=_NEAREST.format(near=near[0]) if near else _LIST))
    text = render_rule(found)
    click.echo(text if use_colors() else click.unstyle(text))

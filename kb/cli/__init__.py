"""The door of the terminal: `kb check`, `kb new`, `kb search`, `kb show`, `kb rule`, `kb site`…

Floor 7. Thin: it reads options, calls the rooms below, prints. A command's module is imported when it is asked for, so that a
search does not pay for the site. Exit codes: 0 fine, 1 problems in the data, 2 bad world or usage.
"""

from __future__ import annotations

import codecs
import errno
import importlib
import io
import os
import sys
from typing import Any

import click

from kb.cli.french import speak_french
from kb.diagnostics.diagnostic import KbError

__all__ = ["main"]

COMMANDS = {
    "check": "check",
    "new": "new",
    "search": "search",
    "similar": "similar",
    "show": "show",
    "stats": "stats",
    "evaluate": "evaluate",
    "rule": "rule",
    "places": "places",
    "site": "site",
    "territories": "territories",
}
"""Name of a command -> module of `kb.cli` that holds it, as a function of the same name."""


_OF_A_FILE = "« {file} » ne peut être ni lu ni écrit ({cause})."
_OF_THE_OUTPUT = "La lecture ou l’écriture a échoué ({cause})."
_NEAREST = {
    "\u202f": " ",
    "\u00a0": " ",
    "\u2019": "'",
    "«": '"',
    "»": '"',
    "…": "...",
    "–": "-",
    "—": "-",
    "−": "-",
    "→": "->",
    "œ": "oe",
    "Œ": "OE",
    "€": "EUR",
}
"""What French typography becomes where it cannot be written."""


class LazyGroup(click.Group):
    """A group whose commands are imported one by one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"kb.cli.{COMMANDS[cmd_name]}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a `KbError` ends as one sentence and exit code 2. NO_COLOR is obeyed (no-color.org)."""
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        accept_every_character()
        try:
            return super().invoke(ctx)
        except KbError as error:
            refuse(ctx, str(error))
        except OSError as error:
            if error.errno == errno.EPIPE:  # who read us has seen enough: click ends in silence
                raise
            from kb.source import name_cause  # here, so that a search does not pay for it

            cause = name_cause(error)
            refuse(ctx, _OF_A_FILE.format(file=error.filename, cause=cause) if error.filename else _OF_THE_OUTPUT.format(cause=cause))


def refuse(ctx: click.Context, message: str) -> None:
    """End with one sentence and exit code 2."""
    click.echo(f"{click.style('erreur', fg='red', bold=True)} : {message}", err=True)
    ctx.exit(2)


def accept_every_character() -> None:
    """Let no character stop a report: a terminal or a file of an old encoding gets the nearest signs it has."""
    codecs.register_error("kb-nearest", _write_nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="kb-nearest")


def _write_nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    if isinstance(error, UnicodeEncodeError) and (near := _NEAREST.get(error.object[error.start])):
        return near, error.start + 1
    return codecs.backslashreplace_errors(error)


speak_french()


@click.group(
    cls=LazyGroup,
    subcommand_metavar="COMMANDE [ARGUMENTS]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog='Exemples : kb check · kb search "eau captage" · kb new · kb site site',
)
@click.version_option(package_name="reciprocites", message="kb %(version)s")
def main() -> None:
    """La base de connaissances Réciprocités : vérifier, chercher, écrire et publier des expériences."""

"""Makes click speak French: its own messages come from a translation shipped with the data. Floor 7."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

import click

LOCALE = Path(__file__).parent.parent / "data" / "locale"


def speak_french() -> None:
    """Point gettext, which click uses, at our translation.

    gettext reads the language from the environment only; this sets it for this process and those it starts.
    """
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("kb", LOCALE)
    gettext.textdomain("kb")


class Between(click.IntRange):
    """A whole number between two bounds, said in words: click would write them `1<=x<=100`."""

    def _describe_range(self) -> str:
        return f"de {self.min} à {self.max}"

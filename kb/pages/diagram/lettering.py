"""Text measured and wrapped without a browser.

Enters: a text, a size, a face. Leaves: a width in units of the drawing, lines. Floor 5.

Widths are hundredths of the size, read in a browser on the metrics of Arial (which most system faces stay under) and, for
titles, of a Times bold; `_MARGIN` covers the faces that run a little wider, so that a label wraps early rather than overflows.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import cache


class Face(Enum):
    """A face of the drawings, with the width of its letters: (hundredths, letters), then the width of all others."""

    REGULAR = (
        ((22, "'’ijl\u202f"), (28, " !,./:;I[]ftîï·\u00a0|"), (34, '()-`r"²³*°'), (50, "Jcksvxyzçÿ"), (61, "FTZ+<=>×")),
        ((69, "&ABEKPSVXYÀÂÉÈÊË"), (74, "CDHNRUwÇÙÛÜ"), (80, "GOQÔÖMm½"), (92, "%æWœ"), (101, "ŒÆ—…→←↔@")),
        56,
    )
    BOLD = (
        ((26, "'’ijl ,./I\u202fîï·\u00a0|"), (34, '!()-:;[]ft`²³r*°"'), (50, "z"), (61, "?FLTZbdghnopquôöùûü+<=>×")),
        ((68, "EPSVXYÉÈÊË"), (73, "&ABCDHKNRUÀÂÇÙÛÜ"), (80, "GOQwÔÖM½"), (92, "%mæWœ"), (101, "ŒÆ—…→←↔@")),
        56,
    )
    TITLE = (
        ((25, " ,.\u202f·\u00a0'’/ilîï"), (34, '!()-:;[]fjt`²³"'), (42, "Isrcezçéèêë"), (57, "Sbdhknpquùûü+<=>×")),
        ((67, "BELTZPFÉÈÊË"), (73, "ACDNRUVXYwœæÀÂÇÙÛÜ"), (80, "GHKOQÔÖ½&m"), (95, "M@"), (101, "ŒÆ—…→←↔%W")),
        50,
    )


_MARGIN = {Face.REGULAR: 1.03, Face.BOLD: 1.03, Face.TITLE: 1.13}


@cache
def _widths(face: Face) -> tuple[dict[str, int], int]:
    narrow, wide, other = face.value
    return {letter: width for width, letters in (*narrow, *wide) for letter in letters}, other


def measure(text: str, size: float, face: Face = Face.REGULAR) -> float:
    """Return the width of `text` set at `size`, in the units of the drawing."""
    widths, other = _widths(face)
    return sum(widths.get(letter, other) for letter in text) * size * _MARGIN[face] / 100


def wrap(text: str, width: float, size: float, face: Face = Face.REGULAR) -> list[str]:
    """Cut `text` into lines no wider than `width`; a word that is too long for a line is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measure(joined, size, face) <= width:
            lines[-1] = joined
        else:
            lines.extend(_cut(word, width, size, face))
    return lines


def _cut(word: str, width: float, size: float, face: Face) -> list[str]:
    """Cut a word into pieces that fit."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, size, face) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def fit_names(names: list[str], width: float, size: float, lines: int, others: Callable[[int], str]) -> list[str]:
    """List as many names as fit in `lines`, then `others(count)` for the rest; always at least one name."""
    for kept in range(len(names), 0, -1):
        rest = len(names) - kept
        text = ", ".join(names[:kept]) + (f" {others(rest)}" if rest else "")
        wrapped = wrap(text, width, size)
        if len(wrapped) <= lines or kept == 1:
            return wrapped
    return []

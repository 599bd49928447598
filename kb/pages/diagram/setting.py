"""What the rows of a plate share.

Enters: a page, its staves, vocabularies. Leaves: a `Setting`, asked by captions and rows. Floor 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.pages.diagram.stave import Page, Stave
from kb.records.model import Party, Side
from kb.reference.labels import Labels
from kb.reference.term import Vocabulary


@dataclass(slots=True)
class Setting:
    """What the rows of a plate share."""

    page: Page
    staves: Sequence[Stave]
    goods: Vocabulary
    labels: Labels
    crossings: list[tuple[float, float]] = field(default_factory=list)
    """Stretches of the middle stave that words cover or that a band passes over."""

    @property
    def has_middle(self) -> bool:
        """True when a stave stands in the middle."""
        return any(stave.x == self.page.middle for stave in self.staves)

    def stave(self, side: Side) -> Stave | None:
        """Return the stave of a side."""
        return next((stave for stave in self.staves if stave.side is side), None)

    def places(self, parties: Sequence[Party]) -> list[float]:
        """Return the abscissas of the staves where parties stand, from left to right."""
        return sorted({stave.x for stave in self.staves for party in parties if party.side is stave.side})

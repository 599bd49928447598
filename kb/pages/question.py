"""The questions people come with, each a link to the page that answers.

Enters: a `Renderer`. Leaves: (question, address). Floor 5. Those about a term are the `asked` attribute of the vocabularies.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.pages.axis import AXES, find_page
from kb.pages.phrases import say
from kb.pages.render import WORDS, Renderer
from kb.pages.setback import ADDRESS as SETBACKS
from kb.pages.term import PLACES


def list_questions(renderer: Renderer) -> Iterator[tuple[str, str]]:
    """Yield the question of the place, that of what went wrong, then those of the terms that have an answer."""
    yield say(WORDS, "question", "place"), PLACES
    yield say(WORDS, "question", "setback"), SETBACKS
    for axis in AXES:
        answered = renderer.collection.facet(axis.key).count(renderer.records)
        for term in renderer.collection.knowledge.vocabularies[axis.key]:
            if term.attributes.get("asked") and answered[term.id]:
                yield term.attributes["asked"], find_page(axis.key, term.id)

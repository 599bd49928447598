"""How much the sources of a case can prove. Floor 3."""

from __future__ import annotations

from kb.records.model import Case, SourceKind
from kb.reference.term import Term, Vocabulary


def _satisfied(case: Case) -> set[str]:
    """Return the requirements that the sources meet (`requires` attributes of the terms of `evidence`)."""
    kinds = {source.kind for source in case.sources}
    voices = {source.party or f"publisher: {source.publisher}" for source in case.sources}
    met = {"nothing", "one-party"}
    if len(voices) > 1:
        met.add("two-agree")
    if kinds & {SourceKind.BODY, SourceKind.PUBLIC}:
        met.add("official-document")
    if SourceKind.RESEARCH in kinds or any(s.kind is SourceKind.PUBLIC and s.party is None for s in case.sources):
        met.add("third-party-measure")
    return met


def find_ceiling(case: Case, levels: Vocabulary) -> Term:
    """Return the highest level of proof that the sources allow."""
    met = _satisfied(case)
    return max((term for term in levels if term.attributes["requires"] in met), key=lambda term: int(term.attributes["rank"]))

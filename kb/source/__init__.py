"""From a file to its text and the place of each thing in it. Floor 1."""

from kb.source.fault import explain_fault
from kb.source.reading import MAX_BYTES, name_cause, read_source, read_text
from kb.source.text import Loc, Source

__all__ = ["MAX_BYTES", "Loc", "Source", "explain_fault", "name_cause", "read_source", "read_text"]

"""Sets of documents as integers, one bit a document: small on disk, counted at once.

Enters: document numbers. Leaves: integers. Floor 4.
"""

from __future__ import annotations

from collections.abc import Iterable


def pack(documents: Iterable[int], size: int) -> int:
    """Return the integer whose bits are `documents`, all below `size`."""
    held = bytearray(size // 8 + 1)
    for document in documents:
        held[document >> 3] |= 1 << (document & 7)
    return int.from_bytes(held, "little")


def unpack(bits: int) -> set[int]:
    """Return the documents whose bits are set."""
    return {place for place, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"}

"""Several columns that are compared one after the other → as few integers as hold the same order."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from gemensam.rules.terms import Int64, UInt64

WORD: Final = 64  # bits
_WIDE: Final = 24  # bits of a column above which its different values are numbered instead


def packed(columns: Iterable[Int64], first_room: int) -> list[UInt64]:
    """Pack int64 columns of equal length, the first compared first, the highest value going first as in GF 7:4.

    Returns words to be compared one after the other, the lowest going first. The first word leaves its
    WORD - first_room highest bits 0, for what is compared before.
    """
    words: list[UInt64] = []
    room = first_room
    word: UInt64 | None = None
    for column in columns:
        places, bits = _places(column)
        if word is None or bits > room:
            if word is not None:
                words.append(word)
                room = WORD
            if bits > room:  # not even alone beside what is compared before
                words.append(np.zeros(places.size, dtype=np.uint64))
                room = WORD
            word = places
        else:
            word = (word << np.uint64(bits)) | places if bits else word
        room -= bits
    return words if word is None else [*words, word]


def _places(column: Int64) -> tuple[UInt64, int]:
    """Whole numbers in the order of the column, 0 for its highest value, and how many bits they take."""
    if not column.size:
        return column.view(np.uint64), 0
    below: UInt64 = column.max().view(np.uint64) - column.view(np.uint64)  # exact, whatever the signs
    step = np.gcd.reduce(below)
    if step > 1:
        below //= step
    bits = int(below.max()).bit_length()
    if bits <= _WIDE:
        return below, bits
    values, numbers = np.unique(below, return_inverse=True)
    return numbers.astype(np.uint64), (values.size - 1).bit_length()

"""Packed columns hold the order of the columns themselves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gemensam.rules.selection.packing import WORD, packed

SMALL = st.integers(-3, 3)
WIDE = st.sampled_from([-(2**63), -1, 0, 1, 7 * 720_720, 2**40, 2**62, 2**63 - 1])
TABLES = st.integers(0, 12).flatmap(
    lambda rows: st.lists(
        st.lists(SMALL, min_size=rows, max_size=rows) | st.lists(WIDE, min_size=rows, max_size=rows),
        min_size=1,
        max_size=9,
    )
)


def compared(columns):
    """Row numbers with the first column's highest value first, and so on."""
    rows = range(len(columns[0]))
    return sorted(rows, key=lambda row: tuple(-column[row] for column in columns))


@settings(max_examples=300, deadline=None)
@given(TABLES, st.sampled_from([WORD, 50, 20, 1, 0]))
def test_packed_words_keep_the_order_and_the_ties(columns, room):
    words = packed([np.array(column, dtype=np.int64) for column in columns], room)
    keys = list(zip(*(word.tolist() for word in words), strict=True)) if columns[0] else []
    assert sorted(range(len(keys)), key=keys.__getitem__) == compared(columns)
    whole = list(zip(*columns, strict=True))
    for one in range(len(keys)):
        for other in range(one):
            assert (keys[one] == keys[other]) == (whole[one] == whole[other])
    assert all(int(value) < 1 << room for value in words[0])


@pytest.mark.parametrize(("columns", "narrow", "wide"), [(8, 1, 1), (9, 2, 2), (40, 2, 3)])
def test_packed_takes_as_many_words_as_are_needed(columns, narrow, wide):
    steps_of_15 = np.array([0, 15], dtype=np.int64)  # one bit
    assert len(packed([steps_of_15] * columns, 8)) == narrow
    steps_of_1 = np.array([0, 1, 15], dtype=np.int64)  # four bits
    assert len(packed([steps_of_1] * columns, 32)) == wide

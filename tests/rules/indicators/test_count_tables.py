"""Counts that tell of no single person: by themselves, or by subtraction."""

import pytest

from gemensam.rules.indicators.count_tables import suppressed_counts


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": [12], "b": [30]}, {"a": (12,), "b": (30,)}),  # nothing small: nothing hidden
        ({"a": [0], "b": [30]}, {"a": (0,), "b": (30,)}),  # nobody is nobody
        ({"a": [4], "b": [3], "c": [30]}, {"a": (None,), "b": (None,), "c": (30,)}),
        ({"a": [4], "b": [9], "c": [30]}, {"a": (None,), "b": (None,), "c": (30,)}),  # 43 − 9 − 30 would tell
        ({"a": [4], "b": [0]}, {"a": (None,), "b": (0,)}),
        ({"a": [4, 8], "b": [9, 7]}, {"a": (None, 8), "b": (None, 7)}),  # each column by itself
        ({}, {}),
    ],
)
def test_suppressed_counts_hides_small_ones_and_one_more_where_the_total_would_tell(
    counts: dict, shown: dict
):
    assert suppressed_counts(counts, threshold=5) == shown


def test_suppressed_counts_with_a_low_threshold_or_uneven_rows_is_refused():
    with pytest.raises(ValueError, match="4"):
        suppressed_counts({"a": [9]}, threshold=4)
    with pytest.raises(ValueError, match="rows differ"):
        suppressed_counts({"a": [9], "b": [9, 9]}, threshold=5)

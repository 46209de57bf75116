"""Where persons go, without the small cells. Numbers by hand; dataskyddsförordningen art. 5.1 c."""

import pytest

from gemensam.rules.indicators import PublicFlow, public_flow


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, PublicFlow((), 0, 0)),
        ({"SA": 9, "EK": 5}, PublicFlow((("SA", 9), ("EK", 5)), 0, 14)),
        ({"SA": 9, "EK": 4, "TE": 1}, PublicFlow((("SA", 9),), 5, 14)),
        ({"SA": 11, "BA": 3}, PublicFlow((("SA", 11),), None, None)),
        ({"SA": 2}, PublicFlow((), None, None)),
    ],
)
def test_public_flow_shows_no_destination_of_few(counts, expected):
    assert public_flow(counts) == expected


def test_public_flow_with_a_lower_threshold_is_refused():
    with pytest.raises(ValueError, match="4"):
        public_flow({"SA": 9}, threshold=4)

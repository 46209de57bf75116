"""What is shown of a published round. Numbers by hand; dataskyddsförordningen art. 5.1 c."""

from fractions import Fraction

import pytest

from gemensam.rules.indicators import PublicOutcome, public_outcome

LOWEST, MEDIAN = Fraction(485, 2), Fraction(270)


@pytest.mark.parametrize(
    ("seats", "eligible", "admitted", "reserves", "expected"),
    [
        (30, 45, 30, 15, PublicOutcome(30, 30, 15, LOWEST, MEDIAN, "")),
        (30, 33, 30, 3, PublicOutcome(30, 30, None, LOWEST, MEDIAN, "")),
        (30, 20, 20, 0, PublicOutcome(30, 20, 0, None, MEDIAN, "all_admitted")),
        (30, 0, 0, 0, PublicOutcome(30, 0, 0, None, None, "none")),
        # a queue at four seats would say that the hidden figure is four
        (4, 14, 4, 10, PublicOutcome(4, None, None, None, None, "few")),
        (30, 3, 3, 0, PublicOutcome(30, None, None, None, None, "few")),
    ],
)
def test_public_outcome_of_few_persons_shows_nothing_that_tells_how_many(
    seats, eligible, admitted, reserves, expected
):
    found = public_outcome(
        seats=seats, eligible=eligible, admitted=admitted, reserves=reserves,
        lowest_merit=LOWEST, median_merit=MEDIAN, threshold=5,
    )  # fmt: skip
    assert found == expected


def test_public_outcome_with_a_lower_threshold_is_refused():
    with pytest.raises(ValueError, match="4"):
        public_outcome(
            seats=1, eligible=1, admitted=1, reserves=0, lowest_merit=None, median_merit=None, threshold=4
        )

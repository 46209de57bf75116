"""Figures of earlier years: what is kept. Numbers by hand; dataskyddsförordningen art. 5.1 c."""

from fractions import Fraction

import pytest

from gemensam.rules.indicators import PublicCutOff, public_cut_off

LOWEST, MEDIAN = Fraction(485, 2), Fraction(270)


@pytest.mark.parametrize(
    ("seats", "admitted", "all_admitted", "first", "expected"),
    [
        (30, 30, False, 41, PublicCutOff(41, LOWEST, MEDIAN, "")),
        (30, None, False, None, PublicCutOff(None, LOWEST, MEDIAN, "")),
        (30, 22, True, 18, PublicCutOff(18, None, MEDIAN, "all_admitted")),
        (30, None, True, 6, PublicCutOff(6, None, None, "all_admitted")),
        (30, 4, False, 4, PublicCutOff(None, None, None, "few")),
        (4, None, False, 5, PublicCutOff(5, None, None, "few")),
        (30, 5, False, 5, PublicCutOff(5, LOWEST, MEDIAN, "")),
        (30, 0, False, 0, PublicCutOff(0, None, None, "none")),
        (None, None, False, 1, PublicCutOff(None, LOWEST, MEDIAN, "")),
    ],
)
def test_public_cut_off_of_few_persons_keeps_nothing_of_them(seats, admitted, all_admitted, first, expected):
    found = public_cut_off(
        seats=seats,
        admitted=admitted,
        all_admitted=all_admitted,
        first_choice_applicants=first,
        lowest=LOWEST,
        median=MEDIAN,
    )
    assert found == expected


def test_public_cut_off_without_a_lowest_says_that_it_is_unknown():
    found = public_cut_off(
        seats=30, admitted=30, all_admitted=False, first_choice_applicants=None, lowest=None, median=MEDIAN
    )
    assert found == PublicCutOff(None, None, MEDIAN, "unknown")
